/* fuzz_json.c - libFuzzer on the JSON reader: what it takes, its emitter prints and it takes again as the same. */
#include "base/mem.h"
#include "doc/doc.h"
#include "doc/emit.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    cJSON *tree, *again;
    char *text = xmemdup(data, size); /* no NUL behind it: reading past the end is found */
    struct err *e = doc_parse_json(text, size, &tree);
    free(text);
    if (e != NULL) {
        err_free(e);
        return 0;
    }
    struct buf out = buf_new();
    emit_json_compact(&out, tree, EMIT_EXACT_NUMBERS);
    e = doc_parse_json(out.data, out.len, &again);
    if (e != NULL || !doc_equal(tree, again))
        abort();
    cJSON_Delete(again);
    buf_clear(&out);
    emit_json(&out, tree, 4, EMIT_SORTED);
    emit_kyaml(&out, tree);
    buf_release(&out);
    cJSON_Delete(tree);
    return 0;
}
