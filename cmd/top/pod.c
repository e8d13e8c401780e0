/* pod.c - "top pod". */
#include "top/children.h"

#include "api/discovery.h"
#include "api/request.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/strv.h"
#include "cli/cli.h"
#include "completers.h"
#include "resource/selector.h"

#include <stdlib.h>
#include <string.h>

#define METRICS_DELAY (120 * NS_PER_S) /* younger pods may have no metrics yet */

struct top_pod {
    struct {
        struct opt_selector selector;
        const char *sort_by, *field_selector, *output;
        bool no_headers, protobuf, containers, all_namespaces, sum, swap;
    } in;
    const char *name, *ns;
    size_t resources;
    bool wide;
    cJSON *pods; /* with -o wide */
};

static const char *const sort_words[] = {"cpu", "memory", NULL};

static const struct flag flags[] = {
    FLAG_GROUP(struct top_pod, in.selector, opt_selector_flags),
    FLAG_BOOL(struct top_pod, in.all_namespaces, "all-namespaces", 'A', "false", 0,
              "Show the pods of all namespaces, whatever --namespace or the context says."),
    FLAG_BOOL(struct top_pod, in.containers, "containers", 0, "false", 0, "Show each container by itself."),
    FLAG_STRING(struct top_pod, in.field_selector, "field-selector", 0, "FIELDS", "", 0,
                "Only pods with these fields, such as spec.nodeName=worker-1; =, == and != are known."),
    FLAG_BOOL(struct top_pod, in.no_headers, "no-headers", 0, "false", 0, "Leave out the line of headers."),
    FLAG_STRING(struct top_pod, in.output, "output", 'o', "FORMAT", "", 0,
                "wide: show what the pods ask for and what is their limit, too.", .values = top_outputs),
    FLAG_BOOL(struct top_pod, in.swap, "show-swap", 0, "false", 0, "Show swap memory too."),
    FLAG_STRING(struct top_pod, in.sort_by, "sort-by", 0, "RESOURCE", "", 0,
                "Sort by cpu or memory, the greatest first.", .values = sort_words),
    FLAG_BOOL(struct top_pod, in.sum, "sum", 0, "false", 0, "Add a line with the sum."),
    FLAG_BOOL(struct top_pod, in.protobuf, "use-protocol-buffers", 0, "true", 0,
              "Taken as kubectl takes it; metrics are always read as JSON here."),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct top_pod *o = opts;
    bool given;
    if (argc > 1)
        return cli_usage_error(ctx, "pod [NAME | -l label]");
    o->name = argc == 1 ? argv[0] : "";
    o->resources = o->in.swap ? 3 : 2;
    o->wide = o->in.output[0] != '\0';
    return session_namespace(session_get(ctx), &o->ns, &given);
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct top_pod *o = opts;
    (void)ctx;
    struct err *e = top_check_sort(o->in.sort_by);
    if (e == NULL)
        e = top_check_output(o->in.output);
    if (e == NULL && o->name[0] != '\0' && (o->in.selector.selector[0] != '\0' || o->in.field_selector[0] != '\0'))
        e = err_new("only one of NAME or selector can be provided");
    return e;
}

/* The pods that the selectors take; the caller's. */
static struct err *read_pods(struct cmd_ctx *ctx, const struct top_pod *o, const char *ns, const char *name,
                             cJSON **out)
{
    struct gvk gvk = {.group = "", .version = "v1", .kind = "Pod"};
    const char *query[] = {"labelSelector", o->in.selector.selector, "fieldSelector", o->in.field_selector, NULL};
    bool one = name[0] != '\0';
    struct api_call call = {.verb = one ? "get" : "list", .ns = ns, .name = name, .query = one ? NULL : query};
    cJSON *answer = NULL;
    struct err *e = mapping_for_gvk(session_get(ctx), &gvk, &call.resource);
    if (e == NULL)
        e = api_do(session_get(ctx), &call, &answer);
    if (e != NULL)
        return e;
    if (one) {
        *out = cJSON_CreateArray();
        cJSON_AddItemToArray(*out, answer);
    } else {
        *out = cJSON_DetachItemFromObjectCaseSensitive(answer, "items");
        cJSON_Delete(answer);
    }
    return NULL;
}

static const char *text_at(const cJSON *object, const char *path)
{
    const char *s = doc_str_at(object, path);
    return s != NULL ? s : "";
}

