/* kubeconfig/kuberc: which file, what is read from it, what is written; cli/prefs over it. */
#include "kubeconfig/kuberc.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/strv.h"
#include "cli/cli.h"
#include "doc/doc.h"
#include "doc/emit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static char folder[] = "/tmp/test_kuberc.XXXXXX";

static int setup(void **state)
{
    (void)state;
    assert_non_null(mkdtemp(folder));
    setenv("HOME", folder, 1);
    unsetenv("KUBERC");
    unsetenv("KUBECTL_KUBERC");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    char *command[] = {"rm", "-rf", folder, NULL};
    if (fork() == 0) {
        execvp(command[0], command);
        _exit(1);
    }
    return 0;
}

static void the_path(void **state)
{
    static const struct {
        const char *flag, *env, *path;
        bool by_user;
    } rows[] = {
        {NULL, NULL, "~/.kube/kuberc", false},
        {"", "", "~/.kube/kuberc", false},
        {"a/b", NULL, "a/b", true},
        {NULL, "x", "x", true},
        {"a", "x", "a", true},
        {NULL, "off", NULL, false},
        {"~/.kube/kuberc", NULL, "~/.kube/kuberc", true},
        {"~/.kube/kuberc", "x", "x", true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        char *usual = xasprintf("%s/.kube/kuberc", folder), *path = NULL;
        bool by_user = false, is_usual = str_eq(rows[i].flag, "~/.kube/kuberc");

        if (rows[i].env)
            setenv("KUBERC", rows[i].env, 1);
        else
            unsetenv("KUBERC");
        assert_null(kuberc_path(is_usual ? usual : rows[i].flag, &path, &by_user));
        assert_true(str_eq(path, str_eq(rows[i].path, "~/.kube/kuberc") ? usual : rows[i].path));
        assert_int_equal(by_user, rows[i].by_user);
        free(path);
        free(usual);
    }
    setenv("KUBERC", "off", 1);
    char *path = NULL;
    bool by_user = false;
    struct err *e = kuberc_path("x", &path, &by_user);
    assert_non_null(e);
    err_free(e);
    unsetenv("KUBERC");
}

/* Writes the text to a file of its own and reads it as preferences: as JSON, or "ERROR: …". The caller frees. */
static char *read_back(const char *text)
{
    char *path = xasprintf("%s/rc", folder);
    cJSON *prefs = NULL;
    bool missing = false;
    struct buf out = buf_new();
    struct err *e = file_write_atomic(path, text, strlen(text), 0600, false);

    assert_null(e);
    e = kuberc_read(path, &prefs, &missing);
    assert_false(missing);
    if (e)
        buf_addf(&out, "ERROR: %s", e->msg);
    else if (prefs)
        emit_json_compact(&out, prefs, 0);
    else
        buf_adds(&out, "nothing");
    err_free(e);
    cJSON_Delete(prefs);
    free(path);
    return buf_take(&out);
}

#define HEAD "{\"kind\":\"Preference\",\"apiVersion\":\"kubectl.config.k8s.io/v1beta1\","
#define BETA "kind: Preference\napiVersion: kubectl.config.k8s.io/v1beta1\n"
#define ALPHA "kind: Preference\napiVersion: kubectl.config.k8s.io/v1alpha1\n"

static void what_is_read(void **state)
{
    static const char *const rows[][2] = {
        {"", "nothing"},
        {"\n\n", "nothing"},
        {BETA, HEAD "\"defaults\":null,\"aliases\":null}"},
        {ALPHA "overrides: [{command: get, flags: [{name: a, default: b}]}]\n", HEAD
         "\"defaults\":[{\"command\":\"get\",\"options\":[{\"name\":\"a\",\"default\":\"b\"}]}],\"aliases\":null}"},
        {BETA "aliases: [{prependArgs: [a, null], command: x}, null]\n",
         HEAD "\"defaults\":null,\"aliases\":[{\"name\":\"\",\"command\":\"x\",\"prependArgs\":[\"a\",\"\"]},{\"name\":"
              "\"\",\"command\":\"\"}]}"},
        {"{kind: x}\n---\n" BETA, HEAD "\"defaults\":null,\"aliases\":null}"},
        {BETA "credentialPluginAllowlist: [{name: a}]\n",
         HEAD "\"defaults\":null,\"aliases\":null,\"credentialPluginAllowlist\":[{\"command\":\"a\"}]}"},
        {BETA "b: 1\na: {x: 1}\n", "ERROR: strict decoding error: unknown field \"a\", unknown field \"b\""},
        {BETA "defaults: [{z: 1}]\n", "ERROR: strict decoding error: unknown field \"defaults[0].z\""},
        {"{\"kind\": \"Preference\", \"aliases\": [], \"aliases\": null, \"apiVersion\": "
         "\"kubectl.config.k8s.io/v1beta1\"}",
         "ERROR: strict decoding error: duplicate field \"aliases\""},
        {"---x\n", "ERROR: invalid Yaml document separator: x"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        char *got = read_back(rows[i][0]);

        assert_string_equal(got, rows[i][1]);
        free(got);
    }
}

static void what_is_of_no_use(void **state)
{
    static const char *const rows[] = {"kind: x\n",
                                       "# nothing\n",
                                       "[]",
                                       BETA "aliases: x\n",
                                       BETA "aliases: [x]\n",
                                       BETA "defaults: [{command: true}]\n",
                                       BETA "credentialPluginAllowlist: [{name: a, command: b}]\n",
                                       "kind: Preference\napiVersion: kubectl.config.k8s.io/v1\n",
                                       "kind: [Preference]\napiVersion: kubectl.config.k8s.io/v1beta1\n"};
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        char *got = read_back(rows[i]);

        assert_true(str_starts(got, "ERROR: no valid preferences found in "));
        free(got);
    }
}

static void what_is_written(void **state)
{
    char *path = xasprintf("%s/new/folder/rc", folder);
    cJSON *prefs = kuberc_new(), *back = NULL;
    struct buf text = buf_new();
    bool missing = false;

    (void)state;
    err_free(kuberc_read(path, &back, &missing));
    assert_true(missing);
    assert_null(back);
    doc_set(prefs, "credentialPluginAllowlist", cJSON_CreateArray());
    doc_set_str(prefs, "credentialPluginPolicy", "DenyAll");
    assert_null(kuberc_write(path, prefs));
    assert_null(file_read(path, &text));
    assert_string_equal(text.data, "aliases: null\napiVersion: kubectl.config.k8s.io/v1beta1\ncredentialPluginPolicy: "
                                   "DenyAll\ndefaults: null\nkind: Preference\n");
    assert_null(kuberc_read(path, &back, &missing));
    assert_string_equal(doc_str_at(back, "credentialPluginPolicy"), "DenyAll");
    cJSON_Delete(prefs);
    cJSON_Delete(back);
    buf_release(&text);
    free(path);
}

/* A tree with one verb, which says what its flag is. */
struct say {
    const char *word;
    bool loud;
};

static const struct flag flags[] = {
    FLAG_STRING(struct say, word, "word", 'w', "WORD", "hello", 0, "What to say."),
    FLAG_BOOL(struct say, loud, "loud", 'l', "false", 0, "Loudly."),
    FLAG_END,
};

static struct err *say_run(struct cmd_ctx *ctx, void *opts)
{
    const struct say *s = opts;
    const struct strv *args = cli_args(ctx->parse);

    fprintf(ctx->out, "%s: %s%s", ctx->cmd_path, s->word, s->loud ? "!" : "");
    for (size_t i = 0; i < args->n; i++)
        fprintf(ctx->out, " %s", args->v[i]);
    return NULL;
}

static const struct command say = {.name = "say", .flags = flags, .opts_size = sizeof(struct say), .run = say_run};
static const struct command *const children[] = {&say, NULL};
static const struct command root = {.name = "kubectl", .children = children};

static void preferences_are_obeyed(void **state)
{
    static const char prefs[] =
        BETA "defaults:\n- {command: say, options: [{name: word, default: bye}]}\n"
             "aliases:\n"
             "- {name: shout, command: say, prependArgs: [a], appendArgs: [z], options: [{name: "
             "loud, default: 'true'}]}\n"
             "- {name: say, command: nothing}\n"
             "- {name: bad, command: say, options: [{name: zork, default: x}]}\n";
    static const char *const rows[][5] = {
        {"kubectl say: bye", "say"},
        {"kubectl say: x", "say", "-wx"},
        {"kubectl say: hello! p", "say", "p", "-lw", "hello"},
        {"kubectl shout: hello! a z", "shout"},
        {"kubectl shout: hello a b z", "shout", "--loud=false", "b"},
        {"kubectl shout: hello! a z", "--namespace=x", "shout"},
        {"ERROR error occurred while applying preferences invalid alias flag zork in alias kubectl", "bad"},
    };
    char *path = xasprintf("%s/.kube", folder), *file = xasprintf("%s/.kube/kuberc", folder);

    (void)state;
    assert_null(file_mkdir_all(path, 0755));
    assert_null(file_write_atomic(file, prefs, strlen(prefs), 0600, false));
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        char *argv[6] = {"kubectl"}, *out = NULL;
        size_t n = 0;
        int argc = 1;
        struct cmd_ctx ctx = {.prog = "kubectl", .root = &root, .load_prefs = kuberc_preferences};
        struct err *e = NULL;

        for (; argc < 5 && rows[i][argc]; argc++)
            argv[argc] = (char *)(uintptr_t)rows[i][argc];
        ctx.out = ctx.err = open_memstream(&out, &n);
        e = cli_run(&ctx, argc, argv);
        if (e)
            fprintf(ctx.out, "ERROR %s", e->msg);
        fclose(ctx.out);
        assert_string_equal(out, rows[i][0]);
        err_free(e);
        free(out);
    }
    free(path);
    free(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_path),
        cmocka_unit_test(what_is_read),
        cmocka_unit_test(what_is_of_no_use),
        cmocka_unit_test(what_is_written),
        cmocka_unit_test(preferences_are_obeyed),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
