/* auth.c - "auth": the parent of the verbs about who may do what. */
#include "auth/children.h"

static const struct command *const children[] = {&cmd_auth_can_i, &cmd_auth_reconcile, &cmd_auth_whoami, NULL};

const struct command cmd_auth = {
    .name = "auth",
    .group = GROUP_TROUBLE,
    .usage = "SUBCOMMAND",
    .summary = "Ask and set up who may do what",
    .description =
        "Asks the server what is allowed and who is asking, and brings roles and their bindings to what manifests "
        "ask for.",
    .children = children,
};
