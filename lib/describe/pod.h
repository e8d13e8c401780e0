/* pod.h - pods in words, and what they ask of their node. */
#ifndef KUBEC_DESCRIBE_POD_H
#define KUBEC_DESCRIBE_POD_H

#include "describe/describe.h"

/* The describer's two steps for pods. */
void ask_pod(struct description *d);
struct err *print_pod(struct description *d) ERR_MUST_USE;

/* The quality of service class that a pod's resources make: "BestEffort", "Burstable", "Guaranteed". Static. Source:
 * kubectl's pkg/util/qos. */
const char *pod_qos(const cJSON *pod);

/* Adds what a pod requests (or, with limits, what its containers may use at most) to `sums`, a map of quantities.
 * with_status: what the node has given it counts too. Source: component-helpers' resource.PodRequests and PodLimits
 * (KEP 753, KEP 1287, KEP 2837). */
void pod_add_resources(cJSON *sums, const cJSON *pod, bool limits, bool with_status);

#endif
