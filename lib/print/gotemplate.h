/* gotemplate.h - Go's text/template with kubectl's functions, for -o go-template.
 *
 * Source of the rules: package text/template of Go 1.26 and cli-runtime's GoTemplatePrinter. An interpreter of its own;
 * there is no complex arithmetic, and nesting, work and output are bounded.
 */
#ifndef KUBEC_PRINT_GOTEMPLATE_H
#define KUBEC_PRINT_GOTEMPLATE_H

#include "base/buf.h"
#include "base/err.h"

#include <cjson/cJSON.h>
#include <stdbool.h>

struct gotemplate;
/* Parses n bytes. The error has Go's words: `template: output:1: unexpected "}" in operand`, and says where it stands
 * (err_at), as that of an execution does. */
struct err *gotemplate_parse(const char *text, size_t n, struct gotemplate **out) ERR_MUST_USE;
void gotemplate_free(struct gotemplate *t);
/* Appends what the template makes of data (what was made before an error too). missing_is_error: a key that a map lacks
 * is an error (option missingkey=error) instead of "<no value>". The error has Go's words: `template: output:1:2:
 * executing "output" at <.a.b>: can't evaluate field b in type interface {}`. */
struct err *gotemplate_run(const struct gotemplate *t, const cJSON *data, bool missing_is_error,
                           struct buf *to) ERR_MUST_USE;

#endif
