/* children.h - the verbs below "top", and what they share. */
#ifndef KUBEC_CMD_TOP_CHILDREN_H
#define KUBEC_CMD_TOP_CHILDREN_H

#include "api/gvk.h"
#include "api/session.h"
#include "base/buf.h"
#include "cli/command.h"
#include "cli/opts.h"
#include "doc/doc.h"

#include <cjson/cJSON.h>

extern const struct command cmd_top_node, cmd_top_pod;

#define TOP_RESOURCES 3 /* cpu, memory, and with --show-swap swap */

/* What is measured: billionths of CPUs, and bytes. */
struct top_usage {
    int64_t amount[TOP_RESOURCES];
};
/* The amount as kubectl rounds it: up, to thousandths of CPUs; bytes. */
int64_t top_amount(const struct top_usage *u, size_t resource);

/* One line. */
struct top_row {
    const char *ns, *name; /* borrowed */
    struct top_usage usage;
    const cJSON *metrics;
};

/* -o wide: what is asked for and what is the most, of CPU and memory. */
#define TOP_WIDE_HEADERS "CPU(requests)\tCPU(limits)\tMEMORY(requests)\tMEMORY(limits)\t"
struct top_reserved {
    struct top_usage request, limit;
    bool requested[TOP_RESOURCES], limited[TOP_RESOURCES]; /* false: nobody says */
};
extern const char *const top_outputs[];
/* -o: "" or wide. */
struct err *top_check_output(const char *output) ERR_MUST_USE;
/* Adds what a pod reserves while it runs: its own resources (KEP-2837), or those of its containers and sidecars;
 * container: only that one. A NULL pod adds nothing. */
void top_reserve(struct top_reserved *r, const cJSON *pod, const char *container);
void top_reserve_more(struct top_reserved *r, const struct top_reserved *more);
/* Appends the four cells; "<none>" for what nobody says. */
void top_add_reserved(struct buf *out, const struct top_reserved *r);

/* The metrics API that the server has: a resource of metrics.k8s.io by that name, to be freed with api_resource_free.
 * The error is kubectl's: "Metrics API not available". */
struct err *top_resource(struct cmd_ctx *ctx, const char *name, const char *kind, bool namespaced,
                         struct api_resource **out) ERR_MUST_USE;
/* The items of the metrics that are asked for: those of one object (name given) or of all that the selector takes; the
 * caller's. */
struct err *top_read(struct cmd_ctx *ctx, const struct api_resource *r, const char *ns, const char *name,
                     const char *selector, cJSON **items) ERR_MUST_USE;
/* A map of quantities (cpu, memory, swap) in numbers, added to *u. */
void top_add(struct top_usage *u, const cJSON *quantities);
/* --sort-by: "", cpu or memory. */
struct err *top_check_sort(const char *by) ERR_MUST_USE;
/* Sorts as kubectl does: the greatest first, or by (with_ns: namespace and) name. */
void top_sort(struct top_row *rows, size_t n, const char *by, bool with_ns);
/* Appends "250m", "64Mi". */
void top_add_amount(struct buf *out, const struct top_usage *u, size_t resource);
/* Appends text as a cell with its tab, sanitised. */
void top_add_cell(struct buf *out, const char *text);
/* Prints rows of cells that end with tabs, aligned as kubectl's tables. */
void top_print(struct cmd_ctx *ctx, const struct buf *rows);

#endif
