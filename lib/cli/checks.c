/* checks.c - small checks that verbs share. */
#include "base/mem.h"
#include "cli/cli.h"
#include "cli/opts.h"

#include <stdlib.h>

struct err *cli_unexpected_args(const struct cmd_ctx *ctx, int argc, char **argv)
{
    struct strv args = {0};
    for (int i = 0; i < argc; i++)
        strv_add(&args, argv[i]);
    char *all = strv_join(&args, " ");
    struct err *e = cli_usage_error(ctx, "Unexpected args: [%s]", all);
    free(all);
    strv_release(&args);
    return e;
}

struct err *opt_files_check(const struct opt_files *o)
{
    bool files = o->filenames.n > 0, kustomize = !str_empty(o->kustomize);
    if (!files && !kustomize)
        return err_new("must specify one of -f and -k");
    return files && kustomize ? err_new("only one of -f or -k can be specified") : NULL;
}
