/* port_forward.c - "port-forward": local ports that lead to those of a pod. */
#include "port_forward.h"

#include "base/clock.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "completers.h"
#include "doc/doc.h"
#include "offer.h"
#include "reach.h"
#include "stream/container.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define RETRY_MS 500 /* between two looks for another pod */

struct port_forward {
    struct {
        struct strv addresses;
        struct duration pod_running_timeout;
    } in;
    const char *ns; /* borrowed from the session */
    struct strv name, words;
    struct strv numbers;
    struct addresses addresses;
    struct forwards forwards;
    struct listeners listeners;
    cJSON *object, *pod;
    const struct api_resource *resource; /* of the object; the session's */
};

static const char *const address_values[] = {"localhost", "127.0.0.1", "::1", "0.0.0.0", "::", NULL};

static const struct flag flags[] = {
    FLAG_STRINGS(struct port_forward, in.addresses, "address", 0, "IP,...", "localhost", 0,
                 "The addresses to listen on: IP addresses, or localhost, which is 127.0.0.1 and ::1, of which one is "
                 "enough.",
                 .values = address_values),
    FLAG_DURATION(struct port_forward, in.pod_running_timeout, "pod-running-timeout", 0, "DURATION", "1m0s", 0,
                  "How long to wait until there is a pod; more than zero."),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct port_forward *o = opts;
    if (argc < 2)
        return cli_usage_error(ctx, "TYPE/NAME and list of ports are required for port-forward");
    struct err *e = session_namespace(session_get(ctx), &o->ns, NULL);
    strv_add(&o->name, argv[0]);
    for (int i = 1; i < argc; i++)
        strv_add(&o->words, argv[i]);
    if (e == NULL && o->in.pod_running_timeout.ns <= 0)
        e = cli_usage_error(ctx, "--pod-running-timeout must be higher than zero");
    return e;
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    (void)ctx;
    (void)opts;
    return NULL;
}

static bool interrupted(const struct cmd_ctx *ctx)
{
    return ctx->interrupted != NULL && *ctx->interrupted != 0;
}

static struct err *connect_pod(struct cmd_ctx *ctx, const struct port_forward *o, struct tunnel **t)
{
    const char *ns = doc_str_at(o->pod, "metadata.namespace");
    return tunnel_open(ctx, ns != NULL ? ns : o->ns, doc_str_at(o->pod, "metadata.name"), t);
}

/* What is looked at before anything is listened on. */
static struct err *prepare(struct cmd_ctx *ctx, struct port_forward *o)
{
    struct reach_request request = {.args = &o->name,
                                    .ns = o->ns,
                                    .timeout_ns = o->in.pod_running_timeout.ns,
                                    .several = "expected exactly one object to forward ports to",
                                    .object = &o->object,
                                    .resource = &o->resource};
    struct err *e = reach_pod(ctx, &request, &o->pod);
    if (e == NULL)
        e = ports_resolve(&o->words, o->resource, o->object, o->pod, &o->numbers);
    const char *phase = doc_str_at(o->pod, "status.phase");
    if (e == NULL && !str_eq(phase, "Running"))
        e = err_new("unable to forward port because pod is not running. Current status=%s", phase != NULL ? phase : "");
    if (e == NULL)
        e = addresses_parse(&o->in.addresses, &o->addresses);
    if (e == NULL)
        e = forwards_parse(&o->numbers, &o->forwards);
    return e;
}

/* ---- another pod ---- */

/* The ports of a pod that is not the first one: the local ones stay. */
static struct err *take_pod(struct port_forward *o, cJSON *pod)
{
    struct strv numbers = {0};
    struct forwards now = {0};
    struct err *e = ports_resolve(&o->words, o->resource, o->object, pod, &numbers);
    if (e == NULL)
        e = forwards_parse(&numbers, &now);
    for (size_t i = 0; e == NULL && i < now.n && i < o->forwards.n; i++)
        o->forwards.v[i].remote = now.v[i].remote;
    strv_release(&numbers);
    free(now.v);
    if (e == NULL) {
        cJSON_Delete(o->pod);
        o->pod = pod;
    } else {
        cJSON_Delete(pod);
    }
    return e;
}

static bool can_serve(const cJSON *pod)
{
    return str_eq(doc_str_at(pod, "status.phase"), "Running") && doc_str_at(pod, "metadata.deletionTimestamp") == NULL;
}

/* Finds a pod of the same workload or Service that runs, and connects to it. *t is NULL when there is none in time, or
 * an interrupt came. */
static struct err *reconnect(struct cmd_ctx *ctx, struct port_forward *o, struct tunnel **t)
{
    struct session *s = session_get(ctx);
    int64_t end = clock_mono_ns() + o->in.pod_running_timeout.ns;
    *t = NULL;
    while (!interrupted(ctx) && clock_mono_ns() < end) {
        cJSON *pod = NULL;
        struct err *e = container_pod(s, o->resource, o->object, end - clock_mono_ns(), &pod);
        if (e == NULL && can_serve(pod)) {
            e = take_pod(o, pod);
            pod = NULL;
            if (e != NULL)
                return e;
            e = connect_pod(ctx, o, t); /* a refusal may be that of a pod which is about to go */
        }
        cJSON_Delete(pod);
        err_free(e);
        if (*t != NULL)
            return NULL;
        poll(NULL, 0, RETRY_MS);
    }
    return NULL;
}

