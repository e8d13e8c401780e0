/* version.c - "version": which API kubec speaks, and what the server is. */
#include "api/version.h"

#include "api/session.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "doc/doc.h"
#include "doc/emit.h"

#include <stdlib.h>
#include <string.h>

struct version {
    struct {
        const char *output;
        bool client;
    } in;
    struct strv args;
};

static const char *const formats[] = {"json", "yaml", NULL};

static const struct flag flags[] = {
    FLAG_BOOL(struct version, in.client, "client", 0, "false", 0, "Only the client's version; asks no server."),
    FLAG_STRING(struct version, in.output, "output", 'o', "FORMAT", "", 0, "The output: json or yaml.",
                .values = formats),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct version *o = opts;
    struct http_client *client;
    if (o->in.client)
        return NULL;
    struct err *e = session_http(session_get(ctx), &client);
    for (int i = 0; e == NULL && i < argc; i++)
        strv_add(&o->args, argv[i]);
    return e;
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct version *o = opts;
    (void)ctx;
    if (o->args.n > 0) {
        char *all = strv_join(&o->args, " ");
        struct err *e = err_new("extra arguments: [%s]", all);
        free(all);
        return e;
    }
    if (o->in.output[0] != '\0' && strcmp(o->in.output, "yaml") != 0 && strcmp(o->in.output, "json") != 0)
        return err_new("--output must be 'yaml' or 'json'");
    return NULL;
}

/* The client in the shape of apimachinery's version.Info: the release of Kubernetes whose kubectl we are like. Fields
 * that speak of a build of Kubernetes are empty. */
static cJSON *client_info(void)
{
    static const char *const pairs[][2] = {
        {"major", KUBE_MAJOR}, {"minor", KUBE_MINOR},     {"gitVersion", KUBE_VERSION},
        {"gitCommit", ""},     {"gitTreeState", "clean"}, {"buildDate", "1970-01-01T00:00:00Z"},
        {"goVersion", ""},     {"compiler", "gcc"},       {"platform", "linux/amd64"},
    };
    cJSON *o = cJSON_CreateObject();
    if (o == NULL)
        out_of_memory();
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        doc_set_str(o, pairs[i][0], pairs[i][1]);
    return o;
}

static void print_document(struct cmd_ctx *ctx, const char *format, const cJSON *server)
{
    cJSON *all = cJSON_CreateObject();
    if (all == NULL)
        out_of_memory();
    doc_set(all, "clientVersion", client_info());
    doc_set_str(all, "kubecVersion", "v" KUBEC_VERSION);
    if (server != NULL)
        doc_set(all, "serverVersion", doc_dup(server));
    struct buf b = buf_new();
    if (strcmp(format, "yaml") == 0)
        emit_yaml(&b, all);
    else
        emit_json(&b, all, 2, 0);
    fprintf(ctx->out, "%s\n", b.data);
    buf_release(&b);
    cJSON_Delete(all);
}

static void print_text(struct cmd_ctx *ctx, const cJSON *server)
{
    fputs("Client Version: " KUBE_VERSION "\nKubec Version: v" KUBEC_VERSION "\n", ctx->out);
    if (server == NULL)
        return;
    char *safe = str_sanitize(doc_str_at(server, "gitVersion"));
    fprintf(ctx->out, "Server Version: %s\n", safe);
    free(safe);
}

static struct err *check_skew(struct cmd_ctx *ctx, const cJSON *server)
{
    char *text = NULL;
    struct err *e = version_skew(doc_str_at(server, "gitVersion"), &text);
    if (e == NULL && text != NULL) {
        if (ctx->global->warnings_as_errors)
            e = err_new("%s", text);
        else
            fprintf(ctx->err, "Warning: %s\n", text);
    }
    free(text);
    return e;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct version *o = opts;
    cJSON *server = NULL;
    struct err *failed = o->in.client ? NULL : server_version(session_get(ctx), &server);
    if (o->in.output[0] == '\0')
        print_text(ctx, server);
    else
        print_document(ctx, o->in.output, server);
    fflush(ctx->out);
    struct err *e = server != NULL ? check_skew(ctx, server) : NULL;
    cJSON_Delete(server);
    if (e == NULL)
        return failed;
    err_free(failed);
    return e;
}

static void release(void *opts)
{
    struct version *o = opts;
    strv_release(&o->args);
}

static const struct example examples[] = {
    {"Show the version of the client and of the server", "kubec version"},
    {"Show the client's version as JSON, without asking a server", "kubec version --client -o json"},
    {0},
};

const struct command cmd_version = {
    .name = "version",
    .group = GROUP_OTHER,
    .usage = "[flags]",
    .summary = "Show the version of the client and of the server",
    .description =
        "Shows which release of the Kubernetes API kubec speaks, kubec's own version, and the version of the "
        "server. More than one minor version between client and server gives a warning.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct version),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
};
