/* serve.c - the connections: what a client sends goes to the server, what the server answers goes back, as it comes. */
#include "proxy.h"

#include "api/status.h"
#include "base/clock.h"
#include "base/klog.h"
#include "base/mem.h"
#include "base/strv.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#define PIECE ((size_t)64 << 10)
#define FULL ((size_t)256 << 10) /* who reads more than that stops reading */
#define CONNECTIONS_MAX 1000
#define SPARES_MAX 16
#define SLICE_MS 250

enum state {
    READING,   /* the head of a request */
    ASKING,    /* the server has not answered yet */
    ANSWERING, /* … and now it does */
    SENDING,   /* a file, or what is left of an answer */
    TUNNEL,    /* the protocol was changed: bytes both ways */
    LEAVING    /* nothing but sending what is left */
};

struct connection {
    int fd;
    char peer[INET6_ADDRSTRLEN]; /* "" on a Unix socket */
    enum state state;
    struct buf in, out;       /* from and to the client */
    struct buf up_in, up_out; /* from and to the server */
    struct http_raw *up;
    bool used;    /* up served before */
    bool more;    /* up was not read to its end */
    bool in_end;  /* the client sends no more */
    bool up_end;  /* the server sends no more */
    bool closing; /* after this answer */
    bool dead;
    struct head request;
    struct body request_body, answer_body;
    struct buf again; /* the head as it was sent, for another try; empty: none */
    bool keeps;       /* the server keeps its connection */
    int file;
    uint64_t file_left;
};

struct serving {
    struct cmd_ctx *ctx;
    struct http_client *http;
    const struct routes *routes;
    long keepalive_s;
    int listener;
    struct connection **v;
    size_t n;
    struct http_raw *spares[SPARES_MAX]; /* connections to the server that wait for a request */
    size_t spare_count;
};

static void consume(struct buf *b, size_t n)
{
    if (n == 0 || b->data == NULL)
        return;
    memmove(b->data, b->data + n, b->len - n);
    buf_truncate(b, b->len - n);
}

/* ---- the server's side ---- */

static bool is_alive(struct http_raw *r)
{
    char byte;
    size_t got;
    return http_raw_recv(r, &byte, 1, &got) == HTTP_RAW_AGAIN;
}

static void drop_up(struct connection *c)
{
    http_raw_free(c->up);
    c->up = NULL;
    c->used = c->more = c->up_end = false;
    buf_clear(&c->up_in);
    buf_clear(&c->up_out);
}

/* A connection for the request: the one of the last, a spare one, or a new one. */
static struct err *connect_up(struct serving *s, struct connection *c, bool fresh)
{
    if (c->up != NULL && (fresh || c->up_end || !is_alive(c->up)))
        drop_up(c);
    while (c->up == NULL && !fresh && s->spare_count > 0) {
        c->up = s->spares[--s->spare_count];
        c->used = true;
        if (!is_alive(c->up))
            drop_up(c);
    }
    return c->up != NULL ? NULL : http_raw_open(s->http, s->keepalive_s, &c->up);
}

/* The words of an error without the URL, as those of a transport. */
static char *cause_of(const struct err *e)
{
    char *text = err_go_text(e);
    const char *url = strstr(text, "\": ");
    char *cause = xstrdup(e->inner != NULL && url != NULL ? url + 3 : text);
    free(text);
    return cause;
}

/* Reads past a body that nobody wants. */
static bool drain(struct connection *c)
{
    if (c->request_body.done || c->in.len == 0)
        return false;
    size_t n = body_take(&c->request_body, c->in.data, c->in.len);
    c->dead = c->dead || c->request_body.bad;
    consume(&c->in, n);
    return n > 0;
}

/* An answer is made here, whatever the body of the request: what is short is read past, else the connection ends. */
static void settle_body(struct connection *c)
{
    const struct body *b = &c->request_body;
    drain(c);
    if (!b->done && (b->left > FULL || head_get(&c->request, "Expect") != NULL))
        c->closing = true;
}

