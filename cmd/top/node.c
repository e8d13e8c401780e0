/* node.c - "top node". */
#include "top/children.h"

#include "api/discovery.h"
#include "api/request.h"
#include "base/mem.h"
#include "base/quantity.h"
#include "base/strv.h"
#include "cli/cli.h"
#include "completers.h"
#include "resource/selector.h"

#include <stdlib.h>
#include <string.h>

struct top_node {
    struct {
        struct opt_selector selector;
        const char *sort_by, *output;
        bool no_headers, protobuf, capacity, swap;
    } in;
    const char *name;
    size_t resources;
    bool wide;
    cJSON *pods; /* with -o wide: those that have not ended */
};

static const char *const sort_words[] = {"cpu", "memory", NULL};

static const struct flag flags[] = {
    FLAG_GROUP(struct top_node, in.selector, opt_selector_flags),
    FLAG_BOOL(struct top_node, in.no_headers, "no-headers", 0, "false", 0, "Leave out the line of headers."),
    FLAG_STRING(struct top_node, in.output, "output", 'o', "FORMAT", "", 0,
                "wide: show what the pods of each node ask for and what is their limit, too.", .values = top_outputs),
    FLAG_BOOL(struct top_node, in.capacity, "show-capacity", 0, "false", 0,
              "Reckon the shares from the capacity of the nodes instead of what pods may have of it."),
    FLAG_BOOL(struct top_node, in.swap, "show-swap", 0, "false", 0, "Show swap memory too."),
    FLAG_STRING(struct top_node, in.sort_by, "sort-by", 0, "RESOURCE", "", 0,
                "Sort by cpu or memory, the greatest first.", .values = sort_words),
    FLAG_BOOL(struct top_node, in.protobuf, "use-protocol-buffers", 0, "true", 0,
              "Taken as kubectl takes it; metrics are always read as JSON here."),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct top_node *o = opts;
    const struct rest_config *config = NULL;
    if (argc > 1)
        return cli_usage_error(ctx, "node [NAME | -l label]");
    o->name = argc == 1 ? argv[0] : "";
    o->resources = o->in.swap ? 3 : 2;
    o->wide = o->in.output[0] != '\0';
    return session_config(session_get(ctx), &config);
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct top_node *o = opts;
    (void)ctx;
    struct err *e = top_check_sort(o->in.sort_by);
    if (e == NULL)
        e = top_check_output(o->in.output);
    if (e == NULL && o->name[0] != '\0' && o->in.selector.selector[0] != '\0')
        e = err_new("only one of NAME or --selector can be provided");
    return e;
}

static struct err *read_nodes(struct cmd_ctx *ctx, const struct top_node *o, cJSON **items)
{
    struct gvk gvk = {.group = "", .version = "v1", .kind = "Node"};
    const struct api_resource *r = NULL;
    struct err *e = mapping_for_gvk(session_get(ctx), &gvk, &r);
    return e != NULL ? e : top_read(ctx, r, "", o->name, o->in.selector.selector, items);
}

/* Pods that have ended hold nothing. */
static struct err *read_pods(struct cmd_ctx *ctx, struct top_node *o)
{
    struct gvk gvk = {.group = "", .version = "v1", .kind = "Pod"};
    const char *query[] = {"fieldSelector", "status.phase!=Failed,status.phase!=Succeeded", NULL};
    struct api_call call = {.verb = "list", .query = query};
    cJSON *answer = NULL;
    struct err *e = mapping_for_gvk(session_get(ctx), &gvk, &call.resource);
    if (e == NULL)
        e = api_do(session_get(ctx), &call, &answer);
    o->pods = cJSON_DetachItemFromObjectCaseSensitive(answer, "items");
    cJSON_Delete(answer);
    return e;
}

static void add_reserved(const struct top_node *o, struct buf *out, const char *name)
{
    struct top_reserved reserved = {0};
    const cJSON *pod;
    if (!o->wide)
        return;
    cJSON_ArrayForEach(pod, o->pods)
    {
        const char *node = doc_str_at(pod, "spec.nodeName");
        if (node != NULL && str_eq(node, name))
            top_reserve(&reserved, pod, NULL);
    }
    top_add_reserved(out, &reserved);
}

/* What a node has; -1: it does not say. */
static int64_t available(const struct top_node *o, const cJSON *node, size_t resource)
{
    static const char *const names[] = {"cpu", "memory"};
    struct quantity q;
    int64_t bytes = 0;
    if (resource == 2)
        return doc_get_int64(doc_at(node, "status.nodeInfo.swap.capacity"), &bytes) ? bytes : -1;
    const cJSON *v = doc_get(doc_at(node, o->in.capacity ? "status.capacity" : "status.allocatable"), names[resource]);
    if (!cJSON_IsString(v) || quantity_parse(v->valuestring, &q) != NULL)
        return -1;
    return quantity_scaled(&q, resource == 0 ? -3 : 0);
}

