/* upgrade.c - a connection of its own that leaves HTTP behind. */
#include "http/upgrade.h"

#include "http/internal.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>

#define MAX_REFUSAL 65536u        /* bytes of a refusal that are read, as client-go */
#define ANSWER_NS (90 * NS_PER_S) /* for the whole answer: the server may have to dial a node first */
#define STAGED 32768u
#define SLICE_MS 250 /* the longest sleep while a signal may come */

struct http_upgrade {
    struct http_client *client;
    struct http_request request; /* never in the client's list: for the words of errors and of the log */
    struct buf early;            /* what came behind the answer's head */
    size_t early_at;
    /* What TLS could not send yet: the same bytes must be offered again, in the same place (SSL_write). */
    char staged[STAGED];
    size_t staged_len;
    char *fault;
};

/* ---- bytes ---- */

static enum http_io outcome(struct http_upgrade *u, CURLcode code)
{
    long number = 0;
    if (code == CURLE_OK)
        return HTTP_IO_OK;
    if (code == CURLE_AGAIN)
        return HTTP_IO_AGAIN;
    u->client->curl->easy_getinfo(u->request.easy, CURLINFO_OS_ERRNO, &number);
    str_replace_owned(&u->fault,
                      number != 0 ? file_errno_text((int)number) : xstrdup(u->client->curl->easy_strerror(code)));
    return HTTP_IO_FAILED;
}

enum http_io http_upgrade_recv(struct http_upgrade *u, void *bytes, size_t n, size_t *got)
{
    *got = 0;
    size_t early = u->early.len - u->early_at;
    if (early > 0) {
        *got = early < n ? early : n;
        memcpy(bytes, u->early.data + u->early_at, *got);
        u->early_at += *got;
        return HTTP_IO_OK;
    }
    CURLcode code = alone_recv(&u->request, bytes, n, got);
    if (code == CURLE_OK && *got == 0)
        return HTTP_IO_EOF;
    return outcome(u, code);
}

enum http_io http_upgrade_send(struct http_upgrade *u, const void *bytes, size_t n, size_t *sent)
{
    *sent = 0;
    if (u->staged_len == 0) {
        u->staged_len = n < STAGED ? n : STAGED;
        memcpy(u->staged, bytes, u->staged_len);
    }
    CURLcode code = alone_send(&u->request, u->staged, u->staged_len, sent);
    if (code == CURLE_OK)
        u->staged_len = 0;
    return outcome(u, code);
}

int http_upgrade_fd(const struct http_upgrade *u)
{
    return alone_fd(&u->request);
}

const char *http_upgrade_fault(const struct http_upgrade *u)
{
    return u->fault != NULL ? u->fault : "";
}

/* ---- the head of the answer ---- */

static char *find_header(const char *head, const char *name)
{
    size_t len = strlen(name);
    for (const char *line = strstr(head, "\r\n"); line != NULL; line = strstr(line, "\r\n")) {
        line += 2;
        if (strncasecmp(line, name, len) != 0 || line[len] != ':')
            continue;
        const char *value = line + len + 1;
        value += strspn(value, " \t");
        size_t n = strcspn(value, "\r\n");
        while (n > 0 && (value[n - 1] == ' ' || value[n - 1] == '\t'))
            n--;
        return xstrndup(value, n);
    }
    return NULL;
}

char *http_upgrade_header(const struct http_upgrade *u, const char *name)
{
    return find_header(u->request.raw_headers.data, name);
}

/* Waits until the connection can be read or written. */
static struct err *await(struct http_upgrade *u, short events, int64_t deadline)
{
    struct pollfd p = {.fd = http_upgrade_fd(u), .events = events};
    if (client_interrupted(u->client))
        return err_silent(130);
    if (clock_mono_ns() >= deadline)
        return net_error(&u->request, "net/http: timeout awaiting response headers");
    poll(&p, 1, SLICE_MS);
    return NULL;
}

static struct err *broken(struct http_upgrade *u, enum http_io how)
{
    return net_error(&u->request, how == HTTP_IO_EOF ? "EOF" : http_upgrade_fault(u));
}

