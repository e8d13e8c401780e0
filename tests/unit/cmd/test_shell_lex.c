/* test_shell_lex.c - the shell's lines: taken apart, and what their words stand for. */
#include "shell/lex.h"

#include "base/buf.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The steps as text: "word,word fd>file | pipe ; …". */
static char *shown(const struct lex_list *l)
{
    static const char *const links[] = {"; ", "&& ", "|| "}, *const kinds[] = {"<", ">", ">>", ">&", "<<"};
    struct buf b = buf_new();
    for (size_t i = 0; i < l->n; i++) {
        const struct lex_step *s = &l->v[i];
        char *words = strv_join(&s->words, ",");
        buf_addf(&b, "%s%s", i > 0 || s->link != LEX_ALWAYS ? links[s->link] : "", words);
        free(words);
        for (size_t k = 0; k < s->nredirects; k++) {
            const struct lex_redirect *r = &s->redirects[k];
            buf_addf(&b, " %d%s%s%s", r->fd, kinds[r->kind], r->kind == LEX_TEXT && !r->expands ? "!" : "", r->target);
        }
        if (s->pipe)
            buf_addf(&b, " |%s|", s->pipe);
        if (s->program)
            buf_addf(&b, "!%s!", s->program);
    }
    return buf_take(&b);
}

static void takes_apart(void **state)
{
    static const char *const rows[][2] = {
        {"", ""},
        {"   # nothing\n", ""},
        {"get pods\n", "get,pods"},
        {"get pods # all\n", "get,pods"},
        {"get a#b", "get,a#b"},
        {"a;b\n", "a; b"},
        {"a && b || c\n", "a&& b|| c"},
        {"a &&\n b\n", "a&& b"},
        {"a\nb\n", "a; b"},
        {"get 'a b' \"c d\" e\\ f", "get,'a b',\"c d\",e\\ f"},
        {"a ';' \"&&\" \\| b", "a,';',\"&&\",\\|,b"},
        {"a > f 2>>g < h", "a 1>f 2>>g 0<h"},
        {"a 2>&1 >&2 2>&-", "a 2>&1 1>&2 2>&-"},
        {"a &> f", "a 1>f 2>&1"},
        {"a 3 2 >f", "a,3,2 1>f"},
        {"a x2>f", "a,x2 1>f"},
        {"a <<< word", "a 0<<!word"},
        {"a | wc -l", "a |wc -l|"},
        {"a 2>&1 | grep 'x;y' ; b", "a 2>&1 |grep 'x;y'|; b"},
        {"a |& b && c", "a 2>&1 |b|&& c"},
        {"a | b | c > f || d", "a |b | c > f||| d"},
        {"a | while read x; do echo $x; done\n", "a |while read x; do echo $x; done|"},
        {"a | (b; c)\n", "a |(b; c)|"},
        {"a |\n b\n", "a |b|"},
        {"a | while read x; do\n  if b; then c; fi; done; d\n", "a |while read x; do\n  if b; then c; fi; done|; d"},
        {"a | { b; c; } && d", "a |{ b; c; }|&& d"},
        {"a | case x in a) b;; *) c;; esac | d; e", "a |case x in a) b;; *) c;; esac | d|; e"},
        {"a | echo do; b", "a |echo do|; b"},
        {"a | b |\n c\n", "a |b |\n c|"},
        {"!(a; b); c", "!(a; b)!; c"},
        {"!for i in 1 2; do a $i; done && b", "!for i in 1 2; do a $i; done!&& b"},
        {"a | b 2>&1 # c\n", "a |b 2>&1|"},
        {"!ls | wc; date && x\n", "!ls | wc!; date&& x"},
        {"a; ! ls\n", "a; !ls!"},
        {"get $(a; b | c) d", "get,$(a; b | c),d"},
        {"get \"$(a \")\")\" d", "get,\"$(a \")\")\",d"},
        {"apply -f - <<EOF\na: $b\nEOF\nnext\n", "apply,-f,- 0<<a: $b\n; next"},
        {"apply -f - <<'E F'\na: $b\nE F\n", "apply,-f,- 0<<!a: $b\n"},
        {"apply -f - <<-E\n\ta\n\tE\n", "apply,-f,- 0<<a\n"},
        {"a <<X; b <<Y\n1\nX\n2\nY\n", "a 0<<1\n; b 0<<2\n"},
        {"a <<X | sort\n1\nX\n", "a 0<<1\n |sort|"},
        {"a \\\n b", "a,b"},
        {"get -o jsonpath={.items[?(@.a==1)].b}", "get,-o,jsonpath={.items[?(@.a==1)].b}"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct lex_list list;
        struct err *e;
        assert_int_equal(lex_parse(rows[i][0], &list, &e), LEX_DONE);
        char *text = shown(&list);
        assert_string_equal(text, rows[i][1]);
        free(text);
        lex_release(&list);
    }
}

static void wants_more(void **state)
{
    static const char *const rows[] = {"a 'b\n",          "a \"b\n",   "a \\\n",        "a b\\\n",           "a \\",
                                       "a &&\n",          "a ||\n",    "a |\n",         "a <<X\nb\n",        "a <<X\n",
                                       "a $(b\n",         "a | b '\n", "a | b |\n",     "a | while b; do\n", "a | (b\n",
                                       "!if a; then b\n", "!ls '\n",   "a <<X <<Y\nX\n"};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct lex_list list;
        struct err *e;
        assert_int_equal(lex_parse(rows[i], &list, &e), LEX_MORE);
        assert_null(e);
        lex_release(&list);
    }
    struct lex_list list;
    struct err *e;
    assert_int_equal(lex_parse("a <<X <<-Y\n1\nX\n2\n", &list, &e), LEX_MORE);
    assert_string_equal(list.until, "-Y");
    assert_true(lex_ends_here(list.until, "\t\tY", 3));
    assert_false(lex_ends_here(list.until, " Y", 2));
    lex_release(&list);
}

