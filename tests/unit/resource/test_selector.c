/* lib/resource: label selectors. The errors are the oracle's. */
#include "resource/selector.h"

#include "doc/doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define KEY_RULE                                                                                                       \
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character " \
    "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "                                      \
    "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"

static const char *const errors[][2] = {
    {"a in (b", "unable to parse requirement: found '', expected: ',' or ')'"},
    {"a=$",
     "unable to parse requirement: values[0][a]: Invalid value: \"$\": a valid label must be an empty string or "
     "consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
     "(e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is "
     "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"},
    {"$=a", "unable to parse requirement: <nil>: Invalid value: \"$\": name part " KEY_RULE},
    {"a b", "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"},
    {"a,", "found '', expected: identifier after ','"},
    {"=", "found '=', expected: !, identifier, or 'end of string'"},
    {"a in b", "unable to parse requirement: found 'b' expected: '('"},
    {"a>x",
     "unable to parse requirement: values[0]: Invalid value: \"x\": for 'Gt', 'Lt' operators, the value must be an "
     "integer"},
    {"a!", "unable to parse requirement: found '!', expected: in, notin, =, ==, !=, gt, lt"},
    {"a/b/c", "unable to parse requirement: <nil>: Invalid value: \"a/b/c\": a valid label key " KEY_RULE
              " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"},
    {"-a", "unable to parse requirement: <nil>: Invalid value: \"-a\": name part " KEY_RULE},
    {"/a", "unable to parse requirement: <nil>: Invalid value: \"/a\": prefix part must be non-empty"},
    {"A/a",
     "unable to parse requirement: <nil>: Invalid value: \"A/a\": prefix part a lowercase RFC 1123 subdomain must "
     "consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric "
     "character (e.g. 'example.com', regex used for validation is "
     "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"},
    {"!a=b", "found '=', expected: ',' or 'end of string'"},
    {"a in (,", "unable to parse requirement: found '', expected: ',', or identifier"},
    {"a<<b", "unable to parse requirement: found '<', expected: identifier"},
    {"a=b=c", "found '=', expected: ',' or 'end of string'"},
    {"!!a", "unable to parse requirement: found '!', expected: identifier"},
    {"a=(", "unable to parse requirement: found '(', expected: identifier"},
    {")", "found ')', expected: !, identifier, or 'end of string'"},
    {"a in (b,c))", "found ')', expected: ',' or 'end of string'"},
};

static void refuses_as_kubernetes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        struct selector *s;
        struct err *e = selector_parse(errors[i][0], &s);
        assert_non_null(e);
        assert_null(s);
        assert_string_equal(e->msg, errors[i][1]);
        err_free(e);
    }
}

static void matches_labels(void **state)
{
    (void)state;
    static const struct {
        const char *selector;
        bool want;
    } cases[] = {
        {"", true},
        {"a", true},
        {"!a", false},
        {"z", false},
        {"!z", true},
        {"a=1", true},
        {"a==1", true},
        {"a=2", false},
        {"a!=1", false},
        {"a!=2", true},
        {"z!=2", true},
        {"a in (1,2)", true},
        {"a in (2)", false},
        {"a notin (2)", true},
        {"a notin (1)", false},
        {"z notin (1)", true},
        {"a>0", true},
        {"a<1", false},
        {"b>0", false},
        {"a=1,b=x", true},
        {"a=1,b=y", false},
        {" a = 1 , b in ( x ) ", true},
        {"e=", true},
        {"e in ()", true},
        {"in in (in)", false},
        {"x.y/z=1", true},
    };
    cJSON *labels = NULL;
    static const char text[] = "{\"a\":\"1\",\"b\":\"x\",\"e\":\"\",\"x.y/z\":\"1\"}";
    assert_null(doc_parse_json(text, strlen(text), &labels));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct selector *s;
        assert_null(selector_parse(cases[i].selector, &s));
        assert_int_equal(selector_matches(s, labels), cases[i].want);
        selector_free(s);
    }
    cJSON_Delete(labels);
}

static void wraps_what_the_user_gave(void **state)
{
    (void)state;
    struct selector *s;
    assert_null(selector_parse_given(" \t", &s));
    assert_null(s);
    struct err *e = selector_parse_given("a,", &s);
    assert_string_equal(e->msg, "the provided selector \"a,\" is not valid: found '', expected: identifier after ','");
    err_free(e);
}

static void as_part_of_a_manifest(void **state)
{
    (void)state;
    static const struct {
        const char *text, *json, *error;
    } rows[] = {
        {"z in (q,b),a notin (x),!foo,bar,d=e,c==d",
         "{\"matchLabels\":{\"c\":\"d\",\"d\":\"e\"},\"matchExpressions\":["
         "{\"key\":\"a\",\"operator\":\"NotIn\",\"values\":[\"x\"]},{\"key\":\"bar\",\"operator\":\"Exists\"},"
         "{\"key\":\"foo\",\"operator\":\"DoesNotExist\"},"
         "{\"key\":\"z\",\"operator\":\"In\",\"values\":[\"b\",\"q\"]}]}",
         NULL},
        {"a=1,a=2", "{\"matchLabels\":{\"a\":\"2\"}}", NULL},
        {" ", "{}", NULL},
        {"a!=b", NULL, "\"!=\" is not a valid label selector operator"},
        {"a>1", NULL, "\"gt\" isn't supported in label selectors"},
        {"a in", NULL,
         "couldn't parse the selector string \"a in\": unable to parse requirement: found '' expected: '('"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cJSON *object = NULL;
        struct err *e = selector_to_object(rows[i].text, &object);
        if (rows[i].error != NULL) {
            assert_non_null(e);
            assert_string_equal(e->msg, rows[i].error);
            assert_null(object);
            err_free(e);
            continue;
        }
        assert_null(e);
        char *json = cJSON_PrintUnformatted(object);
        assert_string_equal(json, rows[i].json);
        cJSON_free(json);
        cJSON_Delete(object);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_as_kubernetes),
        cmocka_unit_test(matches_labels),
        cmocka_unit_test(wraps_what_the_user_gave),
        cmocka_unit_test(as_part_of_a_manifest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
