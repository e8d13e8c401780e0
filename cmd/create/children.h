/* children.h - the verbs below "create". */
#ifndef KUBEC_CMD_CREATE_CHILDREN_H
#define KUBEC_CMD_CREATE_CHILDREN_H

#include "cli/command.h"

extern const struct command cmd_create_namespace;
extern const struct command cmd_create_serviceaccount;

#endif
