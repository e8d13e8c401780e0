/* volumes.c - the volumes of a pod spec in words. */
#include "describe/volumes.h"

#include "base/mem.h"
#include "base/strv.h"
#include "describe/fields.h"
#include "doc/doc.h"
#include "patch/lastapplied.h"

#include <stdlib.h>
#include <string.h>

#define MAX_ANNOTATION 140

enum form {
    F_TEXT,       /* a string or a number's text; absent: "" */
    F_INT,        /* absent: 0 */
    F_BOOL,       /* absent: false */
    F_UNSET,      /* absent or "": <none> */
    F_REF,        /* a LocalObjectReference as Go prints a pointer to one */
    F_SECRET,     /* a SecretReference in the same way */
    F_UNSET_WORD, /* absent: <unset> */
    F_LIST,       /* [a b] */
    F_COMMAS,     /* a, b */
    F_MAP         /* map[a:b] */
};

struct line {
    const char *label; /* with what stands before the value */
    const char *field;
    enum form form;
};

#define MAX_LINES 12

/* In the order in which kubectl looks for them. */
static const struct source_of_volume {
    const char *field, *type;
    struct line lines[MAX_LINES];
} sources[] = {
    {"hostPath",
     "HostPath (bare host directory volume)",
     {{"Path:\t", "path", F_TEXT}, {"HostPathType:\t", "type", F_UNSET}}},
    {"emptyDir", "EmptyDir (a temporary directory that shares a pod's lifetime)", {{NULL}}},
    {"gcePersistentDisk",
     "GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)",
     {{"PDName:\t", "pdName", F_TEXT},
      {"FSType:\t", "fsType", F_TEXT},
      {"Partition:\t", "partition", F_INT},
      {"ReadOnly:\t", "readOnly", F_BOOL}}},
    {"awsElasticBlockStore",
     "AWSElasticBlockStore (a Persistent Disk resource in AWS)",
     {{"VolumeID:\t", "volumeID", F_TEXT},
      {"FSType:\t", "fsType", F_TEXT},
      {"Partition:\t", "partition", F_INT},
      {"ReadOnly:\t", "readOnly", F_BOOL}}},
    {"gitRepo",
     "GitRepo (a volume that is pulled from git when the pod is created)",
     {{"Repository:\t", "repository", F_TEXT}, {"Revision:\t", "revision", F_TEXT}}},
    {"secret",
     "Secret (a volume populated by a Secret)",
     {{"SecretName:\t", "secretName", F_TEXT}, {"Optional:\t", "optional", F_BOOL}}},
    {"configMap",
     "ConfigMap (a volume populated by a ConfigMap)",
     {{"Name:\t", "name", F_TEXT}, {"Optional:\t", "optional", F_BOOL}}},
    {"nfs",
     "NFS (an NFS mount that lasts the lifetime of a pod)",
     {{"Server:\t", "server", F_TEXT}, {"Path:\t", "path", F_TEXT}, {"ReadOnly:\t", "readOnly", F_BOOL}}},
    {"iscsi",
     "ISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod)",
     {{"TargetPortal:\t", "targetPortal", F_TEXT},
      {"IQN:\t", "iqn", F_TEXT},
      {"Lun:\t", "lun", F_INT},
      {"ISCSIInterface\t", "iscsiInterface", F_TEXT},
      {"FSType:\t", "fsType", F_TEXT},
      {"ReadOnly:\t", "readOnly", F_BOOL},
      {"Portals:\t", "portals", F_LIST},
      {"DiscoveryCHAPAuth:\t", "chapAuthDiscovery", F_BOOL},
      {"SessionCHAPAuth:\t", "chapAuthSession", F_BOOL},
      {"SecretRef:\t", "secretRef", F_REF},
      {"InitiatorName:\t", "initiatorName", F_UNSET}}},
    {"glusterfs",
     "Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)",
     {{"EndpointsName:\t", "endpoints", F_TEXT}, {"Path:\t", "path", F_TEXT}, {"ReadOnly:\t", "readOnly", F_BOOL}}},
    {"persistentVolumeClaim",
     "PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)",
     {{"ClaimName:\t", "claimName", F_TEXT}, {"ReadOnly:\t", "readOnly", F_BOOL}}},
    {"ephemeral",
     "EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)",
     {{NULL}}},
    {"rbd",
     "RBD (a Rados Block Device mount on the host that shares a pod's lifetime)",
     {{"CephMonitors:\t", "monitors", F_LIST},
      {"RBDImage:\t", "image", F_TEXT},
      {"FSType:\t", "fsType", F_TEXT},
      {"RBDPool:\t", "pool", F_TEXT},
      {"RadosUser:\t", "user", F_TEXT},
      {"Keyring:\t", "keyring", F_TEXT},
      {"SecretRef:\t", "secretRef", F_REF},
      {"ReadOnly:\t", "readOnly", F_BOOL}}},
    {"quobyte",
     "Quobyte (a Quobyte mount on the host that shares a pod's lifetime)",
     {{"Registry:\t", "registry", F_TEXT}, {"Volume:\t", "volume", F_TEXT}, {"ReadOnly:\t", "readOnly", F_BOOL}}},
    {"downwardAPI", "DownwardAPI (a volume populated by information about the pod)", {{NULL}}},
    {"azureDisk",
     "AzureDisk (an Azure Data Disk mount on the host and bind mount to the pod)",
     {{"DiskName:\t", "diskName", F_TEXT},
      {"DiskURI:\t", "diskURI", F_TEXT},
      {"Kind: \t", "kind", F_TEXT},
      {"FSType:\t", "fsType", F_TEXT},
      {"CachingMode:\t", "cachingMode", F_TEXT},
      {"ReadOnly:\t", "readOnly", F_BOOL}}},
    {"vsphereVolume",
     "vSphereVolume (a Persistent Disk resource in vSphere)",
     {{"VolumePath:\t", "volumePath", F_TEXT},
      {"FSType:\t", "fsType", F_TEXT},
      {"StoragePolicyName:\t", "storagePolicyName", F_TEXT}}},
    {"cinder",
     "Cinder (a Persistent Disk resource in OpenStack)",
     {{"VolumeID:\t", "volumeID", F_TEXT},
      {"FSType:\t", "fsType", F_TEXT},
      {"ReadOnly:\t", "readOnly", F_BOOL},
      {"SecretRef:\t", "secretRef", F_REF}}},
    {"photonPersistentDisk",
     "PhotonPersistentDisk (a Persistent Disk resource in photon platform)",
     {{"PdID:\t", "pdID", F_TEXT}, {"FSType:\t", "fsType", F_TEXT}}},
    {"portworxVolume", "PortworxVolume (a Portworx Volume resource)", {{"VolumeID:\t", "volumeID", F_TEXT}}},
    {"scaleIO",
     "ScaleIO (a persistent volume backed by a block device in ScaleIO)",
     {{"Gateway:\t", "gateway", F_TEXT},
      {"System:\t", "system", F_TEXT},
      {"Protection Domain:\t", "protectionDomain", F_TEXT},
      {"Storage Pool:\t", "storagePool", F_TEXT},
      {"Storage Mode:\t", "storageMode", F_TEXT},
      {"VolumeName:\t", "volumeName", F_TEXT},
      {"FSType:\t", "fsType", F_TEXT},
      {"ReadOnly:\t", "readOnly", F_BOOL}}},
    {"cephfs",
     "CephFS (a CephFS mount on the host that shares a pod's lifetime)",
     {{"Monitors:\t", "monitors", F_LIST},
      {"Path:\t", "path", F_TEXT},
      {"User:\t", "user", F_TEXT},
      {"SecretFile:\t", "secretFile", F_TEXT},
      {"SecretRef:\t", "secretRef", F_REF},
      {"ReadOnly:\t", "readOnly", F_BOOL}}},
    {"storageos",
     "StorageOS (a StorageOS Persistent Disk resource)",
     {{"VolumeName:\t", "volumeName", F_TEXT},
      {"VolumeNamespace:\t", "volumeNamespace", F_TEXT},
      {"FSType:\t", "fsType", F_TEXT},
      {"ReadOnly:\t", "readOnly", F_BOOL}}},
    {"fc",
     "FC (a Fibre Channel disk)",
     {{"TargetWWNs:\t", "targetWWNs", F_COMMAS},
      {"LUN:\t", "lun", F_UNSET},
      {"FSType:\t", "fsType", F_TEXT},
      {"ReadOnly:\t", "readOnly", F_BOOL}}},
    {"azureFile",
     "AzureFile (an Azure File Service mount on the host and bind mount to the pod)",
     {{"SecretName:\t", "secretName", F_TEXT},
      {"ShareName:\t", "shareName", F_TEXT},
      {"ReadOnly:\t", "readOnly", F_BOOL}}},
    {"flexVolume",
     "FlexVolume (a generic volume resource that is provisioned/attached using an exec based plugin)",
     {{"Driver:\t", "driver", F_TEXT},
      {"FSType:\t", "fsType", F_TEXT},
      {"SecretRef:\t", "secretRef", F_REF},
      {"ReadOnly:\t", "readOnly", F_BOOL},
      {"Options:\t", "options", F_MAP}}},
    {"flocker",
     "Flocker (a Flocker volume mounted by the Flocker agent)",
     {{"DatasetName:\t", "datasetName", F_TEXT}, {"DatasetUUID:\t", "datasetUUID", F_TEXT}}},
    {"projected", "Projected (a volume that contains injected data from multiple sources)", {{NULL}}},
    {"csi",
     "CSI (a Container Storage Interface (CSI) volume source)",
     {{"Driver:\t", "driver", F_TEXT}, {"FSType:\t", "fsType", F_TEXT}, {"ReadOnly:\t", "readOnly", F_BOOL}}},
    {"image",
     "Image (a container image or OCI artifact)",
     {{"Reference:\t", "reference", F_TEXT}, {"PullPolicy:\t", "pullPolicy", F_TEXT}}},
};

