/* lib/doc on hostile and unusual texts: duplicates, depth, aliases, NUL, confidential lines. */
#include "base/clock.h"
#include "base/mem.h"
#include "base/strv.h"
#include "doc/doc.h"
#include "doc/emit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct err *read_one(const char *text, unsigned flags, struct doc **out)
{
    struct source *s = source_new("f", xstrdup(text), strlen(text));
    struct err *e = doc_read_one(s, flags, out);
    source_unref(s);
    return e;
}

static void assert_error(const char *text, unsigned flags, const char *msg, const char *place)
{
    struct doc *d;
    struct err *e = read_one(text, flags, &d);
    assert_non_null(e);
    assert_null(d);
    assert_string_equal(e->msg, msg);
    assert_true(str_starts(e->note, place));
    err_free(e);
}

static void assert_json(const char *text, unsigned flags, const char *json)
{
    struct doc *d;
    struct err *e = read_one(text, flags, &d);
    assert_null(e);
    struct buf b = buf_new();
    emit_json_compact(&b, d->root, EMIT_EXACT_NUMBERS);
    assert_string_equal(b.data, json);
    buf_release(&b);
    doc_free(d);
}

static void duplicates(void **state)
{
    (void)state;
    const char *dup = "metadata:\n  name: a\n  b: 1\n  name: c\nx: 1\n\"x\": 2\n1: a\n1: b\n";
    assert_error(
        dup, 0,
        "yaml: unmarshal errors:\n  line 4: key \"name\" already set in map\n  line 6: key \"x\" already set in map\n"
        "  line 8: key 1 already set in map",
        "  --> f:4:3\n   4 |   name: c\n     |   ^");
    assert_json("a: 1\nb: 2\na: 3\n", DOC_LAST_WINS, "{\"a\":3,\"b\":2}");
    assert_json("x: &x {a: 1, b: 2}\nw:\n  <<: *x\n  a: 3\nz:\n  a: 4\n  <<: *x\n", 0,
                "{\"x\":{\"a\":1,\"b\":2},\"w\":{\"a\":3,\"b\":2},\"z\":{\"a\":1,\"b\":2}}");
    assert_json("{\"a\":1,\"b\":2,\"a\":3}", DOC_JSON, "{\"b\":2,\"a\":3}");
    assert_error("{\"a\":1,\n\"a\":3}", DOC_JSON | DOC_STRICT, "duplicate field \"a\"", "  --> f:2:1\n");
}

/* Objects of many members take another path; every key is given twice. */
static void many_members(void **state)
{
    (void)state;
    struct buf json = buf_new(), yaml = buf_new();
    buf_addc(&json, '{');
    for (int i = 0; i < 4000; i++) {
        buf_addf(&json, "%s\"k%d\":%d", i > 0 ? "," : "", i % 2000, i);
        buf_addf(&yaml, "k%d: %d\n", i % 2000, i);
    }
    buf_addc(&json, '}');
    const char *const texts[] = {json.data, yaml.data};
    for (int t = 0; t < 2; t++) {
        struct doc *d;
        assert_null(read_one(texts[t], DOC_LAST_WINS, &d));
        assert_int_equal(cJSON_GetArraySize(d->root), 2000);
        for (int i = 0; i < 2000; i++) {
            char key[16];
            snprintf(key, sizeof key, "k%d", i);
            assert_int_equal((int)doc_get(d->root, key)->valuedouble, i + 2000);
        }
        doc_free(d);
    }
    buf_release(&json);
    buf_release(&yaml);
}

static void depth(void **state)
{
    (void)state;
    struct buf b = buf_new();
    buf_addn(&b, '[', 1000);
    buf_addn(&b, ']', 1000);
    struct doc *d;
    assert_null(read_one(b.data, DOC_JSON, &d));
    doc_free(d);
    assert_null(read_one(b.data, 0, &d));
    doc_free(d);
    buf_clear(&b);
    buf_addn(&b, '[', 100000);
    assert_error(b.data, DOC_JSON, "exceeded max depth", "  --> f:1:1001\n");
    buf_clear(&b);
    for (int i = 0; i < 2000; i++)
        buf_adds(&b, "- ");
    assert_error(b.data, 0, "yaml: exceeded max depth of 1000", "  --> f:1:2001\n");
    /* Aliases that nest what is flat in the text. */
    buf_clear(&b);
    buf_adds(&b, "a0: &a0 [x]\n");
    for (int i = 1; i < 1500; i++)
        buf_addf(&b, "a%d: &a%d [*a%d]\n", i, i, i - 1);
    struct err *e = read_one(b.data, 0, &d);
    assert_non_null(e);
    err_free(e);
    buf_release(&b);
}

