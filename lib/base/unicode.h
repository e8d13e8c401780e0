/* unicode.h - classes of characters, as Go's package unicode has them. */
#ifndef KUBEC_BASE_UNICODE_H
#define KUBEC_BASE_UNICODE_H

#include <stdbool.h>
#include <stdint.h>

bool unicode_is_letter(uint32_t rune); /* L */
bool unicode_is_number(uint32_t rune); /* N */
bool unicode_is_digit(uint32_t rune);  /* Nd */
bool unicode_is_print(uint32_t rune);  /* L, M, N, P, S and the ASCII space */
bool unicode_is_space(uint32_t rune);  /* White_Space */

#endif
