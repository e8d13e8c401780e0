/* certificate.c - "certificate approve" and "certificate deny". */
#include "api/session.h"
#include "api/status.h"
#include "base/clock.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "offer.h"
#include "print/print.h"
#include "resource/live.h"
#include "resource/write.h"

#include <stdlib.h>
#include <string.h>

#define RETRIES 10

struct certificate {
    struct {
        struct opt_files files;
        struct opt_print print;
        bool force;
    } in;
    struct cmd_ctx *ctx;
    bool approve;
    struct printer printer;
    struct strv args;
    size_t found;
};

static const struct flag flags[] = {
    FLAG_GROUP(struct certificate, in.files, opt_files_flags),
    FLAG_GROUP(struct certificate, in.print, opt_print_flags),
    FLAG_BOOL(struct certificate, in.force, "force", 0, "false", 0,
              "Write the request even if it has been decided so already."),
    FLAG_END,
};

/* kubectl sends no manager; the server takes the name from the user agent. */
static const char *const query[] = {"fieldManager", "kubectl", NULL};

/* ---- one request ---- */

static bool has_condition(const cJSON *csr, const char *type)
{
    const cJSON *condition;
    cJSON_ArrayForEach(condition, doc_at(csr, "status.conditions"))
    {
        if (str_eq(doc_str_at(condition, "type"), type))
            return true;
    }
    return false;
}

static void add_condition(cJSON *csr, bool approve)
{
    cJSON *status = doc_make_at(csr, "status"), *list = doc_get(status, "conditions");
    if (!cJSON_IsArray(list)) {
        list = cJSON_CreateArray();
        doc_set(status, "conditions", list);
    }
    cJSON *condition = cJSON_CreateObject();
    char *now = time_format_rfc3339(clock_now_ns());
    doc_set_str(condition, "type", approve ? "Approved" : "Denied");
    doc_set_str(condition, "status", "True");
    doc_set_str(condition, "reason", approve ? "KubectlApprove" : "KubectlDeny");
    doc_set_str(condition, "message",
                approve ? "This CSR was approved by kubectl certificate approve."
                        : "This CSR was denied by kubectl certificate deny.");
    doc_set_str(condition, "lastUpdateTime", now);
    free(now);
    cJSON_AddItemToArray(list, condition);
}

/* The body to send, or NULL when there is nothing to do. */
static struct err *decide(const struct certificate *v, const cJSON *csr, char **body)
{
    const char *other = v->approve ? "Denied" : "Approved";
    bool has = has_condition(csr, v->approve ? "Approved" : "Denied");
    *body = NULL;
    if (has_condition(csr, other)) {
        const char *name = doc_str_at(csr, "metadata.name");
        char *quoted = str_quote(name != NULL ? name : "");
        struct err *e = err_new("certificate signing request %s is already %s", quoted, other);
        free(quoted);
        return e;
    }
    if (has && !v->in.force)
        return NULL;
    cJSON *copy = doc_dup(csr);
    if (!has)
        add_condition(copy, v->approve);
    *body = write_body(copy);
    cJSON_Delete(copy);
    return NULL;
}

static struct err *compute(void *arg, struct live_object *o, struct live_change *change)
{
    const struct certificate *v = arg;
    const struct api_resource *r = o->resource;
    if (!str_eq(r->kind, "CertificateSigningRequest") || !str_eq(r->group, "certificates.k8s.io"))
        return err_new("can only handle CertificateSigningRequest.certificates.k8s.io objects, got %s%s%s", r->kind,
                       r->group[0] != '\0' ? "." : "", r->group);
    char *body;
    struct err *e = decide(v, o->object, &body);
    if (body != NULL)
        *change = (struct live_change){.verb = "update", .subresource = "approval", .body = body, .query = query};
    return e;
}

/* kubectl prints the request as it was. */
static struct err *outcome(void *arg, struct live_object *o, cJSON *answer)
{
    struct certificate *v = arg;
    (void)answer;
    v->found++;
    return print_object(&v->printer, v->ctx->out, o->object);
}

/* Reads the object anew and decides on it; */
static struct err *try_again(struct certificate *v, struct live_object *o)
{
    struct session *s = session_get(v->ctx);
    struct api_call get = {.verb = "get", .resource = o->resource, .name = o->name};
    cJSON *fresh = NULL;
    char *body = NULL;
    struct err *e = api_do(s, &get, &fresh);
    if (e != NULL)
        return e;
    cJSON_Delete(o->object);
    o->object = fresh;
    e = decide(v, o->object, &body);
    if (e == NULL && body != NULL) {
        struct api_call put = {.verb = "update",
                               .resource = o->resource,
                               .name = o->name,
                               .subresource = "approval",
                               .query = query,
                               .body = body,
                               .body_len = strlen(body)};
        e = api_do(s, &put, NULL);
    }
    free(body);
    return e;
}

