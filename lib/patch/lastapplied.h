/* lastapplied.h - the annotation kubectl.kubernetes.io/last-applied-configuration, and the migration of its managed
 * fields. */
#ifndef KUBEC_PATCH_LASTAPPLIED_H
#define KUBEC_PATCH_LASTAPPLIED_H

#include "base/err.h"
#include "doc/doc.h"

#define LAST_APPLIED_ANNOTATION "kubectl.kubernetes.io/last-applied-configuration"

/* The object's last-applied text, or NULL. Borrowed. */
const char *lastapplied_get(const cJSON *object);
/* The last-applied configuration as a tree; *out is NULL when there is no annotation. */
struct err *lastapplied_tree(const cJSON *object, cJSON **out) ERR_MUST_USE;
/* The text that kubectl would store for `object`: compact JSON with sorted keys, Go's escapes, a trailing newline,
 * without the annotation itself but with `annotations: {}`. The caller frees. */
char *lastapplied_encode(const cJSON *object);
/* Sets the annotation on object to its own encoding (kubectl's CreateOrUpdateAnnotation / GetModifiedConfiguration). */
void lastapplied_set(cJSON *object);

/* The JSON patch that hands kubectl-client-side-apply's fields to server-side apply's manager (client-go's csaupgrade),
 * or NULL when nothing is to be done. */
cJSON *managedfields_migration(const cJSON *live, const char *manager);

/* True if a manager of this operation ("Apply" or "Update") owns the last-applied annotation in the object's managed
 * fields. */
bool managedfields_owns_lastapplied(const cJSON *live, const char *operation);

#endif
