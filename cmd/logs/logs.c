/* logs.c - "logs": what containers have written. */
#include "logs.h"

#include "api/session.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "completers.h"
#include "doc/doc.h"
#include "offer.h"
#include "print/color.h"
#include "print/gotemplate.h"
#include "resource/objectmeta.h"

#include <stdlib.h>
#include <string.h>

static const struct flag flags[] = {
    FLAG_BOOL(struct logs, in.all_containers, "all-containers", 0, "false", 0,
              "Show the logs of all containers of the pods, init containers and ephemeral ones too."),
    FLAG_BOOL(struct logs, in.all_pods, "all-pods", 0, "false", 0,
              "Show the logs of all pods of the object that is named, not of one; implies --prefix."),
    FLAG_STRING(struct logs, in.container, "container", 'c', "NAME", "", 0, "The container whose log is shown.",
                .complete = offer_pod_containers),
    FLAG_STRING_ARRAY(struct logs, in.exclude, "exclude", 0, "REGEX", "", 0,
                      "Leave out lines that match the expression (POSIX, extended); may be repeated."),
    FLAG_BOOL(struct logs, in.follow, "follow", 'f', "false", 0, "Go on and show lines as they are written."),
    FLAG_STRING(
        struct logs, in.head, "head", 0, "TEMPLATE", "", 0,
        "A Go template of what stands before each line, of .pod, .namespace, .container, .node and .object (the "
        "whole pod)."),
    FLAG_BOOL(struct logs, in.ignore_errors, "ignore-errors", 0, "false", 0,
              "A log that cannot be read is a line that says why, and does not end the others."),
    FLAG_STRING_ARRAY(struct logs, in.include, "include", 0, "REGEX", "", 0,
                      "Show only lines that match the expression (POSIX, extended), or one of several."),
    FLAG_BOOL(
        struct logs, in.insecure, "insecure-skip-tls-verify-backend", 0, "false", 0,
        "The API server does not check the certificate of the kubelet that it gets the log from. Somebody between "
        "the two could then make up what is shown."),
    FLAG_INT(struct logs, in.limit_bytes, "limit-bytes", 0, "BYTES", "0", 0,
             "Show no more than this many bytes of each log; 0: all."),
    FLAG_STRING(struct logs, in.match, "match", 0, "REGEX", "", 0,
                "Show the logs of the pods whose names match the expression (POSIX, extended); implies --prefix."),
    FLAG_INT(struct logs, in.max_requests, "max-log-requests", 0, "COUNT", "5", 0,
             "Refuse to follow more logs than this at the same time. Unless it is given there is no limit."),
    FLAG_BOOL(struct logs, in.new_pods, "new-pods", 0, "false", 0,
              "With --follow: follow the pods and containers too that are started later, until interrupted; implies "
              "--all-pods."),
    FLAG_DURATION(struct logs, in.pod_timeout, "pod-running-timeout", 0, "DURATION", "20s", 0,
                  "How long to wait for a first pod, and with --follow for its log (such as 5s, 2m, 3h), above zero."),
    FLAG_BOOL(struct logs, in.prefix, "prefix", 0, "false", 0,
              "Put the names of the pod and the container before each line."),
    FLAG_BOOL(struct logs, in.previous, "previous", 'p', "false", 0,
              "Show the log of the container's run before the present one."),
    FLAG_STRING(struct logs, in.selector, "selector", 'l', "QUERY", "", 0,
                "Show the logs of the pods whose labels match (=, ==, !=, in, notin, exists)."),
    FLAG_DURATION(struct logs, in.since, "since", 0, "DURATION", "0s", 0,
                  "Show only what is not older (such as 5s, 2m, 3h); not together with --since-time."),
    FLAG_STRING(struct logs, in.since_time, "since-time", 0, "TIME", "", 0,
                "Show only what was written since this time (RFC 3339); not together with --since."),
    FLAG_INT(struct logs, in.tail, "tail", 0, "LINES", "-1", 0,
             "Show only so many lines of the end of each log; -1: all, but 10 with a selector."),
    FLAG_BOOL(struct logs, in.timestamps, "timestamps", 0, "false", 0, "Put its time before each line."),
    FLAG_END,
};

/* ---- what the words mean ---- */

static struct err *take_args(struct cmd_ctx *ctx, struct logs *o, int argc, char **argv)
{
    static const char usage[] = "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\n"
                                "POD or TYPE/NAME is a required argument for the logs command";
    bool selecting = !str_empty(o->in.selector);
    if (argc > 0 && o->has_match)
        return cli_usage_error(ctx, "only --match or a POD or TYPE/NAME is allowed");
    if (argc > 2 || (argc == 0 && !selecting && !o->has_match))
        return cli_usage_error(ctx, "%s", usage);
    if (argc == 1 && selecting)
        return cli_usage_error(ctx, "only a selector (-l) or a POD name is allowed");
    o->container = o->in.container;
    if (argc > 0 && argv[0][0] != '\0')
        o->arg = argv[0];
    if (argc == 2) {
        o->container = argv[1];
        o->inline_container = true;
    }
    return NULL;
}

/* PodLogOptions, as far as they are not taken over as they are. */
static struct err *take_times(struct cmd_ctx *ctx, struct logs *o)
{
    struct err *e = !str_empty(o->in.since_time) ? go_time_check(o->in.since_time) : NULL;
    int64_t ns = 0;
    if (e != NULL)
        return e;
    if (time_parse_rfc3339(o->in.since_time, &ns))
        o->since_text = time_format_rfc3339(ns);
    if (o->in.since.ns != 0) { /* Go's Round: halves away from zero */
        int64_t half = o->in.since.ns < 0 ? -NS_PER_S / 2 : NS_PER_S / 2;
        int64_t seconds = o->in.since.ns / NS_PER_S + (o->in.since.ns % NS_PER_S + half) / NS_PER_S;
        o->since_seconds = xasprintf("%lld", (long long)seconds);
    }
    o->tail = o->in.tail;
    if (!str_empty(o->in.selector) && o->in.tail == -1 && !cli_changed(ctx, "tail"))
        o->tail = 10;
    return NULL;
}

