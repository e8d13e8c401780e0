/* applyset.c - sets of applied objects, kept track of by a parent object (KEP-3659).
 *
 * The tool that a set names is always kubectl, with the version of kubectl that this program stands for, so that both
 * programs can go on with each other's sets: each refuses those of other tools.
 */
#include "apply/apply.h"

#include "api/request.h"
#include "api/session.h"
#include "api/status.h"
#include "api/version.h"
#include "base/base64.h"
#include "base/klog.h"
#include "base/mem.h"
#include "base/sha256.h"
#include "doc/emit.h"

#include <stdlib.h>
#include <string.h>

#define TOOL "kubectl"
#define TOOLING TOOL "/" KUBE_VERSION
#define FIELD_MANAGER TOOL "-applyset"

#define ANNOTATION_TOOLING "applyset.kubernetes.io/tooling"
#define ANNOTATION_KINDS "applyset.kubernetes.io/contains-group-kinds"
#define ANNOTATION_RESOURCES "applyset.kubernetes.io/contains-group-resources" /* deprecated */
#define ANNOTATION_NAMESPACES "applyset.kubernetes.io/additional-namespaces"
#define LABEL_ID "applyset.kubernetes.io/id"
#define LABEL_PART_OF "applyset.kubernetes.io/part-of"
#define LABEL_PARENT_TYPE "applyset.kubernetes.io/is-parent-type"

struct applyset {
    const struct api_resource *resource; /* the parent's */
    char *ns, *name;
    char *id;
    char *selector;               /* of the members */
    struct strv old_kinds, kinds; /* "Deployment.apps": as the parent has them, of this run */
    struct prune_types old_types; /* of old_kinds */
    struct strv old_namespaces, namespaces;
};

/* An error behind words: an ordinary one, whatever it was. Takes e. */
static struct err *behind(struct err *e, const char *words)
{
    if (e == NULL || e->kind == ERR_SILENT)
        return e;
    char *why = err_go_text(e);
    struct err *told = err_new("%s: %s", words, why);
    if (e->note != NULL)
        told = err_note(told, "%s", e->note);
    free(why);
    err_free(e);
    return told;
}

/* "secrets./name", in quotes: how messages name the parent. The caller frees. */
static char *parent_text(const struct applyset *set)
{
    char *text = xasprintf("%s.%s/%s", set->resource->name, set->resource->group, set->name);
    char *quoted = str_quote(text);
    free(text);
    return quoted;
}

static void add_once(struct strv *l, const char *s)
{
    if (!strv_has(l, s))
        strv_add(l, s);
}

/* "Deployment.apps", "Secret": the caller frees. */
static char *kind_text(const struct api_resource *r)
{
    return r->group[0] != '\0' ? xasprintf("%s.%s", r->kind, r->group) : xstrdup(r->kind);
}

/* base64url(sha256(NAME.NAMESPACE.KIND.GROUP)) between words that make a label's value of it. */
static char *make_id(const struct applyset *set)
{
    char *text = xasprintf("%s.%s.%s.%s", set->name, set->ns, set->resource->kind, set->resource->group);
    uint8_t digest[SHA256_BYTES];
    sha256(text, strlen(text), digest);
    free(text);
    struct buf b = buf_new();
    base64_encode(&b, digest, sizeof digest);
    for (char *p = b.data; *p != '\0'; p++)
        *p = *p == '+' ? '-' : *p == '/' ? '_' : *p;
    b.data[strcspn(b.data, "=")] = '\0';
    char *id = xasprintf("applyset-%s-v1", b.data);
    buf_release(&b);
    return id;
}

/* The resource of RESOURCE[.GROUP], as the RESTMapper finds it. */
static struct err *find_type(struct session *s, const char *type, const struct api_resource **out)
{
    const char *group;
    char *name = str_cut(type, '.', &group);
    *out = NULL;
    struct err *e = NULL;
    if (group == NULL)
        group = "";
    if (name[0] == '\0')
        e = err_new("a resource must be present, got: %s/, Resource=", group);
    else
        e = mapping_for_resource(s, group, name, out);
    if (e == NULL && *out == NULL)
        e = err_new("no matches for %s/, Resource=%s", group, name);
    free(name);
    return e;
}

/* ---- the parent ---- */

static struct err *find_parent(struct session *s, const char *ref, const struct api_resource **resource, char **name)
{
    const char *slash = strchr(ref, '/');
    *name = xstrdup(slash != NULL ? slash + 1 : ref);
    if ((*name)[0] == '\0')
        return err_new("name cannot be blank");
    if (slash == NULL) {
        struct gvk secret = {xstrdup(""), xstrdup("v1"), xstrdup("Secret")};
        struct err *e = mapping_for_gvk(s, &secret, resource);
        gvk_release(&secret);
        return e;
    }
    char *type = xstrndup(ref, (size_t)(slash - ref));
    struct err *e = find_type(s, type, resource);
    free(type);
    return e;
}

