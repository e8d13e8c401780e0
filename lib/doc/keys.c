/* keys.c - the keys that fill Kubernetes objects, as shared constants: no allocation for each of them. */
#include "doc/json.h"

#include <string.h>

struct slot {
    const char *key;
    unsigned char len;
};

#include "doc/keys_table.h"

/* The same function as in tools/gen_keys.py. */
static size_t slot_of(const char *s, size_t n)
{
    const unsigned char *b = (const unsigned char *)s;
    return (n * 7 + b[0] * (size_t)37 + b[n - 1] * (size_t)151 + b[n / 2] * (size_t)601 + b[n / 4] * (size_t)2411 +
            b[n * 3 / 4] * (size_t)9643) &
           (TABLE_SIZE - 1);
}

const char *key_constant(const char *s, size_t n)
{
    if (n == 0 || n > LONGEST_KEY)
        return NULL;
    size_t at = slot_of(s, n);
    for (int i = 0; i < LONGEST_PROBE && table[at].key != NULL; i++) {
        if (table[at].len == n && memcmp(table[at].key, s, n) == 0)
            return table[at].key;
        at = (at + 1) & (TABLE_SIZE - 1);
    }
    return NULL;
}
