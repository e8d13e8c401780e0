/* apply_patch.c - the patch that client-side apply sends. */
#include "patch/apply_patch.h"

#include "base/mem.h"
#include "base/strv.h"
#include "doc/emit.h"
#include "patch/lastapplied.h"
#include "patch/smp.h"

#include <stdlib.h>
#include <string.h>

static char *compact(const cJSON *tree)
{
    struct buf b = buf_new();
    emit_json_compact(&b, tree, EMIT_SORTED);
    return buf_take(&b);
}

static bool is_secret(const cJSON *live)
{
    const char *kind = doc_str_at(live, "kind");
    return kind != NULL && strcmp(kind, "Secret") == 0;
}

/* kubectl prints what the patch was to be made from. A Secret's values stay out of the message. */
static struct err *failed(struct err *e, const cJSON *modified, const cJSON *live)
{
    const char *original = lastapplied_get(live);
    if (is_secret(live)) {
        err_free(e);
        return err_new(
            "creating patch: it conflicts with what others changed, or cannot be made (the configurations of a Secret "
            "are not shown)");
    }
    char *m = compact(modified);
    char *c = compact(live);
    e = err_wrap(e, "creating patch with:\noriginal:\n%s\nmodified:\n%s\n\ncurrent:\n%s\n\nfor",
                 original != NULL ? original : "", m, c);
    free(m);
    free(c);
    return e;
}

static char *in_both_specs(const struct err *v3, const struct err *v2)
{
    return xasprintf("warning: error calculating patch from openapi v3 spec: %s\n"
                     "warning: error calculating patch from openapi spec: %s\n",
                     v3->msg, v2->msg);
}

/* kubectl asks three sources for merge keys: OpenAPI v3, v2, its own types. They know the same, so that what fails with
 * one fails with all, but each has its words. *no_types: the third does not know the kind (it comes from another module
 * of Kubernetes). */
static struct err *in_three_voices(const struct smp *s, struct err *e, const struct schema_type *schema,
                                   char **warnings, bool *no_types)
{
    struct err *v3 = s->lookup_failed ? smp_lookup_error(s, SMP_OPENAPI_V3) : NULL;
    struct err *v2 = s->lookup_failed ? smp_lookup_error(s, SMP_OPENAPI_V2) : NULL;
    *warnings = in_both_specs(v3 != NULL ? v3 : e, v2 != NULL ? v2 : e);
    if (s->lookup_failed) {
        err_free(e);
        e = smp_lookup_error(s, SMP_STRUCT);
    }
    *no_types = !str_starts(schema_type_name(schema), "io.k8s.api.");
    err_free(v3);
    err_free(v2);
    return e;
}

static struct err *strategic(const cJSON *original, const cJSON *modified, const cJSON *live, bool overwrite,
                             struct apply_patch *out)
{
    struct smp s = {0};
    bool no_types = false;
    struct err *e = smp_three_way(&s, original, modified, live, out->schema, overwrite, &out->tree);
    if (e != NULL)
        e = in_three_voices(&s, e, out->schema, &out->warnings, &no_types);
    smp_release(&s);
    if (is_secret(live)) {
        free(out->warnings);
        out->warnings = NULL;
    }
    if (!no_types)
        return e;
    err_free(e);
    out->type = PATCH_MERGE;
    out->schema = NULL;
    return patch_three_way_merge(original, modified, live, &out->tree);
}

struct err *apply_patch_compute(const struct schema_type *schema, const cJSON *live, const cJSON *modified,
                                bool overwrite, struct apply_patch *out)
{
    cJSON *original = NULL;
    *out = (struct apply_patch){.schema = schema, .type = schema != NULL ? PATCH_STRATEGIC : PATCH_MERGE};
    struct err *e = lastapplied_tree(live, &original);
    if (e != NULL && schema != NULL && !is_secret(live))
        out->warnings = in_both_specs(e, e);
    if (e == NULL && schema != NULL)
        e = strategic(original, modified, live, overwrite, out);
    else if (e == NULL)
        e = patch_three_way_merge(original, modified, live, &out->tree);
    cJSON_Delete(original);
    if (e != NULL)
        return failed(e, modified, live);
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
    free(p->warnings);
    cJSON_Delete(p->tree);
    *p = (struct apply_patch){0};
}
