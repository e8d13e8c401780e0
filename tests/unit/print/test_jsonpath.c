/* lib/print: JSONPath. What is expected comes from client-go. */
#include "print/columns.h"
#include "print/jsonpath.h"

#include "base/strv.h"
#include "doc/doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char doc_text[] = "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"labels\":{\"a.b/"
                               "c\":\"x<y\"},\"name\":\"web\"},\"spec\":{\"c\":[{\"image\":\"i:1\",\"name\":\"a\","
                               "\"ports\":[{\"p\":80},{\"p\":443}]},{\"image\":\"j\",\"name\":\"b\",\"n\":2,\"ports\":["
                               "]}],\"f\":1.5,\"big\":1e21,\"nil\":null,\"t\":true,\"mix\":[1,\"x\",null]}}";

static cJSON *json(const char *text)
{
    cJSON *tree = NULL;
    assert_null(doc_parse_json(text, strlen(text), &tree));
    return tree;
}

static void templates_print_as_client_go(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool allow_missing;
        const char *want, *error;
    } cases[] = {
        {"{.metadata.name}", true, "web", NULL},
        {"name={.metadata.name};", true, "name=web;", NULL},
        {"{.metadata.labels}", true, "{\"a.b/c\":\"x\\u003cy\"}", NULL},
        {"{.metadata.labels.a\\.b/c}", true, "x<y", NULL},
        {"{.metadata.labels['a\\.b/c']}", true, "x<y", NULL},
        {"{.metadata.labels['a.b/c']}", true, "", NULL},
        {"{.spec.c[*].name}", true, "a b", NULL},
        {"{.spec.c[0,1].image}", true, "i:1 j", NULL},
        {"{.spec.c[*]['name','image']}", true, "a b i:1 j", NULL},
        {"{.spec.c[-1:].name}", true, "b", NULL},
        {"{.spec.c[:1].name}", true, "a", NULL},
        {"{.spec.c[0:2:2].name}", true, "a", NULL},
        {"{.spec.c[5]}", true, NULL, "array index out of bounds: index 5, length 2"},
        {"{.spec.c[1:0]}", true, NULL, "starting index 1 is greater than ending index 0"},
        {"{.spec.c[::0]}", true, NULL, "step must be > 0"},
        {"{.spec.c[0]['ports'][*].p}", true, "80 443", NULL},
        {"{..p}", true, "80 443", NULL},
        {"{.spec.c[?(@.name==\"b\")].image}", true, "j", NULL},
        {"{.spec.c[?(@.n)].name}", true, "b", NULL},
        {"{.spec.c[?(@.n>1)].name}", true, "b", NULL},
        {"{.spec.c[?(@.n==2.0)].name}", true, NULL, "incompatible types for comparison"},
        {"{.spec.c[?(@.name===\"b\")]}", true, NULL, "unrecognized filter operator ==="},
        {"{.spec.f} {.spec.big} {.spec.nil} {.spec.t} {.spec.mix}", true, "1.5 1e+21 null true [1,\"x\",null]", NULL},
        {"{range .spec.c[*]}{.name}{\"\\t\"}{range .ports[*]}{.p},{end}{\"\\n\"}{end}end", true, "a\t80,443,\nb\t\nend",
         NULL},
        {"{range .spec.none[*]}{.x}{end}after", true, "after", NULL},
        {"{range .spec.mix[*]}{@};{end}", true, "1;x;<no value>;", NULL},
        {"{range .spec.c[*]}{.name}", true, "ab", NULL},
        {"{end}", true, NULL, "not in range, nothing to end"},
        {"{.spec.c.name}", true, "", NULL},
        {"{.metadata.name[0]}", true, NULL, "string is not array or slice"},
        {"{.metadata.name[?(@.a)]}", true, NULL, "web is not array or slice and cannot be filtered"},
        {"{.nope}", true, "", NULL},
        {"{.spec.c[*].n}", true, "2", NULL},
        {"{'it\\'s'}{\"\\u00e9\\x41\\101\"}", true, "it's\303\251AA", NULL},
        {"{\"\\q\"}", true, NULL, "unquote string \"\\q\" error invalid syntax"},
        {"{5}{-1.5}{true}", true, "5-1.5true", NULL},
        {"{1.2.3}", true, NULL, "cannot parse number 1.2.3"},
        {"{.a", true, NULL, "unclosed action"},
        {"{.a[0}", true, NULL, "unterminated array"},
        {"{.a[?(@.b)}", true, NULL, "unclosed array expect ]"},
        {"{.a[?(@.b==", true, NULL, "unterminated filter"},
        {"{\"x}", true, NULL, "unterminated quoted string"},
        {"{foo}", true, NULL, "unrecognized identifier foo"},
        {"{x?}", true, NULL, "unrecognized identifier x?"},
        {"{?}", true, NULL, "unrecognized character in action: U+003F '?'"},
        {"{\303\251}", true, NULL, "unrecognized identifier \303\251"},
        {"{....}", true, NULL, "invalid multiple recursive descent"},
        {"{.spec.c[a]}", true, NULL, "invalid array index a"},
        {"{.spec.c[99999999999999999999]}", true, NULL, "array index 99999999999999999999 is not a number"},
        {"}{\"{\"}", true, "}{", NULL},
        {"{.metadata.labels['a.b/c']}", false, NULL, "a is not found"},
        {"{.spec.c[?(@.n>1)].name}", false, NULL, "n is not found"},
        {"{range .spec.c[*]}{.name}{\"\\t\"}{range .ports[*]}{.p},{end}{\"\\n\"}{end}end", false, NULL,
         "p is not found"},
        {"{range .spec.none[*]}{.x}{end}after", false, NULL, "none is not found"},
        {"{range .spec.c[*]}{.name}", false, NULL, "name is not found"},
        {"{.spec.c.name}", false, NULL, "name is not found"},
        {"{.nope}", false, NULL, "nope is not found"},
    };
    cJSON *o = json(doc_text);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct jsonpath *j;
        struct buf b = buf_new();
        struct err *e = jsonpath_parse(cases[i].text, strlen(cases[i].text), &j);
        if (!e) {
            jsonpath_allow_missing(j, cases[i].allow_missing);
            e = jsonpath_print(j, &b, o, false, false);
        }
        if (cases[i].error) {
            assert_non_null(e);
            assert_string_equal(e->msg, cases[i].error);
        } else {
            assert_null(e);
            assert_string_equal(b.data, cases[i].want);
        }
        err_free(e);
        buf_release(&b);
        jsonpath_free(j);
    }
    cJSON_Delete(o);
}

