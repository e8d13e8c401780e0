/* smp_merge.c - merging a strategic merge patch into an object, or into another patch. */
#include "base/mem.h"
#include "base/strv.h"
#include "patch/smp.h"

#include <stdlib.h>
#include <string.h>

/* What a merge does with directives: apply them (`parallel`), or keep them because both sides are patches. */
struct merge {
    struct smp *s;
    bool parallel;
};

static struct err *bad_order_list(void)
{
    return err_new("invalid patch format of setElementOrder list");
}

static struct err *bad_retain_keys(void)
{
    return err_new("invalid patch format of retainKeys");
}

static struct err *bad_patch_type(const cJSON *directive, const cJSON *map)
{
    struct buf b = buf_new();
    smp_format(&b, map);
    struct err *e = err_new("unknown patch type: %s in map: %s", smp_scalar_text(directive), b.data);
    buf_release(&b);
    return e;
}

static bool is_directive(const cJSON *d, const char *value)
{
    return cJSON_IsString(d) && strcmp(d->valuestring, value) == 0;
}

/* ---- cleaning values that are taken over as they are ---- */

/* Drops members and elements that hold a directive; NULL (freed) when the value itself does. */
static cJSON *without_directives(cJSON *value, int depth)
{
    if (cJSON_IsObject(value) && doc_get(value, SMP_DIRECTIVE) != NULL) {
        cJSON_Delete(value);
        return NULL;
    }
    if ((!cJSON_IsObject(value) && !cJSON_IsArray(value)) || depth > SMP_MAX_DEPTH)
        return value;
    for (cJSON *c = value->child; c != NULL;) {
        cJSON *next = c->next;
        if (cJSON_IsObject(c) && doc_get(c, SMP_DIRECTIVE) != NULL)
            cJSON_Delete(smp_detach(value, c));
        else
            (void)without_directives(c, depth + 1);
        c = next;
    }
    return value;
}

static void drop_nulls(cJSON *value, int depth)
{
    if (depth > SMP_MAX_DEPTH)
        return;
    for (cJSON *c = value->child; c != NULL;) {
        cJSON *next = c->next;
        if (cJSON_IsNull(c) && cJSON_IsObject(value))
            cJSON_Delete(smp_detach(value, c));
        else
            drop_nulls(c, depth + 1);
        c = next;
    }
}

/* ---- lists ---- */

/* The server's order of a list, as Go's code sees it while it merges. There the order is the original slice itself,
 * whose array is also worked in: deleting an element shifts those behind it, and an appended one lands where a deleted
 * one left room. A new container that takes the place of a deleted one thereby gets a place in the server's order,
 * which shows in the result. */
struct view {
    cJSON *store; /* copies of the keys: elements may go away */
    struct smp_elem *v;
    size_t n;   /* the length at the start */
    size_t len; /* of the slice that is worked in */
};

static void view_init(struct view *w, const cJSON *list, const char *key_name)
{
    *w = (struct view){.store = smp_new_array()};
    w->v = smp_elems(list, key_name, &w->n);
    w->len = w->n;
    for (size_t i = 0; i < w->n; i++) {
        if (w->v[i].key != NULL) {
            cJSON *copy = doc_dup(w->v[i].key);
            smp_push(w->store, copy);
            w->v[i] = (struct smp_elem){NULL, copy, smp_scalar_text(copy)};
        }
    }
}

static void view_delete(struct view *w, size_t at)
{
    if (w->len <= w->n)
        memmove(&w->v[at], &w->v[at + 1], (w->len - at - 1) * sizeof *w->v);
    w->len--;
}

static void view_append(struct view *w, const cJSON *key)
{
    if (w->len < w->n) {
        cJSON *copy = doc_dup(key);
        smp_push(w->store, copy);
        w->v[w->len] = (struct smp_elem){NULL, copy, smp_scalar_text(copy)};
    }
    w->len++;
}

static void view_release(struct view *w)
{
    cJSON_Delete(w->store);
    free(w->v);
}

struct items {
    struct smp_item *v;
    size_t n;
};

static void items_add(struct items *l, cJSON *node)
{
    if ((l->n & (l->n - 1)) == 0)
        l->v = xreallocarray(l->v, l->n == 0 ? 1 : l->n * 2, sizeof *l->v);
    l->v[l->n++] = (struct smp_item){node, -1, -1, 0};
}

static void items_release(struct items *l)
{
    for (size_t i = 0; i < l->n; i++)
        cJSON_Delete(l->v[i].node);
    free(l->v);
    *l = (struct items){0};
}

