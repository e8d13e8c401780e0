/* From a kubeconfig and the global flags to a connection. The expected errors are kubectl 1.37.2's. */
#include "base/file.h"
#include "base/mem.h"
#include "kubeconfig/kubeconfig.h"
#include "kubeconfig/url.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char dir[] = "/tmp/kubec-resolve-XXXXXX";

static const char config[] =
    "clusters:\n"
    "- name: a\n"
    "  cluster: {server: 'https://127.0.0.1:1/k8s/c1/', insecure-skip-tls-verify: true, tls-server-name: nn}\n"
    "- name: ca\n"
    "  cluster: {server: 'https://h:1', certificate-authority: file, certificate-authority-data: Q0E=}\n"
    "- name: lost-ca\n"
    "  cluster: {server: 'https://h:1', certificate-authority: nope.crt}\n"
    "- name: plain\n"
    "  cluster: {server: 'http://h:1'}\n"
    "- name: none\n"
    "  cluster: {}\n"
    "contexts:\n"
    "- {name: a, context: {cluster: a, user: a, namespace: ns}}\n"
    "- {name: lost, context: {cluster: nocluster, user: nouser}}\n"
    "- {name: many, context: {cluster: lost-ca, user: many}}\n"
    "- {name: plain, context: {cluster: plain, user: a}}\n"
    "users:\n"
    "- {name: a, user: {token: t}}\n"
    "- {name: many, user: {client-certificate: c.crt, username: u, token: t}}\n"
    "- {name: file, user: {tokenFile: file}}\n"
    "- {name: nofile, user: {tokenFile: nofile}}\n"
    "- {name: cert, user: {client-certificate-data: Q0VSVA==, client-key-data: S0VZ}}\n"
    "- name: exec\n"
    "  user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: bin/x, interactiveMode: Never}}\n"
    "- name: badexec\n"
    "  user: {exec: {apiVersion: client.authentication.k8s.io/v9, command: x, interactiveMode: Never}}\n"
    "- {name: nobody, user: {}}\n"
    "- {name: foo, user: {auth-provider: {name: foo}}}\n"
    "- {name: oidc, user: {auth-provider: {name: oidc, config: {idp-issuer-url: x}}}}\n"
    "current-context: a\n";

static struct kubeconfig *k;

static int set_up(void **state)
{
    (void)state;
    if (mkdtemp(dir) == NULL || chdir(dir) != 0)
        return -1;
    setenv("HOME", dir, 1);
    unsetenv("KUBECONFIG");
    unsetenv("KUBERNETES_MASTER");
    unsetenv("KUBERNETES_SERVICE_HOST");
    struct err *e = file_write_atomic("k", config, strlen(config), 0600, false);
    if (e == NULL)
        e = file_write_atomic("file", "tok\n", 4, 0600, false);
    return e == NULL && kubeconfig_load("k", &k) == NULL ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    kubeconfig_free(k);
    unlink("k");
    unlink("file");
    return chdir("/") == 0 ? rmdir(dir) : -1;
}

static const struct {
    struct global_opts flags;
    const char *error;
} errors[] = {
    {{.context = "nope"}, "context \"nope\" does not exist"},
    {{.context = "nope", .user = "x", .cluster = "y"}, "auth info \"x\" does not exist"},
    {{.cluster = "y"}, "cluster \"y\" does not exist"},
    {{.request_timeout = "x"},
     "Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding "
     "time unit "
     "(e.g. 1s | 2m | 3h)"},
    {{.as_uid = "3"}, "requesting uid, groups or user-extra for a without impersonating a user"},
    {{.server = "127.0.0.1:1/x"}, "host must be a URL or a host:port pair: \"127.0.0.1:1/x\""},
    {{.server = "http://a b"}, "host must be a URL or a host:port pair: \"http://a b\""},
    {{.server = "%zz"}, "Unable to connect to the server: invalid URL escape \"%zz\""},
    {{.proxy_url = "foo"},
     "invalid 'proxy-url' \"foo\" for cluster \"a\": unsupported scheme \"\", must be http, https, or socks5"},
    {{.proxy_url = "ftp://x"},
     "invalid 'proxy-url' \"ftp://x\" for cluster \"a\": unsupported scheme \"ftp\", must be http, https, or socks5"},
    {{.certificate_authority = "file", .insecure_skip_tls_verify = true},
     "specifying a root certificates file with the insecure flag is not allowed"},
    {{.username = "u"},
     "more than one authentication method found for a; found [token basicAuth], only one is allowed"},
    {{.user = "badexec"}, "exec plugin: invalid apiVersion \"client.authentication.k8s.io/v9\""},
    {{.user = "foo"}, "no Auth Provider found for name \"foo\""},
    {{.user = "oidc"}, "Must provide client-id"},
};

