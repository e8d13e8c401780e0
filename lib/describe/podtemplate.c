/* podtemplate.c - a pod template in words. */
#include "describe/podtemplate.h"

#include "api/request.h"
#include "base/mem.h"
#include "base/strv.h"
#include "describe/fields.h"
#include "describe/volumes.h"
#include "doc/doc.h"
#include "resource/podspec.h"

#include <stdlib.h>
#include <string.h>

/* ---- containers ---- */

static void add_ports(struct buf *out, const char *title, const cJSON *ports, const char *field)
{
    struct buf b = buf_new();
    const cJSON *port;
    cJSON_ArrayForEach(port, ports)
    {
        const char *name = text_at(port, "name");
        buf_addf(&b, "%s%s/%s", b.len > 0 ? ", " : "", number_at(port, field), text_at(port, "protocol"));
        if (name[0] != '\0')
            buf_addf(&b, " (%s)", name);
    }
    bool many = strchr(b.data, ',') != NULL;
    buf_addf(out, "    %s%s:\t%s\n", title, many ? "s" : "", b.len > 0 ? b.data : "<none>");
    buf_release(&b);
}

static void add_words(struct buf *out, const char *title, const cJSON *list)
{
    if (!is_filled(list))
        return;
    buf_addf(out, "    %s:\n", title);
    const cJSON *one;
    cJSON_ArrayForEach(one, list)
    {
        struct strv lines = {0};
        strv_split(&lines, cJSON_IsString(one) ? one->valuestring : "", '\n');
        for (size_t i = 0; i < lines.n; i++)
            buf_addf(out, "      %s\n", lines.v[i]);
        strv_release(&lines);
    }
}

static void say_quantities(struct buf *out, int level, const char *title, const cJSON *list)
{
    if (!is_filled(list))
        return;
    say(out, level, "%s:\n", title);
    size_t n = 0;
    const cJSON **members = doc_sorted(list, &n);
    for (size_t i = 0; i < n; i++) {
        say(out, level + 1, "%s:\t", members[i]->string);
        add_quantity(out, members[i]);
        buf_addc(out, '\n');
    }
    free(members);
}

void describe_resources(struct buf *out, int level, const cJSON *resources)
{
    say_quantities(out, level, "Limits", doc_get(resources, "limits"));
    say_quantities(out, level, "Requests", doc_get(resources, "requests"));
}

/* ---- states ---- */

static void add_state(struct buf *out, const char *title, const cJSON *state)
{
    char time[TIME_TEXT];
    const cJSON *s;
    if (cJSON_IsObject(s = doc_get(state, "running"))) {
        say(out, 2, "%s:\tRunning\n", title);
        say(out, 3, "Started:\t%s\n", time_at(s, "startedAt", time));
    } else if (cJSON_IsObject(s = doc_get(state, "waiting"))) {
        say(out, 2, "%s:\tWaiting\n", title);
        if (text_at(s, "reason")[0] != '\0')
            say(out, 3, "Reason:\t%s\n", text_at(s, "reason"));
    } else if (cJSON_IsObject(s = doc_get(state, "terminated"))) {
        int64_t number = 0;
        say(out, 2, "%s:\tTerminated\n", title);
        if (text_at(s, "reason")[0] != '\0')
            say(out, 3, "Reason:\t%s\n", text_at(s, "reason"));
        if (text_at(s, "message")[0] != '\0')
            say(out, 3, "Message:\t%s\n", text_at(s, "message"));
        say(out, 3, "Exit Code:\t%s\n", number_at(s, "exitCode"));
        if (doc_get_int64(doc_get(s, "signal"), &number) && number > 0)
            say(out, 3, "Signal:\t%lld\n", (long long)number);
        say(out, 3, "Started:\t%s\n", time_at(s, "startedAt", time));
        say(out, 3, "Finished:\t%s\n", time_at(s, "finishedAt", time));
    } else {
        say(out, 2, "%s:\tWaiting\n", title);
    }
}

static void add_status(struct buf *out, const cJSON *status)
{
    add_state(out, "State", doc_get(status, "state"));
    if (cJSON_IsObject(doc_at(status, "lastState.terminated")))
        add_state(out, "Last State", doc_get(status, "lastState"));
    say(out, 2, "Ready:\t%s\n", doc_bool_at(status, "ready", false) ? "True" : "False");
    say(out, 2, "Restart Count:\t%s\n", number_at(status, "restartCount"));
}

