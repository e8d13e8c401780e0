/* human.c - get's tables. */
#include "get/get.h"

#include "base/mem.h"

#include <stdlib.h>

struct human {
    struct get_run *r;
    struct tabwriter *w;
    struct table_printer *printer; /* of `last` */
    const struct api_resource *last;
    bool with_kind;      /* several types were answered */
    bool all_namespaced; /* everything that was answered lives in namespaces */
    struct err *err;     /* ends the printing */
    bool with_namespace; /* a type that lives in namespaces was shown with -A: kubectl keeps the column from then on */
};

static bool same_resource(const struct api_resource *a, const struct api_resource *b)
{
    return a == b || (str_eq(a->name, b->name) && str_eq(a->group, b->group) && str_eq(a->version, b->version));
}

/* A table for each type: blank line between them, widths and header of its own. */
static void use_printer(struct human *h, const struct api_resource *resource)
{
    if (h->printer && same_resource(h->last, resource))
        return;
    tabwriter_flush(h->w);
    tabwriter_forget_widths(h->w);
    if (h->last && !h->r->o->in.no_headers && tabwriter_written(h->w) > 0)
        tabwriter_separate(h->w);
    table_printer_free(h->printer);
    struct table_options options = get_table_options(h->r->o, resource, h->with_kind);
    h->with_namespace = h->with_namespace || options.with_namespace;
    options.with_namespace = h->with_namespace;
    h->printer = table_printer_new(&options);
    h->last = resource;
}

static void print_item(void *arg, cJSON *item)
{
    struct human *h = arg;
    table_print(h->printer, h->w, item, NULL, false);
    cJSON_Delete(item);
}

static void print_page(struct human *h, struct feed_page *page)
{
    if (list_is(page->object) &&
        !doc_get(page->object, "items")->child) { /* a table without rows counts, a list does not */
        cJSON_Delete(page->object);
        page->object = NULL;
        return;
    }
    h->all_namespaced = h->all_namespaced && page->resource->namespaced;
    use_printer(h, page->resource);
    cJSON *rows = table_is(page->object) ? doc_get(page->object, "rows") : NULL;
    bool show = true;
    if (!str_empty(h->r->o->in.sort_by) && rows && rows->child && rows->child->next) {
        /* kubectl drops a table that it cannot sort without a word, but for values that have no order. */
        struct err *e = h->r->sort ? sort_items(rows, h->r->sort, "object") : NULL;
        show = h->r->sort && !e;
        if (e && str_starts(e->msg, "unsortable type") && !h->err)
            h->err = e;
        else
            err_free(e);
    }
    if (!show)
        cJSON_Delete(page->object);
    else if (!rows && list_is(page->object))
        list_take_items(page->object, print_item, h);
    else
        print_item(h, page->object);
    page->object = NULL;
}

struct pages {
    struct feed_page *v;
    size_t n;
};

static bool pages_less(void *arg, size_t a, size_t b)
{
    const struct go_value *values = arg;
    return sort_less(&values[a], &values[b]);
}

/* With several answers kubectl sorts these, by what it finds at the path in the answers themselves. */
static struct err *sort_pages(struct human *h, struct pages *pages)
{
    struct get_run *r = h->r;
    if (pages->n < 2)
        return NULL;
    if (!r->sort) {
        struct err *e = r->sort_err;
        r->sort_err = NULL;
        return e;
    }
    struct go_value *values = xcalloc(pages->n, sizeof *values);
    struct err *e = NULL;
    size_t *order = xcalloc(pages->n, sizeof *order);
    struct feed_page *sorted = xcalloc(pages->n, sizeof *sorted);
    bool found = false;
    for (size_t i = 0; i < pages->n; i++)
        order[i] = i;
    for (size_t i = 0; i < pages->n && !e; i++) {
        e = sort_path_find(r->sort, pages->v[i].object, &values[i]);
        found = found || values[i].kind != GO_INVALID;
    }
    if (found && !e) {
        go_sort(order, pages->n, pages_less, values);
    } else if (!e) {
        char *quoted = str_quote(sort_path_text(r->sort));
        e = err_new("couldn't find any field with path %s in the list of objects", quoted);
        free(quoted);
    }
    for (size_t i = 0; i < pages->n; i++)
        sorted[i] = pages->v[order[i]];
    free(pages->v);
    pages->v = sorted;
    free(order);
    free(values);
    return e;
}

static void add_page(struct pages *pages, const struct feed_page *page)
{
    pages->v = xreallocarray(pages->v, pages->n + 1, sizeof *pages->v);
    pages->v[pages->n++] = *page;
}

struct taking {
    struct pages *pages;
    struct feed_page page; /* the list that is taken apart */
};

static void take_page(void *arg, cJSON *item)
{
    struct taking *t = arg;
    t->page.object = item;
    t->page.collection = false;
    add_page(t->pages, &t->page);
}

static struct err *print_sorted(struct human *h)
{
    struct pages pages = {0};
    struct feed_page page;
    while (get_next(h->r, &page)) {
        struct taking t = {.pages = &pages, .page = page};
        if (list_is(page.object)) /* no table: each object for itself */
            list_take_items(page.object, take_page, &t);
        else
            add_page(&pages, &page);
    }
    struct err *e = sort_pages(h, &pages);
    for (size_t i = 0; i < pages.n; i++) {
        if (e || h->err)
            cJSON_Delete(pages.v[i].object);
        else
            print_page(h, &pages.v[i]);
    }
    free(pages.v);
    return e ? e : h->err;
}

static void say_nothing_found(struct human *h)
{
    struct get_run *r = h->r;
    if (h->all_namespaced) {
        char *ns = str_sanitize(r->o->ns);
        fprintf(r->ctx->err, "No resources found in %s namespace.\n", ns);
        free(ns);
    } else {
        fputs("No resources found\n", r->ctx->err);
    }
}

/* kubectl has the error of a list in two aggregates, one inside the other, and words it as one of several: without
 * "error: ", and without the causes of an Invalid. */
static void said_of_a_list(struct err *e)
{
    if (e->kind == ERR_GENERIC)
        e->kind = ERR_NET;
    if (e->kind == ERR_STATUS && e->payload && e->payload_free) {
        e->payload_free(e->payload);
        e->payload = NULL;
    }
}

struct err *get_human(struct get_run *r)
{
    struct human h = {.r = r, .w = tabwriter_new(r->ctx->out, true), .all_namespaced = !r->o->in.all_namespaces};
    struct err *e = NULL;
    h.with_kind = feed_several_types(r->feed);
    if (!str_empty(r->o->in.sort_by)) {
        e = print_sorted(&h);
    } else {
        struct feed_page page;
        while (get_next(r, &page))
            print_page(&h, &page);
    }
    tabwriter_flush(h.w);
    bool written = tabwriter_written(h.w) > 0;
    struct err *missing = e ? NULL : feed_take_errors(r->feed, r->o->in.ignore_not_found);
    if (missing && (r->items.selecting || r->targets.n > 0))
        said_of_a_list(missing);
    if (!e && !missing && !written && !r->o->in.ignore_not_found && (!r->forbidden || r->forbidden < r->items.n))
        say_nothing_found(&h);
    table_printer_free(h.printer);
    tabwriter_free(h.w);
    return e ? e : missing;
}
