/* remote.c - standard streams over a WebSocket. */
#include "stream/remote.h"

#include "stream/websocket.h"

#include "api/status.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "doc/doc.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CHANNEL_IN 0
#define CHANNEL_OUT 1
#define CHANNEL_ERR 2
#define CHANNEL_OUTCOME 3
#define CHANNEL_SIZE 4
#define CHANNEL_END 255

#define PIECE 32768u            /* of standard input, as client-go sends it */
#define PENDING_MAX (PIECE * 8) /* beyond it no more input is read */
#define OUTCOME_MAX ((size_t)1 << 20)
#define SLICE_MS 250  /* the longest sleep while a signal may come */
#define GATHER 65536u /* of output before it is written */

struct remote {
    struct session *s;
    const struct remote_io *io;
    struct websocket *ws;
    struct buf outcome;
    char *gathered; /* output of `gathered_channel` that is not written yet */
    size_t gathered_len;
    int gathered_channel;
    bool in_open, can_end; /* can_end: the protocol has CHANNEL_END */
    struct err *failed;    /* of our own side */
    bool had_enough;
    struct terminal_size size;
};

static bool interrupted(const struct remote *r)
{
    const volatile int *flag = session_ctx(r->s)->interrupted;
    return flag != NULL && *flag;
}

/* ---- what the server says of the command ---- */

static struct err *exit_code(const cJSON *status)
{
    const cJSON *details = doc_get(status, "details"), *cause;
    if (!cJSON_IsObject(details))
        return err_new("error stream protocol error: details must be set");
    cJSON_ArrayForEach(cause, doc_get(details, "causes"))
    {
        const char *reason = doc_str_at(cause, "reason"), *text = doc_str_at(cause, "message");
        if (!str_eq(reason, "ExitCode"))
            continue;
        if (text == NULL)
            text = "";
        long code = strlen(text) <= 3 && *text != '\0' && strspn(text, "0123456789") == strlen(text)
                        ? strtol(text, NULL, 10)
                        : 256;
        if (code > 255) {
            char *quoted = str_quote(text);
            struct err *e = err_new("error stream protocol error: invalid exit code value %s", quoted);
            free(quoted);
            return e;
        }
        /* ERR_NET: printed without a word before it, as kubectl does */
        struct err *e = err_new_kind(ERR_NET, "command terminated with exit code %ld", code);
        e->exit_code = (int)code;
        return e;
    }
    return err_new("error stream protocol error: no ExitCode cause given");
}

struct err *remote_outcome(const char *text, size_t n)
{
    cJSON *status = NULL;
    struct err *e = doc_parse_json(text, n, &status);
    if (e != NULL) {
        char *copy = xstrndup(text, n), *quoted = str_quote(copy);
        struct err *mine = err_new("error stream protocol error: %s in %s", e->msg, quoted);
        free(copy);
        free(quoted);
        err_free(e);
        return mine;
    }
    const char *word = doc_str_at(status, "status"), *message = doc_str_at(status, "message");
    if (str_eq(word, "Success"))
        e = NULL;
    else if (!str_eq(word, "Failure"))
        e = err_new("error stream protocol error: unknown error");
    else if (str_eq(doc_str_at(status, "reason"), "NonZeroExitCode"))
        e = exit_code(status);
    else
        e = err_new("%s", message != NULL ? message : "");
    cJSON_Delete(status);
    return e;
}

/* ---- output ---- */

/* The other end of our output has gone. */
static void lost_output(struct remote *r, int errnum)
{
    if (r->failed == NULL && errnum == EPIPE)
        r->failed = err_silent(128 + SIGPIPE);
    if (r->failed == NULL) {
        char *why = file_errno_text(errnum);
        r->failed = err_new("the output could not be written: %s", why);
        free(why);
    }
}

