/* Credentials: token files, exec plugins, OIDC. The expected messages are client-go's. */
#include "base/base64.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "kubeconfig/credentials.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char dir[] = "/tmp/kubec-cred-XXXXXX";

/* Notes what it was told, and answers with the file "answer". */
static const char plugin[] = "#!/bin/sh\n"
                             "printf '%s' \"$KUBERNETES_EXEC_INFO\" > info\n"
                             "echo \"$# $1 $2 $EXTRA\" > args\n"
                             "cat answer\n"
                             "exit ${RC:-0}\n";

static int set_up(void **state)
{
    (void)state;
    if (mkdtemp(dir) == NULL || chdir(dir) != 0)
        return -1;
    return file_write_atomic("plug", plugin, strlen(plugin), 0755, false) == NULL ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    static const char *const names[] = {"plug", "info", "args", "answer", "tok"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(names[i]);
    return chdir("/") == 0 ? rmdir(dir) : -1;
}

static void put(const char *name, const char *text)
{
    assert_null(file_write_atomic(name, text, strlen(text), 0600, false));
}

static void assert_file(const char *name, const char *want)
{
    struct buf b = buf_new();
    assert_null(file_read(name, &b));
    assert_string_equal(b.data, want);
    buf_release(&b);
}

static cJSON *json(const char *text)
{
    cJSON *v;
    assert_null(doc_parse_json(text, strlen(text), &v));
    return v;
}

#define V1 "client.authentication.k8s.io/v1"
#define BETA "client.authentication.k8s.io/v1beta1"
#define ANSWER(STATUS) "{\"apiVersion\":\"" V1 "\",\"kind\":\"ExecCredential\",\"status\":" STATUS "}"

static const struct {
    const char *version, *answer, *error; /* NULL: none, and the token is T */
} answers[] = {
    {V1, ANSWER("{\"token\":\"T\"}"), NULL},
    {V1, "kind: ExecCredential\napiVersion: " V1 "\nstatus: {token: T}\n", NULL},
    {V1, ANSWER("{}"), "getting credentials: exec plugin didn't return a token or cert/key pair"},
    {V1, ANSWER("null"), "getting credentials: exec plugin didn't return a status field"},
    {V1, ANSWER("{\"clientKeyData\":\"x\"}"),
     "getting credentials: exec plugin returned only certificate or key, not both"},
    {V1, ANSWER("{\"clientKeyData\":\"x\",\"clientCertificateData\":\"y\"}"),
     "getting credentials: failed parsing client key/certificate: tls: failed to find any PEM data in certificate "
     "input"},
    {V1, ANSWER("{\"token\":\"T\",\"expirationTimestamp\":\"nonsense\"}"),
     "getting credentials: decoding stdout: parsing time \"nonsense\" as \"2006-01-02T15:04:05Z07:00\": cannot parse "
     "\"nonsense\" as "
     "\"2006\""},
    {V1, "",
     "getting credentials: exec plugin is configured to use API version " V1
     ", plugin returned version client.authentication.k8s.io/__internal"},
    {BETA, ANSWER("{\"token\":\"T\"}"),
     "getting credentials: exec plugin is configured to use API version " BETA ", plugin returned version " V1},
    {V1, "kind: Pod\napiVersion: v1\n",
     "getting credentials: decoding stdout: no kind \"Pod\" is registered for version \"v1\" in scheme "
     "\"pkg/runtime/scheme.go:111\""},
    {V1, "garbage: [", "getting credentials: decoding stdout: yaml: line 1: did not find expected node content"},
};

static struct rest_config with_exec(const char *version, const char *more)
{
    char *text = xasprintf("{\"apiVersion\":\"%s\",\"command\":\"%s/plug\",\"interactiveMode\":\"Never\"%s}", version,
                           dir, more);
    struct rest_config c = {.exec = json(text), .exec_cluster = json("{\"server\":\"https://s\",\"config\":null}")};
    free(text);
    return c;
}

static void release(struct rest_config *c)
{
    cJSON_Delete(c->exec);
    cJSON_Delete(c->exec_cluster);
    cJSON_Delete(c->auth_provider);
}

static void plugins_answers(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        struct rest_config c = with_exec(answers[i].version, "");
        struct credentials got;
        put("answer", answers[i].answer);
        struct err *e = credentials_get(&c, false, true, &got);
        if (answers[i].error != NULL) {
            assert_non_null(e);
            assert_string_equal(e->msg, answers[i].error);
            assert_null(e->note); /* the answer may hold a secret */
            assert_null(got.token);
        } else {
            assert_null(e);
            assert_string_equal(got.token, "T");
            assert_true(got.refreshable);
        }
        err_free(e);
        credentials_release(&got);
        release(&c);
    }
}

static void what_a_plugin_is_told(void **state)
{
    (void)state;
    struct rest_config c = with_exec(V1, ",\"args\":[\"a\",\"b c\"],\"env\":[{\"name\":\"EXTRA\",\"value\":\"new\"}],"
                                         "\"provideClusterInfo\":true");
    c.ca_pem = "CA";
    setenv("EXTRA", "old", 1);
    put("answer", ANSWER("{\"token\":\"T\",\"expirationTimestamp\":\"2030-01-01T00:00:00Z\"}"));
    struct credentials got;
    assert_null(credentials_get(&c, false, true, &got));
    assert_int_equal(got.expires_ns, INT64_C(1893456000) * NS_PER_S);
    assert_file("args", "2 a b c new\n");
    assert_file("info", "{\"kind\":\"ExecCredential\",\"apiVersion\":\"" V1
                        "\",\"spec\":{\"cluster\":{\"server\":\"https://s\","
                        "\"certificate-authority-data\":\"Q0E=\",\"config\":null},\"interactive\":false}}\n");
    credentials_release(&got);
    release(&c);
}

