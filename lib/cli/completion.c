/* completion.c - what may stand where the cursor is, by cobra's rules. */
#include "cli/completion.h"

#include "base/clock.h"
#include "base/mem.h"
#include "cli/plugin.h"
#include "cli/prefs.h"
#include "cli/text.h"

#include <stdlib.h>
#include <string.h>

void completion_add(struct completion *c, const char *prefix, const char *word, const char *description)
{
    if (!str_starts(word, prefix))
        return;
    strv_add(&c->words, word);
    strv_add(&c->descriptions, description ? description : "");
}

void completion_add_listed(struct completion *c, const char *prefix, const char *word, const char *description)
{
    const char *comma = strrchr(prefix, ',');
    char *whole = comma ? xasprintf("%.*s%s", (int)(comma + 1 - prefix), prefix, word) : NULL;
    char *listed = xasprintf(",%s,", word), *before = xasprintf(",%.*s", comma ? (int)(comma + 1 - prefix) : 0, prefix);

    if (!strstr(before, listed))
        completion_add(c, prefix, whole ? whole : word, description);
    free(before);
    free(listed);
    free(whole);
}

void completion_release(struct completion *c)
{
    strv_release(&c->words);
    strv_release(&c->descriptions);
    free(c->error);
    *c = (struct completion){0};
}

static int by_name(const void *a, const void *b)
{
    const struct command *const *x = a, *const *y = b;

    return strcmp((*x)->name, (*y)->name);
}

void cli_complete_children(const struct command *cmd, const char *prefix, struct completion *out)
{
    const struct command **sorted = NULL;
    size_t n = 0;

    for (const struct command *const *c = cmd->children; c && *c; c++) {
        if ((*c)->bits & CMD_HIDDEN || ((*c)->bits & CMD_PREFS && cli_prefs_off()))
            continue;
        sorted = xreallocarray(sorted, n + 1, sizeof(*sorted));
        sorted[n++] = *c;
    }
    if (n > 1)
        qsort(sorted, n, sizeof(*sorted), by_name);
    for (size_t i = 0; i < n; i++)
        completion_add(out, prefix, sorted[i]->name, sorted[i]->summary);
    free(sorted);
}

/* A completion under way. */
struct job {
    struct cmd_ctx *ctx;
    struct cli_found found;
    const struct command *cmd;
    struct cli_parse parse;
    struct global_opts global;
    void *opts;
    const char *word;            /* what is being typed; a flag's value without the flag */
    const struct cli_slot *slot; /* the flag whose value is typed, or NULL */
    struct completion *out;
};

static void fail(struct job *j, char *error)
{
    j->out->directive = COMPLETE_DEFAULT;
    str_replace_owned(&j->out->error, error);
}

static char *go_list(int n, char **v)
{
    struct buf b = buf_new();

    buf_addc(&b, '[');
    for (int i = 0; i < n; i++)
        buf_addf(&b, "%s%s", i > 0 ? " " : "", v[i]);
    buf_addc(&b, ']');
    return buf_take(&b);
}

/* A flag as it stands before its value. */
struct typed {
    const struct cli_slot *slot; /* NULL: the verb has none of this name */
    char *name;                  /* for the error; owned */
    bool attached;               /* "-nfoo": the value is in the word */
};

/* Reads "--name" or "-abc", of len bytes. Letters behind one that takes a value are its value. */
static struct typed read_typed(const struct job *j, const char *arg, size_t len)
{
    struct typed t = {0};

    if (str_starts(arg, "--")) {
        t.name = xstrndup(arg + 2, len - 2);
        t.slot = len == 3 ? cli_slot_letter(&j->parse, arg[2]) : cli_slot_named(&j->parse, arg + 2, len - 2);
        return t;
    }
    for (size_t i = 1; i < len; i++) {
        t.slot = cli_slot_letter(&j->parse, arg[i]);
        t.attached = t.slot && !t.slot->flag->no_value && i + 1 < len;
        if (!t.slot || t.attached) {
            t.name = xstrndup(arg + i, 1);
            return t;
        }
    }
    t.name = xstrndup(arg + len - 1, 1);
    return t;
}

