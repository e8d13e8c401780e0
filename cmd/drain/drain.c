/* drain.c - "drain": empties nodes for maintenance.
 *
 * The nodes are emptied one after the other, as kubectl does it, since what runs on the next may be what replaces the
 * pods of the one before; within a node all pods go at once.
 */
#include "drain/drain.h"

#include "api/session.h"
#include "api/status.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "completers.h"

#include <stdlib.h>

static const struct flag flags[] = {
    FLAG_GROUP(struct drain, in.selector, opt_selector_flags),
    FLAG_GROUP(struct drain, in.dry_run, opt_dry_run_flags),
    FLAG_INT(struct drain, in.chunk_size, "chunk-size", 0, "COUNT", "500", 0,
             "How many objects of a large list to ask for at a time; 0 asks for all at once."),
    FLAG_BOOL(struct drain, in.delete_emptydir_data, "delete-emptydir-data", 0, "false", 0,
              "Remove pods with emptyDir volumes too: their data is lost."),
    FLAG_BOOL(struct drain, in.disable_eviction, "disable-eviction", 0, "false", 0,
              "Delete pods instead of evicting them: disruption budgets are not respected."),
    FLAG_BOOL(struct drain, in.force, "force", 0, "false", 0,
              "Remove pods too that no controller would start again elsewhere."),
    FLAG_INT(struct drain, in.grace_period, "grace-period", 0, "SECONDS", "-1", 0,
             "How long each pod may take to end; negative for its own setting."),
    FLAG_BOOL(struct drain, in.ignore_daemonsets, "ignore-daemonsets", 0, "false", 0,
              "Leave the pods of daemon sets where they are."),
    FLAG_STRING(struct drain, in.pod_selector, "pod-selector", 0, "QUERY", "", 0, "Only pods whose labels match."),
    FLAG_INT(struct drain, in.skip_wait, "skip-wait-for-delete-timeout", 0, "SECONDS", "0", 0,
             "Do not wait for pods that were to be gone so many seconds ago; 0 waits for all."),
    FLAG_DURATION(struct drain, in.timeout, "timeout", 0, "DURATION", "0s", 0,
                  "How long to try for each node; 0 for as long as it takes."),
    FLAG_END,
};

static void say(FILE *to, char *text)
{
    char *safe = str_sanitize(text);
    fputs(safe, to);
    fflush(to);
    free(safe);
    free(text);
}

/* What is left on the node after an error. */
static void tell_pending(struct drain *o, const char *node, const struct err *why)
{
    struct pods left;
    struct err *fatal = NULL, *e = pods_of_node(o, node, &left, &fatal);
    if (!e)
        e = fatal;
    FILE *to = o->ctx->err;
    bool any = false;
    for (size_t i = 0; i < left.n; i++) {
        if (left.v[i].goes && !any) {
            char *text = err_go_text(why), *quoted = str_quote(node);
            say(to, xasprintf("There are pending pods in node %s when an error occurred: %s\n", quoted, text));
            free(quoted);
            free(text);
            any = true;
        }
        if (left.v[i].goes)
            say(to, xasprintf("pod/%s\n", left.v[i].name));
    }
    if (e) {
        char *text = err_go_text(e);
        say(to, xasprintf("Following errors occurred while getting the list of pods to delete:\n%s", text));
        free(text);
    }
    err_free(e);
    pods_release(&left);
}

/* A lone error that kubectl holds in a list is printed without "error: ", as a message that is complete. */
static struct err *as_listed(struct err *e)
{
    if (e && e->kind == ERR_GENERIC && e->exit_code != 130)
        e->kind = ERR_NET;
    return e;
}

