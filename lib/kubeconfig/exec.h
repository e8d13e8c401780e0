/* exec.h - running a credential plugin. */
#ifndef KUBEC_KUBECONFIG_EXEC_H
#define KUBEC_KUBECONFIG_EXEC_H

#include "kubeconfig/credentials.h"

/* Runs the plugin of c->exec and takes token and certificate from its answer. */
struct err *exec_plugin_run(const struct rest_config *c, bool interactive_stdin, struct credentials *out) ERR_MUST_USE;

#endif
