/* complete.c - "__complete" and "__completeNoDesc": what the completion scripts ask. */
#include "cli/cli.h"
#include "cli/completion.h"
#include "cli/value.h"

#include <ctype.h>
#include <stdlib.h>

struct ask {
    int argc;
    char **argv;
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct ask *a = opts;

    (void)ctx;
    a->argc = argc;
    a->argv = argv;
    if (argc == 0)
        return err_new("requires at least 1 arg(s), only received 0");
    return NULL;
}

/* cobra: PROG_COMPLETION_DESCRIPTIONS or COBRA_COMPLETION_DESCRIPTIONS may turn descriptions off. */
static bool wants_descriptions(const char *prog)
{
    struct buf name = buf_new();
    const char *value = NULL;
    bool on = true;
    struct err *e = NULL;

    for (const char *c = prog; *c; c++)
        buf_addc(&name, (char)(isalnum((unsigned char)*c) ? toupper((unsigned char)*c) : '_'));
    buf_adds(&name, "_COMPLETION_DESCRIPTIONS");
    value = getenv(name.data);
    if (!value || !*value)
        value = getenv("COBRA_COMPLETION_DESCRIPTIONS");
    e = value_bool(value ? value : "true", &on);
    if (e)
        on = true;
    err_free(e);
    buf_release(&name);
    return on;
}

static struct err *answer(struct cmd_ctx *ctx, const struct ask *a, bool descriptions)
{
    struct completion c;

    cli_complete(ctx, a->argc, a->argv, &c);
    cli_complete_print(ctx, &c, descriptions);
    completion_release(&c);
    return NULL;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    return answer(ctx, opts, wants_descriptions(ctx->prog));
}

static struct err *run_plain(struct cmd_ctx *ctx, void *opts)
{
    return answer(ctx, opts, false);
}

const struct command cmd_complete = {
    .name = "__complete",
    .bits = CMD_HIDDEN | CMD_RAW_ARGS,
    .usage = "[ARGUMENT…] WORD",
    .summary = "List what may stand for the last word of a command line",
    .opts_size = sizeof(struct ask),
    .complete = complete,
    .run = run,
};

const struct command cmd_complete_plain = {
    .name = "__completeNoDesc",
    .bits = CMD_HIDDEN | CMD_RAW_ARGS,
    .usage = "[ARGUMENT…] WORD",
    .summary = "List what may stand for the last word of a command line, without descriptions",
    .opts_size = sizeof(struct ask),
    .complete = complete,
    .run = run_plain,
};
