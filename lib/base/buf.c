/* buf.c - the growable byte buffer. */
#include "base/buf.h"

#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char empty[1]; /* shared by all buffers without memory; never written to */

void buf_init(struct buf *b, size_t max)
{
    *b = (struct buf){.data = empty, .max = max};
}

struct buf buf_new(void)
{
    struct buf b;
    buf_init(&b, BUF_MAX_DEFAULT);
    return b;
}

void buf_release(struct buf *b)
{
    if (b->cap > 0)
        free(b->data);
    buf_init(b, b->max);
}

void buf_clear(struct buf *b)
{
    buf_truncate(b, 0);
    b->overflow = false;
}

bool buf_reserve(struct buf *b, size_t extra)
{
    if (b->overflow || extra > b->max || b->len > b->max - extra) {
        b->overflow = true;
        return false;
    }
    size_t need = b->len + extra + 1;
    if (need <= b->cap)
        return true;
    size_t cap = b->cap > 0 ? b->cap : 64;
    while (cap < need)
        cap += cap / 2 + 64;
    char *old = b->cap > 0 ? b->data : NULL;
    b->data = xreallocarray(old, cap, 1);
    b->cap = cap;
    b->data[b->len] = '\0';
    return true;
}

void buf_add(struct buf *b, const void *bytes, size_t n)
{
    if (n == 0 || !buf_reserve(b, n))
        return;
    memcpy(b->data + b->len, bytes, n);
    b->len += n;
    b->data[b->len] = '\0';
}

void buf_addc(struct buf *b, char c)
{
    buf_add(b, &c, 1);
}

void buf_adds(struct buf *b, const char *s)
{
    buf_add(b, s, strlen(s));
}

void buf_vaddf(struct buf *b, const char *fmt, va_list ap)
{
    char *s = xvasprintf(fmt, ap);
    buf_adds(b, s);
    free(s);
}

void buf_addf(struct buf *b, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(b, fmt, ap);
    va_end(ap);
}

void buf_addn(struct buf *b, char c, size_t n)
{
    if (n == 0 || !buf_reserve(b, n))
        return;
    memset(b->data + b->len, c, n);
    b->len += n;
    b->data[b->len] = '\0';
}

void buf_insert(struct buf *b, size_t at, const void *bytes, size_t n)
{
    if (n == 0 || !buf_reserve(b, n))
        return;
    memmove(b->data + at + n, b->data + at, b->len - at + 1);
    memcpy(b->data + at, bytes, n);
    b->len += n;
}

void buf_truncate(struct buf *b, size_t n)
{
    if (n >= b->len)
        return;
    b->len = n;
    b->data[n] = '\0';
}

char *buf_take(struct buf *b)
{
    char *s = b->cap > 0 ? b->data : xstrdup("");
    buf_init(b, b->max);
    return s;
}

bool buf_overflowed(const struct buf *b)
{
    return b->overflow;
}
