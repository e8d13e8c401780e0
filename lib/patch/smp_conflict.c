/* smp_conflict.c - whether a patch and the changes of others touch the same fields (--overwrite=false). */
#include "doc/emit.h"
#include "patch/smp.h"

#include <stdlib.h>
#include <string.h>

static struct err *values_conflict(struct smp *s, const cJSON *left, const cJSON *right, const struct smp_meta *m,
                                   int depth, bool *out);

static struct err *maps_conflict(struct smp *s, const cJSON *left, const cJSON *right, const struct schema_type *t,
                                 int depth, bool *out)
{
    struct err *e = NULL;
    struct finder f;
    finder_init(&f, right);
    for (const cJSON *l = left->child; l != NULL && e == NULL && !*out; l = l->next) {
        if (strcmp(l->string, SMP_DIRECTIVE) == 0 || strcmp(l->string, SMP_RETAIN_KEYS) == 0)
            continue;
        const cJSON *r = finder_get(&f, l->string);
        if (r == NULL)
            continue;
        struct smp_meta m = {.merge_key = ""};
        if (cJSON_IsArray(l) || cJSON_IsObject(l))
            e = smp_lookup(s, t, l->string, cJSON_IsArray(l), &m);
        if (e == NULL)
            e = values_conflict(s, l, r, &m, depth + 1, out);
    }
    finder_release(&f);
    return e;
}

/* Lists that are merged conflict where elements with the same merge key do. */
static struct err *merged_lists_conflict(struct smp *s, const cJSON *left, const cJSON *right, const struct smp_meta *m,
                                         int depth, bool *out)
{
    size_t nl;
    size_t nr;
    struct smp_elem *l = smp_elems(left, m->merge_key, &nl);
    struct smp_elem *r = smp_elems(right, m->merge_key, &nr);
    struct smp_places places;
    struct err *e = smp_check_merge_keys(l, nl, m->merge_key);
    if (e == NULL)
        e = smp_check_merge_keys(r, nr, m->merge_key);
    smp_places_init(&places, right, m->merge_key);
    struct smp_meta inner = {.sub = m->sub, .merge_key = ""};
    for (size_t i = 0; i < nl && e == NULL && !*out; i++) {
        long at = smp_places_find(&places, l[i].key);
        if (at >= 0)
            e = values_conflict(s, l[i].node, places.v[at].node, &inner, depth + 1, out);
    }
    smp_places_release(&places);
    free(l);
    free(r);
    return e;
}

static size_t drop_repeated(struct smp_elem *v, size_t n)
{
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        if (k == 0 || strcmp(v[k - 1].text, v[i].text) != 0)
            v[k++] = v[i];
    }
    return k;
}

static struct err *lists_conflict(struct smp *s, const cJSON *left, const cJSON *right, const struct smp_meta *m,
                                  int depth, bool *out)
{
    enum smp_kind kind = SMP_NIL;
    struct err *e = smp_element_kind(left, right, &kind);
    if (e != NULL || (m->merge && kind != SMP_MAP))
        return e;
    if (m->merge)
        return merged_lists_conflict(s, left, right, m, depth, out);
    size_t nl;
    size_t nr;
    struct smp_elem *l = smp_elems(left, NULL, &nl);
    struct smp_elem *r = smp_elems(right, NULL, &nr);
    *out = nl != nr;
    if (!*out && kind != SMP_MAP) {
        smp_sort(l, nl);
        smp_sort(r, nr);
        nl = drop_repeated(l, nl);
        nr = drop_repeated(r, nr);
        *out = nl != nr;
    }
    struct smp_meta inner = {.sub = m->sub, .merge_key = ""};
    for (size_t i = 0; i < nl && e == NULL && !*out; i++)
        e = values_conflict(s, l[i].node, r[i].node, &inner, depth + 1, out);
    free(l);
    free(r);
    return e;
}

static struct err *values_conflict(struct smp *s, const cJSON *left, const cJSON *right, const struct smp_meta *m,
                                   int depth, bool *out)
{
    if (depth > SMP_MAX_DEPTH)
        return smp_too_deep();
    if (cJSON_IsObject(left) && cJSON_IsObject(right)) {
        const cJSON *dl = doc_get(left, SMP_DIRECTIVE);
        const cJSON *dr = doc_get(right, SMP_DIRECTIVE);
        if ((dl != NULL || dr != NULL) && (dl == NULL || dr == NULL || !smp_scalar_equal(dl, dr))) {
            *out = true;
            return NULL;
        }
        return m->replace ? NULL : maps_conflict(s, left, right, m->sub, depth, out);
    }
    if (cJSON_IsArray(left) && cJSON_IsArray(right))
        return lists_conflict(s, left, right, m, depth, out);
    *out = !smp_scalar_equal(left, right);
    return NULL;
}

struct err *smp_have_conflicts(struct smp *s, const cJSON *left, const cJSON *right, const struct schema_type *t,
                               bool *out)
{
    struct smp_meta m = {.sub = t, .merge_key = ""};
    *out = false;
    return values_conflict(s, left, right, &m, 0, out);
}

struct err *smp_conflict_error(const cJSON *patch, const cJSON *changed)
{
    struct buf a = buf_new();
    struct buf b = buf_new();
    emit_yaml(&a, patch);
    emit_yaml(&b, changed);
    struct err *e = err_new("patch:\n%s\nconflicts with changes made from original to current:\n%s\n", a.data, b.data);
    buf_release(&a);
    buf_release(&b);
    return e;
}
