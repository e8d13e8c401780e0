/* everything.c - get --everything: the objects of all types. */
#include "get/get.h"

#include "api/discovery.h"
#include "base/mem.h"

#include <stdlib.h>

/* Groups whose objects are computed when they are asked for: measurements, not what somebody made. */
static bool is_made_up(const struct api_resource *r)
{
    static const char *const groups[] = {"metrics.k8s.io", "custom.metrics.k8s.io", "external.metrics.k8s.io"};
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        if (str_eq(r->group, groups[i]))
            return true;
    }
    return str_empty(r->group) && str_eq(r->name, "componentstatuses");
}

/* Events are served by two groups. */
static bool is_double(const struct api_resource *r)
{
    return str_eq(r->group, "events.k8s.io") && str_eq(r->name, "events");
}

static bool is_wanted(const struct get *o, const struct api_resource *r)
{
    return r->preferred && strv_has(&r->verbs, "list") && (r->namespaced || o->in.all_namespaces) && !is_made_up(r) &&
           !is_double(r);
}

struct err *get_everything(struct get_run *r)
{
    struct api_resources all = {0};
    struct args_items *items = &r->items;
    struct err *e = discovery_all(r->s, &all, &r->others);
    for (size_t i = 0; i < all.n && !e; i++) {
        if (!is_wanted(r->o, all.v[i]))
            continue;
        bool in_namespace = all.v[i]->namespaced && !r->o->in.all_namespaces;
        items->v = xreallocarray(items->v, items->n + 1, sizeof *items->v);
        items->v[items->n++] =
            (struct args_item){.resource = all.v[i], .ns = xstrdup(in_namespace ? r->o->ns : ""), .name = xstrdup("")};
    }
    items->selecting = items->several_types = true;
    free(all.v);
    return e;
}

/* A type that went away since discovery, or whose server lists none after all, has no objects. */
static bool has_none(const struct err *e)
{
    return e->kind == ERR_STATUS && (e->http_status == 404 || e->http_status == 405);
}

void get_failed_type(struct get_run *r, struct err *e)
{
    if (err_has_reason(e, "Forbidden"))
        r->forbidden++;
    else if (!has_none(e)) {
        err_collect(&r->others, e);
        return;
    }
    err_free(e);
}

struct err *get_everything_end(struct get_run *r, struct err *e)
{
    struct err *all = NULL;
    fflush(r->ctx->out);
    if (r->forbidden > 0 && r->forbidden == r->items.n)
        err_collect(&all, err_new("you may not list any of the %zu types", r->items.n));
    else if (r->forbidden > 0)
        fprintf(r->ctx->err, "%zu of %zu types are not shown: you may not list them\n", r->forbidden, r->items.n);
    err_collect(&all, e);
    err_collect(&all, r->others);
    r->others = NULL;
    return err_reduce(all);
}
