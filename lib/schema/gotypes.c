/* gotypes.c - built-in kinds as Go structures. */
#include "schema/gotypes.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/quantity.h"
#include "base/strv.h"
#include "doc/doc.h"
#include "schema/gotypes_data.h"

#include <stdlib.h>
#include <string.h>

#define MAX_DEPTH 100

static const char *pooled(uint32_t at)
{
    return gotype_pool + at;
}

const struct gotype *gotype_find(const char *group, const char *version, const char *kind)
{
    for (size_t i = 0; i < gotype_nkinds; i++) {
        const struct gotype_kind_row *k = &gotype_kinds[i];
        if (str_eq(pooled(k->kind), kind) && str_eq(pooled(k->group), group) && str_eq(pooled(k->version), version))
            return &gotype_types[k->type];
    }
    return NULL;
}

static const struct gotype_field *find_field(const struct gotype *t, const char *name, size_t n)
{
    for (size_t i = 0; i < t->nfields; i++) {
        const struct gotype_field *f = &gotype_fields[t->first + i];
        if (strncmp(pooled(f->name), name, n) == 0 && pooled(f->name)[n] == '\0')
            return f;
    }
    return NULL;
}

const struct gotype *gotype_at(const struct gotype *t, const char *path)
{
    while (t != NULL && *path != '\0') {
        size_t n = strcspn(path, ".");
        const struct gotype_field *f = find_field(t, path, n);
        t = f != NULL && f->type != GOTYPE_NONE ? &gotype_types[f->type] : NULL;
        path += n + (path[n] == '.');
    }
    return t;
}

/* ---- decoding ---- */

struct walk {
    struct buf path;         /* the names of the fields that lead here, with dots between */
    const struct gotype *in; /* the structure whose field is being read, or NULL */
    int depth;
    bool in_order;
    struct err *wrong; /* the first wrong type: told when all else was read */
    struct err *stop;  /* what ends the reading at once */
};

static const char *type_word(const cJSON *v)
{
    return cJSON_IsString(v)   ? "string"
           : cJSON_IsNumber(v) ? "number"
           : cJSON_IsBool(v)   ? "bool"
           : cJSON_IsArray(v)  ? "array"
                               : "object";
}

/* Go's UnmarshalTypeError; text is the type's name, a pointer's without its star. */
static struct err *type_error(const struct walk *w, const cJSON *v, const char *number, const char *text)
{
    const char *value = number != NULL ? "number " : type_word(v);
    text += strspn(text, "*");
    if (w->in == NULL)
        return err_new("json: cannot unmarshal %s%s into Go value of type %s", value, number ? number : "", text);
    return err_new("json: cannot unmarshal %s%s into Go struct field %s.%s of type %s", value, number ? number : "",
                   pooled(w->in->name), w->path.data, text);
}

/* Of several the first counts, and reading goes on. */
static void wrong_type(struct walk *w, const cJSON *v, const char *number, const char *text)
{
    if (w->wrong == NULL)
        w->wrong = type_error(w, v, number, text);
}

static cJSON *convert_struct(struct walk *w, const struct gotype *t, const cJSON *v);

/* The value of a type that nothing was given for. */
static cJSON *zero_of(struct walk *w, enum go_kind kind, uint16_t type)
{
    switch (kind) {
    case GO_STRING:
        return cJSON_CreateString("");
    case GO_BOOL:
        return cJSON_CreateFalse();
    case GO_INT32:
    case GO_INT64:
    case GO_FLOAT:
    case GO_INT_OR_STRING:
        return doc_new_int(0);
    case GO_QUANTITY:
        return cJSON_CreateString("0");
    case GO_STRUCT:
        return convert_struct(w, &gotype_types[type], NULL);
    default:
        return cJSON_CreateNull();
    }
}

static bool is_int(const cJSON *v, enum go_kind kind)
{
    int64_t n;
    return cJSON_IsNumber(v) && strpbrk(doc_number_text(v), ".eE") == NULL && doc_get_int64(v, &n) &&
           (kind == GO_INT64 || (n >= INT32_MIN && n <= INT32_MAX));
}