static void kubectls_errors(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        struct rest_config *c;
        struct err *e = rest_config_resolve(k, &errors[i].flags, &c);
        if (e == NULL)
            fail_msg("no error: %s", errors[i].error);
        assert_string_equal(e->msg, errors[i].error);
        assert_null(c);
        err_free(e);
    }
}

static void paths_in_errors_are_absolute(void **state)
{
    (void)state;
    struct rest_config *c;
    struct err *e = rest_config_resolve(k, &(struct global_opts){.context = "many"}, &c);
    char *want = xasprintf(
        "Error in configuration: \n"
        "* client-key-data or client-key must be specified for many to use the clientCert authentication method.\n"
        "* unable to read client-cert %s/c.crt for many due to open %s/c.crt: no such file or directory\n"
        "* more than one authentication method found for many; found [token basicAuth], only one is allowed\n"
        "* unable to read certificate-authority %s/nope.crt for lost-ca due to open %s/nope.crt: no such file or "
        "directory",
        dir, dir, dir, dir);
    assert_string_equal(e->msg, want);
    assert_int_equal(e->kind, ERR_NET);
    err_free(e);
    free(want);
    e = rest_config_resolve(k, &(struct global_opts){.user = "nofile"}, &c);
    want = xasprintf("open %s/nofile: no such file or directory", dir);
    assert_string_equal(e->msg, want);
    err_free(e);
    free(want);
}

static struct rest_config *resolve(const struct global_opts *flags)
{
    struct rest_config *c;
    struct err *e = rest_config_resolve(k, flags, &c);
    if (e != NULL)
        fail_msg("%s", e->msg);
    return c;
}

static void a_context(void **state)
{
    (void)state;
    struct rest_config *c = resolve(&(struct global_opts){.request_timeout = "5", .as = "me", .as_uid = "1"});
    assert_string_equal(c->host, "https://127.0.0.1:1");
    assert_string_equal(c->path, "/k8s/c1");
    assert_string_equal(c->token, "t");
    assert_string_equal(c->ns, "ns");
    assert_string_equal(c->tls_server_name, "nn");
    assert_string_equal(c->impersonate_user, "me");
    assert_string_equal(c->impersonate_uid, "1");
    assert_true(c->insecure);
    assert_false(c->ns_overridden);
    assert_false(c->needs_prompt);
    assert_int_equal(c->timeout_ns, INT64_C(5000000000));
    rest_config_free(c);
}

static void flags_go_first(void **state)
{
    (void)state;
    struct global_opts g = {.server = "https://other", .ns = "flag", .token = "f", .certificate_authority = "file"};
    strv_add(&g.as_group, "g");
    strv_add(&g.as_user_extra, "x=1");
    strv_add(&g.as_user_extra, "x=2=3");
    strv_add(&g.as_user_extra, "ignored");
    g.as = "u";
    struct rest_config *c = resolve(&g);
    assert_string_equal(c->host, "https://other");
    assert_string_equal(c->token, "f");
    assert_string_equal(c->ns, "flag");
    assert_true(c->ns_overridden);
    assert_null(c->tls_server_name); /* --server drops the file's */
    assert_string_equal(c->ca_file, "file");
    assert_false(c->insecure);
    assert_string_equal(c->impersonate_groups.v[0], "g");
    char *extra = cJSON_PrintUnformatted(c->impersonate_extra);
    assert_string_equal(extra, "{\"x\":[\"1\",\"2=3\"]}");
    free(extra);
    rest_config_free(c);
    strv_release(&g.as_group);
    strv_release(&g.as_user_extra);
}

static void secrets_stay_off_plain_http(void **state)
{
    (void)state;
    struct rest_config *c = resolve(&(struct global_opts){.context = "plain"});
    assert_string_equal(c->host, "http://h:1");
    assert_null(c->token);
    rest_config_free(c);
    c = resolve(&(struct global_opts){.server = "127.0.0.1:1"});
    assert_string_equal(c->host, "http://127.0.0.1:1");
    assert_null(c->token);
    rest_config_free(c);
}

static void users(void **state)
{
    (void)state;
    struct rest_config *c = resolve(&(struct global_opts){.user = "cert"});
    assert_string_equal(c->cert_pem, "CERT");
    assert_string_equal(c->key_pem, "KEY");
    rest_config_free(c);
    c = resolve(&(struct global_opts){.user = "exec"});
    char *command = xasprintf("%s/bin/x", dir);
    assert_string_equal(doc_str_at(c->exec, "command"), command);
    assert_string_equal(doc_str_at(c->exec_cluster, "server"), "https://127.0.0.1:1/k8s/c1");
    free(command);
    rest_config_free(c);
    c = resolve(&(struct global_opts){.user = "file"});
    assert_true(str_ends(c->token_file, "/file"));
    assert_false(c->needs_prompt);
    rest_config_free(c);
    c = resolve(&(struct global_opts){.user = "nobody"});
    assert_true(c->needs_prompt);
    char in[] = " joe\nx", out[200] = "";
    FILE *fin = fmemopen(in, strlen(in), "r"), *fout = fmemopen(out, sizeof out, "w");
    struct err *e = rest_config_prompt(c, fin, fout);
    fclose(fin);
    fclose(fout);
    assert_string_equal(e->msg, "error reading input for Password");
    assert_string_equal(out, "Please enter Username: Please enter Password: ");
    err_free(e);
    rest_config_free(c);
}

