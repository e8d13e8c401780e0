/* clusterrolebinding.c - "create clusterrolebinding". */
#include "create/children.h"
#include "create/generate.h"
#include "create/subjects.h"

struct create_clusterrolebinding {
    struct {
        struct generate_in common;
        struct subjects_in subjects;
        const char *clusterrole;
    } in;
    struct generate generate;
    const char *name;
};

static const struct flag flags[] = {
    FLAG_STRING(struct create_clusterrolebinding, in.clusterrole, "clusterrole", 0, "NAME", "", FLAG_REQUIRED,
                "The cluster role that is given.", .complete = complete_clusterroles),
    FLAG_GROUP(struct create_clusterrolebinding, in.common, generate_flags),
    FLAG_GROUP(struct create_clusterrolebinding, in.subjects, subjects_flags),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct create_clusterrolebinding *o = opts;
    struct err *e = generate_name(ctx, argc, argv, &o->name);
    return e != NULL ? e : generate_complete(ctx, &o->in.common, &o->generate);
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct create_clusterrolebinding *o = opts;
    cJSON *object = generate_object(&o->generate, RBAC_GROUP "/v1", "ClusterRoleBinding", o->name);
    struct err *e = subjects_bind(object, &o->in.subjects, "ClusterRole", o->in.clusterrole);
    if (e != NULL) {
        cJSON_Delete(object);
        return e;
    }
    return generate_run(ctx, &o->generate, object, "failed to create clusterrolebinding: ");
}

static const struct example examples[] = {
    {"Make users and a group administrators of the cluster",
     "kubec create clusterrolebinding admins --clusterrole=cluster-admin --user=ann --user=bob --group=ops"},
    {0},
};

const struct command cmd_create_clusterrolebinding = {
    .name = "clusterrolebinding",
    .usage = "NAME --clusterrole=NAME [--user=username] [--group=groupname] "
             "[--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none] [flags]",
    .summary = "Give a cluster role in the whole cluster",
    .description = "Creates a cluster role binding: it gives a cluster role to users, groups and service accounts, in "
                   "all namespaces.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct create_clusterrolebinding),
    .complete = complete,
    .run = run,
};
