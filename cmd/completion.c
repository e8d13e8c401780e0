/* completion.c - "completion": the script that teaches a shell to complete kubec's command lines. */
#include "cli/completion.h"
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

struct opts {
    const char *shell; /* of cli_shells */
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct opts *o = opts;
    char *quoted = NULL;
    struct err *e = NULL;

    if (argc == 0)
        return cli_usage_error(ctx, "Shell not specified.");
    if (argc > 1)
        return cli_usage_error(ctx, "Too many arguments. Expected only the shell type.");
    for (size_t i = 0; cli_shells[i]; i++)
        if (strcmp(argv[0], cli_shells[i]) == 0)
            o->shell = cli_shells[i];
    if (o->shell)
        return NULL;
    quoted = str_quote(argv[0]);
    e = cli_usage_error(ctx, "Unsupported shell type %s.", quoted);
    free(quoted);
    return e;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    const struct opts *o = opts;
    struct buf script = buf_new();

    cli_completion_script(&script, o->shell, ctx->prog);
    fputs(script.data, ctx->out);
    buf_release(&script);
    return NULL;
}

static void complete_args(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                          struct completion *out)
{
    (void)ctx, (void)opts, (void)argv;
    for (size_t i = 0; argc == 0 && cli_shells[i]; i++)
        completion_add(out, prefix, cli_shells[i], NULL);
    if (argc > 0)
        out->directive = COMPLETE_DEFAULT;
}

static const struct example examples[] = {
    {"Complete in this shell, bash or zsh", "source <(kubec completion bash)"},
    {"Complete in every bash from the next login on",
     "kubec completion bash > ~/.local/share/bash-completion/completions/kubec"},
    {"Complete for a short name too, once the script is loaded",
     "alias k=kubec; complete -o default -F __start_kubectl k"},
    {"Complete in every zsh", "kubec completion zsh > \"${fpath[1]}/_kubec\""},
    {"Complete in every fish", "kubec completion fish > ~/.config/fish/completions/kubec.fish"},
    {"Complete in this PowerShell", "kubec completion powershell | Out-String | Invoke-Expression"},
    {0}};

const struct command cmd_completion = {
    .name = "completion",
    .group = GROUP_SETTINGS,
    .usage = "SHELL",
    .summary = "Print the completion script for a shell",
    .description = "Prints a script that completes commands, flags, resource types, names, namespaces and contexts in "
                   "the shell named: bash, zsh, fish or powershell. It needs no other package, and serves kubec and "
                   "kubectl alike.",
    .examples = examples,
    .opts_size = sizeof(struct opts),
    .complete = complete,
    .run = run,
    .complete_args = complete_args,
};
