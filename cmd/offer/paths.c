/* paths.c - paths of fields: of built-in types from our own tables, of others from the server's OpenAPI documents. */
#include "offer.h"

#include "api/discovery.h"
#include "api/request.h"
#include "api/session.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "completers.h"
#include "schema/schema.h"

#include <stdlib.h>
#include <string.h>

#define REFS_MAX 20  /* from schema to schema */
#define RANGES_MAX 8 /* {range} inside {range} */

/* Where a path has led to: at the fields of a type, or (list) at those of a list of its objects. */
struct spot {
    const struct schema_type *type; /* of our tables; or */
    const cJSON *document, *schema; /* a schema of a server's document; all NULL: nothing is known here */
    bool list;
};

/* What is being written. */
struct typing {
    bool steps;         /* JSONPath: elements of lists are named with [*] */
    const char *before; /* stands before each word */
    struct completion *out;
};

/* ---- types ---- */

static struct err *fetch(struct session *s, const struct api_resource *r, cJSON **document)
{
    char *path = r->group[0] != '\0' ? xasprintf("/openapi/v3/apis/%s/%s", r->group, r->version)
                                     : xasprintf("/openapi/v3/api/%s", r->version);
    struct buf text = buf_new();
    struct err *e = api_raw(s, "GET", path, NULL, 0, &text);

    if (e == NULL)
        e = doc_parse_json(text.data, text.len, document);
    buf_release(&text);
    free(path);
    return e;
}

/* A schema without its references; at most REFS_MAX of them, for documents may be hostile. */
static const cJSON *resolved(const cJSON *document, const cJSON *schema)
{
    static const char place[] = "#/components/schemas/";

    for (int i = 0; i < REFS_MAX; i++) {
        const char *ref = doc_str_at(schema, "$ref");
        const cJSON *all = doc_get(schema, "allOf");
        if (ref != NULL && str_starts(ref, place))
            schema = doc_get(doc_at(document, "components.schemas"), ref + strlen(place));
        else if (cJSON_IsArray(all) && all->child != NULL && doc_get(schema, "properties") == NULL)
            schema = all->child;
        else
            break;
    }
    return schema;
}

static const cJSON *schema_of(const cJSON *document, const struct api_resource *r)
{
    const cJSON *schema, *kind;

    cJSON_ArrayForEach(schema, doc_at(document, "components.schemas"))
    {
        cJSON_ArrayForEach(kind, doc_get(schema, "x-kubernetes-group-version-kind"))
        {
            if (str_eq(doc_str_at(kind, "group"), r->group) && str_eq(doc_str_at(kind, "version"), r->version) &&
                str_eq(doc_str_at(kind, "kind"), r->kind))
                return schema;
        }
    }
    return NULL;
}

/* Where the objects of a resource begin; false when their fields cannot be had. *document is to be freed. */
static bool find_type(struct cmd_ctx *ctx, const struct api_resource *r, struct spot *out, cJSON **document)
{
    struct schema_kind kind;

    *out = (struct spot){0};
    *document = NULL;
    if (schema_find_resource(r->group, r->version, r->name, &kind)) {
        out->type = kind.type;
        return true;
    }
    struct session *s = complete_begin(ctx);
    err_free(fetch(s, r, document));
    complete_end(s);
    out->document = *document;
    out->schema = schema_of(*document, r);
    return out->schema != NULL;
}

/* ---- fields ---- */

struct field {
    const char *name;
    struct spot of;  /* what is below, or below each of its elements */
    bool list, leaf; /* leaf: nothing is */
    char *shape;     /* owned */
};

static const char *const scalars[] = {"string",        "integer",  "number", "boolean",
                                      "int or string", "quantity", "time",   "bytes"};

