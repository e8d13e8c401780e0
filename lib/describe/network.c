/* network.c - services, endpoints, ingresses, addresses in words. */
#include "describe/describe.h"

#include "api/status.h"
#include "base/mem.h"
#include "base/strv.h"

#include <stdlib.h>
#include <string.h>

#define ENDPOINTS_SHOWN 3

/* ---- endpoints of a service ---- */

struct endpoint_list {
    struct buf text;
    size_t shown, count;
    bool more;
};

static bool is_ready(const cJSON *endpoint)
{
    return doc_bool_at(endpoint, "conditions.ready", true); /* unknown counts as ready */
}

static void add_endpoint(struct endpoint_list *l, const cJSON *endpoint, const char *port)
{
    const cJSON *addresses = doc_get(endpoint, "addresses");
    const char *address = addresses != NULL ? text_of(addresses->child) : "";
    bool six = strchr(address, ':') != NULL && port != NULL;
    if (l->shown == ENDPOINTS_SHOWN)
        l->more = true;
    if (!is_ready(endpoint))
        return;
    if (!l->more) {
        buf_addf(&l->text, "%s%s%s%s%s%s", l->shown > 0 ? "," : "", six ? "[" : "", address, six ? "]" : "",
                 port != NULL ? ":" : "", port != NULL ? port : "");
        l->shown++;
    }
    l->count++;
}

/* Appends the first ready endpoints of the ports of that name. */
static void add_endpoints(struct buf *out, const cJSON *slices, const char *port_name)
{
    struct endpoint_list l = {.text = buf_new()};
    const cJSON *slice, *port, *endpoint;
    if (!is_filled(slices)) {
        buf_adds(out, "<none>");
        return;
    }
    cJSON_ArrayForEach(slice, slices)
    {
        const cJSON *ports = doc_get(slice, "ports"), *endpoints = doc_get(slice, "endpoints");
        if (!is_filled(ports)) { /* a headless service may have none */
            cJSON_ArrayForEach(endpoint, endpoints) add_endpoint(&l, endpoint, NULL);
            continue;
        }
        cJSON_ArrayForEach(port, ports)
        {
            if (!str_eq(text_at(port, "name"), port_name))
                continue;
            cJSON_ArrayForEach(endpoint, endpoints) add_endpoint(&l, endpoint, number_at(port, "port"));
        }
    }
    if (l.text.len > 0)
        buf_adds(out, l.text.data);
    if (l.more)
        buf_addf(out, " + %lld more...", (long long)l.count - ENDPOINTS_SHOWN);
    buf_release(&l.text);
}

static size_t ask_slices(struct description *d, const char *service)
{
    char *selector = xasprintf("kubernetes.io/service-name=%s", service);
    size_t number = describe_ask_list(d, "discovery.k8s.io/v1", "EndpointSlice",
                                      text_at(d->object, "metadata.namespace"), selector, NULL, false);
    free(selector);
    return number;
}

/* ---- services ---- */

enum { SLICES = 1 };

static void ask_service(struct description *d)
{
    ask_slices(d, text_at(d->object, "metadata.name"));
}

static void say_text(struct buf *out, const char *title, const cJSON *object, const char *path)
{
    if (text_at(object, path)[0] != '\0')
        say(out, 0, "%s:\t%s\n", title, text_at(object, path));
}

static void say_list(struct buf *out, const char *title, const cJSON *list)
{
    say(out, 0, "%s:\t", title);
    add_joined(out, list, ",");
    buf_adds(out, is_filled(list) ? "\n" : "<none>\n");
}

static void say_load_balancer(struct buf *out, const cJSON *ingress)
{
    const cJSON *one;
    if (!is_filled(ingress))
        return;
    say(out, 0, "LoadBalancer Ingress:\t");
    cJSON_ArrayForEach(one, ingress)
    {
        const char *ip = text_at(one, "ip"), *mode = text_at(one, "ipMode");
        say(out, 0, "%s%s", one == ingress->child ? "" : ", ", ip[0] != '\0' ? ip : text_at(one, "hostname"));
        if (ip[0] != '\0' && cJSON_IsString(doc_get(one, "ipMode")))
            say(out, 0, " (%s)", mode);
    }
    buf_addc(out, '\n');
}

