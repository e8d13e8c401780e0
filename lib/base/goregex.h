/* goregex.h - Go's regular expressions (RE2), as far as POSIX's can stand for them: to ask whether a text matches. */
#ifndef KUBEC_BASE_GOREGEX_H
#define KUBEC_BASE_GOREGEX_H

#include "base/err.h"

#include <regex.h>

/* Compiles an expression of Go's syntax for regexec (without groups). \d \D \w \W \s \S \b \B, \A and \z, (?:…), lazy
 * repetitions and a leading (?i) mean what they do in Go. The error is `error parsing regexp: …`; also for what cannot
 * be said here (\p{…}, \C, flags within). *out is the caller's (regfree) when there is no error. */
struct err *goregex_compile(const char *text, regex_t *out) ERR_MUST_USE;

#endif
