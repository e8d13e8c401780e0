/* resolve.c - what an untagged YAML 1.1 scalar means to goyaml.v2. */
#include "doc/resolve.h"

#include "base/mem.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* ---- dates ---- */

/* Takes one or two digits (at least `min`). */
static bool take_number(const char **p, int min, int *out)
{
    if (!digit(**p) || (min == 2 && !digit((*p)[1])))
        return false;
    *out = *(*p)++ - '0';
    if (digit(**p))
        *out = *out * 10 + (*(*p)++ - '0');
    return true;
}

static bool take_char(const char **p, char c)
{
    if (**p != c)
        return false;
    ++*p;
    return true;
}

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

static bool take_zone(const char **p)
{
    if (take_char(p, 'Z'))
        return true;
    int hours, minutes;
    if (**p != '+' && **p != '-')
        return false;
    ++*p;
    if (!take_number(p, 2, &hours) || !take_char(p, ':') || !digit((*p)[0]) || !take_number(p, 2, &minutes))
        return false;
    return hours <= 24 && minutes <= 60;
}

static bool take_clock(const char **p)
{
    int h, m, s;
    if (!take_number(p, 1, &h) || h > 23 || !take_char(p, ':') || !take_number(p, 1, &m) || m > 59 ||
        !take_char(p, ':') || !take_number(p, 1, &s) || s > 59)
        return false;
    if ((**p == '.' || **p == ',') && digit((*p)[1]))
        for (++*p; digit(**p);)
            ++*p;
    return true;
}

bool scalar_is_timestamp(const char *s)
{
    for (int i = 0; i < 4; i++)
        if (!digit(s[i]))
            return false;
    if (s[4] != '-')
        return false;
    int year = (s[0] - '0') * 1000 + (s[1] - '0') * 100 + (s[2] - '0') * 10 + (s[3] - '0'), month, day;
    const char *p = s + 5;
    if (!take_number(&p, 1, &month) || month < 1 || month > 12 || !take_char(&p, '-') || !take_number(&p, 1, &day) ||
        day < 1 || day > days_in(year, month))
        return false;
    if (*p == '\0')
        return true;
    if (*p == ' ') {
        while (*p == ' ')
            p++;
        return take_clock(&p) && *p == '\0';
    }
    if (*p != 'T' && *p != 't')
        return false;
    p++;
    return take_clock(&p) && take_zone(&p) && *p == '\0';
}

/* ---- numbers ---- */

/* strconv.ParseUint(s, base, 64). */
static bool parse_uint(const char *s, unsigned base, uint64_t *out)
{
    if (*s == '\0')
        return false;
    if (base == 0) {
        base = 10;
        if (s[0] == '0') {
            char c = (char)tolower((unsigned char)s[1]);
            if ((c == 'x' || c == 'b' || c == 'o') && s[2] != '\0') {
                base = c == 'x' ? 16 : c == 'b' ? 2 : 8;
                s += 2;
            } else {
                base = 8;
                s++;
            }
        }
    }
    uint64_t v = 0;
    for (; *s != '\0'; s++) {
        unsigned d = digit(*s)                    ? (unsigned)(*s - '0')
                     : isalpha((unsigned char)*s) ? (unsigned)((*s | 0x20) - 'a') + 10
                                                  : 99;
        if (d >= base || v > (UINT64_MAX - d) / base)
            return false;
        v = v * base + d;
    }
    *out = v;
    return true;
}

/* strconv.ParseInt(s, base, 64). */
static bool parse_int(const char *s, unsigned base, int64_t *out)
{
    bool neg = *s == '-';
    uint64_t u;
    if (!parse_uint(*s == '-' || *s == '+' ? s + 1 : s, base, &u) || u > (uint64_t)INT64_MAX + (neg ? 1 : 0))
        return false;
    *out = neg ? (int64_t)(0 - u) : (int64_t)u;
    return true;
}

bool scalar_is_go_int(const char *s)
{
    int64_t v;
    return parse_int(s, 0, &v);
}

/* goyaml's pattern of a float: digits with an optional point and exponent. */
static bool float_shape(const char *s)
{
    if (*s == '+' || *s == '-')
        s++;
    size_t whole = strspn(s, "0123456789");
    s += whole;
    if (*s == '.') {
        size_t fraction = strspn(++s, "0123456789");
        if (whole == 0 && fraction == 0)
            return false;
        s += fraction;
    } else if (whole == 0)
        return false;
    if (*s == 'e' || *s == 'E') {
        s++;
        if (*s == '+' || *s == '-')
            s++;
        size_t exponent = strspn(s, "0123456789");
        if (exponent == 0)
            return false;
        s += exponent;
    }
    return *s == '\0';
}

