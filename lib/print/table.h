/* table.h - kubectl's tables: Go's tabwriter with kubectl's settings, and the server's metav1.Table. */
#ifndef KUBEC_PRINT_TABLE_H
#define KUBEC_PRINT_TABLE_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* A tab writer: cells end with \t, lines with \n; columns are as wide as their widest cell plus padding 3, at least 6, aligned with spaces;
 * the last cell of a line is not padded. Widths are remembered over flushes, as cli-runtime's writer does (RememberWidths). */
struct tabwriter;
struct tabwriter *tabwriter_new(FILE *to, bool remember_widths);
/* Writes text (a copy is kept until the flush). */
void tabwriter_write(struct tabwriter *w, const char *text);
void tabwriter_flush(struct tabwriter *w);
void tabwriter_free(struct tabwriter *w); /* flushes */

/* A cell's text as kubectl prints it: cut at the first \n \r \f with "..." behind, ESC as "^[", tabs kept as they are in kubectl; appended. */
void table_cell(struct buf *out, const char *text);

#endif