static void items_drop(struct items *l, size_t i)
{
    cJSON_Delete(l->v[i].node);
    memmove(&l->v[i], &l->v[i + 1], (l->n - i - 1) * sizeof *l->v);
    l->n--;
}

/* Moves the elements of a list (which is freed) into items. */
static void items_adopt(struct items *l, cJSON *list)
{
    cJSON *c = list->child;
    list->child = NULL;
    cJSON_Delete(list);
    while (c != NULL) {
        cJSON *next = c->next;
        c->prev = c->next = NULL;
        items_add(l, c);
        c = next;
    }
}

static cJSON *items_list(struct items *l)
{
    cJSON *list = smp_new_array();
    for (size_t i = 0; i < l->n; i++)
        smp_push(list, l->v[i].node);
    free(l->v);
    *l = (struct items){0};
    return list;
}

/* Orders items: those that `like` lists in its order, the others as the first n of the server's order have them. */
static struct err *items_order(struct items *l, const cJSON *like, const char *key_name, bool maps,
                               const struct view *server, size_t n)
{
    struct smp_places want;
    struct smp_places have;
    smp_places_init(&want, like, key_name);
    smp_places_init_elems(&have, server->v, n);
    struct err *e = NULL;
    if (maps && key_name[0] != '\0')
        e = smp_check_merge_keys(want.v, want.n, key_name);
    for (size_t i = 0; i < l->n && e == NULL; i++) {
        const cJSON *key = key_name[0] == '\0' ? l->v[i].node : doc_get(l->v[i].node, key_name);
        if (key == NULL) {
            e = smp_no_merge_key(l->v[i].node, key_name);
        } else {
            l->v[i].want = smp_places_find(&want, key);
            l->v[i].server = smp_places_find(&have, key);
        }
    }
    if (e == NULL)
        smp_order(l->v, l->n, maps);
    smp_places_release(&want);
    smp_places_release(&have);
    return e;
}

static long items_find(const struct items *l, const char *key_name, const cJSON *key)
{
    for (size_t i = 0; i < l->n; i++) {
        const cJSON *k = doc_get(l->v[i].node, key_name);
        if (k != NULL && smp_scalar_equal(k, key))
            return (long)i;
    }
    return -1;
}

/* Applies the elements of patch with a directive to `orig` and removes them from patch. */
static struct err *special_elements(struct items *orig, cJSON *patch, const char *key_name, struct view *server,
                                    bool *replace)
{
    for (cJSON *c = patch->child; c != NULL;) {
        cJSON *next = c->next;
        const cJSON *d = doc_get(c, SMP_DIRECTIVE);
        if (d == NULL) {
            c = next;
            continue;
        }
        if (is_directive(d, "delete")) {
            const cJSON *key = doc_get(c, key_name);
            if (key == NULL)
                return smp_no_merge_key(c, key_name);
            for (long at = items_find(orig, key_name, key); at >= 0; at = items_find(orig, key_name, key)) {
                items_drop(orig, (size_t)at);
                view_delete(server, (size_t)at);
            }
        } else if (is_directive(d, "replace")) {
            *replace = true;
        } else if (is_directive(d, "merge")) {
            return err_new("merging lists cannot yet be specified in the patch");
        } else {
            return bad_patch_type(d, c);
        }
        cJSON_Delete(smp_detach(patch, c));
        c = next;
    }
    return NULL;
}

/* Where the elements of a growing list are, by merge key. */
struct where {
    const struct items *items;
    const char *key_name;
    struct map index;
};

#define MAPPED_LIST 32

static char *where_key(const cJSON *key)
{
    return xasprintf("%d%s", (int)smp_kind(key), smp_scalar_text(key));
}

static void where_add(struct where *w, size_t i)
{
    const cJSON *key = doc_get(w->items->v[i].node, w->key_name);
    char *k = where_key(key);
    if (key != NULL && !map_has(&w->index, k))
        map_set(&w->index, k, (void *)(uintptr_t)(i + 1));
    free(k);
}

static long where_find(struct where *w, const cJSON *key, bool mapped)
{
    if (!mapped)
        return items_find(w->items, w->key_name, key);
    char *k = where_key(key);
    uintptr_t at = (uintptr_t)map_get(&w->index, k);
    free(k);
    return (long)at - 1;
}

/* Merges the elements of patch (maps without directives) into items by merge key. Takes them out of patch, whose keys
 * stay listed in `keys`. */
