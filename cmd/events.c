/* events.c - "events": what happened in a namespace, the latest at the end. */
#include "describe/events.h"
#include "api/discovery.h"
#include "api/request.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/strv.h"
#include "cli/cli.h"
#include "print/print.h"
#include "print/sort.h"
#include "print/table.h"
#include "resource/feed.h"
#include "resource/podspec.h"
#include "resource/selector.h"
#include "resource/watch.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct events {
    struct {
        struct opt_print print;
        bool all_namespaces, watch, no_headers;
        const char *object;
        struct strv types;
        int64_t chunk_size;
    } in;
    struct cmd_ctx *ctx;
    const char *ns;
    const struct api_resource *resource; /* of events */
    char *fields;                        /* selector of --for, "" without */
    struct printer printer;
    struct tabwriter *table;
    bool headed;
};

static const char *const type_words[] = {"Normal", "Warning", NULL};

static const struct flag flags[] = {
    FLAG_BOOL(struct events, in.all_namespaces, "all-namespaces", 'A', "false", 0,
              "Show the events of all namespaces, whatever --namespace or the context says."),
    FLAG_INT(struct events, in.chunk_size, "chunk-size", 0, "COUNT", "500", 0,
             "How many events to ask for at a time; 0: all at once."),
    FLAG_STRING(struct events, in.object, "for", 0, "TYPE/NAME", "", 0, "Only events about this object."),
    FLAG_BOOL(struct events, in.no_headers, "no-headers", 0, "false", 0, "Leave out the line of headers."),
    FLAG_STRINGS(struct events, in.types, "types", 0, "TYPE,…", "", 0, "Only events of these types (Normal, Warning).",
                 .values = type_words),
    FLAG_BOOL(struct events, in.watch, "watch", 'w', "false", 0, "Go on and show events as they come."),
    FLAG_GROUP(struct events, in.print, opt_print_flags),
    FLAG_END,
};

/* ---- what is asked for ---- */

static struct err *find_object(struct events *o)
{
    const char *slash = strchr(o->in.object, '/');
    const struct api_resource *r = NULL;
    if (slash == NULL)
        return err_new("--for must be in resource/name form");
    if (strchr(slash + 1, '/') != NULL)
        return err_new("arguments in resource/name form may not have more than one slash");
    char *type = xstrndup(o->in.object, (size_t)(slash - o->in.object)), *lower = str_lower(type);
    struct err *e = mapping_for_arg(session_get(o->ctx), lower, &r);
    if (e != NULL && e->kind == ERR_GENERIC)
        e->kind = ERR_NET; /* a whole message: kubectl puts no "error:" before it */
    if (e == NULL) {
        struct gvk gvk = {.group = r->group, .version = r->version, .kind = r->kind};
        char *version = gvk_api_version(&gvk);
        struct buf name = buf_new();
        selector_escape(&name, slash + 1);
        o->fields = slash[1] == '\0' ? xstrdup("")
                                     : xasprintf("involvedObject.kind=%s,involvedObject.apiVersion=%s,"
                                                 "involvedObject.name=%s",
                                                 r->kind, version, name.data);
        buf_release(&name);
        free(version);
    }
    free(lower);
    free(type);
    return e;
}

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct events *o = opts;
    bool given;
    (void)argc;
    (void)argv;
    o->ctx = ctx;
    struct err *e = session_namespace(session_get(ctx), &o->ns, &given);
    if (e == NULL && o->in.object[0] != '\0')
        e = find_object(o);
    if (e == NULL)
        e = printer_init(ctx, &o->printer, &o->in.print, false);
    return e;
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct events *o = opts;
    (void)ctx;
    for (size_t i = 0; i < o->in.types.n; i++) {
        if (strcasecmp(o->in.types.v[i], "Normal") != 0 && strcasecmp(o->in.types.v[i], "Warning") != 0)
            return err_new("valid --types are Normal or Warning");
    }
    return NULL;
}

static bool is_wanted(const struct events *o, const cJSON *event)
{
    const char *type = doc_str_at(event, "type");
    for (size_t i = 0; i < o->in.types.n; i++) {
        if (strcasecmp(o->in.types.v[i], type != NULL ? type : "") == 0)
            return true;
    }
    return o->in.types.n == 0;
}

/* ---- printing ---- */

static void print_row(struct events *o, const cJSON *event)
{
    struct buf row = buf_new();
    if (!o->headed && !o->in.no_headers)
        buf_addf(&row, "%sLAST SEEN\tTYPE\tREASON\tOBJECT\tMESSAGE\n", o->in.all_namespaces ? "NAMESPACE\t" : "");
    o->headed = true;
    event_add_row(&row, event, o->in.all_namespaces);
    tabwriter_write(o->table, row.data);
    buf_release(&row);
}

/* An event as kubectl's Go type holds it; the caller's. */
static cJSON *typed(const struct events *o, const cJSON *event)
{
    cJSON *out = NULL;
    struct err *e = typed_object(o->resource, event, &out);
    if (e != NULL) {
        err_free(e); /* a newer server's: as it came */
        out = doc_dup(event);
    }
    return out;
}

/* kubectl drops an error of the template. */
static void print_one(struct events *o, const cJSON *object)
{
    err_free(print_object(&o->printer, o->ctx->out, object));
}

