/* get_clusters.c - "config get-clusters". */
#include "config/common.h"

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    (void)opts;
    struct kubeconfig *k;
    struct err *e = config_load(ctx, &k);
    if (e != NULL)
        return e;
    config_print_names(ctx->out, &k->clusters);
    kubeconfig_free(k);
    return NULL;
}

static const struct example examples[] = {
    {"List the clusters of the kubeconfig", "kubec config get-clusters"},
    {0},
};

const struct command cmd_config_get_clusters = {
    .name = "get-clusters",
    .usage = "[flags]",
    .summary = "List the clusters of the kubeconfig",
    .description = "Prints the names of the clusters of the kubeconfig, in order.",
    .examples = examples,
    .run = run,
};