static struct err *empty_node(struct drain *o, const char *node)
{
    struct pods pods;
    struct err *fatal = NULL, *e = pods_of_node(o, node, &pods, &fatal);
    if (!e)
        e = as_listed(fatal);
    char *warnings = e ? NULL : pods_warnings(&pods);
    if (warnings)
        cli_warn(o->ctx, warnings);
    free(warnings);
    size_t n = 0;
    for (size_t i = 0; i < pods.n && !e; i++) {
        n += pods.v[i].goes;
        if (pods.v[i].goes && o->dry_run == DRY_RUN_CLIENT)
            say(o->ctx->out, xasprintf("evicting pod %s/%s (dry run)\n", pods.v[i].ns, pods.v[i].name));
    }
    if (!e && n > 0 && o->dry_run != DRY_RUN_CLIENT) {
        e = pods_evict(o, node, &pods);
        if (e && e->exit_code != 130)
            tell_pending(o, node, e);
        if (!o->in.disable_eviction)
            e = as_listed(e);
    }
    pods_release(&pods);
    return e;
}

/* The errors of the nodes as kubectl nests them: one node's are printed each, several nodes' in a line for each. */
static struct err *gather(struct err **errs, size_t n)
{
    struct err *all = NULL;
    for (size_t i = 0; i < n; i++)
        err_collect(&all, n > 1 ? err_bracket(errs[i]) : errs[i]);
    return err_reduce(all);
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct drain *o = opts;
    struct err *e = drain_cordon(o, true);
    if (e)
        return e;
    struct strv left = {0};
    struct err **errs = xcalloc(o->nodes.n + 1, sizeof(struct err *));
    for (size_t i = 0; i < o->nodes.n; i++) {
        const char *node = o->nodes.v[i].name;
        e = empty_node(o, node);
        if (!e) {
            drain_print(o, "node", node, "drained");
            continue;
        }
        errs[left.n] = e;
        strv_add(&left, node);
        if (e->exit_code == 130) /* interrupted */
            break;
        char *text = err_go_text(e), *quoted = str_quote(node);
        say(ctx->err,
            xasprintf("error: unable to drain node %s due to error: %s, continuing command...\n", quoted, text));
        free(quoted);
        free(text);
    }
    bool stopped = left.n > 0 && errs[left.n - 1]->exit_code == 130;
    if (left.n && !stopped)
        fputs("There are pending nodes to be drained:\n", ctx->err);
    for (size_t i = 0; i < left.n && !stopped; i++)
        say(ctx->err, xasprintf(" %s\n", left.v[i]));
    e = left.n ? gather(errs, left.n) : NULL;
    if (stopped)
        e->exit_code = 130;
    strv_release(&left);
    free(errs);
    return e;
}

static void complete_nodes(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                           struct completion *out)
{
    (void)opts;
    complete_names(ctx, "node", "", prefix, out);
    complete_remove_given(out, 0, argc, argv);
}

static const struct example examples[] = {
    {"Empty a node, daemon sets stay", "kubec drain worker-1 --ignore-daemonsets"},
    {"Empty it even of pods that nothing will start again", "kubec drain worker-1 --force"},
    {"Give each pod a quarter of an hour to end", "kubec drain worker-1 --grace-period=900"},
    {"See which pods would go", "kubec drain worker-1 --ignore-daemonsets --dry-run=client"},
    {"Empty the nodes with a label, one after the other", "kubec drain -l pool=old --ignore-daemonsets"},
    {0},
};

const struct command cmd_drain = {
    .name = "drain",
    .group = GROUP_CLUSTER,
    .usage = "NODE [flags]",
    .summary = "Empty a node for maintenance",
    .description =
        "Marks nodes as unschedulable, then evicts their pods and waits until they are gone.\n\n"
        "Evictions respect disruption budgets: one that the budget does not allow is tried again every five seconds. "
        "Static pods of the node stay. Nothing is removed from a node that has pods of a daemon set (unless "
        "--ignore-daemonsets), pods with emptyDir volumes (unless --delete-emptydir-data) or pods without a controller "
        "(unless --force).\n\n"
        "Several nodes are emptied one after the other. `uncordon` lets a node take pods again.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct drain),
    .complete = drain_complete,
    .run = run,
    .release = drain_release,
    .complete_args = complete_nodes,
};
