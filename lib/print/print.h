/* print.h - objects as output: -o name, json, yaml, kyaml; the line "deployment.apps/web configured".
 *
 * Source of the rules: cli-runtime's printers (JSONPrinter, YAMLPrinter, KYAMLPrinter, NamePrinter,
 * OmitManagedFieldsPrinter) and genericclioptions.PrintFlags.
 */
#ifndef KUBEC_PRINT_PRINT_H
#define KUBEC_PRINT_PRINT_H

#include "api/gvk.h"
#include "base/buf.h"
#include "base/err.h"
#include "cli/opts.h"
#include "doc/doc.h"

#include <stdio.h>

enum output_format {
    OUTPUT_DEFAULT,
    OUTPUT_NAME,
    OUTPUT_JSON,
    OUTPUT_YAML,
    OUTPUT_KYAML,
    OUTPUT_TEMPLATE, /* jsonpath and go-template */
    OUTPUT_WIDE,     /* get only */
    OUTPUT_COLUMNS   /* get only */
};
struct object_template; /* print/template.h */
struct columns;         /* print/columns.h */
struct tabwriter;       /* print/table.h */

/* Parses -o without a template for verbs with PrintFlags. The error is kubectl's: `unable to match a printer suitable
 * for the output format "x", allowed formats are: …`. allow_wide: get's set, with wide and custom-columns. */
struct err *output_format_parse(const char *text, bool allow_wide, enum output_format *out) ERR_MUST_USE;
/* Prints objects one after another ("---" between YAML documents, as kubectl's YAMLPrinter), or the message line. One
 * printer a command. */
struct printer {
    enum output_format format;
    bool show_managed_fields;
    bool sorted; /* unstructured objects: keys sorted in JSON, whole numbers in templates; false: typed ones, in
                    tree order, all numbers float64 */
    bool color;  /* keys of JSON and YAML, for a terminal (print/color.h) */
    const char *operation; /* "created", "configured" … for DEFAULT; NULL or "" none */
    size_t printed;
    struct object_template *template; /* of TEMPLATE */
    struct columns *columns;          /* of COLUMNS */
    bool no_headers;                  /* of COLUMNS */
    struct tabwriter *tabs;           /* NULL, or what takes documents, templates and columns instead of the file */
};
/* Sets p's format and show_managed_fields from the shared flags (--template without -o means go-template, as in
 * kubectl) and compiles a template. What p then owns is freed when the verb of ctx has ended. allow_wide: as for
 * output_format_parse, whose errors it has. */
struct err *printer_init(struct cmd_ctx *ctx, struct printer *p, const struct opt_print *o,
                         bool allow_wide) ERR_MUST_USE;
/* "deployment.apps/web configured (dry run)": lowercased kind, group unless core; the operation is left out with -o
 * name. operation NULL: p->operation. Sanitised. */
void print_name_line(struct printer *p, FILE *to, const struct gvk *g, const char *name, const char *operation);
/* Makes p as it was at first, as for verbs of which kubectl makes a printer for each object: no "---" before the next
 * document, and templates begin at their start. */
void printer_restart(struct printer *p);
/* Prints the object in p's format; for DEFAULT and NAME its line (each item's of a List). The object stays as it is.
 * The error is a template's; without one there is none. */
struct err *print_object(struct printer *p, FILE *to, const cJSON *object) ERR_MUST_USE;
/* Prints a watch event {type, object}: JSON on one line. As in kubectl the object keeps its managed fields. */
struct err *print_event(struct printer *p, FILE *to, const char *type, const cJSON *object) ERR_MUST_USE;

/* A v1 List printed item by item, so that a list of any length needs the memory of one item. The bytes are those of
 * print_object with the whole List. Not for templates, which need the List. */
struct list_printer {
    struct printer *p;
    FILE *to;
    size_t items;
    struct tabwriter *table; /* of COLUMNS */
    struct err *err;
};
/* Begins the list; prints nothing yet. */
void list_printer_init(struct list_printer *l, struct printer *p, FILE *to);
void list_printer_add(struct list_printer *l, const cJSON *item);
/* Ends the list; prints `metadata: {resourceVersion: ""}` with it. The error is a template's. */
struct err *list_printer_end(struct list_printer *l) ERR_MUST_USE;

#endif
