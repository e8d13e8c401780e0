/* clean.c - objects as somebody would have written them. */
#include "print/clean.h"

#include "base/base64.h"
#include "base/mem.h"
#include "base/strv.h"
#include "base/utf8.h"
#include "doc/doc.h"

#include <stdlib.h>
#include <string.h>

/* ---- rules ---- */

/* What goes: the member at `path`, in which "x[]" stands for each element of the list x. value NULL: always; "{}": an
 * empty object or list; "null": null; else a scalar of this text. */
struct rule {
    const char *path, *value;
};

static const struct rule of_all[] = {
    {"status", NULL},
    {"metadata.managedFields", NULL},
    {"metadata.uid", NULL},
    {"metadata.resourceVersion", NULL},
    {"metadata.creationTimestamp", NULL},
    {"metadata.deletionTimestamp", NULL},
    {"metadata.deletionGracePeriodSeconds", NULL},
    {"metadata.generation", NULL},
    {"metadata.selfLink", NULL},
    {"metadata.ownerReferences", NULL}, /* they name uids, and an object of a foreign owner is collected as garbage */
    {0},
};

/* Annotations that controllers write, and the one that apply writes anew. */
static const char *const annotations[] = {
    "autoscaling.alpha.kubernetes.io/conditions",
    "autoscaling.alpha.kubernetes.io/current-metrics",
    "batch.kubernetes.io/job-tracking",
    "control-plane.alpha.kubernetes.io/leader",
    "deployment.kubernetes.io/desired-replicas",
    "deployment.kubernetes.io/max-replicas",
    "deployment.kubernetes.io/revision",
    "deprecated.daemonset.template.generation",
    "endpoints.kubernetes.io/last-change-trigger-time",
    "kubectl.kubernetes.io/last-applied-configuration",
    "kubernetes.io/service-account.uid",
    "pv.kubernetes.io/bind-completed",
    "pv.kubernetes.io/bound-by-controller",
    "pv.kubernetes.io/migrated-to",
    "pv.kubernetes.io/provisioned-by",
    "volume.beta.kubernetes.io/storage-provisioner",
    "volume.kubernetes.io/selected-node",
    "volume.kubernetes.io/storage-provisioner",
    NULL,
};

static const char *const finalizers[] = {"kubernetes.io/pvc-protection", "kubernetes.io/pv-protection",
                                         "foregroundDeletion", "orphan", NULL};

/* The spec of pods and of their templates. */
static const struct rule of_pod_spec[] = {
    {"dnsPolicy", "ClusterFirst"},
    {"enableServiceLinks", "true"},
    {"restartPolicy", "Always"},
    {"schedulerName", "default-scheduler"},
    {"securityContext", "{}"},
    {"terminationGracePeriodSeconds", "30"},
    {"serviceAccount", NULL}, /* the old name of serviceAccountName */
    {"volumes[].configMap.defaultMode", "420"},
    {"volumes[].secret.defaultMode", "420"},
    {"volumes[].downwardAPI.defaultMode", "420"},
    {"volumes[].projected.defaultMode", "420"},
    {"volumes[].hostPath.type", ""},
    {"volumes[].downwardAPI.items[].fieldRef.apiVersion", "v1"},
    {"volumes[].projected.sources[].downwardAPI.items[].fieldRef.apiVersion", "v1"},
    {0},
};

static const struct rule of_container[] = {
    {"resources", "{}"},
    {"terminationMessagePath", "/dev/termination-log"},
    {"terminationMessagePolicy", "File"},
    {"ports[].protocol", "TCP"},
    {"env[].valueFrom.fieldRef.apiVersion", "v1"},
    {"env[].valueFrom.resourceFieldRef.divisor", "0"},
    {"lifecycle.postStart.httpGet.scheme", "HTTP"},
    {"lifecycle.preStop.httpGet.scheme", "HTTP"},
    {0},
};

