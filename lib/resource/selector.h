/* selector.h - label selectors: Kubernetes' syntax and words (apimachinery's pkg/labels). */
#ifndef KUBEC_RESOURCE_SELECTOR_H
#define KUBEC_RESOURCE_SELECTOR_H

#include "base/err.h"

#include <cjson/cJSON.h>
#include <stdbool.h>

struct selector;
/* Parses =, ==, !=, in, notin, >, <, KEY and !KEY, joined by commas. The error is the parser's: `unable to parse
 * requirement: …`, `found '…', expected: …`. An empty text matches everything. */
struct err *selector_parse(const char *text, struct selector **out) ERR_MUST_USE;
/* The same for a text that a user gave: *out is NULL (everything) for nothing but white space; the error begins with
 * `the provided selector "…" is not valid: `. */
struct err *selector_parse_given(const char *text, struct selector **out) ERR_MUST_USE;
/* True if the labels (an object of strings, or NULL) satisfy all requirements. */
bool selector_matches(const struct selector *s, const cJSON *labels);
void selector_free(struct selector *s);

#endif
