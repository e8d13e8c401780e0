/* attach.c - "attach": the streams of a container that runs. */
#include "api/session.h"
#include "cli/cli.h"
#include "doc/doc.h"
#include "offer.h"
#include "reach.h"
#include "stream/container.h"

#include <stdlib.h>

struct attach {
    struct {
        const char *container, *detach_keys;
        bool in, tty, quiet;
        struct duration pod_running_timeout;
    } in;
    const char *ns; /* borrowed from the session */
    struct strv args;
};

static const struct flag flags[] = {
    FLAG_STRING(struct attach, in.container, "container", 'c', "NAME", "", 0,
                "The container; by default the one that the pod's annotation " REACH_ANNOTATION
                " names, else the pod's first.",
                .complete = offer_pod_containers),
    FLAG_STRING(struct attach, in.detach_keys, "detach-keys", 0, "KEYS", REACH_DETACH, 0,
                "The keys that end the attachment without ending the container."),
    FLAG_DURATION(struct attach, in.pod_running_timeout, "pod-running-timeout", 0, "DURATION", "1m0s", 0,
                  "How long to wait until there is a pod; more than zero."),
    FLAG_BOOL(struct attach, in.quiet, "quiet", 'q', "false", 0, "Print nothing but what the container prints."),
    FLAG_BOOL(struct attach, in.in, "stdin", 'i', "false", 0, "Pass standard input on to the container."),
    FLAG_BOOL(struct attach, in.tty, "tty", 't', "false", 0,
              "Standard input is a terminal, and so is the container's; needs --stdin."),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct attach *o = opts;
    const struct rest_config *config;
    struct err *e = session_namespace(session_get(ctx), &o->ns, NULL);
    for (int i = 0; i < argc; i++)
        strv_add(&o->args, argv[i]);
    if (e == NULL && o->in.pod_running_timeout.ns <= 0)
        e = cli_usage_error(ctx, "--pod-running-timeout must be higher than zero");
    return e != NULL ? e : session_config(session_get(ctx), &config);
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct attach *o = opts;
    (void)ctx;
    if (o->args.n == 0)
        return err_new("at least 1 argument is required for attach");
    if (o->args.n <= 2)
        return NULL;
    char *list = strv_join(&o->args, " ");
    struct err *e =
        err_new("expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw %zu: [%s]", o->args.n, list);
    free(list);
    return e;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    const struct attach *o = opts;
    struct reach_request request = {.args = &o->args,
                                    .ns = o->ns,
                                    .timeout_ns = o->in.pod_running_timeout.ns,
                                    .several = "cannot attach to multiple objects at a time"};
    struct reach_attach attach = {.container = o->in.container,
                                  .in = o->in.in,
                                  .tty = o->in.tty,
                                  .quiet = o->in.quiet,
                                  .detach_keys = o->in.detach_keys,
                                  .command = ctx->cmd_path};
    cJSON *pod = NULL;
    struct err *e = reach_pod(ctx, &request, &pod);
    if (e == NULL)
        e = container_check_phase(pod, "attach");
    if (e == NULL)
        e = reach_attach(ctx, &attach, pod);
    cJSON_Delete(pod);
    return e;
}

static void release(void *opts)
{
    struct attach *o = opts;
    strv_release(&o->args);
}

static const struct example examples[] = {
    {"See what a pod's container prints from now on", "kubec attach web"},
    {"One of its containers", "kubec attach web -c sidecar"},
    {"Type to the program that runs there", "kubec attach web -c console -i -t"},
    {"A pod of a replica set", "kubec attach rs/web"},
    {0},
};

const struct command cmd_attach = {
    .name = "attach",
    .group = GROUP_TROUBLE,
    .usage = "(POD | TYPE/NAME) -c CONTAINER",
    .summary = "Attach to a running container",
    .description =
        "Connects to the streams of the program that a container runs: shows what it prints from now on, and "
        "with --stdin passes on what comes on standard input. On a terminal the keys of --detach-keys end "
        "the attachment and leave the container alone.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct attach),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
    .complete_args = reach_complete_pod,
};
