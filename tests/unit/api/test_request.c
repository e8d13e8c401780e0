/* test_request.c - the URLs of calls, and the checks of their parts. */
#include "api/request.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants the headers above first. */
#include <cmocka.h>

static struct api_resource pods = {
    .group = (char *)"", .version = (char *)"v1", .name = (char *)"pods", .namespaced = true};
static struct api_resource roles = {
    .group = (char *)"rbac.authorization.k8s.io", .version = (char *)"v1", .name = (char *)"clusterroles"};

static void paths(void **state)
{
    static const char *const query[] = {"labelSelector", "a in (b, c),d=é", "limit", "500", "continue", "", NULL};
    const struct {
        struct api_call call;
        const char *want;
    } rows[] = {
        {{.verb = "list", .resource = &pods}, "/api/v1/pods"},
        {{.verb = "list", .resource = &pods, .ns = "x", .query = query},
         "/api/v1/namespaces/x/pods?labelSelector=a+in+%28b%2C+c%29%2Cd%3D%C3%A9&limit=500"},
        {{.verb = "watch", .resource = &pods, .ns = "x", .query = query},
         "/api/v1/namespaces/x/pods?labelSelector=a+in+%28b%2C+c%29%2Cd%3D%C3%A9&limit=500&watch=true"},
        {{.verb = "get", .resource = &roles, .ns = "x", .name = "system:a b?"},
         "/apis/rbac.authorization.k8s.io/v1/clusterroles/system:a%20b%3F"},
        {{.verb = "patch", .resource = &pods, .ns = "x", .name = "y", .subresource = "status"},
         "/api/v1/namespaces/x/pods/y/status"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *got = api_path(&rows[i].call);
        assert_string_equal(got, rows[i].want);
        free(got);
    }
}

static void timeouts(void **state)
{
    static const char *const rows[][2] = {{"/version", "/version?timeout=5s"},
                                          {"/x?limit=1", "/x?limit=1&timeout=5s"},
                                          {"/x?limit=1&watch=true", "/x?limit=1&timeout=5s&watch=true"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *got = path_with_timeout(rows[i][0], 5 * NS_PER_S);
        assert_string_equal(got, rows[i][1]);
        free(got);
    }
}

static void checks(void **state)
{
    const struct {
        struct api_call call;
        const char *want;
    } rows[] = {
        {{.verb = "get", .resource = &pods, .ns = "x", .name = "a/b"},
         "invalid resource name \"a/b\": [may not contain '/']"},
        {{.verb = "get", .resource = &pods, .ns = "x", .name = ".."},
         "invalid resource name \"..\": [may not be '..']"},
        {{.verb = "get", .resource = &pods, .ns = "a/%", .name = "b"},
         "invalid namespace \"a/%\": [may not contain '/' may not contain '%']"},
        {{.verb = "delete", .resource = &pods, .ns = "x", .name = ""}, "resource name may not be empty"},
        {{.verb = "get", .resource = &pods, .name = "a"},
         "an empty namespace may not be set when a resource name is provided"},
        {{.verb = "list", .resource = &pods, .ns = "x"}, NULL},
        {{.verb = "get", .resource = &roles, .name = "a:b"}, NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct err *e = api_check(&rows[i].call);
        if (rows[i].want == NULL) {
            assert_null(e);
            continue;
        }
        assert_non_null(e);
        assert_string_equal(e->msg, rows[i].want);
        err_free(e);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(paths), cmocka_unit_test(timeouts), cmocka_unit_test(checks)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
