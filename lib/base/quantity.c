/* quantity.c - Kubernetes' quantities. */
#include "base/quantity.h"

#include "base/mem.h"
#include "base/strv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WRONG_FORMAT "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
#define WRONG_NUMBER "unable to parse numeric part of quantity"
#define WRONG_SUFFIX "unable to parse quantity's suffix"

#define NANO (-9)
#define MAX_EXPONENT 100000

/* ---- numbers as digits ---- */

static void trim_leading(char *digits)
{
    size_t zeros = strspn(digits, "0"), n = strlen(digits);
    if (zeros == n)
        zeros = n > 0 ? n - 1 : 0;
    memmove(digits, digits + zeros, n - zeros + 1);
}

static bool is_zero_text(const char *digits)
{
    return digits[strspn(digits, "0")] == '\0';
}

/* Adds one in the last place. False when there is no room. */
static bool add_one(char *digits)
{
    size_t n = strlen(digits);
    for (size_t i = n; i > 0; i--) {
        if (digits[i - 1] != '9') {
            digits[i - 1]++;
            return true;
        }
        digits[i - 1] = '0';
    }
    if (n >= QUANTITY_DIGITS)
        return false;
    memmove(digits + 1, digits, n + 1);
    digits[0] = '1';
    return true;
}

static bool twice(char *digits)
{
    int carry = 0;
    size_t n = strlen(digits);
    for (size_t i = n; i > 0; i--) {
        int d = (digits[i - 1] - '0') * 2 + carry;
        digits[i - 1] = (char)('0' + d % 10);
        carry = d / 10;
    }
    if (carry == 0)
        return true;
    if (n >= QUANTITY_DIGITS)
        return false;
    memmove(digits + 1, digits, n + 1);
    digits[0] = (char)('0' + carry);
    return true;
}

/* Drops places until the exponent is at least `exponent`, rounding away from zero; true when nothing was lost. */
static bool round_up(struct quantity *q, int exponent)
{
    if (q->exponent >= exponent)
        return true;
    size_t n = strlen(q->digits), drop = (size_t)(exponent - q->exponent), keep = drop < n ? n - drop : 0;
    bool exact = is_zero_text(q->digits + keep);
    if (keep == 0)
        memcpy(q->digits, "0", 2);
    else
        q->digits[keep] = '\0';
    q->exponent = exponent;
    if (!exact)
        (void)add_one(q->digits);
    trim_leading(q->digits);
    return exact;
}

static size_t magnitude(const struct quantity *q)
{
    long places = (long)strlen(q->digits) + q->exponent;
    return places > 0 ? (size_t)places : 0;
}

static char digit_at(const struct quantity *q, long place)
{
    long index = (long)strlen(q->digits) - 1 - (place - q->exponent);
    return index < 0 || index >= (long)strlen(q->digits) ? '0' : q->digits[index];
}

static int cmp_amount(const struct quantity *a, const struct quantity *b)
{
    size_t ma = magnitude(a), mb = magnitude(b);
    long top = (long)(ma > mb ? ma : mb) - 1, low = a->exponent < b->exponent ? a->exponent : b->exponent;
    for (long place = top; place >= low; place--) {
        int d = digit_at(a, place) - digit_at(b, place);
        if (d != 0)
            return d < 0 ? -1 : 1;
    }
    return 0;
}

bool quantity_is_zero(const struct quantity *q)
{
    return is_zero_text(q->digits);
}

int quantity_cmp(const struct quantity *a, const struct quantity *b)
{
    bool za = quantity_is_zero(a), zb = quantity_is_zero(b);
    if (za || zb)
        return za && zb ? 0 : za ? (b->negative ? 1 : -1) : (a->negative ? -1 : 1);
    if (a->negative != b->negative)
        return a->negative ? -1 : 1;
    return a->negative ? -cmp_amount(a, b) : cmp_amount(a, b);
}

/* The digits as 64 bits with `zeros` more places; false when they do not fit. */
static bool to_int64(const char *digits, int zeros, int64_t *out)
{
    int64_t v = 0;
    for (const char *p = digits; *p != '\0'; p++)
        if (__builtin_mul_overflow(v, 10, &v) || __builtin_add_overflow(v, *p - '0', &v))
            return false;
    for (int i = 0; i < zeros && v != 0; i++)
        if (__builtin_mul_overflow(v, 10, &v))
            return false;
    *out = v;
    return true;
}

int64_t quantity_scaled(const struct quantity *q, int scale)
{
    struct quantity copy = *q;
    round_up(&copy, scale);
    int64_t v;
    if (!to_int64(copy.digits, copy.exponent - scale, &v))
        v = INT64_MAX;
    return copy.negative ? -v : v;
}

/* ---- reading ---- */

