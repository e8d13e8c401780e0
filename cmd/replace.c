/* replace.c - "replace": puts whole objects in the place of those that exist. */
#include "api/raw_uri.h"
#include "api/request.h"
#include "api/session.h"
#include "api/status.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "patch/lastapplied.h"
#include "print/print.h"
#include "resource/locate.h"
#include "resource/rawfile.h"
#include "resource/remove.h"
#include "resource/waves.h"
#include "resource/write.h"

#include <stdlib.h>
#include <string.h>

/* How long --force waits for the end of an object when --timeout does not say. */
#define GONE_TIMEOUT (INT64_C(300) * NS_PER_S)

struct replace {
    struct {
        struct opt_files files;
        struct opt_dry_run dry_run;
        struct opt_validate validate;
        struct opt_print print;
        bool save_config, force, wait;
        const char *field_manager, *raw, *subresource, *cascade;
        int64_t grace_period;
        struct duration timeout;
    } in;
    struct write_opts write;
    struct printer printer;
    char *operation; /* "replaced (dry run)" */
    struct remove_options remove;
    bool wait;
    const char *ns;
    bool enforce_ns;
    struct strv args;
};

static const char *const cascades[] = {"background", "orphan", "foreground", NULL};

static const struct flag flags[] = {
    FLAG_GROUP(struct replace, in.files, opt_files_flags),
    FLAG_GROUP(struct replace, in.dry_run, opt_dry_run_flags),
    FLAG_GROUP(struct replace, in.validate, opt_validate_flags),
    FLAG_GROUP(struct replace, in.print, opt_print_flags),
    FLAG_BOOL(struct replace, in.save_config, "save-config", 0, "false", 0,
              "Keep the configuration in an annotation of the object, for a later `apply`."),
    FLAG_STRING(struct replace, in.field_manager, "field-manager", 0, "NAME", "kubectl-replace", 0,
                "The name under which the server records who set the fields."),
    FLAG_STRING(struct replace, in.raw, "raw", 0, "PATH", "", 0,
                "Send the one file of -f as it is, by PUT, to this path of the server and print the answer."),
    FLAG_STRING(struct replace, in.subresource, "subresource", 0, "NAME", "", 0,
                "Replace this part of the object, such as status, scale or resize."),
    FLAG_BOOL(struct replace, in.force, "force", 0, "false", 0, "Delete the object and create it anew."),
    FLAG_STRING(struct replace, in.cascade, "cascade", 0, "POLICY", "background", 0,
                "With --force: what becomes of the deleted object's dependents.", .no_value = "background",
                .values = cascades),
    FLAG_INT(struct replace, in.grace_period, "grace-period", 0, "SECONDS", "-1", 0,
             "With --force: the seconds an object gets to end by itself; negative: its own default."),
    FLAG_DURATION(struct replace, in.timeout, "timeout", 0, "DURATION", "0s", 0,
                  "With --force: how long to wait for the end of the old objects; 0: five minutes."),
    FLAG_BOOL(struct replace, in.wait, "wait", 0, "false", 0,
              "With --force: wait for the old objects as `delete` does, without an end if --timeout gives none."),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct replace *o = opts;
    for (int i = 0; i < argc; i++)
        strv_add(&o->args, argv[i]);
    /* Without a name the server would take the user agent's. */
    o->write.field_manager = str_empty(o->in.field_manager) ? "kubectl" : o->in.field_manager;
    struct err *e = opt_validate_get(&o->in.validate, &o->write.validate);
    if (e == NULL)
        e = opt_dry_run_get(ctx, &o->in.dry_run, &o->write.dry_run);
    const struct rest_config *config;
    if (e == NULL)
        e = session_config(session_get(ctx), &config);
    if (e == NULL)
        e = printer_init(ctx, &o->printer, &o->in.print, false);
    o->operation = xasprintf("replaced%s", write_dry_run_suffix(o->write.dry_run));
    o->printer.operation = o->operation;
    o->printer.sorted = true;
    o->remove = (struct remove_options){
        .grace_period = o->in.grace_period, .print_name = str_eq(o->in.print.output, "name"), .ignore_not_found = true};
    if (e == NULL)
        e = opt_cascade_get(ctx, o->in.cascade, &o->remove.propagation);
    o->wait = o->in.wait;
    if (o->in.grace_period == 0) { /* kubectl's guard against accidents */
        o->remove.grace_period = 1;
        o->wait = true;
    }
    if (e == NULL)
        e = opt_files_check(&o->in.files);
    return e != NULL ? e : session_namespace(session_get(ctx), &o->ns, &o->enforce_ns);
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct replace *o = opts;
    (void)ctx;
    if (o->remove.grace_period >= 0 && !o->in.force)
        return err_new("--grace-period must have --force specified");
    if (o->in.timeout.ns != 0 && !o->in.force)
        return err_new("--timeout must have --force specified");
    if (o->in.force && o->write.dry_run != DRY_RUN_NONE)
        return err_new("--dry-run can not be used when --force is set");
    if (str_empty(o->in.raw))
        return NULL;
    struct err *e = rawfile_check(&o->in.files);
    if (e == NULL && !str_empty(o->in.print.output))
        e = err_new("--raw and --output are mutually exclusive");
    return e != NULL ? e : raw_uri_check(o->in.raw);
}

