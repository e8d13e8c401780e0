/* test_raw_uri.c - what --raw asks the server for. */
#include "api/raw_uri.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
/* cmocka wants the headers above first. */
#include <cmocka.h>

static void paths(void **state)
{
    static const char *const rows[][2] = {
        {"/version", "/version"},
        {"/", "/"},
        {"", "/"},
        {"/api/", "/api/"},
        {"/a/../b/./c//d", "/b/c/d"},
        {"/../..", "/"},
        {"//host/x", "/x"},
        {"https://1.2.3.4/version?b=2&a=1#f", "/version?a=1&b=2"},
        {"https://1.2.3.4", "/"},
        {"foo:bar", "/"},
        {"*", "/%2A"},
        {"/a b%20c/\xc3\xa9", "/a%20b%20c/%C3%A9"},
        {"/a%2fb%00", "/a/b%2500"},
        {"/x?q=a in (b)&p&;z=1&r=%zz", "/x?p=&q=a+in+%28b%29"},
        {"/x?a=2&b=3&a=1", "/x?a=2&a=1&b=3"},
        {"/x?", "/x"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *got = NULL;
        assert_null(raw_uri_path(rows[i][0], &got));
        assert_string_equal(got, rows[i][1]);
        free(got);
    }
}

static void refused(void **state)
{
    static const char *const rows[][2] = {
        {"x", "parse \"x\": invalid URI for request"},
        {"1:x", "parse \"1:x\": invalid URI for request"},
        {"?x", "parse \"?x\": invalid URI for request"},
        {":", "parse \":\": missing protocol scheme"},
        {"/%", "parse \"/%\": invalid URL escape \"%\""},
        {"/\t", "parse \"/\\t\": net/url: invalid control character in URL"},
        {"http://[::1/x", "parse \"http://[::1/x\": missing ']' in host"},
        {"*", NULL},
        {"/x", NULL},
        {"foo:bar", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct err *e = raw_uri_check(rows[i][0]);
        if (rows[i][1] == NULL) {
            assert_null(e);
            continue;
        }
        assert_non_null(e);
        assert_memory_equal(e->msg, "--raw must be a valid URL path: ", 32);
        assert_string_equal(e->msg + 32, rows[i][1]);
        err_free(e);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(paths), cmocka_unit_test(refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
