/* gotypes.h - built-in kinds as Go structures: what is left of an object when kubectl decodes it into its types and
 * encodes it again.
 *
 * Some verbs of kubectl (set, rollout, auth reconcile) work on decoded objects, and their output shows it: fields stand
 * in the order of the structure, unknown ones are gone, empty ones are left out or always there ("status": {}),
 * quantities are canonical. The tables (gotypes_data.c) are made by tools/gen_gotypes.go from the sources of
 * k8s.io/api.
 */
#ifndef KUBEC_SCHEMA_GOTYPES_H
#define KUBEC_SCHEMA_GOTYPES_H

#include "base/err.h"

#include <cjson/cJSON.h>
#include <stdbool.h>

struct gotype; /* a structure; opaque */

/* The structure of a kind, or NULL for one that the tables do not hold. */
const struct gotype *gotype_find(const char *group, const char *version, const char *kind);
/* The structure behind a dotted path of fields ("spec.template.spec"), through pointers; NULL if there is none. */
const struct gotype *gotype_at(const struct gotype *t, const char *path);

/* Decodes and encodes: *out is a new tree (the caller's). in_order: members are read in the order of the text, which
 * decides what error is the first (JSON); else by their names (YAML comes to Go's decoder so). The error is Go's
 * (`json: cannot unmarshal string into Go struct field PodSpec.spec.containers of type []v1.Container`), *out is NULL
 * then. */
struct err *gotype_normalise(const struct gotype *t, const cJSON *object, bool in_order, cJSON **out) ERR_MUST_USE;

#endif
