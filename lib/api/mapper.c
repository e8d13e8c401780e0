/* mapper.c - from names to resources: the rules of client-go's shortcut expander, priority mapper and cli-runtime's
 * Builder.mappingFor. */
#include "api/disc.h"

#include "api/session.h"
#include "api/status.h"
#include "base/mem.h"
#include "schema/schema.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* A name as the user gave it; group and version "" when open. */
struct partial {
    char *group, *version, *resource;
};

static void partial_release(struct partial *p)
{
    free(p->group);
    free(p->version);
    free(p->resource);
    *p = (struct partial){0};
}

/* "res.group" */
static struct partial partial_group(const char *arg)
{
    const char *rest;
    struct partial p = {.resource = str_cut(arg, '.', &rest), .version = xstrdup("")};
    p.group = xstrdup(rest != NULL ? rest : "");
    return p;
}

/* "res.version.group"; false with fewer than two dots. */
static bool partial_full(const char *arg, struct partial *p)
{
    const char *a = strchr(arg, '.'), *b = a != NULL ? strchr(a + 1, '.') : NULL;
    if (b == NULL)
        return false;
    p->resource = xstrndup(arg, (size_t)(a - arg));
    p->version = xstrndup(a + 1, (size_t)(b - a - 1));
    p->group = xstrdup(b + 1);
    return true;
}

/* Makes gv's resources ready when they can have to do with `word`. */
static bool may_have(struct discovery *d, struct disc_gv *gv, const char *word)
{
    if (gv->state == GV_TEXT && disc_text_has(&gv->text, word))
        disc_parse(d, gv);
    return gv->state == GV_READY;
}

/* ---- short names ---- */

static void warn_ambiguous(struct discovery *d, const char *name, const struct api_resource *r)
{
    struct cmd_ctx *ctx = session_ctx(d->s);
    if (ctx->complete_since_ns != 0) /* a completion has no place for it */
        return;
    char *id = api_resource_id(r), *quoted = str_quote(name);
    char *text = xasprintf("short name %s could also match lower priority resource %s", quoted, id);
    if (!strv_has(&d->warned, text)) {
        strv_add(&d->warned, text);
        char *safe = str_sanitize(text);
        bool colour = ctx->err_tty && getenv("NO_COLOR") == NULL && !str_eq(getenv("TERM"), "dumb");
        fprintf(ctx->err, "%sWarning:%s %s\n", colour ? "\033[33;1m" : "", colour ? "\033[0m" : "", safe);
        free(safe);
    }
    free(text);
    free(quoted);
    free(id);
}

static bool has_full_name(struct discovery *d, const struct partial *p)
{
    for (size_t i = 0; i < d->ngvs; i++) {
        struct disc_gv *gv = &d->gvs[i];
        if ((p->group[0] != '\0' && strcmp(p->group, gv->group) != 0) || !may_have(d, gv, p->resource))
            continue;
        for (size_t k = 0; k < gv->n; k++) {
            const struct api_resource *r = gv->res[k];
            if (strcmp(r->name, p->resource) == 0 || (!r->no_singular && strcmp(r->singular, p->resource) == 0))
                return true;
        }
    }
    return false;
}

/* The first resource with this short name in the group (exactly, any when "", or as the prefix of its name). */
static const struct api_resource *find_short(struct discovery *d, const struct partial *p, bool prefix)
{
    const struct api_resource *found = NULL;
    for (size_t i = 0; i < d->ngvs; i++) {
        struct disc_gv *gv = &d->gvs[i];
        bool in_group =
            prefix ? str_starts(gv->group, p->group) : p->group[0] == '\0' || strcmp(p->group, gv->group) == 0;
        if (!in_group || !may_have(d, gv, p->resource))
            continue;
        for (size_t k = 0; k < gv->n; k++) {
            const struct api_resource *r = gv->res[k];
            if (!strv_has(&r->short_names, p->resource))
                continue;
            if (found == NULL)
                found = r;
            else if (!prefix && (strcmp(found->group, r->group) != 0 || strcmp(found->name, r->name) != 0))
                warn_ambiguous(d, p->resource, r);
            if (prefix)
                return found;
        }
    }
    return found;
}

/* shortcutExpander.expandResourceShortcut: full names beat short ones. */
static void expand(struct discovery *d, struct partial *p)
{
    if (has_full_name(d, p))
        return;
    const struct api_resource *r = find_short(d, p, false);
    if (r != NULL) {
        str_replace_owned(&p->version, xstrdup("")); /* as client-go: the version is lost */
    } else if (p->group[0] != '\0') {
        r = find_short(d, p, true);
    }
    if (r == NULL)
        return;
    str_replace_owned(&p->resource, xstrdup(r->name));
    str_replace_owned(&p->group, xstrdup(r->group));
}

