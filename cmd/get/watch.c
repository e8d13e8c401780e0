/* watch.c - get --watch and --watch-only. */
#include "get/get.h"

#include "api/status.h"
#include "base/clock.h"
#include "base/mem.h"
#include "get/screen.h"
#include "http/http.h"
#include "print/jsonpath.h"
#include "resource/watch.h"

#include <stdlib.h>
#include <string.h>

struct watching {
    struct get_run *r;
    struct tabwriter *w;
    struct table_printer *printer; /* tables; NULL for whole objects */
    struct screen *screen;         /* of a terminal: tables go there; else NULL */
    struct err *err;               /* of a template: ends the watch */
    bool show;                     /* rows are printed, not only kept in mind */
    char *version;                 /* of the last event; NULL: none came */
    bool expired;                  /* the server does not know that version any more */
};

#define PAUSE_FIRST (NS_PER_S / 2) /* before a watch that broke off is taken up again; twice as long each time … */
#define PAUSE_MAX (30 * NS_PER_S)
#define WATCH_LASTED (5 * NS_PER_S) /* … unless it lasted this long */

static void print_one(struct watching *p, const char *event, const cJSON *object)
{
    struct get *o = p->r->o;
    const char *shown = o->in.output_watch_events ? event : NULL;
    if (p->screen && table_is(object))
        screen_event(p->screen, event, object);
    else if (p->printer) {
        screen_leave(p->screen);
        table_print(p->printer, p->w, object, shown, !p->show);
    } else if (p->show && shown)
        err_collect(&p->err, print_event(&o->printer, p->r->ctx->out, shown, object));
    else if (p->show)
        err_collect(&p->err, print_object(&o->printer, p->r->ctx->out, object));
}

/* A table of what exists is sorted, unless it is shown as an event: kubectl's sorting printer does not look inside. */
static struct err *sort_existing(struct watching *p, const cJSON *table)
{
    struct get_run *r = p->r;
    cJSON *rows = table_is(table) ? doc_get(table, "rows") : NULL;
    if (!p->printer || !p->show || r->o->in.output_watch_events || str_empty(r->o->in.sort_by))
        return NULL;
    if (!rows || !rows->child || !rows->child->next)
        return NULL;
    if (r->sort)
        return sort_items(rows, r->sort, "object");
    struct jsonpath *path = NULL; /* kubectl parses the text as it was given here */
    const char *text = r->o->in.sort_by;
    struct err *e = jsonpath_parse(text, strlen(text), &path);
    jsonpath_free(path);
    return err_wrap(doc_err_in_text(e, NULL, text, strlen(text)), "sorting error");
}

static void print_item(void *arg, cJSON *item)
{
    struct watching *p = arg;
    get_show_as(p->r->o, item);
    if (!p->err)
        err_collect(&p->err, sort_existing(p, item));
    if (!p->err)
        print_one(p, "ADDED", item);
    cJSON_Delete(item);
}

static void flush(struct watching *p)
{
    if (p->err)
        tabwriter_drop(p->w); /* as in kubectl, which does not come to its flush */
    tabwriter_flush(p->w);
    if (p->screen)
        screen_draw(p->screen);
    fflush(p->r->ctx->out);
}

static bool is_expired(const char *type, const cJSON *object)
{
    int64_t code = 0;
    return str_eq(type, "ERROR") && doc_get_int64(doc_get(object, "code"), &code) && code == 410;
}

static void keep_version(struct watching *p, const cJSON *object)
{
    const cJSON *rows = table_is(object) ? doc_get(object, "rows") : NULL;
    const char *version =
        doc_str_at(rows && rows->child ? doc_get(rows->child, "object") : object, "metadata.resourceVersion");
    if (!str_empty(version))
        str_replace_owned(&p->version, xstrdup(version));
}

static bool on_event(void *arg, const char *type, cJSON *object)
{
    struct watching *p = arg;
    if (is_expired(type, object)) {
        p->expired = true;
        cJSON_Delete(object);
        return false;
    }
    keep_version(p, object);
    get_show_as(p->r->o, object);
    if (!str_eq(type, "BOOKMARK"))
        print_one(p, type, object);
    cJSON_Delete(object);
    flush(p);
    p->show = true;
    return !p->err && (p->r->ctx->interrupted == NULL || *p->r->ctx->interrupted == 0);
}

/* Prints what exists, and deletes it; *version: the collection's resource version, if it is one for all pages. */
static void print_existing(struct watching *p, struct feed_page *pages, size_t n, char **version)
{
    for (size_t i = 0; i < n; i++) {
        const char *v = doc_str_at(pages[i].object, "metadata.resourceVersion");
        if (i == 0)
            *version = xstrdup(v ? v : "");
        else if (!str_eq(*version, v ? v : ""))
            str_replace_owned(version, xstrdup(""));
        if (list_is(pages[i].object))
            list_take_items(pages[i].object, print_item, p);
        else
            print_item(p, pages[i].object);
        pages[i].object = NULL;
    }
    flush(p);
}

/* The first error alone: here kubectl stops at it. */
static struct err *first_error(struct err *e)
{
    if (!e || e->kind != ERR_AGGREGATE || e->nparts == 0)
        return e;
    struct err *first = e->parts[0];
    e->parts[0] = NULL;
    err_free(e);
    return first;
}

static bool is_over(const struct watching *p)
{
    return p->err || (p->r->ctx->interrupted && *p->r->ctx->interrupted);
}

