/* explain.h - the documentation of types and fields, from the server's OpenAPI documents.
 *
 * Sources of the rules: kubectl's pkg/explain/v2 (OpenAPI v3, "plaintext") and pkg/explain (OpenAPI v2,
 * "plaintext-openapiv2").
 */
#ifndef KUBEC_DESCRIBE_EXPLAIN_H
#define KUBEC_DESCRIBE_EXPLAIN_H

#include "api/gvk.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/strv.h"

#include <cjson/cJSON.h>
#include <stdint.h>

struct explain_request {
    const char *group, *version, *resource; /* of the type; v2: `kind` in the place of the resource */
    const char *kind;
    const struct strv *path; /* the fields that lead to the one in question; empty: the type itself */
    bool recursive;
    int64_t max_depth; /* of recursive; 0: none */
};

/* Appends what the OpenAPI v3 document of the type's group and version says. Errors are kubectl's: `field "x" does not
 * exist`, `GVR (…) not found in OpenAPI schema`. Not sanitised. */
struct err *explain_v3(const struct explain_request *r, const cJSON *document, struct buf *out) ERR_MUST_USE;
/* The same from an OpenAPI v2 document, in kubectl's older form. */
struct err *explain_v2(const struct explain_request *r, const cJSON *document, struct buf *out) ERR_MUST_USE;

/* Appends s broken between words into lines of `limit` characters, as the Go package mitchellh/go-wordwrap does. */
void wrap_words(struct buf *out, const char *s, size_t limit);

#endif
