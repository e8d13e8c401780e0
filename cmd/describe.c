/* describe.c - "describe": objects in words, with their events and what else belongs to them. */
#include "describe/describe.h"

#include "api/status.h"
#include "base/mem.h"
#include "base/strv.h"
#include "cli/cli.h"
#include "completers.h"
#include "resource/live.h"

#include <stdlib.h>
#include <string.h>

#define MAX_WAITING 64 /* objects on their way at once */

struct describe {
    struct {
        struct opt_files files;
        struct opt_selector selector;
        bool all_namespaces, show_events;
        int64_t chunk_size;
    } in;
    struct cmd_ctx *ctx;
    struct strv args;
    const char *ns;
    bool enforce_ns;
    bool events; /* as it turns out */
    /* Objects in the order of the input: read and not begun, begun and not printed. */
    struct live_object *held; /* at most two, until it is known that there are several */
    size_t nheld, seen;
    bool settled; /* whether events are shown */
    struct description *waiting[MAX_WAITING];
    size_t first, nwaiting, printed;
    struct err *read_errs, *errs;
    struct strv told; /* the texts of errs */
    const char *end;  /* behind each text */
};

static const struct flag flags[] = {
    FLAG_GROUP(struct describe, in.files, opt_files_flags),
    FLAG_GROUP(struct describe, in.selector, opt_selector_flags),
    FLAG_BOOL(struct describe, in.all_namespaces, "all-namespaces", 'A', "false", 0,
              "Look in all namespaces, whatever --namespace or the context says."),
    FLAG_INT(struct describe, in.chunk_size, "chunk-size", 0, "OBJECTS", "500", 0,
             "How many objects to ask for at a time; 0: all at once."),
    FLAG_BOOL(struct describe, in.show_events, "show-events", 0, "true", 0,
              "Show the events of the object; when several objects are described, only if the flag is given."),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct describe *o = opts;
    o->ctx = ctx;
    for (int i = 0; i < argc; i++)
        strv_add(&o->args, argv[i]);
    struct err *e = session_namespace(session_get(ctx), &o->ns, &o->enforce_ns);
    o->enforce_ns = o->enforce_ns && !o->in.all_namespaces;
    if (e == NULL && argc == 0 && o->in.files.filenames.n == 0 && str_empty(o->in.files.kustomize))
        e = err_new(
            "You must specify the type of resource to describe. Use \"%s api-resources\" for a complete list of "
            "supported resources.\n",
            ctx->prog);
    return e;
}

/* ---- texts, in order ---- */

/* kubectl tells the same error once. */
static void collect_once(struct describe *o, struct err *e)
{
    char *text = err_go_text(e);
    if (strv_has(&o->told, text)) {
        err_free(e);
    } else {
        strv_add(&o->told, text);
        err_collect(&o->errs, e);
    }
    free(text);
}

static void print_first(struct describe *o)
{
    struct description *d = o->waiting[o->first];
    struct buf text = buf_new();
    describe_wait(d);
    bool stopped = o->ctx->interrupted && *o->ctx->interrupted; /* what was asked for did not come */
    struct err *e = stopped ? err_silent(130) : describe_text(d, &text);
    if (stopped && o->errs != NULL) {
        err_free(e);
    } else if (e != NULL) {
        collect_once(o, e);
    } else {
        if (o->printed++ > 0 && o->end[0] == '\0')
            fputs("\n\n", o->ctx->out);
        if (text.len > 0)
            fwrite(text.data, 1, text.len, o->ctx->out);
        fputs(o->end, o->ctx->out);
    }
    describe_free(d);
    buf_release(&text);
    o->first = (o->first + 1) % MAX_WAITING;
    o->nwaiting--;
}

static void print_rest(struct describe *o)
{
    while (o->nwaiting > 0)
        print_first(o);
}

static void begin(struct describe *o, struct live_object *l)
{
    struct describe_options options = {.show_events = o->events, .chunk = o->in.chunk_size};
    if (o->nwaiting == MAX_WAITING)
        print_first(o);
    o->waiting[(o->first + o->nwaiting++) % MAX_WAITING] =
        describe_start(session_get(o->ctx), l->resource, l->object, &options);
    l->object = NULL;
    live_object_release(l);
}

/* Several objects, or one that could not be read: kubectl then leaves the events out. */
static void settle(struct describe *o)
{
    if (o->settled)
        return;
    o->settled = true;
    if ((o->seen > 1 || o->read_errs != NULL) && !cli_changed(o->ctx, "show-events"))
        o->events = false;
    for (size_t i = 0; i < o->nheld; i++)
        begin(o, &o->held[i]);
    o->nheld = 0;
}