/* Takes e; answers 500 with it, and says it on stderr. */
static void fail(struct serving *s, struct connection *c, struct err *e)
{
    char *cause = cause_of(e), *safe = str_sanitize(cause);
    klog_print(s->ctx->err, 'E', "proxy_server.go:147", "Error while proxying request: %s", safe);
    settle_body(c);
    text_answer(&c->out, 500, cause, c->closing, str_eq(c->request.method, "HEAD"));
    c->state = SENDING;
    drop_up(c);
    free(safe);
    free(cause);
    err_free(e);
}

/* ---- the request ---- */

/* Headers that speak of one connection only (RFC 9110, 7.6.1). */
static bool is_hop(const struct head *h, const char *name)
{
    static const char *const names[] = {
        "Connection", "Proxy-Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization",
        "Te",         "Upgrade",          NULL};
    for (size_t i = 0; names[i] != NULL; i++) {
        if (strcasecmp(name, names[i]) == 0)
            return true;
    }
    bool framing = strcasecmp(name, "Transfer-Encoding") == 0 || strcasecmp(name, "Content-Length") == 0;
    return !framing && head_has_word(h, "Connection", name);
}

static bool wants_upgrade(const struct head *h)
{
    return head_has_word(h, "Connection", "upgrade") && !str_empty(head_get(h, "Upgrade"));
}

static void add_client_headers(const struct connection *c, struct buf *out)
{
    const struct head *h = &c->request;
    const char *forwarded = NULL;
    for (size_t i = 0; i < h->n; i++) {
        const char *name = h->v[i].name;
        if (strcasecmp(name, "X-Forwarded-For") == 0)
            forwarded = h->v[i].value;
        else if (strcasecmp(name, "Host") != 0 && !is_hop(h, name))
            buf_addf(out, "%s: %s\r\n", name, h->v[i].value);
    }
    if (c->peer[0] != '\0')
        buf_addf(out, "X-Forwarded-For: %s%s%s\r\n", forwarded != NULL ? forwarded : "", forwarded != NULL ? ", " : "",
                 c->peer);
    else if (forwarded != NULL)
        buf_addf(out, "X-Forwarded-For: %s\r\n", forwarded);
    if (head_has_word(h, "Te", "trailers"))
        buf_adds(out, "Te: trailers\r\n");
    if (wants_upgrade(h))
        buf_addf(out, "Connection: Upgrade\r\nUpgrade: %s\r\n", head_get(h, "Upgrade"));
}

static void ask(struct serving *s, struct connection *c, const char *path)
{
    const struct head *h = &c->request;
    struct buf head = buf_new();
    unsigned given = 0;
    if (!str_empty(head_get(h, "Authorization")))
        given |= HTTP_RAW_AUTHORIZATION;
    if (!str_empty(head_get(h, "Impersonate-User")))
        given |= HTTP_RAW_IMPERSONATION;
    if (!str_empty(head_get(h, "User-Agent")))
        given |= HTTP_RAW_AGENT;
    buf_addf(&head, "%s %s %s\r\n", h->method, path, h->version);
    struct err *e = http_raw_headers(s->http, given, &head);
    if (e == NULL)
        e = connect_up(s, c, false);
    add_client_headers(c, &head);
    buf_adds(&head, "\r\n");
    buf_clear(&c->again);
    if (e != NULL) {
        fail(s, c, e);
    } else {
        buf_add(&c->up_out, head.data, head.len);
        if (c->used && c->request_body.kind == BODY_NONE && (str_eq(h->method, "GET") || str_eq(h->method, "HEAD")))
            buf_add(&c->again, head.data, head.len);
        c->state = ASKING;
    }
    explicit_bzero(head.data, head.len);
    buf_release(&head);
}

static void answer_here(struct connection *c, int status, const char *text)
{
    settle_body(c);
    text_answer(&c->out, status, text, c->closing, str_eq(c->request.method, "HEAD"));
    c->state = SENDING;
}

