/* lib/doc against the recorded answers of kubectl's libraries (testdata/doc). */
#include "base/file.h"
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

static cJSON *load(const char *name)
{
    char *path = xasprintf("%s/testdata/doc/%s", KUBEC_SOURCE_DIR, name);
    struct buf text = buf_new();
    assert_null(file_read(path, &text));
    cJSON *cases;
    assert_null(doc_parse_json(text.data, text.len, &cases));
    buf_release(&text);
    free(path);
    return cases;
}

static int report(const char *what, const char *in, const char *want, const char *got)
{
    if (strcmp(want, got) == 0)
        return 0;
    char *i = str_quote(in), *w = str_quote(want), *g = str_quote(got);
    fprintf(stderr, "%s of %s\n  want %s\n  got  %s\n", what, i, w, g);
    free(i);
    free(w);
    free(g);
    return 1;
}

/* The documents of a text in the form of read.json. Every error must have a place. */
static char *read_text(const char *text)
{
    static const char prefix[] = "error parsing F: ";
    struct source *src = source_new("F", xstrdup(text), strlen(text));
    struct doc_items items;
    doc_read_stream(src, DOC_LAST_WINS, &items);
    struct buf out = buf_new();
    for (size_t i = 0; i < items.n; i++) {
        const struct err *e = items.v[i].err;
        if (e != NULL) {
            assert_true(str_starts(e->msg, prefix));
            assert_non_null(e->note);
            assert_true(str_starts(e->note, "  --> F:"));
            buf_addf(&out, "E %s\n", e->msg + strlen(prefix));
            break;
        }
        if (items.v[i].doc == NULL)
            continue;
        buf_adds(&out, "J ");
        emit_json_compact(&out, items.v[i].doc->root, EMIT_SORTED);
        buf_addc(&out, '\n');
    }
    doc_items_release(&items);
    source_unref(src);
    return buf_take(&out);
}

static void reads_as_recorded(void **state)
{
    (void)state;
    cJSON *cases = load("read.json");
    int n = 0, bad = 0;
    for (const cJSON *c = cases->child; c != NULL; c = c->next, n++) {
        char *got = read_text(doc_str_at(c, "in"));
        bad += report("reading", doc_str_at(c, "in"), doc_str_at(c, "out"), got);
        free(got);
    }
    cJSON_Delete(cases);
    assert_true(n > 400);
    assert_int_equal(bad, 0);
}

static int compare(const cJSON *c, const char *form, const struct buf *got)
{
    const char *want = doc_str_at(c, form);
    return want != NULL ? report(form, doc_str_at(c, "in"), want, got->data) : 0;
}

static void prints_as_recorded(void **state)
{
    (void)state;
    cJSON *cases = load("emit.json");
    int n = 0, bad = 0;
    for (const cJSON *c = cases->child; c != NULL; c = c->next, n++) {
        const char *text = doc_str_at(c, "in");
        cJSON *tree;
        assert_null(doc_parse_json(text, strlen(text), &tree));
        struct buf out = buf_new();
        emit_yaml(&out, tree);
        bad += compare(c, "yaml", &out);
        buf_clear(&out);
        emit_kyaml(&out, tree);
        bad += compare(c, "kyaml", &out);
        buf_clear(&out);
        emit_json(&out, tree, 4, EMIT_SORTED);
        bad += compare(c, "indent", &out);
        buf_clear(&out);
        emit_json_compact(&out, tree, EMIT_SORTED);
        bad += compare(c, "json", &out);
        buf_release(&out);
        cJSON_Delete(tree);
    }
    cJSON_Delete(cases);
    assert_true(n > 400);
    assert_int_equal(bad, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(reads_as_recorded), cmocka_unit_test(prints_as_recorded)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
