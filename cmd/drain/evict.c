/* evict.c - "drain" removes the pods of a node: all at once, with retries where a disruption budget says not now, and
 * waits until they are gone. */
#include "drain/drain.h"

#include "api/request.h"
#include "api/session.h"
#include "api/status.h"
#include "base/map.h"
#include "base/mem.h"
#include "cli/global.h"
#include "doc/emit.h"
#include "resource/feed.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define RETRY_PAUSE (5 * NS_PER_S)
#define LOOK_PAUSE NS_PER_S
#define METADATA_ONLY "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io,application/json"
#define METADATA_LIST "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json"

enum step {
    STEP_REMOVE, /* evict or delete */
    STEP_LOOK,   /* read the pod again before the next try */
    STEP_WAIT,   /* until it is gone */
    STEP_END
};

struct removal;

/* One pod on its way. */
struct going {
    struct removal *r;
    struct pod *pod;
    enum step step;
    bool flying;
    bool old_api; /* the server knows policy/v1beta1 only */
    bool quiet;   /* the next try is part of the last one */
    int64_t at;   /* when to take the step (clock_mono_ns) */
    char *body;
    struct err *err;
};

struct removal {
    struct drain *o;
    const char *node;
    const struct api_resource *pods;
    struct http_client *http;
    struct going *v;
    size_t n;
    bool evicts; /* else deletes */
    int64_t deadline;
    int64_t looked; /* when the waiting pods were looked for the last time; 0: look now */
};

static void end(struct going *g, struct err *e)
{
    g->step = STEP_END;
    g->err = e;
}

/* Prints a line, sanitised. Takes the text. */
static void say(FILE *to, char *text)
{
    char *safe = str_sanitize(text);
    fputs(safe, to);
    fflush(to);
    free(safe);
    free(text);
}

static void say_pod(struct removal *r, const struct pod *pod, const char *word)
{
    drain_print(r->o, "pod", pod->name, word);
}

/* ---- bodies ---- */

static cJSON *delete_options(const struct drain *o)
{
    cJSON *options = cJSON_CreateObject();
    if (o->in.grace_period >= 0)
        doc_set(options, "gracePeriodSeconds", doc_new_int(o->in.grace_period));
    if (o->dry_run == DRY_RUN_SERVER) {
        cJSON *all = cJSON_CreateArray();
        cJSON_AddItemToArray(all, cJSON_CreateString("All"));
        doc_set(options, "dryRun", all);
    }
    return options;
}

static char *make_body(const struct going *g)
{
    cJSON *body = delete_options(g->r->o);
    if (g->r->evicts) {
        cJSON *eviction = cJSON_CreateObject();
        doc_set_str(eviction, "apiVersion", g->old_api ? "policy/v1beta1" : "policy/v1");
        doc_set_str(eviction, "kind", "Eviction");
        doc_set_at(eviction, "metadata.name", cJSON_CreateString(g->pod->name));
        doc_set_at(eviction, "metadata.namespace", cJSON_CreateString(g->pod->ns));
        doc_set(eviction, "deleteOptions", body);
        body = eviction;
    } else {
        doc_set_str(body, "kind", "DeleteOptions");
        doc_set_str(body, "apiVersion", "v1");
    }
    struct buf b = buf_new();
    emit_json_compact(&b, body, EMIT_SORTED);
    cJSON_Delete(body);
    return buf_take(&b);
}

/* ---- answers ---- */

static void wait_for(struct going *g)
{
    g->step = STEP_WAIT;
    g->r->looked = 0;
}

static bool is_namespace_terminating(const struct err *e)
{
    const cJSON *cause, *causes = doc_at(status_of(e), "details.causes");
    cJSON_ArrayForEach(cause, causes)
    {
        if (str_eq(doc_str_at(cause, "reason"), "NamespaceTerminating"))
            return err_has_reason(e, "Forbidden");
    }
    return false;
}

