/* test_patch.c - JSON patches and merge patches by the examples of their RFCs, directives, errors, the last-applied
 * annotation. */
#include "base/strv.h"
#include "doc/emit.h"
#include "patch/apply_patch.h"
#include "patch/lastapplied.h"
#include "patch/patch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static cJSON *parse(const char *text)
{
    cJSON *tree = NULL;
    struct err *e = doc_parse_json(text, strlen(text), &tree);
    if (e != NULL)
        fail_msg("%s: %s", text, e->msg);
    return tree;
}

/* The result (taken) or the error (taken) as text. */
static char *outcome(struct err *e, cJSON *tree)
{
    struct buf b = buf_new();
    if (e != NULL)
        buf_addf(&b, "error: %s", e->msg);
    else
        emit_json_compact(&b, tree, EMIT_SORTED);
    err_free(e);
    cJSON_Delete(tree);
    return buf_take(&b);
}

static void expect(const char *what, char *got, const char *want)
{
    if (strcmp(got, want) != 0)
        fail_msg("%s\n got  %s\n want %s", what, got, want);
    free(got);
}

struct row {
    const char *object, *patch, *want;
};

static void run_rows(const struct row *rows, size_t n, struct err *(*apply)(const cJSON *, const cJSON *, cJSON **))
{
    for (size_t i = 0; i < n; i++) {
        cJSON *o = parse(rows[i].object);
        cJSON *p = parse(rows[i].patch);
        cJSON *out = NULL;
        struct err *e = apply(o, p, &out);
        expect(rows[i].patch, outcome(e, out), rows[i].want);
        cJSON_Delete(o);
        cJSON_Delete(p);
    }
}

/* RFC 7386, appendix A. */
static void merge_patch_rfc(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"{\"a\":\"b\"}", "{\"a\":\"c\"}", "{\"a\":\"c\"}"},
        {"{\"a\":\"b\"}", "{\"b\":\"c\"}", "{\"a\":\"b\",\"b\":\"c\"}"},
        {"{\"a\":\"b\"}", "{\"a\":null}", "{}"},
        {"{\"a\":\"b\",\"b\":\"c\"}", "{\"a\":null}", "{\"b\":\"c\"}"},
        {"{\"a\":[\"b\"]}", "{\"a\":\"c\"}", "{\"a\":\"c\"}"},
        {"{\"a\":\"c\"}", "{\"a\":[\"b\"]}", "{\"a\":[\"b\"]}"},
        {"{\"a\":{\"b\":\"c\"}}", "{\"a\":{\"b\":\"d\",\"c\":null}}", "{\"a\":{\"b\":\"d\"}}"},
        {"{\"a\":[{\"b\":\"c\"}]}", "{\"a\":[1]}", "{\"a\":[1]}"},
        {"[\"a\",\"b\"]", "[\"c\",\"d\"]", "[\"c\",\"d\"]"},
        {"{\"a\":\"b\"}", "[\"c\"]", "[\"c\"]"},
        {"{\"a\":\"foo\"}", "null", "null"},
        {"{\"a\":\"foo\"}", "\"bar\"", "\"bar\""},
        {"{\"e\":null}", "{\"a\":1}", "{\"a\":1,\"e\":null}"},
        {"[1,2]", "{\"a\":\"b\",\"c\":null}", "{\"a\":\"b\"}"},
        {"{}", "{\"a\":{\"bb\":{\"ccc\":null}}}", "{\"a\":{\"bb\":{}}}"},
        {"{\"n\":1}", "{\"n\":9007199254740993}", "{\"n\":9007199254740993}"},
    };
    run_rows(rows, sizeof rows / sizeof *rows, patch_apply_merge);
}

