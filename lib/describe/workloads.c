/* workloads.c - what runs pods: deployments, sets, controllers, and the budgets that guard them, in words. */
#include "describe/describe.h"

#include "api/status.h"
#include "base/mem.h"
#include "base/strv.h"
#include "describe/podtemplate.h"
#include "describe/volumes.h"
#include "resource/selector.h"

#include <stdlib.h>
#include <string.h>

/* The text of spec.selector for a request, or NULL with d's error kept for print (an operator that does not exist). */
static char *selector_of(const cJSON *object)
{
    char *text = NULL;
    err_free(selector_text_of(doc_at(object, "spec.selector"), &text));
    return text;
}

/* "Selector:" as the Go type prints itself: empty for everything. */
static void say_selector(struct buf *out, const cJSON *object)
{
    char *text = selector_of(object);
    say(out, 0, "Selector:\t%s\n", text != NULL ? text : "");
    free(text);
}

static void say_created(struct description *d)
{
    char time[TIME_TEXT];
    say(&d->out, 0, "CreationTimestamp:\t%s\n", time_at(d->object, "metadata.creationTimestamp", time));
}

static void say_counts(struct description *d, size_t read)
{
    struct pod_counts c = describe_count_pods(d, read);
    say(&d->out, 0, "%zu Running / %zu Waiting / %zu Succeeded / %zu Failed\n", c.running, c.waiting, c.succeeded,
        c.failed);
}

static void say_workload_conditions(struct description *d)
{
    const cJSON *conditions = doc_at(d->object, "status.conditions"), *c;
    if (!is_filled(conditions))
        return;
    say(&d->out, 0, "Conditions:\n  Type\tStatus\tReason\n  ----\t------\t------\n");
    cJSON_ArrayForEach(c, conditions)
        say(&d->out, 1, "%s \t%s\t%s\n", text_at(c, "type"), text_at(c, "status"), text_at(c, "reason"));
}

static void ask_pods(struct description *d)
{
    char *selector = selector_of(d->object);
    describe_ask_list(d, "v1", "Pod", text_at(d->object, "metadata.namespace"), selector, NULL, true);
    free(selector);
}

enum { PODS = 1 };

/* ---- deployments ---- */

enum { SETS = 1 };

static void ask_deployment(struct description *d)
{
    char *selector = selector_of(d->object);
    describe_ask_list(d, "apps/v1", "ReplicaSet", text_at(d->object, "metadata.namespace"), selector, NULL, true);
    free(selector);
}

static cJSON *template_without_hash(const cJSON *object)
{
    cJSON *copy = doc_dup(doc_at(object, "spec.template"));
    doc_remove(doc_at(copy, "metadata.labels"), "pod-template-hash");
    return copy;
}

static int by_age(const void *a, const void *b)
{
    const cJSON *x = *(const cJSON *const *)a, *y = *(const cJSON *const *)b;
    int c = strcmp(text_at(x, "metadata.creationTimestamp"), text_at(y, "metadata.creationTimestamp"));
    return c != 0 ? c : strcmp(text_at(x, "metadata.name"), text_at(y, "metadata.name"));
}

static void add_set(struct buf *out, const cJSON *set)
{
    buf_addf(out, "%s%s (%s/%s replicas created)", out->len > 0 ? ", " : "", text_at(set, "metadata.name"),
             number_at(set, "status.replicas"), number_at(set, "spec.replicas"));
}

/* The deployment's own replica sets: the oldest with its present template is the new one, those others that run pods
 * or once did are old. */
static void say_sets(struct description *d)
{
    const cJSON *one, *newest = NULL, *all = describe_read_at(d, SETS)->answer;
    size_t n = 0;
    const cJSON **own = xcalloc((size_t)cJSON_GetArraySize(all) + 1, sizeof *own);
    struct buf old = buf_new(), new = buf_new();
    cJSON_ArrayForEach(one, all)
    {
        const cJSON *owner = controller_of(one);
        if (owner != NULL && str_eq(text_at(owner, "uid"), text_at(d->object, "metadata.uid")))
            own[n++] = one;
    }
    if (n > 0) {
        const cJSON **sorted = xmemdup(own, n * sizeof *own);
        qsort(sorted, n, sizeof *sorted, by_age);
        cJSON *template = template_without_hash(d->object);
        for (size_t i = 0; i < n && newest == NULL; i++) {
            cJSON *other = template_without_hash(sorted[i]);
            newest = doc_equal(template, other) ? sorted[i] : NULL;
            cJSON_Delete(other);
        }
        cJSON_Delete(template);
        free(sorted);
    }
    for (size_t i = 0; i < n; i++)
        add_set(own[i] == newest ? &new : &old, own[i]);
    if (n > 0) {
        say(&d->out, 0, "OldReplicaSets:\t%s\n", old.len > 0 ? old.data : "<none>");
        say(&d->out, 0, "NewReplicaSet:\t%s\n", new.len > 0 ? new.data : "<none>");
    }
    buf_release(&old);
    buf_release(&new);
    free(own);
}