static struct err *write_all(struct http_upgrade *u, const char *text, size_t n, int64_t deadline)
{
    struct err *e = NULL;
    while (n > 0 && e == NULL) {
        size_t sent;
        enum http_io io = http_upgrade_send(u, text, n, &sent);
        if (io == HTTP_IO_FAILED)
            return broken(u, io);
        text += sent;
        n -= sent;
        if (io == HTTP_IO_AGAIN)
            e = await(u, POLLOUT, deadline);
    }
    return e;
}

/* Reads a piece more into b; *end at the end of the stream. */
static struct err *read_more(struct http_upgrade *u, struct buf *b, int64_t deadline, bool *end)
{
    char piece[4096];
    size_t got;
    *end = false;
    for (;;) {
        enum http_io io = http_upgrade_recv(u, piece, sizeof piece, &got);
        if (io == HTTP_IO_OK) {
            buf_add(b, piece, got);
            return NULL;
        }
        if (io == HTTP_IO_EOF) {
            *end = true;
            return NULL;
        }
        struct err *e = io == HTTP_IO_AGAIN ? await(u, POLLIN, deadline) : broken(u, io);
        if (e != NULL)
            return e;
    }
}

/* Splits what was read behind the head; false while the head is not whole. */
static bool take_head(struct http_upgrade *u, struct buf *b)
{
    struct http_request *r = &u->request;
    const char *end = b->len > 0 ? memmem(b->data, b->len, "\r\n\r\n", 4) : NULL;
    if (end == NULL)
        return false;
    size_t n = (size_t)(end - b->data) + 2;
    buf_add(&r->raw_headers, b->data, n);
    buf_add(&u->early, b->data + n + 2, b->len - n - 2);
    const char *status = strchr(r->raw_headers.data, ' ');
    if (!str_starts(r->raw_headers.data, "HTTP/1.") || status == NULL)
        return true;
    r->resp.status = (int)strtol(status + 1, NULL, 10);
    r->status_line = xstrndup(status + 1, strcspn(status + 1, "\r\n"));
    r->header_count = 1;
    return true;
}

static struct err *read_head(struct http_upgrade *u, int64_t deadline)
{
    struct buf b;
    struct err *e = NULL;
    bool end = false;
    buf_init(&b, MAX_REFUSAL);
    while (e == NULL && !end && !take_head(u, &b)) {
        e = read_more(u, &b, deadline, &end);
        if (e == NULL && end)
            e = net_error(&u->request, b.len > 0 ? "unexpected EOF" : "EOF");
        else if (buf_overflowed(&b))
            e = net_error(&u->request, "net/http: server response headers exceeded 65536 bytes; aborted");
    }
    buf_release(&b);
    if (e == NULL && u->request.resp.status == 0)
        e = net_error(&u->request, "net/http: HTTP/1.x transport connection broken: malformed HTTP response");
    return e;
}

/* Takes the chunks' lengths out of a body (RFC 9112, 7.1); true when it was whole. */
static bool unchunk(const char *text, size_t n, struct buf *out)
{
    const char *end = text + n;
    for (;;) {
        const char *line = memmem(text, (size_t)(end - text), "\r\n", 2);
        if (line == NULL)
            return false;
        size_t size = (size_t)strtoul(text, NULL, 16);
        text = line + 2;
        if (size == 0)
            return true;
        size_t left = (size_t)(end - text);
        buf_add(out, text, size < left ? size : left);
        if (size + 2 > left || size > MAX_REFUSAL)
            return false;
        text += size + 2;
    }
}

