/* kuberc.h - the file of the user's preferences: kubectl's kuberc, kubectl.config.k8s.io v1alpha1 and v1beta1.
 *
 * Preferences in memory are one object in the form of v1beta1, members in the order of the Go structure: kind,
 * apiVersion, defaults, aliases (both null when the file has none), credentialPluginPolicy (left out when empty),
 * credentialPluginAllowlist (left out when absent; an empty list stays). What they mean: cli/prefs.h.
 *
 * Source of the rules: k8s.io/kubectl pkg/kuberc, pkg/config.
 */
#ifndef KUBEC_KUBECONFIG_KUBERC_H
#define KUBEC_KUBECONFIG_KUBERC_H

#include "cli/command.h"

#include <cjson/cJSON.h>

/* A file of preferences may have at most so many bytes. */
#define KUBERC_MAX_BYTES ((size_t)4 << 20)

/* The file to use: --kuberc (`flag`; NULL or "": not given), $KUBERC, ~/.kube/kuberc. *path is the caller's, NULL with
 * KUBERC=off. *by_user: it was named, so that it has to be there. */
struct err *kuberc_path(const char *flag, char **path, bool *by_user) ERR_MUST_USE;
/* Reads the file. *missing: it is not there (an error too). *out is NULL for an empty file. Fields that the format
 * does not know are an error here. */
struct err *kuberc_read(const char *path, cJSON **out, bool *missing) ERR_MUST_USE;
/* Writes preferences, atomically, as v1beta1; makes the folder. */
struct err *kuberc_write(const char *path, const cJSON *prefs) ERR_MUST_USE;
/* The preferences as they are written and shown: without an empty allowlist. The caller frees. */
cJSON *kuberc_shown(const cJSON *prefs);
/* Preferences without anything in them. */
cJSON *kuberc_new(void);
/* kubectl's DefaultGetPreferences, for cmd_ctx.load_prefs: a file that was not named may be missing or broken, and what
 * is unknown in it is told on ctx->err. With verbosity 5 the steps are logged. */
struct err *kuberc_preferences(const struct cmd_ctx *ctx, const char *path, int verbosity, cJSON **out) ERR_MUST_USE;

#endif
