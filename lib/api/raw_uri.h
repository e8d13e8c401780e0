/* raw_uri.h - the argument of --raw. */
#ifndef KUBEC_API_RAW_URI_H
#define KUBEC_API_RAW_URI_H

#include "base/err.h"

/* Refuses what Go's url.ParseRequestURI refuses, as kubectl's verbs word it: `--raw must be a valid URL path: parse …`.
 */
struct err *raw_uri_check(const char *raw) ERR_MUST_USE;
/* The path and query to ask the server for, as client-go's Request.RequestURI makes them: host and fragment dropped,
 * the path cleaned of dots and double slashes and escaped anew, parameters sorted. The caller owns *out. */
struct err *raw_uri_path(const char *raw, char **out) ERR_MUST_USE;

#endif
