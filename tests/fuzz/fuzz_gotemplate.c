/* fuzz_gotemplate.c - libFuzzer on Go templates: parsing and execution. */
#include "object.h"
#include "print/gotemplate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text;
    size_t n;
    struct gotemplate *t = NULL;
    cJSON *tree = fuzz_input(data, size, &text, &n);
    struct err *e = gotemplate_parse(text, n, &t);
    for (int strict = 0; e == NULL && strict < 2; strict++) {
        struct buf out = buf_new();
        fuzz_error(gotemplate_run(t, tree, strict == 1, &out), text, n);
        buf_release(&out);
    }
    fuzz_error(e, text, n);
    gotemplate_free(t);
    cJSON_Delete(tree);
    free(text);
    return 0;
}
