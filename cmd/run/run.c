/* run.c - "run": a pod of one container, from flags. */
#include "run.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "cli/value.h"
#include "made.h"
#include "resource/keyname.h"
#include "resource/record.h"

#include <regex.h>
#include <stdlib.h>
#include <string.h>

struct run {
    struct {
        struct made_in made;
        struct opt_overrides overrides;
        struct opt_record record;
        struct opt_files files; /* taken, and not looked at, as in kubectl */
        struct strv annotations, env;
        const char *image, *image_pull_policy, *port, *labels, *restart, *field_manager, *detach_keys, *cascade;
        bool rm, stdin_open, tty, attach, leave_stdin_open, command, expose, quiet, privileged;
        bool force, wait;
        int64_t grace_period;
        struct duration pod_running_timeout, timeout;
    } in;
    struct generate generate;
    cJSON *annotations, *labels, *env;
    bool attach;
    const char *propagation; /* of what --rm removes */
    int argc;
    char **argv;
};

static const char *const restart_words[] = {"Always", "OnFailure", "Never", NULL};
static const char *const pull_words[] = {"Always", "IfNotPresent", "Never", NULL};
static const char *const cascade_words[] = {"background", "foreground", "orphan", NULL};

#define IGNORED "it is ignored by kubectl run and will be removed in a future release"

static const struct flag flags[] = {
    FLAG_GROUP(struct run, in.made, made_flags),
    FLAG_GROUP(struct run, in.overrides, opt_overrides_flags),
    FLAG_GROUP(struct run, in.record, opt_record_flags),
    FLAG_STRING_ARRAY(struct run, in.annotations, "annotations", 0, "KEY=VALUE", "", 0,
                      "An annotation of the pod; may be repeated."),
    FLAG_BOOL(struct run, in.attach, "attach", 0, "false", 0,
              "Wait until the pod runs and attach to it; the default with --stdin."),
    FLAG_STRING(struct run, in.cascade, "cascade", 0, "HOW", "background", 0,
                "With --rm: what happens to what the pod owns (background, foreground, orphan).",
                .no_value = "background", .values = cascade_words),
    FLAG_BOOL(struct run, in.command, "command", 0, "false", 0,
              "The words behind -- are the container's command, in place of the image's; else they are its arguments."),
    FLAG_STRING(struct run, in.detach_keys, "detach-keys", 0, "KEYS", "ctrl-p,ctrl-q", 0,
                "The keys that end an attachment without ending the container."),
    FLAG_STRING_ARRAY(struct run, in.env, "env", 0, "NAME=VALUE", "", 0,
                      "A variable of the container's environment; may be repeated."),
    FLAG_BOOL(struct run, in.expose, "expose", 0, "false", 0,
              "Make a service of type ClusterIP for the pod too. Needs --port."),
    FLAG_STRING(struct run, in.field_manager, "field-manager", 0, "NAME", "kubectl-run", 0,
                "The name under which the server records who set the fields."),
    FLAG_STRINGS(struct run, in.files.filenames, "filename", 'f', "FILE,…", "", FLAG_HIDDEN | FLAG_OLD_LETTER,
                 "Not used.", .files = "json,yaml,yml", .deprecated = IGNORED),
    FLAG_BOOL(struct run, in.force, "force", 0, "false", 0,
              "Taken, and without effect, as in kubectl: what --rm removes has its own time to end."),
    FLAG_INT(struct run, in.grace_period, "grace-period", 0, "SECONDS", "-1", 0,
             "Taken, and without effect, as in kubectl."),
    FLAG_STRING(struct run, in.image, "image", 0, "IMAGE", "", FLAG_REQUIRED, "The image of the container."),
    FLAG_STRING(struct run, in.image_pull_policy, "image-pull-policy", 0, "WHEN", "", 0,
                "When the image is pulled (Always, IfNotPresent, Never); the server's choice if empty.",
                .values = pull_words),
    FLAG_STRING(struct run, in.files.kustomize, "kustomize", 'k', "FOLDER", "", 0, "Not used.", .files = "/"),
    FLAG_STRING(struct run, in.labels, "labels", 'l', "KEY=VALUE,…", "", 0,
                "The labels of the pod, in place of run=NAME."),
    FLAG_BOOL(struct run, in.leave_stdin_open, "leave-stdin-open", 0, "false", 0,
              "With --stdin: keep the container's standard input open after the first attachment ends."),
    FLAG_DURATION(struct run, in.pod_running_timeout, "pod-running-timeout", 0, "DURATION", "1m0s", 0,
                  "How long to wait until the pod runs; more than zero."),
    FLAG_STRING(struct run, in.port, "port", 0, "PORT", "", 0, "The port that the container declares."),
    FLAG_BOOL(struct run, in.privileged, "privileged", 0, "false", 0, "Run the container with all rights on its node."),
    FLAG_BOOL(struct run, in.quiet, "quiet", 'q', "false", 0, "Print no prompts."),
    FLAG_BOOL(struct run, in.files.recursive, "recursive", 'R', "false", 0, "Not used."),
    FLAG_STRING(struct run, in.restart, "restart", 0, "WHEN", "Always", 0,
                "When the container is started again after it ended (Always, OnFailure, Never).",
                .values = restart_words),
    FLAG_BOOL(struct run, in.rm, "rm", 0, "false", 0, "Delete the pod when the attachment ends."),
    FLAG_BOOL(struct run, in.stdin_open, "stdin", 'i', "false", 0,
              "Keep the container's standard input open, even if nothing is attached."),
    FLAG_DURATION(struct run, in.timeout, "timeout", 0, "DURATION", "0s", 0,
                  "Taken, and without effect, as in kubectl."),
    FLAG_BOOL(struct run, in.tty, "tty", 't', "false", 0, "Give the container a terminal."),
    FLAG_BOOL(struct run, in.wait, "wait", 0, "false", 0,
              "Taken, and without effect, as in kubectl: --rm does not wait."),
    FLAG_END,
};

