/* objectmeta.c - the types of metadata, in the words of Go's encoding/json. */
#include "resource/objectmeta.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/strv.h"
#include "doc/doc.h"

#include <stdlib.h>
#include <string.h>

enum shape { STRING, INTEGER, BOOLEAN, TIME, STRING_MAP, STRING_LIST, STRUCT, STRUCT_LIST };

struct member;

struct type {
    const char *name; /* "ObjectMeta": the struct named in errors */
    const struct member *members;
};

struct member {
    const char *key;
    enum shape shape;
    const char *go;          /* Go's name of the type; NULL: the plain one of the shape */
    const struct type *type; /* of a STRUCT or the elements of a STRUCT_LIST */
};

static const struct member owner_members[] = {
    {"apiVersion", STRING, NULL, NULL},  {"blockOwnerDeletion", BOOLEAN, NULL, NULL},
    {"controller", BOOLEAN, NULL, NULL}, {"kind", STRING, NULL, NULL},
    {"name", STRING, NULL, NULL},        {"uid", STRING, "types.UID", NULL},
    {NULL, STRING, NULL, NULL},
};
static const struct type owner_type = {"OwnerReference", owner_members};

static const struct member managed_members[] = {
    {"apiVersion", STRING, NULL, NULL},  {"fieldsType", STRING, NULL, NULL},
    {"manager", STRING, NULL, NULL},     {"operation", STRING, "v1.ManagedFieldsOperationType", NULL},
    {"subresource", STRING, NULL, NULL}, {"time", TIME, NULL, NULL},
    {NULL, STRING, NULL, NULL},
};
static const struct type managed_type = {"ManagedFieldsEntry", managed_members};

static const struct member meta_members[] = {
    {"annotations", STRING_MAP, NULL, NULL},
    {"creationTimestamp", TIME, NULL, NULL},
    {"deletionGracePeriodSeconds", INTEGER, NULL, NULL},
    {"deletionTimestamp", TIME, NULL, NULL},
    {"finalizers", STRING_LIST, NULL, NULL},
    {"generateName", STRING, NULL, NULL},
    {"generation", INTEGER, NULL, NULL},
    {"labels", STRING_MAP, NULL, NULL},
    {"managedFields", STRUCT_LIST, "v1.ManagedFieldsEntry", &managed_type},
    {"name", STRING, NULL, NULL},
    {"namespace", STRING, NULL, NULL},
    {"ownerReferences", STRUCT_LIST, "v1.OwnerReference", &owner_type},
    {"resourceVersion", STRING, NULL, NULL},
    {"selfLink", STRING, NULL, NULL},
    {"uid", STRING, "types.UID", NULL},
    {NULL, STRING, NULL, NULL},
};
static const struct type meta_type = {"ObjectMeta", meta_members};

static const struct member object_members[] = {
    {"apiVersion", STRING, NULL, NULL},
    {"kind", STRING, NULL, NULL},
    {"metadata", STRUCT, "v1.ObjectMeta", &meta_type},
    {NULL, STRING, NULL, NULL},
};
static const struct type object_type = {"metadataOnlyObject", object_members};

const char *go_json_type(const cJSON *node)
{
    if (cJSON_IsString(node))
        return "string";
    if (cJSON_IsNumber(node))
        return "number";
    if (cJSON_IsBool(node))
        return "bool";
    if (cJSON_IsArray(node))
        return "array";
    return cJSON_IsObject(node) ? "object" : "null";
}

struct walk {
    bool sorted;
    const cJSON *where;
};

static struct err *wrong(struct walk *w, const cJSON *node, const char *strct, const char *path, const char *go)
{
    w->where = node;
    bool at_top = strchr(path, '.') == NULL && !str_eq(path, "metadata");
    const char *number = cJSON_IsNumber(node) && str_eq(go, "int64") ? doc_number_text(node) : NULL;
    return err_new("json: cannot unmarshal %s%s%s into Go struct field %s.%s%s of type %s", go_json_type(node),
                   number ? " " : "", number ? number : "", strct, at_top ? "TypeMeta." : "", path, go);
}

/* ---- times, as Go's time.Parse words it for RFC 3339 ---- */

static struct err *bad_time(const char *text, const char *rest, const char *element)
{
    char *whole = str_quote(text), *part = str_quote(rest);
    struct err *e =
        err_new("parsing time %s as \"2006-01-02T15:04:05Z07:00\": cannot parse %s as \"%s\"", whole, part, element);
    free(whole);
    free(part);
    return e;
}

static bool digits(const char *s, size_t n)
{
    return strspn(s, "0123456789") >= n;
}

