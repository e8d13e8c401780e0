/* choose.c - from what was named to the containers whose logs are read. */
#include "logs.h"

#include "api/discovery.h"
#include "api/request.h"
#include "api/session.h"
#include "api/status.h"
#include "base/mem.h"
#include "doc/doc.h"
#include "resource/feed.h"
#include "resource/podpick.h"
#include "resource/podspec.h"
#include "resource/resource.h"

#include <stdlib.h>
#include <string.h>

/* ---- finding ---- */

/* Pods whose names do not match are taken out. */
static void apply_match(struct logs *o)
{
    cJSON *items = doc_get(o->object, "items"), *next;
    for (cJSON *pod = items != NULL ? items->child : NULL; pod != NULL; pod = next) {
        const char *name = doc_str_at(pod, "metadata.name");
        next = pod->next;
        if (name == NULL || regexec(&o->match, name, 0, NULL, 0) != 0)
            cJSON_Delete(cJSON_DetachItemViaPointer(items, pod));
    }
}

static struct err *list_pods(struct logs *o, const char *selector)
{
    const char *query[] = {"labelSelector", selector, NULL};
    struct api_call call = {.verb = "list", .resource = o->pods, .ns = o->ns, .query = query};
    cJSON_Delete(o->object);
    o->object = NULL;
    return api_do(session_get(o->ctx), &call, &o->object);
}

/* What was asked for, and in kubectl's words what is not there. */
static struct err *read_items(struct logs *o, const struct args_items *items)
{
    struct feed_options options = {.selector = o->in.selector, .errors_in_turn = true};
    struct feed *feed = feed_new(session_get(o->ctx), &options);
    struct feed_page page = {0};
    struct err *e = NULL;
    feed_add_items(feed, items);
    if (feed_next(feed, &page)) {
        o->resource = page.resource;
        o->object = page.object;
        e = page.err;
    }
    feed_free(feed);
    if (e != NULL && err_has_reason(e, "NotFound")) {
        char *text = err_go_text(e), *quoted = str_quote(o->ns);
        err_free(e);
        e = err_new("error from server (NotFound): %s in namespace %s", text, quoted);
        free(text);
        free(quoted);
    }
    return e;
}

static struct err *find_by_args(struct logs *o)
{
    struct strv args = {0};
    struct args_items items = {0};
    if (o->arg != NULL || o->has_match || !str_empty(o->in.selector)) /* else it is the Builder's error */
        strv_add(&args, o->arg != NULL ? o->arg : "pods");
    struct args_request request = {.args = &args,
                                   .default_type = o->arg != NULL ? "pods" : NULL,
                                   .prog = o->ctx->prog,
                                   .ns = o->ns,
                                   .selector = o->in.selector,
                                   .allow_types_alone = o->has_match,
                                   .single_type = true};
    struct err *e = args_resolve(session_get(o->ctx), &request, &items);
    if (e == NULL)
        e = typed_check_items(&items);
    if (e == NULL && items.n != 1)
        e = err_new("expected a resource");
    if (e == NULL)
        e = read_items(o, &items);
    args_items_release(&items);
    strv_release(&args);
    return e;
}

struct err *logs_find(struct logs *o)
{
    struct err *e = mapping_for_resource(session_get(o->ctx), "", "pods", &o->pods);
    if (e == NULL && o->pods == NULL)
        e = err_new("the server doesn't have a resource type \"pods\"");
    if (e == NULL)
        e = find_by_args(o);
    if (e != NULL || o->arg != NULL)
        return e;
    o->resource = o->pods;
    if (o->has_match)
        apply_match(o);
    if (cJSON_GetArraySize(doc_get(o->object, "items")) == 0 && !o->in.new_pods)
        fprintf(o->ctx->err, "No resources found in %s namespace.\n", o->ns);
    return NULL;
}

/* ---- containers ---- */

static void add_names(const cJSON *pod, const char *list, struct strv *names)
{
    const cJSON *c;
    cJSON_ArrayForEach(c, doc_at(pod, list))
    {
        const char *name = doc_str_at(c, "name");
        if (name != NULL)
            strv_add(names, name);
    }
}