/* Cobra's checkIfFlagCompletion: is the word a flag's value? Sets j->slot and j->word, and takes the flag off the
 * arguments. The result is an error text (owned) for a flag that the verb does not have. */
static char *check_flag_value(struct job *j)
{
    const char *eq = j->word[0] == '-' ? strchr(j->word, '=') : NULL;
    const char *flag = j->word;
    size_t len = eq ? (size_t)(eq - j->word) : 0;
    struct typed t;
    char *text = NULL;

    if (j->word[0] == '-' && (!eq || len < 2))
        return NULL;
    if (!eq) {
        const char *prev = j->found.argc > 0 ? j->found.args[j->found.argc - 1] : "";
        bool is_flag = prev[0] == '-' && prev[1] != '\0' && (prev[1] != '-' || prev[2] != '\0');

        if (!is_flag || strchr(prev, '='))
            return NULL;
        flag = prev;
        len = strlen(prev);
    }
    t = read_typed(j, flag, len);
    if (!t.slot)
        text = xasprintf("Subcommand '%s' does not support flag '%s'", j->cmd->name, t.name);
    free(t.name);
    if (!t.slot || t.attached)
        return text;
    if (eq) {
        j->word = eq + 1;
    } else {
        if (t.slot->flag->no_value)
            return NULL; /* its value needs "=": the word is an argument */
        j->found.argc--;
    }
    j->slot = t.slot;
    return NULL;
}

/* Parses what stands before the word. False when that ends the completion. *flags_end: "--" was given. */
static bool parse_before(struct job *j, char *flag_error, bool *flags_end)
{
    struct err *e = cli_parse_run(&j->parse, j->found.argc, j->found.args);

    if (e) {
        char *args = go_list(j->found.argc, j->found.args);

        fail(j, xasprintf("Error while parsing flags from args %s: %s", args, e->msg));
        free(args);
        err_free(e);
        free(flag_error);
        return false;
    }
    *flags_end = j->parse.dash >= 0;
    if (flag_error && !*flags_end) {
        fail(j, flag_error);
        return false;
    }
    free(flag_error);
    return !j->parse.help;
}

static void add_flag_name(struct job *j, const struct flag *f)
{
    char *name = NULL;
    char letter[3] = {'-', f->letter, '\0'};
    struct buf help = buf_new();

    if (f->bits & FLAG_HIDDEN || f->deprecated)
        return;
    name = xasprintf("--%s", f->name);
    text_flag_help(&help, f);
    completion_add(j->out, j->word, name, help.data);
    if (f->letter)
        completion_add(j->out, j->word, letter, help.data);
    free(name);
    buf_release(&help);
}

static int slots_by_name(const void *a, const void *b)
{
    const struct cli_slot *const *x = a, *const *y = b;

    return strcmp((*x)->flag->name, (*y)->flag->name);
}

static bool repeats(const struct cli_slot *s)
{
    return s->flag->type == FLAG_TYPE_STRINGS || s->flag->type == FLAG_TYPE_STRING_ARRAY;
}

/* Adds names of flags not given yet: inherited ones first, each part sorted; `required`: only the required ones. */
static void add_flag_names(struct job *j, bool required)
{
    const struct cli_slot **sorted = xcalloc(j->parse.n, sizeof(*sorted));

    for (size_t i = 0; i < j->parse.n; i++)
        sorted[i] = &j->parse.slots[i];
    qsort(sorted, j->parse.n, sizeof(*sorted), slots_by_name);
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < j->parse.n; i++) {
            const struct cli_slot *s = sorted[i];
            bool inherited = s->inherited && j->found.depth > 0;

            if (inherited != (pass == 0) || (s->changed && (required || !repeats(s))))
                continue;
            if (!required || s->flag->bits & FLAG_REQUIRED)
                add_flag_name(j, s->flag);
        }
    }
    free(sorted);
}

