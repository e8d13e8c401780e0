/* prefs.c - aliases and defaults of flags, by the rules of kubectl's pkg/kuberc. */
#include "cli/prefs.h"

#include "base/klog.h"
#include "base/mem.h"
#include "base/paths.h"
#include "cli/completion.h"
#include "cli/value.h"
#include "doc/doc.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define WORDS_MAX 64 /* of an alias's `command`: more names no verb */

bool cli_prefs_off(void)
{
    const char *gate = getenv("KUBECTL_KUBERC");

    return gate && str_eq_nocase(gate, "false");
}

static const char *text_of(const cJSON *object, const char *key)
{
    const cJSON *v = doc_get(object, key);

    return cJSON_IsString(v) ? v->valuestring : "";
}

static const cJSON *list_of(const cJSON *object, const char *key)
{
    const cJSON *v = doc_get(object, key);

    return v ? v->child : NULL;
}

/* Every error here ends the program with these words before it; there is no "error: ". */
static struct err *applying(struct err *e)
{
    struct err *out = NULL;

    if (!e)
        return NULL;
    out = err_new_kind(ERR_NET, "error occurred while applying preferences %s", e->msg);
    err_free(e);
    return out;
}

static struct err *kuberc_error(struct err *e)
{
    if (e)
        str_replace_owned(&e->msg, xasprintf("kuberc error %s", e->msg));
    return e;
}

/* ---- which file, and what is asked of the log before flags are parsed ---- */

/* The part of "x=y=z" between the first two "=". The caller frees. */
static char *between_equals(const char *arg)
{
    const char *from = strchr(arg, '=') + 1;

    return xstrndup(from, strcspn(from, "="));
}

/* --kuberc as kubectl looks for it before it knows the verb. *path is the caller's, NULL when it is not given. */
static struct err *explicit_path(int argc, char **argv, char **path)
{
    *path = NULL;
    for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "--kuberc") == 0) {
            if (i + 1 >= argc)
                return err_new("kuberc file is not found");
            if (*argv[i + 1] != '\0')
                *path = xstrdup(argv[i + 1]);
            return NULL;
        }
        if (strstr(argv[i], "--kuberc=")) {
            *path = between_equals(argv[i]);
            if (**path != '\0')
                return NULL;
            free(*path);
            *path = NULL;
            return err_new("kuberc file is not found");
        }
    }
    return NULL;
}

/* -v in the same way: kubectl logs how it reads the preferences. */
static int early_verbosity(int argc, char **argv)
{
    int64_t level = 0;

    for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++) {
        char *text = NULL;

        if (strcmp(argv[i], "--v") == 0 || strcmp(argv[i], "-v") == 0) {
            if (i + 1 >= argc)
                continue;
            text = xstrdup(argv[i + 1]);
        } else if (strstr(argv[i], "--v=") || strstr(argv[i], "-v=")) {
            text = between_equals(argv[i]);
        } else {
            continue;
        }
        err_free(value_int(text, 10, 32, &level)); /* the parser says what is wrong with it */
        free(text);
        break;
    }
    return level < 0 ? 0 : level > 10 ? 10 : (int)level;
}

/* ---- what must hold of the file ---- */

static bool alphabetical(const char *name)
{
    if (*name == '\0')
        return false;
    for (; *name; name++)
        if (!(*name >= 'a' && *name <= 'z') && !(*name >= 'A' && *name <= 'Z'))
            return false;
    return true;
}

static struct err *check_options(const cJSON *entry)
{
    for (const cJSON *o = list_of(entry, "options"); o; o = o->next)
        if (text_of(o, "name")[0] == '-')
            return err_new("flag name %s should be in long form without dashes", text_of(o, "name"));
    return NULL;
}

static struct err *check_names(const cJSON *root)
{
    struct err *e = NULL;

    for (const cJSON *a = list_of(root, "aliases"); a; a = a->next) {
        const char *name = text_of(a, "name");

        if (!alphabetical(name))
            return err_new("invalid alias name, can only include alphabetical characters");
        e = check_options(a);
        if (e)
            return e;
        for (const cJSON *b = list_of(root, "aliases"); b != a; b = b->next)
            if (strcmp(text_of(b, "name"), name) == 0)
                return err_new("duplicate alias name %s", name);
    }
    for (const cJSON *d = list_of(root, "defaults"); d && !e; d = d->next)
        e = check_options(d);
    return e;
}

static struct err *check_program(const char *command, size_t number)
{
    char *clean = path_clean(command);
    struct err *e = NULL;

