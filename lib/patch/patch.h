/* patch.h - computing and applying patches.
 *
 * Sources: RFC 6902 (JSON patch), RFC 7386 (JSON merge patch), the strategic merge patch of the Kubernetes API
 * conventions as apimachinery's strategicpatch and jsonmergepatch implement it (directives $patch, $retainKeys,
 * $setElementOrder, $deleteFromPrimitiveList).
 *
 * All functions leave their inputs as they are; results are the caller's.
 */
#ifndef KUBEC_PATCH_PATCH_H
#define KUBEC_PATCH_PATCH_H

#include "base/err.h"
#include "doc/doc.h"
#include "schema/schema.h"

/* The three-way strategic merge patch of `kubectl apply`: from last-applied `original` (may be NULL), the manifest
 * `modified` and the server's `current`. With overwrite, differences of current and modified are resolved in favour of
 * modified; else they are an error (kubectl's "merging an object of type … conflicts"). */
struct err *patch_three_way_strategic(const cJSON *original, const cJSON *modified, const cJSON *current,
                                      const struct schema_type *type, bool overwrite, cJSON **out) ERR_MUST_USE;
/* The three-way JSON merge patch for types without a schema (custom resources). */
struct err *patch_three_way_merge(const cJSON *original, const cJSON *modified, const cJSON *current,
                                  cJSON **out) ERR_MUST_USE;
/* The two-way patches (edit, label, annotate, patch --local …). */
struct err *patch_two_way_strategic(const cJSON *from, const cJSON *to, const struct schema_type *type,
                                    cJSON **out) ERR_MUST_USE;
struct err *patch_two_way_merge(const cJSON *from, const cJSON *to, cJSON **out) ERR_MUST_USE;

/* Applying. */
struct err *patch_apply_strategic(const cJSON *object, const cJSON *patch, const struct schema_type *type,
                                  cJSON **out) ERR_MUST_USE;
struct err *patch_apply_merge(const cJSON *object, const cJSON *patch, cJSON **out) ERR_MUST_USE;
struct err *patch_apply_json(const cJSON *object, const cJSON *patch, cJSON **out) ERR_MUST_USE;

/* True for {} (kubectl prints "unchanged"). */
bool patch_is_empty(const cJSON *patch);

#endif
