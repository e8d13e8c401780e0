/* attach.c - "run" stays with its pod.
 *
 * Source of the rules: kubectl's pkg/cmd/run (handleAttachPod, waitForPod).
 */
#include "run.h"

#include "api/discovery.h"
#include "api/request.h"
#include "api/status.h"
#include "base/clock.h"
#include "base/mem.h"
#include "doc/doc.h"
#include "resource/remove.h"
#include "resource/selector.h"
#include "resource/watch.h"
#include "stream/container.h"

#include <stdlib.h>
#include <string.h>

#define LOG_NS (5 * NS_PER_S) /* for what was printed before we attached */

/* ---- waiting ---- */

enum stage { STAGE_RUNNING, STAGE_ENDED, STAGE_SUCCEEDED };

struct waiting {
    enum stage stage;
    cJSON *pod;
    bool there; /* the stage is reached, or cannot be any more */
    bool gone;  /* the pod was deleted */
    struct err *err;
};

static bool has_ended(const cJSON *pod)
{
    const char *phase = doc_str_at(pod, "status.phase");
    return str_eq(phase, "Succeeded") || str_eq(phase, "Failed");
}

static bool is_ready(const cJSON *pod)
{
    const cJSON *c;
    cJSON_ArrayForEach(c, doc_at(pod, "status.conditions"))
    {
        if (str_eq(doc_str_at(c, "type"), "Ready") && str_eq(doc_str_at(c, "status"), "True"))
            return true;
    }
    return false;
}

static bool reached(enum stage stage, const cJSON *pod)
{
    const char *phase = doc_str_at(pod, "status.phase");
    if (stage == STAGE_SUCCEEDED)
        return str_eq(phase, "Succeeded");
    if (stage == STAGE_ENDED)
        return has_ended(pod);
    return has_ended(pod) || (str_eq(phase, "Running") && is_ready(pod));
}

static bool on_event(void *arg, const char *type, cJSON *object)
{
    struct waiting *w = arg;
    if (str_eq(type, "ERROR")) {
        w->err = status_err_of(object);
        cJSON_Delete(object);
        return false;
    }
    if (str_eq(type, "BOOKMARK")) {
        cJSON_Delete(object);
        return true;
    }
    cJSON_Delete(w->pod);
    w->pod = object;
    w->gone = str_eq(type, "DELETED");
    w->there = !w->gone && reached(w->stage, object);
    return !w->gone && !w->there;
}

/* Lists the pod by its name, as kubectl does (who may list and watch need not be allowed to get). */
static struct err *look(struct session *s, const struct api_resource *pods, const char *ns, const char *name,
                        struct waiting *w, char **version)
{
    char *selector = selector_of_name(name);
    const char *query[] = {"fieldSelector", selector, NULL};
    struct api_call call = {.verb = "list", .resource = pods, .ns = ns, .query = query};
    cJSON *list = NULL;
    struct err *e = api_do(s, &call, &list);
    if (e == NULL) {
        const cJSON *item = cJSON_GetArrayItem(doc_get(list, "items"), 0);
        const char *v = doc_str_at(list, "metadata.resourceVersion");
        *version = xstrdup(v != NULL ? v : "");
        if (item != NULL) {
            cJSON_Delete(w->pod);
            w->pod = doc_dup(item);
            w->there = reached(w->stage, w->pod);
        }
    }
    cJSON_Delete(list);
    free(selector);
    return e;
}