/* The pod that was measured, or NULL. Both lists stand in the order of the server: the search goes on from *at. */
static const cJSON *pod_of(const cJSON *pods, const cJSON *metrics, const cJSON **at)
{
    const cJSON *first = pods ? pods->child : NULL, *one = *at ? *at : first, *end = one;
    while (one != NULL) {
        const cJSON *next = one->next ? one->next : first;
        if (str_eq(text_at(one, "metadata.name"), text_at(metrics, "metadata.name")) &&
            str_eq(text_at(one, "metadata.namespace"), text_at(metrics, "metadata.namespace"))) {
            *at = next;
            return one;
        }
        one = next != end ? next : NULL;
    }
    return NULL;
}

/* Metrics know no fields: those of other pods are dropped. */
static struct err *filter(struct cmd_ctx *ctx, const struct top_pod *o, cJSON *metrics)
{
    cJSON *pods = NULL, *one = metrics->child;
    const cJSON *at = NULL;
    struct err *e = read_pods(ctx, o, o->in.all_namespaces ? "" : o->ns, "", &pods);
    while (e == NULL && one != NULL) {
        cJSON *next = one->next;
        if (pod_of(pods, one, &at) == NULL)
            cJSON_Delete(cJSON_DetachItemViaPointer(metrics, one));
        one = next;
    }
    cJSON_Delete(pods);
    return e;
}

/* Why there is nothing: no pods (NULL), or pods that were not measured. */
static struct err *explain_nothing(struct cmd_ctx *ctx, const struct top_pod *o)
{
    cJSON *pods = NULL;
    const cJSON *pod;
    struct err *e = read_pods(ctx, o, o->ns, o->name, &pods);
    bool none = e == NULL && (pods == NULL || pods->child == NULL);
    cJSON_ArrayForEach(pod, pods)
    {
        int64_t born = 0;
        if (e != NULL || !time_parse_rfc3339(text_at(pod, "metadata.creationTimestamp"), &born))
            continue;
        struct duration age = {.ns = clock_now_ns() - born};
        char *text = duration_string(age);
        if (age.ns > METRICS_DELAY)
            e = err_new("Metrics not available for pod %s/%s, age: %s", text_at(pod, "metadata.namespace"),
                        text_at(pod, "metadata.name"), text);
        free(text);
    }
    cJSON_Delete(pods);
    return e != NULL || none ? e : err_new("metrics not available yet");
}

/* ---- printing ---- */

static void add_usage(const struct top_pod *o, struct buf *out, const char *name, const struct top_usage *usage,
                      const struct top_reserved *reserved)
{
    top_add_cell(out, name);
    for (size_t i = 0; i < o->resources; i++)
        top_add_amount(out, usage, i);
    if (o->wide)
        top_add_reserved(out, reserved);
    buf_addc(out, '\n');
}

static void add_containers(const struct top_pod *o, struct buf *out, const struct top_row *pod, const cJSON *object)
{
    const cJSON *containers = doc_get(pod->metrics, "containers"), *one;
    size_t n = 0;
    struct top_row *rows = xcalloc((size_t)cJSON_GetArraySize(containers) + 1, sizeof *rows);
    cJSON_ArrayForEach(one, containers)
    {
        rows[n] = (struct top_row){.ns = "", .name = text_at(one, "name")};
        top_add(&rows[n++].usage, doc_get(one, "usage"));
    }
    top_sort(rows, n, o->in.sort_by, false);
    for (size_t i = 0; i < n; i++) {
        if (o->in.all_namespaces)
            top_add_cell(out, pod->ns);
        top_add_cell(out, pod->name);
        struct top_reserved reserved = {0};
        top_reserve(&reserved, object, rows[i].name);
        add_usage(o, out, rows[i].name, &rows[i].usage, &reserved);
    }
    free(rows);
}

static void add_sum(const struct top_pod *o, struct buf *out, const struct top_row *rows, size_t n,
                    const struct top_reserved *reserved)
{
    struct top_usage sum = {0};
    size_t columns = 1 + o->resources;
    if (!o->in.no_headers) /* kubectl counts the columns when it prints their names */
        columns += (size_t)o->in.all_namespaces + (size_t)o->in.containers;
    for (size_t i = 0; i < n; i++) {
        const cJSON *c;
        cJSON_ArrayForEach(c, doc_get(rows[i].metrics, "containers")) top_add(&sum, doc_get(c, "usage"));
    }
    for (size_t i = 0; i + 2 < columns; i++)
        buf_addc(out, '\t');
    buf_adds(out, "________\t________\t\n");
    for (size_t i = 0; i + 3 < columns; i++)
        buf_addc(out, '\t');
    add_usage(o, out, "", &sum, reserved);
}