static const cJSON *node_named(const cJSON *nodes, const char *name)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, nodes)
    {
        const char *other = doc_str_at(one, "metadata.name");
        if (other != NULL && str_eq(other, name))
            return one;
    }
    return NULL;
}

static void add_row(const struct top_node *o, struct buf *out, const struct top_row *row, const cJSON *nodes)
{
    const cJSON *node = node_named(nodes, row->name);
    top_add_cell(out, row->name);
    for (size_t i = 0; i < o->resources; i++) {
        int64_t all = available(o, node, i);
        if (i == 2 && node != NULL && all < 0) {
            buf_adds(out, "<unknown>\t<unknown>\t");
            continue;
        }
        top_add_amount(out, &row->usage, i);
        if (all > 0)
            buf_addf(out, "%lld%%\t", (long long)((double)top_amount(&row->usage, i) / (double)all * 100));
        else if (all == 0)
            buf_adds(out, "0%\t");
    }
    add_reserved(o, out, row->name);
    buf_addc(out, '\n');
}

static void add_missing(const struct top_node *o, struct buf *out, const char *name)
{
    top_add_cell(out, name);
    for (size_t i = 0; i < o->resources * 2; i++)
        buf_adds(out, "<unknown>\t");
    add_reserved(o, out, name);
    buf_addc(out, '\n');
}

static void print(struct cmd_ctx *ctx, const struct top_node *o, const cJSON *metrics, const cJSON *nodes)
{
    size_t n = 0;
    struct top_row *rows = xcalloc((size_t)cJSON_GetArraySize(metrics) + 1, sizeof *rows);
    struct buf out = buf_new();
    const cJSON *one;
    cJSON_ArrayForEach(one, metrics)
    {
        const char *name = doc_str_at(one, "metadata.name");
        rows[n] = (struct top_row){.ns = "", .name = name != NULL ? name : ""};
        top_add(&rows[n++].usage, doc_get(one, "usage"));
    }
    top_sort(rows, n, o->in.sort_by, false);
    if (!o->in.no_headers)
        buf_addf(&out, "NAME\tCPU(cores)\tCPU(%%)\tMEMORY(bytes)\tMEMORY(%%)\t%s%s\n",
                 o->in.swap ? "SWAP(bytes)\tSWAP(%)\t" : "", o->wide ? TOP_WIDE_HEADERS : "");
    for (size_t i = 0; i < n; i++)
        add_row(o, &out, &rows[i], nodes);
    cJSON_ArrayForEach(one, nodes) /* nodes that nothing was measured of */
    {
        const char *name = doc_str_at(one, "metadata.name");
        if (name != NULL && node_named(metrics, name) == NULL)
            add_missing(o, &out, name);
    }
    top_print(ctx, &out);
    buf_release(&out);
    free(rows);
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct top_node *o = opts;
    struct api_resource *r = NULL;
    struct selector *selector = NULL;
    cJSON *metrics = NULL, *nodes = NULL;
    struct err *e = selector_parse(o->in.selector.selector, &selector);
    selector_free(selector);
    if (e == NULL)
        e = top_resource(ctx, "nodes", "NodeMetrics", false, &r);
    if (e == NULL)
        e = top_read(ctx, r, "", o->name, o->in.selector.selector, &metrics);
    if (e == NULL && metrics->child == NULL)
        e = err_new("metrics not available yet");
    if (e == NULL)
        e = read_nodes(ctx, o, &nodes);
    if (e == NULL && o->wide)
        e = read_pods(ctx, o);
    if (e == NULL)
        print(ctx, o, metrics, nodes);
    cJSON_Delete(metrics);
    cJSON_Delete(nodes);
    cJSON_Delete(o->pods);
    api_resource_free(r);
    return e;
}

static void complete_args(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                          struct completion *out)
{
    (void)opts;
    (void)argv;
    if (argc == 0)
        complete_names(ctx, "node", "", prefix, out);
}

static const char *const aliases[] = {"nodes", "no", NULL};
static const struct example examples[] = {
    {"See what all nodes use", "kubec top node"},
    {"See what is promised to the pods of each node, too", "kubec top node -o wide"},
    {"See what one node uses", "kubec top node worker-1"},
    {0},
};

const struct command cmd_top_node = {
    .name = "node",
    .aliases = aliases,
    .usage = "[NAME | -l label] [flags]",
    .summary = "Show what nodes use of CPU and memory",
    .description = "Shows what nodes use of CPU and memory, and which share of what they have this is.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct top_node),
    .complete = complete,
    .validate = validate,
    .run = run,
    .complete_args = complete_args,
};
