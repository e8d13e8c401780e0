/* undo.c - "rollout undo": back to an earlier pod template. */
#include "rollout/children.h"
#include "rollout/revisions.h"

#include "api/status.h"
#include "base/mem.h"
#include "describe/podtemplate.h"
#include "doc/emit.h"
#include "patch/lastapplied.h"
#include "resource/podspec.h"
#include "resource/write.h"

#include <stdlib.h>
#include <string.h>

struct rollout_undo {
    struct {
        struct rollout_in common;
        struct opt_print print;
        struct opt_dry_run dry_run;
        int64_t to_revision;
    } in;
    struct rollout rollout;
    struct printer printer;
    struct write_opts write;
    const char *query[WRITE_QUERY_MAX];
};

static const struct flag flags[] = {
    FLAG_GROUP(struct rollout_undo, in.common, rollout_flags),
    FLAG_GROUP(struct rollout_undo, in.print, opt_print_flags),
    FLAG_GROUP(struct rollout_undo, in.dry_run, opt_dry_run_flags),
    FLAG_INT(struct rollout_undo, in.to_revision, "to-revision", 0, "NUMBER", "0", 0,
             "The revision to go back to; 0 for the one before the present."),
    FLAG_END,
};

static struct err *not_found(int64_t revision)
{
    return err_new("unable to find specified revision %lld in history", (long long)revision);
}

static struct err *kind_error(const struct api_resource *r)
{
    bool known = (str_eq(r->group, "batch") && (str_eq(r->kind, "Job") || str_eq(r->kind, "CronJob"))) ||
                 (r->group[0] == '\0' && (str_eq(r->kind, "Pod") || str_eq(r->kind, "ReplicationController"))) ||
                 ((str_eq(r->group, "apps") || str_eq(r->group, "extensions")) && str_eq(r->kind, "ReplicaSet"));
    char *kind = r->group[0] != '\0' ? xasprintf("%s.%s", r->kind, r->group) : xstrdup(r->kind);
    struct err *e = known ? err_new("no rollbacker has been implemented for \"%s\"", kind)
                          : err_new("error retrieving rollbacker for \"%s\", no visitor method exists for {%s %s}",
                                    kind, r->group, r->kind);
    free(kind);
    return e;
}

/* "Pod Template: …", and what kubectl says before it. */
static char *template_text(const char *before, const cJSON *template)
{
    struct buf b = buf_new();
    buf_adds(&b, before);
    describe_pod_template(&b, template);
    return buf_take(&b);
}

static char *skipped(int64_t revision)
{
    return xasprintf("skipped rollback (current template already matches revision %lld)", (long long)revision);
}

/* ---- deployments ---- */

static const cJSON *replica_set_for(const struct revisions *all, int64_t wanted)
{
    int64_t latest = -1, previous = -1;
    const cJSON *latest_set = NULL, *previous_set = NULL;
    for (size_t i = 0; i < all->n; i++) {
        const struct revision *r = &all->v[i];
        if (r->bad_number)
            continue;
        if (wanted != 0 && r->number == wanted)
            return r->object;
        if (latest < r->number) {
            previous = latest;
            previous_set = latest_set;
            latest = r->number;
            latest_set = r->object;
        } else if (previous < r->number) {
            previous = r->number;
            previous_set = r->object;
        }
    }
    return wanted != 0 ? NULL : previous_set;
}

/* Annotations that stay the deployment's own. */
static bool is_own_annotation(const char *key)
{
    static const char *const own[] = {LAST_APPLIED_ANNOTATION,
                                      REVISION_ANNOTATION,
                                      "deployment.kubernetes.io/revision-history",
                                      "deployment.kubernetes.io/desired-replicas",
                                      "deployment.kubernetes.io/max-replicas",
                                      "deprecated.deployment.rollback.to"};
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
        if (str_eq(own[i], key))
            return true;
    }
    return false;
}

static void add_annotations(cJSON *to, const cJSON *object, bool own)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, doc_at(object, "metadata.annotations"))
    {
        if (is_own_annotation(one->string) == own)
            doc_set(to, one->string, doc_dup(one));
    }
}

static cJSON *replace_operation(const char *path, cJSON *value)
{
    cJSON *op = cJSON_CreateObject();
    doc_set_str(op, "op", "replace");
    doc_set_str(op, "path", path);
    doc_set(op, "value", value);
    return op;
}

