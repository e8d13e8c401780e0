/* top.c - "top": what nodes and pods use of their resources, from the metrics API. */
#include "top/children.h"

#include "api/discovery.h"
#include "api/request.h"
#include "base/mem.h"
#include "base/quantity.h"
#include "base/strv.h"
#include "print/sort.h"
#include "print/table.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[TOP_RESOURCES] = {"cpu", "memory", "swap"};

struct err *top_resource(struct cmd_ctx *ctx, const char *name, const char *kind, bool namespaced,
                         struct api_resource **out)
{
    static const char group[] = "metrics.k8s.io/";
    struct strv versions = {0};
    const char *found = NULL;
    struct err *e = discovery_versions(session_get(ctx), &versions);
    for (size_t i = 0; e == NULL && i < versions.n && found == NULL; i++) {
        const char *v = str_starts(versions.v[i], group) ? versions.v[i] + sizeof group - 1 : "";
        found = str_eq(v, "v1") || str_eq(v, "v1beta1") ? v : NULL;
    }
    if (e == NULL && found == NULL)
        e = err_new("Metrics API not available");
    if (e == NULL) {
        *out = api_resource_new();
        (*out)->group = xstrdup("metrics.k8s.io");
        (*out)->version = xstrdup(found);
        (*out)->name = xstrdup(name);
        (*out)->singular = xstrdup(name);
        (*out)->kind = xstrdup(kind);
        (*out)->namespaced = namespaced;
    }
    strv_release(&versions);
    return e;
}

struct err *top_read(struct cmd_ctx *ctx, const struct api_resource *r, const char *ns, const char *name,
                     const char *selector, cJSON **items)
{
    const char *query[] = {"labelSelector", selector, NULL};
    bool one = !str_empty(name);
    struct api_call call = {
        .verb = one ? "get" : "list", .resource = r, .ns = ns, .name = name, .query = one ? NULL : query};
    cJSON *answer = NULL;
    struct err *e = api_do(session_get(ctx), &call, &answer);
    if (e != NULL)
        return e;
    if (one) {
        *items = cJSON_CreateArray();
        cJSON_AddItemToArray(*items, answer);
        return NULL;
    }
    *items = cJSON_DetachItemFromObjectCaseSensitive(answer, "items");
    if (!cJSON_IsArray(*items)) {
        cJSON_Delete(*items);
        *items = cJSON_CreateArray();
    }
    cJSON_Delete(answer);
    return NULL;
}

int64_t top_amount(const struct top_usage *u, size_t resource)
{
    int64_t amount = u->amount[resource];
    return resource != 0 ? amount : amount / 1000000 + (amount % 1000000 > 0);
}

void top_add(struct top_usage *u, const cJSON *quantities)
{
    for (size_t i = 0; i < TOP_RESOURCES; i++) {
        struct quantity q;
        const cJSON *v = doc_get(quantities, names[i]);
        const char *text = cJSON_IsNumber(v) ? doc_number_text(v) : cJSON_IsString(v) ? v->valuestring : "0";
        int64_t more = quantity_parse(text, &q) == NULL ? quantity_scaled(&q, i == 0 ? -9 : 0) : 0;
        if (__builtin_add_overflow(u->amount[i], more, &u->amount[i]))
            u->amount[i] = INT64_MAX;
    }
}

struct err *top_check_sort(const char *by)
{
    bool known = by[0] == '\0' || str_eq(by, "cpu") || str_eq(by, "memory");
    return known ? NULL : err_new("--sort-by accepts only cpu or memory");
}

struct sorting {
    const struct top_row *rows;
    int by; /* -1: names */
    bool with_ns;
};

static bool before(void *arg, size_t a, size_t b)
{
    const struct sorting *s = arg;
    const struct top_row *x = &s->rows[a], *y = &s->rows[b];
    if (s->by >= 0)
        return top_amount(&x->usage, (size_t)s->by) > top_amount(&y->usage, (size_t)s->by);
    int c = s->with_ns ? strcmp(x->ns, y->ns) : 0;
    return (c != 0 ? c : strcmp(x->name, y->name)) < 0;
}

void top_sort(struct top_row *rows, size_t n, const char *by, bool with_ns)
{
    struct sorting s = {.rows = rows, .by = str_eq(by, "cpu") ? 0 : str_eq(by, "memory") ? 1 : -1, .with_ns = with_ns};
    if (n == 0)
        return;
    size_t *order = xcalloc(n, sizeof *order);
    for (size_t i = 0; i < n; i++)
        order[i] = i;
    go_sort(order, n, before, &s);
    struct top_row *sorted = xcalloc(n, sizeof *sorted);
    for (size_t i = 0; i < n; i++)
        sorted[i] = rows[order[i]];
    memcpy(rows, sorted, n * sizeof *rows);
    free(sorted);
    free(order);
}

void top_add_amount(struct buf *out, const struct top_usage *u, size_t resource)
{
    if (resource == 0)
        buf_addf(out, "%lldm\t", (long long)top_amount(u, 0));
    else
        buf_addf(out, "%lldMi\t", (long long)(u->amount[resource] / (1024 * 1024)));
}

void top_add_cell(struct buf *out, const char *text)
{
    char *safe = str_sanitize(text);
    buf_addf(out, "%s\t", safe);
    free(safe);
}

void top_print(struct cmd_ctx *ctx, const struct buf *rows)
{
    struct tabwriter *w = tabwriter_new(ctx->out, true);
    tabwriter_write(w, rows->len > 0 ? rows->data : "");
    tabwriter_free(w);
}

static const struct command *const children[] = {&cmd_top_node, &cmd_top_pod, NULL};
static const char *const suggest_for[] = {"stats", NULL};

static const struct example examples[] = {
    {"See what the nodes use", "kubec top node"},
    {"See which containers use most memory", "kubec top pod -A --containers --sort-by=memory"},
    {0},
};

const struct command cmd_top = {
    .name = "top",
    .group = GROUP_CLUSTER,
    .suggest_for = suggest_for,
    .usage = "SUBCOMMAND",
    .summary = "Show the use of CPU and memory",
    .description = "Shows what nodes or pods use of CPU and memory, as the metrics server last measured it for the "
                   "autoscalers. The cluster needs a metrics server.",
    .examples = examples,
    .children = children,
};
