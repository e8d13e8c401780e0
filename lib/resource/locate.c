/* locate.c - from the server's words back to the line of the manifest. */
#include "resource/locate.h"

#include "api/status.h"
#include "base/base64.h"
#include "base/mem.h"
#include "base/strv.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_PLACES = 8, MAX_DEPTH = 200 };

struct finder {
    struct err *e;
    const struct doc *d;
    struct strv seen; /* places already noted: causes often name one field twice */
};

static bool is_secret_data(const struct doc *d, const char *path)
{
    const char *kind = doc_str_at(d->root, "kind");
    return kind != NULL && strcmp(kind, "Secret") == 0 && (str_starts(path, "data") || str_starts(path, "stringData"));
}

/* The plain word that stands at the node in the source; the caller frees. */
static char *word_at(const struct doc *d, const cJSON *node)
{
    if (node->valueint <= 0 || (size_t)node->valueint >= d->npos)
        return xstrdup("");
    size_t at = d->pos[node->valueint].value;
    if (at >= d->src->len)
        return xstrdup("");
    const char *s = d->src->text + at;
    size_t n = strcspn(s, " \t\r\n,]}#");
    return xstrndup(s, n < 40 ? n : 40);
}

struct err *locate_hint(struct err *e, const struct doc *d, const cJSON *node)
{
    char *word = word_at(d, node);
    if (word[0] == '\0' || word[0] == '"' || word[0] == '\'' || d->is_json) {
        free(word);
        return e;
    }
    if (cJSON_IsBool(node) && strcmp(word, "true") != 0 && strcmp(word, "false") != 0)
        e = err_note(e, "  hint: YAML 1.1 reads %s as %s; write \"%s\" in quotes to keep it text", word,
                     cJSON_IsTrue(node) ? "true" : "false", word);
    else if (cJSON_IsBool(node) || cJSON_IsNumber(node))
        e = err_note(e, "  hint: write \"%s\" in quotes to make it text", word);
    free(word);
    return e;
}

/* Notes a node's place, unless it was noted already. A Secret's values are never shown. */
static void place_node(struct finder *f, const cJSON *node, bool value, bool secret)
{
    struct place at = value && !secret ? doc_place_value(f->d, node) : doc_place_key(f->d, node);
    char *key = xasprintf("%zu:%zu", at.line, at.column);
    if (at.line > 0 && !strv_has(&f->seen, key) && f->seen.n < MAX_PLACES) {
        strv_add(&f->seen, key);
        if (secret)
            f->e = err_note(f->e, "  --> %s:%zu:%zu", at.file, at.line, at.column);
        else
            f->e = doc_err_at(f->e, f->d->src, at);
    }
    free(key);
}

/* Notes the place of a field path: of the value there, else of the key. */
static void place_path(struct finder *f, const char *path, bool value)
{
    bool exact = false;
    while (*path == '.')
        path++;
    const cJSON *node = doc_find_path(f->d->root, path, &exact);
    if (node != NULL && node != f->d->root)
        place_node(f, node, value && exact, is_secret_data(f->d, path));
}

static void place_causes(struct finder *f)
{
    const cJSON *causes = f->e->kind == ERR_STATUS ? doc_at(status_of(f->e), "details.causes") : NULL;
    const cJSON *cause;
    cJSON_ArrayForEach(cause, causes)
    {
        const char *field = doc_str_at(cause, "field"), *reason = doc_str_at(cause, "reason");
        if (field == NULL)
            continue;
        bool value = reason != NULL &&
                     (strcmp(reason, "FieldValueInvalid") == 0 || strcmp(reason, "FieldValueNotSupported") == 0 ||
                      strcmp(reason, "FieldValueTypeInvalid") == 0);
        place_path(f, field, value);
    }
}

/* Every PREFIX"path" in the message. */
static void place_quoted(struct finder *f, const char *msg, const char *prefix)
{
    size_t n = strlen(prefix);
    for (const char *p = strstr(msg, prefix); p != NULL; p = strstr(p + 1, prefix)) {
        const char *end = strchr(p + n, '"');
        if (end == NULL)
            return;
        char *path = xstrndup(p + n, (size_t)(end - p) - n);
        place_path(f, path, false);
        free(path);
    }
}

/* ".spec.foo: field not declared in schema" and its like: the word before MARK, from its leading dot. */
static void place_before(struct finder *f, const char *msg, const char *mark)
{
    for (const char *p = strstr(msg, mark); p != NULL; p = strstr(p + 1, mark)) {
        const char *start = p;
        while (start > msg && !isspace((unsigned char)start[-1]))
            start--;
        char *path = xstrndup(start, (size_t)(p - start));
        place_path(f, path, strstr(mark, "expected") != NULL);
        free(path);
    }
}

static bool has_json_type(const cJSON *node, const char *name)
{
    return (strcmp(name, "string") == 0 && cJSON_IsString(node)) ||
           (strcmp(name, "number") == 0 && cJSON_IsNumber(node)) || (strcmp(name, "bool") == 0 && cJSON_IsBool(node)) ||
           (strcmp(name, "array") == 0 && cJSON_IsArray(node)) || (strcmp(name, "object") == 0 && cJSON_IsObject(node));
}

/* The first node of this JSON type at a path that Go wrote without the indices of lists ("spec.containers.env.value")
 * and with "." for each level of a map. */
