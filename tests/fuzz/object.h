/* object.h - what the fuzzers of expressions run them on. */
#ifndef KUBEC_TESTS_FUZZ_OBJECT_H
#define KUBEC_TESTS_FUZZ_OBJECT_H

#include "base/mem.h"
#include "doc/doc.h"

#include <stdlib.h>
#include <string.h>

static const char some_object[] =
    "{\"kind\":\"List\",\"n\":5,\"f\":2.5,\"t\":true,\"z\":null,\"e\":{},\"l\":[],\"items\":["
    "{\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\",\"labels\":{\"a.b/"
    "c\":\"x\",\"n\":\"7\"},\"time\":\"2026-01-02T03:04:05Z\"},"
    "\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i:1\",\"ports\":[{\"p\":80},{\"p\":443,\"q\":1.5}]},{"
    "\"name\":\"d\"}]},"
    "\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"},{\"type\":\"X\",\"status\":\"False\"}]}},"
    "{\"kind\":\"Pod\",\"metadata\":{\"name\":\"b\"},\"data\":{\"k\":\"aGVsbG8=\"},\"m\":[[1,2,3],[4,-5],[]],\"s\":\"<"
    "a href='x'>\\u00e4\\n\"}]}";

/* An input: the expression, and behind a NUL the object as JSON, or the one above. The expression is a copy without a
 * byte behind it, so that reading past the end is found; both are the caller's. */
static inline cJSON *fuzz_input(const uint8_t *data, size_t size, char **text, size_t *n)
{
    cJSON *tree = NULL;
    const uint8_t *nul = size > 0 ? memchr(data, 0, size) : NULL;
    *n = nul != NULL ? (size_t)(nul - data) : size;
    *text = xmemdup(data, *n);
    struct err *e = nul != NULL ? doc_parse_json((const char *)nul + 1, size - *n - 1, &tree) : NULL;
    if (e != NULL || tree == NULL) {
        err_free(e);
        e = doc_parse_json(some_object, sizeof some_object - 1, &tree);
        if (e != NULL)
            abort();
    }
    return tree;
}

/* An error's place lies inside the expression; showing it must not fail. */
static inline void fuzz_error(struct err *e, const char *text, size_t n)
{
    if (e != NULL && e->at > n + 1)
        abort();
    err_free(doc_err_in_text(e, NULL, text, n));
}

#endif