static char *deployment_patch(const cJSON *deployment, const cJSON *set)
{
    cJSON *template = doc_dup(doc_at(set, "spec.template")), *annotations = cJSON_CreateObject();
    cJSON *labels = doc_at(template, "metadata.labels");
    doc_remove(labels, "pod-template-hash");
    add_annotations(annotations, deployment, true);
    add_annotations(annotations, set, false);
    cJSON *patch = cJSON_CreateArray();
    cJSON_AddItemToArray(patch, replace_operation("/spec/template", template));
    cJSON_AddItemToArray(patch, replace_operation("/metadata/annotations", annotations));
    char *body = write_body(patch);
    cJSON_Delete(patch);
    return body;
}

static struct err *undo_deployment(struct rollout_undo *v, const cJSON *object, const struct revisions *all,
                                   struct live_change *change, char **result)
{
    int64_t wanted = v->in.to_revision;
    const cJSON *set = replica_set_for(all, wanted);
    if (set == NULL && wanted > 0)
        return not_found(wanted);
    if (set == NULL)
        return err_new("no rollout history found for deployment \"%s\"", doc_str_at(object, "metadata.name"));
    const cJSON *template = doc_at(set, "spec.template");
    if (v->write.dry_run == DRY_RUN_CLIENT) {
        *result = template_text("", template);
        return NULL;
    }
    if (doc_bool_at(object, "spec.paused", false))
        return err_new("you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try "
                       "again");
    if (revision_same_template(template, doc_at(object, "spec.template"))) {
        *result = skipped(wanted);
        return NULL;
    }
    *change = (struct live_change){
        .verb = "patch", .patch = PATCH_JSON, .body = deployment_patch(object, set), .query = v->query};
    return NULL;
}

/* ---- daemon sets and stateful sets ---- */

static int by_number(const void *a, const void *b)
{
    const struct revision *x = a, *y = b;
    return x->number < y->number ? -1 : x->number > y->number;
}

static const struct revision *revision_for(struct revisions *all, int64_t wanted)
{
    if (wanted == 0) {
        qsort(all->v, all->n, sizeof *all->v, by_number);
        return &all->v[all->n - 2];
    }
    for (size_t i = 0; i < all->n; i++) {
        if (all->v[i].number == wanted)
            return &all->v[i];
    }
    return NULL;
}

/* True if the revision holds the present template: the patch that kubectl would record now is the one it holds. */
static bool holds_present(const cJSON *object, const struct revision *r)
{
    cJSON *patch = cJSON_CreateObject(), *template = doc_dup(doc_at(object, "spec.template"));
    doc_set_str(template, "$patch", "replace");
    doc_set_at(patch, "spec.template", template);
    bool same = doc_equal(patch, doc_get(r->object, "data"));
    cJSON_Delete(patch);
    return same;
}

static struct err *undo_set(struct rollout_undo *v, const struct live_object *o, const cJSON *object,
                            struct revisions *all, struct live_change *change, char **result)
{
    int64_t wanted = v->in.to_revision;
    if (wanted == 0 && all->n <= 1)
        return err_new("no last revision to roll back to");
    const struct revision *r = revision_for(all, wanted);
    if (r == NULL)
        return not_found(wanted);
    if (v->write.dry_run == DRY_RUN_CLIENT) {
        cJSON *then = NULL;
        struct err *e = revision_apply(o->resource, object, r, &then);
        if (e == NULL)
            *result = template_text("will roll back to ", doc_at(then, "spec.template"));
        cJSON_Delete(then);
        return e;
    }
    if (holds_present(object, r)) {
        *result = skipped(wanted);
        return NULL;
    }
    struct buf b = buf_new();
    emit_json_compact(&b, doc_get(r->object, "data"), EMIT_EXACT_NUMBERS);
    *change = (struct live_change){.verb = "patch", .patch = PATCH_STRATEGIC, .body = buf_take(&b), .query = v->query};
    return NULL;
}

/* ---- one object ---- */

static void warn_applied(const struct rollout_undo *v, const struct live_object *o)
{
    const struct cmd_ctx *ctx = v->rollout.ctx;
    if (doc_get(doc_at(o->object, "metadata.annotations"), LAST_APPLIED_ANNOTATION) == NULL)
        return;
    fprintf(
        ctx->err,
        "Warning: resource %s/%s was previously managed with '%s apply'. Rolling back will not update the %s "
        "annotation, which may cause unexpected behavior on future '%s apply' operations. Consider using '%s apply' "
        "with your previous configuration file instead.\n",
        o->resource->name, o->name, ctx->prog, LAST_APPLIED_ANNOTATION, ctx->prog, ctx->prog);
}