static const cJSON *status_named(const cJSON *statuses, const char *name)
{
    const cJSON *one, *found = NULL;
    cJSON_ArrayForEach(one, statuses)
    {
        if (str_eq(text_at(one, "name"), name))
            found = one; /* of several the last, as in a map */
    }
    return found;
}

static void add_probe_target(struct buf *out, const cJSON *probe)
{
    const cJSON *how;
    if (cJSON_IsObject(how = doc_get(probe, "exec"))) {
        const cJSON *word;
        buf_adds(out, "exec [");
        cJSON_ArrayForEach(word, doc_get(how, "command"))
            buf_addf(out, "%s%s", word->prev->next != NULL ? " " : "", cJSON_IsString(word) ? word->valuestring : "");
        buf_addc(out, ']');
    } else if (cJSON_IsObject(how = doc_get(probe, "httpGet"))) {
        char *scheme = str_lower(text_at(how, "scheme"));
        const char *host = text_at(how, "host"), *path = text_at(how, "path");
        bool six = strchr(host, ':') != NULL;
        buf_adds(out, "http-get ");
        if (scheme[0] != '\0')
            buf_addf(out, "%s:", scheme);
        buf_addf(out, "//%s%s%s:%s", six ? "[" : "", host, six ? "]" : "", port_at(how, "port"));
        if (path[0] != '\0' && path[0] != '/')
            buf_addc(out, '/');
        path_escape(out, path);
        free(scheme);
    } else if (cJSON_IsObject(how = doc_get(probe, "tcpSocket"))) {
        buf_addf(out, "tcp-socket %s:%s", text_at(how, "host"), port_at(how, "port"));
    } else if (cJSON_IsObject(how = doc_get(probe, "grpc"))) {
        buf_addf(out, "grpc <pod>:%s %s", number_at(how, "port"), text_at(how, "service"));
    } else {
        buf_adds(out, "unknown");
    }
}

static void add_probe(struct buf *out, const char *title, const cJSON *probe)
{
    if (!cJSON_IsObject(probe))
        return;
    buf_addf(out, "    %s:\t", title);
    add_probe_target(out, probe);
    buf_addf(out, " delay=%ss timeout=%ss period=%ss successThreshold=%s failureThreshold=%s\n",
             number_at(probe, "initialDelaySeconds"), number_at(probe, "timeoutSeconds"),
             number_at(probe, "periodSeconds"), number_at(probe, "successThreshold"),
             number_at(probe, "failureThreshold"));
}

static void add_env_from(struct buf *out, const cJSON *list)
{
    if (!is_filled(list))
        return;
    buf_adds(out, "    Environment Variables from:\n");
    const cJSON *one;
    cJSON_ArrayForEach(one, list)
    {
        const cJSON *map = doc_get(one, "configMapRef"), *secret = doc_get(one, "secretRef");
        const cJSON *ref = cJSON_IsObject(map) ? map : secret;
        const char *from = cJSON_IsObject(map) ? "ConfigMap" : cJSON_IsObject(secret) ? "Secret" : "";
        const char *prefix = text_at(one, "prefix"), *optional = doc_bool_at(ref, "optional", false) ? "true" : "false";
        buf_addf(out, "      %s\t%s", text_at(ref, "name"), from);
        if (prefix[0] != '\0')
            buf_addf(out, " with prefix '%s'", prefix);
        buf_addf(out, "\tOptional: %s\n", optional);
    }
}

static void add_reference(struct buf *out, const cJSON *pod, const cJSON *container, const char *name,
                          const cJSON *from)
{
    const cJSON *ref;
    if (cJSON_IsObject(ref = doc_get(from, "fieldRef"))) {
        buf_addf(out, "      %s:\t", name);
        const char *path = text_at(ref, "fieldPath"); /* kubectl knows these two */
        if (pod != NULL && (str_eq(path, "metadata.name") || str_eq(path, "metadata.namespace")))
            buf_adds(out, text_at(pod, path));
        buf_addf(out, " (%s:%s)\n", text_at(ref, "apiVersion"), text_at(ref, "fieldPath"));
    } else if (cJSON_IsObject(ref = doc_get(from, "resourceFieldRef"))) {
        char *value = NULL;
        const char *what = text_at(ref, "resource");
        struct err *e = container_resource_value(ref, container, &value);
        bool whole = str_eq(value, "0") && (str_eq(what, "limits.cpu") || str_eq(what, "limits.memory"));
        buf_addf(out, "      %s:\t%s (%s)\n", name, whole ? "node allocatable" : value != NULL ? value : "", what);
        err_free(e);
        free(value);
    } else if (cJSON_IsObject(ref = doc_get(from, "secretKeyRef"))) {
        buf_addf(out, "      %s:\t<set to the key '%s' in secret '%s'>\tOptional: %s\n", name, text_at(ref, "key"),
                 text_at(ref, "name"), doc_bool_at(ref, "optional", false) ? "true" : "false");
    } else if (cJSON_IsObject(ref = doc_get(from, "configMapKeyRef"))) {
        buf_addf(out, "      %s:\t<set to the key '%s' of config map '%s'>\tOptional: %s\n", name, text_at(ref, "key"),
                 text_at(ref, "name"), doc_bool_at(ref, "optional", false) ? "true" : "false");
    }
}

