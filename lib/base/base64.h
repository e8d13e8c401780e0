/* base64.h - RFC 4648 base 64, standard alphabet with padding. */
#ifndef KUBEC_BASE_BASE64_H
#define KUBEC_BASE_BASE64_H

#include "base/buf.h"

#include <stdbool.h>

/* Appends the encoding of the n bytes. */
void base64_encode(struct buf *out, const void *bytes, size_t n);
/* Appends what s (n characters; \r and \n are skipped, as Go does) stands for; false at the first wrong character,
 * whose offset is then in *bad_at (may be NULL). */
bool base64_decode(struct buf *out, const char *s, size_t n, size_t *bad_at);

#endif
