/* explain.c - types and fields as an OpenAPI v3 document describes them. */
#include "describe/explain.h"

#include "base/mem.h"
#include "describe/fields.h"
#include "print/govalue.h"

#include <stdlib.h>
#include <string.h>

#define MAX_DEPTH 200 /* of schemas inside schemas; documents may be hostile */

/* ---- text ---- */

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r' && c != '\n');
}

struct wrapping {
    struct buf *out;
    const char *space, *word; /* what is not written yet: white space, and a word behind it */
    size_t spaces, chars, bytes;
    size_t column;
};

static void put_pending(struct wrapping *w)
{
    w->column += w->spaces + w->chars;
    buf_add(w->out, w->space, w->spaces);
    buf_add(w->out, w->word, w->bytes);
    w->spaces = w->chars = w->bytes = 0;
}

void wrap_words(struct buf *out, const char *s, size_t limit)
{
    struct wrapping w = {.out = out, .space = s, .word = s};
    for (; *s != '\0'; s++) {
        if (*s == '\n') {
            if (w.bytes > 0 || w.column + w.spaces <= limit)
                put_pending(&w);
            w.spaces = 0;
            buf_addc(out, '\n');
            w.column = 0;
        } else if (is_space(*s)) {
            if (w.spaces == 0 || w.bytes > 0) {
                put_pending(&w);
                w.space = s;
            }
            w.spaces++;
        } else {
            if (w.bytes == 0)
                w.word = s;
            w.bytes++;
            if (((unsigned char)*s & 0xc0) == 0x80)
                continue; /* a character goes on */
            w.chars++;
            if (w.column + w.chars + w.spaces > limit && w.chars < limit) {
                buf_addc(out, '\n');
                w.column = w.spaces = 0;
            }
        }
    }
    if (w.bytes > 0 || w.column + w.spaces <= limit)
        put_pending(&w);
}

/* Appends text with `amount` blanks before each of its lines. */
static void add_indented(struct buf *out, const char *text, size_t amount)
{
    for (size_t i = 0; i < amount; i++)
        buf_addc(out, ' ');
    for (; *text != '\0'; text++) {
        buf_addc(out, *text);
        for (size_t i = 0; *text == '\n' && i < amount; i++)
            buf_addc(out, ' ');
    }
}

static void add_wrapped(struct buf *out, const char *text, size_t limit, size_t amount)
{
    struct buf b = buf_new();
    wrap_words(&b, text, limit);
    add_indented(out, b.len > 0 ? b.data : "", amount);
    buf_release(&b);
}

/* ---- schemas ---- */

struct explaining {
    const struct explain_request *r;
    const cJSON *document;
    struct strv refs; /* those that lead here: a cycle ends at the second */
    struct err *err;
    int depth;
};

/* Go templates take empty maps and lists for false. */
static const cJSON *filled(const cJSON *object, const char *key)
{
    const cJSON *v = doc_get(object, key);
    return is_filled(v) ? v : NULL;
}

/* "#/components/schemas/NAME" in the document, or NULL. */
static const cJSON *resolve(const struct explaining *x, const char *ref)
{
    const cJSON *at = x->document;
    if (ref[0] != '#')
        return NULL;
    for (const char *p = ref + 1; *p != '\0' && at != NULL;) {
        size_t n = strcspn(p, "/");
        if (n > 0) {
            char *part = xstrndup(p, n);
            at = doc_get(at, part);
            at = cJSON_IsObject(at) ? at : NULL;
            free(part);
        }
        p += n + (p[n] == '/');
    }
    return is_filled(at) ? at : NULL;
}

static const cJSON *resolved(const struct explaining *x, const cJSON *schema)
{
    const cJSON *target = resolve(x, text_at(schema, "$ref"));
    return target != NULL ? target : schema;
}

static bool too_deep(struct explaining *x)
{
    if (x->depth < MAX_DEPTH)
        return false;
    if (x->err == NULL)
        x->err = err_new("the schemas of the OpenAPI document nest too deep");
    return true;
}