struct sorting {
    int64_t *when;
};

static bool earlier(void *arg, size_t a, size_t b)
{
    const struct sorting *s = arg;
    return s->when[a] < s->when[b];
}

static void print_sorted(struct events *o, const cJSON *items)
{
    size_t n = (size_t)cJSON_GetArraySize(items), at = 0;
    size_t *order = xcalloc(n, sizeof *order);
    const cJSON **v = xcalloc(n, sizeof *v), *one;
    struct sorting s = {.when = xcalloc(n, sizeof *s.when)};
    cJSON *list = cJSON_CreateObject(), *all = cJSON_CreateArray();
    cJSON_ArrayForEach(one, items)
    {
        v[at] = one;
        order[at] = at;
        s.when[at++] = event_time(one);
    }
    go_sort(order, n, earlier, &s);
    doc_set_str(list, "kind", "EventList");
    doc_set_str(list, "apiVersion", "v1");
    doc_set(list, "metadata", cJSON_CreateObject());
    doc_set(list, "items", all);
    for (size_t i = 0; i < n; i++) {
        if (str_empty(o->in.print.output))
            print_row(o, v[order[i]]);
        else
            cJSON_AddItemToArray(all, typed(o, v[order[i]]));
    }
    if (!str_empty(o->in.print.output))
        print_one(o, list);
    cJSON_Delete(list);
    free(s.when);
    free(v);
    free(order);
}

/* ---- reading ---- */

struct reading {
    const struct events *o;
    cJSON *items;
};

static void take_item(void *arg, cJSON *item)
{
    struct reading *r = arg;
    if (is_wanted(r->o, item))
        cJSON_AddItemToArray(r->items, item);
    else
        cJSON_Delete(item);
}

static struct err *read_all(struct events *o, const char *ns, cJSON *items)
{
    char *more = xstrdup("");
    struct reading r = {.o = o, .items = items};
    struct err *e = NULL;
    char limit[24];
    snprintf(limit, sizeof limit, "%lld", (long long)o->in.chunk_size);
    do {
        const char *query[] = {"fieldSelector",
                               o->fields != NULL ? o->fields : "",
                               "limit",
                               o->in.chunk_size > 0 ? limit : "",
                               "continue",
                               more,
                               NULL};
        struct api_call call = {.verb = "list", .resource = o->resource, .ns = ns, .query = query};
        cJSON *page = NULL;
        e = api_do(session_get(o->ctx), &call, &page);
        if (e == NULL) {
            const char *next = doc_str_at(page, "metadata.continue");
            str_replace_owned(&more, xstrdup(next != NULL ? next : ""));
            list_take_items(page, take_item, &r);
        }
    } while (e == NULL && more[0] != '\0');
    free(more);
    return e;
}

static bool on_event(void *arg, const char *type, cJSON *object)
{
    struct events *o = arg;
    if (!str_eq(type, "DELETED") && str_eq(doc_str_at(object, "kind"), "Event") && is_wanted(o, object)) {
        if (str_empty(o->in.print.output)) {
            print_row(o, object);
        } else {
            cJSON *event = typed(o, object);
            print_one(o, event);
            cJSON_Delete(event);
        }
        tabwriter_flush(o->table);
        fflush(o->ctx->out);
    }
    cJSON_Delete(object);
    return o->ctx->interrupted == NULL || *o->ctx->interrupted == 0;
}

static struct err *watch(struct events *o, const char *ns)
{
    struct watch_request request = {.resource = o->resource, .ns = ns, .field_selector = o->fields};
    enum watch_end how;
    return watch_run(session_get(o->ctx), &request, on_event, o, &how);
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct events *o = opts;
    struct gvk gvk = {.group = "", .version = "v1", .kind = "Event"};
    const char *ns = o->in.all_namespaces ? "" : o->ns;
    struct err *e = mapping_for_gvk(session_get(ctx), &gvk, &o->resource);
    if (e != NULL)
        return e;
    o->table = tabwriter_new(ctx->out, true);
    o->printer.tabs = o->table;
    if (o->in.watch)
        return watch(o, ns);
    cJSON *items = cJSON_CreateArray();
    e = read_all(o, ns, items);
    if (e == NULL && items->child != NULL)
        print_sorted(o, items);
    else if (e == NULL && o->in.all_namespaces)
        fputs("No events found.\n", ctx->err);
    else if (e == NULL)
        fprintf(ctx->err, "No events found in %s namespace.\n", o->ns);
    cJSON_Delete(items);
    return e;
}

static void release(void *opts)
{
    struct events *o = opts;
    o->printer.tabs = NULL;
    tabwriter_free(o->table);
    free(o->fields);
}

static const struct example examples[] = {
    {"Show the events of the namespace", "kubec events"},
    {"Show the warnings of all namespaces", "kubec events -A --types=Warning"},
    {"Follow what happens to a pod", "kubec events --for pod/web-0 --watch"},
    {0},
};

const struct command cmd_events = {
    .name = "events",
    .group = GROUP_TROUBLE,
    .usage = "[(-o|--output=)FORMAT] [--for TYPE/NAME] [--watch] [--types=Normal,Warning] [flags]",
    .summary = "List events",
    .description = "Lists what the cluster reports to have happened, sorted by time, the latest at the end.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct events),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
};
