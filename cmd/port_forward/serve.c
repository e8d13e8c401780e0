/* serve.c - connections through a SPDY session inside a WebSocket, as client-go tunnels it: for each connection a
 * stream for its bytes, and one on which the server says what went wrong.
 */
#include "port_forward.h"

#include "api/request.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/klog.h"
#include "base/mem.h"
#include "stream/remote.h"
#include "stream/spdy.h"
#include "stream/websocket.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PROTOCOL "portforward.k8s.io"
#define PIECE 32768u               /* of what is read from a local connection at once */
#define PENDING_MAX (PIECE * 8)    /* beyond it no more is read */
#define OUT_HIGH ((size_t)1 << 20) /* for a local connection; beyond it the server's bytes wait */
#define OUT_MAX ((size_t)128 << 20)
#define MESSAGE_MAX ((size_t)64 << 10)
#define CONNECTIONS_MAX 4096u
#define LAST_ID 0x7ffffff0u
#define SLICE_MS 250 /* the longest sleep while a signal may come */

struct connection {
    int fd; /* -1: over, but for what the server says of it */
    uint16_t local, remote;
    uint32_t error_id, data_id;
    struct buf out; /* for the local side */
    size_t out_at;
    struct buf message;
    bool open;     /* the server accepted the stream */
    bool sent_all; /* the local side sends no more, and the server knows */
    bool got_all;  /* the server sends no more */
    bool told_all; /* nor on the stream of errors */
    bool broken;   /* the local side */
};

struct tunnel {
    struct cmd_ctx *ctx;
    struct websocket *ws;
    struct spdy_writer writer;
    struct spdy_reader reader;
    struct connection **v;
    size_t n;
    uint32_t next_id;
    unsigned request;
    bool lost, stopped; /* stopped: the turn left bytes unread because a connection is full */
};

/* ---- frames ---- */

static void flush_frame(struct tunnel *t, struct buf *frame)
{
    websocket_send(t->ws, 0, frame->data, frame->len);
    buf_release(frame);
}

static void send_data(struct tunnel *t, uint32_t id, bool fin, const char *bytes, size_t n)
{
    struct buf b = buf_new();
    spdy_data(&b, id, fin, bytes, n);
    flush_frame(t, &b);
}

static void send_reset(struct tunnel *t, uint32_t id)
{
    struct buf b = buf_new();
    spdy_rst_stream(&b, id, SPDY_CANCEL);
    flush_frame(t, &b);
}

static void open_stream(struct tunnel *t, uint32_t id, const char *type, uint16_t port)
{
    char number[8], request[16];
    struct buf b = buf_new();
    snprintf(number, sizeof number, "%d", port);
    snprintf(request, sizeof request, "%u", t->request);
    const struct spdy_header headers[] = {{"port", number}, {"requestid", request}, {"streamtype", type}};
    spdy_syn_stream(&t->writer, &b, id, headers, sizeof headers / sizeof *headers);
    flush_frame(t, &b);
}

/* ---- one connection ---- */

static void connection_free(struct connection *c)
{
    if (c->fd >= 0)
        close(c->fd);
    buf_release(&c->out);
    buf_release(&c->message);
    free(c);
}

static void log_trouble(struct tunnel *t, const struct connection *c, const char *what, const char *why)
{
    char *quoted = str_quote(why);
    klog_print(t->ctx->err, 'E', "portforward.go:549", "\"%s\" err=%s localPort=%d remotePort=%d", what, quoted,
               c->local, c->remote);
    free(quoted);
}

static void accept_one(struct tunnel *t, const struct forward *f, int listener)
{
    int fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (fd < 0)
        return;
    struct connection *c = xcalloc(1, sizeof *c);
    fprintf(t->ctx->out, "Handling connection for %d\n", f->local);
    fflush(t->ctx->out);
    c->fd = fd;
    c->local = f->local;
    c->remote = f->remote;
    c->error_id = t->next_id;
    c->data_id = t->next_id + 2;
    t->next_id += 4;
    buf_init(&c->out, OUT_MAX);
    buf_init(&c->message, MESSAGE_MAX);
    open_stream(t, c->error_id, "error", c->remote);
    open_stream(t, c->data_id, "data", c->remote);
    t->request++;
    t->v = xreallocarray(t->v, t->n + 1, sizeof(struct connection *));
    t->v[t->n++] = c;
    t->lost = t->lost || t->next_id > LAST_ID;
}

