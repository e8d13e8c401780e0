/* run.c - from a command line to a finished command. */
#include "base/mem.h"
#include "cli/parse.h"
#include "cli/prefs.h"
#include "cli/profile.h"

#include <stdlib.h>
#include <string.h>

/* What one run holds; released in one place. */
struct run {
    struct cmd_ctx *ctx;
    struct cli_found found;
    const struct command *cmd;
    char *path;
    struct global_opts global;
    void *opts;
    struct cli_parse parse;
    struct profile profile;
};

struct cli_deferred {
    struct cli_deferred *next;
    void (*release)(void *thing);
    void *thing;
};

void cli_defer(struct cmd_ctx *ctx, void (*release)(void *thing), void *thing)
{
    struct cli_deferred *d = xcalloc(1, sizeof *d);

    *d = (struct cli_deferred){.next = ctx->deferred, .release = release, .thing = thing};
    ctx->deferred = d;
}

static void run_deferred(struct cmd_ctx *ctx)
{
    while (ctx->deferred) {
        struct cli_deferred *d = ctx->deferred;

        ctx->deferred = d->next;
        d->release(d->thing);
        free(d);
    }
}

struct err *cli_usage_error(const struct cmd_ctx *ctx, const char *fmt, ...)
{
    struct err *e = NULL;
    char *msg = NULL;
    va_list ap;

    va_start(ap, fmt);
    msg = xvasprintf(fmt, ap);
    va_end(ap);
    e = err_new_kind(ERR_USAGE, "%s\nSee '%s -h' for help and examples", msg, ctx->cmd_path);
    free(msg);
    return e;
}

struct err *cli_unexpected_args(const struct cmd_ctx *ctx, int argc, char **argv)
{
    struct buf list = buf_new();
    struct err *e = NULL;

    for (int i = 0; i < argc; i++)
        buf_addf(&list, "%s%s", i > 0 ? " " : "", argv[i]);
    e = cli_usage_error(ctx, "Unexpected args: [%s]", list.data);
    buf_release(&list);
    return e;
}

static struct err *unknown_command(const struct command *root, const char *prog, const char *typed)
{
    struct strv near = {0};
    struct buf msg = buf_new();
    char *quoted = str_quote(typed);
    struct err *e = NULL;

    buf_addf(&msg, "unknown command %s for \"%s\"", quoted, prog);
    cli_suggest(root, typed, &near);
    if (near.n > 0)
        buf_adds(&msg, "\n\nDid you mean this?");
    for (size_t i = 0; i < near.n; i++)
        buf_addf(&msg, "\n\t%s", near.v[i]);
    e = err_new_kind(ERR_USAGE, "%s", msg.data);
    strv_release(&near);
    buf_release(&msg);
    free(quoted);
    return e;
}

/* The child of cmd that is spelt most like what was typed, or NULL. */
static const char *closest_child(const struct command *cmd, const char *typed)
{
    struct strv near = {0};
    const char *best = NULL;
    size_t distance = SIZE_MAX;

    cli_suggest(cmd, typed, &near);
    for (size_t i = 0; i < near.n; i++) {
        size_t d = str_distance(typed, near.v[i]);

        if (d > 0 && d < distance) { /* 0: it is right, in the wrong place */
            distance = d;
            best = cli_child(cmd, near.v[i])->name;
        }
    }
    strv_release(&near);
    return best;
}

/* A verb that only has children: kubectl's DefaultSubCommandRun. */
static struct err *run_parent(struct run *r)
{
    const struct command *cmd = r->cmd;
    const struct strv *args = &r->parse.args;
    struct cmd_ctx *ctx = r->ctx;
    struct buf text = buf_new();
    bool ok = r->found.depth == 0 || cmd->bits & CMD_HELP_OK;

    if (args->n > 0 && !ok) {
        char *joined = strv_join(args, " "), *quoted = str_quote(joined);
        const char *near = closest_child(cmd, args->v[0]);
        struct err *e = cli_usage_error(ctx, "unknown command %s", quoted);

        free(joined);
        free(quoted);
        if (near)
            e = err_note(e, "Did you mean \"%s\"?", near);
        return e;
    }
    cli_help(&text, ctx, cmd, r->path);
    fputs(text.data, ok || cmd->bits & CMD_HELP_STDOUT ? ctx->out : ctx->err);
    buf_release(&text);
    return ok ? NULL : err_silent(1);
}

