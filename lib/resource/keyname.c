/* keyname.c - keys of data and names of environment variables. */
#include "resource/keyname.h"

#include <string.h>

enum { KEY_MAX_BYTES = 253 };

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"
#define KEY_TEXT                                                                                                       \
    "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  "  \
    "or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"
#define ENV_TEXT                                                                                                       \
    "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', or '.', and must not " \
    "start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or 'MyEnvName1', regex used for validation is "       \
    "'[-._a-zA-Z][-._a-zA-Z0-9]*')"

/* Names that would lead out of the folder in which they become files. */
static void check_dots(const char *name, struct strv *why)
{
    if (strcmp(name, ".") == 0)
        strv_add(why, "must not be '.'");
    else if (strcmp(name, "..") == 0)
        strv_add(why, "must not be '..'");
    else if (str_starts(name, ".."))
        strv_add(why, "must not start with '..'");
}

bool config_key_check(const char *key, struct strv *why)
{
    size_t before = why->n, n = strlen(key);
    if (n > KEY_MAX_BYTES)
        strv_add(why, "must be no more than 253 characters");
    if (n == 0 || strspn(key, "-._" LETTERS DIGITS) != n)
        strv_add(why, KEY_TEXT);
    check_dots(key, why);
    return why->n == before;
}

bool env_name_check(const char *name, struct strv *why)
{
    size_t before = why->n, n = strlen(name);
    if (n == 0 || strspn(name, "-._" LETTERS DIGITS) != n || strchr(DIGITS, name[0]) != NULL)
        strv_add(why, ENV_TEXT);
    check_dots(name, why);
    return why->n == before;
}
