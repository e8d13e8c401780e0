/* diff.c - "diff": what apply would change. */
#include "diff/diff.h"

#include "api/session.h"
#include "cli/cli.h"

#include <stdlib.h>

static const struct flag flags[] = {
    FLAG_GROUP(struct diff, in.files, opt_files_flags),
    FLAG_GROUP(struct diff, in.selector, opt_selector_flags),
    FLAG_BOOL(struct diff, in.server_side, "server-side", 0, "false", 0,
              "Compare with what apply --server-side would make of the objects."),
    FLAG_BOOL(struct diff, in.force_conflicts, "force-conflicts", 0, "false", 0,
              "With --server-side: take over fields that another manager owns."),
    FLAG_STRING(struct diff, in.field_manager, "field-manager", 0, "NAME", "kubectl-client-side-apply", 0,
                "The name under which the fields would be set (default with --server-side: kubectl)."),
    FLAG_BOOL(struct diff, in.prune, "prune", 0, "false", 0,
              "Show what apply --prune would delete too; with -l only objects whose labels match."),
    FLAG_STRING_ARRAY(struct diff, in.prune_allowlist, "prune-allowlist", 0, "GROUP/VERSION/KIND", "", 0,
                      "With --prune: look at this type (group core for \"\") instead of the common ones; may be "
                      "repeated."),
    FLAG_BOOL(struct diff, in.show_managed_fields, "show-managed-fields", 0, "false", 0,
              "Keep metadata.managedFields in what is compared."),
    FLAG_BOOL(struct diff, in.show_secrets, "show-secrets", 0, "false", 0,
              "Show the values of Secrets, which are masked otherwise."),
    FLAG_INT(struct diff, in.concurrency, "concurrency", 0, "COUNT", "1", 0,
             "Accepted for kubectl's sake: all objects are asked for side by side, whatever the number."),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct diff *o = opts;
    struct session *s = session_get(ctx);
    if (argc > 0)
        return cli_unexpected_args(ctx, argc, argv);
    struct err *e = opt_files_check(&o->in.files);
    if (e == NULL && o->in.force_conflicts && !o->in.server_side)
        e = err_new("--force-conflicts only works with --server-side");
    o->manager = o->in.server_side && !cli_changed(ctx, "field-manager") ? "kubectl" : o->in.field_manager;
    const struct rest_config *config;
    if (e == NULL)
        e = session_config(s, &config);
    if (e == NULL)
        e = session_namespace(s, &o->ns, &o->enforce_ns);
    if (e == NULL && o->in.prune)
        e = prune_types_parse(s, &o->in.prune_allowlist, &o->types);
    return e;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct diff_folders f;
    struct err *e = diff_folders_make(&f);
    if (e == NULL)
        e = diff_objects(ctx, opts, &f);
    if (e == NULL)
        e = diff_folders_compare(ctx, &f);
    diff_folders_release(&f);
    return e;
}

static void release(void *opts)
{
    struct diff *o = opts;
    prune_types_release(&o->types);
}

static const struct example examples[] = {
    {"See what applying a file would change", "kubec diff -f web.yaml"},
    {"See what applying would change and prune", "kubec diff -f manifests/ --prune -l app=web"},
    {"Compare with another program", "KUBECTL_EXTERNAL_DIFF=\"colordiff -N -u\" kubec diff -f web.yaml"},
    {0},
};

const struct command cmd_diff = {
    .name = "diff",
    .group = GROUP_ADVANCED,
    .bits = CMD_EXIT_ABOVE_1,
    .usage = "(-f FILENAME | -k DIRECTORY) [flags]",
    .summary = "Show what apply would change",
    .description = "Asks the server, without changing anything, what the objects would be after an apply, and compares "
                   "that with what they are. Both are written as YAML into two temporary folders, on which a program "
                   "is run: the one that KUBECTL_EXTERNAL_DIFF names (arguments of letters, digits, - and = are passed "
                   "on), else diff -u -N.\n\n"
                   "The exit code is 0 where nothing differs, 1 where something does, and more than 1 when something "
                   "went wrong. Values of Secrets are masked.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct diff),
    .complete = complete,
    .run = run,
    .release = release,
};
