/* apply.c - "apply": makes the cluster's objects what the manifests say. */
#include "apply/apply.h"

#include "apply/children.h"
#include "apply/schemas.h"

#include "api/session.h"
#include "api/status.h"
#include "base/clock.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "resource/locate.h"
#include "resource/waves.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *const cascades[] = {"background", "orphan", "foreground", NULL};

static const struct flag flags[] = {
    FLAG_GROUP(struct apply, in.files, opt_files_flags),
    FLAG_GROUP(struct apply, in.selector, opt_selector_flags),
    FLAG_GROUP(struct apply, in.dry_run, opt_dry_run_flags),
    FLAG_GROUP(struct apply, in.validate, opt_validate_flags),
    FLAG_GROUP(struct apply, in.print, opt_print_flags),
    FLAG_BOOL(struct apply, in.server_side, "server-side", 0, "false", 0,
              "Let the server merge the configuration and keep track of who owns each field."),
    FLAG_BOOL(struct apply, in.force_conflicts, "force-conflicts", 0, "false", 0,
              "With --server-side: take over fields that another manager owns."),
    FLAG_STRING(struct apply, in.field_manager, "field-manager", 0, "NAME", "kubectl-client-side-apply", 0,
                "The name under which the server records who set the fields (default with --server-side: kubectl)."),
    FLAG_BOOL(struct apply, in.overwrite, "overwrite", 0, "true", 0,
              "Where the live object and the manifest disagree, the manifest wins; with =false that is an error."),
    FLAG_BOOL(struct apply, in.openapi_patch, "openapi-patch", 0, "true", 0,
              "Ask the server's OpenAPI for the merge keys of fields that this program does not know; with =false only "
              "built-in knowledge is used."),
    FLAG_BOOL(struct apply, in.force, "force", 0, "false", 0,
              "Where a change is refused as invalid or in conflict, delete the object and create it anew."),
    FLAG_STRING(struct apply, in.cascade, "cascade", 0, "POLICY", "background", 0,
                "With --force: what becomes of the deleted object's dependents.", .no_value = "background",
                .values = cascades),
    FLAG_INT(struct apply, in.grace_period, "grace-period", 0, "SECONDS", "-1", 0,
             "With --force: the seconds an object gets to end by itself; negative: its own default."),
    FLAG_DURATION(struct apply, in.timeout, "timeout", 0, "DURATION", "0s", 0,
                  "With --force: how long to wait for the deletion; 0: as long as it takes."),
    FLAG_BOOL(struct apply, in.wait, "wait", 0, "false", 0,
              "With --force: wait until the deleted object is gone, finalizers included. A new one can only be created "
              "then, so that --force always "
              "waits, as in kubectl."),
    FLAG_STRING(struct apply, in.subresource, "subresource", 0, "NAME", "", 0,
                "With --server-side: apply to this subresource, such as status or scale."),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct apply *o = opts;
    if (argc > 0)
        return cli_unexpected_args(ctx, argc, argv);
    struct err *e = opt_dry_run_get(ctx, &o->in.dry_run, &o->write.dry_run);
    const struct rest_config *config; /* errors of the configuration come before those of what follows */
    if (e == NULL)
        e = session_config(session_get(ctx), &config);
    if (e == NULL)
        e = opt_cascade_get(ctx, o->in.cascade, &o->propagation);
    if (e == NULL)
        e = opt_files_check(&o->in.files);
    if (e == NULL)
        e = opt_validate_get(&o->in.validate, &o->write.validate);
    if (e == NULL)
        e = printer_init(ctx, &o->printer, &o->in.print, false);
    o->write.field_manager = o->in.server_side && !cli_changed(ctx, "field-manager") ? "kubectl" : o->in.field_manager;
    if (!o->in.server_side && str_empty(o->write.field_manager))
        o->write.field_manager = "kubectl"; /* else the server would name us after the user agent */
    o->printer.sorted = true;
    return e;
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct apply *o = opts;
    if (o->in.force_conflicts && !o->in.server_side)
        return err_new("--force-conflicts only works with --server-side");
    if (o->write.dry_run == DRY_RUN_CLIENT && o->in.server_side)
        return err_new("--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)");
    if (o->in.server_side && o->in.force)
        return err_new("--force cannot be used with --server-side");
    if (o->write.dry_run == DRY_RUN_SERVER && o->in.force)
        return err_new("--dry-run=server cannot be used with --force");
    if (!str_empty(o->in.subresource) && !o->in.server_side)
        return err_new("--subresource can only be specified for --server-side");
    return NULL;
}