static void write_local(struct connection *c)
{
    while (c->out_at < c->out.len && !c->broken) {
        ssize_t n = send(c->fd, c->out.data + c->out_at, c->out.len - c->out_at, MSG_NOSIGNAL);
        if (n >= 0)
            c->out_at += (size_t)n;
        else if (errno == EAGAIN)
            break;
        else if (errno != EINTR)
            c->broken = true;
    }
    if (c->out_at == c->out.len) {
        buf_clear(&c->out);
        c->out_at = 0;
    }
}

static void read_local(struct tunnel *t, struct connection *c)
{
    char bytes[PIECE];
    while (!c->sent_all && websocket_pending(t->ws) < PENDING_MAX) {
        ssize_t n = recv(c->fd, bytes, sizeof bytes, 0);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN)
            return;
        if (n < 0) {
            c->broken = true;
            return;
        }
        c->sent_all = n == 0;
        send_data(t, c->data_id, n == 0, bytes, (size_t)n);
    }
}

/* Closes the local side. What it sent and nobody wants is read: with it unread the kernel would reset the connection,
 * and the other end might lose what we sent. */
static void close_local(struct connection *c)
{
    char bytes[PIECE];
    int pieces = 32;
    if (!c->broken && shutdown(c->fd, SHUT_WR) == 0) {
        while (pieces-- > 0 && recv(c->fd, bytes, sizeof bytes, 0) > 0)
            continue;
    }
    close(c->fd);
    c->fd = -1;
}

/* Ends what has ended; false when nothing is left of it. */
static bool settle(struct tunnel *t, struct connection *c)
{
    if (c->fd >= 0 && (c->broken || (c->got_all && c->out.len == 0))) {
        close_local(c);
        send_reset(t, c->data_id); /* what is not read any more must not block the others */
        buf_release(&c->out);
        c->out_at = 0;
    }
    if (c->fd >= 0 || !c->told_all)
        return true;
    if (c->message.len > 0) {
        log_trouble(t, c, "An error occurred forwarding", c->message.data);
        t->lost = true;
    }
    return false;
}

/* ---- what the server sends ---- */

static struct connection *find(struct tunnel *t, uint32_t id)
{
    for (size_t i = t->n; i > 0; i--) {
        if (t->v[i - 1]->error_id == id || t->v[i - 1]->data_id == id)
            return t->v[i - 1];
    }
    return NULL;
}

static void on_stream(struct tunnel *t, struct connection *c, enum spdy_event event, bool data, const char *bytes,
                      size_t n)
{
    if (event == SPDY_OPENED && data)
        c->open = true;
    else if (event == SPDY_OPENED)
        send_data(t, c->error_id, true, "", 0); /* we never write there */
    else if (event == SPDY_DATA && !data)
        buf_add(&c->message, bytes, n);
    else if (event == SPDY_DATA && c->fd >= 0 && !c->broken)
        buf_add(&c->out, bytes, n);
    else if ((event == SPDY_ENDED || event == SPDY_RESET) && data)
        c->got_all = true;
    else if (event == SPDY_ENDED || event == SPDY_RESET)
        c->told_all = true;
    if (event == SPDY_RESET && data)
        c->sent_all = true;
    if (c->out.len - c->out_at > OUT_HIGH)
        t->stopped = true;
    c->broken = c->broken || buf_overflowed(&c->out);
}

static void on_event(void *arg, enum spdy_event event, uint32_t id, const char *bytes, size_t n)
{
    struct tunnel *t = arg;
    struct buf b = buf_new();
    if (event == SPDY_AWAY) {
        t->lost = true;
    } else if (event == SPDY_PEER) {
        send_reset(t, id);
    } else if (event == SPDY_PING_GOT) {
        if (id % 2 == 0) { /* the server's; the odd ones would be ours */
            spdy_ping(&b, id);
            flush_frame(t, &b);
        }
    } else {
        struct connection *c = find(t, id);
        if (c != NULL)
            on_stream(t, c, event, c->data_id == id, bytes, n);
    }
}

static bool on_bytes(void *arg, unsigned char channel, const char *bytes, size_t n)
{
    struct tunnel *t = arg;
    (void)channel;
    if (!spdy_read(&t->reader, bytes, n, on_event, t))
        t->lost = true;
    return !t->lost && !t->stopped;
}

/* ---- the loop ---- */

static bool is_full(const struct tunnel *t)
{
    for (size_t i = 0; i < t->n; i++) {
        if (t->v[i]->out.len - t->v[i]->out_at > OUT_HIGH)
            return true;
    }
    return false;
}

