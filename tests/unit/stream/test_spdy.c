/* Frames of SPDY/3.1: what is written, and what is made of what comes, in pieces of any size. */
#include "stream/spdy.h"

#include "base/strv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void test_syn_stream(void **state)
{
    static const unsigned char first[] = {
        0x80, 3,    0,    1,    0,    0,    0,   10 + 6 + 5 + 15 + 5, /* SYN_STREAM */
        0,    0,    0,    1,    0,    0,    0,   0,
        0,    0,                            /* stream 1 of no other, priority, slot */
        0x78, 0xbb, 0xe3, 0xc6, 0xa7, 0xc2, /* zlib with the dictionary */
        0,    15,   0,    0xf0, 0xff,       /* a stored block */
        0,    0,    0,    1,    0,    0,    0,   1,
        'a',  0,    0,    0,    2,    'b',  'c', /* one header */
        0,    0,    0,    0xff, 0xff,            /* an empty one, which flushes */
    };
    static const struct spdy_header headers[] = {{"a", "bc"}};
    struct spdy_writer w = {0};
    struct buf b = buf_new();
    (void)state;
    spdy_syn_stream(&w, &b, 1, headers, 1);
    assert_int_equal(b.len, sizeof first);
    assert_memory_equal(b.data, first, sizeof first);
    buf_clear(&b);
    spdy_syn_stream(&w, &b, 3, headers, 1); /* the stream goes on: no zlib header */
    assert_int_equal(b.len, sizeof first - 6);
    assert_memory_equal(b.data + 18, first + 24, sizeof first - 24);
    buf_release(&b);
}

static void test_small_frames(void **state)
{
    static const char wanted[] = "\0\0\0\5\1\0\0\3abc"
                                 "\x80\3\0\3\0\0\0\10\0\0\0\5\0\0\0\5"
                                 "\x80\3\0\6\0\0\0\4\0\0\0\2"
                                 "\x80\3\0\7\0\0\0\10\0\0\0\0\0\0\0\0";
    struct buf b = buf_new();
    (void)state;
    spdy_data(&b, 5, true, "abc", 3);
    spdy_rst_stream(&b, 5, SPDY_CANCEL);
    spdy_ping(&b, 2);
    spdy_goaway(&b);
    assert_int_equal(b.len, sizeof wanted - 1);
    assert_memory_equal(b.data, wanted, sizeof wanted - 1);
    buf_release(&b);
}

static void note(void *arg, enum spdy_event event, uint32_t id, const char *bytes, size_t n)
{
    static const char *const words[] = {"opened", "data", "ended", "reset", "peer", "ping", "away"};
    struct buf *log = arg;
    if (event == SPDY_DATA)
        buf_add(log, bytes, n); /* however it is cut */
    else
        buf_addf(log, " %s %u ", words[event], id);
}

#define FRAMES                                                                                                         \
    "\x80\3\0\2\0\0\0\12\0\0\0\1??????"                                                                                \
    "\0\0\0\1\0\0\0\5hello"                                                                                            \
    "\x80\3\0\4\0\0\0\4\0\0\0\0"                                                                                       \
    "\x80\3\0\x63\0\0\0\0"                                                                                             \
    "\x80\3\0\x9\0\0\0\10\0\0\0\1\0\0\0\1"                                                                             \
    "\0\0\0\1\1\0\0\0"                                                                                                 \
    "\x80\3\0\2\1\0\0\4\0\0\0\3"                                                                                       \
    "\x80\3\0\3\0\0\0\10\0\0\0\5\0\0\0\1"                                                                              \
    "\x80\3\0\1\0\0\0\12\0\0\0\2\0\0\0\0\0\0"                                                                          \
    "\x80\3\0\6\0\0\0\4\0\0\0\4"                                                                                       \
    "\x80\3\0\7\0\0\0\10\0\0\0\0\0\0\0\0"

static void test_read(void **state)
{
    static const char frames[] = FRAMES;
    (void)state;
    for (size_t piece = 1; piece < sizeof frames; piece++) {
        struct spdy_reader r = {0};
        struct buf log = buf_new();
        for (size_t at = 0; at < sizeof frames - 1; at += piece) {
            size_t left = sizeof frames - 1 - at;
            assert_true(spdy_read(&r, frames + at, left < piece ? left : piece, note, &log));
        }
        assert_string_equal(log.data, " opened 1 hello ended 1  opened 3  ended 3  reset 5  peer 2  ping 4  away 0 ");
        assert_false(r.in_frame);
        buf_release(&log);
    }
}

static void test_broken(void **state)
{
    static const char *const frames[] = {"\x80\2\0\6\0\0\0\4\0\0\0\2",   /* another version */
                                         "\x80\3\0\6\0\0\0\3\0\0\0\2",   /* a ping without a number */
                                         "\x80\3\0\3\0\0\0\4\0\0\0\2",   /* a reset without a status */
                                         "\x80\3\0\2\0\xff\0\4\0\0\0\2", /* larger than any answer */
                                         "\0\0\0\0\0\0\0\4\0\0\0\2"};    /* data of no stream */
    (void)state;
    for (size_t i = 0; i < sizeof frames / sizeof *frames; i++) {
        struct spdy_reader r = {0};
        struct buf log = buf_new();
        assert_false(spdy_read(&r, frames[i], 12, note, &log));
        assert_int_equal(log.len, 0);
        buf_release(&log);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_syn_stream), cmocka_unit_test(test_small_frames),
                                       cmocka_unit_test(test_read), cmocka_unit_test(test_broken)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
