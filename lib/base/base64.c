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

bool base64_decode(struct buf *out, const char *s, size_t n, size_t *bad_at)
{
    uint32_t acc = 0;
    int have = 0, pad = 0;
    size_t i;
    for (i = 0; i < n; i++) {
        if (s[i] == '\r' || s[i] == '\n')
            continue;
        if (s[i] == '=' && (have == 3 || (have == 2) || pad > 0)) {
            pad++;
            if (have + pad > 4)
                break;
            continue;
        }
        const char *at = s[i] != '\0' ? strchr(alphabet, s[i]) : NULL;
        if (at == NULL || pad > 0)
            break;
        acc = acc << 6 | (uint32_t)(at - alphabet);
        if (++have == 4) {
            char b[3] = {(char)(acc >> 16), (char)(acc >> 8), (char)acc};
            buf_add(out, b, 3);
            have = 0;
            acc = 0;
        }
    }
    bool ok = i == n && (have == 0 ? pad == 0 : have >= 2 && have + pad == 4);
    if (ok && have == 3) {
        char b[2] = {(char)(acc >> 10), (char)(acc >> 2)};
        buf_add(out, b, 2);
    } else if (ok && have == 2) {
        buf_addc(out, (char)(acc >> 4));
    }
    if (!ok && bad_at != NULL)
        *bad_at = i;
    return ok;
}