/* RFC 6902, appendix A, and the errors' words. */
static void json_patch_rfc(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"{\"foo\":\"bar\"}", "[{\"op\":\"add\",\"path\":\"/baz\",\"value\":\"qux\"}]",
         "{\"baz\":\"qux\",\"foo\":\"bar\"}"},
        {"{\"foo\":[\"bar\",\"baz\"]}", "[{\"op\":\"add\",\"path\":\"/foo/1\",\"value\":\"qux\"}]",
         "{\"foo\":[\"bar\",\"qux\",\"baz\"]}"},
        {"{\"baz\":\"qux\",\"foo\":\"bar\"}", "[{\"op\":\"remove\",\"path\":\"/baz\"}]", "{\"foo\":\"bar\"}"},
        {"{\"foo\":[\"bar\",\"qux\",\"baz\"]}", "[{\"op\":\"remove\",\"path\":\"/foo/1\"}]",
         "{\"foo\":[\"bar\",\"baz\"]}"},
        {"{\"baz\":\"qux\",\"foo\":\"bar\"}", "[{\"op\":\"replace\",\"path\":\"/baz\",\"value\":\"boo\"}]",
         "{\"baz\":\"boo\",\"foo\":\"bar\"}"},
        {"{\"foo\":{\"bar\":\"baz\",\"waldo\":\"fred\"},\"qux\":{\"corge\":\"grault\"}}",
         "[{\"op\":\"move\",\"from\":\"/foo/waldo\",\"path\":\"/qux/thud\"}]",
         "{\"foo\":{\"bar\":\"baz\"},\"qux\":{\"corge\":\"grault\",\"thud\":\"fred\"}}"},
        {"{\"foo\":[\"all\",\"grass\",\"cows\",\"eat\"]}",
         "[{\"op\":\"move\",\"from\":\"/foo/1\",\"path\":\"/foo/3\"}]",
         "{\"foo\":[\"all\",\"cows\",\"eat\",\"grass\"]}"},
        {"{\"baz\":\"qux\",\"foo\":[\"a\",2,\"c\"]}",
         "[{\"op\":\"test\",\"path\":\"/baz\",\"value\":\"qux\"},{\"op\":\"test\",\"path\":\"/foo/1\",\"value\":2}]",
         "{\"baz\":\"qux\",\"foo\":[\"a\",2,\"c\"]}"},
        {"{\"baz\":\"qux\"}", "[{\"op\":\"test\",\"path\":\"/baz\",\"value\":\"bar\"}]",
         "error: testing value /baz failed: test failed"},
        {"{\"foo\":\"bar\"}", "[{\"op\":\"add\",\"path\":\"/child\",\"value\":{\"grandchild\":{}}}]",
         "{\"child\":{\"grandchild\":{}},\"foo\":\"bar\"}"},
        {"{\"foo\":\"bar\"}", "[{\"op\":\"add\",\"path\":\"/baz\",\"value\":\"qux\",\"xyz\":123}]",
         "{\"baz\":\"qux\",\"foo\":\"bar\"}"},
        {"{\"foo\":\"bar\"}", "[{\"op\":\"add\",\"path\":\"/baz/bat\",\"value\":\"qux\"}]",
         "error: add operation does not apply: doc is missing path: \"/baz/bat\": missing value"},
        /* The RFC forbids it; of two equal keys the last one counts, as in Go. */
        {"{\"foo\":\"bar\"}", "[{\"op\":\"add\",\"path\":\"/baz\",\"value\":\"qux\",\"op\":\"remove\"}]",
         "error: error in remove for path: '/baz': Unable to remove nonexistent key: baz: missing value"},
        {"{\"/\":9,\"~1\":10}", "[{\"op\":\"test\",\"path\":\"/~01\",\"value\":10}]", "{\"/\":9,\"~1\":10}"},
        {"{\"/\":9,\"~1\":10}", "[{\"op\":\"test\",\"path\":\"/~01\",\"value\":\"10\"}]",
         "error: testing value /~01 failed: test failed"},
        {"{\"foo\":[\"bar\"]}", "[{\"op\":\"add\",\"path\":\"/foo/-\",\"value\":[\"abc\",\"def\"]}]",
         "{\"foo\":[\"bar\",[\"abc\",\"def\"]]}"},
        {"{\"a\":{\"b\":[1]}}", "[{\"op\":\"copy\",\"from\":\"/a/b\",\"path\":\"/c\"}]",
         "{\"a\":{\"b\":[1]},\"c\":[1]}"},
        {"{\"a\":1}", "[{\"op\":\"remove\",\"path\":\"/b\"}]",
         "error: error in remove for path: '/b': Unable to remove nonexistent key: b: missing value"},
        {"{\"a\":[1]}", "[{\"op\":\"remove\",\"path\":\"/a/3\"}]",
         "error: error in remove for path: '/a/3': Unable to access invalid index: 3: invalid index referenced"},
        {"{\"a\":[1]}", "[{\"op\":\"add\",\"path\":\"/a/x\",\"value\":1}]",
         "error: error in add for path: '/a/x': value was not a proper array index: 'x': strconv.Atoi: parsing \"x\": "
         "invalid syntax"},
        {"{\"a\":[1,2]}", "[{\"op\":\"remove\",\"path\":\"/a/-1\"}]", "{\"a\":[1]}"},
        {"{\"a\":1}", "[{\"op\":\"replace\",\"path\":\"/b\",\"value\":2}]", "{\"a\":1,\"b\":2}"},
        {"{\"a\":1}", "[{\"op\":\"replace\",\"path\":\"\",\"value\":{\"z\":0}}]", "{\"z\":0}"},
        {"{\"a\":1}", "[{\"op\":\"jump\",\"path\":\"/a\"}]", "error: Unexpected kind: jump"},
        {"{\"a\":1}", "[{\"op\":\"add\"}]", "error: add operation failed to decode path: missing value"},
        {"{\"a\":1}", "{\"op\":\"add\"}", "error: json: cannot unmarshal object into Go value of type jsonpatch.Patch"},
        {"{\"a\":1}", "[{\"op\":\"test\",\"path\":\"/b\",\"value\":null}]", "{\"a\":1}"},
    };
    run_rows(rows, sizeof rows / sizeof *rows, patch_apply_json);
}

