/* alone.c - a connection that is not one of the client's multi handle: libcurl connects, its owner reads and writes. */
#include "http/internal.h"

#include "base/clock.h"
#include "base/mem.h"

#include <string.h>

bool client_interrupted(const struct http_client *c)
{
    return c->options.interrupted != NULL && *c->options.interrupted;
}

static int on_progress(void *arg, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    (void)a;
    (void)b;
    (void)c;
    (void)d;
    return client_interrupted(arg) ? 1 : 0;
}

void alone_init(struct http_request *r, struct http_client *c, const char *path, size_t max_bytes)
{
    r->client = c;
    r->call.method = "GET";
    r->call.path = path;
    r->started_ns = r->sent_ns = clock_mono_ns();
    r->fd = -1;
    buf_init(&r->raw_headers, max_bytes);
    buf_init(&r->resp.body, max_bytes);
}

struct err *alone_prepare(struct http_request *r)
{
    r->easy = r->client->curl->easy_init();
    if (r->easy == NULL)
        out_of_memory();
    transfer_setup_easy(r->client, r->easy);
    transfer_prepare(r);
    struct err *e = r->failed;
    r->failed = NULL;
    return e;
}

struct err *alone_connect(struct http_request *r)
{
    struct http_client *c = r->client;
    c->curl->easy_setopt(r->easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
    c->curl->easy_setopt(r->easy, CURLOPT_HTTPPROXYTUNNEL, 1L);
    c->curl->easy_setopt(r->easy, CURLOPT_CONNECT_ONLY, 1L);
    c->curl->easy_setopt(r->easy, CURLOPT_NOPROGRESS, 0L);
    c->curl->easy_setopt(r->easy, CURLOPT_XFERINFOFUNCTION, on_progress);
    c->curl->easy_setopt(r->easy, CURLOPT_XFERINFODATA, c);
    sigpipe_ignore(c);
    CURLcode code = c->curl->easy_perform(r->easy);
    sigpipe_unignore(c);
    if (code == CURLE_OK)
        return NULL;
    return client_interrupted(c) ? err_silent(130) : net_error_of(r, code);
}

int alone_fd(const struct http_request *r)
{
    curl_socket_t fd = CURL_SOCKET_BAD;
    r->client->curl->easy_getinfo(r->easy, CURLINFO_ACTIVESOCKET, &fd);
    return fd;
}

CURLcode alone_recv(struct http_request *r, void *bytes, size_t n, size_t *got)
{
    *got = 0;
    sigpipe_ignore(r->client);
    CURLcode code = r->client->curl->easy_recv(r->easy, bytes, n, got);
    sigpipe_unignore(r->client);
    return code;
}

CURLcode alone_send(struct http_request *r, const void *bytes, size_t n, size_t *sent)
{
    *sent = 0;
    sigpipe_ignore(r->client);
    CURLcode code = r->client->curl->easy_send(r->easy, bytes, n, sent);
    sigpipe_unignore(r->client);
    return code;
}

void alone_add_host(const struct http_client *c, struct buf *out)
{
    if (c->host_header != NULL) {
        buf_addf(out, "%s\r\n", c->host_header);
        return;
    }
    const char *scheme = strstr(c->config->host, "://"), *host = scheme != NULL ? scheme + 3 : c->config->host;
    const char *at = strrchr(host, '@');
    host = at != NULL ? at + 1 : host;
    buf_addf(out, "Host: %.*s\r\n", (int)strcspn(host, "/"), host);
}

void alone_release(struct http_request *r)
{
    const struct http_client *c = r->client;
    if (r->easy != NULL) {
        sigpipe_ignore(r->client);
        c->curl->easy_cleanup(r->easy);
        sigpipe_unignore(r->client);
    }
    if (r->headers != NULL)
        c->curl->slist_free_all(r->headers);
    transfer_reset_answer(r);
    buf_release(&r->raw_headers);
    buf_release(&r->resp.body);
    err_free(r->failed);
}
