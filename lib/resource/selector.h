/* selector.h - label selectors: Kubernetes' syntax and words (apimachinery's pkg/labels). */
#ifndef KUBEC_RESOURCE_SELECTOR_H
#define KUBEC_RESOURCE_SELECTOR_H

#include "base/buf.h"
#include "base/err.h"

#include <cjson/cJSON.h>
#include <stdbool.h>

struct selector;
/* Parses =, ==, !=, in, notin, >, <, KEY and !KEY, joined by commas. The error is the parser's: `unable to parse
 * requirement: …`, `found '…', expected: …`, and below it the selector with a caret. An empty text matches everything.
 */
struct err *selector_parse(const char *text, struct selector **out) ERR_MUST_USE;
/* The same for a text that a user gave: *out is NULL (everything) for nothing but white space; the error begins with
 * `the provided selector "…" is not valid: `. */
struct err *selector_parse_given(const char *text, struct selector **out) ERR_MUST_USE;
/* Shows below the server's refusal of a list where its label selector, or its field selector (each may be NULL or ""),
 * is wrong, as far as that can be told from here. Returns e. */
struct err *selector_refused(struct err *e, const char *labels, const char *fields);
/* Appends a value as it stands in a field selector: a backslash before each backslash, comma and equals sign
 * (apimachinery's fields.EscapeValue). */
void selector_escape(struct buf *out, const char *value);
/* The field selector of one object, "metadata.name=NAME"; the caller's. */
char *selector_of_name(const char *name);
/* True if the labels (an object of strings, or NULL) satisfy all requirements. */
bool selector_matches(const struct selector *s, const cJSON *labels);
/* Takes the selector apart as metav1.ParseToLabelSelector does: a=b goes into `labels` (an object), all else is written
 * to `expressions` as Go prints a []LabelSelectorRequirement, "[{a In [b c]} {d Exists []}]", which stays "" without
 * one. The error is Go's for what a LabelSelector cannot say (a>1, a!=b). */
struct err *selector_as_label_selector(const struct selector *s, cJSON *labels, struct buf *expressions) ERR_MUST_USE;
/* The text as a LabelSelector in a manifest ({matchLabels, matchExpressions}, without empty ones; the caller's). The
 * errors are those of metav1.ParseToLabelSelector: `couldn't parse the selector string "…": …`, `"!=" is not a valid
 * label selector operator`. */
struct err *selector_to_object(const char *text, cJSON **out) ERR_MUST_USE;
/* The text of a metav1.LabelSelector for queries and messages, requirements sorted by key: "a=b,c in (d,e),!f"; "" for
 * everything. The caller frees. The error is Go's for an operator that does not exist. */
struct err *selector_text_of(const cJSON *label_selector, char **out) ERR_MUST_USE;
void selector_free(struct selector *s);

#endif
