/* options.c - "options": the flags that every command has. */
#include "cli/cli.h"

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct buf text = buf_new();

    (void)opts;
    cli_help_options(&text, ctx);
    fputs(text.data, ctx->out);
    buf_release(&text);
    return NULL;
}

static const struct example examples[] = {{"Show the flags that every command has", "kubec options"}, {0}};

const struct command cmd_options = {
    .name = "options",
    .group = GROUP_OTHER,
    .bits = CMD_UNLISTED | CMD_NO_FLAGS,
    .summary = "List the flags that every command has",
    .examples = examples,
    .run = run,
};
