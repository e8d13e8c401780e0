/* resources.c - "set resources": the limits and requests of containers. */
#include "set/children.h"
#include "set/common.h"

#include "base/mem.h"
#include "base/quantity.h"
#include "offer.h"
#include "resource/podspec.h"

#include <stdlib.h>
#include <string.h>

struct set_resources {
    struct {
        struct set_in common;
        struct opt_selector selector;
        struct opt_record record;
        const char *containers, *limits, *requests;
    } in;
    struct set set;
    cJSON *limits, *requests; /* name: canonical quantity */
};

static const struct flag flags[] = {
    FLAG_GROUP(struct set_resources, in.common, set_flags),
    FLAG_GROUP(struct set_resources, in.selector, opt_selector_flags),
    FLAG_GROUP(struct set_resources, in.record, opt_record_flags),
    FLAG_STRING(struct set_resources, in.containers, "containers", 'c', "PATTERN", "*", 0,
                "Only the containers of this name; * stands for any text."),
    FLAG_STRING(struct set_resources, in.limits, "limits", 0, "LIST", "", 0,
                "The limits, as cpu=200m,memory=512Mi; 0 for none."),
    FLAG_STRING(struct set_resources, in.requests, "requests", 0, "LIST", "", 0,
                "What the containers ask for, as cpu=100m,memory=256Mi."),
    FLAG_END,
};

static struct err *parse_one(const char *text, cJSON *list)
{
    struct strv parts = {0};
    struct quantity q;
    strv_split(&parts, text, '=');
    struct err *e = NULL;
    const char *wrong = parts.n == 2 ? quantity_parse(parts.v[1], &q) : NULL;
    if (parts.n != 2)
        e = err_new("invalid argument syntax %s, expected <resource>=<value>", text);
    else if (wrong != NULL)
        e = err_new("%s", wrong);
    if (e == NULL) {
        char *canonical = quantity_text(&q);
        doc_set_str(list, parts.v[0], canonical);
        free(canonical);
    }
    strv_release(&parts);
    return e;
}

static struct err *parse_list(const char *text, cJSON *list)
{
    struct strv parts = {0};
    struct err *e = NULL;
    if (text[0] != '\0')
        strv_split(&parts, text, ',');
    for (size_t i = 0; i < parts.n && e == NULL; i++)
        e = parse_one(parts.v[i], list);
    strv_release(&parts);
    return e;
}

static void merge(cJSON *container, const char *path, const cJSON *list)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, list) doc_set_str(doc_make_at(container, path), one->string, one->valuestring);
}

static size_t change_containers(const struct set_resources *v, cJSON *containers)
{
    size_t n = 0;
    cJSON *c;
    cJSON_ArrayForEach(c, containers)
    {
        const char *name = doc_str_at(c, "name");
        if (!set_name_matches(name != NULL ? name : "", v->in.containers))
            continue;
        merge(c, "resources.limits", v->limits);
        merge(c, "resources.requests", v->requests);
        n++;
    }
    return n;
}

static struct err *change(struct set *s, struct live_object *o, cJSON *object, bool *skip)
{
    const struct set_resources *v = s->verb;
    cJSON *spec = NULL;
    struct err *e = podspec_find(o->resource, object, &spec);
    if (e != NULL)
        return e;
    size_t n = change_containers(v, doc_get(spec, "containers"));
    n += change_containers(v, doc_get(spec, "initContainers"));
    if (n == 0) {
        *skip = true;
        err_collect(&s->early, err_new("error: unable to find container named %s", v->in.containers));
    }
    return NULL;
}

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct set_resources *o = opts;
    o->set = (struct set){
        .in = &o->in.common,
        .selector = o->in.selector.selector,
        .record = &o->in.record,
        .operation = "resource requirements updated",
        .failed = "failed to patch resources update to pod template ",
        .change = change,
        .verb = o,
    };
    for (int i = 0; i < argc; i++)
        strv_add(&o->set.resources, argv[i]);
    struct err *e = set_flags_get(ctx, &o->set);
    if (e == NULL)
        e = set_namespace(&o->set);
    return e != NULL ? e : set_read(&o->set, true);
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct set_resources *o = opts;
    (void)ctx;
    const struct set_in *in = &o->in.common;
    if (in->local && o->set.write.dry_run == DRY_RUN_SERVER)
        return err_new("cannot specify --local and --dry-run=server - did you mean --dry-run=client?");
    if (in->all && !str_empty(o->in.selector.selector))
        return err_new("cannot set --all and --selector at the same time");
    if (str_empty(o->in.limits) && str_empty(o->in.requests))
        return err_new("you must specify an update to requests or limits (in the form of --requests/--limits)");
    o->limits = cJSON_CreateObject();
    o->requests = cJSON_CreateObject();
    struct err *e = parse_list(o->in.limits, o->limits);
    if (e == NULL)
        e = parse_list(o->in.requests, o->requests);
    return e != NULL ? e : set_run(&o->set);
}

static void release(void *opts)
{
    struct set_resources *o = opts;
    cJSON_Delete(o->limits);
    cJSON_Delete(o->requests);
    set_release(&o->set);
}

static const struct example examples[] = {
    {"Limit processor and memory of one container",
     "kubec set resources deployment/web -c nginx --limits=cpu=200m,memory=512Mi"},
    {"Set requests and limits of all containers",
     "kubec set resources deployment web --limits=cpu=200m,memory=512Mi --requests=cpu=100m,memory=256Mi"},
    {"See a manifest with new limits, without a server",
     "kubec set resources -f web.yaml --limits=cpu=200m,memory=512Mi --local -o yaml"},
    {0},
};

const struct command cmd_set_resources = {
    .name = "resources",
    .usage = "(-f FILENAME | TYPE NAME) [--limits=LIST] [--requests=LIST] [flags]",
    .summary = "Change the resource limits and requests of containers",
    .description = "Sets limits and requests of the containers, init containers included, of pods and of what makes "
                   "pods. What is not named stays as it is. The server may add requests by itself, for example where "
                   "a limit range asks for it.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct set_resources),
    .complete = complete,
    .run = run,
    .release = release,
    .complete_args = offer_args_set_resources,
};
