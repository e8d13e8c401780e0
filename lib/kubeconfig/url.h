/* url.h - as much of Go's net/url as a kubeconfig needs: server and proxy addresses. */
#ifndef KUBEC_KUBECONFIG_URL_H
#define KUBEC_KUBECONFIG_URL_H

#include "base/err.h"

/* A parsed URL; all strings owned, "" when absent. */
struct url {
    char *scheme; /* in lower case */
    char *opaque; /* what follows "scheme:" when that is no slash */
    char *host;   /* with user info and port */
    char *path;   /* as written */
};

/* Go's url.Parse. The error is worded as kubectl prints it: "Unable to connect to the server: …". */
struct err *url_parse(const char *s, struct url *out) ERR_MUST_USE;
void url_release(struct url *u);
/* What client-go makes of a server address (rest.DefaultServerURL): scheme and host ("https://h:1") and a path prefix
 * without a slash at its end. An address without a scheme gets https:// with default_tls, else http://. Both strings
 * are the caller's. */
struct err *server_url_parse(const char *server, bool default_tls, char **host, char **path) ERR_MUST_USE;
/* clientcmd's check of a proxy-url: "could not parse: x", or `unsupported scheme "x", must be http, https, or socks5`.
 */
struct err *proxy_url_check(const char *s) ERR_MUST_USE;

#endif
