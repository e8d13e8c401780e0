/* pod.c - pods in words. */
#include "describe/pod.h"

#include "base/strv.h"
#include "describe/podtemplate.h"
#include "describe/volumes.h"

#include <stdlib.h>
#include <string.h>

void ask_pod(struct description *d)
{
    const char *mirror = text_of(doc_get(doc_at(d->object, "metadata.annotations"), "kubernetes.io/config.mirror"));
    if (d->o.show_events)
        d->events = describe_ask_events(d, true, mirror[0] != '\0' ? mirror : NULL);
}

static void say_if(struct buf *out, const char *title, const cJSON *object, const char *path)
{
    const char *text = text_at(object, path);
    if (text[0] != '\0')
        say(out, 0, "%s:\t%s\n", title, text);
}

static void say_phase(struct buf *out, const cJSON *pod)
{
    const char *phase = text_at(pod, "status.phase");
    if (text_at(pod, "metadata.deletionTimestamp")[0] != '\0' && !str_eq(phase, "Failed") &&
        !str_eq(phase, "Succeeded")) {
        char *age = age_at(pod, "metadata.deletionTimestamp");
        say(out, 0, "Status:\tTerminating (lasts %s)\n", age);
        say(out, 0, "Termination Grace Period:\t%ss\n", number_at(pod, "metadata.deletionGracePeriodSeconds"));
        free(age);
    } else {
        say(out, 0, "Status:\t%s\n", phase);
    }
    say_if(out, "Reason", pod, "status.reason");
    say_if(out, "Message", pod, "status.message");
}

static void say_addresses(struct buf *out, const cJSON *pod)
{
    const cJSON *ips = doc_at(pod, "status.podIPs"), *one;
    say(out, 0, "IP:\t%s\n", text_at(pod, "status.podIP"));
    say(out, 0, "IPs:%s\n", is_filled(ips) ? "" : "\t<none>");
    cJSON_ArrayForEach(one, ips) say(out, 1, "IP:\t%s\n", text_at(one, "ip"));
}

static void say_head(struct description *d, const cJSON *pod)
{
    char time[TIME_TEXT];
    struct buf *out = &d->out;
    const char *node = text_at(pod, "spec.nodeName");
    const cJSON *seccomp = doc_at(pod, "spec.securityContext.seccompProfile");
    say_name(d);
    if (cJSON_IsNumber(doc_at(pod, "spec.priority")))
        say(out, 0, "Priority:\t%s\n", number_at(pod, "spec.priority"));
    say_if(out, "Priority Class Name", pod, "spec.priorityClassName");
    say_if(out, "Runtime Class Name", pod, "spec.runtimeClassName");
    say_if(out, "Service Account", pod, "spec.serviceAccountName");
    if (node[0] != '\0')
        say(out, 0, "Node:\t%s/%s\n", node, text_at(pod, "status.hostIP"));
    else
        say(out, 0, "Node:\t<none>\n");
    if (text_at(pod, "status.startTime")[0] != '\0')
        say(out, 0, "Start Time:\t%s\n", time_at(pod, "status.startTime", time));
    say_labels(d);
    say_annotations(d);
    say_phase(out, pod);
    if (cJSON_IsObject(seccomp)) {
        say(out, 0, "SeccompProfile:\t%s\n", text_at(seccomp, "type"));
        if (str_eq(text_at(seccomp, "type"), "Localhost"))
            say(out, 0, "LocalhostProfile:\t%s\n", text_at(seccomp, "localhostProfile"));
    }
    say_addresses(out, pod);
    say_controller(out, pod);
    say_if(out, "NominatedNodeName", pod, "status.nominatedNodeName");
    if (cJSON_IsObject(doc_at(pod, "spec.resources"))) {
        say(out, 0, "Resources:\n");
        describe_resources(out, 1, doc_at(pod, "spec.resources"));
    }
}

static void say_pod_conditions(struct buf *out, const cJSON *pod)
{
    const cJSON *gates = doc_at(pod, "spec.readinessGates"), *conditions = doc_at(pod, "status.conditions"), *g, *c;
    if (is_filled(gates))
        say(out, 0, "Readiness Gates:\n  Type\tStatus\n");
    cJSON_ArrayForEach(g, gates)
    {
        const char *type = text_at(g, "conditionType"), *status = "<none>";
        cJSON_ArrayForEach(c, conditions)
        {
            if (str_eq(text_at(c, "type"), type)) {
                status = text_at(c, "status");
                break;
            }
        }
        say(out, 1, "%s \t%s \n", type, status);
    }
    if (is_filled(conditions))
        say(out, 0, "Conditions:\n  Type\tStatus\n");
    cJSON_ArrayForEach(c, conditions) say(out, 1, "%s \t%s \n", text_at(c, "type"), text_at(c, "status"));
}

struct err *print_pod(struct description *d)
{
    struct buf *out = &d->out;
    const cJSON *pod = d->object, *spec = doc_get(pod, "spec"), *status = doc_get(pod, "status");
    say_head(d, pod);
    if (is_filled(doc_get(spec, "initContainers")))
        describe_containers(out, "", "Init Containers", doc_get(spec, "initContainers"), pod,
                            doc_get(status, "initContainerStatuses"));
    describe_containers(out, "", "Containers", doc_get(spec, "containers"), pod, doc_get(status, "containerStatuses"));
    if (is_filled(doc_get(spec, "ephemeralContainers")))
        describe_containers(out, "", "Ephemeral Containers", doc_get(spec, "ephemeralContainers"), pod,
                            doc_get(status, "ephemeralContainerStatuses"));
    say_pod_conditions(out, pod);
    describe_volumes(out, doc_get(spec, "volumes"), "");
    say(out, 0, "QoS Class:\t%s\n", text_or(status, "qosClass", pod_qos(pod)));
    describe_labels(out, "", "Node-Selectors", "\t", doc_get(spec, "nodeSelector"));
    describe_tolerations(out, "", doc_get(spec, "tolerations"));
    describe_spread(out, "", doc_get(spec, "topologySpreadConstraints"));
    if (cJSON_IsObject(doc_get(spec, "schedulingGroup")))
        say(out, 0, "SchedulingGroup:\n  PodGroupName:\t%s\n", text_at(spec, "schedulingGroup.podGroupName"));
    return NULL;
}
