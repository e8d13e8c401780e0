/* run.c - all objects of an apply: many chains in flight, told in the order of the input. */
#include "apply/apply.h"

#include "api/session.h"
#include "api/status.h"
#include "base/clock.h"
#include "base/mem.h"
#include "resource/waves.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static bool err_is_silent(const struct err *e)
{
    return e != NULL && e->kind == ERR_SILENT;
}

bool apply_prints_objects(const struct apply *o)
{
    return o->printer.format != OUTPUT_DEFAULT && o->printer.format != OUTPUT_NAME;
}

/* Objects are printed in the end, as one List. kubectl looks at -o for that: with --template alone each is printed in
 * its turn. */
static bool prints_list(const struct apply *o)
{
    return apply_prints_objects(o) && !str_empty(o->in.print.output);
}

static struct err *print_line(struct run *r, const struct job *j)
{
    if (apply_prints_objects(r->opts)) {
        printer_restart(&r->opts->printer);
        return print_object(&r->opts->printer, r->ctx->out, j->live);
    }
    const struct api_resource *res = j->t->resource;
    struct gvk gvk = {res->group, res->version, res->kind};
    char *op = xasprintf("%s%s", j->operation, write_dry_run_suffix(r->opts->write.dry_run));
    print_name_line(&r->opts->printer, r->ctx->out, &gvk, j->t->name, op);
    free(op);
    return NULL;
}

static void print_notices(struct run *r, const struct job *j)
{
    for (size_t i = 0; i < j->notices.n; i++) {
        const char *text = j->notices.v[i];
        if (text[0] == NOTICE_SERVER) {
            http_warn(r->http, text + 1);
            continue;
        }
        char *clean = str_sanitize(text + 1);
        fprintf(r->ctx->err, "%s\n", clean);
        free(clean);
    }
}

/* Prints what is finished, in the order of the input, up to the first that is not. */
static void print_finished(struct run *r)
{
    bool any = false;
    for (; r->next < r->targets.n; r->next++) {
        struct job *j = &r->jobs[r->next];
        if (j->waits)
            break;
        if (r->targets.v[r->next].err != NULL)
            continue;
        if (!j->finished)
            break;
        print_notices(r, j);
        if (j->err == NULL && !prints_list(r->opts)) {
            j->err = print_line(r, j);
            any = true;
        }
    }
    if (any)
        fflush(r->ctx->out);
}

/* The time of the earliest waiting job, 0 when none waits. Jobs whose time has come are resumed. */
static int64_t resume_due(struct run *r)
{
    int64_t earliest = 0, now = clock_mono_ns();
    for (size_t i = 0; i < r->targets.n; i++) {
        struct job *j = &r->jobs[i];
        if (j->retry_at == 0)
            continue;
        if (j->retry_at <= now) {
            j->retry_at = 0;
            j->resume(j);
        } else if (earliest == 0 || j->retry_at < earliest) {
            earliest = j->retry_at;
        }
    }
    return earliest;
}

/* When no connection can be made, what waits for one is taken back. */
static void give_up(struct run *r)
{
    if (!r->unreachable || r->given_up)
        return;
    r->given_up = true;
    for (size_t i = 0; i < r->targets.n; i++)
        if (r->jobs[i].request != NULL)
            http_cancel(r->http, r->jobs[i].request);
}

void run_drive(struct run *r)
{
    struct http_client *http = r->http;
    for (;;) {
        int64_t until = resume_due(r);
        if (!http_busy(http) && until == 0)
            return;
        if (r->ctx->interrupted != NULL && *r->ctx->interrupted != 0 && !http_busy(http))
            return;
        int64_t left = until > 0 ? until - clock_mono_ns() : NS_PER_S;
        if (http_busy(http)) {
            http_poll(http, left > 0 ? left : 0);
        } else if (left > 0) {
            struct timespec ts = {.tv_sec = left / NS_PER_S, .tv_nsec = left % NS_PER_S};
            nanosleep(&ts, NULL);
        }
        give_up(r);
        print_finished(r);
    }
}

