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
    }
    fuzz_error(e, text, n);
    jsonpath_free(j);
    relaxed(text, n);
    cJSON_Delete(tree);
    free(text);
    return 0;
}