struct err *go_time_check(const char *text)
{
    static const struct {
        const char *element;
        size_t digits; /* 0: a literal character */
        int low, high;
        const char *what;
    } parts[] = {
        {"2006", 4, 0, 9999, ""},   {"-", 0, 0, 0, ""}, {"01", 2, 1, 12, "month"},  {"-", 0, 0, 0, ""},
        {"02", 2, 1, 31, "day"},    {"T", 0, 0, 0, ""}, {"15", 2, 0, 23, "hour"},   {":", 0, 0, 0, ""},
        {"04", 2, 0, 59, "minute"}, {":", 0, 0, 0, ""}, {"05", 2, 0, 59, "second"},
    };
    int64_t ns;
    if (time_parse_rfc3339(text, &ns))
        return NULL;
    const char *p = text;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t n = parts[i].digits;
        if (n ? !digits(p, n) : *p != parts[i].element[0])
            return bad_time(text, p, parts[i].element);
        int value = 0;
        for (size_t j = 0; j < n; j++)
            value = value * 10 + (p[j] - '0');
        if (n && (value < parts[i].low || value > parts[i].high)) {
            char *quoted = str_quote(text);
            struct err *e = err_new("parsing time %s: %s out of range", quoted, parts[i].what);
            free(quoted);
            return e;
        }
        p += n ? n : 1;
    }
    return bad_time(text, p, "Z07:00");
}

/* ---- members ---- */

static struct err *check_struct(struct walk *w, const cJSON *object, const struct type *t, const char *path);

static struct err *check_strings(struct walk *w, const cJSON *list, const char *strct, const char *path)
{
    size_t n = 0;
    const cJSON **sorted = w->sorted && cJSON_IsObject(list) ? doc_sorted(list, &n) : NULL;
    struct err *e = NULL;
    const cJSON *c = list->child;
    for (size_t i = 0; !e && (sorted ? i < n : c != NULL); i++) {
        const cJSON *item = sorted ? sorted[i] : c;
        if (!cJSON_IsString(item) && !cJSON_IsNull(item))
            e = wrong(w, item, strct, path, "string");
        if (c)
            c = c->next;
    }
    free(sorted);
    return e;
}

static struct err *check_structs(struct walk *w, const cJSON *list, const char *strct, const struct member *m,
                                 const char *path)
{
    struct err *e = NULL;
    for (const cJSON *item = list->child; item && !e; item = item->next) {
        if (cJSON_IsNull(item))
            continue;
        e = cJSON_IsObject(item) ? check_struct(w, item, m->type, path) : wrong(w, item, strct, path, m->go);
    }
    return e;
}

static struct err *check_member(struct walk *w, const cJSON *v, const char *strct, const struct member *m,
                                const char *path)
{
    int64_t number;
    struct err *e = NULL;
    switch (m->shape) {
    case STRING:
        return cJSON_IsString(v) ? NULL : wrong(w, v, strct, path, m->go ? m->go : "string");
    case INTEGER:
        return cJSON_IsNumber(v) && !strpbrk(doc_number_text(v), ".eE") && doc_get_int64(v, &number)
                   ? NULL
                   : wrong(w, v, strct, path, "int64");
    case BOOLEAN:
        return cJSON_IsBool(v) ? NULL : wrong(w, v, strct, path, "bool");
    case TIME:
        if (!cJSON_IsString(v))
            return wrong(w, v, strct, path, "string");
        e = go_time_check(v->valuestring);
        if (e)
            w->where = v;
        return e;
    case STRING_MAP:
        return cJSON_IsObject(v) ? check_strings(w, v, strct, path) : wrong(w, v, strct, path, "map[string]string");
    case STRING_LIST:
        return cJSON_IsArray(v) ? check_strings(w, v, strct, path) : wrong(w, v, strct, path, "[]string");
    case STRUCT:
        return cJSON_IsObject(v) ? check_struct(w, v, m->type, path) : wrong(w, v, strct, path, m->go);
    case STRUCT_LIST:
        break;
    }
    if (cJSON_IsArray(v))
        return check_structs(w, v, strct, m, path);
    char *list = xasprintf("[]%s", m->go);
    e = wrong(w, v, strct, path, list);
    free(list);
    return e;
}

static struct err *check_one(struct walk *w, const cJSON *node, const struct type *t, const char *path)
{
    for (const struct member *m = t->members; m->key; m++) {
        if (!str_eq(m->key, node->string) || cJSON_IsNull(node))
            continue;
        char *full = *path ? xasprintf("%s.%s", path, m->key) : xstrdup(m->key);
        struct err *e = check_member(w, node, t->name, m, full);
        free(full);
        return e;
    }
    return NULL;
}

/* Depth: the types above nest three deep. */
static struct err *check_struct(struct walk *w, const cJSON *object, const struct type *t, const char *path)
{
    struct err *e = NULL;
    if (!w->sorted) {
        for (const cJSON *c = object->child; c && !e; c = c->next)
            e = check_one(w, c, t, path);
        return e;
    }
    size_t n;
    const cJSON **members = doc_sorted(object, &n);
    for (size_t i = 0; i < n && !e; i++)
        e = check_one(w, members[i], t, path);
    free(members);
    return e;
}

struct err *objectmeta_check(const cJSON *object, bool sorted, const cJSON **where)
{
    struct walk w = {.sorted = sorted};
    struct err *e = check_struct(&w, object, &object_type, "");
    *where = w.where;
    return e;
}