/* ---- what the flags say ---- */

static struct err *parse_annotations(struct run *o)
{
    struct strv wrong = {0};
    o->annotations = cJSON_CreateObject();
    for (size_t i = 0; i < o->in.annotations.n; i++) {
        const char *pair = o->in.annotations.v[i], *equals = strchr(pair, '=');
        if (!equals || equals == pair) {
            strv_add(&wrong, pair);
            continue;
        }
        char *key = xstrndup(pair, (size_t)(equals - pair));
        doc_set_sorted(o->annotations, key, cJSON_CreateString(equals + 1));
        free(key);
    }
    char *list = strv_join(&wrong, ", ");
    struct err *e = wrong.n ? err_new("invalid annotations format: %s", list) : NULL;
    free(list);
    strv_release(&wrong);
    return e;
}

static struct err *parse_env(struct run *o)
{
    struct err *e = NULL;
    o->env = cJSON_CreateArray();
    for (size_t i = 0; i < o->in.env.n && !e; i++) {
        const char *text = o->in.env.v[i], *equals = strchr(text, '=');
        struct strv why = {0};
        char *name = xstrndup(text, equals ? (size_t)(equals - text) : 0);
        if (!equals || *name == '\0' || !env_name_check(name, &why)) {
            e = err_new("invalid env: %s", text);
        } else {
            cJSON *one = cJSON_CreateObject();
            doc_set_str(one, "name", name);
            doc_set_str(one, "value", equals + 1);
            cJSON_AddItemToArray(o->env, one);
        }
        strv_release(&why);
        free(name);
    }
    return e;
}

static bool is_one_of(const char *const *words, const char *s)
{
    for (; *words; words++)
        if (str_eq(*words, s))
            return true;
    return false;
}

static struct err *check_policies(struct run *o)
{
    if (str_empty(o->in.restart))
        o->in.restart = o->in.stdin_open ? "OnFailure" : "Always";
    if (!is_one_of(restart_words, o->in.restart))
        return err_new("invalid restart policy: %s, valid values are: Always, OnFailure, Never", o->in.restart);
    if (!str_empty(o->in.image_pull_policy) && !is_one_of(pull_words, o->in.image_pull_policy))
        return err_new("invalid image pull policy: %s, valid values are: Always, IfNotPresent, Never",
                       o->in.image_pull_policy);
    if (o->in.pod_running_timeout.ns <= 0)
        return err_new("--pod-running-timeout must be higher than zero");
    return NULL;
}

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct run *o = opts;
    o->argc = argc;
    o->argv = argv;
    struct err *e = parse_annotations(o);
    if (!e)
        e = made_labels(o->in.labels, &o->labels);
    if (!e)
        e = parse_env(o);
    if (!e)
        e = check_policies(o);
    o->attach = cli_changed(ctx, "attach") ? o->in.attach : o->in.attach || o->in.stdin_open;
    if (!e)
        e = made_complete(ctx, &o->in.made, o->in.field_manager, &o->generate);
    return e ? e : opt_cascade_get(ctx, o->in.cascade, &o->propagation);
}

/* The grammar of image references: distribution/reference's ReferenceRegexp. */
#define COMPONENT "[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*"
#define HOST_PART "([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])"
#define HOST "(" HOST_PART "([.]" HOST_PART ")*|\\[[a-fA-F0-9:]+\\])(:[0-9]+)?"
#define DIGEST "[A-Za-z][A-Za-z0-9]*([-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}"
#define REFERENCE "^(" HOST "/)?" COMPONENT "(/" COMPONENT ")*(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(@" DIGEST ")?$"
#define IMAGE_MAX 4096 /* bytes; no registry has longer names */

