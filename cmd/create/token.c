/* token.c - "create token". */
#include "api/request.h"
#include "api/session.h"
#include "api/status.h"
#include "cli/cli.h"
#include "completers.h"
#include "create/children.h"
#include "create/generate.h"
#include "doc/emit.h"

#include <stdlib.h>
#include <string.h>

struct create_token {
    struct {
        struct opt_print print;
        struct strv audiences;
        const char *kind, *object, *uid;
        struct duration duration;
    } in;
    struct printer printer;
    const char *name, *ns;
};

static const char *const kinds[] = {"Node", "Pod", "Secret", NULL};

static void complete_bound(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    const struct create_token *o = opts;
    const char *kind = o != NULL ? o->in.kind : NULL;
    for (size_t i = 0; kinds[i] != NULL; i++) {
        if (str_eq(kind, kinds[i])) {
            char *type = str_lower(kind);
            complete_names(ctx, type, "", prefix, out);
            free(type);
        }
    }
}

static const struct flag flags[] = {
    FLAG_STRING_ARRAY(struct create_token, in.audiences, "audience", 0, "NAME", "", 0,
                      "For whom the token is valid; the API server itself if none is given. May be repeated."),
    FLAG_STRING(struct create_token, in.kind, "bound-object-kind", 0, "KIND", "", 0,
                "The kind of an object with which the token ends; needs --bound-object-name.", .values = kinds),
    FLAG_STRING(struct create_token, in.object, "bound-object-name", 0, "NAME", "", 0,
                "The name of that object; needs --bound-object-kind.", .complete = complete_bound),
    FLAG_STRING(struct create_token, in.uid, "bound-object-uid", 0, "UID", "", 0,
                "The uid that the object must have; that of the existing object if none is given."),
    FLAG_DURATION(struct create_token, in.duration, "duration", 0, "TIME", "0s", 0,
                  "How long the token should be valid; 0 leaves it to the server, which may also give another time."),
    FLAG_GROUP(struct create_token, in.print, opt_print_flags),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct create_token *o = opts;
    struct session *s = session_get(ctx);
    const struct rest_config *config;
    bool given;
    struct err *e = generate_name(ctx, argc, argv, &o->name);
    if (e == NULL)
        e = session_namespace(s, &o->ns, &given);
    if (e == NULL)
        e = session_config(s, &config);
    if (e == NULL)
        e = printer_init(ctx, &o->printer, &o->in.print, false);
    return e;
}

static struct err *check_bound(const struct create_token *o)
{
    bool known = false;
    if (str_empty(o->in.kind)) {
        if (!str_empty(o->in.object))
            return err_new("--bound-object-name can only be set if --bound-object-kind is provided");
        if (!str_empty(o->in.uid))
            return err_new("--bound-object-uid can only be set if --bound-object-kind is provided");
        return NULL;
    }
    for (size_t i = 0; kinds[i] != NULL; i++)
        known = known || strcmp(o->in.kind, kinds[i]) == 0;
    if (!known)
        return err_new("supported --bound-object-kind values are Node, Pod, Secret");
    if (str_empty(o->in.object))
        return err_new("--bound-object-name is required if --bound-object-kind is provided");
    return NULL;
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct create_token *o = opts;
    if (o->name[0] == '\0')
        return err_new("service account name is required");
    if (str_empty(o->ns))
        return err_new("--namespace is required");
    if (o->in.duration.ns < 0)
        return err_new("--duration must be greater than or equal to 0");
    if (o->in.duration.ns % NS_PER_S != 0)
        return err_new("--duration cannot be expressed in units less than seconds");
    for (size_t i = 0; i < o->in.audiences.n; i++) {
        if (o->in.audiences.v[i][0] == '\0')
            return err_new("--audience must not be an empty string");
    }
    return check_bound(o);
}

/* What is asked for. The caller frees. */
static char *request_body(const struct create_token *o)
{
    cJSON *request = cJSON_CreateObject(), *audiences = cJSON_CreateArray();
    struct buf b = buf_new();
    doc_set_str(request, "kind", "TokenRequest");
    doc_set_str(request, "apiVersion", "authentication.k8s.io/v1");
    cJSON *spec = doc_make_at(request, "spec");
    for (size_t i = 0; i < o->in.audiences.n; i++)
        cJSON_AddItemToArray(audiences, cJSON_CreateString(o->in.audiences.v[i]));
    generate_set(spec, "audiences", audiences);
    if (o->in.duration.ns > 0)
        doc_set(spec, "expirationSeconds", doc_new_int(o->in.duration.ns / NS_PER_S));
    if (!str_empty(o->in.kind)) {
        cJSON *ref = doc_make_at(spec, "boundObjectRef");
        doc_set_str(ref, "kind", o->in.kind);
        doc_set_str(ref, "apiVersion", "v1");
        doc_set_str(ref, "name", o->in.object);
        if (!str_empty(o->in.uid))
            doc_set_str(ref, "uid", o->in.uid);
    }
    emit_json_compact(&b, request, 0);
    cJSON_Delete(request);
    return buf_take(&b);
}

static struct err *print(struct cmd_ctx *ctx, struct create_token *o, const cJSON *answer)
{
    const char *token = doc_str_at(answer, "status.token");
    if (str_empty(token))
        return err_new("failed to create token: no token in server response");
    if (cli_changed(ctx, "output")) {
        o->printer.operation = "created";
        return print_object(&o->printer, ctx->out, answer);
    }
    /* A line break only where somebody looks at it. */
    fprintf(ctx->out, "%s%s", token, ctx->out_tty ? "\n" : "");
    return NULL;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct create_token *o = opts;
    struct api_resource *r = generate_resource("", "v1", "ServiceAccount");
    char *body = request_body(o);
    struct api_call call = {.verb = "create",
                            .resource = r,
                            .ns = o->ns,
                            .name = o->name,
                            .subresource = "token",
                            .body = body,
                            .body_len = strlen(body)};
    cJSON *answer = NULL;
    struct err *e = api_do(session_get(ctx), &call, &answer);
    if (e != NULL)
        e = generate_failed(e, "failed to create token: ");
    else
        e = print(ctx, o, answer);
    cJSON_Delete(answer);
    free(body);
    api_resource_free(r);
    return e;
}

static void complete_args(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                          struct completion *out)
{
    if (argc == 0)
        complete_names(ctx, "serviceaccount", "", prefix, out);
}

static const struct example examples[] = {
    {"Ask for a token of a service account", "kubec create token builder"},
    {"For another service, for ten minutes",
     "kubec create token builder --audience=https://vault.example.com --duration=10m"},
    {"That ends with a secret", "kubec create token builder --bound-object-kind=Secret --bound-object-name=ci"},
    {0},
};

const struct command cmd_create_token = {
    .name = "token",
    .usage = "SERVICE_ACCOUNT_NAME [flags]",
    .summary = "Ask for a token of a service account",
    .description =
        "Asks the server for a token with which one speaks to it (or to another service) as a service account, "
        "and prints it.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct create_token),
    .complete = complete,
    .validate = validate,
    .run = run,
    .complete_args = complete_args,
};
