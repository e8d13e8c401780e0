/* checks.c - small checks that verbs share. */
#include "cli/opts.h"

struct err *opt_files_check(const struct opt_files *o)
{
    bool files = o->filenames.n > 0, kustomize = !str_empty(o->kustomize);
    if (!files && !kustomize)
        return err_new("must specify one of -f and -k");
    return files && kustomize ? err_new("only one of -f or -k can be specified") : NULL;
}
