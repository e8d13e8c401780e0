/* fuzz_jsonpath.c - libFuzzer on JSONPath templates: parsing, finding, printing; and as kubectl's relaxed paths. */
#include "base/strv.h"
#include "object.h"
#include "print/jsonpath.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void print(struct jsonpath *j, const cJSON *tree, bool typed, bool as_json, const char *text, size_t n)
{
    struct buf out = buf_new();
    jsonpath_restart(j);
    fuzz_error(jsonpath_print(j, &out, tree, typed, as_json), text, n);
    buf_release(&out);
}

/* A list whose items hold only what the template reaches gives the same. */
static void pruned(struct jsonpath *j, const cJSON *tree, const char *text, size_t n)
{
    struct buf whole = buf_new(), part = buf_new();
    cJSON *copy = doc_dup(tree), *item;
    struct jsonpath_reach *reach = jsonpath_reach(j);
    cJSON *items = doc_get(copy, "items");
    if (cJSON_IsArray(items)) {
        cJSON_ArrayForEach(item, items) jsonpath_reach_prune(reach, item);
    }
    jsonpath_reach_free(reach);
    jsonpath_restart(j);
    struct err *e = jsonpath_print(j, &whole, tree, false, false), *failed;
    jsonpath_restart(j);
    failed = jsonpath_print(j, &part, copy, false, false);
    if ((e == NULL) != (failed == NULL) || (e == NULL && !str_eq(whole.data, part.data)))
        abort();
    fuzz_error(e, text, n);
    err_free(failed);
    buf_release(&whole);
    buf_release(&part);
    cJSON_Delete(copy);
}

static void relaxed(const char *text, size_t n)
{
    char *given = xstrndup(text, n), *path = NULL;
    struct jsonpath *j = NULL;
    struct err *e = jsonpath_relaxed(given, &path);
    if (e == NULL)
        e = jsonpath_parse(path, strlen(path), &j);
    e = jsonpath_relaxed_at(e, given, path);
    fuzz_error(e, given, strlen(given));
    jsonpath_free(j);
    free(path);
    free(given);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text;
    size_t n;
    struct jsonpath *j = NULL;
    cJSON *tree = fuzz_input(data, size, &text, &n);
    struct err *e = jsonpath_parse(text, n, &j);
    if (e == NULL) {
        print(j, tree, false, false, text, n);
        print(j, tree, true, true, text, n);
        jsonpath_allow_missing(j, true);
        print(j, tree, false, false, text, n);
        pruned(j, tree, text, n);
    }
    fuzz_error(e, text, n);
    jsonpath_free(j);
    relaxed(text, n);
    cJSON_Delete(tree);
    free(text);
    return 0;
}
