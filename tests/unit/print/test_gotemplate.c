/* lib/print: Go templates. What is expected comes from kubectl's printer. */
#include "print/gotemplate.h"

#include "base/strv.h"
#include "doc/doc.h"
#include "print/gofmt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char doc_text[] =
    "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"labels\":{\"a.b/"
    "c\":\"x<y\",\"z\":\"1\"},\"name\":\"web\"},\"spec\":{\"c\":[{\"image\":\"i:1\",\"name\":\"a\",\"ports\":[{\"p\":"
    "80},{\"p\":443}]},{\"image\":\"j\",\"name\":\"b\",\"n\":2,\"ports\":[]}],\"f\":1.5,\"whole\":2.0,\"big\":1e21,"
    "\"nil\":null,\"t\":true,\"el\":[],\"mix\":[1,\"x\",null],\"s\":\"aGkgeW91\"}}";

static cJSON *json(const char *text)
{
    cJSON *tree = NULL;
    assert_null(doc_parse_json(text, strlen(text), &tree));
    return tree;
}

static void templates_print_as_go(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool allow_missing;
        const char *want, *error;
    } cases[] = {
        {"{{.metadata.name}}", true, "web", NULL},
        {"{{.nope}} {{.spec.nil}} {{.nope.deeper}}", true, "<no value> <no value> <no value>", NULL},
        {"{{.spec.whole}} {{.spec.big}} {{.spec.f}} {{.spec.mix}} {{.metadata.labels}}", true,
         "2 1e+21 1.5 [1 x <nil>] map[a.b/c:x<y z:1]", NULL},
        {"{{index .metadata.labels \"a.b/c\"}} {{index .spec.c 1 \"name\"}} {{index .spec.mix 9}}", true, NULL,
         "template: output:1:64: executing \"output\" at <index .spec.mix 9>: error calling index: index out of range: "
         "9"},
        {"{{range .spec.c}}{{.name}}:{{range .ports}}{{.p}},{{else}}none{{end}};{{end}}", true, "a:80,443,;b:none;",
         NULL},
        {"{{range $i, $c := .spec.c}}{{$i}}={{$c.name}} {{end}}{{range $k, $v := .metadata.labels}}{{$k}}={{$v}} "
         "{{end}}",
         true, "0=a 1=b a.b/c=x<y z=1 ", NULL},
        {"{{range 3}}{{.}}{{end}}{{range .spec.el}}x{{else}}empty{{end}}", true, "012empty", NULL},
        {"{{range .spec.c}}{{if eq .name \"a\"}}{{continue}}{{end}}{{.name}}{{break}}{{end}}", true, "b", NULL},
        {"{{if and .spec.t (gt (len .spec.c) 1)}}yes{{else}}no{{end}}{{if not .spec.nil}}!{{end}}", true, "yes!", NULL},
        {"{{with .spec.c}}{{len .}}{{end}}{{with .nope}}x{{else with .kind}}{{.}}{{else}}y{{end}}", true, "2Pod", NULL},
        {"{{define \"t\"}}<{{.}}>{{end}}{{template \"t\" .kind}}{{block \"b\" .metadata}}{{.name}}{{end}}", true,
         "<Pod>web", NULL},
        {"{{$x := 1}}{{$x = 2}}{{$x}} {{$.kind}}", true, "2 Pod", NULL},
        {"a  {{- \" b \" -}}  c {{/* no */ -}} d", true, "a b c d", NULL},
        {"{{printf \"%-5s|%05d|%q|%v|%T|%.2f|%x\" \"a\" 42 \"q\\\"\" .spec.mix .spec.f .spec.f \"hi\"}}", true,
         "a    |00042|\"q\\\"\"|[1 x <nil>]|float64|1.50|6869", NULL},
        {"{{printf \"%d %s\" \"a\" 1}} {{printf \"%d\"}} {{printf \"x\" 1}} {{printf \"%z\" 1}}", true,
         "%!d(string=a) %!s(int=1) %!d(MISSING) x%!(EXTRA int=1) %!z(int=1)", NULL},
        {"{{.spec.s | base64decode}} {{exists .spec \"c\" 0 \"name\"}} {{exists .spec \"nope\" \"x\"}}", true,
         "hi you true false", NULL},
        {"{{html \"<a&'\\\">\"}} {{js \"a'<\\n\"}} {{urlquery \"a b&c/d\"}}", true,
         "&lt;a&amp;&#39;&#34;&gt; a\\'\\u003C\\u000A a+b%26c%2Fd", NULL},
        {"{{print 1 2 \"a\" \"b\" 3 nil}}|{{println \"a\" 1}}", true, "1 2ab3 <nil>|a 1\n", NULL},
        {"{{slice \"hello\" 1 3}} {{slice .spec.mix 1}} {{len \"h\303\251llo\"}}", true, "el [x <nil>] 6", NULL},
        {"{{eq 1 2 1}} {{ne \"a\" \"b\"}} {{lt 1.5 2.5}} {{le \"a\" \"a\"}} {{ge 2 3}} {{eq .spec.nil nil}}", true,
         "true true true true false true", NULL},
        {"{{or .nope 0 \"x\" .never}} {{and 1 0 .x}}", true, "x 0", NULL},
        {"{{`raw\\n`}} {{'a'}} {{0x1F}} {{1_000}} {{1e3}} {{-1}}", true, "raw\\n 97 31 1000 1000 -1", NULL},
        {"{{.spec.s.x}}", true, NULL,
         "template: output:1:7: executing \"output\" at <.spec.s.x>: can't evaluate field x in type interface {}"},
        {"{{.spec.nil.x}}", true, NULL,
         "template: output:1:7: executing \"output\" at <.spec.nil.x>: nil pointer evaluating interface {}.x"},
        {"{{index .spec.nope 1}}", true, NULL,
         "template: output:1:2: executing \"output\" at <index .spec.nope 1>: error calling index: index of untyped "
         "nil"},
        {"{{len .spec.nope}}", true, NULL,
         "template: output:1:2: executing \"output\" at <len .spec.nope>: error calling len: reflect: call of "
         "reflect.Value.Type on zero Value"},
        {"{{len 3}}", true, NULL,
         "template: output:1:2: executing \"output\" at <len 3>: error calling len: len of type int"},
        {"{{eq 1 \"a\"}}", true, NULL,
         "template: output:1:2: executing \"output\" at <eq 1 \"a\">: error calling eq: incompatible types for "
         "comparison: int and string"},
        {"{{lt .spec.mix 1}}", true, NULL,
         "template: output:1:2: executing \"output\" at <lt .spec.mix 1>: error calling lt: invalid type for "
         "comparison"},
        {"{{template \"none\"}}", true, NULL,
         "template: output:1:11: executing \"output\" at <{{template \"none\"}}>: template \"none\" not defined"},
        {"{{.kind 1}}", true, NULL,
         "template: output:1:2: executing \"output\" at <.kind>: kind is not a method but has arguments"},
        {"{{1 2}}", true, NULL,
         "template: output:1:2: executing \"output\" at <1>: can't give argument to non-function 1"},
        {"{{\"!\" | base64decode}}", true, NULL,
         "template: output:1:8: executing \"output\" at <base64decode>: error calling base64decode: base64 decode "
         "failed: illegal base64 data at input byte 0"},
        {"{{printf 1}}", true, NULL, "template: output:1:9: executing \"output\" at <1>: expected string; found 1"},
        {"{{range \"abc\"}}{{end}}", true, NULL,
         "template: output:1:8: executing \"output\" at <\"abc\">: range can't iterate over abc"},
        {"{{nope}}", true, NULL, "template: output:1: function \"nope\" not defined"},
        {"{{.a", true, NULL, "template: output:1: unclosed action"},
        {"{{if .a}}", true, NULL, "template: output:1: unexpected EOF"},
        {"{{end}}", true, NULL, "template: output:1: unexpected {{end}}"},
        {"{{$y}}", true, NULL, "template: output:1: undefined variable \"$y\""},
        {"{{\"a}}", true, NULL, "template: output:1: unterminated quoted string"},
        {"{{.a | 1}}", true, NULL, "template: output:1: non executable command in pipeline stage 2"},
        {"{{break}}", true, NULL, "template: output:1: {{break}} outside {{range}}"},
        {"{{template x}}", true, NULL, "template: output:1: unexpected \"x\" in template clause"},
        {"{{range $a, $b, $c := .}}{{end}}", true, NULL, "template: output:1: too many declarations in range"},
        {"{{99999999999999999999}}", true, NULL, "template: output:1: integer overflow: \"99999999999999999999\""},
        {"{{(1}}", true, NULL, "template: output:1: unclosed left paren"},
        {"{{1)}}", true, NULL, "template: output:1: unexpected right paren"},
        {"{{.\303\251}} {{?}}", true, NULL, "template: output:1: unexpected \"?\" in command"},
        {"{{a\n\n\"}}", true, NULL, "template: output:1: function \"a\" not defined"},
        {"{{else}}", true, NULL, "template: output:1: unexpected {{else}}"},
        {"{{define \"x\"}}a{{end}}{{define \"x\"}}b{{end}}", true, NULL,
         "template: output:1: template: multiple definition of template \"x\""},
        {"{{nil}}", true, NULL, "template: output:1:2: executing \"output\" at <nil>: nil is not a command"},
        {"{{slice .metadata 1}}", true, NULL,
         "template: output:1:2: executing \"output\" at <slice .metadata 1>: error calling slice: can't slice item of "
         "type map[string]interface {}"},
        {"{{call .kind}}", true, NULL,
         "template: output:1:2: executing \"output\" at <call .kind>: error calling call: non-function .kind of type "
         "string"},
        {"{{3 | len}}", true, NULL,
         "template: output:1:6: executing \"output\" at <len>: error calling len: len of type int"},
        {"{{.nope}}", false, NULL,
         "template: output:1:2: executing \"output\" at <.nope>: map has no entry for key \"nope\""},
        {"{{.spec.nil}}", false, "<no value>", NULL},
        {"{{.nope.x}}", false, NULL,
         "template: output:1:7: executing \"output\" at <.nope.x>: map has no entry for key \"nope\""},
        {"{{range .nope}}{{end}}", false, NULL,
         "template: output:1:8: executing \"output\" at <.nope>: map has no entry for key \"nope\""},
    };
    cJSON *o = json(doc_text);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gotemplate *t;
        struct buf b = buf_new();
        struct err *e = gotemplate_parse(cases[i].text, strlen(cases[i].text), &t);
        if (!e)
            e = gotemplate_run(t, o, !cases[i].allow_missing, &b);
        if (cases[i].error) {
            assert_non_null(e);
            assert_string_equal(e->msg, cases[i].error);
        } else {
            assert_null(e);
            assert_string_equal(b.data, cases[i].want);
        }
        err_free(e);
        buf_release(&b);
        gotemplate_free(t);
    }
    cJSON_Delete(o);
}

