/* namespace.c - "create namespace". */
#include "create/children.h"
#include "create/generate.h"

struct create_namespace {
    struct {
        struct generate_in common;
    } in;
    struct generate generate;
    const char *name;
};

static const struct flag flags[] = {
    FLAG_GROUP(struct create_namespace, in.common, generate_flags),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct create_namespace *o = opts;
    struct err *e = generate_name(ctx, argc, argv, &o->name);
    return e != NULL ? e : generate_complete(ctx, &o->in.common, &o->generate);
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct create_namespace *o = opts;
    return generate_check_name(o->name);
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct create_namespace *o = opts;
    cJSON *object = generate_object(&o->generate, "v1", "Namespace", o->name);
    /* Go's Namespace type always has these, so kubectl prints and sends them. */
    doc_set(object, "spec", cJSON_CreateObject());
    doc_set(object, "status", cJSON_CreateObject());
    return generate_run(ctx, &o->generate, object, NULL);
}

static const char *const aliases[] = {"ns", NULL};

static const struct example examples[] = {
    {"Create a namespace", "kubec create namespace team-a"},
    {"Write its manifest, and apply it", "kubec create namespace team-a --dry-run=client -o yaml > team-a.yaml"},
    {0},
};

const struct command cmd_create_namespace = {
    .name = "namespace",
    .aliases = aliases,
    .usage = "NAME [--dry-run=server|client|none] [flags]",
    .summary = "Create a namespace",
    .description =
        "Creates a namespace of the given name. With --dry-run=client nothing is sent and no cluster is needed: "
        "the object is only printed, as -o asks.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct create_namespace),
    .complete = complete,
    .validate = validate,
    .run = run,
};
