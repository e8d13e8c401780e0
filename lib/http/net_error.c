/* net_error.c - the words of Go's net/http for a failed transfer. */
#include "http/internal.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "http/proxy.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* The name server that Go's resolver names in its errors: the first of /etc/resolv.conf. Caller frees. */
static char *name_server(void)
{
    struct buf b;
    buf_init(&b, 1 << 16);
    char *found = NULL;
    struct err *e = file_read("/etc/resolv.conf", &b);
    if (e == NULL) {
        struct strv lines = {0};
        strv_split(&lines, b.data, '\n');
        for (size_t i = 0; i < lines.n && found == NULL; i++) {
            char address[64];
            if (sscanf(lines.v[i], " nameserver %63s", address) == 1)
                found = strchr(address, ':') != NULL ? xasprintf("[%s]:53", address) : xasprintf("%s:53", address);
        }
        strv_release(&lines);
    }
    err_free(e);
    buf_release(&b);
    return found != NULL ? found : xstrdup("127.0.0.1:53");
}

static char *lookup_failed(const char *url)
{
    char *scheme;
    char *host;
    char *port;
    if (!origin_split(url, &scheme, &host, &port))
        return xstrdup("no such host");
    char *server = name_server();
    char *text = xasprintf("dial tcp: lookup %s on %s: no such host", host, server);
    free(server);
    free(scheme);
    free(host);
    free(port);
    return text;
}

/* A certificate that was refused. */
static char *verify_failed(const struct http_request *r)
{
    const char *fault = r->client->x509.fault;
    if (fault != NULL)
        return xasprintf("tls: failed to verify certificate: %s", fault);
    return xasprintf("tls: failed to verify certificate: x509: %s", r->error);
}

/* "127.0.0.1:4711->127.0.0.1:6443", or the far end alone. Caller frees. */
static char *ends(const struct http_request *r)
{
    char *ip = NULL;
    long port = 0;
    r->client->curl->easy_getinfo(r->easy, CURLINFO_LOCAL_IP, &ip);
    r->client->curl->easy_getinfo(r->easy, CURLINFO_LOCAL_PORT, &port);
    if (str_empty(ip) || port == 0)
        return xstrdup(r->peer);
    char *far_ip = NULL;
    long far_port = 0;
    r->client->curl->easy_getinfo(r->easy, CURLINFO_PRIMARY_IP, &far_ip);
    r->client->curl->easy_getinfo(r->easy, CURLINFO_PRIMARY_PORT, &far_port);
    return xasprintf(strchr(ip, ':') != NULL ? "[%s]:%ld->[%s]:%ld" : "%s:%ld->%s:%ld", ip, port,
                     far_ip != NULL ? far_ip : "", far_port);
}

static char *connection_reset(const struct http_request *r)
{
    char *both = ends(r);
    char *text = xasprintf("read tcp %s: read: connection reset by peer", both);
    free(both);
    return text;
}

static char *dial_failed(const struct http_request *r)
{
    long number = 0;
    r->client->curl->easy_getinfo(r->easy, CURLINFO_OS_ERRNO, &number);
    char *text;
    if (number == ECONNRESET) {
        text = connection_reset(r);
    } else if (number == ETIMEDOUT || number == 0 || number == EINPROGRESS) {
        text = xasprintf("dial tcp %s: i/o timeout", r->peer);
    } else {
        char *words = file_errno_text((int)number);
        text = xasprintf("dial tcp %s: connect: %s", r->peer, words);
        free(words);
    }
    return text;
}

/* A handshake that ended before a certificate was judged. */
static char *handshake_failed(const struct http_request *r)
{
    const char *e = r->error;
    long number = 0;
    r->client->curl->easy_getinfo(r->easy, CURLINFO_OS_ERRNO, &number);
    if (strstr(e, "wrong version number") != NULL || strstr(e, "packet length too long") != NULL ||
        strstr(e, "http request") != NULL)
        return xstrdup("http: server gave HTTP response to HTTPS client");
    if (strstr(e, "unsupported protocol") != NULL || strstr(e, "protocol version") != NULL)
        return xstrdup("remote error: tls: protocol version not supported");
    if (strstr(e, "certificate required") != NULL)
        return xstrdup("remote error: tls: certificate required");
    if (strstr(e, "unknown ca") != NULL)
        return xstrdup("remote error: tls: unknown certificate authority");
    if (strstr(e, "bad certificate") != NULL)
        return xstrdup("remote error: tls: bad certificate");
    if (strstr(e, "handshake failure") != NULL)
        return xstrdup("remote error: tls: handshake failure");
    if (strstr(e, "Connection reset") != NULL || number == ECONNRESET)
        return connection_reset(r);
    if (strstr(e, "SYSCALL") != NULL || strstr(e, "unexpected eof") != NULL)
        return xstrdup("EOF");
    char *safe = str_sanitize(e[0] != '\0' ? e : "TLS handshake failed");
    char *text = xasprintf("tls: %s", safe);
    free(safe);
    return text;
}

