/* root.c - the tree of verbs, from commands.def. */
#include "root.h"

#include "completers.h"
#include "offer.h"

#define COMMAND(NAME) extern const struct command cmd_##NAME;
#include "commands.def"
#undef COMMAND

static const struct command *const children[] = {
#define COMMAND(NAME) &cmd_##NAME,
#include "commands.def"
#undef COMMAND
    NULL};

const struct command cmd_root = {
    .name = "kubec",
    .usage = "COMMAND [ARGUMENTS] [flags]",
    .summary = "Work with a Kubernetes cluster",
    .description =
        "kubec works with a Kubernetes cluster: it reads, creates and changes objects through the API server, with the "
        "commands and flags of kubectl.",
    .children = children,
    .complete_global = complete_global_flag,
    .complete_shared = offer_for_flag,
};