/* ---- one object on its way ---- */

struct job {
    struct cmd_ctx *ctx;
    const struct replace *o;
    struct target *t;
    char *body;
    struct strv warnings;
    cJSON *answer;
    struct err *err;
};

static void on_warning(void *arg, const char *text)
{
    struct job *j = arg;
    strv_add(&j->warnings, text);
}

static void finish(struct job *j, struct err *e)
{
    bool cut = write_outcome_unknown(e);
    if (!j->o->in.force)
        e = status_add_source(e, "replacing", j->t->source);
    e = locate_in_manifest(e, j->t->doc);
    if (cut)
        e = err_note(e, "  %s/%s: whether it was %s is not known", j->t->resource->name, j->t->name,
                     j->o->in.force ? "created again" : "replaced");
    else if (e != NULL && e->kind != ERR_SILENT && j->o->in.force)
        e = err_note(e, "  %s/%s: not created again", j->t->resource->name, j->t->name);
    j->err = e;
}

static void on_written(void *arg, cJSON *tree, struct err *e)
{
    struct job *j = arg;
    j->answer = tree;
    finish(j, e);
}

static void start(struct job *j, const char *verb, void (*done)(void *arg, cJSON *tree, struct err *e))
{
    const char *query[WRITE_QUERY_MAX];
    const char *subresource = str_empty(j->o->in.subresource) ? NULL : j->o->in.subresource;
    bool create = strcmp(verb, "create") == 0, get = strcmp(verb, "get") == 0;
    write_query(&j->o->write, query);
    if (!get)
        j->body = create ? write_create_body(j->t->object) : write_body(j->t->object);
    struct api_call call = {.verb = verb,
                            .resource = j->t->resource,
                            .ns = j->t->ns,
                            .name = create ? NULL : j->t->name,
                            .subresource = create ? NULL : subresource,
                            .query = get ? NULL : query,
                            .body = get ? NULL : j->body,
                            .body_len = get ? 0 : strlen(j->body),
                            .on_warning = on_warning};
    struct err *e = j->t->name[0] == '\0' && !create ? err_new("resource name may not be empty")
                                                     : api_start(session_get(j->ctx), &call, done, j);
    if (e != NULL)
        finish(j, e);
}

/* The live object: what is sent must name its version. Without an answer the server decides. */
static void on_live(void *arg, cJSON *tree, struct err *e)
{
    struct job *j = arg;
    const char *version = doc_str_at(tree, "metadata.resourceVersion");
    if (e != NULL && e->kind == ERR_SILENT) {
        finish(j, e);
    } else {
        if (version != NULL)
            doc_set_str(doc_make_at(j->t->object, "metadata"), "resourceVersion", version);
        err_free(e);
        start(j, "update", on_written);
    }
    cJSON_Delete(tree);
}

