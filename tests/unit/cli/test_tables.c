/* The tables of verbs, all of them: names, letters, defaults, usage, examples. A verb that breaks a rule is named. */
#include "base/mem.h"
#include "cli/cli.h"
#include "root.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int faults;

#define FAULT(...) (faults++, print_error(__VA_ARGS__), print_error("\n"))

/* Calls fn for each verb of the tree with its path. */
static void each_verb(const struct command *cmd, const char *path, int depth,
                      void (*fn)(const struct command *cmd, const char *path))
{
    fn(cmd, path);
    assert_true(depth < CLI_DEPTH);
    for (const struct command *const *c = cmd->children; c && *c; c++) {
        char *child = xasprintf("%s %s", path, (*c)->name);

        each_verb(*c, child, depth + 1, fn);
        free(child);
    }
}

static void check_all(void (*fn)(const struct command *cmd, const char *path))
{
    faults = 0;
    each_verb(&cmd_root, "kubec", 0, fn);
    assert_int_equal(faults, 0);
}

static bool good_name(const char *name)
{
    return name && *name && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(name) && *name != '-';
}

static void verb_is_whole(const struct command *cmd, const char *path)
{
    bool hidden = cmd->bits & CMD_HIDDEN;

    if (!hidden && !good_name(cmd->name))
        FAULT("%s: odd name", path);
    if (!cmd->run && !cmd->children)
        FAULT("%s: does nothing", path);
    if (!cmd->summary || !*cmd->summary)
        FAULT("%s: no summary", path);
    else if (str_ends(cmd->summary, ".") || strchr(cmd->summary, '\n') || strlen(cmd->summary) > 80)
        FAULT("%s: the summary is one line without a full stop, at most 80 characters", path);
    if (cmd->flags && cmd->opts_size == 0)
        FAULT("%s: flags, but no options", path);
    if ((cmd->complete || cmd->validate) && !cmd->run)
        FAULT("%s: steps without run", path);
    for (const struct example *e = cmd->examples; e && e->command; e++)
        if (!e->what || !*e->what || str_ends(e->what, "."))
            FAULT("%s: an example's text is one line without a full stop: %s", path, e->command);
    for (const struct command *const *a = cmd->children; a && *a; a++) {
        for (const struct command *const *b = a + 1; *b; b++)
            if (strcmp((*a)->name, (*b)->name) == 0)
                FAULT("%s: two children named %s", path, (*a)->name);
        for (const char *const *alias = (*a)->aliases; alias && *alias; alias++)
            if (cli_child(cmd, *alias) != *a)
                FAULT("%s: alias %s means another child", path, *alias);
    }
}

struct rows {
    const struct flag *v[256];
    bool inherited[256];
    size_t n;
    size_t end; /* of the highest own field, as far as can be told */
};

static void collect(const struct flag *f, size_t offset, bool inherited, void *arg)
{
    struct rows *r = arg;

    assert_true(r->n < sizeof(r->v) / sizeof(*r->v));
    r->v[r->n] = f;
    r->inherited[r->n++] = inherited;
    if (!inherited && offset + 1 > r->end)
        r->end = offset + 1;
}

/* What is wrong with a row alone. */
static void row_is_whole(const struct command *cmd, const char *path, const struct flag *f)
{
    const char *texts[] = {f->def, f->no_value};

    if (!good_name(f->name))
        FAULT("%s --%s: odd name", path, f->name ? f->name : "");
    if (!f->help || !*f->help || !(str_ends(f->help, ".") || str_ends(f->help, ")")))
        FAULT("%s --%s: the help is one or more sentences", path, f->name);
    if (f->type != FLAG_TYPE_BOOL && (!f->arg_name || !*f->arg_name))
        FAULT("%s --%s: no name for its value", path, f->name);
    if (f->type == FLAG_TYPE_BOOL && (!f->no_value || strcmp(f->no_value, "true") != 0))
        FAULT("%s --%s: a bool means true", path, f->name);
    if (f->bits & FLAG_INT32 && f->type != FLAG_TYPE_INT)
        FAULT("%s --%s: FLAG_INT32 is for numbers", path, f->name);
    if (f->values && f->complete)
        FAULT("%s --%s: words and a completer", path, f->name);
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        void *opts = xcalloc(1, cmd->opts_size + 1);
        struct global_opts g = {0};
        struct cli_parse *p = NULL;
        char *arg = xasprintf("--%s=%s", f->name, texts[i] ? texts[i] : "");
        struct err *e = texts[i] && *texts[i] ? cli_parse_args(cmd, 1, &arg, opts, &g, &p) : NULL;

        if (e)
            FAULT("%s: %s", path, e->msg);
        err_free(e);
        cli_parse_free(p);
        free(arg);
        free(opts);
    }
}

static void flags_are_whole(const struct command *cmd, const char *path)
{
    struct rows r = {0};

    cli_each_flag(cmd, collect, &r);
    if (r.end > cmd->opts_size)
        FAULT("%s: a field beyond the options", path);
    for (size_t i = 0; i < r.n; i++) {
        const struct flag *f = r.v[i];

        if (!r.inherited[i] || cmd == &cmd_root)
            row_is_whole(cmd, path, f);
        if (strcmp(f->name, "help") == 0 || f->letter == 'h')
            FAULT("%s --%s: that is --help", path, f->name);
        for (size_t k = i + 1; k < r.n; k++) {
            bool same = strcmp(f->name, r.v[k]->name) == 0;

            if (same && r.inherited[i] == r.inherited[k])
                FAULT("%s: two flags --%s", path, f->name);
            if (!same && f->letter && f->letter == r.v[k]->letter)
                FAULT("%s: -%c is --%s and --%s", path, f->letter, f->name, r.v[k]->name);
        }
    }
}

