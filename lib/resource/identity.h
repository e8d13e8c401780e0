/* identity.h - kubectl's validation of what a document says it is. */
#ifndef KUBEC_RESOURCE_IDENTITY_H
#define KUBEC_RESOURCE_IDENTITY_H

#include "base/err.h"
#include "doc/doc.h"

/* The error of a document whose apiVersion or kind is missing or no string, or that is no object at all:
 * `error validating "FILE": error validating data: kind not set; if you choose to ignore these errors, turn validation
 * off with
 * --validate=false`, with the place. NULL when all is well. Fields are left to the server (KEP-2885). */
struct err *identity_check(const struct doc *d, const char *source) ERR_MUST_USE;

/* The same checks without words around them: `[apiVersion not set, kind not set]`, with the place. */
struct err *identity_faults(const struct doc *d) ERR_MUST_USE;

#endif
