/* json_patch.c - applying JSON patches (RFC 6902) with the words and the leniency of the library that kubectl uses:
 * indices below zero count from the end, "replace" makes a missing member, "test" finds a missing member equal to null.
 */
#include "base/buf.h"
#include "base/mem.h"
#include "base/strv.h"
#include "patch/patch.h"
#include "patch/smp.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define MAX_COPIED 1000000 /* nodes that "copy" may make in one patch: a few operations can double a document each */

#define MISSING "missing value"
#define BAD_INDEX "invalid index referenced"

struct run {
    cJSON *doc; /* owned */
    size_t copied;
};

/* A place in the document: the container and the last token of the path (decoded, owned). */
struct spot {
    cJSON *parent; /* NULL: the path leads nowhere */
    char *key;
    size_t depth;
};

static char *decode_token(const char *s, size_t n)
{
    struct buf b = buf_new();
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '~' && i + 1 < n && (s[i + 1] == '0' || s[i + 1] == '1'))
            buf_addc(&b, s[++i] == '0' ? '~' : '/');
        else
            buf_addc(&b, s[i]);
    }
    return buf_take(&b);
}

static struct err *parse_index(const char *s, int *out)
{
    char *end;
    errno = 0;
    long v = strtol(s, &end, 10);
    bool digits = end != s && *end == '\0' && (s[0] == '-' || s[0] == '+' || (s[0] >= '0' && s[0] <= '9'));
    if (!digits) {
        char *q = str_quote(s);
        struct err *e = err_new("strconv.Atoi: parsing %s: invalid syntax", q);
        free(q);
        return e;
    }
    if (errno != 0 || v > INT_MAX || v < INT_MIN)
        v = v < 0 ? INT_MIN : INT_MAX;
    *out = (int)v;
    return NULL;
}

static struct err *bad_index(int i)
{
    return err_new("Unable to access invalid index: %d: " BAD_INDEX, i);
}

/* The index for an array of `n` places; from the end when below zero. */
static struct err *find_index(const char *s, int n, int *out)
{
    struct err *e = parse_index(s, out);
    if (e != NULL)
        return e;
    if (*out >= n || *out < -n)
        return bad_index(*out);
    if (*out < 0)
        *out += n;
    return NULL;
}

/* The member or element; *out is NULL for a missing member. */
static struct err *get(const struct spot *at, cJSON **out)
{
    *out = NULL;
    if (cJSON_IsObject(at->parent)) {
        *out = doc_get(at->parent, at->key);
        return NULL;
    }
    int i = 0;
    struct err *e = find_index(at->key, cJSON_GetArraySize(at->parent), &i);
    if (e == NULL)
        *out = cJSON_GetArrayItem(at->parent, i);
    return e;
}

static void spot_release(struct spot *s)
{
    free(s->key);
    *s = (struct spot){0};
}

static struct spot find(cJSON *doc, const char *path)
{
    struct spot at = {0};
    if (path[0] == '\0' || strchr(path, '/') == NULL)
        return at;
    at.parent = doc;
    path = strchr(path, '/') + 1;
    for (;;) {
        size_t n = strcspn(path, "/");
        free(at.key);
        at.key = decode_token(path, n);
        at.depth++;
        if (path[n] == '\0')
            return at;
        cJSON *next = NULL;
        err_free(get(&at, &next));
        if (!cJSON_IsObject(next) && !cJSON_IsArray(next)) {
            spot_release(&at);
            return at;
        }
        at.parent = next;
        path += n + 1;
    }
}

static size_t depth_of(const cJSON *v, size_t limit)
{
    size_t deepest = 0;
    for (const cJSON *c = v->child; c != NULL && limit > 0; c = c->next) {
        size_t d = depth_of(c, limit - 1);
        deepest = d > deepest ? d : deepest;
    }
    return deepest + 1;
}

/* cJSON_InsertItemInArray refuses fresh items in Debian 12's cJSON (1.7.15 with a wrong backport of a check). */
static void insert_before(cJSON *array, cJSON *at, cJSON *value)
{
    value->next = at;
    value->prev = at->prev;
    at->prev = value;
    if (at == array->child)
        array->child = value;
    else
        value->prev->next = value;
}

/* Adds value (taken). */
static struct err *add(const struct spot *at, cJSON *value)
{
    if (value == NULL)
        out_of_memory();
    if (at->parent == NULL || at->key == NULL || at->depth + depth_of(value, SMP_MAX_DEPTH) > SMP_MAX_DEPTH) {
        cJSON_Delete(value);
        return smp_too_deep();
    }
    if (cJSON_IsObject(at->parent)) {
        doc_set(at->parent, at->key, value);
        return NULL;
    }
    if (strcmp(at->key, "-") == 0) {
        smp_push(at->parent, value);
        return NULL;
    }
    int i = 0;
    int n = cJSON_GetArraySize(at->parent);
    struct err *e = parse_index(at->key, &i);
    if (e != NULL) {
        struct err *told = err_new("value was not a proper array index: '%s': %s", at->key, e->msg);
        err_free(e);
        e = told;
    } else if (i > n || i < -(n + 1)) {
        e = bad_index(i);
    }
    if (e != NULL) {
        cJSON_Delete(value);
        return e;
    }
    if (i < 0)
        i += n + 1;
    if (i == n)
        smp_push(at->parent, value);
    else
        insert_before(at->parent, cJSON_GetArrayItem(at->parent, i), value);
    return NULL;
}