static struct err *merge_elements(struct merge *m, struct items *l, cJSON *patch, struct view *server,
                                  const struct smp_meta *meta, int depth, cJSON *keys)
{
    struct where w = {.items = l, .key_name = meta->merge_key};
    bool mapped = l->n > MAPPED_LIST;
    struct err *e = NULL;
    for (size_t i = 0; mapped && i < l->n; i++)
        where_add(&w, i);
    while (patch->child != NULL && e == NULL) {
        cJSON *c = patch->child;
        const cJSON *key = doc_get(c, meta->merge_key);
        if (key == NULL) {
            e = smp_no_merge_key(c, meta->merge_key);
            break;
        }
        cJSON *k = smp_new_object();
        smp_add(k, meta->merge_key, doc_dup(key));
        smp_push(keys, k);
        long at = where_find(&w, key, mapped);
        smp_detach(patch, c);
        if (at >= 0) {
            cJSON *merged = NULL;
            cJSON *old = l->v[at].node;
            l->v[at].node = NULL;
            e = smp_merge_maps(m->s, old, c, meta->sub, m->parallel, depth + 1, &merged);
            l->v[at].node = merged;
        } else {
            items_add(l, c);
            view_append(server, key);
            if (mapped)
                where_add(&w, l->n - 1);
        }
    }
    map_release(&w.index);
    return e;
}

/* Merges two lists of maps, both taken. */
static struct err *merge_map_lists(struct merge *m, cJSON *original, cJSON *patch, struct view *server,
                                   const struct smp_meta *meta, int depth, struct items *out)
{
    if (meta->merge_key[0] == '\0') {
        cJSON_Delete(original);
        cJSON_Delete(patch);
        return err_new("cannot merge lists without merge key for %s",
                       meta->sub != NULL ? schema_type_name(meta->sub) : "object");
    }
    bool replace = false;
    items_adopt(out, original);
    struct err *e = special_elements(out, patch, meta->merge_key, server, &replace);
    if (e == NULL && replace) {
        items_release(out);
        items_adopt(out, patch);
        return NULL;
    }
    size_t left = server->len;
    cJSON *keys = smp_new_array();
    if (e == NULL)
        e = merge_elements(m, out, patch, server, meta, depth, keys);
    if (e == NULL)
        e = items_order(out, keys, meta->merge_key, true, server, left);
    cJSON_Delete(keys);
    cJSON_Delete(patch);
    return e;
}

/* The room that Go's decoder leaves in a slice of n elements. */
static size_t go_capacity(size_t n)
{
    size_t cap = n == 0 ? 0 : 1;
    while (cap < n)
        cap *= 2;
    return cap;
}

/* Merges two lists of scalars, both taken. */
static struct err *merge_scalar_lists(cJSON *original, cJSON *patch, struct view *server, struct items *out)
{
    cJSON *added = doc_dup(patch);
    bool shared = server->n + (size_t)cJSON_GetArraySize(patch) <= go_capacity(server->n);
    items_adopt(out, original);
    items_adopt(out, added);
    /* The last element takes the place of a repeated one, as in Go; see struct view for what `shared` is about. */
    size_t n = out->n;
    struct smp_places all;
    cJSON *list = smp_new_array();
    for (size_t i = 0; i < n; i++)
        smp_push(list, doc_dup(out->v[i].node));
    smp_places_init(&all, list, NULL);
    bool repeated = false;
    for (size_t i = 0; i < n && !repeated; i++)
        repeated = smp_places_find(&all, out->v[i].node) != (long)i;
    for (size_t i = 0; repeated && i + 1 < n; i++) {
        for (size_t j = i + 1; j < n; j++) {
            if (smp_scalar_equal(all.v[i].key, all.v[j].key)) {
                n--;
                cJSON_Delete(out->v[j].node);
                out->v[j] = out->v[n];
                all.v[j] = all.v[n];
                j--;
            }
        }
    }
    out->n = n;
    for (size_t i = 0; repeated && shared && i < server->n; i++) {
        cJSON *copy = doc_dup(all.v[i].key);
        smp_push(server->store, copy);
        server->v[i] = (struct smp_elem){NULL, copy, smp_scalar_text(copy)};
    }
    smp_places_release(&all);
    cJSON_Delete(list);
    struct err *e = items_order(out, patch, "", false, server, server->n);
    cJSON_Delete(patch);
    return e;
}

