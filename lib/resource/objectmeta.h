/* objectmeta.h - checks that an object's metadata has the types of ObjectMeta, as kubectl does before it uses a
 * manifest. */
#ifndef KUBEC_RESOURCE_OBJECTMETA_H
#define KUBEC_RESOURCE_OBJECTMETA_H

#include "base/err.h"

#include <cjson/cJSON.h>
#include <stdbool.h>

/* The first wrong type in apiVersion, kind and metadata, in Go's words (`json: cannot unmarshal number into Go struct
 * field ObjectMeta.metadata.labels of type string`), or NULL. *where: the node at fault. sorted: members are visited by
 * their keys (YAML goes through sorted JSON), else in the order of the text. */
struct err *objectmeta_check(const cJSON *object, bool sorted, const cJSON **where) ERR_MUST_USE;
/* Go's word for the JSON type of a node: "string", "number", "object", "array", "bool", "null". Static. */
const char *go_json_type(const cJSON *node);
/* Go's error of time.Parse for a text that is no RFC 3339 time (`parsing time "x" as "2006-01-02T15:04:05Z07:00":
 * cannot parse "x" as "2006"`), or NULL. */
struct err *go_time_check(const char *text) ERR_MUST_USE;

#endif