/* Takes out what is there. */
static struct err *take_out(const struct spot *at, cJSON **out)
{
    struct err *e = get(at, out);
    if (e == NULL && *out == NULL)
        e = err_new("Unable to remove nonexistent key: %s: " MISSING, at->key);
    if (e == NULL)
        smp_detach(at->parent, *out);
    return e;
}

/* ---- operations ---- */

static cJSON *value_of(const cJSON *op)
{
    const cJSON *v = doc_get(op, "value");
    cJSON *copy = v != NULL ? doc_dup(v) : cJSON_CreateNull();
    if (copy == NULL)
        out_of_memory();
    return copy;
}

static const char *type_word(const cJSON *v)
{
    switch (smp_kind(v)) {
    case SMP_BOOL:
        return "bool";
    case SMP_INT:
    case SMP_FLOAT:
        return "number";
    case SMP_MAP:
        return "object";
    case SMP_SLICE:
        return "array";
    default:
        return "string";
    }
}

/* "path" or "from" of an operation. */
static struct err *pointer_of(const cJSON *op, const char *name, const char **out)
{
    const cJSON *v = doc_get(op, name);
    if (v == NULL || cJSON_IsNull(v))
        return err_new("operation%s missing %s field: " MISSING, strcmp(name, "from") == 0 ? "," : "", name);
    if (!cJSON_IsString(v))
        return err_new("json: cannot unmarshal %s into Go value of type string", type_word(v));
    *out = v->valuestring;
    return NULL;
}

static struct err *op_add(struct run *r, const cJSON *op)
{
    const char *path = "";
    struct err *e = pointer_of(op, "path", &path);
    if (e != NULL) {
        err_free(e);
        return err_new("add operation failed to decode path: " MISSING);
    }
    struct spot at = find(r->doc, path);
    if (at.parent == NULL)
        return err_new("add operation does not apply: doc is missing path: \"%s\": " MISSING, path);
    e = err_wrap(add(&at, value_of(op)), "error in add for path: '%s'", path);
    spot_release(&at);
    return e;
}

static struct err *op_remove(struct run *r, const cJSON *op)
{
    const char *path = "";
    cJSON *gone = NULL;
    struct err *e = pointer_of(op, "path", &path);
    if (e != NULL) {
        err_free(e);
        return err_new("remove operation failed to decode path: " MISSING);
    }
    struct spot at = find(r->doc, path);
    if (at.parent == NULL)
        return err_new("remove operation does not apply: doc is missing path: \"%s\": " MISSING, path);
    e = err_wrap(take_out(&at, &gone), "error in remove for path: '%s'", path);
    if (e == NULL)
        cJSON_Delete(gone);
    spot_release(&at);
    return e;
}

static struct err *replace_root(struct run *r, const cJSON *op)
{
    cJSON *v = value_of(op);
    if (!cJSON_IsObject(v) && !cJSON_IsArray(v)) {
        cJSON_Delete(v);
        return err_new("replace operation value must be object or array: %%!w(<nil>)");
    }
    cJSON_Delete(r->doc);
    r->doc = v;
    return NULL;
}

static struct err *op_replace(struct run *r, const cJSON *op)
{
    const char *path = "";
    cJSON *old = NULL;
    struct err *e = pointer_of(op, "path", &path);
    if (e != NULL)
        return err_wrap(e, "replace operation failed to decode path");
    if (path[0] == '\0')
        return replace_root(r, op);
    struct spot at = find(r->doc, path);
    if (at.parent == NULL)
        return err_new("replace operation does not apply: doc is missing path: %s: " MISSING, path);
    e = get(&at, &old);
    if (e != NULL) {
        err_free(e);
        e = err_new("replace operation does not apply: doc is missing key: %s: " MISSING, path);
    } else if (old != NULL && cJSON_IsArray(at.parent)) {
        cJSON_ReplaceItemViaPointer(at.parent, old, value_of(op));
    } else {
        e = err_wrap(add(&at, value_of(op)), "error in remove for path: '%s'", path);
    }
    spot_release(&at);
    return e;
}

