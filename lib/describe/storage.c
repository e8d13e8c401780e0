/* storage.c - volumes, claims, and the classes they come from, in words. */
#include "describe/describe.h"

#include "base/mem.h"
#include "base/strv.h"
#include "describe/volumes.h"

#include <stdlib.h>
#include <string.h>

#define BETA_CLASS "volume.beta.kubernetes.io/storage-class"

static const char *annotation(const cJSON *object, const char *key)
{
    const cJSON *v = doc_get(doc_at(object, "metadata.annotations"), key);
    return cJSON_IsString(v) ? v->valuestring : NULL;
}

static const char *class_of(const cJSON *object)
{
    const char *beta = annotation(object, BETA_CLASS);
    return beta != NULL ? beta : text_at(object, "spec.storageClassName");
}

static void say_modes(struct buf *out, const cJSON *modes)
{
    static const char *const names[][2] = {
        {"ReadWriteOnce", "RWO"}, {"ReadOnlyMany", "ROX"}, {"ReadWriteMany", "RWX"}, {"ReadWriteOncePod", "RWOP"}};
    const char *gap = "";
    const cJSON *one;
    say(out, 0, "Access Modes:\t");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        bool found = false;
        cJSON_ArrayForEach(one, modes) found = found || str_eq(text_of(one), names[i][0]);
        if (found)
            say(out, 0, "%s%s", gap, names[i][1]);
        gap = found ? "," : gap;
    }
    buf_addc(out, '\n');
}

static void say_phase(struct buf *out, const cJSON *object)
{
    if (text_at(object, "metadata.deletionTimestamp")[0] == '\0') {
        say(out, 0, "Status:\t%s\n", text_at(object, "status.phase"));
        return;
    }
    char *age = age_at(object, "metadata.deletionTimestamp");
    say(out, 0, "Status:\tTerminating (lasts %s)\n", age);
    free(age);
}

static void say_finalizers(struct buf *out, const cJSON *object)
{
    say(out, 0, "Finalizers:\t");
    add_go_list(out, doc_at(object, "metadata.finalizers"));
    buf_addc(out, '\n');
}

/* "TITLE:" with terms like "key in [a, b]", one a line. */
static void say_terms(struct buf *out, int level, size_t number, const cJSON *expressions, bool with_operator)
{
    const cJSON *one;
    say(out, level, "Term %zu:\t%s", number, is_filled(expressions) ? "" : "<none>\n");
    cJSON_ArrayForEach(one, expressions)
    {
        char *how = str_lower(with_operator ? text_at(one, "operator") : "in");
        if (one != expressions->child)
            say(out, level, "\t");
        say(out, 0, "%s %s", text_at(one, "key"), how);
        if (is_filled(doc_get(one, "values"))) {
            buf_adds(out, " [");
            add_joined(out, doc_get(one, "values"), ", ");
            buf_addc(out, ']');
        }
        buf_addc(out, '\n');
        free(how);
    }
}

/* ---- volumes ---- */

static void say_affinity(struct buf *out, const cJSON *volume)
{
    const cJSON *required = doc_at(volume, "spec.nodeAffinity.required"),
                *terms = doc_get(required, "nodeSelectorTerms");
    const cJSON *term;
    size_t i = 0;
    say(out, 0, "Node Affinity:\t%s\n", cJSON_IsObject(required) ? "" : "<none>");
    if (!cJSON_IsObject(required))
        return;
    say(out, 1, "Required Terms:\t%s\n", is_filled(terms) ? "" : "<none>");
    cJSON_ArrayForEach(term, terms) say_terms(out, 2, i++, doc_get(term, "matchExpressions"), true);
}

static struct err *print_volume(struct description *d)
{
    const cJSON *o = d->object, *claim = doc_at(o, "spec.claimRef");
    struct buf *out = &d->out;
    say(out, 0, "Name:\t%s\n", text_at(o, "metadata.name"));
    say_labels(d);
    say_annotations(d);
    say_finalizers(out, o);
    say(out, 0, "StorageClass:\t%s\n", class_of(o));
    say_phase(out, o);
    say(out, 0, "Claim:\t%s%s%s\n", text_at(claim, "namespace"), cJSON_IsObject(claim) ? "/" : "",
        text_at(claim, "name"));
    say(out, 0, "Reclaim Policy:\t%s\n", text_at(o, "spec.persistentVolumeReclaimPolicy"));
    say_modes(out, doc_at(o, "spec.accessModes"));
    if (cJSON_IsString(doc_at(o, "spec.volumeMode")))
        say(out, 0, "VolumeMode:\t%s\n", text_at(o, "spec.volumeMode"));
    say(out, 0, "Capacity:\t");
    add_quantity(out, doc_at(o, "spec.capacity.storage"));
    buf_addc(out, '\n');
    say_affinity(out, o);
    say(out, 0, "Message:\t%s\nSource:\n", text_at(o, "status.message"));
    describe_persistent_source(out, doc_get(o, "spec"));
    return NULL;
}

