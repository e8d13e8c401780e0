/* serviceaccount.c - "create serviceaccount". */
#include "create/children.h"
#include "create/generate.h"

struct create_serviceaccount {
    struct {
        struct generate_in common;
    } in;
    struct generate generate;
    const char *name;
};

static const struct flag flags[] = {
    FLAG_GROUP(struct create_serviceaccount, in.common, generate_flags),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct create_serviceaccount *o = opts;
    struct err *e = generate_name(ctx, argc, argv, &o->name);
    return e != NULL ? e : generate_complete(ctx, &o->in.common, &o->generate);
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct create_serviceaccount *o = opts;
    return generate_check_name(o->name);
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct create_serviceaccount *o = opts;
    cJSON *object = generate_object(&o->generate, "v1", "ServiceAccount", o->name);
    return generate_run(ctx, &o->generate, object, "failed to create serviceaccount: ");
}

static const char *const aliases[] = {"sa", NULL};

static const struct example examples[] = {
    {"Create a service account", "kubec create serviceaccount builder"},
    {"Write its manifest for another namespace", "kubec create sa builder -n ci --dry-run=client -o yaml"},
    {0},
};

const struct command cmd_create_serviceaccount = {
    .name = "serviceaccount",
    .aliases = aliases,
    .usage = "NAME [--dry-run=server|client|none] [flags]",
    .summary = "Create a service account",
    .description = "Creates a service account: the name under which the processes of pods speak to the API server.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct create_serviceaccount),
    .complete = complete,
    .validate = validate,
    .run = run,
};
