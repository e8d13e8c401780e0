/* create.c - "create -f": new objects from manifests; parent of the generators (`create namespace` …). */
#include "api/raw_uri.h"
#include "api/request.h"
#include "api/session.h"
#include "api/status.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "create/children.h"
#include "edit/edit.h"
#include "patch/lastapplied.h"
#include "print/print.h"
#include "resource/locate.h"
#include "resource/rawfile.h"
#include "resource/record.h"
#include "resource/resource.h"
#include "resource/waves.h"
#include "resource/write.h"

#include <stdlib.h>
#include <string.h>

struct create {
    struct {
        struct opt_files files;
        struct opt_selector selector;
        struct opt_dry_run dry_run;
        struct opt_validate validate;
        struct opt_print print;
        struct opt_record record;
        bool save_config, edit, windows_line_endings;
        const char *field_manager, *raw;
    } in;
    struct write_opts write;
    struct printer printer;
};

static const struct flag flags[] = {
    FLAG_GROUP(struct create, in.files, opt_files_flags),
    FLAG_GROUP(struct create, in.selector, opt_selector_flags),
    FLAG_GROUP(struct create, in.dry_run, opt_dry_run_flags),
    FLAG_BOOL(struct create, in.edit, "edit", 0, "false", 0,
              "Open each object in the editor first, and create what was saved."),
    FLAG_STRING(struct create, in.field_manager, "field-manager", 0, "NAME", "kubectl-create", 0,
                "The name under which the server records who set the fields."),
    FLAG_GROUP(struct create, in.print, opt_print_flags),
    FLAG_STRING(struct create, in.raw, "raw", 0, "PATH", "", 0,
                "Send the one file of -f as it is, by POST, to this path of the server and print the answer."),
    FLAG_GROUP(struct create, in.record, opt_record_flags),
    FLAG_BOOL(struct create, in.save_config, "save-config", 0, "false", 0,
              "Keep the configuration in an annotation of the object, for a later `apply`."),
    FLAG_GROUP(struct create, in.validate, opt_validate_flags),
    FLAG_BOOL(struct create, in.windows_line_endings, "windows-line-endings", 0, "false", 0,
              "With --edit: write the text with the line ends of Windows, CR and LF."),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct create *o = opts;
    if (argc > 0)
        return cli_unexpected_args(ctx, argc, argv);
    /* Without a name the server would take the user agent's. */
    o->write.field_manager = str_empty(o->in.field_manager) ? "kubectl" : o->in.field_manager;
    struct err *e = opt_dry_run_get(ctx, &o->in.dry_run, &o->write.dry_run);
    if (e == NULL)
        e = opt_validate_get(&o->in.validate, &o->write.validate);
    if (e == NULL)
        e = printer_init(ctx, &o->printer, &o->in.print, false);
    o->printer.sorted = true;
    if (e == NULL && o->in.edit && o->in.files.filenames.n == 0 && str_empty(o->in.files.kustomize)) {
        static const struct strv none = {0};
        struct args_items items;
        struct args_request nothing = {.args = &none, .prog = ctx->prog};
        e = args_resolve(session_get(ctx), &nothing, &items);
    }
    return e;
}

static struct err *validate_raw(const struct create *o)
{
    struct err *e = o->in.edit ? err_new("--raw and --edit are mutually exclusive") : rawfile_check(&o->in.files);
    if (e != NULL)
        return e;
    if (!str_empty(o->in.selector.selector))
        return err_new("--raw and --selector (-l) are mutually exclusive");
    if (!str_empty(o->in.print.output))
        return err_new("--raw and --output are mutually exclusive");
    return raw_uri_check(o->in.raw);
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct create *o = opts;
    struct err *e = opt_files_check(&o->in.files);
    if (e != NULL)
        return e;
    return str_empty(o->in.raw) ? NULL : validate_raw(o);
}

/* One object on its way. */
struct job {
    struct target *t;
    char *body; /* sent; kept until the answer */
    struct strv warnings;
    cJSON *answer; /* what the server made of it */
    struct err *err;
};

static void answered(void *arg, cJSON *tree, struct err *e)
{
    struct job *j = arg;
    j->answer = tree;
    /* A cut connection: kubectl's message does not say whose answer is missing. */
    bool cut = write_outcome_unknown(e);
    j->err = locate_in_manifest(status_add_source(e, "creating", j->t->source), j->t->doc);
    if (cut)
        j->err = err_note(j->err, "  %s/%s: whether it was created is not known", j->t->resource->name, j->t->name);
}

