/* service.c - "create service" and its four kinds. */
#include "base/mem.h"
#include "cli/value.h"
#include "create/children.h"
#include "create/generate.h"
#include "resource/label.h"

#include <stdlib.h>
#include <string.h>

struct create_service {
    struct {
        struct generate_in common;
        struct strv tcp;
        const char *cluster_ip, *external_name;
        int64_t node_port;
    } in;
    struct generate generate;
    const char *name;
};

#define TCP_FLAG                                                                                                       \
    FLAG_STRINGS(struct create_service, in.tcp, "tcp", 0, "PORT[:TARGET],…", "", 0,                                    \
                 "The service's port and the pods' (a number or a name; the same when left out); may be repeated.")

static const struct flag clusterip_flags[] = {
    FLAG_GROUP(struct create_service, in.common, generate_flags),
    TCP_FLAG,
    FLAG_STRING(struct create_service, in.cluster_ip, "clusterip", 0, "IP", "", 0,
                "The service's address; None: no address of its own, the name stands for the pods' addresses."),
    FLAG_END,
};

static const struct flag nodeport_flags[] = {
    FLAG_GROUP(struct create_service, in.common, generate_flags),
    TCP_FLAG,
    FLAG_INT(struct create_service, in.node_port, "node-port", 0, "PORT", "0", 0,
             "The port on every node; 0: the server chooses."),
    FLAG_END,
};

static const struct flag loadbalancer_flags[] = {
    FLAG_GROUP(struct create_service, in.common, generate_flags),
    TCP_FLAG,
    FLAG_END,
};

static const struct flag externalname_flags[] = {
    FLAG_GROUP(struct create_service, in.common, generate_flags),
    TCP_FLAG,
    FLAG_STRING(struct create_service, in.external_name, "external-name", 0, "DOMAIN", "", FLAG_REQUIRED,
                "The name that the service stands for."),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct create_service *o = opts;
    struct err *e = generate_name(ctx, argc, argv, &o->name);
    if (e == NULL)
        e = generate_complete(ctx, &o->in.common, &o->generate);
    /* kubectl's services have the flag, and ignore it. */
    o->generate.save_config = false;
    return e;
}

static const char *type_of(const struct cmd_ctx *ctx)
{
    if (ctx->cmd == &cmd_create_service_clusterip)
        return "ClusterIP";
    if (ctx->cmd == &cmd_create_service_nodeport)
        return "NodePort";
    return ctx->cmd == &cmd_create_service_loadbalancer ? "LoadBalancer" : "ExternalName";
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct create_service *o = opts;
    bool external = ctx->cmd == &cmd_create_service_externalname;
    if (!str_eq(o->in.cluster_ip, "None") && o->in.tcp.n == 0 && !external)
        return err_new("at least one tcp port specifier must be provided");
    if (external && !name_is_subdomain(o->in.external_name))
        return err_new("invalid service external name %s", o->in.external_name);
    return NULL;
}

/* Go's strconv.ParseUint(s, 10, 16). */
static struct err *parse_port(const char *s, int64_t *out)
{
    const char *why = s[0] == '\0' ? "invalid syntax" : NULL;
    *out = 0;
    for (const char *p = s; *p != '\0' && why == NULL; p++) {
        if (*p < '0' || *p > '9')
            why = "invalid syntax";
        else if ((*out = *out * 10 + (*p - '0')) > UINT16_MAX)
            why = "value out of range";
    }
    if (why == NULL)
        return NULL;
    char *quoted = str_quote(s);
    struct err *e = err_new("strconv.ParseUint: parsing %s: %s", quoted, why);
    free(quoted);
    return e;
}

