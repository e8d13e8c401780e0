/* describe.c - the two steps of a description: further reads, then the text. */
#include "describe/describe.h"

#include "api/discovery.h"
#include "api/request.h"
#include "api/status.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/strv.h"
#include "describe/events.h"
#include "describe/volumes.h"
#include "http/http.h"
#include "print/sort.h"
#include "print/table.h"
#include "resource/feed.h"

#include <stdlib.h>
#include <string.h>

struct read_slot {
    struct describe_read read;
    struct description *d;
    const struct api_resource *resource;
    char *ns, *name, *labels, *fields;
    bool list;
    int64_t chunk;
};

/* ---- reading ---- */

static void slot_end(struct read_slot *slot, struct err *e)
{
    if (e != NULL) {
        cJSON_Delete(slot->read.answer);
        slot->read.answer = NULL;
        slot->read.err = e;
    }
    slot->d->pending--;
}

static void keep_item(void *arg, cJSON *item)
{
    cJSON_AddItemToArray(arg, item);
}

static struct err *next_page(struct read_slot *slot, const char *more);

static void answered(void *arg, cJSON *tree, struct err *e)
{
    struct read_slot *slot = arg;
    if (e != NULL || !slot->list) {
        if (e == NULL)
            slot->read.answer = tree;
        slot_end(slot, e);
        return;
    }
    char *more = xstrdup(text_at(tree, "metadata.continue"));
    list_take_items(tree, keep_item, slot->read.answer);
    e = more[0] != '\0' ? next_page(slot, more) : NULL;
    if (e != NULL || more[0] == '\0')
        slot_end(slot, e);
    free(more);
}

static struct err *next_page(struct read_slot *slot, const char *more)
{
    char limit[24];
    snprintf(limit, sizeof limit, "%lld", (long long)slot->chunk);
    const char *query[] = {"labelSelector", slot->labels, "fieldSelector",
                           slot->fields,    "limit",      slot->chunk > 0 ? limit : "",
                           "continue",      more,         NULL};
    struct api_call call = {.verb = slot->list ? "list" : "get",
                            .resource = slot->resource,
                            .ns = slot->ns,
                            .name = slot->name,
                            .query = slot->list ? query : NULL};
    return api_start(slot->d->s, &call, answered, slot);
}

static size_t slot_start(struct description *d, const struct read_slot *like, const char *api_version, const char *kind)
{
    struct gvk gvk = gvk_parse(api_version, kind);
    struct read_slot *slot = xmemdup(like, sizeof *like);
    d->slots = xreallocarray(d->slots, d->nslots + 1, sizeof *d->slots);
    d->slots[d->nslots++] = slot;
    slot->d = d;
    slot->read.answer = slot->list ? cJSON_CreateArray() : NULL;
    d->pending++;
    struct err *e = mapping_for_gvk(d->s, &gvk, &slot->resource);
    if (e == NULL)
        e = next_page(slot, "");
    if (e != NULL)
        slot_end(slot, e);
    gvk_release(&gvk);
    return d->nslots;
}

size_t describe_ask_list(struct description *d, const char *api_version, const char *kind, const char *ns,
                         const char *labels, const char *fields, bool paged)
{
    struct read_slot slot = {.list = true,
                             .ns = xstrdup(ns),
                             .name = xstrdup(""),
                             .labels = xstrdup(labels != NULL ? labels : ""),
                             .fields = xstrdup(fields != NULL ? fields : ""),
                             .chunk = paged ? d->o.chunk : 0};
    return slot_start(d, &slot, api_version, kind);
}

size_t describe_ask_object(struct description *d, const char *api_version, const char *kind, const char *ns,
                           const char *name)
{
    struct read_slot slot = {.ns = xstrdup(ns), .name = xstrdup(name), .labels = xstrdup(""), .fields = xstrdup("")};
    return slot_start(d, &slot, api_version, kind);
}

size_t describe_ask_events(struct description *d, bool without_kind, const char *uid)
{
    const char *ns = text_at(d->object, "metadata.namespace");
    struct buf fields = buf_new();
    if (!without_kind)
        buf_addf(&fields, "involvedObject.kind=%s,", d->resource->kind);
    buf_addf(&fields, "involvedObject.name=%s,involvedObject.namespace=%s", text_at(d->object, "metadata.name"), ns);
    if (uid == NULL)
        uid = text_at(d->object, "metadata.uid");
    if (uid[0] != '\0')
        buf_addf(&fields, ",involvedObject.uid=%s", uid);
    size_t number = describe_ask_list(d, "v1", "Event", ns, NULL, fields.data, true);
    buf_release(&fields);
    return number;
}

