/* reach.c - what the verbs share that reach into pods. */
#include "reach.h"

#include "completers.h"
#include "resource/live.h"
#include "stream/container.h"

struct err *reach_pod(struct cmd_ctx *ctx, const struct reach_request *r, cJSON **pod)
{
    struct session *s = session_get(ctx);
    struct live_request request = {.files = r->files,
                                   .args = r->args,
                                   .default_type = r->args->n < 2 ? "pods" : NULL,
                                   .ns = r->ns,
                                   .enforce_ns = r->enforce_ns,
                                   .as_written = true};
    struct live live;
    struct live_objects objects = {0};
    *pod = NULL;
    if (r->files != NULL && r->files->filenames.n > 0 && r->args->n > 0)
        return err_new("resource/name arguments cannot be provided when a path is specified");
    struct err *e = live_open(s, &request, &live);
    if (e == NULL)
        e = live_read(&live, &objects);
    if (e == NULL && objects.n != 1)
        e = err_new("%s", r->several);
    if (e == NULL)
        e = container_pod(s, objects.v[0].resource, objects.v[0].object, r->timeout_ns, pod);
    if (e == NULL && r->object != NULL)
        *r->object = doc_dup(objects.v[0].object);
    if (e == NULL && r->resource != NULL)
        *r->resource = objects.v[0].resource;
    live_objects_release(&objects);
    live_release(&live);
    return e;
}

void reach_complete_pod(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                        struct completion *out)
{
    (void)opts;
    (void)argv;
    if (argc == 0)
        complete_pod_or_owner(ctx, prefix, out);
}

/* ---- attaching ---- */

/* What is said on stdout after a session on a terminal. */
static void say_how_to_resume(struct cmd_ctx *ctx, const struct reach_attach *a, const cJSON *pod,
                              const char *container)
{
    const char *name = doc_str_at(pod, "metadata.name"), *ns = doc_str_at(pod, "metadata.namespace");
    const cJSON *c;
    bool ephemeral = false;
    cJSON_ArrayForEach(c, doc_at(pod, "spec.ephemeralContainers"))
    {
        if (str_eq(doc_str_at(c, "name"), container))
            ephemeral = true;
    }
    fprintf(ctx->out,
            ephemeral ? "Session ended, the ephemeral container will not be restarted but may be reattached using '%s "
                        "%s -c %s -n %s -i -t' if it is still running\n"
                      : "Session ended, resume using '%s %s -c %s -n %s -i -t' command\n",
            a->command, name, container, ns != NULL ? ns : "");
}

struct err *reach_attach(struct cmd_ctx *ctx, const struct reach_attach *a, const cJSON *pod)
{
    const cJSON *container = NULL;
    struct err *e = container_choose(ctx, pod, a->container, a->quiet, &container);
    if (e != NULL)
        return err_wrap(e, "cannot attach to the container");
    const char *name = doc_str_at(container, "name");
    bool has_tty = doc_bool_at(container, "tty", false);
    if (a->tty && !has_tty && !a->quiet)
        fprintf(ctx->err, "error: Unable to use a TTY - container %s did not allocate one\n", name);
    struct container_stream stream = {.ns = doc_str_at(pod, "metadata.namespace"),
                                      .pod = doc_str_at(pod, "metadata.name"),
                                      .container = name,
                                      .subresource = "attach",
                                      .in = a->in,
                                      .raw = container_tty(ctx, a->in, has_tty, a->quiet),
                                      .redraw = true,
                                      .detach_keys = str_empty(a->detach_keys) ? REACH_DETACH : a->detach_keys};
    if (!a->quiet)
        fputs("All commands and output from this session will be recorded in container logs, including credentials and "
              "sensitive information passed through the command prompt.\nIf you don't see a command prompt, try "
              "pressing enter.\n",
              ctx->err);
    e = container_run(ctx, &stream);
    if (e == NULL && stream.raw && !a->quiet)
        say_how_to_resume(ctx, a, pod, name);
    return e;
}
