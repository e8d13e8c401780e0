/* Changing kubeconfig files: which file gets what, locks, paths, and the paths of `config set`. */
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/paths.h"
#include "doc/emit.h"
#include "kubeconfig/kubeconfig.h"
#include "kubeconfig/navigate.h"
#include "kubeconfig/types.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char dir[] = "/tmp/kubec-modify-XXXXXX";

static void put(const char *name, const char *text)
{
    assert_null(file_write_atomic(name, text, strlen(text), 0640, false));
}

static void assert_file(const char *name, const char *want)
{
    struct buf b = buf_new();
    struct err *e = file_read(name, &b);
    if (e != NULL)
        fail_msg("%s", e->msg);
    assert_string_equal(b.data, want);
    buf_release(&b);
}

static int set_up(void **state)
{
    (void)state;
    unsetenv("KUBECONFIG");
    setenv("HOME", dir, 1);
    return mkdtemp(dir) != NULL && chdir(dir) == 0 ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    static const char *const names[] = {"one", "two", "l", "sub/new", "new/deep/f"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(names[i]);
    rmdir("sub");
    rmdir("new/deep");
    rmdir("new");
    return chdir("/") == 0 ? rmdir(dir) : -1;
}

#define EMPTY_HEAD "apiVersion: v1\nclusters: null\n"
#define TAIL "kind: Config\nusers: null\n"

static struct err *use(struct kubeconfig *k, void *name)
{
    str_replace_owned(&k->current_context, xstrdup(name));
    return NULL;
}

static struct err *add_context(struct kubeconfig *k, void *name)
{
    cJSON *body = kc_new(&kc_context);
    kc_set_str(&kc_context, body, "namespace", "nn");
    kubeconfig_put(&k->contexts, name, body, "");
    return NULL;
}

static struct err *drop_context(struct kubeconfig *k, void *name)
{
    kubeconfig_drop(&k->contexts, name);
    return NULL;
}

static void entries_are_written_where_they_are(void **state)
{
    (void)state;
    put("one", "contexts: [{name: a}]\n");
    put("two", "contexts: [{name: b}]\ncurrent-context: b\n");
    setenv("KUBECONFIG", "none:one:two", 1);
    assert_null(kubeconfig_modify("", true, add_context, "b"));
    assert_file("one", "contexts: [{name: a}]\n");
    assert_file("two",
                EMPTY_HEAD "contexts:\n- context:\n    cluster: \"\"\n    namespace: nn\n    user: \"\"\n  name: b\n"
                           "current-context: b\n" TAIL);
    assert_null(kubeconfig_modify("", true, add_context, "c")); /* a new one: the first file that exists */
    assert_file(
        "one", EMPTY_HEAD
        "contexts:\n- context:\n    cluster: \"\"\n    user: \"\"\n  name: a\n"
        "- context:\n    cluster: \"\"\n    namespace: nn\n    user: \"\"\n  name: c\ncurrent-context: \"\"\n" TAIL);
    assert_null(kubeconfig_modify("", true, use, "")); /* cleared where it is set */
    assert_null(kubeconfig_modify("", true, drop_context, "b"));
    assert_file("two", EMPTY_HEAD "contexts: null\ncurrent-context: \"\"\n" TAIL);
    struct stat st;
    assert_int_equal(stat("two", &st), 0);
    assert_int_equal(st.st_mode & 07777, 0640);
    assert_int_equal(access("none", F_OK), -1);
    assert_int_equal(access("one.lock", F_OK), -1);
    unsetenv("KUBECONFIG");
}

static void new_files_are_private(void **state)
{
    (void)state;
    assert_null(kubeconfig_modify("new/deep/f", true, use, "x"));
    struct stat st;
    assert_int_equal(stat("new/deep/f", &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    assert_file("new/deep/f", EMPTY_HEAD "contexts: null\ncurrent-context: x\n" TAIL);
}

static void links_stay_links(void **state)
{
    (void)state;
    put("one", "{}");
    assert_int_equal(symlink("one", "l"), 0);
    assert_null(kubeconfig_modify("l", true, use, "x"));
    struct stat st;
    assert_int_equal(lstat("l", &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_file("one", EMPTY_HEAD "contexts: null\ncurrent-context: x\n" TAIL);
}

static void a_lock_is_respected(void **state)
{
    (void)state;
    put("one", "{}");
    put("one.lock", "");
    struct err *e = kubeconfig_modify("one", true, use, "x");
    assert_string_equal(e->msg, "open one.lock: file exists");
    err_free(e);
    assert_file("one", "{}");
    assert_int_equal(unlink("one.lock"), 0);
}

/* What another program does between the first reading and the lock. */
static struct err *add_and_interfere(struct kubeconfig *k, void *arg)
{
    int *calls = arg;
    if ((*calls)++ == 0)
        put("one", "contexts: [{name: other}]\n");
    return add_context(k, "mine");
}

static void no_change_of_another_program_is_lost(void **state)
{
    (void)state;
    int calls = 0;
    put("one", "{}");
    assert_null(kubeconfig_modify("one", true, add_and_interfere, &calls));
    assert_int_equal(calls, 2);
    struct kubeconfig *k;
    assert_null(kubeconfig_load("one", &k));
    assert_non_null(kubeconfig_find(&k->contexts, "other"));
    assert_non_null(kubeconfig_find(&k->contexts, "mine"));
    kubeconfig_free(k);
}

static struct err *add_cluster(struct kubeconfig *k, void *ca)
{
    cJSON *body = kc_new(&kc_cluster);
    kc_set_str(&kc_cluster, body, "certificate-authority", ca);
    kubeconfig_put(&k->clusters, "c", body, "");
    return NULL;
}

static void paths_below_the_file_become_relative(void **state)
{
    (void)state;
    char *below = path_join(dir, "sub/x/ca.crt"), *beside = path_join(dir, "ca.crt");
    struct kubeconfig *k;
    assert_null(kubeconfig_modify("sub/new", true, add_cluster, below));
    assert_null(kubeconfig_load("sub/new", &k));
    assert_string_equal(kc_str(k->clusters.v[0].body, "certificate-authority"), "x/ca.crt");
    kubeconfig_free(k);
    assert_null(kubeconfig_modify("sub/new", true, add_cluster, beside));
    assert_null(kubeconfig_load("sub/new", &k));
    assert_string_equal(kc_str(k->clusters.v[0].body, "certificate-authority"), beside);
    kubeconfig_free(k);
    free(below);
    free(beside);
}

/* `config set PATH VALUE` (value NULL: unset) on {a: server s; user u: token t}, and the error or the result. */
static const struct {
    const char *path, *value, *error, *result;
} edits[] = {
    {"clusters.a.server", "x", NULL, "{\"server\":\"x\"}"},
    {"clusters.a.b.c.server", "x", NULL, "{\"server\":\"s\"}"},
    {"clusters.a.insecure-skip-tls-verify", "T", NULL, "{\"server\":\"s\",\"insecure-skip-tls-verify\":true}"},
    {"clusters.a.insecure-skip-tls-verify", "no", "strconv.ParseBool: parsing \"no\": invalid syntax", NULL},
    {"clusters.a.certificate-authority-data", "QUJD", NULL,
     "{\"server\":\"s\",\"certificate-authority-data\":\"QUJD\"}"},
    {"clusters.a.certificate-authority-data", "A", "error decoding input value: illegal base64 data at input byte 0",
     NULL},
    {"clusters.a.server.x", "y", "unable to parse one or more field values of clusters.a.server.x", NULL},
    {"clusters.a", "y", "can't set a map to a value: map[...]", NULL},
    {"clusters", "y", "can't set a map to a value: map[...]", NULL},
    {"foo.bar", "y", "unable to parse foo.bar after [] at api.Config", NULL},
    {"users.u.act-as-groups", "y", "unrecognized slice type. string", NULL},
    {"users.u.act-as-user-extra.x", "y", "string is not of type struct", NULL},
    {"current-context.x", "y", "unable to parse one or more field values of current-context.x", NULL},
    {"preferences.colors", "true", NULL, "{\"server\":\"s\"}"},
    {"preferences", "y",
     "unable to locate path config.navigationStep{stepValue:\"\", stepType:reflect.Type(nil)} under {false map[]}",
     NULL},
    {"clusters.a.server", NULL, NULL, "{\"server\":\"\"}"},
    {"clusters.x.server", NULL, "current map key `x` is invalid", NULL},
    {"clusters.x", NULL, NULL, "{\"server\":\"s\"}"},
    {"clusters.a", NULL, NULL, NULL},
    {"clusters", NULL, NULL, NULL},
};

static void set_and_unset(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
        struct kubeconfig *k = kubeconfig_new();
        cJSON *body = kc_new(&kc_cluster);
        kc_set_str(&kc_cluster, body, "server", "s");
        kubeconfig_put(&k->clusters, "a", body, "");
        struct err *e = edits[i].value != NULL ? kubeconfig_set_path(k, edits[i].path, edits[i].value, false)
                                               : kubeconfig_unset_path(k, edits[i].path);
        if ((e == NULL) != (edits[i].error == NULL))
            fail_msg("%s: %s", edits[i].path, e != NULL ? e->msg : "no error");
        if (e != NULL)
            assert_string_equal(e->msg, edits[i].error);
        const struct kubeconfig_entry *c = kubeconfig_find(&k->clusters, "a");
        if (e == NULL && edits[i].result == NULL)
            assert_null(c);
        if (edits[i].result != NULL) {
            struct buf text = buf_new();
            emit_json_compact(&text, c->body, 0);
            assert_string_equal(text.data, edits[i].result);
            buf_release(&text);
        }
        err_free(e);
        kubeconfig_free(k);
    }
}

static void dots_in_names_and_raw_bytes(void **state)
{
    (void)state;
    struct kubeconfig *k = kubeconfig_new();
    assert_null(kubeconfig_set_path(k, "users.10.0.0.1.client-key-data", "K", true));
    assert_string_equal(kc_str(kubeconfig_find(&k->users, "10.0.0.1")->body, "client-key-data"), "Sw==");
    assert_null(kubeconfig_set_path(k, "preferences.colors", "true", false));
    assert_true(kc_bool(k->preferences, "colors"));
    assert_null(kubeconfig_unset_path(k, "preferences.colors"));
    assert_null(k->preferences);
    assert_null(kubeconfig_set_path(k, "current-context", "c", false));
    assert_string_equal(k->current_context, "c");
    kubeconfig_free(k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_are_written_where_they_are),
        cmocka_unit_test(new_files_are_private),
        cmocka_unit_test(links_stay_links),
        cmocka_unit_test(a_lock_is_respected),
        cmocka_unit_test(no_change_of_another_program_is_lost),
        cmocka_unit_test(paths_below_the_file_become_relative),
        cmocka_unit_test(set_and_unset),
        cmocka_unit_test(dots_in_names_and_raw_bytes),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
