/* buf.h - the growable byte buffer.
 *
 * Invariants: data[len] is always '\0' (so data is a C string when no NUL was added); len <= cap; data is never NULL
 * after buf_init. Every buffer has a cap on its length, `max`: an append that would pass it adds nothing and sets
 * `overflow`, which stays set; whoever fills a buffer from outside checks buf_overflowed() once, at the end.
 */
#ifndef KUBEC_BASE_BUF_H
#define KUBEC_BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct buf {
    char *data;
    size_t len;
    size_t cap; /* 0 while data points to the shared empty string */
    size_t max;
    bool overflow;
};

#define BUF_MAX_DEFAULT ((size_t)1 << 30) /* 1 GiB: for text made by ourselves */

/* Makes an empty buffer with a cap of `max` bytes; allocates nothing yet. */
void buf_init(struct buf *b, size_t max);
/* An initialiser with the default cap. */
struct buf buf_new(void);
/* Frees the bytes; the buffer is as after buf_init. */
void buf_release(struct buf *b);
/* Sets the length to 0 and clears `overflow`; keeps the memory. */
void buf_clear(struct buf *b);
/* Makes room for `extra` more bytes (not counting the NUL); false and `overflow` when that would pass max. */
bool buf_reserve(struct buf *b, size_t extra);
void buf_add(struct buf *b, const void *bytes, size_t n);
void buf_addc(struct buf *b, char c);
void buf_adds(struct buf *b, const char *s);
void buf_addf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_vaddf(struct buf *b, const char *fmt, va_list ap) __attribute__((format(printf, 2, 0)));
/* Adds `n` times the byte c. */
void buf_addn(struct buf *b, char c, size_t n);
/* Inserts bytes at `at` (<= len). */
void buf_insert(struct buf *b, size_t at, const void *bytes, size_t n);
/* Cuts the length to n (<= len). */
void buf_truncate(struct buf *b, size_t n);
/* Gives the bytes out as a C string that the caller frees; the buffer is empty afterwards. */
char *buf_take(struct buf *b);
bool buf_overflowed(const struct buf *b);

#endif
