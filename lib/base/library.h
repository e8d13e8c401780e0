/* library.h - shared libraries opened at run time, so that only the command that needs one waits for it. */
#ifndef KUBEC_BASE_LIBRARY_H
#define KUBEC_BASE_LIBRARY_H

#include "base/err.h"

#include <stddef.h>

struct library_symbol {
    const char *name;
    size_t offset; /* of its address in the caller's table */
};

/* Opens the library `file` ("libcurl.so.4") with dlopen's flags and writes the addresses of the n symbols into `table`.
 * The library stays open until the program ends. The error is the loader's, or says which symbol it lacks; then nothing
 * of the table is to be used. */
struct err *library_open(const char *file, int flags, const struct library_symbol *symbols, size_t n,
                         void *table) ERR_MUST_USE;

#endif
