/* current_context.c - "config current-context". */
#include "config/common.h"

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    (void)opts;
    struct kubeconfig *k;
    struct err *e = config_load(ctx, &k);
    if (e != NULL)
        return e;
    if (k->current_context[0] == '\0')
        e = err_new("current-context is not set");
    else
        config_say(ctx->out, "%s\n", k->current_context, NULL);
    kubeconfig_free(k);
    return e;
}

static const struct example examples[] = {
    {"Show which context is in use", "kubec config current-context"},
    {0},
};

const struct command cmd_config_current_context = {
    .name = "current-context",
    .usage = "[flags]",
    .summary = "Show the current context",
    .description = "Prints the name of the context that is in use.",
    .examples = examples,
    .run = run,
};
