/* utf8.h - UTF-8 as RFC 3629 has it (no surrogates, no overlong forms, at most U+10FFFF). */
#ifndef KUBEC_BASE_UTF8_H
#define KUBEC_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Reads one code point from the `n` bytes at s into *rune. Gives its length in bytes (1 to 4), or 0 if it is invalid or
 * cut short (n == 0 too). */
size_t utf8_decode(const char *s, size_t n, uint32_t *rune);
/* Writes the code point (<= 0x10ffff) to out and gives the length in bytes, 1 to 4. */
size_t utf8_encode(uint32_t rune, char out[4]);
/* True if all n bytes are valid UTF-8. */
bool utf8_valid(const char *s, size_t n);
/* The number of code points (each invalid byte counts as one), as Go's utf8.RuneCountInString. */
size_t utf8_count(const char *s);

#endif
