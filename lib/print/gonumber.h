/* gonumber.h - numbers and escapes in text as Go's package strconv reads them. */
#ifndef KUBEC_PRINT_GONUMBER_H
#define KUBEC_PRINT_GONUMBER_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* strconv.Atoi: a sign and decimal digits, within 64 bits. */
bool go_atoi(const char *s, size_t n, int64_t *out);
/* strconv.ParseFloat(s, 64) of a decimal number, or of one with 0x and p. False for what is none, and for what is past
 * the range. */
bool go_parse_float(const char *s, size_t n, double *out);
/* strconv.UnquoteChar: appends the character or byte at s (n > 0 bytes) and gives the bytes taken, 0 for wrong syntax.
 * quote: the quote around it, which alone may be escaped and must be; 0: both may, bare or not. */
size_t go_unquote_char(const char *s, size_t n, char quote, struct buf *out);

/* A constant of a template, in all the forms that can hold it. */
struct go_number {
    bool is_int, is_uint, is_float;
    int64_t i;
    double f;
};
/* A number (0x1F, 1_000, 1.5e3) or a character ('x', with its quotes). False: *why (the caller frees) says so in Go's
 * words, or is NULL for an imaginary number. */
bool go_number_constant(const char *s, size_t n, struct go_number *out, char **why);
bool go_char_constant(const char *s, size_t n, struct go_number *out, char **why);

#endif