static void on_warning(void *arg, const char *text)
{
    struct job *j = arg;
    strv_add(&j->warnings, text);
}

static void start(struct session *s, const struct create *o, struct job *j)
{
    const char *query[WRITE_QUERY_MAX];
    write_query(&o->write, query);
    j->body = write_create_body(j->t->object);
    struct api_call call = {.verb = "create",
                            .resource = j->t->resource,
                            .ns = j->t->ns,
                            .query = query,
                            .body = j->body,
                            .body_len = strlen(j->body),
                            .on_warning = on_warning};
    struct err *e = api_start(s, &call, answered, j);
    if (e != NULL)
        answered(j, NULL, e);
}

static struct err *print_job(struct cmd_ctx *ctx, struct create *o, const struct job *j)
{
    const cJSON *object = j->answer != NULL ? j->answer : j->t->object;
    const struct api_resource *r = j->t->resource;
    struct gvk gvk = {r->group, r->version, r->kind};
    char *op = xasprintf("created%s", write_dry_run_suffix(o->write.dry_run));
    const char *name = doc_str_at(object, "metadata.name");
    struct err *e = NULL;
    if (o->printer.format == OUTPUT_DEFAULT || o->printer.format == OUTPUT_NAME)
        print_name_line(&o->printer, ctx->out, &gvk, name != NULL ? name : "", op);
    else
        e = print_object(&o->printer, ctx->out, object);
    free(op);
    return e;
}

/* kubectl's annotations: the configuration, which is kept up to date where it is there already, and --record's. */
static void annotate(const struct cmd_ctx *ctx, const struct create *o, cJSON *object)
{
    if (o->in.save_config || !str_empty(lastapplied_get(object)))
        lastapplied_set(object);
    record_change_cause(ctx, &o->in.record, object);
}

/* Sends wave after wave. `http` is NULL where nothing is sent. */
static void send_all(struct cmd_ctx *ctx, const struct create *o, struct http_client *http, struct targets *t,
                     struct job *jobs)
{
    size_t nwaves;
    size_t *waves = waves_plan(t, &nwaves);
    for (size_t w = 0; w < nwaves; w++) {
        for (size_t i = 0; i < t->n; i++) {
            if (t->v[i].err != NULL || waves[i] != w)
                continue;
            jobs[i].t = &t->v[i];
            annotate(ctx, o, t->v[i].object);
            if (http != NULL)
                start(session_get(ctx), o, &jobs[i]);
        }
        if (http != NULL)
            http_run(http, NULL);
    }
    free(waves);
}

/* What is printed for an object that was sent; gives its error. False for one that Ctrl-C took. */
static bool tell(struct cmd_ctx *ctx, struct create *o, struct http_client *http, struct job *j, struct err **e)
{
    for (size_t k = 0; k < j->warnings.n; k++)
        http_warn(http, j->warnings.v[k]);
    strv_release(&j->warnings);
    bool cut = ctx->interrupted != NULL && *ctx->interrupted != 0 && j->err != NULL && j->err->kind == ERR_SILENT;
    if (cut) {
        err_free(j->err);
        j->err = NULL;
    } else if (j->err == NULL) {
        j->err = print_job(ctx, o, j);
    }
    *e = j->err;
    free(j->body);
    cJSON_Delete(j->answer);
    return !cut;
}

/* Sends all, then prints in the order of the input and gathers the errors. */
static struct err *create_all(struct cmd_ctx *ctx, struct create *o, struct targets *t)
{
    struct http_client *http = NULL;
    if (o->write.dry_run != DRY_RUN_CLIENT) {
        struct err *e = session_http(session_get(ctx), &http);
        if (e != NULL)
            return e;
    }
    struct job *jobs = xcalloc(t->n, sizeof *jobs);
    send_all(ctx, o, http, t, jobs);
    struct err *errs = NULL, *unread = NULL;
    size_t done = 0, cut = 0;
    for (size_t i = 0; i < t->n; i++) {
        if (jobs[i].t == NULL) {
            /* A wrong namespace is found while creating, what cannot be read before. */
            err_collect(t->v[i].wrong_ns ? &errs : &unread, t->v[i].err);
            t->v[i].err = NULL;
            continue;
        }
        bool failed = jobs[i].err != NULL;
        struct err *e = NULL;
        cut += !tell(ctx, o, http, &jobs[i], &e);
        done += !failed;
        err_collect(&errs, e);
    }
    free(jobs);
    if (cut > 0) {
        struct err *e = err_new(
            "interrupted: %zu of %zu objects were not created, or it is not known whether they were", cut, t->n);
        e->exit_code = 130;
        err_collect(&errs, e);
    }
    /* As Go nests them: the reader's errors are one member of the list of all. */
    if (errs != NULL)
        err_collect(&errs, err_bracket(unread));
    else
        errs = unread;
    return errs == NULL && done == 0 ? err_new("no objects passed to create") : err_reduce(errs);
}

