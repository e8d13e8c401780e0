/* The parts of lib/http that need no server: proxies, warnings, masks, escaping. */
#include "base/mem.h"
#include "http/http.h"
#include "http/internal.h"
#include "http/proxy.h"
#include "http/warning.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* What golang.org/x/net/http/httpproxy answers. */
static const struct {
    const char *no_proxy, *host, *port;
    bool excluded;
} exclusions[] = {
    {"", "example.com", "6443", false},
    {"example.com", "example.com", "6443", true},
    {"example.com:6443", "example.com", "6443", true},
    {"example.com:443", "example.com", "6443", false},
    {"example.com:443", "example.com", "443", true},
    {".example.com", "example.com", "443", false},
    {".example.com", "a.example.com", "443", true},
    {"example.com", "a.example.com", "443", true},
    {"example.com", "notexample.com", "443", false},
    {"*.example.com", "a.example.com", "443", true},
    {"*.example.com", "example.com", "443", false},
    {"*", "a.b", "443", true},
    {"EXAMPLE.com", "example.COM", "443", true},
    {" a.b , example.com ", "example.com", "443", true},
    {"10.0.0.0/8", "10.1.2.3", "443", true},
    {"10.0.0.0/8", "11.1.2.3", "443", false},
    {"10.0.0.0/9", "10.200.2.3", "443", false},
    {"10.1.2.3", "10.1.2.3", "6443", true},
    {"10.1.2.3:443", "10.1.2.3", "6443", false},
    {"fd00::/8", "fd00::1", "443", true},
    {"::1", "::1", "443", true},
    {"fd00::1", "fd00::1", "6443", true},
    {"[fd00::1]:6443", "fd00::1", "6443", true},
    {"", "localhost", "6443", true},
    {"", "127.5.0.1", "443", true},
    {"", "::1", "1", true},
    {"", "127.0.0.1.example.com", "443", false},
    {"a..b,,", "a.b", "443", false},
    {"10.0.0.0/33", "10.0.0.1", "443", false},
    {"example.com.", "example.com", "443", false},
    {"example.com", "example.com.", "443", false},
    {"com", "example.com", "443", true},
    {"0.0.0.0/0", "10.0.0.1", "443", true},
    {"0.0.0.0/0", "name.test", "443", false},
};

static void no_proxy_as_go(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof exclusions / sizeof exclusions[0]; i++) {
        bool got = proxy_excluded(exclusions[i].no_proxy, exclusions[i].host, exclusions[i].port);
        if (got != exclusions[i].excluded)
            fail_msg("NO_PROXY=\"%s\" %s:%s gives %d", exclusions[i].no_proxy, exclusions[i].host, exclusions[i].port,
                     got);
    }
}

static void expect_proxy(const char *origin, const char *configured, const char *want)
{
    char *got;
    assert_null(proxy_for(origin, configured, &got));
    assert_string_equal(got, want);
    free(got);
}

