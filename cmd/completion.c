/* completion.c - "completion": the script that teaches a shell to complete kubec's command lines. */
#include "cli/completion.h"
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    static const char *const later[] = {"zsh", "fish", "powershell"};
    char *quoted = NULL;
    struct err *e = NULL;

    (void)opts;
    if (argc == 0)
        return cli_usage_error(ctx, "Shell not specified.");
    if (argc > 1)
        return cli_usage_error(ctx, "Too many arguments. Expected only the shell type.");
    if (strcmp(argv[0], "bash") == 0)
        return NULL;
    for (size_t i = 0; i < sizeof(later) / sizeof(*later); i++)
        if (strcmp(argv[0], later[i]) == 0)
            return err_new("there is no completion for %s yet, only for bash", argv[0]);
    quoted = str_quote(argv[0]);
    e = cli_usage_error(ctx, "Unsupported shell type %s.", quoted);
    free(quoted);
    return e;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct buf script = buf_new();

    (void)opts;
    cli_bash_script(&script, ctx->prog);
    fputs(script.data, ctx->out);
    buf_release(&script);
    return NULL;
}

static void complete_args(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                          struct completion *out)
{
    (void)ctx, (void)opts, (void)argv;
    if (argc == 0)
        completion_add(out, prefix, "bash", NULL);
    else
        out->directive = COMPLETE_DEFAULT;
}

static const struct example examples[] = {{"Complete in this shell", "source <(kubec completion bash)"},
                                          {"Complete in every shell from the next login on",
                                           "kubec completion bash > ~/.local/share/bash-completion/completions/kubec"},
                                          {"Complete for a short name too, once the script is loaded",
                                           "alias k=kubec; complete -o default -F __start_kubectl k"},
                                          {0}};

const struct command cmd_completion = {
    .name = "completion",
    .group = GROUP_SETTINGS,
    .usage = "SHELL",
    .summary = "Print the completion script for a shell",
    .description = "Prints a script that completes commands, flags, resource types, names, namespaces and contexts in "
                   "the shell named: "
                   "bash. It needs no other package, and serves kubec and kubectl alike.",
    .examples = examples,
    .complete = complete,
    .run = run,
    .complete_args = complete_args,
};
