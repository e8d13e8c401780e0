/* remove.c - deleting many objects: in flight where the order cannot matter, printed in the order of the input. */
#include "resource/remove.h"

#include "api/request.h"
#include "api/session.h"
#include "api/status.h"
#include "base/clock.h"
#include "base/map.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "doc/doc.h"
#include "doc/emit.h"

#include <stdlib.h>
#include <string.h>

struct victim *victims_add(struct victims *v, const struct api_resource *r, const char *ns, const char *name,
                           const char *source)
{
    if ((v->n & (v->n - 1)) == 0)
        v->v = xreallocarray(v->v, v->n ? v->n * 2 : 1, sizeof *v->v);
    v->v[v->n] = (struct victim){.resource = r,
                                 .ns = xstrdup(ns ? ns : ""),
                                 .name = xstrdup(name ? name : ""),
                                 .source = xstrdup(source ? source : "")};
    return &v->v[v->n++];
}

void victims_release(struct victims *v)
{
    for (size_t i = 0; i < v->n; i++) {
        free(v->v[i].ns);
        free(v->v[i].name);
        free(v->v[i].source);
        free(v->v[i].uid);
        err_free(v->v[i].err);
    }
    free(v->v);
    *v = (struct victims){0};
}

size_t victims_count(const struct victims *v)
{
    size_t n = 0;
    for (size_t i = 0; i < v->n; i++)
        n += v->v[i].resource != NULL && !(v->v[i].answered && v->v[i].err);
    return n;
}

struct err *victims_take_errors(const struct remove_options *o, struct victims *v)
{
    struct err *all = NULL;
    for (size_t i = 0; i < v->n; i++) {
        const struct err *e = v->v[i].err;
        if (o->ignore_not_found && e && e->kind == ERR_STATUS && str_eq(e->reason, "NotFound"))
            err_free(v->v[i].err);
        else
            err_collect(&all, v->v[i].err);
        v->v[i].err = NULL;
    }
    return err_reduce(all);
}

char *remove_kind_text(const struct api_resource *r)
{
    char *text = str_empty(r->group) ? xstrdup(r->kind) : xasprintf("%s.%s", r->kind, r->group);
    char *lower = str_lower(text);
    free(text);
    return lower;
}

struct removal {
    struct cmd_ctx *ctx;
    const struct remove_options *o;
    struct victims *v;
    char *body;
    size_t printed;      /* victims whose line is out */
    bool warned_cluster; /* the warning about cluster scope is out */
};

static void done(void *arg, cJSON *tree, struct err *e)
{
    struct victim *v = arg;
    v->answered = true;
    v->err = status_add_source(e, "deleting", v->source);
    if (!e) {
        /* A Status names what was deleted; an object that still ends comes itself. */
        const char *uid = str_eq(doc_str_at(tree, "kind"), "Status") ? doc_str_at(tree, "details.uid")
                                                                     : doc_str_at(tree, "metadata.uid");
        v->uid = xstrdup_null(uid);
    }
    cJSON_Delete(tree);
}

static char *make_body(const struct remove_options *o)
{
    cJSON *options = cJSON_CreateObject();
    if (o->dry_run == DRY_RUN_SERVER) {
        cJSON *all = cJSON_AddArrayToObject(options, "dryRun");
        cJSON_AddItemToArray(all, cJSON_CreateString("All"));
    }
    if (o->grace_period >= 0)
        cJSON_AddItemToObject(options, "gracePeriodSeconds", doc_new_int(o->grace_period));
    doc_set_str(options, "propagationPolicy", o->propagation);
    struct buf b = buf_new();
    emit_json_compact(&b, options, 0);
    cJSON_Delete(options);
    return buf_take(&b);
}

static void start(struct removal *r, struct victim *v)
{
    struct api_call call = {.verb = "delete",
                            .resource = v->resource,
                            .ns = v->ns,
                            .name = v->name,
                            .body = r->body,
                            .body_len = strlen(r->body)};
    struct err *e =
        *v->name ? api_start(session_get(r->ctx), &call, done, v) : err_new("resource name may not be empty");
    if (e) {
        v->answered = true;
        v->err = status_add_source(e, "deleting", v->source);
    }
}