/* Every flag that the usage names exists. */
static void usage_is_true(const struct command *cmd, const char *path)
{
    struct rows r = {0};
    const char *u = cmd->usage ? cmd->usage : "";

    cli_each_flag(cmd, collect, &r);
    while (*u) {
        size_t len = strcspn(u, " ()[]|=,");
        bool found = len < 2 || *u != '-' || (len == 2 && u[1] == '-');

        for (size_t i = 0; i < r.n && !found; i++) {
            if (u[1] == '-')
                found = strlen(r.v[i]->name) == len - 2 && strncmp(u + 2, r.v[i]->name, len - 2) == 0;
            else
                found = len == 2 && r.v[i]->letter == u[1];
        }
        if (!found)
            FAULT("%s: the usage names %.*s", path, (int)len, u);
        u += len + (u[len] ? 1 : 0);
    }
}

/* Splits a line of shell into words; quotes go, and a word that only holds | ; && < > ( ) ends a command. */
static void split_line(const char *line, struct strv *words)
{
    struct buf word = buf_new();
    char quote = '\0';
    bool any = false;

    for (;; line++) {
        if (quote && *line == quote) {
            quote = '\0';
        } else if (!quote && (*line == '\'' || *line == '"')) {
            quote = *line;
            any = true;
        } else if (*line == '\0' || (!quote && strchr(" ;|&<>()", *line))) {
            if (word.len > 0 || any)
                strv_add(words, word.data);
            if (*line && *line != ' ')
                strv_add(words, "|");
            buf_clear(&word);
            any = false;
            if (*line == '\0')
                break;
        } else {
            buf_addc(&word, *line);
        }
    }
    buf_release(&word);
}

static void command_parses(const char *path, int argc, char **argv, const char *line)
{
    struct cli_found found;
    const struct command *cmd = NULL;
    struct global_opts g = {0};
    struct cli_parse *p = NULL;
    void *opts = NULL;
    struct err *e = NULL;

    cli_find(&cmd_root, argc, argv, &found);
    cmd = found.path[found.depth];
    if (found.unknown)
        FAULT("%s: no command %s in: %s", path, found.unknown, line);
    opts = xcalloc(1, cmd->opts_size + 1);
    if (!(cmd->bits & CMD_RAW_ARGS))
        e = cli_parse_args(cmd, found.argc, found.args, opts, &g, &p);
    if (e)
        FAULT("%s: %s in: %s", path, e->msg, line);
    err_free(e);
    cli_parse_free(p);
    cli_found_release(&found);
    free(opts);
}

/* Each "kubec …" of an example is a line that the parser takes. */
static void examples_parse(const struct command *cmd, const char *path)
{
    for (const struct example *e = cmd->examples; e && e->command; e++) {
        struct strv words = {0};
        bool any = false;

        split_line(e->command, &words);
        for (size_t i = 0; i < words.n; i++) {
            size_t end = i;

            if (strcmp(words.v[i], "kubec") != 0)
                continue;
            while (end < words.n && strcmp(words.v[end], "|") != 0)
                end++;
            command_parses(path, (int)(end - i - 1), words.v + i + 1, e->command);
            any = true;
        }
        if (!any && !strstr(e->command, "kubec"))
            FAULT("%s: an example without kubec: %s", path, e->command);
        strv_release(&words);
    }
}

static void verbs_are_whole(void **state)
{
    (void)state;
    check_all(verb_is_whole);
}

static void flags_are_whole_and_distinct(void **state)
{
    (void)state;
    check_all(flags_are_whole);
}

static void usages_name_known_flags(void **state)
{
    (void)state;
    check_all(usage_is_true);
}

static void examples_are_lines_that_parse(void **state)
{
    (void)state;
    check_all(examples_parse);
}

/* kubectl offers suggestions in the order in which it makes its commands. */
static void verbs_stand_in_kubectls_order(void **state)
{
    static const char *const order[] = {
        "create",  "expose",       "run",           "set",         "explain",      "get",   "edit",         "delete",
        "rollout", "scale",        "autoscale",     "certificate", "cluster-info", "top",   "cordon",       "uncordon",
        "drain",   "taint",        "describe",      "logs",        "attach",       "exec",  "port-forward", "proxy",
        "cp",      "auth",         "debug",         "events",      "diff",         "apply", "patch",        "replace",
        "wait",    "kustomize",    "label",         "annotate",    "completion",   "alpha", "config",       "plugin",
        "version", "api-versions", "api-resources", "options",     "kuberc"};
    size_t at = 0;

    (void)state;
    faults = 0;
    for (const struct command *const *c = cmd_root.children; *c; c++) {
        size_t place = 0;

        while (place < sizeof(order) / sizeof(*order) && strcmp(order[place], (*c)->name) != 0)
            place++;
        if (place == sizeof(order) / sizeof(*order))
            continue;
        if (place < at)
            FAULT("%s stands too late in commands.def", (*c)->name);
        at = place;
    }
    assert_int_equal(faults, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verbs_are_whole),
        cmocka_unit_test(flags_are_whole_and_distinct),
        cmocka_unit_test(usages_name_known_flags),
        cmocka_unit_test(examples_are_lines_that_parse),
        cmocka_unit_test(verbs_stand_in_kubectls_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