static void results_as_json(void **state)
{
    (void)state;
    static const char text[] = "{.spec.c[*].name}{\"\\x00\"}{.none}";
    cJSON *o = json(doc_text);
    struct jsonpath *j;
    struct buf b = buf_new();
    assert_null(jsonpath_parse(text, sizeof text - 1, &j));
    jsonpath_allow_missing(j, true);
    assert_null(jsonpath_print(j, &b, o, false, true));
    assert_string_equal(b.data, "[\n    \"a\",\n    \"b\"\n]\n[\n    \"\\u0000\"\n]\n[]\n");
    buf_release(&b);
    jsonpath_free(j);
    cJSON_Delete(o);
}

/* client-go leaves a template behind its last range: the next object does not begin at the start. */
static void a_range_moves_the_start(void **state)
{
    (void)state;
    static const char text[] = "x{range .spec.c[*]}{.name}{end}y";
    cJSON *o = json(doc_text);
    struct jsonpath *j;
    struct buf b = buf_new();
    assert_null(jsonpath_parse(text, sizeof text - 1, &j));
    jsonpath_allow_missing(j, true);
    assert_null(jsonpath_print(j, &b, o, false, false));
    assert_string_equal(b.data, "xaby");
    struct err *e = jsonpath_print(j, &b, o, false, false);
    assert_string_equal(e->msg, "not in range, nothing to end");
    err_free(e);
    buf_release(&b);
    jsonpath_free(j);
    cJSON_Delete(o);
}

static void typed_numbers_are_floats(void **state)
{
    (void)state;
    static const char text[] = "{.a[?(@>1.5)]} {.b}";
    cJSON *o = json("{\"a\":[1,2],\"b\":1000000}");
    struct jsonpath *j;
    struct buf b = buf_new();
    assert_null(jsonpath_parse(text, sizeof text - 1, &j));
    assert_null(jsonpath_print(j, &b, o, true, false));
    assert_string_equal(b.data, "2 1e+06");
    struct err *e = jsonpath_print(j, &b, o, false, false);
    assert_string_equal(e->msg, "incompatible types for comparison");
    err_free(e);
    buf_release(&b);
    jsonpath_free(j);
    cJSON_Delete(o);
}

