/* test_waves.c - the order of writing. */
#include "base/mem.h"
#include "resource/waves.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* GROUP/RESOURCE/NAMESPACE/NAME of each object, and their waves as digits; "!" in front: a broken input, "?": no type.
 */
static void expect(const char *const *objects, const char *want)
{
    struct target v[16] = {0};
    struct api_resource r[16] = {0};
    struct targets t = {.v = v};
    char text[64][4][64];
    for (; objects[t.n] != NULL; t.n++) {
        const char *s = objects[t.n];
        struct target *o = &v[t.n];
        bool broken = *s == '!', untyped = *s == '?';
        s += broken || untyped;
        for (size_t part = 0; part < 4; part++) {
            size_t n = strcspn(s, "/");
            snprintf(text[t.n][part], sizeof text[t.n][part], "%.*s", (int)n, s);
            s += n + (s[n] == '/');
        }
        r[t.n] = (struct api_resource){.group = text[t.n][0], .name = text[t.n][1]};
        o->ns = text[t.n][2];
        o->name = text[t.n][3];
        o->resource = broken || untyped ? NULL : &r[t.n];
        o->err = broken ? err_new("broken") : NULL;
    }
    size_t count = 0;
    size_t *waves = waves_plan(&t, &count);
    char got[17] = "";
    for (size_t i = 0; i < t.n; i++) {
        assert_true(waves[i] < count);
        got[i] = (char)('0' + waves[i]);
        err_free(v[i].err);
    }
    free(waves);
    assert_string_equal(got, want);
}

static void test_kinds(void **state)
{
    (void)state;
    static const char *const all[] = {"/configmaps/a/x",
                                      "/namespaces//a",
                                      "apiextensions.k8s.io/customresourcedefinitions//w",
                                      "/serviceaccounts/a/s",
                                      "/resourcequotas/a/q",
                                      "/limitranges/a/l",
                                      "rbac.authorization.k8s.io/roles/a/r",
                                      "rbac.authorization.k8s.io/rolebindings/a/r",
                                      "scheduling.k8s.io/priorityclasses//p",
                                      "apps/deployments/a/d",
                                      "admissionregistration.k8s.io/validatingwebhookconfigurations//v",
                                      "apiregistration.k8s.io/apiservices//v1.x",
                                      "example.com/namespaces/a/n",
                                      NULL};
    expect(all, "2001111212332");
}

static void test_twice(void **state)
{
    (void)state;
    static const char *const same[] = {"/configmaps/a/x", "/configmaps/a/y", "/configmaps/a/x",
                                       "/configmaps/b/x", "/secrets/a/x",    "/configmaps/a/x",
                                       "/namespaces//a",  "/namespaces//a",  NULL};
    expect(same, "22422504");
    static const char *const generated[] = {"/configmaps/a/", "/configmaps/a/", NULL};
    expect(generated, "22"); /* the server names each: they are not the same object */
}

static void test_broken(void **state)
{
    (void)state;
    static const char *const some[] = {"!/configmaps/a/x", "/configmaps/a/x", "?/x/a/x", NULL};
    expect(some, "020");
    static const char *const none[] = {NULL};
    expect(none, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_twice),
        cmocka_unit_test(test_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
