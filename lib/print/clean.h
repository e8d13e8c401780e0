/* clean.h - objects as somebody would have written them: `get -o clean` and `get -o decoded`. */
#ifndef KUBEC_PRINT_CLEAN_H
#define KUBEC_PRINT_CLEAN_H

#include <cjson/cJSON.h>
#include <stdbool.h>

/* Takes out of a live object (of its items, if it is a list) what the server and its controllers put there: status,
 * identity and bookkeeping in metadata, addresses and ports that were assigned, and values that the server would fill
 * in again (the table of defaults is in clean.c, from the API reference). Fields that may hold somebody's wish stay.
 * The namespace stays only with keep_namespace. Changes `object` in place. */
void clean_object(cJSON *object, bool keep_namespace);

/* Moves the values of a Secret (of those of a list) that are text from `data`, where they are base64, to `stringData`.
 * What is no UTF-8, or holds control characters other than tab and line break, stays where it is, and so does a value
 * that is no base64. The result means the same to the server. Changes `object` in place. */
void decode_secret(cJSON *object);

#endif
