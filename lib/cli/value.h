/* value.h - flag values as Go and pflag read them. */
#ifndef KUBEC_CLI_VALUE_H
#define KUBEC_CLI_VALUE_H

#include "base/err.h"
#include "base/strv.h"

#include <stdbool.h>
#include <stdint.h>

/* Go's strconv.ParseInt(s, base, bits): base 0 (prefixes 0x, 0o, 0b, 0 and underscores between digits) or 10; bits 32
 * or 64. Errors: `strconv.ParseInt: parsing "a": invalid syntax` and `…: value out of range`. */
struct err *value_int(const char *s, int base, int bits, int64_t *out) ERR_MUST_USE;
/* Go's strconv.ParseBool: 1 t T TRUE true True, 0 f F FALSE false False. */
struct err *value_bool(const char *s, bool *out) ERR_MUST_USE;
/* Appends the fields of the first CSV record of s, as pflag's StringSlice reads them with Go's encoding/csv ("" adds
 * none; quotes may hold commas and line ends). Errors are worded as encoding/csv words them; out is unchanged then. */
struct err *value_csv(const char *s, struct strv *out) ERR_MUST_USE;

#endif