static void plugins_that_fail(void **state)
{
    (void)state;
    struct rest_config c = with_exec(V1, ",\"env\":[{\"name\":\"RC\",\"value\":\"3\"}]");
    struct credentials got;
    put("answer", "");
    struct err *e = credentials_get(&c, false, true, &got);
    char *want = xasprintf("getting credentials: exec: executable %s/plug failed with exit code 3", dir);
    assert_string_equal(e->msg, want);
    err_free(e);
    free(want);
    doc_set_str(c.exec, "command", "no-such-plugin-anywhere");
    doc_set_str(c.exec, "installHint", "buy it");
    e = credentials_get(&c, false, true, &got);
    assert_true(
        str_starts(e->msg, "getting credentials: exec: executable no-such-plugin-anywhere not found\n\nIt looks like"));
    assert_true(str_ends(e->msg, "\n\nbuy it"));
    err_free(e);
    doc_set_str(c.exec, "command", "/nothing/here");
    e = credentials_get(&c, false, true, &got);
    assert_true(str_ends(e->msg, ": no such file or directory"));
    err_free(e);
    doc_set_str(c.exec, "interactiveMode", "Always");
    e = credentials_get(&c, false, false, &got);
    assert_true(
        str_starts(e->msg, "getting credentials: exec plugin cannot support interactive mode: standard input is "));
    err_free(e);
    release(&c);
}

static void static_credentials_go_first(void **state)
{
    (void)state;
    struct rest_config c = with_exec(V1, "");
    struct credentials got;
    c.token = "static";
    assert_null(credentials_get(&c, false, true, &got));
    assert_string_equal(got.token, "static");
    assert_false(got.refreshable);
    credentials_release(&got);
    c.token = NULL;
    c.username = "u";
    assert_null(credentials_get(&c, false, true, &got));
    assert_string_equal(got.basic, "dTo=");
    credentials_release(&got);
    c.username = NULL;
    c.cert_file = "crt";
    assert_null(credentials_get(&c, false, true, &got));
    assert_null(got.token);
    credentials_release(&got);
    release(&c);
}

static void token_files_are_read_each_time(void **state)
{
    (void)state;
    struct rest_config c = {.token_file = "tok"};
    struct credentials got;
    put("tok", " one\n");
    assert_null(credentials_get(&c, false, true, &got));
    assert_string_equal(got.token, "one");
    credentials_release(&got);
    put("tok", "two");
    assert_null(credentials_get(&c, false, true, &got));
    assert_string_equal(got.token, "two");
    credentials_release(&got);
    put("tok", "\n");
    struct err *e = credentials_get(&c, false, true, &got);
    assert_string_equal(e->msg, "read empty token from file \"tok\"");
    err_free(e);
    c.token = "known";
    assert_null(credentials_get(&c, false, true, &got));
    assert_string_equal(got.token, "known");
    credentials_release(&got);
}

/* The text of a JWT without a signature that expires `in` seconds from now. */
static char *jwt(int64_t in)
{
    char *claims = xasprintf("{\"exp\":%lld}", (long long)(clock_now_ns() / NS_PER_S + in));
    struct buf b = buf_new();
    base64_encode(&b, claims, strlen(claims));
    while (b.len > 0 && b.data[b.len - 1] == '=')
        buf_truncate(&b, b.len - 1);
    char *token = xasprintf("e30.%s.x", b.data);
    buf_release(&b);
    free(claims);
    return token;
}

static void oidc(void **state)
{
    (void)state;
    struct rest_config c = {.auth_provider =
                                json("{\"name\":\"oidc\",\"config\":{\"idp-issuer-url\":\"x\",\"client-id\":\"y\"}}")};
    struct credentials got;
    cJSON *config = doc_get(c.auth_provider, "config");
    char *fresh = jwt(60), *old = jwt(5);
    const struct {
        const char *token, *error;
    } rows[] = {{fresh, NULL},
                {old, "No valid id-token, and cannot refresh without refresh-token"},
                {"", "No valid id-token, and cannot refresh without refresh-token"},
                {"x", "ID Token is not a valid JWT"},
                {"a.b.c", "illegal base64 data at input byte 0"},
                {"a.e30+.c", "illegal base64 data at input byte 3"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        doc_set_str(config, "id-token", rows[i].token);
        struct err *e = credentials_get(&c, false, true, &got);
        if (rows[i].error == NULL) {
            assert_null(e);
            assert_string_equal(got.token, fresh);
        } else {
            assert_string_equal(e->msg, rows[i].error);
        }
        err_free(e);
        credentials_release(&got);
    }
    free(fresh);
    free(old);
    release(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plugins_answers),
        cmocka_unit_test(what_a_plugin_is_told),
        cmocka_unit_test(plugins_that_fail),
        cmocka_unit_test(static_credentials_go_first),
        cmocka_unit_test(oidc),
        cmocka_unit_test(token_files_are_read_each_time),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
