/* apply.c - "apply": makes the cluster's objects what the manifests say. */
#include "apply/apply.h"

#include "apply/children.h"

#include "api/session.h"
#include "cli/cli.h"

static const char *const cascades[] = {"background", "orphan", "foreground", NULL};

static const char *const previews[] = {"ask", "list", NULL};

static const struct flag flags[] = {
    FLAG_GROUP(struct apply, in.files, opt_files_flags),
    FLAG_GROUP(struct apply, in.selector, opt_selector_flags),
    FLAG_GROUP(struct apply, in.dry_run, opt_dry_run_flags),
    FLAG_GROUP(struct apply, in.validate, opt_validate_flags),
    FLAG_GROUP(struct apply, in.print, opt_print_flags),
    FLAG_GROUP(struct apply, in.record, opt_record_flags),
    FLAG_BOOL(struct apply, in.server_side, "server-side", 0, "false", 0,
              "Let the server merge the configuration and keep track of who owns each field."),
    FLAG_BOOL(struct apply, in.force_conflicts, "force-conflicts", 0, "false", 0,
              "With --server-side: take over fields that another manager owns."),
    FLAG_STRING(struct apply, in.field_manager, "field-manager", 0, "NAME", "kubectl-client-side-apply", 0,
                "The name under which the server records who set the fields (default with --server-side: kubectl)."),
    FLAG_BOOL(struct apply, in.overwrite, "overwrite", 0, "true", 0,
              "Where the live object and the manifest disagree, the manifest wins; with =false that is an error."),
    FLAG_BOOL(struct apply, in.openapi_patch, "openapi-patch", 0, "true", 0,
              "Ask the server's OpenAPI for the merge keys of fields that this program does not know; with =false only "
              "built-in knowledge is used."),
    FLAG_BOOL(struct apply, in.force, "force", 0, "false", 0,
              "Where a change is refused as invalid or in conflict, delete the object and create it anew."),
    FLAG_STRING(struct apply, in.cascade, "cascade", 0, "POLICY", "background", 0,
                "With --force: what becomes of the deleted object's dependents.", .no_value = "background",
                .values = cascades),
    FLAG_INT(struct apply, in.grace_period, "grace-period", 0, "SECONDS", "-1", 0,
             "With --force: the seconds an object gets to end by itself; negative: its own default."),
    FLAG_DURATION(struct apply, in.timeout, "timeout", 0, "DURATION", "0s", 0,
                  "With --force: how long to wait for the deletion; 0: as long as it takes."),
    FLAG_BOOL(struct apply, in.wait, "wait", 0, "false", 0,
              "With --force: wait until the deleted object is gone, finalizers included. A new one can only be created "
              "then, so that --force always "
              "waits, as in kubectl."),
    FLAG_STRING(struct apply, in.subresource, "subresource", 0, "NAME", "", 0,
                "With --server-side: apply to this subresource, such as status or scale."),
    FLAG_BOOL(struct apply, in.prune, "prune", 0, "false", 0,
              "Afterwards delete what was applied once and is not in the manifests any more; with -l or --all."),
    FLAG_STRING_ARRAY(
        struct apply, in.prune_allowlist, "prune-allowlist", 0, "GROUP/VERSION/KIND", "", 0,
        "With --prune: look at this type (group core for \"\") instead of the common ones; may be repeated."),
    FLAG_BOOL(struct apply, in.all, "all", 0, "false", 0,
              "With --prune: look at all objects of the types, whatever their labels."),
    FLAG_STRING(struct apply, in.prune_preview, "prune-preview", 0, "HOW", "", 0,
                "With --prune: list on standard error what is to be deleted before anything is; ask waits for a yes, "
                "list goes on. (kubectl has no such flag.)",
                .no_value = "ask", .values = previews),
    FLAG_STRING(struct apply, in.applyset, "applyset", 0, "[RESOURCE][.GROUP]/NAME", "", 0,
                "With --prune: the object, a Secret by default, that keeps track of what belongs to the set of applied "
                "objects.",
                .env = "KUBECTL_APPLYSET"),
    FLAG_END,
};

static struct err *check_set(struct cmd_ctx *ctx, const struct apply *o)
{
    return o->in.prune ? applyset_check(ctx, o) : err_new("--applyset requires --prune");
}

static struct err *check_prune(const struct apply *o)
{
    if (o->in.force)
        return err_new("--force cannot be used with --prune");
    if (o->set != NULL) {
        if (o->in.all)
            return err_new("--all is incompatible with --applyset");
        if (!str_empty(o->in.selector.selector))
            return err_new("--selector is incompatible with --applyset");
        if (o->types.n > 0)
            return err_new("--prune-allowlist is incompatible with --applyset");
        return NULL;
    }
    if (!o->in.all && str_empty(o->in.selector.selector))
        return err_new("all resources selected for prune without explicitly passing --all. To prune all resources, "
                       "pass the --all flag. If you did not mean to prune all resources, specify a label selector");
    if (o->in.server_side)
        return err_new("--prune is in alpha and doesn't currently work on objects created by server-side apply");
    return NULL;
}