static char *timed_out(const struct http_request *r)
{
    const struct http_client *c = r->client;
    bool ours = r->call.timeout_ns != 0 || c->config->timeout_ns != 0;
    struct sockaddr_storage peer;
    socklen_t len = sizeof peer;
    bool connected = c->settled || r->sent || r->fd < 0 || getpeername(r->fd, (struct sockaddr *)&peer, &len) == 0;
    if (!ours)
        return connected ? xstrdup("net/http: TLS handshake timeout") : xasprintf("dial tcp %s: i/o timeout", r->peer);
    /* Go's two transports have words of their own. */
    bool http2 = c->settled ? c->http2 : c->https;
    const char *what = http2 ? "context deadline exceeded" : "net/http: request canceled";
    if (r->header_count > 0)
        return xasprintf("%s (Client.Timeout or context cancellation while reading body)", what);
    if (!r->sent && !c->settled)
        return connected
                   ? xstrdup("context deadline exceeded")
                   : xstrdup("net/http: request canceled while waiting for connection (Client.Timeout exceeded while "
                             "awaiting headers)");
    return xasprintf("%s (Client.Timeout exceeded while awaiting headers)", what);
}

static char *receive_failed(const struct http_request *r)
{
    long number = 0;
    r->client->curl->easy_getinfo(r->easy, CURLINFO_OS_ERRNO, &number);
    if (strstr(r->error, "reset") != NULL || number == ECONNRESET)
        return connection_reset(r);
    if (strstr(r->error, "timed out") != NULL || number == ETIMEDOUT)
        return xstrdup("http2: client connection lost");
    return xstrdup(r->header_count > 0 ? "unexpected EOF" : "EOF");
}

static bool headers_too_large(const struct http_request *r)
{
    return strstr(r->error, "Too large response headers") != NULL;
}

char *net_error_cause(const struct http_request *r, CURLcode code)
{
    const struct http_client *c = r->client;
    if (r->repeat_refused)
        return xstrdup("EOF");
    if (headers_too_large(r)) /* libcurl's own limit */
        return xstrdup("net/http: server response headers exceeded 307200 bytes; aborted");
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
        return lookup_failed(c->config->host);
    case CURLE_COULDNT_RESOLVE_PROXY: {
        char *text = lookup_failed(c->proxy);
        char *whole = xasprintf("proxyconnect tcp: %s", text);
        free(text);
        return whole;
    }
    case CURLE_COULDNT_CONNECT: {
        char *text = dial_failed(r);
        char *whole = xasprintf("%s%s",
                                str_starts(c->proxy, "http") ? "proxyconnect tcp: "
                                : c->proxy[0] != '\0'        ? "socks connect tcp: "
                                                             : "",
                                text);
        free(text);
        return whole;
    }
    case CURLE_PEER_FAILED_VERIFICATION:
        return verify_failed(r);
    case CURLE_SSL_CONNECT_ERROR:
        return handshake_failed(r);
    case CURLE_OPERATION_TIMEDOUT:
        return timed_out(r);
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_PARTIAL_FILE:
        return receive_failed(r);
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
        return xstrdup(r->header_count > 0 ? "unexpected EOF" : "http2: client connection lost");
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
        return xstrdup("net/http: HTTP/1.x transport connection broken: malformed HTTP response");
    case CURLE_SSL_CERTPROBLEM:
        return xstrdup("tls: private key does not match public key");
    case CURLE_BAD_CONTENT_ENCODING:
    case CURLE_WRITE_ERROR:
        return xstrdup("gzip: invalid header");
    default: {
        return str_sanitize(r->error[0] != '\0' ? r->error : c->curl->easy_strerror(code));
    }
    }
}

struct err *net_error(const struct http_request *r, const char *cause)
{
    struct err *e;
    if (strstr(cause, "connection refused") != NULL) {
        const char *host = strstr(r->client->config->host, "://") + 3;
        const char *at = strrchr(host, '@'); /* a password stays out of messages */
        host = at != NULL ? at + 1 : host;
        e = err_new_kind(ERR_NET,
                         "The connection to the server %.*s was refused - did you specify the right host or port?",
                         (int)strcspn(host, "/"), host);
    } else {
        e = err_new_kind(ERR_NET, "Unable to connect to the server: %s", cause);
    }
    /* What it is below a prefix: Go's url.Error. */
    char *method = str_lower(r->call.method);
    method[0] = (char)toupper((unsigned char)method[0]);
    char *url = request_url(r);
    char *quoted = str_quote(url);
    e->inner = xasprintf("%s %s: %s", method, quoted, cause);
    free(quoted);
    free(url);
    free(method);
    return e;
}

struct err *net_error_of(const struct http_request *r, CURLcode code)
{
    char *cause = net_error_cause(r, code);
    struct err *e;
    if (code == CURLE_SSL_CERTPROBLEM)
        e = err_new("%s", cause);
    else if (r->header_count == 0 || headers_too_large(r))
        e = net_error(r, cause);
    else if (r->call.raw)
        e = err_new("%s", cause);
    else
        e = err_new("unexpected error when reading response body. Please retry. Original error: %s", cause);
    free(cause);
    return e;
}