static struct err *op_move(struct run *r, const cJSON *op)
{
    const char *from = "";
    const char *path = "";
    cJSON *value = NULL;
    struct err *e = pointer_of(op, "from", &from);
    if (e != NULL)
        return err_wrap(e, "move operation failed to decode from");
    struct spot at = find(r->doc, from);
    if (at.parent == NULL)
        return err_new("move operation does not apply: doc is missing from path: %s: " MISSING, from);
    e = err_wrap(take_out(&at, &value), "error in move for path: '%s'", at.key);
    spot_release(&at);
    if (e != NULL)
        return e;
    e = err_wrap(pointer_of(op, "path", &path), "move operation failed to decode path");
    if (e == NULL) {
        at = find(r->doc, path);
        if (at.parent == NULL)
            e = err_new("move operation does not apply: doc is missing destination path: %s: " MISSING, path);
    }
    if (e != NULL) {
        cJSON_Delete(value);
        return e;
    }
    e = err_wrap(add(&at, value), "error in move for path: '%s'", path);
    spot_release(&at);
    return e;
}

static size_t count(const cJSON *v, size_t limit)
{
    size_t n = 1;
    for (const cJSON *c = v->child; c != NULL && n < limit; c = c->next)
        n += count(c, limit - n);
    return n;
}

static struct err *op_copy(struct run *r, const cJSON *op)
{
    const char *from = "";
    const char *path = "";
    cJSON *value = NULL;
    struct err *e = pointer_of(op, "from", &from);
    if (e != NULL)
        return err_wrap(e, "copy operation failed to decode from");
    struct spot at = find(r->doc, from);
    if (at.parent == NULL)
        return err_new("copy operation does not apply: doc is missing from path: %s: " MISSING, from);
    e = err_wrap(get(&at, &value), "error in copy for from: '%s'", from);
    spot_release(&at);
    if (e != NULL)
        return e;
    e = pointer_of(op, "path", &path);
    if (e != NULL) {
        err_free(e);
        return err_new("copy operation failed to decode path: " MISSING);
    }
    at = find(r->doc, path);
    if (at.parent == NULL)
        return err_new("copy operation does not apply: doc is missing destination path: %s: " MISSING, path);
    r->copied += value != NULL ? count(value, MAX_COPIED + 1) : 1;
    if (r->copied > MAX_COPIED)
        e = err_new("the patch copies too much");
    else
        e = err_wrap(add(&at, value != NULL ? doc_dup(value) : cJSON_CreateNull()),
                     "error while adding value during copy");
    spot_release(&at);
    return e;
}

static struct err *op_test(struct run *r, const cJSON *op)
{
    const char *path = "";
    cJSON *value = NULL;
    struct err *e = pointer_of(op, "path", &path);
    if (e != NULL)
        return err_wrap(e, "test operation failed to decode path");
    const cJSON *wanted = doc_get(op, "value");
    bool same;
    if (path[0] == '\0') {
        same = doc_equal(r->doc, wanted);
    } else {
        struct spot at = find(r->doc, path);
        if (at.parent == NULL)
            return err_new("test operation does not apply: is missing path: %s: " MISSING, path);
        e = err_wrap(get(&at, &value), "error in test for path: '%s'", path);
        spot_release(&at);
        if (e != NULL)
            return e;
        bool none = value == NULL || cJSON_IsNull(value);
        bool want_none = wanted == NULL || cJSON_IsNull(wanted);
        same = none || want_none ? none == want_none : doc_equal(value, wanted);
    }
    return same ? NULL : err_new("testing value %s failed: test failed", path);
}

static struct err *apply_operation(struct run *r, const cJSON *op)
{
    static const struct {
        const char *name;
        struct err *(*run)(struct run *r, const cJSON *op);
    } ops[] = {{"add", op_add},   {"remove", op_remove}, {"replace", op_replace},
               {"move", op_move}, {"copy", op_copy},     {"test", op_test}};
    const cJSON *kind = doc_get(op, "op");
    const char *name = cJSON_IsString(kind) ? kind->valuestring : "unknown";
    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) {
        if (strcmp(ops[i].name, name) == 0)
            return ops[i].run(r, op);
    }
    return err_new("Unexpected kind: %s", name);
}

struct err *patch_apply_json(const cJSON *object, const cJSON *patch, cJSON **out)
{
    *out = NULL;
    if (!cJSON_IsArray(patch))
        return err_new("json: cannot unmarshal %s into Go value of type jsonpatch.Patch", type_word(patch));
    for (const cJSON *op = patch->child; op != NULL; op = op->next) {
        if (!cJSON_IsObject(op) && !cJSON_IsNull(op))
            return err_new("json: cannot unmarshal %s into Go value of type jsonpatch.Operation", type_word(op));
    }
    struct run r = {.doc = doc_dup(object)};
    struct err *e = NULL;
    for (const cJSON *op = patch->child; op != NULL && e == NULL; op = op->next)
        e = apply_operation(&r, op);
    if (e != NULL)
        cJSON_Delete(r.doc);
    else
        *out = r.doc;
    return e;
}
