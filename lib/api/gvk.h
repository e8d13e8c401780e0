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

/* Frees the three names; it is empty afterwards. */
void gvk_release(struct gvk *g);
/* From apiVersion ("apps/v1", "v1") and kind; kind may be "". */
struct gvk gvk_parse(const char *api_version, const char *kind);
/* "apps/v1", or "v1" for core; the caller frees. */
char *gvk_api_version(const struct gvk *g);
/* The same from its parts. */
char *group_version(const char *group, const char *version);

/* One resource of the API, as discovery tells it. Owned by the discovery it came from. */
struct api_resource {
    char *group, *version;
    char *name;     /* plural: "deployments" */
    char *singular; /* "deployment"; never empty (as kubectl, guessed from the kind where the server gives none) */
    char *kind;
    bool namespaced;
    struct strv short_names, categories, verbs;
    bool preferred;           /* its version is the group's preferred one, or the first that has the resource */
    bool no_singular;         /* the server gave no singular name */
    bool builtin;             /* from lib/schema, without asking the server: no verbs, short names and categories */
    struct strv subresources; /* "status", "scale" … */
    char *storage_hash;       /* storageVersionHash of old servers, or NULL */
};

/* An empty resource, all strings NULL. */
struct api_resource *api_resource_new(void);
void api_resource_free(struct api_resource *r);
/* "deployments.apps", "pods": how messages and -o name call the resource. The caller frees. */
char *api_resource_id(const struct api_resource *r);
/* The group, version and kind of a resource, to be released by the caller. */
struct gvk api_resource_gvk(const struct api_resource *r);
/* The singular that apimachinery guesses for a kind ("Deployment": "deployment"); the caller frees. */
char *kind_singular(const char *kind);

#endif
