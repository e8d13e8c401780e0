/* auth.c - "auth": the parent of the verbs about who may do what. */
#include "auth/children.h"

static const struct command *const children[] = {&cmd_auth_reconcile, NULL};

const struct command cmd_auth = {
    .name = "auth",
    .group = GROUP_TROUBLE,
    .usage = "SUBCOMMAND",
    .summary = "Set up who may do what",
    .description = "Brings roles and their bindings to what manifests ask for.",
    .children = children,
};
