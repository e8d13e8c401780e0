/* gofmt.h - Go's fmt.Sprint, Sprintln and Sprintf for the values of templates. */
#ifndef KUBEC_PRINT_GOFMT_H
#define KUBEC_PRINT_GOFMT_H

#include "print/govalue.h"

/* Appends the values with blanks between those neighbours of which neither is a string. */
void go_sprint(struct buf *out, const struct go_value *args, size_t n);
/* With blanks between all, and a newline. */
void go_sprintln(struct buf *out, const struct go_value *args, size_t n);
/* Formats as fmt.Sprintf, its words for what is wrong included ("%!d(string=x)"). Widths are at most 1,000,000. */
void go_sprintf(struct buf *out, const char *format, size_t len, const struct go_value *args, size_t n);

#endif
