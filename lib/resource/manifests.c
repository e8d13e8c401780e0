/* manifests.c - from the text of the input to targets: what cli-runtime's StreamVisitor, FlattenListVisitor and the
 * Builder's decorators do. */
#include "resource/resource.h"

#include "base/mem.h"
#include "doc/emit.h"
#include "resource/identity.h"
#include "resource/input.h"
#include "resource/locate.h"
#include "resource/objectmeta.h"
#include "resource/selector.h"

#include <stdlib.h>
#include <string.h>

struct reader {
    struct session *s;
    const struct manifest_request *r;
    struct selector *selector; /* NULL: none */
    struct targets *out;
};

static struct target *add_target(struct reader *rd, const char *source)
{
    struct targets *t = rd->out;
    if ((t->n & (t->n - 1)) == 0)
        t->v = xreallocarray(t->v, t->n ? t->n * 2 : 1, sizeof *t->v);
    t->v[t->n] = (struct target){.ns = xstrdup(""), .name = xstrdup(""), .source = xstrdup(source)};
    return &t->v[t->n++];
}

static void add_error(struct reader *rd, const char *source, struct err *e)
{
    if (e)
        add_target(rd, source)->err = e;
}

/* A target that is broken but whose document is known, for the places in later messages. */
static void add_broken(struct reader *rd, const char *source, struct doc *d, struct err *e)
{
    struct target *t = add_target(rd, source);
    t->err = e;
    t->doc = d;
    t->object = d->root;
}

static void target_release(struct target *t)
{
    if (t->doc)
        doc_free(t->doc);
    else
        cJSON_Delete(t->object);
    if (t->owned_resource) {
        free(t->owned_resource->group);
        free(t->owned_resource->version);
        free(t->owned_resource->name);
        free(t->owned_resource->singular);
        free(t->owned_resource->kind);
        free(t->owned_resource);
    }
    free(t->ns);
    free(t->name);
    free(t->source);
    err_free(t->err);
}

void targets_release(struct targets *t)
{
    for (size_t i = 0; i < t->n; i++)
        target_release(&t->v[i]);
    free(t->v);
    *t = (struct targets){0};
}

/* ---- type and name ---- */

/* Go's schema.ParseGroupVersion allows one slash. */
static bool version_valid(const char *api_version)
{
    const char *slash = strchr(api_version, '/');
    return !slash || !strchr(slash + 1, '/');
}

static struct gvk gvk_of(const cJSON *object)
{
    const char *version = doc_str_at(object, "apiVersion"), *kind = doc_str_at(object, "kind");
    if (version && !version_valid(version))
        return gvk_parse("", "");
    return gvk_parse(version ? version : "", kind ? kind : "");
}

/* The text of a JSON document as it stands in the file: from its place to the brace that closes it. */
static char *json_text(const struct doc *d)
{
    struct place at = doc_place_value(d, d->root);
    if (!d->is_json || !d->src || at.line == 0)
        return NULL;
    const char *p = d->src->text, *end = p + d->src->len;
    for (size_t line = 1; line < at.line && p < end; p++)
        line += *p == '\n';
    p = memchr(p, '{', (size_t)(end - p));
    if (!p)
        return NULL;
    const char *start = p;
    size_t depth = 0;
    for (bool quoted = false; p < end; p++) {
        if (quoted) {
            if (*p == '\\')
                p++;
            else if (*p == '"')
                quoted = false;
        } else if (*p == '"') {
            quoted = true;
        } else if (*p == '{' || *p == '[') {
            depth++;
        } else if ((*p == '}' || *p == ']') && --depth == 0) {
            return xstrndup(start, (size_t)(p + 1 - start));
        }
    }
    return NULL;
}

/* The document as kubectl shows it in messages: the file's own text for JSON, sorted JSON for YAML. */
static char *document_text(const struct doc *d)
{
    char *text = json_text(d);
    if (text)
        return text;
    struct buf b = buf_new();
    emit_json_compact(&b, d->root, EMIT_SORTED);
    return buf_take(&b);
}

static struct err *undecodable(const char *source, struct err *why, const struct doc *d, const cJSON *where)
{
    char *quoted = str_quote(source);
    err_wrap(why, "unable to decode %s", quoted);
    free(quoted);
    if (!where || !d->src)
        return why;
    doc_err_at(why, d->src, doc_place_value(d, where));
    return locate_hint(why, d, where);
}