/* `pod "web" deleted from default namespace (server dry run)` */
static void print_victim(struct removal *r, const struct victim *v)
{
    const struct remove_options *o = r->o;
    char *kind = remove_kind_text(v->resource), *name = str_sanitize(v->name), *ns = str_sanitize(v->ns);
    bool namespaced = v->resource->namespaced;
    static const char *const dry[] = {
        [DRY_RUN_NONE] = "", [DRY_RUN_CLIENT] = " (dry run)", [DRY_RUN_SERVER] = " (server dry run)"};
    if (o->quiet)
        ;
    else if (o->print_name)
        fprintf(r->ctx->out, "%s/%s\n", kind, name);
    else
        fprintf(r->ctx->out, "%s \"%s\" %s%s%s%s%s\n", kind, name, o->grace_period == 0 ? "force deleted" : "deleted",
                namespaced ? " from " : "", namespaced ? ns : "", namespaced ? " namespace" : "", dry[o->dry_run]);
    free(ns);
    free(name);
    free(kind);
}

static void print_finished(struct removal *r)
{
    size_t before = r->printed;
    for (; r->printed < r->v->n && r->v->v[r->printed].answered; r->printed++) {
        const struct victim *v = &r->v->v[r->printed];
        if (!v->err)
            print_victim(r, v);
    }
    if (r->printed > before)
        fflush(r->ctx->out);
}

static void warn_cluster_scope(struct removal *r, const struct victim *v)
{
    if (r->warned_cluster || !v->resource || v->resource->namespaced)
        return;
    r->warned_cluster = true;
    cli_warn(r->ctx, "deleting cluster-scoped resources, not scoped to the provided namespace");
}

static bool same_type(const struct api_resource *a, const struct api_resource *b)
{
    return str_eq(a->name, b->name) && str_eq(a->group, b->group);
}

/* The end of the victims, from `from` on, that can be deleted at once: objects in namespaces, or cluster-scoped objects
 * of one type, none of them twice. A namespace or a definition of a type is thus never deleted while objects that were
 * named before it are. */
static size_t batch_end(const struct victims *v, size_t from)
{
    struct map seen = {0};
    const struct api_resource *first = NULL;
    size_t i = from;
    for (; i < v->n; i++) {
        const struct victim *one = &v->v[i];
        if (one->answered)
            continue;
        const struct api_resource *r = one->resource;
        if (first && !(first->namespaced && r->namespaced) && !same_type(first, r))
            break;
        char *key = xasprintf("%s/%s/%s/%s", r->group, r->name, one->ns, one->name);
        bool twice = map_has(&seen, key);
        map_set(&seen, key, (void *)one);
        free(key);
        if (twice)
            break;
        if (!first)
            first = r;
    }
    map_release(&seen);
    return i;
}

static struct err *run_batch(struct removal *r, struct http_client *http, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (!r->v->v[i].answered) {
            warn_cluster_scope(r, &r->v->v[i]);
            start(r, &r->v->v[i]);
        }
    }
    print_finished(r);
    while (http_busy(http)) {
        http_poll(http, NS_PER_S);
        print_finished(r);
    }
    return r->ctx->interrupted && *r->ctx->interrupted ? err_silent(130) : NULL;
}

static void dry_run_client(struct removal *r)
{
    for (size_t i = 0; i < r->v->n; i++) {
        if (!r->v->v[i].answered)
            warn_cluster_scope(r, &r->v->v[i]);
        r->v->v[i].answered = true;
    }
    print_finished(r);
}

struct err *remove_all(struct cmd_ctx *ctx, const struct remove_options *o, struct victims *v)
{
    struct removal r = {.ctx = ctx, .o = o, .v = v};
    r.warned_cluster = !o->warn_cluster_scope;
    if (o->dry_run == DRY_RUN_CLIENT) {
        dry_run_client(&r);
        return NULL;
    }
    struct http_client *http = NULL;
    struct err *e = session_http(session_get(ctx), &http);
    r.body = make_body(o);
    for (size_t i = 0, end; i < v->n && !e; i = end) {
        end = batch_end(v, i);
        e = run_batch(&r, http, i, end);
    }
    free(r.body);
    return e;
}