static cJSON *convert_int(struct walk *w, const cJSON *v, enum go_kind kind, const char *text)
{
    int64_t n = 0;
    if (!is_int(v, kind)) {
        wrong_type(w, v, cJSON_IsNumber(v) ? doc_number_text(v) : NULL, text);
        return NULL;
    }
    (void)doc_get_int64(v, &n);
    return doc_new_int(n);
}

static cJSON *convert_quantity(struct walk *w, const cJSON *v)
{
    char *text = cJSON_IsString(v) ? xstrdup(v->valuestring) : cJSON_IsNumber(v) ? xstrdup(doc_number_text(v)) : NULL;
    const char *start = text != NULL ? text + strspn(text, " \t\r\n\v\f") : "x";
    size_t n = strlen(start);
    while (n > 0 && strchr(" \t\r\n\v\f", start[n - 1]) != NULL)
        n--;
    char *trimmed = xstrndup(start, n);
    struct quantity q;
    const char *wrong = quantity_parse(trimmed, &q);
    free(trimmed);
    free(text);
    if (wrong != NULL) {
        w->stop = err_new("%s", wrong);
        return NULL;
    }
    char *canonical = quantity_text(&q);
    cJSON *out = cJSON_CreateString(canonical);
    free(canonical);
    return out;
}

static cJSON *convert_value(struct walk *w, const cJSON *v, enum go_kind kind, enum go_kind elem, uint16_t type,
                            const char *text);

/* "[]v1.Container" and "map[string]string" hold the name of what they are made of. */
static const char *elem_text(const char *text)
{
    const char *close = strchr(text, ']');
    return close != NULL ? close + 1 : text;
}

static cJSON *convert_items(struct walk *w, const cJSON *v, enum go_kind kind, enum go_kind elem, uint16_t type,
                            const char *text)
{
    cJSON *out = kind == GO_MAP ? cJSON_CreateObject() : cJSON_CreateArray();
    size_t n = 0;
    const cJSON **items = kind == GO_MAP ? doc_sorted(v, &n) : NULL; /* Go writes maps sorted */
    const cJSON *item = kind == GO_MAP ? NULL : v->child;
    for (size_t i = 0; kind == GO_MAP ? i < n : item != NULL; i++) {
        const cJSON *one = kind == GO_MAP ? items[i] : item;
        cJSON *made = cJSON_IsNull(one) ? NULL : convert_value(w, one, elem, GO_RAW, type, elem_text(text));
        if (made == NULL)
            made = zero_of(w, elem, type);
        if (kind == GO_MAP)
            cJSON_AddItemToObject(out, one->string, made);
        else {
            cJSON_AddItemToArray(out, made);
            item = item->next;
        }
        if (w->stop != NULL)
            break;
    }
    free(items);
    return out;
}

/* NULL for what could not be read. */
static cJSON *convert_value(struct walk *w, const cJSON *v, enum go_kind kind, enum go_kind elem, uint16_t type,
                            const char *text)
{
    switch (kind) {
    case GO_STRING:
    case GO_BYTES:
        if (cJSON_IsString(v))
            return cJSON_CreateString(v->valuestring);
        break;
    case GO_BOOL:
        if (cJSON_IsBool(v))
            return cJSON_CreateBool(cJSON_IsTrue(v));
        break;
    case GO_INT32:
    case GO_INT64:
        return convert_int(w, v, kind, text);
    case GO_FLOAT:
        if (cJSON_IsNumber(v))
            return doc_dup(v);
        break;
    case GO_QUANTITY:
        return convert_quantity(w, v);
    case GO_TIME:
        if (cJSON_IsString(v))
            return cJSON_CreateString(v->valuestring);
        w->stop = type_error(w, v, NULL, "string");
        return NULL;
    case GO_INT_OR_STRING:
        if (cJSON_IsString(v))
            return doc_dup(v);
        if (is_int(v, GO_INT32))
            return doc_dup(v);
        w->stop = type_error(w, v, cJSON_IsNumber(v) ? doc_number_text(v) : NULL, "int32");
        return NULL;
    case GO_STRUCT:
        if (cJSON_IsObject(v))
            return convert_struct(w, &gotype_types[type], v);
        break;
    case GO_MAP:
        if (cJSON_IsObject(v))
            return convert_items(w, v, kind, elem, type, text);
        break;
    case GO_SLICE:
        if (cJSON_IsArray(v))
            return convert_items(w, v, kind, elem, type, text);
        break;
    case GO_RAW:
        return doc_dup(v);
    }
    wrong_type(w, v, NULL, text);
    return NULL;
}

