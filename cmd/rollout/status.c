/* status.c - "rollout status": watches a rollout until it is over. */
#include "rollout/children.h"
#include "rollout/status_words.h"

#include "base/klog.h"
#include "base/mem.h"
#include "resource/podspec.h"
#include "resource/watch.h"

#include <stdlib.h>

struct rollout_status {
    struct {
        struct rollout_in common;
        bool watch;
        int64_t revision;
        struct duration timeout;
    } in;
    struct rollout rollout;
};

static const struct flag flags[] = {
    FLAG_GROUP(struct rollout_status, in.common, rollout_flags),
    FLAG_BOOL(struct rollout_status, in.watch, "watch", 'w', "true", 0, "Go on until the rollout is over."),
    FLAG_INT(struct rollout_status, in.revision, "revision", 0, "NUMBER", "0", 0,
             "End with an error when another revision than this takes over; 0: watch whatever comes."),
    FLAG_DURATION(struct rollout_status, in.timeout, "timeout", 0, "DURATION", "0s", 0,
                  "How long to watch, as 1s, 2m, 3h; 0: as long as it takes."),
    FLAG_END,
};

/* One object being watched. */
struct following {
    struct rollout_status *v;
    const struct live_object *o;
    enum rollout_kind kind;
    char *version; /* of the last state that was told, or NULL */
    bool go_on;    /* the next watch goes on behind that version; else it begins with the present state */
    bool lost;     /* to be read anew: the server does not know the version any more */
    bool refused; /* the server gave no watch that begins with the present state (its cache may lag behind its store) */
    bool done;
    struct err *err;
};

/* Says how things stand, unless that was said already; false: that was all. */
static bool say(struct following *f, const cJSON *object)
{
    char *text = NULL;
    bool over = false;
    const char *version = doc_str_at(object, "metadata.resourceVersion");
    if (f->version != NULL && str_eq(version, f->version))
        return true;
    str_replace_owned(&f->version, xstrdup(version != NULL ? version : ""));
    FILE *out = f->v->rollout.ctx->out;
    f->err = rollout_status_words(f->kind, object, f->v->in.revision, &text, &over);
    if (f->err == NULL) {
        char *clean = str_sanitize(text);
        fputs(clean, out);
        fflush(out);
        free(clean);
    }
    free(text);
    f->done = f->err != NULL || over || !f->v->in.watch;
    return !f->done;
}

/* Before anything is watched: says what settles the matter. All else is said when the watch shows it, so that nothing
 * is missed in between. */
static void look(struct following *f, const cJSON *object)
{
    char *text = NULL;
    bool over = false;
    struct err *e = rollout_status_words(f->kind, object, f->v->in.revision, &text, &over);
    if (e != NULL || over || !f->v->in.watch)
        say(f, object);
    err_free(e);
    free(text);
}

static bool on_event(void *arg, const char *type, cJSON *object)
{
    struct following *f = arg;
    bool more = true;
    if (str_eq(type, "ADDED") || str_eq(type, "MODIFIED")) {
        more = say(f, object);
    } else if (str_eq(type, "DELETED")) {
        f->err = err_new("object has been deleted");
        f->done = true;
        more = false;
    } else if (str_eq(type, "ERROR")) {
        f->lost = f->refused = true;
        more = false;
    }
    cJSON_Delete(object);
    return more;
}

/* Reads the object anew. */
static struct err *read_again(struct following *f)
{
    f->lost = false;
    struct api_call call = {.verb = "get", .resource = f->o->resource, .ns = f->o->ns, .name = f->o->name};
    cJSON *object = NULL;
    struct err *e = api_do(session_get(f->v->rollout.ctx), &call, &object);
    if (e != NULL && err_has_reason(e, "NotFound")) {
        err_free(e);
        return err_new("object has been deleted");
    }
    if (e == NULL && f->version == NULL && !f->refused)
        look(f, object);
    else if (e == NULL)
        say(f, object);
    f->go_on = f->refused && f->version != NULL;
    cJSON_Delete(object);
    return e;
}