static void pop(struct strv *l)
{
    free(l->v[--l->n]);
}

static const char *after_last(const char *text, char c)
{
    const char *at = strrchr(text, c);
    return at != NULL ? at + 1 : text;
}

/* Appends the type in short: string, Object, []Container, map[string]string. */
static void add_type(struct explaining *x, struct buf *out, const cJSON *schema)
{
    const cJSON *all = filled(schema, "allOf"), *inner;
    const char *ref = text_at(schema, "$ref"), *type = text_at(schema, "type");
    if (too_deep(x))
        return;
    x->depth++;
    if (!is_filled(schema)) {
        if (x->err == NULL)
            x->err = err_new("the OpenAPI document has a field without a schema");
    } else if ((inner = filled(schema, "items")) != NULL) {
        buf_adds(out, "[]");
        add_type(x, out, inner);
    } else if ((inner = filled(schema, "additionalProperties")) != NULL) {
        buf_adds(out, "map[string]");
        add_type(x, out, inner);
    } else if (all != NULL && filled(schema, "properties") == NULL && all->child->next == NULL) {
        add_type(x, out, all->child);
    } else if (ref[0] != '\0') {
        const char *of = text_at(resolve(x, ref), "type"), *name = after_last(after_last(ref, '/'), '.');
        buf_adds(out, of[0] != '\0' && !str_eq(of, "object") ? of : name[0] != '\0' ? name : "Object");
    } else {
        buf_adds(out, type[0] == '\0' || str_eq(type, "object") ? "Object" : type);
    }
    x->depth--;
}

static void add_enum_value(struct buf *out, const cJSON *v)
{
    if (cJSON_IsString(v) && v->valuestring[0] == '\0')
        buf_adds(out, "\"\"");
    else
        go_value_text(out, v);
}

/* All values, one a line. */
static void add_long_enum(struct buf *out, const cJSON *schema)
{
    const cJSON *one, *all = filled(schema, "enum");
    if (all == NULL)
        return;
    buf_adds(out, "ENUM:");
    cJSON_ArrayForEach(one, all)
    {
        buf_adds(out, "\n    ");
        add_enum_value(out, one);
    }
}

/* The first four values on one line. */
static void add_short_enum(struct buf *out, const cJSON *schema, size_t indent)
{
    const cJSON *one, *all = filled(schema, "enum");
    size_t n = 0;
    if (all == NULL)
        return;
    buf_addc(out, '\n');
    add_indented(out, "", indent);
    buf_adds(out, "enum: ");
    cJSON_ArrayForEach(one, all)
    {
        if (n == 4) {
            buf_adds(out, ", ....");
            break;
        }
        buf_adds(out, n++ > 0 ? ", " : "");
        add_enum_value(out, one);
    }
}

/* The description, with those of the schemas that this one is made of, each behind a newline. */
static void add_description(struct explaining *x, struct buf *out, const cJSON *schema)
{
    const cJSON *s = resolved(x, schema), *one;
    if (!is_filled(s) || too_deep(x))
        return;
    x->depth++;
    if (text_at(s, "description")[0] != '\0')
        buf_addf(out, "%s\n", text_at(s, "description"));
    cJSON_ArrayForEach(one, filled(s, "allOf")) add_description(x, out, one);
    if (filled(s, "items") != NULL)
        add_description(x, out, filled(s, "items"));
    if (filled(s, "additionalProperties") != NULL)
        add_description(x, out, filled(s, "additionalProperties"));
    x->depth--;
}

static void add_external(struct buf *out, const cJSON *docs, size_t indent)
{
    const char *description = text_at(docs, "description"), *url = text_at(docs, "url");
    add_indented(out, "EXTERNAL DOCS:", indent);
    buf_addc(out, '\n');
    if (description[0] != '\0') {
        add_wrapped(out, description, indent > 0 ? 78 - indent : 76, indent + (indent > 0 ? 2 : 4));
        buf_addc(out, '\n');
    }
    if (url[0] != '\0') {
        add_indented(out, "URL: ", indent + (indent > 0 ? 2 : 4));
        buf_addf(out, "%s\n", url);
    }
}

