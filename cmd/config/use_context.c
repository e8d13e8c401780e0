/* use_context.c - "config use-context". */
#include "base/mem.h"
#include "config/common.h"

#include <stdlib.h>

struct use_context {
    const char *name;
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct use_context *o = opts;
    if (argc != 1)
        return config_args_error(ctx, "Unexpected args", argc, argv);
    o->name = argv[0];
    return NULL;
}

static struct err *change(struct kubeconfig *k, void *arg)
{
    const struct use_context *o = arg;
    if (o->name[0] == '\0')
        return err_new("empty context names are not allowed");
    if (kubeconfig_find(&k->contexts, o->name) == NULL) {
        char *quoted = str_quote(o->name);
        struct err *e = err_new("no context exists with the name: %s", quoted);
        free(quoted);
        return e;
    }
    str_replace_owned(&k->current_context, xstrdup(o->name));
    return NULL;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct use_context *o = opts;
    struct err *e = config_modify(ctx, change, o);
    if (e == NULL) {
        char *quoted = str_quote(o->name);
        fprintf(ctx->out, "Switched to context %s.\n", quoted);
        free(quoted);
    }
    return e;
}

static const char *const aliases[] = {"use", NULL};

static const struct example examples[] = {
    {"Work with another cluster from now on", "kubec config use-context minikube"},
    {0},
};

const struct command cmd_config_use_context = {
    .name = "use-context",
    .aliases = aliases,
    .usage = "CONTEXT_NAME",
    .summary = "Choose the current context",
    .description = "Makes a context the current one: commands without --context use it from now on.",
    .examples = examples,
    .opts_size = sizeof(struct use_context),
    .complete = complete,
    .run = run,
    .complete_args = config_complete_contexts,
};