static void write_fd(struct remote *r, int fd, const char *bytes, size_t n)
{
    while (n > 0 && r->failed == NULL) {
        ssize_t done = write(fd, bytes, n);
        if (done >= 0) {
            bytes += done;
            n -= (size_t)done;
        } else if (errno == EAGAIN) {
            struct pollfd p = {.fd = fd, .events = POLLOUT};
            poll(&p, 1, SLICE_MS);
        } else if (errno != EINTR) {
            lost_output(r, errno);
        }
        if (n > 0 && r->io->term != NULL)
            terminal_signals(r->io->term);
        if (n > 0 && interrupted(r) && r->failed == NULL)
            r->failed = err_silent(130);
    }
}

static void write_out(struct remote *r)
{
    FILE *f = r->gathered_channel == CHANNEL_OUT ? r->io->out : r->io->err;
    size_t n = r->gathered_len;
    r->gathered_len = 0;
    if (n == 0 || r->failed != NULL)
        return;
    if (r->io->on_output != NULL) {
        r->had_enough = !r->io->on_output(r->io->arg, r->gathered_channel, r->gathered, n) || r->had_enough;
        return;
    }
    if (f == NULL)
        return;
    int fd = fileno(f);
    if (fflush(f) != 0)
        lost_output(r, errno);
    else if (fd >= 0)
        write_fd(r, fd, r->gathered, n);
    else
        fwrite(r->gathered, 1, n, f);
}

static bool on_data(void *arg, unsigned char channel, const char *bytes, size_t n)
{
    struct remote *r = arg;
    if (channel == CHANNEL_OUTCOME) {
        buf_add(&r->outcome, bytes, n);
        return true;
    }
    if (channel != CHANNEL_OUT && channel != CHANNEL_ERR)
        return true;
    while (n > 0) {
        if (r->gathered_channel != channel || r->gathered_len == GATHER)
            write_out(r);
        r->gathered_channel = channel;
        size_t room = GATHER - r->gathered_len, m = n < room ? n : room;
        memcpy(r->gathered + r->gathered_len, bytes, m);
        r->gathered_len += m;
        bytes += m;
        n -= m;
    }
    return r->failed == NULL && !r->had_enough;
}

/* ---- input ---- */

static void end_input(struct remote *r)
{
    static const char in = CHANNEL_IN;
    r->in_open = false;
    if (r->can_end)
        websocket_send(r->ws, CHANNEL_END, &in, 1);
}

static void read_input(struct remote *r)
{
    char bytes[PIECE], kept[PIECE + DETACH_MAX];
    const char *from = bytes;
    size_t len;
    bool ended = false;
    if (r->io->on_input != NULL) {
        len = r->io->on_input(r->io->arg, bytes, sizeof bytes);
        ended = len == 0;
    } else {
        ssize_t n = read(r->io->in, bytes, sizeof bytes);
        if (n < 0 && (errno == EINTR || errno == EAGAIN))
            return;
        ended = n <= 0; /* what cannot be read has ended, as for kubectl */
        len = n > 0 ? (size_t)n : 0;
    }
    if (r->io->detach != NULL && len > 0) {
        ended = detach_filter(r->io->detach, bytes, len, kept, &len);
        from = kept;
    }
    if (len > 0)
        websocket_send(r->ws, CHANNEL_IN, from, len);
    if (ended)
        end_input(r);
}

/* ---- sizes ---- */

static void send_size(struct remote *r, unsigned width, unsigned height)
{
    char *text = xasprintf("{\"Width\":%u,\"Height\":%u}\n", width, height);
    websocket_send(r->ws, CHANNEL_SIZE, text, strlen(text));
    free(text);
}

static void send_sizes(struct remote *r, bool first)
{
    struct terminal_size now;
    if (r->io->term == NULL || !terminal_size(r->io->term, &now))
        return;
    if (first && r->io->redraw)
        send_size(r, now.width + 1u, now.height + 1u);
    if (first || now.width != r->size.width || now.height != r->size.height)
        send_size(r, now.width, now.height);
    r->size = now;
}

/* ---- the loop ---- */

