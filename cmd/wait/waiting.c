/* waiting.c - objects are looked at and watched, all side by side, until each is as it should be.
 *
 * kubectl takes one object after the other and starts an informer (list and watch) for each. Here an object that is
 * right when it is read costs no further request; the others are listed by name and watched together. Where there are
 * many, whole collections are watched instead.
 */
#include "wait/wait.h"

#include "api/discovery.h"
#include "api/request.h"
#include "api/session.h"
#include "api/status.h"
#include "base/clock.h"
#include "base/mem.h"
#include "resource/feed.h"
#include "resource/selector.h"
#include "resource/watch.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

/* How often kubectl looks whether an object was created. */
#define POLL_NS (NS_PER_S / 2)
/* Objects that are watched each by itself; more of them share watches of their collections. */
enum { MAX_BY_NAME = 48, MAX_WATCHES = 90 };
#define BACKOFF_FIRST (NS_PER_S / 2)
#define BACKOFF_MAX (10 * NS_PER_S)

/* One object that is waited for, in the order of the input; or an error in its place. */
struct entry {
    struct live_object o; /* o.object: as it was seen last */
    size_t at;            /* the condition that is waited for */
    cJSON **shown;        /* what the met conditions print */
    size_t nshown, nprinted;
    bool has_object, local, finished;
    struct err *err;
};

/* One list and watch: of an object, or of a collection. */
struct point {
    struct run *run;
    const struct api_resource *resource;
    const char *ns, *name; /* name "": the collection */
    size_t *entries, n;
    char *version;
    struct watch *watch;
    bool busy, listed;
    int64_t retry_at, backoff;
};

struct run {
    struct waiting *w;
    struct entry *v;
    size_t n, told, objects;
    struct point *points;
    size_t npoints;
    struct err *errs, *last; /* last: what went wrong lately, and was tried again */
};

static bool interrupted(const struct run *r)
{
    const volatile int *flag = r->w->ctx->interrupted;
    return flag && *flag;
}

/* ---- one object ---- */

static void finish(struct entry *e, struct err *err)
{
    e->finished = true;
    e->err = err;
}

static struct err *not_found(const struct entry *e)
{
    const struct api_resource *r = e->o.resource;
    bool group = !str_empty(r->group);
    struct err *err = err_new_kind(ERR_STATUS, "%s%s%s \"%s\" not found", r->name, group ? "." : "",
                                   group ? r->group : "", e->o.name);
    err->http_status = 404;
    err->reason = xstrdup("NotFound");
    return err;
}

static void met(struct run *r, struct entry *e)
{
    e->shown = xreallocarray(e->shown, e->nshown + 1, sizeof(cJSON *));
    e->shown[e->nshown++] = doc_dup(e->o.object);
    e->at++;
    e->finished = e->at == r->w->conditions->n;
}

/* The object is there, and looks like e->o.object. */
static void check(struct run *r, struct entry *e)
{
    while (!e->finished) {
        const struct wait_condition *c = &r->w->conditions->v[e->at];
        bool yes = c->kind == WAIT_CREATE;
        if (c->kind == WAIT_CONDITION || c->kind == WAIT_JSONPATH) {
            struct err *err = wait_condition_check(c, e->o.object, &yes);
            if (err) {
                finish(e, err);
                return;
            }
        }
        if (!yes)
            return;
        met(r, e);
    }
}

/* Takes the object. */
static void see(struct run *r, struct entry *e, cJSON *object)
{
    cJSON_Delete(e->o.object);
    e->o.object = object;
    check(r, e);
}

/* The object is not there. At the first look that is an error for whoever waits for a condition; later it may come
 * again. */
static void miss(struct run *r, struct entry *e, bool first)
{
    while (!e->finished) {
        enum wait_kind kind = r->w->conditions->v[e->at].kind;
        if (kind == WAIT_DELETE || kind == WAIT_CREATE) {
            met(r, e);
            first = true;
        } else {
            if (first)
                finish(e, not_found(e));
            return;
        }
    }
}

/* ---- telling ---- */

/* Prints what is known, up to the first object that is still waited for. As in kubectl the error of a template is not
 * told. */
static void tell(struct run *r)
{
    FILE *out = r->w->ctx->out;
    bool any = false;
    for (; r->told < r->n; r->told++) {
        struct entry *e = &r->v[r->told];
        for (; e->nprinted < e->nshown; e->nprinted++) {
            err_free(print_object(r->w->printer, out, e->shown[e->nprinted]));
            any = true;
        }
        if (!e->finished)
            break;
        err_collect(&r->errs, e->err);
        e->err = NULL;
    }
    if (any)
        fflush(out);
}

