/* pods.c - which pods of a node "drain" removes.
 *
 * Source of the rules: kubectl's documentation of drain, and the filters of k8s.io/kubectl/pkg/drain.
 */
#include "drain/drain.h"

#include "api/request.h"
#include "api/session.h"
#include "api/status.h"
#include "base/map.h"
#include "base/mem.h"
#include "doc/doc.h"
#include "resource/feed.h"

#include <stdlib.h>
#include <string.h>

#define MIRROR_ANNOTATION "kubernetes.io/config.mirror"
#define METADATA_ONLY "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io,application/json"

void pods_release(struct pods *p)
{
    for (size_t i = 0; i < p->n; i++) {
        free(p->v[i].ns);
        free(p->v[i].name);
        free(p->v[i].uid);
        free(p->v[i].warning);
        free(p->v[i].error);
    }
    free(p->v);
    *p = (struct pods){0};
}

bool pods_skip(const struct drain *o, const cJSON *pod)
{
    const char *deleted = doc_str_at(pod, "metadata.deletionTimestamp");
    int64_t at;
    return o->in.skip_wait > 0 && deleted && time_parse_rfc3339(deleted, &at) &&
           (clock_now_ns() - at) / NS_PER_S > o->in.skip_wait;
}

/* The owner that manages the pod, or NULL. */
static const cJSON *controller_of(const cJSON *pod)
{
    const cJSON *owner;
    cJSON_ArrayForEach(owner, doc_at(pod, "metadata.ownerReferences"))
    {
        if (cJSON_IsTrue(doc_get(owner, "controller")))
            return owner;
    }
    return NULL;
}

static bool is_daemon_set(const cJSON *owner)
{
    return owner && str_eq(doc_str_at(owner, "kind"), "DaemonSet") &&
           str_eq(doc_str_at(owner, "apiVersion"), "apps/v1");
}

static bool is_finished(const cJSON *pod)
{
    const char *phase = doc_str_at(pod, "status.phase");
    return str_eq(phase, "Succeeded") || str_eq(phase, "Failed");
}

static bool has_empty_dir(const cJSON *pod)
{
    const cJSON *volume;
    cJSON_ArrayForEach(volume, doc_at(pod, "spec.volumes"))
    {
        if (cJSON_IsObject(doc_get(volume, "emptyDir")))
            return true;
    }
    return false;
}

/* ---- daemon sets: whether they still exist ---- */

struct owner {
    bool answered;
    struct err *err;
};

static void owner_free(void *p)
{
    struct owner *owner = p;
    err_free(owner->err);
    free(owner);
}

static void owner_answered(void *arg, cJSON *tree, struct err *e)
{
    struct owner *owner = arg;
    cJSON_Delete(tree);
    owner->err = e;
    owner->answered = true;
}

static char *owner_key(const cJSON *pod)
{
    const char *ns = doc_str_at(pod, "metadata.namespace"), *name = doc_str_at(controller_of(pod), "name");
    return xasprintf("%s/%s", ns ? ns : "", name ? name : "");
}

static bool asks_for_owner(const struct drain *o, const cJSON *pod)
{
    return !pods_skip(o, pod) && is_daemon_set(controller_of(pod)) && !is_finished(pod);
}

/* Asks for each daemon set once, all at the same time. */
static struct err *ask_for_owners(struct drain *o, const cJSON *pods, struct map *owners)
{
    struct session *s = session_get(o->ctx);
    struct gvk g = {.group = (char *)"apps", .version = (char *)"v1", .kind = (char *)"DaemonSet"};
    const struct api_resource *daemon_sets = NULL;
    struct http_client *http = NULL;
    struct err *e = mapping_for_gvk(s, &g, &daemon_sets);
    if (!e)
        e = session_http(s, &http);
    if (e)
        return e;
    const cJSON *pod;
    cJSON_ArrayForEach(pod, pods)
    {
        char *key = asks_for_owner(o, pod) ? owner_key(pod) : NULL;
        if (key && !map_has(owners, key)) {
            struct owner *owner = xcalloc(1, sizeof *owner);
            map_set(owners, key, owner);
            struct api_call call = {.verb = "get",
                                    .resource = daemon_sets,
                                    .ns = doc_str_at(pod, "metadata.namespace"),
                                    .name = doc_str_at(controller_of(pod), "name"),
                                    .accept = METADATA_ONLY};
            e = api_start(s, &call, owner_answered, owner);
            if (e)
                owner_answered(owner, NULL, e);
        }
        free(key);
    }
    http_run(http, NULL);
    return NULL;
}

/* ---- the decision ---- */

static void stays(struct pod *p, const char *error, const char *warning)
{
    p->goes = false;
    p->error = xstrdup_null(error);
    p->warning = xstrdup_null(warning);
}