/* Operations that double the document end in an error, not in all the memory. */
static void json_patch_is_bounded(void **state)
{
    (void)state;
    struct buf b = buf_new();
    buf_addc(&b, '[');
    for (int i = 0; i < 60; i++)
        buf_addf(&b, "%s{\"op\":\"copy\",\"from\":\"/a\",\"path\":\"/a/-\"}", i > 0 ? "," : "");
    buf_addc(&b, ']');
    cJSON *o = parse("{\"a\":[1,2,3]}");
    cJSON *p = parse(b.data);
    cJSON *out = NULL;
    expect("copies", outcome(patch_apply_json(o, p, &out), out), "error: the patch copies too much");
    cJSON_Delete(o);
    cJSON_Delete(p);
    buf_release(&b);
}

static const struct schema_type *pod_type(void)
{
    struct schema_kind k = {0};
    assert_true(schema_find_kind("", "v1", "Pod", &k));
    return k.type;
}

static struct err *apply_to_pod(const cJSON *object, const cJSON *patch, cJSON **out)
{
    return patch_apply_strategic(object, patch, pod_type(), out);
}

static void strategic_directives(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"{\"spec\":{\"containers\":[{\"name\":\"a\",\"image\":\"x\"},{\"name\":\"b\"}]}}",
         "{\"spec\":{\"containers\":[{\"name\":\"a\",\"$patch\":\"delete\"},{\"name\":\"c\"}]}}",
         "{\"spec\":{\"containers\":[{\"name\":\"c\"},{\"name\":\"b\"}]}}"},
        {"{\"spec\":{\"containers\":[{\"name\":\"a\"},{\"name\":\"b\"}]}}",
         "{\"spec\":{\"containers\":[{\"$patch\":\"replace\"},{\"name\":\"c\"}]}}",
         "{\"spec\":{\"containers\":[{\"name\":\"c\"}]}}"},
        {"{\"metadata\":{\"labels\":{\"a\":\"b\"}}}",
         "{\"metadata\":{\"labels\":{\"$patch\":\"replace\",\"c\":\"d\"}}}",
         "{\"metadata\":{\"labels\":{\"c\":\"d\"}}}"},
        {"{\"metadata\":{\"labels\":{\"a\":\"b\"}}}", "{\"metadata\":{\"labels\":{\"$patch\":\"delete\"}}}",
         "{\"metadata\":{\"labels\":{}}}"},
        {"{\"metadata\":{\"labels\":{\"a\":\"b\"}}}", "{\"metadata\":{\"labels\":{\"$patch\":\"oops\"}}}",
         "error: unknown patch type: oops in map: map[$patch:oops]"},
        {"{\"metadata\":{\"finalizers\":[\"a\",\"b\",\"c\"]}}",
         "{\"metadata\":{\"$deleteFromPrimitiveList/finalizers\":[\"b\"]}}",
         "{\"metadata\":{\"finalizers\":[\"a\",\"c\"]}}"},
        {"{\"spec\":{\"volumes\":[{\"name\":\"v\",\"emptyDir\":{}}]}}",
         "{\"spec\":{\"volumes\":[{\"name\":\"v\",\"$retainKeys\":[\"hostPath\",\"name\"],\"hostPath\":{\"path\":\"/"
         "x\"}}]}}",
         "{\"spec\":{\"volumes\":[{\"hostPath\":{\"path\":\"/x\"},\"name\":\"v\"}]}}"},
        {"{\"spec\":{\"containers\":[{\"name\":\"a\"},{\"name\":\"b\"}]}}",
         "{\"spec\":{\"$setElementOrder/containers\":[{\"name\":\"b\"},{\"name\":\"a\"}]}}",
         "{\"spec\":{\"containers\":[{\"name\":\"b\"},{\"name\":\"a\"}]}}"},
        {"{\"spec\":{\"containers\":[{\"name\":\"a\"}]}}", "{\"spec\":{\"containers\":[{\"image\":\"x\"}]}}",
         "error: map: map[image:x] does not contain declared merge key: name"},
        {"{\"spec\":{\"containers\":[{\"name\":\"a\"}]}}",
         "{\"spec\":{\"$setElementOrder/containers\":[{\"name\":\"b\"}],\"containers\":[{\"name\":\"a\"}]}}",
         "error: The order in patch list:\n[map[name:a]]\n doesn't match $setElementOrder list:\n[map[name:b]]\n"},
        {"{\"spec\":{\"foo\":{\"a\":1}}}", "{\"spec\":{\"foo\":{\"a\":2}}}",
         "error: unable to find api field in struct PodSpec for the json field \"foo\""},
    };
    run_rows(rows, sizeof rows / sizeof *rows, apply_to_pod);
}

