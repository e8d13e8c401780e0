/* revisions.h - the earlier pod templates of deployments (in their replica sets), daemon sets and stateful sets (in
 * controller revisions). Source of the rules: kubectl's polymorphichelpers and its deployment utilities. */
#ifndef KUBEC_CMD_ROLLOUT_REVISIONS_H
#define KUBEC_CMD_ROLLOUT_REVISIONS_H

#include "rollout/common.h"

#define REVISION_ANNOTATION "deployment.kubernetes.io/revision"

struct revision {
    int64_t number;
    bool bad_number; /* of a replica set whose annotation is no number: `number` means nothing then */
    cJSON *object;   /* the ReplicaSet or ControllerRevision, typed; owned */
};

struct revisions {
    struct revision *v;
    size_t n;
};

/* What the object (typed, of this kind) owns: replica sets the oldest first and that of the present template last, or
 * controller revisions in the server's order. The errors are kubectl's. */
struct err *revisions_read(struct session *s, enum rollout_kind kind, const cJSON *object,
                           struct revisions *out) ERR_MUST_USE;
void revisions_release(struct revisions *r);

/* The object as it was at a controller revision, typed. *out is the caller's. */
struct err *revision_apply(const struct api_resource *r, const cJSON *object, const struct revision *revision,
                           cJSON **out) ERR_MUST_USE;
/* True if two pod templates are equal but for the label pod-template-hash. */
bool revision_same_template(const cJSON *a, const cJSON *b);
/* The number in the revision annotation; 0 without one. False if it is no number. */
bool revision_number(const cJSON *object, int64_t *out);

#endif