struct nearest {
    const char *typed;
    const char *best;
    size_t distance;
};

static void compare_flag(const struct flag *f, size_t offset, bool inherited, void *arg)
{
    struct nearest *n = arg;
    bool hidden = f->bits & FLAG_HIDDEN || (strcmp(f->name, "kuberc") == 0 && cli_prefs_off());
    size_t d = hidden ? SIZE_MAX : str_distance(n->typed, f->name);

    (void)offset, (void)inherited;
    if (d < n->distance) {
        n->distance = d;
        n->best = f->name;
    }
}

/* The verb's flag that is spelt nearly like what was typed, or NULL. */
static const char *closest_flag(const struct command *cmd, const char *typed, size_t len)
{
    char *name = xstrndup(typed, len);
    struct nearest n = {.typed = name, .distance = len < 4 ? 2 : 3};

    if (len > 1 && len <= 100)
        cli_each_flag(cmd, compare_flag, &n);
    free(name);
    return n.best;
}

/* Finishes a parse error: where help is, and the flag that was perhaps meant. */
static struct err *flag_error(const struct run *r, struct err *e)
{
    static const char unknown[] = "unknown flag: --";
    const char *near = NULL;
    char *msg = NULL;

    if (str_starts(e->msg, unknown)) {
        const char *typed = e->msg + sizeof(unknown) - 1;

        near = closest_flag(r->cmd, typed, strlen(typed));
    }
    if (r->cmd->bits & CMD_NO_FLAGS && !r->found.alias)
        msg = xasprintf("%s\nRun '%s' without flags.", e->msg, r->path);
    else if (r->cmd->bits & CMD_EXIT_ABOVE_1)
        msg = xasprintf("%s\nSee '%s -h' for help and examples", e->msg, r->path);
    else
        msg = xasprintf("%s\nSee '%s --help' for usage.", e->msg, r->path);
    str_replace_owned(&e->msg, msg);
    e->kind = ERR_USAGE;
    return near ? err_note(e, "Did you mean \"--%s\"?", near) : e;
}

/* kubectl's CheckDiffErr. */
static struct err *raise_exit_code(const struct command *cmd, struct err *e)
{
    if (e && cmd->bits & CMD_EXIT_ABOVE_1 && e->kind != ERR_SILENT && e->exit_code <= 1)
        e->exit_code = 2;
    return e;
}

/* The steps of the verb itself. */
static struct err *run_verb(struct run *r)
{
    const struct command *cmd = r->cmd;
    struct err *e = NULL;

    profile_mark(&r->profile, "parse");
    if (cmd->complete)
        e = cmd->complete(r->ctx, r->opts, (int)r->parse.args.n, r->parse.args.v);
    profile_mark(&r->profile, "complete");
    if (!e && cmd->validate)
        e = cmd->validate(r->ctx, r->opts);
    profile_mark(&r->profile, "validate");
    if (!e)
        e = cmd->run(r->ctx, r->opts);
    profile_mark(&r->profile, "run");
    if (cmd->release)
        cmd->release(r->opts);
    return e;
}

static struct err *run_found(struct run *r)
{
    const struct command *cmd = r->cmd;
    struct err *e = NULL;

    if (cmd->bits & CMD_RAW_ARGS) {
        cli_parse_raw(&r->parse, r->found.argc, r->found.args);
    } else {
        e = cli_parse_run(&r->parse, r->found.argc, r->found.args);
    }
    fputs(r->parse.notices.data, r->ctx->err);
    if (e)
        return raise_exit_code(cmd, flag_error(r, e));
    if (r->parse.help) {
        struct buf text = buf_new();

        cli_help(&text, r->ctx, cmd, r->path);
        fputs(text.data, r->ctx->out);
        buf_release(&text);
        return NULL;
    }
    cli_prefs_log(r->ctx, &r->found);
    e = profile_start(&r->profile, &r->global);
    if (!e)
        e = cli_check_required(&r->parse);
    if (!e)
        e = cmd->run ? raise_exit_code(cmd, run_verb(r)) : run_parent(r);
    if (!e)
        e = profile_finish(&r->profile);
    if (!e && r->ctx->after)
        e = r->ctx->after(r->ctx);
    return e;
}

