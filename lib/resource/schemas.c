/* schemas.c - the merge keys of the kinds that are applied. */
#include "resource/schemas.h"

#include "api/request.h"
#include "base/mem.h"

#include <stdlib.h>

struct fetched_schema {
    struct schema_set *set;
    const struct schema_type *type;
};

static void fetched_free(void *p)
{
    struct fetched_schema *f = p;
    schema_set_free(f->set);
    free(f);
}

static struct fetched_schema *fetch(struct session *s, const struct api_resource *r)
{
    struct fetched_schema *f = xcalloc(1, sizeof *f);
    char *path = r->group[0] != '\0' ? xasprintf("/openapi/v3/apis/%s/%s", r->group, r->version)
                                     : xasprintf("/openapi/v3/api/%s", r->version);
    struct buf text = buf_new();
    cJSON *doc = NULL;
    struct schema_kind kind = {0};
    struct err *e = api_raw(s, "GET", path, NULL, 0, &text);
    if (e == NULL)
        e = doc_parse_json(text.data, text.len, &doc);
    if (e == NULL)
        e = schema_from_openapi(doc, r->group, r->version, r->kind, &f->set, &kind);
    f->type = e == NULL ? kind.type : NULL;
    err_free(e);
    cJSON_Delete(doc);
    buf_release(&text);
    free(path);
    return f;
}

const struct schema_type *schemas_find(struct schemas *known, struct session *s, const struct target *t, bool ask)
{
    const struct api_resource *r = t->resource;
    struct schema_kind kind;
    if (!schema_find_kind(r->group, r->version, r->kind, &kind))
        return NULL;
    char *unknown = ask ? schema_unknown_field(kind.type, t->object) : NULL;
    if (unknown == NULL)
        return kind.type;
    free(unknown);
    char *key = xasprintf("%s/%s/%s", r->group, r->version, r->kind);
    known->fetched.value_free = fetched_free;
    struct fetched_schema *f = map_get(&known->fetched, key);
    if (f == NULL) {
        f = fetch(s, r);
        map_set(&known->fetched, key, f);
    }
    free(key);
    return f->type != NULL ? f->type : kind.type;
}

void schemas_release(struct schemas *known)
{
    map_release(&known->fetched);
}
