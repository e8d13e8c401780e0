/* rolebinding.c - "create rolebinding". */
#include "completers.h"
#include "create/children.h"
#include "create/generate.h"
#include "create/subjects.h"

struct create_rolebinding {
    struct {
        struct generate_in common;
        struct subjects_in subjects;
        const char *clusterrole, *role;
    } in;
    struct generate generate;
    const char *name;
};

static void complete_roles(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    complete_names(ctx, "roles", "", prefix, out);
}

static const struct flag flags[] = {
    FLAG_STRING(struct create_rolebinding, in.clusterrole, "clusterrole", 0, "NAME", "", 0,
                "The cluster role that is given, for this namespace only.", .complete = complete_clusterroles),
    FLAG_GROUP(struct create_rolebinding, in.common, generate_flags),
    FLAG_STRING(struct create_rolebinding, in.role, "role", 0, "NAME", "", 0,
                "The role of the namespace that is given.", .complete = complete_roles),
    FLAG_GROUP(struct create_rolebinding, in.subjects, subjects_flags),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct create_rolebinding *o = opts;
    struct err *e = generate_name(ctx, argc, argv, &o->name);
    return e != NULL ? e : generate_complete(ctx, &o->in.common, &o->generate);
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct create_rolebinding *o = opts;
    struct err *e = generate_check_name(o->name);
    if (e == NULL && str_empty(o->in.clusterrole) == str_empty(o->in.role))
        e = err_new("exactly one of clusterrole or role must be specified");
    return e;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct create_rolebinding *o = opts;
    bool own = !str_empty(o->in.role);
    cJSON *object = generate_object(&o->generate, RBAC_GROUP "/v1", "RoleBinding", o->name);
    struct err *e =
        subjects_bind(object, &o->in.subjects, own ? "Role" : "ClusterRole", own ? o->in.role : o->in.clusterrole);
    if (e != NULL) {
        cJSON_Delete(object);
        return e;
    }
    return generate_run(ctx, &o->generate, object, "failed to create rolebinding: ");
}

static const struct example examples[] = {
    {"Let users and a group administrate a namespace",
     "kubec create rolebinding admins --clusterrole=admin --user=ann --user=bob --group=ops"},
    {"Let a service account read", "kubec create rolebinding viewer --clusterrole=view --serviceaccount=ci:builder"},
    {0},
};

const struct command cmd_create_rolebinding = {
    .name = "rolebinding",
    .usage = "NAME --clusterrole=NAME|--role=NAME [--user=username] [--group=groupname] "
             "[--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none] [flags]",
    .summary = "Give a role in one namespace",
    .description =
        "Creates a role binding: it gives a role, or a cluster role, to users, groups and service accounts in "
        "one namespace.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct create_rolebinding),
    .complete = complete,
    .validate = validate,
    .run = run,
};
