/* podpick.c - which pods and containers are meant. */
#include "resource/podpick.h"

#include "api/discovery.h"
#include "api/request.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/strv.h"
#include "doc/doc.h"
#include "resource/podspec.h"
#include "resource/selector.h"
#include "resource/watch.h"

#include <stdlib.h>
#include <string.h>

/* ---- containers ---- */

static const cJSON *named(const cJSON *list, const char *name)
{
    const cJSON *c;
    cJSON_ArrayForEach(c, list)
    {
        if (str_eq(doc_str_at(c, "name"), name))
            return c;
    }
    return NULL;
}

const cJSON *pod_container(const cJSON *pod, const char *name)
{
    static const char *const lists[] = {"spec.containers", "spec.initContainers", "spec.ephemeralContainers"};
    const cJSON *c = NULL;
    for (size_t i = 0; c == NULL && i < sizeof lists / sizeof lists[0]; i++)
        c = named(doc_at(pod, lists[i]), name);
    return c;
}

const char *pod_default_container(const cJSON *pod)
{
    const cJSON *node = doc_get(doc_at(pod, "metadata.annotations"), POD_DEFAULT_CONTAINER);
    return cJSON_IsString(node) && !str_empty(node->valuestring) ? node->valuestring : NULL;
}

char *pod_container_names(const cJSON *pod)
{
    static const char *const lists[][2] = {
        {"spec.containers", ""}, {"spec.ephemeralContainers", " (ephem)"}, {"spec.initContainers", " (init)"}};
    struct buf b = buf_new();
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        const cJSON *c;
        cJSON_ArrayForEach(c, doc_at(pod, lists[i][0]))
        {
            const char *name = doc_str_at(c, "name");
            buf_addf(&b, "%s%s%s", b.len > 0 ? ", " : "", name != NULL ? name : "", lists[i][1]);
        }
    }
    return buf_take(&b);
}

/* ---- the pods of an object ---- */

/* A map of labels as a selector's text. */
static struct err *of_labels(const cJSON *labels, char **out)
{
    cJSON *selector = cJSON_CreateObject();
    if (labels != NULL)
        doc_set(selector, "matchLabels", doc_dup(labels));
    struct err *e = selector_text_of(selector, out);
    cJSON_Delete(selector);
    return e;
}

static bool is_one_of(const char *word, const char *const *words)
{
    while (*words != NULL && !str_eq(word, *words))
        words++;
    return *words != NULL;
}

struct err *pods_selector(const struct api_resource *r, const cJSON *object, char **selector)
{
    static const char *const apps[] = {"Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", NULL};
    bool workload = ((str_eq(r->group, "apps") || str_eq(r->group, "extensions")) && is_one_of(r->kind, apps)) ||
                    (str_eq(r->group, "batch") && str_eq(r->kind, "Job"));
    const cJSON *spec = doc_at(object, "spec.selector");
    *selector = NULL;
    if (workload)
        return err_wrap(selector_text_of(spec, selector), "invalid label selector");
    if (str_empty(r->group) && str_eq(r->kind, "ReplicationController"))
        return of_labels(spec, selector);
    if (str_empty(r->group) && str_eq(r->kind, "Service")) {
        const char *name = doc_str_at(object, "metadata.name");
        if (cJSON_GetArraySize(spec) == 0)
            return err_new("invalid service '%s': Service is defined without a selector", name != NULL ? name : "");
        return of_labels(spec, selector);
    }
    char *type = typed_name(r);
    struct err *e = err_new("selector for %s not implemented", type);
    free(type);
    return e;
}

static bool first_pod(void *arg, const char *type, cJSON *object)
{
    cJSON *items = arg;
    if (str_eq(type, "ADDED") || str_eq(type, "MODIFIED")) {
        cJSON_AddItemToArray(items, object);
        return false;
    }
    cJSON_Delete(object);
    return true;
}

/* The list has no pod yet: waits for the first. */
static struct err *await_first(struct session *s, const struct api_resource *pods, const char *ns, const char *selector,
                               int64_t timeout_ns, cJSON *list)
{
    cJSON *items = cJSON_CreateArray();
    struct watch_request request = {.resource = pods,
                                    .ns = ns,
                                    .selector = selector,
                                    .resource_version = doc_str_at(list, "metadata.resourceVersion"),
                                    .deadline = clock_mono_ns() + timeout_ns};
    enum watch_end how = WATCH_CLOSED;
    struct err *e = watch_run(s, &request, first_pod, items, &how);
    if (e == NULL && how == WATCH_DEADLINE)
        e = err_new("timed out waiting for the condition");
    else if (e == NULL && items->child == NULL)
        e = err_new("watch closed before UntilWithoutRetry timeout");
    doc_set(list, "items", items);
    return e;
}