/* --edit: one object after another in the editor. As in kubectl neither -l nor --field-manager counts here. */
static struct err *edit_all(struct cmd_ctx *ctx, const struct create *o)
{
    struct edit edit = {.ctx = ctx,
                        .mode = EDIT_BEFORE_CREATE,
                        .print = &o->in.print,
                        .record = &o->in.record,
                        .write = o->write,
                        .windows_line_endings = o->in.windows_line_endings,
                        .save_config = o->in.save_config};
    struct manifest_request req = {.files = &o->in.files, .in = ctx->in};
    struct targets targets = {0};
    struct err *errs = NULL;
    edit.write.field_manager = "kubectl-create";
    struct err *e = session_namespace(session_get(ctx), &req.ns, &req.enforce_ns);
    edit.ns = req.ns;
    if (e == NULL)
        e = manifests_read(session_get(ctx), &req, &targets);
    for (size_t i = 0; e == NULL && i < targets.n; i++) {
        struct target *t = &targets.v[i];
        struct edit_item item = {.resource = t->resource, .name = t->name, .object = t->object};
        struct err *failed = t->err;
        t->err = NULL;
        if (failed == NULL)
            failed = edit_prepare(&edit);
        if (failed == NULL)
            failed = edit_run(&edit, &item, 1);
        err_collect(&errs, failed);
        if (ctx->interrupted != NULL && *ctx->interrupted != 0)
            break;
    }
    targets_release(&targets);
    return e != NULL ? e : err_reduce(errs);
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct create *o = opts;
    if (o->in.edit)
        return edit_all(ctx, o);
    if (!str_empty(o->in.raw))
        return rawfile_send(ctx, "POST", o->in.raw, &o->in.files);
    struct session *s = session_get(ctx);
    struct manifest_request req = {
        .files = &o->in.files,
        .selector = o->in.selector.selector,
        .in = ctx->in,
        .check_identity = o->write.validate != VALIDATE_IGNORE,
        .last_key_wins = o->write.validate == VALIDATE_IGNORE,
    };
    struct targets targets = {0};
    const struct rest_config *config; /* its errors come first */
    struct err *e = session_config(s, &config);
    if (e == NULL)
        e = session_namespace(s, &req.ns, &req.enforce_ns);
    if (e == NULL)
        e = manifests_read(s, &req, &targets);
    if (e == NULL)
        e = create_all(ctx, o, &targets);
    targets_release(&targets);
    return e;
}

/* A line for each kind, in the order of kubectl's help. */
/* clang-format off */
static const struct command *const children[] = {
    &cmd_create_namespace,
    &cmd_create_quota,
    &cmd_create_secret,
    &cmd_create_configmap,
    &cmd_create_serviceaccount,
    &cmd_create_service,
    &cmd_create_deployment,
    &cmd_create_clusterrole,
    &cmd_create_clusterrolebinding,
    &cmd_create_role,
    &cmd_create_rolebinding,
    &cmd_create_pdb,
    &cmd_create_priorityclass,
    &cmd_create_job,
    &cmd_create_cronjob,
    &cmd_create_ingress,
    &cmd_create_token,
    NULL,
};
/* clang-format on */

static const struct example examples[] = {
    {"Create what one file describes", "kubec create -f pod.yaml"},
    {"Create what standard input describes, and print only names", "cat pod.json | kubec create -o name -f -"},
    {"See what the server would make of it, without making it", "kubec create --dry-run=server -o yaml -f pod.yaml"},
    {0},
};

const struct command cmd_create = {
    .name = "create",
    .group = GROUP_BASIC,
    .usage = "-f FILENAME [flags]",
    .summary = "Create objects from files, folders, standard input or flags",
    .description = "Creates the objects of the manifests (YAML or JSON) given by -f or -k. An object that exists "
                   "already is an error; `apply` "
                   "changes it instead. The sub-commands make a manifest of one kind from flags.",
    .examples = examples,
    .flags = flags,
    .children = children,
    .opts_size = sizeof(struct create),
    .complete = complete,
    .validate = validate,
    .run = run,
};
