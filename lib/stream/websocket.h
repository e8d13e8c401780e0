/* websocket.h - a WebSocket to the API server (RFC 6455): the handshake on a connection of lib/http, messages both
 * ways, and a heartbeat. Frames are libwslay's, which is opened at run time by the first one, as libcurl is.
 *
 * Nothing blocks but websocket_open: the caller polls the descriptor, calls websocket_turn, and hands out what comes.
 */
#ifndef KUBEC_STREAM_WEBSOCKET_H
#define KUBEC_STREAM_WEBSOCKET_H

#include "http/http.h"

struct websocket;

#define WEBSOCKET_PING_NS (5 * NS_PER_S)  /* between two pings, as client-go */
#define WEBSOCKET_DEAD_NS (61 * NS_PER_S) /* without any answer to them: the connection is dead */

/* Opens the path with one of the protocols ("v5.channel.k8s.io", NULL at the end, the best first). When the server
 * answers without switching, the error is NULL and *out is NULL: *refusal has its answer, which is the caller's in any
 * case. Other errors are those of the connection, or of a handshake that breaks the rules. */
struct err *websocket_open(struct http_client *c, const char *path, const char *const *protocols,
                           struct websocket **out, struct http_response *refusal) ERR_MUST_USE;
/* Ends it: a close frame is tried, nothing is waited for. NULL is nothing. */
void websocket_free(struct websocket *w);
/* The protocol that the server chose. Borrowed. */
const char *websocket_protocol(const struct websocket *w);
/* The descriptor, and what to poll it for. */
int websocket_fd(const struct websocket *w);
short websocket_events(const struct websocket *w);
/* True if the turn ended although there may be more to read, which poll does not know of. */
bool websocket_more(const struct websocket *w);
/* Bytes that wait to be sent: who sends stops while they are many. */
size_t websocket_pending(const struct websocket *w);
/* From now on messages have no channel in either direction: all bytes are data, and fn is given channel 0. */
void websocket_set_raw(struct websocket *w);
/* Queues a binary message that begins with the byte `channel` (not when raw). */
void websocket_send(struct websocket *w, unsigned char channel, const void *bytes, size_t n);

/* A piece of a message: n bytes of what follows the channel's byte. False ends the turn (and is remembered by the
 * caller). */
typedef bool websocket_data_fn(void *arg, unsigned char channel, const char *bytes, size_t n);

enum websocket_state {
    WEBSOCKET_OPEN,
    WEBSOCKET_CLOSED, /* by the server, with the code for a normal end */
    WEBSOCKET_BROKEN, /* in any other way: websocket_fault */
};
/* Sends what goes, reads what is there (in bounds, so that others get their turn), answers pings, sends one when it is
 * time. Without fn nothing is read, for who has no room, and the silence is not held against the server. */
enum websocket_state websocket_turn(struct websocket *w, websocket_data_fn *fn, void *arg);
/* Why it is broken, in the words of client-go's library: "websocket: close 1006 (abnormal closure): unexpected EOF".
 * Borrowed. */
const char *websocket_fault(const struct websocket *w);

#endif