struct err *pods_await(struct session *s, const char *ns, const char *selector, int64_t timeout_ns, cJSON **list)
{
    const char *query[] = {"labelSelector", selector, NULL};
    const struct api_resource *pods = NULL;
    struct err *e = mapping_for_resource(s, "", "pods", &pods);
    *list = NULL;
    if (e == NULL && pods == NULL)
        e = err_new("the server doesn't have a resource type \"pods\"");
    if (e != NULL)
        return e;
    struct api_call call = {.verb = "list", .resource = pods, .ns = ns, .query = query};
    e = api_do(s, &call, list);
    if (e == NULL && cJSON_GetArraySize(doc_get(*list, "items")) == 0)
        e = await_first(s, pods, ns, selector, timeout_ns, *list);
    if (e != NULL) {
        cJSON_Delete(*list);
        *list = NULL;
    }
    return e;
}

/* ---- the best of several ---- */

struct rank {
    bool assigned, ready, has_ready_time, has_created;
    int phase;
    int64_t ready_since, restarts, sidecar_restarts, created;
};

static int64_t restarts_of(const cJSON *status)
{
    int64_t n = 0;
    doc_get_int64(doc_get(status, "restartCount"), &n);
    return n;
}

static void rank_restarts(const cJSON *pod, struct rank *r)
{
    const cJSON *status;
    cJSON_ArrayForEach(status, doc_at(pod, "status.containerStatuses"))
    {
        int64_t n = restarts_of(status);
        r->restarts = n > r->restarts ? n : r->restarts;
    }
    cJSON_ArrayForEach(status, doc_at(pod, "status.initContainerStatuses"))
    {
        const char *name = doc_str_at(status, "name");
        const cJSON *c = name != NULL ? named(doc_at(pod, "spec.initContainers"), name) : NULL;
        int64_t n = restarts_of(status);
        if (str_eq(doc_str_at(c, "restartPolicy"), "Always") && n > r->sidecar_restarts)
            r->sidecar_restarts = n;
    }
}

static struct rank rank_of(const cJSON *pod)
{
    const char *phase = doc_str_at(pod, "status.phase"), *created = doc_str_at(pod, "metadata.creationTimestamp");
    struct rank r = {.assigned = !str_empty(doc_str_at(pod, "spec.nodeName")),
                     .phase = str_eq(phase, "Unknown")   ? 1
                              : str_eq(phase, "Pending") ? 2
                                                         : 0};
    const cJSON *c;
    cJSON_ArrayForEach(c, doc_at(pod, "status.conditions"))
    {
        if (!r.ready && str_eq(doc_str_at(c, "type"), "Ready") && str_eq(doc_str_at(c, "status"), "True")) {
            const char *since = doc_str_at(c, "lastTransitionTime");
            r.ready = true;
            r.has_ready_time = since != NULL && time_parse_rfc3339(since, &r.ready_since);
        }
    }
    r.has_created = created != NULL && time_parse_rfc3339(created, &r.created);
    rank_restarts(pod, &r);
    return r;
}

/* podutils' afterOrZero(b, a): a time that is not known comes last. */
static bool earlier(bool has_a, int64_t a, bool has_b, int64_t b)
{
    return has_a && has_b ? b > a : !has_b;
}

static bool better(const struct rank *a, const struct rank *b)
{
    if (a->assigned != b->assigned)
        return a->assigned;
    if (a->phase != b->phase)
        return a->phase < b->phase;
    if (a->ready != b->ready)
        return a->ready;
    if (a->ready && (a->has_ready_time != b->has_ready_time || a->ready_since != b->ready_since))
        return earlier(a->has_ready_time, a->ready_since, b->has_ready_time, b->ready_since);
    if (a->restarts != b->restarts)
        return a->restarts > b->restarts;
    if (a->sidecar_restarts != b->sidecar_restarts)
        return a->sidecar_restarts > b->sidecar_restarts;
    if (a->has_created != b->has_created || a->created != b->created)
        return earlier(a->has_created, a->created, b->has_created, b->created);
    return false;
}

const cJSON *pods_best_for_logs(const cJSON *list)
{
    const cJSON *best = NULL, *pod;
    struct rank top = {0};
    cJSON_ArrayForEach(pod, doc_get(list, "items"))
    {
        struct rank r = rank_of(pod);
        if (best == NULL || better(&r, &top)) {
            best = pod;
            top = r;
        }
    }
    return best;
}
