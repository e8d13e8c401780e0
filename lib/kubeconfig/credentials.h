/* credentials.h - credentials that must be fetched: exec plugins, token files, OIDC refresh.
 *
 * Rules: client.authentication.k8s.io v1 and v1beta1 (KEP-541), client-go's plugin/pkg/client/auth/exec. A plugin runs at most
 * once a process (again after a 401), never when a token, password or certificate is set, and gets no stdin when
 * `stdin_taken` (-f - reads it).
 */
#ifndef KUBEC_KUBECONFIG_CREDENTIALS_H
#define KUBEC_KUBECONFIG_CREDENTIALS_H

#include "kubeconfig/kubeconfig.h"

struct credentials {
    char *token;    /* for "Authorization: Bearer", or NULL */
    char *basic;    /* base 64 of "user:password" for "Authorization: Basic", or NULL */
    char *cert_pem; /* a client certificate and key from a plugin, or NULL */
    char *key_pem;
    bool refreshable; /* a 401 may be answered by credentials_get with refresh set */
};

/* Finds the credentials of `c`: static ones, the token file (re-read each time), the exec plugin, the OIDC provider. With
 * refresh a cached plugin answer is dropped first. `interactive_stdin`: the plugin may read the terminal. */
struct err *credentials_get(const struct rest_config *c, bool refresh, bool interactive_stdin, struct credentials *out) ERR_MUST_USE;
void credentials_release(struct credentials *c);

#endif