/* Removes from original (taken) what the list `gone` (taken) holds. */
static void delete_scalars(cJSON *original, cJSON *gone, struct items *out)
{
    struct smp_places places;
    smp_places_init(&places, gone, NULL);
    items_adopt(out, original);
    size_t k = 0;
    for (size_t i = 0; i < out->n; i++) {
        if (smp_places_find(&places, out->v[i].node) < 0)
            out->v[k++] = out->v[i];
        else
            cJSON_Delete(out->v[i].node);
    }
    out->n = k;
    smp_places_release(&places);
    cJSON_Delete(gone);
}

/* Merges patch into original by the field's rules; both are taken. On an error *out may hold items, which the caller
 * releases. */
static struct err *merge_lists(struct merge *m, cJSON *original, cJSON *patch, struct view *server,
                               const struct smp_meta *meta, bool is_delete_list, int depth, struct items *out)
{
    if (!meta->merge && !is_delete_list) {
        cJSON_Delete(original);
        items_adopt(out, patch);
        return NULL;
    }
    if (original->child == NULL && patch->child == NULL) {
        cJSON_Delete(patch);
        cJSON_Delete(original);
        return NULL;
    }
    enum smp_kind kind = SMP_NIL;
    struct err *e = smp_element_kind(original, patch, &kind);
    if (e != NULL) {
        cJSON_Delete(original);
        cJSON_Delete(patch);
        return e;
    }
    if (kind == SMP_MAP)
        return merge_map_lists(m, original, patch, server, meta, depth, out);
    if (m->parallel && is_delete_list) {
        delete_scalars(original, patch, out);
        return NULL;
    }
    return merge_scalar_lists(original, patch, server, out);
}

static struct err *merge_list_member(struct merge *m, cJSON *original, cJSON *patch, const struct smp_meta *meta,
                                     bool is_delete_list, int depth, cJSON **out)
{
    struct view server;
    struct items l = {0};
    view_init(&server, original, meta->merge_key);
    struct err *e = merge_lists(m, original, patch, &server, meta, is_delete_list, depth, &l);
    view_release(&server);
    if (e != NULL)
        items_release(&l);
    else
        *out = items_list(&l);
    return e;
}

/* ---- $setElementOrder ---- */

static struct err *key_of_directive(const char *name, const char *prefix, const char **key)
{
    size_t n = strlen(prefix);
    if (strncmp(name, prefix, n) != 0 || name[n] != '/')
        return strcmp(prefix, SMP_SET_ORDER) == 0 ? bad_order_list()
                                                  : err_new("invalid patch format of primitive list");
    *key = name + n + 1;
    return NULL;
}

/* The elements of the patch must stand in the order that the directive gives, and be part of it. */
static struct err *check_order(const cJSON *patch, const cJSON *order, const char *key_name)
{
    if (patch == NULL || patch->child == NULL || order->child == NULL)
        return NULL;
    const cJSON *p = patch->child;
    const cJSON *o = order->child;
    while (p != NULL && o != NULL) {
        if (key_name[0] != '\0' && !cJSON_IsObject(p))
            return smp_bad_type(SMP_MAP, p);
        if (cJSON_IsObject(p) && doc_get(p, SMP_DIRECTIVE) != NULL) {
            p = p->next;
            continue;
        }
        const cJSON *pk = p;
        const cJSON *ok = o;
        if (key_name[0] != '\0') {
            if (!cJSON_IsObject(o))
                return smp_bad_type(SMP_MAP, o);
            pk = doc_get(p, key_name);
            ok = doc_get(o, key_name);
            if (pk == NULL || ok == NULL)
                return smp_no_merge_key(pk == NULL ? p : o, key_name);
        }
        if (smp_scalar_equal(pk, ok))
            p = p->next;
        o = o->next;
    }
    while (p != NULL && key_name[0] != '\0' && smp_is_delete(p))
        p = p->next;
    if (p == NULL)
        return NULL;
    struct buf b = buf_new();
    buf_adds(&b, "The order in patch list:\n");
    smp_format(&b, patch);
    buf_adds(&b, "\n doesn't match " SMP_SET_ORDER " list:\n");
    smp_format(&b, order);
    struct err *e = err_new("%s\n", b.data);
    buf_release(&b);
    return e;
}

