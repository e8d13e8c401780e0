/* delete_entry.c - "config delete-cluster", "delete-context" and "delete-user". */
#include "cli/cli.h"
#include "config/common.h"

#include <stdlib.h>

/* One of the three kinds of entries. */
struct section {
    const char *noun;
    size_t offset;         /* of its entries in struct kubeconfig */
    const char *no_name;   /* kubectl's error without a name; NULL: it shows the help */
    bool warns_of_current; /* the entry may be the current context */
};
static const struct section clusters = {.noun = "cluster", .offset = offsetof(struct kubeconfig, clusters)};
static const struct section contexts = {
    .noun = "context", .offset = offsetof(struct kubeconfig, contexts), .warns_of_current = true};
static const struct section users = {
    .noun = "user", .offset = offsetof(struct kubeconfig, users), .no_name = "user to delete is required"};

struct delete_entry {
    const struct section *section;
    const char *name; /* NULL: not one argument */
    char *file;
    FILE *err;
    bool warned; /* `change` may be called again */
};

static struct err *complete(struct delete_entry *o, const struct section *section, struct cmd_ctx *ctx, int argc,
                            char **argv)
{
    o->section = section;
    o->name = argc == 1 ? argv[0] : NULL;
    o->err = ctx->err;
    return NULL;
}

static struct err *complete_cluster(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    return complete(opts, &clusters, ctx, argc, argv);
}

static struct err *complete_context(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    return complete(opts, &contexts, ctx, argc, argv);
}

static struct err *complete_user(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    return complete(opts, &users, ctx, argc, argv);
}

static struct err *change(struct kubeconfig *k, void *arg)
{
    struct delete_entry *o = arg;
    struct kubeconfig_entries *entries = (void *)((char *)k + o->section->offset);
    free(o->file);
    o->file = config_file(k);
    if (kubeconfig_find(entries, o->name) == NULL)
        return err_new("cannot delete %s %s, not in %s", o->section->noun, o->name, o->file);
    if (o->section->warns_of_current && str_eq(k->current_context, o->name) && !o->warned) {
        o->warned = true;
        fputs(
            "warning: this removed your active context, use \"kubectl config use-context\" to select a different one\n",
            o->err);
    }
    kubeconfig_drop(entries, o->name);
    return NULL;
}

/* kubectl reads the kubeconfig before it sees that the name is missing. */
static struct err *no_name(struct cmd_ctx *ctx, const struct section *section)
{
    struct kubeconfig *k = NULL;
    struct err *e = config_load(ctx, &k);
    kubeconfig_free(k);
    if (e == NULL && section->no_name != NULL)
        return cli_usage_error(ctx, "%s", section->no_name);
    if (e == NULL)
        config_help(ctx);
    return e;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct delete_entry *o = opts;
    if (o->name == NULL)
        return no_name(ctx, o->section);
    struct err *e = config_modify(ctx, change, o);
    if (e == NULL) {
        fprintf(ctx->out, "deleted %s ", o->section->noun);
        config_say(ctx->out, "%s from %s\n", o->name, o->file);
    }
    return e;
}

static void release(void *opts)
{
    free(((struct delete_entry *)opts)->file);
}

static const struct example cluster_examples[] = {
    {"Forget a cluster", "kubec config delete-cluster minikube"},
    {0},
};

const struct command cmd_config_delete_cluster = {
    .name = "delete-cluster",
    .usage = "NAME",
    .summary = "Delete a cluster from the kubeconfig",
    .description =
        "Deletes the entry of a cluster from the kubeconfig. The cluster itself and contexts that name it stay.",
    .examples = cluster_examples,
    .opts_size = sizeof(struct delete_entry),
    .complete = complete_cluster,
    .run = run,
    .release = release,
    .complete_args = config_complete_clusters,
};

static const struct example context_examples[] = {
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
    .examples = context_examples,
    .opts_size = sizeof(struct delete_entry),
    .complete = complete_context,
    .run = run,
    .release = release,
    .complete_args = config_complete_contexts,
};

static const struct example user_examples[] = {
    {"Forget a user and the credentials", "kubec config delete-user minikube"},
    {0},
};

const struct command cmd_config_delete_user = {
    .name = "delete-user",
    .usage = "NAME",
    .summary = "Delete a user from the kubeconfig",
    .description =
        "Deletes the entry of a user, with its credentials, from the kubeconfig. Contexts that name it stay.",
    .examples = user_examples,
    .opts_size = sizeof(struct delete_entry),
    .complete = complete_user,
    .run = run,
    .release = release,
    .complete_args = config_complete_users,
};