static bool all_finished(const struct run *r)
{
    for (size_t i = r->told; i < r->n; i++) {
        if (!r->v[i].finished)
            return false;
    }
    return true;
}

/* ---- a list and a watch ---- */

static bool still_open(const struct point *p)
{
    for (size_t i = 0; i < p->n; i++) {
        if (!p->run->v[p->entries[i]].finished)
            return true;
    }
    return false;
}

static struct entry *entry_of(const struct point *p, const cJSON *object)
{
    const char *name = doc_str_at(object, "metadata.name"), *ns = doc_str_at(object, "metadata.namespace");
    for (size_t i = 0; i < p->n; i++) {
        struct entry *e = &p->run->v[p->entries[i]];
        if (!e->finished && str_eq(e->o.name, name) && (str_empty(e->o.ns) || str_eq(e->o.ns, ns ? ns : e->o.ns)))
            return e;
    }
    return NULL;
}

/* Refusals that waiting does not change. */
static bool is_final(const struct err *e)
{
    return e->kind == ERR_STATUS && (e->http_status == 401 || e->http_status == 403 || e->http_status == 404 ||
                                     e->http_status == 405 || e->http_status == 400);
}

/* Takes e. */
static void failed(struct point *p, struct err *e)
{
    struct run *r = p->run;
    if (e->kind == ERR_SILENT || !is_final(e)) {
        err_free(r->last);
        r->last = e;
        p->backoff = p->backoff ? p->backoff * 2 : BACKOFF_FIRST;
        p->backoff = p->backoff < BACKOFF_MAX ? p->backoff : BACKOFF_MAX;
        p->retry_at = clock_mono_ns() + p->backoff;
        return;
    }
    for (size_t i = 0; i < p->n; i++) {
        struct entry *entry = &r->v[p->entries[i]];
        if (!entry->finished)
            finish(entry, err_clone(e));
    }
    err_free(e);
}

static bool on_event(void *arg, const char *type, cJSON *object)
{
    struct point *p = arg;
    struct entry *e = str_eq(type, "ERROR") || str_eq(type, "BOOKMARK") ? NULL : entry_of(p, object);
    if (!e)
        cJSON_Delete(object);
    else if (str_eq(type, "DELETED")) {
        cJSON_Delete(object);
        miss(p->run, e, false);
    } else {
        see(p->run, e, object);
    }
    p->backoff = 0;
    return !str_eq(type, "ERROR") && still_open(p);
}

static void watch_ended(void *arg, enum watch_end how, struct err *e)
{
    struct point *p = arg;
    p->watch = NULL;
    p->busy = false;
    (void)how;
    if (e && err_has_reason(e, "Expired")) {
        err_free(e);
        e = NULL;
    }
    if (e)
        failed(p, e);
    else /* the server ends watches after some minutes: not at once again, if it ended it at once */
        p->retry_at = clock_mono_ns() + BACKOFF_FIRST / 5;
}

static void start_watch(struct point *p)
{
    struct watch_request request = {
        .resource = p->resource, .ns = p->ns, .name = p->name, .resource_version = p->version};
    struct err *e = watch_start(session_get(p->run->w->ctx), &request, on_event, watch_ended, p, &p->watch);
    p->busy = !e;
    if (e)
        failed(p, e);
}

static void take_listed(void *arg, cJSON *item)
{
    struct point *p = arg;
    struct entry *e = entry_of(p, item);
    if (!e) {
        cJSON_Delete(item);
        return;
    }
    const char *then = doc_str_at(e->o.object, "metadata.uid"), *now = doc_str_at(item, "metadata.uid");
    bool deleting = p->run->w->conditions->v[e->at].kind == WAIT_DELETE;
    e->has_object = true;
    if (deleting && !e->local && then && now && !str_eq(then, now)) {
        cJSON_Delete(item); /* another one of this name: the one that was waited for is gone */
        miss(p->run, e, false);
    } else {
        see(p->run, e, item);
    }
}

static void on_list(void *arg, cJSON *list, struct err *e)
{
    struct point *p = arg;
    struct run *r = p->run;
    p->busy = false;
    if (e) {
        failed(p, e);
        return;
    }
    const char *version = doc_str_at(list, "metadata.resourceVersion");
    str_replace_owned(&p->version, xstrdup(version ? version : ""));
    for (size_t i = 0; i < p->n; i++)
        r->v[p->entries[i]].has_object = false;
    list_take_items(list, take_listed, p);
    for (size_t i = 0; i < p->n; i++) {
        struct entry *entry = &r->v[p->entries[i]];
        if (!entry->has_object && !entry->finished)
            miss(r, entry, !p->listed);
    }
    p->listed = true;
    if (!r->w->once && still_open(p))
        start_watch(p);
}