static struct err *print_deployment(struct description *d)
{
    const cJSON *o = d->object, *rolling = doc_at(o, "spec.strategy.rollingUpdate");
    struct buf *out = &d->out;
    say_name(d);
    say_created(d);
    say_labels(d);
    say_annotations(d);
    say_selector(out, o);
    say(out, 0, "Replicas:\t%s desired | %s updated | %s total | %s available | %s unavailable\n",
        number_at(o, "spec.replicas"), number_at(o, "status.updatedReplicas"), number_at(o, "status.replicas"),
        number_at(o, "status.availableReplicas"), number_at(o, "status.unavailableReplicas"));
    say(out, 0, "StrategyType:\t%s\n", text_at(o, "spec.strategy.type"));
    say(out, 0, "MinReadySeconds:\t%s\n", number_at(o, "spec.minReadySeconds"));
    if (cJSON_IsObject(rolling))
        say(out, 0, "RollingUpdateStrategy:\t%s max unavailable, %s max surge\n", port_at(rolling, "maxUnavailable"),
            port_at(rolling, "maxSurge"));
    describe_pod_template(out, doc_at(o, "spec.template"));
    say_workload_conditions(d);
    say_sets(d);
    return NULL;
}

/* ---- sets and controllers ---- */

static struct err *print_replica_set(struct description *d)
{
    const cJSON *o = d->object;
    struct buf *out = &d->out;
    say_name(d);
    buf_adds(out, "Selector:\t");
    add_selector(out, doc_at(o, "spec.selector"));
    buf_addc(out, '\n');
    say_labels(d);
    say_annotations(d);
    say_controller(out, o);
    say(out, 0, "Replicas:\t%s current / %s desired\n", number_at(o, "status.replicas"), number_at(o, "spec.replicas"));
    say(out, 0, "Pods Status:\t");
    const struct describe_read *pods = describe_read_at(d, PODS);
    if (pods->err != NULL) {
        char *why = err_go_text(pods->err);
        say(out, 0, "error in fetching pods: %s\n", why);
        free(why);
    } else {
        say_counts(d, PODS);
    }
    describe_pod_template(out, doc_at(o, "spec.template"));
    say_workload_conditions(d);
    return NULL;
}

static void ask_controller(struct description *d)
{
    struct buf selector = buf_new();
    const cJSON *labels = doc_at(d->object, "spec.selector");
    if (is_filled(labels))
        add_labels_line(&selector, labels);
    describe_ask_list(d, "v1", "Pod", text_at(d->object, "metadata.namespace"), selector.len > 0 ? selector.data : "",
                      NULL, true);
    buf_release(&selector);
}

static struct err *print_controller(struct description *d)
{
    const cJSON *o = d->object;
    struct buf *out = &d->out;
    struct err *e = describe_take_error(d, PODS);
    if (e != NULL)
        return e;
    say_name(d);
    buf_adds(out, "Selector:\t");
    add_labels_line(out, doc_at(o, "spec.selector"));
    buf_addc(out, '\n');
    say_labels(d);
    say_annotations(d);
    say(out, 0, "Replicas:\t%s current / %s desired\nPods Status:\t", number_at(o, "status.replicas"),
        number_at(o, "spec.replicas"));
    say_counts(d, PODS);
    describe_pod_template(out, doc_at(o, "spec.template"));
    say_workload_conditions(d);
    return NULL;
}

static struct err *print_daemon_set(struct description *d)
{
    const cJSON *o = d->object, *status = doc_get(o, "status");
    struct buf *out = &d->out;
    struct err *e = describe_take_error(d, PODS);
    if (e != NULL)
        return e;
    say_name(d);
    say_selector(out, o);
    buf_adds(out, "Node-Selector:\t");
    add_labels_line(out, doc_at(o, "spec.template.spec.nodeSelector"));
    buf_addc(out, '\n');
    say_labels(d);
    say_annotations(d);
    say(out, 0, "Desired Number of Nodes Scheduled: %s\n", number_at(status, "desiredNumberScheduled"));
    say(out, 0, "Current Number of Nodes Scheduled: %s\n", number_at(status, "currentNumberScheduled"));
    say(out, 0, "Number of Nodes Scheduled with Up-to-date Pods: %s\n", number_at(status, "updatedNumberScheduled"));
    say(out, 0, "Number of Nodes Scheduled with Available Pods: %s\n", number_at(status, "numberAvailable"));
    say(out, 0, "Number of Nodes Misscheduled: %s\nPods Status:\t", number_at(status, "numberMisscheduled"));
    say_counts(d, PODS);
    describe_pod_template(out, doc_at(o, "spec.template"));
    return NULL;
}

/* ---- stateful sets ---- */

static const char *class_of_claim(const cJSON *claim)
{
    const cJSON *beta = doc_get(doc_at(claim, "metadata.annotations"), "volume.beta.kubernetes.io/storage-class");
    return cJSON_IsString(beta) ? beta->valuestring : text_at(claim, "spec.storageClassName");
}