static void try_later(struct going *g)
{
    g->step = STEP_LOOK;
    g->at = clock_mono_ns() + RETRY_PAUSE;
}

static void not_evicted(struct going *g, struct err *e)
{
    char *name = str_quote(g->pod->name), *ns = str_quote(g->pod->ns), *text = err_go_text(e);
    FILE *to = g->r->o->ctx->err;
    if (err_has_reason(e, "NotFound")) {
        end(g, NULL);
    } else if (e->kind == ERR_SILENT) { /* interrupted */
        end(g, e);
        e = NULL;
    } else if (e->http_status == 429) {
        say(to, xasprintf("error when evicting pods/%s -n %s (will retry after 5s): %s\n", name, ns, text));
        try_later(g);
    } else if (is_namespace_terminating(e) && g->pod->terminating) {
        wait_for(g); /* it goes anyway */
    } else if (is_namespace_terminating(e)) {
        say(to, xasprintf("error when evicting pod %s from terminating namespace %s (will retry after 5s): %s\n", name,
                          ns, text));
        try_later(g);
    } else if (!g->old_api && e->http_status == 400 && strstr(text, "policy/v1")) {
        g->old_api = g->quiet = true; /* a server before 1.22; taken again at once */
    } else {
        end(g, err_new("error when evicting pods/%s -n %s: %s", name, ns, text));
    }
    err_free(e);
    free(text);
    free(ns);
    free(name);
}

static void removed(void *arg, cJSON *tree, struct err *e)
{
    struct going *g = arg;
    g->flying = false;
    g->at = 0;
    cJSON_Delete(tree);
    if (e && g->r->evicts) {
        not_evicted(g, e);
    } else if (e && !err_has_reason(e, "NotFound")) {
        end(g, e);
    } else {
        err_free(e);
        if (g->r->o->dry_run == DRY_RUN_SERVER)
            end(g, NULL);
        else
            wait_for(g);
    }
}

/* The pod as it is now; kubectl does not mind if it cannot be read. */
static void looked_again(void *arg, cJSON *tree, struct err *e)
{
    struct going *g = arg;
    const char *uid = doc_str_at(tree, "metadata.uid");
    g->flying = false;
    g->step = STEP_REMOVE;
    g->at = 0;
    if (uid) {
        str_replace_owned(&g->pod->uid, xstrdup(uid));
        g->pod->terminating = doc_str_at(tree, "metadata.deletionTimestamp") != NULL;
    }
    err_free(e);
    cJSON_Delete(tree);
}

/* ---- steps ---- */

static char *timeout_text(const struct drain *o)
{
    return duration_string((struct duration){o->in.timeout.ns ? o->in.timeout.ns : INT64_MAX});
}

static bool announce(struct going *g, int64_t now)
{
    struct removal *r = g->r;
    const char *dry = r->o->dry_run == DRY_RUN_SERVER ? " (server dry run)" : "";
    bool verbose = global_verbosity_for(r->o->ctx->global, "drain.go") >= 2 && r->o->dry_run == DRY_RUN_NONE;
    if (!r->evicts) {
        if (verbose)
            say_pod(r, g->pod, "deletion started");
        return true;
    }
    if (verbose)
        say_pod(r, g->pod, "eviction started");
    say(r->o->ctx->out, xasprintf("evicting pod %s/%s%s\n", g->pod->ns, g->pod->name, dry));
    if (now < r->deadline)
        return true;
    char *name = str_quote(g->pod->name), *ns = str_quote(g->pod->ns), *timeout = timeout_text(r->o);
    end(g, err_new("error when evicting pods/%s -n %s: global timeout reached: %s", name, ns, timeout));
    free(timeout);
    free(ns);
    free(name);
    return false;
}