/* What persistent volumes say otherwise. */
static const struct source_of_volume persistent[] = {
    {"iscsi",
     "ISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod)",
     {{"TargetPortal:\t", "targetPortal", F_TEXT},
      {"IQN:\t", "iqn", F_TEXT},
      {"Lun:\t", "lun", F_INT},
      {"ISCSIInterface\t", "iscsiInterface", F_TEXT},
      {"FSType:\t", "fsType", F_TEXT},
      {"ReadOnly:\t", "readOnly", F_BOOL},
      {"Portals:\t", "portals", F_LIST},
      {"DiscoveryCHAPAuth:\t", "chapAuthDiscovery", F_BOOL},
      {"SessionCHAPAuth:\t", "chapAuthSession", F_BOOL},
      {"SecretRef:\t", "secretRef", F_SECRET},
      {"InitiatorName:\t", "initiatorName", F_UNSET}}},
    {"glusterfs",
     "Glusterfs (a Glusterfs mount on the host that shares a pod's lifetime)",
     {{"EndpointsName:\t", "endpoints", F_TEXT},
      {"EndpointsNamespace:\t", "endpointsNamespace", F_UNSET_WORD},
      {"Path:\t", "path", F_TEXT},
      {"ReadOnly:\t", "readOnly", F_BOOL}}},
    {"rbd",
     "RBD (a Rados Block Device mount on the host that shares a pod's lifetime)",
     {{"CephMonitors:\t", "monitors", F_LIST},
      {"RBDImage:\t", "image", F_TEXT},
      {"FSType:\t", "fsType", F_TEXT},
      {"RBDPool:\t", "pool", F_TEXT},
      {"RadosUser:\t", "user", F_TEXT},
      {"Keyring:\t", "keyring", F_TEXT},
      {"SecretRef:\t", "secretRef", F_SECRET},
      {"ReadOnly:\t", "readOnly", F_BOOL}}},
    {"cinder",
     "Cinder (a Persistent Disk resource in OpenStack)",
     {{"VolumeID:\t", "volumeID", F_TEXT},
      {"FSType:\t", "fsType", F_TEXT},
      {"ReadOnly:\t", "readOnly", F_BOOL},
      {"SecretRef:\t", "secretRef", F_SECRET}}},
    {"scaleIO",
     "ScaleIO (a persistent volume backed by a block device in ScaleIO)",
     {{"Gateway:\t", "gateway", F_TEXT},
      {"System:\t", "system", F_TEXT},
      {"Protection Domain:\t", "protectionDomain", F_TEXT},
      {"Storage Pool:\t", "storagePool", F_TEXT},
      {"Storage Mode:\t", "storageMode", F_TEXT},
      {"VolumeName:\t", "volumeName", F_TEXT},
      {"SecretName:\t", "secretRef.name", F_TEXT},
      {"SecretNamespace:\t", "secretRef.namespace", F_TEXT},
      {"FSType:\t", "fsType", F_TEXT},
      {"ReadOnly:\t", "readOnly", F_BOOL}}},
    {"local", "LocalVolume (a persistent volume backed by local storage on a node)", {{"Path:\t", "path", F_TEXT}}},
    {"cephfs",
     "CephFS (a CephFS mount on the host that shares a pod's lifetime)",
     {{"Monitors:\t", "monitors", F_LIST},
      {"Path:\t", "path", F_TEXT},
      {"User:\t", "user", F_TEXT},
      {"SecretFile:\t", "secretFile", F_TEXT},
      {"SecretRef:\t", "secretRef", F_SECRET},
      {"ReadOnly:\t", "readOnly", F_BOOL}}},
    {"azureFile",
     "AzureFile (an Azure File Service mount on the host and bind mount to the pod)",
     {{"SecretName:\t", "secretName", F_TEXT},
      {"SecretNamespace:\t", "secretNamespace", F_TEXT},
      {"ShareName:\t", "shareName", F_TEXT},
      {"ReadOnly:\t", "readOnly", F_BOOL}}},
    {"flexVolume",
     "FlexVolume (a generic volume resource that is provisioned/attached using an exec based plugin)",
     {{"Driver:\t", "driver", F_TEXT},
      {"FSType:\t", "fsType", F_TEXT},
      {"SecretRef:\t", "secretRef", F_SECRET},
      {"ReadOnly:\t", "readOnly", F_BOOL},
      {"Options:\t", "options", F_MAP}}},
    {"csi",
     "CSI (a Container Storage Interface (CSI) volume source)",
     {{"Driver:\t", "driver", F_TEXT},
      {"FSType:\t", "fsType", F_TEXT},
      {"VolumeHandle:\t", "volumeHandle", F_TEXT},
      {"ReadOnly:\t", "readOnly", F_BOOL}}},
};

