/* fetch.c - asking the server what it serves. */
#include "api/disc.h"

#include "api/session.h"
#include "api/status.h"
#include "base/clock.h"
#include "base/mem.h"
#include "doc/doc.h"

#include <stdlib.h>
#include <string.h>

#define ACCEPT_AS ";as=APIGroupDiscoveryList"
#define ACCEPT                                                                                                         \
    "application/json;g=apidiscovery.k8s.io;v=v2" ACCEPT_AS                                                            \
    ",application/json;g=apidiscovery.k8s.io;v=v2beta1" ACCEPT_AS ",application/json"

/* An answer of /api or /apis, or of one group's version. */
struct fetch {
    struct http_request *req;
    bool done, aggregated, not_found;
    cJSON *tree;
    struct err *err;
};

static cJSON *new_object(void)
{
    cJSON *o = cJSON_CreateObject();
    if (o == NULL)
        out_of_memory();
    return o;
}

static cJSON *new_array(void)
{
    cJSON *a = cJSON_CreateArray();
    if (a == NULL)
        out_of_memory();
    return a;
}

static void fetch_done(void *arg, const struct http_response *resp, struct err *e)
{
    struct fetch *f = arg;
    f->done = true;
    f->req = NULL;
    if (e == NULL && (resp->status < 200 || resp->status > 206)) {
        f->not_found = resp->status == 404;
        e = status_err_generic(resp, "GET");
    }
    if (e == NULL)
        e = doc_parse_json(resp->body.data, resp->body.len, &f->tree);
    f->err = e;
    if (e == NULL && resp->content_type != NULL)
        f->aggregated = strstr(resp->content_type, "apidiscovery.k8s.io") != NULL &&
                        strstr(resp->content_type, "APIGroupDiscoveryList") != NULL;
}

/* The error of one group's version: here client-go does look at the Status. */
static void fetch_resources_done(void *arg, const struct http_response *resp, struct err *e)
{
    struct fetch *f = arg;
    f->done = true;
    f->req = NULL;
    if (e == NULL && (resp->status < 200 || resp->status > 206)) {
        f->not_found = resp->status == 404;
        e = status_err(resp, "GET", NULL, NULL, NULL);
    }
    if (e == NULL)
        e = doc_parse_json(resp->body.data, resp->body.len, &f->tree);
    f->err = e;
}

static void fetch_release(struct fetch *f)
{
    cJSON_Delete(f->tree);
    err_free(f->err);
    *f = (struct fetch){0};
}

char *discovery_path(struct session *s, const char *path)
{
    const struct rest_config *config = NULL;
    struct err *e = session_config(s, &config);
    int64_t ns = e == NULL && config->timeout_ns > 0 ? config->timeout_ns : 32 * NS_PER_S;
    err_free(e);
    char *text = duration_string((struct duration){ns});
    char *full = xasprintf("%s?timeout=%s", path, text);
    free(text);
    return full;
}

static void start(struct discovery *d, struct http_client *client, struct fetch *f, const char *path, bool groups)
{
    char *full = discovery_path(d->s, path);
    struct http_call call = {
        .method = "GET",
        .path = full,
        .accept = groups ? ACCEPT : NULL,
        .timeout_ns = 32 * NS_PER_S,
        .max_bytes = (size_t)256 << 20,
        .done = groups ? fetch_done : fetch_resources_done,
        .arg = f,
    };
    const struct rest_config *config = NULL;
    struct err *e = session_config(d->s, &config);
    if (e == NULL && config->timeout_ns > 0)
        call.timeout_ns = 0;
    err_free(e);
    f->req = http_start(client, &call);
    free(full);
}

/* ---- shapes: what kubectl's cache holds, in the order of its Go structs ---- */

static void copy_str(cJSON *to, const cJSON *from, const char *key, const char *as, bool always)
{
    const char *v = doc_str_at(from, key);
    if (!str_empty(v) || always)
        doc_set_str(to, as, v != NULL ? v : "");
}

static void copy_list(cJSON *to, const cJSON *from, const char *key, bool always)
{
    const cJSON *v = doc_get(from, key);
    if (cJSON_IsArray(v) && (cJSON_GetArraySize(v) > 0 || always))
        doc_set(to, key, doc_dup(v));
    else if (always)
        doc_set(to, key, cJSON_CreateNull());
}