/* Waits until the pod has come to a stage. *pod (the caller's) is what it is then. */
static struct err *await(struct session *s, const char *ns, const char *name, enum stage stage, int64_t timeout_ns,
                         cJSON **pod)
{
    const struct api_resource *pods = NULL;
    int64_t deadline = clock_mono_ns() + timeout_ns;
    struct waiting w = {.stage = stage};
    char *selector = selector_of_name(name), *version = NULL;
    struct err *e = mapping_for_resource(s, "", "pods", &pods);
    if (e == NULL && pods == NULL)
        e = err_new("the server doesn't have a resource type \"pods\"");
    while (e == NULL && !w.there && !w.gone && w.err == NULL) {
        enum watch_end end = WATCH_CLOSED;
        free(version);
        version = NULL;
        e = look(s, pods, ns, name, &w, &version);
        if (e != NULL || w.there)
            break;
        struct watch_request request = {
            .resource = pods, .ns = ns, .field_selector = selector, .resource_version = version, .deadline = deadline};
        e = watch_run(s, &request, on_event, &w, &end);
        if (e == NULL && end == WATCH_DEADLINE)
            e = err_new("timed out waiting for the condition");
    }
    if (e == NULL)
        e = w.err;
    else
        err_free(w.err);
    if (e == NULL && w.gone) {
        cJSON *status = cJSON_CreateObject();
        doc_set_str(status, "kind", "Status");
        doc_set_str(status, "status", "Failure");
        doc_set_str(status, "reason", "NotFound");
        doc_set_str(status, "message", "pods \"\" not found");
        doc_set(status, "code", doc_new_int(404));
        e = status_err_of(status);
        cJSON_Delete(status);
    }
    if (e == NULL) {
        *pod = w.pod;
        w.pod = NULL;
    }
    cJSON_Delete(w.pod);
    free(selector);
    free(version);
    return e;
}

/* ---- logs ---- */

struct copying {
    struct cmd_ctx *ctx;
    const char *name;
    struct err *err;
};

static bool on_log(void *arg, const char *bytes, size_t n)
{
    struct copying *c = arg;
    return fwrite(bytes, 1, n, c->ctx->out) == n;
}

static void log_done(void *arg, const struct http_response *resp, struct err *e)
{
    struct copying *c = arg;
    c->err = e;
    if (e == NULL && resp->status >= 400)
        c->err = status_err(resp, "GET", "pods", "", c->name);
}

/* Copies a container's log to stdout. since: NULL, or an RFC 3339 time. */
static struct err *copy_log(struct cmd_ctx *ctx, const cJSON *pod, const char *container, const char *since,
                            int64_t timeout_ns)
{
    const char *ns = doc_str_at(pod, "metadata.namespace");
    struct http_client *client;
    struct err *e = session_http(session_get(ctx), &client);
    if (e != NULL)
        return e;
    struct copying c = {.ctx = ctx, .name = doc_str_at(pod, "metadata.name")};
    struct buf path = buf_new();
    buf_adds(&path, "/api/v1/namespaces/");
    path_escape(&path, ns != NULL ? ns : "");
    buf_adds(&path, "/pods/");
    path_escape(&path, c.name != NULL ? c.name : "");
    buf_adds(&path, "/log?container=");
    query_escape(&path, container);
    if (since != NULL) {
        buf_adds(&path, "&sinceTime=");
        query_escape(&path, since);
    }
    struct http_call call = {.method = "GET",
                             .path = path.data,
                             .accept = "application/json, */*",
                             .timeout_ns = timeout_ns,
                             .on_data = on_log,
                             .done = log_done,
                             .arg = &c};
    http_run(client, http_start(client, &call));
    buf_release(&path);
    fflush(ctx->out);
    return c.err;
}

/* ---- the attachment ---- */

static struct err *stay(struct cmd_ctx *ctx, const struct run_attach *a, const cJSON *pod)
{
    const cJSON *container = NULL;
    char *since = NULL;
    struct err *e = container_choose(ctx, pod, a->attach.container, a->attach.quiet, &container);
    if (has_ended(pod))
        return e != NULL ? e : copy_log(ctx, pod, doc_str_at(container, "name"), NULL, 0);
    if (e == NULL) {
        e = copy_log(ctx, pod, doc_str_at(container, "name"), NULL, LOG_NS);
        if (e == NULL) {
            since = time_format_rfc3339(clock_now_ns());
        } else if (e->kind != ERR_SILENT) {
            char *text = err_go_text(e), *safe = str_sanitize(text);
            fprintf(ctx->err, "warning: couldn't fetch pre-attach logs: %s\n", safe);
            free(text);
            free(safe);
        }
    }
    if (e == NULL || e->kind != ERR_SILENT) {
        err_free(e);
        e = reach_attach(ctx, &a->attach, pod);
    }
    if (e != NULL && e->kind != ERR_SILENT) {
        char *text = err_go_text(e), *safe = str_sanitize(text);
        fprintf(ctx->err, "warning: couldn't attach to pod/%s, falling back to streaming logs: %s\n",
                doc_str_at(pod, "metadata.name"), safe);
        free(text);
        free(safe);
        err_free(e);
        e = container != NULL ? copy_log(ctx, pod, doc_str_at(container, "name"), since, 0) : NULL;
    }
    free(since);
    return e;
}