/* ---- matching ---- */

/* The resources of one group's version that p names. Gives how many kinds match, the last of them in *out. */
static size_t match_gv(const struct disc_gv *gv, const char *resource, const struct api_resource **out)
{
    size_t kinds = 0;
    for (size_t k = 0; k < gv->n; k++) {
        const struct api_resource *r = gv->res[k];
        if (strcmp(r->name, resource) != 0 && strcmp(r->singular, resource) != 0)
            continue;
        if (kinds == 0 || strcmp((*out)->kind, r->kind) != 0)
            kinds++;
        *out = r;
    }
    return kinds;
}

static bool group_matches(const struct disc_gv *gv, const struct partial *p, bool exact)
{
    if (p->group[0] == '\0')
        return true;
    return exact ? strcmp(gv->group, p->group) == 0 : str_starts(gv->group, p->group);
}

/* The resource whose kind is `kind` in one group's version: the last one, as the mapper's table keeps it. */
static const struct api_resource *kind_in_gv(const struct disc_gv *gv, const char *kind)
{
    const struct api_resource *found = NULL;
    for (size_t k = 0; k < gv->n; k++) {
        const struct api_resource *r = gv->res[k];
        if (strcmp(r->kind, kind) == 0)
            found = r;
    }
    for (size_t k = 0; found == NULL && k < gv->n; k++) {
        char *lower = str_lower(gv->res[k]->kind);
        if (strcmp(lower, kind) == 0)
            found = gv->res[k];
        free(lower);
    }
    return found;
}

/* PriorityRESTMapper.ResourceFor: *group is its group and version. NULL: none, or ambiguous. Frees p. */
static const struct api_resource *resource_for(struct discovery *d, struct partial *p, const struct disc_gv **group)
{
    expand(d, p);
    char *lower = str_lower(p->resource);
    const struct disc_gv *best = NULL;
    const struct api_resource *found = NULL;
    size_t kinds = 0;
    for (size_t i = 0; i < d->ngvs; i++) {
        struct disc_gv *gv = &d->gvs[i];
        /* With a version the group must be exact; without, a mapper falls back to groups that begin with it. */
        if (p->version[0] != '\0' && (strcmp(gv->version, p->version) != 0 || !group_matches(gv, p, true)))
            continue;
        if (!group_matches(gv, p, false) || (best != NULL && best->rank < gv->rank) || !may_have(d, gv, lower))
            continue;
        const struct api_resource *r = NULL;
        size_t n = match_gv(gv, lower, &r);
        if (n == 0)
            continue;
        best = gv;
        found = r;
        kinds = n;
    }
    free(lower);
    partial_release(p);
    *group = best;
    return kinds == 1 ? found : NULL;
}

/* PriorityRESTMapper.KindFor, then RESTMapping of the kind. NULL: none, or ambiguous. Frees p. */
static const struct api_resource *kind_for(struct discovery *d, struct partial *p)
{
    const struct disc_gv *gv = NULL;
    const struct api_resource *r = resource_for(d, p, &gv);
    return r != NULL ? kind_in_gv(gv, r->kind) : NULL;
}

/* RESTMapping(group/kind, version): the version "" means the one with the highest priority. */
static const struct api_resource *rest_mapping(struct discovery *d, const char *group, const char *kind,
                                               const char *version)
{
    const struct disc_gv *best = NULL;
    const struct api_resource *found = NULL;
    for (size_t i = 0; i < d->ngvs; i++) {
        struct disc_gv *gv = &d->gvs[i];
        if (strcmp(gv->group, group) != 0 || (version[0] != '\0' && strcmp(gv->version, version) != 0))
            continue;
        if ((best != NULL && best->rank < gv->rank) || !may_have(d, gv, kind))
            continue;
        const struct api_resource *r = kind_in_gv(gv, kind);
        if (r != NULL) {
            best = gv;
            found = r;
        }
    }
    return found;
}

/* Builder.mappingFor over complete tables. */
static const struct api_resource *lookup_arg(struct discovery *d, const char *arg)
{
    struct partial full = {0}, open = partial_group(arg);
    const struct api_resource *r = NULL;
    bool has_full = partial_full(arg, &full);
    if (has_full)
        r = kind_for(d, &full);
    if (r == NULL)
        r = kind_for(d, &open);
    else
        partial_release(&open);
    if (r != NULL)
        return r;
    /* A kind, as it is written. */
    if (partial_full(arg, &full)) {
        r = rest_mapping(d, full.group, full.resource, full.version);
        partial_release(&full);
    }
    if (r == NULL) {
        open = partial_group(arg);
        r = rest_mapping(d, open.group, open.resource, "");
        partial_release(&open);
    }
    return r;
}

