/* delete_context.c - "config delete-context". */
#include "config/common.h"

#include <stdlib.h>

struct delete_context {
    const char *name; /* NULL: not one argument */
    char *file;
    FILE *err;
    bool warned;
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct delete_context *o = opts;
    o->name = argc == 1 ? argv[0] : NULL;
    o->err = ctx->err;
    return NULL;
}

static struct err *change(struct kubeconfig *k, void *arg)
{
    struct delete_context *o = arg;
    free(o->file);
    o->file = config_file(k);
    if (kubeconfig_find(&k->contexts, o->name) == NULL)
        return err_new("cannot delete context %s, not in %s", o->name, o->file);
    if (str_eq(k->current_context, o->name) && !o->warned) {
        o->warned = true;
        fputs(
            "warning: this removed your active context, use \"kubectl config use-context\" to select a different one\n",
            o->err);
    }
    kubeconfig_drop(&k->contexts, o->name);
    return NULL;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct delete_context *o = opts;
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
        config_say(ctx->out, "deleted context %s from %s\n", o->name, o->file);
    return e;
}

static void release(void *opts)
{
    free(((struct delete_context *)opts)->file);
}

static const struct example examples[] = {
    {"Forget a context", "kubec config delete-context minikube"},
    {0},
};

const struct command cmd_config_delete_context = {
    .name = "delete-context",
    .usage = "NAME",
    .summary = "Delete a context from the kubeconfig",
    .description = "Deletes a context from the kubeconfig. Its cluster and its user stay; when it was the current one, "
                   "none is current "
                   "until another is chosen.",
    .examples = examples,
    .opts_size = sizeof(struct delete_context),
    .complete = complete,
    .run = run,
    .release = release,
    .complete_args = config_complete_contexts,
};