/* apimachinery's IsValidPortName; its errors stand with commas between, as here. */
static struct err *check_port_name(const char *s)
{
    struct strv why = {0};
    size_t n = strlen(s);
    if (n > 15)
        strv_add(&why, "must be no more than 15 characters");
    if (n == 0 || strspn(s, "-abcdefghijklmnopqrstuvwxyz0123456789") != n)
        strv_add(&why, "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
    if (strpbrk(s, "abcdefghijklmnopqrstuvwxyz") == NULL)
        strv_add(&why, "must contain at least one letter (a-z)");
    if (strstr(s, "--") != NULL)
        strv_add(&why, "must not contain consecutive hyphens");
    if (n > 0 && (s[0] == '-' || s[n - 1] == '-'))
        strv_add(&why, "must not begin or end with a hyphen");
    char *text = strv_join(&why, ",");
    struct err *e = why.n > 0 ? err_new("%s", text) : NULL;
    free(text);
    strv_release(&why);
    return e;
}

/* The port of the pods: a number, or the name of a port. */
static struct err *parse_target(const char *s, cJSON **out)
{
    int64_t n = 0;
    struct err *e = value_int(s, 10, 64, &n);
    if (e != NULL) {
        err_free(e);
        e = check_port_name(s);
        if (e == NULL)
            *out = cJSON_CreateString(s);
        return e;
    }
    if (n < 1 || n > UINT16_MAX)
        return err_new("must be between 1 and 65535, inclusive");
    *out = doc_new_int(n);
    return NULL;
}

/* One port of --tcp. */
static struct err *make_port(const struct create_service *o, const char *spec, cJSON **out)
{
    struct strv parts = {0};
    int64_t port = 0;
    cJSON *target = NULL;
    strv_split(&parts, spec, ':');
    struct err *e = parse_port(parts.v[0], &port);
    if (e == NULL && parts.n == 1)
        target = doc_new_int(port);
    else if (e == NULL)
        e = parse_target(parts.v[1], &target);
    if (e == NULL) {
        char *name = strv_join(&parts, "-");
        *out = cJSON_CreateObject();
        if (!str_empty(name))
            doc_set_str(*out, "name", name);
        doc_set_str(*out, "protocol", "TCP");
        doc_set(*out, "port", doc_new_int(port));
        doc_set(*out, "targetPort", target);
        /* Go's int32() of the flag's int. */
        int32_t node_port = (int32_t)(uint32_t)(uint64_t)o->in.node_port;
        if (node_port != 0)
            doc_set(*out, "nodePort", doc_new_int(node_port));
        free(name);
    }
    strv_release(&parts);
    return e;
}

static struct err *make_spec(const struct create_service *o, const char *type, cJSON *spec)
{
    cJSON *ports = cJSON_CreateArray();
    struct err *e = NULL;
    for (size_t i = 0; e == NULL && i < o->in.tcp.n; i++) {
        cJSON *port = NULL;
        e = make_port(o, o->in.tcp.v[i], &port);
        if (e == NULL)
            cJSON_AddItemToArray(ports, port);
    }
    if (e != NULL || ports->child == NULL)
        cJSON_Delete(ports);
    else
        doc_set(spec, "ports", ports);
    doc_set_str(doc_make_at(spec, "selector"), "app", o->name);
    if (!str_empty(o->in.cluster_ip))
        doc_set_str(spec, "clusterIP", o->in.cluster_ip);
    doc_set_str(spec, "type", type);
    if (!str_empty(o->in.external_name))
        doc_set_str(spec, "externalName", o->in.external_name);
    return e;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct create_service *o = opts;
    const char *type = type_of(ctx);
    cJSON *object = generate_object(&o->generate, "v1", "Service", o->name);
    doc_set_str(doc_make_at(object, "metadata.labels"), "app", o->name);
    struct err *e = make_spec(o, type, doc_make_at(object, "spec"));
    if (e != NULL) {
        cJSON_Delete(object);
        return e;
    }
    doc_make_at(object, "status.loadBalancer");
    char *failed = xasprintf("failed to create %s service: ", type);
    e = generate_run(ctx, &o->generate, object, failed);
    free(failed);
    return e;
}

static const struct example clusterip_examples[] = {
    {"Port 80 of the service, port 8080 of the pods", "kubec create service clusterip web --tcp=80:8080"},
    {"A headless service", "kubec create service clusterip db --clusterip=None"},
    {0},
};

const struct command cmd_create_service_clusterip = {
    .name = "clusterip",
    .usage = "NAME [--tcp=PORT:TARGET] [--dry-run=server|client|none] [flags]",
    .summary = "Create a service with an address inside the cluster",
    .description = "Creates a service of type ClusterIP. It selects the pods with the label app=NAME.",
    .examples = clusterip_examples,
    .flags = clusterip_flags,
    .opts_size = sizeof(struct create_service),
    .complete = complete,
    .validate = validate,
    .run = run,
};

static const struct example nodeport_examples[] = {
    {"On a port of every node that the server chooses", "kubec create service nodeport web --tcp=80:8080"},
    {"On port 30080 of every node", "kubec create service nodeport web --tcp=80:http --node-port=30080"},
    {0},
};

const struct command cmd_create_service_nodeport = {
    .name = "nodeport",
    .usage = "NAME [--tcp=PORT:TARGET] [--dry-run=server|client|none] [flags]",
    .summary = "Create a service that every node serves on one of its ports",
    .description = "Creates a service of type NodePort. It selects the pods with the label app=NAME.",
    .examples = nodeport_examples,
    .flags = nodeport_flags,
    .opts_size = sizeof(struct create_service),
    .complete = complete,
    .validate = validate,
    .run = run,
};

static const struct example loadbalancer_examples[] = {
    {"Two ports", "kubec create service loadbalancer web --tcp=80:8080 --tcp=443:8443"},
    {0},
};

const struct command cmd_create_service_loadbalancer = {
    .name = "loadbalancer",
    .usage = "NAME [--tcp=PORT:TARGET] [--dry-run=server|client|none] [flags]",
    .summary = "Create a service behind the cloud's load balancer",
    .description = "Creates a service of type LoadBalancer. It selects the pods with the label app=NAME.",
    .examples = loadbalancer_examples,
    .flags = loadbalancer_flags,
    .opts_size = sizeof(struct create_service),
    .complete = complete,
    .validate = validate,
    .run = run,
};

static const struct example externalname_examples[] = {
    {"A name in the cluster for a host elsewhere",
     "kubec create service externalname db --external-name=db.example.com"},
    {0},
};

const struct command cmd_create_service_externalname = {
    .name = "externalname",
    .usage = "NAME --external-name=DOMAIN [--dry-run=server|client|none] [flags]",
    .summary = "Create a service that is another name of a host",
    .description = "Creates a service of type ExternalName: inside the cluster its name leads to the given DNS name.",
    .examples = externalname_examples,
    .flags = externalname_flags,
    .opts_size = sizeof(struct create_service),
    .complete = complete,
    .validate = validate,
    .run = run,
};

static const struct command *const children[] = {
    &cmd_create_service_clusterip,
    &cmd_create_service_nodeport,
    &cmd_create_service_loadbalancer,
    &cmd_create_service_externalname,
    NULL,
};

static const char *const aliases[] = {"svc", NULL};

const struct command cmd_create_service = {
    .name = "service",
    .aliases = aliases,
    .usage = "KIND NAME [flags]",
    .summary = "Create a service",
    .description = "Creates a service of the kind that the sub-command names.",
    .children = children,
};
