/* secret.h - what the verbs `create secret TYPE` share. */
#ifndef KUBEC_CMD_CREATE_SECRET_H
#define KUBEC_CMD_CREATE_SECRET_H

#include "cli/command.h"
#include "create/generate.h"

extern const struct command cmd_create_secret_docker_registry;
extern const struct command cmd_create_secret_tls;
extern const struct command cmd_create_secret_generic;

/* A source_add_fn (create/sources.h): adds the value, in base 64, to `data`, a JSON object. The errors are kubectl's.
 */
struct err *secret_add(void *data, const char *key, const char *bytes, size_t n) ERR_MUST_USE;
/* Makes the Secret of this type ("" for none) and data (taken), its name with a hash behind it if asked, and creates
 * it. */
struct err *secret_run(struct cmd_ctx *ctx, const struct generate *g, const char *name, const char *type, cJSON *data,
                       bool hash) ERR_MUST_USE;

#endif
