/* env.h - the parts of "set env". */
#ifndef KUBEC_CMD_SET_ENV_H
#define KUBEC_CMD_SET_ENV_H

#include "set/common.h"
#include "set/env_args.h"

/* What references of variables led to, kept for the whole run: "secrets/NAME" or "configmaps/NAME" to the object or the
 * error's text. */
struct env_store {
    cJSON *objects, *errors;
};
void env_store_release(struct env_store *s);

struct env_listing {
    struct set *set;
    struct env_store *store;
    bool resolve;
    const struct live_object *o;
    const cJSON *object; /* typed */
};
/* Writes a container's variables as --list does to `out`, and what could not be resolved to the command's stderr. False
 * if something could not. */
bool env_list_container(const struct env_listing *l, const cJSON *container, struct buf *out);

#endif
