/* base64.c - RFC 4648 base 64. */
#include "base/base64.h"

#include <stdint.h>
#include <string.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void base64_encode(struct buf *out, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    for (; n > 0; p += 3, n -= n < 3 ? n : 3) {
        uint32_t v = (uint32_t)p[0] << 16 | (n > 1 ? (uint32_t)p[1] << 8 : 0) | (n > 2 ? p[2] : 0);
        buf_addc(out, alphabet[v >> 18]);
        buf_addc(out, alphabet[v >> 12 & 63]);
        buf_addc(out, n > 1 ? alphabet[v >> 6 & 63] : '=');
        buf_addc(out, n > 2 ? alphabet[v & 63] : '=');
    }
}

static bool is_newline(char c)
{
    return c == '\r' || c == '\n';
}

static size_t skip_newlines(const char *s, size_t n, size_t i)
{
    while (i < n && is_newline(s[i]))
        i++;
    return i;
}

/* Adds the bytes of a group of `have` (2 to 4) characters. */
static void add_group(struct buf *out, uint32_t acc, int have)
{
    acc <<= 6 * (4 - have);
    char b[3] = {(char)(acc >> 16), (char)(acc >> 8), (char)acc};
    buf_add(out, b, (size_t)have - 1);
}

/* Reads the padding from `i` on, where the first '=' is, behind `have` characters; gives the place of what is wrong, or
 * n. */
static size_t read_padding(const char *s, size_t n, size_t i, int have)
{
    if (have < 2)
        return i;
    size_t next = skip_newlines(s, n, i + 1);
    if (have == 2) {
        if (next == n || s[next] != '=')
            return next == n ? n + 1 : next - 1;
        next = skip_newlines(s, n, next + 1);
    }
    return next;
}

/* The places of errors are those that Go's encoding/base64 names. */
bool base64_decode(struct buf *out, const char *s, size_t n, size_t *bad_at)
{
    uint32_t acc = 0;
    int have = 0;
    size_t i, bad = n;
    for (i = 0; i < n; i++) {
        if (is_newline(s[i]))
            continue;
        const char *at = s[i] != '\0' ? strchr(alphabet, s[i]) : NULL;
        if (at == NULL)
            break;
        acc = acc << 6 | (uint32_t)(at - alphabet);
        if (++have == 4) {
            add_group(out, acc, have);
            have = 0;
            acc = 0;
        }
    }
    bool ok = i == n && have == 0;
    if (i == n && have > 0) {
        bad = n - (size_t)have; /* the text ends within a group */
    } else if (i < n && s[i] != '=') {
        bad = i;
    } else if (i < n) {
        bad = read_padding(s, n, i, have);
        ok = bad == n;
        bad = bad > n ? n : bad;
        if (ok)
            add_group(out, acc, have);
    }
    if (!ok && bad_at != NULL)
        *bad_at = bad;
    return ok;
}