static void nothing_configured(void **state)
{
    (void)state;
    struct kubeconfig *none = kubeconfig_new();
    struct rest_config *c;
    assert_null(rest_config_resolve(none, &(struct global_opts){.token = "t"}, &c));
    assert_string_equal(c->host, "http://localhost:8080");
    assert_string_equal(c->ns, "default");
    assert_null(c->token);
    assert_false(c->needs_prompt);
    rest_config_free(c);
    setenv("KUBERNETES_MASTER", "http://m:1", 1);
    assert_null(rest_config_resolve(none, &(struct global_opts){0}, &c));
    assert_string_equal(c->host, "http://m:1");
    unsetenv("KUBERNETES_MASTER");
    rest_config_free(c);
    kubeconfig_free(none);
}

static void namespaces(void **state)
{
    (void)state;
    char *ns;
    bool overridden;
    assert_null(kubeconfig_namespace(k, &(struct global_opts){0}, &ns, &overridden));
    assert_string_equal(ns, "ns");
    assert_false(overridden);
    free(ns);
    assert_null(kubeconfig_namespace(k, &(struct global_opts){.ns = "x", .context = "nope"}, &ns, &overridden));
    assert_string_equal(ns, "x");
    assert_true(overridden);
    free(ns);
    struct err *e = kubeconfig_namespace(k, &(struct global_opts){.context = "nope"}, &ns, &overridden);
    assert_string_equal(e->msg, "Error in configuration: context was not found for specified context: nope");
    err_free(e);
    e = kubeconfig_namespace(k, &(struct global_opts){.cluster = "y"}, &ns, &overridden);
    assert_string_equal(e->msg, "no server found for cluster \"y\"");
    err_free(e);
    assert_null(kubeconfig_namespace(k, &(struct global_opts){.user = "nope"}, &ns, &overridden));
    free(ns);
}

static const struct {
    const char *text;
    int64_t ns; /* -1: refused */
} timeouts[] = {{"0", 0},
                {"5", 5000000000},
                {"5s", 5000000000},
                {"1m30s", 90000000000},
                {"-5s", 0},
                {"300ms", 300000000},
                {"99999999999999", INT64_MAX},
                {"5 s", -1},
                {"", -1},
                {" 5", -1}};

static void request_timeouts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof timeouts / sizeof *timeouts; i++) {
        int64_t ns = 7;
        struct err *e = request_timeout_parse(timeouts[i].text, &ns);
        assert_int_equal(e == NULL ? ns : -1, timeouts[i].ns);
        err_free(e);
    }
}

static const struct {
    const char *in, *host, *path; /* host NULL: an error */
} servers[] = {
    {"https://h", "https://h", ""},
    {"HTTPS://h:1/", "https://h:1", ""},
    {"h:1", "http://h:1", ""},
    {"localhost:8080", "http://localhost:8080", ""},
    {"[::1]:1", "http://[::1]:1", ""},
    {"https://[::1]:1/a/b//?q#f", "https://[::1]:1", "/a/b"},
    {"h:1/x", NULL, NULL},
    {"https://h:x", NULL, NULL},
    {"https://[::1", NULL, NULL},
    {"https://h\x01", NULL, NULL},
};

static void server_addresses(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof servers / sizeof *servers; i++) {
        char *host = NULL, *path = NULL;
        struct err *e = server_url_parse(servers[i].in, false, &host, &path);
        if ((e == NULL) != (servers[i].host != NULL))
            fail_msg("%s: %s", servers[i].in, e != NULL ? e->msg : "no error");
        if (e == NULL) {
            assert_string_equal(host, servers[i].host);
            assert_string_equal(path, servers[i].path);
        }
        err_free(e);
        free(host);
        free(path);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kubectls_errors),
        cmocka_unit_test(paths_in_errors_are_absolute),
        cmocka_unit_test(a_context),
        cmocka_unit_test(flags_go_first),
        cmocka_unit_test(users),
        cmocka_unit_test(secrets_stay_off_plain_http),
        cmocka_unit_test(namespaces),
        cmocka_unit_test(nothing_configured),
        cmocka_unit_test(request_timeouts),
        cmocka_unit_test(server_addresses),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
