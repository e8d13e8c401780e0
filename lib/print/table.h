/* table.h - kubectl's tables: Go's tabwriter with kubectl's settings, and the server's metav1.Table. */
#ifndef KUBEC_PRINT_TABLE_H
#define KUBEC_PRINT_TABLE_H

#include "base/buf.h"
#include "base/strv.h"
#include "print/color.h"

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* A tab writer: cells end with \t, lines with \n; columns are as wide as their widest cell plus padding 3, at least 6,
 * aligned with spaces; the last cell of a line is not padded. Widths are remembered over flushes when asked for, as
 * cli-runtime's writer does (the RememberWidths flag of github.com/liggitt/tabwriter). A line has at most
 * TABWRITER_MAX_CELLS cells; further tabs become blanks. */
#define TABWRITER_MAX_CELLS 1024
struct tabwriter;
struct tabwriter *tabwriter_new(FILE *to, bool remember_widths);
/* Writes text (a copy is kept until the flush). A line of one cell flushes by itself, as in Go. */
void tabwriter_write(struct tabwriter *w, const char *text);
void tabwriter_add(struct tabwriter *w, const char *bytes, size_t n);
/* The colour of the cells whose end is written from now on. Widths do not count it. */
void tabwriter_color(struct tabwriter *w, enum color color);
void tabwriter_flush(struct tabwriter *w);
/* Forgets the widths of the lines before: the next table stands by itself. */
void tabwriter_forget_widths(struct tabwriter *w);
/* Puts an empty line before the next output, if any output follows. */
void tabwriter_separate(struct tabwriter *w);
/* Bytes that have gone out so far (not those that still wait for a flush). */
size_t tabwriter_written(const struct tabwriter *w);
/* Forgets what still waits for a flush. */
void tabwriter_drop(struct tabwriter *w);
void tabwriter_free(struct tabwriter *w); /* flushes */
/* Appends text with its cells aligned, as Go's tabwriter does with that least width, that padding, and blanks. */
void tabwriter_align(struct buf *out, const char *text, size_t min_width, size_t padding);

/* A cell's text as kubectl prints it: cut at the first \n \r \f with "..." behind, ESC as "^[", tabs kept as they are
 * in kubectl; other control bytes sanitised as str_sanitize does. Appended. */
void table_cell(struct buf *out, const char *text);

/* How tables are shown (cli-runtime's printers.PrintOptions). Strings and lists are borrowed and must outlive the
 * printer. */
struct table_options {
    bool no_headers, with_namespace, with_kind, wide, show_labels, color;
    const struct strv *label_columns; /* NULL: none */
    const char *kind, *group;         /* of the resource, for with_kind */
};

/* Prints tables one after another: headers once for equal columns; a table without columns (in watch events) has those
 * of the one before. */
struct table_printer;
struct table_printer *table_printer_new(const struct table_options *o);
void table_printer_free(struct table_printer *p);
/* Prints what the server answered: a metav1.Table, or for any other object (an old server, --server-print=false) a line
 * with its name and age. event: "ADDED" … for watch events with --output-watch-events, else NULL. skip_rows keeps only
 * the columns in mind. */
void table_print(struct table_printer *p, struct tabwriter *w, const cJSON *object, const char *event, bool skip_rows);
/* True for a Table of meta.k8s.io v1 or v1beta1. */
bool table_is(const cJSON *object);

#endif