/* ---- claims ---- */

enum { PODS = 1 };

static void ask_claim(struct description *d)
{
    describe_ask_list(d, "v1", "Pod", text_at(d->object, "metadata.namespace"), NULL, NULL, true);
}

static bool uses_claim(const cJSON *pod, const cJSON *claim)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, doc_at(pod, "spec.volumes"))
    {
        const cJSON *ref = doc_get(one, "persistentVolumeClaim");
        if (cJSON_IsObject(ref) && str_eq(text_at(ref, "claimName"), text_at(claim, "metadata.name")))
            return true;
    }
    cJSON_ArrayForEach(one, doc_at(claim, "metadata.ownerReferences"))
    {
        if (str_eq(text_at(one, "kind"), "Pod") && str_eq(text_at(one, "uid"), text_at(pod, "metadata.uid")))
            return true;
    }
    return false;
}

static void say_users(struct buf *out, const cJSON *pods, const cJSON *claim)
{
    size_t n = 0, shown = 0;
    const cJSON **sorted = sorted_by(pods, "metadata.name", &n);
    say(out, 0, "Used By:\t");
    for (size_t i = 0; i < n; i++) {
        if (uses_claim(sorted[i], claim))
            say(out, 0, "%s%s\n", shown++ > 0 ? "\t" : "", text_at(sorted[i], "metadata.name"));
    }
    if (shown == 0)
        buf_adds(out, "<none>\n");
    free(sorted);
}

static struct err *print_claim(struct description *d)
{
    static const struct describe_column columns[] = {
        {"Type", "----", "type", false},
        {"Status", "------", "status", false},
        {"LastProbeTime", "-----------------", "lastProbeTime", true},
        {"LastTransitionTime", "------------------", "lastTransitionTime", true},
        {"Reason", "------", "reason", false},
        {"Message", "-------", "message", false}};
    const cJSON *o = d->object, *source = doc_at(o, "spec.dataSource");
    struct buf *out = &d->out;
    bool bound = text_at(o, "spec.volumeName")[0] != '\0';
    struct err *e = describe_take_error(d, PODS);
    if (e != NULL)
        return e;
    say_name(d);
    say(out, 0, "StorageClass:\t%s\n", class_of(o));
    say_phase(out, o);
    say(out, 0, "Volume:\t%s\n", text_at(o, "spec.volumeName"));
    say_labels(d);
    say_annotations(d);
    say_finalizers(out, o);
    say(out, 0, "Capacity:\t");
    if (bound)
        add_quantity(out, doc_at(o, "status.capacity.storage"));
    buf_addc(out, '\n');
    say_modes(out, bound ? doc_at(o, "status.accessModes") : NULL);
    if (cJSON_IsString(doc_at(o, "spec.volumeMode")))
        say(out, 0, "VolumeMode:\t%s\n", text_at(o, "spec.volumeMode"));
    if (cJSON_IsObject(source)) {
        say(out, 0, "DataSource:\n");
        if (cJSON_IsString(doc_get(source, "apiGroup")))
            say(out, 1, "APIGroup:\t%s\n", text_at(source, "apiGroup"));
        say(out, 1, "Kind:\t%s\n", text_at(source, "kind"));
        say(out, 1, "Name:\t%s\n", text_at(source, "name"));
    }
    say_users(out, describe_read_at(d, PODS)->answer, o);
    if (is_filled(doc_at(o, "status.conditions"))) {
        say(out, 0, "Conditions:\n");
        say_conditions(out, doc_at(o, "status.conditions"), columns, 6, " \t");
    }
    return NULL;
}

/* ---- classes ---- */

static void say_map(struct buf *out, const char *title, const cJSON *map)
{
    say(out, 0, "%s:\t", title);
    add_labels_line(out, map);
    buf_addc(out, '\n');
}