static void laughs(void **state)
{
    (void)state;
    struct buf b = buf_new();
    buf_adds(&b, "a: &a [x,x,x,x,x,x,x,x,x]\n");
    for (char c = 'b'; c <= 'z'; c++)
        buf_addf(&b, "%c: &%c [*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c]\n", c, c, c - 1, c - 1, c - 1, c - 1, c - 1, c - 1,
                 c - 1, c - 1, c - 1);
    int64_t start = clock_mono_ns();
    struct doc *d;
    struct err *e = read_one(b.data, 0, &d);
    assert_non_null(e);
    assert_string_equal(e->msg, "yaml: document contains excessive aliasing");
    assert_true(clock_mono_ns() - start < 5 * NS_PER_S);
    err_free(e);
    buf_release(&b);
    assert_error("a: &a [*a]\n", 0, "yaml: anchor 'a' value contains itself", "  --> f:1:8\n");
}

static void nul_and_exact_numbers(void **state)
{
    (void)state;
    assert_json("{\"a\":\"x\\u0000y\",\"b\":1.50,\"c\":123456789012345678901234567890}", DOC_JSON,
                "{\"a\":\"x\\u0000y\",\"b\":1.50,\"c\":123456789012345678901234567890}");
    assert_json("a: \"x\\0y\"\n", 0, "{\"a\":\"x\\u0000y\"}");
    assert_json("a: \"it\\'s \\\\'\"\nb: it\\'s\nc: '\\'''\n", 0,
                "{\"a\":\"it's \\\\'\",\"b\":\"it\\\\'s\",\"c\":\"\\\\'\"}");
    assert_error("{\"a\":1}x", DOC_JSON, "invalid character 'x' after top-level value", "  --> f:1:8\n");
    assert_error("{\"a\":\n1e999}", 0, "json: cannot unmarshal number 1e999 into Go value of type float64",
                 "  --> f:2:1\n");
    assert_error("", DOC_JSON, "unexpected end of JSON input", "  --> f:1:1");
}

static void secrets_are_not_shown(void **state)
{
    (void)state;
    assert_error("kind: \"Secret\"\ndata:\n  a: {hush\n", 0, "yaml: line 3: did not find expected ',' or '}'",
                 "  --> f:4:1");
    struct doc *d;
    struct err *e = read_one("kind: Secret\ndata:\n  a: b: hush\n", 0, &d);
    assert_string_equal(e->note, "  --> f:3:7");
    err_free(e);
}

/* A broken document does not stop the reading of those behind it. */
static void goes_on(void **state)
{
    (void)state;
    static const char text[] = "a: 1\n---\nb: [\n---\n# nothing\n---x\nc: 3\n---\nd: 4\n";
    struct source *s = source_new("f", xstrdup(text), sizeof text - 1);
    struct doc_items items;
    doc_read_stream(s, 0, &items);
    source_unref(s);
    assert_int_equal(items.n, 4);
    assert_non_null(items.v[0].doc);
    assert_string_equal(
        items.v[1].err->msg,
        "error parsing f: error converting YAML to JSON: yaml: line 1: did not find expected node content");
    assert_true(str_starts(items.v[1].err->note, "  --> f:4:1"));
    assert_string_equal(items.v[2].err->msg, "error parsing f: invalid Yaml document separator: x");
    assert_true(str_starts(items.v[2].err->note, "  --> f:6:1\n   6 | ---x\n"));
    assert_string_equal(doc_number_text(doc_get(items.v[3].doc->root, "d")), "4");
    doc_items_release(&items);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(duplicates), cmocka_unit_test(many_members),          cmocka_unit_test(depth),
        cmocka_unit_test(laughs),     cmocka_unit_test(nul_and_exact_numbers), cmocka_unit_test(secrets_are_not_shown),
        cmocka_unit_test(goes_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