/* ---- fields ---- */

static bool is_required(const cJSON *schema, const char *name)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, doc_get(schema, "required"))
    {
        if (str_eq(text_of(one), name))
            return true;
    }
    return false;
}

static void add_field(struct explaining *x, struct buf *out, const cJSON *schema, const cJSON *field, int level)
{
    size_t indent = (size_t)level * 2;
    add_indented(out, field->string, indent);
    buf_adds(out, "\t<");
    add_type(x, out, field);
    buf_addf(out, ">%s", is_required(schema, field->string) ? " -required-" : "");
    add_short_enum(out, field, indent);
    buf_addc(out, '\n');
    if (x->r->recursive)
        return;
    const char *description = text_at(field, "description");
    add_wrapped(out, description[0] != '\0' ? description : "<no description>", 78 - indent, indent + 2);
    buf_addc(out, '\n');
    if (filled(field, "externalDocs") != NULL) {
        buf_addc(out, '\n');
        add_external(out, filled(field, "externalDocs"), indent + 2);
    }
    buf_addc(out, '\n');
}

static void add_fields(struct explaining *x, struct buf *out, const cJSON *schema, int level)
{
    const char *ref = text_at(schema, "$ref");
    const cJSON *s = resolved(x, schema), *one;
    size_t n = 0;
    if ((ref[0] != '\0' && strv_has(&x->refs, ref)) || too_deep(x))
        return;
    x->depth++;
    strv_add(&x->refs, ref);
    const cJSON *properties = filled(s, "properties"),
                **sorted = properties != NULL ? doc_sorted(properties, &n) : NULL;
    for (size_t i = 0; i < n && x->err == NULL; i++) {
        add_field(x, out, s, sorted[i], level);
        if (x->r->recursive && (x->r->max_depth == 0 || level < x->r->max_depth))
            add_fields(x, out, sorted[i], level + 1);
    }
    free(sorted);
    cJSON_ArrayForEach(one, filled(s, "allOf")) add_fields(x, out, one, level);
    if (filled(s, "items") != NULL)
        add_fields(x, out, filled(s, "items"), level);
    if (filled(s, "additionalProperties") != NULL)
        add_fields(x, out, filled(s, "additionalProperties"), level);
    pop(&x->refs);
    x->depth--;
}

static void add_schema(struct explaining *x, struct buf *out, const cJSON *schema)
{
    const cJSON *s = resolved(x, schema);
    struct buf text = buf_new();
    struct strv before = x->refs; /* the list of fields begins a history of its own */
    add_description(x, &text, s);
    buf_adds(out, "DESCRIPTION:\n");
    add_wrapped(out, text.len > 0 ? text.data : "<empty>", 76, 4);
    buf_addc(out, '\n');
    if (filled(s, "externalDocs") != NULL) {
        buf_addc(out, '\n');
        add_external(out, filled(s, "externalDocs"), 0);
    }
    buf_clear(&text);
    x->refs = (struct strv){0};
    add_fields(x, &text, s, 1);
    strv_release(&x->refs);
    x->refs = before;
    if (text.len > 0)
        buf_addf(out, "FIELDS:\n%s", text.data);
    buf_release(&text);
}

