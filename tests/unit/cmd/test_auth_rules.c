/* test_auth_rules.c - RBAC rules compared by what they allow. */
#include "auth/rules.h"

#include "doc/doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static cJSON *parse(const char *text)
{
    cJSON *tree = NULL;
    assert_null(doc_parse_json(text, strlen(text), &tree));
    return tree;
}

static void check(const char *owner, const char *servant, const char *words)
{
    cJSON *o = parse(owner), *s = parse(servant), *missing = rules_uncovered(o, s), *one;
    struct buf b = buf_new();
    cJSON_ArrayForEach(one, missing) rule_text(&b, one);
    assert_string_equal(b.data, words);
    buf_release(&b);
    cJSON_Delete(missing);
    cJSON_Delete(s);
    cJSON_Delete(o);
}

static void compares(void **state)
{
    (void)state;
    check("[]", "[{\"verbs\":[\"get\"],\"apiGroups\":[\"\"],\"resources\":[\"pods\"]}]",
          "{Verbs:[get] APIGroups:[] Resources:[pods] ResourceNames:[] NonResourceURLs:[]}");
    check("[{\"verbs\":[\"*\"],\"apiGroups\":[\"*\"],\"resources\":[\"*\"]}]",
          "[{\"verbs\":[\"get\"],\"apiGroups\":[\"a\"],\"resources\":[\"pods/log\"],\"resourceNames\":[\"x\"]}]", "");
    check("[{\"verbs\":[\"get\"],\"apiGroups\":[\"\"],\"resources\":[\"*/scale\"]}]",
          "[{\"verbs\":[\"get\"],\"apiGroups\":[\"\"],\"resources\":[\"a/scale\",\"a/status\"]}]",
          "{Verbs:[get] APIGroups:[] Resources:[a/status] ResourceNames:[] NonResourceURLs:[]}");
    check("[{\"verbs\":[\"get\"],\"apiGroups\":[\"\"],\"resources\":[\"a\"],\"resourceNames\":[\"x\"]}]",
          "[{\"verbs\":[\"get\"],\"apiGroups\":[\"\"],\"resources\":[\"a\"]}]",
          "{Verbs:[get] APIGroups:[] Resources:[a] ResourceNames:[] NonResourceURLs:[]}");
    check("[{\"verbs\":[\"get\"],\"nonResourceURLs\":[\"/a/*\"]}]",
          "[{\"verbs\":[\"get\",\"put\"],\"nonResourceURLs\":[\"/a/b\"]}]",
          "{Verbs:[put] APIGroups:[] Resources:[] ResourceNames:[] NonResourceURLs:[/a/b]}");
}

static void finds_missing_items(void **state)
{
    (void)state;
    cJSON *have = parse("[{\"kind\":\"User\",\"name\":\"a\"}]");
    cJSON *wanted = parse("[{\"name\":\"b\",\"kind\":\"User\"},{\"name\":\"a\",\"kind\":\"User\"},{\"kind\":\"User\","
                          "\"name\":\"b\"}]");
    cJSON *missing = items_missing(have, wanted);
    struct buf b = buf_new();
    assert_int_equal(cJSON_GetArraySize(missing), 1);
    subject_text(&b, missing->child);
    assert_string_equal(b.data, "{Kind:User APIGroup: Name:b Namespace:}");
    buf_release(&b);
    cJSON_Delete(missing);
    cJSON_Delete(wanted);
    cJSON_Delete(have);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(compares), cmocka_unit_test(finds_missing_items)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
