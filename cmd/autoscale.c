/* autoscale.c - "autoscale": a HorizontalPodAutoscaler for an object that exists. */
#include "api/session.h"
#include "api/status.h"
#include "base/mem.h"
#include "base/quantity.h"
#include "cli/cli.h"
#include "cli/value.h"
#include "completers.h"
#include "doc/number.h"
#include "made.h"
#include "resource/live.h"
#include "resource/record.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct autoscale {
    struct {
        struct opt_files files;
        struct made_in made;
        struct opt_record record;
        int64_t min, max, cpu_percent;
        const char *cpu, *memory, *name, *field_manager;
    } in;
    struct cmd_ctx *ctx;
    struct generate generate;
    struct strv args;
    struct err *errs;
    size_t count;
};

static const struct flag flags[] = {
    FLAG_GROUP(struct autoscale, in.files, opt_files_flags),
    FLAG_GROUP(struct autoscale, in.made, made_flags),
    FLAG_GROUP(struct autoscale, in.record, opt_record_flags),
    FLAG_STRING(struct autoscale, in.cpu, "cpu", 0, "TARGET", "", 0,
                "The CPU to aim at: a share of what the pods request (70%) or an amount for each pod (500m; a number "
                "alone is in thousandths)."),
    FLAG_INT(struct autoscale, in.cpu_percent, "cpu-percent", 0, "PERCENT", "-1", FLAG_HIDDEN | FLAG_INT32,
             "The CPU to aim at, as a share of what the pods request.",
             .deprecated = "Use --cpu with percentage or resource quantity format (e.g., '70%' for utilization or "
                           "'500m' for milliCPU)."),
    FLAG_STRING(struct autoscale, in.field_manager, "field-manager", 0, "NAME", "kubectl-autoscale", 0,
                "The name under which the server records who set the fields."),
    FLAG_INT(struct autoscale, in.max, "max", 0, "COUNT", "-1", FLAG_REQUIRED | FLAG_INT32,
             "The most pods that there may be."),
    FLAG_STRING(struct autoscale, in.memory, "memory", 0, "TARGET", "", 0,
                "The memory to aim at: a share of what the pods request (60%) or an amount for each pod (200Mi; a "
                "number alone is in Mi)."),
    FLAG_INT(struct autoscale, in.min, "min", 0, "COUNT", "-1", FLAG_INT32,
             "The fewest pods that there may be; the server's default if negative."),
    FLAG_STRING(struct autoscale, in.name, "name", 0, "NAME", "", 0,
                "The name of the autoscaler; that of the object if empty."),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct autoscale *o = opts;
    o->ctx = ctx;
    for (int i = 0; i < argc; i++)
        strv_add(&o->args, argv[i]);
    struct err *e = made_complete(ctx, &o->in.made, o->in.field_manager, &o->generate);
    return e;
}

/* ---- targets ---- */

/* What --cpu or --memory aims at. */
struct goal {
    bool utilization;
    int64_t percent; /* of utilization */
    char *value;     /* else: a quantity; the caller frees */
};

static struct err *parse_percent(char *text, struct goal *out)
{
    text[strlen(text) - 1] = '\0';
    out->utilization = true;
    struct err *e = value_int(text, 10, 32, &out->percent);
    if (!e && out->percent >= 0)
        return NULL;
    err_free(e);
    return err_new("invalid percentage value: %s", text);
}

/* Go's strconv.ParseFloat; false for what it does not take. */
static bool parse_float(const char *text, double *out)
{
    char *end = NULL;
    struct buf plain = buf_new();
    bool ok = *text != '\0' && !strpbrk(text, " \t\n\v\f\r(");
    if (strpbrk(text, "xX") && !strpbrk(text, "pP")) /* Go's hexadecimal numbers have an exponent */
        ok = false;
    for (size_t i = 0; ok && text[i]; i++) {
        if (text[i] != '_')
            buf_addc(&plain, text[i]);
        else /* between digits only */
            ok = i > 0 && isxdigit((unsigned char)text[i - 1]) && isxdigit((unsigned char)text[i + 1]);
    }
    if (ok) {
        *out = strtod(plain.data, &end);
        bool named = strpbrk(text, "nN") != NULL; /* inf, nan */
        ok = *end == '\0' && (isfinite(*out) || named);
    }
    buf_release(&plain);
    return ok;
}

/* A bare number has the unit that is usual for the resource. */
static char *with_unit(double number, const char *unit)
{
    struct buf b = buf_new();
    if (isnan(number))
        buf_adds(&b, "NaN");
    else if (isinf(number))
        buf_adds(&b, number > 0 ? "+Inf" : "-Inf");
    else
        number_float_g(&b, number, 64);
    buf_adds(&b, unit);
    return buf_take(&b);
}

