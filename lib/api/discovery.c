/* discovery.c - the tables of what the server serves. */
#include "api/disc.h"

#include "api/session.h"
#include "base/mem.h"
#include "doc/doc.h"

#include <stdlib.h>
#include <string.h>

void disc_keep(struct discovery *d, struct api_resource *r)
{
    if ((d->nkept & (d->nkept - 1)) == 0)
        d->kept = xreallocarray(d->kept, d->nkept > 0 ? d->nkept * 2 : 1, sizeof(struct api_resource *));
    d->kept[d->nkept++] = r;
}

void disc_gv_clear(struct discovery *d, struct disc_gv *gv)
{
    for (size_t i = 0; i < gv->n; i++)
        disc_keep(d, gv->res[i]);
    free(gv->res);
    if (gv->state == GV_TEXT)
        buf_release(&gv->text);
    free(gv->gv);
    free(gv->group);
    free(gv->version);
    *gv = (struct disc_gv){0};
}

void disc_clear(struct discovery *d)
{
    for (size_t i = 0; i < d->ngvs; i++)
        disc_gv_clear(d, &d->gvs[i]);
    disc_gv_clear(d, &d->core);
    free(d->gvs);
    for (size_t i = 0; i < d->ngroups; i++) {
        free(d->groups[i].name);
        free(d->groups[i].preferred);
    }
    free(d->groups);
    d->gvs = NULL;
    d->groups = NULL;
    d->ngvs = d->ngroups = 0;
    d->have_groups = false;
    d->broken = false;
    d->fetched = false;
    strv_release(&d->failed);
    map_release(&d->memo);
}

void discovery_free(struct discovery *d)
{
    if (d == NULL)
        return;
    disc_clear(d);
    for (size_t i = 0; i < d->nkept; i++)
        api_resource_free(d->kept[i]);
    free(d->kept);
    strv_release(&d->warned);
    free(d->dir);
    free(d);
}

struct err *disc_get(struct session *s, struct discovery **out)
{
    struct discovery **slot = session_discovery_slot(s);
    if (*slot == NULL) {
        struct discovery *d = xcalloc(1, sizeof *d);
        d->s = s;
        struct err *e = disc_cache_init(d);
        if (e != NULL) {
            discovery_free(d);
            return e;
        }
        *slot = d;
    }
    *out = *slot;
    return NULL;
}

/* ---- reading ---- */

static void set_gv(struct disc_gv *gv, const char *group, const char *text, const char *version)
{
    gv->gv = xstrdup(text);
    gv->group = xstrdup(group);
    gv->version = xstrdup(version);
}

/* Ranks of one group's versions: kubectl tries core v1 first, then the groups in order, the preferred version first. */
static void rank_group(struct discovery *d, const struct disc_group *g, size_t *next)
{
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = g->first; i < g->first + g->n; i++)
            if ((strcmp(d->gvs[i].version, g->preferred) == 0) == (pass == 0))
                d->gvs[i].rank = (*next)++;
    for (size_t i = g->first; i < g->first + g->n; i++)
        if (strcmp(d->gvs[i].gv, "v1") == 0)
            d->gvs[i].rank = 0;
}

bool disc_set_groups(struct discovery *d, const cJSON *list)
{
    const cJSON *groups = doc_get(list, "groups"), *g, *v;
    if (!str_eq(doc_str_at(list, "kind"), "APIGroupList") || !cJSON_IsArray(groups))
        return false;
    size_t rank = 1;
    d->groups = xcalloc((size_t)cJSON_GetArraySize(groups) + 1, sizeof *d->groups);
    cJSON_ArrayForEach(g, groups)
    {
        struct disc_group *group = &d->groups[d->ngroups++];
        const char *name = doc_str_at(g, "name"), *preferred = doc_str_at(g, "preferredVersion.version");
        group->name = xstrdup(name != NULL ? name : "");
        group->preferred = xstrdup(preferred != NULL ? preferred : "");
        group->first = d->ngvs;
        cJSON_ArrayForEach(v, doc_get(g, "versions"))
        {
            const char *gv = doc_str_at(v, "groupVersion"), *version = doc_str_at(v, "version");
            if (str_empty(gv) || str_empty(version) || d->ngvs >= DISC_MAX_GVS)
                continue;
            if ((d->ngvs & (d->ngvs - 1)) == 0)
                d->gvs = xreallocarray(d->gvs, d->ngvs > 0 ? d->ngvs * 2 : 1, sizeof *d->gvs);
            d->gvs[d->ngvs] = (struct disc_gv){0};
            set_gv(&d->gvs[d->ngvs++], group->name, gv, version);
        }
        group->n = d->ngvs - group->first;
        rank_group(d, group, &rank);
    }
    d->have_groups = true;
    return true;
}