static void take_step(struct going *g, int64_t now)
{
    struct removal *r = g->r;
    struct api_call call = {.resource = r->pods, .ns = g->pod->ns, .name = g->pod->name};
    bool looks = g->step == STEP_LOOK;
    if (!looks && !g->quiet && !announce(g, now))
        return;
    g->quiet = false;
    if (looks) {
        call.verb = "get";
        call.accept = METADATA_ONLY;
    } else {
        str_replace_owned(&g->body, make_body(g));
        call.verb = r->evicts ? "create" : "delete";
        call.subresource = r->evicts ? "eviction" : NULL;
        call.body = g->body;
        call.body_len = strlen(g->body);
    }
    g->flying = true;
    struct err *e = api_start(session_get(r->o->ctx), &call, looks ? looked_again : removed, g);
    if (e)
        (looks ? looked_again : removed)(g, NULL, e);
}

/* ---- waiting ---- */

struct present {
    struct map pods; /* "NS/NAME": the object */
};

static void keep(void *arg, cJSON *item)
{
    struct present *p = arg;
    const char *ns = doc_str_at(item, "metadata.namespace"), *name = doc_str_at(item, "metadata.name");
    char *key = xasprintf("%s/%s", ns ? ns : "", name ? name : "");
    map_set(&p->pods, key, item);
    free(key);
}

static void free_item(void *item)
{
    cJSON_Delete(item);
}

static void settle_one(struct going *g, const struct present *present)
{
    struct removal *r = g->r;
    char *key = xasprintf("%s/%s", g->pod->ns, g->pod->name), *quoted = str_quote(g->pod->name);
    const cJSON *now = map_get(&present->pods, key);
    if (!now || !str_eq(doc_str_at(now, "metadata.uid"), g->pod->uid)) {
        say_pod(r, g->pod, r->evicts ? "evicted" : "deleted");
        end(g, NULL);
    } else if (pods_skip(r->o, now)) {
        say(r->o->ctx->out, xasprintf("pod %s has DeletionTimestamp older than %lld seconds, skipping\n", quoted,
                                      (long long)r->o->in.skip_wait));
        end(g, NULL);
    }
    free(quoted);
    free(key);
}

/* The error of a pod that is waited for; kubectl says of deleted ones only why. */
static struct err *wait_error(const struct going *g, const char *why)
{
    if (!g->r->evicts)
        return err_new("%s", why);
    char *name = str_quote(g->pod->name), *ns = str_quote(g->pod->ns);
    struct err *e = err_new("error when waiting for pod %s in namespace %s to terminate: %s", name, ns, why);
    free(ns);
    free(name);
    return e;
}

/* One list tells of all pods that are waited for, where kubectl asks for each. */
static void look(struct removal *r)
{
    struct present present = {.pods.value_free = free_item};
    char *field = xasprintf("spec.nodeName=%s", r->node);
    struct feed_options options = {.accept = METADATA_LIST, .field_selector = field, .chunk = 500};
    struct feed *feed = feed_new(session_get(r->o->ctx), &options);
    feed_add(feed, r->pods, "", "");
    struct feed_page page;
    while (feed_next(feed, &page))
        list_take_items(page.object, keep, &present);
    struct err *e = feed_take_errors(feed, false);
    feed_free(feed);
    free(field);
    r->looked = clock_mono_ns();
    char *why = e ? err_go_text(e) : NULL;
    bool cut = e && e->kind == ERR_SILENT;
    for (size_t i = 0; i < r->n && !cut; i++) {
        struct going *g = &r->v[i];
        if (g->step != STEP_WAIT)
            continue;
        if (!e) {
            settle_one(g, &present);
        } else {
            say_pod(r, g->pod, r->evicts ? "eviction failed" : "deletion failed");
            end(g, wait_error(g, why));
        }
    }
    free(why);
    err_free(e);
    map_release(&present.pods);
}

/* ---- the loop ---- */