struct suffix {
    const char *text;
    int base, exponent;
};
static const struct suffix suffixes[] = {
    {"", 10, 0},   {"n", 10, -9}, {"u", 10, -6}, {"m", 10, -3}, {"k", 10, 3},  {"M", 10, 6},
    {"G", 10, 9},  {"T", 10, 12}, {"P", 10, 15}, {"E", 10, 18}, {"Ki", 2, 10}, {"Mi", 2, 20},
    {"Gi", 2, 30}, {"Ti", 2, 40}, {"Pi", 2, 50}, {"Ei", 2, 60},
};
#define NSUFFIXES (sizeof suffixes / sizeof suffixes[0])

static bool read_suffix(const char *s, int *base, int *exponent, enum quantity_format *format)
{
    for (size_t i = 0; i < NSUFFIXES; i++) {
        if (strcmp(s, suffixes[i].text) == 0) {
            *base = suffixes[i].base;
            *exponent = suffixes[i].exponent;
            *format = *base == 2 ? QUANTITY_BINARY_SI : QUANTITY_DECIMAL_SI;
            return true;
        }
    }
    if ((s[0] != 'e' && s[0] != 'E') || s[1] == '\0')
        return false;
    const char *digits = s[1] == '-' || s[1] == '+' ? s + 2 : s + 1;
    if (*digits == '\0' || digits[strspn(digits, "0123456789")] != '\0')
        return false;
    long v = strtol(s + 1, NULL, 10);
    if (v > MAX_EXPONENT || v < -MAX_EXPONENT)
        return false;
    *base = 10;
    *exponent = (int)v;
    *format = QUANTITY_DECIMAL_EXPONENT;
    return true;
}

struct parts {
    bool negative;
    const char *num, *denom; /* digits; num without leading zeros */
    size_t nnum, ndenom;
    const char *suffix;
};

static const char *split(const char *s, struct parts *p)
{
    *p = (struct parts){.negative = *s == '-'};
    if (*s == '-' || *s == '+')
        s++;
    s += strspn(s, "0");
    p->num = s;
    p->nnum = strspn(s, "0123456789");
    s += p->nnum;
    p->denom = "";
    if (*s == '.') {
        p->denom = ++s;
        p->ndenom = strspn(s, "0123456789");
        s += p->ndenom;
    }
    if (p->nnum == 0) {
        p->num = "0";
        p->nnum = 1;
    }
    p->suffix = s;
    s += strspn(s, "eEinumkKMGTP");
    if (*s == '-' || *s == '+')
        s++;
    s += strspn(s, "0123456789");
    return *s == '\0' ? NULL : WRONG_FORMAT;
}

/* What apimachinery keeps in 64 bits. False when it takes the way of big numbers. */
static bool read_small(const char *s, const struct parts *p, int base, int exponent, struct quantity *out)
{
    int scale = 0, precision = -1;
    if (base == 10) {
        scale = exponent;
        precision = 18 - (int)(p->nnum + p->ndenom);
    } else if (p->ndenom == 0) {
        precision = 15 - (int)p->nnum - exponent * 3 / 10 - 1;
    }
    scale -= (int)p->ndenom;
    int64_t value, result;
    if (precision < 0 || scale < NANO || !to_int64(out->digits, 0, &value) ||
        __builtin_mul_overflow(value, base == 2 ? INT64_C(1) << exponent : 1, &result))
        return false;
    snprintf(out->digits, sizeof out->digits, "%lld", (long long)result);
    out->exponent = scale;
    char shifted[48];
    snprintf(shifted, sizeof shifted, "%.*s%.*s", (int)p->nnum, p->num, (int)p->ndenom, p->denom);
    bool canonical = base == 2 ? (value & 7) != 0 : scale % 3 == 0 && !str_ends(shifted, "000") && shifted[0] != '0';
    if (canonical && strlen(s) < sizeof out->text)
        snprintf(out->text, sizeof out->text, "%s", s);
    return true;
}

static const char *read_big(const char *s, const struct parts *p, int base, int exponent, struct quantity *out)
{
    if (s + strcspn(s, "0123456789") >= p->suffix)
        return WRONG_NUMBER; /* a point without digits */
    out->exponent = -(int)p->ndenom + (base == 10 ? exponent : 0);
    for (int i = 0; base == 2 && i < exponent; i++)
        if (!twice(out->digits))
            return WRONG_NUMBER;
    if (!is_zero_text(out->digits))
        round_up(out, NANO);
    if (out->format != QUANTITY_BINARY_SI)
        return NULL;
    static const struct quantity max = {.digits = "9223372036854775807"}, one = {.digits = "1"};
    if (cmp_amount(out, &max) > 0) {
        snprintf(out->digits, sizeof out->digits, "%s", max.digits);
        out->exponent = 0;
    }
    if (cmp_amount(out, &one) < 0 && !is_zero_text(out->digits))
        out->format = QUANTITY_DECIMAL_SI;
    return NULL;
}

