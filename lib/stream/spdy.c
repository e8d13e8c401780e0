/* spdy.c - the frames of SPDY/3.1. */
#include "stream/spdy.h"

#include <string.h>

#define VERSION 3u
#define FLAG_FIN 1u
#define CONTROL_MAX ((uint32_t)1 << 20) /* of a control frame's content */

enum frame_type { SYN_STREAM = 1, SYN_REPLY, RST_STREAM, SETTINGS, PING = 6, GOAWAY, HEADERS, WINDOW_UPDATE };

/* ---- making ---- */

static void add_u32(struct buf *b, uint32_t v)
{
    const unsigned char bytes[] = {(unsigned char)(v >> 24), (unsigned char)(v >> 16), (unsigned char)(v >> 8),
                                   (unsigned char)v};
    buf_add(b, bytes, sizeof bytes);
}

static void add_u16_le(struct buf *b, unsigned v)
{
    buf_addc(b, (char)(v & 255u));
    buf_addc(b, (char)(v >> 8 & 255u));
}

static void add_control(struct buf *out, enum frame_type type, size_t length)
{
    add_u32(out, 0x80000000u | VERSION << 16 | (uint32_t)type);
    add_u32(out, (uint32_t)length);
}

static void add_text(struct buf *b, const char *s)
{
    add_u32(b, (uint32_t)strlen(s));
    buf_adds(b, s);
}

/* RFC 1950: the header of the stream, once, with the Adler-32 of SPDY/3's dictionary (2.6.10.1); RFC 1951: a stored
 * block, and an empty one, behind which an inflater gives out all it has. */
static void add_block(struct spdy_writer *w, struct buf *out, const struct buf *plain)
{
    static const unsigned char zlib_head[] = {0x78, 0xbb, 0xe3, 0xc6, 0xa7, 0xc2};
    if (!w->begun)
        buf_add(out, zlib_head, sizeof zlib_head);
    w->begun = true;
    buf_addc(out, 0);
    add_u16_le(out, (unsigned)plain->len);
    add_u16_le(out, ~(unsigned)plain->len);
    buf_add(out, plain->data, plain->len);
    buf_addc(out, 0);
    add_u16_le(out, 0);
    add_u16_le(out, 0xffff);
}

void spdy_syn_stream(struct spdy_writer *w, struct buf *out, uint32_t id, const struct spdy_header *headers, size_t n)
{
    struct buf plain = buf_new(), block = buf_new();
    add_u32(&plain, (uint32_t)n);
    for (size_t i = 0; i < n; i++) {
        add_text(&plain, headers[i].name);
        add_text(&plain, headers[i].value);
    }
    add_block(w, &block, &plain);
    add_control(out, SYN_STREAM, 10 + block.len);
    add_u32(out, id);
    add_u32(out, 0);       /* associated with no stream */
    buf_add(out, "\0", 2); /* priority, slot */
    buf_add(out, block.data, block.len);
    buf_release(&plain);
    buf_release(&block);
}

void spdy_data(struct buf *out, uint32_t id, bool fin, const void *bytes, size_t n)
{
    add_u32(out, id & 0x7fffffffu);
    add_u32(out, (fin ? FLAG_FIN << 24 : 0) | ((uint32_t)n & 0xffffffu));
    buf_add(out, bytes, n);
}

void spdy_rst_stream(struct buf *out, uint32_t id, uint32_t status)
{
    add_control(out, RST_STREAM, 8);
    add_u32(out, id);
    add_u32(out, status);
}

void spdy_ping(struct buf *out, uint32_t id)
{
    add_control(out, PING, 4);
    add_u32(out, id);
}

void spdy_goaway(struct buf *out)
{
    add_control(out, GOAWAY, 8);
    add_u32(out, 0);
    add_u32(out, 0);
}

/* ---- reading ---- */

static uint32_t u32_at(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static bool is_control(const struct spdy_reader *r)
{
    return (r->head[0] & 0x80) != 0;
}

/* How many bytes of the content the meaning of a control frame needs; the rest is skipped. */
static uint32_t needed(unsigned type)
{
    switch (type) {
    case SYN_STREAM:
    case SYN_REPLY:
    case PING:
    case HEADERS:
        return 4;
    case RST_STREAM:
    case GOAWAY:
        return 8;
    default:
        return 0;
    }
}

static unsigned type_of(const struct spdy_reader *r)
{
    return (unsigned)r->head[2] << 8 | r->head[3];
}

/* A control frame was read whole. */
static void act(const struct spdy_reader *r, spdy_event_fn *fn, void *arg)
{
    uint32_t id = u32_at(r->head + 8) & 0x7fffffffu;
    bool fin = (r->head[4] & FLAG_FIN) != 0;
    switch (type_of(r)) {
    case SYN_STREAM:
        fn(arg, SPDY_PEER, id, "", 0);
        break;
    case SYN_REPLY:
        fn(arg, SPDY_OPENED, id, "", 0);
        break;
    case RST_STREAM:
        fn(arg, SPDY_RESET, id, "", 0);
        break;
    case PING:
        fn(arg, SPDY_PING_GOT, u32_at(r->head + 8), "", 0);
        break;
    case GOAWAY:
        fn(arg, SPDY_AWAY, 0, "", 0);
        break;
    default: /* settings and windows are nothing to us, nor are types that we do not know */
        break;
    }
    if (fin && (type_of(r) == SYN_REPLY || type_of(r) == HEADERS))
        fn(arg, SPDY_ENDED, id, "", 0);
}

static bool begin(struct spdy_reader *r)
{
    r->in_frame = true;
    r->left = u32_at(r->head + 4) & 0xffffffu;
    if (!is_control(r))
        return (u32_at(r->head) & 0x7fffffffu) != 0;
    unsigned version = (unsigned)(r->head[0] & 0x7f) << 8 | r->head[1];
    return version == VERSION && r->left >= needed(type_of(r)) && r->left <= CONTROL_MAX;
}

static void end(struct spdy_reader *r, spdy_event_fn *fn, void *arg)
{
    r->in_frame = false;
    r->have = 0;
    if (is_control(r))
        act(r, fn, arg);
    else if ((r->head[4] & FLAG_FIN) != 0)
        fn(arg, SPDY_ENDED, u32_at(r->head), "", 0);
}

/* Takes content of the frame; gives how many bytes. */
static size_t take(struct spdy_reader *r, const char *bytes, size_t n, spdy_event_fn *fn, void *arg)
{
    size_t m = n < r->left ? n : r->left;
    r->left -= (uint32_t)m;
    if (!is_control(r)) {
        if (m > 0)
            fn(arg, SPDY_DATA, u32_at(r->head), bytes, m);
        return m;
    }
    size_t room = sizeof r->head - r->have, kept = m < room ? m : room;
    memcpy(r->head + r->have, bytes, kept);
    r->have += kept;
    return m;
}

bool spdy_read(struct spdy_reader *r, const char *bytes, size_t n, spdy_event_fn *fn, void *arg)
{
    while (n > 0) {
        if (!r->in_frame) {
            size_t m = 8 - r->have < n ? 8 - r->have : n;
            memcpy(r->head + r->have, bytes, m);
            r->have += m;
            bytes += m;
            n -= m;
            if (r->have < 8)
                return true;
            if (!begin(r))
                return false;
        }
        size_t m = take(r, bytes, n, fn, arg);
        bytes += m;
        n -= m;
        if (r->left == 0)
            end(r, fn, arg);
    }
    return true;
}
