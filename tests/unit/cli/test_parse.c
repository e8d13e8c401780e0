/* lib/cli: parsing. What is expected was taken from pflag 1.0.10 and from kubectl 1.37.2. */
#include "base/buf.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "cli/value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct inner {
    const char *text;
    struct strv files;
};

struct opts {
    int64_t number, count, small;
    bool truth, all, keep;
    struct strv list, whole, preset;
    struct duration timeout;
    const char *mode, *server, *old;
    struct inner inner;
};

static const struct flag inner_flags[] = {
    FLAG_STRING(struct inner, text, "text", 't', "TEXT", "none", 0, "Text."),
    FLAG_STRINGS(struct inner, files, "filename", 'f', "FILE", "", 0, "Files."),
    FLAG_END,
};

static const struct flag flags[] = {
    FLAG_INT(struct opts, number, "int", 0, "N", "0", 0, "A number."),
    FLAG_INT(struct opts, count, "count", 'i', "N", "7", 0, "A count."),
    FLAG_INT(struct opts, small, "int32", 0, "N", "0", FLAG_INT32, "A small number."),
    FLAG_BOOL(struct opts, truth, "bool", 0, "false", 0, "A truth."),
    FLAG_BOOL(struct opts, all, "all", 'A', "false", 0, "All."),
    FLAG_BOOL(struct opts, keep, "keep-it", 'K', "true", 0, "Keep."),
    FLAG_STRINGS(struct opts, list, "strings", 0, "A,B", "", 0, "A list."),
    FLAG_STRINGS(struct opts, preset, "preset", 0, "A,B", "x,y", 0, "A list with a default."),
    FLAG_STRING_ARRAY(struct opts, whole, "array", 0, "A", "", 0, "Whole values."),
    FLAG_DURATION(struct opts, timeout, "duration", 0, "D", "1m", 0, "A time."),
    FLAG_STRING(struct opts, mode, "mode", 'm', "MODE", "none", 0, "A mode.", .no_value = "bare"),
    FLAG_STRING(struct opts, server, "server", 0, "S", "", 0, "Hides the global flag."),
    FLAG_STRING(struct opts, old, "old", 0, "S", "", 0, "Old.", .deprecated = "use --mode instead."),
    FLAG_GROUP(struct opts, inner, inner_flags),
    FLAG_END,
};

static const struct command cmd = {.name = "test", .flags = flags, .opts_size = sizeof(struct opts)};

/* Parses words (at most 15, NULL-terminated). */
static struct err *parse(struct opts *o, struct global_opts *g, struct cli_parse **p, const char *const *words)
{
    static char *argv[16];
    int argc = 0;

    memset(o, 0, sizeof(*o));
    memset(g, 0, sizeof(*g));
    for (; words[argc]; argc++)
        argv[argc] = (char *)(uintptr_t)words[argc];
    return cli_parse_args(&cmd, argc, argv, o, g, p);
}

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void values_are_read_as_pflag_reads_them(void **state)
{
    static const struct {
        const char *type, *value, *want;
    } cases[] = {
#include "pflag_values.inc"
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct opts o;
        struct global_opts g;
        struct cli_parse *p = NULL;
        struct buf got = buf_new();
        char *arg = xasprintf("--%s=%s", cases[i].type, cases[i].value);
        struct err *e = parse(&o, &g, &p, WORDS(arg));

        if (e) {
            buf_adds(&got, e->msg);
        } else if (strcmp(cases[i].type, "int") == 0) {
            buf_addf(&got, "%lld", (long long)o.number);
        } else if (strcmp(cases[i].type, "int32") == 0) {
            buf_addf(&got, "%lld", (long long)o.small);
        } else if (strcmp(cases[i].type, "bool") == 0) {
            buf_adds(&got, o.truth ? "true" : "false");
        } else if (strcmp(cases[i].type, "duration") == 0) {
            char *text = duration_string(o.timeout);
            buf_adds(&got, text);
            free(text);
        } else {
            buf_addc(&got, '[');
            for (size_t k = 0; k < o.list.n; k++) {
                char *quoted = str_quote(o.list.v[k]);
                buf_addf(&got, "%s%s", k > 0 ? " " : "", quoted);
                free(quoted);
            }
            buf_addc(&got, ']');
        }
        if (strcmp(got.data, cases[i].want) != 0)
            print_error("--%s=%s\n", cases[i].type, cases[i].value);
        assert_string_equal(got.data, cases[i].want);
        err_free(e);
        cli_parse_free(p);
        free(arg);
        buf_release(&got);
    }
}

