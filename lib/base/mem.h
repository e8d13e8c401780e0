/* mem.h - allocation that does not fail.
 *
 * When memory is exhausted the program ends in one place (mem.c) with a line on stderr and exit code 1: no caller
 * checks for NULL. Sizes that come from outside are bounded before they reach these functions (see buf.h's cap).
 */
#ifndef KUBEC_BASE_MEM_H
#define KUBEC_BASE_MEM_H

#include <stdarg.h>
#include <stddef.h>

/* malloc, calloc, reallocarray and strdup that never return NULL. The caller frees. Multiplication overflow counts as
 * exhausted memory. */
void *xmalloc(size_t size) __attribute__((malloc, returns_nonnull));
void *xcalloc(size_t n, size_t size) __attribute__((malloc, returns_nonnull));
void *xreallocarray(void *ptr, size_t n, size_t size);
char *xstrdup(const char *s) __attribute__((returns_nonnull));
char *xstrndup(const char *s, size_t n) __attribute__((returns_nonnull));
/* xstrdup that keeps NULL. */
char *xstrdup_null(const char *s);
void *xmemdup(const void *p, size_t n);
/* asprintf that cannot fail; the caller frees. */
char *xasprintf(const char *fmt, ...) __attribute__((format(printf, 1, 2), returns_nonnull));
char *xvasprintf(const char *fmt, va_list ap) __attribute__((format(printf, 1, 0), returns_nonnull));
/* Frees *slot and puts `value` (owned from now on; may be NULL) there. */
void str_replace_owned(char **slot, char *value);
/* Ends the program with "error: out of memory" and exit code 1. */
void out_of_memory(void) __attribute__((noreturn));

#endif