static void from_table(const struct schema_field *f, struct field *out)
{
    const char *name = f->type != NULL ? schema_type_name(f->type) : NULL, *dot = name ? strrchr(name, '.') : NULL;
    const char *of = f->shape == SCHEMA_ANY ? "any" : f->type == NULL ? scalars[f->scalar] : dot ? dot + 1 : "object";

    *out = (struct field){.name = f->name,
                          .of = {.type = f->shape == SCHEMA_SCALAR || f->shape == SCHEMA_ANY ? NULL : f->type},
                          .list = f->shape == SCHEMA_LIST,
                          .leaf = f->type == NULL};
    out->shape = xasprintf("<%s%s>", f->shape == SCHEMA_LIST ? "[]" : f->shape == SCHEMA_MAP ? "map[string]" : "", of);
}

static void from_schema(const struct spot *at, const cJSON *property, struct field *out)
{
    const cJSON *schema = resolved(at->document, property), *items = doc_get(schema, "items");
    const cJSON *values = doc_get(schema, "additionalProperties");
    const cJSON *below = resolved(at->document, items ? items : cJSON_IsObject(values) ? values : schema);
    const char *type = doc_str_at(below, "type");

    *out = (struct field){.name = property->string,
                          .of = {.document = at->document, .schema = below},
                          .list = items != NULL,
                          .leaf = doc_get(below, "properties") == NULL};
    out->shape = xasprintf("<%s%s>", items ? "[]" : cJSON_IsObject(values) ? "map[string]" : "", type ? type : "any");
}

/* The first field at `at` from *i on that begins with `typed`; *i moves behind it. False: no more. */
static bool next_field(const struct spot *at, size_t *i, const char *typed, struct field *out)
{
    if (at->type != NULL) {
        struct schema_field f;
        while (*i < schema_nfields(at->type)) {
            schema_field_at(at->type, (*i)++, &f);
            if (str_starts(f.name, typed)) {
                from_table(&f, out);
                return true;
            }
        }
        return false;
    }
    size_t n = 0;
    const cJSON *p;
    cJSON_ArrayForEach(p, doc_get(at->schema, "properties"))
    {
        if (n++ < *i || !str_starts(p->string, typed))
            continue;
        *i = n;
        from_schema(at, p, out);
        return true;
    }
    return false;
}

static bool find_field(const struct spot *at, const char *name, struct field *out)
{
    for (size_t i = 0; next_field(at, &i, name, out); free(out->shape))
        if (str_eq(out->name, name))
            return true;
    return false;
}

static bool is_known(const struct spot *at)
{
    return at->type != NULL || at->schema != NULL;
}

/* ---- walking ---- */

static void step(struct spot *at, const char *name, size_t n)
{
    struct field f;
    char *word = xstrndup(name, n);

    if (at->list) {
        bool items = str_eq(word, "items");
        at->list = false;
        if (!items)
            *at = (struct spot){0};
    } else if (find_field(at, word, &f)) {
        *at = f.leaf ? (struct spot){0} : f.of;
        free(f.shape);
    } else {
        *at = (struct spot){0};
    }
    free(word);
}

/* Follows the n bytes of a path: ".a.b[0].c", with or without the first dot. */
static struct spot walk(struct spot at, const char *path, size_t n)
{
    for (size_t i = 0; i < n && is_known(&at);) {
        if (path[i] == '.') {
            i++;
        } else if (path[i] == '[') {
            const char *end = memchr(path + i, ']', n - i);
            if (end == NULL)
                at = (struct spot){0};
            else if (path[i + 1] == '\'' && end - (path + i) > 3)
                step(&at, path + i + 2, (size_t)(end - (path + i)) - 3);
            i = end != NULL ? (size_t)(end - path) + 1 : n;
        } else {
            size_t len = 0;
            while (i + len < n && path[i + len] != '.' && path[i + len] != '[')
                len++;
            step(&at, path + i, len);
            i += len;
        }
    }
    return at;
}

static void add_field(const struct typing *t, const char *way, const struct field *f)
{
    char *word = xasprintf("%s%s%s", t->before, way, f->name);

    completion_add(t->out, "", word, f->shape);
    if (t->steps && f->list) {
        char *each = xasprintf("%s[*]", word);
        completion_add(t->out, "", each, f->shape);
        free(each);
    }
    if (!f->leaf || (t->steps && f->list))
        t->out->directive |= COMPLETE_NO_SPACE;
    free(word);
}