/* True if the first argument that is no flag is one of cobra's own verbs: no plugin stands for those. */
static bool own_verb_first(int argc, char **argv)
{
    int i = 0;

    while (i < argc && argv[i][0] == '-')
        i++;
    return i < argc && (strcmp(argv[i], "help") == 0 || strcmp(argv[i], "__complete") == 0 ||
                        strcmp(argv[i], "__completeNoDesc") == 0);
}

static struct err *find_plugin(const struct cmd_ctx *ctx, const struct cli_found *found, int argc, char **argv,
                               bool *ran)
{
    const struct command *cmd = found->path[found->depth];

    if (found->unknown)
        return own_verb_first(argc, argv) ? NULL : cli_plugin_exec(ctx, argc, argv, 1, ran);
    if (cli_yields(ctx, cmd) && !found->alias && found->argc < argc)
        return cli_plugin_exec(ctx, argc, argv, 1, ran);
    if (found->depth == 1 && !found->alias && strcmp(cmd->name, "create") == 0 && found->argc > 0 &&
        found->args[0][0] != '-')
        return cli_plugin_exec(ctx, argc, argv, argc - found->argc + 1, ran);
    return NULL;
}

/* kubectl looks for plugins when the verb is unknown, and for kubectl-create-NAME; it looks at the command line as it
 * was given, without the arguments of an alias. */
static struct err *try_plugin(struct run *r, const struct cli_prefs *prefs, bool *ran)
{
    struct cli_found found;
    struct err *e = NULL;

    if (!prefs->alias)
        return find_plugin(r->ctx, &r->found, prefs->ngiven, prefs->given, ran);
    cli_find_in(r->ctx, prefs->ngiven, prefs->given, &found);
    e = find_plugin(r->ctx, &found, prefs->ngiven, prefs->given, ran);
    cli_found_release(&found);
    return e;
}

/* Makes the options of the verb, with the flags that preferences set. */
static struct err *prepare(struct run *r)
{
    struct cmd_ctx *ctx = r->ctx;
    struct err *e = NULL;

    r->cmd = r->found.path[r->found.depth];
    r->path = cli_found_path(&r->found, ctx->prog);
    r->opts = xcalloc(1, r->cmd->opts_size ? r->cmd->opts_size : 1);
    cli_parse_init(&r->parse, r->cmd, r->opts, &r->global);
    ctx->cmd = r->cmd;
    ctx->cmd_path = r->path;
    ctx->global = &r->global;
    ctx->parse = &r->parse;
    e = cli_host_set_flags(ctx, &r->parse);
    return e ? e : cli_prefs_set_flags(ctx, &r->found, &r->parse);
}

struct err *cli_run(struct cmd_ctx *ctx, int argc, char **argv)
{
    struct run r = {.ctx = ctx};
    struct cli_prefs prefs;
    const struct cmd_ctx before = *ctx;
    bool ran = false; /* a plugin did it */
    struct err *e = cli_prefs_load(ctx, argc, argv, &prefs);

    ctx->prefs = &prefs;
    if (!e) {
        cli_find_in(ctx, prefs.nargs, prefs.args, &r.found);
        e = prepare(&r);
    }
    if (!e)
        e = try_plugin(&r, &prefs, &ran);
    if (!e && !ran && r.found.unknown)
        e = unknown_command(ctx->root, ctx->prog, r.found.unknown);
    ctx->deferred = NULL;
    if (!e && !ran)
        e = run_found(&r);
    run_deferred(ctx);
    ctx->deferred = before.deferred;
    ctx->cmd = before.cmd;
    ctx->cmd_path = before.cmd_path;
    ctx->global = before.global;
    ctx->parse = before.parse;
    ctx->prefs = before.prefs;
    cli_parse_release(&r.parse);
    free(r.opts);
    free(r.path);
    cli_found_release(&r.found);
    cli_prefs_release(&prefs);
    return e;
}
