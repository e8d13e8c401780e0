/* apply_patch.h - the patch that client-side apply sends.
 *
 * Which kind it is: strategic merge where the type's merge keys are known (built-in kinds, from lib/schema or the
 * server's OpenAPI), JSON merge for all others (custom resources).
 */
#ifndef KUBEC_PATCH_APPLY_PATCH_H
#define KUBEC_PATCH_APPLY_PATCH_H

#include "api/request.h"
#include "patch/patch.h"

struct apply_patch {
    char *text;                       /* the body: compact JSON, sorted keys; NULL until computed */
    enum patch_type type;             /* PATCH_STRATEGIC or PATCH_MERGE */
    bool empty;                       /* {}: nothing to do */
    cJSON *tree;                      /* the same as a tree */
    const struct schema_type *schema; /* of PATCH_STRATEGIC; borrowed */
    char *warnings;                   /* NULL, or lines for stderr (also after an error): what kubectl says while it
                                         tries one source of merge keys after the other */
};

/* Computes the patch from the live object (which holds its last-applied annotation, or none) to `modified` (the
 * manifest with its new annotation). schema: the type's, or NULL for a JSON merge patch. Errors are worded as
 * kubectl's, with the three configurations in the text. */
struct err *apply_patch_compute(const struct schema_type *schema, const cJSON *live, const cJSON *modified,
                                bool overwrite, struct apply_patch *out) ERR_MUST_USE;
/* Applies it to `live` without the server (--dry-run=client); *out is the caller's. */
struct err *apply_patch_locally(const struct apply_patch *p, const cJSON *live, cJSON **out) ERR_MUST_USE;
/* Frees what it holds; it is empty afterwards. */
void apply_patch_release(struct apply_patch *p);

#endif