/* A metav1.APIResource of an aggregated resource or (with parent) subresource; NULL when it has no kind. */
static cJSON *resource_of(const cJSON *in, const cJSON *parent)
{
    const cJSON *kind = doc_get(in, "responseKind");
    if (str_empty(doc_str_at(kind, "kind")) && str_empty(doc_str_at(kind, "group")) &&
        str_empty(doc_str_at(kind, "version")))
        return NULL;
    cJSON *out = new_object();
    const cJSON *names = parent != NULL ? parent : in;
    const char *resource = doc_str_at(names, "resource"), *sub = doc_str_at(in, "subresource");
    if (parent == NULL) {
        copy_str(out, in, "resource", "name", true);
    } else {
        char *name = xasprintf("%s/%s", resource != NULL ? resource : "", sub != NULL ? sub : "");
        doc_set_str(out, "name", name);
        free(name);
    }
    copy_str(out, names, "singularResource", "singularName", true);
    doc_set(out, "namespaced", cJSON_CreateBool(str_eq(doc_str_at(names, "scope"), "Namespaced")));
    copy_str(out, kind, "group", "group", false);
    copy_str(out, kind, "version", "version", false);
    copy_str(out, kind, "kind", "kind", true);
    copy_list(out, in, "verbs", true);
    if (parent == NULL) {
        copy_list(out, in, "shortNames", false);
        copy_list(out, in, "categories", false);
    }
    return out;
}

/* A metav1.APIResource of an old server, its fields in order. */
static cJSON *legacy_resource(const cJSON *in)
{
    cJSON *out = new_object();
    copy_str(out, in, "name", "name", true);
    copy_str(out, in, "singularName", "singularName", true);
    doc_set(out, "namespaced", cJSON_CreateBool(doc_bool_at(in, "namespaced", false)));
    copy_str(out, in, "group", "group", false);
    copy_str(out, in, "version", "version", false);
    copy_str(out, in, "kind", "kind", true);
    copy_list(out, in, "verbs", true);
    copy_list(out, in, "shortNames", false);
    copy_list(out, in, "categories", false);
    copy_str(out, in, "storageVersionHash", "storageVersionHash", false);
    return out;
}

static cJSON *resource_list(const char *gv, cJSON *resources)
{
    cJSON *list = new_object();
    doc_set_str(list, "kind", "APIResourceList");
    doc_set_str(list, "apiVersion", "v1");
    doc_set_str(list, "groupVersion", gv);
    doc_set(list, "resources", resources);
    return list;
}

static cJSON *version_of(const char *gv, const char *version)
{
    cJSON *v = new_object();
    doc_set_str(v, "groupVersion", gv);
    doc_set_str(v, "version", version);
    return v;
}

static cJSON *legacy_list(const char *gv, const cJSON *tree)
{
    cJSON *resources = new_array();
    const cJSON *r;
    cJSON_ArrayForEach(r, doc_get(tree, "resources")) cJSON_AddItemToArray(resources, legacy_resource(r));
    return resource_list(gv, resources);
}

static cJSON *aggregated_list(const char *gv, const cJSON *version)
{
    cJSON *resources = new_array();
    const cJSON *r, *sub;
    cJSON_ArrayForEach(r, doc_get(version, "resources"))
    {
        cJSON *item = resource_of(r, NULL);
        if (item != NULL)
            cJSON_AddItemToArray(resources, item);
        cJSON_ArrayForEach(sub, doc_get(r, "subresources"))
        {
            cJSON *s = resource_of(sub, r);
            if (s != NULL)
                cJSON_AddItemToArray(resources, s);
        }
    }
    return resource_list(gv, resources);
}

/* One aggregated group: its metav1.APIGroup goes to `groups`, the resources of each version to `lists` (in the same
 * order). Versions that the server itself could not reach ("Stale") are left out, as client-go does. */
static void add_aggregated_group(const cJSON *item, cJSON *groups, cJSON *lists)
{
    const char *name = doc_str_at(item, "metadata.name");
    if (name == NULL)
        name = "";
    cJSON *group = new_object(), *versions = new_array(), *preferred = NULL;
    const cJSON *v;
    cJSON_ArrayForEach(v, doc_get(item, "versions"))
    {
        const char *version = doc_str_at(v, "version");
        if (str_empty(version) || str_eq(doc_str_at(v, "freshness"), "Stale"))
            continue;
        char *gv = group_version(name, version);
        cJSON_AddItemToArray(versions, version_of(gv, version));
        if (preferred == NULL)
            preferred = version_of(gv, version);
        cJSON_AddItemToArray(lists, aggregated_list(gv, v));
        free(gv);
    }
    doc_set_str(group, "name", name);
    if (preferred == NULL)
        preferred = version_of("", "");
    if (cJSON_GetArraySize(versions) == 0) {
        cJSON_Delete(versions);
        versions = cJSON_CreateNull();
    }
    doc_set(group, "versions", versions);
    doc_set(group, "preferredVersion", preferred);
    cJSON_AddItemToArray(groups, group);
}

/* The groups of an old server: metav1.APIVersions of /api, metav1.APIGroupList of /apis. */
static void add_legacy_groups(const cJSON *tree, bool core, cJSON *groups)
{
    if (core) {
        cJSON *group = new_object(), *versions = new_array();
        const cJSON *v;
        cJSON_ArrayForEach(v, doc_get(tree, "versions")) if (cJSON_IsString(v))
            cJSON_AddItemToArray(versions, version_of(v->valuestring, v->valuestring));
        const cJSON *first = cJSON_GetArrayItem(versions, 0);
        doc_set_str(group, "name", "");
        cJSON *preferred = first != NULL ? doc_dup(first) : version_of("", "");
        doc_set(group, "versions", versions);
        doc_set(group, "preferredVersion", preferred);
        cJSON_AddItemToArray(groups, group);
        return;
    }
    const cJSON *g;
    cJSON_ArrayForEach(g, doc_get(tree, "groups")) if (cJSON_IsObject(g)) cJSON_AddItemToArray(groups, doc_dup(g));
}

