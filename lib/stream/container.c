/* container.c - what exec, attach and run share. */
#include "stream/container.h"

#include "api/request.h"
#include "base/mem.h"
#include "doc/doc.h"
#include "resource/podpick.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- the pod ---- */

static const cJSON *ready_condition(const cJSON *pod)
{
    const cJSON *c;
    cJSON_ArrayForEach(c, doc_at(pod, "status.conditions"))
    {
        if (str_eq(doc_str_at(c, "type"), "Ready"))
            return str_eq(doc_str_at(c, "status"), "True") ? c : NULL;
    }
    return NULL;
}

static int phase_rank(const cJSON *pod)
{
    const char *phase = doc_str_at(pod, "status.phase");
    return str_eq(phase, "Running") ? 2 : str_eq(phase, "Unknown") ? 1 : 0;
}

static int64_t most_restarts(const cJSON *pod)
{
    const cJSON *c;
    int64_t most = 0, n;
    cJSON_ArrayForEach(c, doc_at(pod, "status.containerStatuses"))
    {
        if (doc_get_int64(doc_get(c, "restartCount"), &n) && n > most)
            most = n;
    }
    return most;
}

/* Compares RFC 3339 texts of one form, "" before all; > 0 when a is later. */
static int later(const char *a, const char *b)
{
    return strcmp(a != NULL ? a : "", b != NULL ? b : "");
}

/* True if a is the better of the two: podutils.ActivePods sorts the worst first. */
static bool better(const cJSON *a, const cJSON *b)
{
    bool on_a = !str_empty(doc_str_at(a, "spec.nodeName")), on_b = !str_empty(doc_str_at(b, "spec.nodeName"));
    const cJSON *ready_a = ready_condition(a), *ready_b = ready_condition(b);
    const char *gone_a = doc_str_at(a, "metadata.deletionTimestamp");
    const char *gone_b = doc_str_at(b, "metadata.deletionTimestamp");
    if (on_a != on_b)
        return on_a;
    if (phase_rank(a) != phase_rank(b))
        return phase_rank(a) > phase_rank(b);
    if ((ready_a != NULL) != (ready_b != NULL))
        return ready_a != NULL;
    if ((gone_a != NULL) != (gone_b != NULL))
        return gone_a == NULL;
    if (gone_a != NULL && later(gone_a, gone_b) != 0)
        return later(gone_a, gone_b) > 0;
    if (ready_a != NULL) {
        const char *since_a = doc_str_at(ready_a, "lastTransitionTime");
        const char *since_b = doc_str_at(ready_b, "lastTransitionTime");
        if (later(since_a, since_b) != 0)
            return str_empty(since_b) || (!str_empty(since_a) && later(since_a, since_b) < 0);
    }
    if (most_restarts(a) != most_restarts(b))
        return most_restarts(a) < most_restarts(b);
    return later(doc_str_at(a, "metadata.creationTimestamp"), doc_str_at(b, "metadata.creationTimestamp")) < 0;
}

static bool is_pod(const struct api_resource *r)
{
    return str_eq(r->kind, "Pod") && str_empty(r->group);
}

struct err *container_pod(struct session *s, const struct api_resource *r, const cJSON *object, int64_t timeout_ns,
                          cJSON **pod)
{
    const char *ns = doc_str_at(object, "metadata.namespace");
    char *selector = NULL;
    cJSON *list = NULL, *item;
    const cJSON *best = NULL;
    *pod = NULL;
    if (is_pod(r)) {
        *pod = doc_dup(object);
        return NULL;
    }
    struct err *e = pods_selector(r, object, &selector);
    if (e != NULL)
        e = err_wrap(e, "cannot attach to *%s.%s", r->version, r->kind);
    if (e == NULL)
        e = pods_await(s, ns != NULL ? ns : "", selector, timeout_ns, &list);
    if (e == NULL) {
        cJSON_ArrayForEach(item, doc_get(list, "items"))
        {
            if (best == NULL || better(item, best))
                best = item;
        }
        *pod = doc_dup(best);
    }
    cJSON_Delete(list);
    free(selector);
    return e;
}

struct err *container_check_phase(const cJSON *pod, const char *doing)
{
    const char *phase = doc_str_at(pod, "status.phase");
    if (!str_eq(phase, "Succeeded") && !str_eq(phase, "Failed"))
        return NULL;
    return err_new("cannot %s a container in a completed pod; current phase is %s", doing, phase);
}

/* ---- the container ---- */

