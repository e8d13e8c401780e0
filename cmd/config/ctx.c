/* ctx.c - "ctx": the current context, shown, chosen and protected. */
#include "api/session.h"
#include "base/file.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "config/common.h"
#include "config/switch.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct ctx_opts {
    struct {
        bool current, shell, protect, unprotect;
        const char *output;
    } in;
    const char *name; /* NULL: none was given */
    struct kubeconfig *kubeconfig;
};

static const char *const outputs[] = {"name", NULL};

static const struct flag flags[] = {
    FLAG_BOOL(struct ctx_opts, in.current, "current", 'c', "false", 0, "Print the name of the context that applies."),
    FLAG_STRING(struct ctx_opts, in.output, "output", 'o', "FORMAT", "", 0, "name: print the names of the contexts.",
                .values = outputs),
    FLAG_BOOL(struct ctx_opts, in.protect, "protect", 0, "false", 0,
              "Mark the context as protected: a command that would change something there asks first, and is refused "
              "without --yes where nobody can be asked."),
    FLAG_BOOL(struct ctx_opts, in.shell, "shell", 0, "false", 0,
              "Start a shell ($SHELL) that works with the context; other terminals stay where they are."),
    FLAG_BOOL(struct ctx_opts, in.unprotect, "unprotect", 0, "false", 0, "Take the mark away."),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct ctx_opts *o = opts;
    if (argc > 1)
        return cli_usage_error(ctx, "one context at a time");
    o->name = argc == 1 ? argv[0] : NULL;
    return config_load(ctx, &o->kubeconfig);
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct ctx_opts *o = opts;
    int ways = o->in.current + o->in.shell + o->in.protect + o->in.unprotect + (o->in.output[0] != '\0');
    if (ways > 1)
        return cli_usage_error(ctx, "only one of --current, --output, --protect, --shell and --unprotect");
    if (o->in.output[0] != '\0' && !str_eq(o->in.output, "name"))
        return cli_usage_error(ctx, "--output must be 'name'");
    if ((o->in.current || o->in.output[0] != '\0') && o->name != NULL)
        return cli_usage_error(ctx, "no context goes with --current or --output");
    if (o->in.shell && o->name == NULL)
        return cli_usage_error(ctx, "--shell needs a context");
    return NULL;
}

static struct err *check_exists(const struct kubeconfig *k, const char *name)
{
    if (kubeconfig_find(&k->contexts, name) != NULL)
        return NULL;
    char *quoted = str_quote(name);
    struct err *e = err_new("no context exists with the name: %s", quoted);
    free(quoted);
    return err_note(e, "kubec ctx shows those that there are");
}

static void say(FILE *to, const char *fmt, const char *name)
{
    char *quoted = str_quote(name);
    config_say(to, fmt, quoted, NULL);
    free(quoted);
}

/* ---- changing ---- */

struct change {
    const char *name;
    bool protect, unprotect;
};

static struct err *change(struct kubeconfig *k, void *arg)
{
    const struct change *c = arg;
    struct err *e = check_exists(k, c->name);
    if (e != NULL)
        return e;
    if (c->protect || c->unprotect)
        kubeconfig_protect(kubeconfig_find(&k->contexts, c->name)->body, c->protect);
    else
        str_replace_owned(&k->current_context, xstrdup(c->name));
    return NULL;
}

static struct err *protect(struct cmd_ctx *ctx, const struct ctx_opts *o)
{
    const char *name = o->name != NULL ? o->name : kubeconfig_context_name(o->kubeconfig, ctx->global);
    struct change c = {.name = name, .protect = o->in.protect, .unprotect = o->in.unprotect};
    if (name[0] == '\0')
        return err_new("current-context is not set");
    struct err *e = config_modify(ctx, change, &c);
    if (e == NULL)
        say(ctx->out, c.protect ? "Context %s is protected.\n" : "Context %s is not protected.\n", name);
    return e;
}

static struct err *switch_to(struct cmd_ctx *ctx, const struct ctx_opts *o, const char *name)
{
    const char *left = o->kubeconfig->current_context;
    struct change c = {.name = name};
    struct err *e =
        ctx->host != NULL ? check_exists(o->kubeconfig, name) : switch_check_variable("KUBECTL_CONTEXT", "context");
    if (e == NULL)
        e = ctx->host != NULL ? ctx->host->use_context(ctx, name) : config_modify(ctx, change, &c);
    if (e != NULL)
        return e;
    if (ctx->host == NULL && left[0] != '\0' && !str_eq(left, name))
        switch_remember(ctx, NULL, left);
    say(ctx->out, "Switched to context %s.\n", name);
    return NULL;
}

