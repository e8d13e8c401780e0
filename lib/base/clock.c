/* clock.c - times and durations. */
#include "base/clock.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/strv.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int64_t read_clock(clockid_t id)
{
    struct timespec ts;
    clock_gettime(id, &ts);
    return (int64_t)ts.tv_sec * NS_PER_S + ts.tv_nsec;
}

int64_t clock_now_ns(void)
{
    return read_clock(CLOCK_REALTIME);
}

int64_t clock_mono_ns(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

static const struct unit {
    const char *name;
    int64_t ns;
} units[] = {
    {"ns", 1},       {"us", 1000},    {"\xc2\xb5s", 1000},           {"\xce\xbcs", 1000},
    {"ms", 1000000}, {"s", NS_PER_S}, {"m", INT64_C(60) * NS_PER_S}, {"h", INT64_C(3600) * NS_PER_S},
};

/* Package time's way to quote: bytes that are no printable ASCII as \xNN. The caller frees. */
static char *quote(const char *s)
{
    struct buf b = buf_new();

    buf_addc(&b, '"');
    for (; *s != '\0'; s++) {
        unsigned char c = (unsigned char)*s;

        if (c >= 0x80 || c < ' ')
            buf_addf(&b, "\\x%02x", c);
        else
            buf_addf(&b, c == '"' || c == '\\' ? "\\%c" : "%c", c);
    }
    buf_addc(&b, '"');
    return buf_take(&b);
}

static struct err *bad(const char *what, const char *unit, const char *s)
{
    char *q = quote(s);
    struct err *e;
    if (unit != NULL) {
        char *u = quote(unit);
        e = err_new("time: unknown unit %s in duration %s", u, q);
        free(u);
    } else {
        e = err_new("time: %s %s", what, q);
    }
    free(q);
    return e;
}

/* One "12.5h" part: *total grows by it. *p moves behind it. */
static struct err *duration_part(const char **p, const char *whole, double *frac_sum, int64_t *total)
{
    const char *s = *p;
    if (*s != '.' && !isdigit((unsigned char)*s))
        return bad("invalid duration", NULL, whole);
    int64_t num = 0;
    const char *start = s;
    for (; isdigit((unsigned char)*s); s++)
        if (__builtin_mul_overflow(num, 10, &num) || __builtin_add_overflow(num, *s - '0', &num))
            return bad("invalid duration", NULL, whole);
    bool digits = s > start;
    double frac = 0, scale = 1;
    if (*s == '.') {
        for (s++; isdigit((unsigned char)*s); s++) {
            frac = frac * 10 + (*s - '0');
            scale *= 10;
            digits = true;
        }
    }
    if (!digits)
        return bad("invalid duration", NULL, whole);
    size_t len = strcspn(s, ".0123456789");
    if (len == 0)
        return bad("missing unit in duration", NULL, whole);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (strlen(units[i].name) != len || memcmp(units[i].name, s, len) != 0)
            continue;
        if (__builtin_mul_overflow(num, units[i].ns, &num) || __builtin_add_overflow(*total, num, total))
            return bad("invalid duration", NULL, whole);
        *frac_sum += frac / scale * (double)units[i].ns;
        *p = s + len;
        return NULL;
    }
    char *unit = xstrndup(s, len);
    struct err *e = bad(NULL, unit, whole);
    free(unit);
    return e;
}

struct err *duration_parse(const char *s, struct duration *out)
{
    const char *p = s;
    bool neg = *p == '-';
    if (*p == '-' || *p == '+')
        p++;
    if (strcmp(p, "0") == 0) {
        out->ns = 0;
        return NULL;
    }
    if (*p == '\0')
        return bad("invalid duration", NULL, s);
    int64_t total = 0;
    double frac = 0;
    while (*p != '\0') {
        struct err *e = duration_part(&p, s, &frac, &total);
        if (e != NULL)
            return e;
    }
    total += (int64_t)frac;
    out->ns = neg ? -total : total;
    return NULL;
}

/* Digits of v/10^places without trailing zeros ("1.5"), as Go's Duration.String writes fractions. */
static char *decimal(uint64_t v, int places, const char *unit)
{
    uint64_t scale = 1;
    for (int i = 0; i < places; i++)
        scale *= 10;
    uint64_t whole = v / scale, frac = v % scale;
    if (frac == 0)
        return xasprintf("%lu%s", whole, unit);
    char digits[24];
    snprintf(digits, sizeof digits, "%0*lu", places, frac);
    size_t n = strlen(digits);
    while (n > 0 && digits[n - 1] == '0')
        digits[--n] = '\0';
    return xasprintf("%lu.%s%s", whole, digits, unit);
}

