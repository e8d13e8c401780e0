/* lib/print: the tab writer and tables. The expected texts come from Go's tab writer (github.com/liggitt/tabwriter,
 * kubectl's) and from kubectl. */
#include "print/govalue.h"
#include "print/table.h"

#include "base/mem.h"
#include "doc/doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FLUSH "FLUSH"

struct capture {
    char *text;
    size_t len;
    FILE *to;
};

static void capture_init(struct capture *c)
{
    *c = (struct capture){0};
    c->to = open_memstream(&c->text, &c->len);
}

static const struct {
    const char *in[8];
    const char *want;
} layouts[] = {
    {{"NAME\tAGE\na\t1s\n", NULL}, "NAME   AGE\na      1s\n"},
    {{"NAME\tREADY\tAGE\n", "web-long-name\t0/1\t5m\n", "\t\t\n", "é\tü\tx\n", NULL},
     "NAME            READY   AGE\nweb-long-name   0/1     5m\n                        \né               ü       x\n"},
    {{"a\tb\n", FLUSH, "longer cell here\tb\n", FLUSH, "c\td\n", NULL},
     "a     b\nlonger cell here   b\nc                  d\n"},
    {{"one\n", "a\tb\tc\n", "a\tb\n", "wide wide wide\tb\tc\n", "x\ty\tz", NULL},
     "one\na                b     c\na                b\nwide wide wide   b     c\nx                y     z"},
    {{"a\t\t\tb\n", "aa\tbbbbbbbbbb\t\tb\n", NULL}, "a                        b\naa    bbbbbbbbbb         b\n"},
    {{"tail without newline\tx", NULL}, "tail without newline   x"},
    {{"\n\n", NULL}, "\n\n"},
    {{"a\tb\n", "\n", "ccccccccc\tb\n", NULL}, "a     b\n\nccccccccc   b\n"},
};

static void tabwriter_aligns_as_go(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
        struct capture c;
        capture_init(&c);
        struct tabwriter *w = tabwriter_new(c.to, true);
        for (const char *const *s = layouts[i].in; *s; s++) {
            if (strcmp(*s, FLUSH) == 0)
                tabwriter_flush(w);
            else
                tabwriter_write(w, *s);
        }
        tabwriter_free(w);
        fclose(c.to);
        assert_string_equal(c.text, layouts[i].want);
        free(c.text);
    }
}

static int draw(uint32_t *x, uint32_t n)
{
    *x = *x * 1664525U + 1013904223U;
    return (int)((*x >> 8) % n);
}

static void random_line(uint32_t *x, struct buf *line)
{
    buf_clear(line);
    /* The generator is asked anew before each cell, as in the Go program that made the checksum. */
    for (int c = 0; c < draw(x, 6); c++) {
        for (int k = draw(x, 15); k > 0; k--)
            buf_addc(line, (char)('a' + k));
        buf_addc(line, '\t');
    }
    buf_adds(line, "z\n");
}

static void tabwriter_random_tables(void **state)
{
    (void)state;
    uint32_t x = 7, hash = 2166136261U;
    struct buf line = buf_new();
    for (int t = 0; t < 300; t++) {
        struct capture c;
        capture_init(&c);
        struct tabwriter *w = tabwriter_new(c.to, true);
        for (int l = 0; l < draw(&x, 12); l++) {
            random_line(&x, &line);
            tabwriter_add(w, line.data, line.len);
            if (draw(&x, 5) == 0)
                tabwriter_flush(w);
        }
        tabwriter_free(w);
        fclose(c.to);
        for (size_t i = 0; i < c.len; i++)
            hash = (hash ^ (unsigned char)c.text[i]) * 16777619U;
        free(c.text);
    }
    buf_release(&line);
    assert_int_equal(hash, 0x1f8df2da);
}

static void tabwriter_bounds_its_columns(void **state)
{
    (void)state;
    struct capture c;
    capture_init(&c);
    struct tabwriter *w = tabwriter_new(c.to, false);
    for (int i = 0; i < 100000; i++)
        tabwriter_write(w, "\t");
    tabwriter_write(w, "\n");
    tabwriter_free(w);
    fclose(c.to);
    assert_true(c.len > 100);
    free(c.text);
}

static void cells_are_cut_and_safe(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"plain", "plain"},
        {"one\ntwo", "one..."},
        {"one\rtwo", "one..."},
        {"a\fb", "a..."},
        {"\033[31mred", "^[[31mred"},
        {"tab\tstays", "tab\tstays"},
        {"bell\007", "bell^G"},
        {"", ""},
        {"\n", "..."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf b = buf_new();
        table_cell(&b, cases[i][0]);
        assert_string_equal(b.data, cases[i][1]);
        buf_release(&b);
    }
}

static cJSON *json(const char *text)
{
    cJSON *tree = NULL;
    assert_null(doc_parse_json(text, strlen(text), &tree));
    return tree;
}