static void add_value(struct buf *out, const cJSON *v, enum form form)
{
    const char *text = cJSON_IsString(v) ? v->valuestring : cJSON_IsNumber(v) ? doc_number_text(v) : "";
    size_t n = 0;
    switch (form) {
    case F_TEXT:
        buf_adds(out, text);
        break;
    case F_INT:
        buf_adds(out, text[0] != '\0' ? text : "0");
        break;
    case F_BOOL:
        buf_adds(out, cJSON_IsTrue(v) ? "true" : "false");
        break;
    case F_UNSET:
        buf_adds(out, v == NULL || cJSON_IsNull(v) ? "<none>" : text);
        break;
    case F_REF:
        if (cJSON_IsObject(v))
            buf_addf(out, "&LocalObjectReference{Name:%s,}", text_at(v, "name"));
        else
            buf_adds(out, "nil");
        break;
    case F_SECRET:
        if (cJSON_IsObject(v))
            buf_addf(out, "&SecretReference{Name:%s,Namespace:%s,}", text_at(v, "name"), text_at(v, "namespace"));
        else
            buf_adds(out, "nil");
        break;
    case F_UNSET_WORD:
        buf_adds(out, cJSON_IsString(v) ? text : "<unset>");
        break;
    case F_LIST:
        add_go_list(out, v);
        break;
    case F_COMMAS:
        add_joined(out, v, ", ");
        break;
    case F_MAP: {
        const cJSON **members = cJSON_IsObject(v) ? doc_sorted(v, &n) : NULL;
        buf_adds(out, "map[");
        for (size_t i = 0; i < n; i++)
            buf_addf(out, "%s%s:%s", i > 0 ? " " : "", members[i]->string,
                     cJSON_IsString(members[i]) ? members[i]->valuestring : "");
        buf_addc(out, ']');
        free(members);
        break;
    }
    }
}

