/* subjects.h - who is given a role: the flags and objects that `create rolebinding` and `create clusterrolebinding`
 * share. */
#ifndef KUBEC_CMD_CREATE_SUBJECTS_H
#define KUBEC_CMD_CREATE_SUBJECTS_H

#include "base/err.h"
#include "base/strv.h"
#include "cli/flag.h"

#include <cjson/cJSON.h>

#define RBAC_GROUP "rbac.authorization.k8s.io"

/* --user, --group, --serviceaccount */
struct subjects_in {
    struct strv users, groups, accounts;
};
extern const struct flag subjects_flags[];

/* The completer of --clusterrole. */
void complete_clusterroles(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out);

/* Sets `subjects` (unless there are none) and `roleRef` of a binding. The error is kubectl's for a service account that
 * is not NAMESPACE:NAME. */
struct err *subjects_bind(cJSON *binding, const struct subjects_in *in, const char *role_kind,
                          const char *role) ERR_MUST_USE;

#endif
