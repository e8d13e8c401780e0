/* role.c - "create role". */
#include "create/children.h"
#include "create/generate.h"
#include "create/rules.h"

struct create_role {
    struct {
        struct generate_in common;
        struct rules_in rules;
    } in;
    struct generate generate;
    const char *name;
    struct rules rules;
};

static const struct flag flags[] = {
    FLAG_GROUP(struct create_role, in.common, generate_flags),
    FLAG_GROUP(struct create_role, in.rules, rules_flags),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct create_role *o = opts;
    struct err *e = generate_name(ctx, argc, argv, &o->name);
    if (e == NULL)
        rules_parse(&o->rules, &o->in.rules);
    return e != NULL ? e : generate_complete(ctx, &o->in.common, &o->generate);
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct create_role *o = opts;
    struct err *e = generate_check_name(o->name);
    if (e == NULL && o->rules.verbs.n == 0)
        e = err_new("at least one verb must be specified");
    if (e == NULL && o->rules.n == 0) {
        rules_warn(ctx, &o->rules);
        e = err_new("at least one resource must be specified");
    }
    return e;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct create_role *o = opts;
    struct err *e = rules_check(ctx, &o->rules);
    if (e != NULL)
        return e;
    cJSON *object = generate_object(&o->generate, "rbac.authorization.k8s.io/v1", "Role", o->name);
    doc_set(object, "rules", rules_make(ctx, &o->rules, &(struct strv){0}));
    return generate_run(ctx, &o->generate, object, NULL);
}

static void release(void *opts)
{
    struct create_role *o = opts;
    rules_release(&o->rules);
}

static const struct example examples[] = {
    {"Let read pods", "kubec create role pod-reader --verb=get,list,watch --resource=pods"},
    {"Let read two objects",
     "kubec create role two --verb=get --resource=configmaps --resource-name=a --resource-name=b"},
    {"Name the API group, or a subresource",
     "kubec create role scaler --verb=get,update --resource=deployments.apps/scale"},
    {0},
};

const struct command cmd_create_role = {
    .name = "role",
    .usage = "NAME --verb=verb --resource=resource.group/subresource [--resource-name=resourcename] "
             "[--dry-run=server|client|none] [flags]",
    .summary = "Create a role",
    .description = "Creates a role: what may be done with which resources of one namespace. A role binding gives it to "
                   "somebody.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct create_role),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
};
