/* toggle.c - "rollout pause", "rollout resume", "rollout restart": one small change of each object. */
#include "rollout/children.h"
#include "rollout/common.h"

#include "api/status.h"
#include "base/clock.h"
#include "base/mem.h"
#include "completers.h"
#include "doc/emit.h"
#include "patch/patch.h"
#include "resource/podspec.h"
#include "resource/write.h"

#include <stdlib.h>
#include <time.h>

#define RESTARTED_AT "kubectl.kubernetes.io/restartedAt"

enum toggle { PAUSE, RESUME, RESTART };

struct rollout_toggle {
    struct {
        struct rollout_in common;
        struct opt_print print;
        const char *field_manager;
    } in;
    struct rollout rollout;
    enum toggle what;
    struct printer printer;
    const char *query[WRITE_QUERY_MAX];
};

static const struct flag flags[] = {
    FLAG_GROUP(struct rollout_toggle, in.common, rollout_flags),
    FLAG_GROUP(struct rollout_toggle, in.print, opt_print_flags),
    FLAG_STRING(struct rollout_toggle, in.field_manager, "field-manager", 0, "NAME", "kubectl-rollout", 0,
                "The name under which the server records who set the fields."),
    FLAG_END,
};

/* ---- the changes ---- */

/* Now, as RFC 3339 in the zone of this machine. */
static char *now_text(void)
{
    time_t now = (time_t)(clock_now_ns() / NS_PER_S);
    struct tm tm;
    char text[64];
    if (localtime_r(&now, &tm) == NULL || tm.tm_gmtoff == 0)
        return time_format_rfc3339((int64_t)now * NS_PER_S);
    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &tm);
    long minutes = labs(tm.tm_gmtoff) / 60;
    return xasprintf("%s%c%02ld:%02ld", text, tm.tm_gmtoff < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

static struct err *restart_object(const struct api_resource *r, cJSON *object)
{
    enum rollout_kind kind = rollout_kind_of(r);
    if (kind == ROLLOUT_NONE)
        return err_new("restarting is not supported");
    if (kind == ROLLOUT_DEPLOYMENT && doc_bool_at(object, "spec.paused", false))
        return err_new("can't restart paused deployment (run rollout resume first)");
    char *now = now_text();
    doc_set_str(doc_make_at(object, "spec.template.metadata.annotations"), RESTARTED_AT, now);
    free(now);
    return NULL;
}

static struct err *pause_object(const struct api_resource *r, cJSON *object, bool pause)
{
    if (rollout_kind_of(r) != ROLLOUT_DEPLOYMENT)
        return err_new("%s is not supported", pause ? "pausing" : "resuming");
    if (doc_bool_at(object, "spec.paused", false) == pause)
        return err_new("%s", pause ? "is already paused" : "is not paused");
    doc_set_at(object, "spec.paused", cJSON_CreateBool(pause));
    return NULL;
}

static struct err *compute(void *arg, struct live_object *o, struct live_change *change)
{
    struct rollout_toggle *v = arg;
    cJSON *before = NULL, *after = NULL, *patch = NULL;
    struct err *e = typed_object(o->resource, o->object, &before);
    if (e != NULL)
        return e;
    cJSON *work = doc_dup(before);
    e = v->what == RESTART ? restart_object(o->resource, work) : pause_object(o->resource, work, v->what == PAUSE);
    if (e != NULL) {
        char *id = api_resource_id(o->resource), *quoted = str_quote(o->name), *why = err_go_text(e);
        err_free(e);
        e = err_new("error: %s %s %s", id, quoted, why);
        free(why);
        free(quoted);
        free(id);
    }
    if (e == NULL)
        e = typed_object(o->resource, work, &after);
    if (e == NULL)
        e = typed_patch(o->resource, before, after, &patch);
    if (e == NULL && patch_is_empty(patch))
        e = err_new("failed to create patch for %s: if restart has already been triggered within the past second, "
                    "please wait before attempting to trigger another",
                    o->name);
    if (e == NULL) {
        struct buf b = buf_new();
        emit_json_compact(&b, patch, 0);
        *change =
            (struct live_change){.verb = "patch", .patch = PATCH_STRATEGIC, .body = buf_take(&b), .query = v->query};
    }
    cJSON_Delete(before);
    cJSON_Delete(work);
    cJSON_Delete(after);
    cJSON_Delete(patch);
    return e;
}

static const char *const done_words[] = {[PAUSE] = "paused", [RESUME] = "resumed", [RESTART] = "restarted"};

static struct err *outcome(void *arg, struct live_object *o, cJSON *answer)
{
    struct rollout_toggle *v = arg;
    return answer != NULL ? rollout_print(&v->rollout, &v->printer, o->resource, answer, done_words[v->what]) : NULL;
}

static struct err *failed(void *arg, struct live_object *o, struct err *e)
{
    (void)arg;
    (void)o;
    if (e->kind == ERR_SILENT)
        return e;
    char *why = err_go_text(e);
    struct err *told = err_new("failed to patch: %s", why);
    if (e->note != NULL)
        told = err_note(told, "%s", e->note);
    free(why);
    err_free(e);
    return told;
}

/* ---- the verbs ---- */

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct rollout_toggle *o = opts;
    const struct write_opts write = {.field_manager = o->in.field_manager, .validate = VALIDATE_UNSET};
    o->what = str_eq(ctx->cmd->name, "pause") ? PAUSE : str_eq(ctx->cmd->name, "resume") ? RESUME : RESTART;
    write_query(&write, o->query);
    return rollout_complete(ctx, &o->rollout, argc, argv);
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct rollout_toggle *o = opts;
    (void)ctx;
    return rollout_check(&o->rollout, &o->in.common);
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct rollout_toggle *o = opts;
    struct live_objects objects = {0};
    struct err *errs = NULL, *e = rollout_open(&o->rollout, &o->in.common);
    /* kubectl looks at -o when the first object is changed already; nothing is sent here for a format that is unknown.
     */
    if (e == NULL)
        e = printer_init(ctx, &o->printer, &o->in.print, false);
    if (e != NULL)
        return e;
    /* kubectl holds the error of a list in a list in a list, which costs it its prefix. */
    if (o->rollout.early != NULL && o->rollout.early->nparts == 1 && o->rollout.live.items.selecting)
        o->rollout.early->parts[0]->kind = ERR_NET;
    err_collect(&errs, o->rollout.early);
    o->rollout.early = NULL;
    err_collect(&errs, live_read(&o->rollout.live, &objects));
    err_collect(&errs, typed_check_objects(&objects));
    if (errs == NULL && objects.n == 0)
        rollout_say_none(&o->rollout);
    const struct live_verb verb = {
        .compute = compute, .outcome = outcome, .failed = failed, .done = done_words[o->what]};
    err_collect(&errs, live_run_objects(&o->rollout.live, &objects, &verb, o));
    return err_reduce(errs);
}

