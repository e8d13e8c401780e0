/* podspec.h - objects as kubectl's typed verbs hold them, and the pod spec inside those that have one. */
#ifndef KUBEC_RESOURCE_PODSPEC_H
#define KUBEC_RESOURCE_PODSPEC_H

#include "api/gvk.h"
#include "base/err.h"
#include "resource/live.h"
#include "resource/resource.h"

#include <cjson/cJSON.h>

/* kubectl's error for a kind that it has no Go type for: `no kind "Widget" is registered for version …`. NULL for one
 * that it knows. suffix: "" or "List". */
struct err *typed_check_kind(const struct api_resource *r, const char *suffix) ERR_MUST_USE;
/* The object as it is after kubectl has decoded it into its Go type and encoded it again; *out is the caller's. Of
 * kinds whose structure we do not have it is a copy. The error is Go's. */
struct err *typed_object(const struct api_resource *r, const cJSON *object, cJSON **out) ERR_MUST_USE;
/* The same of types whose objects arguments ask for as a whole: those that kubectl has no Go types for are taken out.
 * The error is the aggregate of what kubectl says of them, or NULL. */
struct err *typed_check_items(struct args_items *items) ERR_MUST_USE;
/* The same of objects that were read. */
struct err *typed_check_objects(struct live_objects *objects) ERR_MUST_USE;
/* The patch that makes `after` of `before`, both typed: strategic. *out is the caller's. */
struct err *typed_patch(const struct api_resource *r, const cJSON *before, const cJSON *after,
                        cJSON **out) ERR_MUST_USE;
/* Puts `unable to decode "FILE": …` in the place of manifests that typed_object or typed_check_kind refuse. */
void typed_check_targets(struct targets *t);
/* "*v1.ConfigMap"; the caller frees. */
char *typed_name(const struct api_resource *r);

/* The pod spec of an object, borrowed from it (made where a ReplicationController has no template). The error is that
 * of kubectl's UpdatePodSpecForObject: `the object is not a pod or does not have a pod template: *v1.ConfigMap`. */
struct err *podspec_find(const struct api_resource *r, cJSON *object, cJSON **spec) ERR_MUST_USE;
/* The same for the object that holds the pod spec and its metadata (the template); NULL if the kind has none, and for
 * pods. Borrowed. */
cJSON *podspec_template(const struct api_resource *r, cJSON *object);

/* What a resourceFieldRef stands for in its container, in units of its divisor, rounded up; *out is the caller's. The
 * error is kubectl's: `Unsupported container resource : x`. */
struct err *container_resource_value(const cJSON *ref, const cJSON *container, char **out) ERR_MUST_USE;

#endif