static const char pods[] = "{\"kind\":\"Table\",\"apiVersion\":\"meta.k8s.io/v1\",\"columnDefinitions\":["
                           "{\"name\":\"Name\",\"type\":\"string\",\"format\":\"name\",\"priority\":0},"
                           "{\"name\":\"Restarts\",\"type\":\"integer\",\"priority\":0},{\"name\":\"Node\",\"type\":"
                           "\"string\",\"priority\":1}],"
                           "\"rows\":["
                           "{\"cells\":[\"web\",3,\"n1\"],\"object\":{\"metadata\":{\"name\":\"web\",\"namespace\":"
                           "\"x\",\"labels\":{\"b\":\"2\",\"a/z\":\"1\"}}}},"
                           "{\"cells\":[\"a-longer-name\",null,\"n2\",\"too "
                           "many\"],\"object\":{\"metadata\":{\"name\":\"a\",\"namespace\":\"y\"}}}]}";

static char *print_table_text(const struct table_options *o, const char *const *tables, const char *event)
{
    struct capture c;
    capture_init(&c);
    struct tabwriter *w = tabwriter_new(c.to, true);
    struct table_printer *p = table_printer_new(o);
    for (; *tables; tables++) {
        cJSON *t = json(*tables);
        table_print(p, w, t, event, false);
        cJSON_Delete(t);
    }
    table_printer_free(p);
    tabwriter_free(w);
    fclose(c.to);
    return c.text;
}

static void tables_as_kubectl(void **state)
{
    (void)state;
    struct strv labels = {0};
    strv_add(&labels, "a/z");
    const struct {
        struct table_options o;
        const char *event, *want;
    } cases[] = {
        {{0}, NULL, "NAME            RESTARTS\nweb             3\na-longer-name   \n"},
        {{.wide = true},
         NULL,
         "NAME            RESTARTS   NODE\nweb             3          n1\na-longer-name              n2\n"},
        {{.no_headers = true}, NULL, "web             3\na-longer-name   \n"},
        {{.with_kind = true, .kind = "Deployment", .group = "apps"},
         NULL,
         "NAME                            RESTARTS\ndeployment.apps/web             3\ndeployment.apps/a-longer-name   "
         "\n"},
        {{.with_namespace = true},
         NULL,
         "NAMESPACE   NAME            RESTARTS\nx           web             3\ny           a-longer-name   \n"},
        {{.label_columns = &labels, .show_labels = true},
         NULL,
         "NAME            RESTARTS   Z          LABELS\nweb             3          1          a/z=1,b=2\n"
         "a-longer-name              too many   \n"},
        {{0},
         "ADDED",
         "EVENT      NAME            RESTARTS\nADDED      web             3\nADDED      a-longer-name   \n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *text = print_table_text(&cases[i].o, (const char *const[]){pods, NULL}, cases[i].event);
        assert_string_equal(text, cases[i].want);
        free(text);
    }
    strv_release(&labels);
}

static void tables_share_columns(void **state)
{
    (void)state;
    static const char more[] = "{\"kind\":\"Table\",\"apiVersion\":\"meta.k8s.io/v1\",\"columnDefinitions\":[],"
                               "\"rows\":[{\"cells\":[\"third\",1,\"n\"]}]}";
    static const char empty[] =
        "{\"kind\":\"Table\",\"apiVersion\":\"meta.k8s.io/v1\",\"columnDefinitions\":[],\"rows\":[]}";
    struct table_options o = {0};
    char *text = print_table_text(&o, (const char *const[]){pods, more, empty, NULL}, NULL);
    assert_string_equal(text, "NAME            RESTARTS\nweb             3\na-longer-name   \nthird           1\n");
    free(text);
}

static void objects_without_table(void **state)
{
    (void)state;
    static const char object[] =
        "{\"kind\":\"X\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"a\",\"namespace\":\"n\"}}";
    struct table_options o = {.with_namespace = true, .show_labels = true};
    char *text = print_table_text(&o, (const char *const[]){object, object, NULL}, NULL);
    assert_string_equal(text, "NAMESPACE   NAME   AGE         LABELS\nn           a      <unknown>   <none>\n"
                              "n           a      <unknown>   <none>\n");
    free(text);
}

static void values_as_go_prints_them(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"1", "1"},
        {"1.5", "1.5"},
        {"1.0", "1"},
        {"1e3", "1000"},
        {"1e21", "1e+21"},
        {"1e-5", "1e-05"},
        {"0.0001", "0.0001"},
        {"9007199254740993", "9007199254740993"},
        {"true", "true"},
        {"null", "<nil>"},
        {"[1,\"a\"]", "[1 a]"},
        {"{\"b\":1,\"a\":[]}", "map[a:[] b:1]"},
        {"0.1", "0.1"},
        {"123456.789", "123456.789"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cJSON *v = json(cases[i][0]);
        struct buf b = buf_new();
        go_value_text(&b, v);
        assert_string_equal(b.data, cases[i][1]);
        buf_release(&b);
        cJSON_Delete(v);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tabwriter_aligns_as_go),
        cmocka_unit_test(tabwriter_random_tables),
        cmocka_unit_test(tabwriter_bounds_its_columns),
        cmocka_unit_test(cells_are_cut_and_safe),
        cmocka_unit_test(tables_as_kubectl),
        cmocka_unit_test(tables_share_columns),
        cmocka_unit_test(objects_without_table),
        cmocka_unit_test(values_as_go_prints_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
