/* schema_openapi.c - the same tables read at run time from a server's OpenAPI v3 document. */
#include "base/buf.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/strv.h"
#include "schema/schema.h"
#include "schema/schema_data.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define REF_PREFIX "#/components/schemas/"
#define MAX_REFS 16     /* a chain of allOf and $ref */
#define MAX_TYPES 20000 /* below SCHEMA_NO_TYPE */
#define MAX_FIELDS 500000

struct builder {
    const cJSON *schemas;
    struct map index; /* of schemas by name: cJSON's own lookup is linear */
    struct map seen;  /* type name -> its index + 1 */
    struct strv names;
    struct schema_type *types;
    struct schema_field_row *fields;
    size_t nfields;
    struct buf pool;
    struct map strings; /* text -> its offset + 1 */
};

static const cJSON *get(const cJSON *o, const char *key)
{
    return cJSON_GetObjectItemCaseSensitive(o, key);
}

static const char *get_str(const cJSON *o, const char *key)
{
    const cJSON *v = get(o, key);
    return cJSON_IsString(v) ? v->valuestring : "";
}

static uint32_t intern(struct builder *b, const char *s)
{
    if (s[0] == '\0')
        return 0;
    uintptr_t at = (uintptr_t)map_get(&b->strings, s);
    if (at == 0) {
        at = (uintptr_t)b->pool.len + 1;
        buf_add(&b->pool, s, strlen(s) + 1);
        map_set(&b->strings, s, (void *)at);
    }
    return (uint32_t)(at - 1);
}

/* Follows allOf and $ref; *name is the last reference's, or NULL. */
static const cJSON *resolve(struct builder *b, const cJSON *schema, const char **name)
{
    *name = NULL;
    for (int i = 0; i < MAX_REFS && schema != NULL; i++) {
        const cJSON *all = get(schema, "allOf");
        const char *ref = get_str(schema, "$ref");
        if (cJSON_IsArray(all) && all->child != NULL) {
            schema = all->child;
        } else if (str_starts(ref, REF_PREFIX)) {
            *name = ref + strlen(REF_PREFIX);
            schema = map_get(&b->index, *name);
        } else {
            return schema;
        }
    }
    return NULL;
}

static uint16_t type_index(struct builder *b, const char *name)
{
    uintptr_t at = (uintptr_t)map_get(&b->seen, name);
    if (at == 0) {
        if (b->names.n >= MAX_TYPES)
            return SCHEMA_NO_TYPE;
        strv_add(&b->names, name);
        at = b->names.n;
        map_set(&b->seen, name, (void *)at);
    }
    return (uint16_t)(at - 1);
}

static bool is_type(const cJSON *schema, const char *type)
{
    return strcmp(get_str(schema, "type"), type) == 0;
}

static bool scalar_of(const cJSON *schema, const char *name, enum schema_scalar *out)
{
    const char *format = get_str(schema, "format");
    *out = SCHEMA_STRING;
    if (name != NULL && str_ends(name, ".Quantity"))
        *out = SCHEMA_QUANTITY;
    else if (strcmp(format, "int-or-string") == 0)
        *out = SCHEMA_INT_OR_STRING;
    else if (is_type(schema, "string"))
        *out = strcmp(format, "date-time") == 0 ? SCHEMA_TIME
               : strcmp(format, "byte") == 0    ? SCHEMA_BYTES
                                                : SCHEMA_STRING;
    else if (is_type(schema, "integer"))
        *out = SCHEMA_INTEGER;
    else if (is_type(schema, "number"))
        *out = SCHEMA_NUMBER;
    else if (is_type(schema, "boolean"))
        *out = SCHEMA_BOOL;
    else
        return false;
    return true;
}

