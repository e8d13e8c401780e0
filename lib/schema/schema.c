/* schema.c - looking things up in the tables. */
#include "schema/schema.h"

#include "base/buf.h"
#include "base/strv.h"
#include "schema/schema_data.h"

#include <ctype.h>
#include <string.h>

#define MAX_DEPTH 64

const struct schema_set *schema_set_of(const struct schema_type *t)
{
    return (const struct schema_set *)(const void *)((const char *)(t - t->self) - offsetof(struct schema_set, types));
}

static const char *text(uint32_t at)
{
    return schema_builtin.pool + at;
}

static void fill_kind(const struct schema_kind_row *row, struct schema_kind *out)
{
    *out = (struct schema_kind){.group = text(row->group),
                                .version = text(row->version),
                                .kind = text(row->kind),
                                .plural = text(row->plural),
                                .singular = text(row->singular),
                                .namespaced = (row->flags & 1) != 0,
                                .strategic = (row->flags & 2) != 0,
                                .type = &schema_builtin.types[row->type]};
}

size_t schema_nkinds(void)
{
    return schema_nkinds_;
}

void schema_kind_at(size_t i, struct schema_kind *out)
{
    fill_kind(&schema_kinds[i], out);
}

static int compare_gv(const struct schema_kind_row *row, const char *group, const char *version)
{
    int c = strcmp(text(row->group), group);
    return c != 0 ? c : strcmp(text(row->version), version);
}

/* The index of the first row that is not before group and version (and kind, if given). */
static size_t lower_bound(const char *group, const char *version, const char *kind)
{
    size_t lo = 0;
    size_t hi = schema_nkinds_;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        int c = compare_gv(&schema_kinds[mid], group, version);
        if (c == 0 && kind != NULL)
            c = strcmp(text(schema_kinds[mid].kind), kind);
        if (c < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

bool schema_find_kind(const char *group, const char *version, const char *kind, struct schema_kind *out)
{
    size_t i = lower_bound(group, version, kind);
    if (i == schema_nkinds_ || compare_gv(&schema_kinds[i], group, version) != 0 ||
        strcmp(text(schema_kinds[i].kind), kind) != 0)
        return false;
    fill_kind(&schema_kinds[i], out);
    return true;
}

bool schema_find_resource(const char *group, const char *version, const char *plural, struct schema_kind *out)
{
    for (size_t i = lower_bound(group, version, NULL);
         i < schema_nkinds_ && compare_gv(&schema_kinds[i], group, version) == 0; i++) {
        if (strcmp(text(schema_kinds[i].plural), plural) == 0) {
            fill_kind(&schema_kinds[i], out);
            return true;
        }
    }
    return false;
}

bool schema_version_is_stable(const char *version)
{
    if (version[0] != 'v' || version[1] == '\0')
        return false;
    for (const char *p = version + 1; *p != '\0'; p++) {
        if (!isdigit((unsigned char)*p))
            return false;
    }
    return true;
}

static void fill_field(const struct schema_set *set, const struct schema_field_row *row, struct schema_field *out)
{
    *out = (struct schema_field){.name = set->pool + row->name,
                                 .shape = (enum schema_shape)(row->shape_scalar >> 4),
                                 .scalar = (enum schema_scalar)(row->shape_scalar & 15),
                                 .type = row->type == SCHEMA_NO_TYPE ? NULL : &set->types[row->type],
                                 .merge_key = row->merge_key == 0 ? NULL : set->pool + row->merge_key,
                                 .map_keys = row->map_keys == 0 ? NULL : set->pool + row->map_keys,
                                 .list_type = (enum schema_list_type)(row->flags >> 4),
                                 .patch_merge = (row->flags & ROW_MERGE) != 0,
                                 .patch_replace = (row->flags & ROW_REPLACE) != 0,
                                 .patch_retain_keys = (row->flags & ROW_RETAIN_KEYS) != 0,
                                 .required = (row->flags & ROW_REQUIRED) != 0};
}

bool schema_find_field(const struct schema_type *t, const char *name, struct schema_field *out)
{
    if (t == NULL)
        return false;
    const struct schema_set *set = schema_set_of(t);
    size_t lo = t->first;
    size_t hi = lo + t->nfields;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        int c = strcmp(set->pool + set->fields[mid].name, name);
        if (c == 0) {
            fill_field(set, &set->fields[mid], out);
            return true;
        }
        if (c < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return false;
}

size_t schema_nfields(const struct schema_type *t)
{
    return t == NULL ? 0 : t->nfields;
}

void schema_field_at(const struct schema_type *t, size_t i, struct schema_field *out)
{
    const struct schema_set *set = schema_set_of(t);
    fill_field(set, &set->fields[t->first + i], out);
}

const char *schema_type_name(const struct schema_type *t)
{
    return schema_set_of(t)->pool + t->name;
}

static bool find_unknown(const struct schema_type *t, const cJSON *object, struct buf *path, int depth);

/* The same for a value of field f. */
static bool unknown_in_value(const struct schema_field *f, const cJSON *value, struct buf *path, int depth)
{
    if (f->type == NULL)
        return false;
    if (f->shape == SCHEMA_OBJECT)
        return find_unknown(f->type, value, path, depth);
    if (f->shape == SCHEMA_LIST ? !cJSON_IsArray(value) : !cJSON_IsObject(value))
        return false;
    size_t i = 0;
    size_t len = path->len;
    for (const cJSON *e = value->child; e != NULL; e = e->next, i++) {
        if (f->shape == SCHEMA_LIST)
            buf_addf(path, "[%zu]", i);
        else
            buf_addf(path, ".%s", e->string);
        if (find_unknown(f->type, e, path, depth))
            return true;
        buf_truncate(path, len);
    }
    return false;
}

static bool find_unknown(const struct schema_type *t, const cJSON *object, struct buf *path, int depth)
{
    if (depth >= MAX_DEPTH || !cJSON_IsObject(object))
        return false;
    size_t len = path->len;
    for (const cJSON *m = object->child; m != NULL; m = m->next) {
        struct schema_field f;
        buf_addf(path, "%s%s", len == 0 ? "" : ".", m->string);
        if (!schema_find_field(t, m->string, &f) || unknown_in_value(&f, m, path, depth + 1))
            return true;
        buf_truncate(path, len);
    }
    return false;
}

char *schema_unknown_field(const struct schema_type *t, const cJSON *object)
{
    struct buf path = buf_new();
    if (t != NULL && find_unknown(t, object, &path, 0))
        return buf_take(&path);
    buf_release(&path);
    return NULL;
}