static void get_strings(struct strv *out, const cJSON *list)
{
    const cJSON *s;
    cJSON_ArrayForEach(s, list) if (cJSON_IsString(s)) strv_add(out, s->valuestring);
}

static char *get_string(const cJSON *o, const char *key)
{
    const char *s = doc_str_at(o, key);
    return xstrdup(s != NULL ? s : "");
}

static struct api_resource *read_resource(const struct disc_gv *gv, const cJSON *in)
{
    struct api_resource *r = api_resource_new();
    r->group = xstrdup(gv->group);
    r->version = xstrdup(gv->version);
    r->name = get_string(in, "name");
    r->kind = get_string(in, "kind");
    r->singular = get_string(in, "singularName");
    r->no_singular = r->singular[0] == '\0';
    if (r->no_singular)
        str_replace_owned(&r->singular, kind_singular(r->kind));
    r->namespaced = doc_bool_at(in, "namespaced", false);
    r->storage_hash = xstrdup_null(doc_str_at(in, "storageVersionHash"));
    get_strings(&r->verbs, doc_get(in, "verbs"));
    get_strings(&r->short_names, doc_get(in, "shortNames"));
    get_strings(&r->categories, doc_get(in, "categories"));
    return r;
}

/* "pods/status" belongs to "pods". */
static void add_subresource(struct disc_gv *gv, const char *name, const char *slash)
{
    size_t n = (size_t)(slash - name);
    /* It follows its resource. */
    for (size_t i = gv->n; i > 0; i--) {
        struct api_resource *r = gv->res[i - 1];
        if (strncmp(r->name, name, n) == 0 && r->name[n] == '\0') {
            strv_add(&r->subresources, slash + 1);
            return;
        }
    }
}

bool disc_set_resources(struct disc_gv *gv, const cJSON *list)
{
    const cJSON *resources = doc_get(list, "resources"), *in;
    if (!str_eq(doc_str_at(list, "kind"), "APIResourceList"))
        return false;
    gv->res = xcalloc((size_t)cJSON_GetArraySize(resources) + 1, sizeof(struct api_resource *));
    cJSON_ArrayForEach(in, resources)
    {
        const char *name = doc_str_at(in, "name");
        if (str_empty(name))
            continue;
        const char *slash = strchr(name, '/');
        if (slash != NULL)
            add_subresource(gv, name, slash);
        else
            gv->res[gv->n++] = read_resource(gv, in);
    }
    return true;
}

bool disc_parse(struct discovery *d, struct disc_gv *gv)
{
    if (gv->state != GV_TEXT)
        return gv->state == GV_READY;
    cJSON *tree = NULL;
    struct err *e = doc_parse_json(gv->text.data, gv->text.len, &tree);
    bool ok = e == NULL && disc_set_resources(gv, tree);
    err_free(e);
    cJSON_Delete(tree);
    buf_release(&gv->text);
    gv->state = ok ? GV_READY : GV_ABSENT;
    if (!ok)
        d->broken = true;
    return ok;
}

bool disc_text_has(const struct buf *text, const char *word)
{
    size_t n = strlen(word);
    const char *p = text->data, *end = text->data + text->len;
    while (n > 0 && (p = memchr(p, '"', (size_t)(end - p))) != NULL) {
        p++;
        if ((size_t)(end - p) <= n)
            return false;
        if (p[n] == '"' && strncasecmp(p, word, n) == 0)
            return true;
    }
    return false;
}