static const struct rule of_probe[] = {
    {"failureThreshold", "3"},
    {"periodSeconds", "10"},
    {"successThreshold", "1"},
    {"timeoutSeconds", "1"},
    {"httpGet.scheme", "HTTP"},
    {"grpc.service", ""},
    {0},
};

/* What the scheduler and admission write into pods. */
static const struct rule of_pod[] = {
    {"spec.nodeName", NULL},
    {"spec.priority", NULL},
    {"spec.preemptionPolicy", "PreemptLowerPriority"},
    {"spec.serviceAccountName", "default"},
    {0},
};

static const struct rule of_deployment[] = {
    {"spec.progressDeadlineSeconds", "600"},
    {"spec.revisionHistoryLimit", "10"},
    {"spec.strategy.rollingUpdate.maxSurge", "25%"},
    {"spec.strategy.rollingUpdate.maxUnavailable", "25%"},
    {"spec.strategy.rollingUpdate", "{}"},
    {"spec.strategy.type", "RollingUpdate"},
    {"spec.strategy", "{}"},
    {0},
};

static const struct rule of_stateful_set[] = {
    {"spec.podManagementPolicy", "OrderedReady"},
    {"spec.revisionHistoryLimit", "10"},
    {"spec.persistentVolumeClaimRetentionPolicy.whenDeleted", "Retain"},
    {"spec.persistentVolumeClaimRetentionPolicy.whenScaled", "Retain"},
    {"spec.persistentVolumeClaimRetentionPolicy", "{}"},
    {"spec.updateStrategy.rollingUpdate.partition", "0"},
    {"spec.updateStrategy.rollingUpdate.maxUnavailable", "1"},
    {"spec.updateStrategy.rollingUpdate", "{}"},
    {"spec.updateStrategy.type", "RollingUpdate"},
    {"spec.updateStrategy", "{}"},
    {"spec.volumeClaimTemplates[].status", NULL},
    {"spec.volumeClaimTemplates[].metadata.creationTimestamp", NULL},
    {"spec.volumeClaimTemplates[].spec.volumeMode", "Filesystem"},
    {0},
};

static const struct rule of_daemon_set[] = {
    {"spec.revisionHistoryLimit", "10"},
    {"spec.updateStrategy.rollingUpdate.maxSurge", "0"},
    {"spec.updateStrategy.rollingUpdate.maxUnavailable", "1"},
    {"spec.updateStrategy.rollingUpdate", "{}"},
    {"spec.updateStrategy.type", "RollingUpdate"},
    {"spec.updateStrategy", "{}"},
    {0},
};

/* Of a Job's spec, also in a CronJob. completions and parallelism stay: their defaults depend on each other. */
static const struct rule of_job_spec[] = {
    {"backoffLimit", "6"},       {"completionMode", "NonIndexed"},
    {"manualSelector", "false"}, {"podReplacementPolicy", "TerminatingOrFailed"},
    {"suspend", "false"},        {0},
};

static const struct rule of_cron_job[] = {
    {"spec.concurrencyPolicy", "Allow"},
    {"spec.failedJobsHistoryLimit", "1"},
    {"spec.successfulJobsHistoryLimit", "3"},
    {"spec.suspend", "false"},
    {"spec.jobTemplate.metadata.creationTimestamp", NULL},
    {"spec.jobTemplate.metadata", "{}"},
    {0},
};

static const struct rule of_service[] = {
    {"spec.allocateLoadBalancerNodePorts", "true"},
    {"spec.clusterIPs", NULL},
    {"spec.externalTrafficPolicy", "Cluster"},
    {"spec.healthCheckNodePort", NULL},
    {"spec.internalTrafficPolicy", "Cluster"},
    {"spec.ports[].nodePort", NULL},
    {"spec.ports[].protocol", "TCP"},
    {"spec.sessionAffinity", "None"},
    {"spec.type", "ClusterIP"},
    {0},
};