static struct err *failed(void *arg, struct live_object *o, struct err *e)
{
    struct certificate *v = arg;
    for (int i = 0; i < RETRIES && err_has_reason(e, "Conflict"); i++) {
        err_free(e);
        e = try_again(v, o);
    }
    return e != NULL ? e : outcome(v, o, NULL);
}

/* ---- the verbs ---- */

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct certificate *o = opts;
    const struct rest_config *config;
    bool slashes = false;
    o->ctx = ctx;
    o->approve = str_eq(ctx->cmd->name, "approve");
    for (int i = 0; i < argc; i++)
        slashes = slashes || strchr(argv[i], '/') != NULL;
    if (argc > 0 && !slashes)
        strv_add(&o->args, "certificatesigningrequests");
    for (int i = 0; i < argc; i++) {
        if (!slashes || strchr(argv[i], '/') != NULL)
            strv_add(&o->args, argv[i]);
    }
    struct err *e = printer_init(ctx, &o->printer, &o->in.print, false);
    o->printer.sorted = true;
    o->printer.operation = o->approve ? "approved" : "denied";
    if (e == NULL)
        e = session_config(session_get(ctx), &config);
    return e;
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct certificate *o = opts;
    (void)ctx;
    if (o->args.n == 0 && o->in.files.filenames.n == 0 && str_empty(o->in.files.kustomize))
        return err_new("one or more CSRs must be specified as <name> or -f <filename>");
    return NULL;
}

/* These verbs have no namespace: what needs one from elsewhere is an error. */
static struct err *check_namespaces(struct live *l)
{
    for (size_t i = 0; i < l->targets.n; i++) {
        struct target *t = &l->targets.v[i];
        if (t->err != NULL || !t->resource->namespaced || !str_empty(t->ns))
            continue;
        char *quoted = str_quote(t->name);
        t->err = err_new("no namespace set on resource %s/%s, Resource=%s %s", t->resource->group, t->resource->version,
                         t->resource->name, quoted);
        free(quoted);
    }
    for (size_t i = 0; i < l->items.n; i++) {
        if (l->items.v[i].resource->namespaced)
            return err_new("namespace may not be empty when retrieving a resource by name");
    }
    return NULL;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct certificate *o = opts;
    bool files = o->in.files.filenames.n > 0 || !str_empty(o->in.files.kustomize);
    const struct live_request request = {.files = &o->in.files, .args = files ? NULL : &o->args, .ns = ""};
    const struct live_verb verb = {
        .compute = compute, .outcome = outcome, .failed = failed, .done = o->approve ? "approved" : "denied"};
    struct live live;
    struct err *e = live_open(session_get(ctx), &request, &live);
    if (e == NULL && files && o->args.n > 0)
        e = err_new("resource/name arguments cannot be provided when a path is specified");
    if (e == NULL)
        e = check_namespaces(&live);
    if (e == NULL)
        e = live_run(&live, &verb, o, NULL);
    live_release(&live);
    if (e == NULL && o->found == 0)
        fputs("No resources found\n", ctx->out);
    return e;
}

static void release(void *opts)
{
    struct certificate *o = opts;
    strv_release(&o->args);
}

static const struct example approve_examples[] = {
    {"Approve a request", "kubec certificate approve csr-7xk2q"},
    {"Approve what a manifest names, and see the request", "kubec certificate approve -f csr.yaml -o yaml"},
    {0},
};

static const struct command cmd_certificate_approve = {
    .name = "approve",
    .usage = "(-f FILENAME | NAME...) [flags]",
    .summary = "Approve certificate signing requests",
    .description = "Tells the signer of a request to issue the certificate.\n\n"
                   "A certificate may let its owner do anything in the cluster, or speak in another's name: look at "
                   "what a request asks for before approving it.",
    .examples = approve_examples,
    .flags = flags,
    .opts_size = sizeof(struct certificate),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
    .complete_args = offer_args_certificate,
};

static const struct example deny_examples[] = {
    {"Deny two requests", "kubec certificate deny csr-7xk2q csr-9gh4w"},
    {0},
};

static const struct command cmd_certificate_deny = {
    .name = "deny",
    .usage = "(-f FILENAME | NAME...) [flags]",
    .summary = "Deny certificate signing requests",
    .description = "Tells the signer of a request not to issue the certificate.",
    .examples = deny_examples,
    .flags = flags,
    .opts_size = sizeof(struct certificate),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
    .complete_args = offer_args_certificate,
};

static const struct command *const children[] = {&cmd_certificate_approve, &cmd_certificate_deny, NULL};

const struct command cmd_certificate = {
    .name = "certificate",
    .group = GROUP_CLUSTER,
    .bits = CMD_HELP_STDOUT | CMD_HELP_OK,
    .usage = "SUBCOMMAND",
    .summary = "Approve or deny certificate signing requests",
    .description = "Decides on requests for certificates that the cluster's signers wait with.",
    .children = children,
};