static const cJSON *find_typed(const cJSON *node, const char *path, const char *type, int depth)
{
    if (cJSON_IsArray(node) && *path != '\0' && depth < MAX_DEPTH) {
        const cJSON *item, *found = NULL;
        cJSON_ArrayForEach(item, node)
        {
            if ((found = find_typed(item, path, type, depth + 1)) != NULL)
                return found;
        }
        return NULL;
    }
    if (*path == '\0') {
        if (has_json_type(node, type))
            return node;
        const cJSON *child; /* Go names the map or list, not its member */
        cJSON_ArrayForEach(child, node)
        {
            if (has_json_type(child, type))
                return child;
        }
        return NULL;
    }
    size_t n = strcspn(path, ".");
    char *name = xstrndup(path, n);
    const cJSON *next = cJSON_IsObject(node) ? doc_get(node, name) : NULL;
    free(name);
    return next != NULL && depth < MAX_DEPTH ? find_typed(next, path + n + (path[n] == '.'), type, depth + 1) : NULL;
}

/* "json: cannot unmarshal bool into Go struct field ObjectMeta.metadata.name of type string": the path behind the
 * type's name. */
static void place_unmarshal(struct finder *f, const char *msg)
{
    static const char start[] = "json: cannot unmarshal ", mark[] = "Go struct field ";
    const char *what = strstr(msg, start), *p = strstr(msg, mark);
    if (what == NULL || p == NULL)
        return;
    what += sizeof start - 1;
    p += sizeof mark - 1;
    char *type = xstrndup(what, strcspn(what, " \n")), *path = xstrndup(p, strcspn(p, " \n"));
    const char *dot = strchr(path, '.');
    const cJSON *node = dot != NULL ? find_typed(f->d->root, dot + 1, type, 0) : NULL;
    if (node != NULL) {
        bool secret = is_secret_data(f->d, dot + 1);
        place_node(f, node, true, secret);
        if (strstr(msg, "of type string") != NULL && !secret)
            f->e = locate_hint(f->e, f->d, node);
    } else if (dot != NULL) {
        place_path(f, dot + 1, false);
    }
    free(type);
    free(path);
}

/* "illegal base64 data": the server does not say whose. */
static void place_base64(struct finder *f, const char *msg)
{
    static const char *const maps[] = {"data", "binaryData"};
    if (strstr(msg, "illegal base64 data") == NULL)
        return;
    for (size_t i = 0; i < sizeof maps / sizeof *maps; i++) {
        const cJSON *value;
        cJSON_ArrayForEach(value, doc_get(f->d->root, maps[i]))
        {
            struct buf out = buf_new();
            if (cJSON_IsString(value) && !base64_decode(&out, value->valuestring, strlen(value->valuestring), NULL))
                place_node(f, value, false, true);
            buf_release(&out);
        }
    }
}

/* [+-]digits[.digits][suffix], as the message of the server says it. */
static bool is_quantity(const char *s)
{
    s += *s == '+' || *s == '-';
    size_t n = strspn(s, "0123456789.");
    if (n == 0)
        return false;
    static const char *const suffixes[] = {"",  "n", "u",  "m",  "k",  "M",  "G",  "T",
                                           "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (strcmp(s + n, suffixes[i]) == 0)
            return true;
    if (s[n] != 'e' && s[n] != 'E')
        return false;
    s += n + 1;
    s += *s == '+' || *s == '-';
    return *s != '\0' && s[strspn(s, "0123456789")] == '\0';
}

/* "quantities must match the regular expression": below limits, requests, capacity, hard … the one that is none. */
static void place_quantity(struct finder *f, const cJSON *node, int depth)
{
    static const char *const maps[] = {"limits", "requests", "capacity",       "hard",    "max",
                                       "min",    "default",  "defaultRequest", "overhead"};
    const cJSON *child;
    cJSON_ArrayForEach(child, node)
    {
        bool quantities = false;
        for (size_t i = 0; child->string != NULL && i < sizeof maps / sizeof *maps; i++)
            quantities = quantities || strcmp(child->string, maps[i]) == 0;
        const cJSON *value;
        cJSON_ArrayForEach(value, child)
        {
            if (quantities && cJSON_IsString(value) && !is_quantity(value->valuestring))
                place_node(f, value, true, false);
        }
        if (depth < MAX_DEPTH)
            place_quantity(f, child, depth + 1);
    }
}

/* "namespaces "x" not found": the manifest's own namespace. */
static void place_namespace(struct finder *f, const char *msg)
{
    const char *ns = doc_str_at(f->d->root, "metadata.namespace");
    char *text = xasprintf("namespaces \"%s\" not found", ns != NULL ? ns : "");
    if (ns != NULL && strstr(msg, text) != NULL)
        place_path(f, "metadata.namespace", true);
    free(text);
}

/* An object without a name: kubectl says nothing of where. */
static void place_nameless(struct finder *f, const char *msg)
{
    const cJSON *meta = doc_get(f->d->root, "metadata");
    if (strstr(msg, "resource name may not be empty") != NULL && meta != NULL)
        place_node(f, meta, false, false);
    else if (strstr(msg, "cannot use generate name with apply") != NULL)
        place_path(f, "metadata.generateName", false);
}

struct err *locate_in_manifest(struct err *e, const struct doc *d)
{
    if (e == NULL || e->msg == NULL || d == NULL || d->src == NULL || d->root == NULL)
        return e;
    struct finder f = {.e = e, .d = d};
    place_causes(&f);
    place_quoted(&f, e->msg, "unknown field \"");
    place_quoted(&f, e->msg, "duplicate field \"");
    place_before(&f, e->msg, ": field not declared in schema");
    place_before(&f, e->msg, ": expected ");
    place_unmarshal(&f, e->msg);
    place_base64(&f, e->msg);
    if (strstr(e->msg, "quantities must match") != NULL)
        place_quantity(&f, d->root, 0);
    place_nameless(&f, e->msg);
    place_namespace(&f, e->msg);
    strv_release(&f.seen);
    return f.e;
}