struct err *container_choose(const struct cmd_ctx *ctx, const cJSON *pod, const char *name, bool quiet,
                             const cJSON **out)
{
    const cJSON *containers = doc_at(pod, "spec.containers");
    const char *pod_name = doc_str_at(pod, "metadata.name");
    *out = NULL;
    if (cJSON_GetArraySize(containers) == 0) {
        const char *ns = doc_str_at(pod, "metadata.namespace");
        return err_new("pod %s/%s does not have any containers", ns != NULL ? ns : "",
                       pod_name != NULL ? pod_name : "");
    }
    if (str_empty(name))
        name = pod_default_container(pod);
    char *all = pod_container_names(pod);
    struct err *e = NULL;
    if (!str_empty(name)) {
        *out = pod_container(pod, name);
        if (*out == NULL)
            e = err_new("container %s is not valid for pod %s out of: %s", name, pod_name != NULL ? pod_name : "", all);
    } else {
        *out = containers->child;
        bool several = cJSON_GetArraySize(containers) > 1 ||
                       cJSON_GetArraySize(doc_at(pod, "spec.initContainers")) > 0 ||
                       cJSON_GetArraySize(doc_at(pod, "spec.ephemeralContainers")) > 0;
        if (several && !quiet) {
            const char *chosen = doc_str_at(*out, "name");
            char *text = xasprintf("Defaulted container \"%s\" out of: %s", chosen != NULL ? chosen : "", all);
            char *safe = str_sanitize(text);
            fprintf(ctx->err, "%s\n", safe);
            free(safe);
            free(text);
        }
    }
    free(all);
    return e;
}

/* ---- the stream ---- */

bool container_tty(const struct cmd_ctx *ctx, bool in, bool tty, bool quiet)
{
    if (!in || !tty)
        return false;
    int fd = ctx->in != NULL ? fileno(ctx->in) : -1;
    if (fd >= 0 && isatty(fd))
        return true;
    if (!quiet)
        fputs("Unable to use a TTY - input is not a terminal or the right kind of file\n", ctx->err);
    return false;
}

static void add_param(struct buf *b, const char *key, const char *value)
{
    buf_addc(b, strchr(b->data, '?') != NULL ? '&' : '?');
    buf_addf(b, "%s=", key);
    query_escape(b, value);
}

static char *stream_path(const struct container_stream *c, int64_t timeout_ns)
{
    struct buf b = buf_new();
    buf_adds(&b, "/api/v1/namespaces/");
    path_escape(&b, c->ns);
    buf_adds(&b, "/pods/");
    path_escape(&b, c->pod);
    buf_addf(&b, "/%s", c->subresource);
    for (size_t i = 0; c->command != NULL && i < c->command->n; i++)
        add_param(&b, "command", c->command->v[i]);
    add_param(&b, "container", c->container);
    if (!c->raw)
        add_param(&b, "stderr", "true");
    if (c->in)
        add_param(&b, "stdin", "true");
    add_param(&b, "stdout", "true");
    if (c->raw)
        add_param(&b, "tty", "true");
    char *path = path_with_timeout(b.data, timeout_ns);
    buf_release(&b);
    return path;
}

struct err *container_run(struct cmd_ctx *ctx, const struct container_stream *c)
{
    struct session *s = session_get(ctx);
    struct terminal term = {0};
    struct detach detach;
    struct remote_io io = {.in = -1, .out = ctx->out, .err = ctx->err, .what = "pods", .name = c->pod};
    const struct rest_config *config;
    struct err *e = session_config(s, &config);
    if (e == NULL && c->raw && c->detach_keys != NULL) {
        io.detach = &detach;
        e = err_wrap(detach_parse(c->detach_keys, &detach), "could not bind detach keys");
    }
    if (e != NULL)
        return e;
    if (c->in && ctx->in != NULL)
        io.in = fileno(ctx->in);
    if (c->in)
        session_stdin_taken(s);
    if (c->raw) {
        e = terminal_raw(&term, io.in, fileno(ctx->out), ctx->interrupted);
        if (e != NULL)
            return e;
        io.term = &term;
        io.redraw = c->redraw;
    }
    char *path = stream_path(c, config->timeout_ns);
    fflush(ctx->out);
    fflush(ctx->err);
    e = remote_run(s, path, &io);
    free(path);
    terminal_restore(&term);
    return e;
}

struct err *container_exec(struct cmd_ctx *ctx, const struct container_stream *c, struct remote_io *io)
{
    struct session *s = session_get(ctx);
    const struct rest_config *config;
    struct err *e = session_config(s, &config);
    if (e != NULL)
        return e;
    char *path = stream_path(c, config->timeout_ns);
    io->what = "pods";
    io->name = c->pod;
    fflush(ctx->out);
    fflush(ctx->err);
    e = remote_run(s, path, io);
    free(path);
    return e;
}