/* The body of a refusal, as far as it comes. */
static struct err *read_refusal(struct http_upgrade *u, int64_t deadline, struct http_response *refusal)
{
    char *length = http_upgrade_header(u, "Content-Length"), *coding = http_upgrade_header(u, "Transfer-Encoding");
    size_t want = length != NULL ? (size_t)strtoul(length, NULL, 10) : MAX_REFUSAL;
    bool chunked = coding != NULL && strcasecmp(coding, "chunked") == 0, end = false;
    struct err *e = NULL;
    struct buf raw, plain;
    buf_init(&raw, MAX_REFUSAL);
    buf_init(&plain, MAX_REFUSAL);
    while (e == NULL && !end && !buf_overflowed(&raw)) {
        if (chunked) {
            buf_clear(&plain);
            end = unchunk(raw.data, raw.len, &plain);
        } else {
            end = raw.len >= want;
        }
        if (!end)
            e = read_more(u, &raw, deadline, &end);
    }
    if (chunked) {
        buf_clear(&plain);
        unchunk(raw.data, raw.len, &plain);
    }
    struct buf *body = chunked ? &plain : &raw;
    buf_add(&refusal->body, body->data, !chunked && body->len > want ? want : body->len);
    buf_release(&raw);
    buf_release(&plain);
    free(length);
    free(coding);
    if (e != NULL && e->kind != ERR_SILENT) { /* the status says enough */
        err_free(e);
        e = NULL;
    }
    return e;
}

/* ---- opening ---- */

static struct err *ask(struct http_upgrade *u, const char *const *headers, int64_t deadline)
{
    struct http_client *c = u->client;
    struct http_request *r = &u->request;
    struct buf b = buf_new();
    buf_addf(&b, "GET %s%s HTTP/1.1\r\n", c->config->path != NULL ? c->config->path : "", r->call.path);
    alone_add_host(c, &b);
    for (const struct curl_slist *h = r->headers; h != NULL; h = h->next) {
        if (!str_ends(h->data, ":") && h->data != c->host_header && strncasecmp(h->data, "Host:", 5) != 0)
            buf_addf(&b, "%s\r\n", h->data);
    }
    for (; *headers != NULL; headers++)
        buf_addf(&b, "%s\r\n", *headers);
    buf_adds(&b, "\r\n");
    struct err *e = write_all(u, b.data, b.len, deadline);
    explicit_bzero(b.data, b.len);
    buf_release(&b);
    return e;
}

static struct err *connect_to(struct http_request *r)
{
    struct err *e = alone_prepare(r);
    if (e != NULL)
        return e;
    log_request(r);
    e = alone_connect(r);
    if (e != NULL && e->kind != ERR_SILENT)
        log_response(r, e->msg);
    return e;
}

struct err *http_upgrade_open(struct http_client *c, const char *path, const char *const *headers,
                              struct http_upgrade **out, struct http_response *refusal)
{
    struct http_upgrade *u = xcalloc(1, sizeof *u);
    struct http_request *r = &u->request;
    int64_t deadline = clock_mono_ns() + ANSWER_NS;
    *out = NULL;
    memset(refusal, 0, sizeof *refusal);
    buf_init(&refusal->body, MAX_REFUSAL);
    u->client = c;
    alone_init(r, c, path, MAX_REFUSAL);
    r->call.accept = "*/*";
    buf_init(&u->early, MAX_REFUSAL);
    struct err *e = client_ready(c);
    if (e != NULL && e->kind == ERR_GENERIC && c->setup_error == NULL) { /* as a request that gets no credentials */
        struct err *mine = net_error(r, e->msg);
        err_free(e);
        e = mine;
    }
    if (e == NULL)
        e = connect_to(r);
    if (e == NULL)
        e = ask(u, headers, deadline);
    if (e == NULL)
        e = read_head(u, deadline);
    if (e == NULL)
        log_response(r, NULL);
    if (e == NULL && r->resp.status == 101) {
        *out = u;
        return NULL;
    }
    if (e == NULL) {
        refusal->status = r->resp.status;
        refusal->content_type = http_upgrade_header(u, "Content-Type");
        e = read_refusal(u, deadline, refusal);
    }
    http_upgrade_free(u);
    return e;
}

void http_upgrade_free(struct http_upgrade *u)
{
    if (u == NULL)
        return;
    alone_release(&u->request);
    buf_release(&u->early);
    free(u->fault);
    free(u);
}
