/* merge_patch.c - JSON merge patches (RFC 7386), computed and applied as kubectl's libraries do. */
#include "base/buf.h"
#include "base/strv.h"
#include "patch/patch.h"
#include "patch/smp.h"

#include <stdlib.h>
#include <string.h>

/* ---- applying ---- */

/* Removes null members at every depth, in lists too (elements that are null stay). */
static void prune_nulls(cJSON *value, int depth)
{
    if (depth > SMP_MAX_DEPTH)
        return;
    for (cJSON *c = value->child; c != NULL;) {
        cJSON *next = c->next;
        if (cJSON_IsNull(c) && cJSON_IsObject(value))
            cJSON_Delete(smp_detach(value, c));
        else
            prune_nulls(c, depth + 1);
        c = next;
    }
}

/* Merges patch (taken) into the object doc. */
static void merge_into(cJSON *doc, cJSON *patch, int depth)
{
    while (patch->child != NULL) {
        cJSON *value = smp_detach(patch, patch->child);
        cJSON *old = doc_get(doc, value->string);
        if (cJSON_IsNull(value)) {
            doc_remove(doc, value->string);
            cJSON_Delete(value);
        } else if (cJSON_IsObject(old) && cJSON_IsObject(value) && depth < SMP_MAX_DEPTH) {
            merge_into(old, value, depth + 1);
        } else {
            /* A list that takes the place of an object is the one case where the library keeps inner nulls. */
            if (!cJSON_IsObject(old) || cJSON_IsObject(value))
                prune_nulls(value, depth + 1);
            char *key = value->string;
            bool shared = (value->type & cJSON_StringIsConst) != 0;
            value->string = NULL;
            value->type &= ~cJSON_StringIsConst;
            doc_set(doc, key, value);
            if (!shared)
                cJSON_free(key);
        }
    }
    cJSON_Delete(patch);
}

struct err *patch_apply_merge(const cJSON *object, const cJSON *patch, cJSON **out)
{
    cJSON *p = doc_dup(patch);
    if (cJSON_IsObject(object) && cJSON_IsObject(patch)) {
        *out = doc_dup(object);
        merge_into(*out, p, 0);
        return NULL;
    }
    prune_nulls(p, 0);
    *out = p;
    return NULL;
}

/* ---- computing ---- */

/* What a difference keeps: null for members that are gone, values that are new or changed, or both. */
enum keep { KEEP_ALL, KEEP_NULLS, KEEP_VALUES };

static bool merge_equal(const cJSON *a, const cJSON *b, int depth);

/* Numbers compare as doubles in the library; integers are compared exactly here. */
static bool number_equal(const cJSON *a, const cJSON *b)
{
    return doc_equal(a, b) ||
           (smp_kind(a) != smp_kind(b) && !(a->valuedouble < b->valuedouble) && !(a->valuedouble > b->valuedouble));
}

static bool object_equal(const cJSON *a, const cJSON *b, int depth)
{
    size_t n = 0;
    size_t m = 0;
    struct finder f;
    bool same = true;
    for (const cJSON *c = b->child; c != NULL; c = c->next)
        m++;
    finder_init(&f, b);
    for (const cJSON *c = a->child; c != NULL && same; c = c->next, n++) {
        const cJSON *other = finder_get(&f, c->string);
        same = other != NULL && merge_equal(c, other, depth + 1);
    }
    finder_release(&f);
    return same && n == m;
}

static bool merge_equal(const cJSON *a, const cJSON *b, int depth)
{
    if (depth > SMP_MAX_DEPTH)
        return false;
    if (cJSON_IsNumber(a) && cJSON_IsNumber(b))
        return number_equal(a, b);
    if (cJSON_IsObject(a) && cJSON_IsObject(b))
        return object_equal(a, b, depth);
    if (!cJSON_IsArray(a) || !cJSON_IsArray(b))
        return doc_equal(a, b);
    const cJSON *x = a->child;
    const cJSON *y = b->child;
    for (; x != NULL && y != NULL; x = x->next, y = y->next) {
        if (!merge_equal(x, y, depth + 1))
            return false;
    }
    return x == y;
}

static void put(cJSON **patch, const char *key, cJSON *value)
{
    if (*patch == NULL)
        *patch = smp_new_object();
    smp_add(*patch, key, value);
}