/* A flag that many verbs have; or what stands behind the "=" of one of its words (jsonpath=). False: nothing. */
static bool complete_shared(struct job *j)
{
    const struct flag *f = j->slot->flag;
    completer_fn *complete = j->ctx->root->complete_shared ? j->ctx->root->complete_shared(f->name) : NULL;

    if (!complete || (f->values && !strchr(j->word, '=')))
        return false;
    j->out->directive = COMPLETE_NO_FILE;
    complete(j->ctx, j->opts, j->word, j->out);
    return j->out->words.n > 0;
}

static void complete_value(struct job *j)
{
    const struct flag *f = j->slot->flag;
    completer_fn *complete = f->complete;

    if (!complete && j->slot->inherited && j->ctx->root->complete_global)
        complete = j->ctx->root->complete_global(f->name);
    if (!complete && !j->slot->inherited && complete_shared(j))
        return;
    j->out->directive = COMPLETE_DEFAULT; /* files */
    if (complete) {
        j->out->directive = COMPLETE_NO_FILE;
        complete(j->ctx, j->opts, j->word, j->out);
    } else if (f->values) {
        j->out->directive = COMPLETE_NO_FILE;
        for (const char *const *v = f->values; *v; v++)
            completion_add(j->out, j->word, *v, NULL);
        if (j->out->words.n == 1 && str_ends(j->out->words.v[0], "=")) /* "condition=": more comes */
            j->out->directive |= COMPLETE_NO_SPACE;
    } else if (f->type == FLAG_TYPE_BOOL) {
        j->out->directive = COMPLETE_NO_FILE;
        completion_add(j->out, j->word, "true", NULL);
        completion_add(j->out, j->word, "false", NULL);
    } else if (f->files && strcmp(f->files, "/") == 0) {
        j->out->directive = COMPLETE_FILTER_DIRS;
    } else if (f->files && f->files[0] != '\0') {
        struct strv extensions = {0};

        j->out->directive = COMPLETE_FILTER_FILE_EXT;
        strv_split(&extensions, f->files, ',');
        for (size_t i = 0; i < extensions.n; i++)
            completion_add(j->out, "", extensions.v[i], NULL);
        strv_release(&extensions);
    }
}

static bool own_flag_given(const struct cli_parse *p)
{
    for (size_t i = 0; i < p->n; i++)
        if (p->slots[i].changed && !p->slots[i].inherited)
            return true;
    return false;
}

static void complete_noun(struct job *j)
{
    const struct strv *args = &j->parse.args;

    if (args->n == 0 && j->cmd->children && !own_flag_given(&j->parse)) {
        j->out->directive = COMPLETE_NO_FILE;
        cli_complete_children(j->cmd, j->word, j->out);
        if (j->cmd == j->ctx->root)
            cli_prefs_complete(j->ctx, j->word, j->out);
    }
    add_flag_names(j, true);
    if (j->cmd->complete_args) {
        j->out->directive = COMPLETE_NO_FILE;
        j->cmd->complete_args(j->ctx, j->opts, (int)args->n, args->v, j->word, j->out);
    }
}

static void complete_found(struct job *j)
{
    bool flags_end = false;
    char *flag_error = j->cmd->bits & CMD_RAW_ARGS ? NULL : check_flag_value(j);

    err_free(cli_prefs_set_alias_flags(j->ctx, &j->found, &j->parse)); /* tried before: cli_prefs_load */
    if (!parse_before(j, flag_error, &flags_end))
        return;
    if (j->slot && !flags_end) {
        complete_value(j);
        return;
    }
    if (j->word[0] == '-' && !strchr(j->word, '=') && !flags_end) {
        add_flag_names(j, true);
        if (j->out->words.n == 0)
            add_flag_names(j, false);
        return;
    }
    j->out->directive = COMPLETE_DEFAULT;
    complete_noun(j);
}

/* What a plugin takes: words of further plugins, and what its completion program says. */
static void complete_plugin(struct job *j)
{
    bool is_flag = j->word[0] == '-' && !strchr(j->word, '=');

    if (!is_flag && j->found.argc == 0)
        cli_complete_children(j->cmd, j->word, j->out);
    plugin_complete(j->ctx, &j->found, j->word, j->out);
}

