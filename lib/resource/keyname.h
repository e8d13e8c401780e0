/* keyname.h - what a key of a ConfigMap or Secret and the name of an environment variable may be (apimachinery's
 * util/validation). */
#ifndef KUBEC_RESOURCE_KEYNAME_H
#define KUBEC_RESOURCE_KEYNAME_H

#include "base/strv.h"

#include <stdbool.h>

/* Appends what is wrong with a key of data, in apimachinery's words; true if it is right. */
bool config_key_check(const char *key, struct strv *why);
/* The same for the name of an environment variable. */
bool env_name_check(const char *name, struct strv *why);

#endif
