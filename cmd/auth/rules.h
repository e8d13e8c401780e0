/* rules.h - RBAC rules, selectors and subjects compared: what is missing, what is too much, and in words.
 *
 * Source of the rules: component-helpers' auth/rbac/validation and auth/rbac/reconciliation.
 */
#ifndef KUBEC_CMD_AUTH_RULES_H
#define KUBEC_CMD_AUTH_RULES_H

#include "base/buf.h"

#include <cjson/cJSON.h>

/* The atoms of `servant` (one group, resource, verb and name each) that no rule of `owner` allows: an array, the
 * caller's. */
cJSON *rules_uncovered(const cJSON *owner, const cJSON *servant);
/* The items of `wanted` that are not in `have`, each once; an array, the caller's. */
cJSON *items_missing(const cJSON *have, const cJSON *wanted);

/* Go's %+v of a PolicyRule: "{Verbs:[get] APIGroups:[] …}". */
void rule_text(struct buf *out, const cJSON *rule);
/* Go's %+v of a Subject: "{Kind:User APIGroup:… Name:a Namespace:}". */
void subject_text(struct buf *out, const cJSON *subject);

#endif