/* cli_complete over ctx->root, whatever it is now. */
static void complete_line(struct cmd_ctx *ctx, int argc, char **argv, struct completion *out)
{
    struct job j = {.ctx = ctx, .out = out};
    const struct cmd_ctx before = *ctx;

    j.word = argv[argc - 1];
    cli_find_in(ctx, argc - 1, argv, &j.found);
    if (j.found.unknown) {
        char *args = go_list(argc - 1, argv);

        fail(&j, xasprintf("unable to find a command for arguments: %s", args));
        free(args);
        cli_found_release(&j.found);
        return;
    }
    j.cmd = j.found.path[j.found.depth];
    if (j.cmd->bits & CMD_PLUGIN) {
        complete_plugin(&j);
        cli_found_release(&j.found);
        return;
    }
    j.opts = xcalloc(1, j.cmd->opts_size ? j.cmd->opts_size : 1);
    cli_parse_init(&j.parse, j.cmd, j.opts, &j.global);
    ctx->cmd = j.cmd;
    ctx->complete_since_ns = clock_mono_ns();
    ctx->in = NULL; /* what is typed belongs to the shell */
    ctx->global = &j.global;
    ctx->parse = &j.parse;
    err_free(cli_host_set_flags(ctx, &j.parse)); /* they were right for the shell */
    complete_found(&j);
    ctx->cmd = before.cmd;
    ctx->in = before.in;
    ctx->complete_since_ns = before.complete_since_ns;
    ctx->global = before.global;
    ctx->parse = before.parse;
    cli_parse_release(&j.parse);
    cli_found_release(&j.found);
    free(j.opts);
}

void cli_complete(struct cmd_ctx *ctx, int argc, char **argv, struct completion *out)
{
    const struct command *root = ctx->root;
    struct plugin_tree *plugins = NULL;

    *out = (struct completion){.directive = COMPLETE_NO_FILE};
    if (argc == 0)
        return;
    plugins = plugin_tree_for(ctx, argc, argv);
    if (plugins)
        ctx->root = plugin_tree_root(plugins);
    complete_line(ctx, argc, argv, out);
    ctx->root = root;
    plugin_tree_free(plugins);
}

static const char *const directive_names[] = {"Error",         "NoSpace",    "NoFileComp",
                                              "FilterFileExt", "FilterDirs", "KeepOrder"};

/* One candidate as the scripts read it: one line, no spaces at the ends, nothing that a terminal would obey. */
static void print_word(FILE *to, const char *word, const char *description)
{
    struct buf line = buf_new();
    size_t at = 0;

    buf_adds(&line, word);
    if (*description)
        buf_addf(&line, "\t%s", description);
    buf_truncate(&line, strcspn(line.data, "\n"));
    while (line.len > 0 && strchr(" \t\r", line.data[line.len - 1]))
        buf_truncate(&line, line.len - 1);
    at = strspn(line.data, " \t\r");
    char *safe = str_sanitize(line.data + at);
    fprintf(to, "%s\n", safe);
    free(safe);
    buf_release(&line);
}

void cli_complete_print(struct cmd_ctx *ctx, const struct completion *c, bool descriptions)
{
    bool any = false;

    if (c->error)
        fprintf(ctx->err, "[Debug] [Error] %s\n", c->error);
    for (size_t i = 0; i < c->words.n; i++)
        print_word(ctx->out, c->words.v[i], descriptions ? c->descriptions.v[i] : "");
    fprintf(ctx->out, ":%d\n", (int)c->directive);
    fputs("Completion ended with directive: ", ctx->err);
    if ((int)c->directive >= 2 * COMPLETE_KEEP_ORDER) { /* a plugin's completion program said so */
        fprintf(ctx->err, "ERROR: unexpected ShellCompDirective value: %d\n", (int)c->directive);
        return;
    }
    for (size_t i = 0; i < sizeof(directive_names) / sizeof(*directive_names); i++) {
        if (!(c->directive & 1U << i))
            continue;
        fprintf(ctx->err, "%sShellCompDirective%s", any ? ", " : "", directive_names[i]);
        any = true;
    }
    fputs(any ? "\n" : "ShellCompDirectiveDefault\n", ctx->err);
}