static bool interrupted(const struct removal *r)
{
    return r->o->ctx->interrupted && *r->o->ctx->interrupted;
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* Takes all steps whose time has come. Gives the time of the next, INT64_MAX when only answers are waited for; *left is
 * how many pods are not done. */
static int64_t advance(struct removal *r, size_t *left)
{
    int64_t now = clock_mono_ns(), next = INT64_MAX;
    size_t waiting = 0, flying = 0;
    *left = 0;
    for (size_t i = 0; i < r->n; i++) {
        struct going *g = &r->v[i];
        while (!g->flying && g->step < STEP_WAIT && now >= g->at)
            take_step(g, now);
        if (!g->flying && g->step < STEP_WAIT)
            next = earlier(next, g->at);
        if (g->step == STEP_WAIT && now >= r->deadline)
            end(g, wait_error(g, "context deadline exceeded"));
        flying += g->flying;
        waiting += g->step == STEP_WAIT;
        *left += g->step != STEP_END;
    }
    if (waiting == 0)
        return next;
    if (r->looked == 0 && flying > 0) /* with the others, when their answers are there */
        return earlier(next, now + LOOK_PAUSE);
    if (now >= r->looked + LOOK_PAUSE) {
        look(r);
        return now; /* the loop counts again */
    }
    return earlier(next, earlier(r->looked + LOOK_PAUSE, r->deadline));
}

static struct err *remove_all(struct removal *r)
{
    size_t left = r->n;
    while (left > 0 && !interrupted(r)) {
        int64_t next = advance(r, &left);
        int64_t now = clock_mono_ns();
        if (left > 0 && next > now)
            http_wait(r->http, earlier(next - now, NS_PER_S));
    }
    while (http_busy(r->http))
        http_poll(r->http, NS_PER_S);
    if (interrupted(r)) {
        char *what = xasprintf("%zu of %zu pods of node \"%s\" may still be there, and the node stays cordoned", left,
                               r->n, r->node);
        struct err *e = drain_interrupted(r->o, what);
        free(what);
        return e;
    }
    struct err *errs = NULL;
    for (size_t i = 0; i < r->n; i++) {
        err_collect(&errs, r->v[i].err);
        r->v[i].err = NULL;
    }
    return err_reduce(errs);
}

/* Sends all deletions; the first that fails ends it before anything is waited for, as in kubectl. */
static struct err *delete_first(struct removal *r)
{
    struct err *first = NULL;
    for (size_t i = 0; i < r->n; i++)
        take_step(&r->v[i], 0);
    http_run(r->http, NULL);
    for (size_t i = 0; i < r->n && !first; i++) {
        first = r->v[i].err;
        r->v[i].err = NULL;
    }
    if (first && first->kind == ERR_SILENT) {
        err_free(first);
        first = drain_interrupted(r->o, "not all pods were deleted, and the node stays cordoned");
    }
    return first;
}

/* The first of equal errors says enough: kubectl waits for deleted pods together, and has one. */
static struct err *one_of(struct err *e)
{
    if (!e || e->kind != ERR_AGGREGATE || e->nparts == 0)
        return e;
    struct err *first = e->parts[0];
    e->parts[0] = NULL;
    err_free(e);
    return first;
}

struct err *pods_evict(struct drain *o, const char *node, struct pods *p)
{
    struct removal r = {.o = o, .node = node, .evicts = !o->in.disable_eviction, .deadline = INT64_MAX};
    struct session *s = session_get(o->ctx);
    struct err *e = mapping_for_arg(s, "pods", &r.pods);
    if (!e)
        e = session_http(s, &r.http);
    if (e)
        return e;
    r.v = xcalloc(p->n + 1, sizeof *r.v);
    for (size_t i = 0; i < p->n; i++) {
        if (p->v[i].goes)
            r.v[r.n++] = (struct going){.r = &r, .pod = &p->v[i]};
    }
    if (!r.evicts)
        e = delete_first(&r);
    if (o->in.timeout.ns)
        r.deadline = clock_mono_ns() + o->in.timeout.ns;
    if (!e) {
        e = remove_all(&r);
        if (!r.evicts)
            e = one_of(e);
    }
    for (size_t i = 0; i < r.n; i++) {
        free(r.v[i].body);
        err_free(r.v[i].err);
    }
    free(r.v);
    return e;
}
