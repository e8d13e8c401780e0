/* quantity.h - Kubernetes' quantities ("100m", "1Gi", "2e3"): reading them and their canonical text.
 *
 * Source of the rules: apimachinery's resource.Quantity, with its odd ends: a text in a form that it takes for
 * canonical is kept as it stands ("+5", "1.500"), what is below a nano is rounded up.
 */
#ifndef KUBEC_BASE_QUANTITY_H
#define KUBEC_BASE_QUANTITY_H

#include <stdbool.h>
#include <stdint.h>

/* Longer numbers are refused. */
#define QUANTITY_DIGITS 400

enum quantity_format { QUANTITY_DECIMAL_SI, QUANTITY_DECIMAL_EXPONENT, QUANTITY_BINARY_SI };

/* digits * 10^exponent; plain data without owned memory. */
struct quantity {
    bool negative;
    char digits[QUANTITY_DIGITS + 1]; /* no leading zeros; "0" for zero */
    int exponent;
    enum quantity_format format;
    char text[64]; /* the text that counts as canonical as it is, or "" */
};

/* Reads one; NULL, or Go's error text (static). White space is not allowed around it. */
const char *quantity_parse(const char *s, struct quantity *out);
/* The canonical text; the caller frees. */
char *quantity_text(const struct quantity *q);
bool quantity_is_zero(const struct quantity *q);
/* Adds q to *sum, which takes q's format if it was zero, as Quantity.Add does. False, and *sum as it was, when the
 * number gets too long. */
bool quantity_add(struct quantity *sum, const struct quantity *q);
/* -1, 0, 1 */
int quantity_cmp(const struct quantity *a, const struct quantity *b);
/* The value times 10^-scale (scale -3: thousandths), rounded away from zero and cut to 64 bits. */
int64_t quantity_scaled(const struct quantity *q, int scale);

#endif