/* Sleeps until something can be done, and reads input. */
static void await(struct remote *r)
{
    struct pollfd p[3] = {{.fd = websocket_fd(r->ws), .events = websocket_events(r->ws)}, {.fd = -1}, {.fd = -1}};
    bool room = r->in_open && websocket_pending(r->ws) < PENDING_MAX;
    if (room && r->io->on_input == NULL)
        p[1] = (struct pollfd){.fd = r->io->in, .events = POLLIN};
    if (r->io->term != NULL)
        p[2] = (struct pollfd){.fd = r->io->term->signals, .events = POLLIN};
    bool now = room && r->io->on_input != NULL;
    if (poll(p, 3, now || websocket_more(r->ws) ? 0 : SLICE_MS) < 0)
        return;
    if (r->io->term != NULL && p[2].revents != 0 && terminal_signals(r->io->term))
        send_sizes(r, false);
    if (now || p[1].revents != 0)
        read_input(r);
}

static struct err *stream(struct remote *r)
{
    enum websocket_state state = WEBSOCKET_OPEN;
    send_sizes(r, true);
    while (state == WEBSOCKET_OPEN && r->failed == NULL && !r->had_enough) {
        if (interrupted(r)) {
            r->failed = err_silent(130);
            break;
        }
        state = websocket_turn(r->ws, on_data, r);
        write_out(r);
        if (state == WEBSOCKET_OPEN && r->failed == NULL && !r->had_enough)
            await(r);
    }
    struct err *e = r->failed;
    r->failed = NULL;
    if (e != NULL || r->had_enough)
        return e;
    if (state == WEBSOCKET_BROKEN)
        return err_new("error reading from error stream: next reader: %s", websocket_fault(r->ws));
    if (r->outcome.len > 0)
        return remote_outcome(r->outcome.data, r->outcome.len);
    return err_new("the connection ended, and the server did not say how the command did");
}

/* ---- a refusal ---- */

struct err *remote_refused(const struct http_response *refusal, const char *what, const char *name)
{
    cJSON *status = NULL;
    struct err *e = doc_parse_json(refusal->body.data, refusal->body.len, &status);
    bool is_status = e == NULL && str_eq(doc_str_at(status, "kind"), "Status");
    err_free(e);
    if (is_status) {
        e = status_err(refusal, "GET", what, "", name);
        if (refusal->status == 403)
            err_note(e, "streams are opened with GET: the role needs the verb \"get\" on this subresource, too");
    } else {
        char *text = xstrndup(refusal->body.data, refusal->body.len);
        size_t n = strlen(text);
        while (n > 0 && (unsigned char)text[n - 1] <= ' ')
            text[--n] = '\0';
        e = err_new("unable to upgrade connection: %s", text);
        if (refusal->status == 400 || refusal->status == 404 || refusal->status == 405 || refusal->status == 426)
            err_note(e, "streams need an API server of version 1.30 or newer, and proxies on the way that let "
                        "WebSockets through");
        free(text);
    }
    cJSON_Delete(status);
    return e;
}

struct err *remote_run(struct session *s, const char *path, const struct remote_io *io)
{
    static const char *const protocols[] = {"v5.channel.k8s.io", "v4.channel.k8s.io", NULL};
    static const char *const only_v5[] = {"v5.channel.k8s.io", NULL};
    struct remote r = {.s = s, .io = io};
    struct http_client *client;
    struct http_response refusal;
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
    r.in_open = io->in >= 0 || io->on_input != NULL;
    struct err *e = session_http(s, &client);
    if (e != NULL)
        return e;
    /* A pipe as input must end some time, which only v5 can tell the container. */
    e = websocket_open(client, path, r.in_open && io->term == NULL ? only_v5 : protocols, &r.ws, &refusal);
    if (e == NULL && r.ws == NULL)
        e = remote_refused(&refusal, io->what, io->name);
    http_response_release(&refusal);
    if (e != NULL)
        return e;
    r.can_end = str_eq(websocket_protocol(r.ws), only_v5[0]);
    buf_init(&r.outcome, OUTCOME_MAX);
    r.gathered = xmalloc(GATHER);
    sigaction(SIGPIPE, &ignore, &before); /* a terminal must be put back before we end */
    e = stream(&r);
    sigaction(SIGPIPE, &before, NULL);
    websocket_free(r.ws);
    buf_release(&r.outcome);
    free(r.gathered);
    return e;
}
