/* color.h - when output is coloured, and how.
 *
 * Colour is for terminals only: bytes in pipes and files never change. It is decided once, by the verb.
 */
#ifndef KUBEC_PRINT_COLOR_H
#define KUBEC_PRINT_COLOR_H

#include <stdbool.h>
#include <stddef.h>

/* What a text is, not how it looks. NONE is 0. */
enum color { COLOR_NONE, COLOR_HEADER, COLOR_GOOD, COLOR_WAITING, COLOR_BAD };
#define COLOR_RESET "\033[0m"

/* True if output to a terminal (tty) or elsewhere is to be coloured. KUBEC_COLOR=always and =never decide; with auto,
 * anything else or no such variable it is for terminals, unless NO_COLOR is set and not empty (no-color.org), or TERM
 * is "dumb", empty or not set. */
bool color_wanted(bool tty);
/* The bytes that begin the colour; "" for NONE. Static. */
const char *color_start(enum color c);
/* The colour of a table's cell: n bytes of text (white space at its end does not count) in the column with this header
 * (upper case): words of STATUS and PHASE, "1/2" of READY and COMPLETIONS, RESTARTS other than 0, TYPE of events.
 * Words that we do not know have none. */
enum color color_of_cell(const char *header, const char *text, size_t n);

#endif