static struct err *parse_target(const char *text, const char *resource, const char *unit, struct goal *out)
{
    *out = (struct goal){0};
    text += strspn(text, " \t\n\v\f\r");
    size_t n = strlen(text);
    while (n > 0 && strchr(" \t\n\v\f\r", text[n - 1]))
        n--;
    char *trimmed = xstrndup(text, n);
    double number = 0;
    struct quantity q;
    struct err *e = NULL;
    if (*trimmed == '\0') {
        e = err_new("empty input");
    } else if (str_ends(trimmed, "%")) {
        e = parse_percent(trimmed, out);
    } else if (parse_float(trimmed, &number)) {
        out->value = with_unit(number, unit);
        const char *why = quantity_parse(out->value, &q);
        e = why ? err_new("%s", why) : NULL;
    } else {
        out->value = xstrdup(trimmed);
        if (quantity_parse(trimmed, &q))
            e = err_new("invalid resource %s value: %s", resource, trimmed);
    }
    if (e) {
        free(out->value);
        out->value = NULL;
    }
    free(trimmed);
    return e;
}

static struct err *check_target(const char *text, const char *resource, const char *unit)
{
    struct goal t;
    if (str_empty(text))
        return NULL;
    struct err *e = parse_target(text, resource, unit, &t);
    free(t.value);
    return e;
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct autoscale *o = opts;
    (void)ctx;
    if (o->in.max < 1)
        return err_new("--max=MAXPODS is required and must be at least 1, max: %lld", (long long)o->in.max);
    if (o->in.max < o->in.min)
        return err_new("--max=MAXPODS must be larger or equal to --min=MINPODS, max: %lld, min: %lld",
                       (long long)o->in.max, (long long)o->in.min);
    if (o->in.cpu_percent > 0 && !str_empty(o->in.cpu))
        return err_new("--cpu-percent and --cpu are mutually exclusive");
    struct err *e = check_target(o->in.cpu, "cpu", "m");
    return e ? e : check_target(o->in.memory, "memory", "Mi");
}

/* ---- the autoscaler ---- */

static void add_metric(cJSON *metrics, const char *resource, const struct goal *t)
{
    cJSON *metric = cJSON_CreateObject(), *target;
    doc_set_str(metric, "type", "Resource");
    doc_set_str(doc_make_at(metric, "resource"), "name", resource);
    target = doc_make_at(metric, "resource.target");
    doc_set_str(target, "type", t->utilization ? "Utilization" : "AverageValue");
    if (t->utilization)
        doc_set(target, "averageUtilization", doc_new_int(t->percent));
    else
        doc_set_str(target, "averageValue", t->value);
    cJSON_AddItemToArray(metrics, metric);
}

static struct err *add_metric_of(cJSON *metrics, const char *text, const char *resource, const char *unit)
{
    struct goal t;
    if (str_empty(text))
        return NULL;
    struct err *e = parse_target(text, resource, unit, &t);
    if (!e)
        add_metric(metrics, resource, &t);
    free(t.value);
    return e;
}

static cJSON *make_scaler(const struct autoscale *o, const char *version, const struct live_object *target)
{
    cJSON *object = cJSON_CreateObject(), *meta, *spec, *ref;
    char *of = group_version(target->resource->group, target->resource->version);
    doc_set_str(object, "kind", "HorizontalPodAutoscaler");
    doc_set_str(object, "apiVersion", version);
    meta = doc_make_at(object, "metadata");
    doc_set_str(meta, "name", str_empty(o->in.name) ? target->name : o->in.name);
    if (o->generate.enforce_ns)
        doc_set_str(meta, "namespace", o->generate.ns);
    spec = doc_make_at(object, "spec");
    ref = doc_make_at(spec, "scaleTargetRef");
    doc_set_str(ref, "kind", target->resource->kind);
    doc_set_str(ref, "name", target->name);
    doc_set_str(ref, "apiVersion", of);
    if (o->in.min > 0)
        doc_set(spec, "minReplicas", doc_new_int(o->in.min));
    doc_set(spec, "maxReplicas", doc_new_int(o->in.max));
    free(of);
    return object;
}

static struct err *make_v2(const struct autoscale *o, const struct live_object *target, cJSON **out)
{
    *out = make_scaler(o, "autoscaling/v2", target);
    cJSON *metrics = cJSON_CreateArray();
    doc_set_at(*out, "spec.metrics", metrics);
    if (o->in.cpu_percent > 0)
        add_metric(metrics, "cpu", &(struct goal){.utilization = true, .percent = o->in.cpu_percent});
    struct err *e = add_metric_of(metrics, o->in.cpu, "cpu", "m");
    return e ? e : add_metric_of(metrics, o->in.memory, "memory", "Mi");
}

static cJSON *make_v1(const struct autoscale *o, const struct live_object *target)
{
    cJSON *object = make_scaler(o, "autoscaling/v1", target);
    if (o->in.cpu_percent >= 0)
        doc_set_at(object, "spec.targetCPUUtilizationPercentage", doc_new_int(o->in.cpu_percent));
    return object;
}

