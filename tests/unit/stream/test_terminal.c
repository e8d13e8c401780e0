/* The keys that end an attachment. */
#include "stream/terminal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void test_parse(void **state)
{
    struct detach d;
    (void)state;
    assert_null(detach_parse("ctrl-p,ctrl-q", &d));
    assert_int_equal(d.n, 2);
    assert_memory_equal(d.keys, "\x10\x11", 2);
    assert_null(detach_parse("a,DEL,ctrl-@,ctrl-_", &d));
    assert_int_equal(d.n, 4);
    assert_memory_equal(d.keys, "a\x7f\x00\x1f", 4);
    static const char *const wrong[][2] = {{"ctrl-P", "Unknown character: 'ctrl-P'"},
                                           {"xx", "Unknown character: 'xx'"},
                                           {"a,", "Unknown character: ''"},
                                           {"ctrl-", "Unknown character: 'ctrl-'"}};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct err *e = detach_parse(wrong[i][0], &d);
        assert_non_null(e);
        assert_string_equal(e->msg, wrong[i][1]);
        err_free(e);
    }
}

/* Types the pieces of a text parted by '|'; gives what went through. */
static bool typed(const char *keys, const char *pieces, char *out)
{
    struct detach d;
    char *copy = strdup(pieces), *at = copy;
    bool ended = false;
    size_t len;
    assert_null(detach_parse(keys, &d));
    *out = '\0';
    for (char *end; at && !ended; at = end) {
        end = strchr(at, '|');
        if (end)
            *end++ = '\0';
        char room[128];
        ended = detach_filter(&d, at, strlen(at), room, &len);
        strncat(out, room, len);
    }
    free(copy);
    return ended;
}

static void test_filter(void **state)
{
    char out[256];
    (void)state;
    assert_false(typed("x,y", "hello", out));
    assert_string_equal(out, "hello");
    assert_true(typed("x,y", "abxycd", out));
    assert_string_equal(out, "ab");
    assert_true(typed("x,y", "abx|ycd", out));
    assert_string_equal(out, "ab");
    assert_false(typed("x,y", "abx|cd", out));
    assert_string_equal(out, "abxcd");
    assert_false(typed("x,y,z", "x|y|a|xy", out));
    assert_string_equal(out, "xya");
    assert_true(typed("q", "abq", out));
    assert_string_equal(out, "ab");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_parse), cmocka_unit_test(test_filter)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