static void say_ports(struct description *d)
{
    const cJSON *slices = describe_read_at(d, SLICES)->answer, *p;
    struct buf *out = &d->out;
    cJSON_ArrayForEach(p, doc_at(d->object, "spec.ports"))
    {
        const char *name = text_or(p, "name", "<unset>"), *protocol = text_at(p, "protocol");
        say(out, 0, "Port:\t%s\t%s/%s\n", name, number_at(p, "port"), protocol);
        say(out, 0, "TargetPort:\t%s/%s\n", port_at(p, "targetPort"), protocol);
        if (cJSON_IsString(doc_get(p, "appProtocol")))
            say(out, 0, "AppProtocol:\t%s\n", text_at(p, "appProtocol"));
        if (!str_eq(number_at(p, "nodePort"), "0"))
            say(out, 0, "NodePort:\t%s\t%s/%s\n", name, number_at(p, "nodePort"), protocol);
        say(out, 0, "Endpoints:\t");
        add_endpoints(out, slices, text_at(p, "name"));
        buf_addc(out, '\n');
    }
}

static struct err *print_service(struct description *d)
{
    const cJSON *o = d->object, *spec = doc_get(o, "spec");
    struct buf *out = &d->out;
    say_name(d);
    say_labels(d);
    say_annotations(d);
    buf_adds(out, "Selector:\t");
    add_labels_line(out, doc_get(spec, "selector"));
    say(out, 0, "\nType:\t%s\n", text_at(spec, "type"));
    say_text(out, "IP Family Policy", spec, "ipFamilyPolicy");
    say_list(out, "IP Families", doc_get(spec, "ipFamilies"));
    say(out, 0, "IP:\t%s\n", text_at(spec, "clusterIP"));
    say_list(out, "IPs", doc_get(spec, "clusterIPs"));
    if (is_filled(doc_get(spec, "externalIPs")))
        say_list(out, "External IPs", doc_get(spec, "externalIPs"));
    say_text(out, "Desired LoadBalancer IP", spec, "loadBalancerIP");
    say_text(out, "External Name", spec, "externalName");
    say_load_balancer(out, doc_at(o, "status.loadBalancer.ingress"));
    say_ports(d);
    say(out, 0, "Session Affinity:\t%s\n", text_at(spec, "sessionAffinity"));
    say_text(out, "External Traffic Policy", spec, "externalTrafficPolicy");
    say_text(out, "Internal Traffic Policy", spec, "internalTrafficPolicy");
    if (!str_eq(number_at(spec, "healthCheckNodePort"), "0"))
        say(out, 0, "HealthCheck NodePort:\t%s\n", number_at(spec, "healthCheckNodePort"));
    if (is_filled(doc_get(spec, "loadBalancerSourceRanges")))
        say_list(out, "LoadBalancer Source Ranges", doc_get(spec, "loadBalancerSourceRanges"));
    say_text(out, "Traffic Distribution", spec, "trafficDistribution");
    return NULL;
}

/* ---- endpoints ---- */

static void say_addresses(struct buf *out, const char *title, const cJSON *list)
{
    const cJSON *one;
    say(out, 1, "%s:\t%s", title, is_filled(list) ? "" : "<none>");
    cJSON_ArrayForEach(one, list) say(out, 0, "%s%s", one == list->child ? "" : ",", text_at(one, "ip"));
    buf_addc(out, '\n');
}

static struct err *print_endpoints(struct description *d)
{
    const cJSON *subset, *port;
    struct buf *out = &d->out;
    say_name(d);
    say_labels(d);
    say_annotations(d);
    say(out, 0, "Subsets:\n");
    cJSON_ArrayForEach(subset, doc_get(d->object, "subsets"))
    {
        say_addresses(out, "Addresses", doc_get(subset, "addresses"));
        say_addresses(out, "NotReadyAddresses", doc_get(subset, "notReadyAddresses"));
        if (is_filled(doc_get(subset, "ports")))
            say(out, 1, "Ports:\n    Name\tPort\tProtocol\n    ----\t----\t--------\n");
        cJSON_ArrayForEach(port, doc_get(subset, "ports")) say(out, 2, "%s\t%s\t%s\n", text_or(port, "name", "<unset>"),
                                                               number_at(port, "port"), text_at(port, "protocol"));
        buf_addc(out, '\n');
    }
    return NULL;
}

