/* live.c - read objects, change them, send the changes; outcomes in order. */
#include "resource/live.h"

#include "api/status.h"
#include "base/clock.h"
#include "base/map.h"
#include "base/mem.h"
#include "resource/feed.h"
#include "resource/write.h"

#include <stdlib.h>
#include <string.h>

/* ---- what was named ---- */

struct err *live_wrong_namespace(const char *ns)
{
    char *quoted = str_quote(ns);
    struct err *e = err_new("the namespace from the provided object %s does not match the namespace \"\". You must "
                            "pass '--namespace=%s' to perform this operation.",
                            quoted, ns);
    free(quoted);
    return e;
}

struct err *live_local_error(void)
{
    return err_new("error: you must specify resources by --filename when --local is set.\n"
                   "Example resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'");
}

static bool has_files(const struct live_request *r)
{
    return r->files && (r->files->filenames.n > 0 || !str_empty(r->files->kustomize));
}

static struct err *open_files(struct live *l, const struct args_request *args)
{
    const struct live_request *r = l->r;
    bool fetches = !r->local && !r->as_written; /* then the selector is held against the labels of the live object */
    struct manifest_request req = {.files = r->files,
                                   .ns = r->all_namespaces ? "" : r->ns,
                                   .enforce_ns = r->enforce_ns,
                                   .selector = fetches ? NULL : r->selector,
                                   .local = r->local,
                                   .last_key_wins = r->last_key_wins,
                                   .in = session_ctx(l->s)->in};
    struct err *e = manifests_read(l->s, &req, &l->targets);
    l->single_item_implied = l->targets.single_item_implied;
    if (!e && !r->local)
        e = args_check_with_files(args);
    if (!e && fetches && !str_empty(r->selector))
        e = selector_parse_given(r->selector, &l->filter);
    return e;
}

struct err *live_open(struct session *s, const struct live_request *r, struct live *out)
{
    static const struct strv none = {0};
    *out = (struct live){.s = s, .r = r};
    struct args_request args = {.args = r->args ? r->args : &none,
                                .default_type = r->default_type,
                                .single_type = r->single_type,
                                .prog = session_ctx(s)->prog,
                                .ns = r->ns,
                                .all_namespaces = r->all_namespaces,
                                .selector = r->selector,
                                .field_selector = r->field_selector,
                                .all = r->all,
                                .allow_types_alone = r->allow_types_alone,
                                .subresource = r->subresource};
    if (has_files(r))
        return open_files(out, &args);
    struct err *e = args_resolve(s, &args, &out->items);
    out->single_item_implied = out->items.single_item_implied;
    return e;
}

void live_release(struct live *l)
{
    targets_release(&l->targets);
    args_items_release(&l->items);
    selector_free(l->filter);
}

/* ---- reading, one object after the other ---- */

/* Gives the objects (or errors in their place) to `take`, in order. */
struct reading {
    struct live *l;
    void (*take)(struct reading *rd, struct live_object *o, struct err *e);
    const struct api_resource *resource; /* of the page that is taken apart */
    void *arg;
};

static void give_error(struct reading *rd, struct err *e)
{
    rd->take(rd, NULL, e);
}

/* Takes the object. The names are copies in the object's place: borrowed from its tree they could change. */
static void give_object(struct reading *rd, const struct api_resource *resource, const char *ns, const char *name,
                        const char *source, struct doc *doc, cJSON *object)
{
    struct live_object o = {.resource = resource,
                            .ns = xstrdup(resource->namespaced && ns ? ns : ""),
                            .name = xstrdup(name ? name : ""),
                            .source = source ? source : "",
                            .doc = doc,
                            .object = object,
                            .out = buf_new()};
    rd->take(rd, &o, NULL);
}

void live_object_release(struct live_object *o)
{
    free((char *)o->ns);
    free((char *)o->name);
    cJSON_Delete(o->object);
    buf_release(&o->out);
}

