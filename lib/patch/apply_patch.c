/* apply_patch.c - the patch that client-side apply sends. */
#include "patch/apply_patch.h"

#include "base/mem.h"
#include "doc/emit.h"
#include "patch/lastapplied.h"

#include <stdlib.h>
#include <string.h>

static char *compact(const cJSON *tree)
{
    struct buf b = buf_new();
    emit_json_compact(&b, tree, EMIT_SORTED);
    return buf_take(&b);
}

/* A JSON merge patch must not touch what says which object it is for (mergepatch's preconditions in kubectl). */
static struct err *check_identity(const cJSON *patch)
{
    if (doc_get(patch, "apiVersion") != NULL || doc_get(patch, "kind") != NULL ||
        doc_at(patch, "metadata.name") != NULL)
        return err_new("At least one of apiVersion, kind and name was changed");
    return NULL;
}

/* kubectl prints what the patch was to be made from. A Secret's values stay out of the message. */
static struct err *failed(struct err *e, const char *original, const cJSON *modified, const cJSON *live)
{
    const char *kind = doc_str_at(live, "kind");
    if (kind != NULL && strcmp(kind, "Secret") == 0)
        return err_wrap(e, "creating patch (the configurations of a Secret are not shown)");
    char *m = compact(modified), *c = compact(live);
    e = err_wrap(e, "creating patch with:\noriginal:\n%s\nmodified:\n%s\ncurrent:\n%s\nfor",
                 original != NULL ? original : "", m, c);
    free(m);
    free(c);
    return e;
}

struct err *apply_patch_compute(const struct schema_type *schema, const cJSON *live, const cJSON *modified,
                                bool overwrite, struct apply_patch *out)
{
    cJSON *original = NULL;
    *out = (struct apply_patch){.schema = schema, .type = schema != NULL ? PATCH_STRATEGIC : PATCH_MERGE};
    struct err *e = lastapplied_tree(live, &original);
    if (e == NULL && schema != NULL)
        e = patch_three_way_strategic(original, modified, live, schema, overwrite, &out->tree);
    else if (e == NULL)
        e = patch_three_way_merge(original, modified, live, &out->tree);
    if (e == NULL && schema == NULL)
        e = check_identity(out->tree);
    cJSON_Delete(original);
    if (e != NULL)
        return failed(e, lastapplied_get(live), modified, live);
    out->empty = patch_is_empty(out->tree);
    out->text = compact(out->tree);
    return NULL;
}

struct err *apply_patch_locally(const struct apply_patch *p, const cJSON *live, cJSON **out)
{
    if (p->type == PATCH_STRATEGIC)
        return patch_apply_strategic(live, p->tree, p->schema, out);
    return patch_apply_merge(live, p->tree, out);
}

void apply_patch_release(struct apply_patch *p)
{
    free(p->text);
    cJSON_Delete(p->tree);
    *p = (struct apply_patch){0};
}
