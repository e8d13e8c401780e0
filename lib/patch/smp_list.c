/* smp_list.c - lists of strategic merge patch: elements by merge key, sorting, ordering. */
#include "base/mem.h"
#include "patch/smp.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define SHORT_LIST 12  /* Go sorts lists up to this length by insertion */
#define MAPPED_LIST 32 /* longer lists are searched through a map */
#define STABLE_BLOCK 20

struct smp_elem *smp_elems(const cJSON *list, const char *key_name, size_t *n)
{
    size_t count = 0;
    const cJSON *c = list != NULL ? list->child : NULL;
    for (; c != NULL; c = c->next)
        count++;
    struct smp_elem *v = xreallocarray(NULL, count + 1, sizeof *v);
    size_t i = 0;
    for (c = list != NULL ? list->child : NULL; c != NULL; c = c->next, i++) {
        v[i].node = c;
        v[i].key = key_name == NULL || key_name[0] == '\0' ? c : doc_get(c, key_name);
        v[i].text = smp_scalar_text(v[i].key);
    }
    *n = count;
    return v;
}

static int by_text(const struct smp_elem *a, const struct smp_elem *b)
{
    return strcmp(a->text, b->text);
}

/* Merges the sorted halves [0, mid) and [mid, n); equal ones of the second half come first (reversed: they were
 * behind). */
static void merge_halves(struct smp_elem *v, struct smp_elem *tmp, size_t mid, size_t n)
{
    size_t i = 0;
    size_t j = mid;
    for (size_t k = 0; k < n; k++) {
        if (i < mid && (j >= n || by_text(&v[i], &v[j]) < 0))
            tmp[k] = v[i++];
        else
            tmp[k] = v[j++];
    }
    memcpy(v, tmp, n * sizeof *v);
}

static void insertion_sort(struct smp_elem *v, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        struct smp_elem e = v[i];
        size_t j = i;
        for (; j > 0 && by_text(&e, &v[j - 1]) <= 0; j--)
            v[j] = v[j - 1];
        v[j] = e;
    }
}

static void merge_sort(struct smp_elem *v, struct smp_elem *tmp, size_t n)
{
    if (n <= SHORT_LIST) {
        insertion_sort(v, n);
        return;
    }
    size_t mid = n / 2;
    merge_sort(v, tmp, mid);
    merge_sort(v + mid, tmp, n - mid);
    merge_halves(v, tmp, mid, n);
}

void smp_sort(struct smp_elem *v, size_t n)
{
    bool sorted = true;
    for (size_t i = 1; i < n && sorted; i++)
        sorted = by_text(&v[i - 1], &v[i]) < 0;
    if (sorted)
        return;
    struct smp_elem *tmp = xreallocarray(NULL, n, sizeof *tmp);
    merge_sort(v, tmp, n);
    free(tmp);
}

static char *place_key(const cJSON *key)
{
    return xasprintf("%d%s", (int)smp_kind(key), smp_scalar_text(key));
}

static void fill_index(struct smp_places *p)
{
    for (size_t i = 0; p->n > MAPPED_LIST && i < p->n; i++) {
        char *k = place_key(p->v[i].key);
        if (!map_has(&p->index, k))
            map_set(&p->index, k, (void *)(uintptr_t)(i + 1));
        free(k);
    }
}

void smp_places_init(struct smp_places *p, const cJSON *list, const char *key_name)
{
    *p = (struct smp_places){0};
    p->v = smp_elems(list, key_name, &p->n);
    fill_index(p);
}

void smp_places_init_elems(struct smp_places *p, const struct smp_elem *v, size_t n)
{
    *p = (struct smp_places){.n = n};
    p->v = xreallocarray(NULL, n + 1, sizeof *v);
    if (n > 0)
        memcpy(p->v, v, n * sizeof *v);
    fill_index(p);
}

long smp_places_find(const struct smp_places *p, const cJSON *key)
{
    if (p->n > MAPPED_LIST) {
        char *k = place_key(key);
        uintptr_t at = (uintptr_t)map_get(&p->index, k);
        free(k);
        return (long)at - 1;
    }
    for (size_t i = 0; i < p->n; i++) {
        if (smp_scalar_equal(p->v[i].key, key))
            return (long)i;
    }
    return -1;
}

void smp_places_release(struct smp_places *p)
{
    free(p->v);
    map_release(&p->index);
}

static struct err *mixed_types(const cJSON *a, const cJSON *b)
{
    struct buf t = buf_new();
    buf_addc(&t, '[');
    smp_format(&t, a);
    if (b != NULL) {
        buf_addc(&t, ' ');
        smp_format(&t, b);
    }
    buf_addc(&t, ']');
    struct err *e = err_new("list element types are not identical: %s", t.data);
    buf_release(&t);
    return e;
}

