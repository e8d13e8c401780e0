/* autoscaling.c - horizontal pod autoscalers in words. */
#include "describe/describe.h"

#include "base/mem.h"
#include "base/strv.h"

#include <stdlib.h>

/* One metric of the spec, and what the status says of the one in its place. */
struct metric {
    struct buf *out;
    const cJSON *spec;    /* metrics[i].KIND */
    const cJSON *current; /* currentMetrics[i].KIND.current; NULL: not there */
};

static const char *unknown(void)
{
    return "<unknown>";
}

/* A quantity of the status: <unknown> without the metric, 0 without the field. */
static void add_current(const struct metric *m, const char *field)
{
    if (m->current == NULL)
        buf_adds(m->out, unknown());
    else
        add_quantity(m->out, doc_get(m->current, field));
}

static void add_target(const struct metric *m, const char *field)
{
    buf_adds(m->out, " / ");
    add_quantity(m->out, doc_get(doc_get(m->spec, "target"), field));
    buf_addc(m->out, '\n');
}

static void say_external(const struct metric *m)
{
    char *name = str_quote(text_at(m->spec, "metric.name"));
    bool average = doc_at(m->spec, "target.averageValue") != NULL;
    const char *field = average ? "averageValue" : "value";
    say(m->out, 1, "%s (target %s):\t", name, average ? "average value" : "value");
    if (average && doc_get(m->current, field) == NULL)
        buf_adds(m->out, unknown());
    else
        add_current(m, field);
    add_target(m, field);
    free(name);
}

static void say_pods(const struct metric *m)
{
    char *name = str_quote(text_at(m->spec, "metric.name"));
    say(m->out, 1, "%s on pods:\t", name);
    add_current(m, "averageValue");
    add_target(m, "averageValue");
    free(name);
}

static void say_object(const struct metric *m)
{
    bool average = str_eq(text_at(m->spec, "target.type"), "AverageValue");
    const char *field = average ? "averageValue" : "value";
    say(m->out, 1, "\"%s\" on %s/%s (target %s):\t", text_at(m->spec, "metric.name"),
        text_at(m->spec, "describedObject.kind"), text_at(m->spec, "describedObject.name"),
        average ? "average value" : "value");
    add_current(m, field);
    add_target(m, field);
}

/* A share of what the pods request, or an amount. */
static void say_resource(const struct metric *m)
{
    if (doc_at(m->spec, "target.averageValue") != NULL) {
        buf_adds(m->out, ":\t");
        add_current(m, "averageValue");
        add_target(m, "averageValue");
        return;
    }
    const char *share = number_or(m->current, "averageUtilization", NULL);
    const char *target = number_or(m->spec, "target.averageUtilization", NULL);
    say(m->out, 1, "(as a percentage of request):\t");
    if (share != NULL) {
        say(m->out, 0, "%s%% (", share);
        add_quantity(m->out, doc_get(m->current, "averageValue"));
        buf_addc(m->out, ')');
    } else {
        buf_adds(m->out, unknown());
    }
    say(m->out, 0, " / %s%s\n", target != NULL ? target : "<auto>", target != NULL ? "%" : "");
}

static void say_metric(struct buf *out, const cJSON *metric, const cJSON *status)
{
    static const char *const kinds[][2] = {{"External", "external"},
                                           {"Pods", "pods"},
                                           {"Object", "object"},
                                           {"Resource", "resource"},
                                           {"ContainerResource", "containerResource"}};
    const char *type = text_at(metric, "type");
    size_t i = 0;
    while (i < sizeof kinds / sizeof *kinds && !str_eq(type, kinds[i][0]))
        i++;
    if (i == sizeof kinds / sizeof *kinds) {
        char *quoted = str_quote(type);
        say(out, 1, "<unknown metric type %s>\n", quoted);
        free(quoted);
        return;
    }
    const cJSON *now = doc_get(status, kinds[i][1]);
    struct metric m = {.out = out,
                       .spec = doc_get(metric, kinds[i][1]),
                       .current = cJSON_IsObject(now) ? doc_get(now, "current") : NULL};
    switch (i) {
    case 0:
        say_external(&m);
        break;
    case 1:
        say_pods(&m);
        break;
    case 2:
        say_object(&m);
        break;
    case 3:
        say(out, 1, "resource %s on pods", text_at(m.spec, "name"));
        say_resource(&m);
        break;
    default:
        say(out, 1, "resource %s of container \"%s\" on pods", text_at(m.spec, "name"), text_at(m.spec, "container"));
        say_resource(&m);
    }
}