/* What the decoder refuses: no object, no kind, wrong types in metadata. */
static struct err *check_document(const struct doc *d, const char *source)
{
    if (!cJSON_IsObject(d->root)) {
        struct err *e =
            err_new("json: cannot unmarshal %s into Go value of type unstructured.detector", go_json_type(d->root));
        return undecodable(source, e, d, d->root);
    }
    struct gvk g = gvk_of(d->root);
    bool has_kind = *g.kind != '\0';
    gvk_release(&g);
    if (!has_kind) {
        char *text = document_text(d);
        struct err *e = err_new("Object 'Kind' is missing in '%s'", text);
        free(text);
        const cJSON *kind = doc_get(d->root, "kind"), *version = doc_get(d->root, "apiVersion");
        const cJSON *where = kind ? (cJSON_IsString(kind) && *kind->valuestring && version ? version : kind) : d->root;
        return undecodable(source, e, d, where);
    }
    const cJSON *items = doc_get(d->root, "items");
    if (items && !cJSON_IsArray(items) && !cJSON_IsNull(items)) {
        struct err *e =
            err_new("json: cannot unmarshal %s into Go struct field decodeList.items of type []json.RawMessage",
                    go_json_type(items));
        return undecodable(source, e, d, items);
    }
    for (const cJSON *item = items ? items->child : NULL; item; item = item->next) {
        if (!cJSON_IsObject(item) && !cJSON_IsNull(item)) {
            struct err *e =
                err_new("json: cannot unmarshal %s into Go value of type map[string]interface {}", go_json_type(item));
            return undecodable(source, e, d, item);
        }
    }
    const cJSON *where = NULL;
    struct err *e = objectmeta_check(d->root, !d->is_json, &where);
    return e ? undecodable(source, e, d, where) : NULL;
}

/* A resource made from the names alone, for --local. */
static struct api_resource *local_resource(const struct gvk *g, bool namespaced)
{
    struct api_resource *r = xcalloc(1, sizeof *r);
    r->group = xstrdup(g->group);
    r->version = xstrdup(g->version);
    r->kind = xstrdup(g->kind);
    r->singular = str_lower(g->kind);
    r->name = str_lower(g->kind);
    r->namespaced = namespaced;
    return r;
}

static bool is_no_match(const struct err *e)
{
    return e->kind == ERR_GENERIC && str_starts(e->msg, "no matches for kind ");
}

/* The words for a kind that the server does not have. in_list: of an item of a List. */
static struct err *no_mapping(struct err *e, const struct doc *d, const char *source, bool in_list)
{
    char *quoted = str_quote(source);
    if (e->kind == ERR_GENERIC && in_list) {
        char *msg = xasprintf("unable to recognize %s", e->msg);
        str_replace_owned(&e->msg, msg);
        e->kind = ERR_NET;
    } else if (is_no_match(e)) {
        const char *name = doc_str_at(d->root, "metadata.name"), *ns = doc_str_at(d->root, "metadata.namespace");
        char *qname = str_quote(name ? name : ""), *qns = str_quote(ns ? ns : "");
        char *msg =
            xasprintf("resource mapping not found for name: %s namespace: %s from %s: %s\nensure CRDs are installed "
                      "first",
                      qname, qns, quoted, e->msg);
        str_replace_owned(&e->msg, msg);
        free(qname);
        free(qns);
    } else if (e->kind == ERR_GENERIC) {
        err_wrap(e, "unable to recognize %s", quoted);
    }
    free(quoted);
    const cJSON *kind = doc_get(d->root, "kind");
    if ((e->kind == ERR_GENERIC || in_list) && kind && d->src)
        doc_err_at(e, d->src, doc_place_value(d, kind));
    return e;
}

/* ---- namespaces ---- */

static void set_namespace(struct target *t, const char *ns)
{
    str_replace_owned(&t->ns, xstrdup(ns));
    if (*ns) {
        cJSON *metadata = doc_make_at(t->object, "metadata");
        if (!str_eq(doc_str_at(metadata, "namespace"), ns))
            doc_set_str(metadata, "namespace", ns);
    } else {
        cJSON *metadata = doc_get(t->object, "metadata");
        if (metadata)
            doc_remove(metadata, "namespace");
    }
}

/* The Builder's SetNamespace, RequireNamespace and FilterNamespace. */
static void place_in_namespace(struct reader *rd, struct target *t)
{
    if (!t->resource->namespaced) {
        set_namespace(t, "");
        return;
    }
    const cJSON *node = doc_at(t->object, "metadata.namespace");
    const char *ns = cJSON_IsString(node) ? node->valuestring : "";
    if (*ns == '\0') {
        set_namespace(t, rd->r->ns ? rd->r->ns : "");
        return;
    }
    if (rd->r->enforce_ns && !str_eq(ns, rd->r->ns)) {
        char *mine = str_quote(ns), *wanted = str_quote(rd->r->ns);
        t->err = err_new("the namespace from the provided object %s does not match the namespace %s. You must pass "
                         "'--namespace=%s' to perform this operation.",
                         mine, wanted, ns);
        t->wrong_ns = true;
        str_replace_owned(&t->ns, xstrdup(ns));
        free(mine);
        free(wanted);
        if (t->doc->src)
            doc_err_at(t->err, t->doc->src, doc_place_value(t->doc, node));
        return;
    }
    str_replace_owned(&t->ns, xstrdup(ns));
}

