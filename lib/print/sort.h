/* sort.h - `--sort-by`: a path into objects, and kubectl's order.
 *
 * Sources: kubectl's cmd/get/sorter.go, and Go's sort.Sort, whose order of equal elements must be the same as it shows
 * in the output (pattern-defeating quicksort, arXiv:2106.05123, with Go's constants).
 */
#ifndef KUBEC_PRINT_SORT_H
#define KUBEC_PRINT_SORT_H

#include "base/err.h"

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>

/* Sorts the numbers order[0..n) by less(arg, order[i], order[j]) as sort.Sort would. */
void go_sort(size_t *order, size_t n, bool (*less)(void *arg, size_t a, size_t b), void *arg);

/* A path of names and indexes: `.metadata.name`, `metadata.name`, `{.spec.ports[0].port}`, `.metadata.labels['a.b/c']`,
 * `.metadata.labels.a\.b`. */
struct sort_path;
/* The error is kubectl's for text that is no path at all; jsonpath's other forms are refused as not in this build. */
struct err *sort_path_parse(const char *text, struct sort_path **out) ERR_MUST_USE;
void sort_path_free(struct sort_path *p);
/* The first value at the path, or NULL. Borrowed. */
const cJSON *sort_path_find(const struct sort_path *p, const cJSON *object);
/* The path as kubectl shows it: "{.metadata.name}". Borrowed. */
const char *sort_path_text(const struct sort_path *p);

/* Sorts the children of an array by the value at `p`, looked up in each child (below member `inside` of it, if given).
 * The errors are kubectl's: `couldn't find any field with path "{…}" in the list of objects`, `unsortable type: …`. */
struct err *sort_items(cJSON *array, const struct sort_path *p, const char *inside) ERR_MUST_USE;
/* kubectl's order of two values: quantities and numbers by value, other strings by bytes; NULL (no value) first. */
bool sort_less(const cJSON *a, const cJSON *b);

#endif
