/* credentials.h - credentials that must be fetched: exec plugins, token files, OIDC, and kubectl's question for a
 * password.
 *
 * Rules: client.authentication.k8s.io v1 and v1beta1 (KEP-541), client-go's plugin/pkg/client/auth/exec. A plugin never
 * runs when a token, password or certificate is set. Nothing is kept here: the caller holds the struct credentials and
 * asks again after a 401 (when `refreshable`) or when it has expired.
 */
#ifndef KUBEC_KUBECONFIG_CREDENTIALS_H
#define KUBEC_KUBECONFIG_CREDENTIALS_H

#include "kubeconfig/kubeconfig.h"

struct credentials {
    char *token;    /* for "Authorization: Bearer", or NULL */
    char *basic;    /* base 64 of "user:password" for "Authorization: Basic", or NULL */
    char *cert_pem; /* a client certificate and key from a plugin, or NULL */
    char *key_pem;
    int64_t expires_ns; /* when the plugin said that they end (ns since 1970); 0: unknown */
    bool refreshable;   /* a 401 may be answered by credentials_get with refresh set */
};

/* What is wrong with the plugin or provider of `c` as far as it can be told without running it: an unknown version or
 * name. rest_config_resolve asks. */
struct err *credentials_check(const struct rest_config *c) ERR_MUST_USE;
/* Finds the credentials of `c`: static ones, the token file (read each time), the exec plugin, the OIDC provider's
 * id-token. With refresh after a 401: the same, run again. `interactive_stdin`: the plugin may read the terminal (false
 * while -f - reads standard input). Errors of a plugin are worded "getting credentials: exec: …", as client-go's
 * transport does; no message holds a secret. */
struct err *credentials_get(const struct rest_config *c, bool refresh, bool interactive_stdin,
                            struct credentials *out) ERR_MUST_USE;
void credentials_release(struct credentials *c);

#endif