static const char *set_or_unset(const cJSON *object, const char *field)
{
    return cJSON_IsString(doc_get(object, field)) ? text_at(object, field) : "<unset>";
}

static struct err *print_slice(struct description *d)
{
    const cJSON *o = d->object, *ports = doc_get(o, "ports"), *endpoints = doc_get(o, "endpoints"), *one;
    struct buf *out = &d->out;
    say_name(d);
    say_labels(d);
    say_annotations(d);
    say(out, 0, "AddressType:\t%s\n", text_at(o, "addressType"));
    if (is_filled(ports))
        say(out, 0, "Ports:\n  Name\tPort\tProtocol\n  ----\t----\t--------\n");
    else
        say(out, 0, "Ports: <unset>\n");
    cJSON_ArrayForEach(one, ports) say(out, 1, "%s\t%s\t%s\n", text_or(one, "name", "<unset>"),
                                       number_or(one, "port", "<unset>"), text_at(one, "protocol"));
    say(out, 0, "Endpoints:%s\n", is_filled(endpoints) ? "" : " <none>");
    cJSON_ArrayForEach(one, endpoints)
    {
        const cJSON *ready = doc_at(one, "conditions.ready"), *ref = doc_get(one, "targetRef");
        say(out, 1, "- Addresses:\t");
        add_joined(out, doc_get(one, "addresses"), ", ");
        say(out, 0, "%s\n    Conditions:\n", is_filled(doc_get(one, "addresses")) ? "" : "<none>");
        say(out, 3, "Ready:\t%s\n", cJSON_IsBool(ready) ? bool_at(one, "conditions.ready") : "<unset>");
        say(out, 2, "Hostname:\t%s\n", set_or_unset(one, "hostname"));
        if (cJSON_IsObject(ref))
            say(out, 2, "TargetRef:\t%s/%s\n", text_at(ref, "kind"), text_at(ref, "name"));
        say(out, 2, "NodeName:\t%s\n", set_or_unset(one, "nodeName"));
        say(out, 2, "Zone:\t%s\n", set_or_unset(one, "zone"));
    }
    return NULL;
}

/* ---- ingresses ---- */

/* The backends of an ingress, the default one first: for each that is a service its slices and itself are read. */
static void each_backend(struct description *d, void (*fn)(void *arg, const cJSON *backend), void *arg)
{
    const cJSON *rule, *path, *def = doc_at(d->object, "spec.defaultBackend");
    if (cJSON_IsObject(def))
        fn(arg, def);
    cJSON_ArrayForEach(rule, doc_at(d->object, "spec.rules"))
    {
        cJSON_ArrayForEach(path, doc_at(rule, "http.paths")) fn(arg, doc_get(path, "backend"));
    }
}

static void ask_backend(void *arg, const cJSON *backend)
{
    struct description *d = arg;
    const char *service = text_at(backend, "service.name");
    if (!cJSON_IsObject(doc_get(backend, "service")))
        return;
    ask_slices(d, service);
    describe_ask_object(d, "v1", "Service", text_at(d->object, "metadata.namespace"), service);
}

static void ask_ingress(struct description *d)
{
    each_backend(d, ask_backend, d);
}

struct backends {
    struct description *d;
    size_t next; /* read */
    struct buf out;
};

static void add_failure(struct buf *out, const struct err *e)
{
    char *why = err_go_text(e);
    buf_addf(out, " (<error: %s>)", why);
    free(why);
}

/* The name of the service's port that the backend means; "" when it has none such. */
static const char *port_name_of(const cJSON *service, const cJSON *port)
{
    const char *found = "";
    const cJSON *p;
    cJSON_ArrayForEach(p, doc_at(service, "spec.ports"))
    {
        bool by_number =
            !str_eq(number_at(port, "number"), "0") && str_eq(number_at(port, "number"), number_at(p, "port"));
        bool by_name = text_at(port, "name")[0] != '\0' && str_eq(text_at(port, "name"), text_at(p, "name"));
        if (by_number || by_name)
            found = text_at(p, "name");
    }
    return found;
}

