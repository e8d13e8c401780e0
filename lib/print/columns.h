/* columns.h - `-o custom-columns=NAME:.metadata.name,…`: a table whose columns are JSONPaths. */
#ifndef KUBEC_PRINT_COLUMNS_H
#define KUBEC_PRINT_COLUMNS_H

#include "base/err.h"
#include "print/table.h"

#include <stddef.h>

struct columns;
/* Reads "HEADER:PATH,…". The errors are kubectl's, and show the place. What is wrong inside a path is found by
 * columns_begin. */
struct err *columns_parse(const char *spec, struct columns **out) ERR_MUST_USE;
/* Reads the n bytes of a file: a line of headers, then one of as many paths, with blanks between them. */
struct err *columns_parse_file(const char *file, const char *text, size_t n, struct columns **out) ERR_MUST_USE;
void columns_free(struct columns *c);

/* Writes the header unless it was written before, or never with no_headers (which a file's columns do not obey, as in
 * kubectl); then compiles the paths. */
struct err *columns_begin(struct columns *c, struct tabwriter *w, bool no_headers) ERR_MUST_USE;
/* Writes the row of an object; "<none>" where a path finds nothing. */
struct err *columns_row(struct columns *c, struct tabwriter *w, const cJSON *object) ERR_MUST_USE;

#endif