static void say_claim_templates(struct buf *out, const cJSON *templates)
{
    const cJSON *t;
    say(out, 0, "Volume Claims:%s\n", is_filled(templates) ? "" : "\t<none>");
    cJSON_ArrayForEach(t, templates)
    {
        const cJSON *storage = doc_at(t, "spec.resources.requests.storage");
        say(out, 1, "Name:\t%s\n", text_at(t, "metadata.name"));
        say(out, 1, "StorageClass:\t%s\n", class_of_claim(t));
        describe_labels(out, "", "  Labels", "\t", doc_at(t, "metadata.labels"));
        describe_labels(out, "", "  Annotations", "\t", doc_at(t, "metadata.annotations"));
        say(out, 1, "Capacity:\t");
        if (storage != NULL)
            add_quantity(out, storage);
        else
            buf_adds(out, "<default>");
        say(out, 0, "\n  Access Modes:\t");
        add_go_list(out, doc_at(t, "spec.accessModes"));
        buf_addc(out, '\n');
    }
}

static struct err *print_stateful_set(struct description *d)
{
    const cJSON *o = d->object, *rolling = doc_at(o, "spec.updateStrategy.rollingUpdate");
    const cJSON *retention = doc_at(o, "spec.persistentVolumeClaimRetentionPolicy");
    struct buf *out = &d->out;
    struct err *e = describe_take_error(d, PODS);
    if (e != NULL)
        return e;
    say_name(d);
    say_created(d);
    say_selector(out, o);
    say_labels(d);
    say_annotations(d);
    if (text_at(o, "spec.serviceName")[0] != '\0')
        say(out, 0, "Service Name:\t%s\n", text_at(o, "spec.serviceName"));
    if (text_at(o, "spec.podManagementPolicy")[0] != '\0')
        say(out, 0, "Pod Management Policy:\t%s\n", text_at(o, "spec.podManagementPolicy"));
    say(out, 0, "Replicas:\t%s desired | %s total\n", number_at(o, "spec.replicas"), number_at(o, "status.replicas"));
    say(out, 0, "Update Strategy:\t%s\n", text_at(o, "spec.updateStrategy.type"));
    if (cJSON_IsNumber(doc_get(rolling, "partition"))) {
        say(out, 1, "Partition:\t%s\n", number_at(rolling, "partition"));
        if (doc_get(rolling, "maxUnavailable") != NULL)
            say(out, 1, "MaxUnavailable:\t%s\n", port_at(rolling, "maxUnavailable"));
    }
    if (cJSON_IsObject(retention)) {
        say(out, 0, "Persistent Volume Claim Retention Policy:\n");
        say(out, 1, "WhenDeleted:\t%s\n", text_at(retention, "whenDeleted"));
        say(out, 1, "WhenScaled:\t%s\n", text_at(retention, "whenScaled"));
    }
    say(out, 0, "Pods Status:\t");
    say_counts(d, PODS);
    describe_pod_template(out, doc_at(o, "spec.template"));
    say_claim_templates(out, doc_at(o, "spec.volumeClaimTemplates"));
    return NULL;
}

/* ---- budgets ---- */

static struct err *print_budget(struct description *d)
{
    const cJSON *o = d->object, *selector = doc_at(o, "spec.selector");
    struct buf *out = &d->out;
    say_name(d);
    if (doc_at(o, "spec.minAvailable") != NULL)
        say(out, 0, "Min available:\t%s\n", port_at(o, "spec.minAvailable"));
    else if (doc_at(o, "spec.maxUnavailable") != NULL)
        say(out, 0, "Max unavailable:\t%s\n", port_at(o, "spec.maxUnavailable"));
    buf_adds(out, "Selector:\t");
    if (cJSON_IsObject(selector))
        add_selector(out, selector);
    else
        buf_adds(out, "<unset>");
    say(out, 0, "\nStatus:\n");
    say(out, 2, "Allowed disruptions:\t%s\n", number_at(o, "status.disruptionsAllowed"));
    say(out, 2, "Current:\t%s\n", number_at(o, "status.currentHealthy"));
    say(out, 2, "Desired:\t%s\n", number_at(o, "status.desiredHealthy"));
    say(out, 2, "Total:\t%s\n", number_at(o, "status.expectedPods"));
    return NULL;
}

const struct describer describers_workloads[] = {
    {"apps", "Deployment", "v1", ask_deployment, print_deployment, false},
    {"apps", "ReplicaSet", "v1", ask_pods, print_replica_set, false},
    {"apps", "DaemonSet", "v1", ask_pods, print_daemon_set, false},
    {"apps", "StatefulSet", "v1", ask_pods, print_stateful_set, false},
    {"", "ReplicationController", "v1", ask_controller, print_controller, false},
    {"policy", "PodDisruptionBudget", "v1", NULL, print_budget, false},
    {0},
};
