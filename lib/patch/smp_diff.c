/* smp_diff.c - the strategic merge patch that leads from one document to another. */
#include "base/mem.h"
#include "base/strv.h"
#include "patch/smp.h"

#include <stdlib.h>
#include <string.h>

static void put(cJSON **patch, const char *key, cJSON *value)
{
    if (*patch == NULL)
        *patch = smp_new_object();
    smp_add(*patch, key, value);
}

static void push(cJSON **list, cJSON *value)
{
    if (*list == NULL)
        *list = smp_new_array();
    smp_push(*list, value);
}

/* ---- lists of scalars ---- */

/* Removes repeated elements the way Go's code does: the last one takes the place of a repeated one. */
static size_t drop_repeated(const cJSON **v, size_t n)
{
    for (size_t i = 0; i + 1 < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            if (smp_scalar_equal(v[i], v[j]))
                v[j--] = v[--n];
        }
    }
    return n;
}

/* What to add (sorted by text) and to delete; NULL when nothing. */
static void diff_scalars(const struct smp_elem *orig, size_t no, const struct smp_elem *mod, size_t nm,
                         struct smp_diff_opts o, cJSON **add, cJSON **del)
{
    size_t i = 0;
    size_t j = 0;
    size_t ndel = 0;
    const cJSON **gone = xreallocarray(NULL, no + 1, sizeof *gone);
    while (i < no || j < nm) {
        int c = i >= no ? 1 : j >= nm ? -1 : strcmp(orig[i].text, mod[j].text);
        if (c == 0) {
            i++;
            j++;
        } else if (c < 0) {
            if (!o.ignore_deletions)
                gone[ndel++] = orig[i].node;
            i++;
        } else {
            if (!o.ignore_changes)
                push(add, doc_dup(mod[j].node));
            j++;
        }
    }
    ndel = drop_repeated(gone, ndel);
    for (i = 0; i < ndel; i++)
        push(del, doc_dup(gone[i]));
    free(gone);
}

/* Puts the elements of *list into the order that they have in `like`. */
static void order_like(cJSON **list, const cJSON *like, const char *key_name, bool maps)
{
    if (*list == NULL)
        return;
    struct smp_places places;
    smp_places_init(&places, like, key_name);
    size_t n;
    struct smp_elem *v = smp_elems(*list, key_name, &n);
    struct smp_item *items = xcalloc(n + 1, sizeof *items);
    for (size_t i = 0; i < n; i++)
        items[i] = (struct smp_item){(cJSON *)v[i].node, smp_places_find(&places, v[i].key), -1, 0};
    smp_order(items, n, maps);
    (*list)->child = NULL;
    for (size_t i = 0; i < n; i++) {
        items[i].node->prev = items[i].node->next = NULL;
        smp_push(*list, items[i].node);
    }
    free(items);
    free(v);
    smp_places_release(&places);
}

/* Go sorts `original` in place before it compares it with `modified`, so an unsorted list always gets an order
 * directive. */
static bool same_when_original_sorted(const struct smp_elem *orig, size_t no, const cJSON *modified)
{
    const cJSON *m = modified->child;
    for (size_t i = 0; i < no; i++, m = m->next) {
        if (m == NULL || !smp_scalar_equal(orig[i].node, m))
            return false;
    }
    return m == NULL;
}

static void diff_scalar_lists(const cJSON *original, const cJSON *modified, struct smp_diff_opts o, cJSON **add,
                              cJSON **del, cJSON **order)
{
    size_t no;
    size_t nm;
    struct smp_elem *orig = smp_elems(original, NULL, &no);
    struct smp_elem *mod = smp_elems(modified, NULL, &nm);
    smp_sort(orig, no);
    smp_sort(mod, nm);
    diff_scalars(orig, no, mod, nm, o, add, del);
    order_like(add, modified, NULL, false);
    if (o.set_order &&
        ((!o.ignore_deletions && *del != NULL) ||
         (!o.ignore_changes && !same_when_original_sorted(orig, no, modified))) &&
        modified->child != NULL)
        *order = doc_dup(modified);
    free(orig);
    free(mod);
}

/* ---- lists of maps ---- */

static cJSON *delete_directive(const char *key_name, const cJSON *key)
{
    cJSON *d = smp_new_object();
    smp_add(d, key_name, doc_dup(key));
    if (strcmp(key_name, SMP_DIRECTIVE) != 0)
        smp_add(d, SMP_DIRECTIVE, cJSON_CreateString("delete"));
    return d;
}

