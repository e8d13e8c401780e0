/* image.c - "set image": the images of containers. */
#include "set/children.h"
#include "set/common.h"

#include "base/mem.h"
#include "offer.h"
#include "resource/podspec.h"

#include <stdlib.h>
#include <string.h>

struct set_image {
    struct {
        struct set_in common;
        struct opt_selector selector;
        struct opt_record record;
    } in;
    struct set set;
    struct strv containers, images; /* which gets which */
};

static const struct flag flags[] = {
    FLAG_GROUP(struct set_image, in.common, set_flags),
    FLAG_GROUP(struct set_image, in.selector, opt_selector_flags),
    FLAG_GROUP(struct set_image, in.record, opt_record_flags),
    FLAG_END,
};

static bool set_in_containers(cJSON *containers, const char *name, const char *image)
{
    bool found = false;
    cJSON *c;
    cJSON_ArrayForEach(c, containers)
    {
        const char *is = doc_str_at(c, "name");
        if (str_eq(name, "*") || str_eq(is != NULL ? is : "", name)) {
            doc_set_str(c, "image", image);
            found = true;
        }
    }
    return found;
}

static struct err *change(struct set *s, struct live_object *o, cJSON *object, bool *skip)
{
    struct set_image *v = s->verb;
    cJSON *spec = NULL;
    (void)skip;
    struct err *e = podspec_find(o->resource, object, &spec);
    for (size_t i = 0; i < v->images.n && e == NULL; i++) {
        const char *name = v->containers.v[i], *image = v->images.v[i];
        bool init = set_in_containers(doc_get(spec, "initContainers"), name, image);
        if (!set_in_containers(doc_get(spec, "containers"), name, image) && !init) {
            char *quoted = str_quote(name);
            err_collect(&s->early, err_new("error: unable to find container named %s", quoted));
            free(quoted);
        }
    }
    return e;
}

/* One CONTAINER=IMAGE; of two for the same container the last one counts. */
static void add_image(struct set_image *o, const char *arg)
{
    const char *image;
    char *name = str_cut(arg, '=', &image);
    for (size_t i = 0; i < o->containers.n; i++) {
        if (str_eq(o->containers.v[i], name)) {
            str_replace_owned(&o->images.v[i], xstrdup(image));
            free(name);
            return;
        }
    }
    strv_adopt(&o->containers, name);
    strv_add(&o->images, image);
}

/* The arguments: names of objects, then CONTAINER=IMAGE. */
static struct err *read_args(struct set_image *o, int argc, char **argv)
{
    struct strv invalid = {0};
    bool pairs = false;
    for (int i = 0; i < argc; i++) {
        const char *arg = argv[i];
        bool image = strchr(arg, '=') != NULL && arg[0] != '=';
        if (!image && !(str_ends(arg, "-") && !str_eq(arg, "-"))) {
            if (pairs) {
                strv_release(&invalid);
                return err_new("all resources must be specified before image changes: %s", arg);
            }
            strv_add(&o->set.resources, arg);
            continue;
        }
        pairs = true;
        if (image)
            add_image(o, arg);
        else
            strv_add(&invalid, arg);
    }
    char *all = strv_join(&invalid, ", ");
    struct err *e = invalid.n > 0 ? err_new("invalid image format: %s", all) : NULL;
    free(all);
    strv_release(&invalid);
    return e;
}

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct set_image *o = opts;
    o->set = (struct set){
        .in = &o->in.common,
        .selector = o->in.selector.selector,
        .record = &o->in.record,
        .operation = "image updated",
        .failed = "failed to patch image update to pod template: ",
        .change = change,
        .verb = o,
    };
    struct err *e = set_flags_get(ctx, &o->set);
    if (e == NULL)
        e = set_namespace(&o->set);
    if (e == NULL)
        e = read_args(o, argc, argv);
    return e != NULL ? e : set_read(&o->set, true);
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct set_image *o = opts;
    const struct set_in *in = &o->in.common;
    struct err *all = NULL;
    (void)ctx;
    if (in->all && !str_empty(o->in.selector.selector))
        err_collect(&all, err_new("cannot set --all and --selector at the same time"));
    if (o->set.resources.n == 0 && in->files.filenames.n == 0 && str_empty(in->files.kustomize))
        err_collect(&all, err_new("one or more resources must be specified as <resource> <name> or <resource>/<name>"));
    if (o->images.n == 0)
        err_collect(&all, err_new("at least one image update is required"));
    else if (o->images.n > 1 && strv_has(&o->containers, "*"))
        err_collect(&all, err_new("all containers are already specified by *, but saw more than one "
                                  "container_name=container_image pairs"));
    if (in->local && o->set.write.dry_run == DRY_RUN_SERVER)
        err_collect(&all, err_new("cannot specify --local and --dry-run=server - did you mean --dry-run=client?"));
    return err_reduce(all);
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct set_image *o = opts;
    (void)ctx;
    return set_run(&o->set);
}

static void release(void *opts)
{
    struct set_image *o = opts;
    strv_release(&o->containers);
    strv_release(&o->images);
    set_release(&o->set);
}

static const struct example examples[] = {
    {"Give two containers of a deployment new images",
     "kubec set image deployment/web nginx=nginx:1.27 log=busybox:1.36"},
    {"Give all containers of a daemon set the same image", "kubec set image daemonset/agent '*=example.com/agent:v2'"},
    {"Change one container in all deployments and replication controllers",
     "kubec set image deployments,rc nginx=nginx:1.27 --all"},
    {"See a manifest with the new image, without a server",
     "kubec set image -f web.yaml nginx=nginx:1.27 --local -o yaml"},
    {0},
};

const struct command cmd_set_image = {
    .name = "image",
    .usage = "(-f FILENAME | TYPE NAME) CONTAINER=IMAGE... [flags]",
    .summary = "Change the images of containers",
    .description = "Sets the image of the named containers, init containers included, in pods and in what makes pods: "
                   "replication controllers, deployments, daemon sets, stateful sets, jobs, cron jobs and replica "
                   "sets. The name * stands for all containers. Images are given as CONTAINER=IMAGE, after the names "
                   "of the objects.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct set_image),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
    .complete_args = offer_args_set_image,
};
