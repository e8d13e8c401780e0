/* exec.h - running a credential plugin. */
#ifndef KUBEC_KUBECONFIG_EXEC_H
#define KUBEC_KUBECONFIG_EXEC_H

#include "kubeconfig/credentials.h"

/* kubectl's error when c->exec speaks a version that there is not. */
struct err *exec_plugin_check(const struct rest_config *c) ERR_MUST_USE;
/* Runs the plugin of c->exec and takes token and certificate from its answer. */
struct err *exec_plugin_run(const struct rest_config *c, bool interactive_stdin, struct credentials *out) ERR_MUST_USE;

#endif