/* ---- core resources by themselves ---- */

/* core/v1 without the groups: `get pods` needs no more. NULL when its cache file is not fresh. */
static struct disc_gv *core_alone(struct discovery *d)
{
    if (d->have_groups) {
        for (size_t i = 0; i < d->ngvs; i++)
            if (strcmp(d->gvs[i].gv, "v1") == 0 && d->gvs[i].state == GV_READY)
                return &d->gvs[i];
        return NULL;
    }
    if (d->core.state == GV_UNREAD) {
        d->core.gv = xstrdup("v1");
        d->core.group = xstrdup("");
        d->core.version = xstrdup("v1");
        d->core.state = disc_cache_read(d, "v1/serverresources.json", &d->core.text) ? GV_TEXT : GV_ABSENT;
    }
    if (d->core.state == GV_TEXT)
        disc_parse(d, &d->core);
    d->broken = false; /* the whole of it is asked for then */
    return d->core.state == GV_READY ? &d->core : NULL;
}

/* A full name of core/v1 wins over all other groups. */
static const struct api_resource *core_name(struct discovery *d, const char *arg)
{
    char *lower = str_lower(arg);
    const struct api_resource *r = NULL;
    struct disc_gv *gv = strcmp(lower, arg) == 0 && strchr(arg, '.') == NULL ? core_alone(d) : NULL;
    if (gv != NULL && match_gv(gv, arg, &r) != 1)
        r = NULL;
    free(lower);
    return r;
}

/* ---- public ---- */

static struct err *arg_error(const char *arg)
{
    struct partial p = partial_group(arg);
    char *resource = str_quote(p.resource), *group = str_quote(p.group);
    struct err *e = p.group[0] != '\0'
                        ? err_new("the server doesn't have a resource type %s in group %s", resource, group)
                        : err_new("the server doesn't have a resource type %s", resource);
    free(resource);
    free(group);
    partial_release(&p);
    return e;
}

/* One of the questions to the tables. */
struct question {
    const char *arg;                    /* a user's name, or NULL */
    const char *group, *kind, *version; /* else a kind */
    const char *resource;               /* or a resource, in `group` */
};

static const struct api_resource *ask(struct discovery *d, const struct question *q)
{
    if (q->resource != NULL) {
        struct partial p = {xstrdup(q->group), xstrdup(""), xstrdup(q->resource)};
        const struct disc_gv *gv;
        return resource_for(d, &p, &gv);
    }
    return q->arg != NULL ? lookup_arg(d, q->arg) : rest_mapping(d, q->group, q->kind, q->version);
}

/* Asks the tables, from the cache first; a miss there asks the server once. */
static struct err *resolve(struct discovery *d, const struct question *q, const struct api_resource **out)
{
    struct err *e = disc_texts(d);
    if (e != NULL)
        return e;
    *out = ask(d, q);
    if (d->broken || (*out == NULL && d->disk_used)) {
        d->broken = false;
        d->no_disk = true;
        e = disc_fetch(d);
        if (e != NULL)
            return e;
        *out = ask(d, q);
    }
    return NULL;
}

struct err *mapping_for_arg(struct session *s, const char *arg, const struct api_resource **out)
{
    struct discovery *d;
    struct err *e = disc_get(s, &d);
    if (e != NULL)
        return e;
    *out = core_name(d, arg);
    if (*out != NULL)
        return NULL;
    char *key = xasprintf("?%s", arg);
    *out = map_get(&d->memo, key);
    if (*out == NULL) {
        e = resolve(d, &(struct question){.arg = arg}, out);
        if (e == NULL && *out == NULL)
            e = arg_error(arg);
        if (e == NULL)
            map_set(&d->memo, key, (void *)(uintptr_t)*out);
    }
    free(key);
    return e;
}

/* The cache's answer for one kind: FOUND in *out, the group's version is known to be MISSING, or there is no cache. */
enum cached { CACHE_FOUND, CACHE_MISSING, CACHE_NONE };

