/* expose.c - "expose": a service for an object that exists. */
#include "api/session.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "cli/value.h"
#include "completers.h"
#include "made.h"
#include "resource/live.h"
#include "resource/podspec.h"
#include "resource/record.h"

#include <stdlib.h>
#include <string.h>

#define NAME_MAX_BYTES 63 /* of a service */

struct expose {
    struct {
        struct opt_files files;
        struct made_in made;
        struct opt_overrides overrides;
        struct opt_record record;
        const char *protocol, *port, *type, *load_balancer_ip, *selector, *labels, *target_port, *external_ip, *name,
            *session_affinity, *cluster_ip, *field_manager;
    } in;
    struct cmd_ctx *ctx;
    struct generate generate;
    struct strv args;
    struct err *errs;
    /* What an object gave where the flags are silent; as in kubectl it holds for the objects behind it too. */
    cJSON *selector, *labels;
    cJSON *protocols;  /* port -> array of protocols */
    struct strv ports; /* several ports of an object */
    char *port;        /* its only one */
};

static const char *const service_types[] = {"ClusterIP", "NodePort", "LoadBalancer", "ExternalName", NULL};
static const char *const affinities[] = {"None", "ClientIP", NULL};
static const char *const protocol_words[] = {"TCP", "UDP", "SCTP", NULL};

static const struct flag flags[] = {
    FLAG_GROUP(struct expose, in.files, opt_files_flags),
    FLAG_GROUP(struct expose, in.made, made_flags),
    FLAG_GROUP(struct expose, in.overrides, opt_overrides_flags),
    FLAG_GROUP(struct expose, in.record, opt_record_flags),
    FLAG_STRING(struct expose, in.cluster_ip, "cluster-ip", 0, "IP", "", 0,
                "The service's address; None: no address of its own. The server chooses if empty."),
    FLAG_STRING(struct expose, in.external_ip, "external-ip", 0, "IP", "", 0,
                "One more address under which the service answers, where something routes it to a node."),
    FLAG_STRING(struct expose, in.field_manager, "field-manager", 0, "NAME", "kubectl-expose", 0,
                "The name under which the server records who set the fields."),
    FLAG_STRING(struct expose, in.labels, "labels", 'l', "KEY=VALUE,…", "", 0,
                "The service's labels; those of the object if empty."),
    FLAG_STRING(struct expose, in.load_balancer_ip, "load-balancer-ip", 0, "IP", "", 0,
                "The address that the load balancer is to have; the cloud chooses if empty."),
    FLAG_STRING(struct expose, in.name, "name", 0, "NAME", "", 0, "The service's name; that of the object if empty."),
    FLAG_STRING(struct expose, in.port, "port", 0, "PORT", "", 0,
                "The port of the service; the ports of the object if empty."),
    FLAG_STRING(struct expose, in.protocol, "protocol", 0, "PROTOCOL", "", 0,
                "The protocol of the ports (TCP, UDP, SCTP); that of the object's ports if empty, else TCP.",
                .values = protocol_words),
    FLAG_STRING(struct expose, in.selector, "selector", 0, "KEY=VALUE,…", "", 0,
                "The labels of the pods that the service serves; what the object selects if empty."),
    FLAG_STRING(struct expose, in.session_affinity, "session-affinity", 0, "HOW", "", 0,
                "ClientIP: requests of one client go to one pod. Or None.", .values = affinities),
    FLAG_STRING(struct expose, in.target_port, "target-port", 0, "PORT", "", 0,
                "The pods' port, a number or a name; the same as the service's if empty."),
    FLAG_STRING(struct expose, in.type, "type", 0, "TYPE", "", 0,
                "The service's type (ClusterIP, NodePort, LoadBalancer, ExternalName); ClusterIP if empty.",
                .values = service_types),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct expose *o = opts;
    o->ctx = ctx;
    for (int i = 0; i < argc; i++)
        strv_add(&o->args, argv[i]);
    struct err *e = made_complete(ctx, &o->in.made, o->in.field_manager, &o->generate);
    return e;
}

/* ---- what the object says ---- */

static struct err *check_kind(const struct api_resource *r)
{
    static const char *const kinds[][2] = {
        {"", "ReplicationController"}, {"", "Service"},        {"", "Pod"},
        {"apps", "Deployment"},        {"apps", "ReplicaSet"}, {"extensions", "Deployment"},
        {"extensions", "ReplicaSet"}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_eq(r->group, kinds[i][0]) && str_eq(r->kind, kinds[i][1]))
            return NULL;
    return err_new("cannot expose a %s%s%s", r->kind, str_empty(r->group) ? "" : ".", r->group);
}

