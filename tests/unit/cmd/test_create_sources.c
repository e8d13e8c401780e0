/* test_create_sources.c - keys and values of ConfigMaps and Secrets: where they come from, and the hash of a content.
 */
#include "create/sources.h"

#include "base/file.h"
#include "base/mem.h"
#include "doc/doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* Gathers "key=value;". */
static struct err *gather(void *arg, const char *key, const char *bytes, size_t n)
{
    struct buf *b = arg;
    buf_adds(b, key);
    buf_addc(b, '=');
    buf_add(b, bytes, n);
    buf_addc(b, ';');
    return NULL;
}

static void assert_env(const char *text, size_t n, const char *want, const char *error)
{
    char path[] = "/tmp/kubec-test-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0 && write(fd, text, n) == (ssize_t)n && close(fd) == 0);
    struct buf got = buf_new();
    struct strv files = {0};
    strv_add(&files, path);
    struct err *e = sources_env_files(&files, "config", gather, &got);
    if (error != NULL) {
        assert_non_null(e);
        assert_true(str_starts(e->msg, error) || strstr(e->msg, error) != NULL);
        err_free(e);
    } else {
        assert_null(e);
        assert_string_equal(got.data, want);
    }
    strv_release(&files);
    buf_release(&got);
    unlink(path);
}

#define ENV(TEXT, WANT) assert_env(TEXT, sizeof(TEXT) - 1, WANT, NULL)
#define ENV_ERROR(TEXT, ERROR) assert_env(TEXT, sizeof(TEXT) - 1, NULL, ERROR)

static void env_files(void **state)
{
    (void)state;
    setenv("KUBEC_TEST_OUTSIDE", "from outside", 1);
    unsetenv("KUBEC_TEST_NOT_THERE");
    ENV("", "");
    ENV("A=1\nB=2", "A=1;B=2;");
    ENV("\xef\xbb\xbf"
        "A=1\r\n\r\n  # c\n\xc2\xa0\xe2\x80\xa8"
        "B= \"x\" \n",
        "A=1;B= \"x\" ;");
    ENV("KUBEC_TEST_OUTSIDE\nKUBEC_TEST_NOT_THERE\n", "KUBEC_TEST_OUTSIDE=from outside;KUBEC_TEST_NOT_THERE=;");
    ENV("A=a=b\nB=\n", "A=a=b;B=;");
    ENV_ERROR("A=1\n\xff=2\n", "contains invalid utf8 bytes at line 2: [255 61 50]");
    ENV_ERROR("1A=2\n", "\"1A\" is not a valid key name: a valid environment variable name must consist of");
    ENV_ERROR("A =2\n", "\"A \" is not a valid key name: ");
    ENV_ERROR("=2\n", "\"\" is not a valid key name: ");
    ENV_ERROR("..a=2\n", "\"..a\" is not a valid key name: must not start with '..'");
    ENV_ERROR("A\0B=2\n", "is not a valid key name: ");
}

static void literals(void **state)
{
    (void)state;
    struct buf got = buf_new();
    struct strv l = {0};
    strv_add(&l, "a=");
    strv_add(&l, "b=c=d,e");
    assert_null(sources_literals(&l, gather, &got));
    assert_string_equal(got.data, "a=;b=c=d,e;");
    strv_add(&l, "=x");
    struct err *e = sources_literals(&l, gather, &got);
    assert_non_null(e);
    assert_string_equal(e->msg, "invalid literal source =x, expected key=value");
    err_free(e);
    strv_release(&l);
    buf_release(&got);
}

static void file_sources(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"=x", "key name for file path x missing"},
        {"x=", "file path for key name x missing"},
        {"a=b=c", "key names or file paths cannot contain '='"},
        {"/nonexistent-x", "error reading /nonexistent-x: no such file or directory"},
        {"", "error reading : no such file or directory"},
        {"k=/", "cannot give a key name for a directory path"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct strv l = {0};
        strv_add(&l, rows[i][0]);
        struct err *e = sources_files(&l, gather, NULL);
        assert_non_null(e);
        assert_string_equal(e->msg, rows[i][1]);
        err_free(e);
        strv_release(&l);
    }
}

/* The hashes are those of kubectl for `create configmap x`, and with a=1. */
static void hashes(void **state)
{
    (void)state;
    cJSON *c = cJSON_CreateObject();
    doc_set_str(c, "name", "x");
    doc_set_str(c, "kind", "ConfigMap");
    cJSON *data = doc_make_at(c, "data");
    char *hash = content_hash(doc_dup(c));
    assert_string_equal(hash, "62ctbmbfd2");
    free(hash);
    doc_set_str(data, "a", "1");
    hash = content_hash(c);
    assert_string_equal(hash, "m8mt92gg65");
    free(hash);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(env_files), cmocka_unit_test(literals),
                                       cmocka_unit_test(file_sources), cmocka_unit_test(hashes)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
