/* scale.c - "scale": sets how many replicas an object has. */
#include "scale/scale.h"

#include "api/session.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "completers.h"
#include "resource/write.h"

#include <stdlib.h>

static const struct flag flags[] = {
    FLAG_GROUP(struct scale, in.files, opt_files_flags),
    FLAG_GROUP(struct scale, in.selector, opt_selector_flags),
    FLAG_GROUP(struct scale, in.dry_run, opt_dry_run_flags),
    FLAG_GROUP(struct scale, in.print, opt_print_flags),
    FLAG_GROUP(struct scale, in.record, opt_record_flags),
    FLAG_BOOL(struct scale, in.all, "all", 0, "false", 0, "All objects of the types in the namespace."),
    FLAG_INT(struct scale, in.current_replicas, "current-replicas", 0, "COUNT", "-1", 0,
             "Scale the object only if it has so many replicas now; -1 for any number."),
    FLAG_INT(struct scale, in.replicas, "replicas", 0, "COUNT", "0", FLAG_REQUIRED, "The new number of replicas."),
    FLAG_STRING(struct scale, in.resource_version, "resource-version", 0, "VERSION", "", 0,
                "Scale the object only if this is its version. For one object."),
    FLAG_DURATION(struct scale, in.timeout, "timeout", 0, "DURATION", "0s", 0,
                  "How long to wait until the object has the replicas; 0 does not wait."),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct scale *o = opts;
    o->ctx = ctx;
    for (int i = 0; i < argc; i++)
        strv_add(&o->args, argv[i]);
    o->printer.sorted = true;
    struct err *e = opt_dry_run_get(ctx, &o->in.dry_run, &o->dry_run);
    if (!e)
        e = printer_init(ctx, &o->printer, &o->in.print, false);
    if (!e)
        e = session_namespace(session_get(ctx), &o->ns, &o->enforce_ns);
    return e;
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct scale *o = opts;
    if (o->in.replicas < 0)
        return err_new("The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0");
    if (o->in.current_replicas < -1)
        return err_new("The --current-replicas must specify an integer of -1 or greater");
    return NULL;
}

void scale_set_replicas(cJSON *object, int64_t replicas)
{
    struct gvk g = gvk_parse(doc_str_at(object, "apiVersion"), doc_str_at(object, "kind"));
    if (str_eq(g.group, "apps") || str_eq(g.group, ""))
        doc_set_at(object, "spec.replicas", doc_new_int(replicas));
    gvk_release(&g);
}

struct err *scale_print(struct scale *o, const cJSON *object)
{
    char *op = xasprintf("scaled%s", write_dry_run_suffix(o->dry_run));
    o->printer.operation = op;
    struct err *e = print_object(&o->printer, o->ctx->out, object);
    o->printer.operation = NULL;
    free(op);
    return e;
}

static struct err *print_only(struct scale *o, struct live_objects *objects)
{
    struct err *e = NULL;
    for (size_t i = 0; i < objects->n && !e; i++) {
        scale_set_replicas(objects->v[i].object, o->in.replicas);
        e = scale_print(o, objects->v[i].object);
    }
    return e;
}

static struct err *run_found(struct scale *o, struct live_objects *objects)
{
    if (objects->n > 1 && !str_empty(o->in.resource_version))
        return err_new("cannot use --resource-version with multiple resources");
    return o->dry_run == DRY_RUN_CLIENT ? print_only(o, objects) : scale_all(o, objects);
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct scale *o = opts;
    struct live_request req = {.files = &o->in.files,
                               .args = &o->args,
                               .ns = o->ns,
                               .enforce_ns = o->enforce_ns,
                               .selector = o->in.selector.selector,
                               .allow_types_alone = o->in.all,
                               .as_written = true};
    struct live live;
    struct err *e = live_open(session_get(ctx), &req, &live);
    if (!e) {
        struct live_objects objects;
        struct err *unread = live_read(&live, &objects);
        e = run_found(o, &objects);
        if (!e && objects.n == 0 && !unread)
            e = err_new("no objects passed to scale");
        /* As in kubectl, an object that could not be scaled hides those that could not be found. */
        if (e)
            err_free(unread);
        else
            e = unread;
        live_objects_release(&objects);
    }
    live_release(&live);
    return e;
}

static void release(void *opts)
{
    struct scale *o = opts;
    strv_release(&o->args);
}

static void complete_args(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                          struct completion *out)
{
    static const char *const types[] = {"deployment", "replicaset", "replicationcontroller", "statefulset", NULL};
    complete_type_and_name(ctx, types, true, argc, argv, prefix, out);
}

static const struct example examples[] = {
    {"Give a deployment three replicas", "kubec scale --replicas=3 deployment/web"},
    {"Scale what a manifest names", "kubec scale --replicas=3 -f web.yaml"},
    {"Scale it only if it has two replicas now", "kubec scale --current-replicas=2 --replicas=3 deployment/web"},
    {"Scale several objects", "kubec scale --replicas=5 deployment/web statefulset/db"},
    {"Scale and wait until the replicas are there", "kubec scale --replicas=3 --timeout=2m deployment/web"},
    {0},
};

const struct command cmd_scale = {
    .name = "scale",
    .group = GROUP_DEPLOY,
    .usage = "[--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME)",
    .summary = "Set how many replicas an object has",
    .description =
        "Sets the number of replicas of deployments, replica sets, stateful sets, replication controllers and all "
        "other "
        "types with a scale subresource.\n\n"
        "With --current-replicas or --resource-version the object is scaled only if it is as they say; the server sees "
        "to it that this still holds at the moment of the change.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct scale),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
    .complete_args = complete_args,
};
