/* number.c - the two shapes of a number in Go's hands. */
#include "doc/number.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

size_t number_span(const char *s, size_t n)
{
    size_t i = 0;
    if (i < n && s[i] == '-')
        i++;
    if (i >= n || !isdigit((unsigned char)s[i]))
        return 0;
    if (s[i] == '0')
        i++;
    else
        while (i < n && isdigit((unsigned char)s[i]))
            i++;
    if (i < n && s[i] == '.') {
        if (++i >= n || !isdigit((unsigned char)s[i]))
            return 0;
        while (i < n && isdigit((unsigned char)s[i]))
            i++;
    }
    if (i < n && (s[i] == 'e' || s[i] == 'E')) {
        i++;
        if (i < n && (s[i] == '+' || s[i] == '-'))
            i++;
        if (i >= n || !isdigit((unsigned char)s[i]))
            return 0;
        while (i < n && isdigit((unsigned char)s[i]))
            i++;
    }
    return i;
}

bool number_is_int64(const char *text, int64_t *out)
{
    bool neg = *text == '-';
    uint64_t v = 0;
    const char *p = text + neg;
    if (*p == '\0')
        return false;
    for (; *p != '\0'; p++) {
        if (!isdigit((unsigned char)*p))
            return false;
        uint64_t d = (uint64_t)(*p - '0');
        if (v > (UINT64_MAX - d) / 10)
            return false;
        v = v * 10 + d;
    }
    if (v > (uint64_t)INT64_MAX + (neg ? 1 : 0))
        return false;
    *out = neg ? (int64_t)(0 - v) : (int64_t)v;
    return true;
}

double number_double(const char *text)
{
    return strtod(text, NULL);
}

/* The shortest decimal digits that read back as the same number: 0.DIGITS times 10^point. */
struct digits {
    char d[24];
    int n;
    int point;
    bool neg;
};

static bool reads_back(const char *text, double v, int bits)
{
    return bits == 32 ? strtof(text, NULL) == (float)v : strtod(text, NULL) == v;
}

/* Takes "d.ddde±xx" apart. */
static void split_exp(const char *text, struct digits *out)
{
    *out = (struct digits){.neg = out->neg};
    for (; *text != 'e'; text++)
        if (isdigit((unsigned char)*text))
            out->d[out->n++] = *text;
    out->point = (int)strtol(text + 1, NULL, 10) + 1;
    while (out->n > 1 && out->d[out->n - 1] == '0')
        out->n--;
}

/* Adds one to the last of the digits in "d.ddde±xx" if that needs no carry; false otherwise. */
static bool bump_last(char *text)
{
    char *e = strchr(text, 'e');
    if (e == NULL || e == text || e[-1] < '0' || e[-1] > '8')
        return false;
    e[-1]++;
    return true;
}

static void shortest(double v, int bits, struct digits *out)
{
    out->neg = signbit(v) != 0;
    double a = fabs(v);
    if (a == 0) {
        *out = (struct digits){.d = "0", .n = 1, .point = 1, .neg = out->neg};
        return;
    }
    char text[40] = "0e0";
    for (int prec = 0; prec <= 16; prec++) {
        snprintf(text, sizeof text, "%.*e", prec, a);
        /* At a power of two the gap above is twice the gap below, so the upper neighbour may do where the nearest
         * fails. */
        if (reads_back(text, a, bits) || (prec >= 7 && bump_last(text) && reads_back(text, a, bits)))
            break;
    }
    split_exp(text, out);
}

static void emit_exponent(struct buf *out, int e, bool two_digits)
{
    buf_addf(out, two_digits ? "e%c%02d" : "e%c%d", e < 0 ? '-' : '+', abs(e));
}

static void emit_e(struct buf *out, const struct digits *g, bool two_digits)
{
    if (g->neg)
        buf_addc(out, '-');
    buf_addc(out, g->d[0]);
    if (g->n > 1) {
        buf_addc(out, '.');
        buf_add(out, g->d + 1, (size_t)(g->n - 1));
    }
    emit_exponent(out, g->point - 1, two_digits);
}

static void emit_f(struct buf *out, const struct digits *g)
{
    if (g->neg)
        buf_addc(out, '-');
    if (g->point <= 0) {
        buf_adds(out, "0.");
        buf_addn(out, '0', (size_t)-g->point);
        buf_add(out, g->d, (size_t)g->n);
        return;
    }
    int whole = g->n < g->point ? g->n : g->point;
    buf_add(out, g->d, (size_t)whole);
    buf_addn(out, '0', (size_t)(g->point - whole));
    if (g->n > g->point) {
        buf_addc(out, '.');
        buf_add(out, g->d + g->point, (size_t)(g->n - g->point));
    }
}

void number_float_json(struct buf *out, double v)
{
    struct digits g;
    shortest(v, 64, &g);
    double a = fabs(v);
    if (a != 0 && (a < 1e-6 || a >= 1e21))
        emit_e(out, &g, false);
    else
        emit_f(out, &g);
}

void number_float_g(struct buf *out, double v, int bits)
{
    struct digits g;
    shortest(v, bits, &g);
    int e = g.point - 1;
    /* Go's rule for the shortest digits: as if the precision were 6. */
    if (e < -4 || e >= 6)
        emit_e(out, &g, true);
    else
        emit_f(out, &g);
}

void number_emit_json(struct buf *out, const char *text)
{
    int64_t i;
    if (number_is_int64(text, &i)) {
        buf_adds(out, i == 0 ? "0" : text);
        return;
    }
    double v = number_double(text);
    if (isfinite(v))
        number_float_json(out, v);
    else
        buf_adds(out, text);
}

static bool is_uint64(const char *s)
{
    if (*s == '\0' || strspn(s, "0123456789") != strlen(s))
        return false;
    errno = 0;
    strtoull(s, NULL, 10);
    return errno == 0;
}

void number_emit_yaml(struct buf *out, const char *text)
{
    int64_t i;
    if (number_is_int64(text, &i)) {
        buf_adds(out, i == 0 ? "0" : text);
        return;
    }
    /* kubectl prints JSON first and reads that as YAML: a whole number within 64 bits becomes an integer again. */
    double v = number_double(text);
    if (!isfinite(v)) {
        buf_adds(out, text);
        return;
    }
    struct buf json = buf_new();
    number_float_json(&json, v);
    const char *s = json.data;
    if (number_is_int64(s, &i) || is_uint64(s))
        buf_adds(out, strcmp(s, "-0") == 0 ? "0" : s);
    else
        number_float_g(out, v, 64);
    buf_release(&json);
}