static const struct rule of_claim[] = {{"spec.volumeMode", "Filesystem"}, {0}};

static const struct rule of_volume[] = {
    {"spec.volumeMode", "Filesystem"},
    {"spec.claimRef.uid", NULL},
    {"spec.claimRef.resourceVersion", NULL},
    {0},
};

static const struct rule of_namespace[] = {
    {"spec.finalizers", NULL},
    {"spec", "{}"},
    {0},
};

static const struct rule of_secret[] = {{"type", "Opaque"}, {0}};

static const struct rule of_network_policy[] = {
    {"spec.ingress[].ports[].protocol", "TCP"}, {"spec.egress[].ports[].protocol", "TCP"}, {0}};

static const struct rule of_definition[] = {
    {"spec.conversion.strategy", "None"}, {"spec.conversion", "{}"}, {"spec.preserveUnknownFields", "false"}, {0}};

/* A kind: its rules, and where it has a pod's template ("" at the top) or a Job's spec. */
static const struct {
    const char *group, *kind;
    const struct rule *rules;
    const char *template, *job;
} kinds[] = {
    {"", "Pod", of_pod, "", NULL},
    {"", "PodTemplate", NULL, "template", NULL},
    {"", "ReplicationController", NULL, "spec.template", NULL},
    {"", "Service", of_service, NULL, NULL},
    {"", "PersistentVolumeClaim", of_claim, NULL, NULL},
    {"", "PersistentVolume", of_volume, NULL, NULL},
    {"", "Namespace", of_namespace, NULL, NULL},
    {"", "Secret", of_secret, NULL, NULL},
    {"apps", "Deployment", of_deployment, "spec.template", NULL},
    {"apps", "StatefulSet", of_stateful_set, "spec.template", NULL},
    {"apps", "DaemonSet", of_daemon_set, "spec.template", NULL},
    {"apps", "ReplicaSet", NULL, "spec.template", NULL},
    {"batch", "Job", NULL, "spec.template", "spec"},
    {"batch", "CronJob", of_cron_job, "spec.jobTemplate.spec.template", "spec.jobTemplate.spec"},
    {"networking.k8s.io", "NetworkPolicy", of_network_policy, NULL, NULL},
    {"apiextensions.k8s.io", "CustomResourceDefinition", of_definition, NULL, NULL},
};
enum { NKINDS = sizeof kinds / sizeof *kinds };

/* ---- applying them ---- */

static bool is_value(const cJSON *node, const char *value)
{
    if (!value)
        return true;
    if (cJSON_IsString(node))
        return str_eq(node->valuestring, value);
    if (cJSON_IsNumber(node))
        return str_eq(doc_number_text(node), value);
    if (cJSON_IsBool(node))
        return str_eq(cJSON_IsTrue(node) ? "true" : "false", value);
    return (cJSON_IsObject(node) || cJSON_IsArray(node)) && !node->child && str_eq(value, "{}");
}

/* Recursion goes down the path, which is one of ours. */
static void drop(cJSON *object, const char *path, const char *value)
{
    const char *rest = NULL;
    char *name = str_cut(path, '.', &rest);
    size_t n = strlen(name);
    if (n > 2 && strcmp(name + n - 2, "[]") == 0) {
        name[n - 2] = '\0';
        cJSON *list = doc_get(object, name);
        for (cJSON *item = cJSON_IsArray(list) && rest ? list->child : NULL; item; item = item->next)
            drop(item, rest, value);
    } else if (rest) {
        drop(doc_get(object, name), rest, value);
    } else if (cJSON_IsObject(object)) {
        const cJSON *member = doc_get(object, name);
        if (member && is_value(member, value))
            doc_remove(object, name);
    }
    free(name);
}

static void apply(const struct rule *rules, cJSON *object)
{
    for (; rules && rules->path && cJSON_IsObject(object); rules++)
        drop(object, rules->path, rules->value);
}