/* Everything is listed again, since what happened in between is not known; *version is where the next watch begins. */
static struct err *list_again(struct watching *p, char **version)
{
    struct feed_page page;
    bool first = true;
    get_reopen(p->r);
    if (p->screen)
        screen_clear(p->screen);
    while (get_next(p->r, &page)) {
        str_replace_owned(version, NULL);
        print_existing(p, &page, 1, version);
        first = false;
    }
    if (first)
        str_replace_owned(version, xstrdup(""));
    return first_error(feed_take_errors(p->r->feed, false));
}

/* Waits before the next try; a watch that lasted begins with short waits anew. */
static void pause_between(struct watching *p, int64_t began, int64_t *pause)
{
    struct http_client *http = NULL;
    struct err *e = session_http(p->r->s, &http);
    if (clock_mono_ns() - began > WATCH_LASTED)
        *pause = PAUSE_FIRST;
    int64_t until = clock_mono_ns() + *pause, left;
    while (!e && !is_over(p) && (left = until - clock_mono_ns()) > 0)
        http_wait(http, left);
    *pause = *pause * 2 > PAUSE_MAX ? PAUSE_MAX : *pause * 2;
    err_free(e);
}

/* Watches until somebody ends it. The server ends each watch after some minutes, and may go away for a while: it is
 * taken up again behind the last event that came; with --request-timeout it is over when the time is. */
static struct err *watch_on(struct watching *p, struct watch_request *request, bool list)
{
    const struct rest_config *config = NULL;
    struct err *e = session_config(p->r->s, &config);
    bool once = e || config->timeout_ns > 0, established = false;
    int64_t pause = PAUSE_FIRST;
    char *version = NULL;
    while (!e) {
        enum watch_end end;
        int64_t began = clock_mono_ns();
        p->expired = false;
        e = watch_run(p->r->s, request, on_event, p, &end);
        if (e && err_has_reason(e, "Expired"))
            p->expired = true;
        if (once || is_over(p) || (e && !established && !p->expired))
            break;
        established = established || !e;
        err_free(e);
        e = NULL;
        pause_between(p, began, &pause);
        if (is_over(p))
            break;
        if (p->expired) {
            e = list_again(p, &version);
            str_replace_owned(&p->version, NULL);
            request->resource_version = list ? version : "0";
            err_free(e); /* not there yet: the next watch asks again */
            e = NULL;
        } else if (p->version) {
            request->resource_version = p->version;
        }
    }
    free(version);
    return e;
}

static struct err *follow(struct watching *p, const struct feed_page *first, const char *version, bool list)
{
    struct get *o = p->r->o;
    const char *name = first->collection ? ""
                       : p->r->items.n   ? p->r->items.v[first->item].name
                       : p->r->targets.n ? p->r->targets.v[first->item].name
                                         : "";
    char *ns_copy = xstrdup(first->ns ? first->ns : ""), *name_copy = xstrdup(name ? name : ""); /* the feed may go */
    struct watch_request request = {.resource = first->resource,
                                    .ns = ns_copy,
                                    .name = name_copy,
                                    .selector = o->in.selector.selector,
                                    .field_selector = o->in.field_selector,
                                    .resource_version = list ? version : "0",
                                    .accept = o->tables ? GET_ACCEPT_TABLE : NULL,
                                    .include_object = o->tables && !str_empty(o->in.sort_by)};
    struct err *e = watch_on(p, &request, list);
    free(ns_copy);
    free(name_copy);
    err_free(p->err); /* kubectl ends the watch at a template's error, and drops it */
    p->err = NULL;
    return e;
}

static struct err *watch_pages(struct get_run *r, struct feed_page *pages, size_t n)
{
    const struct feed_page *first = &pages[0];
    struct watching p = {.r = r, .w = tabwriter_new(r->ctx->out, true), .show = !r->o->in.watch_only};
    r->o->printer.tabs = p.w; /* kubectl has all output of a watch pass its tab writer */
    if (r->o->human) {
        struct table_options options = get_table_options(r->o, first->resource, false);
        options.with_namespace = r->o->in.all_namespaces;
        p.printer = table_printer_new(&options);
        if (r->o->tables && !r->o->in.watch_only && !r->o->in.output_watch_events && screen_wanted(r->ctx))
            p.screen = screen_new(r->ctx->out, &options, str_empty(r->o->in.sort_by));
    }
    char *version = NULL;
    bool list = first->collection || n > 1 || !r->single;
    struct err *e = NULL;
    print_existing(&p, pages, n, &version);
    if (p.err) {
        e = err_wrap(err_reduce(p.err), "unable to output the provided object");
    } else if (r->targets.n > 1) {
        e = err_new(
            "watch is only supported on individual resources and resource collections - %zu resources were found", n);
    } else if (r->items.n > 1) {
        e = err_new("you may only watch a single resource or type of resource at a time");
    } else {
        p.show = list;
        e = follow(&p, first, version, list);
    }
    r->o->printer.tabs = NULL;
    table_printer_free(p.printer);
    screen_free(p.screen);
    tabwriter_free(p.w);
    free(p.version);
    free(version);
    return e;
}

/* kubectl has all that exists before it prints the first line, so an error comes alone. */
struct err *get_watch(struct get_run *r)
{
    struct feed_page *pages = NULL, page;
    size_t n = 0;
    while (get_next(r, &page)) {
        pages = xreallocarray(pages, n + 1, sizeof *pages);
        pages[n++] = page;
    }
    struct err *e = first_error(feed_take_errors(r->feed, r->o->in.ignore_not_found));
    if (!e && n > 0)
        e = watch_pages(r, pages, n);
    else if (!e && !r->o->in.ignore_not_found)
        e = err_new("no objects to watch");
    for (size_t i = 0; i < n; i++)
        cJSON_Delete(pages[i].object);
    free(pages);
    return e;
}
