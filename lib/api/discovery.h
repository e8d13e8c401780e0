/* discovery.h - what the server serves, and kubectl's RESTMapper over it.
 *
 * Sources: aggregated discovery (KEP-3352: Accept application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList, then
 * v2beta1), else the per-group documents of older servers. The disk cache has kubectl's layout, lifetime and permissions, so that the
 * two programs share it: <cache-dir>/discovery/<host, characters outside [A-Za-z0-9_.-] to _>/servergroups.json and
 * <group>/<version>/serverresources.json, fresh for 6 hours by mtime, written by rename, 0660; empty results are not cached.
 *
 * A miss in a mapping invalidates a cached discovery once and tries again.
 */
#ifndef KUBEC_API_DISCOVERY_H
#define KUBEC_API_DISCOVERY_H

#include "api/gvk.h"
#include "base/err.h"

struct session;
struct discovery;

struct api_resources {
    const struct api_resource **v; /* borrowed from the discovery; the array is the caller's to free */
    size_t n;
};

/* All top-level resources of all groups and versions in the server's order (core first). Groups that failed are in *partial (an
 * aggregate worded as kubectl's "unable to retrieve the complete list of server APIs: …"; the caller frees), the rest is given. */
struct err *discovery_all(struct session *s, struct api_resources *out, struct err **partial) ERR_MUST_USE;
/* The group/versions in the server's order ("v1", "apps/v1" …). */
struct err *discovery_versions(struct session *s, struct strv *out) ERR_MUST_USE;
/* Drops memory and disk cache. */
void discovery_invalidate(struct session *s);

/* Finds the resource for a manifest's apiVersion and kind. The error is kubectl's: `no matches for kind "X" in version "g/v"` (the
 * caller adds `resource mapping not found for name: …` and the CRD hint). For built-in kinds of lib/schema no request is needed, and
 * none is made. */
struct err *mapping_for_gvk(struct session *s, const struct gvk *g, const struct api_resource **out) ERR_MUST_USE;
/* Finds the resource that a user names: plural, singular, short name, kind (any case), with ".group" or ".version.group". The
 * errors are kubectl's: `the server doesn't have a resource type "x"`. Ambiguous short names warn as kubectl does. */
struct err *mapping_for_arg(struct session *s, const char *arg, const struct api_resource **out) ERR_MUST_USE;
/* The resources of a category ("all"), each as RESOURCE.GROUP; nothing is added if there is none. */
struct err *mapping_for_category(struct session *s, const char *name, struct strv *out) ERR_MUST_USE;

#endif