/* ---- objects ---- */

/* Adds an object (takes d): maps its kind, filters by labels, settles its namespace. */
static void add_object(struct reader *rd, const char *source, struct doc *d, bool in_list)
{
    struct gvk g = gvk_of(d->root);
    const struct api_resource *resource = NULL;
    struct api_resource *own = NULL;
    struct err *e = NULL;
    if (rd->r->local)
        resource = own = local_resource(&g, !str_empty(doc_str_at(d->root, "metadata.namespace")));
    else
        e = mapping_for_gvk(rd->s, &g, &resource);
    if (e && is_no_match(e) && *g.version == '\0') {
        char *kind = str_quote(g.kind);
        str_replace_owned(&e->msg, xasprintf("no matches for kind %s in version \"\"", kind));
        free(kind);
    }
    bool unknown = e && is_no_match(e) && *g.version;
    gvk_release(&g);
    if (e) {
        add_broken(rd, source, d, no_mapping(e, d, source, in_list));
        rd->out->v[rd->out->n - 1].no_match = unknown;
        return;
    }
    struct target *t = add_target(rd, source);
    t->doc = d;
    t->object = d->root;
    t->resource = resource;
    t->owned_resource = own;
    const char *name = doc_str_at(d->root, "metadata.name");
    str_replace_owned(&t->name, xstrdup(name ? name : ""));
    if (rd->selector && !selector_matches(rd->selector, doc_at(d->root, "metadata.labels"))) {
        target_release(t);
        rd->out->n--;
        return;
    }
    place_in_namespace(rd, t);
}

void manifests_adopt(struct target *t, struct api_resource *resource, const char *ns, bool enforce_ns)
{
    const struct manifest_request request = {.ns = ns, .enforce_ns = enforce_ns};
    struct reader rd = {.r = &request};
    const char *name = doc_str_at(t->object, "metadata.name");
    err_free(t->err);
    t->err = NULL;
    t->no_match = false;
    t->resource = t->owned_resource = resource;
    str_replace_owned(&t->name, xstrdup(name != NULL ? name : ""));
    place_in_namespace(&rd, t);
}

/* The error of an item of a List, or NULL. An item without kind and apiVersion takes those of the List. */
static struct err *check_item(const struct doc *item, const cJSON *list)
{
    const char *kind = doc_str_at(item->root, "kind"), *version = doc_str_at(item->root, "apiVersion");
    if (str_empty(kind) && str_empty(version)) {
        const char *of = doc_str_at(list, "kind"), *v = doc_str_at(list, "apiVersion");
        size_t n = of ? strlen(of) : 0;
        char *own = xstrndup(of ? of : "", n >= 4 && str_ends(of, "List") ? n - 4 : n);
        doc_set_str(item->root, "kind", own);
        doc_set_str(item->root, "apiVersion", v ? v : "");
        free(own);
    }
    struct gvk g = gvk_of(item->root);
    const char *missing = *g.kind == '\0'      ? "Object 'Kind' is missing in 'object has no kind field '"
                          : *g.version == '\0' ? "Object 'apiVersion' is missing in 'object has no apiVersion field'"
                                               : NULL;
    gvk_release(&g);
    if (!missing)
        return NULL;
    /* Printed without "error:" even when alone, as an aggregate of one in Go: so is an item of unknown kind. */
    return err_new_kind(ERR_NET, "unable to get type info from the object \"*unstructured.Unstructured\": %s", missing);
}

