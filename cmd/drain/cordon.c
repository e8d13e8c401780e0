/* cordon.c - "cordon" and "uncordon": whether nodes take new pods. */
#include "drain/drain.h"

#include "completers.h"

static const struct flag flags[] = {
    FLAG_GROUP(struct drain, in.selector, opt_selector_flags),
    FLAG_GROUP(struct drain, in.dry_run, opt_dry_run_flags),
    FLAG_END,
};

static struct err *run_cordon(struct cmd_ctx *ctx, void *opts)
{
    return drain_cordon(opts, true);
}

static struct err *run_uncordon(struct cmd_ctx *ctx, void *opts)
{
    return drain_cordon(opts, false);
}

static void complete_nodes(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                           struct completion *out)
{
    (void)opts;
    complete_names(ctx, "node", "", prefix, out);
    complete_remove_given(out, 0, argc, argv);
}

static const struct example cordon_examples[] = {
    {"Let a node take no new pods", "kubec cordon worker-1"},
    {"The nodes with a label", "kubec cordon -l pool=old"},
    {0},
};

const struct command cmd_cordon = {
    .name = "cordon",
    .group = GROUP_CLUSTER,
    .usage = "NODE [flags]",
    .summary = "Let a node take no new pods",
    .description = "Marks nodes as unschedulable: pods that run there stay, new ones are not placed there.",
    .examples = cordon_examples,
    .flags = flags,
    .opts_size = sizeof(struct drain),
    .complete = drain_complete,
    .run = run_cordon,
    .release = drain_release,
    .complete_args = complete_nodes,
};

static const struct example uncordon_examples[] = {
    {"Let a node take new pods again", "kubec uncordon worker-1"},
    {0},
};

const struct command cmd_uncordon = {
    .name = "uncordon",
    .group = GROUP_CLUSTER,
    .usage = "NODE [flags]",
    .summary = "Let a node take new pods again",
    .description = "Marks nodes as schedulable: undoes `cordon` and the first step of `drain`.",
    .examples = uncordon_examples,
    .flags = flags,
    .opts_size = sizeof(struct drain),
    .complete = drain_complete,
    .run = run_uncordon,
    .release = drain_release,
    .complete_args = complete_nodes,
};
