/* prune.c - deletes what was applied once and is in the manifests no more (--prune). */
#include "apply/apply.h"

#include "api/request.h"
#include "api/session.h"
#include "api/status.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "doc/emit.h"
#include "patch/lastapplied.h"

#include <stdlib.h>
#include <string.h>

/* WINDOW: deletions in flight; a failure stops those that have not started. NAMED: objects that a message names. */
enum { WINDOW = 50, NAMED = 10 };

struct pruning;

struct victim {
    struct pruning *p;
    const struct api_resource *resource;
    cJSON *object;
    struct err *err;
    bool started, answered;
    struct strv warnings;
};

struct pruning {
    struct run *r;
    struct victim **v;
    size_t n, printed, in_flight;
    bool failed;
    char *body;
    struct printer printer;
    struct prune_lists lists;
};

static const char *name_of(const struct victim *v)
{
    const char *name = doc_str_at(v->object, "metadata.name");
    return name != NULL ? name : "";
}

static const char *ns_of(const struct victim *v)
{
    const char *ns = v->resource->namespaced ? doc_str_at(v->object, "metadata.namespace") : NULL;
    return ns != NULL ? ns : "";
}

static void add_victim(void *arg, struct prune_list *l, cJSON *object)
{
    struct pruning *p = arg;
    struct victim *v = xcalloc(1, sizeof *v);
    v->p = p;
    v->resource = l->resource;
    v->object = object;
    p->v = xreallocarray(p->v, p->n + 1, sizeof *p->v);
    p->v[p->n++] = v;
}

/* "configmap/web", with the group where there is one. The caller frees. */
static char *short_name(const struct victim *v)
{
    char *kind = str_lower(v->resource->kind);
    char *text = xasprintf("%s%s%s/%s", kind, v->resource->group[0] != '\0' ? "." : "", v->resource->group, name_of(v));
    free(kind);
    char *safe = str_sanitize(text);
    free(text);
    return safe;
}

/* ---- deleting ---- */

static char *make_body(const struct apply *o)
{
    cJSON *options = cJSON_CreateObject();
    doc_set_str(options, "kind", "DeleteOptions");
    doc_set_str(options, "apiVersion", "v1");
    if (o->in.grace_period >= 0)
        doc_set(options, "gracePeriodSeconds", doc_new_int(o->in.grace_period));
    doc_set_str(options, "propagationPolicy", o->propagation);
    if (o->write.dry_run == DRY_RUN_SERVER) {
        cJSON *all = cJSON_AddArrayToObject(options, "dryRun");
        cJSON_AddItemToArray(all, cJSON_CreateString("All"));
    }
    char *body = write_body(options);
    cJSON_Delete(options);
    return body;
}

static void on_deleted(void *arg, cJSON *tree, struct err *e)
{
    struct victim *v = arg;
    cJSON_Delete(tree);
    v->answered = true;
    v->err = e;
    v->p->in_flight--;
    v->p->failed = v->p->failed || e != NULL;
}

static void on_warning(void *arg, const char *text)
{
    struct victim *v = arg;
    strv_add(&v->warnings, text);
}

static void start(struct victim *v)
{
    struct pruning *p = v->p;
    v->started = true;
    p->in_flight++;
    if (p->r->opts->write.dry_run == DRY_RUN_CLIENT) {
        on_deleted(v, NULL, NULL);
        return;
    }
    struct api_call call = {.verb = "delete",
                            .resource = v->resource,
                            .ns = ns_of(v),
                            .name = name_of(v),
                            .body = p->body,
                            .body_len = strlen(p->body),
                            .on_warning = on_warning};
    struct err *e = api_start(session_get(p->r->ctx), &call, on_deleted, v);
    if (e != NULL)
        on_deleted(v, NULL, e);
}

static struct err *print_pruned(struct pruning *p, const struct victim *v)
{
    const struct apply *o = p->r->opts;
    for (size_t i = 0; i < v->warnings.n; i++)
        http_warn(p->r->http, v->warnings.v[i]);
    if (v->err != NULL)
        return NULL;
    if (o->set == NULL)
        printer_restart(&p->printer); /* kubectl has a printer for each object there, so that no "---" stands between */
    if (apply_prints_objects(o))
        return print_object(&p->printer, p->r->ctx->out, v->object);
    struct gvk gvk = {v->resource->group, v->resource->version, v->resource->kind};
    char *op = xasprintf("pruned%s", write_dry_run_suffix(o->write.dry_run));
    print_name_line(&p->printer, p->r->ctx->out, &gvk, name_of(v), op);
    free(op);
    return NULL;
}

static struct err *print_answered(struct pruning *p)
{
    struct err *e = NULL;
    size_t before = p->printed;
    for (; p->printed < p->n && p->v[p->printed]->answered && e == NULL; p->printed++)
        e = print_pruned(p, p->v[p->printed]);
    if (p->printed > before)
        fflush(p->r->ctx->out);
    return e;
}

/* The end of those that can be deleted at once: objects in namespaces, or cluster-scoped ones of one type, so that a
 * namespace does not take away what is deleted by name beside it. */
