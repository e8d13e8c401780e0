/* lastapplied.c - the annotation that client-side apply keeps its last configuration in. */
#include "patch/lastapplied.h"

#include "base/buf.h"
#include "doc/emit.h"

#include <stdlib.h>
#include <string.h>

const char *lastapplied_get(const cJSON *object)
{
    const cJSON *v = doc_get(doc_at(object, "metadata.annotations"), LAST_APPLIED_ANNOTATION);
    return cJSON_IsString(v) ? v->valuestring : NULL;
}

struct err *lastapplied_tree(const cJSON *object, cJSON **out)
{
    const char *text = lastapplied_get(object);
    *out = NULL;
    if (text == NULL || text[0] == '\0')
        return NULL;
    struct err *e = doc_parse_json(text, strlen(text), out);
    if (e == NULL && cJSON_IsObject(*out))
        return NULL;
    err_free(e);
    cJSON_Delete(*out);
    *out = NULL;
    return err_new("invalid JSON document");
}

char *lastapplied_encode(const cJSON *object)
{
    cJSON *copy = doc_dup(object);
    cJSON *annotations = doc_make_at(copy, "metadata.annotations");
    if (annotations != NULL)
        doc_remove(annotations, LAST_APPLIED_ANNOTATION);
    struct buf b = buf_new();
    emit_json_compact(&b, copy, EMIT_SORTED);
    buf_addc(&b, '\n');
    cJSON_Delete(copy);
    return buf_take(&b);
}

void lastapplied_set(cJSON *object)
{
    char *text = lastapplied_encode(object);
    cJSON *annotations = doc_make_at(object, "metadata.annotations");
    if (annotations != NULL)
        doc_set_str(annotations, LAST_APPLIED_ANNOTATION, text);
    free(text);
}
