/* ask.c - questions to the user. */
#include "base/strv.h"
#include "cli/cli.h"

#include <string.h>
#include <unistd.h>

bool cli_confirm(struct cmd_ctx *ctx, const char *question)
{
    char line[64];
    fflush(ctx->out);
    fputs(question, ctx->err);
    fflush(ctx->err);
    bool answered = ctx->in != NULL && fgets(line, sizeof line, ctx->in) != NULL;
    if (!answered || isatty(fileno(ctx->in)) != 1) /* no key closed the line of the question */
        fputc('\n', ctx->err);
    if (!answered)
        return false;
    line[strcspn(line, "\r\n")] = '\0';
    return str_eq_nocase(line, "y") || str_eq_nocase(line, "yes");
}