static void take_listed(void *arg, cJSON *item)
{
    struct reading *rd = arg;
    const struct live_request *r = rd->l->r;
    const char *ns = doc_str_at(item, "metadata.namespace");
    if (r->enforce_ns && r->all_namespaces && rd->resource->namespaced && !str_empty(ns)) {
        give_error(rd, live_wrong_namespace(ns));
        cJSON_Delete(item);
        return;
    }
    give_object(rd, rd->resource, ns, doc_str_at(item, "metadata.name"), "", NULL, item);
}

/* The objects of manifests as they stand there. */
static void read_local(struct reading *rd)
{
    for (size_t i = 0; i < rd->l->targets.n; i++) {
        struct target *t = &rd->l->targets.v[i];
        struct err *e = t->err;
        t->err = NULL;
        if (e)
            give_error(rd, e);
        else
            give_object(rd, t->resource, t->ns, t->name, t->source, t->doc, doc_dup(t->object));
    }
}

static void read_all(struct reading *rd)
{
    struct live *l = rd->l;
    if (l->r->local || (l->r->as_written && has_files(l->r))) {
        read_local(rd);
        return;
    }
    struct feed_options options = {.selector = has_files(l->r) ? NULL : l->r->selector,
                                   .field_selector = l->r->field_selector,
                                   .subresource = l->r->subresource,
                                   .chunk = l->r->chunk,
                                   .errors_in_turn = true};
    struct feed *feed = feed_new(l->s, &options);
    feed_add_items(feed, &l->items);
    feed_add_targets(feed, &l->targets);
    struct feed_page page;
    while (feed_next(feed, &page)) {
        const struct target *t = page.item >= l->items.n ? &l->targets.v[page.item - l->items.n] : NULL;
        rd->resource = page.resource;
        if (page.err) {
            give_error(rd, page.err);
        } else if (list_is(page.object)) {
            list_take_items(page.object, take_listed, rd);
        } else if (l->filter && t && !selector_matches(l->filter, doc_at(page.object, "metadata.labels"))) {
            cJSON_Delete(page.object);
        } else {
            const char *name = doc_str_at(page.object, "metadata.name");
            give_object(rd, page.resource, page.ns, name, t ? t->source : "", t ? t->doc : NULL, page.object);
        }
    }
    feed_free(feed);
}

/* ---- reading all first ---- */

struct collecting {
    struct live_objects *out;
    struct err *errs;
};

static void collect(struct reading *rd, struct live_object *o, struct err *e)
{
    struct collecting *c = rd->arg;
    if (e) {
        err_collect(&c->errs, e);
        return;
    }
    struct live_objects *all = c->out;
    if ((all->n & (all->n - 1)) == 0)
        all->v = xreallocarray(all->v, all->n ? all->n * 2 : 1, sizeof *all->v);
    all->v[all->n++] = *o;
}

struct err *live_read(struct live *l, struct live_objects *out)
{
    struct collecting c = {.out = out};
    struct reading rd = {.l = l, .take = collect, .arg = &c};
    *out = (struct live_objects){0};
    read_all(&rd);
    return err_reduce(c.errs);
}

struct visiting {
    void (*fn)(void *arg, struct live_object *o, struct err *e);
    void *arg;
};

static void visit(struct reading *rd, struct live_object *o, struct err *e)
{
    struct visiting *v = rd->arg;
    v->fn(v->arg, o, e);
}

void live_visit(struct live *l, void (*fn)(void *arg, struct live_object *o, struct err *e), void *arg)
{
    struct visiting v = {.fn = fn, .arg = arg};
    struct reading rd = {.l = l, .take = visit, .arg = &v};
    read_all(&rd);
}

void live_objects_remove(struct live_objects *o, size_t i)
{
    live_object_release(&o->v[i]);
    memmove(&o->v[i], &o->v[i + 1], (o->n - i - 1) * sizeof *o->v);
    o->n--;
}

void live_objects_release(struct live_objects *o)
{
    for (size_t i = 0; i < o->n; i++)
        live_object_release(&o->v[i]);
    free(o->v);
    *o = (struct live_objects){0};
}

