/* Go's regular expressions in POSIX's. */
#include "base/goregex.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static bool matches(const char *expression, const char *text)
{
    regex_t re;
    struct err *e = goregex_compile(expression, &re);
    assert_null(e);
    bool yes = regexec(&re, text, 0, NULL, 0) == 0;
    regfree(&re);
    return yes;
}

static void test_matches(void **state)
{
    static const struct {
        const char *expression, *text;
        bool yes;
    } rows[] = {
        {"^localhost$", "localhost", true},
        {"^127\\.0\\.0\\.1$", "127x0.0.1", false},
        {"^\\[::1\\]$", "[::1]", true},
        {"^/api/.*/pods/.*/exec", "/api/v1/namespaces/x/pods/y/exec", true},
        {"^$", "", true},
        {"^$", "GET", false},
        {"^\\d+$", "123", true},
        {"^\\d+$", "12a", false},
        {"^[\\w.-]+$", "a_b.c-d", true},
        {"^[\\w.-]+$", "a/b", false},
        {"^[\\]a]+$", "]a", true},
        {"^[]a]+$", "]a", true},
        {"^[^]a]+$", "xyz", true},
        {"^[^]a]+$", "x]", false},
        {"^[a\\-z]$", "-", true},
        {"^[a\\-z]$", "m", false},
        {"^[\\^]$", "^", true},
        {"^[\\^-]$", "-", true},
        {"^[\\\\]$", "\\", true},
        {"(?i)^POST$", "post", true},
        {"^(?:a|b)+?c$", "abac", true},
        {"\\Aab\\z", "ab", true},
        {"^a{2}$", "aa", true},
        {"^\\S+$", "a b", false},
        {"a\\/b", "a/b", true},
        {"^[[:alpha:]]+$", "abc", true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (matches(rows[i].expression, rows[i].text) != rows[i].yes)
            fail_msg("%s on %s", rows[i].expression, rows[i].text);
    }
}

static void test_errors(void **state)
{
    static const char *const rows[] = {"(",   "[",        "[a",    "a\\", "\\p{L}", "*a",
                                       "a**", "(?P<x>a)", "(?s)a", "[\\", "(*)",    "x|+"};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        regex_t re;
        struct err *e = goregex_compile(rows[i], &re);
        if (e == NULL)
            fail_msg("%s was taken", rows[i]);
        err_free(e);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_matches), cmocka_unit_test(test_errors)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
