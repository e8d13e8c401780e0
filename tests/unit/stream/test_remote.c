/* What a command's outcome, as the server tells it, means. */
#include "stream/remote.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void check(const char *text, int code, const char *message)
{
    struct err *e = remote_outcome(text, strlen(text));
    if (message == NULL) {
        assert_null(e);
        return;
    }
    assert_non_null(e);
    assert_string_equal(e->msg, message);
    assert_int_equal(e->exit_code, code);
    err_free(e);
}

static void test_outcome(void **state)
{
    (void)state;
    check("{\"metadata\":{},\"status\":\"Success\"}", 0, NULL);
    check("{\"status\":\"Failure\",\"reason\":\"NonZeroExitCode\",\"details\":{\"causes\":[{\"reason\":\"ExitCode\","
          "\"message\":\"7\"}]}}",
          7, "command terminated with exit code 7");
    check("{\"status\":\"Failure\",\"reason\":\"NonZeroExitCode\",\"details\":{\"causes\":[{\"reason\":\"ExitCode\","
          "\"message\":\"256\"}]}}",
          1, "error stream protocol error: invalid exit code value \"256\"");
    check(
        "{\"status\":\"Failure\",\"reason\":\"NonZeroExitCode\",\"details\":{\"causes\":[{\"reason\":\"ExitCode\"}]}}",
        1, "error stream protocol error: invalid exit code value \"\"");
    check("{\"status\":\"Failure\",\"reason\":\"NonZeroExitCode\",\"details\":{\"causes\":[{\"reason\":\"Other\"}]}}",
          1, "error stream protocol error: no ExitCode cause given");
    check("{\"status\":\"Failure\",\"reason\":\"NonZeroExitCode\"}", 1,
          "error stream protocol error: details must be set");
    check("{\"status\":\"Failure\",\"message\":\"no such container\"}", 1, "no such container");
    check("{\"status\":\"Odd\"}", 1, "error stream protocol error: unknown error");
    check("{}", 1, "error stream protocol error: unknown error");
}

static void test_broken(void **state)
{
    (void)state;
    struct err *e = remote_outcome("{\"status\":", 10);
    assert_non_null(e);
    assert_non_null(strstr(e->msg, "error stream protocol error: "));
    err_free(e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_outcome), cmocka_unit_test(test_broken)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
