/* websocket.c - a WebSocket to the API server. */
#include "stream/websocket.h"

#include "stream/wslay_lib.h"

#include "base/base64.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/sha1.h"
#include "base/strv.h"
#include "http/upgrade.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#define IN_BYTES 65536u           /* read from the connection at once */
#define TURN_BYTES (1u << 20)     /* and in one turn */
#define OUT_MAX ((size_t)8 << 20) /* of frames that wait to be sent */
#define PAYLOAD_MAX ((uint64_t)64 << 20)
#define CONTROL_MAX 125

struct websocket {
    const struct wslay_lib *wslay;
    wslay_frame_context_ptr frames;
    struct http_upgrade *connection;
    char *protocol;
    char *in; /* IN_BYTES, in_at..in_len are not parsed yet */
    size_t in_at, in_len;
    struct buf out;
    size_t out_at;
    uint64_t left; /* of the frame that is being read */
    bool in_frame, in_message, have_channel, closing, more, raw;
    unsigned char channel;     /* of the message that is being read */
    uint8_t opcode;            /* of the frame that is being read */
    char control[CONTROL_MAX]; /* its payload, if it is a control frame */
    size_t control_len;
    int64_t ping_ns, heard_ns;
    enum websocket_state state;
    char *fault;
};

/* ---- libwslay's side ---- */

static ssize_t on_send(const uint8_t *data, size_t len, int flags, void *arg)
{
    struct websocket *w = arg;
    (void)flags;
    buf_add(&w->out, data, len);
    return (ssize_t)len;
}

static ssize_t on_recv(uint8_t *data, size_t len, int flags, void *arg)
{
    struct websocket *w = arg;
    size_t n = w->in_len - w->in_at;
    (void)flags;
    if (n == 0)
        return -1;
    if (n > len)
        n = len;
    memcpy(data, w->in + w->in_at, n);
    w->in_at += n;
    return (ssize_t)n;
}

static int on_mask(uint8_t *mask, size_t len, void *arg)
{
    (void)arg;
    return getrandom(mask, len, 0) == (ssize_t)len ? 0 : -1;
}

/* ---- the handshake ---- */

static void random_key(struct buf *out)
{
    unsigned char bytes[16];
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        memset(bytes, 0, sizeof bytes);
    base64_encode(out, bytes, sizeof bytes);
}

/* RFC 6455, 4.2.2: what proves that the server understood. */
static void accept_key(const char *key, struct buf *out)
{
    uint8_t hash[SHA1_BYTES];
    char *text = xasprintf("%s258EAFA5-E914-47DA-95CA-C5AB0DC85B11", key);
    sha1(text, strlen(text), hash);
    base64_encode(out, hash, sizeof hash);
    free(text);
}

static bool has_token(const char *value, const char *token)
{
    size_t len = strlen(token);
    while (value != NULL && *value != '\0') {
        value += strspn(value, " \t,");
        size_t n = strcspn(value, " \t,");
        if (n == len && strncasecmp(value, token, n) == 0)
            return true;
        value += n;
    }
    return false;
}

static struct err *check_answer(struct websocket *w, const char *key, const char *const *protocols)
{
    char *upgrade = http_upgrade_header(w->connection, "Upgrade");
    char *connection = http_upgrade_header(w->connection, "Connection");
    char *given = http_upgrade_header(w->connection, "Sec-WebSocket-Accept");
    struct buf wanted = buf_new();
    struct err *e = NULL;
    accept_key(key, &wanted);
    w->protocol = http_upgrade_header(w->connection, "Sec-WebSocket-Protocol");
    if (!has_token(upgrade, "websocket") || !has_token(connection, "upgrade") || !str_eq(given, wanted.data)) {
        e = err_new("unable to upgrade connection: websocket: bad handshake (101 Switching Protocols)");
    } else {
        while (*protocols != NULL && !str_eq(*protocols, w->protocol))
            protocols++;
        if (*protocols == NULL)
            e = err_note(err_new("unable to upgrade connection: the server speaks %s%s%s",
                                 w->protocol != NULL ? "only the protocol \"" : "none of the known protocols",
                                 w->protocol != NULL ? w->protocol : "", w->protocol != NULL ? "\"" : ""),
                         "an API server of version 1.30 or newer is needed");
    }
    buf_release(&wanted);
    free(upgrade);
    free(connection);
    free(given);
    return e;
}