/* Merges the two lists (taken; either may be NULL, not both) and puts them into the order of the directive. */
static struct err *merge_in_order(struct merge *m, cJSON *original, cJSON *patch, const cJSON *order,
                                  const struct smp_meta *meta, int depth, cJSON **out)
{
    enum smp_kind kind = SMP_NIL;
    struct view server;
    struct items l = {0};
    struct err *e = smp_element_kind(original, patch, &kind);
    view_init(&server, original, meta->merge_key);
    if (e != NULL) {
        cJSON_Delete(original);
        cJSON_Delete(patch);
    } else if (patch == NULL) {
        items_adopt(&l, original);
    } else if (original == NULL) {
        items_adopt(&l, without_directives(patch, depth));
    } else {
        e = merge_lists(m, original, patch, &server, meta, false, depth, &l);
    }
    if (e == NULL)
        e = items_order(&l, order, meta->merge_key, kind == SMP_MAP, &server, server.n);
    view_release(&server);
    if (e != NULL)
        items_release(&l);
    else
        *out = items_list(&l);
    return e;
}

/* Takes the member out of the object; NULL when there is none. */
static cJSON *take(cJSON *object, const char *key)
{
    cJSON *c = doc_get(object, key);
    return c == NULL ? NULL : smp_detach(object, c);
}

/* Processes one directive `order` (already out of patch), with the list it is about. */
static struct err *set_order(struct merge *m, cJSON *original, cJSON *patch, const cJSON *order,
                             const struct schema_type *t, int depth)
{
    const char *key = "";
    struct smp_meta meta;
    if (!m->parallel) {
        const cJSON *other = doc_get(original, order->string);
        if (other == NULL)
            smp_add(original, order->string, doc_dup(order));
        else if (!doc_equal(other, order))
            return bad_order_list();
    }
    if (!cJSON_IsArray(order))
        return smp_bad_type(SMP_SLICE, order);
    struct err *e = key_of_directive(order->string, SMP_SET_ORDER, &key);
    if (e != NULL)
        return e;
    const cJSON *o = doc_get(original, key);
    const cJSON *p = doc_get(patch, key);
    if ((o != NULL && !cJSON_IsArray(o)) || (p != NULL && !cJSON_IsArray(p)))
        return smp_bad_type(SMP_SLICE, o != NULL && !cJSON_IsArray(o) ? o : p);
    e = smp_lookup(m->s, t, key, true, &meta);
    if (e == NULL)
        e = check_order(p, order, meta.merge_key);
    if (e != NULL || (o == NULL && p == NULL))
        return e;
    cJSON *merged = NULL;
    e = merge_in_order(m, take(original, key), take(patch, key), order, &meta, depth, &merged);
    if (merged != NULL)
        smp_add(original, key, merged);
    return e;
}

static struct err *set_orders(struct merge *m, cJSON *original, cJSON *patch, const struct schema_type *t, int depth)
{
    struct err *e = NULL;
    cJSON *c = patch->child;
    while (c != NULL && e == NULL) {
        if (!str_starts(c->string, SMP_SET_ORDER)) {
            c = c->next;
            continue;
        }
        smp_detach(patch, c);
        e = set_order(m, original, patch, c, t, depth);
        cJSON_Delete(c);
        c = patch->child; /* the list it was about is gone too */
    }
    return e;
}

/* ---- $retainKeys ---- */

static bool listed(const cJSON *list, const char *key)
{
    for (const cJSON *c = list->child; c != NULL; c = c->next) {
        if (cJSON_IsString(c) && strcmp(c->valuestring, key) == 0)
            return true;
    }
    return false;
}

static struct err *apply_retain_keys(cJSON *original, const cJSON *patch, const cJSON *keys)
{
    if (!cJSON_IsArray(keys))
        return bad_retain_keys();
    for (const cJSON *c = patch->child; c != NULL; c = c->next) {
        if (!cJSON_IsNull(c) && !str_starts(c->string, SMP_DELETE_LIST) && !str_starts(c->string, SMP_SET_ORDER) &&
            !listed(keys, c->string))
            return bad_retain_keys();
    }
    for (cJSON *c = original->child; c != NULL;) {
        cJSON *next = c->next;
        if (!listed(keys, c->string))
            cJSON_Delete(smp_detach(original, c));
        c = next;
    }
    return NULL;
}

static struct err *retain_keys(struct merge *m, cJSON *original, cJSON *patch)
{
    cJSON *keys = take(patch, SMP_RETAIN_KEYS);
    struct err *e = NULL;
    if (keys == NULL)
        return NULL;
    if (m->parallel) {
        e = apply_retain_keys(original, patch, keys);
    } else {
        const cJSON *other = doc_get(original, SMP_RETAIN_KEYS);
        if (other == NULL)
            smp_add(original, SMP_RETAIN_KEYS, doc_dup(keys));
        else if (!doc_equal(other, keys))
            e = err_new("the two sides of a patch disagree about " SMP_RETAIN_KEYS);
    }
    cJSON_Delete(keys);
    return e;
}

