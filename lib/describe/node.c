/* node.c - nodes in words, with the pods that run on them. */
#include "describe/describe.h"

#include "api/status.h"
#include "base/mem.h"
#include "base/quantity.h"
#include "base/strv.h"
#include "describe/pod.h"

#include <stdlib.h>
#include <string.h>

#define POOLS_SHOWN 10

enum { PODS = 1, SLICES, LEASE };

static void ask_node(struct description *d)
{
    const char *name = text_at(d->object, "metadata.name");
    char *fields = xasprintf("spec.nodeName=%s,status.phase!=Succeeded,status.phase!=Failed", name);
    char *of_node = xasprintf("spec.nodeName=%s", name);
    describe_ask_list(d, "v1", "Pod", "", NULL, fields, true);
    describe_ask_list(d, "resource.k8s.io/v1", "ResourceSlice", "", NULL, of_node, false);
    describe_ask_object(d, "coordination.k8s.io/v1", "Lease", "kube-node-lease", name);
    if (d->o.show_events) { /* controllers know a node by its uid, the kubelet by its name */
        d->events = describe_ask_events(d, false, NULL);
        d->more_events = describe_ask_events(d, false, name);
    }
    free(of_node);
    free(fields);
}

/* ---- the head ---- */

static int by_words(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void say_roles(struct buf *out, const cJSON *labels)
{
    static const char prefix[] = "node-role.kubernetes.io/";
    size_t n = 0, shown = 0;
    const cJSON *one;
    const char **v = xcalloc((size_t)cJSON_GetArraySize(labels) + 1, sizeof *v);
    cJSON_ArrayForEach(one, labels)
    {
        if (str_starts(one->string, prefix))
            v[n++] = one->string + sizeof prefix - 1;
        else if (str_eq(one->string, "kubernetes.io/role"))
            v[n++] = text_of(one);
    }
    if (n > 0)
        qsort(v, n, sizeof *v, by_words);
    say(out, 0, "Roles:\t");
    for (size_t i = 0; i < n; i++) {
        if (v[i][0] != '\0' && (i == 0 || !str_eq(v[i], v[i - 1])))
            say(out, 0, "%s%s", shown++ > 0 ? "," : "", v[i]);
    }
    buf_adds(out, shown > 0 ? "\n" : "<none>\n");
    free(v);
}

static bool taint_before(const cJSON *a, const cJSON *b)
{
    char *x = xasprintf("%s,%s", text_at(a, "effect"), text_at(a, "key"));
    char *y = xasprintf("%s,%s", text_at(b, "effect"), text_at(b, "key"));
    bool before = strcmp(x, y) < 0;
    free(x);
    free(y);
    return before;
}

static void say_taints(struct buf *out, const cJSON *taints)
{
    size_t n = 0;
    const cJSON **v = xcalloc((size_t)cJSON_GetArraySize(taints) + 1, sizeof *v), *one;
    cJSON_ArrayForEach(one, taints)
    {
        size_t at = n++;
        for (; at > 0 && taint_before(one, v[at - 1]); at--)
            v[at] = v[at - 1];
        v[at] = one;
    }
    say(out, 0, "Taints:\t%s", n > 0 ? "" : "<none>\n");
    for (size_t i = 0; i < n; i++) {
        const char *value = text_at(v[i], "value"), *effect = text_at(v[i], "effect");
        say(out, 0, "%s%s", i > 0 ? "\t" : "", text_at(v[i], "key"));
        if (value[0] != '\0')
            say(out, 0, "=%s:%s\n", value, effect);
        else
            say(out, 0, "%s%s\n", effect[0] != '\0' ? ":" : "", effect);
    }
    free(v);
}

static const char *time_or_unset(const cJSON *object, const char *path, char text[TIME_TEXT])
{
    return text_at(object, path)[0] != '\0' ? time_at(object, path, text) : "<unset>";
}

static void say_lease(struct buf *out, const struct describe_read *lease)
{
    char time[TIME_TEXT];
    if (lease->err != NULL) {
        char *why = err_go_text(lease->err);
        say(out, 0, "Lease:\tFailed to get lease: %s\n", why);
        free(why);
        return;
    }
    const cJSON *holder = doc_at(lease->answer, "spec.holderIdentity");
    say(out, 0, "Lease:\n");
    say(out, 1, "HolderIdentity:\t%s\n", cJSON_IsString(holder) ? holder->valuestring : "<unset>");
    say(out, 1, "AcquireTime:\t%s\n", time_or_unset(lease->answer, "spec.acquireTime", time));
    say(out, 1, "RenewTime:\t%s\n", time_or_unset(lease->answer, "spec.renewTime", time));
}

static void say_amounts(struct buf *out, const char *title, const cJSON *list)
{
    size_t n = 0;
    if (!is_filled(list))
        return;
    const cJSON **members = doc_sorted(list, &n);
    say(out, 0, "%s:\n", title);
    for (size_t i = 0; i < n; i++) {
        say(out, 1, "%s:\t", members[i]->string);
        add_quantity(out, members[i]);
        buf_addc(out, '\n');
    }
    free(members);
}

/* ---- devices ---- */

static void say_slices(struct buf *out, const cJSON *slices)
{
    cJSON *pools = cJSON_CreateObject(), *pool;
    const cJSON *slice;
    size_t shown = 0, n;
    cJSON_ArrayForEach(slice, slices)
    {
        char *key = xasprintf("%s/%s", text_at(slice, "spec.driver"), text_at(slice, "spec.pool.name"));
        if (doc_get(pools, key) == NULL)
            doc_set_sorted(pools, key, cJSON_CreateArray());
        cJSON_AddItemToArray(doc_get(pools, key), cJSON_CreateObject());
        doc_set(doc_get(pools, key)->child->prev, "slice", doc_dup(doc_get(slice, "spec")));
        free(key);
    }
    n = (size_t)cJSON_GetArraySize(pools);
    if (n > 0)
        say(out, 0, "Node-Local ResourceSlices:\n  Driver\tPool\tSlices\tDevices\n  ------\t----\t------\t-------\n");
    cJSON_ArrayForEach(pool, pools)
    {
        int devices = 0;
        if (shown++ >= POOLS_SHOWN) {
            say(out, 1, "...and %zu more pools\n", n - POOLS_SHOWN);
            break;
        }
        cJSON_ArrayForEach(slice, pool) devices += cJSON_GetArraySize(doc_at(slice, "slice.devices"));
        say(out, 1, "%s\t%s\t%d\t%d\n", text_at(pool->child, "slice.driver"), text_at(pool->child, "slice.pool.name"),
            cJSON_GetArraySize(pool), devices);
    }
    cJSON_Delete(pools);
}

/* ---- pods ---- */

static int64_t scaled(const cJSON *v, int scale)
{
    struct quantity q;
    const char *text = cJSON_IsNumber(v) ? doc_number_text(v) : cJSON_IsString(v) ? v->valuestring : "0";
    return quantity_parse(text, &q) == NULL ? quantity_scaled(&q, scale) : 0;
}

/* An amount with its share of what the node has, in percent, cut to a whole number. */
static void add_share(struct buf *out, const cJSON *amount, const cJSON *all, int scale, bool zero_is_zero)
{
    double whole = (double)scaled(all, scale), part = (double)scaled(amount, scale);
    add_quantity(out, amount);
    if (whole != 0.0)
        buf_addf(out, " (%lld%%)", (long long)(part / whole * 100));
    else /* Go's conversion of a NaN or infinity on amd64 */
        buf_adds(out, zero_is_zero ? " (0%)" : " (-9223372036854775808%)");
}

static void say_pod(struct buf *out, const cJSON *pod, const cJSON *allocatable)
{
    cJSON *requests = cJSON_CreateObject(), *limits = cJSON_CreateObject();
    char *age = age_at(pod, "metadata.creationTimestamp");
    pod_add_resources(requests, pod, false, true);
    pod_add_resources(limits, pod, true, true);
    say(out, 1, "%s\t%s\t\t", text_at(pod, "metadata.namespace"), text_at(pod, "metadata.name"));
    add_share(out, doc_get(requests, "cpu"), doc_get(allocatable, "cpu"), -3, false);
    buf_addc(out, '\t');
    add_share(out, doc_get(limits, "cpu"), doc_get(allocatable, "cpu"), -3, false);
    buf_addc(out, '\t');
    add_share(out, doc_get(requests, "memory"), doc_get(allocatable, "memory"), 0, false);
    buf_addc(out, '\t');
    add_share(out, doc_get(limits, "memory"), doc_get(allocatable, "memory"), 0, false);
    say(out, 0, "\t%s\n", age);
    free(age);
    cJSON_Delete(requests);
    cJSON_Delete(limits);
}

struct totals {
    struct buf *out;
    const cJSON *allocatable, *requests, *limits;
};

static void say_total(const struct totals *t, const char *name, int scale)
{
    say(t->out, 1, "%s\t", name);
    add_share(t->out, doc_get(t->requests, name), doc_get(t->allocatable, name), scale, true);
    buf_addc(t->out, '\t');
    add_share(t->out, doc_get(t->limits, name), doc_get(t->allocatable, name), scale, true);
    buf_addc(t->out, '\n');
}

static void say_other_totals(const struct totals *t)
{
    size_t n = 0;
    const cJSON **members = cJSON_IsObject(t->allocatable) ? doc_sorted(t->allocatable, &n) : NULL;
    for (size_t i = 0; i < n; i++) {
        if (str_starts(members[i]->string, "hugepages-"))
            say_total(t, members[i]->string, 0);
    }
    for (size_t i = 0; i < n; i++) {
        const char *name = members[i]->string;
        if (str_starts(name, "hugepages-") || str_eq(name, "cpu") || str_eq(name, "memory") ||
            str_eq(name, "ephemeral-storage") || str_eq(name, "pods"))
            continue;
        say(t->out, 1, "%s\t", name);
        add_quantity(t->out, doc_get(t->requests, name));
        buf_addc(t->out, '\t');
        add_quantity(t->out, doc_get(t->limits, name));
        buf_addc(t->out, '\n');
    }
    free(members);
}

static void say_pods(struct buf *out, const cJSON *node, const cJSON *pods)
{
    const cJSON *allocatable = doc_at(node, "status.allocatable"), *pod;
    cJSON *requests = cJSON_CreateObject(), *limits = cJSON_CreateObject();
    if (!is_filled(allocatable))
        allocatable = doc_at(node, "status.capacity");
    say(out, 0, "Non-terminated Pods:\t(%d in total)\n", cJSON_GetArraySize(pods));
    say(out, 1, "Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge\n");
    say(out, 1, "---------\t----\t\t------------\t----------\t---------------\t-------------\t---\n");
    cJSON_ArrayForEach(pod, pods)
    {
        say_pod(out, pod, allocatable);
        pod_add_resources(requests, pod, false, false);
        pod_add_resources(limits, pod, true, false);
    }
    say(out, 0, "Allocated resources:\n  (Total limits may be over 100 percent, i.e., overcommitted.)\n");
    say(out, 1, "Resource\tRequests\tLimits\n  --------\t--------\t------\n");
    struct totals t = {.out = out, .allocatable = allocatable, .requests = requests, .limits = limits};
    say_total(&t, "cpu", -3);
    say_total(&t, "memory", 0);
    say_total(&t, "ephemeral-storage", 0);
    say_other_totals(&t);
    cJSON_Delete(requests);
    cJSON_Delete(limits);
}

/* ---- the whole ---- */

static void say_system(struct buf *out, const cJSON *info)
{
    static const char *const lines[][2] = {{"Machine ID", "machineID"},
                                           {"System UUID", "systemUUID"},
                                           {"Boot ID", "bootID"},
                                           {"Kernel Version", "kernelVersion"},
                                           {"OS Image", "osImage"},
                                           {"Operating System", "operatingSystem"},
                                           {"Architecture", "architecture"},
                                           {"Container Runtime Version", "containerRuntimeVersion"},
                                           {"Kubelet Version", "kubeletVersion"}};
    say(out, 0, "System Info:\n");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        say(out, 1, "%s:\t%s\n", lines[i][0], text_at(info, lines[i][1]));
}

static void say_node_head(struct description *d)
{
    char time[TIME_TEXT];
    const cJSON *o = d->object;
    struct buf *out = &d->out;
    say(out, 0, "Name:\t%s\n", text_at(o, "metadata.name"));
    say_roles(out, doc_at(o, "metadata.labels"));
    say_labels(d);
    say_annotations(d);
    say(out, 0, "CreationTimestamp:\t%s\n", time_at(o, "metadata.creationTimestamp", time));
    say_taints(out, doc_at(o, "spec.taints"));
    say(out, 0, "Unschedulable:\t%s\n", bool_at(o, "spec.unschedulable"));
    say_lease(out, describe_read_at(d, LEASE));
}

static struct err *print_node(struct description *d)
{
    static const struct describe_column columns[] = {
        {"Type", "----", "type", false},
        {"Status", "------", "status", false},
        {"LastHeartbeatTime", "-----------------", "lastHeartbeatTime", true},
        {"LastTransitionTime", "------------------", "lastTransitionTime", true},
        {"Reason", "------", "reason", false},
        {"Message", "-------", "message", false}};
    const cJSON *o = d->object, *status = doc_get(o, "status"), *one;
    const struct describe_read *pods = describe_read_at(d, PODS);
    struct buf *out = &d->out;
    if (pods->err != NULL && !err_has_reason(pods->err, "Forbidden"))
        return describe_take_error(d, PODS);
    say_node_head(d);
    if (is_filled(doc_get(status, "conditions"))) {
        say(out, 0, "Conditions:\n");
        say_conditions(out, doc_get(status, "conditions"), columns, 6, " \t");
    }
    say(out, 0, "Addresses:\n");
    cJSON_ArrayForEach(one, doc_get(status, "addresses"))
        say(out, 1, "%s:\t%s\n", text_at(one, "type"), text_at(one, "address"));
    say_amounts(out, "Capacity", doc_get(status, "capacity"));
    say_amounts(out, "Allocatable", doc_get(status, "allocatable"));
    say_slices(out, describe_read_at(d, SLICES)->answer);
    say_system(out, doc_get(status, "nodeInfo"));
    if (text_at(o, "spec.podCIDR")[0] != '\0')
        say(out, 0, "PodCIDR:\t%s\n", text_at(o, "spec.podCIDR"));
    if (is_filled(doc_at(o, "spec.podCIDRs"))) {
        say(out, 0, "PodCIDRs:\t");
        add_joined(out, doc_at(o, "spec.podCIDRs"), ",");
        buf_addc(out, '\n');
    }
    if (text_at(o, "spec.providerID")[0] != '\0')
        say(out, 0, "ProviderID:\t%s\n", text_at(o, "spec.providerID"));
    if (pods->answer != NULL)
        say_pods(out, o, pods->answer);
    else
        say(out, 0, "Pods:\tnot authorized\n");
    return NULL;
}

const struct describer describers_node[] = {
    {"", "Node", "v1", ask_node, print_node, false},
    {"", "Pod", "v1", ask_pod, print_pod, false},
    {0},
};
