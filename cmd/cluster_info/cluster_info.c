/* cluster_info.c - "cluster-info": where the control plane and the cluster's own services are. */
#include "cluster_info/children.h"

#include "api/discovery.h"
#include "api/request.h"
#include "base/mem.h"
#include "base/strv.h"
#include "cli/cli.h"

#include <stdlib.h>

struct cluster_info {
    const char *ns; /* of --namespace, or kube-system */
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct cluster_info *o = opts;
    const struct rest_config *config = NULL;
    bool given = false;
    (void)argc;
    (void)argv;
    struct err *e = session_config(session_get(ctx), &config);
    if (e == NULL)
        e = session_namespace(session_get(ctx), &o->ns, &given);
    if (!given)
        o->ns = "kube-system";
    return e;
}

static void say(FILE *to, const char *name, const char *link)
{
    char *n = str_sanitize(name), *l = str_sanitize(link);
    fprintf(to, "%s is running at %s\n", n, l);
    free(n);
    free(l);
}

static const char *text_at(const cJSON *object, const char *path)
{
    const char *text = doc_str_at(object, path);
    return text != NULL ? text : "";
}

/* SCHEME:NAME:PORT, the name under which the server passes requests on to a service. */
static void add_proxy_name(struct buf *out, const cJSON *service)
{
    const cJSON *ports = doc_at(service, "spec.ports"), *port = ports != NULL ? ports->child : NULL;
    const char *name = text_at(service, "metadata.name"), *port_name = text_at(port, "name");
    int64_t number = 0;
    (void)doc_get_int64(doc_get(port, "port"), &number);
    if (port != NULL && (str_eq(port_name, "https") || number == 443))
        buf_addf(out, "https:%s:%s", name, port_name);
    else if (port_name[0] != '\0')
        buf_addf(out, "%s:%s", name, port_name);
    else
        buf_adds(out, name);
}

static void say_service(FILE *to, const char *host, const cJSON *service)
{
    const cJSON *ingress = doc_at(service, "status.loadBalancer.ingress"), *port;
    struct buf link = buf_new();
    const cJSON *named = doc_get(doc_at(service, "metadata.labels"), "kubernetes.io/name");
    const char *label = cJSON_IsString(named) ? named->valuestring : "";
    if (ingress != NULL && ingress->child != NULL) {
        const char *ip = text_at(ingress->child, "ip");
        cJSON_ArrayForEach(port, doc_at(service, "spec.ports"))
        {
            const cJSON *number = doc_get(port, "port");
            buf_addf(&link, "http://%s:%s ", ip[0] != '\0' ? ip : text_at(ingress->child, "hostname"),
                     cJSON_IsNumber(number) ? doc_number_text(number) : "0");
        }
    } else {
        buf_addf(&link, "%s/api/v1/namespaces/%s/services/", host, text_at(service, "metadata.namespace"));
        add_proxy_name(&link, service);
        buf_adds(&link, "/proxy");
    }
    say(to, label[0] != '\0' ? label : text_at(service, "metadata.name"), link.len > 0 ? link.data : "");
    buf_release(&link);
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct cluster_info *o = opts;
    const struct rest_config *config = NULL;
    struct gvk gvk = {.group = "", .version = "v1", .kind = "Service"};
    const char *query[] = {"labelSelector", "kubernetes.io/cluster-service=true", NULL};
    struct api_call call = {.verb = "list", .ns = o->ns, .query = query};
    cJSON *list = NULL;
    struct err *e = session_config(session_get(ctx), &config);
    if (e == NULL)
        e = mapping_for_gvk(session_get(ctx), &gvk, &call.resource);
    if (e == NULL)
        e = api_do(session_get(ctx), &call, &list);
    if (e == NULL) {
        char *host = xasprintf("%s%s", config->host, config->path != NULL ? config->path : "");
        const cJSON *service;
        say(ctx->out, "Kubernetes control plane", host);
        cJSON_ArrayForEach(service, doc_get(list, "items")) say_service(ctx->out, host, service);
        free(host);
    }
    fprintf(ctx->out, "\nTo further debug and diagnose cluster problems, use '%s cluster-info dump'.\n", ctx->prog);
    cJSON_Delete(list);
    return e;
}

static const struct command *const children[] = {&cmd_cluster_info_dump, NULL};

static const struct example examples[] = {
    {"Show where the cluster is", "kubec cluster-info"},
    {0},
};

const struct command cmd_cluster_info = {
    .name = "cluster-info",
    .group = GROUP_CLUSTER,
    .usage = "[flags]",
    .summary = "Show where the control plane and the cluster's services are",
    .description = "Shows the address of the control plane, and those of the services that carry the label "
                   "kubernetes.io/cluster-service=true.",
    .examples = examples,
    .children = children,
    .opts_size = sizeof(struct cluster_info),
    .complete = complete,
    .run = run,
};