static void answer(struct serving *s, struct connection *c)
{
    char *to = NULL;
    enum route where = route_find(s->routes, &c->request, &to);
    switch (where) {
    case ROUTE_API:
        ask(s, c, to);
        break;
    case ROUTE_FILE:
        settle_body(c);
        file_answer(s->routes->static_dir, to, &c->request, &c->out, &c->file, &c->file_left);
        c->state = SENDING;
        break;
    case ROUTE_MOVED:
        settle_body(c);
        moved_answer(&c->out, to, &c->request);
        c->state = SENDING;
        break;
    case ROUTE_FORBIDDEN:
        answer_here(c, 403, "Forbidden");
        break;
    case ROUTE_NOT_FOUND:
        answer_here(c, 404, "404 page not found");
        break;
    case ROUTE_BAD:
        c->closing = true;
        answer_here(c, 400, "400 Bad Request");
        break;
    }
    free(to);
}

/* Takes the head of a request, if it is whole. True if something happened. */
static bool take_request(struct serving *s, struct connection *c)
{
    while (c->in.len > 0 && (c->in.data[0] == '\r' || c->in.data[0] == '\n'))
        consume(&c->in, 1);
    size_t n = head_length(&c->in);
    if (n == 0 && c->in.len <= HEAD_MAX) {
        c->dead = c->dead || c->in_end;
        return false;
    }
    head_release(&c->request);
    bool ok = n > 0 && head_parse(c->in.data, n, true, &c->request);
    ok = ok && head_body(&c->request, NULL, &c->request_body);
    if (ok && str_eq(c->request.version, "HTTP/1.1") && head_get(&c->request, "Host") == NULL)
        ok = false;
    if (!ok) {
        text_answer(&c->out, n > 0 ? 400 : 431, n > 0 ? "400 Bad Request" : "431 Request Header Fields Too Large", true,
                    false);
        c->state = LEAVING;
        return true;
    }
    consume(&c->in, n);
    c->closing = !head_keeps(&c->request);
    answer(s, c);
    return true;
}

/* The request's body, as far as it came and there is room. */
static bool pass_body(struct connection *c)
{
    if (c->request_body.done || c->in.len == 0 || c->up_out.len >= FULL || c->up == NULL)
        return false;
    size_t n = body_take(&c->request_body, c->in.data, c->in.len);
    c->dead = c->dead || c->request_body.bad;
    buf_add(&c->up_out, c->in.data, n);
    consume(&c->in, n);
    return n > 0;
}

/* ---- the answer ---- */

static void add_answer_head(struct connection *c, const struct head *h, bool changes)
{
    buf_addf(&c->out, "%s %s\r\n", h->version, h->reason);
    for (size_t i = 0; i < h->n; i++) {
        if (!is_hop(h, h->v[i].name))
            buf_addf(&c->out, "%s: %s\r\n", h->v[i].name, h->v[i].value);
    }
    if (changes)
        buf_addf(&c->out, "Connection: Upgrade\r\nUpgrade: %s\r\n",
                 head_get(h, "Upgrade") ? head_get(h, "Upgrade") : "");
    else if (c->closing && str_eq(c->request.version, "HTTP/1.1"))
        buf_adds(&c->out, "Connection: close\r\n");
    buf_adds(&c->out, "\r\n");
}

static void take_answer(struct serving *s, struct connection *c, const struct head *h)
{
    bool changes = h->status == 101;
    if (h->status == 401)
        http_raw_unauthorized(s->http);
    if (wants_upgrade(&c->request) && !changes && h->status >= 200 && h->status < 400) {
        fail(s, c, err_new("invalid upgrade response: status code %d", h->status));
        return;
    }
    if (h->status < 200 && !changes) { /* 100 Continue and its like: the answer comes behind it */
        add_answer_head(c, h, false);
        return;
    }
    if (changes) {
        add_answer_head(c, h, true);
        c->state = TUNNEL;
        return;
    }
    if (!head_body(h, &c->request, &c->answer_body)) {
        fail(s, c, err_new("net/http: HTTP/1.x transport connection broken: malformed HTTP response"));
        return;
    }
    c->keeps = head_keeps(h) && c->answer_body.kind != BODY_UNTIL_CLOSE;
    c->closing = c->closing || c->answer_body.kind == BODY_UNTIL_CLOSE || !c->request_body.done;
    add_answer_head(c, h, false);
    c->state = ANSWERING;
}

