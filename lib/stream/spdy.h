/* spdy.h - the frames of SPDY/3.1 that forwarding ports needs, as a client makes and reads them.
 *
 * Header blocks are zlib streams with the protocol's dictionary. We send them in stored blocks, which every inflater
 * reads; the servers' answers have no header that we need, so theirs are skipped. There is no flow control by windows,
 * as the servers of Kubernetes have none.
 *
 * Source of the rules: the SPDY/3.1 draft; what moby's spdystream leaves out of it.
 */
#ifndef KUBEC_STREAM_SPDY_H
#define KUBEC_STREAM_SPDY_H

#include "base/buf.h"

#include <stdint.h>

#define SPDY_CANCEL 5 /* the status of a stream that is not wanted any more */

struct spdy_header {
    const char *name, *value; /* name in lower case */
};

/* Zeroed: no block was sent. All header blocks of a connection are one zlib stream. */
struct spdy_writer {
    bool begun;
};

/* Each appends a frame to `out`. Headers: at most 60000 bytes in all. */
void spdy_syn_stream(struct spdy_writer *w, struct buf *out, uint32_t id, const struct spdy_header *headers, size_t n);
void spdy_data(struct buf *out, uint32_t id, bool fin, const void *bytes, size_t n);
void spdy_rst_stream(struct buf *out, uint32_t id, uint32_t status);
void spdy_ping(struct buf *out, uint32_t id);
void spdy_goaway(struct buf *out);

enum spdy_event {
    SPDY_OPENED,   /* the server accepted the stream `id` */
    SPDY_DATA,     /* n bytes of the stream */
    SPDY_ENDED,    /* the server sends no more on it */
    SPDY_RESET,    /* it is gone */
    SPDY_PEER,     /* the server opens a stream, which is to be refused */
    SPDY_PING_GOT, /* with the number `id` */
    SPDY_AWAY,     /* the server ends the connection */
};
typedef void spdy_event_fn(void *arg, enum spdy_event event, uint32_t id, const char *bytes, size_t n);

/* Zeroed: at the beginning of a frame. */
struct spdy_reader {
    unsigned char head[16]; /* the frame's 8 bytes, and the first 8 of a control frame's content */
    size_t have;
    uint32_t left; /* bytes of content that were not read yet */
    bool in_frame;
};

/* Reads n further bytes of the connection. False when they break the protocol: the connection is of no use then. */
bool spdy_read(struct spdy_reader *r, const char *bytes, size_t n, spdy_event_fn *fn, void *arg);

#endif
