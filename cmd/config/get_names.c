/* get_names.c - "config get-clusters" and "get-users". */
#include "config/common.h"

static struct err *get_clusters(struct cmd_ctx *ctx, void *opts)
{
    (void)opts;
    struct kubeconfig *k = NULL;
    struct err *e = config_load(ctx, &k);
    if (e == NULL)
        config_print_names(ctx->out, &k->clusters);
    kubeconfig_free(k);
    return e;
}

static struct err *get_users(struct cmd_ctx *ctx, void *opts)
{
    (void)opts;
    struct kubeconfig *k = NULL;
    struct err *e = config_load(ctx, &k);
    if (e == NULL)
        config_print_names(ctx->out, &k->users);
    kubeconfig_free(k);
    return e;
}

static const struct example clusters_examples[] = {
    {"List the clusters of the kubeconfig", "kubec config get-clusters"},
    {0},
};

const struct command cmd_config_get_clusters = {
    .name = "get-clusters",
    .usage = "[flags]",
    .summary = "List the clusters of the kubeconfig",
    .description = "Prints the names of the clusters of the kubeconfig, in order.",
    .examples = clusters_examples,
    .run = get_clusters,
};

static const struct example users_examples[] = {
    {"List the users of the kubeconfig", "kubec config get-users"},
    {0},
};

const struct command cmd_config_get_users = {
    .name = "get-users",
    .usage = "[flags]",
    .summary = "List the users of the kubeconfig",
    .description = "Prints the names of the users of the kubeconfig, in order.",
    .examples = users_examples,
    .run = get_users,
};
