/* get_users.c - "config get-users". */
#include "config/common.h"

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    (void)opts;
    struct kubeconfig *k;
    struct err *e = config_load(ctx, &k);
    if (e != NULL)
        return e;
    config_print_names(ctx->out, &k->users);
    kubeconfig_free(k);
    return NULL;
}

static const struct example examples[] = {
    {"List the users of the kubeconfig", "kubec config get-users"},
    {0},
};

const struct command cmd_config_get_users = {
    .name = "get-users",
    .usage = "[flags]",
    .summary = "List the users of the kubeconfig",
    .description = "Prints the names of the users of the kubeconfig, in order.",
    .examples = examples,
    .run = run,
};
