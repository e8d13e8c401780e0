/* raw.c - a connection for a caller that speaks HTTP itself. */
#include "http/raw.h"

#include "http/internal.h"

#include "base/clock.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct http_raw {
    struct http_client *client;
    struct http_request request; /* never in the client's list: for the words of errors */
};

static int on_progress(void *arg, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d)
{
    const struct http_client *client = arg;
    (void)a;
    (void)b;
    (void)c;
    (void)d;
    return client->options.interrupted != NULL && *client->options.interrupted ? 1 : 0;
}

/* A request that is never sent, for what a connection needs. */
static void request_init(struct http_client *c, struct http_request *r)
{
    r->client = c;
    r->call.method = "GET";
    r->call.path = "/";
    r->started_ns = r->sent_ns = clock_mono_ns();
    r->fd = -1;
    buf_init(&r->raw_headers, MAX_HEADER_BYTES);
    buf_init(&r->resp.body, MAX_HEADER_BYTES);
}

static void request_release(struct http_request *r)
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

static struct err *prepare(struct http_client *c, struct http_request *r)
{
    request_init(c, r);
    struct err *e = client_ready(c);
    if (e != NULL)
        return e;
    r->easy = c->curl->easy_init();
    if (r->easy == NULL)
        out_of_memory();
    transfer_setup_easy(c, r->easy);
    transfer_prepare(r);
    e = r->failed;
    r->failed = NULL;
    return e;
}

struct err *http_raw_open(struct http_client *c, long keepalive_s, struct http_raw **out)
{
    struct http_raw *raw = xcalloc(1, sizeof *raw);
    struct http_request *r = &raw->request;
    raw->client = c;
    *out = NULL;
    struct err *e = prepare(c, r);
    if (e == NULL) {
        const struct curl_lib *curl = c->curl;
        curl->easy_setopt(r->easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
        curl->easy_setopt(r->easy, CURLOPT_HTTPPROXYTUNNEL, 1L);
        curl->easy_setopt(r->easy, CURLOPT_CONNECT_ONLY, 1L);
        curl->easy_setopt(r->easy, CURLOPT_NOPROGRESS, 0L);
        curl->easy_setopt(r->easy, CURLOPT_XFERINFOFUNCTION, on_progress);
        curl->easy_setopt(r->easy, CURLOPT_XFERINFODATA, c);
        if (keepalive_s > 0) {
            curl->easy_setopt(r->easy, CURLOPT_TCP_KEEPALIVE, 1L);
            curl->easy_setopt(r->easy, CURLOPT_TCP_KEEPIDLE, keepalive_s);
            curl->easy_setopt(r->easy, CURLOPT_TCP_KEEPINTVL, keepalive_s);
        }
        sigpipe_ignore(c);
        CURLcode code = curl->easy_perform(r->easy);
        sigpipe_unignore(c);
        if (code != CURLE_OK)
            e = on_progress(c, 0, 0, 0, 0) ? err_silent(130) : net_error_of(r, code);
    }
    if (e != NULL) {
        http_raw_free(raw);
        return e;
    }
    *out = raw;
    return NULL;
}

void http_raw_free(struct http_raw *r)
{
    if (r == NULL)
        return;
    request_release(&r->request);
    free(r);
}

int http_raw_fd(const struct http_raw *r)
{
    curl_socket_t fd = CURL_SOCKET_BAD;
    r->client->curl->easy_getinfo(r->request.easy, CURLINFO_ACTIVESOCKET, &fd);
    return fd;
}

enum http_raw_io http_raw_recv(struct http_raw *r, void *bytes, size_t n, size_t *got)
{
    *got = 0;
    sigpipe_ignore(r->client);
    CURLcode code = r->client->curl->easy_recv(r->request.easy, bytes, n, got);
    sigpipe_unignore(r->client);
    if (code == CURLE_AGAIN)
        return HTTP_RAW_AGAIN;
    return code == CURLE_OK && *got > 0 ? HTTP_RAW_OK : HTTP_RAW_END;
}

enum http_raw_io http_raw_send(struct http_raw *r, const void *bytes, size_t n, size_t *sent)
{
    *sent = 0;
    sigpipe_ignore(r->client);
    CURLcode code = r->client->curl->easy_send(r->request.easy, bytes, n, sent);
    sigpipe_unignore(r->client);
    if (code == CURLE_AGAIN)
        return HTTP_RAW_AGAIN;
    return code == CURLE_OK ? HTTP_RAW_OK : HTTP_RAW_END;
}

static void add_host(const struct http_client *c, struct buf *out)
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

struct err *http_raw_headers(struct http_client *c, unsigned given, struct buf *out)
{
    static const struct {
        unsigned bit;
        const char *name;
    } own[] = {{HTTP_RAW_AUTHORIZATION, "Authorization:"},
               {HTTP_RAW_IMPERSONATION, "Impersonate-"},
               {HTTP_RAW_AGENT, "User-Agent:"}};
    struct http_request r = {0};
    struct err *e = prepare(c, &r);
    if (e == NULL)
        add_host(c, out);
    for (const struct curl_slist *h = r.headers; e == NULL && h != NULL; h = h->next) {
        for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
            if (!(given & own[i].bit) && strncasecmp(h->data, own[i].name, strlen(own[i].name)) == 0)
                buf_addf(out, "%s\r\n", h->data);
        }
    }
    request_release(&r);
    return e;
}

void http_raw_unauthorized(struct http_client *c)
{
    if (c->credentials.refreshable)
        c->refresh_credentials = true;
}
