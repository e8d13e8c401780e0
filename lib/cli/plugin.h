/* plugin.h - the plugins on PATH: which there are, as commands while a word is being completed, and what their own
 * completion programs say. Running one: cli_plugin_exec (cli/cli.h).
 *
 * Source of the rules: k8s.io/kubectl pkg/cmd/plugin, pkg/cmd/plugin.go.
 */
#ifndef KUBEC_CLI_PLUGIN_H
#define KUBEC_CLI_PLUGIN_H

#include "base/strv.h"
#include "cli/cli.h"
#include "cli/completion.h"

/* Appends the paths of the files named kubectl-… in the folders of PATH, those of a folder by name. `complain`: NULL,
 * or where a folder that cannot be read is told. */
void plugin_files(FILE *complain, struct strv *out);
/* The path of the program `name` as Go's exec.LookPath finds it, or NULL. The caller frees. */
char *plugin_look_path(const char *name);
/* Appends the first word of each plugin's name ("a-b" for kubectl-a_b-c) that is no verb, each once. */
void plugin_first_words(const struct cmd_ctx *ctx, struct strv *out);
/* What lists say of a plugin's word. The caller frees. */
char *plugin_summary(const char *word);

struct plugin_tree; /* a command tree that plugins are part of */

/* The tree for completing argv[0..argc): NULL when plugins have no part in it. Said on ctx->err as in kubectl. */
struct plugin_tree *plugin_tree_for(const struct cmd_ctx *ctx, int argc, char **argv);
/* Its root; borrowed. Commands of plugins carry CMD_PLUGIN. */
const struct command *plugin_tree_root(const struct plugin_tree *t);
void plugin_tree_free(struct plugin_tree *t);

/* Asks kubectl_complete-NAME for what may stand for `word` behind the plugin that was found. Sets out->directive. */
void plugin_complete(const struct cmd_ctx *ctx, const struct cli_found *found, const char *word,
                     struct completion *out);

#endif