/* The outcome's words are kept in o->data. */
static struct err *compute(void *arg, struct live_object *o, struct live_change *change)
{
    struct rollout_undo *v = arg;
    enum rollout_kind kind = rollout_kind_of(o->resource);
    struct revisions all = {0};
    cJSON *object = NULL;
    char *result = NULL;
    struct err *e = typed_check_kind(o->resource, "");
    if (e != NULL)
        return e;
    warn_applied(v, o);
    if (kind == ROLLOUT_NONE)
        return kind_error(o->resource);
    if (v->in.to_revision < 0)
        return not_found(v->in.to_revision);
    e = typed_object(o->resource, o->object, &object);
    if (e == NULL)
        e = revisions_read(session_get(v->rollout.ctx), kind, object, &all);
    if (e == NULL)
        e = kind == ROLLOUT_DEPLOYMENT ? undo_deployment(v, object, &all, change, &result)
                                       : undo_set(v, o, object, &all, change, &result);
    if (e == NULL) {
        o->data = xasprintf("%s%s", result != NULL ? result : "rolled back", write_dry_run_suffix(v->write.dry_run));
    }
    free(result);
    revisions_release(&all);
    cJSON_Delete(object);
    return e;
}

/* kubectl prints the object as it was. */
static struct err *outcome(void *arg, struct live_object *o, cJSON *answer)
{
    struct rollout_undo *v = arg;
    (void)answer;
    return rollout_print(&v->rollout, &v->printer, o->resource, o->object, o->data);
}

static struct err *failed(void *arg, struct live_object *o, struct err *e)
{
    const struct rollout_undo *v = arg;
    (void)o;
    if (e->kind == ERR_SILENT)
        return e;
    char *why = err_go_text(e);
    struct err *told = err_new("failed restoring revision %lld: %s", (long long)v->in.to_revision, why);
    if (e->note != NULL)
        told = err_note(told, "%s", e->note);
    free(why);
    err_free(e);
    return told;
}

static const struct live_verb verb = {
    .compute = compute, .outcome = outcome, .failed = failed, .drop = free, .done = "rolled back"};

/* ---- the verb ---- */

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct rollout_undo *o = opts;
    struct err *e = opt_dry_run_get(ctx, &o->in.dry_run, &o->write.dry_run);
    o->write.validate = VALIDATE_UNSET;
    o->write.field_manager = "kubectl"; /* what the server makes of kubectl's name, since it sends none */
    write_query(&o->write, o->query);
    return e != NULL ? e : rollout_complete(ctx, &o->rollout, argc, argv);
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct rollout_undo *o = opts;
    (void)ctx;
    return rollout_check(&o->rollout, &o->in.common);
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct rollout_undo *o = opts;
    struct err *errs = NULL, *e = rollout_open(&o->rollout, &o->in.common);
    /* kubectl looks at -o when the object is rolled back already. */
    if (e == NULL)
        e = printer_init(ctx, &o->printer, &o->in.print, false);
    if (e != NULL)
        return e;
    err_collect(&errs, o->rollout.early);
    o->rollout.early = NULL;
    err_collect(&errs, live_run(&o->rollout.live, &verb, o, NULL));
    return err_reduce(errs);
}

static void release(void *opts)
{
    struct rollout_undo *o = opts;
    rollout_release(&o->rollout);
}

static void complete_args(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                          struct completion *out)
{
    (void)opts;
    rollout_complete_args(ctx, true, argc, argv, prefix, out);
}

static const struct example examples[] = {
    {"Go back to the revision before the present one", "kubec rollout undo deployment/web"},
    {"Go back to revision 3", "kubec rollout undo daemonset/agent --to-revision=3"},
    {"Let the server check it without doing it", "kubec rollout undo --dry-run=server deployment/web"},
    {0},
};

const struct command cmd_rollout_undo = {
    .name = "undo",
    .usage = "(-f FILENAME | TYPE NAME) [flags]",
    .summary = "Go back to an earlier revision",
    .description = "Gives deployments, daemon sets and stateful sets the pod template of an earlier revision, which "
                   "starts a rollout. With --dry-run=client the template is shown.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct rollout_undo),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
    .complete_args = complete_args,
};
