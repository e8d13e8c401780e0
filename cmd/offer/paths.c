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

#define RANGES_MAX 8 /* {range} inside {range} */

/* Where a path has led to: at the fields of a type, or (list) at those of a list of its objects. */
struct spot {
    const struct schema_type *type; /* NULL: nothing is known here */
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

/* The fields of a resource's objects; false when they cannot be had. *set is to be freed by the caller. */
static bool find_type(struct cmd_ctx *ctx, const struct api_resource *r, struct schema_kind *out,
                      struct schema_set **set)
{
    cJSON *document = NULL;

    *set = NULL;
    if (schema_find_resource(r->group, r->version, r->name, out))
        return true;
    struct session *s = complete_begin(ctx);
    struct err *e = fetch(s, r, &document);
    complete_end(s);
    if (e == NULL)
        e = schema_from_openapi(document, r->group, r->version, r->kind, set, out);
    bool found = e == NULL;
    err_free(e);
    cJSON_Delete(document);
    return found;
}

/* ---- walking ---- */

static void step(struct spot *at, const char *name, size_t n)
{
    struct schema_field f;
    char *word = xstrndup(name, n);

    if (at->list)
        at->list = !str_eq(word, "items"), at->type = at->list ? NULL : at->type;
    else if (at->type == NULL || !schema_find_field(at->type, word, &f))
        at->type = NULL;
    else
        at->type = f.shape == SCHEMA_SCALAR || f.shape == SCHEMA_ANY ? NULL : f.type;
    free(word);
}

/* Follows the n bytes of a path: ".a.b[0].c", with or without the first dot. */
static struct spot walk(struct spot at, const char *path, size_t n)
{
    for (size_t i = 0; i < n && at.type != NULL;) {
        if (path[i] == '.') {
            i++;
        } else if (path[i] == '[') {
            const char *end = memchr(path + i, ']', n - i);
            if (end == NULL)
                at.type = NULL;
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

static const char *const scalars[] = {"string",        "integer",  "number", "boolean",
                                      "int or string", "quantity", "time",   "bytes"};

static char *shape_text(const struct schema_field *f)
{
    const char *name = f->type != NULL ? schema_type_name(f->type) : NULL, *dot = name ? strrchr(name, '.') : NULL;
    const char *of = f->shape == SCHEMA_ANY ? "any" : f->type == NULL ? scalars[f->scalar] : dot ? dot + 1 : "object";

    return xasprintf("<%s%s>", f->shape == SCHEMA_LIST ? "[]" : f->shape == SCHEMA_MAP ? "map[string]" : "", of);
}

static void add_field(const struct typing *t, const char *way, size_t n, const struct schema_field *f)
{
    char *word = xasprintf("%s%.*s%s", t->before, (int)n, way, f->name), *shape = shape_text(f);
    bool deeper = f->type != NULL || (t->steps && f->shape == SCHEMA_LIST);

    completion_add(t->out, "", word, shape);
    if (t->steps && f->shape == SCHEMA_LIST) {
        char *each = xasprintf("%s[*]", word);
        completion_add(t->out, "", each, shape);
        free(each);
    }
    if (deeper)
        t->out->directive |= COMPLETE_NO_SPACE;
    free(shape);
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
    size_t n = strlen(path), dot = n;
    struct schema_field f;

    while (dot > 0 && path[dot - 1] != '.' && path[dot - 1] != ']')
        dot--;
    struct spot at = walk(from, path, dot);
    const char *typed = path + dot;
    if (at.type == NULL)
        return;
    if (at.list) {
        add_list_fields(t, path, dot, typed);
        return;
    }
    bool closed = dot > 0 && path[dot - 1] == ']' && typed[0] == '\0';
    char *way = xasprintf("%.*s%s", (int)dot, path, closed ? "." : "");
    size_t nfound = 0;
    for (size_t i = 0; i < schema_nfields(at.type); i++) {
        schema_field_at(at.type, i, &f);
        if (!str_starts(f.name, typed))
            continue;
        add_field(t, way, strlen(way), &f);
        nfound++;
    }
    /* "spec<TAB>": the field is there, its own fields come next */
    if (nfound == 1 && schema_find_field(at.type, typed, &f) && f.type != NULL && f.shape == SCHEMA_OBJECT) {
        char *deeper = xasprintf("%s.", path);
        add_fields(t, from, deeper);
        free(deeper);
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
    struct schema_kind kind;
    struct schema_set *set = NULL;

    if (r == NULL || !find_type(ctx, r, &kind, &set))
        return;
    char *before = xasprintf("%.*s.", (int)len, prefix);
    add_fields(&(struct typing){.before = before, .out = out}, (struct spot){kind.type, false}, prefix + len + 1);
    free(before);
    schema_set_free(set);
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
                at->type = NULL;
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
    struct schema_kind kind;
    struct schema_set *set = NULL;

    free(type);
    if (r == NULL || !find_type(ctx, r, &kind, &set))
        return;
    char *text = strchr(prefix, '{') != NULL || bare ? xstrdup(prefix) : xasprintf("%s{", prefix);
    struct spot at = {kind.type, list};
    const char *inner = strchr(text, '{') != NULL ? open_expression(text, &at) : text;
    if (inner != NULL) {
        const char *path = last_path(inner, &at);
        char *whole = xasprintf("%s%.*s%s", before, (int)(path - text), text, *path == '\0' ? "." : "");
        add_fields(&(struct typing){.steps = true, .before = whole, .out = out}, at, path);
        free(whole);
    }
    free(text);
    schema_set_free(set);
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