/* What the pod's end means for us. */
static struct err *outcome(const cJSON *pod)
{
    const char *ns = doc_str_at(pod, "metadata.namespace"), *name = doc_str_at(pod, "metadata.name");
    const char *phase = doc_str_at(pod, "status.phase");
    if (str_eq(phase, "Succeeded"))
        return NULL;
    if (!str_eq(phase, "Failed"))
        return err_new("pod %s/%s left in phase %s", ns, name, phase != NULL ? phase : "");
    const cJSON *status = cJSON_GetArrayItem(doc_at(pod, "status.containerStatuses"), 0);
    const cJSON *ended = doc_at(status, "state.terminated");
    int64_t code = 0;
    if (ended != NULL)
        doc_get_int64(doc_get(ended, "exitCode"), &code);
    if (code == 0)
        return err_new("pod %s/%s failed with unknown exit code", ns, name);
    const char *reason = doc_str_at(ended, "reason"), *message = doc_str_at(ended, "message");
    /* ERR_NET: printed without a word before it, as kubectl does */
    struct err *e = err_new_kind(ERR_NET, "pod %s/%s terminated (%s)%s%s", ns, name, reason != NULL ? reason : "",
                                 !str_empty(message) ? "\n" : "", !str_empty(message) ? message : "");
    e->exit_code = (int)(code & 0xff);
    return e;
}

static void remove_created(struct cmd_ctx *ctx, const struct run_attach *a, cJSON *const *created, size_t n)
{
    struct session *s = session_get(ctx);
    struct remove_options o = {
        .propagation = a->propagation, .grace_period = -1, .ignore_not_found = true, .quiet = a->attach.quiet};
    struct victims v = {0};
    for (size_t i = 0; i < n; i++) {
        const char *ns = doc_str_at(created[i], "metadata.namespace"), *name = doc_str_at(created[i], "metadata.name");
        const struct api_resource *r = NULL;
        struct err *e = mapping_for_resource(s, "", i == 0 ? "pods" : "services", &r);
        if (e == NULL && r != NULL)
            victims_add(&v, r, ns, name, "");
        err_free(e);
    }
    struct err *e = remove_all(ctx, &o, &v);
    struct err *failed = victims_take_errors(&o, &v);
    /* kubectl says nothing of what it could not remove; who asked for it ought to know */
    for (int i = 0; i < 2; i++) {
        const struct err *one = i == 0 ? e : failed;
        if (one == NULL || one->kind == ERR_SILENT)
            continue;
        char *text = err_go_text(one), *safe = str_sanitize(text);
        fprintf(ctx->err, "warning: --rm did not remove all that was created: %s\n", safe);
        free(text);
        free(safe);
    }
    err_free(e);
    err_free(failed);
    victims_release(&v);
}

struct err *run_attach(struct cmd_ctx *ctx, const struct run_attach *a, cJSON *const *created, size_t n)
{
    struct session *s = session_get(ctx);
    const char *ns = doc_str_at(created[0], "metadata.namespace"), *name = doc_str_at(created[0], "metadata.name");
    cJSON *pod = NULL, *last = NULL;
    struct err *e = await(s, ns, name, STAGE_RUNNING, a->timeout_ns, &pod);
    if (e == NULL)
        e = stay(ctx, a, pod);
    if (e == NULL && a->wait_for_end)
        e = await(s, ns, name, a->only_success ? STAGE_SUCCEEDED : STAGE_ENDED, a->timeout_ns, &last);
    if (e == NULL && last != NULL)
        e = outcome(last);
    bool stopped = ctx->interrupted != NULL && *ctx->interrupted;
    if (a->remove && !stopped)
        remove_created(ctx, a, created, n);
    else if (stopped && e != NULL)
        err_note(e, "pod/%s stays in namespace %s", name, ns);
    cJSON_Delete(pod);
    cJSON_Delete(last);
    return e;
}