/* Go's %+v of the expressions. */
static struct err *expressions_error(const cJSON *expressions)
{
    struct buf b = buf_new();
    const cJSON *one, *value;
    cJSON_ArrayForEach(one, expressions)
    {
        const char *key = doc_str_at(one, "key"), *op = doc_str_at(one, "operator"), *gap = "";
        buf_addf(&b, "%s{Key:%s Operator:%s Values:[", b.len ? " " : "", key ? key : "", op ? op : "");
        cJSON_ArrayForEach(value, doc_get(one, "values"))
        {
            buf_addf(&b, "%s%s", gap, cJSON_IsString(value) ? value->valuestring : "");
            gap = " ";
        }
        buf_adds(&b, "]}");
    }
    struct err *e = err_new("couldn't convert expressions - \"[%s]\" to map-based selector format", b.data);
    buf_release(&b);
    return e;
}

static struct err *selector_of_set(const struct live_object *o, const cJSON **out)
{
    const cJSON *selector = doc_at(o->object, "spec.selector"), *expressions = doc_get(selector, "matchExpressions");
    bool old = str_eq(o->resource->group, "extensions"), set = str_eq(o->resource->kind, "ReplicaSet");
    const cJSON *labels = doc_get(selector, "matchLabels");
    if (old && !cJSON_IsObject(selector))
        labels = doc_at(o->object, "spec.template.metadata.labels");
    bool none = !labels || !labels->child;
    if (none && !old)
        return err_new("invalid %s: no selectors, therefore cannot be exposed", set ? "replicaset" : "deployment");
    if (expressions && expressions->child)
        return expressions_error(expressions);
    if (none)
        return err_new("the %s has no labels or selectors and cannot be exposed", set ? "replica set" : "deployment");
    *out = labels;
    return NULL;
}

static struct err *selector_of(const struct live_object *o, const cJSON **out)
{
    if (str_eq(o->resource->kind, "Pod")) {
        *out = doc_at(o->object, "metadata.labels");
        return *out && (*out)->child ? NULL : err_new("the pod has no labels and cannot be exposed");
    }
    if (str_eq(o->resource->kind, "Service")) {
        *out = doc_at(o->object, "spec.selector");
        return cJSON_IsObject(*out) ? NULL : err_new("the service has no pod selector set");
    }
    if (str_eq(o->resource->kind, "ReplicationController")) {
        *out = doc_at(o->object, "spec.selector");
        return NULL;
    }
    return selector_of_set(o, out);
}

static void replace_tree(cJSON **slot, cJSON *tree)
{
    cJSON_Delete(*slot);
    *slot = tree;
}

/* A map of labels, sorted; NULL for none. */
static cJSON *copy_labels(const cJSON *labels)
{
    size_t n = 0;
    if (!cJSON_IsObject(labels) || !labels->child)
        return NULL;
    cJSON *copy = cJSON_CreateObject();
    const cJSON **sorted = doc_sorted(labels, &n);
    for (size_t i = 0; i < n; i++)
        doc_set(copy, sorted[i]->string, doc_dup(sorted[i]));
    free(sorted);
    return copy;
}

static void note_port(struct strv *ports, cJSON *protocols, const cJSON *port, const char *member)
{
    const cJSON *number = doc_get(port, member);
    const char *protocol = doc_str_at(port, "protocol");
    const char *text = cJSON_IsNumber(number) ? doc_number_text(number) : "0";
    if (!strv_has(ports, text))
        strv_add(ports, text);
    if (!doc_get(protocols, text))
        doc_set(protocols, text, cJSON_CreateArray());
    cJSON_AddItemToArray(doc_get(protocols, text), cJSON_CreateString(str_empty(protocol) ? "TCP" : protocol));
}

/* The ports of a service or of the containers, each once, and the protocols of each. */
static struct err *ports_of(const struct live_object *o, struct strv *ports, cJSON *protocols)
{
    const cJSON *port, *container;
    if (str_eq(o->resource->kind, "Service")) {
        cJSON_ArrayForEach(port, doc_at(o->object, "spec.ports")) note_port(ports, protocols, port, "port");
        return NULL;
    }
    cJSON *spec = NULL;
    struct err *e = podspec_find(o->resource, o->object, &spec);
    if (!e) {
        cJSON_ArrayForEach(container, doc_get(spec, "containers"))
        {
            cJSON_ArrayForEach(port, doc_get(container, "ports")) note_port(ports, protocols, port, "containerPort");
        }
    }
    return e;
}

static struct err *learn_ports(struct expose *x, const struct live_object *o)
{
    struct strv ports = {0};
    cJSON *protocols = cJSON_CreateObject();
    struct err *e = ports_of(o, &ports, protocols);
    if (!e && str_empty(x->in.port) && !x->port) {
        if (ports.n == 0 && !str_eq(x->in.cluster_ip, "None"))
            e = err_new("couldn't find port via --port flag or introspection");
        else if (ports.n == 1)
            x->port = xstrdup(ports.v[0]);
        else if (ports.n > 1) {
            strv_release(&x->ports);
            strv_extend(&x->ports, &ports);
        }
    }
    if (!e && protocols->child)
        replace_tree(&x->protocols, protocols);
    else
        cJSON_Delete(protocols);
    strv_release(&ports);
    return e;
}

