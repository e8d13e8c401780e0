/* prune.h - the objects of a cluster that no manifest of a set names any more.
 *
 * Source of the rules: kubectl's util/prune (which types are looked at) and the pruners of apply and diff.
 */
#ifndef KUBEC_RESOURCE_PRUNE_H
#define KUBEC_RESOURCE_PRUNE_H

#include "api/session.h"
#include "base/map.h"
#include "base/strv.h"
#include "resource/resource.h"

#include <stdio.h>

/* The types that are looked at, in the order of the list. */
struct prune_types {
    const struct api_resource **v; /* borrowed from the discovery */
    size_t n;
};
/* Reads --prune-allowlist, each "group/version/kind" with group "core" for "". The errors are kubectl's. */
struct err *prune_types_parse(struct session *s, const struct strv *allowlist, struct prune_types *out) ERR_MUST_USE;
/* Where none were given: kubectl's default list, and its warning on `err` that the list still holds cluster-scoped
 * types. */
struct err *prune_types_default(struct session *s, FILE *err, struct prune_types *out) ERR_MUST_USE;
void prune_types_release(struct prune_types *t);

/* One collection to look at, and what the server said. */
struct prune_list {
    const struct api_resource *resource;
    char *ns;             /* "" for cluster scope */
    cJSON *list;          /* NULL when err is set, or taken */
    struct err *err;      /* of the request */
    struct strv warnings; /* the server's, to be printed with http_warn in this list's turn */
    bool answered;
};
struct prune_lists {
    struct prune_list **v; /* each allocated by itself: requests point at them */
    size_t n;
};
void prune_lists_add(struct prune_lists *l, const struct api_resource *resource, const char *ns);
/* Namespaced types in each namespace (sorted here), then the cluster-scoped ones. */
void prune_lists_plan(struct prune_lists *l, const struct prune_types *types, const struct strv *namespaces);
/* Asks for all of them, many in flight. */
struct err *prune_lists_fetch(struct session *s, struct prune_lists *l, const char *selector) ERR_MUST_USE;
/* Calls fn for each object of the list (taken by fn) that is not among the visited uids and, with `applied`, has a
 * last-applied annotation. The list is empty afterwards. */
void prune_list_each(struct prune_list *l, const struct map *visited, bool applied,
                     void (*fn)(void *arg, struct prune_list *l, cJSON *object), void *arg);
void prune_lists_release(struct prune_lists *l);

/* "apps/v1, Kind=Deployment", as Go prints a GroupVersionKind. The caller frees. */
char *prune_gvk_text(const struct api_resource *r);

#endif
