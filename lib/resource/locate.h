/* locate.h - from the server's words back to the line of the manifest. */
#ifndef KUBEC_RESOURCE_LOCATE_H
#define KUBEC_RESOURCE_LOCATE_H

#include "base/err.h"
#include "doc/doc.h"

/* Adds to the note of `e` where in d the trouble is: one place for each field that the server's Status names
 * (details.causes), that a strict decoding error names (unknown field "spec.x", duplicate field "spec.y"), that a
 * typed-patch error names (.spec.x: field not declared in schema) or that could not be decoded (Go struct field
 * ObjectMeta.metadata.name of type string; with a hint where YAML 1.1 turned a plain word into a bool or number). At
 * most 8 places. A value below data or stringData of a Secret is located by its key only, never shown. Gives e back;
 * NULL, and a document without source, add nothing. */
struct err *locate_in_manifest(struct err *e, const struct doc *d);

/* Adds a hint to the note of e where YAML 1.1 made a bool or a number of the plain word at `node` and text was wanted;
 * gives e back. */
struct err *locate_hint(struct err *e, const struct doc *d, const cJSON *node);

#endif
