/* podspec.c - objects as kubectl's typed verbs hold them, and the pod spec inside those that have one. */
#include "resource/podspec.h"

#include "base/mem.h"
#include "doc/doc.h"
#include "schema/gotypes.h"
#include "schema/schema.h"

#include <stdlib.h>

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

struct err *typed_object(const struct api_resource *r, const cJSON *object, cJSON **out)
{
    const struct gotype *t = gotype_find(r->group, r->version, r->kind);
    if (t != NULL)
        return gotype_normalise(t, object, out);
    *out = doc_dup(object);
    return NULL;
}

void typed_check_targets(struct targets *t)
{
    for (size_t i = 0; i < t->n; i++) {
        struct target *one = &t->v[i];
        if (one->err != NULL)
            continue;
        cJSON *typed = NULL;
        struct err *e = typed_check_kind(one->resource, "");
        if (e == NULL)
            e = typed_object(one->resource, one->object, &typed);
        cJSON_Delete(typed);
        one->err = err_wrap(e, "unable to decode \"%s\"", one->source);
    }
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