/* ---- changing ---- */

struct run;

/* An object on its way; allocated by itself, since requests point at it. */
struct job {
    struct run *run;
    struct live_object o; /* o.resource NULL: only an error */
    struct live_change change;
    struct strv warnings;
    cJSON *answer;
    struct err *err;
    bool finished, sent;
};

struct run {
    struct live *l;
    const struct live_verb *verb;
    void *arg;
    struct job **jobs;
    size_t n, told;
    struct map seen; /* objects of this run, by resource, namespace and name */
    struct err *errs;
    size_t objects;
    bool all_read; /* the objects were read before: none is read again */
};

static bool interrupted(const struct run *r)
{
    const struct cmd_ctx *ctx = session_ctx(r->l->s);
    return ctx->interrupted && *ctx->interrupted;
}

static void job_free(struct job *j)
{
    if (j->run->verb->drop)
        j->run->verb->drop(j->o.data);
    live_object_release(&j->o);
    free(j->change.body);
    strv_release(&j->warnings);
    cJSON_Delete(j->answer);
    err_free(j->err);
    free(j);
}

static void show_warnings(struct run *r, const struct job *j)
{
    struct http_client *http = NULL;
    struct err *e = j->warnings.n ? session_http(r->l->s, &http) : NULL;
    for (size_t i = 0; !e && i < j->warnings.n; i++)
        http_warn(http, j->warnings.v[i]);
    err_free(e);
}

static void tell(struct run *r, struct job *j)
{
    FILE *out = session_ctx(r->l->s)->out;
    show_warnings(r, j);
    if (j->o.out.len)
        fwrite(j->o.out.data, 1, j->o.out.len, out);
    if (!j->err)
        j->err = r->verb->outcome(r->arg, &j->o, j->answer);
    else if (j->sent && r->verb->failed)
        j->err = r->verb->failed(r->arg, &j->o, j->err);
}

/* Tells what is finished, up to the first that is not. An interrupted object has no error of its own: the run's end
 * counts those. */
static void tell_finished(struct run *r)
{
    size_t before = r->told;
    while (r->told < r->n && r->jobs[r->told]->finished) {
        struct job *j = r->jobs[r->told];
        bool cut = interrupted(r) && j->err && j->err->kind == ERR_SILENT;
        if (cut)
            break;
        tell(r, j);
        err_collect(&r->errs, j->err);
        j->err = NULL;
        cJSON_Delete(j->answer);
        j->answer = NULL;
        r->told++;
    }
    if (r->told > before)
        fflush(session_ctx(r->l->s)->out);
}

static void on_answer(void *arg, cJSON *tree, struct err *e)
{
    struct job *j = arg;
    j->answer = tree;
    if (write_outcome_unknown(e))
        e = err_note(e, "  %s/%s: whether it was %s is not known", j->o.resource->name, j->o.name, j->run->verb->done);
    j->err = e;
    j->finished = true;
}

static void on_warning(void *arg, const char *text)
{
    struct job *j = arg;
    strv_add(&j->warnings, text);
}

static void send_change(struct run *r, struct job *j)
{
    const struct live_change *c = &j->change;
    const struct api_resource *resource = c->resource ? c->resource : j->o.resource;
    const char *name = c->name ? c->name : j->o.name;
    struct api_call call = {.verb = c->verb,
                            .resource = resource,
                            .ns = resource->namespaced ? j->o.ns : "",
                            .name = str_eq(c->verb, "create") ? NULL : name,
                            .subresource = c->subresource,
                            .query = c->query,
                            .patch = c->patch,
                            .body = c->body,
                            .body_len = c->body ? strlen(c->body) : 0,
                            .on_warning = on_warning};
    j->sent = true;
    struct err *e = api_start(r->l->s, &call, on_answer, j);
    if (e) {
        j->err = e;
        j->finished = true;
    }
}

