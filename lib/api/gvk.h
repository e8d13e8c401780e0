/* gvk.h - group, version, kind, resource: the names of API types. */
#ifndef KUBEC_API_GVK_H
#define KUBEC_API_GVK_H

#include "base/strv.h"

#include <stdbool.h>

struct gvk {
    char *group;   /* "" for core */
    char *version; /* "v1" */
    char *kind;    /* "Deployment" */
};

void gvk_release(struct gvk *g);
/* From apiVersion ("apps/v1", "v1") and kind; kind may be "". */
struct gvk gvk_parse(const char *api_version, const char *kind);
/* "apps/v1", or "v1" for core; the caller frees. */
char *gvk_api_version(const struct gvk *g);

/* One resource of the API, as discovery tells it. Owned by the discovery it came from. */
struct api_resource {
    char *group, *version;
    char *name;       /* plural: "deployments" */
    char *singular;   /* "deployment"; never empty (kubectl falls back to the lowercase kind) */
    char *kind;
    bool namespaced;
    struct strv short_names, categories, verbs;
    bool preferred;   /* its version is the group's preferred one, or the first that has the resource */
    struct strv subresources; /* "status", "scale" … */
};

#endif