static void say_behavior(struct buf *out, const char *direction, const cJSON *rules)
{
    const cJSON *policies = doc_get(rules, "policies"), *p;
    if (!cJSON_IsObject(rules))
        return;
    say(out, 1, "%s:\n", direction);
    if (cJSON_IsNumber(doc_get(rules, "stabilizationWindowSeconds")))
        say(out, 2, "Stabilization Window: %s seconds\n", number_at(rules, "stabilizationWindowSeconds"));
    if (!is_filled(policies))
        return;
    say(out, 2, "Select Policy: %s\n", text_or(rules, "selectPolicy", "Max"));
    say(out, 2, "Policies:\n");
    cJSON_ArrayForEach(p, policies) say(out, 3, "- Type: %s\tValue: %s\tPeriod: %s seconds\n", text_at(p, "type"),
                                        number_at(p, "value"), number_at(p, "periodSeconds"));
}

static void say_head(struct description *d)
{
    char time[TIME_TEXT];
    say_name(d);
    say_labels(d);
    say_annotations(d);
    say(&d->out, 0, "CreationTimestamp:\t%s\n", time_at(d->object, "metadata.creationTimestamp", time));
    say(&d->out, 0, "Reference:\t%s/%s\n", text_at(d->object, "spec.scaleTargetRef.kind"),
        text_at(d->object, "spec.scaleTargetRef.name"));
}

static void say_replicas(struct description *d)
{
    say(&d->out, 0, "Min replicas:\t%s\n", number_or(d->object, "spec.minReplicas", "<unset>"));
    say(&d->out, 0, "Max replicas:\t%s\n", number_at(d->object, "spec.maxReplicas"));
}

static void say_pod_numbers(struct description *d)
{
    say(&d->out, 0, "%s pods:\t%s current / %s desired\n", text_at(d->object, "spec.scaleTargetRef.kind"),
        number_at(d->object, "status.currentReplicas"), number_at(d->object, "status.desiredReplicas"));
}

/* A server without autoscaling/v2. */
static struct err *print_v1(struct description *d)
{
    const char *target = number_or(d->object, "spec.targetCPUUtilizationPercentage", NULL);
    say_head(d);
    if (target != NULL) {
        say(&d->out, 0, "Target CPU utilization:\t%s%%\n", target);
        say(&d->out, 0, "Current CPU utilization:\t%s%%\n",
            number_or(d->object, "status.currentCPUUtilizationPercentage", unknown()));
    }
    say_replicas(d);
    say_pod_numbers(d);
    return NULL;
}

static struct err *print_autoscaler(struct description *d)
{
    static const struct describe_column columns[] = {{"Type", "----", "type", false},
                                                     {"Status", "------", "status", false},
                                                     {"Reason", "------", "reason", false},
                                                     {"Message", "-------", "message", false}};
    const cJSON *o = d->object, *behavior = doc_at(o, "spec.behavior"), *metric;
    const cJSON *status = doc_at(o, "status.currentMetrics");
    struct buf *out = &d->out;
    if (str_eq(d->resource->version, "v1"))
        return print_v1(d);
    say_head(d);
    say(out, 0, "Metrics:\t( current / target )\n");
    status = status != NULL ? status->child : NULL;
    cJSON_ArrayForEach(metric, doc_at(o, "spec.metrics"))
    {
        say_metric(out, metric, status);
        status = status != NULL ? status->next : NULL;
    }
    say_replicas(d);
    if (cJSON_IsObject(behavior)) {
        say(out, 0, "Behavior:\n");
        say_behavior(out, "Scale Up", doc_get(behavior, "scaleUp"));
        say_behavior(out, "Scale Down", doc_get(behavior, "scaleDown"));
    }
    say_pod_numbers(d);
    if (is_filled(doc_at(o, "status.conditions"))) {
        say(out, 0, "Conditions:\n");
        say_conditions(out, doc_at(o, "status.conditions"), columns, 4, "\t");
    }
    return NULL;
}

const struct describer describers_autoscaling[] = {
    {"autoscaling", "HorizontalPodAutoscaler", "v2", NULL, print_autoscaler, false},
    {0},
};
