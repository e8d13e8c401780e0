/* children.h - the verb below "cluster-info". */
#ifndef KUBEC_CMD_CLUSTER_INFO_CHILDREN_H
#define KUBEC_CMD_CLUSTER_INFO_CHILDREN_H

#include "cli/command.h"

extern const struct command cmd_cluster_info_dump;

#endif