static struct err *compile_own(struct logs *o)
{
    struct err *e = logs_filter(&o->in.include, "include", &o->include);
    if (e == NULL)
        e = logs_filter(&o->in.exclude, "exclude", &o->exclude);
    if (e == NULL && !str_empty(o->in.head))
        e = gotemplate_parse(o->in.head, strlen(o->in.head), &o->template);
    if (e == NULL && o->in.new_pods && !o->in.follow)
        e = err_new("--new-pods is only for --follow");
    return e;
}

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct logs *o = opts;
    struct err *e = NULL;
    o->ctx = ctx;
    if (!str_empty(o->in.match)) {
        e = logs_regex(o->in.match, "match", &o->match);
        o->has_match = e == NULL;
    }
    if (e == NULL)
        e = take_args(ctx, o, argc, argv);
    if (e != NULL)
        return e;
    o->in.all_pods = o->in.all_pods || o->in.new_pods;
    o->in.prefix = o->in.prefix || o->in.all_pods || o->has_match;
    o->colour = color_wanted(ctx->out_tty);
    e = session_namespace(session_get(ctx), &o->ns, NULL);
    if (e == NULL && o->in.pod_timeout.ns <= 0)
        e = err_new("--pod-running-timeout must be higher than zero");
    if (e == NULL)
        e = take_times(ctx, o);
    if (e == NULL)
        e = compile_own(o);
    if (e == NULL && o->arg != NULL && !str_empty(o->in.selector))
        e = err_new("selectors and the all flag cannot be used when passing resource/name arguments");
    return e != NULL ? e : logs_find(o);
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct logs *o = opts;
    if (!str_empty(o->in.since_time) && o->in.since.ns != 0)
        return err_new("at most one of `sinceTime` or `sinceSeconds` may be specified");
    if (o->in.all_containers && !str_empty(o->container))
        return err_new("--all-containers=true should not be specified with container name %s", o->container);
    if (o->inline_container && cli_changed(ctx, "container"))
        return err_new("only one of -c or an inline [CONTAINER] arg is allowed");
    if (o->in.limit_bytes < 0)
        return err_new("--limit-bytes must be greater than 0");
    if (o->since_seconds != NULL && o->since_seconds[0] == '-')
        return err_new("--since must be greater than 0");
    if (o->tail < -1)
        return err_new("--tail must be greater than or equal to -1");
    return NULL;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct logs *o = opts;
    struct err *e = logs_choose(o);
    if (e == NULL && o->in.follow && o->n > 1 && cli_changed(ctx, "max-log-requests") &&
        (int64_t)o->n > o->in.max_requests)
        e = err_new("you are attempting to follow %zu log streams, but maximum allowed concurrency is %lld, use "
                    "--max-log-requests to increase the limit",
                    o->n, (long long)o->in.max_requests);
    return e != NULL ? e : logs_read(o);
}

static void release(void *opts)
{
    struct logs *o = opts;
    for (size_t i = 0; i < o->n; i++)
        logs_stream_free(o->streams[i]);
    free(o->streams);
    free(o->since_text);
    free(o->since_seconds);
    free(o->watch_selector);
    free(o->watch_version);
    cJSON_Delete(o->object);
    gotemplate_free(o->template);
    if (o->has_match)
        regfree(&o->match);
    logs_filter_release(&o->include);
    logs_filter_release(&o->exclude);
    err_free(o->err);
}

/* ---- completion ---- */

static void complete_args(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                          struct completion *out)
{
    (void)opts;
    if (argc == 0)
        complete_pod_or_owner(ctx, prefix, out);
    else if (argc == 1)
        offer_containers_of_pod(ctx, argv[0], prefix, out);
}

static const struct example examples[] = {
    {"Show the log of a pod with one container", "kubec logs web-0"},
    {"Follow one container of a pod", "kubec logs -f web-0 -c app"},
    {"Show the last 20 lines of all containers", "kubec logs web-0 --all-containers --tail=20"},
    {"Show what was written in the last hour, with times", "kubec logs web-0 --since=1h --timestamps"},
    {"Show what the container wrote before it was restarted", "kubec logs web-0 -p"},
    {"Show the logs of all pods of a deployment", "kubec logs deployment/web --all-pods"},
    {"Follow all pods with a label, those too that come later", "kubec logs -f -l app=web --new-pods"},
    {"Follow the pods whose names match, without the lines of health checks",
     "kubec logs -f --match='^web-' --exclude='GET /healthz'"},
    {"Choose what stands before each line", "kubec logs -l app=web --head='{{.node}} {{.pod}}: '"},
    {0},
};

const struct command cmd_logs = {
    .name = "logs",
    .group = GROUP_TROUBLE,
    .usage = "[-f] [-p] (POD | TYPE/NAME) [-c CONTAINER] [flags]",
    .summary = "Print the logs of a container in a pod",
    .description =
        "Prints what a container has written. Without --container it is the one that the pod's annotation "
        "kubectl.kubernetes.io/default-container names, or else the first. Of a Deployment, Job, Service and the like "
        "it is one of their pods, with --all-pods all of them.\n\n"
        "With --follow it goes on until the container ends. A log that breaks off, because a connection is cut or a "
        "kubelet is restarted, is taken up again where it was.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct logs),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
    .complete_args = complete_args,
};
