/* lib/print: which cells have which colour, and when there is colour at all. */
#include "print/color.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void cells(void **state)
{
    static const struct {
        const char *header, *text;
        enum color want;
    } cases[] = {
        {"STATUS", "Running", COLOR_GOOD},
        {"STATUS", "Running   ", COLOR_GOOD},
        {"STATUS", "CrashLoopBackOff", COLOR_BAD},
        {"STATUS", "Init:CrashLoopBackOff", COLOR_BAD},
        {"STATUS", "Init:0/2", COLOR_WAITING},
        {"STATUS", "Init:", COLOR_WAITING},
        {"STATUS", "ErrImageNeverPull", COLOR_BAD},
        {"STATUS", "CreateContainerConfigError", COLOR_BAD},
        {"STATUS", "Ready,SchedulingDisabled", COLOR_WAITING},
        {"STATUS", "NotReady,SchedulingDisabled", COLOR_BAD},
        {"STATUS", ",,", COLOR_NONE},
        {"STATUS", "Whatever", COLOR_NONE},
        {"STATUS", "", COLOR_NONE},
        {"NAME", "Running", COLOR_NONE},
        {"READY", "2/2", COLOR_GOOD},
        {"READY", "1/2", COLOR_WAITING},
        {"READY", "0/0", COLOR_NONE},
        {"READY", "1/", COLOR_NONE},
        {"READY", "/1", COLOR_NONE},
        {"READY", "1/2x", COLOR_NONE},
        {"READY", "99999999999999999999/1", COLOR_NONE},
        {"READY", "True", COLOR_NONE},
        {"RESTARTS", "0", COLOR_NONE},
        {"RESTARTS", "3 (2m ago)", COLOR_WAITING},
        {"TYPE", "Warning", COLOR_WAITING},
        {"TYPE", "ClusterIP", COLOR_NONE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum color got = color_of_cell(cases[i].header, cases[i].text, strlen(cases[i].text));
        if (got != cases[i].want)
            print_error("%s of %s\n", cases[i].text, cases[i].header);
        assert_int_equal(got, cases[i].want);
    }
}

static void set(const char *name, const char *value)
{
    if (value)
        setenv(name, value, 1);
    else
        unsetenv(name);
}

static void when(void **state)
{
    static const struct {
        const char *own, *none, *term;
        bool tty, want;
    } cases[] = {
        {NULL, NULL, "xterm", true, true},     {NULL, NULL, "xterm", false, false},
        {NULL, "", "xterm", true, true},       {NULL, "1", "xterm", true, false},
        {NULL, NULL, "dumb", true, false},     {NULL, NULL, NULL, true, false},
        {"never", NULL, "xterm", true, false}, {"always", "1", "dumb", false, true},
        {"auto", "1", "xterm", true, false},   {"nonsense", NULL, "xterm", true, true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        set("KUBEC_COLOR", cases[i].own);
        set("NO_COLOR", cases[i].none);
        set("TERM", cases[i].term);
        assert_int_equal(color_wanted(cases[i].tty), cases[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(cells), cmocka_unit_test(when)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