/* ---- members ---- */

/* Puts value (taken) into original as it is, without what only a patch may hold. */
static void put_clean(struct merge *m, cJSON *original, const char *key, cJSON *value)
{
    if (m->parallel)
        drop_nulls(value, 0);
    value = without_directives(value, 0);
    if (value != NULL)
        doc_set(original, key, value);
    else
        doc_remove(original, key);
}

/* Both values (the second is taken) are maps, or both are lists. */
static struct err *merge_composite(struct merge *m, cJSON *original, const char *key, cJSON *old, cJSON *value,
                                   const struct schema_type *t, bool is_delete_list, int depth)
{
    struct smp_meta meta;
    cJSON *merged = NULL;
    struct err *e = smp_lookup(m->s, t, key, cJSON_IsArray(value), &meta);
    if (e != NULL) {
        cJSON_Delete(value);
        return e;
    }
    if (cJSON_IsObject(value) && meta.replace) {
        doc_set(original, key, value);
        return NULL;
    }
    /* A placeholder keeps the member's place while its old value is being taken apart. */
    cJSON *hole = cJSON_CreateNull();
    if (hole == NULL)
        out_of_memory();
    smp_add(original, key, hole);
    smp_detach(original, old);
    if (cJSON_IsObject(value))
        e = smp_merge_maps(m->s, old, value, meta.sub, m->parallel, depth + 1, &merged);
    else
        e = merge_list_member(m, old, value, &meta, is_delete_list, depth, &merged);
    if (merged != NULL)
        doc_set(original, key, merged);
    return e;
}

/* Merges one member of the patch (taken, out of patch). */
static struct err *merge_member(struct merge *m, cJSON *original, cJSON *value, const struct schema_type *t, int depth)
{
    char *name = xstrdup(value->string);
    const char *key = name;
    struct err *e = NULL;
    bool is_delete_list = str_starts(name, SMP_DELETE_LIST);
    if (is_delete_list && !m->parallel) {
        doc_set(original, name, value);
        free(name);
        return NULL;
    }
    if (is_delete_list)
        e = key_of_directive(name, SMP_DELETE_LIST, &key);
    if (e != NULL) {
        cJSON_Delete(value);
        free(name);
        return e;
    }
    if (cJSON_IsNull(value))
        doc_remove(original, key);
    cJSON *old = doc_get(original, key);
    enum smp_kind kind = smp_kind(value);
    if ((cJSON_IsNull(value) && m->parallel) || (is_delete_list && (old == NULL || smp_kind(old) != kind)))
        cJSON_Delete(value);
    else if (old == NULL || smp_kind(old) != kind)
        put_clean(m, original, key, value);
    else if (kind == SMP_MAP || kind == SMP_SLICE)
        e = merge_composite(m, original, key, old, value, t, is_delete_list, depth);
    else
        doc_set(original, key, value);
    free(name);
    return e;
}

struct err *smp_merge_maps(struct smp *s, cJSON *original, cJSON *patch, const struct schema_type *t, bool parallel,
                           int depth, cJSON **out)
{
    struct merge m = {s, parallel};
    struct err *e = NULL;
    const cJSON *directive = doc_get(patch, SMP_DIRECTIVE);
    *out = NULL;
    if (depth > SMP_MAX_DEPTH)
        e = smp_too_deep();
    else if (is_directive(directive, "replace"))
        doc_remove(patch, SMP_DIRECTIVE);
    else if (directive != NULL && !is_directive(directive, "delete"))
        e = bad_patch_type(directive, patch);
    if (directive != NULL && e == NULL) {
        bool replace = doc_get(patch, SMP_DIRECTIVE) == NULL;
        cJSON_Delete(original);
        *out = replace ? patch : smp_new_object();
        if (!replace)
            cJSON_Delete(patch);
        return NULL;
    }
    if (e == NULL)
        e = retain_keys(&m, original, patch);
    if (e == NULL)
        e = set_orders(&m, original, patch, t, depth);
    while (e == NULL && patch->child != NULL)
        e = merge_member(&m, original, smp_detach(patch, patch->child), t, depth);
    cJSON_Delete(patch);
    if (e != NULL)
        cJSON_Delete(original);
    else
        *out = original;
    return e;
}
