/* selector.c - "set selector": which pods a service means. */
#include "set/children.h"
#include "set/common.h"

#include "offer.h"
#include "resource/selector.h"

#include <stdlib.h>

struct set_selector {
    struct {
        struct set_in common;
        struct opt_record record;
        const char *resource_version;
    } in;
    struct set set;
    bool given;
    cJSON *labels;
    struct buf expressions; /* what a service cannot have */
};

/* kubectl has no -k here, and reads folders in folders unless told otherwise. */
static const struct flag flags[] = {
    FLAG_STRINGS(struct set_selector, in.common.files.filenames, "filename", 'f', "FILE,…", "", 0,
                 "Files, folders or URLs to read (- is standard input); may be repeated.", .files = "json,yaml,yml"),
    FLAG_BOOL(struct set_selector, in.common.files.recursive, "recursive", 'R', "true", 0,
              "Read the folders in folders given with -f too."),
    FLAG_GROUP(struct set_selector, in.common, set_flags_but_files),
    FLAG_GROUP(struct set_selector, in.record, opt_record_flags),
    FLAG_STRING(struct set_selector, in.resource_version, "resource-version", 0, "VERSION", "", 0,
                "Change the object only if this is its version. For one object."),
    FLAG_END,
};

static struct err *change(struct set *s, struct live_object *o, cJSON *object, bool *skip)
{
    const struct set_selector *v = s->verb;
    (void)skip;
    if (!str_empty(v->in.resource_version))
        doc_set_str(doc_make_at(object, "metadata"), "resourceVersion", v->in.resource_version);
    if (!str_eq(o->resource->kind, "Service") || o->resource->group[0] != '\0')
        return err_new("setting a selector is only supported for Services");
    if (v->expressions.len > 0)
        return err_new("match expression %s not supported on this object", v->expressions.data);
    doc_set(doc_make_at(object, "spec"), "selector", doc_dup(v->labels));
    return NULL;
}

/* The patch names the version in any case: the object is taken as one without. */
static void forget_version(struct set *s, cJSON *before)
{
    const struct set_selector *v = s->verb;
    if (!str_empty(v->in.resource_version))
        doc_remove(doc_get(before, "metadata"), "resourceVersion");
}

static struct err *parse(struct set_selector *o, const char *text)
{
    struct selector *parsed = NULL;
    struct err *e = selector_parse(text, &parsed);
    if (e != NULL)
        return err_wrap(e, "couldn't parse the selector string \"%s\"", text);
    o->given = true;
    o->labels = cJSON_CreateObject();
    o->expressions = buf_new();
    e = selector_as_label_selector(parsed, o->labels, &o->expressions);
    selector_free(parsed);
    return e;
}

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct set_selector *o = opts;
    o->set = (struct set){
        .in = &o->in.common,
        .record = &o->in.record,
        .operation = "selector updated",
        .send_unchanged = true,
        .change = change,
        .prepare = forget_version,
        .verb = o,
    };
    struct err *e = set_dry_run_get(ctx, &o->set);
    if (e == NULL && argc > 0)
        e = parse(o, argv[argc - 1]);
    for (int i = 0; i + 1 < argc; i++)
        strv_add(&o->set.resources, argv[i]);
    return e != NULL ? e : set_printer_get(&o->set);
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct set_selector *o = opts;
    (void)ctx;
    return o->given ? NULL : err_new("one selector is required");
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct set_selector *o = opts;
    (void)ctx;
    struct err *e = set_namespace(&o->set);
    if (e == NULL)
        e = set_open(&o->set, true);
    return e != NULL ? e : set_visit(&o->set);
}

static void release(void *opts)
{
    struct set_selector *o = opts;
    cJSON_Delete(o->labels);
    buf_release(&o->expressions);
    set_release(&o->set);
}

static const struct example examples[] = {
    {"Let a service mean other pods", "kubec set selector service/web app=web,tier=front"},
    {"Give a new service its selector before it is created",
     "kubec create service clusterip web --clusterip=None -o yaml --dry-run=client | "
     "kubec set selector --local -f - app=web -o yaml | kubec create -f -"},
    {0},
};

const struct command cmd_set_selector = {
    .name = "selector",
    .usage = "(-f FILENAME | TYPE NAME) SELECTOR [flags]",
    .summary = "Change which pods a service means",
    .description = "Replaces the selector of services, the only objects that this works for. The last argument is "
                   "the new selector: KEY=VALUE, several with commas between. Keys and values have at most 63 "
                   "characters: letters, digits, hyphens, dots and underscores, with a letter or digit at both ends.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct set_selector),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
    .complete_args = offer_args_set_selector,
};