    if (*command == '\0') {
        e = err_new("misconfigured credential plugin allowlist: empty allowlist entry #%zu", number);
    } else if (strcmp(clean, command) != 0) {
        char *a = str_quote(command), *b = str_quote(clean);

        e = err_new("non-normalized file path: %s vs %s", a, b);
        free(a);
        free(b);
    }
    free(clean);
    return e;
}

/* client-go's ValidatePluginPolicy. */
static struct err *check_policy(const cJSON *root)
{
    const char *policy = text_of(root, "credentialPluginPolicy");
    const cJSON *list = doc_get(root, "credentialPluginAllowlist");
    struct err *e = NULL;
    size_t number = 0;

    if (strcmp(policy, "") == 0 || strcmp(policy, "AllowAll") == 0 || strcmp(policy, "DenyAll") == 0)
        return list ? err_new("misconfigured credential plugin allowlist: plugin policy is \"%s\" but allowlist is "
                              "non-nil",
                              policy)
                    : NULL;
    if (strcmp(policy, "Allowlist") != 0) {
        char *quoted = str_quote(policy);

        e = err_new("unknown plugin policy: %s", quoted);
        free(quoted);
        return e;
    }
    if (!list)
        return err_new("credential plugin policy set to \"Allowlist\", but allowlist is unspecified");
    if (!list->child)
        return err_new("credential plugin policy set to \"Allowlist\", but allowlist is empty; use \"DenyAll\" policy "
                       "instead");
    for (const cJSON *entry = list->child; entry && !e; entry = entry->next)
        e = check_program(text_of(entry, "command"), ++number);
    return e;
}

/* ---- finding verbs as kubectl can at this time ---- */

/* cobra adds these two only when the command line runs; until then they are names like any other. */
static bool added_late(const struct command *cmd)
{
    return cmd->bits & CMD_RAW_ARGS || strcmp(cmd->name, "help") == 0;
}

static bool names_no_verb(const struct cli_found *f)
{
    return f->unknown || (!f->alias && f->depth == 1 && added_late(f->path[1]));
}

/* The words of `command`, separated by white space. The vector is the caller's. */
static void split_words(const char *command, struct strv *out)
{
    while (*command && out->n < WORDS_MAX) {
        size_t n = 0;

        while (isspace((unsigned char)*command))
            command++;
        while (command[n] && !isspace((unsigned char)command[n]))
            n++;
        if (n > 0)
            strv_adopt(out, xstrndup(command, n));
        command += n;
    }
}

bool cli_alias_target(const struct cmd_ctx *ctx, const cJSON *alias, struct cli_found *out)
{
    struct cmd_ctx plain = *ctx;
    struct strv words = {0};
    bool known = false;

    plain.prefs = NULL;
    split_words(text_of(alias, "command"), &words);
    cli_find_in(&plain, (int)words.n, words.v, out);
    known = !names_no_verb(out);
    out->unknown = NULL; /* it points into words */
    free(out->args);
    out->args = NULL;
    out->argc = 0;
    strv_release(&words);
    return known;
}

const char *cli_found_name(const struct cli_found *f)
{
    return f->alias && f->depth == f->alias_depth ? f->alias : f->path[f->depth]->name;
}

/* ---- the alias of a command line ---- */

static bool is_completion(const char *arg)
{
    return str_starts(arg, "__complete");
}

/* The arguments with the alias's put in: `prepend` behind its name, `append` at the end. While a word is being
 * completed only what stands before that word is put in. */
static void put_in(struct cli_prefs *p, int at, bool completing)
{
    const cJSON *prepend = list_of(p->alias, "prependArgs"), *append = list_of(p->alias, "appendArgs");
    size_t more = 0;

    for (const cJSON *a = prepend; a; a = a->next)
        more++;
    for (const cJSON *a = append; a; a = a->next)
        more++;
    p->args = xcalloc((size_t)p->ngiven + more + 1, sizeof(char *));
    for (int i = 0; i < p->ngiven; i++) {
        p->args[p->nargs++] = p->given[i];
        if (i != at || (completing && i + 1 == p->ngiven))
            continue;
        for (const cJSON *a = prepend; a; a = a->next)
            p->args[p->nargs++] = a->valuestring;
    }
    for (const cJSON *a = append; a && !completing; a = a->next)
        p->args[p->nargs++] = a->valuestring;
}

/* kubectl's error for an alias of an unknown command; it shows what of the command it could not use. */
static struct err *unknown_target(const cJSON *alias)
{
    struct strv words = {0};
    char *command = str_quote(text_of(alias, "command")), *name = str_quote(text_of(alias, "name")), *list = NULL;
    struct err *e = NULL;

