/* schemas.h - the merge keys of the kinds that are applied: built-in knowledge first, the server's OpenAPI where a
 * manifest uses a field that this program does not know (a newer server's). */
#ifndef KUBEC_RESOURCE_SCHEMAS_H
#define KUBEC_RESOURCE_SCHEMAS_H

#include "api/session.h"
#include "base/map.h"
#include "resource/resource.h"
#include "schema/schema.h"

/* All zeros is empty. Holds what was fetched. */
struct schemas {
    struct map fetched; /* "group/version/kind" → struct fetched_schema */
};

/* The type of the target's kind, or NULL when no merge keys are known. Asks the server only when `ask` is set and the
 * manifest holds a field that the built-in type lacks; a server that gives no answer is the same as not asking.
 * Borrowed from `known`. */
const struct schema_type *schemas_find(struct schemas *known, struct session *s, const struct target *t, bool ask);
/* Frees what was fetched. */
void schemas_release(struct schemas *known);

#endif
