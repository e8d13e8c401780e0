/* raw.c - a connection for a caller that speaks HTTP itself. */
#include "http/raw.h"

#include "http/internal.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct http_raw {
    struct http_request request; /* never in the client's list: for the words of errors */
};

static struct err *prepare(struct http_client *c, struct http_request *r)
{
    alone_init(r, c, "/", MAX_HEADER_BYTES);
    struct err *e = client_ready(c);
    return e == NULL ? alone_prepare(r) : e;
}

struct err *http_raw_open(struct http_client *c, long keepalive_s, struct http_raw **out)
{
    struct http_raw *raw = xcalloc(1, sizeof *raw);
    struct http_request *r = &raw->request;
    *out = NULL;
    struct err *e = prepare(c, r);
    if (e == NULL) {
        if (keepalive_s > 0) {
            c->curl->easy_setopt(r->easy, CURLOPT_TCP_KEEPALIVE, 1L);
            c->curl->easy_setopt(r->easy, CURLOPT_TCP_KEEPIDLE, keepalive_s);
            c->curl->easy_setopt(r->easy, CURLOPT_TCP_KEEPINTVL, keepalive_s);
        }
        e = alone_connect(r);
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
    alone_release(&r->request);
    free(r);
}

int http_raw_fd(const struct http_raw *r)
{
    return alone_fd(&r->request);
}

enum http_raw_io http_raw_recv(struct http_raw *r, void *bytes, size_t n, size_t *got)
{
    CURLcode code = alone_recv(&r->request, bytes, n, got);
    if (code == CURLE_AGAIN)
        return HTTP_RAW_AGAIN;
    return code == CURLE_OK && *got > 0 ? HTTP_RAW_OK : HTTP_RAW_END;
}

enum http_raw_io http_raw_send(struct http_raw *r, const void *bytes, size_t n, size_t *sent)
{
    CURLcode code = alone_send(&r->request, bytes, n, sent);
    if (code == CURLE_AGAIN)
        return HTTP_RAW_AGAIN;
    return code == CURLE_OK ? HTTP_RAW_OK : HTTP_RAW_END;
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
        alone_add_host(c, out);
    for (const struct curl_slist *h = r.headers; e == NULL && h != NULL; h = h->next) {
        for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
            if (!(given & own[i].bit) && strncasecmp(h->data, own[i].name, strlen(own[i].name)) == 0)
                buf_addf(out, "%s\r\n", h->data);
        }
    }
    alone_release(&r);
    return e;
}

void http_raw_unauthorized(struct http_client *c)
{
    if (c->credentials.refreshable)
        c->refresh_credentials = true;
}
