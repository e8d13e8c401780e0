/* children.h - the verbs below "rollout". */
#ifndef KUBEC_CMD_ROLLOUT_CHILDREN_H
#define KUBEC_CMD_ROLLOUT_CHILDREN_H

#include "cli/command.h"

extern const struct command cmd_rollout_history;
extern const struct command cmd_rollout_pause;
extern const struct command cmd_rollout_resume;
extern const struct command cmd_rollout_undo;
extern const struct command cmd_rollout_status;
extern const struct command cmd_rollout_restart;

#endif