static void add_list_fields(const struct typing *t, const char *way, size_t n, const char *typed)
{
    static const char *const names[] = {"apiVersion", "items", "items[*]", "kind", "metadata"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char *word = xasprintf("%s%.*s%s", t->before, (int)n, way, names[i]);
        if (str_starts(names[i], typed))
            completion_add(t->out, "", word, NULL);
        free(word);
    }
    t->out->directive |= COMPLETE_NO_SPACE;
}

/* Offers the fields that may end `path`, which begins at `from`. */
static void add_fields(const struct typing *t, struct spot from, const char *path)
{
    size_t dot = strlen(path), nfound = 0;
    struct field f;
    bool deeper = false;

    while (dot > 0 && path[dot - 1] != '.' && path[dot - 1] != ']')
        dot--;
    struct spot at = walk(from, path, dot);
    const char *typed = path + dot;
    if (!is_known(&at))
        return;
    if (at.list) {
        add_list_fields(t, path, dot, typed);
        return;
    }
    bool closed = dot > 0 && path[dot - 1] == ']' && typed[0] == '\0';
    char *way = xasprintf("%.*s%s", (int)dot, path, closed ? "." : "");
    for (size_t i = 0; next_field(&at, &i, typed, &f); free(f.shape)) {
        add_field(t, way, &f);
        deeper = str_eq(f.name, typed) && !f.leaf && !f.list;
        nfound++;
    }
    if (nfound == 1 && deeper) { /* "spec<TAB>": the field is there, its own fields come next */
        char *below = xasprintf("%s.", path);
        add_fields(t, from, below);
        free(below);
    }
    free(way);
}

/* ---- explain ---- */

static bool is_called(const struct api_resource *r, const char *word)
{
    char *kind = str_lower(r->kind);
    bool so =
        str_eq(r->name, word) || str_eq(r->singular, word) || str_eq(kind, word) || strv_has(&r->short_names, word);

    free(kind);
    return so;
}

/* The type that "TYPE.FIELD…" begins with, and the length of its name; "deployments.apps" goes before "deployments". */
static const struct api_resource *type_before(struct cmd_ctx *ctx, const char *text, size_t *len)
{
    struct session *s = complete_begin(ctx);
    struct api_resources all = {0};
    struct err *partial = NULL, *e = discovery_all(s, &all, &partial);
    const struct api_resource *found = NULL;
    char *word = str_cut(text, '.', NULL);

    *len = strlen(word);
    for (size_t i = 0; e == NULL && i < all.n; i++) {
        const struct api_resource *r = all.v[i];
        char *id = api_resource_id(r);
        size_t n = strlen(id);
        if (r->preferred && n > *len && strncmp(text, id, n) == 0 && text[n] == '.') {
            found = r;
            *len = n;
        } else if (r->preferred && found == NULL && is_called(r, word)) {
            found = r;
        }
        free(id);
    }
    complete_end(s);
    free(word);
    free(all.v);
    err_free(partial);
    err_free(e);
    return found;
}

void offer_type_fields(struct cmd_ctx *ctx, const char *prefix, struct completion *out)
{
    size_t len = 0;
    const struct api_resource *r = strchr(prefix, '.') != NULL ? type_before(ctx, prefix, &len) : NULL;
    struct spot at;
    cJSON *document = NULL;

    if (r != NULL && find_type(ctx, r, &at, &document)) {
        char *before = xasprintf("%.*s.", (int)len, prefix);
        add_fields(&(struct typing){.before = before, .out = out}, at, prefix + len + 1);
        free(before);
    }
    cJSON_Delete(document);
}

/* ---- JSONPath ---- */

/* Where the path that is being typed begins in an expression: behind the last operator or blank. An open filter
 * ("[?(@.") begins at the elements of what stands before it: *at follows. */