static bool is_one_of(const char *s, const char *const *words)
{
    for (; *words; words++) {
        if (str_eq(s, *words))
            return true;
    }
    return false;
}

static void remove_if_empty(cJSON *object, const char *name)
{
    const cJSON *member = doc_get(object, name);
    if (member && (cJSON_IsNull(member) || is_value(member, "{}")))
        doc_remove(object, name);
}

/* Deletes the children of `list` that `goes` says yes to. */
static void sift(cJSON *list, bool (*goes)(const cJSON *child, const void *arg), const void *arg)
{
    for (cJSON *child = list ? list->child : NULL, *next; child; child = next) {
        next = child->next;
        if (goes(child, arg))
            cJSON_Delete(cJSON_DetachItemViaPointer(list, child));
    }
}

static bool annotation_goes(const cJSON *child, const void *arg)
{
    (void)arg;
    return is_one_of(child->string, annotations);
}

static bool finalizer_goes(const cJSON *child, const void *arg)
{
    (void)arg;
    return cJSON_IsString(child) && is_one_of(child->valuestring, finalizers);
}

static void clean_metadata(cJSON *object, bool keep_namespace)
{
    cJSON *metadata = doc_get(object, "metadata");
    if (!cJSON_IsObject(metadata))
        return;
    if (!keep_namespace)
        doc_remove(metadata, "namespace");
    if (cJSON_IsObject(doc_get(metadata, "annotations")))
        sift(doc_get(metadata, "annotations"), annotation_goes, NULL);
    if (cJSON_IsArray(doc_get(metadata, "finalizers")))
        sift(doc_get(metadata, "finalizers"), finalizer_goes, NULL);
    remove_if_empty(metadata, "annotations");
    remove_if_empty(metadata, "finalizers");
    remove_if_empty(metadata, "labels");
    const char *name = doc_str_at(metadata, "name");
    if (!str_empty(name) && doc_get(metadata, "generateName"))
        doc_remove(metadata, "generateName");
}

/* ---- pods ---- */

static const char *const container_lists[] = {"initContainers", "containers", "ephemeralContainers"};

/* Always for :latest and for no tag at all, else IfNotPresent. */
static void drop_pull_policy(cJSON *container)
{
    const char *image = doc_str_at(container, "image"), *policy = doc_str_at(container, "imagePullPolicy");
    if (str_empty(image) || !policy)
        return;
    const char *name = strrchr(image, '/'), *digest = strchr(image, '@'), *tag = strrchr(name ? name : image, ':');
    bool latest = !digest && (!tag || str_eq(tag, ":latest"));
    if (str_eq(policy, latest ? "Always" : "IfNotPresent"))
        doc_remove(container, "imagePullPolicy");
}

static void clean_container(cJSON *container)
{
    static const char *const probes[] = {"livenessProbe", "readinessProbe", "startupProbe"};
    if (!cJSON_IsObject(container))
        return;
    apply(of_container, container);
    drop_pull_policy(container);
    for (size_t i = 0; i < sizeof probes / sizeof *probes; i++)
        apply(of_probe, doc_get(container, probes[i]));
}

static void clean_pod_spec(cJSON *spec)
{
    apply(of_pod_spec, spec);
    for (size_t i = 0; i < sizeof container_lists / sizeof *container_lists; i++) {
        cJSON *list = doc_get(spec, container_lists[i]);
        for (cJSON *c = cJSON_IsArray(list) ? list->child : NULL; c; c = c->next)
            clean_container(c);
    }
}

/* The volume with the service account's token that admission adds to each pod. */
static bool token_goes(const cJSON *child, const void *arg)
{
    (void)arg;
    const char *name = doc_str_at(child, "name");
    return name && str_starts(name, "kube-api-access-");
}