static bool take_answer_head(struct serving *s, struct connection *c)
{
    size_t n = head_length(&c->up_in);
    struct head h = {0};
    if (n == 0 && c->up_in.len <= HEAD_MAX)
        return false;
    if (n > 0 && head_parse(c->up_in.data, n, false, &h)) {
        consume(&c->up_in, n);
        take_answer(s, c, &h);
    } else {
        fail(s, c, err_new("net/http: HTTP/1.x transport connection broken: malformed HTTP response"));
    }
    head_release(&h);
    return true;
}

/* The answer has ended: the connections are ready for the next request, or end. */
static void finish(struct connection *c)
{
    bool clean = c->keeps && !c->up_end && c->request_body.done && c->up_in.len == 0 && c->up_out.len == 0;
    if (c->up != NULL && !clean)
        drop_up(c);
    c->used = c->up != NULL;
    c->state = c->closing ? LEAVING : READING;
}

/* The server has closed its side, and all that came was taken. */
static void up_ended(struct serving *s, struct connection *c)
{
    if (c->state == ASKING && c->again.len > 0 && c->up_in.len == 0) { /* it was closed while it waited */
        struct err *e = connect_up(s, c, true);
        if (e != NULL) {
            fail(s, c, e);
            return;
        }
        buf_add(&c->up_out, c->again.data, c->again.len);
        buf_clear(&c->again);
    } else if (c->state == ASKING) {
        fail(s, c, err_new("%s", c->up_in.len > 0 ? "unexpected EOF" : "EOF"));
    } else if (c->state == ANSWERING && c->answer_body.kind == BODY_UNTIL_CLOSE) {
        finish(c);
    } else { /* a part of an answer, or the end of a tunnel: the client sees it by the end of its connection */
        c->state = LEAVING;
    }
}

static bool pass_answer(struct serving *s, struct connection *c)
{
    if (c->state == ASKING && c->up_in.len > 0 && take_answer_head(s, c))
        return true;
    if (c->state == TUNNEL && c->up_in.len > 0) {
        buf_add(&c->out, c->up_in.data, c->up_in.len);
        buf_clear(&c->up_in);
        return true;
    }
    if (c->state == ANSWERING) {
        size_t n = body_take(&c->answer_body, c->up_in.data, c->up_in.len);
        buf_add(&c->out, c->up_in.data, n);
        consume(&c->up_in, n);
        if (c->answer_body.bad)
            c->state = LEAVING;
        else if (c->answer_body.done)
            finish(c);
        if (n > 0 || c->state != ANSWERING)
            return true;
    }
    if (c->up_end && c->state != READING && c->state != SENDING && c->state != LEAVING) {
        up_ended(s, c);
        return true;
    }
    return false;
}

/* ---- bytes ---- */

static bool read_client(struct connection *c)
{
    char piece[16384];
    if (c->in_end || c->in.len >= FULL || (c->state == READING && c->in.len > HEAD_MAX))
        return false;
    ssize_t n = recv(c->fd, piece, sizeof piece, MSG_DONTWAIT);
    if (n > 0)
        buf_add(&c->in, piece, (size_t)n);
    else if (n == 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR))
        c->in_end = true;
    return n >= 0;
}

static bool write_client(struct connection *c)
{
    size_t sent = 0;
    while (sent < c->out.len) {
        ssize_t n = send(c->fd, c->out.data + sent, c->out.len - sent, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (n <= 0) {
            c->dead = c->dead || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR);
            break;
        }
        sent += (size_t)n;
    }
    consume(&c->out, sent);
    return sent > 0;
}