/* What a field, or an element of a list or map, is. */
static enum schema_shape element(struct builder *b, const cJSON *schema, enum schema_scalar *scalar, uint16_t *type)
{
    const char *name;
    *scalar = SCHEMA_STRING;
    *type = SCHEMA_NO_TYPE;
    schema = resolve(b, schema, &name);
    if (schema == NULL)
        return SCHEMA_ANY;
    if (scalar_of(schema, name, scalar))
        return SCHEMA_SCALAR;
    const cJSON *props = get(schema, "properties");
    if (cJSON_IsObject(props) && props->child != NULL) {
        if (name == NULL)
            return SCHEMA_ANY; /* a type without a name: only custom resources have those */
        *type = type_index(b, name);
        return SCHEMA_OBJECT;
    }
    if (is_type(schema, "array"))
        return SCHEMA_LIST;
    if (is_type(schema, "object") && cJSON_IsObject(get(schema, "additionalProperties")))
        return SCHEMA_MAP;
    return SCHEMA_ANY;
}

static uint8_t strategy_flags(const char *s)
{
    struct strv parts = {0};
    uint8_t flags = 0;
    strv_split(&parts, s, ',');
    for (size_t i = 0; i < parts.n; i++) {
        if (str_eq(parts.v[i], "merge"))
            flags |= ROW_MERGE;
        else if (str_eq(parts.v[i], "replace"))
            flags |= ROW_REPLACE;
        else if (str_eq(parts.v[i], "retainKeys"))
            flags |= ROW_RETAIN_KEYS;
    }
    strv_release(&parts);
    return flags;
}

static uint8_t list_type(const char *s)
{
    enum schema_list_type t = strcmp(s, "atomic") == 0 ? SCHEMA_LIST_ATOMIC
                              : strcmp(s, "set") == 0  ? SCHEMA_LIST_SET
                              : strcmp(s, "map") == 0  ? SCHEMA_LIST_MAP
                                                       : SCHEMA_LIST_UNSET;
    return (uint8_t)(t << 4);
}

static uint32_t intern_list(struct builder *b, const cJSON *list)
{
    struct strv v = {0};
    const cJSON *e;
    cJSON_ArrayForEach(e, list)
    {
        if (cJSON_IsString(e))
            strv_add(&v, e->valuestring);
    }
    char *joined = strv_join(&v, ",");
    uint32_t at = intern(b, joined);
    free(joined);
    strv_release(&v);
    return at;
}

static struct schema_field_row make_field(struct builder *b, const cJSON *prop, bool required)
{
    enum schema_scalar scalar;
    uint16_t type;
    const char *name;
    enum schema_shape shape = element(b, prop, &scalar, &type);
    if (shape == SCHEMA_LIST || shape == SCHEMA_MAP) {
        const cJSON *inner = resolve(b, prop, &name);
        enum schema_shape what =
            element(b, get(inner, shape == SCHEMA_LIST ? "items" : "additionalProperties"), &scalar, &type);
        if (what != SCHEMA_SCALAR && what != SCHEMA_OBJECT)
            type = SCHEMA_NO_TYPE;
    }
    return (struct schema_field_row){.name = intern(b, prop->string),
                                     .merge_key = intern(b, get_str(prop, "x-kubernetes-patch-merge-key")),
                                     .map_keys = intern_list(b, get(prop, "x-kubernetes-list-map-keys")),
                                     .type = type,
                                     .shape_scalar = (uint8_t)((unsigned)shape << 4 | (unsigned)scalar),
                                     .flags = (uint8_t)(strategy_flags(get_str(prop, "x-kubernetes-patch-strategy")) |
                                                        list_type(get_str(prop, "x-kubernetes-list-type")) |
                                                        (required ? ROW_REQUIRED : 0))};
}

static int by_key(const void *a, const void *b)
{
    return strcmp((*(const cJSON *const *)a)->string, (*(const cJSON *const *)b)->string);
}

static bool listed(const cJSON *list, const char *s)
{
    const cJSON *e;
    cJSON_ArrayForEach(e, list)
    {
        if (cJSON_IsString(e) && strcmp(e->valuestring, s) == 0)
            return true;
    }
    return false;
}

