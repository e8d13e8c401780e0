/* test_set_env_args.c - the variables of "set env", and the patterns of -c. */
#include "set/common.h"
#include "set/env_args.h"

#include "doc/doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void splits(void **state)
{
    (void)state;
    struct strv resources = {0}, vars = {0};
    char *good[] = {"deploy/a", "=x", "A=b", "B-", "=x=y"}, *bad[] = {"A=b", "deploy"};
    assert_null(env_args_split(5, good, &resources, &vars));
    assert_int_equal(resources.n, 2);
    assert_int_equal(vars.n, 3);
    strv_release(&resources);
    strv_release(&vars);
    struct err *e = env_args_split(2, bad, &resources, &vars);
    assert_string_equal(e->msg, "all resources must be specified before environment changes: A=b deploy");
    err_free(e);
    strv_release(&resources);
    strv_release(&vars);
}

static void reads_standard_input(void **state)
{
    (void)state;
    char text[] = "A=1\r\n# B=2\nC\nD=3=4 # five\n2E=\n=F";
    FILE *in = fmemopen(text, strlen(text), "r");
    struct strv specs = {0};
    struct env_args args = {0};
    strv_add(&specs, "X=y");
    strv_add(&specs, "-");
    strv_add(&specs, "Z-");
    assert_null(env_args_parse(&specs, in, &args));
    assert_true(args.stdin_used);
    assert_int_equal(cJSON_GetArraySize(args.env), 5);
    assert_string_equal(doc_str_at(env_args_find(args.env, "D"), "value"), "3=4 ");
    assert_string_equal(doc_str_at(env_args_find(args.env, "A"), "value"), "1");
    assert_null(doc_str_at(env_args_find(args.env, "2E"), "value"));
    assert_non_null(env_args_find(args.env, ""));
    assert_int_equal(args.remove.n, 1);
    env_args_release(&args);
    strv_release(&specs);
    fclose(in);
}

static void updates(void **state)
{
    (void)state;
    cJSON *old = cJSON_CreateArray(), *env = cJSON_CreateArray();
    struct strv remove = {0};
    env_args_add(old, "A", "1");
    env_args_add(old, "B", "1");
    env_args_add(old, "A", "2");
    env_args_add(env, "A", "3");
    env_args_add(env, "C", "4");
    env_args_add(env, "B", "5");
    strv_add(&remove, "B");
    cJSON *now = env_args_update(old, env, &remove);
    assert_int_equal(cJSON_GetArraySize(now), 2);
    assert_string_equal(doc_str_at(env_args_find(now, "A"), "value"), "3");
    assert_string_equal(doc_str_at(env_args_find(now, "C"), "value"), "4");
    cJSON_Delete(now);
    cJSON_Delete(old);
    cJSON_Delete(env);
    strv_release(&remove);
}

static void matches_patterns(void **state)
{
    (void)state;
    assert_true(set_name_matches("web", "*"));
    assert_true(set_name_matches("web", "web"));
    assert_false(set_name_matches("web", "we"));
    assert_true(set_name_matches("web", "w*"));
    assert_true(set_name_matches("web", "*b"));
    assert_true(set_name_matches("web", "w*b"));
    assert_false(set_name_matches("web", "*x*"));
    assert_false(set_name_matches("web", "*e"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(splits), cmocka_unit_test(reads_standard_input),
                                       cmocka_unit_test(updates), cmocka_unit_test(matches_patterns)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
