/* template.h - the output formats with a template: jsonpath and go-template, in their several spellings. */
#ifndef KUBEC_PRINT_TEMPLATE_H
#define KUBEC_PRINT_TEMPLATE_H

#include "base/buf.h"
#include "base/err.h"

#include <cjson/cJSON.h>
#include <stdbool.h>

struct object_template;
/* True for the names of formats that object_template_new makes: "jsonpath", "go-template-file" … */
bool object_template_known(const char *format);
/* Compiles the template `text`, or, for a format that says so, what stands in the file of that name. The errors are
 * kubectl's: `error parsing jsonpath …`, `error reading --template …`, `template format specified but no template
 * given`. */
struct err *object_template_new(const char *format, const char *text, bool allow_missing_keys,
                                struct object_template **out) ERR_MUST_USE;
void object_template_free(struct object_template *t);
/* The next execution begins at the template's start again (jsonpath_restart). */
void object_template_restart(struct object_template *t);
/* Takes away from an item of the List that the template will be run on what it does not look at, where that can be told
 * (jsonpath without recursive descent …). */
void object_template_prune(struct object_template *t, cJSON *item);
/* Appends what the template makes of the object, also up to an error; typed: it comes from a
 * Go structure (tree order, in jsonpath all numbers float64). The error is
 * kubectl's, with the object for whoever debugs the template. */
struct err *object_template_print(struct object_template *t, struct buf *to, const cJSON *object,
                                  bool typed) ERR_MUST_USE;

#endif
