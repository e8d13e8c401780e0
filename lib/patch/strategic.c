/* strategic.c - strategic merge patches: three-way, two-way, applied. */
#include "patch/patch.h"

#include "patch/smp.h"

#include <stdint.h>
#include <stdlib.h>

/* NULL (nothing) becomes an empty object. */
static cJSON *or_empty(cJSON *o)
{
    return o != NULL ? o : smp_new_object();
}

static struct err *check_object(const cJSON *o)
{
    return o == NULL || cJSON_IsObject(o) ? NULL : err_new("invalid JSON document");
}

static struct err *sort_compared(const cJSON *modified, const struct schema_type *t, int depth, cJSON *current);

/* The same for two lists of field m. */
static void sort_compared_lists(const cJSON *modified, const struct smp_meta *m, int depth, cJSON *current)
{
    enum smp_kind kind = SMP_NIL;
    struct err *e = smp_element_kind(current, modified, &kind);
    if (e != NULL || !m->merge || current->child == NULL) {
        err_free(e);
        return;
    }
    size_t n;
    struct smp_elem *v = smp_elems(current, m->merge_key, &n);
    if (kind != SMP_MAP) {
        smp_sort(v, n);
        current->child = NULL;
        for (size_t i = 0; i < n; i++) {
            cJSON *c = (cJSON *)(uintptr_t)v[i].node;
            c->prev = c->next = NULL;
            smp_push(current, c);
        }
    } else {
        struct smp_places places;
        smp_places_init(&places, modified, m->merge_key);
        for (size_t i = 0; i < n; i++) {
            long at = smp_places_find(&places, v[i].key);
            if (at >= 0)
                err_free(sort_compared(places.v[at].node, m->sub, depth + 1, (cJSON *)(uintptr_t)v[i].node));
        }
        smp_places_release(&places);
    }
    free(v);
}

/* Sorts the lists of scalars that the comparison of current with modified sorted in Go, where it does so in place: the
 * text of the conflict error shows them. */
static struct err *sort_compared(const cJSON *modified, const struct schema_type *t, int depth, cJSON *current)
{
    if (depth > SMP_MAX_DEPTH)
        return smp_too_deep();
    struct smp none = {0};
    struct err *e = NULL;
    for (cJSON *c = current->child; c != NULL && e == NULL; c = c->next) {
        const cJSON *other = doc_get(modified, c->string);
        struct smp_meta m;
        if (other == NULL || (other->type & 0xff) != (c->type & 0xff) || (!cJSON_IsArray(c) && !cJSON_IsObject(c)))
            continue;
        struct err *unknown = smp_lookup(&none, t, c->string, cJSON_IsArray(c), &m);
        if (unknown != NULL)
            err_free(unknown);
        else if (cJSON_IsArray(c))
            sort_compared_lists(other, &m, depth, c);
        else if (!m.replace)
            e = sort_compared(other, m.sub, depth + 1, c);
    }
    smp_release(&none);
    return e;
}

/* An error when the patch changes what others changed since the last apply. */
static struct err *refuse_conflicts(struct smp *s, const cJSON *original, const cJSON *modified, const cJSON *live,
                                    const cJSON *patch, const struct schema_type *type)
{
    cJSON *changed = NULL;
    bool conflict = false;
    cJSON *current = doc_dup(live);
    struct err *e = sort_compared(modified, type, 0, current);
    if (e == NULL)
        e = smp_diff_maps(s, original, current, type, (struct smp_diff_opts){0}, 0, &changed);
    cJSON_Delete(current);
    if (e != NULL)
        return e;
    changed = or_empty(changed);
    e = smp_have_conflicts(s, patch, changed, type, &conflict);
    if (e == NULL && conflict)
        e = smp_conflict_error(patch, changed);
    cJSON_Delete(changed);
    return e;
}

struct err *smp_three_way(struct smp *s, const cJSON *original, const cJSON *modified, const cJSON *current,
                          const struct schema_type *type, bool overwrite, cJSON **out)
{
    *out = NULL;
    const cJSON nothing = {.type = cJSON_Object};
    struct err *e = check_object(original);
    if (e == NULL)
        e = check_object(modified);
    if (e == NULL)
        e = check_object(current);
    if (e != NULL)
        return e;
    original = original != NULL ? original : &nothing;
    modified = modified != NULL ? modified : &nothing;
    current = current != NULL ? current : &nothing;
    /* What is added or changed comes from the live object, what is deleted from the last-applied one. */
    struct smp_diff_opts changes = {.set_order = true, .ignore_deletions = true};
    struct smp_diff_opts deletions = {.set_order = true, .ignore_changes = true};
    cJSON *delta = NULL;
    cJSON *gone = NULL;
    cJSON *patch = NULL;
    e = smp_diff_maps(s, current, modified, type, changes, 0, &delta);
    if (e == NULL)
        e = smp_diff_maps(s, original, modified, type, deletions, 0, &gone);
    if (e != NULL) {
        cJSON_Delete(delta);
        return e;
    }
    if (gone == NULL && delta == NULL)
        patch = smp_new_object();
    else
        e = smp_merge_maps(s, or_empty(gone), or_empty(delta), type, false, 0, &patch);
    if (e == NULL && !overwrite)
        e = refuse_conflicts(s, original, modified, current, patch, type);
    if (e != NULL) {
        cJSON_Delete(patch);
        return e;
    }
    *out = patch;
    return NULL;
}

struct err *patch_three_way_strategic(const cJSON *original, const cJSON *modified, const cJSON *current,
                                      const struct schema_type *type, bool overwrite, cJSON **out)
{
    struct smp s = {0};
    struct err *e = smp_three_way(&s, original, modified, current, type, overwrite, out);
    smp_release(&s);
    return e;
}

struct err *patch_two_way_strategic(const cJSON *from, const cJSON *to, const struct schema_type *type, cJSON **out)
{
    struct smp s = {.source = SMP_STRUCT};
    *out = NULL;
    struct err *e = check_object(from);
    if (e == NULL)
        e = check_object(to);
    const cJSON nothing = {.type = cJSON_Object};
    if (e == NULL)
        e = smp_diff_maps(&s, from != NULL ? from : &nothing, to != NULL ? to : &nothing, type,
                          (struct smp_diff_opts){.set_order = true}, 0, out);
    if (e == NULL)
        *out = or_empty(*out);
    smp_release(&s);
    return e;
}

struct err *patch_apply_strategic(const cJSON *object, const cJSON *patch, const struct schema_type *type, cJSON **out)
{
    struct smp s = {.source = SMP_STRUCT};
    *out = NULL;
    struct err *e = check_object(object);
    if (e == NULL)
        e = check_object(patch);
    if (e != NULL)
        return e;
    e = smp_merge_maps(&s, object != NULL ? doc_dup(object) : smp_new_object(),
                       patch != NULL ? doc_dup(patch) : smp_new_object(), type, true, 0, out);
    smp_release(&s);
    return e;
}

bool patch_is_empty(const cJSON *patch)
{
    return cJSON_IsObject(patch) && patch->child == NULL;
}
