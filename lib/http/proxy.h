/* proxy.h - which proxy a server is reached through, by the rules of Go's net/http (httpproxy). */
#ifndef KUBEC_HTTP_PROXY_H
#define KUBEC_HTTP_PROXY_H

#include "base/err.h"

#include <stdbool.h>

/* The proxy for the origin "https://host:port": `configured` (the kubeconfig's proxy-url) if not empty; else
 * HTTPS_PROXY or HTTP_PROXY (or their lowercase forms) unless NO_PROXY names the host. *out is "" for a direct
 * connection, else a URL with one of the schemes http, https, socks5 (changed to libcurl's socks5h: Go lets the proxy
 * resolve names). Caller frees. */
struct err *proxy_for(const char *origin, const char *configured, char **out) ERR_MUST_USE;
/* True if the list (the value of NO_PROXY) or the rule for loopback excludes host (without brackets) and port. */
bool proxy_excluded(const char *no_proxy, const char *host, const char *port);
/* Splits "https://[::1]:6443/x" into owned parts; port is the scheme's default if it has none. False if it is no such
 * URL. */
bool origin_split(const char *url, char **scheme, char **host, char **port);

#endif