struct err *websocket_open(struct http_client *c, const char *path, const char *const *protocols,
                           struct websocket **out, struct http_response *refusal)
{
    static const struct wslay_frame_callbacks callbacks = {on_send, on_recv, on_mask};
    struct websocket *w = xcalloc(1, sizeof *w);
    struct buf key = buf_new(), list = buf_new();
    *out = NULL;
    memset(refusal, 0, sizeof *refusal);
    buf_init(&w->out, OUT_MAX);
    random_key(&key);
    for (size_t i = 0; protocols[i] != NULL; i++)
        buf_addf(&list, "%s%s", i > 0 ? ", " : "", protocols[i]);
    char *key_line = xasprintf("Sec-WebSocket-Key: %s", key.data);
    char *protocol_line = xasprintf("Sec-WebSocket-Protocol: %s", list.data);
    const char *headers[] = {
        "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", key_line, protocol_line, NULL};
    struct err *e = wslay_lib_open(&w->wslay);
    if (e == NULL)
        e = http_upgrade_open(c, path, headers, &w->connection, refusal);
    if (e == NULL && w->connection != NULL)
        e = check_answer(w, key.data, protocols);
    if (e == NULL && w->connection != NULL) {
        if (w->wslay->context_init(&w->frames, &callbacks, w) != 0)
            out_of_memory();
        w->in = xmalloc(IN_BYTES);
        w->heard_ns = clock_mono_ns();
        w->ping_ns = w->heard_ns + WEBSOCKET_PING_NS;
        *out = w;
    } else {
        websocket_free(w);
    }
    free(key_line);
    free(protocol_line);
    buf_release(&key);
    buf_release(&list);
    return e;
}

/* ---- sending ---- */

static void send_frame(struct websocket *w, uint8_t opcode, const void *head, size_t head_len, const void *bytes,
                       size_t n)
{
    struct wslay_frame_iocb f = {
        .fin = 1, .opcode = opcode, .payload_length = head_len + n, .mask = 1, .data = head, .data_length = head_len};
    if (w->out_at == w->out.len) {
        buf_clear(&w->out);
        w->out_at = 0;
    } else if (w->out_at > OUT_MAX / 4 && w->out_at > w->out.len / 2) { /* what was sent makes room */
        size_t left = w->out.len - w->out_at;
        memmove(w->out.data, w->out.data + w->out_at, left);
        buf_truncate(&w->out, left);
        w->out_at = 0;
    }
    ssize_t sent = w->wslay->send(w->frames, &f);
    if (sent >= 0 && n > 0) {
        f.data = bytes;
        f.data_length = n;
        sent = w->wslay->send(w->frames, &f);
    }
    if ((sent < 0 || buf_overflowed(&w->out)) && w->state == WEBSOCKET_OPEN) {
        w->state = WEBSOCKET_BROKEN;
        str_replace_owned(&w->fault, xstrdup("a frame could not be made"));
    }
}

void websocket_send(struct websocket *w, unsigned char channel, const void *bytes, size_t n)
{
    if (w->state == WEBSOCKET_OPEN && !w->closing)
        send_frame(w, WSLAY_BINARY_FRAME, &channel, w->raw ? 0 : 1, bytes, n);
}

void websocket_set_raw(struct websocket *w)
{
    w->raw = true;
}

bool websocket_more(const struct websocket *w)
{
    return w->more;
}

size_t websocket_pending(const struct websocket *w)
{
    return w->out.len - w->out_at;
}

static void broken(struct websocket *w, char *fault)
{
    if (w->state != WEBSOCKET_OPEN) {
        free(fault);
        return;
    }
    w->state = WEBSOCKET_BROKEN;
    str_replace_owned(&w->fault, fault);
}

