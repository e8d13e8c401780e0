/* wait.c - "wait": waits until objects are in a state. */
#include "wait/wait.h"

#include "api/session.h"
#include "base/clock.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "cli/opts.h"
#include "completers.h"

#include <stdlib.h>

#define A_WEEK (INT64_C(168) * 3600 * NS_PER_S)

struct wait {
    struct {
        struct opt_files files;
        struct opt_selector selector;
        struct opt_print print;
        struct strv conditions;
        const char *field_selector;
        struct duration timeout;
        bool all, all_namespaces, local;
    } in;
    struct strv args;
    const char *ns; /* borrowed from the session */
    bool enforce_ns;
    struct err *ns_err; /* kubectl finds out when it looks for objects */
    struct wait_conditions conditions;
    struct printer printer;
};

static const char *const for_words[] = {"create", "delete", "condition=", "jsonpath=", NULL};

static const struct flag flags[] = {
    FLAG_BOOL(struct wait, in.all, "all", 0, "false", 0, "Wait for all objects of the types in the namespace."),
    FLAG_BOOL(struct wait, in.all_namespaces, "all-namespaces", 'A', "false", 0,
              "Look in all namespaces, whatever --namespace and the context say."),
    FLAG_STRING(struct wait, in.field_selector, "field-selector", 0, "QUERY", "", 0,
                "Only objects whose fields match: a=b, a!=b, joined by commas. Each type knows a few fields only."),
    FLAG_STRINGS(struct wait, in.files.filenames, "filename", 'f', "FILE,…", "", 0,
                 "Files, folders or URLs that name the objects (- is standard input); may be repeated.",
                 .files = "json,yaml,yml"),
    FLAG_STRING_ARRAY(struct wait, in.conditions, "for", 0, "STATE", "", 0,
                      "What to wait for: create, delete, condition=TYPE[=STATUS] (true by default; case does not "
                      "matter) or jsonpath='{PATH}'[=VALUE] (without VALUE: that there is one). May be repeated: the "
                      "states are waited for one after the other, create first.",
                      .values = for_words),
    FLAG_BOOL(struct wait, in.local, "local", 0, "false", 0,
              "Take the manifests of -f as they stand, without asking the server for the objects first."),
    FLAG_GROUP(struct wait, in.print, opt_print_flags),
    FLAG_BOOL(struct wait, in.files.recursive, "recursive", 'R', "true", 0,
              "Read the folders in folders given with -f too."),
    FLAG_GROUP(struct wait, in.selector, opt_selector_flags),
    FLAG_DURATION(struct wait, in.timeout, "timeout", 0, "DURATION", "30s", 0,
                  "How long to wait for all of them; 0 looks once, a negative one waits a week."),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct wait *o = opts;
    const struct rest_config *config;
    for (int i = 0; i < argc; i++)
        strv_add(&o->args, argv[i]);
    o->printer.operation = "condition met";
    o->printer.sorted = true;
    struct err *e = printer_init(ctx, &o->printer, &o->in.print, false);
    if (!e)
        e = session_config(session_get(ctx), &config);
    if (!e)
        e = wait_conditions_parse(&o->in.conditions, &o->conditions);
    if (!e)
        o->ns_err = session_namespace(session_get(ctx), &o->ns, &o->enforce_ns);
    return e;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct wait *o = opts;
    struct live_request request = {.files = &o->in.files,
                                   .args = &o->args,
                                   .ns = o->ns,
                                   .enforce_ns = o->enforce_ns,
                                   .selector = o->in.local ? "" : o->in.selector.selector,
                                   .field_selector = o->in.local ? "" : o->in.field_selector,
                                   .allow_types_alone = o->in.all, /* not .all: selectors are fine beside it */
                                   .all_namespaces = o->in.all_namespaces,
                                   .local = o->in.local};
    int64_t timeout = o->in.timeout.ns < 0 ? A_WEEK : o->in.timeout.ns;
    struct live live = {0};
    struct waiting w = {.ctx = ctx,
                        .live = &live,
                        .conditions = &o->conditions,
                        .printer = &o->printer,
                        .deadline = clock_mono_ns() + timeout,
                        .once = timeout == 0};
    struct err *e = o->ns_err;
    o->ns_err = NULL;
    if (!e && o->in.local && o->args.n > 0)
        e = live_local_error();
    if (!e)
        e = live_open(session_get(ctx), &request, &live);
    if (!e)
        e = wait_for_all(&w);
    live_release(&live);
    return e;
}

static void release(void *opts)
{
    struct wait *o = opts;
    strv_release(&o->args);
    wait_conditions_release(&o->conditions);
    err_free(o->ns_err);
}

static const struct example examples[] = {
    {"Wait until a deployment is available", "kubec wait deployment/web --for=condition=Available"},
    {"Wait up to five minutes until all pods with a label are ready",
     "kubec wait pods -l app=web --for=condition=Ready --timeout=5m"},
    {"Wait until a job is no longer suspended", "kubec wait job/backup --for=condition=Suspended=false"},
    {"Wait for the value of a field", "kubec wait pod/web --for=jsonpath='{.status.phase}'=Running"},
    {"Wait until a field has any value", "kubec wait service/web --for=jsonpath='{.status.loadBalancer.ingress}'"},
    {"Wait until a pod is gone", "kubec wait pod/web --for=delete --timeout=60s"},
    {"Wait until an object exists and is ready", "kubec wait pod/web --for=create --for=condition=Ready"},
    {"Look once, without waiting", "kubec wait pod/web --for=condition=Ready --timeout=0"},
    {0},
};

const struct command cmd_wait = {
    .name = "wait",
    .group = GROUP_ADVANCED,
    .usage = "(-f FILE | TYPE/NAME… | TYPE NAME… | TYPE (-l QUERY | --all)) --for=STATE [flags]",
    .summary = "Wait until objects are in a state",
    .description =
        "Waits until each of the objects is in the state that --for names, and prints a line for each. All objects are "
        "waited for at the same time, and the time limit holds for all of them together. An object that does not exist "
        "is an error, unless --for=create waits for it or --for=delete is content with it.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct wait),
    .complete = complete,
    .run = run,
    .release = release,
    .complete_args = complete_any_args,
};
