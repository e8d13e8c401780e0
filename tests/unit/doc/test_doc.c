/* lib/doc: the tree, positions, paths and places. */
#include "base/file.h"
#include "base/mem.h"
#include "base/strv.h"
#include "doc/doc.h"
#include "doc/emit.h"
#include "doc/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct source *source_of(const char *name, const char *text)
{
    return source_new(name, xstrdup(text), strlen(text));
}

static struct doc *read_one(const char *text, unsigned flags)
{
    struct source *s = source_of("f.yaml", text);
    struct doc *d;
    struct err *e = doc_read_one(s, flags, &d);
    source_unref(s);
    assert_null(e);
    return d;
}

static void assert_place(struct place p, size_t line, size_t column)
{
    assert_int_equal(p.line, line);
    assert_int_equal(p.column, column);
}

static void accessors(void **state)
{
    (void)state;
    static const char text[] = "{\"a\":{\"B\":\"x\",\"b\":\"y\",\"n\":9007199254740993,\"t\":true,\"z\":null}}";
    cJSON *o;
    assert_null(doc_parse_json(text, sizeof text - 1, &o));
    assert_string_equal(doc_str_at(o, "a.b"), "y");
    assert_null(doc_str_at(o, "a.c.d"));
    assert_true(doc_bool_at(o, "a.t", false));
    assert_true(doc_bool_at(o, "a.u", true));
    int64_t v;
    assert_true(doc_get_int64(doc_at(o, "a.n"), &v));
    assert_true(v == INT64_C(9007199254740993));
    assert_false(doc_get_int64(doc_at(o, "a.b"), &v));
    doc_set_str(o, "k", "1");
    doc_set_str(o, "k", "2");
    doc_set_at(o, "x.y.z", doc_new_int(-5));
    doc_set(doc_make_at(o, "a.z"), "deep", cJSON_CreateTrue());
    doc_remove(doc_at(o, "a"), "B");
    doc_remove(o, "absent");
    struct buf b = buf_new();
    emit_json_compact(&b, o, 0);
    assert_string_equal(b.data, "{\"a\":{\"b\":\"y\",\"n\":9007199254740993,\"t\":true,\"z\":{\"deep\":true}},"
                                "\"k\":\"2\",\"x\":{\"y\":{\"z\":-5}}}");
    buf_release(&b);
    cJSON_Delete(o);
}

static void numbers(void **state)
{
    (void)state;
    static const char *const bad[] = {"", "01", "1.", ".5", "+1", "1e", "-", "0x1", "1 "};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_null(doc_new_number(bad[i]));
    static const struct {
        const char *text;
        bool ok;
        int64_t v;
    } t[] = {{"1e3", true, 1000},
             {"2.0", true, 2},
             {"2.5", false, 0},
             {"9223372036854775807", true, INT64_MAX},
             {"9223372036854775808", false, 0},
             {"-9223372036854775808", true, INT64_MIN},
             {"1e30", false, 0}};
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        cJSON *n = doc_new_number(t[i].text);
        assert_string_equal(doc_number_text(n), t[i].text);
        int64_t v = 0;
        assert_int_equal(doc_get_int64(n, &v), t[i].ok);
        assert_true(!t[i].ok || v == t[i].v);
        cJSON_Delete(n);
    }
}

static void equality(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool same;
    } t[] = {{"{\"a\":1,\"b\":[1,2]}", "{\"b\":[1,2],\"a\":1}", true},
             {"1", "1.0", false},
             {"1.0", "1.00", true},
             {"{\"a\":1}", "{\"a\":1,\"b\":1}", false},
             {"[1]", "[1,1]", false},
             {"null", "false", false},
             {"9007199254740993", "9007199254740992", false},
             {"\"x\"", "\"x\"", true},
             {"-0", "0", true}};
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        cJSON *a, *b;
        assert_null(doc_parse_json(t[i].a, strlen(t[i].a), &a));
        assert_null(doc_parse_json(t[i].b, strlen(t[i].b), &b));
        assert_int_equal(doc_equal(a, b), t[i].same);
        cJSON_Delete(a);
        cJSON_Delete(b);
    }
}

static void positions(void **state)
{
    (void)state;
    struct doc *d = read_one(
        "\xef\xbb\xbf# \xc3\xa9\r\nkind: List\r\nitems:\r\n- \xc3\xa9: \"\xe2\x82\xac\"   \r\n  b: [1,  2]\r\n", 0);
    const cJSON *item = doc_at(d->root, "items")->child;
    assert_place(doc_place_key(d, doc_at(d->root, "items")), 3, 1);
    assert_place(doc_place_value(d, item), 4, 3);
    assert_place(doc_place_value(d, item->child), 4, 6);
    struct doc *one = doc_derive(d, doc_dup(item));
    doc_free(d);
    assert_place(doc_place_key(one, doc_get(one->root, "b")), 5, 3);
    assert_place(doc_place_value(one, cJSON_GetArrayItem(doc_get(one->root, "b"), 1)), 5, 11);
    assert_string_equal(doc_place_value(one, one->root).file, "f.yaml");
    cJSON *made = doc_new_int(1);
    assert_place(doc_place_key(one, made), 0, 0);
    cJSON_Delete(made);
    doc_free(one);
    d = read_one("\n {\"a\" : {\"b\":\n  [true]}}", 0);
    assert_true(d->is_json);
    assert_place(doc_place_key(d, doc_at(d->root, "a")), 2, 3);
    assert_place(doc_place_value(d, doc_at(d->root, "a")), 2, 9);
    assert_place(doc_place_value(d, doc_at(d->root, "a.b")->child), 3, 4);
    doc_free(d);
}

