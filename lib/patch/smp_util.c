/* smp_util.c - the small pieces of strategic merge patch. */
#include "base/mem.h"
#include "patch/smp.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define FORMAT_DEPTH 64

static bool is_int_text(const char *s)
{
    if (strpbrk(s, ".eE") != NULL)
        return false;
    errno = 0;
    char *end;
    (void)strtoll(s, &end, 10);
    return errno == 0 && *end == '\0';
}

enum smp_kind smp_kind(const cJSON *node)
{
    switch (node == NULL ? cJSON_NULL : node->type & 0xff) {
    case cJSON_False:
    case cJSON_True:
        return SMP_BOOL;
    case cJSON_Number:
        return is_int_text(doc_number_text(node)) ? SMP_INT : SMP_FLOAT;
    case cJSON_String:
        return SMP_STRING;
    case cJSON_Object:
        return SMP_MAP;
    case cJSON_Array:
        return SMP_SLICE;
    default:
        return SMP_NIL;
    }
}

const char *smp_kind_name(enum smp_kind k)
{
    static const char *const names[] = {
        "%!s(<nil>)", "bool", "int64", "float64", "string", "map[string]interface {}", "[]interface {}"};
    return names[k];
}

struct err *smp_bad_type(enum smp_kind expected, const cJSON *actual)
{
    return err_new("expected a %s, but received a %s", smp_kind_name(expected), smp_kind_name(smp_kind(actual)));
}

static void format(struct buf *out, const cJSON *node, int depth)
{
    enum smp_kind k = smp_kind(node);
    if ((k != SMP_MAP && k != SMP_SLICE) || depth >= FORMAT_DEPTH) {
        buf_adds(out, smp_scalar_text(node));
        return;
    }
    buf_adds(out, k == SMP_MAP ? "map[" : "[");
    if (k == SMP_SLICE) {
        for (const cJSON *c = node->child; c != NULL; c = c->next) {
            format(out, c, depth + 1);
            if (c->next != NULL)
                buf_addc(out, ' ');
        }
    } else {
        size_t n;
        const cJSON **v = doc_sorted(node, &n);
        for (size_t i = 0; i < n; i++) {
            buf_addf(out, "%s%s:", i == 0 ? "" : " ", v[i]->string);
            format(out, v[i], depth + 1);
        }
        free(v);
    }
    buf_addc(out, ']');
}

void smp_format(struct buf *out, const cJSON *node)
{
    format(out, node, 0);
}

struct err *smp_no_merge_key(const cJSON *map, const char *key)
{
    struct buf b = buf_new();
    smp_format(&b, map);
    struct err *e = err_new("map: %s does not contain declared merge key: %s", b.data, key);
    buf_release(&b);
    return e;
}

struct err *smp_too_deep(void)
{
    return err_new("the document nests too deep");
}

const char *smp_scalar_text(const cJSON *node)
{
    switch (node == NULL ? cJSON_NULL : node->type & 0xff) {
    case cJSON_False:
        return "false";
    case cJSON_True:
        return "true";
    case cJSON_Number:
        return doc_number_text(node);
    case cJSON_String:
        return node->valuestring;
    case cJSON_Object:
    case cJSON_Array:
        return "";
    default:
        return "<nil>";
    }
}

bool smp_scalar_equal(const cJSON *a, const cJSON *b)
{
    if (cJSON_IsString(a) && cJSON_IsString(b))
        return strcmp(a->valuestring, b->valuestring) == 0;
    enum smp_kind k = smp_kind(a);
    if (k != smp_kind(b) || k == SMP_MAP || k == SMP_SLICE)
        return false;
    return k == SMP_NIL || doc_equal(a, b);
}

void smp_release(struct smp *s)
{
    free(s->failed_field);
    s->failed_field = NULL;
}

struct err *smp_lookup_error(const struct smp *s, enum smp_source source)
{
    const char *field = s->failed_field;
    const char *name = s->failed_type != NULL ? schema_type_name(s->failed_type) : "";
    const char *dot = strrchr(name, '.');
    switch (source) {
    case SMP_OPENAPI_V2:
        if (s->failed_type == NULL)
            return err_new("expected kind, but got map");
        return err_new("unable to find api field \"%s\" in %s", field, name);
    case SMP_STRUCT:
        if (s->failed_type == NULL)
            return err_new("merging an object in json but data type is not struct, instead is: map");
        return err_new("unable to find api field in struct %s for the json field \"%s\"", dot != NULL ? dot + 1 : name,
                       field);
    default:
        return err_new("unable to find api field \"%s\"", field);
    }
}

struct err *smp_lookup(struct smp *s, const struct schema_type *t, const char *key, bool slice, struct smp_meta *out)
{
    struct schema_field f;
    if (!schema_find_field(t, key, &f)) {
        if (!s->lookup_failed) {
            s->lookup_failed = true;
            s->failed_type = t;
            s->failed_field = xstrdup(key);
        }
        return smp_lookup_error(s, s->source);
    }
    bool typed = slice ? f.shape == SCHEMA_LIST || f.shape == SCHEMA_OBJECT : f.shape == SCHEMA_OBJECT;
    *out = (struct smp_meta){.sub = typed ? f.type : NULL,
                             .merge_key = f.merge_key != NULL ? f.merge_key : "",
                             .merge = f.patch_merge,
                             .replace = f.patch_replace,
                             .retain_keys = f.patch_retain_keys};
    return NULL;
}

/* ---- finding ---- */

#define FINDER_LINEAR 64 /* misses of the hint after which sorting pays */

void finder_init(struct finder *f, const cJSON *object)
{
    *f = (struct finder){.object = object, .hint = object != NULL ? object->child : NULL};
}

const cJSON *finder_get(struct finder *f, const char *key)
{
    if (f->hint != NULL && strcmp(f->hint->string, key) == 0) {
        const cJSON *found = f->hint;
        f->hint = found->next;
        return found;
    }
    if (f->sorted == NULL && f->misses++ < FINDER_LINEAR) {
        const cJSON *found = doc_get(f->object, key);
        if (found != NULL)
            f->hint = found->next;
        return found;
    }
    if (f->sorted == NULL)
        f->sorted = doc_sorted(f->object, &f->n);
    size_t lo = 0;
    size_t hi = f->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        int c = strcmp(f->sorted[mid]->string, key);
        if (c == 0) {
            f->hint = f->sorted[mid]->next;
            return f->sorted[mid];
        }
        if (c < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

void finder_release(struct finder *f)
{
    free(f->sorted);
    f->sorted = NULL;
}

/* ---- trees ---- */

cJSON *smp_new_object(void)
{
    cJSON *o = cJSON_CreateObject();
    if (o == NULL)
        out_of_memory();
    return o;
}

cJSON *smp_new_array(void)
{
    cJSON *a = cJSON_CreateArray();
    if (a == NULL)
        out_of_memory();
    return a;
}

void smp_add(cJSON *object, const char *key, cJSON *value)
{
    if (!cJSON_AddItemToObject(object, key, value))
        out_of_memory();
}

void smp_push(cJSON *array, cJSON *value)
{
    if (!cJSON_AddItemToArray(array, value))
        out_of_memory();
}

cJSON *smp_detach(cJSON *parent, cJSON *child)
{
    return cJSON_DetachItemViaPointer(parent, child);
}
