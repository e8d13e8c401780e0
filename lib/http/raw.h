/* raw.h - a connection to the server for a caller that speaks HTTP/1.1 itself (proxy): made by libcurl with the
 * client's server name, proxy and certificates. Connecting is waited for; afterwards nothing blocks.
 */
#ifndef KUBEC_HTTP_RAW_H
#define KUBEC_HTTP_RAW_H

#include "http/http.h"

struct http_raw;

/* Connects. The error is that of a request which could not be sent. keepalive_s: the period of TCP's probes; 0: the
 * client's. */
struct err *http_raw_open(struct http_client *c, long keepalive_s, struct http_raw **out) ERR_MUST_USE;
/* Ends the connection; NULL is nothing. */
void http_raw_free(struct http_raw *r);
/* The descriptor, for poll. */
int http_raw_fd(const struct http_raw *r);

enum http_raw_io { HTTP_RAW_OK, HTTP_RAW_AGAIN, HTTP_RAW_END };
/* Reads what is there, at most n bytes; END: the server has closed, or the connection is broken. Read until AGAIN
 * before polling. */
enum http_raw_io http_raw_recv(struct http_raw *r, void *bytes, size_t n, size_t *got);
/* Writes what goes, at most n bytes. */
enum http_raw_io http_raw_send(struct http_raw *r, const void *bytes, size_t n, size_t *sent);

/* What the caller's own headers have already. */
enum http_raw_given { HTTP_RAW_AUTHORIZATION = 1, HTTP_RAW_IMPERSONATION = 2, HTTP_RAW_AGENT = 4 };
/* Appends header lines, each with CRLF: Host, and of Authorization, Impersonate-… and User-Agent those that are not in
 * `given`. Fetches or renews the credentials when it must. */
struct err *http_raw_headers(struct http_client *c, unsigned given, struct buf *out) ERR_MUST_USE;
/* The server answered 401: credentials that can be renewed are, before the next request. */
void http_raw_unauthorized(struct http_client *c);

#endif