/* Goes on to the field that path[at..] names, and says what it is. Nothing is appended when there is none. */
static void add_output(struct explaining *x, struct buf *out, const cJSON *schema, size_t at)
{
    const struct strv *path = x->r->path;
    const char *ref = text_at(schema, "$ref");
    const cJSON *s = resolved(x, schema), *field, *one;
    if (too_deep(x))
        return;
    if (at == path->n) {
        add_schema(x, out, schema);
        return;
    }
    if (ref[0] != '\0' && strv_has(&x->refs, ref))
        return;
    x->depth++;
    if ((field = doc_get(filled(s, "properties"), path->v[at])) != NULL && is_filled(field)) {
        struct strv before = x->refs;
        if (at + 1 == path->n) {
            buf_addf(out, "FIELD: %s <", path->v[at]);
            add_type(x, out, field);
            buf_adds(out, ">\n");
            add_long_enum(out, field);
            buf_adds(out, "\n\n");
        }
        x->refs = (struct strv){0};
        add_output(x, out, field, at + 1);
        strv_release(&x->refs);
        x->refs = before;
    } else {
        size_t length = out->len;
        strv_add(&x->refs, ref);
        if (filled(s, "items") != NULL) {
            add_output(x, out, filled(s, "items"), at);
        } else if (filled(s, "additionalProperties") != NULL) {
            add_output(x, out, filled(s, "additionalProperties"), at);
        } else {
            cJSON_ArrayForEach(one, filled(s, "allOf"))
            {
                if (out->len == length)
                    add_output(x, out, one, at);
            }
        }
        pop(&x->refs);
    }
    x->depth--;
}

/* ---- the type ---- */

/* The kind that the paths of a resource deal with, or NULL. */
static const cJSON *find_kind(const struct explain_request *r, const cJSON *document)
{
    static const char *const forms[] = {"%s/%s/%s", "%s/%s/%s/{name}", "%s/%s/namespaces/{namespace}/%s",
                                        "%s/%s/namespaces/{namespace}/%s/{name}"};
    static const char *const methods[] = {"get", "post", "put", "patch", "delete"};
    const cJSON *found = NULL;
    char *prefix = r->group[0] != '\0' ? xasprintf("/apis/%s", r->group) : xstrdup("/api");
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        char *path = xasprintf(forms[i], prefix, r->version, r->resource);
        const cJSON *item = doc_get(doc_get(document, "paths"), path);
        const cJSON *kind = NULL;
        for (size_t k = 0; k < sizeof methods / sizeof *methods && kind == NULL; k++)
            kind = filled(doc_get(item, methods[k]), "x-kubernetes-group-version-kind");
        found = kind != NULL ? kind : found;
        free(path);
    }
    free(prefix);
    return found;
}

static bool has_kind(const cJSON *schema, const cJSON *kind)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, doc_get(schema, "x-kubernetes-group-version-kind"))
    {
        if (doc_equal(one, kind))
            return true;
    }
    return false;
}

static const cJSON *find_schema(const cJSON *document, const cJSON *kind)
{
    size_t n = 0;
    const cJSON *schemas = doc_at(document, "components.schemas"), *found = NULL;
    const cJSON **sorted = cJSON_IsObject(schemas) ? doc_sorted(schemas, &n) : NULL;
    for (size_t i = 0; i < n && found == NULL; i++)
        found = has_kind(sorted[i], kind) ? sorted[i] : NULL;
    free(sorted);
    return found;
}

struct err *explain_v3(const struct explain_request *r, const cJSON *document, struct buf *out)
{
    struct explaining x = {.r = r, .document = document};
    const cJSON *kind = find_kind(r, document), *schema = kind != NULL ? find_schema(document, kind) : NULL;
    if (kind == NULL)
        return err_new("GVR (%s/%s, Resource=%s) not found in OpenAPI schema", r->group, r->version, r->resource);
    if (text_at(kind, "group")[0] != '\0')
        buf_addf(out, "GROUP:      %s\n", text_at(kind, "group"));
    buf_addf(out, "KIND:       %s\nVERSION:    %s\n\n", text_at(kind, "kind"), text_at(kind, "version"));
    if (schema == NULL)
        return err_new("GVK map[group:%s kind:%s version:%s] not found in OpenAPI schema", text_at(kind, "group"),
                       text_at(kind, "kind"), text_at(kind, "version"));
    struct buf text = buf_new();
    add_output(&x, &text, schema, 0);
    struct err *e = x.err;
    if (e == NULL && text.len == 0)
        e = err_new("field \"%s\" does not exist", r->path->n > 0 ? r->path->v[r->path->n - 1] : "");
    if (e == NULL)
        buf_addf(out, "%s\n", text.data);
    buf_release(&text);
    strv_release(&x.refs);
    return e;
}