static void print(struct cmd_ctx *ctx, const struct top_pod *o, const cJSON *metrics)
{
    size_t n = 0;
    struct top_row *rows = xcalloc((size_t)cJSON_GetArraySize(metrics) + 1, sizeof *rows);
    struct buf out = buf_new();
    const cJSON *one, *c, *at = NULL;
    struct top_reserved all = {0};
    cJSON_ArrayForEach(one, metrics)
    {
        rows[n] = (struct top_row){
            .ns = text_at(one, "metadata.namespace"), .name = text_at(one, "metadata.name"), .metrics = one};
        cJSON_ArrayForEach(c, doc_get(one, "containers")) top_add(&rows[n].usage, doc_get(c, "usage"));
        n++;
    }
    top_sort(rows, n, o->in.sort_by, o->in.all_namespaces);
    if (!o->in.no_headers)
        buf_addf(&out, "%s%sNAME\tCPU(cores)\tMEMORY(bytes)\t%s%s\n", o->in.all_namespaces ? "NAMESPACE\t" : "",
                 o->in.containers ? "POD\t" : "", o->in.swap ? "SWAP(bytes)\t" : "", o->wide ? TOP_WIDE_HEADERS : "");
    for (size_t i = 0; i < n; i++) {
        const cJSON *object = pod_of(o->pods, rows[i].metrics, &at);
        struct top_reserved reserved = {0};
        top_reserve(&reserved, object, NULL);
        top_reserve_more(&all, &reserved);
        if (o->in.containers) {
            add_containers(o, &out, &rows[i], object);
            continue;
        }
        if (o->in.all_namespaces)
            top_add_cell(&out, rows[i].ns);
        add_usage(o, &out, rows[i].name, &rows[i].usage, &reserved);
    }
    if (o->in.sum)
        add_sum(o, &out, rows, n, &all);
    top_print(ctx, &out);
    buf_release(&out);
    free(rows);
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct top_pod *o = opts;
    struct api_resource *r = NULL;
    struct selector *selector = NULL;
    cJSON *metrics = NULL;
    struct err *e = selector_parse(o->in.selector.selector, &selector);
    selector_free(selector);
    if (e == NULL)
        e = top_resource(ctx, "pods", "PodMetrics", true, &r);
    if (e == NULL)
        e = top_read(ctx, r, o->in.all_namespaces ? "" : o->ns, o->name, o->in.selector.selector, &metrics);
    if (e == NULL && metrics->child != NULL && o->in.field_selector[0] != '\0')
        e = filter(ctx, o, metrics);
    if (e == NULL && metrics->child != NULL && o->wide)
        e = read_pods(ctx, o, o->in.all_namespaces ? "" : o->ns, o->name, &o->pods);
    if (e == NULL && metrics->child == NULL) {
        e = explain_nothing(ctx, o);
        if (e == NULL && o->in.all_namespaces)
            fputs("No resources found\n", ctx->err);
        else if (e == NULL)
            fprintf(ctx->err, "No resources found in %s namespace.\n", o->ns);
    } else if (e == NULL) {
        print(ctx, o, metrics);
    }
    cJSON_Delete(metrics);
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
        complete_names(ctx, "pod", "", prefix, out);
}

static const char *const aliases[] = {"pods", "po", NULL};
static const struct example examples[] = {
    {"See what the pods of the namespace use", "kubec top pod"},
    {"See the containers of one pod", "kubec top pod web-0 --containers"},
    {"See what the pods use, ask for and may have", "kubec top pod -o wide"},
    {"See which pods of a label use most, and the sum", "kubec top pod -l app=web --sort-by=cpu --sum"},
    {0},
};

const struct command cmd_top_pod = {
    .name = "pod",
    .aliases = aliases,
    .usage = "[NAME | -l label] [flags]",
    .summary = "Show what pods use of CPU and memory",
    .description = "Shows what pods use of CPU and memory. A pod that has just begun to run is measured after a minute "
                   "or two.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct top_pod),
    .complete = complete,
    .validate = validate,
    .run = run,
    .complete_args = complete_args,
};
