/* rollout.c - "rollout": the parent of the verbs that steer how new pod templates come to run. */
#include "rollout/children.h"

static const struct command *const children[] = {
    &cmd_rollout_history,
    &cmd_rollout_pause,
    &cmd_rollout_resume,
    &cmd_rollout_undo,
    &cmd_rollout_status,
    &cmd_rollout_restart,
    NULL,
};

static const struct example examples[] = {
    {"Go back to the revision before", "kubec rollout undo deployment/web"},
    {"Wait until a daemon set has rolled out", "kubec rollout status daemonset/agent"},
    {"Restart all deployments with a label", "kubec rollout restart deployment --selector=app=web"},
    {0},
};

const struct command cmd_rollout = {
    .name = "rollout",
    .group = GROUP_DEPLOY,
    .bits = CMD_HELP_STDOUT,
    .usage = "SUBCOMMAND",
    .summary = "Watch, restart, pause and undo rollouts",
    .description = "A rollout is what a deployment, a daemon set or a stateful set does when its pod template has "
                   "changed: it replaces the old pods by new ones. These commands start one, watch it, hold it, and go "
                   "back to an earlier template.",
    .examples = examples,
    .children = children,
};
