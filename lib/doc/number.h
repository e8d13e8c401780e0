/* number.h - the two shapes of a number in Go's hands: int64 or float64, and how each is printed.
 *
 * kubectl decodes JSON numbers as int64 when the text has no fraction and no exponent and fits, else as float64
 * (sigs.k8s.io/json); printing then follows encoding/json or goyaml.
 */
#ifndef KUBEC_DOC_NUMBER_H
#define KUBEC_DOC_NUMBER_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The length of the JSON number at the start of s (n bytes), 0 when there is none. */
size_t number_span(const char *s, size_t n);
/* True when the text (a JSON number) is an integer in Go's eyes: digits only and within int64. */
bool number_is_int64(const char *text, int64_t *out);
/* The nearest double; ±HUGE_VAL past the range. */
double number_double(const char *text);
/* Appends the number as Go's json.Marshal prints the decoded value. */
void number_emit_json(struct buf *out, const char *text);
/* Appends the number as sigs.k8s.io/yaml prints the decoded value. */
void number_emit_yaml(struct buf *out, const char *text);
/* Appends a float64 as json.Marshal does ("1e+21", "0.000001"). Not for infinities and NaN. */
void number_float_json(struct buf *out, double v);
/* Appends strconv.FormatFloat(v, 'g', -1, bits) with bits 32 or 64. Not for infinities and NaN. */
void number_float_g(struct buf *out, double v, int bits);

#endif
