/* strv.c - string vectors and string helpers. */
#include "base/strv.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "base/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void strv_adopt(struct strv *l, char *s)
{
    /* Grows at powers of two, so that no capacity needs to be kept. */
    if ((l->n & (l->n - 1)) == 0)
        l->v = xreallocarray(l->v, l->n > 0 ? l->n * 2 : 1, sizeof *l->v);
    l->v[l->n++] = s;
}

void strv_add(struct strv *l, const char *s)
{
    strv_adopt(l, xstrdup(s));
}

void strv_split(struct strv *l, const char *s, char sep)
{
    for (;;) {
        const char *end = strchr(s, sep);
        if (end == NULL) {
            strv_add(l, s);
            return;
        }
        strv_adopt(l, xstrndup(s, (size_t)(end - s)));
        s = end + 1;
    }
}

bool strv_has(const struct strv *l, const char *s)
{
    for (size_t i = 0; i < l->n; i++)
        if (strcmp(l->v[i], s) == 0)
            return true;
    return false;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

void strv_sort(struct strv *l)
{
    if (l->n > 1)
        qsort(l->v, l->n, sizeof *l->v, by_bytes);
}

void strv_extend(struct strv *l, const struct strv *from)
{
    for (size_t i = 0; i < from->n; i++)
        strv_add(l, from->v[i]);
}

char *strv_join(const struct strv *l, const char *sep)
{
    struct buf b = buf_new();
    for (size_t i = 0; i < l->n; i++) {
        if (i > 0)
            buf_adds(&b, sep);
        buf_adds(&b, l->v[i]);
    }
    return buf_take(&b);
}

void strv_release(struct strv *l)
{
    for (size_t i = 0; i < l->n; i++)
        free(l->v[i]);
    free(l->v);
    *l = (struct strv){0};
}

bool str_eq(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    return strcmp(a, b) == 0;
}

bool str_starts(const char *s, const char *prefix)
{
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool str_ends(const char *s, const char *suffix)
{
    size_t n = strlen(s), m = strlen(suffix);
    return n >= m && memcmp(s + n - m, suffix, m) == 0;
}

bool str_eq_nocase(const char *a, const char *b)
{
    return strcasecmp(a, b) == 0;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

char *str_lower(const char *s)
{
    char *r = xstrdup(s);
    for (char *p = r; *p != '\0'; p++)
        *p = lower(*p);
    return r;
}

char *str_cut(const char *s, char sep, const char **rest)
{
    const char *at = strchr(s, sep);
    if (rest != NULL)
        *rest = at != NULL ? at + 1 : NULL;
    return at != NULL ? xstrndup(s, (size_t)(at - s)) : xstrdup(s);
}

char *str_quote(const char *s)
{
    static const char letters[] = "\aa\bb\ff\nn\rr\tt\vv\"\"\\\\";
    struct buf b = buf_new();
    buf_addc(&b, '"');
    for (const char *p = s; *p != '\0';) {
        uint32_t rune;
        size_t n = utf8_decode(p, strlen(p), &rune);
        const char *esc = NULL;
        for (const char *l = letters; *l != '\0'; l += 2)
            if (l[0] == *p)
                esc = l + 1;
        if (n == 0) {
            buf_addf(&b, "\\x%02x", (unsigned char)*p);
            n = 1;
        } else if (esc != NULL) {
            buf_addf(&b, "\\%c", *esc);
        } else if (rune < 0x20 || rune == 0x7f) {
            buf_addf(&b, "\\x%02x", rune);
        } else if (!unicode_is_print(rune)) {
            buf_addf(&b, rune > 0xffff ? "\\U%08x" : "\\u%04x", rune);
        } else {
            buf_add(&b, p, n);
        }
        p += n;
    }
    buf_addc(&b, '"');
    return buf_take(&b);
}

size_t str_distance(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    size_t *row = xcalloc(m + 1, sizeof *row);
    for (size_t j = 0; j <= m; j++)
        row[j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t diag = row[0];
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t cost = diag + (lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1);
            diag = row[j];
            size_t best = row[j] + 1 < row[j - 1] + 1 ? row[j] + 1 : row[j - 1] + 1;
            row[j] = best < cost ? best : cost;
        }
    }
    size_t d = row[m];
    free(row);
    return d;
}

char *str_sanitize(const char *s)
{
    struct buf b = buf_new();
    size_t left = strlen(s);
    while (left > 0) {
        uint32_t rune;
        size_t n = utf8_decode(s, left, &rune);
        if (n == 0) {
            buf_adds(&b, "\xef\xbf\xbd");
            n = 1;
        } else if ((rune < 0x20 && rune != '\n' && rune != '\t') || rune == 0x7f) {
            buf_addf(&b, "^%c", (int)(rune ^ 0x40));
        } else if (rune >= 0x80 && rune < 0xa0) {
            buf_addf(&b, "\\u%04x", rune);
        } else {
            buf_add(&b, s, n);
        }
        s += n;
        left -= n;
    }
    return buf_take(&b);
}
