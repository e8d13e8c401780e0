/* checks.c - small checks that verbs share. */
#include "cli/cli.h"
#include "cli/opts.h"
#include "cli/value.h"

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

struct err *opt_cascade_get(const struct cmd_ctx *ctx, const char *word, const char **propagation)
{
    bool on = false;
    struct err *not_bool = value_bool(word, &on);
    if (not_bool == NULL) {
        *propagation = on ? "Background" : "Orphan";
        fprintf(ctx->err,
                "warning: --cascade=%s is deprecated (boolean value) and can be replaced with --cascade=%s.\n", word,
                on ? "background" : "orphan");
        return NULL;
    }
    err_free(not_bool);
    if (str_eq(word, "orphan"))
        *propagation = "Orphan";
    else if (str_eq(word, "foreground"))
        *propagation = "Foreground";
    else if (str_eq(word, "background"))
        *propagation = "Background";
    else
        return err_new("invalid cascade value (%s). Must be \"background\", \"foreground\", or \"orphan\"", word);
    return NULL;
}