static struct err *send(struct autoscale *o, cJSON **object)
{
    record_change_cause(o->ctx, &o->in.record, *object);
    struct err *e = made_typed(object);
    if (!e)
        e = generate_create(o->ctx, &o->generate, object, NULL);
    bool here = o->generate.write.dry_run == DRY_RUN_CLIENT;
    return e ? e : generate_print(o->ctx, &o->generate, *object, here ? "created" : "autoscaled");
}

/* Servers without autoscaling/v2: the older version, if it can say the same. */
static struct err *send_v1(struct autoscale *o, const struct live_object *target, struct err *why)
{
    struct goal t;
    struct err *e = parse_target(o->in.cpu, "cpu", "m", &t);
    bool can = !e && str_empty(o->in.memory) && (o->in.cpu_percent >= 0 || t.utilization);
    free(t.value);
    if (!can) {
        char *text = e ? err_go_text(e) : xstrdup("%!w(<nil>)");
        char *server = err_go_text(why);
        err_free(e);
        e = err_new("failed to create autoscaling/v2 HPA and the configuration is incompatible with autoscaling/v1: %s",
                    text);
        e = err_note(e, "  autoscaling/v2 answered: %s", server);
        free(server);
        free(text);
        return e;
    }
    cJSON *object = make_v1(o, target);
    e = send(o, &object);
    cJSON_Delete(object);
    return e;
}

/* The scale subresource, from discovery; of built-in kinds it is known. */
static struct err *check_scales(const struct api_resource *r)
{
    static const char *const builtin[] = {"deployments", "replicasets", "statefulsets", "replicationcontrollers"};
    bool has = strv_has(&r->subresources, "scale");
    for (size_t i = 0; i < sizeof builtin / sizeof *builtin && r->builtin; i++)
        has = has || str_eq(r->name, builtin[i]);
    if (has)
        return NULL;
    return err_new("cannot autoscale a %s: could not find scale subresource for %s/%s, Resource=%s in discovery "
                   "information",
                   r->kind, r->group, r->version, r->name);
}

static struct err *autoscale_one(struct autoscale *o, const struct live_object *target)
{
    cJSON *object = NULL;
    struct err *e = check_scales(target->resource);
    if (e)
        return e;
    e = err_wrap(make_v2(o, target, &object), "failed to create HorizontalPodAutoscaler using autoscaling/v2 API");
    if (!e) {
        struct err *why = send(o, &object);
        bool interrupted = why && why->kind == ERR_SILENT;
        e = why && !interrupted ? send_v1(o, target, why) : NULL;
        if (interrupted)
            e = why;
        else
            err_free(why);
    }
    cJSON_Delete(object);
    if (!e)
        o->count++;
    return e;
}

static void visit(void *arg, struct live_object *target, struct err *e)
{
    struct autoscale *o = arg;
    if (target) {
        e = autoscale_one(o, target);
        live_object_release(target);
    }
    err_collect(&o->errs, e);
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct autoscale *o = opts;
    struct live_request request = {.files = &o->in.files,
                                   .args = &o->args,
                                   .ns = o->generate.ns,
                                   .enforce_ns = o->generate.enforce_ns,
                                   .as_written = true};
    struct live live;
    struct err *e = live_open(session_get(ctx), &request, &live);
    if (!e) {
        live_visit(&live, visit, o);
        e = err_reduce(o->errs);
        if (!e && o->count == 0)
            e = err_new("no objects passed to autoscale");
    }
    live_release(&live);
    return e;
}

static void release(void *opts)
{
    struct autoscale *o = opts;
    strv_release(&o->args);
}

static void complete_scalable(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                              struct completion *out)
{
    static const char *const allowed[] = {"deployment", "replicaset", "replicationcontroller", "statefulset", NULL};
    (void)opts;
    complete_type_and_name(ctx, allowed, true, argc, argv, prefix, out);
}

static const struct example examples[] = {
    {"Between two and ten pods; the server's default for when", "kubec autoscale deployment web --min=2 --max=10"},
    {"At most five pods, at 80% of the CPU that they request", "kubec autoscale deployment web --max=5 --cpu=80%"},
    {"By amounts of CPU and memory", "kubec autoscale deployment web --min=3 --max=6 --cpu=500m --memory=200Mi"},
    {0},
};

const struct command cmd_autoscale = {
    .name = "autoscale",
    .group = GROUP_DEPLOY,
    .usage = "(-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS [--cpu=CPU] [--memory=MEMORY]",
    .summary = "Let the number of pods follow the load",
    .description = "Creates an autoscaler (HorizontalPodAutoscaler) for a deployment, a replica set, a stateful set, a "
                   "replication controller or another object that can be scaled. It keeps the number of pods between "
                   "--min and --max, by what they use of CPU and memory.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct autoscale),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
    .complete_args = complete_scalable,
};