/* kubectl's Validate; a part of complete, since it may ask the server. */
static struct err *check(struct cmd_ctx *ctx, const struct apply *o)
{
    if (o->in.force_conflicts && !o->in.server_side)
        return err_new("--force-conflicts only works with --server-side");
    if (o->write.dry_run == DRY_RUN_CLIENT && o->in.server_side)
        return err_new("--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)");
    if (o->in.server_side && o->in.force)
        return err_new("--force cannot be used with --server-side");
    if (o->write.dry_run == DRY_RUN_SERVER && o->in.force)
        return err_new("--dry-run=server cannot be used with --force");
    if (o->in.all && !str_empty(o->in.selector.selector))
        return err_new("cannot set --all and --selector at the same time");
    struct err *e = o->set != NULL ? check_set(ctx, o) : NULL;
    if (e == NULL && o->in.prune)
        e = check_prune(o);
    if (e == NULL && !str_empty(o->in.subresource) && !o->in.server_side)
        e = err_new("--subresource can only be specified for --server-side");
    return e != NULL ? e : apply_prune_check(o);
}

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct apply *o = opts;
    if (argc > 0)
        return cli_unexpected_args(ctx, argc, argv);
    struct err *e = opt_dry_run_get(ctx, &o->in.dry_run, &o->write.dry_run);
    const struct rest_config *config; /* errors of the configuration come before those of what follows */
    if (e == NULL)
        e = session_config(session_get(ctx), &config);
    if (e == NULL)
        e = opt_cascade_get(ctx, o->in.cascade, &o->propagation);
    if (e == NULL)
        e = opt_files_check(&o->in.files);
    if (e == NULL)
        e = opt_validate_get(&o->in.validate, &o->write.validate);
    if (e == NULL)
        e = printer_init(ctx, &o->printer, &o->in.print, false);
    if (e == NULL)
        e = session_namespace(session_get(ctx), &o->ns, &o->enforce_ns);
    if (e == NULL && !str_empty(o->in.applyset))
        e = applyset_open(ctx, o);
    if (e == NULL && o->in.prune)
        e = prune_types_parse(session_get(ctx), &o->in.prune_allowlist, &o->types);
    o->write.field_manager = o->in.server_side && !cli_changed(ctx, "field-manager") ? "kubectl" : o->in.field_manager;
    o->write.manager_required = o->in.server_side;
    if (!o->in.server_side && str_empty(o->write.field_manager))
        o->write.field_manager = "kubectl"; /* else the server would name us after the user agent */
    o->printer.sorted = true;
    return e != NULL ? e : check(ctx, o);
}

static void release(void *opts)
{
    struct apply *o = opts;
    prune_types_release(&o->types);
    applyset_free(o->set);
}

static const struct command *const children[] = {&cmd_apply_view_last_applied, &cmd_apply_set_last_applied,
                                                 &cmd_apply_edit_last_applied, NULL};

static const struct example examples[] = {
    {"Apply one file", "kubec apply -f web.yaml"},
    {"Apply every manifest of a folder and the folders in it", "kubec apply -R -f manifests/"},
    {"Apply what another program writes", "cat web.yaml | kubec apply -f -"},
    {"See what the server would make of it, without changing anything",
     "kubec apply --dry-run=server -o yaml -f web.yaml"},
    {"Let the server merge, and take over fields that others own",
     "kubec apply --server-side --force-conflicts -f web.yaml"},
    {0},
};

const struct command cmd_apply = {
    .name = "apply",
    .group = GROUP_ADVANCED,
    .usage = "(-f FILENAME | -k DIRECTORY) [flags]",
    .summary = "Make objects what the manifests say",
    .description = "Creates the objects that do not exist and changes those that differ from their manifest. What was "
                   "applied is kept in an annotation "
                   "of the object (or, with --server-side, in its managed fields), so that a field removed from the "
                   "manifest is removed from the object, "
                   "while fields that others set stay.\n\n"
                   "Requests go out many at a time over one connection: namespaces and definitions of types first, "
                   "then what admission looks up, then "
                   "all else. The output keeps the order of the input. One broken document does not stop the others.",
    .examples = examples,
    .children = children,
    .flags = flags,
    .opts_size = sizeof(struct apply),
    .complete = complete,
    .run = apply_run,
    .release = release,
};