/* `before` many times, then `middle`, then `after` as often. */
static struct err *run_repeated(const char *before, const char *middle, const char *after, int times)
{
    struct buf text = buf_new(), out = buf_new();
    struct gotemplate *t;
    cJSON *o = json("{\"a\":[1,2]}");
    for (int i = 0; i < times; i++)
        buf_adds(&text, before);
    buf_adds(&text, middle);
    for (int i = 0; i < times; i++)
        buf_adds(&text, after);
    struct err *e = gotemplate_parse(text.data, text.len, &t);
    if (!e)
        e = gotemplate_run(t, o, false, &out);
    gotemplate_free(t);
    buf_release(&text);
    buf_release(&out);
    cJSON_Delete(o);
    return e;
}

static void depth_is_bounded(void **state)
{
    (void)state;
    struct err *e = run_repeated("{{if .}}", "", "{{end}}", 5000);
    assert_string_equal(e->msg, "template: output:1: blocks nest too deep");
    err_free(e);
    struct buf parens = buf_new();
    buf_adds(&parens, "{{");
    buf_addn(&parens, '(', 5000);
    e = run_repeated("", parens.data, "", 1);
    assert_string_equal(e->msg, "template: output:1: max expression depth exceeded");
    err_free(e);
    buf_release(&parens);
    e = run_repeated("", "{{define \"a\"}}{{template \"a\"}}{{end}}{{template \"a\"}}", "", 1);
    assert_non_null(strstr(e->msg, "exceeded maximum template depth"));
    err_free(e);
    assert_null(run_repeated("{{with .}}", "{{.}}", "{{end}}", 300));
}

