/* gonumber.c - numbers and escapes in text as Go's package strconv reads them. */
#include "print/gonumber.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

bool go_atoi(const char *s, size_t n, int64_t *out)
{
    size_t i = n > 0 && (s[0] == '+' || s[0] == '-');
    bool negative = i > 0 && s[0] == '-';
    uint64_t v = 0, most = (uint64_t)INT64_MAX + negative;
    if (i == n)
        return false;
    for (; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return false;
        uint64_t d = (uint64_t)(s[i] - '0');
        if (v > (most - d) / 10)
            return false;
        v = v * 10 + d;
    }
    *out = negative ? (int64_t)(0 - v) : (int64_t)v;
    return true;
}

/* Underscores stand between digits, or behind a base's prefix. */
static bool underscores_ok(const char *s)
{
    char before = '^';
    s += *s == '+' || *s == '-';
    bool hex = false;
    if (s[0] == '0' && s[1] && strchr("bBoOxX", s[1])) {
        hex = s[1] == 'x' || s[1] == 'X';
        s += 2;
        before = '0';
    }
    for (; *s; s++) {
        if (isdigit((unsigned char)*s) || (hex && isxdigit((unsigned char)*s))) {
            before = '0';
        } else if (*s == '_') {
            if (before != '0')
                return false;
            before = '_';
        } else {
            if (before == '_')
                return false;
            before = '!';
        }
    }
    return before != '_';
}

static size_t count_digits(const char *s, bool hex)
{
    size_t n = 0;
    while (hex ? isxdigit((unsigned char)s[n]) : isdigit((unsigned char)s[n]))
        n++;
    return n;
}

/* True for [+-]digits[.digits][e[+-]digits], or the same in hexadecimal with an exponent of p. */
static bool is_float(const char *s)
{
    s += *s == '+' || *s == '-';
    bool hex = s[0] == '0' && (s[1] == 'x' || s[1] == 'X');
    s += hex ? 2 : 0;
    size_t whole = count_digits(s, hex), fraction = 0;
    s += whole;
    if (*s == '.') {
        fraction = count_digits(s + 1, hex);
        s += 1 + fraction;
    }
    if (whole + fraction == 0)
        return false;
    int c = tolower((unsigned char)*s);
    if (c == (hex ? 'p' : 'e')) {
        s++;
        s += *s == '+' || *s == '-';
        size_t exponent = count_digits(s, false);
        s += exponent;
        return exponent > 0 && *s == '\0';
    }
    return !hex && *s == '\0';
}

bool go_parse_float(const char *s, size_t n, double *out)
{
    if (n > 4096 || memchr(s, '\0', n))
        return false;
    char *text = xstrndup(s, n);
    bool ok = underscores_ok(text);
    char *to = text;
    for (const char *from = text; *from; from++) {
        if (*from != '_')
            *to++ = *from;
    }
    *to = '\0';
    ok = ok && is_float(text);
    if (ok) {
        *out = strtod(text, NULL);
        ok = !isinf(*out);
    }
    free(text);
    return ok;
}