static bool is_default(const cJSON *class)
{
    const char *now = annotation(class, "storageclass.kubernetes.io/is-default-class");
    const char *beta = annotation(class, "storageclass.beta.kubernetes.io/is-default-class");
    return (now != NULL && str_eq(now, "true")) || (beta != NULL && str_eq(beta, "true"));
}

static struct err *print_class(struct description *d)
{
    const cJSON *o = d->object, *options = doc_get(o, "mountOptions"), *topologies = doc_get(o, "allowedTopologies"),
                *one;
    struct buf *out = &d->out;
    size_t i = 0;
    say(out, 0, "Name:\t%s\n", text_at(o, "metadata.name"));
    say(out, 0, "IsDefaultClass:\t%s\n", is_default(o) ? "Yes" : "No");
    say_map(out, "Annotations", doc_at(o, "metadata.annotations"));
    say(out, 0, "Provisioner:\t%s\n", text_at(o, "provisioner"));
    say_map(out, "Parameters", doc_get(o, "parameters"));
    say(out, 0, "AllowVolumeExpansion:\t%s\n", truth_at(o, "allowVolumeExpansion"));
    say(out, 0, "MountOptions:%s\n", is_filled(options) ? "" : "\t<none>");
    cJSON_ArrayForEach(one, options) say(out, 1, "%s\n", text_of(one));
    if (cJSON_IsString(doc_get(o, "reclaimPolicy")))
        say(out, 0, "ReclaimPolicy:\t%s\n", text_at(o, "reclaimPolicy"));
    if (cJSON_IsString(doc_get(o, "volumeBindingMode")))
        say(out, 0, "VolumeBindingMode:\t%s\n", text_at(o, "volumeBindingMode"));
    if (cJSON_IsArray(topologies)) {
        say(out, 0, "AllowedTopologies:\t%s\n", is_filled(topologies) ? "" : "<none>");
        cJSON_ArrayForEach(one, topologies) say_terms(out, 1, i++, doc_get(one, "matchLabelExpressions"), false);
    }
    return NULL;
}

static struct err *print_attributes_class(struct description *d)
{
    struct buf *out = &d->out;
    say(out, 0, "Name:\t%s\n", text_at(d->object, "metadata.name"));
    say_map(out, "Annotations", doc_at(d->object, "metadata.annotations"));
    say(out, 0, "DriverName:\t%s\n", text_at(d->object, "driverName"));
    say_map(out, "Parameters", doc_get(d->object, "parameters"));
    return NULL;
}

static struct err *print_csi_node(struct description *d)
{
    char time[TIME_TEXT];
    const cJSON *drivers = doc_at(d->object, "spec.drivers"), *one;
    struct buf *out = &d->out;
    say(out, 0, "Name:\t%s\n", text_at(d->object, "metadata.name"));
    say_labels(d);
    say_annotations(d);
    say(out, 0, "CreationTimestamp:\t%s\n", time_at(d->object, "metadata.creationTimestamp", time));
    say(out, 0, "Spec:\n");
    if (cJSON_IsArray(drivers))
        say(out, 1, "Drivers:\n");
    cJSON_ArrayForEach(one, drivers)
    {
        say(out, 2, "%s:\n", text_at(one, "name"));
        say(out, 3, "Node ID:\t%s\n", text_at(one, "nodeID"));
        if (cJSON_IsNumber(doc_at(one, "allocatable.count"))) {
            say(out, 3, "Allocatables:\n");
            say(out, 4, "Count:\t%s\n", number_at(one, "allocatable.count"));
        }
        if (cJSON_IsArray(doc_get(one, "topologyKeys"))) {
            say(out, 3, "Topology Keys:\t");
            add_go_list(out, doc_get(one, "topologyKeys"));
            buf_addc(out, '\n');
        }
    }
    return NULL;
}

const struct describer describers_storage[] = {
    {"", "PersistentVolume", "v1", NULL, print_volume, false},
    {"", "PersistentVolumeClaim", "v1", ask_claim, print_claim, false},
    {"storage.k8s.io", "StorageClass", "v1", NULL, print_class, false},
    {"storage.k8s.io", "VolumeAttributesClass", "v1", NULL, print_attributes_class, false},
    {"storage.k8s.io", "CSINode", "v1", NULL, print_csi_node, false},
    {0},
};