void describe_labels(struct buf *out, const char *before, const char *title, const char *inner, const cJSON *labels)
{
    size_t n = 0;
    const cJSON **members = cJSON_IsObject(labels) ? doc_sorted(labels, &n) : NULL;
    buf_addf(out, "%s%s:%s", before, title, inner);
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_addf(out, "%s%s%s", before, before, inner);
        buf_addf(out, "%s%s=%s\n", before, members[i]->string,
                 cJSON_IsString(members[i]) ? members[i]->valuestring : "");
    }
    if (n == 0)
        buf_addf(out, "%s<none>\n", before);
    free(members);
}

static void add_shortened(struct buf *out, const char *before, const char *s, size_t n, size_t max)
{
    buf_addf(out, "%s\t  ", before);
    buf_add(out, s, n > max ? max : n);
    buf_addf(out, "%s\n", n > max ? "..." : "");
}

void describe_annotations(struct buf *out, const char *before, const char *title, const cJSON *annotations)
{
    size_t n = 0, shown = 0;
    const cJSON **members = cJSON_IsObject(annotations) ? doc_sorted(annotations, &n) : NULL;
    buf_addf(out, "%s%s:\t", before, title);
    for (size_t i = 0; i < n; i++) {
        const char *key = members[i]->string, *value = cJSON_IsString(members[i]) ? members[i]->valuestring : "";
        if (str_eq(key, LAST_APPLIED_ANNOTATION))
            continue;
        size_t len = strlen(value);
        if (len > 0 && value[len - 1] == '\n')
            len--;
        if (shown++ > 0)
            buf_addf(out, "%s\t", before);
        if (len + strlen(key) + 2 <= MAX_ANNOTATION && memchr(value, '\n', len) == NULL) {
            buf_addf(out, "%s%s: %.*s\n", before, key, (int)len, value);
            continue;
        }
        buf_addf(out, "%s%s:\n", before, key);
        for (const char *at = value, *end = value + len;;) {
            const char *line_end = memchr(at, '\n', (size_t)(end - at));
            size_t line = line_end != NULL ? (size_t)(line_end - at) : (size_t)(end - at);
            add_shortened(out, before, at, line, MAX_ANNOTATION - 2);
            if (line_end == NULL)
                break;
            at = line_end + 1;
        }
    }
    if (shown == 0)
        buf_addf(out, "%s<none>\n", before);
    free(members);
}

