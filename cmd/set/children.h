/* children.h - the verbs below "set". */
#ifndef KUBEC_CMD_SET_CHILDREN_H
#define KUBEC_CMD_SET_CHILDREN_H

#include "cli/command.h"

extern const struct command cmd_set_env;
extern const struct command cmd_set_image;
extern const struct command cmd_set_resources;
extern const struct command cmd_set_selector;
extern const struct command cmd_set_serviceaccount;
extern const struct command cmd_set_subject;

#endif