static struct err *check_image(const char *image)
{
    regex_t re;
    bool fits = strlen(image) <= IMAGE_MAX && regcomp(&re, REFERENCE, REG_EXTENDED | REG_NOSUB) == 0;
    if (fits) {
        fits = regexec(&re, image, 0, NULL, 0) == 0;
        regfree(&re);
    }
    if (fits)
        return NULL;
    char *quoted = str_quote(image);
    struct err *e = err_new("invalid image name %s: invalid reference format", quoted);
    free(quoted);
    return e;
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct run *o = opts;
    struct err *e = NULL;
    int64_t port;
    (void)ctx;
    if (o->argc == 0)
        return err_new("NAME is required for run");
    if (str_empty(o->in.image))
        return err_new("--image is required");
    e = check_image(o->in.image);
    if (e)
        return e;
    if (o->in.tty && !o->in.stdin_open)
        return err_new("-i/--stdin is required for containers with -t/--tty=true");
    if (o->in.expose && str_empty(o->in.port))
        return err_new("--port must be set when exposing a service");
    e = str_empty(o->in.port) ? NULL : value_int(o->in.port, 10, 64, &port);
    if (e) {
        err_free(e);
        return err_new("--port must be a number");
    }
    if (!o->attach && o->in.rm)
        return err_new("--rm should only be used for attached containers");
    if (o->attach && o->generate.write.dry_run != DRY_RUN_NONE)
        return err_new("--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, "
                       "or --tty)");
    return NULL;
}

/* ---- the objects ---- */

static cJSON *port_number(const struct run *o)
{
    int64_t port = 0;
    err_free(value_int(o->in.port, 10, 64, &port)); /* checked by validate */
    return doc_new_int((int32_t)(uint32_t)(uint64_t)port);
}

static cJSON *make_container(const struct run *o)
{
    cJSON *c = cJSON_CreateObject();
    doc_set_str(c, "name", o->argv[0]);
    doc_set_str(c, "image", o->in.image);
    doc_set(c, "env", doc_dup(o->env));
    doc_set(c, "stdin", cJSON_CreateBool(o->in.stdin_open));
    doc_set(c, "stdinOnce", cJSON_CreateBool(o->in.stdin_open && !o->in.leave_stdin_open));
    doc_set(c, "tty", cJSON_CreateBool(o->in.tty));
    doc_set_str(c, "imagePullPolicy", o->in.image_pull_policy);
    if (o->in.privileged)
        doc_set_at(c, "securityContext.privileged", cJSON_CreateTrue());
    if (o->argc > 1) {
        cJSON *words = cJSON_CreateArray();
        for (int i = 1; i < o->argc; i++)
            cJSON_AddItemToArray(words, cJSON_CreateString(o->argv[i]));
        doc_set(c, o->in.command ? "command" : "args", words);
    }
    if (!str_empty(o->in.port)) {
        cJSON *ports = cJSON_CreateArray(), *port = cJSON_CreateObject();
        doc_set(port, "containerPort", port_number(o));
        cJSON_AddItemToArray(ports, port);
        doc_set(c, "ports", ports);
    }
    return c;
}

static cJSON *new_object(const struct run *o, const char *kind)
{
    cJSON *object = cJSON_CreateObject();
    doc_set_str(object, "kind", kind);
    doc_set_str(object, "apiVersion", "v1");
    doc_set_str(doc_make_at(object, "metadata"), "name", o->argv[0]);
    return object;
}

/* The pod's labels, which the service selects. */
static cJSON *pod_labels(const struct run *o)
{
    if (o->labels)
        return doc_dup(o->labels);
    cJSON *labels = cJSON_CreateObject();
    doc_set_str(labels, "run", o->argv[0]);
    return labels;
}

static cJSON *make_pod(const struct run *o)
{
    cJSON *pod = new_object(o, "Pod"), *containers = cJSON_CreateArray();
    doc_set_at(pod, "metadata.labels", pod_labels(o));
    doc_set_at(pod, "metadata.annotations", doc_dup(o->annotations));
    cJSON_AddItemToArray(containers, make_container(o));
    doc_set_at(pod, "spec.containers", containers);
    doc_set_at(pod, "spec.dnsPolicy", cJSON_CreateString("ClusterFirst"));
    doc_set_at(pod, "spec.restartPolicy", cJSON_CreateString(o->in.restart));
    return pod;
}

