/* utf8.c - UTF-8. */
#include "base/utf8.h"

#include <string.h>

size_t utf8_decode(const char *s, size_t n, uint32_t *rune)
{
    const unsigned char *p = (const unsigned char *)s;
    if (n == 0)
        return 0;
    if (p[0] < 0x80) {
        *rune = p[0];
        return 1;
    }
    size_t len = p[0] >= 0xf0 ? 4 : p[0] >= 0xe0 ? 3 : 2;
    if (p[0] < 0xc2 || p[0] > 0xf4 || n < len)
        return 0;
    uint32_t r = p[0] & (0xffU >> (len + 1));
    for (size_t i = 1; i < len; i++) {
        if ((p[i] & 0xc0) != 0x80)
            return 0;
        r = r << 6 | (p[i] & 0x3f);
    }
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (r < least[len] || r > 0x10ffff || (r >= 0xd800 && r < 0xe000))
        return 0;
    *rune = r;
    return len;
}

size_t utf8_encode(uint32_t r, char out[4])
{
    if (r < 0x80) {
        out[0] = (char)r;
        return 1;
    }
    size_t len = r < 0x800 ? 2 : r < 0x10000 ? 3 : 4;
    for (size_t i = len - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (r & 0x3f));
        r >>= 6;
    }
    static const unsigned char lead[] = {0, 0, 0xc0, 0xe0, 0xf0};
    out[0] = (char)(lead[len] | r);
    return len;
}

bool utf8_valid(const char *s, size_t n)
{
    while (n > 0) {
        uint32_t r;
        size_t k = utf8_decode(s, n, &r);
        if (k == 0)
            return false;
        s += k;
        n -= k;
    }
    return true;
}

size_t utf8_count(const char *s)
{
    size_t left = strlen(s), count = 0;
    while (left > 0) {
        uint32_t r;
        size_t k = utf8_decode(s, left, &r);
        if (k == 0)
            k = 1;
        s += k;
        left -= k;
        count++;
    }
    return count;
}