static void paths(void **state)
{
    (void)state;
    struct doc *d =
        read_one("metadata: {labels: {example.com/x: L}}\ndata: {a.b: D, tls.crt: T}\nspec:\n  containers:\n"
                 "  - name: c\n    ports: [{containerPort: 80, protocol: TCP}, {containerPort: 81}]\n",
                 0);
    static const struct {
        const char *path, *value;
        bool exact;
    } t[] = {{"metadata.labels[example.com/x]", "\"L\"", true},
             {"metadata.labels.example.com/x", "\"L\"", true},
             {"data[a.b]", "\"D\"", true},
             {"data.tls.crt", "\"T\"", true},
             {"data['a.b']", "\"D\"", true},
             {"spec.containers[0].name", "\"c\"", true},
             {".spec.containers[name=\"c\"].ports[containerPort=80,protocol=\"TCP\"].protocol", "\"TCP\"", true},
             {"spec.containers[0].ports[1]", "{\"containerPort\":81}", true},
             {"spec.containers[0].ports[1].name", "{\"containerPort\":81}", false},
             {"spec.containers[0].ports[7].name",
              "[{\"containerPort\":80,\"protocol\":\"TCP\"},{\"containerPort\":81}]", false},
             {"data[", "{\"a.b\":\"D\",\"tls.crt\":\"T\"}", false},
             {"spec.containers[x]", NULL, false}};
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        bool exact = !t[i].exact;
        const cJSON *n = doc_find_path(d->root, t[i].path, &exact);
        assert_int_equal(exact, t[i].exact);
        struct buf b = buf_new();
        emit_json_compact(&b, n, 0);
        if (t[i].value != NULL)
            assert_string_equal(b.data, t[i].value);
        buf_release(&b);
    }
    doc_free(d);
}

static void notes(void **state)
{
    (void)state;
    struct source *s = source_of("d/f.yaml", "a: 1\nb:\tx\x1b[0m: y\n");
    struct place at = source_place(s, 9);
    struct err *e = doc_err_at(err_new("bad"), s, at);
    assert_string_equal(e->note, "  --> d/f.yaml:2:5\n   2 | b:\tx^[[0m: y\n     |   \t ^");
    err_free(e);
    e = doc_err_at(err_new("bad"), s, (struct place){0});
    assert_null(e->note);
    err_free(e);
    source_unref(s);
    char *longline = xmalloc(1001);
    memset(longline, 'x', 1000);
    longline[500] = 'Y';
    longline[1000] = '\0';
    s = source_new("f", longline, 1000);
    e = doc_err_at(err_new("bad"), s, source_place(s, 500));
    const char *y = strchr(e->note, 'Y'), *caret = strchr(e->note, '^');
    const char *first = strchr(e->note, '\n') + 1, *second = strchr(first, '\n') + 1;
    assert_true(y - first == caret - second);
    assert_true(strlen(e->note) < 300);
    err_free(e);
    source_unref(s);
}

/* Every key of keys.txt is found as the shared constant; keys that are not there are nothing. */
static void shared_keys(void **state)
{
    (void)state;
    struct buf text = buf_new();
    assert_null(file_read(KUBEC_SOURCE_DIR "/lib/doc/keys.txt", &text));
    struct strv keys = {0};
    strv_split(&keys, text.data, '\n');
    assert_true(keys.n > 500);
    for (size_t i = 0; i < keys.n; i++) {
        const char *k = key_constant(keys.v[i], strlen(keys.v[i]));
        assert_true(str_empty(keys.v[i]) ? k == NULL : str_eq(k, keys.v[i]));
        char *other = xasprintf("%s~", keys.v[i]);
        assert_null(key_constant(other, strlen(other)));
        free(other);
    }
    strv_release(&keys);
    buf_release(&text);
}

static void sorted_members(void **state)
{
    (void)state;
    static const char *const order[] = {"m", "a", "z", "b", "m", "y"};
    cJSON *o = cJSON_CreateObject();
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        doc_set_sorted(o, order[i], doc_new_int((int64_t)i));
    struct buf b = buf_new();
    emit_json_compact(&b, o, 0);
    assert_string_equal(b.data, "{\"a\":1,\"b\":3,\"m\":4,\"y\":5,\"z\":2}");
    buf_release(&b);
    /* Backwards too. */
    const char *expect = "zymba";
    for (cJSON *c = o->child->prev; *expect != '\0'; c = c->prev, expect++)
        assert_int_equal(c->string[0], *expect);
    cJSON_Delete(o);
    doc_set_sorted(NULL, "a", doc_new_int(1));
}

/* U+0000 and bytes that are no UTF-8. */
static void any_bytes(void **state)
{
    (void)state;
    cJSON *o = cJSON_CreateObject();
    struct buf b = buf_new();
    doc_set(o, "a", doc_new_text("x\0y\xff\xc0\x80\xc3\xa9", 8));
    emit_json_compact(&b, o, 0);
    assert_string_equal(b.data, "{\"a\":\"x\\u0000y\\ufffd\\ufffd\\ufffd\xc3\xa9\"}");
    buf_clear(&b);
    doc_make_valid(o);
    emit_json_compact(&b, o, 0);
    assert_string_equal(b.data, "{\"a\":\"x\\u0000y\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xc3\xa9\"}");
    buf_release(&b);
    cJSON_Delete(o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accessors),   cmocka_unit_test(numbers),        cmocka_unit_test(equality),
        cmocka_unit_test(positions),   cmocka_unit_test(paths),          cmocka_unit_test(notes),
        cmocka_unit_test(shared_keys), cmocka_unit_test(sorted_members), cmocka_unit_test(any_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