static struct err *watch_once(struct following *f, int64_t deadline)
{
    const struct cmd_ctx *ctx = f->v->rollout.ctx;
    struct watch_request request = {.resource = f->o->resource,
                                    .ns = f->o->ns,
                                    .name = f->o->name,
                                    .resource_version = f->go_on ? f->version : NULL,
                                    .deadline = deadline};
    enum watch_end how = WATCH_CLOSED;
    struct err *e = watch_run(f->v->rollout.live.s, &request, on_event, f, &how);
    if (e != NULL && err_has_reason(e, "Expired")) {
        err_free(e);
        e = NULL;
        f->lost = true;
    }
    f->go_on = f->version != NULL;
    if (e == NULL && ctx->interrupted && *ctx->interrupted)
        e = err_silent(130);
    if (e == NULL && !f->done && how == WATCH_DEADLINE)
        e = err_new("timed out waiting for the condition");
    return e;
}

/* fresh: o was read just now, not before a long wait for another object. */
static struct err *follow(struct rollout_status *v, const struct live_object *o, bool fresh)
{
    struct following f = {.v = v, .o = o, .kind = rollout_kind_of(o->resource)};
    if (f.kind == ROLLOUT_NONE) {
        const char *group = o->resource->group;
        return err_new("no status viewer has been implemented for %s%s%s", o->resource->kind,
                       group[0] != '\0' ? "." : "", group);
    }
    if (v->in.timeout.ns < 0)
        klog_print(v->rollout.ctx->err, 'E', "until.go:159", "\"Timeout for context shall not be negative\"");
    int64_t deadline = v->in.timeout.ns > 0 ? clock_mono_ns() + v->in.timeout.ns : 0;
    struct err *e = NULL;
    f.lost = !fresh;
    if (fresh)
        look(&f, o->object);
    while (!f.done && e == NULL)
        e = f.lost ? read_again(&f) : watch_once(&f, deadline);
    free(f.version);
    if (e == NULL)
        return f.err;
    err_free(f.err);
    return e;
}

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct rollout_status *o = opts;
    return rollout_complete(ctx, &o->rollout, argc, argv);
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct rollout_status *o = opts;
    (void)ctx;
    struct err *e = rollout_check(&o->rollout, &o->in.common);
    return e != NULL ? e : rollout_check_revision(o->in.revision);
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct rollout_status *o = opts;
    struct live_objects objects = {0};
    struct err *e = rollout_open(&o->rollout, &o->in.common);
    if (e != NULL)
        return e;
    struct err *errs = rollout_read(&o->rollout, &objects);
    if (objects.n == 0 && errs == NULL)
        rollout_say_none(&o->rollout);
    for (size_t i = 0; i < objects.n && !(ctx->interrupted && *ctx->interrupted); i++)
        err_collect(&errs, follow(o, &objects.v[i], i == 0));
    live_objects_release(&objects);
    return err_reduce(errs);
}

static void release(void *opts)
{
    struct rollout_status *o = opts;
    rollout_release(&o->rollout);
}

static void complete_args(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                          struct completion *out)
{
    (void)opts;
    rollout_complete_args(ctx, false, argc, argv, prefix, out);
}

static const struct example examples[] = {
    {"Wait until a deployment has rolled out", "kubec rollout status deployment/web"},
    {"Wait for two minutes at most", "kubec rollout status deployment/web --timeout=2m"},
    {"See how far it is, without waiting", "kubec rollout status daemonset/agent --watch=false"},
    {0},
};

const struct command cmd_rollout_status = {
    .name = "status",
    .usage = "(-f FILENAME | TYPE NAME) [flags]",
    .summary = "Watch a rollout until it is over",
    .description = "Says how far the rollout of a deployment, a daemon set or a stateful set is, each time something "
                   "changes, until it is over; a rollout that fails ends with an error. When a newer one begins "
                   "meanwhile that is watched too, unless --revision pins one.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct rollout_status),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
    .complete_args = complete_args,
};
