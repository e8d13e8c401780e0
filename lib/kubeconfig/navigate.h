/* navigate.h - the dotted paths of `config set` and `config unset`.
 *
 * A path has the member names of client-go's tools/clientcmd/api types ("users.x.act-as", not "users.x.as"). A map key
 * may hold dots: it ends before the first part that is a member's name. Only strings, bools and byte fields can be set,
 * as in kubectl.
 */
#ifndef KUBEC_KUBECONFIG_NAVIGATE_H
#define KUBEC_KUBECONFIG_NAVIGATE_H

#include "kubeconfig/kubeconfig.h"

/* Sets the value at path; raw: a byte field takes the text as it is, else as base 64. */
struct err *kubeconfig_set_path(struct kubeconfig *k, const char *path, const char *value, bool raw) ERR_MUST_USE;
/* Empties the value at path, or removes the entry or all entries. */
struct err *kubeconfig_unset_path(struct kubeconfig *k, const char *path) ERR_MUST_USE;

#endif
