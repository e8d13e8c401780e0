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
    bool ok = is_float(text);
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