/* ---- one object's chain (apply.h) ---- */

void job_finish(struct job *j, const char *operation, struct err *e)
{
    j->operation = operation;
    j->err = locate_in_manifest(e, j->t->doc);
    j->finished = true;
}

void job_notice(struct job *j, const char *fmt, ...)
{
    struct buf b = buf_new();
    buf_addc(&b, NOTICE_OWN);
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(&b, fmt, ap);
    va_end(ap);
    strv_adopt(&j->notices, buf_take(&b));
}

static void on_warning(void *arg, const char *text)
{
    struct job *j = arg;
    strv_adopt(&j->notices, xasprintf("%c%s", NOTICE_SERVER, text));
}

/* The reason alone of `Get "URL": dial tcp 127.0.0.1:6443: connect: connection refused`. */
static char *cause_of(const struct err *e)
{
    const char *text = e->inner != NULL ? e->inner : e->msg, *behind = strstr(text, "\": ");
    return xstrdup(behind != NULL ? behind + 3 : text);
}

static void on_answer(void *arg, cJSON *tree, struct err *e)
{
    struct job *j = arg;
    j->request = NULL;
    if (e != NULL && e->kind == ERR_NET) {
        str_replace_owned(&j->cause, cause_of(e));
        if (str_starts(j->cause, "dial "))
            *j->unreachable = true;
    }
    if (j->writing && write_outcome_unknown(e))
        e = err_note(e, "  %s/%s: whether it was applied is not known", j->t->resource->name, j->t->name);
    j->done(j, tree, e);
}

void job_request(struct job *j, const char *verb, enum patch_type type, const char *const *query,
                 const char *subresource, char *body, void (*done)(void *job, cJSON *tree, struct err *e))
{
    str_replace_owned(&j->body, body);
    j->done = done;
    j->writing = strcmp(verb, "get") != 0;
    struct api_call call = {
        .verb = verb,
        .resource = j->t->resource,
        .ns = j->t->ns,
        .name = strcmp(verb, "create") == 0 ? NULL : j->t->name,
        .subresource = subresource,
        .query = query,
        .patch = type,
        .body = body,
        .body_len = body != NULL ? strlen(body) : 0,
        .on_warning = on_warning,
    };
    struct err *e = api_start_request(session_get(j->ctx), &call, on_answer, j, &j->request);
    if (e != NULL)
        done(j, NULL, e);
}

void job_later(struct job *j, int64_t ns, void (*resume)(struct job *j))
{
    j->retry_at = clock_mono_ns() + ns;
    j->resume = resume;
}

void job_set_live(struct job *j, cJSON *live)
{
    if (live == j->live)
        return;
    cJSON_Delete(j->live);
    j->live = live;
}

void job_warn_if_deleting(struct job *j)
{
    if (doc_str_at(j->live, "metadata.deletionTimestamp") != NULL)
        job_notice(j, "Warning: Detected changes to resource %s which is currently being deleted.", j->t->name);
}

static void job_release(struct job *j)
{
    cJSON_Delete(j->modified);
    cJSON_Delete(j->live);
    free(j->body);
    apply_patch_release(&j->patch);
    strv_release(&j->notices);
    free(j->cause);
}

static void job_start(struct job *j)
{
    const char *generate = doc_str_at(j->t->object, "metadata.generateName");
    j->started = true;
    if (j->t->name[0] == '\0' && !str_empty(generate))
        job_finish(j, NULL, err_new("from %s: cannot use generate name with apply", generate));
    else if (j->opts->in.server_side)
        apply_server_side_start(j);
    else
        apply_client_side_start(j);
}

/* ---- all of them ---- */

static bool err_is_silent(const struct err *e)
{
    return e != NULL && e->kind == ERR_SILENT;
}

struct run {
    struct cmd_ctx *ctx;
    struct schemas schemas;
    struct apply *opts;
    struct targets targets;
    struct job *jobs;
    size_t next; /* the first job whose line is not printed yet */
    struct http_client *http;
    bool unreachable, given_up;
};

static bool prints_objects(const struct apply *o)
{
    return o->printer.format != OUTPUT_DEFAULT && o->printer.format != OUTPUT_NAME;
}