static void release(void *opts)
{
    struct rollout_toggle *o = opts;
    rollout_release(&o->rollout);
}

static void complete_deployments(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                                 struct completion *out)
{
    static const char *const types[] = {"deployment", NULL};
    (void)opts;
    complete_type_and_name(ctx, types, true, argc, argv, prefix, out);
}

static void complete_all(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                         struct completion *out)
{
    (void)opts;
    rollout_complete_args(ctx, true, argc, argv, prefix, out);
}

static const struct example pause_examples[] = {
    {"Hold the rollout of a deployment; its pods go on running", "kubec rollout pause deployment/web"},
    {0},
};

const struct command cmd_rollout_pause = {
    .name = "pause",
    .usage = "(-f FILENAME | TYPE NAME...) [flags]",
    .summary = "Hold the rollout of a deployment",
    .description = "Marks deployments as paused: changes of the pod template start no rollout until `rollout resume`. "
                   "Only deployments can be paused.",
    .examples = pause_examples,
    .flags = flags,
    .opts_size = sizeof(struct rollout_toggle),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
    .complete_args = complete_deployments,
};

static const struct example resume_examples[] = {
    {"Go on with the rollout of a deployment", "kubec rollout resume deployment/web"},
    {0},
};

const struct command cmd_rollout_resume = {
    .name = "resume",
    .usage = "(-f FILENAME | TYPE NAME...) [flags]",
    .summary = "Go on with the rollout of a paused deployment",
    .description = "Takes back what `rollout pause` did. What was changed meanwhile is rolled out at once.",
    .examples = resume_examples,
    .flags = flags,
    .opts_size = sizeof(struct rollout_toggle),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
    .complete_args = complete_deployments,
};

static const struct example restart_examples[] = {
    {"Restart all deployments of a namespace", "kubec rollout restart deployment -n team-a"},
    {"Restart one daemon set", "kubec rollout restart daemonset/agent"},
    {"Restart deployments with a label", "kubec rollout restart deployment --selector=app=web"},
    {0},
};

const struct command cmd_rollout_restart = {
    .name = "restart",
    .usage = "(-f FILENAME | TYPE NAME...) [flags]",
    .summary = "Replace all pods of deployments, daemon sets and stateful sets",
    .description = "Starts a rollout without a change: an annotation of the pod template gets the present time, so "
                   "that all pods are replaced, one after the other, as the object's strategy says.",
    .examples = restart_examples,
    .flags = flags,
    .opts_size = sizeof(struct rollout_toggle),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
    .complete_args = complete_all,
};