/* A copy of a new or changed value, reduced to what is kept; NULL when nothing is. */
static cJSON *kept(const cJSON *value, enum keep keep, int depth)
{
    if (keep == KEEP_ALL || depth > SMP_MAX_DEPTH)
        return doc_dup(value);
    if (cJSON_IsNull(value))
        return keep == KEEP_NULLS ? doc_dup(value) : NULL;
    if (!cJSON_IsObject(value) || value->child == NULL)
        return keep == KEEP_VALUES ? doc_dup(value) : NULL; /* an explicit {} is a value */
    cJSON *o = NULL;
    for (const cJSON *c = value->child; c != NULL; c = c->next) {
        cJSON *k = kept(c, keep, depth + 1);
        if (k != NULL)
            put(&o, c->string, k);
    }
    return o;
}

static struct err *diff(const cJSON *from, const cJSON *to, enum keep keep, int depth, cJSON **out)
{
    cJSON *patch = NULL;
    struct err *e = NULL;
    struct finder f;
    *out = NULL;
    if (depth > SMP_MAX_DEPTH)
        return smp_too_deep();
    finder_init(&f, from);
    for (const cJSON *c = to->child; c != NULL && e == NULL; c = c->next) {
        const cJSON *old = finder_get(&f, c->string);
        cJSON *value = NULL;
        if (cJSON_IsObject(old) && cJSON_IsObject(c))
            e = diff(old, c, keep, depth + 1, &value);
        else if (old == NULL || !merge_equal(old, c, 0))
            value = kept(c, keep, depth);
        if (value != NULL)
            put(&patch, c->string, value);
    }
    finder_release(&f);
    finder_init(&f, to);
    for (const cJSON *c = from->child; c != NULL && keep != KEEP_VALUES; c = c->next) {
        if (finder_get(&f, c->string) == NULL)
            put(&patch, c->string, cJSON_CreateNull());
    }
    finder_release(&f);
    if (e != NULL)
        cJSON_Delete(patch);
    else
        *out = patch;
    return e;
}

static struct err *check_object(const cJSON *o)
{
    return o == NULL || cJSON_IsObject(o) ? NULL : err_new("Invalid JSON Document");
}

struct err *patch_two_way_merge(const cJSON *from, const cJSON *to, cJSON **out)
{
    const cJSON nothing = {.type = cJSON_Object};
    *out = NULL;
    struct err *e = check_object(from);
    if (e == NULL)
        e = check_object(to);
    if (e == NULL)
        e = diff(from != NULL ? from : &nothing, to != NULL ? to : &nothing, KEEP_ALL, 0, out);
    if (e == NULL && *out == NULL)
        *out = smp_new_object();
    return e;
}

/* apiVersion, kind and name must not be in the patch. */
static struct err *check_identity(const cJSON *patch)
{
    if (doc_get(patch, "apiVersion") == NULL && doc_get(patch, "kind") == NULL &&
        doc_at(patch, "metadata.name") == NULL)
        return NULL;
    struct buf b = buf_new();
    smp_format(&b, patch);
    struct err *e = err_new("precondition failed for: %s", b.data);
    buf_release(&b);
    return e;
}

struct err *patch_three_way_merge(const cJSON *original, const cJSON *modified, const cJSON *current, cJSON **out)
{
    const cJSON nothing = {.type = cJSON_Object};
    cJSON *patch = NULL;
    cJSON *changes = NULL;
    *out = NULL;
    struct err *e = check_object(original);
    if (e == NULL)
        e = check_object(modified);
    if (e == NULL)
        e = check_object(current);
    if (e != NULL)
        return e;
    modified = modified != NULL ? modified : &nothing;
    e = diff(current != NULL ? current : &nothing, modified, KEEP_VALUES, 0, &changes);
    if (e == NULL)
        e = diff(original != NULL ? original : &nothing, modified, KEEP_NULLS, 0, &patch);
    if (patch == NULL)
        patch = smp_new_object();
    if (e == NULL && changes != NULL) {
        merge_into(patch, changes, 0);
        changes = NULL;
    }
    if (e == NULL)
        e = check_identity(patch);
    cJSON_Delete(changes);
    if (e != NULL)
        cJSON_Delete(patch);
    else
        *out = patch;
    return e;
}
