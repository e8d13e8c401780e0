/* discovery.h - what the server serves, and kubectl's RESTMapper over it.
 *
 * Sources: aggregated discovery (KEP-3352: Accept application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,
 * then v2beta1), else the per-group documents of older servers. The disk cache has kubectl's layout, lifetime and
 * permissions, so that the two programs share it: <cache-dir>/discovery/<host without scheme, characters other than
 * letters, digits, _ / . ( ) to _>/servergroups.json and <group>/<version>/serverresources.json, fresh for 6 hours by
 * mtime, written by rename, 0660; empty results are not cached.
 *
 * Only the files that a question needs are read, and only those that can hold the answer are parsed. A miss in a
 * mapping invalidates a cached discovery once and tries again. Resources that were given out stay valid until the
 * session ends.
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

/* Frees it; NULL is nothing. */
void discovery_free(struct discovery *d);

/* All top-level resources of all groups and versions in the server's order (core first). Groups that failed are in
 * *partial (worded as kubectl's "unable to retrieve the complete list of server APIs: …"; the caller frees), the rest
 * is given. */
struct err *discovery_all(struct session *s, struct api_resources *out, struct err **partial) ERR_MUST_USE;
/* The group/versions in the server's order ("v1", "apps/v1" …). */
struct err *discovery_versions(struct session *s, struct strv *out) ERR_MUST_USE;
/* Another command of a shell asks: what is in memory counts as what a cache on disk holds, so a name that it lacks is
 * asked of the server. NULL is nothing. */
void discovery_again(struct discovery *d);
/* Drops what is in memory and ignores the cache's files that others wrote, as kubectl does. */
void discovery_invalidate(struct session *s);
/* Finds the resource for a manifest's apiVersion and kind. The error is kubectl's: `no matches for kind "X" in version
 * "g/v"` (mapping_doc_err makes of it what -f prints). For built-in kinds of lib/schema no request is needed, and none
 * is made, unless a fresh cache says that the server lacks the group's version. */
struct err *mapping_for_gvk(struct session *s, const struct gvk *g, const struct api_resource **out) ERR_MUST_USE;
/* Finds the resource of a kind in a group, of the version that the server prefers. */
struct err *mapping_for_kind(struct session *s, const char *group, const char *kind,
                             const struct api_resource **out) ERR_MUST_USE;
/* Finds the resource that a user names: plural, singular, short name, kind (any case), with ".group" or
 * ".version.group". The errors are kubectl's: `the server doesn't have a resource type "x"`. Ambiguous short names warn
 * as kubectl does. */
struct err *mapping_for_arg(struct session *s, const char *arg, const struct api_resource **out) ERR_MUST_USE;
/* Finds a resource by its name (plural, singular, short name) and its group, "" for any, as RESTMapper.ResourceFor
 * does: a group that has no such resource stands for those that begin so. Without a fresh cache, built-in resources are
 * found without a request. *out is NULL when there is none; the error is one of discovery. */
struct err *mapping_for_resource(struct session *s, const char *group, const char *resource,
                                 const struct api_resource **out) ERR_MUST_USE;
/* The resources of a category ("all"), each as RESOURCE.GROUP; nothing is added if there is none. Names of core
 * resources are no categories, which kubectl would ask all groups for. */
struct err *mapping_for_category(struct session *s, const char *name, struct strv *out) ERR_MUST_USE;

/* True for `no matches for kind …`. */
bool mapping_is_no_match(const struct err *e);
/* What kubectl prints for a manifest whose kind could not be mapped: `resource mapping not found for name: "x"
 * namespace: "y" from "f.yaml": no matches …` and the CRD hint for a missing kind, else `unable to recognize "f.yaml":
 * …`; an error without an answer (ERR_NET, a status) stays as it is only for discovery itself, so it is wrapped too, as
 * kubectl does. Takes and returns e. */
struct err *mapping_doc_err(struct err *e, const char *name, const char *ns, const char *source);
/* For a resource that was mapped without asking (builtin): after a 404, NULL when the server serves it, else the error
 * of mapping_for_gvk. Another failure of discovery gives NULL too. */
struct err *mapping_confirm(struct session *s, const struct api_resource *r) ERR_MUST_USE;

/* A path of discovery with client-go's timeout parameter ("/api?timeout=32s"); the caller frees. */
char *discovery_path(struct session *s, const char *path);

#endif
