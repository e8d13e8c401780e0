/* terminal.h - the user's terminal while a container has it: raw, with its size watched, and put back in any case. */
#ifndef KUBEC_STREAM_TERMINAL_H
#define KUBEC_STREAM_TERMINAL_H

#include "base/err.h"

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <termios.h>

/* Zeroed: nothing is raw. */
struct terminal {
    bool raw;
    int in, size_from; /* descriptors; size_from -1: the output is no terminal */
    int signals;       /* a signalfd; -1: none */
    struct termios before;
    sigset_t mask_before;
    volatile int *interrupted;
};

struct terminal_size {
    unsigned short width, height;
};

/* Makes `in` raw (cfmakeraw, as kubectl) and takes the signals that would end us with the terminal raw, and SIGWINCH,
 * for t->signals. size_from: the output's descriptor, or -1. `interrupted` gets the number of a signal that asks to end
 * (ctx->interrupted; may be NULL). */
struct err *terminal_raw(struct terminal *t, int in, int size_from, volatile int *interrupted) ERR_MUST_USE;
/* Puts all of it back; nothing if it is not raw. A signal that came meanwhile is delivered. */
void terminal_restore(struct terminal *t);
/* Its size; false when the output is no terminal. */
bool terminal_size(const struct terminal *t, struct terminal_size *out);
/* Reads the signals that came; true if the size may have changed. */
bool terminal_signals(struct terminal *t);

/* The keys that end an attachment, as moby reads them ("ctrl-p,ctrl-q", "DEL", "x"): at most DETACH_MAX bytes. */
#define DETACH_MAX 32
struct detach {
    unsigned char keys[DETACH_MAX];
    size_t n, at; /* at: how many of them were typed */
};
/* The error is moby's: `Unknown character: 'xx'`. */
struct err *detach_parse(const char *text, struct detach *out) ERR_MUST_USE;
/* Goes through n bytes that were typed: what is to be sent on goes to `out` (room for n + DETACH_MAX), its length to
 * *len. True when the keys were typed whole; what follows them is dropped. */
bool detach_filter(struct detach *d, const char *bytes, size_t n, char *out, size_t *len);

#endif