static size_t batch_end(const struct pruning *p, size_t from)
{
    const struct api_resource *first = p->v[from]->resource;
    size_t i = from + 1;
    while (i < p->n && (first->namespaced ? p->v[i]->resource->namespaced : p->v[i]->resource == first))
        i++;
    return i;
}

static struct err *delete_all(struct pruning *p)
{
    struct err *e = NULL;
    for (size_t from = 0, end; from < p->n && !p->failed && e == NULL; from = end) {
        end = batch_end(p, from);
        for (size_t next = from; e == NULL && (p->in_flight > 0 || (next < end && !p->failed));) {
            if (next < end && !p->failed && p->in_flight < WINDOW) {
                start(p->v[next++]);
                continue;
            }
            e = print_answered(p);
            if (p->in_flight > 0)
                http_poll(p->r->http, NS_PER_S);
        }
        if (e == NULL)
            e = print_answered(p);
    }
    while (p->in_flight > 0) /* after an error of the printer */
        http_poll(p->r->http, NS_PER_S);
    /* What was pruned behind the first failure is told too. */
    for (; p->printed < p->n && e == NULL; p->printed++)
        if (p->v[p->printed]->answered)
            e = print_pruned(p, p->v[p->printed]);
    return e;
}

/* ---- what went wrong ---- */

/* `error pruning namespaced object /v1, Kind=ConfigMap: WHY`, or with a set `pruning ConfigMap web/a: WHY`. Takes e. */
static struct err *pruning_err(const struct run *r, struct err *e, const struct api_resource *resource, const char *ns,
                               const char *name)
{
    char *why = err_go_text(e);
    struct err *told;
    if (r->opts->set != NULL) {
        told = err_new("pruning %s%s%s %s%s%s: %s", resource->kind, resource->group[0] != '\0' ? "." : "",
                       resource->group, ns, ns[0] != '\0' ? "/" : "", name, why);
    } else {
        char *gvk = prune_gvk_text(resource);
        told =
            err_new("error pruning %s object %s: %s", resource->namespaced ? "namespaced" : "nonNamespaced", gvk, why);
        free(gvk);
    }
    if (e->note != NULL)
        told = err_note(told, "%s", e->note);
    free(why);
    err_free(e);
    return told;
}

/* Names those that are still there, or of which it is not known. */
static struct err *note_left(const struct pruning *p, struct err *e, const struct victim *but)
{
    struct strv names = {0};
    size_t more = 0;
    for (size_t i = 0; i < p->n; i++) {
        const struct victim *v = p->v[i];
        if (v == but || (v->answered && v->err == NULL))
            continue;
        if (names.n < NAMED)
            strv_adopt(&names, short_name(v));
        else
            more++;
    }
    if (names.n > 0) {
        char *list = strv_join(&names, ", ");
        char *rest = more > 0 ? xasprintf(" and %zu more", more) : xstrdup("");
        e = err_note(e, "  not pruned: %s%s", list, rest);
        free(rest);
        free(list);
    }
    strv_release(&names);
    return e;
}

static struct err *gather(struct pruning *p)
{
    const struct run *r = p->r;
    if (r->ctx->interrupted != NULL && *r->ctx->interrupted != 0) {
        size_t left = 0;
        for (size_t i = 0; i < p->n; i++)
            left += !p->v[i]->answered || p->v[i]->err != NULL;
        struct err *e = err_new("interrupted: all objects were applied; %zu of %zu objects were not pruned, or it is "
                                "not known whether they were; run the same command again",
                                left, p->n);
        e->exit_code = 130;
        return e;
    }
    for (size_t i = 0; i < p->n; i++) {
        struct victim *v = p->v[i];
        if (v->err == NULL)
            continue;
        struct err *e = v->err;
        bool unknown = write_outcome_unknown(e);
        v->err = NULL;
        e = pruning_err(r, e, v->resource, ns_of(v), name_of(v));
        if (unknown) {
            char *name = short_name(v);
            e = err_note(e, "  %s: whether it was pruned is not known", name);
            free(name);
        }
        return note_left(p, e, v);
    }
    return NULL;
}

/* ---- the preview ---- */

struct err *apply_prune_check(const struct apply *o)
{
    const char *word = o->in.prune_preview;
    if (str_empty(word))
        return NULL;
    if (!str_eq(word, "ask") && !str_eq(word, "list"))
        return err_new("invalid value for --prune-preview: \"%s\" (\"ask\" and \"list\" are known)", word);
    if (!o->in.prune)
        return err_new("--prune-preview requires --prune");
    if (str_eq(word, "ask") && strv_has(&o->in.files.filenames, "-"))
        return err_new("--prune-preview=ask needs standard input for the answer, which -f - reads; use "
                       "--prune-preview=list, or --dry-run=server to see what would be pruned");
    return NULL;
}

