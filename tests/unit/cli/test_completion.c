/* lib/cli: completion, by cobra 1.10's protocol. */
#include "tree.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void answers_follow_cobra(void **state)
{
    static const struct {
        const char *words[8];
        const char *want;
    } cases[] = {
        {{""}, "config\tChange settings\ncreate\tCreate it\nroll\tRoll on\nsay\tSay a word\n:4\n"},
        {{"co"}, "config\tChange settings\n:4\n"},
        {{"zz"}, ":4\n"},
        {{"config", ""}, "set\tSet it\nview\tView it\n:4\n"},
        {{"config", "-v", "3", "v"}, "view\tView it\n:4\n"},
        {{"config", "-h", ""}, ":4\n"},
        {{"config", "view", ""}, ":0\n"},
        {{"bogus", ""}, ":0\n"},
        {{"config", "--bogus", ""}, ":0\n"},
        /* required flags are offered first, and alone */
        {{"say", "-"}, "--word\tWhat to say. Required.\n-w\tWhat to say. Required.\n:4\n"},
        {{"say", "--w"}, "--word\tWhat to say. Required.\n:4\n"},
        {{"say", "--lo"},
         "--log-flush-frequency\tThe longest time that a log line may wait in memory; here every line is "
         "written at once. [default: 5s]\n--loud\tLoudly.\n:4\n"},
        {{"say", "-w", "x", "--n"},
         "--namespace\tNamespace of the request.\n--name\tWhom to name. One of: calm, cross, glad.\n:4\n"},
        {{"say", "-w", "x", "--name", "a", "--nam"},
         "--namespace\tNamespace of the request.\n--name\tWhom to name. One of: calm, cross, glad.\n:4\n"},
        {{"say", "-w", "x", "-n", "a", "--nam"}, "--name\tWhom to name. One of: calm, cross, glad.\n:4\n"},
        {{"say", "-wx", "--ti"}, ":4\n"},
        {{"say", "--word", ""}, "hello\ta greeting\nhelp!\nbye\n:4\n"},
        {{"say", "--word=he"}, "hello\ta greeting\nhelp!\n:4\n"},
        {{"say", "-w", "b"}, "bye\n:4\n"},
        {{"say", "-w=b"}, "bye\n:4\n"},
        {{"say", "-Lw", "b"}, "bye\n:4\n"},
        {{"say", "-Lw=b"}, "bye\n:4\n"},
        {{"say", "--file", ""}, "json\nyaml\n:8\n"},
        {{"say", "-f=x"}, "json\nyaml\n:8\n"},
        {{"say", "--name", "c"}, "calm\ncross\n:4\n"},
        {{"say", "--loud="}, "true\nfalse\n:4\n"},
        {{"say", "--loud", ""}, "--word\tWhat to say. Required.\n-w\tWhat to say. Required.\nfirst\n:6\n"},
        {{"say", "-wx", "list", "a,b,p"}, "a,b,part\n:6\n"},
        {{"say", "-wx", "list", ""}, "part\n:6\n"},
        {{"say", "-wx", "--", "f"}, "first\n:6\n"},
        {{"say", "--", "-"}, "--word\tWhat to say. Required.\n-w\tWhat to say. Required.\n:6\n"},
        {{"say", "--context", ""}, "home\nwork\n:4\n"},
        {{"--context=w"}, "work\n:4\n"},
        {{"--cache-dir", ""}, ":16\n"},
        {{"--kubeconfig", ""}, ":0\n"},
        {{"say", "--bogus="}, ":0\n"},
        {{"say", "-x", ""}, ":0\n"},
        {{"say", "-"}, "--word\tWhat to say. Required.\n-w\tWhat to say. Required.\n:4\n"},
        {{"-v", ""}, ":0\n"},
        {{"tell", "-wx", "f"}, "first\n:6\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct ran r = tree_run(true, cases[i].words);

        if (strcmp(r.out, cases[i].want) != 0)
            print_error("case %zu: %s %s\n", i, cases[i].words[0], cases[i].words[1] ? cases[i].words[1] : "");
        assert_string_equal(r.out, cases[i].want);
        ran_release(&r);
    }
}

static void stderr_tells_why(void **state)
{
    struct ran r = tree_run(true, (const char *const[]){"bogus", "x", "", NULL});

    (void)state;
    assert_string_equal(r.err, "[Debug] Cleared global flags for plugin completion\n[Debug] [Error] unable to find a "
                               "command for arguments: [bogus x]\n"
                               "Completion ended with directive: ShellCompDirectiveDefault\n");
    ran_release(&r);
    r = tree_run(true, (const char *const[]){"config", "--bogus", "", NULL});
    assert_string_equal(r.err, "[Debug] [Error] Error while parsing flags from args [--bogus]: unknown flag: --bogus\n"
                               "Completion ended with directive: ShellCompDirectiveDefault\n");
    ran_release(&r);
    r = tree_run(true, (const char *const[]){"config", "--bogus=x", NULL});
    assert_string_equal(r.err, "[Debug] [Error] Subcommand 'config' does not support flag 'bogus'\n"
                               "Completion ended with directive: ShellCompDirectiveDefault\n");
    ran_release(&r);
    r = tree_run(true, (const char *const[]){"say", "-wx", "f", NULL});
    assert_string_equal(r.err,
                        "Completion ended with directive: ShellCompDirectiveNoSpace, ShellCompDirectiveNoFileComp\n");
    ran_release(&r);
}

static void the_script_is_made_for_the_name(void **state)
{
    struct buf kubec = buf_new(), kubectl = buf_new(), odd = buf_new();

    (void)state;
    cli_completion_script(&kubec, "bash", "kubec");
    cli_completion_script(&kubectl, "bash", "kubectl");
    cli_completion_script(&odd, "bash", "my;kube");
    assert_non_null(strstr(kubec.data, "complete -o default -F __start_kubec kubec kubectl\n"));
    assert_non_null(strstr(kubectl.data, "printed by \"kubectl completion bash\""));
    assert_non_null(strstr(kubec.data, "__start_kubectl()\n"));
    assert_null(strchr(kubec.data, '\t')); /* tabs and @ are leftovers of a template */
    assert_null(strstr(kubec.data, "@PROG"));
    assert_null(strstr(odd.data, "my;kube"));
    buf_clear(&odd);
    cli_completion_script(&odd, "bash", "k8");
    assert_non_null(strstr(odd.data, "-F __start_kubec kubec kubectl k8\n"));
    buf_release(&kubec);
    buf_release(&kubectl);
    buf_release(&odd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_follow_cobra),
        cmocka_unit_test(stderr_tells_why),
        cmocka_unit_test(the_script_is_made_for_the_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
