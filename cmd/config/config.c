/* config.c - "config": the parent of the verbs that read and change kubeconfig files. */
#include "config/common.h"

static const struct command *const children[] = {
    &cmd_config_view,
    &cmd_config_set_cluster,
    &cmd_config_set_credentials,
    &cmd_config_set_context,
    &cmd_config_set,
    &cmd_config_unset,
    &cmd_config_current_context,
    &cmd_config_use_context,
    &cmd_config_get_contexts,
    &cmd_config_get_clusters,
    &cmd_config_get_users,
    &cmd_config_delete_cluster,
    &cmd_config_delete_context,
    &cmd_config_delete_user,
    &cmd_config_rename_context,
    NULL,
};

const struct command cmd_config = {
    .name = "config",
    .group = GROUP_OTHER,
    .usage = "SUBCOMMAND",
    .summary = "Change kubeconfig files",
    .description =
        "Reads and changes kubeconfig files: which clusters there are, as whom to speak to them, and which pair of the "
        "two "
        "(a context) is in use.\n\n"
        "Which files: with --kubeconfig only that one. Else the files that $KUBECONFIG lists, separated by colons; "
        "they are "
        "merged, and of several entries of one name the first counts. A changed entry is written to the file that "
        "holds it, "
        "a new one to the first file that exists, or to the last one when none does. Without $KUBECONFIG it is "
        "${HOME}/.kube/config alone.\n\n"
        "None of these commands speaks to a cluster.",
    .children = children,
};