static void add_empty_dir(struct buf *out, const cJSON *v)
{
    const char *limit = text_at(v, "sizeLimit");
    bool set = limit[0] != '\0' && limit[0] != '-' && !str_eq(limit, "0");
    buf_addf(out, "    Medium:\t%s\n    SizeLimit:\t%s\n", text_at(v, "medium"), set ? limit : "<unset>");
}

static void add_projected(struct buf *out, const cJSON *v)
{
    const cJSON *source;
    cJSON_ArrayForEach(source, doc_get(v, "sources"))
    {
        const cJSON *one = doc_get(source, "secret");
        if (cJSON_IsObject(one)) {
            buf_addf(out, "    SecretName:\t%s\n    Optional:\t%s\n", text_at(one, "name"), bool_at(one, "optional"));
        } else if (cJSON_IsObject(doc_get(source, "downwardAPI"))) {
            buf_adds(out, "    DownwardAPI:\ttrue\n");
        } else if (cJSON_IsObject(one = doc_get(source, "configMap"))) {
            buf_addf(out, "    ConfigMapName:\t%s\n    Optional:\t%s\n", text_at(one, "name"),
                     bool_at(one, "optional"));
        } else if (cJSON_IsObject(one = doc_get(source, "serviceAccountToken"))) {
            buf_adds(out, "    TokenExpirationSeconds:\t");
            add_value(out, doc_get(one, "expirationSeconds"), F_INT);
            buf_addc(out, '\n');
        }
    }
}

static void add_downward(struct buf *out, const cJSON *v)
{
    const cJSON *item;
    buf_adds(out, "    Items:\n");
    cJSON_ArrayForEach(item, doc_get(v, "items"))
    {
        if (cJSON_IsObject(doc_get(item, "fieldRef")))
            buf_addf(out, "      %s -> %s\n", text_at(item, "fieldRef.fieldPath"), text_at(item, "path"));
        if (cJSON_IsObject(doc_get(item, "resourceFieldRef")))
            buf_addf(out, "      %s -> %s\n", text_at(item, "resourceFieldRef.resource"), text_at(item, "path"));
    }
}

/* A claim that comes with the pod. */
static void add_ephemeral(struct buf *out, const cJSON *v)
{
    const cJSON *claim = doc_get(v, "volumeClaimTemplate");
    if (!cJSON_IsObject(claim))
        return;
    const cJSON *beta = doc_get(doc_at(claim, "metadata.annotations"), "volume.beta.kubernetes.io/storage-class");
    const char *class = cJSON_IsString(beta) ? beta->valuestring : text_at(claim, "spec.storageClassName");
    buf_addf(out, "    StorageClass:\t%s\n    Volume:\t%s\n", class, text_at(claim, "spec.volumeName"));
    describe_labels(out, "    ", "Labels", "\t", doc_at(claim, "metadata.labels"));
    describe_annotations(out, "    ", "Annotations", doc_at(claim, "metadata.annotations"));
    buf_adds(out, "    Capacity:\t\n    Access Modes:\t\n");
    if (doc_str_at(claim, "spec.volumeMode") != NULL)
        buf_addf(out, "    VolumeMode:\t%s\n", text_at(claim, "spec.volumeMode"));
    const cJSON *from = doc_at(claim, "spec.dataSource");
    if (!cJSON_IsObject(from))
        return;
    buf_adds(out, "    DataSource:\n");
    if (doc_str_at(from, "apiGroup") != NULL)
        buf_addf(out, "      APIGroup:\t%s\n", text_at(from, "apiGroup"));
    buf_addf(out, "      Kind:\t%s\n      Name:\t%s\n", text_at(from, "kind"), text_at(from, "name"));
}

