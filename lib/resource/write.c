/* write.c - what all writing requests have in common. */
#include "resource/write.h"

#include "base/mem.h"
#include "base/strv.h"
#include "doc/emit.h"

#include <string.h>

size_t write_query(const struct write_opts *w, const char *query[WRITE_QUERY_MAX])
{
    static const char *const validation[] = {
        [VALIDATE_STRICT] = "Strict", [VALIDATE_WARN] = "Warn", [VALIDATE_IGNORE] = "Ignore"};
    size_t n = 0;
    if (w->dry_run == DRY_RUN_SERVER) {
        query[n++] = "dryRun";
        query[n++] = "All";
    }
    if (!str_empty(w->field_manager) || !w->manager_required) {
        query[n++] = "fieldManager";
        query[n++] = str_empty(w->field_manager) ? WRITE_DEFAULT_MANAGER : w->field_manager;
    }
    if (w->validate != VALIDATE_UNSET) {
        query[n++] = "fieldValidation";
        query[n++] = validation[w->validate];
    }
    query[n] = NULL;
    return n;
}

const char *write_dry_run_suffix(enum dry_run d)
{
    return d == DRY_RUN_CLIENT ? " (dry run)" : d == DRY_RUN_SERVER ? " (server dry run)" : "";
}

char *write_body(const cJSON *object)
{
    struct buf b = buf_new();
    emit_json_compact(&b, object, EMIT_SORTED);
    return buf_take(&b);
}

char *write_create_body(const cJSON *object)
{
    if (doc_at(object, "metadata.resourceVersion") == NULL)
        return write_body(object);
    cJSON *copy = doc_dup(object);
    doc_remove(doc_get(copy, "metadata"), "resourceVersion");
    char *body = write_body(copy);
    cJSON_Delete(copy);
    return body;
}

bool write_outcome_unknown(const struct err *e)
{
    static const char *const signs[] = {"EOF", "connection reset by peer", "http2: ", "Client.Timeout exceeded",
                                        "context deadline exceeded"};
    if (e == NULL || (e->kind != ERR_NET && e->kind != ERR_GENERIC))
        return false;
    const char *why = e->inner != NULL ? e->inner : e->msg;
    if (strstr(why, ": dial ") != NULL)
        return false;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strstr(why, signs[i]) != NULL)
            return true;
    return false;
}

char *write_describe(const struct target *t)
{
    const struct api_resource *r = t->resource;
    return xasprintf(
        "Resource: \"%s/%s, Resource=%s\", GroupVersionKind: \"%s/%s, Kind=%s\"\nName: \"%s\", Namespace: \"%s\"",
        r->group, r->version, r->name, r->group, r->version, r->kind, t->name, t->ns);
}