static short wanted(const struct tunnel *t, const struct connection *c)
{
    bool in = c->open && !c->sent_all && websocket_pending(t->ws) < PENDING_MAX;
    return (short)((in ? POLLIN : 0) | (c->out.len > 0 ? POLLOUT : 0));
}

/* Sleeps until something can be done, and does what concerns the local side. `p` has room for all. */
static void await(struct tunnel *t, const struct forwards *f, const struct listeners *l, struct pollfd *p, bool full)
{
    short events = websocket_events(t->ws);
    size_t n = t->n, listening = l->n;
    p[0] = (struct pollfd){.fd = websocket_fd(t->ws), .events = (short)(full ? events & ~POLLIN : events)};
    for (size_t i = 0; i < n; i++)
        p[1 + i] = (struct pollfd){.fd = t->v[i]->fd, .events = wanted(t, t->v[i])};
    for (size_t i = 0; i < listening; i++)
        p[1 + n + i] = (struct pollfd){.fd = n < CONNECTIONS_MAX ? l->v[i].fd : -1, .events = POLLIN};
    bool now = !full && (t->stopped || websocket_more(t->ws));
    t->stopped = false;
    if (poll(p, 1 + n + listening, now ? 0 : SLICE_MS) <= 0)
        return;
    for (size_t i = 0; i < n; i++) {
        struct connection *c = t->v[i];
        if (p[1 + i].revents & POLLOUT)
            write_local(c);
        if (p[1 + i].revents & POLLIN)
            read_local(t, c);
        else if (p[1 + i].revents & (POLLERR | POLLHUP | POLLNVAL))
            c->broken = true;
    }
    for (size_t i = 0; i < listening; i++) {
        if (p[1 + n + i].revents & POLLIN)
            accept_one(t, &f->v[l->v[i].forward], l->v[i].fd);
    }
}

static void settle_all(struct tunnel *t)
{
    size_t kept = 0;
    for (size_t i = 0; i < t->n; i++) {
        struct connection *c = t->v[i];
        if (c->fd >= 0 && c->out.len > 0)
            write_local(c);
        if (settle(t, c))
            t->v[kept++] = c;
        else
            connection_free(c);
    }
    t->n = kept;
}

bool tunnel_serve(struct tunnel *t, const struct forwards *f, const struct listeners *l)
{
    const volatile int *flag = t->ctx->interrupted;
    struct pollfd *p = xcalloc(CONNECTIONS_MAX + 2 * l->n + 2, sizeof *p);
    bool stop = false;
    while (!t->lost && !stop) {
        bool full = is_full(t);
        if (websocket_turn(t->ws, full ? NULL : on_bytes, t) != WEBSOCKET_OPEN)
            t->lost = true;
        settle_all(t);
        stop = flag != NULL && *flag != 0;
        if (!t->lost && !stop)
            await(t, f, l, p, is_full(t));
    }
    free(p);
    return !stop;
}

/* ---- its beginning and end ---- */

struct err *tunnel_open(struct cmd_ctx *ctx, const char *ns, const char *pod, struct tunnel **out)
{
    static const char *const protocols[] = {"SPDY/3.1+" PROTOCOL, NULL};
    struct session *s = session_get(ctx);
    struct http_client *client;
    struct http_response refusal;
    struct websocket *ws = NULL;
    struct buf path = buf_new();
    *out = NULL;
    struct err *e = session_http(s, &client);
    if (e != NULL)
        return e;
    buf_adds(&path, "/api/v1/namespaces/");
    path_escape(&path, ns);
    buf_adds(&path, "/pods/");
    path_escape(&path, pod);
    buf_adds(&path, "/portforward");
    e = websocket_open(client, path.data, protocols, &ws, &refusal);
    if (e == NULL && ws == NULL)
        e = remote_refused(&refusal, "pods", pod);
    http_response_release(&refusal);
    buf_release(&path);
    if (e != NULL) {
        struct err *mine = err_new("error upgrading connection: %s", e->inner != NULL ? e->inner : e->msg);
        if (e->note != NULL)
            mine = err_note(mine, "%s", e->note);
        err_free(e);
        return mine;
    }
    websocket_set_raw(ws);
    struct tunnel *t = xcalloc(1, sizeof *t);
    t->ctx = ctx;
    t->ws = ws;
    t->next_id = 1;
    *out = t;
    return NULL;
}

void tunnel_free(struct tunnel *t)
{
    if (t == NULL)
        return;
    for (size_t i = 0; i < t->n; i++)
        connection_free(t->v[i]);
    free(t->v);
    websocket_free(t->ws);
    free(t);
}
