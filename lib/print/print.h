/* print.h - objects as output: -o name, json, yaml, kyaml; tables; the line "deployment.apps/web configured". */
#ifndef KUBEC_PRINT_PRINT_H
#define KUBEC_PRINT_PRINT_H

#include "base/buf.h"
#include "base/err.h"
#include "api/gvk.h"
#include "cli/opts.h"
#include "doc/doc.h"

#include <stdio.h>

enum output_format { OUTPUT_DEFAULT, OUTPUT_NAME, OUTPUT_JSON, OUTPUT_YAML, OUTPUT_KYAML, OUTPUT_WIDE /* get only */ };

/* Parses -o for verbs with PrintFlags. The error is kubectl's: `unable to match a printer suitable for the output format "x", allowed formats are: …`. */
struct err *output_format_parse(const char *text, bool allow_wide, enum output_format *out) ERR_MUST_USE;

/* Prints objects one after another ("---" between YAML documents, as kubectl's YAMLPrinter), or the message line. One printer a command. */
struct printer {
    enum output_format format;
    bool show_managed_fields;
    bool sorted;            /* keys sorted in JSON (unstructured); false: tree order (typed objects) */
    const char *operation;  /* "created", "configured" … for DEFAULT and NAME-less forms; "" none */
    size_t printed;
};
/* "deployment.apps/web configured (dry run)": lowercased kind, group unless core. Sanitised. */
void print_name_line(struct printer *p, FILE *to, const struct gvk *g, const char *name, const char *operation);
void print_object(struct printer *p, FILE *to, const cJSON *object);

#endif