static void merge_keeps_identity(void **state)
{
    (void)state;
    cJSON *a = parse("{\"metadata\":{\"name\":\"x\"},\"spec\":1}");
    cJSON *b = parse("{\"metadata\":{\"name\":\"y\"},\"spec\":2}");
    cJSON *out = NULL;
    expect("name", outcome(patch_three_way_merge(a, b, a, &out), out),
           "error: precondition failed for: map[metadata:map[name:y] spec:2]");
    out = NULL;
    assert_null(patch_three_way_merge(a, a, a, &out));
    assert_true(patch_is_empty(out));
    cJSON_Delete(out);
    cJSON_Delete(a);
    cJSON_Delete(b);
}

static void last_applied(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"{\"kind\":\"X\",\"apiVersion\":\"v1\"}",
         "{\"apiVersion\":\"v1\",\"kind\":\"X\",\"metadata\":{\"annotations\":{}}}\n"},
        {"{\"metadata\":{\"name\":\"a<b\",\"creationTimestamp\":null,\"annotations\":{\"x\":\"y\","
         "\"" LAST_APPLIED_ANNOTATION "\":\"old\"}}}",
         "{\"metadata\":{\"annotations\":{\"x\":\"y\"},\"creationTimestamp\":null,\"name\":\"a\\u003cb\"}}\n"},
        {"{\"metadata\":{\"annotations\":null}}", "{\"metadata\":{\"annotations\":{}}}\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cJSON *o = parse(rows[i][0]);
        expect(rows[i][0], lastapplied_encode(o), rows[i][1]);
        lastapplied_set(o);
        lastapplied_set(o);
        assert_string_equal(lastapplied_get(o), rows[i][1]);
        cJSON *tree = NULL;
        assert_null(lastapplied_tree(o, &tree));
        assert_non_null(tree);
        cJSON_Delete(tree);
        doc_set_at(o, "metadata.annotations", parse("{\"" LAST_APPLIED_ANNOTATION "\":\"[1\"}"));
        struct err *e = lastapplied_tree(o, &tree);
        assert_non_null(e);
        assert_null(tree);
        err_free(e);
        cJSON_Delete(o);
    }
}

static void apply_warns_of_unknown_fields(void **state)
{
    (void)state;
    cJSON *live = parse("{\"kind\":\"Pod\",\"spec\":{\"foo\":{\"a\":1}}}");
    cJSON *modified = parse("{\"kind\":\"Pod\",\"spec\":{\"foo\":{\"a\":2}}}");
    struct apply_patch p;
    struct err *e = apply_patch_compute(pod_type(), live, modified, true, &p);
    assert_non_null(e);
    assert_true(str_ends(e->msg, "\nfor: unable to find api field in struct PodSpec for the json field \"foo\""));
    assert_string_equal(p.warnings,
                        "warning: error calculating patch from openapi v3 spec: unable to find api field \"foo\"\n"
                        "warning: error calculating patch from openapi spec: unable to find api field \"foo\" in "
                        "io.k8s.api.core.v1.PodSpec\n");
    err_free(e);
    apply_patch_release(&p);
    assert_null(apply_patch_compute(NULL, live, modified, true, &p));
    assert_string_equal(p.text, "{\"spec\":{\"foo\":{\"a\":2}}}");
    assert_int_equal(p.type, PATCH_MERGE);
    apply_patch_release(&p);
    cJSON_Delete(live);
    cJSON_Delete(modified);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(merge_patch_rfc),
        cmocka_unit_test(json_patch_rfc),
        cmocka_unit_test(json_patch_is_bounded),
        cmocka_unit_test(strategic_directives),
        cmocka_unit_test(merge_keeps_identity),
        cmocka_unit_test(last_applied),
        cmocka_unit_test(apply_warns_of_unknown_fields),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