static void add_env(struct buf *out, const cJSON *pod, const cJSON *container)
{
    const cJSON *env = doc_get(container, "env"), *one;
    buf_addf(out, "    Environment:%s\n", is_filled(env) ? "" : "\t<none>");
    cJSON_ArrayForEach(one, env)
    {
        const char *name = text_at(one, "name");
        const cJSON *from = doc_get(one, "valueFrom");
        if (cJSON_IsObject(from)) {
            add_reference(out, pod, container, name, from);
            continue;
        }
        struct strv lines = {0};
        strv_split(&lines, text_at(one, "value"), '\n');
        for (size_t i = 0; i < lines.n; i++)
            buf_addf(out, "      %s%s\t%s\n", i == 0 ? name : "", i == 0 ? ":" : "", lines.v[i]);
        strv_release(&lines);
    }
}

static void add_mounts(struct buf *out, const cJSON *container)
{
    const cJSON *mounts = doc_get(container, "volumeMounts"), *devices = doc_get(container, "volumeDevices");
    const char *none = is_filled(mounts) ? "" : "\t<none>";
    size_t n = 0;
    const cJSON **sorted = sorted_by(mounts, "mountPath", &n);
    buf_addf(out, "    Mounts:%s\n", none);
    for (size_t i = 0; i < n; i++) {
        const char *sub = text_at(sorted[i], "subPath");
        buf_addf(out, "      %s from %s (%s", text_at(sorted[i], "mountPath"), text_at(sorted[i], "name"),
                 doc_bool_at(sorted[i], "readOnly", false) ? "ro" : "rw");
        if (sub[0] != '\0') {
            char *quoted = str_quote(sub);
            buf_addf(out, ",path=%s", quoted);
            free(quoted);
        }
        buf_adds(out, ")\n");
    }
    free(sorted);
    if (!is_filled(devices))
        return;
    sorted = sorted_by(devices, "devicePath", &n);
    buf_addf(out, "    Devices:%s\n", none);
    for (size_t i = 0; i < n; i++)
        buf_addf(out, "      %s from %s\n", text_at(sorted[i], "devicePath"), text_at(sorted[i], "name"));
    free(sorted);
}

static void add_container(struct buf *out, const cJSON *pod, const cJSON *c, const cJSON *status, const char *space)
{
    const cJSON *ports = doc_get(c, "ports"), *seccomp = doc_at(c, "securityContext.seccompProfile");
    say(out, 1, "%s%s:\n", space[0] != '\0' ? " " : "", text_at(c, "name"));
    if (status != NULL)
        say(out, 2, "Container ID:\t%s\n", text_at(status, "containerID"));
    say(out, 2, "Image:\t%s\n", text_at(c, "image"));
    if (status != NULL)
        say(out, 2, "Image ID:\t%s\n", text_at(status, "imageID"));
    add_ports(out, "Port", ports, "containerPort");
    add_ports(out, "Host Port", ports, "hostPort");
    if (cJSON_IsObject(seccomp)) {
        say(out, 2, "SeccompProfile:\t%s\n", text_at(seccomp, "type"));
        if (str_eq(text_at(seccomp, "type"), "Localhost"))
            say(out, 3, "LocalhostProfile:\t%s\n", text_at(seccomp, "localhostProfile"));
    }
    add_words(out, "Command", doc_get(c, "command"));
    add_words(out, "Args", doc_get(c, "args"));
    if (status != NULL)
        add_status(out, status);
    describe_resources(out, 2, doc_get(c, "resources"));
    add_probe(out, "Liveness", doc_get(c, "livenessProbe"));
    add_probe(out, "Readiness", doc_get(c, "readinessProbe"));
    add_probe(out, "Startup", doc_get(c, "startupProbe"));
    add_env_from(out, doc_get(c, "envFrom"));
    add_env(out, pod, c);
    add_mounts(out, c);
}

