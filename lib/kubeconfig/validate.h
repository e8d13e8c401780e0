/* validate.h - clientcmd's checks of the part of a kubeconfig that is in use. */
#ifndef KUBEC_KUBECONFIG_VALIDATE_H
#define KUBEC_KUBECONFIG_VALIDATE_H

#include "base/err.h"

#include <cjson/cJSON.h>

/* Checks a user and a cluster (bodies of types.h; NULL: empty). lost_context: the name of a context that does not
 * exist, or NULL. The error is worded as kubectl prints it: one message alone, or "Error in configuration: " and, of
 * several, each on a line of its own behind "* ". */
struct err *kubeconfig_validate(const char *lost_context, const char *user_name, const cJSON *user,
                                const char *cluster_name, const cJSON *cluster) ERR_MUST_USE;

#endif
