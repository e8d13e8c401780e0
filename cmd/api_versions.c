/* api_versions.c - "api-versions": the group/versions that the server serves. */
#include "api/discovery.h"
#include "api/session.h"
#include "api/status.h"
#include "base/mem.h"
#include "cli/cli.h"

#include <stdlib.h>

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct http_client *client;
    (void)opts;
    if (argc > 0) {
        struct strv args = {0};
        for (int i = 0; i < argc; i++)
            strv_add(&args, argv[i]);
        char *all = strv_join(&args, " ");
        struct err *e = cli_usage_error(ctx, "unexpected arguments: [%s]", all);
        free(all);
        strv_release(&args);
        return e;
    }
    return session_http(session_get(ctx), &client);
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct session *s = session_get(ctx);
    struct strv versions = {0};
    (void)opts;
    discovery_invalidate(s);
    struct err *e = discovery_versions(s, &versions);
    if (e != NULL) {
        char *text = err_go_text(e);
        err_free(e);
        e = err_new("couldn't get available api versions from server: %s", text);
        free(text);
    }
    strv_sort(&versions);
    for (size_t i = 0; i < versions.n; i++) {
        char *safe = str_sanitize(versions.v[i]);
        fprintf(ctx->out, "%s\n", safe);
        free(safe);
    }
    strv_release(&versions);
    return e;
}

static const struct example examples[] = {{"Show all group/versions of the server", "kubec api-versions"}, {0}};

const struct command cmd_api_versions = {
    .name = "api-versions",
    .group = GROUP_OTHER,
    .summary = "List the API versions of the server, as group/version",
    .description = "Asks the server which API groups and versions it serves and prints them sorted, one a line. The "
                   "answer is always a fresh one.",
    .examples = examples,
    .complete = complete,
    .run = run,
};