/* True if the API has lists of this type: those of its kinds, and List in each group and version. */
static struct err *check_list_kind(struct reader *rd, const struct doc *d)
{
    struct gvk g = gvk_of(d->root);
    const struct api_resource *unused;
    struct err *e = NULL;
    char *version = gvk_api_version(&g);
    if (str_eq(g.kind, "List")) {
        struct strv served = {0};
        if (!str_eq(version, "v1"))
            e = discovery_versions(rd->s, &served);
        if (!e && !str_eq(version, "v1") && !strv_has(&served, version))
            e = err_new("no matches for kind \"List\" in version \"%s\"", version);
        strv_release(&served);
    } else {
        char *kind = xstrdup(g.kind);
        if (str_ends(g.kind, "List"))
            g.kind[strlen(g.kind) - 4] = '\0';
        e = mapping_for_gvk(rd->s, &g, &unused);
        if (e && is_no_match(e)) {
            char *qkind = str_quote(kind), *qversion = str_quote(version);
            str_replace_owned(&e->msg, xasprintf("no matches for kind %s in version %s", qkind, qversion));
            free(qkind);
            free(qversion);
        }
        free(kind);
    }
    free(version);
    gvk_release(&g);
    return e;
}

/* Adds the items of a List (takes d). */
static void add_list(struct reader *rd, const char *source, struct doc *d)
{
    struct err *e = rd->r->local ? NULL : check_list_kind(rd, d);
    if (e) {
        add_broken(rd, source, d, no_mapping(e, d, source, false));
        return;
    }
    if (rd->r->refuse_lists) {
        e = err_new("watch is only supported on individual resources and resource collections, but a list of resources "
                    "is found");
        add_broken(rd, source, d, e);
        return;
    }
    cJSON *items = doc_get(d->root, "items");
    for (const cJSON *item = items->child; item; item = item->next) {
        if (cJSON_IsArray(doc_get(item, "items"))) {
            e = err_new("*unstructured.Unstructured is not a list: no Items field in this object");
            if (d->src)
                doc_err_at(e, d->src, doc_place_value(d, item));
            add_broken(rd, source, d, e);
            return;
        }
    }
    while (items->child) {
        cJSON *item = cJSON_DetachItemViaPointer(items, items->child);
        struct place at = {0};
        if (cJSON_IsNull(item)) {
            at = doc_place_value(d, item);
            cJSON_Delete(item);
            item = cJSON_CreateObject();
        }
        struct doc *one = doc_derive(d, item);
        e = check_item(one, d->root);
        if (e && d->src)
            doc_err_at(e, d->src, at.line > 0 ? at : doc_place_value(one, one->root));
        if (e)
            add_broken(rd, source, one, e);
        else
            add_object(rd, source, one, true);
    }
    doc_free(d);
}

static void add_document(struct reader *rd, const char *source, struct doc *d)
{
    struct err *e = rd->r->check_identity ? identity_check(d, source) : NULL;
    if (!e)
        e = check_document(d, source);
    if (e)
        add_broken(rd, source, d, e);
    else if (doc_get(d->root, "items"))
        add_list(rd, source, d);
    else
        add_object(rd, source, d, false);
}

static void read_source(struct reader *rd, const char *name, struct source *src)
{
    struct doc_items items;
    doc_read_stream(src, DOC_YAML | (rd->r->last_key_wins ? DOC_LAST_WINS : 0), &items);
    for (size_t i = 0; i < items.n; i++) {
        struct doc_item *item = &items.v[i];
        if (item->err) {
            add_error(rd, name, item->err);
            item->err = NULL;
        } else if (item->doc && item->doc->root && !cJSON_IsNull(item->doc->root)) {
            add_document(rd, name, item->doc);
            item->doc = NULL;
        }
    }
    doc_items_release(&items);
}

static void read_input(struct reader *rd, const struct input *in)
{
    struct source *src = NULL;
    struct err *e = input_read(in, rd->r->in ? rd->r->in : stdin, &src);
    if (e) {
        add_error(rd, in->name, e);
        return;
    }
    read_source(rd, in->name, src);
    source_unref(src);
}

void manifests_read_source(struct session *s, const struct manifest_request *r, struct source *src, struct targets *out)
{
    struct reader rd = {.s = s, .r = r, .out = out};
    *out = (struct targets){0};
    read_source(&rd, src->name, src);
}

struct err *manifests_read(struct session *s, const struct manifest_request *r, struct targets *out)
{
    *out = (struct targets){0};
    if (r->files->filenames.n == 0 && str_empty(r->files->kustomize))
        return err_new("must specify one of -f and -k");
    struct inputs inputs;
    struct reader rd = {.s = s, .r = r, .out = out};
    struct err *e = inputs_find(r->files, &inputs);
    if (!e)
        e = selector_parse_given(r->selector, &rd.selector);
    if (!e) {
        out->single_item_implied = inputs.n == 1 && !inputs.folder && !inputs.stream;
        if (inputs.stream && s)
            session_stdin_taken(s);
        for (size_t i = 0; i < inputs.n; i++)
            read_input(&rd, &inputs.v[i]);
    }
    selector_free(rd.selector);
    inputs_release(&inputs);
    return e;
}