const struct describe_read *describe_read_at(const struct description *d, size_t number)
{
    static const struct describe_read none = {0};
    return number > 0 && number <= d->nslots ? &d->slots[number - 1]->read : &none;
}

struct err *describe_take_error(struct description *d, size_t number)
{
    struct err *e = NULL;
    if (number > 0 && number <= d->nslots) {
        e = d->slots[number - 1]->read.err;
        d->slots[number - 1]->read.err = NULL;
    }
    return e;
}

/* ---- the two steps ---- */

static const struct describer *find(const struct api_resource *r)
{
    static const struct describer *const tables[] = {
        describers_core,   describers_workloads, describers_batch, describers_autoscaling, describers_network,
        describers_policy, describers_storage,   describers_rbac,  describers_node,        describers_certificates};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        for (const struct describer *h = tables[i]; h->kind != NULL; h++) {
            if (str_eq(h->group, r->group) && str_eq(h->kind, r->kind))
                return h;
        }
    }
    return NULL;
}

/* kubectl reads the object in the version that its describer knows. */
static void read_in_version(struct description *d, const struct describer *how)
{
    const struct api_resource *other = NULL;
    cJSON *object = NULL;
    if (how->version == NULL || str_eq(d->resource->version, how->version))
        return;
    char *api_version =
        d->resource->group[0] != '\0' ? xasprintf("%s/%s", d->resource->group, how->version) : xstrdup(how->version);
    struct gvk gvk = gvk_parse(api_version, d->resource->kind);
    struct err *e = mapping_for_gvk(d->s, &gvk, &other);
    struct api_call call = {.verb = "get",
                            .resource = other,
                            .ns = text_at(d->object, "metadata.namespace"),
                            .name = text_at(d->object, "metadata.name")};
    if (e == NULL)
        e = api_do(d->s, &call, &object);
    if (e == NULL) {
        cJSON_Delete(d->object);
        d->object = object;
        d->resource = other;
    }
    err_free(e); /* a server without that version: what it has is described */
    gvk_release(&gvk);
    free(api_version);
}

struct description *describe_start(struct session *s, const struct api_resource *resource, cJSON *object,
                                   const struct describe_options *o)
{
    struct description *d = xcalloc(1, sizeof *d);
    *d = (struct description){.s = s, .o = *o, .resource = resource, .object = object, .out = buf_new()};
    const struct describer *how = find(resource);
    if (how != NULL)
        read_in_version(d, how);
    if (how != NULL && how->ask != NULL)
        how->ask(d);
    if (o->show_events && (how == NULL || !how->no_events) && d->events == 0)
        d->events = describe_ask_events(d, false, NULL);
    return d;
}

void describe_wait(struct description *d)
{
    struct http_client *http = NULL;
    struct err *e = session_http(d->s, &http);
    while (e == NULL && d->pending > 0)
        http_poll(http, NS_PER_S);
    err_free(e);
}

struct err *describe_text(struct description *d, struct buf *out)
{
    const struct describer *how = find(d->resource);
    buf_clear(&d->out);
    struct err *e = how != NULL ? how->print(d) : describe_generic(d);
    if (e != NULL)
        return e;
    say_events(d);
    char *text = text_escaped(d->out.data != NULL ? d->out.data : "");
    tabwriter_align(out, text, 0, 2);
    free(text);
    return NULL;
}

void describe_free(struct description *d)
{
    describe_wait(d); /* answers that are still on their way come to the slots */
    for (size_t i = 0; i < d->nslots; i++) {
        struct read_slot *slot = d->slots[i];
        cJSON_Delete(slot->read.answer);
        err_free(slot->read.err);
        free(slot->ns);
        free(slot->name);
        free(slot->labels);
        free(slot->fields);
        free(slot);
    }
    free(d->slots);
    cJSON_Delete(d->object);
    buf_release(&d->out);
    free(d);
}

/* ---- pieces of text ---- */

