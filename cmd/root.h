/* root.h - the tree of verbs, from commands.def. */
#ifndef KUBEC_CMD_ROOT_H
#define KUBEC_CMD_ROOT_H

#include "cli/command.h"

extern const struct command cmd_root;

#endif