void describe_containers(struct buf *out, const char *space, const char *title, const cJSON *list, const cJSON *pod,
                         const cJSON *statuses)
{
    buf_addf(out, "%s%s:%s\n", space, title, is_filled(list) ? "" : " <none>");
    const cJSON *c;
    cJSON_ArrayForEach(c, list) add_container(out, pod, c, status_named(statuses, text_at(c, "name")), space);
}

/* ---- scheduling ---- */

void describe_spread(struct buf *out, const char *space, const cJSON *list)
{
    if (!is_filled(list))
        return;
    size_t n = 0;
    const cJSON **sorted = sorted_by(list, "topologyKey", &n);
    buf_addf(out, "%sTopology Spread Constraints:\t", space);
    for (size_t i = 0; i < n; i++) {
        buf_addf(out, "%s%s%s:%s when max skew %s is exceeded", i > 0 ? space : "", i > 0 ? "\t" : "",
                 text_at(sorted[i], "topologyKey"), text_at(sorted[i], "whenUnsatisfiable"),
                 number_at(sorted[i], "maxSkew"));
        const cJSON *selector = doc_get(sorted[i], "labelSelector");
        if (cJSON_IsObject(selector)) {
            buf_adds(out, " for selector ");
            add_selector(out, selector);
        }
        buf_addc(out, '\n');
    }
    free(sorted);
}

void describe_tolerations(struct buf *out, const char *space, const cJSON *list)
{
    size_t n = 0;
    const cJSON **sorted = sorted_by(list, "key", &n);
    buf_addf(out, "%sTolerations:\t", space);
    for (size_t i = 0; i < n; i++) {
        const char *key = text_at(sorted[i], "key"), *value = text_at(sorted[i], "value");
        const char *effect = text_at(sorted[i], "effect");
        buf_addf(out, "%s%s", i > 0 ? "\t" : "", key);
        if (value[0] != '\0')
            buf_addf(out, "=%s", value);
        if (effect[0] != '\0')
            buf_addf(out, ":%s", effect);
        if (str_eq(text_at(sorted[i], "operator"), "Exists") && value[0] == '\0')
            buf_addf(out, "%sop=Exists", key[0] != '\0' || effect[0] != '\0' ? " " : "");
        if (cJSON_IsNumber(doc_get(sorted[i], "tolerationSeconds")))
            buf_addf(out, " for %ss", number_at(sorted[i], "tolerationSeconds"));
        buf_addc(out, '\n');
    }
    if (n == 0)
        buf_adds(out, "<none>\n");
    free(sorted);
}

void describe_pod_template(struct buf *out, const cJSON *template)
{
    buf_adds(out, "Pod Template:\n");
    if (!cJSON_IsObject(template)) {
        buf_adds(out, "  <unset>");
        return;
    }
    const cJSON *spec = doc_get(template, "spec"), *annotations = doc_at(template, "metadata.annotations");
    describe_labels(out, "", "  Labels", "\t", doc_at(template, "metadata.labels"));
    if (is_filled(annotations))
        describe_annotations(out, "", "  Annotations", annotations);
    if (text_at(spec, "serviceAccountName")[0] != '\0')
        buf_addf(out, "  Service Account:\t%s\n", text_at(spec, "serviceAccountName"));
    if (is_filled(doc_get(spec, "initContainers")))
        describe_containers(out, "  ", "Init Containers", doc_get(spec, "initContainers"), NULL, NULL);
    describe_containers(out, "  ", "Containers", doc_get(spec, "containers"), NULL, NULL);
    describe_volumes(out, doc_get(spec, "volumes"), "  ");
    describe_spread(out, "  ", doc_get(spec, "topologySpreadConstraints"));
    if (text_at(spec, "priorityClassName")[0] != '\0')
        buf_addf(out, "  Priority Class Name:\t%s\n", text_at(spec, "priorityClassName"));
    describe_labels(out, "", "  Node-Selectors", "\t", doc_get(spec, "nodeSelector"));
    describe_tolerations(out, "  ", doc_get(spec, "tolerations"));
    if (cJSON_IsObject(doc_get(spec, "schedulingGroup")))
        buf_addf(out, "  SchedulingGroup:\n  PodGroupName:\t%s\n", text_at(spec, "schedulingGroup.podGroupName"));
}
