/* test_status.c - statuses as errors, and the bytes of kubectl's checkErr for each kind of error. */
#include "api/status.h"

#include "base/mem.h"
#include "base/strv.h"
#include "doc/doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants the headers above first. */
#include <cmocka.h>

static struct http_response answer(int status, const char *type, const char *body)
{
    struct http_response r = {.status = status, .content_type = xstrdup_null(type), .body = buf_new()};
    buf_adds(&r.body, body);
    return r;
}

static void drop(struct http_response *r)
{
    free(r->content_type);
    buf_release(&r->body);
}

/* What is printed for an answer to `GET pods.x nginx` (or POST). */
static char *printed(int status, const char *type, const char *body, const char *method)
{
    struct http_response r = answer(status, type, body);
    struct err *e = status_err(&r, method, "pods", "", "web");
    struct buf out = buf_new();
    err_report_text(e, &out);
    err_free(e);
    drop(&r);
    return buf_take(&out);
}

static void plain_bodies(void **state)
{
    static const struct {
        int status;
        const char *type, *body, *method, *want;
    } rows[] = {
        {404, "text/plain; charset=utf-8", "404 page not found\n", "GET",
         "Error from server (NotFound): the server could not find the requested resource (get pods web)\n"},
        {401, "application/json", "{}", "GET",
         "error: You must be logged in to the server (the server has asked for the client to provide credentials (get "
         "pods web))\n"},
        {403, "text/plain", " no entry \n", "GET", "Error from server (Forbidden): no entry (get pods web)\n"},
        {403, "application/json", "not json", "GET", "Error from server (Forbidden): unknown (get pods web)\n"},
        {409, NULL, "", "POST", "Error from server (AlreadyExists): the server reported a conflict (post pods web)\n"},
        {409, NULL, "", "PUT", "Error from server (Conflict): the server reported a conflict (put pods web)\n"},
        {500, "text/html", "<b>a \"b\"</b>", "GET",
         "Error from server (InternalError): an error on the server (\"<b>a \\\"b\\\"</b>\") has prevented the request "
         "from succeeding (get pods web)\n"},
        {503, "text/plain", "x", "GET",
         "Error from server (ServiceUnavailable): the server is currently unable to handle the request (get pods "
         "web)\n"},
        {302, "text/plain", "x", "GET",
         "Error from server: the server responded with the status code 302 but did not return more information (get "
         "pods "
         "web)\n"},
        {418, "text/plain", "x", "GET",
         "Error from server: the server responded with the status code 418 but did not return more information (get "
         "pods "
         "web)\n"},
        {422, "text/plain", "why", "POST", "The pods \"web\" is invalid: : why\n"},
        {406, "text/plain", "", "GET",
         "Error from server (NotAcceptable): the server was unable to respond with a content type that the client "
         "supports (get pods web)\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *got = printed(rows[i].status, rows[i].type, rows[i].body, rows[i].method);
        assert_string_equal(got, rows[i].want);
        free(got);
    }
}

static void statuses(void **state)
{
    static const struct {
        const char *body, *want;
    } rows[] = {
        {"{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"pods \\\"web\\\" not "
         "found\",\"reason\":\"NotFound\",\"code\":404}",
         "Error from server (NotFound): pods \"web\" not found\n"},
        {"{\"kind\":\"Status\",\"status\":\"Failure\",\"message\":\"odd\",\"code\":404}", "Error from server: odd\n"},
        {"{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"Unauthorized\",\"reason\":"
         "\"Unauthorized\"}",
         "error: You must be logged in to the server (Unauthorized)\n"},
        {"{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"m\",\"reason\":\"Invalid\","
         "\"details\":{\"name\":\"x\",\"kind\":\"Pod\",\"causes\":[{\"field\":\"a\",\"message\":\"b\"},{\"field\":"
         "\"a\","
         "\"message\":\"b\"},{\"field\":\"c\",\"message\":\"d\"}]}}",
         "The Pod \"x\" is invalid: \n* a: b\n* c: d\n"},
        {"{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"m\",\"reason\":\"Invalid\","
         "\"details\":{\"name\":\"x\",\"kind\":\"Pod\",\"causes\":[{\"field\":\"a\",\"message\":\"b\"}]}}",
         "The Pod \"x\" is invalid: a: b\n"},
        {"{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"m\",\"reason\":\"Invalid\"}",
         "The request is invalid: m\n"},
        {"{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"m\",\"reason\":\"Invalid\","
         "\"details\":{}}",
         "The request is invalid: m\n"},
        {"{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Success\"}",
         "Error from server (NotFound): the server could not find the requested resource (get pods web)\n"},
        {"{\"kind\":\"Status\",\"apiVersion\":\"v2\",\"status\":\"Failure\",\"message\":\"m\"}",
         "Error from server (NotFound): the server could not find the requested resource (get pods web)\n"},
        {"[[[[", "Error from server (NotFound): the server could not find the requested resource (get pods web)\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *got = printed(404, "application/json", rows[i].body, "GET");
        assert_string_equal(got, rows[i].want);
        free(got);
    }
}

static void source_is_added(void **state)
{
    (void)state;
    struct http_response r =
        answer(404, "application/json",
               "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"m\","
               "\"reason\":\"NotFound\",\"code\":404}");
    struct err *e = status_add_source(status_err(&r, "GET", "", "", ""), "creating", "a \"b\".yaml");
    assert_string_equal(e->msg, "error when creating \"a \\\"b\\\".yaml\": m");
    assert_string_equal(doc_str_at(status_of(e), "message"), e->msg);
    assert_int_equal(e->http_status, 404);
    err_free(e);
    drop(&r);
    e = status_add_source(err_new("x"), "creating", "");
    assert_string_equal(e->msg, "x");
    err_free(e);
    e = err_new_kind(ERR_NET, "The connection was refused");
    e->inner = xstrdup("Get \"u\": refused");
    e = status_add_source(e, "retrieving", "f");
    assert_string_equal(e->msg, "error when retrieving \"f\": Get \"u\": refused");
    struct buf out = buf_new();
    err_report_text(e, &out);
    assert_string_equal(out.data, "error: error when retrieving \"f\": Get \"u\": refused\n");
    buf_release(&out);
    err_free(e);
}

static void aggregates(void **state)
{
    (void)state;
    struct err *all = NULL;
    struct buf out = buf_new();
    err_collect(&all, err_new("one"));
    err_report_text(all, &out);
    assert_string_equal(out.data, "error: one\n");
    err_collect(&all, err_new_kind(ERR_NET, "two"));
    err_collect(&all, err_new("one"));
    buf_clear(&out);
    err_report_text(all, &out);
    assert_string_equal(out.data, "one\ntwo\none\n");
    char *text = err_go_text(all);
    assert_string_equal(text, "[one, two]");
    free(text);
    buf_release(&out);
    err_free(all);
}

static void report_is_clean(void **state)
{
    (void)state;
    struct err *e = err_note(err_new("error: a\x1b[31m"), "  --> f:1:1");
    e->exit_code = 3;
    char *text = NULL;
    size_t n = 0;
    FILE *f = open_memstream(&text, &n);
    assert_int_equal(err_report(e, "kubec", f), 3);
    fclose(f);
    assert_string_equal(text, "error: a^[[31m\n  --> f:1:1\n");
    free(text);
    err_free(e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_bodies), cmocka_unit_test(statuses),        cmocka_unit_test(source_is_added),
        cmocka_unit_test(aggregates),   cmocka_unit_test(report_is_clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
