/* children.h - the verbs below "auth". */
#ifndef KUBEC_CMD_AUTH_CHILDREN_H
#define KUBEC_CMD_AUTH_CHILDREN_H

#include "cli/command.h"

extern const struct command cmd_auth_can_i;
extern const struct command cmd_auth_reconcile;
extern const struct command cmd_auth_whoami;

#endif