static void take(void *arg, struct live_object *l, struct err *e)
{
    struct describe *o = arg;
    if (e != NULL) {
        err_collect(&o->read_errs, e);
        return;
    }
    o->seen++;
    if (!o->settled) {
        o->held = xreallocarray(o->held, o->nheld + 1, sizeof *o->held);
        o->held[o->nheld++] = *l;
        if (o->seen > 1)
            settle(o);
        return;
    }
    begin(o, l);
}

/* ---- names that begin with what was given ---- */

struct matching {
    struct describe *o;
    const char *prefix;
    struct err *err;
    bool found;
};

static void take_match(void *arg, struct live_object *l, struct err *e)
{
    struct matching *m = arg;
    if (e != NULL) {
        err_collect(&m->err, e);
    } else if (m->err == NULL && str_starts(l->name, m->prefix)) {
        m->found = true;
        begin(m->o, l);
    } else {
        live_object_release(l);
    }
}

/* Takes `original`, kubectl's error when nothing is found. */
static struct err *describe_matching(struct describe *o, struct err *original)
{
    struct strv type = {0};
    struct live live;
    strv_add(&type, o->args.v[0]);
    struct live_request request = {
        .args = &type, .ns = o->ns, .allow_types_alone = true, .single_type = true, .chunk = o->in.chunk_size};
    struct matching m = {.o = o, .prefix = o->args.v[1]};
    o->end = "\n";
    struct err *e = live_open(session_get(o->ctx), &request, &live);
    if (e == NULL) {
        live_visit(&live, take_match, &m);
        e = m.err;
        if (e == NULL)
            print_rest(o);
        if (e == NULL && !m.found) {
            e = original;
            original = NULL;
        }
    }
    err_collect(&e, o->errs);
    o->errs = NULL;
    live_release(&live);
    strv_release(&type);
    err_free(original);
    return e;
}

/* ---- the verb ---- */

static bool is_not_found(const struct err *e)
{
    return e != NULL && err_has_reason(e, "NotFound");
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct describe *o = opts;
    struct live live;
    struct live_request request = {.files = &o->in.files,
                                   .args = &o->args,
                                   .ns = o->ns,
                                   .enforce_ns = o->enforce_ns,
                                   .all_namespaces = o->in.all_namespaces,
                                   .selector = o->in.selector.selector,
                                   .allow_types_alone = true,
                                   .chunk = o->in.chunk_size};
    o->events = o->in.show_events;
    o->end = "";
    struct err *e = live_open(session_get(ctx), &request, &live);
    if (e != NULL) {
        live_release(&live);
        return e;
    }
    live_visit(&live, take, o);
    live_release(&live);
    e = err_reduce(o->read_errs);
    o->read_errs = e; /* settle() looks whether there is one */
    if (o->seen == 0 && is_not_found(e) && o->args.n == 2) {
        o->read_errs = NULL;
        settle(o);
        if (!cli_changed(ctx, "show-events"))
            o->events = false;
        return describe_matching(o, e);
    }
    settle(o);
    print_rest(o);
    o->read_errs = NULL;
    if (o->seen == 0 && e == NULL && o->in.all_namespaces)
        fputs("No resources found\n", ctx->err);
    else if (o->seen == 0 && e == NULL)
        fprintf(ctx->err, "No resources found in %s namespace.\n", o->ns);
    err_collect(&e, o->errs);
    o->errs = NULL;
    return err_reduce(e);
}

static void release(void *opts)
{
    struct describe *o = opts;
    while (o->nwaiting > 0) {
        describe_free(o->waiting[o->first]);
        o->first = (o->first + 1) % MAX_WAITING;
        o->nwaiting--;
    }
    free(o->held);
    strv_release(&o->args);
    strv_release(&o->told);
    err_free(o->errs);
    err_free(o->read_errs);
}

static const struct example examples[] = {
    {"Describe a pod, with its events", "kubec describe pod web-0"},
    {"Describe all pods whose names begin with web", "kubec describe pods web"},
    {"Describe what a manifest names", "kubec describe -f pod.yaml"},
    {"Describe the nodes of a zone", "kubec describe nodes -l topology.kubernetes.io/zone=a"},
    {0},
};

static const char *const suggest_for[] = {"inspect", NULL};

const struct command cmd_describe = {
    .name = "describe",
    .suggest_for = suggest_for,
    .group = GROUP_TROUBLE,
    .usage = "(-f FILENAME | TYPE [NAME_PREFIX | -l label] | TYPE/NAME) [flags]",
    .summary = "Show objects in words",
    .description =
        "Shows objects in words, together with what the cluster knows about them: events, the pods of a set, the "
        "endpoints of a service. A name that does not exist stands for all that begin with it.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct describe),
    .complete = complete,
    .run = run,
    .release = release,
    .complete_args = complete_any_args,
};