static void strings_are_bounded(void **state)
{
    (void)state;
    struct err *e = run_repeated("", "{{$x := \"a\"}}{{range 60}}{{$x = print $x $x}}{{end}}", "", 1);
    assert_non_null(e);
    assert_non_null(strstr(e->msg, "the strings that the template makes"));
    err_free(e);
}

static void formats_as_go(void **state)
{
    (void)state;
    static const char *const formats[][2] = {
        {"%v|%5d|%-5d|%05d|%+d|% d", "65|   65|65   |00065|+65| 65"},
        {"%[1]x|%#[1]X|%[1]o|%[1]O|%[1]b|%[1]c|%[1]q|%[1]U|%#[1]U",
         "41|0X41|101|0o101|1000001|A|'A'|U+0041|U+0041 'A'"},
        {"%*d|%d", "%!(BADWIDTH)%!d(MISSING)|%!d(MISSING)"},
    };
    struct go_value args[] = {{.kind = GO_INT, .i = 65}, {.kind = GO_INT, .i = 65}, {.kind = GO_INT, .i = 65},
                              {.kind = GO_INT, .i = 65}, {.kind = GO_INT, .i = 65}, {.kind = GO_INT, .i = 65}};
    struct buf b = buf_new();
    go_sprintf(&b, formats[0][0], strlen(formats[0][0]), args, 6);
    assert_string_equal(b.data, formats[0][1]);
    buf_clear(&b);
    go_sprintf(&b, formats[1][0], strlen(formats[1][0]), args, 1);
    assert_string_equal(b.data, formats[1][1]);
    buf_clear(&b);
    go_sprintf(&b, formats[2][0], strlen(formats[2][0]), args, 0);
    assert_string_equal(b.data, formats[2][1]);
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(templates_print_as_go),
        cmocka_unit_test(depth_is_bounded),
        cmocka_unit_test(strings_are_bounded),
        cmocka_unit_test(formats_as_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