    split_words(text_of(alias, "command"), &words);
    list = words.n > 0 ? strv_join(&words, " ") : xstrdup("");
    e = err_new("command %s not found to set alias %s: [%s]", command, name, list);
    strv_release(&words);
    free(command);
    free(name);
    free(list);
    return e;
}

static struct err *find_alias(struct cmd_ctx *ctx, struct cli_prefs *p)
{
    struct cli_found found;
    const cJSON *alias = list_of(p->root, "aliases");
    const char *name = NULL;
    bool known = false;
    int at = 0;

    cli_find_in(ctx, p->ngiven, p->given, &found);
    p->aliasing = names_no_verb(&found) || cli_yields(ctx, found.path[found.depth]);
    cli_found_release(&found);
    if (!p->aliasing)
        return NULL;
    while (at < p->ngiven && (p->given[at][0] == '-' || is_completion(p->given[at])))
        at++;
    name = at < p->ngiven ? p->given[at] : "";
    while (alias && strcmp(text_of(alias, "name"), name) != 0)
        alias = alias->next;
    if (!alias)
        return NULL;
    cli_find_in(ctx, 1, p->given + at, &found);
    known = !names_no_verb(&found) && !cli_yields(ctx, found.path[found.depth]);
    cli_found_release(&found);
    if (known) {
        fprintf(ctx->err, "Warning: Setting alias \"%s\" to a built-in command is not supported\n", name);
        return NULL;
    }
    known = cli_alias_target(ctx, alias, &found);
    cli_found_release(&found);
    if (!known)
        return unknown_target(alias);
    p->alias = alias;
    put_in(p, at, is_completion(p->given[0]));
    return NULL;
}

struct err *cli_prefs_load(struct cmd_ctx *ctx, int argc, char **argv, struct cli_prefs *out)
{
    char *path = NULL;
    struct err *e = NULL;

    *out = (struct cli_prefs){.prog = argc > 0 ? argv[0] : ctx->prog};
    out->given = argv + (argc > 0 ? 1 : 0);
    out->ngiven = argc > 0 ? argc - 1 : 0;
    if (ctx->load_prefs && out->ngiven > 0 && !cli_prefs_off()) {
        e = explicit_path(argc, argv, &path);
        if (!e)
            e = kuberc_error(ctx->load_prefs(ctx, path, early_verbosity(argc, argv), &out->root));
        free(path);
    }
    if (!e && out->root)
        e = check_names(out->root);
    if (!e && out->root)
        e = check_policy(out->root);
    if (!e && out->root)
        e = find_alias(ctx, out);
    if (!out->args) {
        out->args = xcalloc((size_t)out->ngiven + 1, sizeof(char *));
        for (int i = 0; i < out->ngiven; i++)
            out->args[out->nargs++] = out->given[i];
    }
    return applying(e);
}

void cli_prefs_release(struct cli_prefs *p)
{
    free(p->args);
    cJSON_Delete(p->root);
    *p = (struct cli_prefs){0};
}

/* ---- flags ---- */

/* "-abc": a dash and ASCII letters. */
static bool letters_only(const char *arg)
{
    return arg[0] == '-' && alphabetical(arg + 1);
}

/* True if kubectl takes the flag as given by the command line. It only looks at the words: a letter in any word such as
 * -nfoo counts, whatever it stands for. */
static bool given(const struct flag *f, int argc, char **argv)
{
    size_t len = strlen(f->name);

    for (int i = 0; i < argc; i++) {
        const char *arg = argv[i];

        if (str_starts(arg, "--") && strncmp(arg + 2, f->name, len) == 0 &&
            (arg[2 + len] == '\0' || arg[2 + len] == '='))
            return true;
        if (f->letter != '\0' && arg[0] == '-' &&
            (arg[1] == f->letter || (letters_only(arg) && strchr(arg, f->letter))))
            return true;
    }
    return false;
}

/* Flags that kubectl makes only after it applied the preferences, which thus cannot name them. */
static bool late_flag(const struct flag *f)
{
    return f == &cli_help_flag || strcmp(f->name, "v") == 0 || strcmp(f->name, "vmodule") == 0 ||
           strcmp(f->name, "log-flush-frequency") == 0;
}

/* Where options are set, and kubectl's words for what is wrong with one. */
struct setting {
    struct cli_parse *parse;
    const char *what; /* "alias", or NULL for defaults */
    const char *of;   /* the program, or the command */
    char **argv;      /* what the command line gives */
    int argc;
};

static struct err *set_option(const struct setting *s, const char *name, const char *value)
{
    struct cli_slot *slot = cli_slot_named(s->parse, name, strlen(name));
    struct err *e = NULL;

