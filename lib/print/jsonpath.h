/* jsonpath.h - kubectl's JSONPath: `{.items[*].metadata.name}`, `{range .items[?(@.a=="b")]}…{end}`.
 *
 * The dialect is that of client-go's package util/jsonpath, oddities included: a range leaves the template at its end
 * for the next object, what stands in ['…'] is cut at dots, == does not compare whole numbers with fractions.
 */
#ifndef KUBEC_PRINT_JSONPATH_H
#define KUBEC_PRINT_JSONPATH_H

#include "base/err.h"
#include "print/govalue.h"

#include <stdbool.h>
#include <stddef.h>

/* A parsed template, and where its next execution begins. */
struct jsonpath;
/* Parses n bytes. The error has client-go's words ("unclosed action", "unterminated array" …) and says where in the
 * text it stands (err_at), as those of an execution do. */
struct err *jsonpath_parse(const char *text, size_t n, struct jsonpath **out) ERR_MUST_USE;
void jsonpath_free(struct jsonpath *j);
/* A field that is missing finds nothing, instead of being the error "X is not found" (the default). */
void jsonpath_allow_missing(struct jsonpath *j, bool allow);

/* Forgets where the last execution left the template: the next begins at its start. */
void jsonpath_restart(struct jsonpath *j);

/* What the template can reach of an object; the caller frees. */
struct jsonpath_reach;
struct jsonpath_reach *jsonpath_reach(const struct jsonpath *j);
void jsonpath_reach_free(struct jsonpath_reach *r);
/* Takes away from an item of a List what the template, run on the List, does not look at: it prints the same. */
void jsonpath_reach_prune(const struct jsonpath_reach *reach, cJSON *item);

/* What one node of the template found. */
struct go_values {
    struct go_value *v;
    size_t n;
};
/* What each node found, in order. */
struct jsonpath_results {
    struct go_values *v;
    size_t n;
};
void jsonpath_results_release(struct jsonpath_results *r);
/* Runs the template on the object; typed: all numbers are float64. The values borrow from the template and the object.
 * The error has client-go's words ("x is not found", "array index out of bounds: index 5, length 2" …); results are
 * empty then. */
struct err *jsonpath_find(struct jsonpath *j, const cJSON *object, bool typed,
                          struct jsonpath_results *out) ERR_MUST_USE;

/* Appends what the template makes of the object: values with blanks between them, maps and slices as JSON; or, as_json,
 * an indented JSON array for each node. */
struct err *jsonpath_print(struct jsonpath *j, struct buf *to, const cJSON *object, bool typed,
                           bool as_json) ERR_MUST_USE;

/* kubectl's relaxed form of one path: "metadata.name", ".metadata.name", "{metadata.name}" and "{.metadata.name}" all
 * give "{.metadata.name}"; "" stays. The caller frees *out. */
struct err *jsonpath_relaxed(const char *text, char **out) ERR_MUST_USE;
/* An error about the relaxed form (NULL: there is none) says where in the `text` that was given it stands. */
struct err *jsonpath_relaxed_at(struct err *e, const char *text, const char *relaxed);

#endif