char *duration_string(struct duration d)
{
    uint64_t u = d.ns < 0 ? (uint64_t)0 - (uint64_t)d.ns : (uint64_t)d.ns;
    const char *sign = d.ns < 0 ? "-" : "";
    char *part;
    if (u == 0)
        return xstrdup("0s");
    if (u < 1000)
        part = decimal(u, 0, "ns");
    else if (u < 1000000)
        part = decimal(u, 3, "\xc2\xb5s");
    else if (u < (uint64_t)NS_PER_S)
        part = decimal(u, 6, "ms");
    else
        part = decimal(u % (60 * (uint64_t)NS_PER_S), 9, "s");
    uint64_t minutes = u / (60 * (uint64_t)NS_PER_S);
    char *r;
    if (minutes >= 60)
        r = xasprintf("%s%luh%lum%s", sign, minutes / 60, minutes % 60, part);
    else if (minutes > 0)
        r = xasprintf("%s%lum%s", sign, minutes, part);
    else
        r = xasprintf("%s%s", sign, part);
    free(part);
    return r;
}

static char *two(int64_t a, const char *ua, int64_t b, const char *ub)
{
    return b == 0 ? xasprintf("%ld%s", a, ua) : xasprintf("%ld%s%ld%s", a, ua, b, ub);
}

char *duration_human(struct duration d)
{
    int64_t s = d.ns / NS_PER_S;
    if (s < -1)
        return xstrdup("<invalid>");
    if (s < 0)
        return xstrdup("0s");
    int64_t m = s / 60, h = s / 3600, days = h / 24, years = days / 365;
    if (s < 120)
        return xasprintf("%lds", s);
    if (m < 10)
        return two(m, "m", s % 60, "s");
    if (m < 180)
        return xasprintf("%ldm", m);
    if (h < 8)
        return two(h, "h", m % 60, "m");
    if (h < 48)
        return xasprintf("%ldh", h);
    if (h < 192)
        return two(days, "d", h % 24, "h");
    if (days < 730)
        return xasprintf("%ldd", days);
    if (days < 2920)
        return two(years, "y", days % 365, "d");
    return xasprintf("%ldy", years);
}

/* Exactly n digits and then `end` (0: nothing), in either case of a letter; *s moves behind them. */
static bool digits(const char **s, int n, char end, int *out)
{
    const char *p = *s;
    *out = 0;
    for (int i = 0; i < n; i++, p++) {
        if (!isdigit((unsigned char)*p))
            return false;
        *out = *out * 10 + (*p - '0');
    }
    if (end != 0 && toupper((unsigned char)*p) != end)
        return false;
    *s = p + (end != 0);
    return true;
}

bool time_parse_rfc3339(const char *s, int64_t *ns)
{
    struct tm tm = {0};
    if (!digits(&s, 4, '-', &tm.tm_year) || !digits(&s, 2, '-', &tm.tm_mon) || !digits(&s, 2, 'T', &tm.tm_mday) ||
        !digits(&s, 2, ':', &tm.tm_hour) || !digits(&s, 2, ':', &tm.tm_min) || !digits(&s, 2, 0, &tm.tm_sec))
        return false;
    if (tm.tm_mon < 1 || tm.tm_mon > 12 || tm.tm_mday < 1 || tm.tm_mday > 31 || tm.tm_hour > 23 || tm.tm_min > 59 ||
        tm.tm_sec > 60)
        return false;
    int64_t frac = 0;
    if (*s == '.') {
        int64_t scale = NS_PER_S;
        for (s++; isdigit((unsigned char)*s); s++)
            if (scale > 1) {
                scale /= 10;
                frac += (*s - '0') * scale;
            }
    }
    int64_t offset = 0;
    if (*s == '+' || *s == '-') {
        int hh, mm;
        int sign = *s++ == '-' ? -1 : 1;
        if (!digits(&s, 2, ':', &hh) || !digits(&s, 2, 0, &mm) || *s != '\0')
            return false;
        offset = sign * (hh * 3600 + mm * 60);
    } else if ((*s != 'Z' && *s != 'z') || s[1] != '\0') {
        return false;
    }
    tm.tm_year -= 1900;
    tm.tm_mon -= 1;
    *ns = ((int64_t)timegm(&tm) - offset) * NS_PER_S + frac;
    return true;
}

char *time_format_rfc3339(int64_t ns)
{
    time_t t = (time_t)(ns / NS_PER_S);
    struct tm tm;
    gmtime_r(&t, &tm);
    return xasprintf("%04d-%02d-%02dT%02d:%02d:%02dZ", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
                     tm.tm_min, tm.tm_sec);
}