static enum cached kind_from_cache(struct discovery *d, const struct gvk *g, const struct api_resource **out)
{
    struct buf text;
    char *version = gvk_api_version(g);
    enum cached r = CACHE_NONE;
    struct disc_gv *gv = NULL;
    if (!d->have_groups && strcmp(version, "v1") == 0)
        gv = core_alone(d);
    if (gv == NULL && !d->have_groups && disc_cache_read(d, "servergroups.json", &text)) {
        buf_release(&text);
        err_free(disc_groups(d));
    }
    for (size_t i = 0; gv == NULL && d->have_groups && i < d->ngvs; i++)
        if (strcmp(d->gvs[i].gv, version) == 0)
            gv = &d->gvs[i];
    if (gv == NULL && d->have_groups)
        r = CACHE_MISSING;
    if (gv != NULL && gv->state == GV_UNREAD) {
        char *name = disc_cache_name(gv->gv);
        if (disc_cache_read(d, name, &gv->text))
            gv->state = GV_TEXT;
        free(name);
    }
    if (gv != NULL && disc_parse(d, gv)) {
        *out = kind_in_gv(gv, g->kind);
        r = *out != NULL ? CACHE_FOUND : CACHE_MISSING;
    }
    free(version);
    return r;
}

/* A built-in kind as a resource. */
static const struct api_resource *builtin_resource(struct discovery *d, const struct schema_kind *k)
{
    struct api_resource *r = api_resource_new();
    r->group = xstrdup(k->group);
    r->version = xstrdup(k->version);
    r->name = xstrdup(k->plural);
    r->singular = xstrdup(k->singular);
    r->kind = xstrdup(k->kind);
    r->namespaced = k->namespaced;
    r->builtin = r->preferred = true;
    disc_keep(d, r);
    return r;
}

/* NULL: there is no such kind among those that every server has. */
static const struct api_resource *builtin(struct discovery *d, const struct gvk *g)
{
    struct schema_kind k;
    if (!schema_find_kind(g->group, g->version, g->kind, &k) || !schema_version_is_stable(g->version))
        return NULL;
    return builtin_resource(d, &k);
}

/* The short names that servers give the built-in resources ("ev" is ambiguous: the server is asked). */
static const char *const short_names[][2] = {
    {"cm", "configmaps"},
    {"cj", "cronjobs"},
    {"crd", "customresourcedefinitions"},
    {"crds", "customresourcedefinitions"},
    {"cs", "componentstatuses"},
    {"csr", "certificatesigningrequests"},
    {"deploy", "deployments"},
    {"ds", "daemonsets"},
    {"ep", "endpoints"},
    {"hpa", "horizontalpodautoscalers"},
    {"ing", "ingresses"},
    {"ip", "ipaddresses"},
    {"limits", "limitranges"},
    {"netpol", "networkpolicies"},
    {"no", "nodes"},
    {"ns", "namespaces"},
    {"pc", "priorityclasses"},
    {"pdb", "poddisruptionbudgets"},
    {"po", "pods"},
    {"pv", "persistentvolumes"},
    {"pvc", "persistentvolumeclaims"},
    {"quota", "resourcequotas"},
    {"rc", "replicationcontrollers"},
    {"rs", "replicasets"},
    {"sa", "serviceaccounts"},
    {"sc", "storageclasses"},
    {"sts", "statefulsets"},
    {"svc", "services"},
    {"vac", "volumeattributesclasses"},
};

/* The built-in resource of a name, in a group ("" for any) or, next, in one that begins so. */
static const struct api_resource *builtin_name(struct discovery *d, const char *group, const char *name)
{
    struct schema_kind k, found = {0};
    bool exact = false;
    char *lower = str_lower(name);
    const char *plural = lower;
    for (size_t i = 0; i < sizeof short_names / sizeof *short_names; i++) {
        if (strcmp(short_names[i][0], name) == 0)
            plural = short_names[i][1];
    }
    for (size_t i = 0; i < schema_nkinds() && !exact; i++) {
        schema_kind_at(i, &k);
        if ((strcmp(k.plural, plural) != 0 && strcmp(k.singular, plural) != 0) ||
            !schema_version_is_stable(k.version) || !str_starts(k.group, group))
            continue;
        exact = group[0] == '\0' || strcmp(k.group, group) == 0;
        if (exact || found.plural == NULL)
            found = k;
    }
    free(lower);
    return found.plural != NULL ? builtin_resource(d, &found) : NULL;
}

static struct err *kind_error(const struct gvk *g)
{
    char *kind = str_quote(g->kind);
    struct err *e;
    if (g->version[0] == '\0') {
        char *group = str_quote(g->group);
        e = err_new("no matches for kind %s in group %s", kind, group);
        free(group);
    } else {
        char *version = gvk_api_version(g), *quoted = str_quote(version);
        e = err_new("no matches for kind %s in version %s", kind, quoted);
        free(quoted);
        free(version);
    }
    free(kind);
    return e;
}

