/* delete_user.c - "config delete-user". */
#include "cli/cli.h"
#include "config/common.h"

#include <stdlib.h>

struct delete_user {
    const char *name;
    char *file;
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct delete_user *o = opts;
    if (argc != 1) {
        struct kubeconfig *k = NULL;
        struct err *e = config_load(ctx, &k);
        kubeconfig_free(k);
        return e != NULL ? e : cli_usage_error(ctx, "user to delete is required");
    }
    o->name = argv[0];
    return NULL;
}

static struct err *change(struct kubeconfig *k, void *arg)
{
    struct delete_user *o = arg;
    free(o->file);
    o->file = config_file(k);
    if (kubeconfig_find(&k->users, o->name) == NULL)
        return err_new("cannot delete user %s, not in %s", o->name, o->file);
    kubeconfig_drop(&k->users, o->name);
    return NULL;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct delete_user *o = opts;
    struct err *e = config_modify(ctx, change, o);
    if (e == NULL)
        config_say(ctx->out, "deleted user %s from %s\n", o->name, o->file);
    return e;
}

static void release(void *opts)
{
    free(((struct delete_user *)opts)->file);
}

static const struct example examples[] = {
    {"Forget a user and the credentials", "kubec config delete-user minikube"},
    {0},
};

const struct command cmd_config_delete_user = {
    .name = "delete-user",
    .usage = "NAME",
    .summary = "Delete a user from the kubeconfig",
    .description =
        "Deletes the entry of a user, with its credentials, from the kubeconfig. Contexts that name it stay.",
    .examples = examples,
    .opts_size = sizeof(struct delete_user),
    .complete = complete,
    .run = run,
    .release = release,
    .complete_args = config_complete_users,
};
