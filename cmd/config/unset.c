/* unset.c - "config unset". */
#include "config/common.h"
#include "kubeconfig/navigate.h"
#include "offer.h"

#include <stdlib.h>

struct unset {
    const char *name;
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct unset *o = opts;
    if (argc != 1)
        return config_args_error(ctx, "Unexpected args", argc, argv);
    o->name = argv[0];
    return NULL;
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    (void)ctx;
    return ((const struct unset *)opts)->name[0] == '\0' ? err_new("you must specify a property") : NULL;
}

static struct err *change(struct kubeconfig *k, void *arg)
{
    return kubeconfig_unset_path(k, ((const struct unset *)arg)->name);
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct unset *o = opts;
    struct err *e = kubeconfig_modify(ctx->global->kubeconfig, false, change, o);
    if (e == NULL) {
        char *quoted = str_quote(o->name);
        fprintf(ctx->out, "Property %s unset.\n", quoted);
        free(quoted);
    }
    return e;
}

static const struct example examples[] = {
    {"Have no current context", "kubec config unset current-context"},
    {"Forget the namespace of a context", "kubec config unset contexts.foo.namespace"},
    {0},
};

const struct command cmd_config_unset = {
    .name = "unset",
    .usage = "PROPERTY_NAME",
    .summary = "Unset one value in the kubeconfig",
    .description = "Empties one value, or removes an entry (`users.my-user`) or a whole list (`users`). PROPERTY_NAME "
                   "is a path as for "
                   "`config set`.",
    .examples = examples,
    .opts_size = sizeof(struct unset),
    .complete = complete,
    .validate = validate,
    .run = run,
    .complete_args = offer_args_config_property,
};