/* Appends one backend; called in the order in which they were asked for. */
static void add_backend(struct backends *b, const cJSON *backend)
{
    const cJSON *service = doc_get(backend, "service"), *resource = doc_get(backend, "resource");
    if (cJSON_IsObject(service)) {
        const struct describe_read *slices = describe_read_at(b->d, b->next),
                                   *object = describe_read_at(b->d, b->next + 1);
        const char *number = number_at(service, "port.number");
        b->next += 2;
        buf_addf(&b->out, "%s:%s", text_at(service, "name"),
                 str_eq(number, "0") ? text_at(service, "port.name") : number);
        if (slices->err != NULL || object->err != NULL) {
            add_failure(&b->out, slices->err != NULL ? slices->err : object->err);
            return;
        }
        buf_adds(&b->out, " (");
        add_endpoints(&b->out, slices->answer, port_name_of(object->answer, doc_get(service, "port")));
        buf_addc(&b->out, ')');
    } else if (cJSON_IsObject(resource)) {
        const cJSON *group = doc_get(resource, "apiGroup");
        buf_addf(&b->out, "APIGroup: %s, Kind: %s, Name: %s", cJSON_IsString(group) ? group->valuestring : "<none>",
                 text_at(resource, "kind"), text_at(resource, "name"));
    }
}

