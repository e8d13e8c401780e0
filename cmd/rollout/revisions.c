/* revisions.c - the earlier pod templates of deployments, daemon sets and stateful sets. */
#include "rollout/revisions.h"

#include "api/status.h"
#include "base/mem.h"
#include "patch/patch.h"
#include "resource/feed.h"
#include "resource/podspec.h"
#include "resource/selector.h"
#include "schema/schema.h"

#include <stdlib.h>
#include <string.h>

void revisions_release(struct revisions *r)
{
    for (size_t i = 0; i < r->n; i++)
        cJSON_Delete(r->v[i].object);
    free(r->v);
    *r = (struct revisions){0};
}

static const char *text_at(const cJSON *object, const char *path)
{
    const char *s = doc_str_at(object, path);
    return s != NULL ? s : "";
}

bool revision_number(const cJSON *object, int64_t *out)
{
    const cJSON *v = doc_get(doc_at(object, "metadata.annotations"), REVISION_ANNOTATION);
    *out = 0;
    if (!cJSON_IsString(v))
        return true;
    const char *s = v->valuestring, *digits = *s == '-' || *s == '+' ? s + 1 : s;
    if (*digits == '\0' || digits[strspn(digits, "0123456789")] != '\0' || strlen(digits) > 18)
        return false;
    *out = strtoll(s, NULL, 10);
    return true;
}

static bool controlled_by(const cJSON *object, const cJSON *owner)
{
    const cJSON *ref;
    cJSON_ArrayForEach(ref, doc_at(object, "metadata.ownerReferences"))
    {
        if (doc_bool_at(ref, "controller", false))
            return str_eq(text_at(ref, "uid"), text_at(owner, "metadata.uid"));
    }
    return false;
}

static cJSON *without_hash(const cJSON *template)
{
    cJSON *copy = doc_dup(template), *metadata = doc_get(copy, "metadata"), *labels = doc_get(metadata, "labels");
    doc_remove(labels, "pod-template-hash");
    if (cJSON_IsObject(labels) && labels->child == NULL)
        doc_remove(metadata, "labels");
    return copy;
}

bool revision_same_template(const cJSON *a, const cJSON *b)
{
    cJSON *x = without_hash(a), *y = without_hash(b);
    bool same = doc_equal(x, y);
    cJSON_Delete(x);
    cJSON_Delete(y);
    return same;
}

/* ---- reading ---- */

struct taking {
    const cJSON *owner;
    const struct api_resource *resource;
    struct revisions *out;
    struct err *err;
};

static void take_item(void *arg, cJSON *item)
{
    struct taking *t = arg;
    cJSON *typed = NULL;
    if (t->err == NULL && controlled_by(item, t->owner))
        t->err = typed_object(t->resource, item, &typed);
    cJSON_Delete(item);
    if (typed == NULL)
        return;
    struct revision one = {.object = typed};
    if (str_eq(t->resource->kind, "ReplicaSet"))
        one.bad_number = !revision_number(typed, &one.number);
    else
        (void)doc_get_int64(doc_get(typed, "revision"), &one.number);
    t->out->v = xreallocarray(t->out->v, t->out->n + 1, sizeof *t->out->v);
    t->out->v[t->out->n++] = one;
}

static struct err *list(struct session *s, const char *kind, const cJSON *owner, struct revisions *out)
{
    struct gvk gvk = gvk_parse("apps/v1", kind);
    const struct api_resource *r = NULL;
    char *selector = NULL;
    cJSON *answer = NULL;
    struct err *e = selector_text_of(doc_at(owner, "spec.selector"), &selector);
    if (e == NULL)
        e = mapping_for_gvk(s, &gvk, &r);
    const char *query[] = {"labelSelector", selector, NULL};
    struct api_call call = {.verb = "list", .resource = r, .ns = text_at(owner, "metadata.namespace"), .query = query};
    if (e == NULL)
        e = api_do(s, &call, &answer);
    free(selector);
    gvk_release(&gvk);
    if (e != NULL)
        return e;
    struct taking t = {.owner = owner, .resource = r, .out = out};
    list_take_items(answer, take_item, &t);
    return t.err;
}

static int by_age(const void *a, const void *b)
{
    const struct revision *x = a, *y = b;
    int c = strcmp(text_at(x->object, "metadata.creationTimestamp"), text_at(y->object, "metadata.creationTimestamp"));
    return c != 0 ? c : strcmp(text_at(x->object, "metadata.name"), text_at(y->object, "metadata.name"));
}

/* The oldest replica set with the present template goes to the end: it is the new one. */
static void put_new_last(struct revisions *r, const cJSON *deployment)
{
    const cJSON *template = doc_at(deployment, "spec.template");
    for (size_t i = 0; i < r->n; i++) {
        if (!revision_same_template(doc_at(r->v[i].object, "spec.template"), template))
            continue;
        struct revision newest = r->v[i];
        memmove(&r->v[i], &r->v[i + 1], (r->n - i - 1) * sizeof *r->v);
        r->v[r->n - 1] = newest;
        return;
    }
}

/* kubectl's words before an error of reading; the error stays plain text. */
static struct err *explain(struct err *e, const char *before, const char *name)
{
    if (e == NULL || e->kind == ERR_SILENT)
        return e;
    char *why = err_go_text(e);
    err_free(e);
    e = err_new("%s %s: %s", before, name, why);
    free(why);
    return e;
}

struct err *revisions_read(struct session *s, enum rollout_kind kind, const cJSON *object, struct revisions *out)
{
    const char *name = text_at(object, "metadata.name");
    *out = (struct revisions){0};
    if (kind != ROLLOUT_DEPLOYMENT)
        return explain(list(s, "ControllerRevision", object, out),
                       kind == ROLLOUT_DAEMONSET ? "unable to find history controlled by DaemonSet"
                                                 : "unable to find history controlled by StatefulSet",
                       name);
    struct err *e = list(s, "ReplicaSet", object, out);
    if (e != NULL)
        return explain(e, "failed to retrieve replica sets from deployment", name);
    if (out->n > 0)
        qsort(out->v, out->n, sizeof *out->v, by_age);
    put_new_last(out, object);
    return NULL;
}

struct err *revision_apply(const struct api_resource *r, const cJSON *object, const struct revision *revision,
                           cJSON **out)
{
    struct schema_kind kind;
    cJSON *patched = NULL;
    *out = NULL;
    if (!schema_find_kind(r->group, r->version, r->kind, &kind))
        return err_new("the fields of %s are not known", r->kind);
    struct err *e = patch_apply_strategic(object, doc_get(revision->object, "data"), kind.type, &patched);
    if (e == NULL)
        e = typed_object(r, patched, out);
    cJSON_Delete(patched);
    return e;
}
