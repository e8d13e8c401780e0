/* test_shell_history.c - which lines the shell's history keeps, and where. */
#include "shell/history.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static void knows_secrets(void **state)
{
    static const char *const secret[] = {
        "create secret generic x --from-literal=a=b",
        "create secret docker-registry r --docker-password=x",
        "config set-credentials me --token=abc",
        "config set-credentials me --token abc",
        "config set-credentials me --password x",
        "get pods --token x",
        "set env deploy/web DB_PASSWORD=x",
        "set env deploy/web API_KEY=x",
        "run x --image=y --env AWS_SECRET_ACCESS_KEY=abc",
        "!curl -H 'Authorization: Bearer abc'",
        "TOKEN=abc",
        "apply -f https://me:pass@example.com/x.yaml",
        "patch secret x -p '{\"stringData\":{\"a\":\"b\"}}'",
        "config set users.me.password x --set-raw-bytes=true --password=x",
    };
    static const char *const plain[] = {
        "get pods",
        "get secrets",
        "get secret db-password -o yaml",
        "describe secret token-abc",
        "create token robot",
        "create configmap x --from-literal=a=b",
        "apply -f https://example.com/x.yaml",
        "auth can-i create secrets",
    };
    (void)state;
    for (size_t i = 0; i < sizeof secret / sizeof secret[0]; i++)
        if (!history_is_secret(secret[i]))
            fail_msg("kept: %s", secret[i]);
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
        if (history_is_secret(plain[i]))
            fail_msg("not kept: %s", plain[i]);
}

static char *content(const char *path)
{
    struct buf b = buf_new();
    err_free(file_read(path, &b));
    return buf_take(&b);
}

static void keeps_lines(void **state)
{
    char folder[] = "/tmp/kubec-history-XXXXXX";
    struct history h;
    struct stat st;
    (void)state;
    assert_non_null(mkdtemp(folder));
    char *path = path_join(folder, "deep/history");
    setenv("KUBEC_HISTFILE", path, 1);
    unsetenv("HISTCONTROL");
    history_open(&h);
    assert_true(history_add(&h, "get pods"));
    assert_false(history_add(&h, "get pods"));
    assert_false(history_add(&h, "get pods  "));
    assert_false(history_add(&h, " get nodes"));
    assert_false(history_add(&h, "  "));
    assert_false(history_add(&h, "config set-credentials x --token=y"));
    assert_true(history_add(&h, "get nodes -o wide "));
    assert_true(history_add(&h, "apply -f - <<X\na\nX")); /* pasted: in memory only */
    assert_string_equal(history_hint(&h, "get n"), "get nodes -o wide");
    assert_string_equal(history_hint(&h, "get"), "get nodes -o wide");
    assert_null(history_hint(&h, "get pods"));
    assert_null(history_hint(&h, ""));
    history_close(&h);
    char *text = content(path);
    assert_string_equal(text, "get pods\nget nodes -o wide\n");
    free(text);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);

    setenv("HISTCONTROL", "erasedups", 1);
    history_open(&h);
    assert_int_equal(h.lines.n, 2);
    assert_true(history_add(&h, " get pods"));
    assert_true(history_add(&h, "get pods"));
    assert_int_equal(h.lines.n, 3);
    assert_string_equal(h.lines.v[0], "get nodes -o wide");
    history_close(&h);

    chmod(path, 0644); /* others may read it: not used */
    history_open(&h);
    assert_int_equal(h.lines.n, 0);
    assert_null(h.path);
    history_close(&h);

    setenv("KUBEC_HISTFILE", "", 1);
    history_open(&h);
    assert_null(h.path);
    assert_true(history_add(&h, "get pods"));
    history_close(&h);
    unlink(path);
    free(path);
    path = path_join(folder, "deep");
    rmdir(path);
    rmdir(folder);
    free(path);
}

static void cuts_the_file(void **state)
{
    char path[] = "/tmp/kubec-history-XXXXXX";
    struct buf b = buf_new();
    struct history h;
    (void)state;
    int fd = mkstemp(path);
    for (int i = 0; i < HISTORY_MAX + 100; i++)
        buf_addf(&b, "get pod p%d\n", i);
    assert_int_equal(write(fd, b.data, b.len), (ssize_t)b.len);
    close(fd);
    buf_release(&b);
    setenv("KUBEC_HISTFILE", path, 1);
    history_open(&h);
    assert_int_equal(h.lines.n, HISTORY_MAX);
    assert_string_equal(h.lines.v[0], "get pod p100");
    history_close(&h);
    char *text = content(path);
    assert_true(str_starts(text, "get pod p100\n"));
    free(text);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_secrets),
        cmocka_unit_test(keeps_lines),
        cmocka_unit_test(cuts_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