static void sort_members(cJSON *node)
{
    cJSON *child;
    cJSON_ArrayForEach(child, node) sort_members(child);
    if (!cJSON_IsObject(node) || node->child == NULL)
        return;
    size_t n;
    const cJSON **sorted = doc_sorted(node, &n);
    for (size_t i = 0; i < n; i++) { /* the members are the node's own, so that they may change */
        cJSON *one = (cJSON *)sorted[i];
        one->prev = (cJSON *)sorted[i > 0 ? i - 1 : n - 1];
        one->next = i + 1 < n ? (cJSON *)sorted[i + 1] : NULL;
    }
    node->child = (cJSON *)sorted[0];
    free(sorted);
}

/* kubectl prints a List of its Go type, whose fields stand in their order there; those of the items are sorted. */
static struct err *print_list(struct run *r)
{
    size_t n = 0;
    cJSON *items = cJSON_CreateArray();
    for (size_t i = 0; i < r->targets.n; i++) {
        cJSON_AddItemToArray(items, r->jobs[i].live);
        r->jobs[i].live = NULL;
        n++;
    }
    if (n == 1) {
        struct err *e = print_object(&r->opts->printer, r->ctx->out, items->child);
        cJSON_Delete(items);
        return e;
    }
    cJSON *list = cJSON_CreateObject();
    sort_members(items);
    doc_set_str(list, "kind", "List");
    doc_set_str(list, "apiVersion", "v1");
    doc_set(list, "metadata", cJSON_CreateObject());
    doc_set(list, "items", items);
    r->opts->printer.sorted = false;
    struct err *e = print_object(&r->opts->printer, r->ctx->out, list);
    cJSON_Delete(list);
    return e;
}

/* What an interrupted run must say: what was done is on stdout; this is what was not. */
static struct err *interrupted(struct run *r)
{
    size_t left = 0;
    for (size_t i = 0; i < r->targets.n; i++)
        left += r->jobs[i].waits ||
                (r->targets.v[i].err == NULL && (!r->jobs[i].finished || err_is_silent(r->jobs[i].err)));
    struct err *e = err_new("interrupted: %zu of %zu objects were not applied, or it is not known whether they were; "
                            "run the same command again",
                            left, r->targets.n);
    e->exit_code = 130;
    return e;
}

/* Objects that failed for the reason of one before them are only counted, in a line below its error. */
static void fold_repeated(struct run *r)
{
    for (size_t i = 0; i < r->targets.n; i++) {
        struct job *first = &r->jobs[i];
        if (first->err == NULL || first->cause == NULL || first->err->kind == ERR_SILENT)
            continue;
        bool dial = str_starts(first->cause, "dial ");
        size_t more = 0;
        for (size_t k = 0; k < r->targets.n; k++) {
            struct job *j = &r->jobs[k];
            bool same = k > i && j->err != NULL && str_eq(j->cause, first->cause);
            bool untried = dial && r->targets.v[k].err == NULL && (!j->finished || err_is_silent(j->err));
            if (j == first || (!same && !untried))
                continue;
            more++;
            err_free(j->err);
            j->err = NULL;
            j->finished = true;
        }
        const char *what = more == 1 ? "1 more object was" : NULL;
        char *many = what == NULL ? xasprintf("%zu more objects were", more) : NULL;
        if (more > 0 && dial)
            first->err = err_note(first->err, "%s not applied, for the same reason", what != NULL ? what : many);
        else if (more > 0)
            first->err =
                err_note(first->err, "%s perhaps not applied, for the same reason", what != NULL ? what : many);
        free(many);
    }
}

static struct err *gather(struct run *r)
{
    struct err *errs = NULL, *unread = NULL;
    bool stopped = r->ctx->interrupted != NULL && *r->ctx->interrupted != 0;
    for (size_t i = 0; i < r->targets.n; i++) {
        if (stopped && r->jobs[i].waits)
            continue; /* counted below */
        err_collect(&unread, r->targets.v[i].err);
        r->targets.v[i].err = NULL;
    }
    struct err *stop = stopped ? interrupted(r) : NULL;
    if (!stopped)
        fold_repeated(r);
    for (size_t i = 0; i < r->targets.n; i++) {
        if (err_is_silent(r->jobs[i].err))
            err_free(r->jobs[i].err);
        else
            err_collect(&errs, r->jobs[i].err);
        r->jobs[i].err = NULL;
    }
    if (errs == NULL && stop == NULL)
        return err_reduce(unread);
    /* As Go nests them: the reader's errors are the first member of the list of all. */
    struct err *all = NULL;
    err_collect(&all, err_bracket(unread));
    err_collect(&all, errs);
    err_collect(&all, stop);
    all = err_reduce(all);
    if (stopped)
        all->exit_code = 130;
    return all;
}