static void print_line(struct run *r, const struct job *j)
{
    const struct api_resource *res = j->t->resource;
    struct gvk gvk = {res->group, res->version, res->kind};
    char *op = xasprintf("%s%s", j->operation, write_dry_run_suffix(r->opts->write.dry_run));
    print_name_line(&r->opts->printer, r->ctx->out, &gvk, j->t->name, op);
    free(op);
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
        if (r->targets.v[r->next].err != NULL)
            continue;
        if (!j->finished)
            break;
        print_notices(r, j);
        if (j->err == NULL && !prints_objects(r->opts)) {
            print_line(r, j);
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

static void drive(struct run *r)
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
        left += r->targets.v[i].err == NULL && (!r->jobs[i].finished || err_is_silent(r->jobs[i].err));
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
    for (size_t i = 0; i < r->targets.n; i++) {
        err_collect(&unread, r->targets.v[i].err);
        r->targets.v[i].err = NULL;
    }
    bool stopped = r->ctx->interrupted != NULL && *r->ctx->interrupted != 0;
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

static struct err *apply_all(struct run *r)
{
    struct err *e = session_http(session_get(r->ctx), &r->http);
    if (e != NULL)
        return e;
    size_t nwaves;
    size_t *waves = waves_plan(&r->targets, &nwaves);
    r->jobs = xcalloc(r->targets.n, sizeof *r->jobs);
    for (size_t i = 0; i < r->targets.n; i++) {
        r->jobs[i] =
            (struct job){.opts = r->opts, .ctx = r->ctx, .t = &r->targets.v[i], .unreachable = &r->unreachable};
        if (!r->opts->in.server_side && r->targets.v[i].err == NULL)
            r->jobs[i].schema = schemas_find(&r->schemas, r->ctx, &r->targets.v[i], r->opts->in.openapi_patch);
    }
    for (size_t w = 0; w < nwaves; w++) {
        if (r->unreachable || (r->ctx->interrupted != NULL && *r->ctx->interrupted != 0))
            break;
        for (size_t i = 0; i < r->targets.n; i++)
            if (r->targets.v[i].err == NULL && waves[i] == w)
                job_start(&r->jobs[i]);
        print_finished(r);
        drive(r);
    }
    free(waves);
    e = gather(r);
    if (e == NULL && prints_objects(r->opts))
        e = print_list(r);
    for (size_t i = 0; i < r->targets.n; i++)
        job_release(&r->jobs[i]);
    free(r->jobs);
    schemas_release(&r->schemas);
    return e;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct run r = {.ctx = ctx, .opts = opts};
    struct session *s = session_get(ctx);
    struct manifest_request req = {
        .files = &r.opts->in.files,
        .selector = r.opts->in.selector.selector,
        .in = ctx->in,
        .check_identity = r.opts->write.validate != VALIDATE_IGNORE,
        .last_key_wins = r.opts->write.validate == VALIDATE_IGNORE,
    };
    struct err *e = session_namespace(s, &req.ns, &req.enforce_ns);
    if (e == NULL)
        e = manifests_read(s, &req, &r.targets);
    if (e == NULL && r.targets.n == 0)
        e = err_new("no objects passed to apply");
    if (e == NULL)
        e = apply_all(&r);
    targets_release(&r.targets);
    return e;
}

static const struct command *const children[] = {&cmd_apply_view_last_applied, &cmd_apply_set_last_applied, NULL};

static const struct example examples[] = {
    {"Apply one file", "kubec apply -f web.yaml"},
    {"Apply every manifest of a folder and the folders in it", "kubec apply -R -f manifests/"},
    {"Apply what another program writes", "cat web.yaml | kubec apply -f -"},
    {"See what the server would make of it, without changing anything",
     "kubec apply --dry-run=server -o yaml -f web.yaml"},
    {"Let the server merge, and take over fields that others own",
     "kubec apply --server-side --force-conflicts -f web.yaml"},
    {0},
};

const struct command cmd_apply = {
    .name = "apply",
    .group = GROUP_ADVANCED,
    .usage = "(-f FILENAME | -k DIRECTORY) [flags]",
    .summary = "Make objects what the manifests say",
    .description = "Creates the objects that do not exist and changes those that differ from their manifest. What was "
                   "applied is kept in an annotation "
                   "of the object (or, with --server-side, in its managed fields), so that a field removed from the "
                   "manifest is removed from the object, "
                   "while fields that others set stay.\n\n"
                   "Requests go out many at a time over one connection: namespaces and definitions of types first, "
                   "then what admission looks up, then "
                   "all else. The output keeps the order of the input. One broken document does not stop the others.",
    .examples = examples,
    .children = children,
    .flags = flags,
    .opts_size = sizeof(struct apply),
    .complete = complete,
    .validate = validate,
    .run = run,
};
