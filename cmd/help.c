/* help.c - "help": the help of any command. */
#include "cli/cli.h"
#include "cli/completion.h"

#include <stdlib.h>

/* The options: what was asked for. */
struct help {
    struct cli_found found;
    int argc;
    char **argv;
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct help *h = opts;

    h->argc = argc;
    h->argv = argv;
    cli_find(ctx->root, argc, argv, &h->found);
    return NULL;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct help *h = opts;
    const struct command *cmd = h->found.path[h->found.depth];
    FILE *to = h->found.unknown ? ctx->err : ctx->out;
    char *path = cli_found_path(&h->found, ctx->prog);
    struct buf text = buf_new();

    if (h->found.unknown) { /* no error, as in kubectl: the list of commands answers it */
        fputs("Unknown help topic [", ctx->err);
        for (int i = 0; i < h->argc; i++)
            fprintf(ctx->err, "%s`%s`", i > 0 ? " " : "", h->argv[i]);
        fputs("]\n\n", ctx->err);
    }
    cli_help(&text, ctx, cmd, path);
    fputs(text.data, to);
    buf_release(&text);
    free(path);
    return NULL;
}

static void release(void *opts)
{
    struct help *h = opts;

    cli_found_release(&h->found);
}

static void complete_args(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                          struct completion *out)
{
    struct cli_found found;

    (void)opts;
    cli_find(ctx->root, argc, argv, &found);
    if (!found.unknown && found.argc == 0)
        cli_complete_children(found.path[found.depth], prefix, out);
    cli_found_release(&found);
}

static const struct example examples[] = {{"Explain a command", "kubec help options"}, {0}};

const struct command cmd_help = {
    .name = "help",
    .group = GROUP_OTHER,
    .bits = CMD_UNLISTED,
    .usage = "[COMMAND…]",
    .summary = "Explain a command",
    .examples = examples,
    .opts_size = sizeof(struct help),
    .complete = complete,
    .run = run,
    .release = release,
    .complete_args = complete_args,
};
