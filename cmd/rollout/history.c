/* history.c - "rollout history": the revisions of an object. */
#include "rollout/children.h"
#include "rollout/revisions.h"

#include "base/klog.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "describe/podtemplate.h"
#include "resource/podspec.h"
#include "resource/record.h"

#include <stdlib.h>
#include <string.h>

struct rollout_history {
    struct {
        struct rollout_in common;
        struct opt_print print;
        int64_t revision;
    } in;
    struct rollout rollout;
    struct printer printer;
    bool objects; /* -o was given: the objects that hold the revisions are printed */
};

static const struct flag flags[] = {
    FLAG_GROUP(struct rollout_history, in.common, rollout_flags),
    FLAG_GROUP(struct rollout_history, in.print, opt_print_flags),
    FLAG_INT(struct rollout_history, in.revision, "revision", 0, "NUMBER", "0", 0,
             "Show this revision in detail, its pod template included."),
    FLAG_END,
};

/* ---- what is known of one object ---- */

static struct err *kind_error(const struct api_resource *r)
{
    bool known = (str_eq(r->group, "batch") && (str_eq(r->kind, "Job") || str_eq(r->kind, "CronJob"))) ||
                 (r->group[0] == '\0' && (str_eq(r->kind, "Pod") || str_eq(r->kind, "ReplicationController"))) ||
                 ((str_eq(r->group, "apps") || str_eq(r->group, "extensions")) && str_eq(r->kind, "ReplicaSet"));
    char *kind = r->group[0] != '\0' ? xasprintf("%s.%s", r->kind, r->group) : xstrdup(r->kind);
    struct err *e = known ? err_new("no history viewer has been implemented for \"%s\"", kind)
                          : err_new("error retrieving history for \"%s\", no visitor method exists for {%s %s}", kind,
                                    r->group, r->kind);
    free(kind);
    return e;
}

static const char *cause_of(const cJSON *object)
{
    const cJSON *v = doc_get(doc_at(object, "metadata.annotations"), CHANGE_CAUSE_ANNOTATION);
    return cJSON_IsString(v) ? v->valuestring : "";
}

/* The cause that the table shows for a revision: a replica set's own, or what its template says. */
static const char *shown_cause(const struct revision *r, enum rollout_kind kind)
{
    const char *cause = cause_of(r->object);
    if (cause[0] == '\0' && kind == ROLLOUT_DEPLOYMENT)
        cause = cause_of(doc_at(r->object, "spec.template"));
    return cause;
}

static int by_number(const void *a, const void *b)
{
    const struct revision *x = *(const struct revision *const *)a, *y = *(const struct revision *const *)b;
    return x->number < y->number ? -1 : x->number > y->number;
}

/* The revisions with a number, of equal ones the last, sorted. The caller frees. */
static const struct revision **numbered(const struct rollout_history *o, const struct revisions *all, const char *name,
                                        const char *ns, size_t *n)
{
    const struct revision **v = xcalloc(all->n + 1, sizeof *v);
    *n = 0;
    for (size_t i = 0; i < all->n; i++) {
        const struct revision *one = &all->v[i];
        size_t at = 0;
        if (one->bad_number) {
            const cJSON *given = doc_get(doc_at(one->object, "metadata.annotations"), REVISION_ANNOTATION);
            char *quoted = str_quote(given->valuestring);
            char *text = xasprintf("unable to get revision from replicaset %s for deployment %s in namespace %s: "
                                   "strconv.ParseInt: parsing %s: invalid syntax",
                                   doc_str_at(one->object, "metadata.name"), name, ns, quoted);
            klog_print(o->rollout.ctx->err, 'W', o->objects ? "history.go:172" : "history.go:114", "%s", text);
            free(text);
            free(quoted);
            continue;
        }
        while (at < *n && v[at]->number != one->number)
            at++;
        v[at] = one;
        if (at == *n)
            (*n)++;
    }
    if (*n > 0)
        qsort(v, *n, sizeof *v, by_number);
    return v;
}

static const struct revision *find(const struct revision **v, size_t n, int64_t number)
{
    for (size_t i = 0; i < n; i++) {
        if (v[i]->number == number)
            return v[i];
    }
    return NULL;
}

/* ---- showing ---- */

static void add_table(struct buf *out, const struct revision **v, size_t n, enum rollout_kind kind)
{
    size_t width = strlen("REVISION");
    for (size_t i = 0; i < n; i++) {
        char number[24];
        size_t len = (size_t)snprintf(number, sizeof number, "%lld", (long long)v[i]->number);
        width = len > width ? len : width;
    }
    buf_addf(out, "%-*s  CHANGE-CAUSE\n", (int)width, "REVISION");
    for (size_t i = 0; i < n; i++) {
        const char *cause = shown_cause(v[i], kind);
        buf_addf(out, "%-*lld  %s\n", (int)width, (long long)v[i]->number, cause[0] != '\0' ? cause : "<none>");
    }
}

