/* lib/cli: options that several verbs share; warnings in klog's form. */
#include "base/klog.h"
#include "cli/opts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void dry_run_means_what_it_means_to_kubectl(void **state)
{
    static const struct {
        const char *word;
        enum dry_run want;
        const char *warning, *error;
    } cases[] = {
        {"none", DRY_RUN_NONE, "", NULL},
        {"client", DRY_RUN_CLIENT, "", NULL},
        {"server", DRY_RUN_SERVER, "", NULL},
        {"unchanged", DRY_RUN_CLIENT,
         "helpers.go:714] --dry-run is deprecated and can be replaced with --dry-run=client.\n", NULL},
        {"true", DRY_RUN_CLIENT,
         "helpers.go:728] --dry-run=true is deprecated (boolean value) and can be replaced with --dry-run=client.\n",
         NULL},
        {"0", DRY_RUN_NONE,
         "helpers.go:731] --dry-run=0 is deprecated (boolean value) and can be replaced with --dry-run=none.\n", NULL},
        {"", DRY_RUN_NONE, "", "Invalid dry-run value (). Must be \"none\", \"server\", or \"client\"."},
        {"Client", DRY_RUN_NONE, "", "Invalid dry-run value (Client). Must be \"none\", \"server\", or \"client\"."},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        char *text = NULL;
        size_t len = 0;
        struct cmd_ctx ctx = {.err = open_memstream(&text, &len)};
        struct opt_dry_run o = {.dry_run = cases[i].word};
        enum dry_run got = DRY_RUN_SERVER;
        struct err *e = opt_dry_run_get(&ctx, &o, &got);

        fclose(ctx.err);
        assert_int_equal(got, cases[i].want);
        assert_string_equal(e ? e->msg : "", cases[i].error ? cases[i].error : "");
        assert_string_equal(strchr(text, ']') ? strstr(text, "helpers") : text, cases[i].warning);
        err_free(e);
        free(text);
    }
}

static void validate_means_what_it_means_to_kubectl(void **state)
{
    static const struct {
        const char *word;
        enum validate want;
        const char *error;
    } cases[] = {
        {"strict", VALIDATE_STRICT, NULL},
        {"true", VALIDATE_STRICT, NULL},
        {"T", VALIDATE_STRICT, NULL},
        {"warn", VALIDATE_WARN, NULL},
        {"ignore", VALIDATE_IGNORE, NULL},
        {"false", VALIDATE_IGNORE, NULL},
        {"f\"", VALIDATE_STRICT,
         "invalid - validate option \"f\\\"\"; must be one of: strict (or true), warn, ignore (or false)"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct opt_validate o = {.validate = cases[i].word};
        enum validate got = VALIDATE_WARN;
        struct err *e = opt_validate_get(&o, &got);

        assert_int_equal(got, cases[i].want);
        assert_string_equal(e ? e->msg : "", cases[i].error ? cases[i].error : "");
        err_free(e);
    }
}

static void log_lines_have_klogs_head(void **state)
{
    char *text = NULL, severity = 0, rest[64] = "";
    size_t len = 0;
    unsigned month = 0, hour = 0, minute = 0, second = 0, micro = 0, pid = 0;
    FILE *f = open_memstream(&text, &len);

    (void)state;
    klog_print(f, 'W', "x.go:12", "one %d", 2);
    fclose(f);
    assert_int_equal(sscanf(text, "%c%4u %2u:%2u:%2u.%6u %u %63[^\n]", &severity, &month, &hour, &minute, &second,
                            &micro, &pid, rest),
                     8);
    assert_int_equal(severity, 'W');
    assert_string_equal(rest, "x.go:12] one 2");
    assert_int_equal(strcspn(text, "x"), 30);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dry_run_means_what_it_means_to_kubectl),
        cmocka_unit_test(validate_means_what_it_means_to_kubectl),
        cmocka_unit_test(log_lines_have_klogs_head),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
