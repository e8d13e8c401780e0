/* children.h - the verbs below "create". */
#ifndef KUBEC_CMD_CREATE_CHILDREN_H
#define KUBEC_CMD_CREATE_CHILDREN_H

#include "cli/command.h"

/* In the order of kubectl's help, as in create.c. */
extern const struct command cmd_create_namespace;
extern const struct command cmd_create_quota;
extern const struct command cmd_create_secret;
extern const struct command cmd_create_configmap;
extern const struct command cmd_create_serviceaccount;
extern const struct command cmd_create_service;
extern const struct command cmd_create_service_clusterip;
extern const struct command cmd_create_service_nodeport;
extern const struct command cmd_create_service_loadbalancer;
extern const struct command cmd_create_service_externalname;
extern const struct command cmd_create_deployment;
extern const struct command cmd_create_clusterrole;
extern const struct command cmd_create_clusterrolebinding;
extern const struct command cmd_create_role;
extern const struct command cmd_create_rolebinding;
extern const struct command cmd_create_pdb;
extern const struct command cmd_create_priorityclass;
extern const struct command cmd_create_job;
extern const struct command cmd_create_cronjob;
extern const struct command cmd_create_ingress;
extern const struct command cmd_create_token;

#endif
