/* keyorder.h - the order of keys in kubectl's YAML. */
#ifndef KUBEC_DOC_KEYORDER_H
#define KUBEC_DOC_KEYORDER_H

#include <cjson/cJSON.h>
#include <stddef.h>

/* The members of an object in goyaml.v2's order: letters after all else, runs of digits by value ("a2" before "a10").
 * A vector of *n borrowed nodes, which the caller frees. */
const cJSON **keys_in_yaml_order(const cJSON *object, size_t *n);

#endif