static struct err *switch_back(struct cmd_ctx *ctx, const struct ctx_opts *o)
{
    char *name = switch_previous(ctx, NULL);
    if (name == NULL)
        return err_note(err_new("no context is known that was left"), "kubec ctx NAME keeps the one that it leaves");
    struct err *e = switch_to(ctx, o, name);
    free(name);
    return e;
}

/* Only comes back with an error. */
static struct err *start_shell(struct cmd_ctx *ctx, const struct ctx_opts *o)
{
    const char *shell = getenv("SHELL");
    struct err *e = check_exists(o->kubeconfig, o->name);
    if (e == NULL && ctx->host != NULL)
        e = err_note(err_new("this shell can go there itself"), "ctx NAME is for this shell only.");
    if (e != NULL)
        return e;
    if (str_empty(shell))
        shell = "/bin/sh";
    say(ctx->err, "This shell works with context %s; exit ends it.\n", o->name);
    fflush(ctx->out);
    fflush(ctx->err);
    setenv("KUBECTL_CONTEXT", o->name, 1);
    unsetenv("KUBECTL_NAMESPACE"); /* it belongs to the context that was there before */
    execl(shell, shell, (char *)NULL);
    char *why = file_errno_text(errno);
    e = err_new("cannot start %s: %s", shell, why);
    free(why);
    return e;
}

/* ---- showing ---- */

static const char *mark(const void *arg, const char *name)
{
    const struct kubeconfig *k = arg;
    return kubeconfig_is_protected(kubeconfig_find(&k->contexts, name)->body) ? " (protected)" : "";
}

static struct err *show(struct cmd_ctx *ctx, const struct ctx_opts *o)
{
    const struct kubeconfig *k = o->kubeconfig;
    struct strv names = {0};
    const char *chosen = NULL;
    for (size_t i = 0; i < k->contexts.n; i++) {
        if (o->in.output[0] != '\0')
            config_say(ctx->out, "%s\n", k->contexts.v[i].name, NULL);
        else
            strv_add(&names, k->contexts.v[i].name);
    }
    switch_list(ctx, &names, kubeconfig_context_name(k, ctx->global), mark, k);
    if (names.n > 0 && switch_can_ask(ctx))
        chosen = switch_choose(ctx, "Context", &names);
    struct err *e = chosen != NULL ? switch_to(ctx, o, chosen) : NULL;
    strv_release(&names);
    return e;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    const struct ctx_opts *o = opts;
    const char *current = kubeconfig_context_name(o->kubeconfig, ctx->global);
    if (o->in.protect || o->in.unprotect)
        return protect(ctx, o);
    if (o->in.shell)
        return start_shell(ctx, o);
    if (o->in.current) {
        if (current[0] == '\0')
            return err_new("current-context is not set");
        config_say(ctx->out, "%s\n", current, NULL);
        return NULL;
    }
    if (o->name == NULL)
        return show(ctx, o);
    return str_eq(o->name, "-") ? switch_back(ctx, o) : switch_to(ctx, o, o->name);
}

static void release(void *opts)
{
    struct ctx_opts *o = opts;
    kubeconfig_free(o->kubeconfig);
}

static const struct example examples[] = {
    {"See the contexts, the current one marked; on a terminal, choose one", "kubec ctx"},
    {"Work with another context from now on", "kubec ctx staging"},
    {"Go back to the one before", "kubec ctx -"},
    {"Use another context in this terminal only", "kubec ctx --shell staging"},
    {"Be asked before anything is changed there", "kubec ctx production --protect"},
    {0},
};

const struct command cmd_ctx = {
    .name = "ctx",
    .group = GROUP_SETTINGS,
    .bits = CMD_OWN,
    .usage = "[NAME | -] [flags]",
    .summary = "Show and switch contexts",
    .description =
        "Shows the contexts of the kubeconfig and switches the current one; \"-\" goes back to the one before. On a "
        "terminal, without a name, one is chosen by typing a part of its name.\n\n"
        "$KUBECTL_CONTEXT takes the place of the current context for everything started with it; --context goes before "
        "both. --shell starts a shell with it.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct ctx_opts),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
    .complete_args = config_complete_contexts,
};
