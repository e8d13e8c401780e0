/* keyorder.c - the order of keys in kubectl's YAML. */
#include "doc/keyorder.h"

#include "base/mem.h"
#include "base/unicode.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static uint32_t peek(const char *p, size_t *width)
{
    uint32_t rune = (unsigned char)*p;
    *width = rune != 0;
    if (rune == 0xc0) { /* U+0000, see rule 4 of doc.h */
        *width = 2;
        return 0;
    }
    if (rune >= 0x80 && (*width = utf8_decode(p, strnlen(p, 4), &rune)) == 0) {
        *width = 1;
        rune = 0xfffd;
    }
    return rune;
}

/* Reads the run of digits at p after the value `start`; *count is its length in characters. Wraps as Go's int64 does.
 */
static int64_t take_digits(const char *p, int64_t start, size_t *count)
{
    uint64_t v = (uint64_t)start;
    *count = 0;
    for (;;) {
        size_t w;
        uint32_t r = peek(p, &w);
        if (w == 0 || !unicode_is_digit(r))
            return (int64_t)v;
        v = v * 10 + (uint64_t)((int64_t)r - '0');
        ++*count;
        p += w;
    }
}

static int compare_at(const char *a, const char *b, uint32_t ra, uint32_t rb, bool digits_before)
{
    bool la = unicode_is_letter(ra), lb = unicode_is_letter(rb);
    if (la && lb)
        return ra < rb ? -1 : 1;
    if (la || lb)
        return lb ? -1 : 1;
    int64_t start = (ra == '0' || rb == '0') && digits_before ? 1 : 0;
    size_t na, nb;
    int64_t va = take_digits(a, start, &na), vb = take_digits(b, start, &nb);
    if (va != vb)
        return va < vb ? -1 : 1;
    if (na != nb)
        return na < nb ? -1 : 1;
    return ra < rb ? -1 : 1;
}

static int compare(const char *a, const char *b)
{
    bool digits_before = false; /* a digit other than 0 in the run of digits before this place */
    for (;;) {
        size_t wa, wb;
        uint32_t ra = peek(a, &wa), rb = peek(b, &wb);
        if (wa == 0 || wb == 0)
            return wa == wb ? 0 : wa < wb ? -1 : 1;
        if (ra != rb)
            return compare_at(a, b, ra, rb, digits_before);
        digits_before = unicode_is_digit(ra) && (digits_before || ra != '0');
        a += wa;
        b += wb;
    }
}

static void merge_sort(const cJSON **v, const cJSON **scratch, size_t n)
{
    if (n < 2)
        return;
    if (n <= 12) {
        for (size_t i = 1; i < n; i++)
            for (size_t j = i; j > 0 && compare(v[j]->string, v[j - 1]->string) < 0; j--) {
                const cJSON *t = v[j];
                v[j] = v[j - 1];
                v[j - 1] = t;
            }
        return;
    }
    size_t half = n / 2;
    merge_sort(v, scratch, half);
    merge_sort(v + half, scratch, n - half);
    memcpy(scratch, v, half * sizeof(const cJSON *));
    for (size_t i = 0, j = half, k = 0; i < half; k++)
        v[k] = j < n && compare(v[j]->string, scratch[i]->string) < 0 ? v[j++] : scratch[i++];
}

const cJSON **keys_in_yaml_order(const cJSON *object, size_t *n)
{
    size_t count = 0;
    for (const cJSON *c = object->child; c != NULL; c = c->next)
        count++;
    const cJSON **v = xreallocarray(NULL, count * 2, sizeof(const cJSON *));
    size_t i = 0;
    for (const cJSON *c = object->child; c != NULL; c = c->next)
        v[i++] = c;
    merge_sort(v, v + count, count);
    *n = count;
    return v;
}