static void decide(const struct drain *o, const cJSON *object, const struct map *owners, struct pod *p)
{
    const cJSON *controller = controller_of(object);
    p->goes = true;
    if (pods_skip(o, object)) {
        stays(p, NULL, NULL);
        return;
    }
    if (asks_for_owner(o, object)) {
        char *key = owner_key(object);
        const struct owner *owner = map_get(owners, key);
        free(key);
        bool orphan = owner->err && err_has_reason(owner->err, "NotFound") && o->in.force;
        if (owner->err && !orphan) {
            char *text = err_go_text(owner->err);
            stays(p, text, NULL);
            free(text);
            return;
        }
        if (!orphan) {
            if (o->in.ignore_daemonsets)
                stays(p, NULL, "ignoring DaemonSet-managed Pods");
            else
                stays(p, "DaemonSet-managed Pods (use --ignore-daemonsets to ignore)", NULL);
            return;
        }
    }
    const cJSON *annotations = doc_at(object, "metadata.annotations");
    if (doc_get(annotations, MIRROR_ANNOTATION))
        stays(p, NULL, NULL);
    else if (is_finished(object))
        return;
    else if (has_empty_dir(object) && !o->in.delete_emptydir_data)
        stays(p, "Pods with local storage (use --delete-emptydir-data to override)", NULL);
    else if (!controller && o->in.force)
        p->warning = xstrdup("deleting Pods that declare no controller");
    else if (!controller)
        stays(p, "Pods that declare no controller (use --force to override)", NULL);
}

/* ---- the list ---- */

static void keep(void *arg, cJSON *item)
{
    cJSON_AddItemToArray(arg, item);
}

static struct err *list_pods(struct drain *o, const char *node, cJSON *all)
{
    struct session *s = session_get(o->ctx);
    const struct api_resource *resource = NULL;
    struct err *e = mapping_for_arg(s, "pods", &resource);
    if (e)
        return e;
    char *field = xasprintf("spec.nodeName=%s", node);
    struct feed_options options = {.selector = o->in.pod_selector, .field_selector = field, .chunk = o->in.chunk_size};
    struct feed *feed = feed_new(s, &options);
    feed_add(feed, resource, "", "");
    struct feed_page page;
    while (feed_next(feed, &page))
        list_take_items(page.object, keep, all);
    e = feed_take_errors(feed, false);
    feed_free(feed);
    free(field);
    return e;
}

/* Groups by message, in the order of the first of each: "MESSAGE: a/x, b/y". */
static void group(const struct pods *p, bool errors, struct strv *out)
{
    struct strv seen = {0};
    for (size_t i = 0; i < p->n; i++) {
        const char *message = errors ? p->v[i].error : p->v[i].warning;
        if (!message || strv_has(&seen, message))
            continue;
        strv_add(&seen, message);
        struct buf line = buf_new();
        buf_addf(&line, "%s: ", message);
        for (size_t k = i; k < p->n; k++) {
            const struct pod *pod = &p->v[k];
            if (str_eq(errors ? pod->error : pod->warning, message))
                buf_addf(&line, "%s%s/%s", k > i ? ", " : "", pod->ns, pod->name);
        }
        strv_adopt(out, buf_take(&line));
    }
    strv_release(&seen);
}

char *pods_warnings(const struct pods *p)
{
    struct strv lines = {0};
    group(p, false, &lines);
    char *text = lines.n ? strv_join(&lines, "; ") : NULL;
    strv_release(&lines);
    return text;
}

static struct err *gather_fatal(const struct pods *p)
{
    struct strv lines = {0};
    struct err *errs = NULL;
    group(p, true, &lines);
    for (size_t i = 0; i < lines.n; i++)
        err_collect(&errs, err_new("cannot delete %s", lines.v[i]));
    strv_release(&lines);
    return err_reduce(errs);
}

static char *copy_at(const cJSON *object, const char *path)
{
    const char *s = doc_str_at(object, path);
    return xstrdup(s ? s : "");
}

struct err *pods_of_node(struct drain *o, const char *node, struct pods *out, struct err **fatal)
{
    struct map owners = {.value_free = owner_free};
    cJSON *all = cJSON_CreateArray();
    *out = (struct pods){0};
    *fatal = NULL;
    struct err *e = list_pods(o, node, all);
    if (!e)
        e = ask_for_owners(o, all, &owners);
    if (!e) {
        out->v = xcalloc((size_t)cJSON_GetArraySize(all) + 1, sizeof *out->v);
        const cJSON *object;
        cJSON_ArrayForEach(object, all)
        {
            struct pod *p = &out->v[out->n++];
            p->ns = copy_at(object, "metadata.namespace");
            p->name = copy_at(object, "metadata.name");
            p->uid = copy_at(object, "metadata.uid");
            p->terminating = doc_str_at(object, "metadata.deletionTimestamp") != NULL;
            decide(o, object, &owners, p);
        }
        *fatal = gather_fatal(out);
    }
    map_release(&owners);
    cJSON_Delete(all);
    return e;
}
