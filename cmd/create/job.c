/* job.c - "create job". */
#include "api/request.h"
#include "api/session.h"
#include "base/mem.h"
#include "create/children.h"
#include "create/generate.h"
#include "resource/live.h"

#include <stdlib.h>
#include <string.h>

struct create_job {
    struct {
        struct generate_in common;
        const char *image, *from;
    } in;
    struct generate generate;
    const char *name;
    char **command;
    int ncommand;
};

static const struct flag flags[] = {
    FLAG_GROUP(struct create_job, in.common, generate_flags),
    FLAG_STRING(struct create_job, in.image, "image", 0, "IMAGE", "", 0, "The image of the container."),
    FLAG_STRING(struct create_job, in.from, "from", 0, "cronjob/NAME", "", 0,
                "The cron job whose template is used, instead of an image."),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct create_job *o = opts;
    struct err *e = generate_name(ctx, argc, argv, &o->name);
    if (e == NULL)
        e = generate_complete(ctx, &o->in.common, &o->generate);
    o->command = argv + 1;
    o->ncommand = argc - 1;
    return e;
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    (void)ctx;
    const struct create_job *o = opts;
    if (str_empty(o->in.image) == str_empty(o->in.from))
        return err_new("either --image or --from must be specified");
    if (o->ncommand > 0 && !str_empty(o->in.from))
        return err_new("cannot specify --from and command");
    return NULL;
}

/* Go's name of the type of another object ("*v1.Deployment"). */
static struct err *wrong_type(const struct api_resource *r)
{
    return err_new("unknown object type *%s.%s", r->version, r->kind);
}

/* The cron job that --from names. */
static struct err *read_cronjob(struct cmd_ctx *ctx, const struct create_job *o, cJSON **out)
{
    struct strv args = {0};
    strv_add(&args, o->in.from);
    struct live_request req = {.args = &args, .ns = o->generate.ns};
    struct live live = {0};
    struct live_objects objects = {0};
    struct err *e = live_open(session_get(ctx), &req, &live);
    if (e == NULL)
        e = live_read(&live, &objects);
    if (e == NULL && objects.n != 1)
        e = err_new("from must be an existing cronjob");
    if (e == NULL) {
        const struct api_resource *r = objects.v[0].resource;
        if (strcmp(r->group, "batch") != 0 || strcmp(r->kind, "CronJob") != 0)
            e = wrong_type(r);
    }
    if (e == NULL) {
        *out = objects.v[0].object;
        objects.v[0].object = NULL;
    }
    live_objects_release(&objects);
    live_release(&live);
    strv_release(&args);
    return e;
}

/* Copies a member, if it is there and not empty. */
static void copy(cJSON *to, const char *key, const cJSON *from, const char *path)
{
    const cJSON *v = doc_at(from, path);
    if (v != NULL && v->child != NULL)
        doc_set(to, key, doc_dup(v));
}

/* What the controller would make of the cron job, with the mark of a job that was started by hand. */
static void fill_from_cronjob(cJSON *object, const cJSON *cronjob)
{
    cJSON *meta = doc_make_at(object, "metadata"), *annotations = cJSON_CreateObject(), *spec = NULL;
    const cJSON *theirs = doc_at(cronjob, "spec.jobTemplate.metadata.annotations"), *a;
    copy(meta, "labels", cronjob, "spec.jobTemplate.metadata.labels");
    doc_set_str(annotations, "cronjob.kubernetes.io/instantiate", "manual");
    cJSON_ArrayForEach(a, theirs) doc_set_sorted(annotations, a->string, doc_dup(a));
    doc_set(meta, "annotations", annotations);
    cJSON *owners = cJSON_CreateArray(), *owner = cJSON_CreateObject();
    const char *name = doc_str_at(cronjob, "metadata.name"), *uid = doc_str_at(cronjob, "metadata.uid");
    doc_set_str(owner, "apiVersion", "batch/v1");
    doc_set_str(owner, "kind", "CronJob");
    doc_set_str(owner, "name", name != NULL ? name : "");
    doc_set_str(owner, "uid", uid != NULL ? uid : "");
    doc_set(owner, "controller", cJSON_CreateTrue());
    cJSON_AddItemToArray(owners, owner);
    doc_set(meta, "ownerReferences", owners);
    spec = doc_dup(doc_at(cronjob, "spec.jobTemplate.spec"));
    doc_set(object, "spec", spec != NULL ? spec : cJSON_CreateObject());
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct create_job *o = opts;
    cJSON *object = generate_object(&o->generate, "batch/v1", "Job", o->name);
    if (!str_empty(o->in.image)) {
        doc_make_at(object, "spec.template.metadata");
        doc_set_at(object, "spec.template.spec",
                   generate_pod_spec(o->name, o->in.image, o->command, o->ncommand, "Never"));
    } else {
        cJSON *cronjob = NULL;
        struct err *e = read_cronjob(ctx, o, &cronjob);
        if (e != NULL) {
            cJSON_Delete(object);
            return e;
        }
        fill_from_cronjob(object, cronjob);
        cJSON_Delete(cronjob);
    }
    doc_set(object, "status", cJSON_CreateObject());
    return generate_run(ctx, &o->generate, object, "failed to create job: ");
}

static const struct example examples[] = {
    {"Run a command once", "kubec create job now --image=busybox:1.36 -- date"},
    {"Start a cron job's work now", "kubec create job tidy-now --from=cronjob/tidy"},
    {0},
};

const struct command cmd_create_job = {
    .name = "job",
    .usage = "NAME (--image=IMAGE | --from=cronjob/NAME) [flags] [-- COMMAND [ARG...]]",
    .summary = "Create a job",
    .description =
        "Creates a job, which runs a pod to its end: with one container of the image (which runs the command "
        "behind --, or the image's own), or as the template of a cron job says.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct create_job),
    .complete = complete,
    .validate = validate,
    .run = run,
};