    if (!slot || late_flag(slot->flag))
        return s->what ? err_new("invalid alias flag %s in alias %s", name, s->of)
                       : err_new("invalid flag %s for command %s", name, s->of);
    if (given(slot->flag, s->argc, s->argv))
        return NULL;
    e = cli_parse_set(s->parse, slot, value);
    if (e && s->what)
        return err_wrap(e, "could not apply value %s to flag %s in alias %s err", value, name, s->of);
    return err_wrap(e, "could not apply override value %s to flag %s in command %s err", value, name, s->of);
}

static struct err *set_options(const struct setting *s, const cJSON *entry)
{
    struct err *e = NULL;

    for (const cJSON *o = list_of(entry, "options"); o && !e; o = o->next)
        e = set_option(s, text_of(o, "name"), text_of(o, "default"));
    return e;
}

static bool is_alias_name(const struct cli_prefs *p, const char *name)
{
    for (const cJSON *a = list_of(p->root, "aliases"); a && p->aliasing; a = a->next)
        if (strcmp(text_of(a, "name"), name) == 0)
            return true;
    return false;
}

/* 1: the entry of `defaults` is for the verb; 0: for another one; -1: for none that there is. kubectl compares the last
 * name only: defaults of "set env" are for each "env". */
static int meant(const struct cmd_ctx *ctx, const cJSON *entry, const char *name)
{
    struct strv words = {0};
    struct cli_found found;
    int result = -1;

    split_words(text_of(entry, "command"), &words);
    cli_find_in(ctx, (int)words.n, words.v, &found);
    if (!names_no_verb(&found))
        result = strcmp(cli_found_name(&found), name) == 0;
    cli_found_release(&found);
    strv_release(&words);
    return result;
}

static struct err *set_defaults(struct cmd_ctx *ctx, const struct cli_found *found, struct cli_parse *parse)
{
    const struct cli_prefs *p = ctx->prefs;
    struct err *e = NULL;

    for (const cJSON *d = list_of(p->root, "defaults"); d && !e; d = d->next) {
        struct setting s = {.parse = parse, .of = text_of(d, "command"), .argv = p->args, .argc = p->nargs};
        int match = meant(ctx, d, cli_found_name(found));

        if (match < 0) {
            char *quoted = str_quote(s.of);

            fprintf(ctx->err, "Warning: command %s not found to set kuberc override\n", quoted);
            free(quoted);
        }
        if (match <= 0)
            continue;
        if (is_alias_name(p, cli_found_name(found)))
            return err_new("alias %s can not be overridden", cli_found_name(found));
        e = set_options(&s, d);
    }
    return e;
}

static bool is_alias(const struct cli_prefs *p, const struct cli_found *f)
{
    return p && p->alias && f->alias && f->depth == f->alias_depth;
}

struct err *cli_prefs_set_alias_flags(struct cmd_ctx *ctx, const struct cli_found *found, struct cli_parse *parse)
{
    const struct cli_prefs *p = ctx->prefs;
    struct setting s = {.parse = parse, .what = "alias"};

    if (!is_alias(p, found))
        return NULL;
    s.of = p->prog;
    s.argv = p->given;
    s.argc = p->ngiven;
    return applying(set_options(&s, p->alias));
}

/* What is wrong with the alias's options where they are not used: while a word is completed, and when the command line
 * goes on to a child of the alias's verb. kubectl sets them in any case. */
static struct err *try_options(struct cmd_ctx *ctx, const struct cli_prefs *p)
{
    struct cmd_ctx with = *ctx;
    struct global_opts global = {0};
    struct cli_found found;
    struct cli_parse parse;
    const struct command *cmd = NULL;
    struct err *e = NULL;
    char *name = xstrdup(text_of(p->alias, "name"));
    void *opts = NULL;

    with.prefs = p;
    cli_find_in(&with, 1, &name, &found);
    cmd = found.path[found.depth];
    opts = xcalloc(1, cmd->opts_size ? cmd->opts_size : 1);
    cli_parse_init(&parse, cmd, opts, &global);
    e = cli_prefs_set_alias_flags(&with, &found, &parse);
    cli_parse_release(&parse);
    cli_found_release(&found);
    free(opts);
    free(name);
    return e;
}

/* A child of the alias's verb shares the global flags with it. */
static void set_shared(const struct cli_prefs *p, struct cli_parse *parse)
{
    for (const cJSON *o = list_of(p->alias, "options"); o; o = o->next) {
        const char *name = text_of(o, "name");
        struct cli_slot *slot = cli_slot_named(parse, name, strlen(name));

        if (slot && slot->inherited && !given(slot->flag, p->ngiven, p->given))
            err_free(cli_parse_set(parse, slot, text_of(o, "default"))); /* tried before */
    }
}

