/* get_contexts.c - "config get-contexts". */
#include "base/mem.h"
#include "config/common.h"
#include "kubeconfig/types.h"
#include "print/table.h"

#include <stdlib.h>

struct get_contexts {
    struct {
        const char *output;
        bool no_headers;
    } in;
    int argc;
    char **argv;
};

static const char *const outputs[] = {"name", NULL};

static const struct flag flags[] = {
    FLAG_BOOL(struct get_contexts, in.no_headers, "no-headers", 0, "false", 0, "Leave out the line of column names."),
    FLAG_STRING(struct get_contexts, in.output, "output", 'o', "FORMAT", "", 0,
                "The form of the output: only `name`, which prints names alone.", .values = outputs),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    (void)ctx;
    struct get_contexts *o = opts;
    if (o->in.output[0] != '\0' && !str_eq(o->in.output, "name"))
        return err_new(
            "--output %s is not available in kubectl config get-contexts; resetting to default output format",
            o->in.output);
    o->argc = argc;
    o->argv = argv;
    return NULL;
}

static void print_context(struct tabwriter *w, const struct kubeconfig *k, const struct kubeconfig_entry *c)
{
    const char *const cells[] = {str_eq(k->current_context, c->name) ? "*" : " ", c->name, kc_str(c->body, "cluster"),
                                 kc_str(c->body, "user"), kc_str(c->body, "namespace")};
    for (size_t i = 0; i < 5; i++) {
        char *safe = str_sanitize(cells[i]);
        tabwriter_write(w, safe);
        tabwriter_write(w, i < 4 ? "\t" : "\n");
        free(safe);
    }
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct get_contexts *o = opts;
    struct kubeconfig *k;
    struct err *e = config_load(ctx, &k), *lacking = NULL;
    if (e != NULL)
        return e;
    struct strv names = {0};
    for (size_t i = 0; i < k->contexts.n && o->argc == 0; i++)
        strv_add(&names, k->contexts.v[i].name);
    for (int i = 0; i < o->argc; i++) {
        if (kubeconfig_find(&k->contexts, o->argv[i]) != NULL)
            strv_add(&names, o->argv[i]);
        else
            err_collect(&lacking, err_new("context %s not found", o->argv[i]));
    }
    strv_sort(&names);
    bool only_names = str_eq(o->in.output, "name");
    struct tabwriter *w = tabwriter_new(ctx->out, true);
    if (!only_names && !o->in.no_headers)
        tabwriter_write(w, "CURRENT\tNAME\tCLUSTER\tAUTHINFO\tNAMESPACE\n");
    for (size_t i = 0; i < names.n; i++) {
        if (only_names)
            config_say(ctx->out, "%s\n", names.v[i], NULL);
        else
            print_context(w, k, kubeconfig_find(&k->contexts, names.v[i]));
    }
    tabwriter_free(w);
    strv_release(&names);
    kubeconfig_free(k);
    return err_reduce(lacking);
}

static const struct example examples[] = {
    {"List all contexts of the kubeconfig", "kubec config get-contexts"},
    {"Show one of them", "kubec config get-contexts my-context"},
    {0},
};

const struct command cmd_config_get_contexts = {
    .name = "get-contexts",
    .usage = "[NAME...] [-o name] [--no-headers]",
    .summary = "List the contexts of the kubeconfig",
    .description = "Prints a table of the contexts of the kubeconfig, or of those named, with their cluster, user and "
                   "namespace. A star "
                   "marks the current one.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct get_contexts),
    .complete = complete,
    .run = run,
    .complete_args = config_complete_contexts,
};