const char *quantity_parse(const char *s, struct quantity *out)
{
    *out = (struct quantity){.digits = "0"};
    struct parts p;
    if (*s == '\0')
        return WRONG_FORMAT;
    const char *wrong = split(s, &p);
    if (wrong != NULL)
        return wrong;
    int base, exponent;
    if (!read_suffix(p.suffix, &base, &exponent, &out->format))
        return WRONG_SUFFIX;
    if (p.nnum + p.ndenom > QUANTITY_DIGITS)
        return WRONG_NUMBER;
    out->negative = p.negative;
    snprintf(out->digits, sizeof out->digits, "%.*s%.*s", (int)p.nnum, p.num, (int)p.ndenom, p.denom);
    trim_leading(out->digits);
    return read_small(s, &p, base, exponent, out) ? NULL : read_big(s, &p, base, exponent, out);
}

/* ---- writing ---- */

static const char *suffix_of(int base, int exponent)
{
    for (size_t i = 0; i < NSUFFIXES; i++)
        if (suffixes[i].exponent == exponent && (suffixes[i].base == base || exponent == 0))
            return suffixes[i].text;
    return "";
}

static char *decimal_text(const struct quantity *q, enum quantity_format format)
{
    size_t n = strlen(q->digits), zeros = 0;
    while (zeros + 1 < n && q->digits[n - 1 - zeros] == '0')
        zeros++;
    int exponent = q->exponent + (int)zeros, fill = 0;
    while (exponent % 3 != 0) {
        exponent--;
        fill++;
    }
    const char *sign = q->negative ? "-" : "";
    int shown = (int)(n - zeros);
    if (format == QUANTITY_DECIMAL_EXPONENT && exponent != 0)
        return xasprintf("%s%.*s%.*se%d", sign, shown, q->digits, fill, "00", exponent);
    return xasprintf("%s%.*s%.*s%s", sign, shown, q->digits, fill, "00",
                     format == QUANTITY_DECIMAL_SI ? suffix_of(10, exponent) : "");
}

char *quantity_text(const struct quantity *q)
{
    if (q->text[0] != '\0')
        return xstrdup(q->text);
    if (quantity_is_zero(q))
        return xstrdup("0");
    if (q->format != QUANTITY_BINARY_SI)
        return decimal_text(q, q->format);
    struct quantity whole = *q;
    int64_t v;
    static const struct quantity ki = {.digits = "1024"};
    if (cmp_amount(q, &ki) < 0 || !round_up(&whole, 0) || !to_int64(whole.digits, whole.exponent, &v))
        return decimal_text(q, QUANTITY_DECIMAL_SI);
    int exponent = 0;
    for (; v % 1024 == 0; exponent += 10)
        v /= 1024;
    return xasprintf("%s%lld%s", q->negative ? "-" : "", (long long)v, suffix_of(2, exponent));
}

/* ---- sums ---- */

/* digits followed by n zeros. False when there is no room. */
static bool shift(char *digits, int n)
{
    size_t len = strlen(digits);
    if (n < 0 || len + (size_t)n > QUANTITY_DIGITS)
        return false;
    memset(digits + len, '0', (size_t)n);
    digits[len + (size_t)n] = '\0';
    return true;
}

/* a + sign * b of numbers without signs, of which a is the greater one when sign is -1. False when there is no room. */
static bool combine(char *a, const char *b, int sign)
{
    char sum[QUANTITY_DIGITS + 2];
    size_t na = strlen(a), nb = strlen(b), n = (na > nb ? na : nb) + 1;
    int carry = 0;
    sum[n] = '\0';
    for (size_t i = 0; i < n; i++) {
        int d = (i < na ? a[na - 1 - i] - '0' : 0) + sign * (i < nb ? b[nb - 1 - i] - '0' : 0) + carry;
        carry = d > 9 ? 1 : d < 0 ? -1 : 0;
        sum[n - 1 - i] = (char)('0' + d - carry * 10);
    }
    trim_leading(sum);
    if (strlen(sum) > QUANTITY_DIGITS)
        return false;
    memcpy(a, sum, strlen(sum) + 1);
    return true;
}

bool quantity_add(struct quantity *sum, const struct quantity *q)
{
    struct quantity a = *sum, b = *q;
    int exponent = a.exponent < b.exponent ? a.exponent : b.exponent;
    if (quantity_is_zero(sum)) {
        *sum = *q;
        sum->text[0] = '\0';
        return true;
    }
    if (!shift(a.digits, a.exponent - exponent) || !shift(b.digits, b.exponent - exponent))
        return false;
    size_t na = strlen(a.digits), nb = strlen(b.digits);
    bool swap = a.negative != b.negative && (na != nb ? na < nb : strcmp(a.digits, b.digits) < 0);
    struct quantity *big = swap ? &b : &a;
    if (!combine(big->digits, swap ? a.digits : b.digits, a.negative == b.negative ? 1 : -1))
        return false;
    memcpy(sum->digits, big->digits, sizeof sum->digits);
    sum->negative = big->negative && !is_zero_text(big->digits);
    sum->exponent = exponent;
    sum->text[0] = '\0';
    return true;
}
