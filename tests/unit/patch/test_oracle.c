/* test_oracle.c - lib/patch against the answers of Kubernetes' own libraries (testdata/patch, made by
 * tests/oracle/patch). */
#include "base/file.h"
#include "base/mem.h"
#include "base/strv.h"
#include "doc/emit.h"
#include "patch/patch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* One triple, with what is known about it. */
struct triple {
    const char *file;
    size_t line;
    const cJSON *tree;
    const struct schema_type *type; /* NULL: JSON merge patch */
};

static char *text_of(const cJSON *tree)
{
    struct buf b = buf_new();
    emit_json_compact(&b, tree, EMIT_SORTED);
    return buf_take(&b);
}

/* Compares a result (taken) or an error (taken) with what the line says. exact: the error's text counts, not only that
 * there is one. */
static void compare(const struct triple *t, const char *what, struct err *e, cJSON *got, const char *member,
                    const char *error_member, bool exact)
{
    const char *error = doc_str_at(t->tree, error_member);
    char *have = e != NULL ? xstrdup(e->msg) : text_of(got);
    char *want = error != NULL ? xstrdup(error) : text_of(doc_get(t->tree, member));
    bool good = (e != NULL) == (error != NULL) && ((error != NULL && !exact) || strcmp(have, want) == 0);
    if (!good)
        fail_msg("%s:%zu: %s\n got  %s\n want %s", t->file, t->line, what, have, want);
    free(have);
    free(want);
    err_free(e);
    cJSON_Delete(got);
}

static void check_apply(const struct triple *t, const cJSON *patch)
{
    const cJSON *current = doc_get(t->tree, "current");
    cJSON *out = NULL;
    struct err *e = t->type != NULL ? patch_apply_strategic(current, patch, t->type, &out)
                                    : patch_apply_merge(current, patch, &out);
    compare(t, "the result of the patch", e, out, "applied", "applyError", false);
}

static void check(const struct triple *t)
{
    const cJSON *original = doc_get(t->tree, "original");
    const cJSON *modified = doc_get(t->tree, "modified");
    const cJSON *current = doc_get(t->tree, "current");
    cJSON *out = NULL;
    struct err *e = t->type != NULL ? patch_three_way_strategic(original, modified, current, t->type, true, &out)
                                    : patch_three_way_merge(original, modified, current, &out);
    if (out != NULL)
        check_apply(t, out);
    compare(t, "the three-way patch", e, out, "patch", "error", false);
    if (doc_get(t->tree, "error") != NULL)
        return;
    if (t->type != NULL) {
        out = NULL;
        e = patch_three_way_strategic(original, modified, current, t->type, false, &out);
        const char *conflict = doc_str_at(t->tree, "conflict");
        compare(t, "without overwrite", e, out, "patch", "conflict",
                conflict != NULL && str_starts(conflict, "patch:"));
    }
    if (doc_get(t->tree, "twoWay") != NULL) {
        out = NULL;
        e = t->type != NULL ? patch_two_way_strategic(current, modified, t->type, &out)
                            : patch_two_way_merge(current, modified, &out);
        compare(t, "the two-way patch", e, out, "twoWay", "none", false);
    }
}

static size_t check_file(const char *path, bool strategic)
{
    struct buf text = buf_new();
    assert_null(file_read(path, &text));
    size_t n = 0;
    for (char *at = text.data, *end; (end = strchr(at, '\n')) != NULL; at = end + 1) {
        cJSON *tree = NULL;
        struct schema_kind k = {0};
        assert_null(doc_parse_json(at, (size_t)(end - at), &tree));
        assert_true(
            schema_find_kind(doc_str_at(tree, "group"), doc_str_at(tree, "version"), doc_str_at(tree, "kind"), &k));
        struct triple t = {path, ++n, tree, strategic ? k.type : NULL};
        check(&t);
        cJSON_Delete(tree);
    }
    buf_release(&text);
    return n;
}

static void strategic_agrees(void **state)
{
    (void)state;
    assert_true(check_file(KUBEC_SOURCE_DIR "/testdata/patch/strategic.jsonl", true) > 300);
}

static void merge_agrees(void **state)
{
    (void)state;
    assert_true(check_file(KUBEC_SOURCE_DIR "/testdata/patch/merge.jsonl", false) > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(strategic_agrees), cmocka_unit_test(merge_agrees)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