static void start_list(struct point *p)
{
    char *field = str_empty(p->name) ? NULL : selector_of_name(p->name);
    const char *query[] = {"fieldSelector", field ? field : "", NULL};
    struct api_call call = {.verb = "list", .resource = p->resource, .ns = p->ns, .query = query};
    p->busy = true;
    struct err *e = api_start(session_get(p->run->w->ctx), &call, on_list, p);
    free(field);
    if (e) {
        p->busy = false;
        failed(p, e);
    }
}

/* ---- who watches what ---- */

static void add_to_point(struct run *r, size_t i, const char *ns, const char *name)
{
    const struct api_resource *resource = r->v[i].o.resource;
    struct point *p = NULL;
    for (size_t k = 0; k < r->npoints && !p && str_empty(name); k++) {
        struct point *q = &r->points[k];
        if (str_eq(q->resource->name, resource->name) && str_eq(q->resource->group, resource->group) &&
            str_eq(q->resource->version, resource->version) && str_eq(q->ns, ns))
            p = q;
    }
    if (!p) {
        r->points = xreallocarray(r->points, r->npoints + 1, sizeof *r->points);
        p = &r->points[r->npoints++];
        *p = (struct point){.run = r, .resource = resource, .ns = ns, .name = name};
    }
    if ((p->n & (p->n - 1)) == 0)
        p->entries = xreallocarray(p->entries, p->n ? p->n * 2 : 1, sizeof *p->entries);
    p->entries[p->n++] = i;
}

static void drop_points(struct run *r)
{
    for (size_t i = 0; i < r->npoints; i++) {
        free(r->points[i].entries);
        free(r->points[i].version);
    }
    free(r->points);
    r->points = NULL;
    r->npoints = 0;
}

static void make_points(struct run *r)
{
    size_t open = 0;
    for (size_t i = 0; i < r->n; i++)
        open += !r->v[i].finished;
    bool by_name = open <= MAX_BY_NAME;
    for (size_t i = 0; i < r->n; i++) {
        if (!r->v[i].finished)
            add_to_point(r, i, r->v[i].o.ns, by_name ? r->v[i].o.name : "");
    }
    if (r->npoints <= MAX_WATCHES)
        return;
    drop_points(r);
    for (size_t i = 0; i < r->n; i++) {
        if (!r->v[i].finished)
            add_to_point(r, i, "", "");
    }
}

/* ---- reading ---- */

static bool only_creation(const struct waiting *w)
{
    for (size_t i = 0; i < w->conditions->n; i++) {
        if (w->conditions->v[i].kind != WAIT_CREATE)
            return false;
    }
    return true;
}

/* A manifest that was read without the server: what it is called there. Its being created needs no server. */
static void map_local(const struct waiting *w, struct entry *e)
{
    const char *version = doc_str_at(e->o.object, "apiVersion"), *kind = doc_str_at(e->o.object, "kind");
    struct gvk g = gvk_parse(version ? version : "", kind ? kind : "");
    struct err *err = !only_creation(w) ? mapping_for_gvk(session_get(w->ctx), &g, &e->o.resource) : NULL;
    gvk_release(&g);
    if (err)
        finish(e, err);
}

static void take_object(void *arg, struct live_object *o, struct err *err)
{
    struct run *r = arg;
    const struct waiting *w = r->w;
    if (err && wait_conditions_have(w->conditions, WAIT_DELETE) && err_has_reason(err, "NotFound")) {
        err_free(err);
        return;
    }
    if ((r->n & (r->n - 1)) == 0)
        r->v = xreallocarray(r->v, r->n ? r->n * 2 : 1, sizeof *r->v);
    struct entry *e = &r->v[r->n++];
    *e = (struct entry){.local = w->live->r->local};
    if (!o) {
        finish(e, err);
        return;
    }
    e->o = *o;
    e->has_object = true;
    r->objects++;
    if (str_empty(e->o.name))
        finish(e, err_new("resource name must be provided"));
    else if (e->local)
        map_local(w, e);
}

static void drop_entries(struct run *r)
{
    for (size_t i = 0; i < r->n; i++) {
        struct entry *e = &r->v[i];
        for (size_t k = 0; k < e->nshown; k++)
            cJSON_Delete(e->shown[k]);
        free(e->shown);
        err_free(e->err);
        if (e->o.resource)
            live_object_release(&e->o);
    }
    free(r->v);
    r->v = NULL;
    r->n = r->objects = 0;
}

static void nap(int64_t ns)
{
    poll(NULL, 0, (int)((ns + 999999) / 1000000));
}