/* Admission's tolerations of a node that is away, for five minutes. */
static bool toleration_goes(const cJSON *child, const void *arg)
{
    (void)arg;
    int64_t seconds = 0;
    const char *key = doc_str_at(child, "key");
    return (str_eq(key, "node.kubernetes.io/not-ready") || str_eq(key, "node.kubernetes.io/unreachable")) &&
           str_eq(doc_str_at(child, "operator"), "Exists") && str_eq(doc_str_at(child, "effect"), "NoExecute") &&
           doc_get_int64(doc_get(child, "tolerationSeconds"), &seconds) && seconds == 300;
}

static void clean_admitted(cJSON *spec)
{
    if (!cJSON_IsObject(spec))
        return;
    sift(doc_get(spec, "tolerations"), toleration_goes, NULL);
    sift(doc_get(spec, "volumes"), token_goes, NULL);
    for (size_t i = 0; i < sizeof container_lists / sizeof *container_lists; i++) {
        cJSON *list = doc_get(spec, container_lists[i]);
        for (cJSON *c = cJSON_IsArray(list) ? list->child : NULL; c; c = c->next) {
            sift(doc_get(c, "volumeMounts"), token_goes, NULL);
            remove_if_empty(c, "volumeMounts");
        }
    }
    /* A new pod may have none. */
    doc_remove(spec, "ephemeralContainers");
    remove_if_empty(spec, "tolerations");
    remove_if_empty(spec, "volumes");
}

/* ---- single kinds ---- */

static bool job_label_goes(const cJSON *child, const void *arg)
{
    static const char *const names[] = {"batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-name",
                                        "controller-uid", "job-name", NULL};
    (void)arg;
    return is_one_of(child->string, names);
}

/* A Job finds its pods by labels with its uid, which the server makes, unless the selector is the user's. */
static void clean_job(cJSON *object, cJSON *spec)
{
    bool manual = doc_bool_at(spec, "manualSelector", false);
    if (!manual) {
        doc_remove(spec, "selector");
        sift(doc_at(object, "metadata.labels"), job_label_goes, NULL);
        sift(doc_at(spec, "template.metadata.labels"), job_label_goes, NULL);
        remove_if_empty(doc_get(object, "metadata"), "labels");
    }
    apply(of_job_spec, spec);
}

static void clean_service(cJSON *object)
{
    cJSON *spec = doc_get(object, "spec");
    if (!cJSON_IsObject(spec))
        return;
    if (!str_eq(doc_str_at(spec, "clusterIP"), "None"))
        doc_remove(spec, "clusterIP");
    /* Other families may be a wish. */
    const cJSON *families = doc_get(spec, "ipFamilies"), *family = families ? families->child : NULL;
    if (str_eq(doc_str_at(spec, "ipFamilyPolicy"), "SingleStack") && family && !family->next &&
        cJSON_IsString(family) && str_eq(family->valuestring, "IPv4")) {
        doc_remove(spec, "ipFamilyPolicy");
        doc_remove(spec, "ipFamilies");
    }
    cJSON *ports = doc_get(spec, "ports");
    for (cJSON *port = cJSON_IsArray(ports) ? ports->child : NULL; port; port = port->next) {
        int64_t number = 0, target = 0;
        if (doc_get_int64(doc_get(port, "port"), &number) && doc_get_int64(doc_get(port, "targetPort"), &target) &&
            number == target)
            doc_remove(port, "targetPort");
    }
}

/* The volume of a claim stays only if somebody chose it. */
static void clean_claim(cJSON *object)
{
    if (doc_get(doc_at(object, "metadata.annotations"), "pv.kubernetes.io/bound-by-controller"))
        doc_remove(doc_get(object, "spec"), "volumeName");
}

static void clean_template(cJSON *template)
{
    cJSON *metadata = doc_get(template, "metadata");
    if (cJSON_IsObject(metadata)) {
        doc_remove(metadata, "creationTimestamp");
        remove_if_empty(metadata, "labels");
        remove_if_empty(metadata, "annotations");
    }
    if (cJSON_IsObject(template))
        remove_if_empty(template, "metadata");
    clean_pod_spec(doc_get(template, "spec"));
}

