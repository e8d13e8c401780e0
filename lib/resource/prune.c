/* prune.c - which types are looked at for pruning, and what the server has of them. */
#include "resource/prune.h"

#include "api/request.h"
#include "api/status.h"
#include "base/klog.h"
#include "base/mem.h"
#include "resource/feed.h"

#include <stdlib.h>
#include <string.h>

#define LAST_APPLIED "kubectl.kubernetes.io/last-applied-configuration"

/* kubectl's defaults, in its order; the types of namespaces first. */
static const struct {
    const char *group, *version, *kind;
    bool namespaced;
} defaults[] = {
    {"", "v1", "ConfigMap", true},
    {"", "v1", "Endpoints", true},
    {"", "v1", "PersistentVolumeClaim", true},
    {"", "v1", "Pod", true},
    {"", "v1", "ReplicationController", true},
    {"", "v1", "Secret", true},
    {"", "v1", "Service", true},
    {"batch", "v1", "Job", true},
    {"batch", "v1", "CronJob", true},
    {"networking.k8s.io", "v1", "Ingress", true},
    {"apps", "v1", "DaemonSet", true},
    {"apps", "v1", "Deployment", true},
    {"apps", "v1", "ReplicaSet", true},
    {"apps", "v1", "StatefulSet", true},
    {"", "v1", "Namespace", false},
    {"", "v1", "PersistentVolume", false},
};

static void add_type(struct prune_types *t, const struct api_resource *r)
{
    t->v = xreallocarray(t->v, t->n + 1, sizeof *t->v);
    t->v[t->n++] = r;
}

void prune_types_release(struct prune_types *t)
{
    free(t->v);
    *t = (struct prune_types){0};
}

static struct err *find_type(struct session *s, const char *group, const char *version, const char *kind,
                             const struct api_resource **out)
{
    if (version[0] == '\0')
        return mapping_for_kind(s, group, kind, out);
    struct gvk g = {xstrdup(group), xstrdup(version), xstrdup(kind)};
    struct err *e = mapping_for_gvk(s, &g, out);
    gvk_release(&g);
    return e;
}

struct err *prune_types_parse(struct session *s, const struct strv *allowlist, struct prune_types *out)
{
    *out = (struct prune_types){0};
    struct err *e = NULL;
    for (size_t i = 0; i < allowlist->n && e == NULL; i++) {
        struct strv parts = {0};
        strv_split(&parts, allowlist->v[i], '/');
        const struct api_resource *r = NULL;
        if (parts.n != 3)
            e = err_new("invalid GroupVersionKind format: %s, please follow <group/version/kind>", allowlist->v[i]);
        else
            e = find_type(s, str_eq(parts.v[0], "core") ? "" : parts.v[0], parts.v[1], parts.v[2], &r);
        if (e == NULL)
            add_type(out, r);
        strv_release(&parts);
    }
    return e;
}

struct err *prune_types_default(struct session *s, FILE *err, struct prune_types *out)
{
    *out = (struct prune_types){0};
    klog_print(err, 'W', "prune.go:71",
               "Deprecated: kubectl apply will no longer prune non-namespaced resources by default when used with the "
               "--namespace flag in a future release. To preserve the current behaviour, list the resources you want "
               "to target explicitly in the --prune-allowlist flag.");
    struct err *e = NULL;
    for (size_t i = 0; i < sizeof defaults / sizeof *defaults && e == NULL; i++) {
        const struct api_resource *r = NULL;
        e = find_type(s, defaults[i].group, defaults[i].version, defaults[i].kind, &r);
        if (e != NULL)
            e = err_wrap(e, "invalid resource %s/%s, Kind=%s, Namespaced=%s", defaults[i].group, defaults[i].version,
                         defaults[i].kind, defaults[i].namespaced ? "true" : "false");
        else
            add_type(out, r);
    }
    return e;
}

/* ---- lists ---- */

void prune_lists_add(struct prune_lists *l, const struct api_resource *resource, const char *ns)
{
    struct prune_list *one = xcalloc(1, sizeof *one);
    one->resource = resource;
    one->ns = xstrdup(ns);
    l->v = xreallocarray(l->v, l->n + 1, sizeof *l->v);
    l->v[l->n++] = one;
}

void prune_lists_plan(struct prune_lists *l, const struct prune_types *types, const struct strv *namespaces)
{
    struct strv sorted = {0}; /* kubectl's order is that of a Go map: none */
    strv_extend(&sorted, namespaces);
    strv_sort(&sorted);
    for (size_t n = 0; n < sorted.n; n++)
        for (size_t i = 0; i < types->n; i++)
            if (types->v[i]->namespaced)
                prune_lists_add(l, types->v[i], sorted.v[n]);
    for (size_t i = 0; i < types->n; i++)
        if (!types->v[i]->namespaced)
            prune_lists_add(l, types->v[i], "");
    strv_release(&sorted);
}

static void on_list(void *arg, cJSON *tree, struct err *e)
{
    struct prune_list *l = arg;
    l->list = tree;
    l->err = e;
    l->answered = true;
}

static void on_warning(void *arg, const char *text)
{
    struct prune_list *l = arg;
    strv_add(&l->warnings, text);
}

struct err *prune_lists_fetch(struct session *s, struct prune_lists *l, const char *selector)
{
    struct http_client *http;
    struct err *e = session_http(s, &http);
    if (e != NULL)
        return e;
    const char *query[] = {"labelSelector", selector != NULL ? selector : "", NULL};
    for (size_t i = 0; i < l->n; i++) {
        struct api_call call = {
            .verb = "list", .resource = l->v[i]->resource, .ns = l->v[i]->ns, .query = query, .on_warning = on_warning};
        e = api_start(s, &call, on_list, l->v[i]);
        if (e != NULL)
            on_list(l->v[i], NULL, e);
    }
    while (http_busy(http))
        http_poll(http, NS_PER_S);
    for (size_t i = 0; i < l->n; i++)
        if (l->v[i]->err != NULL && l->v[i]->err->kind == ERR_SILENT)
            return err_silent(130); /* interrupted */
    return NULL;
}

struct visitor {
    struct prune_list *l;
    const struct map *visited;
    bool applied;
    void (*fn)(void *arg, struct prune_list *l, cJSON *object);
    void *arg;
};

static void visit(void *arg, cJSON *item)
{
    const struct visitor *v = arg;
    const char *uid = doc_str_at(item, "metadata.uid");
    bool ours = !v->applied || cJSON_IsString(doc_get(doc_at(item, "metadata.annotations"), LAST_APPLIED));
    if (!ours || str_empty(uid) || str_empty(doc_str_at(item, "metadata.name")) || map_has(v->visited, uid))
        cJSON_Delete(item);
    else
        v->fn(v->arg, v->l, item);
}

void prune_list_each(struct prune_list *l, const struct map *visited, bool applied,
                     void (*fn)(void *arg, struct prune_list *l, cJSON *object), void *arg)
{
    struct visitor v = {l, visited, applied, fn, arg};
    if (l->list == NULL || !list_is(l->list))
        return;
    list_take_items(l->list, visit, &v);
    l->list = NULL;
}

void prune_lists_release(struct prune_lists *l)
{
    for (size_t i = 0; i < l->n; i++) {
        free(l->v[i]->ns);
        cJSON_Delete(l->v[i]->list);
        err_free(l->v[i]->err);
        strv_release(&l->v[i]->warnings);
        free(l->v[i]);
    }
    free(l->v);
    *l = (struct prune_lists){0};
}

char *prune_gvk_text(const struct api_resource *r)
{
    return xasprintf("%s/%s, Kind=%s", r->group, r->version, r->kind);
}
