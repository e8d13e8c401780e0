/* lib/base: errors, buffers, strings, maps, times, base 64. */
#include "base/base64.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/strv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void errors_wrap_and_collect(void **state)
{
    (void)state;
    struct err *list = NULL;
    err_collect(&list, err_wrap(err_new("no %s", "x"), "open %d", 1));
    struct err *one = err_reduce(err_clone(list));
    assert_string_equal(one->msg, "open 1: no x");
    err_free(one);
    struct err *inner = NULL;
    err_collect(&inner, err_new("a"));
    err_collect(&inner, err_new("b"));
    err_collect(&list, inner);
    assert_int_equal(list->nparts, 3);
    err_free(err_reduce(list));
}

static void buffer_keeps_its_cap(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 5);
    buf_adds(&b, "abc");
    buf_adds(&b, "def");
    assert_string_equal(b.data, "abc");
    assert_true(buf_overflowed(&b));
    buf_adds(&b, "d");
    assert_int_equal(b.len, 3);
    buf_clear(&b);
    buf_adds(&b, "bd");
    buf_insert(&b, 1, "c", 1);
    buf_insert(&b, 0, "a", 1);
    char *s = buf_take(&b);
    assert_string_equal(s, "abcd");
    free(s);
    buf_release(&b);
}

static void map_holds_many(void **state)
{
    (void)state;
    struct map m = {.value_free = free};
    for (int i = 0; i < 1000; i++) {
        char *k = xasprintf("key%d", i);
        map_set(&m, k, xasprintf("%d", i));
        map_set(&m, k, xasprintf("%d", i * 2));
        free(k);
    }
    assert_int_equal(m.n, 1000);
    assert_string_equal(map_get(&m, "key777"), "1554");
    assert_null(map_get(&m, "key1000"));
    map_release(&m);
}

static void strings(void **state)
{
    (void)state;
    char *s = str_quote("a\n\"\x01\xff\xc3\xa9");
    assert_string_equal(s, "\"a\\n\\\"\\x01\\xff\xc3\xa9\"");
    free(s);
    s = str_quote("\xef\xbb\xbf\xc2\x85\xf3\xa0\x80\x81\xe2\x80\xa8\xf0\x9f\x98\x80");
    assert_string_equal(s, "\"\\ufeff\\u0085\\U000e0001\\u2028\xf0\x9f\x98\x80\"");
    free(s);
    s = str_sanitize("ok\x1b[31m\xc2\x9b\x80");
    assert_string_equal(s, "ok^[[31m\\u009b\xef\xbf\xbd");
    free(s);
    assert_int_equal(str_distance("aply", "apply"), 1);
    assert_int_equal(str_distance("", "abc"), 3);
    struct strv l = {0};
    strv_split(&l, "b,,a", ',');
    strv_sort(&l);
    s = strv_join(&l, "|");
    assert_string_equal(s, "|a|b");
    free(s);
    strv_release(&l);
}

static void durations(void **state)
{
    (void)state;
    static const struct {
        const char *in, *out;
    } ok[] = {{"0", "0s"},         {"1h2m3.5s", "1h2m3.5s"}, {"300ms", "300ms"}, {"-1s", "-1s"}, {"60s", "1m0s"},
              {"1.5h", "1h30m0s"}, {"10us", "10\xc2\xb5s"},  {".5s", "500ms"},   {"1ns", "1ns"}, {"168h", "168h0m0s"}};
    for (size_t i = 0; i < sizeof ok / sizeof *ok; i++) {
        struct duration d;
        assert_null(duration_parse(ok[i].in, &d));
        char *s = duration_string(d);
        assert_string_equal(s, ok[i].out);
        free(s);
    }
    static const struct {
        const char *in, *msg;
    } bad[] = {{"5", "time: missing unit in duration \"5\""},
               {"x", "time: invalid duration \"x\""},
               {"", "time: invalid duration \"\""},
               {"5d", "time: unknown unit \"d\" in duration \"5d\""},
               {"99999999999h", "time: invalid duration \"99999999999h\""}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct duration d;
        struct err *e = duration_parse(bad[i].in, &d);
        assert_non_null(e);
        assert_string_equal(e->msg, bad[i].msg);
        err_free(e);
    }
}

static void ages(void **state)
{
    (void)state;
    static const struct {
        int64_t s;
        const char *out;
    } t[] = {{0, "0s"},         {119, "119s"},    {120, "2m"},      {121, "2m1s"},    {600, "10m"},
             {10799, "179m"},   {10800, "3h"},    {10860, "3h1m"},  {28800, "8h"},    {172799, "47h"},
             {172800, "2d"},    {176400, "2d1h"}, {691200, "8d"},   {63072000, "2y"}, {63158400, "2y1d"},
             {252288000, "8y"}, {-1, "0s"},       {-5, "<invalid>"}};
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        char *s = duration_human((struct duration){t[i].s * NS_PER_S});
        assert_string_equal(s, t[i].out);
        free(s);
    }
}

static void times(void **state)
{
    (void)state;
    int64_t ns;
    assert_true(time_parse_rfc3339("2024-02-29T12:00:00.5+02:00", &ns));
    char *s = time_format_rfc3339(ns);
    assert_string_equal(s, "2024-02-29T10:00:00Z");
    free(s);
    assert_false(time_parse_rfc3339("2024-02-29 12:00:00Z", &ns));
    assert_false(time_parse_rfc3339("2024-02-29T12:00:00", &ns));
    assert_false(time_parse_rfc3339("", &ns));
}

static void base64(void **state)
{
    (void)state;
    static const struct {
        const char *plain, *enc;
    } t[] = {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foobar", "Zm9vYmFy"}};
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        struct buf b = buf_new();
        base64_encode(&b, t[i].plain, strlen(t[i].plain));
        assert_string_equal(b.data, t[i].enc);
        buf_clear(&b);
        assert_true(base64_decode(&b, t[i].enc, strlen(t[i].enc), NULL));
        assert_string_equal(b.data, t[i].plain);
        buf_release(&b);
    }
    static const char *const bad[] = {"Zg", "Zg=", "Zm9v=", "Z===", "Zm9 ", "=Zg=", "Zg==Zg=="};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct buf b = buf_new();
        assert_false(base64_decode(&b, bad[i], strlen(bad[i]), NULL));
        buf_release(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_wrap_and_collect),
        cmocka_unit_test(buffer_keeps_its_cap),
        cmocka_unit_test(map_holds_many),
        cmocka_unit_test(strings),
        cmocka_unit_test(durations),
        cmocka_unit_test(ages),
        cmocka_unit_test(times),
        cmocka_unit_test(base64),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