struct err *applyset_open(struct cmd_ctx *ctx, struct apply *o)
{
    struct applyset *set = xcalloc(1, sizeof *set);
    o->set = set;
    struct err *e = find_parent(session_get(ctx), o->in.applyset, &set->resource, &set->name);
    if (e != NULL) {
        char *quoted = str_quote(o->in.applyset), *words = xasprintf("invalid parent reference %s", quoted);
        e = behind(e, words);
        free(words);
        free(quoted);
        return e;
    }
    if (set->resource == NULL)
        return err_new("invalid parent reference");
    /* Of the namespace only what the flag says counts: the parent must not move with the context. */
    set->ns = xstrdup(o->enforce_ns && set->resource->namespaced ? o->ns : "");
    set->id = make_id(set);
    set->selector = xasprintf("%s=%s", LABEL_PART_OF, set->id);
    return NULL;
}

void applyset_free(struct applyset *set)
{
    if (set == NULL)
        return;
    free(set->ns);
    free(set->name);
    free(set->id);
    free(set->selector);
    strv_release(&set->old_kinds);
    strv_release(&set->kinds);
    prune_types_release(&set->old_types);
    strv_release(&set->old_namespaces);
    strv_release(&set->namespaces);
    free(set);
}

static bool is_builtin_parent(const struct applyset *set)
{
    const struct api_resource *r = set->resource;
    return r->group[0] == '\0' && strcmp(r->version, "v1") == 0 &&
           (strcmp(r->name, "secrets") == 0 || strcmp(r->name, "configmaps") == 0);
}

/* True if a definition with the label that permits it defines the parent's type. */
static struct err *is_permitted(struct session *s, const struct applyset *set, bool *permitted)
{
    /* The casts only satisfy the structure's type: nobody writes to it. */
    static const struct api_resource definitions = {.group = (char *)"apiextensions.k8s.io",
                                                    .version = (char *)"v1",
                                                    .name = (char *)"customresourcedefinitions",
                                                    .singular = (char *)"customresourcedefinition",
                                                    .kind = (char *)"CustomResourceDefinition"};
    const char *query[] = {"labelSelector", LABEL_PARENT_TYPE, NULL};
    struct api_call call = {.verb = "list", .resource = &definitions, .query = query};
    cJSON *list = NULL;
    struct err *e = api_do(s, &call, &list);
    char *wanted = xasprintf("%s.%s", set->resource->name, set->resource->group);
    const cJSON *item;
    cJSON_ArrayForEach(item, doc_get(list, "items"))
    {
        *permitted = *permitted || str_eq(doc_str_at(item, "metadata.name"), wanted);
    }
    free(wanted);
    cJSON_Delete(list);
    return behind(e, "identifying allowed custom resource parent types");
}

struct err *applyset_check(struct cmd_ctx *ctx, const struct apply *o)
{
    const struct applyset *set = o->set;
    struct err *all = NULL;
    if (set->resource->namespaced && set->ns[0] == '\0')
        err_collect(&all, err_new("namespace is required to use namespace-scoped ApplySet"));
    if (!is_builtin_parent(set)) {
        bool permitted = false;
        err_collect(&all, is_permitted(session_get(ctx), set, &permitted));
        if (!permitted)
            err_collect(&all, err_new("resource \"%s/%s, Resource=%s\" is not permitted as an ApplySet parent",
                                      set->resource->group, set->resource->version, set->resource->name));
    }
    return err_reduce(all);
}

/* ---- the members ---- */

struct err *applyset_label(struct run *r)
{
    const struct applyset *set = r->opts->set;
    for (size_t i = 0; i < r->targets.n; i++) {
        struct target *t = &r->targets.v[i];
        if (t->err != NULL && t->resource == NULL && !t->no_match)
            continue;
        cJSON *labels = doc_make_at(t->object, "metadata.labels");
        if (doc_get(labels, LABEL_PART_OF) != NULL)
            return err_new("ApplySet label \"" LABEL_PART_OF "\" already set in input data");
        doc_set_str(labels, LABEL_PART_OF, set->id);
    }
    return NULL;
}

static void note_members(struct run *r)
{
    struct applyset *set = r->opts->set;
    for (size_t i = 0; i < r->targets.n; i++) {
        const struct target *t = &r->targets.v[i];
        if (t->err != NULL)
            continue;
        char *kind = kind_text(t->resource);
        add_once(&set->kinds, kind);
        free(kind);
        if (t->resource->namespaced && t->ns[0] != '\0')
            add_once(&set->namespaces, t->ns);
    }
}

/* ---- what the parent says ---- */