static void start_job(struct job *j)
{
    const struct replace *o = j->o;
    cJSON *object = j->t->object;
    if (o->in.save_config || !str_empty(lastapplied_get(object)))
        lastapplied_set(object);
    if (o->write.dry_run == DRY_RUN_CLIENT)
        return;
    if (o->in.force)
        start(j, "create", on_written);
    else if (str_empty(doc_str_at(object, "metadata.resourceVersion")))
        start(j, "get", on_live);
    else
        start(j, "update", on_written);
}

/* ---- all ---- */

static bool interrupted(const struct cmd_ctx *ctx)
{
    return ctx->interrupted != NULL && *ctx->interrupted != 0;
}

/* Sends wave after wave; http is NULL where nothing is sent. */
static void send_all(struct cmd_ctx *ctx, const struct replace *o, struct http_client *http, struct targets *t,
                     struct job *jobs)
{
    size_t nwaves;
    size_t *waves = waves_plan(t, &nwaves);
    for (size_t w = 0; w < nwaves; w++) {
        for (size_t i = 0; i < t->n; i++) {
            if (t->v[i].err != NULL || waves[i] != w)
                continue;
            jobs[i] = (struct job){.ctx = ctx, .o = o, .t = &t->v[i]};
            if (interrupted(ctx))
                jobs[i].err = err_silent(130);
            else
                start_job(&jobs[i]);
        }
        if (http != NULL)
            http_run(http, NULL);
    }
    free(waves);
}

/* Prints the outcome of one; *cut counts what Ctrl-C took. */
static struct err *tell(struct replace *o, struct http_client *http, struct job *j, size_t *cut)
{
    struct err *e = j->err;
    for (size_t k = 0; k < j->warnings.n; k++)
        http_warn(http, j->warnings.v[k]);
    strv_release(&j->warnings);
    if (e != NULL && e->kind == ERR_SILENT) {
        ++*cut;
        err_free(e);
        e = NULL;
    } else if (e == NULL) {
        e = print_object(&o->printer, j->ctx->out, j->answer != NULL ? j->answer : j->t->object);
    }
    free(j->body);
    cJSON_Delete(j->answer);
    return e;
}

static struct err *write_all(struct cmd_ctx *ctx, struct replace *o, struct targets *t)
{
    struct http_client *http = NULL;
    struct err *errs = NULL, *unread = NULL;
    size_t cut = 0;
    if (o->write.dry_run != DRY_RUN_CLIENT) {
        struct err *e = session_http(session_get(ctx), &http);
        if (e != NULL)
            return e;
    }
    struct job *jobs = xcalloc(t->n + 1, sizeof *jobs);
    send_all(ctx, o, http, t, jobs);
    for (size_t i = 0; i < t->n; i++) {
        if (jobs[i].t != NULL) {
            err_collect(&errs, tell(o, http, &jobs[i], &cut));
        } else { /* a wrong namespace is found while replacing, what cannot be read before */
            err_collect(t->v[i].wrong_ns ? &errs : &unread, t->v[i].err);
            t->v[i].err = NULL;
        }
    }
    free(jobs);
    if (cut > 0) {
        struct err *e = err_new("interrupted: %zu of %zu objects were not %s, or it is not known whether they were",
                                cut, t->n, o->in.force ? "created again" : "replaced");
        e->exit_code = 130;
        err_collect(&errs, e);
    }
    /* As Go nests them: the reader's errors are one member of the list of all. */
    if (errs != NULL)
        err_collect(&errs, err_bracket(unread));
    else
        errs = unread;
    struct err *e = err_reduce(errs);
    if (e != NULL && cut > 0)
        e->exit_code = 130;
    return e;
}

/* ---- --force ---- */

static struct err *take_errors(struct targets *t)
{
    struct err *errs = NULL;
    for (size_t i = 0; i < t->n; i++) {
        err_collect(&errs, t->v[i].err);
        t->v[i].err = NULL;
    }
    return err_reduce(errs);
}

