/* fuzz_yaml.c - libFuzzer on the stream reader: every error has a place, and what is read can be printed as YAML that
 * reads back as the same. */
#include "base/mem.h"
#include "doc/doc.h"
#include "doc/emit.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct source *source_of(const void *data, size_t size)
{
    char *text = xmalloc(size + 1);
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    return source_new("f", text, size);
}

/* What YAML does not give back: a key of more than 1,024 bytes as printed is none, a zero loses its sign. */
static bool has_odd_text(const cJSON *node)
{
    for (const cJSON *c = node; c != NULL; c = c->next) {
        if (c->string != NULL && strlen(c->string) > 200)
            return true;
        if (cJSON_IsNumber(c) && c->valuedouble == 0 && doc_number_text(c)[0] == '-')
            return true;
        if (c->child != NULL && has_odd_text(c->child))
            return true;
    }
    return false;
}

static void check_round_trip(const cJSON *root)
{
    struct buf out = buf_new();
    emit_yaml(&out, root);
    struct source *src = source_of(out.data, out.len);
    struct doc *again;
    struct err *e = doc_read_one(src, DOC_NO_POS, &again);
    if (!has_odd_text(root)) {
        struct buf a = buf_new(), b = buf_new();
        if (e != NULL || again == NULL)
            abort();
        emit_json_compact(&a, root, EMIT_SORTED);
        emit_json_compact(&b, again->root, EMIT_SORTED);
        if (strcmp(a.data, b.data) != 0)
            abort();
        buf_release(&a);
        buf_release(&b);
    }
    err_free(e);
    doc_free(again);
    source_unref(src);
    buf_release(&out);
}

static void check_places(const struct doc *d, const cJSON *node)
{
    for (const cJSON *c = node; c != NULL; c = c->next) {
        if (doc_place_key(d, c).line == 0 || doc_place_value(d, c).line == 0)
            abort();
        check_places(d, c->child);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct source *src = source_of(data, size);
    struct doc_items items;
    doc_read_stream(src, size % 2 == 0 ? DOC_LAST_WINS : 0, &items);
    source_unref(src);
    for (size_t i = 0; i < items.n; i++) {
        if (items.v[i].err != NULL && items.v[i].err->note == NULL)
            abort();
        if (items.v[i].doc == NULL)
            continue;
        if (size < 2000)
            check_places(items.v[i].doc, items.v[i].doc->root);
        check_round_trip(items.v[i].doc->root);
    }
    doc_items_release(&items);
    return 0;
}