struct err *disc_groups(struct discovery *d)
{
    if (d->have_groups)
        return NULL;
    struct buf text;
    if (disc_cache_read(d, "servergroups.json", &text)) {
        cJSON *tree = NULL;
        struct err *e = doc_parse_json(text.data, text.len, &tree);
        bool ok = e == NULL && disc_set_groups(d, tree) && d->ngvs > 0;
        err_free(e);
        cJSON_Delete(tree);
        buf_release(&text);
        if (ok)
            return NULL;
    }
    return disc_fetch(d);
}

struct err *disc_texts(struct discovery *d)
{
    struct err *e = disc_groups(d);
    for (size_t i = 0; e == NULL && i < d->ngvs; i++) {
        struct disc_gv *gv = &d->gvs[i];
        if (gv->state != GV_UNREAD)
            continue;
        char *name = disc_cache_name(gv->gv);
        if (disc_cache_read(d, name, &gv->text))
            gv->state = GV_TEXT;
        else if (d->fetched)
            gv->state = GV_ABSENT;
        else
            e = disc_fetch(d); /* fills all of them */
        free(name);
    }
    return e;
}

void disc_mark_preferred(struct discovery *d)
{
    for (size_t g = 0; g < d->ngroups; g++) {
        const struct disc_group *group = &d->groups[g];
        struct map best = {0};
        for (int pass = 0; pass < 2; pass++)
            for (size_t i = group->first; i < group->first + group->n; i++) {
                struct disc_gv *gv = &d->gvs[i];
                bool preferred = strcmp(gv->version, group->preferred) == 0;
                if (gv->state != GV_READY || preferred != (pass == 0))
                    continue;
                for (size_t k = 0; k < gv->n; k++) {
                    gv->res[k]->preferred = preferred || !map_has(&best, gv->res[k]->name);
                    if (!map_has(&best, gv->res[k]->name))
                        map_set(&best, gv->res[k]->name, gv->res[k]);
                }
            }
        map_release(&best);
    }
}

/* ---- public ---- */

static void collect(struct discovery *d, struct api_resources *out)
{
    disc_mark_preferred(d);
    size_t n = 0;
    for (size_t i = 0; i < d->ngvs; i++)
        n += d->gvs[i].n;
    out->v = xcalloc(n + 1, sizeof *out->v);
    out->n = 0;
    for (size_t i = 0; i < d->ngvs; i++)
        for (size_t k = 0; k < d->gvs[i].n; k++)
            out->v[out->n++] = d->gvs[i].res[k];
}

static struct err *load_all(struct discovery *d)
{
    struct err *e = disc_texts(d);
    for (size_t i = 0; e == NULL && i < d->ngvs; i++)
        if (!disc_parse(d, &d->gvs[i]) && d->broken && !d->fetched) {
            e = disc_fetch(d);
            break;
        }
    return e;
}

struct err *discovery_all(struct session *s, struct api_resources *out, struct err **partial)
{
    *out = (struct api_resources){0};
    struct discovery *d;
    struct err *e = disc_get(s, &d);
    if (e == NULL)
        e = load_all(d);
    if (e != NULL)
        return e;
    collect(d, out);
    if (partial != NULL) {
        *partial = NULL;
        if (d->failed.n > 0) {
            char *all = strv_join(&d->failed, ", ");
            *partial = err_new("unable to retrieve the complete list of server APIs: %s", all);
            free(all);
        }
    }
    return NULL;
}

struct err *discovery_versions(struct session *s, struct strv *out)
{
    struct discovery *d;
    struct err *e = disc_get(s, &d);
    if (e == NULL)
        e = disc_groups(d);
    for (size_t i = 0; e == NULL && i < d->ngvs; i++)
        strv_add(out, d->gvs[i].gv);
    return e;
}

void discovery_again(struct discovery *d)
{
    if (d == NULL)
        return;
    if (d->failed.n > 0 || d->broken)
        disc_clear(d); /* what could not be had is asked for again */
    strv_release(&d->failed);
    strv_release(&d->warned);
    d->broken = d->no_disk = d->fetched = false;
    d->disk_used = true;
}

void discovery_invalidate(struct session *s)
{
    struct discovery *d;
    struct err *e = disc_get(s, &d);
    if (e != NULL) {
        err_free(e); /* it will show again at the first question */
        return;
    }
    disc_clear(d);
    d->no_disk = true;
    d->disk_used = false;
}