static struct err *learn(struct expose *x, const struct live_object *o)
{
    struct err *e = check_kind(o->resource);
    if (!e && str_empty(x->in.selector) && !x->selector) {
        const cJSON *selector = NULL;
        e = selector_of(o, &selector);
        if (e)
            return err_wrap(e, "couldn't retrieve selectors via --selector flag or introspection");
        x->selector = copy_labels(selector);
    }
    if (!e)
        e = learn_ports(x, o);
    if (!e && str_empty(x->in.labels) && !x->labels)
        x->labels = copy_labels(doc_at(o->object, "metadata.labels"));
    return e;
}

/* ---- the service ---- */

static void add_port(const struct expose *x, cJSON *ports, const char *name, int64_t number, const char *protocol)
{
    cJSON *port = cJSON_CreateObject();
    int64_t target = 0;
    doc_set_str(port, "name", name);
    doc_set_str(port, "protocol", protocol);
    doc_set(port, "port", doc_new_int((int32_t)(uint32_t)(uint64_t)number));
    if (str_empty(x->in.target_port)) {
        doc_set(port, "targetPort", doc_dup(doc_get(port, "port")));
    } else {
        struct err *e = value_int(x->in.target_port, 10, 64, &target); /* Go's intstr.Parse */
        doc_set(port, "targetPort",
                e ? cJSON_CreateString(x->in.target_port) : doc_new_int((int32_t)(uint32_t)(uint64_t)target));
        err_free(e);
    }
    cJSON_AddItemToArray(ports, port);
}

/* The service port (or ports: one for each protocol) number i of n. */
static struct err *add_ports(const struct expose *x, cJSON *ports, const char *text, size_t i, size_t n)
{
    int64_t number = 0;
    struct err *e = value_int(text, 10, 64, &number);
    if (e) {
        char *quoted = str_quote(text), *why = strrchr(e->msg, ':') ? xstrdup(strrchr(e->msg, ':') + 2) : NULL;
        err_free(e);
        e = err_new("strconv.Atoi: parsing %s: %s", quoted, why ? why : "invalid syntax");
        free(why);
        free(quoted);
        return e;
    }
    char *name = n > 1 ? xasprintf("port-%zu", i + 1) : xstrdup("");
    const cJSON *found = str_empty(x->in.protocol) ? doc_get(x->protocols, text) : NULL, *one;
    if (!found) {
        add_port(x, ports, name, number, str_empty(x->in.protocol) ? "TCP" : x->in.protocol);
    } else if (!found->child->next) {
        add_port(x, ports, name, number, found->child->valuestring);
    } else {
        cJSON_ArrayForEach(one, found)
        {
            char *lower = str_lower(one->valuestring), *own = xasprintf("port-%zu-%s", i + 1, lower);
            add_port(x, ports, own, number, one->valuestring);
            free(own);
            free(lower);
        }
    }
    free(name);
    return NULL;
}

static struct err *set_ports(const struct expose *x, cJSON *spec)
{
    struct strv texts = {0};
    struct err *e = NULL;
    const char *port = x->port ? x->port : x->in.port;
    if (x->ports.n)
        strv_extend(&texts, &x->ports);
    else if (!str_empty(port))
        strv_split(&texts, port, ',');
    cJSON *ports = cJSON_CreateArray();
    for (size_t i = 0; i < texts.n && !e; i++)
        e = add_ports(x, ports, texts.v[i], i, texts.n);
    doc_set(spec, "ports", ports);
    strv_release(&texts);
    return e;
}

static struct err *set_rest(const struct expose *x, cJSON *spec)
{
    if (!str_empty(x->in.external_ip)) {
        cJSON *ips = cJSON_CreateArray();
        cJSON_AddItemToArray(ips, cJSON_CreateString(x->in.external_ip));
        doc_set(spec, "externalIPs", ips);
    }
    doc_set_str(spec, "type", x->in.type);
    if (str_eq(x->in.type, "LoadBalancer"))
        doc_set_str(spec, "loadBalancerIP", x->in.load_balancer_ip);
    const char *affinity = x->in.session_affinity;
    if (!str_empty(affinity) && !str_eq(affinity, "None") && !str_eq(affinity, "ClientIP"))
        return err_new("unknown session affinity: %s", affinity);
    doc_set_str(spec, "sessionAffinity", affinity);
    doc_set_str(spec, "clusterIP", x->in.cluster_ip);
    return NULL;
}

