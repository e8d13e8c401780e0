/* rules.h - the rules of roles: what `create role` and `create clusterrole` share. */
#ifndef KUBEC_CMD_CREATE_RULES_H
#define KUBEC_CMD_CREATE_RULES_H

#include "cli/command.h"

#include <cjson/cJSON.h>

/* --verb, --resource, --resource-name */
struct rules_in {
    struct strv verbs, resources, resource_names;
};
extern const struct flag rules_flags[];

/* A resource of a rule as it was given. */
struct rule_resource {
    char *group, *name, *subresource; /* "" for none */
};
/* What the flags mean, without repetitions. */
struct rules {
    struct strv verbs, names;
    struct rule_resource *resources;
    size_t n;
};
void rules_parse(struct rules *r, const struct rules_in *in);
void rules_release(struct rules *r);

/* Warns of verbs that no resource has by itself, and looks the resources up (which may ask the server). The errors are
 * kubectl's. */
struct err *rules_check(struct cmd_ctx *ctx, const struct rules *r) ERR_MUST_USE;
/* Only the warnings. */
void rules_warn(const struct cmd_ctx *ctx, const struct rules *r);
/* The list of rules: one for each API group, and one for the URLs (may be empty). The caller's. */
cJSON *rules_make(struct cmd_ctx *ctx, const struct rules *r, const struct strv *urls);

#endif