/* After an error between deleting and creating: which objects are gone, or going. */
static struct err *say_deleted(struct err *e, const struct victims *v)
{
    for (size_t i = 0; i < v->n && e != NULL; i++)
        if (v->v[i].uid != NULL)
            e = err_note(e, "  %s/%s: deleted, and not created again", v->v[i].resource->name, v->v[i].name);
    return e;
}

static struct err *delete_old(struct cmd_ctx *ctx, const struct replace *o, struct victims *v)
{
    struct err *e = remove_all(ctx, &o->remove, v);
    if (e == NULL)
        e = victims_take_errors(&o->remove, v);
    if (e == NULL && victims_count(v) == 0)
        fputs("No resources found\n", ctx->out);
    if (e == NULL && o->wait) {
        e = remove_wait(ctx, o->in.timeout.ns, v);
    } else if (e == NULL) {
        e = remove_wait(ctx, o->in.timeout.ns != 0 ? o->in.timeout.ns : GONE_TIMEOUT, v);
        if (e != NULL && e->kind == ERR_GENERIC && str_starts(e->msg, "timed out waiting for the condition"))
            str_replace_owned(&e->msg, xstrdup("context deadline exceeded"));
    }
    return e;
}

/* kubectl deletes what it can read, and only then says that the rest is broken. Here nothing is deleted then. */
static struct err *force_all(struct cmd_ctx *ctx, struct replace *o, struct targets *t)
{
    struct args_request args = {.args = &o->args, .prog = ctx->prog, .ns = o->ns};
    struct victims v = {0};
    struct err *e = args_check_with_files(&args);
    if (e == NULL)
        e = take_errors(t);
    if (e != NULL)
        return e;
    for (size_t i = 0; i < t->n; i++)
        victims_add(&v, t->v[i].resource, t->v[i].ns, t->v[i].name, t->v[i].source);
    e = delete_old(ctx, o, &v);
    if (e != NULL && e->kind == ERR_SILENT && interrupted(ctx)) {
        err_free(e);
        e = err_new("interrupted");
        e->exit_code = 130;
    }
    e = say_deleted(e, &v);
    if (e == NULL)
        e = write_all(ctx, o, t);
    if (e == NULL && t->n == 0)
        e = err_new("no objects passed to replace");
    victims_release(&v);
    return e;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct replace *o = opts;
    if (!str_empty(o->in.raw))
        return rawfile_send(ctx, "PUT", o->in.raw, &o->in.files);
    struct manifest_request req = {
        .files = &o->in.files,
        .ns = o->ns,
        .enforce_ns = o->enforce_ns,
        .in = ctx->in,
        .check_identity = o->write.validate != VALIDATE_IGNORE,
        .last_key_wins = o->write.validate == VALIDATE_IGNORE,
    };
    struct targets targets = {0};
    struct err *e = manifests_read(session_get(ctx), &req, &targets);
    if (e == NULL)
        e = o->in.force ? force_all(ctx, o, &targets) : write_all(ctx, o, &targets);
    targets_release(&targets);
    return e;
}

static void release(void *opts)
{
    struct replace *o = opts;
    free(o->operation);
    strv_release(&o->args);
}

static const struct example examples[] = {
    {"Replace what a file describes", "kubec replace -f pod.json"},
    {"Change the image of a pod on the way",
     "kubec get pod web -o yaml | sed 's/nginx:1.27/nginx:1.28/' | kubec replace -f -"},
    {"Delete an object and create it anew", "kubec replace --force -f pod.json"},
    {0},
};

const struct command cmd_replace = {
    .name = "replace",
    .group = GROUP_ADVANCED,
    .usage = "-f FILENAME [flags]",
    .summary = "Replace objects by what files or standard input describe",
    .description =
        "Puts the objects of the manifests in the place of those that exist: fields that the manifest lacks are gone, "
        "or get their defaults. A manifest with a resourceVersion is refused when the object has changed since.\n\n"
        "With --force the objects are deleted and created anew, for fields that cannot be changed.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct replace),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
};