static struct err *find_gvk(struct discovery *d, const struct gvk *g, bool ask_server, const struct api_resource **out)
{
    enum cached c = kind_from_cache(d, g, out);
    if (c == CACHE_NONE && !ask_server)
        *out = builtin(d, g);
    if (*out != NULL)
        return NULL;
    struct err *e = resolve(d, &(struct question){.group = g->group, .kind = g->kind, .version = g->version}, out);
    if (e == NULL && *out == NULL)
        e = kind_error(g);
    return e;
}

struct err *mapping_for_gvk(struct session *s, const struct gvk *g, const struct api_resource **out)
{
    struct discovery *d;
    struct err *e = disc_get(s, &d);
    if (e != NULL)
        return e;
    char *key = xasprintf("%s/%s/%s", g->group, g->version, g->kind);
    *out = map_get(&d->memo, key);
    if (*out == NULL)
        e = find_gvk(d, g, false, out);
    if (e == NULL)
        map_set(&d->memo, key, (void *)(uintptr_t)*out);
    free(key);
    return e;
}

struct err *mapping_for_kind(struct session *s, const char *group, const char *kind, const struct api_resource **out)
{
    struct discovery *d;
    *out = NULL;
    struct err *e = disc_get(s, &d);
    if (e == NULL)
        e = resolve(d, &(struct question){.group = group, .kind = kind, .version = ""}, out);
    if (e == NULL && *out == NULL) {
        struct gvk g = {xstrdup(group), xstrdup(""), xstrdup(kind)};
        e = kind_error(&g);
        gvk_release(&g);
    }
    return e;
}

struct err *mapping_for_resource(struct session *s, const char *group, const char *resource,
                                 const struct api_resource **out)
{
    struct discovery *d;
    struct buf text;
    *out = NULL;
    struct err *e = disc_get(s, &d);
    if (e != NULL)
        return e;
    bool cached = d->have_groups;
    if (!cached && disc_cache_read(d, "servergroups.json", &text)) {
        buf_release(&text);
        cached = true;
    }
    if (!cached)
        *out = builtin_name(d, group, resource);
    strv_release(&d->warned); /* kubectl warns each time */
    if (*out == NULL)
        e = resolve(d, &(struct question){.group = group, .resource = resource}, out);
    return e;
}

struct err *mapping_confirm(struct session *s, const struct api_resource *r)
{
    struct discovery *d;
    if (!r->builtin || disc_get(s, &d) != NULL)
        return NULL;
    const struct api_resource *out = NULL;
    struct gvk g = api_resource_gvk(r);
    struct err *e = find_gvk(d, &g, true, &out);
    gvk_release(&g);
    if (e != NULL && !mapping_is_no_match(e)) {
        err_free(e);
        e = NULL;
    }
    return e;
}

static void add_category(struct disc_gv *gv, const char *name, struct strv *out)
{
    for (size_t k = 0; k < gv->n; k++) {
        if (!strv_has(&gv->res[k]->categories, name))
            continue;
        char *id = api_resource_id(gv->res[k]);
        if (strv_has(out, id))
            free(id);
        else
            strv_adopt(out, id);
    }
}

struct err *mapping_for_category(struct session *s, const char *name, struct strv *out)
{
    struct discovery *d;
    struct err *e = disc_get(s, &d);
    if (e != NULL || strchr(name, '.') != NULL || name[0] == '\0' || core_name(d, name) != NULL)
        return e;
    e = disc_texts(d);
    if (e != NULL)
        return e;
    for (size_t i = 0; i < d->ngvs; i++)
        if (may_have(d, &d->gvs[i], name))
            add_category(&d->gvs[i], name, out);
    return NULL;
}

bool mapping_is_no_match(const struct err *e)
{
    return e != NULL && e->kind == ERR_GENERIC && str_starts(e->msg, "no matches for kind ");
}

struct err *mapping_doc_err(struct err *e, const char *name, const char *ns, const char *source)
{
    if (e == NULL || e->kind == ERR_SILENT)
        return e;
    char *from = str_quote(source != NULL ? source : ""), *text = err_go_text(e), *msg;
    if (mapping_is_no_match(e)) {
        char *n = str_quote(name != NULL ? name : ""), *space = str_quote(ns != NULL ? ns : "");
        msg = xasprintf(
            "resource mapping not found for name: %s namespace: %s from %s: %s\nensure CRDs are installed first", n,
            space, from, text);
        free(n);
        free(space);
    } else {
        msg = xasprintf("unable to recognize %s: %s", from, text);
    }
    struct err *made = err_new("%s", msg);
    made->note = e->note;
    e->note = NULL;
    free(msg);
    free(text);
    free(from);
    err_free(e);
    return made;
}
