/* set.c - "set": the parent of the verbs that change one side of objects. */
#include "set/children.h"

static const struct command *const children[] = {
    &cmd_set_image, &cmd_set_resources, &cmd_set_selector, &cmd_set_subject, &cmd_set_serviceaccount, &cmd_set_env,
    NULL,
};

const struct command cmd_set = {
    .name = "set",
    .group = GROUP_BASIC,
    .usage = "SUBCOMMAND",
    .summary = "Change images, variables, resources, selectors, accounts and subjects of objects",
    .description =
        "Each of these commands reads the objects that are named, by arguments, a selector or manifests, changes one "
        "side of them and sends the difference. With --local nothing is sent, and the changed manifests are printed; "
        "with --dry-run=client the changed live objects are.",
    .children = children,
};
