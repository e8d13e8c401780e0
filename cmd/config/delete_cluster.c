/* delete_cluster.c - "config delete-cluster". */
#include "config/common.h"

#include <stdlib.h>

struct delete_cluster {
    const char *name; /* NULL: not one argument */
    char *file;
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct delete_cluster *o = opts;
    o->name = argc == 1 ? argv[0] : NULL;
    return NULL;
}

static struct err *change(struct kubeconfig *k, void *arg)
{
    struct delete_cluster *o = arg;
    free(o->file);
    o->file = config_file(k);
    if (kubeconfig_find(&k->clusters, o->name) == NULL)
        return err_new("cannot delete cluster %s, not in %s", o->name, o->file);
    kubeconfig_drop(&k->clusters, o->name);
    return NULL;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct delete_cluster *o = opts;
    if (o->name == NULL) { /* kubectl only shows the help then, when the kubeconfig can be read */
        struct kubeconfig *k = NULL;
        struct err *e = config_load(ctx, &k);
        if (e == NULL)
            config_help(ctx);
        kubeconfig_free(k);
        return e;
    }
    struct err *e = config_modify(ctx, change, o);
    if (e == NULL)
        config_say(ctx->out, "deleted cluster %s from %s\n", o->name, o->file);
    return e;
}

static void release(void *opts)
{
    free(((struct delete_cluster *)opts)->file);
}

static const struct example examples[] = {
    {"Forget a cluster", "kubec config delete-cluster minikube"},
    {0},
};

const struct command cmd_config_delete_cluster = {
    .name = "delete-cluster",
    .usage = "NAME",
    .summary = "Delete a cluster from the kubeconfig",
    .description =
        "Deletes the entry of a cluster from the kubeconfig. The cluster itself and contexts that name it stay.",
    .examples = examples,
    .opts_size = sizeof(struct delete_cluster),
    .complete = complete,
    .run = run,
    .release = release,
    .complete_args = config_complete_clusters,
};