static void add_csi_attributes(struct buf *out, const cJSON *v)
{
    size_t n = 0;
    const cJSON *attributes = doc_get(v, "volumeAttributes");
    const cJSON **members = cJSON_IsObject(attributes) ? doc_sorted(attributes, &n) : NULL;
    buf_adds(out, "    VolumeAttributes:\t");
    for (size_t i = 0; i < n; i++) {
        const cJSON *value = members[i];
        char *line = xasprintf("%s=%s", value->string, cJSON_IsString(value) ? value->valuestring : "");
        bool cut = strlen(line) > MAX_ANNOTATION;
        buf_addf(out, "%s    %.*s%s\n", i > 0 ? "        \t" : "", cut ? MAX_ANNOTATION : (int)strlen(line), line,
                 cut ? "..." : "");
        free(line);
    }
    if (n == 0)
        buf_adds(out, "<none>\n");
    free(members);
}

static void add_source(struct buf *out, const struct source_of_volume *source, const cJSON *v)
{
    buf_addf(out, "    Type:\t%s\n", source->type);
    for (const struct line *l = source->lines; l < source->lines + MAX_LINES && l->label != NULL; l++) {
        buf_addf(out, "    %s", l->label);
        add_value(out, doc_at(v, l->field), l->form);
        buf_addc(out, '\n');
    }
}

static void describe_volume(struct buf *out, const cJSON *volume)
{
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
        const cJSON *v = doc_get(volume, sources[i].field);
        if (!cJSON_IsObject(v))
            continue;
        add_source(out, &sources[i], v);
        if (str_eq(sources[i].field, "emptyDir"))
            add_empty_dir(out, v);
        else if (str_eq(sources[i].field, "projected"))
            add_projected(out, v);
        else if (str_eq(sources[i].field, "downwardAPI"))
            add_downward(out, v);
        else if (str_eq(sources[i].field, "ephemeral"))
            add_ephemeral(out, v);
        else if (str_eq(sources[i].field, "csi"))
            add_csi_attributes(out, v);
        return;
    }
    buf_adds(out, "  <unknown>\n");
}

void describe_persistent_source(struct buf *out, const cJSON *spec)
{
    /* Of a persistent volume: in the order in which kubectl looks, with the lines of its own where they differ. */
    static const char *const order[] = {"hostPath",
                                        "gcePersistentDisk",
                                        "awsElasticBlockStore",
                                        "nfs",
                                        "iscsi",
                                        "glusterfs",
                                        "rbd",
                                        "quobyte",
                                        "vsphereVolume",
                                        "cinder",
                                        "azureDisk",
                                        "photonPersistentDisk",
                                        "portworxVolume",
                                        "scaleIO",
                                        "local",
                                        "cephfs",
                                        "storageos",
                                        "fc",
                                        "azureFile",
                                        "flexVolume",
                                        "flocker",
                                        "csi"};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        const cJSON *v = doc_get(spec, order[i]);
        const struct source_of_volume *found = NULL;
        if (!cJSON_IsObject(v))
            continue;
        for (size_t k = 0; k < sizeof sources / sizeof *sources && found == NULL; k++)
            found = str_eq(sources[k].field, order[i]) ? &sources[k] : NULL;
        for (size_t k = 0; k < sizeof persistent / sizeof *persistent; k++)
            found = str_eq(persistent[k].field, order[i]) ? &persistent[k] : found;
        if (found != NULL)
            add_source(out, found, v);
        if (str_eq(order[i], "csi"))
            add_csi_attributes(out, v);
        return;
    }
    buf_adds(out, "  <unknown>\n");
}

void describe_volumes(struct buf *out, const cJSON *volumes, const char *space)
{
    if (!cJSON_IsArray(volumes) || volumes->child == NULL) {
        buf_addf(out, "%sVolumes:\t<none>\n", space);
        return;
    }
    buf_addf(out, "%sVolumes:\n", space);
    const cJSON *volume;
    cJSON_ArrayForEach(volume, volumes)
    {
        buf_addf(out, "  %s%s:\n", space[0] != '\0' ? " " : "", text_at(volume, "name"));
        describe_volume(out, volume);
    }
}