struct err *cli_prefs_set_flags(struct cmd_ctx *ctx, const struct cli_found *found, struct cli_parse *parse)
{
    const struct cli_prefs *p = ctx->prefs;
    bool elsewhere = p && p->alias && !is_alias(p, found);
    struct err *e = elsewhere ? try_options(ctx, p) : cli_prefs_set_alias_flags(ctx, found, parse);

    if (!e && elsewhere && found->alias)
        set_shared(p, parse);

    if (!e && p && p->root && !names_no_verb(found))
        e = applying(set_defaults(ctx, found, parse));
    return e;
}

/* ---- the log ---- */

/* Adds " --name=value" for each option that the words do not give. */
static void add_options(struct buf *out, const struct cli_parse *parse, const cJSON *entry, int argc, char **argv)
{
    for (const cJSON *o = list_of(entry, "options"); o; o = o->next) {
        const char *name = text_of(o, "name");
        const struct cli_slot *slot = cli_slot_named(parse, name, strlen(name));

        if (slot && !given(slot->flag, argc, argv))
            buf_addf(out, " --%s=%s", name, text_of(o, "default"));
    }
}

static void join(struct buf *out, int argc, char **argv)
{
    for (int i = 0; i < argc; i++)
        buf_addf(out, "%s%s", i > 0 ? " " : "", argv[i]);
}

/* "get --output=wide  pods": the alias's command and options, and the arguments without the alias's name. */
static void alias_line(struct buf *out, const struct cli_prefs *p, const struct cli_parse *parse)
{
    const char *name = text_of(p->alias, "name"), *from = NULL, *hit = NULL;
    struct buf args = buf_new();

    buf_adds(out, text_of(p->alias, "command"));
    add_options(out, parse, p->alias, p->ngiven, p->given);
    join(&args, p->nargs, p->args);
    buf_addc(out, ' ');
    for (from = args.data; (hit = strstr(from, name)); from = hit + strlen(name))
        buf_add(out, from, (size_t)(hit - from));
    buf_adds(out, from);
    buf_release(&args);
}

void cli_prefs_log(const struct cmd_ctx *ctx, const struct cli_found *found)
{
    const struct cli_prefs *p = ctx->prefs;
    struct buf line = buf_new();
    bool changed = false;

    if (p && p->root && global_verbosity_for(ctx->global, "cmd") > 0 && !names_no_verb(found)) {
        changed = is_alias(p, found);
        if (changed)
            alias_line(&line, p, ctx->parse);
        for (const cJSON *d = list_of(p->root, "defaults"); d; d = d->next) {
            if (meant(ctx, d, cli_found_name(found)) != 1)
                continue;
            changed = true;
            buf_clear(&line);
            join(&line, p->nargs, p->args);
            add_options(&line, ctx->parse, d, p->nargs, p->args);
        }
    }
    if (changed) {
        char *whole = xasprintf("kubectl %s", line.data), *quoted = str_quote(whole);

        klog_print(ctx->err, 'I', "cmd.go:371", "original command: %s", quoted);
        free(quoted);
        free(whole);
    }
    buf_release(&line);
}

cJSON *cli_prefs_policy(const struct cli_prefs *p)
{
    const char *policy = text_of(p->root, "credentialPluginPolicy");
    cJSON *out = NULL, *commands = NULL;

    if (strcmp(policy, "") == 0 || strcmp(policy, "AllowAll") == 0)
        return NULL;
    out = cJSON_CreateObject();
    commands = cJSON_CreateArray();
    for (const cJSON *entry = list_of(p->root, "credentialPluginAllowlist"); entry; entry = entry->next)
        cJSON_AddItemToArray(commands, cJSON_CreateString(text_of(entry, "command")));
    doc_set_str(out, "policy", policy);
    doc_set(out, "commands", commands);
    return out;
}

void cli_prefs_complete(const struct cmd_ctx *ctx, const char *prefix, struct completion *out)
{
    const struct cli_prefs *p = ctx->prefs;

    for (const cJSON *a = p ? list_of(p->root, "aliases") : NULL; a; a = a->next) {
        struct cli_found target = {0};

        if (!cli_child(ctx->root, text_of(a, "name")) && cli_alias_target(ctx, a, &target))
            completion_add(out, prefix, text_of(a, "name"), target.path[target.depth]->summary);
        cli_found_release(&target);
    }
}
