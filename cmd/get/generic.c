/* generic.c - get's objects whole: JSON, YAML, KYAML and names. */
#include "get/get.h"

#include "base/mem.h"
#include "doc/doc.h"
#include "print/template.h"

struct generic {
    struct get_run *r;
    struct list_printer list;
    struct err *errs;
    cJSON *kept; /* objects held back: to be sorted, or to see whether there is only one; else NULL */
    size_t nkept;
};

/* Of longer lists a template keeps only what it looks at. (Its error shows the objects as they are kept.) */
#define KEEP_WHOLE 500

static void keep(struct generic *g, cJSON *item)
{
    struct get *o = g->r->o;
    cJSON_AddItemToArray(g->kept, item);
    g->nkept++;
    if (g->nkept <= KEEP_WHOLE || o->printer.format != OUTPUT_TEMPLATE || !str_empty(o->in.sort_by))
        return;
    if (g->nkept > KEEP_WHOLE + 1) {
        object_template_prune(o->printer.template, item);
        return;
    }
    cJSON_ArrayForEach(item, g->kept) object_template_prune(o->printer.template, item);
}

/* -o clean is one document for each object, as people keep them. */
static void add(struct generic *g, const cJSON *item)
{
    if (g->r->o->view == GET_CLEAN)
        err_collect(&g->errs, print_object(&g->r->o->printer, g->r->ctx->out, item));
    else
        list_printer_add(&g->list, item);
}

static void take_item(void *arg, cJSON *item)
{
    struct generic *g = arg;
    get_show_as(g->r->o, item);
    if (g->kept) {
        keep(g, item);
        return;
    }
    add(g, item);
    cJSON_Delete(item);
}

static void print_kept(struct generic *g)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, g->kept) add(g, item);
}

/* A template sees the whole List. */
static struct err *print_template(struct generic *g)
{
    cJSON *list = cJSON_CreateObject();
    doc_set_str(list, "apiVersion", "v1");
    doc_set(list, "items", g->kept);
    g->kept = NULL;
    doc_set_str(list, "kind", "List");
    doc_set_str(doc_make_at(list, "metadata"), "resourceVersion", "");
    struct err *e = print_object(&g->r->o->printer, g->r->ctx->out, list);
    cJSON_Delete(list);
    return e;
}

/* Sorts what is held back as kubectl's SortingPrinter sorts a list. */
static struct err *sort_kept(struct generic *g)
{
    struct get_run *r = g->r;
    if (str_empty(r->o->in.sort_by) || !g->kept->child)
        return NULL;
    if (r->sort)
        return sort_items(g->kept, r->sort, NULL);
    struct err *e = r->sort_err;
    r->sort_err = NULL;
    return e;
}

/* Both errors as one. */
static struct err *also(struct err *errs, struct err *e)
{
    struct err *all = NULL;
    err_collect(&all, errs);
    err_collect(&all, e);
    return err_reduce(all);
}

static struct err *finish(struct generic *g, struct err *errs)
{
    struct get_run *r = g->r;
    bool none = g->kept ? g->kept->child == NULL : g->list.items == 0;
    if (r->single && errs)
        return errs;
    if (none && r->o->in.ignore_not_found && r->o->printer.printed == 0)
        return errs;
    if (g->kept && r->single && g->kept->child && !g->kept->child->next) {
        return also(errs, print_object(&r->o->printer, r->ctx->out, g->kept->child));
    }
    if (g->kept) {
        struct err *e = sort_kept(g);
        if (e)
            return also(errs, e);
        if (r->o->printer.format == OUTPUT_TEMPLATE)
            return also(errs, print_template(g));
        print_kept(g);
    }
    if (r->o->view == GET_CLEAN)
        return also(errs, err_reduce(g->errs));
    return also(errs, list_printer_end(&g->list));
}

struct err *get_generic(struct get_run *r)
{
    struct generic g = {.r = r};
    bool template = r->o->printer.format == OUTPUT_TEMPLATE;
    list_printer_init(&g.list, &r->o->printer, r->ctx->out);
    if (r->single || template || !str_empty(r->o->in.sort_by))
        g.kept = cJSON_CreateArray();
    struct feed_page page;
    while (get_next(r, &page)) {
        if (list_is(page.object))
            list_take_items(page.object, take_item, &g);
        else
            take_item(&g, page.object);
    }
    struct err *e = finish(&g, feed_take_errors(r->feed, r->o->in.ignore_not_found));
    cJSON_Delete(g.kept);
    return e;
}