static void work_is_bounded(void **state)
{
    (void)state;
    enum { LENGTH = 1 << 20 };
    char *long_text = malloc(LENGTH + 1);
    memset(long_text, 'x', LENGTH);
    long_text[LENGTH] = '\0';
    cJSON *o = cJSON_CreateObject();
    cJSON_AddStringToObject(o, "s", long_text);
    free(long_text);
    struct buf text = buf_new(), b = buf_new();
    buf_adds(&text, "{.s['*'");
    for (int i = 0; i < 40; i++)
        buf_adds(&text, ",'*'");
    buf_adds(&text, "]}");
    struct jsonpath *j;
    assert_null(jsonpath_parse(text.data, text.len, &j));
    struct err *e = jsonpath_print(j, &b, o, false, false);
    assert_non_null(e);
    assert_non_null(strstr(e->msg, "visits more than"));
    err_free(e);
    jsonpath_free(j);
    buf_release(&text);
    buf_release(&b);
    cJSON_Delete(o);
}

/* Filters inside the quotes of filters: the parser calls itself. */
static void nesting_is_bounded(void **state)
{
    (void)state;
    struct buf text = buf_new();
    buf_adds(&text, "{");
    for (int i = 0; i < 200; i++)
        buf_adds(&text, i % 2 ? "[?('" : "[?(\"");
    for (int i = 200; i-- > 0;)
        buf_adds(&text, i % 2 ? "')]" : "\")]");
    buf_adds(&text, "}");
    struct jsonpath *j;
    struct err *e = jsonpath_parse(text.data, text.len, &j);
    jsonpath_free(j);
    err_free(e);
    buf_release(&text);
}

static char *table_of(struct columns *c, const cJSON *o, bool no_headers, struct err **e)
{
    char *text;
    size_t len;
    FILE *f = open_memstream(&text, &len);
    struct tabwriter *w = tabwriter_new(f, true);
    *e = columns_begin(c, w, no_headers);
    if (!*e)
        *e = columns_row(c, w, o);
    tabwriter_free(w);
    fclose(f);
    return text;
}

static void columns_of_paths(void **state)
{
    (void)state;
    static const struct {
        const char *spec;
        bool file, no_headers;
        const char *want, *error;
    } cases[] = {
        {"NAME:.metadata.name,C:spec.c[*].name", false, false, "NAME   C\nweb    a,b\n", NULL},
        {"N:metadata.name,X:.nope,L:{.metadata.labels}", false, true, "web   <none>   map[a.b/c:x<y]\n", NULL},
        {"N:.spec.nil,M:.spec.mix", false, true, "<nil>   [1 x <nil>]\n", NULL},
        {"N:", false, true, "<none>\n", NULL},
        {"N:.a[", false, false, "N\n", "unterminated array"},
        {"N:.spec.c[7]", false, false, "N\n", "array index out of bounds: index 7, length 2"},
        {"N", false, false, NULL, "unexpected custom-columns spec: N, expected <header>:<json-path-expr>"},
        {"A B\r\n  metadata.name\tkind ", true, true, "A     B\nweb   Pod\n", NULL},
        {"A B\n.a\n", true, false, NULL, "number of headers (2) and field specifications (1) don't match"},
    };
    cJSON *o = json(doc_text);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct columns *c;
        struct err *e = cases[i].file ? columns_parse_file("columns.txt", cases[i].spec, strlen(cases[i].spec), &c)
                                      : columns_parse(cases[i].spec, &c);
        char *text = e ? NULL : table_of(c, o, cases[i].no_headers, &e);
        if (cases[i].want)
            assert_string_equal(text, cases[i].want);
        if (cases[i].error)
            assert_string_equal(e->msg, cases[i].error);
        else
            assert_null(e);
        err_free(e);
        free(text);
        columns_free(c);
    }
    cJSON_Delete(o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(templates_print_as_client_go),
        cmocka_unit_test(results_as_json),
        cmocka_unit_test(a_range_moves_the_start),
        cmocka_unit_test(typed_numbers_are_floats),
        cmocka_unit_test(work_is_bounded),
        cmocka_unit_test(nesting_is_bounded),
        cmocka_unit_test(columns_of_paths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
