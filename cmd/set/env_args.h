/* env_args.h - the variables that `set env` is given: KEY=VALUE, KEY-, and - for standard input. */
#ifndef KUBEC_CMD_SET_ENV_ARGS_H
#define KUBEC_CMD_SET_ENV_ARGS_H

#include "base/err.h"
#include "base/strv.h"

#include <cjson/cJSON.h>
#include <stdio.h>

struct env_args {
    cJSON *env;         /* an array of EnvVar */
    struct strv remove; /* names */
    bool stdin_used;
};

/* Splits the arguments into names of objects and variables; kubectl's error for an object behind a variable. */
struct err *env_args_split(int argc, char **argv, struct strv *resources, struct strv *vars) ERR_MUST_USE;
/* Reads the variables of `specs`, "-" from `in` (kubectl's ParseEnv, and its errors). *out may be zeroed; release it in
 * any case. */
struct err *env_args_parse(const struct strv *specs, FILE *in, struct env_args *out) ERR_MUST_USE;
void env_args_release(struct env_args *a);

/* An EnvVar with a value (NULL: none), added to the array. Borrowed. */
cJSON *env_args_add(cJSON *env, const char *name, const char *value);
/* Adds, replaces and removes variables of a container's list; gives the new list. */
cJSON *env_args_update(const cJSON *existing, const cJSON *env, const struct strv *remove);
/* The first variable of this name, or NULL. Borrowed. */
const cJSON *env_args_find(const cJSON *env, const char *name);

#endif
