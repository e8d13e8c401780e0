/* apply_patch.h - the patch that client-side apply sends.
 *
 * Which kind it is: strategic merge for kinds that support it (the built-in ones), JSON merge for all others (custom
 * resources).
 */
#ifndef KUBEC_PATCH_APPLY_PATCH_H
#define KUBEC_PATCH_APPLY_PATCH_H

#include "api/gvk.h"
#include "api/request.h"
#include "patch/patch.h"

struct apply_patch {
    char *text;                       /* the body: compact JSON, sorted keys; NULL until computed */
    enum patch_type type;             /* PATCH_STRATEGIC or PATCH_MERGE */
    bool empty;                       /* {}: nothing to do */
    const struct schema_type *schema; /* of PATCH_STRATEGIC */
};

/* Computes the patch from the live object (which holds its last-applied annotation, or none) to `modified` (the
 * manifest with its new annotation). Errors are worded as kubectl's. */
struct err *apply_patch_compute(const struct api_resource *r, const cJSON *live, const cJSON *modified, bool overwrite,
                                struct apply_patch *out) ERR_MUST_USE;
/* Applies it to `live` without the server (--dry-run=client). */
struct err *apply_patch_locally(const struct apply_patch *p, const cJSON *live, cJSON **out) ERR_MUST_USE;
void apply_patch_release(struct apply_patch *p);

#endif
