/* govalue.c - values as Go's fmt package prints them with %v. */
#include "print/table.h"

#include "base/mem.h"
#include "doc/doc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A float64 as strconv.FormatFloat(v, 'g', -1, 64) with %v's exponent threshold of 21: the shortest digits that read
 * back as the same number. */
static void float_text(struct buf *out, double v)
{
    char digits[40];
    int precision = 0;
    do
        snprintf(digits, sizeof digits, "%.*e", precision, v);
    while (strtod(digits, NULL) != v && ++precision < 17);
    const char *e = strchr(digits, 'e');
    long exponent = e ? strtol(e + 1, NULL, 10) : 0;
    if (exponent < -4 || exponent >= 21) {
        buf_adds(out, digits); /* C writes the exponent with at least two digits, as Go does */
        return;
    }
    int decimals = precision - (int)exponent;
    buf_addf(out, "%.*f", decimals > 0 ? decimals : 0, v);
}

static void number_text(struct buf *out, const cJSON *n)
{
    const char *text = doc_number_text(n);
    if (strpbrk(text, ".eE") == NULL) {
        buf_adds(out, text);
        return;
    }
    float_text(out, strtod(text, NULL));
}

static void value_text(struct buf *out, const cJSON *v, int depth)
{
    if (!v || cJSON_IsNull(v) || depth > DOC_MAX_DEPTH) {
        buf_adds(out, "<nil>");
    } else if (cJSON_IsString(v)) {
        buf_adds(out, v->valuestring);
    } else if (cJSON_IsBool(v)) {
        buf_adds(out, cJSON_IsTrue(v) ? "true" : "false");
    } else if (cJSON_IsNumber(v)) {
        number_text(out, v);
    } else if (cJSON_IsArray(v)) {
        buf_addc(out, '[');
        for (const cJSON *item = v->child; item; item = item->next) {
            if (item != v->child)
                buf_addc(out, ' ');
            value_text(out, item, depth + 1);
        }
        buf_addc(out, ']');
    } else {
        size_t n;
        const cJSON **members = doc_sorted(v, &n);
        buf_adds(out, "map[");
        for (size_t i = 0; i < n; i++) {
            buf_addf(out, "%s%s:", i ? " " : "", members[i]->string);
            value_text(out, members[i], depth + 1);
        }
        buf_addc(out, ']');
        free(members);
    }
}

void go_value_text(struct buf *out, const cJSON *value)
{
    value_text(out, value, 0);
}