struct err *smp_element_kind(const cJSON *a, const cJSON *b, enum smp_kind *out)
{
    bool any = false;
    const cJSON *lists[2] = {a, b};
    for (size_t l = 0; l < 2; l++) {
        for (const cJSON *c = lists[l] != NULL ? lists[l]->child : NULL; c != NULL; c = c->next) {
            enum smp_kind k = smp_kind(c);
            if (k == SMP_SLICE && !any)
                return err_new("lists of lists are not supported");
            if (k == SMP_NIL || (any && k != *out))
                return mixed_types(a, b);
            *out = k;
            any = true;
        }
    }
    return any ? NULL : err_new("no elements in any of the given slices");
}

struct err *smp_check_merge_keys(const struct smp_elem *v, size_t n, const char *key_name)
{
    for (size_t i = 0; i < n; i++) {
        if (!cJSON_IsObject(v[i].node))
            return smp_bad_type(SMP_MAP, v[i].node);
        if (key_name[0] == '\0' || v[i].key == NULL)
            return smp_no_merge_key(v[i].node, key_name);
        if (cJSON_IsObject(v[i].key) || cJSON_IsArray(v[i].key))
            return smp_bad_type(SMP_STRING, v[i].key);
    }
    return NULL;
}

bool smp_is_delete(const cJSON *element)
{
    const cJSON *d = doc_get(element, SMP_DIRECTIVE);
    return cJSON_IsString(d) && strcmp(d->valuestring, "delete") == 0;
}

static long place_of(const struct smp_item *i, bool by_want)
{
    return by_want ? i->want : i->server;
}

static int by_want_place(const void *a, const void *b)
{
    const struct smp_item *x = a;
    const struct smp_item *y = b;
    return x->want != y->want ? (x->want > y->want) - (x->want < y->want) : (x->at > y->at) - (x->at < y->at);
}

static int by_server_place(const void *a, const void *b)
{
    const struct smp_item *x = a;
    const struct smp_item *y = b;
    return x->server != y->server ? (x->server > y->server) - (x->server < y->server)
                                  : (x->at > y->at) - (x->at < y->at);
}

/* Stable sort by place. In Go an element without a place counts as smaller than whatever it is compared with, which
 * only an insertion sort of a short list makes sense of; a longer list with such elements keeps its order. */
static void place_sort(struct smp_item *v, size_t n, bool by_want)
{
    bool all_placed = true;
    for (size_t i = 0; i < n; i++) {
        v[i].at = i;
        all_placed = all_placed && place_of(&v[i], by_want) >= 0;
    }
    if (all_placed) {
        qsort(v, n, sizeof *v, by_want ? by_want_place : by_server_place);
        return;
    }
    for (size_t i = 1; i < n && n <= STABLE_BLOCK; i++) {
        for (size_t j = i; j > 0; j--) {
            long a = place_of(&v[j], by_want);
            long b = place_of(&v[j - 1], by_want);
            if (a >= 0 && b >= 0 && a >= b)
                break;
            struct smp_item t = v[j];
            v[j] = v[j - 1];
            v[j - 1] = t;
        }
    }
}

/* Sorts one part; elements to be deleted go to its end in their old order. */
static void sort_part(struct smp_item *v, size_t n, bool by_want, bool maps)
{
    size_t keep = n;
    if (maps) {
        struct smp_item *tmp = xreallocarray(NULL, n + 1, sizeof *tmp);
        size_t k = 0;
        for (size_t i = 0; i < n; i++) {
            if (!smp_is_delete(v[i].node))
                tmp[k++] = v[i];
        }
        keep = k;
        for (size_t i = 0; i < n; i++) {
            if (smp_is_delete(v[i].node))
                tmp[k++] = v[i];
        }
        memcpy(v, tmp, n * sizeof *v);
        free(tmp);
    }
    place_sort(v, keep, by_want);
}

void smp_order(struct smp_item *v, size_t n, bool maps)
{
    struct smp_item *parts = xreallocarray(NULL, n + 1, sizeof *parts);
    size_t np = 0;
    for (size_t i = 0; i < n; i++) {
        if (v[i].want >= 0)
            parts[np++] = v[i];
    }
    struct smp_item *server = parts + np;
    size_t ns = 0;
    for (size_t i = 0; i < n; i++) {
        if (v[i].want < 0)
            server[ns++] = v[i];
    }
    sort_part(parts, np, true, maps);
    sort_part(server, ns, false, maps);
    size_t p = 0;
    size_t s = 0;
    for (size_t k = 0; k < n; k++) {
        bool take_server = p >= np;
        if (p < np && s < ns)
            take_server = server[s].server >= 0 && parts[p].server >= 0 && server[s].server < parts[p].server;
        v[k] = take_server ? server[s++] : parts[p++];
    }
    free(parts);
}
