/* remove_wait.c - waiting until each deleted object is gone, or another one has taken its name. */
#include "resource/remove.h"

#include "api/request.h"
#include "api/session.h"
#include "api/status.h"
#include "base/klog.h"
#include "base/mem.h"
#include "resource/watch.h"

#include "resource/selector.h"

#include <stdlib.h>

#define A_WEEK (INT64_C(168) * 3600 * NS_PER_S)

/* One object that may still be there. */
struct ending {
    const struct victim *v;
    bool gone;
    bool answered;
    char *version; /* the collection's, to watch from */
    struct err *err;
};

static bool is_other(const struct victim *v, const cJSON *object)
{
    const char *uid = doc_str_at(object, "metadata.uid");
    return v->uid && uid && !str_eq(v->uid, uid);
}

static void looked(void *arg, cJSON *tree, struct err *e)
{
    struct ending *end = arg;
    end->answered = true;
    if (err_has_reason(e, "NotFound")) {
        end->gone = true;
        err_free(e);
    } else if (e) {
        end->err = e;
    } else {
        end->gone = is_other(end->v, tree);
    }
    cJSON_Delete(tree);
}

static void look(struct cmd_ctx *ctx, struct ending *end)
{
    struct api_call call = {.verb = "get",
                            .resource = end->v->resource,
                            .ns = end->v->ns,
                            .name = end->v->name,
                            .accept = "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io,application/json"};
    end->answered = false;
    struct err *e = api_start(session_get(ctx), &call, looked, end);
    if (e) {
        end->err = e;
        end->answered = true;
    }
}

/* Finds out whether it is still there, and from which version on to watch. */
static struct err *list_one(struct cmd_ctx *ctx, struct ending *end)
{
    char *field = selector_of_name(end->v->name);
    const char *query[] = {"fieldSelector", field, NULL};
    struct api_call call = {.verb = "list",
                            .resource = end->v->resource,
                            .ns = end->v->ns,
                            .query = query,
                            .accept =
                                "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,application/json"};
    cJSON *list = NULL;
    struct err *e = api_do(session_get(ctx), &call, &list);
    free(field);
    if (e)
        return e;
    const char *version = doc_str_at(list, "metadata.resourceVersion");
    str_replace_owned(&end->version, xstrdup(version ? version : ""));
    end->gone = true;
    const cJSON *item;
    cJSON_ArrayForEach(item, doc_get(list, "items"))
    {
        if (str_eq(doc_str_at(item, "metadata.name"), end->v->name) && !is_other(end->v, item))
            end->gone = false;
    }
    cJSON_Delete(list);
    return NULL;
}

static bool on_event(void *arg, const char *type, cJSON *object)
{
    struct ending *end = arg;
    if (str_eq(type, "DELETED") || (!str_eq(type, "ERROR") && is_other(end->v, object)))
        end->gone = true;
    bool go_on = !end->gone && !str_eq(type, "ERROR"); /* an error: list again */
    cJSON_Delete(object);
    return go_on;
}

static struct err *timed_out(const struct victim *v)
{
    return err_new("timed out waiting for the condition on %s/%s", v->resource->name, v->name);
}

static struct err *watch_one(struct cmd_ctx *ctx, struct ending *end, int64_t deadline)
{
    struct err *e = NULL;
    while (!end->gone && !e) {
        if (clock_mono_ns() >= deadline)
            return timed_out(end->v);
        e = list_one(ctx, end);
        if (e || end->gone)
            break;
        struct watch_request request = {
            .resource = end->v->resource,
            .ns = end->v->ns,
            .name = end->v->name,
            .resource_version = end->version,
            .accept = "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io,application/json",
            .deadline = deadline};
        enum watch_end how;
        e = watch_run(session_get(ctx), &request, on_event, end, &how);
        if (e && err_has_reason(e, "Expired")) {
            err_free(e);
            e = NULL;
        }
        if (ctx->interrupted && *ctx->interrupted && !e)
            e = err_silent(130);
    }
    return e;
}

static struct err *wait_all(struct cmd_ctx *ctx, struct ending *ends, size_t n, int64_t deadline)
{
    struct http_client *http = NULL;
    struct err *e = session_http(session_get(ctx), &http);
    if (e)
        return e;
    for (size_t i = 0; i < n; i++)
        look(ctx, &ends[i]);
    http_run(http, NULL);
    for (size_t i = 0; i < n && !e; i++) {
        e = ends[i].err;
        ends[i].err = NULL;
        if (!e && !ends[i].gone)
            e = watch_one(ctx, &ends[i], deadline);
    }
    return e;
}

struct err *remove_wait(struct cmd_ctx *ctx, int64_t timeout_ns, const struct victims *v)
{
    int64_t timeout = timeout_ns ? timeout_ns : A_WEEK;
    if (timeout < 0)
        klog_print(ctx->err, 'E', "until.go:159", "\"Timeout for context shall not be negative\"");
    struct ending *ends = xcalloc(v->n, sizeof *ends);
    size_t n = 0;
    for (size_t i = 0; i < v->n; i++) {
        if (v->v[i].resource)
            ends[n++].v = &v->v[i];
    }
    struct err *e = wait_all(ctx, ends, n, clock_mono_ns() + timeout);
    for (size_t i = 0; i < n; i++) {
        free(ends[i].version);
        err_free(ends[i].err);
    }
    free(ends);
    /* Who may delete but not look has done what was asked for. */
    if (e && (err_has_reason(e, "Forbidden") || err_has_reason(e, "MethodNotAllowed"))) {
        err_free(e);
        e = NULL;
    }
    return e;
}