void say_name(struct description *d)
{
    say(&d->out, 0, "Name:\t%s\n", text_at(d->object, "metadata.name"));
    say(&d->out, 0, "Namespace:\t%s\n", text_at(d->object, "metadata.namespace"));
}

void say_labels(struct description *d)
{
    describe_labels(&d->out, "", "Labels", "\t", doc_at(d->object, "metadata.labels"));
}

void say_annotations(struct description *d)
{
    describe_annotations(&d->out, "", "Annotations", doc_at(d->object, "metadata.annotations"));
}

void say_conditions(struct buf *out, const cJSON *conditions, const struct describe_column *columns, size_t n,
                    const char *gap)
{
    char time[TIME_TEXT];
    const cJSON *one;
    say(out, 1, "%s", "");
    for (size_t i = 0; i < n; i++)
        buf_addf(out, "%s%s", columns[i].title, i + 1 < n ? "\t" : "\n");
    for (size_t i = 0; i < n && columns[i].line != NULL; i++)
        buf_addf(out, "%s%s%s", i == 0 ? "  " : "", columns[i].line, i + 1 < n ? "\t" : "\n");
    cJSON_ArrayForEach(one, conditions)
    {
        for (size_t i = 0; i < n; i++) {
            const struct describe_column *c = &columns[i];
            buf_addf(out, "%s%s%s", i == 0 ? "  " : "", c->time ? time_at(one, c->path, time) : text_at(one, c->path),
                     i + 1 < n ? gap : "\n");
        }
    }
}

struct pod_counts describe_count_pods(const struct description *d, size_t read)
{
    struct pod_counts c = {0};
    const cJSON *pod;
    cJSON_ArrayForEach(pod, describe_read_at(d, read)->answer)
    {
        const cJSON *owner = controller_of(pod);
        const char *phase = text_at(pod, "status.phase");
        if (owner == NULL || !str_eq(text_at(owner, "uid"), text_at(d->object, "metadata.uid")))
            continue;
        c.running += str_eq(phase, "Running");
        c.waiting += str_eq(phase, "Pending");
        c.succeeded += str_eq(phase, "Succeeded");
        c.failed += str_eq(phase, "Failed");
    }
    return c;
}

/* ---- events ---- */

struct event_order {
    const cJSON **v;
    int64_t *last;
};

static bool earlier(void *arg, size_t a, size_t b)
{
    const struct event_order *o = arg;
    return o->last[a] < o->last[b];
}

static void say_event(struct buf *out, const cJSON *e)
{
    const char *source = text_or(e, "source.component", text_at(e, "reportingComponent"));
    const char *field = text_at(e, "involvedObject.fieldPath");
    size_t n;
    const char *message = event_message(e, &n);
    say(out, 1, "%s\t%s\t", text_at(e, "type"), text_at(e, "reason"));
    event_add_interval(out, e);
    buf_addf(out, "\t%s\t%s%s%.*s\n", source, field, field[0] != '\0' ? ": " : "", (int)n, message);
}

void say_events(struct description *d)
{
    if (d->events == 0)
        return;
    const struct describe_read *reads[] = {describe_read_at(d, d->events), describe_read_at(d, d->more_events)};
    size_t n = 0, at = 0;
    for (size_t i = 0; i < 2; i++)
        n += (size_t)cJSON_GetArraySize(reads[i]->answer);
    if (n == 0) {
        say(&d->out, 0, "Events:\t<none>\n");
        return;
    }
    struct event_order o = {.v = xcalloc(n, sizeof *o.v), .last = xcalloc(n, sizeof *o.last)};
    size_t *order = xcalloc(n, sizeof *order);
    for (size_t i = 0; i < 2; i++) {
        const cJSON *one;
        cJSON_ArrayForEach(one, reads[i]->answer)
        {
            if (!time_parse_rfc3339(text_at(one, "lastTimestamp"), &o.last[at]))
                o.last[at] = INT64_MIN;
            order[at] = at;
            o.v[at++] = one;
        }
    }
    go_sort(order, n, earlier, &o);
    say(&d->out, 0, "Events:\n  Type\tReason\tAge\tFrom\tMessage\n");
    say(&d->out, 1, "----\t------\t----\t----\t-------\n");
    for (size_t i = 0; i < n; i++)
        say_event(&d->out, o.v[order[i]]);
    free(order);
    free(o.v);
    free(o.last);
}