static void list_victims(const struct pruning *p)
{
    FILE *to = p->r->ctx->err;
    if (p->n == 0)
        fprintf(to, "To be pruned: nothing\n");
    else
        fprintf(to, "To be pruned: %zu object%s\n", p->n, p->n == 1 ? "" : "s");
    for (size_t i = 0; i < p->n; i++) {
        char *name = short_name(p->v[i]), *ns = str_sanitize(ns_of(p->v[i]));
        fprintf(to, "  %s%s%s\n", name, ns[0] != '\0' ? " in namespace " : "", ns);
        free(ns);
        free(name);
    }
}

static struct err *preview(const struct pruning *p)
{
    const struct apply *o = p->r->opts;
    if (str_empty(o->in.prune_preview))
        return NULL;
    list_victims(p);
    if (p->n == 0 || str_eq(o->in.prune_preview, "list") || o->write.dry_run != DRY_RUN_NONE ||
        cli_confirm(p->r->ctx, "Prune? (y/n): "))
        return NULL;
    return err_new("nothing was pruned: the answer was not \"y\" (all objects were applied)");
}

/* ---- all of it ---- */

/* The lists to look at, and the selector. */
static struct err *plan(struct pruning *p, const char **selector)
{
    struct run *r = p->r;
    if (r->opts->set != NULL) {
        *selector = applyset_plan(r->opts->set, &p->lists);
        return NULL;
    }
    struct prune_types defaults = {0};
    struct err *e = NULL;
    if (r->opts->types.n == 0)
        e = prune_types_default(session_get(r->ctx), r->ctx->err, &defaults);
    struct strv namespaces = {0};
    if (r->opts->enforce_ns)
        strv_add(&namespaces, r->opts->ns);
    for (size_t i = 0; i < r->targets.n; i++) {
        const struct target *t = &r->targets.v[i];
        if (t->resource != NULL && t->resource->namespaced && !strv_has(&namespaces, t->ns))
            strv_add(&namespaces, t->ns);
    }
    if (e == NULL)
        prune_lists_plan(&p->lists, r->opts->types.n > 0 ? &r->opts->types : &defaults, &namespaces);
    strv_release(&namespaces);
    prune_types_release(&defaults);
    *selector = r->opts->in.selector.selector;
    return err_wrap(e, "error retrieving RESTMappings to prune");
}

/* The error of a list that could not be had. */
static struct err *list_err(const struct run *r, struct prune_list *l)
{
    struct err *e = l->err;
    l->err = NULL;
    if (r->opts->set == NULL)
        return pruning_err(r, e, l->resource, l->ns, "");
    char *gvk = prune_gvk_text(l->resource), *why = err_go_text(e);
    struct err *told = err_new("listing %s objects for pruning: %s", gvk, why);
    free(why);
    free(gvk);
    err_free(e);
    return told;
}

/* Takes the victims out of the lists, up to the first list that could not be had; its error is *failed. */
static void find_victims(struct pruning *p, struct err **failed)
{
    struct run *r = p->r;
    struct map visited = {0};
    for (size_t i = 0; i < r->targets.n; i++)
        if (r->jobs[i].uid != NULL)
            map_set(&visited, r->jobs[i].uid, r);
    for (size_t i = 0; i < p->lists.n && *failed == NULL; i++) {
        struct prune_list *l = p->lists.v[i];
        for (size_t k = 0; k < l->warnings.n; k++)
            http_warn(r->http, l->warnings.v[k]);
        if (l->err != NULL)
            *failed = list_err(r, l);
        else
            prune_list_each(l, &visited, r->opts->set == NULL, add_victim, p);
    }
    map_release(&visited);
}

static void release(struct pruning *p)
{
    for (size_t i = 0; i < p->n; i++) {
        cJSON_Delete(p->v[i]->object);
        err_free(p->v[i]->err);
        strv_release(&p->v[i]->warnings);
        free(p->v[i]);
    }
    free(p->v);
    free(p->body);
    prune_lists_release(&p->lists);
}

struct err *apply_prune(struct run *r)
{
    struct pruning p = {.r = r, .printer = r->opts->printer, .body = make_body(r->opts)};
    printer_restart(&p.printer);
    const char *selector = NULL;
    struct err *failed = NULL;
    struct err *e = plan(&p, &selector);
    if (e == NULL)
        e = prune_lists_fetch(session_get(r->ctx), &p.lists, selector);
    if (e == NULL)
        find_victims(&p, &failed);
    else if (e->kind == ERR_SILENT) {
        err_free(e);
        e = err_new("interrupted: all objects were applied, nothing was pruned; run the same command again");
        e->exit_code = 130;
    }
    if (e == NULL && failed != NULL && r->opts->set != NULL) { /* of a set nothing is deleted then */
        e = failed;
        failed = NULL;
    }
    if (e == NULL)
        e = preview(&p);
    if (e == NULL)
        e = delete_all(&p);
    if (e == NULL)
        e = gather(&p);
    if (e == NULL) {
        e = failed;
        failed = NULL;
    }
    err_free(failed);
    if (e == NULL && r->opts->set != NULL)
        e = applyset_after(r);
    release(&p);
    return e;
}