static bool read_up(struct connection *c)
{
    char piece[16384];
    bool any = false;
    c->more = false;
    while (c->up != NULL && !c->up_end) {
        size_t got;
        if (c->out.len >= FULL || c->up_in.len >= FULL + HEAD_MAX) {
            c->more = true;
            break;
        }
        if (c->up_in.len >= PIECE && c->state != ASKING) { /* let it be taken first */
            c->more = true;
            break;
        }
        enum http_raw_io io = http_raw_recv(c->up, piece, sizeof piece, &got);
        if (io == HTTP_RAW_AGAIN)
            break;
        if (io == HTTP_RAW_END)
            c->up_end = true;
        else
            buf_add(&c->up_in, piece, got);
        any = true;
    }
    return any;
}

static bool write_up(struct connection *c)
{
    size_t sent = 0;
    while (c->up != NULL && sent < c->up_out.len) {
        size_t n;
        enum http_raw_io io = http_raw_send(c->up, c->up_out.data + sent, c->up_out.len - sent, &n);
        sent += n;
        if (io == HTTP_RAW_END) { /* its answer, if there is one, can still be read */
            sent = c->up_out.len;
            break;
        }
        if (io == HTTP_RAW_AGAIN || n == 0)
            break;
    }
    consume(&c->up_out, sent);
    return sent > 0;
}

static bool read_file(struct connection *c)
{
    char piece[32768];
    if (c->file < 0 || c->out.len >= FULL)
        return false;
    size_t want = c->file_left < sizeof piece ? (size_t)c->file_left : sizeof piece;
    ssize_t n = want > 0 ? read(c->file, piece, want) : 0;
    if (n > 0) {
        buf_add(&c->out, piece, (size_t)n);
        c->file_left -= (uint64_t)n;
    }
    if (n <= 0 || c->file_left == 0) {
        c->closing = c->closing || c->file_left > 0; /* it became shorter */
        close(c->file);
        c->file = -1;
    }
    return true;
}

static bool pass_tunnel(struct connection *c)
{
    bool any = c->in.len > 0 && c->up_out.len < FULL;
    if (any) {
        buf_add(&c->up_out, c->in.data, c->in.len);
        buf_clear(&c->in);
    }
    if (c->in_end && c->in.len == 0 && c->up_out.len == 0)
        c->dead = true;
    return any;
}

/* One round; true if something happened. */
static bool turn(struct serving *s, struct connection *c)
{
    bool any = read_client(c);
    if (c->in_end && c->in.len == 0 && c->state != TUNNEL && c->state != SENDING && c->state != LEAVING)
        c->dead = true; /* nobody waits for the answer */
    if (c->state == READING && !c->dead)
        any = take_request(s, c) || any;
    if (c->state == ASKING || c->state == ANSWERING)
        any = pass_body(c) || any;
    else if (c->state == SENDING)
        any = drain(c) || any;
    else if (c->state == TUNNEL)
        any = pass_tunnel(c) || any;
    any = write_up(c) || any;
    any = read_up(c) || any;
    any = pass_answer(s, c) || any;
    any = read_file(c) || any;
    any = write_client(c) || any;
    if (c->state == SENDING && c->file < 0 && c->out.len == 0 && (c->closing || c->request_body.done)) {
        c->state = c->closing ? LEAVING : READING;
        any = true;
    }
    if (c->state == LEAVING && c->out.len == 0)
        c->dead = true;
    return any && !c->dead;
}

/* ---- all of them ---- */

static void connection_free(struct serving *s, struct connection *c)
{
    if (c->up != NULL && c->state == READING && !c->up_end && s->spare_count < SPARES_MAX)
        s->spares[s->spare_count++] = c->up;
    else
        http_raw_free(c->up);
    if (c->file >= 0)
        close(c->file);
    if (c->state == LEAVING) { /* what it still sends must not make the kernel take back the answer */
        shutdown(c->fd, SHUT_WR);
        char rest[4096];
        while (recv(c->fd, rest, sizeof rest, MSG_DONTWAIT) > 0)
            ;
    }
    close(c->fd);
    head_release(&c->request);
    buf_release(&c->in);
    buf_release(&c->out);
    buf_release(&c->up_in);
    buf_release(&c->up_out);
    buf_release(&c->again);
    free(c);
}