static cJSON *make_service(const struct run *o)
{
    cJSON *service = new_object(o, "Service"), *ports = cJSON_CreateArray(), *port = cJSON_CreateObject();
    if (o->labels)
        doc_set_at(service, "metadata.labels", doc_dup(o->labels));
    doc_set_str(port, "protocol", "TCP");
    doc_set(port, "port", port_number(o));
    doc_set(port, "targetPort", port_number(o));
    cJSON_AddItemToArray(ports, port);
    doc_set_at(service, "spec.ports", ports);
    doc_set_at(service, "spec.selector", pod_labels(o));
    return service;
}

/* Creates one object, or does as --dry-run says. */
static struct err *create(struct cmd_ctx *ctx, const struct run *o, const struct opt_overrides *overrides,
                          cJSON **object)
{
    struct err *e = made_override(overrides, object);
    if (e)
        return e;
    record_change_cause(ctx, &o->in.record, *object);
    if (o->generate.write.dry_run == DRY_RUN_CLIENT && o->generate.enforce_ns)
        doc_set_at(*object, "metadata.namespace", cJSON_CreateString(o->generate.ns));
    e = made_typed(object);
    return e ? e : generate_create(ctx, &o->generate, object, NULL);
}

/* Stays with the pod that was created. */
static struct err *attach(struct cmd_ctx *ctx, const struct run *o, cJSON *const *objects)
{
    char *command = xasprintf("%s attach", ctx->prog);
    struct run_attach a = {
        .attach = {.container = "",
                   .in = o->in.stdin_open,
                   .tty = o->in.tty,
                   .quiet = o->in.quiet,
                   .detach_keys = o->in.detach_keys,
                   .command = command},
        .timeout_ns = o->in.pod_running_timeout.ns,
        .wait_for_end = !o->in.leave_stdin_open && !str_eq(o->in.restart, "Always"),
        .only_success = str_eq(o->in.restart, "OnFailure"),
        .remove = o->in.rm,
        .propagation = o->propagation,
    };
    struct err *e = run_attach(ctx, &a, objects, objects[1] ? 2 : 1);
    free(command);
    return e;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    static const struct opt_overrides none = {"", ""};
    struct run *o = opts;
    struct err *errs = NULL;
    cJSON *objects[2] = {make_pod(o), o->in.expose ? make_service(o) : NULL};
    struct err *e = create(ctx, o, &o->in.overrides, &objects[0]);
    for (size_t i = 0; i < 2 && !e && objects[i]; i++) {
        struct err *failed = i > 0 ? create(ctx, o, &none, &objects[i]) : NULL;
        if (failed) {
            err_collect(&errs, failed);
            cJSON_Delete(objects[i]);
            objects[i] = NULL;
        }
    }
    if (!e && o->attach)
        e = attach(ctx, o, objects);
    for (size_t i = 0; i < 2 && !e && !o->attach && objects[i]; i++)
        err_collect(&errs, generate_print(ctx, &o->generate, objects[i], "created"));
    cJSON_Delete(objects[0]);
    cJSON_Delete(objects[1]);
    if (e) { /* of kubectl, too, only this one is told */
        err_free(errs);
        return e;
    }
    return o->attach ? (err_free(errs), NULL) : err_reduce(errs);
}

static void release(void *opts)
{
    struct run *o = opts;
    cJSON_Delete(o->annotations);
    cJSON_Delete(o->labels);
    cJSON_Delete(o->env);
}

static const struct example examples[] = {
    {"Run one pod", "kubec run web --image=nginx:1.27"},
    {"With a port, variables and labels",
     "kubec run db --image=example.com/db:v1 --port=5432 --env=MODE=test --env=LEVEL=2 --labels=app=db,tier=data"},
    {"A pod and a service for it", "kubec run web --image=nginx:1.27 --port=80 --expose"},
    {"A shell in a pod that goes away with it", "kubec run -it --rm sh --image=busybox --restart=Never -- sh"},
    {"Write the manifest only", "kubec run web --image=nginx:1.27 --dry-run=client -o yaml"},
    {"Another command than the image's", "kubec run task --image=busybox --restart=Never --command -- sleep 60"},
    {"Change what the flags do not reach",
     "kubec run web --image=nginx:1.27 --overrides='{\"spec\":{\"nodeName\":\"node-1\"}}'"},
    {0},
};

const struct command cmd_run = {
    .name = "run",
    .group = GROUP_BASIC,
    .usage = "NAME --image=image [--env=\"key=value\"] [--port=port] [--dry-run=server|client] "
             "[--overrides=inline-json] [--command] -- [COMMAND] [args...]",
    .summary = "Run an image in a pod",
    .description =
        "Creates a pod with one container of the given image. Words behind -- are its arguments, or with "
        "--command its command.\n\nWith --stdin or --attach it waits until the pod runs and attaches to it; what the "
        "container printed before is shown first. With --restart=Never (and OnFailure) it then waits for the "
        "pod's end and ends with the container's exit code; --rm removes what was created.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct run),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
};