/* The one container that is meant, borrowed from the pod or the options; messages go to `say` unless it is NULL. */
static struct err *one_container(const struct logs *o, const cJSON *pod, FILE *say, const char **out)
{
    const char *name = o->container, *pod_name = doc_str_at(pod, "metadata.name");
    const cJSON *containers = doc_at(pod, "spec.containers");
    pod_name = pod_name != NULL ? pod_name : "";
    if (str_empty(name)) {
        name = pod_default_container(pod);
        if (name != NULL && pod_container(pod, name) == NULL) {
            char *quoted = str_quote(name);
            if (say != NULL)
                fprintf(say, "Default container name %s not found in pod %s\n", quoted, pod_name);
            free(quoted);
            name = NULL;
        }
    }
    char *all = pod_container_names(pod);
    struct err *e = NULL;
    if (str_empty(name)) {
        name = containers != NULL ? doc_str_at(containers->child, "name") : NULL;
        if (name != NULL && strchr(all, ',') != NULL && !o->in.all_pods && say != NULL) {
            char *quoted = str_quote(name);
            fprintf(say, "Defaulted container %s out of: %s\n", quoted, all);
            free(quoted);
        }
    }
    if (name == NULL)
        e = err_new("pod %s does not have any containers", pod_name);
    else if (pod_container(pod, name) == NULL)
        e = err_new("container %s is not valid for pod %s out of: %s", name, pod_name, all);
    free(all);
    *out = name;
    return e;
}

static struct err *containers_of(const struct logs *o, const cJSON *pod, FILE *say, struct strv *names)
{
    const char *name = NULL;
    if (o->in.all_containers) {
        add_names(pod, "spec.initContainers", names);
        add_names(pod, "spec.containers", names);
        add_names(pod, "spec.ephemeralContainers", names);
        return NULL;
    }
    struct err *e = one_container(o, pod, say, &name);
    if (e == NULL && name != NULL)
        strv_add(names, name);
    return e;
}

const cJSON *logs_container_status(const cJSON *pod, const char *container)
{
    static const char *const lists[] = {"status.containerStatuses", "status.initContainerStatuses",
                                        "status.ephemeralContainerStatuses"};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        const cJSON *c;
        cJSON_ArrayForEach(c, doc_at(pod, lists[i]))
        {
            if (str_eq(doc_str_at(c, "name"), container))
                return c;
        }
    }
    return NULL;
}

/* ---- streams ---- */

static const char *id_of(const cJSON *status)
{
    const char *id = doc_str_at(status, "containerID");
    return str_empty(id) ? NULL : id;
}

/* A container that is not there yet has no log; borrowed, NULL for none. */
static const char *id_with_log(const cJSON *status)
{
    return doc_at(status, "state.running") != NULL || doc_at(status, "state.terminated") != NULL ? id_of(status) : NULL;
}

static struct err *add_stream(struct logs *o, const cJSON *pod, const char *container, struct log_stream **out)
{
    const char *name = doc_str_at(pod, "metadata.name"), *ns = doc_str_at(pod, "metadata.namespace");
    const cJSON *status = logs_container_status(pod, container);
    struct log_stream *s = xcalloc(1, sizeof *s);
    s->owner = o;
    s->pod = xstrdup(name != NULL ? name : "");
    s->ns = xstrdup(ns != NULL ? ns : o->ns);
    s->container = xstrdup(container);
    s->id = xstrdup_null(id_with_log(status));
    s->now_id = xstrdup_null(doc_at(status, "state.running") != NULL ? id_of(status) : NULL);
    s->part = buf_new();
    s->held = buf_new();
    struct err *e = logs_head(o, pod, container, &s->head);
    o->streams = xreallocarray(o->streams, o->n + 1, sizeof *o->streams);
    o->streams[o->n++] = s;
    if (out != NULL)
        *out = s;
    return e;
}

void logs_stream_free(struct log_stream *s)
{
    free(s->ns);
    free(s->pod);
    free(s->container);
    free(s->id);
    free(s->now_id);
    free(s->head);
    buf_release(&s->part);
    buf_release(&s->held);
    err_free(s->err);
    free(s);
}

