/* children.h - the verbs below "kuberc". */
#ifndef KUBEC_CMD_KUBERC_CHILDREN_H
#define KUBEC_CMD_KUBERC_CHILDREN_H

#include "cli/command.h"
#include "kubeconfig/kuberc.h"

extern const struct command cmd_kuberc_set, cmd_kuberc_view;

#define KUBERC_HELP                                                                                                    \
    "The preferences to work on, in place of $KUBERC and $HOME/.kube/kuberc. The file must exist: preferences are "    \
    "read "                                                                                                            \
    "before any command."

#endif
