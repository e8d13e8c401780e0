/* cmd: what wait waits for. */
#include "wait/wait.h"

#include "doc/doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void conditions_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *word, *error;
    } cases[] = {
        {"create", NULL},
        {"DELETE", NULL},
        {"condition=Ready=False", NULL},
        {"jsonpath={.a}", NULL},
        {"jsonpath={.a[?(@.b==\"c\")].d}=e", NULL},
        {"condition", "unrecognized condition: \"condition\""},
        {"jsonpath={.a[}", "unterminated array"},
        {"jsonpath=", "jsonpath expression cannot be empty"},
        {"jsonpath={.a}=\"\"",
         "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct strv words = {0};
        struct wait_conditions c = {0};
        strv_add(&words, cases[i].word);
        struct err *e = wait_conditions_parse(&words, &c);
        if (cases[i].error)
            assert_string_equal(e->msg, cases[i].error);
        else
            assert_null(e);
        err_free(e);
        wait_conditions_release(&c);
        strv_release(&words);
    }
}

static void objects_meet_them(void **state)
{
    (void)state;
    static const struct {
        const char *word, *object;
        bool met;
        const char *error;
    } cases[] = {
        {"condition=ready", "{\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}}", true, NULL},
        {"condition=ready", "{\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"False\"}]}}", false, NULL},
        {"condition=\xe2\x84\xaa", "{\"status\":{\"conditions\":[{\"type\":\"k\",\"status\":\"true\"}]}}", true, NULL},
        {"condition=a", "{\"status\":null}", false, NULL},
        {"condition=a", "{\"status\":3}", false,
         ".status.conditions accessor error: 3 is of the type int64, expected map[string]interface {}"},
        {"condition=a", "{\"status\":{\"conditions\":{\"x\":1}}}", false,
         ".status.conditions accessor error: map[x:1] is of the type map[string]interface {}, expected []interface{}"},
        {"condition=a",
         "{\"metadata\":{\"generation\":2},\"status\":{\"observedGeneration\":1,\"conditions\":[{\"type\":\"a\","
         "\"status\":\"True\"}]}}",
         false, NULL},
        {"condition=a",
         "{\"metadata\":{\"generation\":2},\"status\":{\"observedGeneration\":1,\"conditions\":[{\"type\":\"a\","
         "\"status\":\"True\",\"observedGeneration\":2}]}}",
         true, NULL},
        {"jsonpath={.a}=1", "{\"a\":1}", true, NULL},
        {"jsonpath={.a}= x ", "{\"a\":\"x\\n\"}", true, NULL},
        {"jsonpath={.a}", "{\"a\":null}", true, NULL},
        {"jsonpath={.a}", "{}", false, NULL},
        {"jsonpath={.a}=1", "{\"a\":[1]}", false, "jsonpath leads to a nested object or list which is not supported"},
        {"jsonpath={.a[*]}", "{\"a\":[1,2]}", false, "given jsonpath expression matches more than one value"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct strv words = {0};
        struct wait_conditions c = {0};
        cJSON *object = NULL;
        bool met;
        strv_add(&words, cases[i].word);
        assert_null(wait_conditions_parse(&words, &c));
        assert_null(doc_parse_json(cases[i].object, strlen(cases[i].object), &object));
        struct err *e = wait_condition_check(&c.v[0], object, &met);
        if (cases[i].error)
            assert_string_equal(e->msg, cases[i].error);
        else
            assert_null(e);
        assert_int_equal(met, cases[i].met);
        err_free(e);
        cJSON_Delete(object);
        wait_conditions_release(&c);
        strv_release(&words);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(conditions_are_read),
        cmocka_unit_test(objects_meet_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