static const char *text_of(const cJSON *object, const char *map, const char *key)
{
    const cJSON *v = doc_get(doc_at(object, map), key);
    return cJSON_IsString(v) ? v->valuestring : NULL;
}

/* "kubectl" of "kubectl/v1.37.2". The caller frees. */
static char *tool_name(const char *tooling)
{
    const char *slash = strrchr(tooling, '/');
    return slash != NULL ? xstrndup(tooling, (size_t)(slash - tooling)) : xstrdup(tooling);
}

static void add_old_type(struct applyset *set, const struct api_resource *r, const char *kind)
{
    if (strv_has(&set->old_kinds, kind))
        return;
    strv_add(&set->old_kinds, kind);
    set->old_types.v = xreallocarray(set->old_types.v, set->old_types.n + 1, sizeof *set->old_types.v);
    set->old_types.v[set->old_types.n++] = r;
}

static struct err *read_kinds(struct session *s, struct applyset *set, const char *text)
{
    struct strv kinds = {0};
    struct err *e = NULL;
    if (text[0] != '\0')
        strv_split(&kinds, text, ',');
    for (size_t i = 0; i < kinds.n && e == NULL; i++) {
        const char *group;
        char *kind = str_cut(kinds.v[i], '.', &group);
        const struct api_resource *r = NULL;
        e = behind(mapping_for_kind(s, group != NULL ? group : "", kind, &r),
                   "could not find mapping for kind in \"" ANNOTATION_KINDS "\" annotation");
        if (e == NULL)
            add_old_type(set, r, kinds.v[i]);
        free(kind);
    }
    strv_release(&kinds);
    return e;
}

/* The annotation of sets that early versions of kubectl made. */
static struct err *read_resources(struct session *s, struct applyset *set, const char *text)
{
    struct strv names = {0};
    struct err *e = NULL;
    strv_split(&names, text, ',');
    for (size_t i = 0; i < names.n && e == NULL; i++) {
        const struct api_resource *r = NULL;
        e = behind(find_type(s, names.v[i], &r), "invalid group resource in \"" ANNOTATION_RESOURCES "\" annotation");
        if (e != NULL)
            break;
        char *kind = kind_text(r);
        add_old_type(set, r, kind);
        free(kind);
    }
    strv_release(&names);
    return e;
}

static struct err *read_types(struct session *s, struct applyset *set, const cJSON *parent)
{
    const char *kinds = text_of(parent, "metadata.annotations", ANNOTATION_KINDS),
               *resources = text_of(parent, "metadata.annotations", ANNOTATION_RESOURCES);
    if (kinds != NULL)
        return read_kinds(s, set, kinds);
    if (!str_empty(resources))
        return read_resources(s, set, resources);
    return err_new("kubectl requires the \"" ANNOTATION_KINDS "\" annotation to be set on all ApplySet parent objects");
}

static struct err *read_parent(struct session *s, struct applyset *set, const cJSON *parent)
{
    char *ref = parent_text(set);
    const char *tooling = text_of(parent, "metadata.annotations", ANNOTATION_TOOLING),
               *id = text_of(parent, "metadata.labels", LABEL_ID),
               *namespaces = text_of(parent, "metadata.annotations", ANNOTATION_NAMESPACES);
    char *tool = tool_name(tooling != NULL ? tooling : "");
    struct err *e = NULL;
    if (tooling == NULL) {
        e = err_new("ApplySet parent object %s already exists and is missing required annotation \"" ANNOTATION_TOOLING
                    "\"",
                    ref);
    } else if (strcmp(tool, TOOL) != 0) {
        char *quoted = str_quote(tool);
        e = err_new("ApplySet parent object %s already exists and is managed by tooling %s instead of \"" TOOL "\"",
                    ref, quoted);
        free(quoted);
    } else if (id == NULL) {
        e = err_new("ApplySet parent object %s exists and does not have required label " LABEL_ID, ref);
    } else if (strcmp(id, set->id) != 0) {
        e = err_new("ApplySet parent object %s exists and has incorrect value for label \"" LABEL_ID
                    "\" (got: %s, want: %s)",
                    ref, id, set->id);
    } else {
        char *words = xasprintf("parsing ApplySet annotation on %s", ref);
        e = behind(read_types(s, set, parent), words);
        free(words);
    }
    if (e == NULL && !str_empty(namespaces))
        strv_split(&set->old_namespaces, namespaces, ',');
    if (e == NULL && set->resource->namespaced)
        add_once(&set->old_namespaces, set->ns);
    free(tool);
    free(ref);
    return e;
}