/* Adds the rows of type number i, whose references add more types behind it. */
static bool add_fields(struct builder *b, size_t i)
{
    const cJSON *schema = map_get(&b->index, b->names.v[i]);
    const cJSON *props = get(schema, "properties");
    size_t n = (size_t)cJSON_GetArraySize(props);
    if (b->nfields + n > MAX_FIELDS)
        return false;
    const cJSON **sorted = xcalloc(n + 1, sizeof *sorted);
    size_t k = 0;
    const cJSON *p;
    cJSON_ArrayForEach(p, props) sorted[k++] = p;
    qsort(sorted, n, sizeof *sorted, by_key);
    b->types = xreallocarray(b->types, i + 1, sizeof *b->types);
    b->types[i] = (struct schema_type){(uint32_t)i, intern(b, b->names.v[i]), (uint32_t)b->nfields, (uint32_t)n};
    b->fields = xreallocarray(b->fields, b->nfields + n + 1, sizeof *b->fields);
    for (k = 0; k < n; k++)
        b->fields[b->nfields++] = make_field(b, sorted[k], listed(get(schema, "required"), sorted[k]->string));
    free(sorted);
    return true;
}

static bool gvk_is(const cJSON *g, const char *group, const char *version, const char *kind)
{
    return strcmp(get_str(g, "group"), group) == 0 && strcmp(get_str(g, "version"), version) == 0 &&
           strcmp(get_str(g, "kind"), kind) == 0;
}

static const char *root_name(const cJSON *schemas, const char *group, const char *version, const char *kind)
{
    const cJSON *s;
    const cJSON *g;
    cJSON_ArrayForEach(s, schemas)
    {
        cJSON_ArrayForEach(g, get(s, "x-kubernetes-group-version-kind"))
        {
            if (gvk_is(g, group, version, kind))
                return s->string;
        }
    }
    return NULL;
}

/* The first PATCH operation of the kind decides, as in kubectl. */
static bool takes_strategic(const cJSON *doc, const char *group, const char *version, const char *kind)
{
    const cJSON *path;
    cJSON_ArrayForEach(path, get(doc, "paths"))
    {
        const cJSON *op = get(path, "patch");
        if (op != NULL && gvk_is(get(op, "x-kubernetes-group-version-kind"), group, version, kind))
            return get(get(get(op, "requestBody"), "content"), "application/strategic-merge-patch+json") != NULL;
    }
    return false;
}

/* Moves what was gathered into a set of one block. */
static struct schema_set *finish(struct builder *b)
{
    struct schema_set *set = xmalloc(sizeof *set + b->names.n * sizeof *b->types);
    set->fields = b->fields;
    set->ntypes = b->names.n;
    memcpy(set->types, b->types, b->names.n * sizeof *b->types);
    set->pool = buf_take(&b->pool);
    b->fields = NULL;
    return set;
}

void schema_set_free(struct schema_set *set)
{
    if (set == NULL)
        return;
    free((void *)(uintptr_t)set->fields);
    free((void *)(uintptr_t)set->pool);
    free(set);
}

struct err *schema_from_openapi(const cJSON *doc, const char *group, const char *version, const char *kind,
                                struct schema_set **set, struct schema_kind *out)
{
    *set = NULL;
    const cJSON *schemas = get(get(doc, "components"), "schemas");
    const char *root = root_name(schemas, group, version, kind);
    if (root == NULL)
        return err_new("unable to find kind %s of %s/%s in OpenAPI V3", kind, group, version);
    struct builder b = {.schemas = schemas, .pool = buf_new()};
    buf_addc(&b.pool, '\0');
    const cJSON *s;
    cJSON_ArrayForEach(s, schemas) map_set(&b.index, s->string, (void *)(uintptr_t)s);
    type_index(&b, root);
    bool ok = true;
    for (size_t i = 0; i < b.names.n && ok; i++)
        ok = add_fields(&b, i);
    uint32_t g = intern(&b, group);
    uint32_t v = intern(&b, version);
    uint32_t k = intern(&b, kind);
    if (ok) {
        *set = finish(&b);
        const char *pool = (*set)->pool;
        *out = (struct schema_kind){.group = pool + g,
                                    .version = pool + v,
                                    .kind = pool + k,
                                    .plural = pool,
                                    .singular = pool,
                                    .strategic = takes_strategic(doc, group, version, kind),
                                    .type = (*set)->types};
    }
    free(b.types);
    free(b.fields);
    buf_release(&b.pool);
    strv_release(&b.names);
    map_release(&b.index);
    map_release(&b.seen);
    map_release(&b.strings);
    return ok ? NULL : err_new("the OpenAPI V3 document of %s/%s is too large", group, version);
}
