/* Loading and merging kubeconfig files, and what kubectl says of broken ones (testdata/kubeconfig). */
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "doc/emit.h"
#include "kubeconfig/kubeconfig.h"
#include "kubeconfig/types.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define DATA KUBEC_SOURCE_DIR "/testdata/kubeconfig/"

static char dir[] = "/tmp/kubec-load-XXXXXX";

static int set_up(void **state)
{
    (void)state;
    if (mkdtemp(dir) == NULL)
        return -1;
    setenv("HOME", dir, 1);
    unsetenv("KUBECONFIG");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    char *file = path_join(dir, "FILE");
    unlink(file);
    free(file);
    return rmdir(dir);
}

static char *slurp(const char *path)
{
    struct buf b = buf_new();
    struct err *e = file_read(path, &b);
    if (e != NULL)
        fail_msg("%s", e->msg);
    return buf_take(&b);
}

static void merges(const char *list, const char *expected)
{
    setenv("KUBECONFIG", list, 1);
    struct kubeconfig *k;
    assert_null(kubeconfig_load(NULL, &k));
    unsetenv("KUBECONFIG");
    cJSON *root = kubeconfig_to_json(k);
    struct buf text = buf_new();
    emit_yaml(&text, root);
    char *want = slurp(expected);
    assert_string_equal(text.data, want);
    free(want);
    buf_release(&text);
    cJSON_Delete(root);
    kubeconfig_free(k);
}

static void the_first_file_wins(void **state)
{
    (void)state;
    merges(DATA "first.yaml:" DATA "second.yaml", DATA "merged.yaml");
    merges("nofile::" DATA "second.yaml:" DATA "first.yaml:" DATA "second.yaml", DATA "merged-reverse.yaml");
}

static void entries_know_their_file(void **state)
{
    (void)state;
    setenv("KUBECONFIG", DATA "first.yaml:" DATA "second.yaml", 1);
    struct kubeconfig *k;
    assert_null(kubeconfig_load("", &k));
    unsetenv("KUBECONFIG");
    assert_string_equal(kubeconfig_find(&k->contexts, "a")->origin, DATA "first.yaml");
    assert_string_equal(kubeconfig_find(&k->contexts, "two")->origin, DATA "second.yaml");
    assert_string_equal(k->current_context, "a");
    assert_null(kubeconfig_find(&k->contexts, "nope"));
    assert_null(k->missing_warning);
    char *file = kubeconfig_default_file(k);
    assert_string_equal(file, DATA "first.yaml");
    free(file);
    struct kubeconfig *copy = kubeconfig_clone(k);
    kubeconfig_free(k);
    kubeconfig_drop(&copy->contexts, "a");
    assert_null(kubeconfig_find(&copy->contexts, "a"));
    assert_non_null(kubeconfig_find(&copy->contexts, "b"));
    kubeconfig_put(&copy->contexts, "0", kc_new(&kc_context), "");
    assert_string_equal(copy->contexts.v[0].name, "0");
    kubeconfig_free(copy);
}

static void missing_files(void **state)
{
    (void)state;
    struct kubeconfig *k;
    struct err *e = kubeconfig_load("no/such/file", &k);
    assert_string_equal(e->msg, "stat no/such/file: no such file or directory");
    err_free(e);
    assert_null(kubeconfig_load_or_empty("no/such/file", &k));
    assert_int_equal(k->contexts.n, 0);
    kubeconfig_free(k);
    setenv("KUBECONFIG", "no1:no2", 1);
    assert_null(kubeconfig_load("", &k));
    unsetenv("KUBECONFIG");
    assert_string_equal(k->missing_warning, "Config not found: no1, no2");
    char *file = kubeconfig_default_file(k);
    assert_string_equal(file, "no2");
    free(file);
    kubeconfig_free(k);
    assert_null(kubeconfig_load("", &k));
    assert_true(str_ends(k->files.v[0], "/.kube/config"));
    kubeconfig_free(k);
}

/* The cases of bad.txt. */
static void broken_files(void **state)
{
    (void)state;
    static const char case_mark[] = "--- case\n", error_mark[] = "--- error\n";
    char *all = slurp(DATA "bad.txt"), *at = all;
    assert_int_equal(chdir(dir), 0);
    size_t cases = 0;
    while (str_starts(at, case_mark)) {
        char *text = at + strlen(case_mark), *error = strstr(text, error_mark);
        assert_non_null(error);
        char *want = error + strlen(error_mark), *next = strstr(want, case_mark);
        char *end = next != NULL ? next : want + strlen(want);
        char *expected = xstrndup(want, (size_t)(end - want) - 1);
        assert_null(file_write_atomic("FILE", text, (size_t)(error - text), 0600, false));
        struct kubeconfig *k;
        struct err *e = kubeconfig_load("FILE", &k);
        if (e == NULL)
            fail_msg("no error: %.*s", (int)(error - text), text);
        assert_string_equal(e->msg, expected);
        if (e->note != NULL) /* the place, never the line, which may hold a token */
            assert_null(strchr(e->note, '\n'));
        err_free(e);
        free(expected);
        at = end;
        cases++;
    }
    assert_true(cases > 30);
    free(all);
    assert_int_equal(chdir(KUBEC_SOURCE_DIR), 0);
}

static void members_keep_the_order_of_their_type(void **state)
{
    (void)state;
    cJSON *body = kc_new(&kc_cluster);
    kc_set_bool(&kc_cluster, body, "disable-compression", true);
    kc_set_str(&kc_cluster, body, "tls-server-name", "n");
    kc_set_str(&kc_cluster, body, "proxy-url", "http://p");
    kc_set_bytes(&kc_cluster, body, "certificate-authority-data", "CA", 2);
    kc_set_str(&kc_cluster, body, "proxy-url", "");
    kc_set_bool(&kc_cluster, body, "insecure-skip-tls-verify", false);
    kc_set(&kc_cluster, body, "unknown", cJSON_CreateTrue());
    struct buf text = buf_new();
    emit_json_compact(&text, body, 0);
    assert_string_equal(text.data, "{\"server\":\"\",\"tls-server-name\":\"n\",\"certificate-authority-data\":\"Q0E=\","
                                   "\"disable-compression\":true}");
    buf_release(&text);
    cJSON_Delete(body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_file_wins),
        cmocka_unit_test(entries_know_their_file),
        cmocka_unit_test(missing_files),
        cmocka_unit_test(broken_files),
        cmocka_unit_test(members_keep_the_order_of_their_type),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