static void clean_kind(cJSON *object, size_t k)
{
    const char *kind = kinds[k].kind;
    if (str_eq(kind, "Pod"))
        clean_admitted(doc_get(object, "spec"));
    else if (str_eq(kind, "Service"))
        clean_service(object);
    else if (str_eq(kind, "PersistentVolumeClaim"))
        clean_claim(object);
    else if (str_eq(kind, "Namespace"))
        doc_remove(doc_at(object, "metadata.labels"), "kubernetes.io/metadata.name");
    if (kinds[k].job)
        clean_job(object, doc_at(object, kinds[k].job));
    apply(kinds[k].rules, object);
    if (kinds[k].template && *kinds[k].template)
        clean_template(doc_at(object, kinds[k].template));
    else if (kinds[k].template)
        clean_pod_spec(doc_get(object, "spec"));
}

static void clean_one(cJSON *object, bool keep_namespace)
{
    const char *version = doc_str_at(object, "apiVersion"), *kind = doc_str_at(object, "kind");
    const char *slash = version ? strchr(version, '/') : NULL;
    char *group = slash ? xstrndup(version, (size_t)(slash - version)) : xstrdup("");
    for (size_t k = 0; k < NKINDS; k++) {
        if (str_eq(kinds[k].kind, kind) && str_eq(kinds[k].group, group))
            clean_kind(object, k);
    }
    free(group);
    apply(of_all, object);
    clean_metadata(object, keep_namespace);
}

void clean_object(cJSON *object, bool keep_namespace)
{
    cJSON *items = doc_get(object, "items");
    if (!cJSON_IsArray(items)) {
        clean_one(object, keep_namespace);
        return;
    }
    for (cJSON *item = items->child; item; item = item->next)
        clean_one(item, keep_namespace);
}

/* ---- secrets ---- */

/* The text that base64 stands for, or NULL where it is none or cannot be shown. The caller frees. */
static char *decoded_text(const cJSON *value)
{
    if (!cJSON_IsString(value))
        return NULL;
    struct buf b;
    buf_init(&b, DOC_MAX_BYTES);
    bool text = base64_decode(&b, value->valuestring, strlen(value->valuestring), NULL) && utf8_valid(b.data, b.len);
    for (size_t i = 0; i < b.len && text; i++) {
        unsigned char c = (unsigned char)b.data[i];
        bool c1 = c == 0xc2 && i + 1 < b.len && (unsigned char)b.data[i + 1] < 0xa0;
        text = !c1 && c != 0x7f && (c >= 0x20 || c == '\n' || c == '\t');
    }
    char *out = text ? xstrndup(b.len ? b.data : "", b.len) : NULL;
    buf_release(&b);
    return out;
}

static void decode_one(cJSON *object)
{
    cJSON *data = doc_get(object, "data");
    if (!str_eq(doc_str_at(object, "kind"), "Secret") || !str_eq(doc_str_at(object, "apiVersion"), "v1") ||
        !cJSON_IsObject(data))
        return;
    cJSON *text = cJSON_CreateObject();
    for (cJSON *value = data->child, *next; value; value = next) {
        char *shown = decoded_text(value);
        next = value->next;
        if (!shown)
            continue;
        doc_set_str(text, value->string, shown);
        cJSON_Delete(cJSON_DetachItemViaPointer(data, value));
        free(shown);
    }
    bool any = text->child != NULL;
    if (any)
        doc_set(object, "stringData", text);
    else
        cJSON_Delete(text);
    if (any && !data->child)
        doc_remove(object, "data");
}

void decode_secret(cJSON *object)
{
    cJSON *items = doc_get(object, "items");
    if (!cJSON_IsArray(items)) {
        decode_one(object);
        return;
    }
    for (cJSON *item = items->child; item; item = item->next)
        decode_one(item);
}