static void accept_all(struct serving *s)
{
    struct sockaddr_storage a = {0};
    socklen_t len = sizeof a;
    while (s->n < CONNECTIONS_MAX) {
        int fd = accept4(s->listener, (struct sockaddr *)&a, &len, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (fd < 0)
            return;
        struct connection *c = xcalloc(1, sizeof *c);
        *c = (struct connection){.fd = fd, .file = -1, .state = READING};
        c->in = c->out = c->up_in = c->up_out = c->again = buf_new();
        if (a.ss_family == AF_INET) {
            struct sockaddr_in in;
            memcpy(&in, &a, sizeof in);
            inet_ntop(AF_INET, &in.sin_addr, c->peer, sizeof c->peer);
        } else if (a.ss_family == AF_INET6) {
            struct sockaddr_in6 in;
            memcpy(&in, &a, sizeof in);
            inet_ntop(AF_INET6, &in.sin6_addr, c->peer, sizeof c->peer);
            if (IN6_IS_ADDR_V4MAPPED(&in.sin6_addr))
                memmove(c->peer, c->peer + strlen("::ffff:"), strlen(c->peer) - strlen("::ffff:") + 1);
        }
        s->v = xreallocarray(s->v, s->n + 1, sizeof *s->v);
        s->v[s->n++] = c;
        len = sizeof a;
    }
}

/* Waits until something can be done for one of them. */
static void await(struct serving *s, struct pollfd *p)
{
    size_t k = 0;
    bool now = false;
    p[k++] = (struct pollfd){.fd = s->listener, .events = s->n < CONNECTIONS_MAX ? POLLIN : 0};
    for (size_t i = 0; i < s->n; i++) {
        const struct connection *c = s->v[i];
        short mine = 0, theirs = 0;
        if (!c->in_end && c->in.len < FULL)
            mine |= POLLIN;
        if (c->out.len > 0)
            mine |= POLLOUT;
        if (c->up != NULL && !c->up_end && c->out.len < FULL)
            theirs |= POLLIN;
        if (c->up_out.len > 0)
            theirs |= POLLOUT;
        now = now || (c->more && c->out.len < FULL);
        p[k++] = (struct pollfd){.fd = mine != 0 ? c->fd : -1, .events = mine};
        p[k++] = (struct pollfd){.fd = theirs != 0 ? http_raw_fd(c->up) : -1, .events = theirs};
    }
    poll(p, k, now ? 0 : SLICE_MS);
}

static void turn_all(struct serving *s)
{
    size_t kept = 0;
    for (size_t i = 0; i < s->n; i++) {
        struct connection *c = s->v[i];
        int rounds = 0;
        while (turn(s, c) && ++rounds < 8) /* the others get their turn, too */
            ;
        if (c->dead)
            connection_free(s, c);
        else
            s->v[kept++] = c;
    }
    s->n = kept;
}

struct err *proxy_serve(struct cmd_ctx *ctx, struct http_client *http, int listener, const struct routes *routes,
                        long keepalive_s)
{
    struct serving s = {.ctx = ctx, .http = http, .routes = routes, .keepalive_s = keepalive_s, .listener = listener};
    struct pollfd *p = xcalloc(2 * (size_t)CONNECTIONS_MAX + 1, sizeof *p);
    while (ctx->interrupted == NULL || *ctx->interrupted == 0) {
        await(&s, p);
        accept_all(&s);
        turn_all(&s);
    }
    for (size_t i = 0; i < s.n; i++)
        connection_free(&s, s.v[i]);
    for (size_t i = 0; i < s.spare_count; i++)
        http_raw_free(s.spares[i]);
    free(s.v);
    free(p);
    return err_silent(130);
}