static void flush_out(struct websocket *w)
{
    while (websocket_pending(w) > 0) {
        size_t sent;
        enum http_io io = http_upgrade_send(w->connection, w->out.data + w->out_at, websocket_pending(w), &sent);
        w->out_at += sent;
        if (io == HTTP_IO_AGAIN)
            return;
        if (io != HTTP_IO_OK) {
            broken(w, xasprintf("write: %s", http_upgrade_fault(w->connection)));
            return;
        }
    }
}

/* ---- receiving ---- */

/* The words of a close code; gorilla's FormatCloseError list. */
static const char *code_words(int code)
{
    switch (code) {
    case 1000:
        return " (normal)";
    case 1001:
        return " (going away)";
    case 1002:
        return " (protocol error)";
    case 1003:
        return " (unsupported data)";
    case 1005:
        return " (no status)";
    case 1006:
        return " (abnormal closure)";
    case 1007:
        return " (invalid payload data)";
    case 1008:
        return " (policy violation)";
    case 1009:
        return " (message too big)";
    case 1010:
        return " (mandatory extension missing)";
    case 1011:
        return " (internal server error)";
    case 1015:
        return " (TLS handshake error)";
    default:
        return "";
    }
}

static void closed(struct websocket *w)
{
    const unsigned char *p = (const unsigned char *)w->control;
    int code = w->control_len >= 2 ? p[0] << 8 | p[1] : 1005;
    if (!w->closing)
        send_frame(w, WSLAY_CONNECTION_CLOSE, w->control, w->control_len >= 2 ? 2 : 0, NULL, 0);
    w->closing = true;
    if (code == 1000) {
        w->state = WEBSOCKET_CLOSED;
        return;
    }
    size_t n = w->control_len > 2 ? w->control_len - 2 : 0;
    broken(w,
           xasprintf("websocket: close %d%s%s%.*s", code, code_words(code), n > 0 ? ": " : "", (int)n, w->control + 2));
}

static void end_frame(struct websocket *w, bool fin)
{
    w->in_frame = false;
    if (w->opcode == WSLAY_CONNECTION_CLOSE) {
        closed(w);
    } else if (w->opcode == WSLAY_PING) {
        send_frame(w, WSLAY_PONG, w->control, w->control_len, NULL, 0);
    } else if (!wslay_is_ctrl_frame(w->opcode) && fin) {
        w->in_message = false;
    }
}

/* The rules of RFC 6455 that libwslay leaves to its caller. */
static bool begin_frame(struct websocket *w, const struct wslay_frame_iocb *f)
{
    bool control = wslay_is_ctrl_frame(f->opcode);
    bool known = f->opcode <= WSLAY_BINARY_FRAME || (f->opcode >= WSLAY_CONNECTION_CLOSE && f->opcode <= WSLAY_PONG);
    bool in_order = control || (f->opcode == WSLAY_CONTINUATION_FRAME) == w->in_message;
    if (!known || !in_order || f->rsv != 0 || f->mask || (control && (!f->fin || f->payload_length > CONTROL_MAX)) ||
        f->payload_length > PAYLOAD_MAX) {
        broken(w, xstrdup("websocket: the server sent a frame that breaks the protocol"));
        return false;
    }
    if (f->opcode == WSLAY_TEXT_FRAME) {
        broken(w, xstrdup("unexpected message type: 1"));
        return false;
    }
    w->in_frame = true;
    w->opcode = f->opcode;
    w->left = f->payload_length;
    w->control_len = 0;
    if (!control && !w->in_message) {
        w->in_message = true;
        w->have_channel = false;
    }
    return true;
}