/* Waits until all requests that were sent are answered. */
static void settle(struct run *r)
{
    struct http_client *http = NULL;
    struct err *e = session_http(r->l->s, &http);
    tell_finished(r);
    while (!e && r->told < r->n && http_busy(http)) {
        http_poll(http, NS_PER_S);
        tell_finished(r);
    }
    err_free(e);
}

/* An object that is named again is read again, behind its first change. */
static struct err *read_again(struct run *r, struct live_object *o)
{
    settle(r);
    struct api_call call = {.verb = "get",
                            .resource = o->resource,
                            .ns = o->ns,
                            .name = o->name,
                            .subresource = str_empty(r->l->r->subresource) ? NULL : r->l->r->subresource};
    cJSON *fresh = NULL;
    struct err *e = api_do(r->l->s, &call, &fresh);
    if (!e) {
        cJSON_Delete(o->object);
        o->object = fresh;
    }
    return e;
}

static struct err *note_seen(struct run *r, struct job *j)
{
    if (r->l->r->local || r->all_read || str_empty(j->o.name))
        return NULL;
    char *key = xasprintf("%s/%s/%s/%s", j->o.resource->group, j->o.resource->name, j->o.ns, j->o.name);
    const struct job *first = map_get(&r->seen, key);
    struct err *e = NULL;
    if (first && first->sent && r->l->r->as_written && j->o.doc)
        settle(r); /* behind its first change, but as it was read */
    else if (first && first->sent)
        e = read_again(r, &j->o);
    map_set(&r->seen, key, j);
    free(key);
    return e;
}

static void change_object(struct reading *rd, struct live_object *o, struct err *e)
{
    struct run *r = rd->arg;
    struct job *j = xcalloc(1, sizeof *j);
    j->run = r;
    if (o) {
        j->o = *o;
        r->objects++;
        if (!e)
            e = note_seen(r, j);
    } else {
        j->o.out = buf_new();
    }
    if ((r->n & (r->n - 1)) == 0)
        r->jobs = xreallocarray(r->jobs, r->n ? r->n * 2 : 1, sizeof *r->jobs);
    r->jobs[r->n++] = j;
    if (!e && interrupted(r))
        e = err_silent(130);
    if (!e)
        e = r->verb->compute(r->arg, &j->o, &j->change);
    j->err = e;
    j->finished = e || !j->change.verb;
    if (!j->finished)
        send_change(r, j);
    tell_finished(r);
}

/* What an interrupted run must say: what was done is on stdout; this is what was not. */
static void say_interrupted(struct run *r)
{
    struct err *e =
        err_new("interrupted: %zu of %zu objects were not %s, or it is not known whether they were; run the "
                "same command again",
                r->n - r->told, r->n, r->verb->done);
    e->exit_code = 130;
    err_collect(&r->errs, e);
}

/* Waits for what was sent, tells the rest, and ends the run. */
static struct err *finish(struct run *r)
{
    if (r->told < r->n)
        settle(r);
    bool stopped = interrupted(r);
    if (stopped)
        say_interrupted(r);
    for (size_t i = 0; i < r->n; i++)
        job_free(r->jobs[i]);
    free(r->jobs);
    map_release(&r->seen);
    struct err *e = err_reduce(r->errs);
    if (e && stopped)
        e->exit_code = 130;
    return e;
}

struct err *live_run(struct live *l, const struct live_verb *verb, void *arg, size_t *count)
{
    struct run r = {.l = l, .verb = verb, .arg = arg};
    struct reading rd = {.l = l, .take = change_object, .arg = &r};
    read_all(&rd);
    if (count)
        *count = r.objects;
    return finish(&r);
}

struct err *live_run_objects(struct live *l, struct live_objects *objects, const struct live_verb *verb, void *arg)
{
    struct run r = {.l = l, .verb = verb, .arg = arg, .all_read = true};
    struct reading rd = {.l = l, .take = change_object, .arg = &r};
    for (size_t i = 0; i < objects->n; i++)
        change_object(&rd, &objects->v[i], NULL);
    free(objects->v);
    *objects = (struct live_objects){0};
    return finish(&r);
}
