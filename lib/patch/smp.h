/* smp.h - inside strategic merge patch: kinds of values, lookups, comparison; for lib/patch only.
 *
 * Source of the rules: the strategic merge patch chapter of the Kubernetes API conventions, and the behaviour of
 * apimachinery's strategicpatch, with which lib/patch agrees on every triple of testdata/patch.
 */
#ifndef KUBEC_PATCH_SMP_H
#define KUBEC_PATCH_SMP_H

#include "base/buf.h"
#include "base/err.h"
#include "base/map.h"
#include "doc/doc.h"
#include "schema/schema.h"

#include <stdbool.h>
#include <stddef.h>

#define SMP_DIRECTIVE "$patch"
#define SMP_RETAIN_KEYS "$retainKeys"
#define SMP_DELETE_LIST "$deleteFromPrimitiveList"
#define SMP_SET_ORDER "$setElementOrder"

/* The types that Go's decoder gives to JSON values. */
enum smp_kind { SMP_NIL, SMP_BOOL, SMP_INT, SMP_FLOAT, SMP_STRING, SMP_MAP, SMP_SLICE };
enum smp_kind smp_kind(const cJSON *node);
/* "map[string]interface {}": the type as Go's errors name it. */
const char *smp_kind_name(enum smp_kind k);
/* `expected a X, but received a Y`. */
struct err *smp_bad_type(enum smp_kind expected, const cJSON *actual);
/* `map: map[a:b] does not contain declared merge key: K`. */
struct err *smp_no_merge_key(const cJSON *map, const char *key);
/* Appends the value as Go's %v prints it. */
void smp_format(struct buf *out, const cJSON *node);

/* A scalar as the text that lists are sorted by; borrowed. NULL and null give "<nil>", maps and lists "". */
const char *smp_scalar_text(const cJSON *node);
/* Equality of two scalars as Go's == on interfaces has it (NULL counts as null; maps and lists equal nothing). */
bool smp_scalar_equal(const cJSON *a, const cJSON *b);

/* Which source of field facts kubectl would have asked: only the words of its errors differ. */
enum smp_source { SMP_OPENAPI_V3, SMP_OPENAPI_V2, SMP_STRUCT };

/* A run of the algorithm. Zeros are a valid start. */
struct smp {
    enum smp_source source;
    /* Set when a field was not found: the type that lacks it (NULL: no object type) and its name (owned). */
    bool lookup_failed;
    const struct schema_type *failed_type;
    char *failed_field;
};
void smp_release(struct smp *s);
/* The error of the failed lookup in the words of `source`. */
struct err *smp_lookup_error(const struct smp *s, enum smp_source source);

/* How a field is merged. */
struct smp_meta {
    const struct schema_type *sub; /* of the value (map) or of the elements (list); NULL: unknown */
    const char *merge_key;         /* "" when there is none */
    bool merge, replace, retain_keys;
};
/* The facts of field `key` of t, whose value is a map or (slice) a list. */
struct err *smp_lookup(struct smp *s, const struct schema_type *t, const char *key, bool slice, struct smp_meta *out);

/* Finds members of one object by key, quickly when they are asked for in order or when there are many. */
struct finder {
    const cJSON *object, *hint;
    const cJSON **sorted;
    size_t n, misses;
};
void finder_init(struct finder *f, const cJSON *object);
const cJSON *finder_get(struct finder *f, const char *key);
void finder_release(struct finder *f);

/* An element of a list with its merge key (the element itself in lists of scalars). */
struct smp_elem {
    const cJSON *node;
    const cJSON *key; /* NULL: absent */
    const char *text; /* smp_scalar_text(key) */
};
/* The elements of a list in its order; the caller frees. key_name "" or NULL: lists of scalars. */
struct smp_elem *smp_elems(const cJSON *list, const char *key_name, size_t *n);
/* Sorts by text as Go's sort.Sort with "not greater" as its order does: equal ones in a short list end up reversed. */
void smp_sort(struct smp_elem *v, size_t n);
/* The places of a list's elements. */
struct smp_places {
    struct smp_elem *v;
    size_t n;
    struct map index; /* of long lists */
};
void smp_places_init(struct smp_places *p, const cJSON *list, const char *key_name);
/* The same from n elements, which are copied. */
void smp_places_init_elems(struct smp_places *p, const struct smp_elem *v, size_t n);
/* The index of the first element with this key, or -1. */
long smp_places_find(const struct smp_places *p, const cJSON *key);
void smp_places_release(struct smp_places *p);
/* The kind of all elements of the two lists (either may be NULL); an error if they differ or are lists. */
struct err *smp_element_kind(const cJSON *a, const cJSON *b, enum smp_kind *out);
/* Every element of v must be a map that has the merge key. */
struct err *smp_check_merge_keys(const struct smp_elem *v, size_t n, const char *key_name);
bool smp_is_delete(const cJSON *element); /* { $patch: delete } */

/* One element to be ordered, with its places in the wanted order and in the server's (-1: none). */
struct smp_item {
    cJSON *node;
    long want, server;
    size_t at; /* set by smp_order */
};
/* Puts items into order: those with want >= 0 by want, the others by server order, the two woven together by server
 * order. With maps, elements to be deleted go last in their part. */
void smp_order(struct smp_item *v, size_t n, bool maps);

/* ---- differences (smp_diff.c) ---- */
struct smp_diff_opts {
    bool set_order, ignore_changes, ignore_deletions, retain_keys;
};
/* *out is a new object, NULL when there is no difference. */
struct err *smp_diff_maps(struct smp *s, const cJSON *original, const cJSON *modified, const struct schema_type *t,
                          struct smp_diff_opts o, int depth, cJSON **out) ERR_MUST_USE;
/* ---- merging (smp_merge.c) ---- */
/* Merges patch into original, taking both (also on errors); parallel: directives are applied (else they are kept, and
 * null members too). */
struct err *smp_merge_maps(struct smp *s, cJSON *original, cJSON *patch, const struct schema_type *t, bool parallel,
                           int depth, cJSON **out) ERR_MUST_USE;
/* ---- conflicts (smp_conflict.c) ---- */
struct err *smp_have_conflicts(struct smp *s, const cJSON *left, const cJSON *right, const struct schema_type *t,
                               bool *out) ERR_MUST_USE;
/* The error of kubectl's --overwrite=false. */
struct err *smp_conflict_error(const cJSON *patch, const cJSON *changed);

/* patch_three_way_strategic with the state of the run, for its lookup failure. */
struct err *smp_three_way(struct smp *s, const cJSON *original, const cJSON *modified, const cJSON *current,
                          const struct schema_type *type, bool overwrite, cJSON **out) ERR_MUST_USE;

/* A new, empty object or list; never NULL. */
cJSON *smp_new_object(void);
cJSON *smp_new_array(void);
/* Appends a member (the key must be new) or an element. Takes value. */
void smp_add(cJSON *object, const char *key, cJSON *value);
void smp_push(cJSON *array, cJSON *value);
cJSON *smp_detach(cJSON *parent, cJSON *child);
struct err *smp_too_deep(void);
#define SMP_MAX_DEPTH (2 * DOC_MAX_DEPTH)

#endif
