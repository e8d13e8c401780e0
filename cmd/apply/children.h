/* children.h - the verbs below "apply". */
#ifndef KUBEC_CMD_APPLY_CHILDREN_H
#define KUBEC_CMD_APPLY_CHILDREN_H

#include "cli/command.h"

extern const struct command cmd_apply_view_last_applied;
extern const struct command cmd_apply_set_last_applied;
extern const struct command cmd_apply_edit_last_applied;

#endif