/* A finite value from a text of float_shape; a number past the range is none, as in Go. */
static bool parse_float(const char *s, double *out)
{
    *out = strtod(s, NULL);
    return isfinite(*out);
}

/* What strconv.ParseFloat asks of underscores. */
static bool underscores_between_digits(const char *s)
{
    for (size_t i = 0; s[i] != '\0'; i++)
        if (s[i] == '_' && (i == 0 || !digit(s[i - 1]) || !digit(s[i + 1])))
            return false;
    return true;
}

static struct scalar resolve_number(const char *plain)
{
    struct scalar r = {.kind = SCALAR_INT};
    if (parse_int(plain, 0, &r.i))
        return r;
    r.kind = SCALAR_UINT;
    if (parse_uint(plain, 0, &r.u))
        return r;
    r.kind = SCALAR_FLOAT;
    if (float_shape(plain) && parse_float(plain, &r.f))
        return r;
    /* What is left of goyaml's own binary form: a sign behind the prefix. */
    r.kind = SCALAR_INT;
    if (strncmp(plain, "0b", 2) == 0 && parse_int(plain + 2, 2, &r.i))
        return r;
    r.kind = SCALAR_STR;
    return r;
}

static bool one_of(const char *s, const char *const *words)
{
    for (; *words != NULL; words++)
        if (strcmp(s, *words) == 0)
            return true;
    return false;
}

static bool resolve_word(const char *s, struct scalar *out)
{
    static const char *const yes[] = {"y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON", NULL};
    static const char *const no[] = {"n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF", NULL};
    static const char *const null[] = {"", "~", "null", "Null", "NULL", NULL};
    static const char *const nan[] = {".nan", ".NaN", ".NAN", NULL};
    static const char *const inf[] = {".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", NULL};
    static const char *const ninf[] = {"-.inf", "-.Inf", "-.INF", NULL};
    if (strlen(s) > 5)
        return false;
    if (one_of(s, yes) || one_of(s, no))
        *out = (struct scalar){.kind = SCALAR_BOOL, .b = one_of(s, yes)};
    else if (one_of(s, null))
        *out = (struct scalar){.kind = SCALAR_NULL};
    else if (one_of(s, nan))
        *out = (struct scalar){.kind = SCALAR_FLOAT, .f = (double)NAN};
    else if (one_of(s, inf))
        *out = (struct scalar){.kind = SCALAR_FLOAT, .f = (double)INFINITY};
    else if (one_of(s, ninf))
        *out = (struct scalar){.kind = SCALAR_FLOAT, .f = -(double)INFINITY};
    else
        return false;
    return true;
}

struct scalar scalar_resolve(const char *s, bool timestamps)
{
    struct scalar r = {.kind = SCALAR_STR};
    if (*s != '\0' && strchr("yYnNtTfFoO~.+-0123456789", *s) == NULL)
        return r;
    if (resolve_word(s, &r))
        return r;
    if (!digit(*s) && *s != '+' && *s != '-' && *s != '.')
        return r;
    if (timestamps && scalar_is_timestamp(s)) {
        r.kind = SCALAR_TIMESTAMP;
        return r;
    }
    if (*s == '.' && !underscores_between_digits(s))
        return r;
    char *plain = xstrdup(s), *q = plain;
    for (const char *p = s; *p != '\0'; p++)
        if (*p != '_')
            *q++ = *p;
    *q = '\0';
    if (*s != '.')
        r = resolve_number(plain);
    else if (float_shape(plain) && parse_float(plain, &r.f))
        r.kind = SCALAR_FLOAT;
    free(plain);
    return r;
}

bool scalar_is_base60(const char *s)
{
    if (*s == '+' || *s == '-')
        s++;
    if (!digit(*s))
        return false;
    s += strspn(s, "0123456789_");
    int groups = 0;
    while (*s == ':') {
        s++;
        if (!digit(*s))
            return false;
        if (digit(s[1])) {
            if (*s > '5')
                return false;
            s++;
        }
        s++;
        groups++;
    }
    if (groups == 0)
        return false;
    if (*s == '.')
        s += 1 + strspn(s + 1, "0123456789_");
    return *s == '\0';
}