/* Parses what was read; false when fn had enough. */
static bool parse(struct websocket *w, websocket_data_fn *fn, void *arg)
{
    bool enough = false;
    while (w->state == WEBSOCKET_OPEN && !enough) {
        struct wslay_frame_iocb f;
        memset(&f, 0, sizeof f);
        ssize_t n = w->wslay->recv(w->frames, &f);
        if (n == WSLAY_ERR_WANT_READ)
            return true;
        if (n < 0) {
            broken(w, xstrdup("websocket: the server sent a frame that breaks the protocol"));
            return true;
        }
        w->heard_ns = clock_mono_ns();
        if (!w->in_frame && !begin_frame(w, &f))
            return true;
        const char *bytes = (const char *)f.data;
        size_t len = f.data_length;
        w->left -= len <= w->left ? len : w->left;
        if (wslay_is_ctrl_frame(w->opcode)) {
            size_t room = sizeof w->control - w->control_len;
            memcpy(w->control + w->control_len, bytes, len < room ? len : room);
            w->control_len += len < room ? len : room;
        } else if (len > 0) {
            if (w->raw) {
                w->channel = 0;
            } else if (!w->have_channel) {
                w->have_channel = true;
                w->channel = (unsigned char)*bytes++;
                len--;
            }
            enough = len > 0 && !fn(arg, w->channel, bytes, len);
        }
        if (w->left == 0)
            end_frame(w, f.fin);
    }
    return !enough;
}

static void heartbeat(struct websocket *w)
{
    int64_t now = clock_mono_ns();
    if (now - w->heard_ns > WEBSOCKET_DEAD_NS)
        broken(w, xstrdup("i/o timeout: the server answers no pings"));
    if (now < w->ping_ns || w->closing)
        return;
    w->ping_ns = now + WEBSOCKET_PING_NS;
    send_frame(w, WSLAY_PING, "", 0, NULL, 0);
}

enum websocket_state websocket_turn(struct websocket *w, websocket_data_fn *fn, void *arg)
{
    size_t total = 0;
    w->more = false;
    if (fn == NULL)
        w->heard_ns = clock_mono_ns();
    if (w->state == WEBSOCKET_OPEN)
        heartbeat(w);
    flush_out(w);
    if (fn == NULL)
        return w->state;
    bool more = parse(w, fn, arg); /* what the turn before left */
    while (w->state == WEBSOCKET_OPEN && more && total < TURN_BYTES) {
        size_t got;
        enum http_io io = http_upgrade_recv(w->connection, w->in, IN_BYTES, &got);
        if (io == HTTP_IO_AGAIN)
            break;
        if (io == HTTP_IO_EOF)
            broken(w, xstrdup("websocket: close 1006 (abnormal closure): unexpected EOF"));
        if (io == HTTP_IO_FAILED)
            broken(w, xasprintf("read: %s", http_upgrade_fault(w->connection)));
        if (io != HTTP_IO_OK)
            break;
        w->in_at = 0;
        w->in_len = got;
        total += got;
        more = parse(w, fn, arg);
        w->more = total >= TURN_BYTES;
    }
    if (w->state != WEBSOCKET_BROKEN)
        flush_out(w);
    return w->state;
}

/* ---- the rest ---- */

const char *websocket_protocol(const struct websocket *w)
{
    return w->protocol;
}

int websocket_fd(const struct websocket *w)
{
    return http_upgrade_fd(w->connection);
}

short websocket_events(const struct websocket *w)
{
    return (short)(POLLIN | (websocket_pending(w) > 0 ? POLLOUT : 0));
}

const char *websocket_fault(const struct websocket *w)
{
    return w->fault != NULL ? w->fault : "";
}

void websocket_free(struct websocket *w)
{
    if (w == NULL)
        return;
    if (w->frames != NULL && w->state == WEBSOCKET_OPEN && !w->closing && websocket_pending(w) == 0) {
        static const unsigned char normal[] = {1000 >> 8, 1000 & 255};
        send_frame(w, WSLAY_CONNECTION_CLOSE, normal, sizeof normal, NULL, 0);
        flush_out(w);
    }
    if (w->frames != NULL)
        w->wslay->context_free(w->frames);
    http_upgrade_free(w->connection);
    buf_release(&w->out);
    free(w->protocol);
    free(w->in);
    free(w->fault);
    free(w);
}
