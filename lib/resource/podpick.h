/* podpick.h - pods and containers as the verbs that reach into them choose them (logs and its like). */
#ifndef KUBEC_RESOURCE_PODPICK_H
#define KUBEC_RESOURCE_PODPICK_H

#include "api/gvk.h"
#include "api/session.h"
#include "base/err.h"

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdint.h>

/* The annotation that names the container meant when none is named. */
#define POD_DEFAULT_CONTAINER "kubectl.kubernetes.io/default-container"

/* The container of this name: of the containers, the init containers and the ephemeral ones, in that order; NULL when
 * there is none. Borrowed. */
const cJSON *pod_container(const cJSON *pod, const char *name);
/* The value of POD_DEFAULT_CONTAINER, NULL when absent or empty. Borrowed. */
const char *pod_default_container(const cJSON *pod);
/* "c1, c2, e1 (ephem), i1 (init)", as kubectl's messages list them; the caller frees. */
char *pod_container_names(const cJSON *pod);

/* The label selector of the pods that an object (a workload, a Service) stands for; the caller frees *selector. The
 * errors are those of polymorphichelpers.SelectorsForObject: `selector for *v1.ConfigMap not implemented`, `invalid
 * service 'x': Service is defined without a selector`, `invalid label selector: …`. */
struct err *pods_selector(const struct api_resource *r, const cJSON *object, char **selector) ERR_MUST_USE;
/* The pods with the labels, a list with at least one item; when there is none yet, the first that appears within the
 * time. `*list` is the caller's. Errors: `timed out waiting for the condition`, `watch closed before UntilWithoutRetry
 * timeout`, or the server's. */
struct err *pods_await(struct session *s, const char *ns, const char *selector, int64_t timeout_ns,
                       cJSON **list) ERR_MUST_USE;
/* Of the pods of a list the one whose logs are shown when one is enough (podutils.ByLogging): on a node, running,
 * ready for the shortest time, restarted most often, oldest. Borrowed; NULL for an empty list. */
const cJSON *pods_best_for_logs(const cJSON *list);

#endif
