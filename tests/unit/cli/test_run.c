/* lib/cli: finding verbs, the order of a run, errors in kubectl's words, help. */
#include "tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

struct line {
    const char *words[8];
    const char *out, *error, *note;
};

static void check(const struct line *l)
{
    struct ran r = tree_run(false, l->words);

    if (l->error) {
        assert_non_null(r.e);
        assert_string_equal(r.e->msg ? r.e->msg : "", l->error);
    } else if (r.e) {
        print_error("unexpected: %s\n", r.e->msg);
        assert_null(r.e);
    }
    if (l->note)
        assert_string_equal(r.e->note ? r.e->note : "", l->note);
    if (l->out)
        assert_string_equal(r.out, l->out);
    ran_release(&r);
}

static void verbs_are_found_among_flags(void **state)
{
    static const struct line lines[] = {
        {.words = {"say", "-w", "x"}, .out = "complete 0 ;validate;run x  changed;release;"},
        {.words = {"-n", "say", "say", "--word=x", "a"}, .out = "complete 1 a;validate;run x say changed;release;"},
        {.words = {"tell", "-Lwx", "-nfoo"}, .out = "complete 0 ;validate;run x foo changed;release;"},
        {.words = {"--disable-compression", "config", "-v", "3", "view", "view"}, .out = "kubectl config view 1;"},
        {.words = {"config", "view", "--", "-x"}, .out = "kubectl config view 1;"},
        {.words = {"raw", "--bogus", "-h", "--", "x"}, .out = "kubectl raw 4;"},
        {.words = {"config", "secret"}, .out = "kubectl config secret 0;"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
        check(&lines[i]);
}

static void errors_are_kubectls(void **state)
{
    static const struct line lines[] = {
        {.words = {"sy"}, .error = "unknown command \"sy\" for \"kubectl\"\n\nDid you mean this?\n\tsay"},
        {.words = {"ra"}, .error = "unknown command \"ra\" for \"kubectl\"\n\nDid you mean this?\n\tsay"},
        {.words = {"CON"}, .error = "unknown command \"CON\" for \"kubectl\"\n\nDid you mean this?\n\tconfig"},
        {.words = {"bogus"}, .error = "unknown command \"bogus\" for \"kubectl\""},
        {.words = {"bo\ngus"}, .error = "unknown command \"bo\\ngus\" for \"kubectl\""},
        {.words = {"-n", "x", "bogus"}, .error = "Error: flags cannot be placed before plugin name: -n"},
        {.words = {"config", "vew"},
         .error = "unknown command \"vew\"\nSee 'kubectl config -h' for help and examples",
         .note = "Did you mean \"view\"?"},
        {.words = {"config", "--bogus"}, .error = "unknown flag: --bogus\nSee 'kubectl config --help' for usage."},
        {.words = {"say"}, .error = "required flag(s) \"word\" not set"},
        {.words = {"say", "--wrod", "x"},
         .error = "unknown flag: --wrod\nSee 'kubectl say --help' for usage.",
         .note = "Did you mean \"--word\"?"},
        {.words = {"say", "--tims=3"}, .error = "unknown flag: --tims\nSee 'kubectl say --help' for usage."},
        {.words = {"say", "--help", "--bogus"}, .error = "unknown flag: --bogus\nSee 'kubectl say --help' for usage."},
        {.words = {"say", "-w", "early"}, .error = "too early", .out = "complete 0 ;release;"},
        {.words = {"say", "-w", "wrong"},
         .error = "the word is wrong\nSee 'kubectl say -h' for help and examples",
         .out = "complete 0 ;validate;release;"},
        {.words = {"say", "-w", "silent"}, .error = "", .out = "complete 0 ;validate;run silent  changed;release;"},
        {.words = {"say", "-w", "x", "--profile=x"}, .error = "unknown profile 'x'", .out = ""},
        {.words = {"say", "--profile=x"}, .error = "unknown profile 'x'"},
        {.words = {"say", "-w", "x", "--profile=cpu", "--profile-output=/nowhere/x"},
         .error = "open /nowhere/x: no such file or directory",
         .out = ""},
        {.words = {"say", "-w", "x", "--profile=heap", "--profile-output=/nowhere/x"},
         .error = "open /nowhere/x: no such file or directory",
         .out = "complete 0 ;validate;run x  changed;release;"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
        check(&lines[i]);
}

static void help_goes_where_kubectl_puts_it(void **state)
{
    struct ran r = tree_run(false, (const char *const[]){"config", NULL});

    (void)state;
    assert_int_equal(r.e->exit_code, 1);
    assert_int_equal(r.e->kind, ERR_SILENT);
    assert_string_equal(r.out, "");
    assert_non_null(strstr(r.err, "Usage: kubectl config COMMAND\n"));
    ran_release(&r);

    r = tree_run(false, (const char *const[]){"roll", NULL});
    assert_int_equal(r.e->exit_code, 1);
    assert_string_equal(r.err, "");
    ran_release(&r);

    r = tree_run(false, (const char *const[]){NULL});
    assert_null(r.e);
    assert_string_equal(r.err, "");
    assert_non_null(strstr(r.out, "First steps:\n  say     Say a word\n"));
    assert_null(strstr(r.out, "raw"));
    ran_release(&r);
}

static void help_is_aligned(void **state)
{
    static const char want[] = "Usage: kubectl say [NAME] [flags]\n"
                               "\n"
                               "Says a word.\n"
                               "\n"
                               "Twice, if asked.\n"
                               "\n"
                               "Examples:\n"
                               "  # Say it.\n"
                               "  kubectl say -w hello | kubectl say -w x\n"
                               "\n"
                               "Flags:\n"
                               "  -f, --file=FILE    File to say.\n"
                               "  -L, --loud         Loudly.\n"
                               "      --name=NAME,…  Whom to name. One of: calm, cross, glad.\n"
                               "  -w, --word=WORD    What to say. Required.\n"
                               "\n"
                               "Use \"kubectl options\" for the flags that every command has.\n";
    struct ran r = tree_run(false, (const char *const[]){"--help", "say", NULL});

    (void)state;
    assert_null(r.e);
    assert_string_equal(r.out, want);
    ran_release(&r);
}

static void a_profile_is_written(void **state)
{
    char path[] = "/tmp/kubec-profile-XXXXXX", output[64], text[2048] = {0};
    int fd = mkstemp(path);
    struct ran r;

    (void)state;
    snprintf(output, sizeof(output), "--profile-output=%s", path);
    r = tree_run(false, (const char *const[]){"say", "-wx", "--profile=mutex", output, NULL});
    assert_null(r.e);
    assert_true(read(fd, text, sizeof(text) - 1) > 0);
    assert_non_null(strstr(text, "\nrun "));
    assert_non_null(strstr(text, "peak memory KiB "));
    close(fd);
    unlink(path);
    ran_release(&r);
}

static void make_plugin(const char *dir, const char *name)
{
    char path[256];
    FILE *f = NULL;

    snprintf(path, sizeof(path), "%s/%s", dir, name);
    f = fopen(path, "we");
    assert_non_null(f);
    fprintf(f, "#!/bin/sh\necho \"%s:$*:${KUBECTL_PATH:+set}\"\n", name);
    fclose(f);
    assert_int_equal(chmod(path, 0755), 0);
}

/* Runs words in a child process, since a plugin takes the process over; gives what it printed. */
static void plugin_prints(const char *const *words, const char *want)
{
    char text[256] = {0};
    int pipe_fds[2], status = 0;
    pid_t child = 0;

    assert_int_equal(pipe(pipe_fds), 0);
    child = fork();
    if (child == 0) {
        dup2(pipe_fds[1], STDOUT_FILENO);
        struct ran r = tree_run(false, words);
        printf("none: %s\n", r.e ? r.e->msg : "ran");
        fflush(stdout);
        _exit(0);
    }
    close(pipe_fds[1]);
    size_t n = 0;
    for (ssize_t got = 0; (got = read(pipe_fds[0], text + n, sizeof(text) - 1 - n)) > 0;)
        n += (size_t)got;
    close(pipe_fds[0]);
    waitpid(child, &status, 0);
    assert_string_equal(text, want);
}

static void the_longest_plugin_wins(void **state)
{
    char dir[] = "/tmp/kubec-plugins-XXXXXX", path[300];

    (void)state;
    assert_non_null(mkdtemp(dir));
    make_plugin(dir, "kubectl-foo");
    make_plugin(dir, "kubectl-foo-ba_r");
    make_plugin(dir, "kubectl-create-thing");
    make_plugin(dir, "kubectl-create");
    make_plugin(dir, "kubectl-say");
    snprintf(path, sizeof(path), "%s:/usr/bin:/bin", dir);
    setenv("PATH", path, 1);
    plugin_prints((const char *const[]){"foo", NULL}, "kubectl-foo::set\n");
    plugin_prints((const char *const[]){"foo", "ba-r", "x", "-y", NULL}, "kubectl-foo-ba_r:x -y:set\n");
    plugin_prints((const char *const[]){"foo", "-n", "ba-r", NULL}, "kubectl-foo:-n ba-r:set\n");
    plugin_prints((const char *const[]){"create", "thing", "x", NULL}, "kubectl-create-thing:x:set\n");
    plugin_prints((const char *const[]){"create", "other", NULL}, "none: ran\n");
    plugin_prints((const char *const[]){"config", "foo", NULL},
                  "none: unknown command \"foo\"\nSee 'kubectl config -h' for help and examples\n");
    plugin_prints((const char *const[]){"-nx", "foo", NULL},
                  "none: Error: flags cannot be placed before plugin name: -nx\n");
    static const char *const names[] = {"kubectl-foo", "kubectl-foo-ba_r", "kubectl-create-thing", "kubectl-create",
                                        "kubectl-say"};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        snprintf(path, sizeof(path), "%s/%s", dir, names[i]);
        unlink(path);
    }
    rmdir(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(verbs_are_found_among_flags),
        cmocka_unit_test(errors_are_kubectls),
        cmocka_unit_test(help_goes_where_kubectl_puts_it),
        cmocka_unit_test(help_is_aligned),
        cmocka_unit_test(a_profile_is_written),
        cmocka_unit_test(the_longest_plugin_wins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