/* Walks both lists, sorted by merge key. */
static struct err *walk_maps(struct smp *s, const struct smp_elem *orig, size_t no, const struct smp_elem *mod,
                             size_t nm, const struct smp_meta *m, struct smp_diff_opts o, int depth, cJSON **patch,
                             cJSON **del)
{
    size_t i = 0;
    size_t j = 0;
    while (i < no || j < nm) {
        int c = i >= no ? 1 : j >= nm ? -1 : strcmp(orig[i].text, mod[j].text);
        if (c == 0) {
            cJSON *sub = NULL;
            struct err *e = smp_diff_maps(s, orig[i].node, mod[j].node, m->sub, o, depth + 1, &sub);
            if (e != NULL)
                return e;
            if (sub != NULL) {
                doc_set(sub, m->merge_key, doc_dup(mod[j].key));
                push(patch, sub);
            }
            i++;
            j++;
        } else if (c > 0) {
            if (!o.ignore_changes)
                push(patch, doc_dup(mod[j].node));
            j++;
        } else {
            if (!o.ignore_deletions)
                push(del, delete_directive(m->merge_key, orig[i].key));
            i++;
        }
    }
    return NULL;
}

static bool order_same(const struct smp_elem *orig, size_t no, const struct smp_elem *mod, size_t nm)
{
    bool same = no == nm;
    for (size_t i = 0; same && i < nm; i++)
        same = smp_scalar_equal(orig[i].key, mod[i].key);
    return same;
}

static cJSON *order_list(const struct smp_elem *mod, size_t nm, const char *key_name)
{
    cJSON *list = smp_new_array();
    for (size_t i = 0; i < nm; i++) {
        cJSON *o = smp_new_object();
        smp_add(o, key_name, doc_dup(mod[i].key));
        smp_push(list, o);
    }
    return list;
}

static struct err *diff_map_lists(struct smp *s, const cJSON *original, const cJSON *modified, const struct smp_meta *m,
                                  struct smp_diff_opts o, int depth, cJSON **patch, cJSON **order)
{
    size_t no;
    size_t nm;
    cJSON *del = NULL;
    struct smp_elem *orig = smp_elems(original, m->merge_key, &no);
    struct smp_elem *mod = smp_elems(modified, m->merge_key, &nm);
    bool same = order_same(orig, no, mod, nm);
    struct err *e = smp_check_merge_keys(orig, no, m->merge_key);
    if (e == NULL)
        e = smp_check_merge_keys(mod, nm, m->merge_key);
    if (e == NULL) {
        smp_sort(orig, no);
        smp_sort(mod, nm);
        e = walk_maps(s, orig, no, mod, nm, m, o, depth, patch, &del);
    }
    if (e == NULL) {
        order_like(patch, modified, m->merge_key, true);
        bool changed = *patch != NULL || del != NULL;
        if (o.set_order && nm > 0 && ((!o.ignore_changes && (changed || !same)) || (!o.ignore_deletions && changed))) {
            free(mod);
            mod = smp_elems(modified, m->merge_key, &nm); /* in its own order again */
            *order = order_list(mod, nm, m->merge_key);
        }
        while (del != NULL && del->child != NULL)
            push(patch, smp_detach(del, del->child));
    }
    cJSON_Delete(del);
    free(orig);
    free(mod);
    return e;
}

/* ---- values ---- */

static void add_directive(cJSON **patch, const char *directive, const char *key, cJSON *list)
{
    if (list == NULL)
        return;
    char *name = xasprintf("%s/%s", directive, key);
    put(patch, name, list);
    free(name);
}

static struct err *diff_lists(struct smp *s, const cJSON *original, const cJSON *modified, const struct smp_meta *m,
                              struct smp_diff_opts o, int depth, cJSON **patch)
{
    const char *key = modified->string;
    if (original->child == NULL) {
        if (modified->child != NULL && !o.ignore_changes)
            put(patch, key, doc_dup(modified));
        return NULL;
    }
    enum smp_kind kind = SMP_NIL;
    struct err *e = smp_element_kind(original, modified, &kind);
    cJSON *add = NULL;
    cJSON *del = NULL;
    cJSON *order = NULL;
    o.retain_keys = m->retain_keys;
    if (e == NULL && kind == SMP_MAP)
        e = diff_map_lists(s, original, modified, m, o, depth, &add, &order);
    else if (e == NULL)
        diff_scalar_lists(original, modified, o, &add, &del, &order);
    if (e != NULL) {
        cJSON_Delete(add);
        cJSON_Delete(order);
        return e;
    }
    if (add != NULL)
        put(patch, key, add);
    add_directive(patch, SMP_DELETE_LIST, key, del);
    add_directive(patch, SMP_SET_ORDER, key, order);
    return NULL;
}