static struct err *make_service(const struct expose *x, const char *default_name, cJSON **out)
{
    cJSON *selector = x->selector ? doc_dup(x->selector) : NULL, *labels = x->labels ? doc_dup(x->labels) : NULL;
    struct err *e = NULL;
    if (!selector)
        e = str_empty(x->in.selector) ? err_new("selector must be specified") : made_labels(x->in.selector, &selector);
    if (!e && !labels)
        e = made_labels(x->in.labels, &labels);
    const char *name = str_empty(x->in.name) ? default_name : x->in.name;
    if (!e && str_empty(name))
        e = err_new("name must be specified");
    if (e) {
        cJSON_Delete(selector);
        cJSON_Delete(labels);
        return e;
    }
    cJSON *object = cJSON_CreateObject(), *spec;
    doc_set_str(object, "kind", "Service");
    doc_set_str(object, "apiVersion", "v1");
    doc_set_str(doc_make_at(object, "metadata"), "name", name);
    if (labels)
        doc_set_at(object, "metadata.labels", labels);
    spec = doc_make_at(object, "spec");
    doc_set(spec, "selector", selector);
    e = set_ports(x, spec);
    if (!e)
        e = set_rest(x, spec);
    if (e)
        cJSON_Delete(object);
    else
        *out = object;
    return e;
}

static struct err *finish(struct expose *x, cJSON **object)
{
    struct err *e = made_override(&x->in.overrides, object);
    if (e)
        return e;
    record_change_cause(x->ctx, &x->in.record, *object);
    if (x->generate.write.dry_run == DRY_RUN_CLIENT && x->generate.enforce_ns)
        doc_set_at(*object, "metadata.namespace", cJSON_CreateString(x->generate.ns));
    e = made_typed(object);
    if (!e)
        e = generate_create(x->ctx, &x->generate, object, NULL);
    return e ? e : generate_print(x->ctx, &x->generate, *object, "exposed");
}

static void visit(void *arg, struct live_object *o, struct err *e)
{
    struct expose *x = arg;
    cJSON *service = NULL;
    if (o) {
        e = typed_check_kind(o->resource, "");
        if (!e)
            e = learn(x, o);
        char *name = xstrndup(o->name, NAME_MAX_BYTES);
        if (!e)
            e = make_service(x, name, &service);
        if (!e)
            e = finish(x, &service);
        free(name);
        cJSON_Delete(service);
        live_object_release(o);
    }
    err_collect(&x->errs, e);
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct expose *x = opts;
    struct live_request request = {.files = &x->in.files,
                                   .args = &x->args,
                                   .ns = x->generate.ns,
                                   .enforce_ns = x->generate.enforce_ns,
                                   .as_written = true};
    struct live live;
    struct err *e = live_open(session_get(ctx), &request, &live);
    if (!e) {
        typed_check_targets(&live.targets);
        live_visit(&live, visit, x);
        e = err_reduce(x->errs);
    }
    live_release(&live);
    return e;
}

static void release(void *opts)
{
    struct expose *x = opts;
    strv_release(&x->args);
    strv_release(&x->ports);
    cJSON_Delete(x->selector);
    cJSON_Delete(x->labels);
    cJSON_Delete(x->protocols);
    free(x->port);
}

static void complete_exposable(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                               struct completion *out)
{
    static const char *const allowed[] = {"pod", "service", "replicationcontroller", "deployment", "replicaset", NULL};
    (void)opts;
    complete_type_and_name(ctx, allowed, true, argc, argv, prefix, out);
}

static const struct example examples[] = {
    {"A service for a deployment, on port 80 in front of the containers' port 8080",
     "kubec expose deployment web --port=80 --target-port=8080"},
    {"For what a manifest names", "kubec expose -f web.yaml --port=80"},
    {"For a pod, under another name", "kubec expose pod web-0 --port=443 --name=frontend"},
    {"A second service for the pods of the first",
     "kubec expose service web --port=443 --target-port=8443 --name=web-https"},
    {"A stream of UDP behind a load balancer",
     "kubec expose deployment streamer --port=4100 --protocol=UDP --type=LoadBalancer --name=video"},
    {0},
};

const struct command cmd_expose = {
    .name = "expose",
    .group = GROUP_BASIC,
    .usage = "(-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] "
             "[--name=name] [--external-ip=external-ip-of-service] [--type=type]",
    .summary = "Make a service for a deployment, a pod or another object",
    .description =
        "Creates a service that leads to the pods of an object: a deployment, a replica set, a replication controller, "
        "a pod, or another service. Its selector, ports and labels are those of the object, unless flags say "
        "otherwise.\n\nSeveral ports get names (port-1, port-2 …); a port with two protocols becomes two ports.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct expose),
    .complete = complete,
    .run = run,
    .release = release,
    .complete_args = complete_exposable,
};