static void is_wrong(void **state)
{
    static const char *const rows[][2] = {
        {"a & b", "unexpected &: nothing runs in the background here"},
        {"; a", "a command is missing before ;"},
        {"a ;; b", "a command is missing before ;"},
        {"&& a", "a command is missing before &&"},
        {"| a", "a command is missing before |"},
        {"a | ; b", "a command is missing behind |"},
        {"a >", "a word is missing behind >"},
        {"a > ; b", "a word is missing behind >"},
        {"a <<\n", "a word is missing behind <<"},
        {"a >&5", "only 0, 1, 2 and - can stand behind >&"},
        {"(a)", "unexpected (: what needs a shell of its own goes behind !"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct lex_list list;
        struct err *e;
        assert_int_equal(lex_parse(rows[i][0], &list, &e), LEX_WRONG);
        assert_string_equal(e->msg, rows[i][1]);
        err_free(e);
        lex_release(&list);
    }
}

static void is_bounded(void **state)
{
    struct buf b = buf_new();
    struct lex_list list;
    struct err *e;
    (void)state;
    for (size_t i = 0; i < LEX_MAX_STEPS + 1; i++)
        buf_adds(&b, "a;");
    assert_int_equal(lex_parse(b.data, &list, &e), LEX_WRONG);
    err_free(e);
    lex_release(&list);
    buf_release(&b);
}

static const char *variable(void *arg, const char *name)
{
    (void)arg;
    return strcmp(name, "A") == 0      ? "one two"
           : strcmp(name, "HOME") == 0 ? "/home/me"
           : strcmp(name, "?") == 0    ? "7"
                                       : NULL;
}

static char *output(void *arg, const char *command)
{
    (void)arg;
    return xasprintf("[%s]\n\n", command);
}

static void expands(void **state)
{
    static const char *const rows[][2] = {
        {"a", "a"},
        {"'a b'", "a b"},
        {"\"a b\"", "a b"},
        {"a\\ b", "a b"},
        {"$A", "one|two"},
        {"\"$A\"", "one two"},
        {"x$A", "xone|two"},
        {"$NONE", ""},
        {"\"$NONE\"", ""},
        {"''", ""},
        {"${A}x", "one|twox"},
        {"${NONE:-d}", "d"},
        {"'$A'", "$A"},
        {"\\$A", "$A"},
        {"\"\\$A\"", "$A"},
        {"$?", "7"},
        {"$", "$"},
        {"{$.x}", "{$.x}"},
        {"~", "/home/me"},
        {"~/x", "/home/me/x"},
        {"~you", "~you"},
        {"'~'", "~"},
        {"$(ls -l)", "[ls|-l]"},
        {"\"$(a)\"", "[a]"},
        {"\"a\\b\"", "a\\b"},
        {"\"a\\\"b\"", "a\"b"},
        {"a\\\nb", "ab"},
        {"'open", "open"},
        {"\"open", "open"},
    };
    const struct lex_values values = {variable, output, NULL};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct strv out = {0};
        assert_null(lex_expand(rows[i][0], &values, &out));
        char *text = strv_join(&out, "|");
        assert_string_equal(text, rows[i][1]);
        assert_int_equal(out.n == 0, strcmp(rows[i][0], "$NONE") == 0);
        free(text);
        strv_release(&out);
    }
    struct strv out = {0};
    struct err *e = lex_expand("a${A/x}", &values, &out);
    assert_string_equal(e->msg, "${A/x} is not understood: there are ${NAME} and ${NAME:-WORD}");
    err_free(e);
    strv_release(&out);
    char *text = NULL;
    assert_null(lex_expand_text("a: \"$A\" '$A' \\$A \\x $(b) ~\n", &values, &text));
    assert_string_equal(text, "a: \"one two\" 'one two' $A \\x [b] ~\n");
    free(text);
}

static void knows_assignments(void **state)
{
    (void)state;
    assert_true(lex_is_assignment("A=b"));
    assert_true(lex_is_assignment("_a1="));
    assert_false(lex_is_assignment("=b"));
    assert_false(lex_is_assignment("1A=b"));
    assert_false(lex_is_assignment("app.kubernetes.io/name=b"));
    assert_false(lex_is_assignment("--a=b"));
}

/* "word,word[typed", or "-" when it is not ours. */
static void finds_cursor(void **state)
{
    static const char *const rows[][2] = {
        {"", "["},
        {"ge", "[ge"},
        {"get ", "get["},
        {"get po", "get[po"},
        {"get pods; de", "[de"},
        {"get pods && describe -", "describe[-"},
        {"get pods 'a b", "get,pods['a b"},
        {"get pods | gr", "-"},
        {"get pods > f", "-"},
        {"get pods > ", "-"},
        {"get pods > f ", "get,pods["},
        {"!l", "-"},
        {"A=b get -n ", "A=b,get,-n["},
        {"get \\", "get[\\"},
        {"a & b", "-"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct lex_cursor c;
        lex_cursor(rows[i][0], &c);
        char *words = strv_join(&c.words, ","), *text = c.ours ? xasprintf("%s[%s", words, c.word) : xstrdup("-");
        assert_string_equal(text, rows[i][1]);
        free(words);
        free(text);
        lex_cursor_release(&c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_apart),  cmocka_unit_test(wants_more), cmocka_unit_test(is_wrong),
        cmocka_unit_test(is_bounded),   cmocka_unit_test(expands),    cmocka_unit_test(knows_assignments),
        cmocka_unit_test(finds_cursor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
