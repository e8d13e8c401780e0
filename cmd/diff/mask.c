/* mask.c - no values of Secrets on the screen. */
#include "diff/diff.h"

#include "base/strv.h"
#include "doc/doc.h"
#include "doc/emit.h"
#include "patch/lastapplied.h"

#include <stdlib.h>
#include <string.h>

#define MASK "***"

bool diff_is_secret(const cJSON *object)
{
    return str_eq(doc_str_at(object, "apiVersion"), "v1") && str_eq(doc_str_at(object, "kind"), "Secret");
}

static void mask_all(cJSON *map)
{
    for (cJSON *v = cJSON_IsObject(map) ? map->child : NULL, *next; v != NULL; v = next) {
        next = v->next;
        doc_set_str(map, v->string, MASK);
    }
}

/* The annotation holds the values once more. */
static void mask_annotation(cJSON *object)
{
    cJSON *tree = NULL;
    if (lastapplied_get(object) == NULL)
        return;
    cJSON *annotations = doc_at(object, "metadata.annotations");
    struct err *e = lastapplied_tree(object, &tree);
    if (e != NULL || tree == NULL) {
        err_free(e);
        doc_set_str(annotations, LAST_APPLIED_ANNOTATION, MASK);
        return;
    }
    mask_all(doc_get(tree, "data"));
    mask_all(doc_get(tree, "stringData"));
    struct buf b = buf_new();
    emit_json_compact(&b, tree, EMIT_SORTED);
    buf_addc(&b, '\n');
    doc_set_str(annotations, LAST_APPLIED_ANNOTATION, b.data);
    buf_release(&b);
    cJSON_Delete(tree);
}

void diff_mask(cJSON *live, cJSON *merged)
{
    cJSON *before = doc_get(live, "data"), *after = doc_get(merged, "data");
    struct strv changed = {0};
    for (const cJSON *v = cJSON_IsObject(before) ? before->child : NULL; v != NULL; v = v->next) {
        const cJSON *other = cJSON_IsObject(after) ? doc_get(after, v->string) : NULL;
        if (other != NULL && !doc_equal(v, other))
            strv_add(&changed, v->string);
    }
    mask_all(before);
    mask_all(after);
    for (size_t i = 0; i < changed.n; i++) {
        doc_set_str(before, changed.v[i], MASK " (before)");
        doc_set_str(after, changed.v[i], MASK " (after)");
    }
    strv_release(&changed);
    mask_annotation(live);
    mask_annotation(merged);
}