static int hex_value(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* \xHH is a byte, \uHHHH and \UHHHHHHHH are characters. */
static size_t unquote_hex(const char *s, size_t n, struct buf *out)
{
    size_t want = s[1] == 'x' ? 2 : s[1] == 'u' ? 4 : 8;
    uint32_t v = 0;
    if (n < 2 + want)
        return 0;
    for (size_t i = 0; i < want; i++) {
        int d = hex_value(s[2 + i]);
        if (d < 0)
            return 0;
        v = v << 4 | (uint32_t)d;
    }
    if (want == 2) {
        buf_addc(out, (char)v);
    } else {
        char c[4];
        if (v > 0x10ffff || (v >= 0xd800 && v < 0xe000))
            return 0;
        buf_add(out, c, utf8_encode(v, c));
    }
    return 2 + want;
}

static size_t unquote_octal(const char *s, size_t n, struct buf *out)
{
    unsigned v = 0;
    if (n < 4)
        return 0;
    for (size_t i = 1; i < 4; i++) {
        if (s[i] < '0' || s[i] > '7')
            return 0;
        v = v * 8 + (unsigned)(s[i] - '0');
    }
    if (v > 255)
        return 0;
    buf_addc(out, (char)v);
    return 4;
}

size_t go_unquote_char(const char *s, size_t n, char quote, struct buf *out)
{
    static const char letters[] = "abfnrtv\\", bytes[] = "\a\b\f\n\r\t\v\\";
    if (s[0] == quote && quote)
        return 0;
    if ((unsigned char)s[0] >= 0x80) {
        uint32_t rune;
        size_t w = utf8_decode(s, n, &rune);
        if (w)
            buf_add(out, s, w);
        else
            buf_adds(out, "\xef\xbf\xbd");
        return w ? w : 1;
    }
    if (s[0] != '\\') {
        buf_addc(out, s[0]);
        return 1;
    }
    if (n < 2)
        return 0;
    const char *known = s[1] ? strchr(letters, s[1]) : NULL;
    if (known) {
        buf_addc(out, bytes[known - letters]);
        return 2;
    }
    if (s[1] == 'x' || s[1] == 'u' || s[1] == 'U')
        return unquote_hex(s, n, out);
    if (s[1] >= '0' && s[1] <= '7')
        return unquote_octal(s, n, out);
    if ((s[1] == '\'' || s[1] == '"') && s[1] == quote) {
        buf_addc(out, s[1]);
        return 2;
    }
    return 0;
}

/* ---- constants of templates ---- */

/* strconv.ParseUint(s, 0, 64), s without a sign. */
static bool parse_uint(const char *s, uint64_t *out)
{
    unsigned base = 10;
    if (s[0] == '0' && s[1]) {
        base = strchr("xX", s[1]) ? 16 : strchr("bB", s[1]) ? 2 : 8;
        s += strchr("xXbBoO", s[1]) ? 2 : 1;
    }
    uint64_t v = 0;
    bool any = false;
    for (; *s; s++) {
        if (*s == '_')
            continue;
        int d = hex_value(*s);
        if (d < 0 || (unsigned)d >= base || v > (UINT64_MAX - (uint64_t)d) / base)
            return false;
        v = v * base + (uint64_t)d;
        any = true;
    }
    *out = v;
    return any;
}

static bool integer_constant(const char *text, struct go_number *out)
{
    bool sign = *text == '+' || *text == '-', negative = *text == '-';
    uint64_t u;
    if (!underscores_ok(text) || !parse_uint(text + sign, &u))
        return false;
    out->is_uint = !sign || u == 0;
    out->is_int = u <= (uint64_t)INT64_MAX + negative;
    if (out->is_int)
        out->i = negative ? (int64_t)(0 - u) : (int64_t)u;
    out->is_float = out->is_int || out->is_uint;
    out->f = out->is_int ? (double)out->i : (double)u;
    return out->is_float;
}

static bool float_constant(const char *text, size_t n, struct go_number *out)
{
    if (!go_parse_float(text, n, &out->f))
        return false;
    out->is_float = true;
    if (out->f > -9.2e18 && out->f < 9.2e18 && out->f == (double)(int64_t)out->f) {
        out->is_int = true;
        out->i = (int64_t)out->f;
        out->is_uint = out->f >= 0;
    }
    return true;
}

bool go_number_constant(const char *s, size_t n, struct go_number *out, char **why)
{
    char *text = xstrndup(s, n);
    *out = (struct go_number){0};
    bool ok = false;
    if (n > 0 && s[n - 1] == 'i') {
        double f;
        if (!go_parse_float(s, n - 1, &f))
            *why = xasprintf("illegal number syntax: \"%s\"", text);
    } else if (integer_constant(text, out)) {
        ok = true;
    } else if (float_constant(text, n, out)) {
        ok = strpbrk(text, ".eEpP") != NULL;
        if (!ok)
            *why = xasprintf("integer overflow: \"%s\"", text);
    } else {
        *why = xasprintf("illegal number syntax: \"%s\"", text);
    }
    free(text);
    return ok;
}

bool go_char_constant(const char *s, size_t n, struct go_number *out, char **why)
{
    struct buf b = buf_new();
    size_t used = n > 1 ? go_unquote_char(s + 1, n - 1, '\'', &b) : 0;
    uint32_t rune = b.len > 0 ? (unsigned char)b.data[0] : 0;
    if (b.len > 1)
        utf8_decode(b.data, b.len, &rune);
    buf_release(&b);
    bool ok = used > 0 && used + 2 == n && s[n - 1] == '\'';
    if (used == 0)
        *why = xstrdup("invalid syntax");
    else if (!ok)
        *why = xasprintf("malformed character constant: %.*s", (int)n, s);
    *out = (struct go_number){.is_int = true, .is_uint = true, .is_float = true, .i = rune, .f = rune};
    return ok;
}