/* Forwards until interrupted, or until no pod is left. */
static struct err *serve(struct cmd_ctx *ctx, struct port_forward *o, struct tunnel *t)
{
    bool one = str_eq(o->resource->kind, "Pod") && str_empty(o->resource->group);
    struct err *e = NULL;
    while (e == NULL && t != NULL && tunnel_serve(t, &o->forwards, &o->listeners)) {
        char *before = xstrdup_null(doc_str_at(o->pod, "metadata.name"));
        tunnel_free(t);
        t = NULL;
        if (!one)
            e = reconnect(ctx, o, &t);
        if (e == NULL && t == NULL && !interrupted(ctx))
            e = err_new("lost connection to pod");
        if (t != NULL)
            fprintf(ctx->err, "The connection to pod %s was lost; forwarding to pod %s now.\n",
                    before != NULL ? before : "", doc_str_at(o->pod, "metadata.name"));
        free(before);
    }
    tunnel_free(t);
    if (e == NULL && interrupted(ctx) && *ctx->interrupted != SIGINT)
        e = err_silent(128 + *ctx->interrupted);
    return e;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct port_forward *o = opts;
    struct tunnel *t = NULL;
    struct err *e = prepare(ctx, o);
    if (e == NULL)
        e = connect_pod(ctx, o, &t);
    if (e == NULL)
        e = listeners_open(ctx, &o->addresses, &o->forwards, &o->listeners);
    if (e != NULL) {
        tunnel_free(t);
        return e;
    }
    return serve(ctx, o, t);
}

static void release(void *opts)
{
    struct port_forward *o = opts;
    strv_release(&o->name);
    strv_release(&o->words);
    strv_release(&o->numbers);
    addresses_release(&o->addresses);
    listeners_release(&o->listeners);
    free(o->forwards.v);
    cJSON_Delete(o->object);
    cJSON_Delete(o->pod);
}

/* ---- completion ---- */

/* "LOCAL:PORT", LOCAL as far as it was typed, else the port itself. */
static void offer_ports(const cJSON *ports, const char *key, const char *prefix, struct completion *out)
{
    char *local = str_cut(prefix, ':', NULL);
    const cJSON *p;
    int64_t n;
    cJSON_ArrayForEach(p, ports)
    {
        if (!doc_get_int64(doc_get(p, key), &n))
            continue;
        char *word = prefix[0] == '\0' ? xasprintf("%lld:%lld", (long long)n, (long long)n)
                                       : xasprintf("%s:%lld", local, (long long)n);
        completion_add(out, prefix, word, NULL);
        free(word);
    }
    free(local);
}

/* Where kubectl offers the ports of the pod that was chosen, those of the workload's template are the same. */
static void complete_args(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                          struct completion *out)
{
    const struct api_resource *r = NULL;
    const cJSON *c;
    (void)opts;
    if (argc == 0)
        complete_pod_or_owner(ctx, prefix, out);
    if (argc < 1)
        return;
    char *word = strchr(argv[0], '/') != NULL ? xstrdup(argv[0]) : xasprintf("pods/%s", argv[0]);
    cJSON *object = offer_object(ctx, 1, &word, &r);
    free(word);
    if (object != NULL && r != NULL && str_eq(r->kind, "Service"))
        offer_ports(doc_at(object, "spec.ports"), "port", prefix, out);
    const char *path = r != NULL && str_eq(r->kind, "Pod") ? "spec.containers" : "spec.template.spec.containers";
    cJSON_ArrayForEach(c, doc_at(object, path)) offer_ports(doc_get(c, "ports"), "containerPort", prefix, out);
    cJSON_Delete(object);
}

static const struct example examples[] = {
    {"Port 8080 of a pod, as port 8080 of this machine", "kubec port-forward web 8080"},
    {"Two ports of a pod of a deployment, one of them as another number",
     "kubec port-forward deploy/web 8443:443 9090"},
    {"A port of a service by its name", "kubec port-forward svc/web 8443:https"},
    {"Any port that is free here", "kubec port-forward web :8080"},
    {"For all the network to reach", "kubec port-forward --address 0.0.0.0 web 8080"},
    {0},
};

const struct command cmd_port_forward = {
    .name = "port-forward",
    .group = GROUP_TROUBLE,
    .usage = "TYPE/NAME [options] [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]",
    .summary = "Forward one or more local ports to a pod",
    .description =
        "Listens on ports of this machine and passes each connection on to a port of a pod, until it is "
        "interrupted. A port of a service stands for the port of the pod behind it; names of ports are understood. "
        "Without a local port the same number is used; an empty one stands for any that is free.\n\nOf a "
        "workload or a service one running pod is chosen. When it is gone, another takes its place, and "
        "connections that come from then on reach that one; when the pod itself was named, the command ends.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct port_forward),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
    .complete_args = complete_args,
};