static void proxies_of_the_environment(void **state)
{
    (void)state;
    static const char *const names[] = {"HTTP_PROXY", "http_proxy", "HTTPS_PROXY",   "https_proxy",
                                        "NO_PROXY",   "no_proxy",   "REQUEST_METHOD"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        unsetenv(names[i]);
    expect_proxy("https://a.test", NULL, "");
    setenv("https_proxy", "p.test:3128", 1);
    expect_proxy("https://a.test", NULL, "http://p.test:3128");
    expect_proxy("http://a.test", NULL, "");
    expect_proxy("https://localhost:6443", NULL, "");
    setenv("HTTPS_PROXY", "https://upper.test", 1);
    expect_proxy("https://a.test", NULL, "https://upper.test");
    setenv("NO_PROXY", "a.test", 1);
    expect_proxy("https://a.test", NULL, "");
    expect_proxy("https://a.test", "socks5://127.0.0.1:1080",
                 "socks5h://127.0.0.1:1080"); /* the kubeconfig's beats NO_PROXY */
    setenv("HTTP_PROXY", "http://p.test", 1);
    expect_proxy("http://b.test", NULL, "http://p.test");
    setenv("REQUEST_METHOD", "GET", 1);
    expect_proxy("http://b.test", NULL, "");
    char *out;
    struct err *e = proxy_for("https://b.test", "ftp://x", &out);
    assert_non_null(e);
    err_free(e);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        unsetenv(names[i]);
}

/* What apimachinery's ParseWarningHeaders answers. */
static const struct {
    const char *header;
    const char *texts[3];
} warnings[] = {
    {"299 - \"plain\"", {"plain"}},
    {"299 - \"a \\\"quoted\\\" one\"", {"a \"quoted\" one"}},
    {"299 kube \"dated\" \"Thu, 01 Jan 2026 00:00:00 GMT\"", {"dated"}},
    {"299 - \"one\", 299 - \"two\"", {"one", "two"}},
    {"299 - \"one\",299 - \"two\" \"date\" , 199 - \"three\"", {"one", "two"}},
    {"199 - \"misc\"", {NULL}},
    {"299 -", {NULL}},
    {"299 - unquoted", {NULL}},
    {"299 - \"open", {NULL}},
    {"  299 - \"space\"  ", {"space"}},
    {"299  - \"two spaces\"", {NULL}},
    {"29x - \"code\"", {NULL}},
    {"299 - \"one\" junk", {NULL}},
    {"299 - \"one\", bad", {"one"}},
    {"299 - \"\"", {NULL}},
    {"299 - \"tab\there\"", {NULL}},
    {"299 - \"esc\033[31m\"", {NULL}},
    {"299 - \"back\\\\slash\"", {"back\\slash"}},
    {"299 - \"é ok\"", {"é ok"}},
    {"299 - \"x\" \"open date", {NULL}},
    {"2999 - \"x\"", {NULL}},
    {"299 - \"a\"299 - \"b\"", {NULL}},
};

static void warnings_as_apimachinery(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof warnings / sizeof warnings[0]; i++) {
        struct strv got = {0};
        warning_parse(warnings[i].header, &got);
        size_t n = 0;
        while (n < 3 && warnings[i].texts[n] != NULL)
            n++;
        if (got.n != n)
            fail_msg("%s: %zu warnings", warnings[i].header, got.n);
        for (size_t j = 0; j < n; j++)
            assert_string_equal(got.v[j], warnings[i].texts[j]);
        strv_release(&got);
    }
}

static const struct {
    const char *body, *want;
} masks[] = {
    {"{\"kind\":\"ConfigMap\",\"data\":{\"a\":\"b\"}}", "{\"kind\":\"ConfigMap\",\"data\":{\"a\":\"b\"}}"},
    {"{\"kind\":\"Secret\",\"data\":{\"a\":\"c2VjcmV0\"},\"type\":\"Opaque\"}",
     "{\"kind\":\"Secret\",\"data\":{\"a\":\"<masked>\"},\"type\":\"Opaque\"}"},
    {"{\"data\":{\"a\":\"c2VjcmV0\"},\"kind\" : \"Secret\"}", "{\"data\":{\"a\":\"<masked>\"},\"kind\" : \"Secret\"}"},
    {"{\"stringData\":{\"a\":\"s\\\"x\",\"b\":\"t\"}}", "{\"stringData\":{\"a\":\"<masked>\",\"b\":\"<masked>\"}}"},
    {"{\"kind\":\"TokenRequest\",\"status\":{\"token\":\"eyJ\"}}",
     "{\"kind\":\"TokenRequest\",\"status\":{\"token\":\"<masked>\"}}"},
    {"{\"kind\":\"Secret\",\"annotations\":{\"kubectl.kubernetes.io/"
     "last-applied-configuration\":\"{\\\"data\\\":1}\"}}",
     "{\"kind\":\"Secret\",\"annotations\":{\"kubectl.kubernetes.io/last-applied-configuration\":\"<masked>\"}}"},
    {"{\"kind\":\"Secret\",\"data\":{\"a\":\"cut", "{\"kind\":\"Secret\",\"data\":{\"a\":\"<masked>\""},
    {"{\"kind\":\"Secret\",\"data\":null}", "{\"kind\":\"Secret\",\"data\":null}"},
    {"\"", "\""},
    {"", ""},
};

static void bodies_lose_their_secrets(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof masks / sizeof masks[0]; i++) {
        char *got = log_mask_body(masks[i].body, strlen(masks[i].body));
        assert_string_equal(got, masks[i].want);
        free(got);
    }
}

static void escapes(void **state)
{
    (void)state;
    struct buf b = buf_new();
    http_escape(&b, "a/b c~d-e_f.%+=\xc3\xa9");
    assert_string_equal(b.data, "a%2Fb%20c~d-e_f.%25%2B%3D%C3%A9");
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_proxy_as_go),
        cmocka_unit_test(proxies_of_the_environment),
        cmocka_unit_test(warnings_as_apimachinery),
        cmocka_unit_test(bodies_lose_their_secrets),
        cmocka_unit_test(escapes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