/* What omitempty leaves out: a given value without a pointer before it. */
static bool is_empty(const cJSON *v, enum go_kind kind)
{
    int64_t n;
    switch (kind) {
    case GO_STRING:
    case GO_BYTES:
        return cJSON_IsNull(v) || (cJSON_IsString(v) && v->valuestring[0] == '\0');
    case GO_BOOL:
        return cJSON_IsFalse(v);
    case GO_INT32:
    case GO_INT64:
    case GO_FLOAT:
        return doc_get_int64(v, &n) && n == 0;
    case GO_MAP:
    case GO_SLICE:
        return cJSON_IsNull(v) || v->child == NULL;
    default:
        return false;
    }
}

/* Reads the value of a field; NULL for none. */
static cJSON *read_field(struct walk *w, const struct gotype *t, const struct gotype_field *f, const cJSON *v)
{
    if (cJSON_IsNull(v))
        return NULL;
    size_t len = w->path.len;
    const struct gotype *in = w->in;
    buf_addf(&w->path, "%s%s%s", len > 0 ? "." : "", pooled(f->via), pooled(f->name));
    w->in = t;
    cJSON *made = convert_value(w, v, (enum go_kind)f->kind, (enum go_kind)f->elem, f->type, pooled(f->text));
    w->in = in;
    buf_truncate(&w->path, len);
    return made;
}

/* Writes a field as Go encodes it; takes `made`. */
static void write_field(struct walk *w, const struct gotype_field *f, cJSON *made, cJSON *out)
{
    bool pointer = (f->flags & GOF_POINTER) != 0, omit = (f->flags & GOF_OMITEMPTY) != 0;
    if (made == NULL && ((pointer && omit) || (f->flags & GOF_OMITZERO) != 0))
        return;
    if (made == NULL)
        made = pointer ? cJSON_CreateNull() : zero_of(w, (enum go_kind)f->kind, f->type);
    if (!pointer && omit && is_empty(made, (enum go_kind)f->kind))
        cJSON_Delete(made);
    else
        doc_set(out, pooled(f->name), made);
}

static void read_member(struct walk *w, const struct gotype *t, const cJSON *member, cJSON **values)
{
    const struct gotype_field *f = w->stop == NULL ? find_field(t, member->string, strlen(member->string)) : NULL;
    if (f != NULL)
        values[f - &gotype_fields[t->first]] = read_field(w, t, f, member);
}

/* v NULL: the structure without any value. */
static cJSON *convert_struct(struct walk *w, const struct gotype *t, const cJSON *v)
{
    cJSON *out = cJSON_CreateObject();
    if (w->depth >= MAX_DEPTH)
        return out;
    w->depth++;
    cJSON **values = xcalloc(t->nfields + 1, sizeof *values);
    size_t n = 0;
    const cJSON *one, **members = v != NULL && !w->in_order ? doc_sorted(v, &n) : NULL;
    for (size_t i = 0; i < n; i++)
        read_member(w, t, members[i], values);
    if (v != NULL && w->in_order)
        cJSON_ArrayForEach(one, v) read_member(w, t, one, values);
    free(members);
    for (size_t i = 0; i < t->nfields; i++)
        write_field(w, &gotype_fields[t->first + i], values[i], out);
    free(values);
    w->depth--;
    return out;
}

struct err *gotype_normalise(const struct gotype *t, const cJSON *object, bool in_order, cJSON **out)
{
    struct walk w = {.path = buf_new(), .in_order = in_order};
    *out = NULL;
    cJSON *made = NULL;
    if (cJSON_IsObject(object))
        made = convert_struct(&w, t, object);
    else
        wrong_type(&w, object, NULL, pooled(t->name));
    buf_release(&w.path);
    struct err *e = w.stop != NULL ? w.stop : w.wrong;
    if (w.stop != NULL)
        err_free(w.wrong);
    if (e != NULL)
        cJSON_Delete(made);
    else
        *out = made;
    return e;
}