static void make_jobs(struct run *r)
{
    r->jobs = xcalloc(r->targets.n, sizeof *r->jobs);
    for (size_t i = 0; i < r->targets.n; i++) {
        struct target *t = &r->targets.v[i];
        r->jobs[i] = (struct job){.opts = r->opts, .ctx = r->ctx, .t = t, .unreachable = &r->unreachable};
        if (!r->opts->in.server_side && t->err == NULL)
            r->jobs[i].schema = schemas_find(&r->schemas, session_get(r->ctx), t, r->opts->in.openapi_patch);
    }
}

static bool goes_on(const struct run *r)
{
    return !r->unreachable && (r->ctx->interrupted == NULL || *r->ctx->interrupted == 0);
}

static struct err *apply_waves(struct run *r)
{
    size_t nwaves;
    size_t *waves = waves_plan(&r->targets, &nwaves);
    struct err *e = NULL;
    for (size_t w = 0; w < nwaves && e == NULL && goes_on(r); w++) {
        for (size_t i = 0; i < r->targets.n; i++)
            if (r->targets.v[i].err == NULL && waves[i] == w)
                job_start(&r->jobs[i]);
        print_finished(r);
        run_drive(r);
        if (w > 0)
            continue;
        e = phases_settle(r);
        free(waves);
        waves = waves_plan(&r->targets, &nwaves); /* objects whose type was unknown are among them now */
    }
    free(waves);
    return e;
}

/* `unread`: an error that is known already; it comes first, and nothing is pruned then. */
static struct err *apply_all(struct run *r, struct err *unread)
{
    struct err *e = session_http(session_get(r->ctx), &r->http);
    if (e == NULL && r->opts->set != NULL)
        e = applyset_before(r);
    if (e != NULL || unread != NULL) {
        err_free(e != NULL ? unread : NULL);
        return e != NULL ? e : unread;
    }
    make_jobs(r);
    phases_plan(r);
    struct err *stopped = apply_waves(r);
    e = gather(r);
    if (stopped != NULL) {
        struct err *all = NULL;
        err_collect(&all, e);
        err_collect(&all, stopped);
        e = err_reduce(all);
    }
    if (e == NULL && prints_list(r->opts))
        e = print_list(r);
    if (e == NULL && r->opts->in.prune)
        e = apply_prune(r);
    return e;
}

static void release(struct run *r)
{
    for (size_t i = 0; r->jobs != NULL && i < r->targets.n; i++)
        job_release(&r->jobs[i]);
    free(r->jobs);
    schemas_release(&r->schemas);
    targets_release(&r->targets);
}

struct err *apply_run(struct cmd_ctx *ctx, void *opts)
{
    struct run r = {.ctx = ctx, .opts = opts};
    struct manifest_request req = {
        .files = &r.opts->in.files,
        .ns = r.opts->ns,
        .enforce_ns = r.opts->enforce_ns,
        .selector = r.opts->in.selector.selector,
        .in = ctx->in,
        .check_identity = r.opts->write.validate != VALIDATE_IGNORE,
        .last_key_wins = r.opts->write.validate == VALIDATE_IGNORE,
    };
    struct err *e = manifests_read(session_get(ctx), &req, &r.targets);
    if (e == NULL && r.targets.n == 0)
        e = err_new("no objects passed to apply");
    struct err *labelled = e == NULL && r.opts->set != NULL ? applyset_label(&r) : NULL;
    if (labelled != NULL)
        targets_release(&r.targets); /* as in kubectl, which makes the parent all the same */
    if (e == NULL)
        e = apply_all(&r, labelled);
    release(&r);
    return e;
}