static int by_words(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void say_ingress_address(struct buf *out, const cJSON *list)
{
    size_t n = 0;
    const cJSON *one;
    const char **v = xcalloc((size_t)cJSON_GetArraySize(list) + 1, sizeof *v), *before = NULL;
    cJSON_ArrayForEach(one, list)
    {
        const char *text = text_or(one, "ip", text_at(one, "hostname"));
        if (text[0] != '\0')
            v[n++] = text;
    }
    if (n > 0)
        qsort(v, n, sizeof *v, by_words);
    say(out, 0, "Address:\t");
    for (size_t i = 0; i < n; i++) {
        if (before == NULL || !str_eq(v[i], before))
            say(out, 0, "%s%s", before != NULL ? "," : "", v[i]);
        before = v[i];
    }
    buf_addc(out, '\n');
    free(v);
}

static void say_rules(struct backends *b, struct buf *out, const char *default_backend)
{
    const cJSON *rule, *path;
    size_t count = 0;
    say(out, 0, "Rules:\n  Host\tPath\tBackends\n  ----\t----\t--------\n");
    cJSON_ArrayForEach(rule, doc_at(b->d->object, "spec.rules"))
    {
        if (!cJSON_IsObject(doc_get(rule, "http")))
            continue;
        count++;
        say(out, 1, "%s\t\n", text_or(rule, "host", "*"));
        cJSON_ArrayForEach(path, doc_at(rule, "http.paths"))
        {
            buf_clear(&b->out);
            add_backend(b, doc_get(path, "backend"));
            say(out, 2, "\t%s \t%s\n", text_at(path, "path"), b->out.len > 0 ? b->out.data : "");
        }
    }
    if (count == 0)
        say(out, 1, "*\t*\t%s\n", default_backend);
}

static struct err *print_ingress(struct description *d)
{
    const cJSON *o = d->object, *def = doc_at(o, "spec.defaultBackend"), *tls = doc_at(o, "spec.tls"), *t;
    struct buf *out = &d->out;
    struct backends b = {.d = d, .next = 1, .out = buf_new()};
    char *default_backend = NULL;
    if (cJSON_IsObject(def)) {
        add_backend(&b, def);
        default_backend = xstrdup(b.out.len > 0 ? b.out.data : "");
    } else {
        default_backend = xstrdup("<default>");
    }
    say(out, 0, "Name:\t%s\n", text_at(o, "metadata.name"));
    say_labels(d);
    say(out, 0, "Namespace:\t%s\n", text_at(o, "metadata.namespace"));
    say_ingress_address(out, doc_at(o, "status.loadBalancer.ingress"));
    say(out, 0, "Ingress Class:\t%s\n",
        cJSON_IsString(doc_at(o, "spec.ingressClassName")) ? text_at(o, "spec.ingressClassName") : "<none>");
    say(out, 0, "Default backend:\t%s\n", default_backend);
    if (is_filled(tls))
        say(out, 0, "TLS:\n");
    cJSON_ArrayForEach(t, tls)
    {
        const char *secret = text_at(t, "secretName");
        say(out, 1, "%s ", secret[0] != '\0' ? secret : "SNI routes");
        buf_adds(out, secret[0] != '\0' ? "terminates " : "");
        add_joined(out, doc_get(t, "hosts"), ",");
        buf_addc(out, '\n');
    }
    say_rules(&b, out, default_backend);
    say_annotations(d);
    free(default_backend);
    buf_release(&b.out);
    return NULL;
}

static struct err *print_ingress_class(struct description *d)
{
    const cJSON *parameters = doc_at(d->object, "spec.parameters");
    struct buf *out = &d->out;
    say(out, 0, "Name:\t%s\n", text_at(d->object, "metadata.name"));
    say_labels(d);
    say_annotations(d);
    say(out, 0, "Controller:\t%s\n", text_at(d->object, "spec.controller"));
    if (cJSON_IsObject(parameters)) {
        say(out, 0, "Parameters:\n");
        if (cJSON_IsString(doc_get(parameters, "apiGroup")))
            say(out, 1, "APIGroup:\t%s\n", text_at(parameters, "apiGroup"));
        say(out, 1, "Kind:\t%s\n", text_at(parameters, "kind"));
        say(out, 1, "Name:\t%s\n", text_at(parameters, "name"));
    }
    return NULL;
}

/* ---- addresses ---- */

static struct err *print_service_cidr(struct description *d)
{
    static const struct describe_column columns[] = {
        {"Type", "----", "type", false},
        {"Status", "------", "status", false},
        {"LastTransitionTime", "------------------", "lastTransitionTime", true},
        {"Reason", "------", "reason", false},
        {"Message", "-------", "message", false}};
    say(&d->out, 0, "Name:\t%s\n", text_at(d->object, "metadata.name"));
    say_labels(d);
    say_annotations(d);
    say(&d->out, 0, "CIDRs:\t");
    add_joined(&d->out, doc_at(d->object, "spec.cidrs"), ", ");
    buf_addc(&d->out, '\n');
    if (is_filled(doc_at(d->object, "status.conditions"))) {
        say(&d->out, 0, "Status:\nConditions:\n");
        say_conditions(&d->out, doc_at(d->object, "status.conditions"), columns, 5, "\t");
    }
    return NULL;
}

static struct err *print_ip_address(struct description *d)
{
    const cJSON *ref = doc_at(d->object, "spec.parentRef");
    struct buf *out = &d->out;
    say(out, 0, "Name:\t%s\n", text_at(d->object, "metadata.name"));
    say_labels(d);
    say_annotations(d);
    if (cJSON_IsObject(ref)) {
        say(out, 0, "Parent Reference:\n");
        say(out, 1, "Group:\t%s\n", text_at(ref, "group"));
        say(out, 1, "Resource:\t%s\n", text_at(ref, "resource"));
        say(out, 1, "Namespace:\t%s\n", text_at(ref, "namespace"));
        say(out, 1, "Name:\t%s\n", text_at(ref, "name"));
    }
    return NULL;
}

const struct describer describers_network[] = {
    {"", "Service", "v1", ask_service, print_service, false},
    {"", "Endpoints", "v1", NULL, print_endpoints, false},
    {"discovery.k8s.io", "EndpointSlice", "v1", NULL, print_slice, false},
    {"networking.k8s.io", "Ingress", "v1", ask_ingress, print_ingress, false},
    {"networking.k8s.io", "IngressClass", "v1", NULL, print_ingress_class, false},
    {"networking.k8s.io", "ServiceCIDR", "v1", NULL, print_service_cidr, false},
    {"networking.k8s.io", "IPAddress", "v1", NULL, print_ip_address, false},
    {0},
};