static struct err *choose_pod(struct logs *o, const cJSON *pod)
{
    struct strv names = {0};
    struct err *e = containers_of(o, pod, o->ctx->err, &names);
    for (size_t i = 0; e == NULL && i < names.n; i++) {
        bool later = o->in.new_pods && id_with_log(logs_container_status(pod, names.v[i])) == NULL;
        if (!later)
            e = add_stream(o, pod, names.v[i], NULL);
    }
    strv_release(&names);
    return e;
}

static struct err *choose_list(struct logs *o, const cJSON *list)
{
    struct err *e = NULL;
    const cJSON *pod;
    cJSON_ArrayForEach(pod, doc_get(list, "items"))
    {
        if (e == NULL)
            e = choose_pod(o, pod);
    }
    return e;
}

static struct err *choose_workload(struct logs *o)
{
    cJSON *list = NULL;
    const char *ns = doc_str_at(o->object, "metadata.namespace");
    struct err *e = pods_selector(o->resource, o->object, &o->watch_selector);
    if (e != NULL) {
        char *type = typed_name(o->resource), *text = err_go_text(e);
        err_free(e);
        e = err_new("cannot get the logs from %s: %s", type, text);
        free(type);
        free(text);
        return e;
    }
    if (o->in.new_pods) {
        e = list_pods(o, o->watch_selector);
        o->watch_version = xstrdup_null(doc_str_at(o->object, "metadata.resourceVersion"));
        return e != NULL ? e : choose_list(o, o->object);
    }
    e = pods_await(session_get(o->ctx), ns != NULL ? ns : o->ns, o->watch_selector, o->in.pod_timeout.ns, &list);
    const cJSON *best = e == NULL ? pods_best_for_logs(list) : NULL;
    int n = cJSON_GetArraySize(doc_get(list, "items"));
    if (best != NULL && n > 1 && o->in.all_pods) {
        e = choose_list(o, list);
    } else if (best != NULL) {
        const char *name = doc_str_at(best, "metadata.name");
        if (n > 1)
            fprintf(o->ctx->err, "Found %d pods, using pod/%s\n", n, name != NULL ? name : "");
        e = choose_pod(o, best);
    }
    cJSON_Delete(list);
    return e;
}

struct err *logs_choose(struct logs *o)
{
    if (o->arg != NULL && (!str_empty(o->resource->group) || !str_eq(o->resource->kind, "Pod")))
        return choose_workload(o);
    o->watch_version = xstrdup_null(doc_str_at(o->object, "metadata.resourceVersion"));
    if (o->arg == NULL) {
        o->watch_selector = xstrdup(o->in.selector);
        return choose_list(o, o->object);
    }
    o->watch_name = doc_str_at(o->object, "metadata.name");
    return choose_pod(o, o->object);
}

/* ---- pods that come later ---- */

void logs_restart(struct log_stream *s)
{
    str_replace_owned(&s->id, xstrdup_null(s->now_id));
    s->from_start = s->again = true; /* perhaps some of it was shown: what comes behind the latest line */
    s->started = s->ended = false;
    s->tries = 0;
    s->wake = 0;
}

static struct log_stream *find_stream(struct logs *o, const char *pod, const char *container)
{
    for (size_t i = 0; i < o->n; i++) {
        if (str_eq(o->streams[i]->pod, pod) && str_eq(o->streams[i]->container, container))
            return o->streams[i];
    }
    return NULL;
}

void logs_note_pod(struct logs *o, const cJSON *pod, bool removed)
{
    const char *name = doc_str_at(pod, "metadata.name");
    struct strv names = {0};
    if (name == NULL || (o->has_match && regexec(&o->match, name, 0, NULL, 0) != 0))
        return;
    err_free(containers_of(o, pod, NULL, &names)); /* a pod without the container is not meant */
    for (size_t i = 0; i < names.n; i++) {
        struct log_stream *s = find_stream(o, name, names.v[i]);
        const cJSON *status = logs_container_status(pod, names.v[i]);
        const char *id = id_with_log(status);
        bool running = !removed && doc_at(status, "state.running") != NULL;
        if (s == NULL) {
            if (id != NULL && !removed) {
                err_free(add_stream(o, pod, names.v[i], &s));
                s->from_start = true;
            }
            continue;
        }
        str_replace_owned(&s->now_id, xstrdup_null(running ? id : NULL));
        if ((s->ended || !s->started) && running && !str_eq(s->id, id))
            logs_restart(s);
    }
    strv_release(&names);
}