static void wrong_lines_are_answered_in_pflags_words(void **state)
{
    static const struct {
        const char *words[4];
        const char *want;
    } cases[] = {
        {{"--nothing"}, "unknown flag: --nothing"},
        {{"--no_thing=3"}, "unknown flag: --no_thing"},
        {{"-z"}, "unknown shorthand flag: 'z' in -z"},
        {{"-Az"}, "unknown shorthand flag: 'z' in -z"},
        {{"-A=", "x"}, "unknown shorthand flag: '=' in -="},
        {{"-\xc3\xa9"}, "unknown shorthand flag: '\xc3\x83' in -\xc3\xa9"},
        {{"-'"}, "unknown shorthand flag: '\\'' in -'"},
        {{"-\""}, "unknown shorthand flag: '\"' in -\""},
        {{"-\t"}, "unknown shorthand flag: '\\t' in -\t"},
        {{"--int"}, "flag needs an argument: --int"},
        {{"--keep-it", "-Ai"}, "flag needs an argument: 'i' in -i"},
        {{"-n"}, "flag needs an argument: 'n' in -n"},
        {{"---x"}, "bad flag syntax: ---x"},
        {{"--=x"}, "bad flag syntax: --=x"},
        {{"-i", "a"},
         "invalid argument \"a\" for \"-i, --count\" flag: strconv.ParseInt: parsing \"a\": invalid syntax"},
        {{"-i="}, "invalid argument \"=\" for \"-i, --count\" flag: strconv.ParseInt: parsing \"=\": invalid syntax"},
        {{"-A=no"},
         "invalid argument \"no\" for \"-A, --all\" flag: strconv.ParseBool: parsing \"no\": invalid syntax"},
        {{"--help=x"},
         "invalid argument \"x\" for \"-h, --help\" flag: strconv.ParseBool: parsing \"x\": invalid syntax"},
        {{"-s", "x"}, "unknown shorthand flag: 's' in -s"}, /* the verb's --server has no letter */
        {{"-v=x"}, "invalid argument \"x\" for \"-v, --v\" flag: strconv.ParseInt: parsing \"x\": invalid syntax"},
        {{"-v=99999999999"},
         "invalid argument \"99999999999\" for \"-v, --v\" flag: strconv.ParseInt: parsing \"99999999999\": value out "
         "of range"},
        {{"--vmodule=a"},
         "invalid argument \"a\" for \"--vmodule\" flag: syntax error: expect comma-separated list of filename=N"},
        {{"--vmodule=a=-1"}, "invalid argument \"a=-1\" for \"--vmodule\" flag: negative value for vmodule level"},
        {{"--vmodule=a=1,=2"},
         "invalid argument \"a=1,=2\" for \"--vmodule\" flag: syntax error: expect comma-separated list of filename=N"},
        {{"--log-flush-frequency=x"}, "invalid argument \"x\" for \"--log-flush-frequency\" flag: parse error"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct opts o;
        struct global_opts g;
        struct cli_parse *p = NULL;
        struct err *e = parse(&o, &g, &p, cases[i].words);

        assert_non_null(e);
        assert_null(p);
        assert_string_equal(e->msg, cases[i].want);
        err_free(e);
    }
}

static void every_form_of_a_flag_is_read(void **state)
{
    struct opts o;
    struct global_opts g;
    struct cli_parse *p = NULL;
    struct cmd_ctx ctx = {0};

    (void)state;
    assert_null(
        parse(&o, &g, &p,
              WORDS("a", "-Ai", "0x10", "-nfoo", "b", "--mode", "c", "--keep_it=false", "-tx=y", "--", "-z", "d")));
    ctx.parse = p;
    assert_int_equal(o.count, 16);
    assert_true(o.all);
    assert_false(o.keep);
    assert_string_equal(g.ns, "foo");
    assert_string_equal(o.mode, "bare");
    assert_string_equal(o.inner.text, "x=y");
    assert_int_equal(cli_args(p)->n, 5);
    assert_string_equal(cli_args(p)->v[2], "c");
    assert_string_equal(cli_args(p)->v[3], "-z");
    assert_int_equal(cli_args_at_dash(&ctx), 3);
    assert_true(cli_changed(&ctx, "mode"));
    assert_true(cli_changed(&ctx, "namespace"));
    assert_false(cli_changed(&ctx, "duration"));
    cli_parse_free(p);

    assert_null(parse(&o, &g, &p, WORDS("-", "", "-m", "-K=0", "-n=bar")));
    assert_string_equal(o.mode, "bare");
    assert_string_equal(g.ns, "bar");
    assert_false(o.keep);
    assert_int_equal(cli_args(p)->n, 2);
    cli_parse_free(p);
}

static void defaults_stand_until_a_flag_is_given(void **state)
{
    struct opts o;
    struct global_opts g;
    struct cli_parse *p = NULL;

    (void)state;
    assert_null(parse(&o, &g, &p, WORDS(NULL)));
    assert_int_equal(o.count, 7);
    assert_int_equal(o.timeout.ns, 60 * NS_PER_S);
    assert_string_equal(o.mode, "none");
    assert_string_equal(o.inner.text, "none");
    assert_true(o.keep);
    assert_int_equal(o.preset.n, 2);
    assert_string_equal(g.v, "0");
    assert_string_equal(g.request_timeout, "0");
    assert_string_equal(g.cluster, "");
    assert_int_equal(g.log_flush_frequency.ns, 5 * NS_PER_S);
    assert_int_equal(cli_args(p)->n, 0);
    cli_parse_free(p);
}

static void lists_replace_their_default_once(void **state)
{
    struct opts o;
    struct global_opts g;
    struct cli_parse *p = NULL;

    (void)state;
    assert_null(
        parse(&o, &g, &p, WORDS("--preset=a,b", "--preset", "c", "--array=a,b", "--array", "c", "-f", "1,2", "-f3")));
    assert_int_equal(o.preset.n, 3);
    assert_string_equal(o.preset.v[0], "a");
    assert_string_equal(o.preset.v[2], "c");
    assert_int_equal(o.whole.n, 2);
    assert_string_equal(o.whole.v[0], "a,b");
    assert_int_equal(o.inner.files.n, 3);
    cli_parse_free(p);

    assert_null(parse(&o, &g, &p, WORDS("--preset="))); /* an empty list, which replaces the default too */
    assert_int_equal(o.preset.n, 0);
    cli_parse_free(p);
}

static void deprecated_flags_are_told(void **state)
{
    struct opts o;
    struct global_opts g;
    struct cli_parse *p = NULL;

    (void)state;
    assert_null(parse(&o, &g, &p, WORDS("--old=1", "--old=2")));
    assert_string_equal(cli_notices(p), "Flag --old has been deprecated, use --mode instead.\n"
                                        "Flag --old has been deprecated, use --mode instead.\n");
    assert_string_equal(o.old, "2");
    cli_parse_free(p);
}

static void verbosity_is_clamped_and_chosen_by_source(void **state)
{
    struct global_opts g = {.v = "4", .vmodule = "round_*=8,,loader=0,lo?der=99,x=3"};

    (void)state;
    assert_int_equal(global_verbosity(&g), 4);
    assert_int_equal(global_verbosity_for(&g, "round_trippers"), 8);
    assert_int_equal(global_verbosity_for(&g, "loader"), 10);
    assert_int_equal(global_verbosity_for(&g, "request"), 4);
    g.v = "-3";
    assert_int_equal(global_verbosity(&g), 0);
    g.v = "12";
    assert_int_equal(global_verbosity(&g), 10);
}

/* Lines of random bytes and of random pieces of flags: nothing but errors may come of them. */
static void random_lines_do_no_harm(void **state)
{
    static const char *const pieces[] = {"--int", "-i",     "=",  "--",         "-",  "a",    ",",  "\"",
                                         "-A",    "--mode", "\n", "--strings=", "-f", "\xff", "0x", "9"};
    unsigned seed = 1;

    (void)state;
    for (int round = 0; round < 20000; round++) {
        char words[4][24] = {{0}};
        struct opts o = {0};
        struct global_opts g = {0};
        struct cli_parse *p = NULL;
        char *argv[4] = {words[0], words[1], words[2], words[3]};
        struct err *e = NULL;

        for (int w = 0; w < 4; w++) {
            for (int k = rand_r(&seed) % 4; k > 0; k--) {
                const char *piece = pieces[(size_t)rand_r(&seed) % (sizeof(pieces) / sizeof(*pieces))];
                size_t len = strlen(words[w]);
                snprintf(words[w] + len, sizeof(words[w]) - len, "%s", piece);
            }
        }
        e = cli_parse_args(&cmd, rand_r(&seed) % 5, argv, &o, &g, &p);
        assert_true((e == NULL) == (p != NULL));
        err_free(e);
        cli_parse_free(p);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_read_as_pflag_reads_them),
        cmocka_unit_test(wrong_lines_are_answered_in_pflags_words),
        cmocka_unit_test(every_form_of_a_flag_is_read),
        cmocka_unit_test(defaults_stand_until_a_flag_is_given),
        cmocka_unit_test(lists_replace_their_default_once),
        cmocka_unit_test(deprecated_flags_are_told),
        cmocka_unit_test(verbosity_is_clamped_and_chosen_by_source),
        cmocka_unit_test(random_lines_do_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
