/* sort.h - `--sort-by`: a path into objects, and kubectl's order.
 *
 * Sources: kubectl's cmd/get/sorter.go, and Go's sort.Sort, whose order of equal elements must be the same as it shows
 * in the output (pattern-defeating quicksort, arXiv:2106.05123, with Go's constants).
 */
#ifndef KUBEC_PRINT_SORT_H
#define KUBEC_PRINT_SORT_H

#include "base/err.h"
#include "print/govalue.h"

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>

/* Sorts the numbers order[0..n) by less(arg, order[i], order[j]) as sort.Sort would. */
void go_sort(size_t *order, size_t n, bool (*less)(void *arg, size_t a, size_t b), void *arg);

/* One JSONPath: `.metadata.name`, `metadata.name`, `{.spec.ports[0].port}`, `.metadata.labels.a\.b`. */
struct sort_path;
/* The error is kubectl's for text that is no path, or jsonpath's. */
struct err *sort_path_parse(const char *text, struct sort_path **out) ERR_MUST_USE;
void sort_path_free(struct sort_path *p);
/* The first value at the path, or GO_INVALID. It borrows from the object and the path. */
struct err *sort_path_find(const struct sort_path *p, const cJSON *object, struct go_value *out) ERR_MUST_USE;
/* The path as kubectl shows it: "{.metadata.name}". Borrowed. */
const char *sort_path_text(const struct sort_path *p);

/* Sorts the children of an array by the value at `p`, looked up in each child (below member `inside` of it, if given).
 * The errors are kubectl's: `couldn't find any field with path "{…}" in the list of objects`, `unsortable type: …`. */
struct err *sort_items(cJSON *array, const struct sort_path *p, const char *inside) ERR_MUST_USE;
/* kubectl's order of two values: quantities and numbers by value, other strings by bytes; no value
 * (GO_INVALID) first. */
bool sort_less(const struct go_value *a, const struct go_value *b);

#endif
