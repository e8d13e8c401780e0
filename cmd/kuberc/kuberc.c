/* kuberc.c - "kuberc": the parent of the verbs that show and change preferences; the one file they work on. */
#include "kuberc/children.h"

static const struct command *const children[] = {&cmd_kuberc_set, &cmd_kuberc_view, NULL};

static const struct example examples[] = {
    {"Show the preferences", "kubec kuberc view"},
    {"Let `get` print wide tables unless told otherwise",
     "kubec kuberc set --section=defaults --command=get --option=output=wide"},
    {"Make `kubec getn` list nodes", "kubec kuberc set --section=aliases --name=getn --command=get --prependarg=nodes"},
    {0},
};

const struct command cmd_kuberc = {
    .name = "kuberc",
    .group = GROUP_OTHER,
    .bits = CMD_PREFS,
    .usage = "SUBCOMMAND",
    .summary = "Show and change your preferences",
    .description =
        "Works on the file of your preferences, which every command obeys. It holds\n\n"
        "  defaults   other defaults for flags of commands; what the command line says goes before\n"
        "  aliases    commands of your own: a command with flags and arguments\n"
        "  credentialPluginPolicy   which programs a kubeconfig may start to get credentials\n\n"
        "The file is $HOME/.kube/kuberc, or what $KUBERC or --kuberc names. KUBERC=off turns preferences off for a "
        "command. A verb of kubec goes before an alias of its name.",
    .examples = examples,
    .children = children,
};
