/* priorityclass.c - "create priorityclass". */
#include "create/children.h"
#include "create/generate.h"

struct create_priorityclass {
    struct {
        struct generate_in common;
        int64_t value;
        bool global_default;
        const char *text, *preemption_policy;
    } in;
    struct generate generate;
    const char *name;
};

static const char *const policies[] = {"PreemptLowerPriority", "Never", NULL};

static const struct flag flags[] = {
    FLAG_GROUP(struct create_priorityclass, in.common, generate_flags),
    FLAG_STRING(struct create_priorityclass, in.text, "description", 0, "TEXT", "", 0,
                "When to use the class, in words for its users."),
    FLAG_BOOL(struct create_priorityclass, in.global_default, "global-default", 0, "false", 0,
              "Give it to pods that name no class."),
    FLAG_STRING(struct create_priorityclass, in.preemption_policy, "preemption-policy", 0, "POLICY",
                "PreemptLowerPriority", 0, "Whether such pods drive others of a lower priority from a node.",
                .values = policies),
    FLAG_INT(struct create_priorityclass, in.value, "value", 0, "NUMBER", "0", FLAG_INT32,
             "The priority: the greater, the more important."),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct create_priorityclass *o = opts;
    struct err *e = generate_name(ctx, argc, argv, &o->name);
    return e != NULL ? e : generate_complete(ctx, &o->in.common, &o->generate);
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct create_priorityclass *o = opts;
    cJSON *object = generate_object(&o->generate, "scheduling.k8s.io/v1", "PriorityClass", o->name);
    doc_set(object, "value", doc_new_int(o->in.value));
    if (o->in.global_default)
        doc_set(object, "globalDefault", cJSON_CreateTrue());
    if (!str_empty(o->in.text))
        doc_set_str(object, "description", o->in.text);
    doc_set_str(object, "preemptionPolicy", o->in.preemption_policy);
    return generate_run(ctx, &o->generate, object, "failed to create priorityclass: ");
}

static const char *const aliases[] = {"pc", NULL};

static const struct example examples[] = {
    {"Create a class", "kubec create priorityclass important --value=1000 --description='What customers see'"},
    {"Create the class of pods that name none", "kubec create pc usual --value=100 --global-default=true"},
    {"Create a class whose pods wait instead of driving others away",
     "kubec create pc patient --value=500 --preemption-policy=Never"},
    {0},
};

const struct command cmd_create_priorityclass = {
    .name = "priorityclass",
    .aliases = aliases,
    .usage = "NAME --value=VALUE --global-default=BOOL [--dry-run=server|client|none] [flags]",
    .summary = "Create a priority class",
    .description = "Creates a class of priority that pods can name.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct create_priorityclass),
    .complete = complete,
    .run = run,
};