static void replace_if_changed(const cJSON *original, const cJSON *modified, struct smp_diff_opts o, cJSON **patch)
{
    if (!o.ignore_changes && !doc_equal(original, modified))
        put(patch, modified->string, doc_dup(modified));
}

/* Both values are maps, or both are lists. */
static struct err *diff_composite(struct smp *s, const cJSON *original, const cJSON *modified,
                                  const struct schema_type *t, struct smp_diff_opts o, int depth, cJSON **patch)
{
    struct smp_meta m;
    bool list = cJSON_IsArray(modified);
    struct err *e = smp_lookup(s, t, modified->string, list, &m);
    if (e != NULL) {
        if (!doc_equal(original, modified))
            return e;
        err_free(e); /* a field without facts that did not change needs none */
        smp_release(s);
        s->lookup_failed = false;
        return NULL;
    }
    if (list) {
        if (m.merge)
            return diff_lists(s, original, modified, &m, o, depth, patch);
        replace_if_changed(original, modified, o, patch);
        return NULL;
    }
    if (m.replace) {
        if (!o.ignore_changes)
            put(patch, modified->string, doc_dup(modified));
        return NULL;
    }
    o.retain_keys = m.retain_keys;
    cJSON *sub = NULL;
    e = smp_diff_maps(s, original, modified, m.sub, o, depth + 1, &sub);
    if (sub != NULL)
        put(patch, modified->string, sub);
    return e;
}

static struct err *diff_directive(const cJSON *original, const cJSON *modified, cJSON **patch)
{
    if (!cJSON_IsString(original) || !cJSON_IsString(modified))
        return err_new("invalid value for special key: %s", SMP_DIRECTIVE);
    if (strcmp(original->valuestring, modified->valuestring) != 0)
        put(patch, SMP_DIRECTIVE, doc_dup(modified));
    return NULL;
}

static struct err *diff_member(struct smp *s, const cJSON *original, const cJSON *modified, const struct schema_type *t,
                               struct smp_diff_opts o, int depth, cJSON **patch)
{
    if (original == NULL) {
        if (!o.ignore_changes)
            put(patch, modified->string, doc_dup(modified));
        return NULL;
    }
    if (strcmp(modified->string, SMP_DIRECTIVE) == 0)
        return diff_directive(original, modified, patch);
    enum smp_kind k = smp_kind(modified);
    if (k == smp_kind(original) && (k == SMP_MAP || k == SMP_SLICE))
        return diff_composite(s, original, modified, t, o, depth, patch);
    replace_if_changed(original, modified, o, patch);
    return NULL;
}

/* Adds null for what modified lacks; *additional: something other than null is lacking. */
static void diff_missing(const cJSON *original, const cJSON *modified, struct smp_diff_opts o, cJSON **patch,
                         bool *additional)
{
    struct finder f;
    finder_init(&f, modified);
    for (const cJSON *c = original->child; c != NULL; c = c->next) {
        if (finder_get(&f, c->string) != NULL)
            continue;
        if (!cJSON_IsNull(c))
            *additional = true;
        if (!o.ignore_deletions)
            put(patch, c->string, cJSON_CreateNull());
    }
    finder_release(&f);
}

static cJSON *retain_keys_list(const cJSON *modified)
{
    cJSON *list = smp_new_array();
    size_t n;
    const cJSON **v = doc_sorted(modified, &n);
    for (size_t i = 0; i < n; i++) {
        if (!cJSON_IsNull(v[i]))
            smp_push(list, cJSON_CreateString(v[i]->string));
    }
    free(v);
    return list;
}

struct err *smp_diff_maps(struct smp *s, const cJSON *original, const cJSON *modified, const struct schema_type *t,
                          struct smp_diff_opts o, int depth, cJSON **out)
{
    *out = NULL;
    if (depth > SMP_MAX_DEPTH)
        return smp_too_deep();
    cJSON *patch = NULL;
    bool additional = false;
    struct err *e = NULL;
    struct finder f;
    finder_init(&f, original);
    for (const cJSON *c = modified->child; c != NULL && e == NULL; c = c->next)
        e = diff_member(s, finder_get(&f, c->string), c, t, o, depth, &patch);
    finder_release(&f);
    if (e != NULL) {
        cJSON_Delete(patch);
        return e;
    }
    diff_missing(original, modified, o, &patch, &additional);
    if (o.retain_keys && (patch != NULL || additional)) {
        cJSON *keys = retain_keys_list(modified);
        if (keys->child != NULL)
            put(&patch, SMP_RETAIN_KEYS, keys);
        else
            cJSON_Delete(keys);
    }
    *out = patch;
    return NULL;
}