static const char *last_path(const char *text, struct spot *at)
{
    const char *begin = text;

    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '[') {
            const char *end = strchr(c, ']');
            if (end != NULL) {
                c = end;
            } else if (str_starts(c, "[?(@")) {
                *at = walk(*at, begin, (size_t)(c - begin));
                begin = c + 4;
                c += 3;
            } else {
                *at = (struct spot){0};
                return begin;
            }
        } else if (strchr(" (,=<>&|!", *c) != NULL) {
            begin = c + 1;
        }
    }
    if (*begin == '$' || *begin == '@')
        begin++;
    return begin;
}

/* The expression that is open at the end of a template, or NULL; *at is what its paths begin at, through {range}. */
static const char *open_expression(const char *text, struct spot *at)
{
    struct spot outer[RANGES_MAX];
    size_t depth = 0;

    for (const char *open = strchr(text, '{'); open != NULL; open = strchr(text, '{')) {
        const char *inner = open + 1 + strspn(open + 1, " "), *close = strchr(inner, '}');
        bool range = str_starts(inner, "range ");
        if (range)
            inner += 6 + strspn(inner + 6, " ");
        if (close == NULL)
            return inner;
        if (range && depth < RANGES_MAX) {
            outer[depth++] = *at;
            *at = walk(*at, inner, (size_t)(close - inner));
        } else if (str_starts(inner, "end") && depth > 0) {
            *at = outer[--depth];
        }
        text = close + 1;
    }
    return NULL;
}

/* Paths at the objects of the type on the command line. bare: they may stand without braces. */
static void offer_in_template(struct cmd_ctx *ctx, bool list, bool bare, const char *before, const char *prefix,
                              struct completion *out)
{
    char *type = offer_type(ctx);
    const struct api_resource *r = type != NULL ? complete_resource(ctx, type) : NULL;
    struct spot at;
    cJSON *document = NULL;

    free(type);
    if (r == NULL || !find_type(ctx, r, &at, &document)) {
        cJSON_Delete(document);
        return;
    }
    char *text = strchr(prefix, '{') != NULL || bare ? xstrdup(prefix) : xasprintf("%s{", prefix);
    at.list = list;
    const char *inner = strchr(text, '{') != NULL ? open_expression(text, &at) : text;
    if (inner != NULL) {
        const char *path = last_path(inner, &at);
        char *whole = xasprintf("%s%.*s%s", before, (int)(path - text), text, *path == '\0' ? "." : "");
        add_fields(&(struct typing){.steps = true, .before = whole, .out = out}, at, path);
        free(whole);
    }
    free(text);
    cJSON_Delete(document);
}

void offer_path(struct cmd_ctx *ctx, bool list, const char *before, const char *prefix, struct completion *out)
{
    offer_in_template(ctx, list, false, before, prefix, out);
}

/* True if the command line asks for one object, whose fields are at the root then. */
static bool asks_for_one(struct cmd_ctx *ctx)
{
    const struct strv *args = cli_args(ctx->parse);
    int n = offer_named((int)args->n, args->v);

    return n == 1 && strchr(args->v[0], ',') == NULL;
}

void offer_output(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    const char *value = strchr(prefix, '=');
    size_t n = value != NULL ? (size_t)(value - prefix) : 0;
    (void)opts;

    if (value == NULL)
        return;
    value++;
    if (strncmp(prefix, "custom-columns=", n + 1) == 0) {
        const char *comma = strrchr(value, ','), *colon = strchr(comma != NULL ? comma : value, ':');
        char *before = colon != NULL ? xstrndup(prefix, (size_t)(colon + 1 - prefix)) : NULL;
        if (colon != NULL)
            offer_in_template(ctx, false, true, before, colon + 1, out);
        free(before);
    } else if (strncmp(prefix, "jsonpath=", n + 1) == 0 || strncmp(prefix, "jsonpath-as-json=", n + 1) == 0) {
        char *before = xstrndup(prefix, n + 1);
        offer_path(ctx, !asks_for_one(ctx), before, value, out);
        free(before);
    }
}

void offer_sort_path(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    (void)opts;
    offer_in_template(ctx, false, true, "", prefix, out);
}
