/* watch.c - get --watch and --watch-only. */
#include "get/get.h"

#include "base/mem.h"
#include "resource/watch.h"

#include <stdlib.h>

struct watching {
    struct get_run *r;
    struct tabwriter *w;
    struct table_printer *printer; /* tables; NULL for whole objects */
    bool show;                     /* rows are printed, not only kept in mind */
};

static void print_one(struct watching *p, const char *event, const cJSON *object)
{
    struct get *o = p->r->o;
    const char *shown = o->in.output_watch_events ? event : NULL;
    if (p->printer)
        table_print(p->printer, p->w, object, shown, !p->show);
    else if (p->show && shown)
        print_event(&o->printer, p->r->ctx->out, shown, object);
    else if (p->show)
        print_object(&o->printer, p->r->ctx->out, object);
}

static void print_item(void *arg, cJSON *item)
{
    print_one(arg, "ADDED", item);
    cJSON_Delete(item);
}

static void flush(struct watching *p)
{
    tabwriter_flush(p->w);
    fflush(p->r->ctx->out);
}

static bool on_event(void *arg, const char *type, cJSON *object)
{
    struct watching *p = arg;
    print_one(p, type, object);
    cJSON_Delete(object);
    flush(p);
    p->show = true;
    return p->r->ctx->interrupted == NULL || *p->r->ctx->interrupted == 0;
}

/* Prints what exists; *version: the collection's resource version, if it is one for all pages. */
static struct err *print_existing(struct watching *p, struct feed_page *first, char **version, bool *list,
                                  size_t *answers)
{
    struct get_run *r = p->r;
    struct feed_page page = *first;
    *answers = 0;
    do {
        const char *v = doc_str_at(page.object, "metadata.resourceVersion");
        if (*answers == 0)
            *version = xstrdup(v ? v : "");
        else if (!str_eq(*version, v ? v : ""))
            str_replace_owned(version, xstrdup(""));
        ++*answers;
        *list = page.collection || *answers > 1 || !r->single;
        if (list_is(page.object))
            list_take_items(page.object, print_item, p);
        else
            print_item(p, page.object);
    } while (get_next(r, &page));
    flush(p);
    return feed_take_errors(r->feed, r->o->in.ignore_not_found);
}

static struct err *follow(struct watching *p, const struct feed_page *first, const char *version, bool list)
{
    struct get *o = p->r->o;
    const char *name = first->collection ? ""
                       : p->r->items.n   ? p->r->items.v[first->item].name
                       : p->r->targets.n ? p->r->targets.v[first->item].name
                                         : "";
    struct watch_request request = {.resource = first->resource,
                                    .ns = first->ns,
                                    .name = name,
                                    .selector = o->in.selector.selector,
                                    .field_selector = o->in.field_selector,
                                    .resource_version = list ? version : "0",
                                    .accept = o->tables ? GET_ACCEPT_TABLE : NULL,
                                    .include_object = o->tables && !str_empty(o->in.sort_by)};
    enum watch_end end;
    return watch_run(p->r->s, &request, on_event, p, &end);
}

struct err *get_watch(struct get_run *r)
{
    struct feed_page first;
    if (!get_next(r, &first)) {
        struct err *e = feed_take_errors(r->feed, r->o->in.ignore_not_found);
        return e || r->o->in.ignore_not_found ? e : err_new("no objects to watch");
    }
    struct watching p = {.r = r, .w = tabwriter_new(r->ctx->out, true), .show = !r->o->in.watch_only};
    if (r->o->human) {
        struct table_options options = get_table_options(r->o, first.resource, false);
        options.with_namespace = r->o->in.all_namespaces;
        p.printer = table_printer_new(&options);
    }
    char *version = NULL;
    bool list = false;
    size_t answers = 0;
    struct err *e = print_existing(&p, &first, &version, &list, &answers);
    if (!e && r->items.n + r->targets.n > 1)
        e = err_new("you may only watch a single resource or type of resource at a time");
    if (!e) {
        p.show = list;
        e = follow(&p, &first, version, list);
    }
    table_printer_free(p.printer);
    tabwriter_free(p.w);
    free(version);
    return e;
}