/* --for=create: reads until everything is there. Other errors than that it is not end the waiting. */
static struct err *wait_for_creation(struct run *r)
{
    for (;;) {
        struct err *errs = NULL;
        bool missing = false;
        drop_entries(r);
        live_visit(r->w->live, take_object, r);
        for (size_t i = 0; i < r->n; i++) {
            struct err *e = r->v[i].o.resource ? NULL : r->v[i].err;
            if (err_has_reason(e, "NotFound"))
                missing = true;
            else if (e)
                err_collect(&errs, err_clone(e));
        }
        if (errs)
            return err_reduce(errs);
        if (r->objects > 0 && !missing)
            return NULL;
        int64_t left = r->w->deadline - clock_mono_ns();
        for (int64_t slept = 0; slept < POLL_NS && left > 0 && !interrupted(r); slept += NS_PER_S / 20) {
            nap(NS_PER_S / 20 < left ? NS_PER_S / 20 : left);
            left = r->w->deadline - clock_mono_ns();
        }
        if (interrupted(r))
            return err_silent(130);
        if (left <= 0)
            return err_new("timed out waiting for the condition");
    }
}

/* ---- the run ---- */

/* Starts lists whose time has come; gives the time of the next, at most `limit`. */
static int64_t start_due(struct run *r, int64_t limit)
{
    int64_t now = clock_mono_ns();
    for (size_t i = 0; i < r->npoints; i++) {
        struct point *p = &r->points[i];
        if (p->busy || !still_open(p) || (r->w->once && p->listed))
            continue;
        if (p->retry_at <= now)
            start_list(p);
        else if (p->retry_at < limit)
            limit = p->retry_at;
    }
    return limit;
}

static bool any_busy(const struct run *r)
{
    for (size_t i = 0; i < r->npoints; i++) {
        if (r->points[i].busy)
            return true;
    }
    return false;
}

static void drive(struct run *r, struct http_client *http)
{
    int64_t until = r->w->once ? INT64_MAX : r->w->deadline;
    while (!all_finished(r) && !interrupted(r)) {
        int64_t now = clock_mono_ns();
        int64_t next = start_due(r, until < now + NS_PER_S ? until : now + NS_PER_S);
        if (now >= until || (r->w->once && !any_busy(r)))
            break;
        int64_t wait = next > now ? next - now : 0;
        if (http_busy(http))
            http_poll(http, wait);
        else
            nap(wait < NS_PER_S / 20 ? wait : NS_PER_S / 20);
        tell(r);
    }
}

static void stop_watches(struct run *r, struct http_client *http)
{
    for (size_t i = 0; i < r->npoints; i++) {
        if (r->points[i].watch)
            watch_cancel(r->points[i].watch, WATCH_STOPPED);
    }
    while (any_busy(r) && http_busy(http))
        http_poll(http, 0);
}

/* What is not finished is out of time. */
static void give_up(struct run *r)
{
    bool noted = false;
    for (size_t i = 0; i < r->n; i++) {
        struct entry *e = &r->v[i];
        if (e->finished)
            continue;
        const char *words = r->w->once ? "condition not met for" : "timed out waiting for the condition on";
        struct err *err = err_new("%s %s/%s", words, e->o.resource->name, e->o.name);
        if (r->last && r->last->msg && !noted) {
            char *text = err_go_text(r->last);
            err = err_note(err, "  the last request failed: %s", text);
            free(text);
            noted = true;
        }
        finish(e, err);
    }
}

static struct err *run(struct run *r)
{
    struct http_client *http;
    struct err *e = session_http(session_get(r->w->ctx), &http);
    if (e)
        return e;
    if (!r->w->once || r->w->live->r->local) /* else everything was looked at just now */
        make_points(r);
    drive(r, http);
    stop_watches(r, http);
    if (interrupted(r))
        return err_silent(130);
    give_up(r);
    return NULL;
}

struct err *wait_for_all(struct waiting *w)
{
    struct run r = {.w = w};
    struct err *e = NULL;
    if (wait_conditions_have(w->conditions, WAIT_CREATE))
        e = wait_for_creation(&r);
    else
        live_visit(w->live, take_object, &r);
    for (size_t i = 0; i < r.n && !e; i++) {
        /* A manifest says nothing of what there is on the server. */
        if (r.v[i].o.resource && !r.v[i].finished && (!r.v[i].local || only_creation(w)))
            check(&r, &r.v[i]);
    }
    if (!e && interrupted(&r))
        e = err_silent(130);
    if (!e)
        tell(&r);
    if (!e && !all_finished(&r))
        e = run(&r);
    if (!e)
        tell(&r);
    if (!e)
        e = err_reduce(r.errs);
    else
        err_free(r.errs);
    if (!e && r.objects == 0 && !wait_conditions_have(w->conditions, WAIT_DELETE))
        e = err_new("no matching resources found");
    drop_points(&r);
    drop_entries(&r);
    err_free(r.last);
    return e;
}
