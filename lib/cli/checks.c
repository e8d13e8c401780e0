/* checks.c - small checks that verbs share. */
#include "cli/cli.h"
#include "cli/opts.h"

#include <stdlib.h>
#include <string.h>

struct err *opt_files_check(const struct opt_files *o)
{
    bool files = o->filenames.n > 0, kustomize = !str_empty(o->kustomize);
    if (!files && !kustomize)
        return err_new("must specify one of -f and -k");
    return files && kustomize ? err_new("only one of -f or -k can be specified") : NULL;
}

void cli_warn(const struct cmd_ctx *ctx, const char *text)
{
    const char *term = getenv("TERM");
    bool colour = ctx->err_tty && getenv("NO_COLOR") == NULL && (term == NULL || strcmp(term, "dumb") != 0);
    char *safe = str_sanitize(text);
    fprintf(ctx->err, "%sWarning:%s %s\n", colour ? "\033[33;1m" : "", colour ? "\033[0m" : "", safe);
    free(safe);
}
