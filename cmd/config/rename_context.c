/* rename_context.c - "config rename-context". */
#include "base/mem.h"
#include "config/common.h"

#include <stdlib.h>

struct rename_context {
    const char *old, *new;
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct rename_context *o = opts;
    if (argc != 2)
        return config_args_error(ctx, "Unexpected args", argc, argv);
    o->old = argv[0];
    o->new = argv[1];
    return NULL;
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    (void)ctx;
    return ((const struct rename_context *)opts)->new[0] == '\0'
               ? err_new("You must specify a new non-empty context name")
               : NULL;
}

static struct err *change(struct kubeconfig *k, void *arg)
{
    const struct rename_context *o = arg;
    char *file = config_file(k), *old = str_quote(o->old), *new = str_quote(o->new);
    const struct kubeconfig_entry *c = kubeconfig_find(&k->contexts, o->old);
    struct err *e = NULL;
    if (c == NULL) {
        e = err_new("cannot rename the context %s, it's not in %s", old, file);
    } else if (kubeconfig_find(&k->contexts, o->new) != NULL) {
        e = err_new("cannot rename the context %s, the context %s already exists in %s", old, new, file);
    } else {
        char *origin = xstrdup(c->origin);
        kubeconfig_put(&k->contexts, o->new, doc_dup(c->body), origin);
        kubeconfig_drop(&k->contexts, o->old);
        if (str_eq(k->current_context, o->old))
            str_replace_owned(&k->current_context, xstrdup(o->new));
        free(origin);
    }
    free(file);
    free(old);
    free(new);
    return e;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct rename_context *o = opts;
    struct err *e = config_modify(ctx, change, o);
    if (e == NULL) {
        char *old = str_quote(o->old), *new = str_quote(o->new);
        fprintf(ctx->out, "Context %s renamed to %s.\n", old, new);
        free(old);
        free(new);
    }
    return e;
}

static const struct example examples[] = {
    {"Give a context a shorter name", "kubec config rename-context arn:aws:eks:eu-west-1:1:cluster/prod prod"},
    {0},
};

const struct command cmd_config_rename_context = {
    .name = "rename-context",
    .usage = "CONTEXT_NAME NEW_NAME",
    .summary = "Rename a context of the kubeconfig",
    .description = "Gives the context CONTEXT_NAME the name NEW_NAME, which must be free. When it is the current "
                   "context it stays so.",
    .examples = examples,
    .opts_size = sizeof(struct rename_context),
    .complete = complete,
    .validate = validate,
    .run = run,
    .complete_args = config_complete_contexts,
};