static struct err *fetch_parent(struct session *s, struct applyset *set)
{
    struct api_call call = {.verb = "get", .resource = set->resource, .ns = set->ns, .name = set->name};
    cJSON *parent = NULL;
    struct err *e = api_do(s, &call, &parent);
    if (err_has_reason(e, "NotFound")) {
        err_free(e);
        return is_builtin_parent(set) ? NULL
                                      : err_new("custom resource ApplySet parents cannot be created automatically");
    }
    if (e != NULL) {
        char *ref = parent_text(set), *words = xasprintf("failed to fetch ApplySet parent object %s", ref);
        e = behind(e, words);
        free(words);
        free(ref);
        return e;
    }
    e = read_parent(s, set, parent);
    cJSON_Delete(parent);
    return e;
}

/* ---- telling the parent ---- */

/* The strings of both, sorted, once each, without `but`, joined by commas. The caller frees. */
static char *list_text(const struct strv *a, const struct strv *b, const char *but)
{
    struct strv all = {0};
    for (size_t i = 0; i < a->n; i++)
        if (!str_eq(a->v[i], but))
            add_once(&all, a->v[i]);
    for (size_t i = 0; b != NULL && i < b->n; i++)
        if (!str_eq(b->v[i], but))
            add_once(&all, b->v[i]);
    strv_sort(&all);
    char *text = strv_join(&all, ",");
    strv_release(&all);
    return text;
}

/* The parent as this program applies it; with_old: of the members before and after this run. The caller frees. */
static char *parent_body(const struct applyset *set, bool with_old)
{
    char *kinds = list_text(&set->kinds, with_old ? &set->old_kinds : NULL, NULL),
         *namespaces = list_text(&set->namespaces, with_old ? &set->old_namespaces : NULL, set->ns),
         *version = group_version(set->resource->group, set->resource->version);
    cJSON *object = cJSON_CreateObject();
    doc_set_str(object, "kind", set->resource->kind);
    doc_set_str(object, "apiVersion", version);
    cJSON *meta = doc_make_at(object, "metadata");
    doc_set_str(meta, "name", set->name);
    if (set->ns[0] != '\0')
        doc_set_str(meta, "namespace", set->ns);
    cJSON *annotations = doc_make_at(object, "metadata.annotations");
    doc_set_str(annotations, ANNOTATION_NAMESPACES, namespaces);
    doc_set_str(annotations, ANNOTATION_KINDS, kinds);
    doc_set_str(annotations, ANNOTATION_TOOLING, TOOLING);
    doc_set_str(doc_make_at(object, "metadata.labels"), LABEL_ID, set->id);
    char *body = write_body(object);
    cJSON_Delete(object);
    free(version);
    free(namespaces);
    free(kinds);
    return body;
}

static struct err *apply_parent(struct run *r, const char *body, bool force)
{
    const struct applyset *set = r->opts->set;
    struct write_opts w = r->opts->write;
    w.field_manager = FIELD_MANAGER;
    const char *query[WRITE_QUERY_MAX];
    size_t n = write_query(&w, query);
    query[n++] = "force";
    query[n++] = force ? "true" : "false";
    query[n] = NULL;
    struct api_call call = {.verb = "patch",
                            .patch = PATCH_APPLY,
                            .resource = set->resource,
                            .ns = set->ns,
                            .name = set->name,
                            .query = query,
                            .body = body,
                            .body_len = strlen(body)};
    return api_do(session_get(r->ctx), &call, NULL);
}

static struct err *update_parent(struct run *r, bool with_old)
{
    if (r->opts->write.dry_run == DRY_RUN_CLIENT)
        return NULL;
    char *body = parent_body(r->opts->set, with_old);
    struct err *e = apply_parent(r, body, false);
    if (err_has_reason(e, "Conflict")) {
        char *why = str_sanitize(e->msg);
        klog_print(r->ctx->err, 'W', "applyset.go:447",
                   "WARNING: failed to update ApplySet: %s\nApplySet field manager " FIELD_MANAGER
                   " should own these fields. Retrying with conflicts forced.",
                   why);
        free(why);
        err_free(e);
        e = apply_parent(r, body, true);
    }
    free(body);
    return behind(e, "failed to update ApplySet");
}

struct err *applyset_before(struct run *r)
{
    struct err *e = fetch_parent(session_get(r->ctx), r->opts->set);
    if (e != NULL)
        return e;
    note_members(r);
    return update_parent(r, true);
}

struct err *applyset_extend(struct run *r)
{
    size_t kinds = r->opts->set->kinds.n, namespaces = r->opts->set->namespaces.n;
    note_members(r);
    bool more = r->opts->set->kinds.n > kinds || r->opts->set->namespaces.n > namespaces;
    return more ? update_parent(r, true) : NULL;
}

const char *applyset_plan(const struct applyset *set, struct prune_lists *out)
{
    prune_lists_plan(out, &set->old_types, &set->old_namespaces);
    return set->selector;
}

struct err *applyset_after(struct run *r)
{
    return behind(update_parent(r, false), "apply and prune succeeded, but ApplySet update failed");
}
