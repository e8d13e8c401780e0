/* upgrade.h - a connection of its own that leaves HTTP behind (RFC 9110, 7.8): a GET with an Upgrade header, with the
 * client's server name, proxy, certificates and credentials, and after the server's 101 the bytes of both sides.
 *
 * The connection is made by libcurl (CURLOPT_CONNECT_ONLY), through the tunnel of a proxy where there is one; the
 * request is written here. Connecting and the answer are waited for; afterwards nothing blocks.
 */
#ifndef KUBEC_HTTP_UPGRADE_H
#define KUBEC_HTTP_UPGRADE_H

#include "http/http.h"

struct http_upgrade;

/* Asks for `path` (with query, escaped) with the further header lines ("Name: value", NULL at the end). *out is the
 * connection when the server switched. When it answered anything else *out is NULL and *refusal holds the answer, which
 * is the caller's in any case (http_response_release). The error is that of a connection that could not be made. */
struct err *http_upgrade_open(struct http_client *c, const char *path, const char *const *headers,
                              struct http_upgrade **out, struct http_response *refusal) ERR_MUST_USE;
/* Ends the connection; NULL is nothing. */
void http_upgrade_free(struct http_upgrade *u);
/* The value of a header of the answer, or NULL; the caller frees. */
char *http_upgrade_header(const struct http_upgrade *u, const char *name);
/* The descriptor, for poll. What http_upgrade_recv could not give out is never hidden behind it. */
int http_upgrade_fd(const struct http_upgrade *u);

enum http_io { HTTP_IO_OK, HTTP_IO_AGAIN, HTTP_IO_EOF, HTTP_IO_FAILED };
/* Reads what is there, at most n bytes. */
enum http_io http_upgrade_recv(struct http_upgrade *u, void *bytes, size_t n, size_t *got);
/* Writes what goes, at most n bytes. After HTTP_IO_AGAIN the next call must begin with the same bytes. */
enum http_io http_upgrade_send(struct http_upgrade *u, const void *bytes, size_t n, size_t *sent);
/* What HTTP_IO_FAILED was: "connection reset by peer". Borrowed. */
const char *http_upgrade_fault(const struct http_upgrade *u);

#endif