static cJSON *group_list(cJSON *groups)
{
    cJSON *list = new_object();
    doc_set_str(list, "kind", "APIGroupList");
    doc_set_str(list, "apiVersion", "v1");
    doc_set(list, "groups", groups);
    return list;
}

/* ---- filling the tables ---- */

static struct disc_gv *find_gv(struct discovery *d, const char *gv)
{
    for (size_t i = 0; i < d->ngvs; i++)
        if (strcmp(d->gvs[i].gv, gv) == 0)
            return &d->gvs[i];
    return NULL;
}

/* Puts a resource list into its place, and into the cache unless it is empty. */
static void put_list(struct discovery *d, struct disc_gv *gv, const cJSON *list)
{
    gv->state = disc_set_resources(gv, list) ? GV_READY : GV_ABSENT;
    if (cJSON_GetArraySize(doc_get(list, "resources")) == 0)
        return;
    char *name = disc_cache_name(gv->gv);
    disc_cache_write(d, name, list);
    free(name);
}

static void note_failure(struct discovery *d, const char *gv, const struct err *e)
{
    char *text = err_go_text(e);
    strv_adopt(&d->failed, xasprintf("%s: %s", gv, text));
    free(text);
}

/* Old servers: one request for each group's version, all at once. */
static void fetch_each(struct discovery *d, struct http_client *client)
{
    struct fetch *f = xcalloc(d->ngvs + 1, sizeof *f);
    for (size_t i = 0; i < d->ngvs; i++) {
        struct disc_gv *gv = &d->gvs[i];
        if (gv->state != GV_UNREAD)
            continue;
        char *path = xasprintf("%s%s", gv->group[0] == '\0' ? "/api/" : "/apis/", gv->gv);
        start(d, client, &f[i], path, false);
        free(path);
    }
    for (size_t i = 0; i < d->ngvs; i++) {
        struct disc_gv *gv = &d->gvs[i];
        if (gv->state != GV_UNREAD)
            continue;
        while (!f[i].done && f[i].req != NULL)
            http_run(client, f[i].req);
        if (f[i].err != NULL && !(f[i].not_found && strcmp(gv->gv, "v1") == 0)) {
            note_failure(d, gv->gv, f[i].err);
            gv->state = GV_ABSENT;
        } else {
            cJSON *list = legacy_list(gv->gv, f[i].tree);
            put_list(d, gv, list);
            cJSON_Delete(list);
        }
        fetch_release(&f[i]);
    }
    strv_sort(&d->failed);
    free(f);
}

static void fill(struct discovery *d, struct http_client *client, struct fetch *core, struct fetch *apis)
{
    cJSON *groups = new_array(), *lists = new_array();
    struct fetch *both[] = {core, apis};
    for (size_t i = 0; i < 2; i++) {
        const cJSON *item;
        if (both[i]->tree == NULL)
            continue;
        if (both[i]->aggregated)
            cJSON_ArrayForEach(item, doc_get(both[i]->tree, "items")) add_aggregated_group(item, groups, lists);
        else
            add_legacy_groups(both[i]->tree, i == 0, groups);
    }
    disc_clear(d);
    d->fetched = true;
    d->disk_used = false;
    cJSON *list = group_list(groups);
    disc_set_groups(d, list);
    d->have_groups = true;
    if (cJSON_GetArraySize(groups) > 0)
        disc_cache_write(d, "servergroups.json", list);
    const cJSON *l;
    cJSON_ArrayForEach(l, lists)
    {
        struct disc_gv *gv = find_gv(d, doc_str_at(l, "groupVersion"));
        if (gv != NULL)
            put_list(d, gv, l);
    }
    cJSON_Delete(list);
    cJSON_Delete(lists);
    fetch_each(d, client);
}

struct err *disc_fetch(struct discovery *d)
{
    struct http_client *client;
    struct err *e = session_http(d->s, &client);
    if (e != NULL)
        return e;
    struct fetch core = {0}, apis = {0};
    start(d, client, &core, "/api", true);
    start(d, client, &apis, "/apis", true);
    while (!core.done && core.req != NULL)
        http_run(client, core.req);
    while (!apis.done && apis.req != NULL)
        http_run(client, apis.req);
    /* A server without core resources has no /api. */
    if (core.err != NULL && core.not_found) {
        err_free(core.err);
        core.err = NULL;
    }
    if (core.err != NULL) {
        e = core.err;
        core.err = NULL;
    } else if (apis.err != NULL) {
        e = apis.err;
        apis.err = NULL;
    }
    if (e == NULL)
        fill(d, client, &core, &apis);
    fetch_release(&core);
    fetch_release(&apis);
    return e;
}