static struct err *add_template(struct buf *out, const struct live_object *o, const cJSON *object,
                                const struct revision *r, enum rollout_kind kind)
{
    if (r == NULL)
        return err_new("unable to find the specified revision");
    if (kind == ROLLOUT_DEPLOYMENT) {
        cJSON *template = doc_dup(doc_at(r->object, "spec.template"));
        const char *cause = cause_of(r->object);
        if (cause[0] != '\0')
            doc_set_str(doc_make_at(template, "metadata.annotations"), CHANGE_CAUSE_ANNOTATION, cause);
        describe_pod_template(out, template);
        cJSON_Delete(template);
        return NULL;
    }
    cJSON *then = NULL;
    struct err *e = revision_apply(o->resource, object, r, &then);
    if (e != NULL) {
        err_free(e);
        return err_new("unable to parse history %s", doc_str_at(r->object, "metadata.name"));
    }
    describe_pod_template(out, doc_at(then, "spec.template"));
    cJSON_Delete(then);
    return NULL;
}

static struct err *show_words(struct rollout_history *o, const struct live_object *l, const cJSON *object,
                              const struct revision **v, size_t n, enum rollout_kind kind)
{
    struct buf text = buf_new();
    struct err *e = NULL;
    if (o->in.revision > 0)
        buf_addf(&text, "with revision #%lld", (long long)o->in.revision);
    buf_addc(&text, '\n');
    if (n == 0)
        buf_adds(&text, "No rollout history found.");
    else if (o->in.revision > 0)
        e = add_template(&text, l, object, find(v, n, o->in.revision), kind);
    else
        add_table(&text, v, n, kind);
    if (e == NULL)
        e = rollout_print(&o->rollout, &o->printer, l->resource, object, text.data);
    buf_release(&text);
    return e;
}

static struct err *print_revision(struct rollout_history *o, const struct live_object *l, const cJSON *object,
                                  const struct revision *r, enum rollout_kind kind)
{
    cJSON *then = NULL;
    if (kind == ROLLOUT_DEPLOYMENT)
        return print_object(&o->printer, o->rollout.ctx->out, r->object);
    struct err *e = revision_apply(l->resource, object, r, &then);
    if (e == NULL)
        e = print_object(&o->printer, o->rollout.ctx->out, then);
    cJSON_Delete(then);
    return e;
}

static struct err *show_objects(struct rollout_history *o, const struct live_object *l, const cJSON *object,
                                const struct revision **v, size_t n, enum rollout_kind kind)
{
    if (o->in.revision > 0) {
        const struct revision *r = find(v, n, o->in.revision);
        return r != NULL ? print_revision(o, l, object, r, kind) : err_new("unable to find the specified revision");
    }
    struct err *e = NULL;
    for (size_t i = 0; i < n && e == NULL; i++)
        e = print_revision(o, l, object, v[i], kind);
    return e;
}

static struct err *show(struct rollout_history *o, const struct live_object *l)
{
    enum rollout_kind kind = rollout_kind_of(l->resource);
    struct revisions all = {0};
    cJSON *object = NULL;
    size_t n = 0;
    if (kind == ROLLOUT_NONE)
        return kind_error(l->resource);
    struct err *e = typed_object(l->resource, l->object, &object);
    if (e == NULL)
        e = revisions_read(session_get(o->rollout.ctx), kind, object, &all);
    if (e == NULL) {
        const struct revision **v = numbered(o, &all, l->name, l->ns, &n);
        e = o->objects ? show_objects(o, l, object, v, n, kind) : show_words(o, l, object, v, n, kind);
        free(v);
    }
    revisions_release(&all);
    cJSON_Delete(object);
    return e;
}

/* ---- the verb ---- */

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct rollout_history *o = opts;
    o->objects = cli_changed(ctx, "output");
    return rollout_complete(ctx, &o->rollout, argc, argv);
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct rollout_history *o = opts;
    (void)ctx;
    struct err *e = rollout_check(&o->rollout, &o->in.common);
    return e != NULL ? e : rollout_check_revision(o->in.revision);
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct rollout_history *o = opts;
    struct live_objects objects = {0};
    struct err *e = rollout_open(&o->rollout, &o->in.common);
    if (e == NULL)
        e = printer_init(ctx, &o->printer, &o->in.print, false);
    if (e != NULL)
        return e;
    struct err *errs = rollout_read(&o->rollout, &objects);
    for (size_t i = 0; i < objects.n && !(ctx->interrupted && *ctx->interrupted); i++)
        err_collect(&errs, show(o, &objects.v[i]));
    live_objects_release(&objects);
    return err_reduce(errs);
}

static void release(void *opts)
{
    struct rollout_history *o = opts;
    rollout_release(&o->rollout);
}

static void complete_args(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                          struct completion *out)
{
    (void)opts;
    rollout_complete_args(ctx, true, argc, argv, prefix, out);
}

static const struct example examples[] = {
    {"List the revisions of a deployment", "kubec rollout history deployment/web"},
    {"See the pod template of one revision", "kubec rollout history daemonset/agent --revision=3"},
    {0},
};

const struct command cmd_rollout_history = {
    .name = "history",
    .usage = "(-f FILENAME | TYPE NAME) [flags]",
    .summary = "Show earlier revisions of deployments, daemon sets and stateful sets",
    .description = "Lists the revisions that the cluster still keeps, with the causes that were noted for them. "
                   "With --revision one of them is shown in detail; with -o the objects that hold them are printed.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct rollout_history),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
    .complete_args = complete_args,
};
