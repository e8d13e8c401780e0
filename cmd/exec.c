/* exec.c - "exec": a command in a container. */
#include "api/session.h"
#include "cli/cli.h"
#include "doc/doc.h"
#include "offer.h"
#include "reach.h"
#include "stream/container.h"

#include <stdlib.h>

struct exec {
    struct {
        struct strv filenames;
        const char *container;
        bool in, tty, quiet;
        struct duration pod_running_timeout;
    } in;
    const char *ns; /* borrowed from the session */
    bool enforce_ns;
    struct strv name, command;
};

static const struct flag flags[] = {
    FLAG_STRING(struct exec, in.container, "container", 'c', "NAME", "", 0,
                "The container; by default the one that the pod's annotation " REACH_ANNOTATION
                " names, else the pod's first.",
                .complete = offer_pod_containers),
    FLAG_STRINGS(struct exec, in.filenames, "filename", 'f', "FILE,…", "", 0,
                 "Manifest of the pod, or of what stands for pods, to run the command in.", .files = "json,yaml,yml"),
    FLAG_DURATION(struct exec, in.pod_running_timeout, "pod-running-timeout", 0, "DURATION", "1m0s", 0,
                  "How long to wait until there is a pod; more than zero."),
    FLAG_BOOL(struct exec, in.quiet, "quiet", 'q', "false", 0, "Print nothing but what the command prints."),
    FLAG_BOOL(struct exec, in.in, "stdin", 'i', "false", 0, "Pass standard input on to the command."),
    FLAG_BOOL(struct exec, in.tty, "tty", 't', "false", 0,
              "Give the command a terminal; needs --stdin and a terminal."),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct exec *o = opts;
    int dash = cli_args_at_dash(ctx);
    const struct rest_config *config;
    if (argc > 0 && dash != 0)
        strv_add(&o->name, argv[0]);
    if (dash == 0 || dash == 1) {
        for (int i = dash; i < argc; i++)
            strv_add(&o->command, argv[i]);
    } else if (argc > 1 || (argc > 0 && o->in.filenames.n > 0)) {
        return cli_usage_error(ctx,
                               "exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead");
    }
    struct err *e = session_namespace(session_get(ctx), &o->ns, &o->enforce_ns);
    if (e == NULL && o->in.pod_running_timeout.ns <= 0)
        e = cli_usage_error(ctx, "--pod-running-timeout must be higher than zero");
    return e != NULL ? e : session_config(session_get(ctx), &config);
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct exec *o = opts;
    (void)ctx;
    if ((o->name.n == 0 || str_empty(o->name.v[0])) && o->in.filenames.n == 0)
        return err_new("pod, type/name or --filename must be specified");
    if (o->command.n == 0)
        return err_new("you must specify at least one command for the container");
    return NULL;
}

/* kubectl looks a container up by its name here, and asks the annotation only without one. */
static struct err *run_in(struct cmd_ctx *ctx, const struct exec *o, const cJSON *pod)
{
    const cJSON *container = NULL;
    const char *ns = doc_str_at(pod, "metadata.namespace");
    struct err *e = container_check_phase(pod, "exec into");
    if (e == NULL)
        e = container_choose(ctx, pod, o->in.container, o->in.quiet, &container);
    if (e != NULL)
        return e;
    struct container_stream stream = {.ns = ns != NULL ? ns : o->ns,
                                      .pod = doc_str_at(pod, "metadata.name"),
                                      .container = doc_str_at(container, "name"),
                                      .subresource = "exec",
                                      .command = &o->command,
                                      .in = o->in.in,
                                      .raw = container_tty(ctx, o->in.in, o->in.tty, o->in.quiet)};
    return container_run(ctx, &stream);
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct exec *o = opts;
    struct opt_files files = {.filenames = o->in.filenames, .kustomize = ""};
    struct reach_request request = {.files = &files,
                                    .args = &o->name,
                                    .ns = o->ns,
                                    .enforce_ns = o->enforce_ns,
                                    .timeout_ns = o->in.pod_running_timeout.ns,
                                    .several = "cannot exec into multiple objects at a time"};
    cJSON *pod = NULL;
    struct err *e = reach_pod(ctx, &request, &pod);
    if (e == NULL)
        e = run_in(ctx, o, pod);
    cJSON_Delete(pod);
    return e;
}

static void release(void *opts)
{
    struct exec *o = opts;
    strv_release(&o->name);
    strv_release(&o->command);
}

static const struct example examples[] = {
    {"Run a command in a pod", "kubec exec web -- date"},
    {"In one of its containers", "kubec exec web -c sidecar -- ls -l /var/log"},
    {"A shell on a terminal", "kubec exec -it web -- sh"},
    {"Feed a file to a command", "kubec exec -i db -- psql -U admin < dump.sql"},
    {"In a pod of a deployment, and of a service", "kubec exec deploy/web -- env\nkubec exec svc/web -- env"},
    {0},
};

const struct command cmd_exec = {
    .name = "exec",
    .group = GROUP_TROUBLE,
    .usage = "(POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...]",
    .summary = "Execute a command in a container",
    .description =
        "Runs a command in a container of a running pod and ends with its exit code. Words behind -- are the "
        "command and its arguments. With --stdin what comes on standard input is passed on; with --stdin "
        "--tty the command has a terminal, which follows the size of yours.\n\nA connection that breaks "
        "before the command has ended is an error. Streams are WebSockets, which API servers of version 1.30 "
        "or newer speak.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct exec),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
    .complete_args = reach_complete_pod,
};
