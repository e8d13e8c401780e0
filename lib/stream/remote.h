/* remote.h - a command in a container, or an attachment to one: standard streams over a WebSocket, with the channels of
 * v5.channel.k8s.io (0 stdin, 1 stdout, 2 stderr, 3 the outcome, 4 sizes, 255 the end of one's own stream).
 *
 * Source of the rules: client-go's tools/remotecommand.
 */
#ifndef KUBEC_STREAM_REMOTE_H
#define KUBEC_STREAM_REMOTE_H

#include "api/session.h"
#include "http/http.h"
#include "stream/terminal.h"

/* What is connected to the streams. */
struct remote_io {
    int in;                /* descriptor of what is sent as standard input; -1: none */
    FILE *out, *err;       /* what comes; NULL: thrown away */
    struct terminal *term; /* raw, or NULL: its sizes are sent */
    bool redraw;           /* a size one larger goes before the first, so that the screen is drawn again */
    struct detach *detach; /* keys that end the input, or NULL */
    /* Instead of out and err: gets channel 1 and 2; false ends the stream without an error. */
    bool (*on_output)(void *arg, int channel, const char *bytes, size_t n);
    /* Instead of in: fills at most n bytes, and gives how many; 0 at the end. May block. */
    size_t (*on_input)(void *arg, char *bytes, size_t n);
    void *arg;
    const char *what; /* "pods", for the words of a refusal */
    const char *name; /* the pod's */
};

/* Runs until the server ends the stream. NULL when the command ended with 0; its exit code else is an error with that
 * code: `command terminated with exit code 7`, printed as it stands. A connection that ends in any way but the regular
 * one, or without an outcome, is an error: nobody knows then how the command ended. */
struct err *remote_run(struct session *s, const char *path, const struct remote_io *io) ERR_MUST_USE;

/* The error that the outcome (a Status as JSON) stands for; NULL for success. */
struct err *remote_outcome(const char *text, size_t n) ERR_MUST_USE;

/* The error that stands for an answer that did not switch protocols; takes nothing. */
struct err *remote_refused(const struct http_response *refusal, const char *what, const char *name) NEVER_NULL;

#endif
