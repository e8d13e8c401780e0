/* podspec.c - objects as kubectl's typed verbs hold them, and the pod spec inside those that have one. */
#include "resource/podspec.h"

#include "base/mem.h"
#include "base/quantity.h"
#include "doc/doc.h"
#include "patch/patch.h"
#include "schema/gotypes.h"
#include "schema/schema.h"

#include <stdlib.h>
#include <string.h>

/* The groups of the server that kubectl's scheme leaves out. */
static bool in_scheme(const struct api_resource *r)
{
    struct schema_kind kind;
    if (gotype_find(r->group, r->version, r->kind) != NULL)
        return true;
    if (str_eq(r->group, "apiextensions.k8s.io") || str_eq(r->group, "apiregistration.k8s.io"))
        return false;
    return schema_find_kind(r->group, r->version, r->kind, &kind);
}

struct err *typed_check_kind(const struct api_resource *r, const char *suffix)
{
    if (in_scheme(r))
        return NULL;
    char *gv = group_version(r->group, r->version);
    struct err *e = err_new("no kind \"%s%s\" is registered for version \"%s\" in scheme \"pkg/runtime/scheme.go:111\"",
                            r->kind, suffix, gv);
    free(gv);
    return e;
}

static struct err *typed(const struct api_resource *r, const cJSON *object, bool in_order, cJSON **out)
{
    const struct gotype *t = gotype_find(r->group, r->version, r->kind);
    if (t != NULL)
        return gotype_normalise(t, object, in_order, out);
    *out = doc_dup(object);
    return NULL;
}

struct err *typed_object(const struct api_resource *r, const cJSON *object, cJSON **out)
{
    return typed(r, object, true, out);
}

void typed_check_targets(struct targets *t)
{
    for (size_t i = 0; i < t->n; i++) {
        struct target *one = &t->v[i];
        if (one->err != NULL)
            continue;
        cJSON *made = NULL;
        struct err *e = typed_check_kind(one->resource, "");
        if (e == NULL)
            e = typed(one->resource, one->object, one->doc != NULL && one->doc->is_json, &made);
        cJSON_Delete(made);
        one->err = err_wrap(e, "unable to decode \"%s\"", one->source);
    }
}

struct err *typed_check_items(struct args_items *items)
{
    struct err *errs = NULL;
    size_t kept = 0;
    for (size_t i = 0; i < items->n; i++) {
        struct args_item *one = &items->v[i];
        struct err *e = one->name[0] == '\0' ? typed_check_kind(one->resource, "List") : NULL;
        if (e == NULL) {
            items->v[kept++] = *one;
            continue;
        }
        err_collect(&errs, e);
        free(one->ns);
        free(one->name);
    }
    items->n = kept;
    return errs;
}

struct err *typed_check_objects(struct live_objects *objects)
{
    struct err *errs = NULL;
    for (size_t i = 0; i < objects->n;) {
        struct err *e = typed_check_kind(objects->v[i].resource, "");
        if (e == NULL) {
            i++;
            continue;
        }
        err_collect(&errs, e);
        live_objects_remove(objects, i);
    }
    return errs;
}

struct err *typed_patch(const struct api_resource *r, const cJSON *before, const cJSON *after, cJSON **out)
{
    struct schema_kind kind;
    if (schema_find_kind(r->group, r->version, r->kind, &kind))
        return patch_two_way_strategic(before, after, kind.type, out);
    return patch_two_way_merge(before, after, out);
}

char *typed_name(const struct api_resource *r)
{
    return xasprintf("*%s.%s", r->version, r->kind);
}

enum holder { NO_POD, THE_POD, A_TEMPLATE, A_JOB_TEMPLATE };

static enum holder holder_of(const struct api_resource *r)
{
    static const struct {
        const char *group, *kind;
        enum holder holder;
    } kinds[] = {
        {"", "Pod", THE_POD},
        {"", "ReplicationController", A_TEMPLATE},
        {"apps", "Deployment", A_TEMPLATE},
        {"apps", "DaemonSet", A_TEMPLATE},
        {"apps", "ReplicaSet", A_TEMPLATE},
        {"apps", "StatefulSet", A_TEMPLATE},
        {"extensions", "Deployment", A_TEMPLATE},
        {"extensions", "DaemonSet", A_TEMPLATE},
        {"extensions", "ReplicaSet", A_TEMPLATE},
        {"batch", "Job", A_TEMPLATE},
        {"batch", "CronJob", A_JOB_TEMPLATE},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (str_eq(kinds[i].group, r->group) && str_eq(kinds[i].kind, r->kind))
            return kinds[i].holder;
    }
    return NO_POD;
}

cJSON *podspec_template(const struct api_resource *r, cJSON *object)
{
    switch (holder_of(r)) {
    case A_TEMPLATE:
        return doc_make_at(object, "spec.template");
    case A_JOB_TEMPLATE:
        return doc_make_at(object, "spec.jobTemplate.spec.template");
    default:
        return NULL;
    }
}

struct err *podspec_find(const struct api_resource *r, cJSON *object, cJSON **spec)
{
    if (holder_of(r) == NO_POD) {
        char *name = typed_name(r);
        struct err *e = err_new("the object is not a pod or does not have a pod template: %s", name);
        free(name);
        return e;
    }
    cJSON *holder = podspec_template(r, object);
    *spec = doc_make_at(holder != NULL ? holder : object, "spec");
    return NULL;
}

static const char *text_of(const cJSON *object, const char *path)
{
    const char *s = doc_str_at(object, path);
    return s != NULL ? s : "";
}

struct err *container_resource_value(const cJSON *ref, const cJSON *container, char **out)
{
    const char *what = text_of(ref, "resource"), *dot = strchr(what, '.');
    bool limits = str_starts(what, "limits."), requests = str_starts(what, "requests.");
    const char *name = dot != NULL ? dot + 1 : "";
    bool known = str_eq(name, "cpu") || str_eq(name, "memory") || str_eq(name, "ephemeral-storage") ||
                 str_starts(name, "hugepages-");
    if (!(limits || requests) || !known)
        return err_new("Unsupported container resource : %s", what);
    const cJSON *list = doc_at(container, limits ? "resources.limits" : "resources.requests");
    const char *text = cJSON_GetStringValue(doc_get(list, name)), *by = doc_str_at(ref, "divisor");
    struct quantity amount, divisor;
    if (quantity_parse(text != NULL ? text : "0", &amount) != NULL)
        (void)quantity_parse("0", &amount);
    if (by == NULL || quantity_parse(by, &divisor) != NULL || quantity_is_zero(&divisor))
        (void)quantity_parse("1", &divisor);
    int scale = str_eq(name, "cpu") ? -3 : 0;
    int64_t a = quantity_scaled(&amount, scale), d = quantity_scaled(&divisor, scale);
    int64_t v = d != 0 ? a / d + (a % d != 0 && (a > 0) == (d > 0)) : 0;
    *out = xasprintf("%lld", (long long)v);
    return NULL;
}
