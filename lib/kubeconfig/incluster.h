/* incluster.h - the service account of a pod: where kubectl looks when nothing else is configured. */
#ifndef KUBEC_KUBECONFIG_INCLUSTER_H
#define KUBEC_KUBECONFIG_INCLUSTER_H

#include "kubeconfig/kubeconfig.h"

/* True when $KUBERNETES_SERVICE_HOST and _PORT are set and the service account has a token. */
bool in_cluster_possible(void);
/* $POD_NAMESPACE, else the service account's namespace, else "default". The caller frees. */
char *in_cluster_namespace(void);
/* Fills host, CA and token of c; --server, --token and --certificate-authority go before. */
struct err *in_cluster_fill(struct rest_config *c, const struct global_opts *flags) ERR_MUST_USE;

#endif
