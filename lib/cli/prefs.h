/* prefs.h - the user's preferences (kubectl's kuberc file) as the command line obeys them: aliases stand for verbs,
 * flags get other defaults.
 *
 * The file is read by kubeconfig/kuberc.h, which cmd_ctx.load_prefs names; here is what kubectl's pkg/kuberc does with
 * it. Preferences are in the form that kuberc.h describes: one object, kubectl.config.k8s.io/v1beta1.
 */
#ifndef KUBEC_CLI_PREFS_H
#define KUBEC_CLI_PREFS_H

#include "cli/cli.h"
#include "cli/parse.h"

#include <cjson/cJSON.h>

struct cli_prefs {
    cJSON *root;        /* NULL: no preferences */
    const cJSON *alias; /* the alias that the command line names, or NULL; of root */
    bool aliasing;      /* the command line names no verb of ours: names of aliases count */
    const char *prog;   /* argv[0] as given, for kubectl's messages */
    char **given;       /* the arguments behind argv[0] as given; borrowed */
    int ngiven;
    char **args; /* the same with the alias's arguments put in; the array is owned, the strings are borrowed */
    int nargs;
};

/* True when KUBECTL_KUBERC=false: kubectl then has neither the verb nor the flag. */
bool cli_prefs_off(void);
/* Reads the preferences that the command line argv[0..argc) asks for, checks them and finds the alias that it names.
 * Errors are kubectl's ("error occurred while applying preferences …"). To be released also after an error. */
struct err *cli_prefs_load(struct cmd_ctx *ctx, int argc, char **argv, struct cli_prefs *out) ERR_MUST_USE;
void cli_prefs_release(struct cli_prefs *p);
/* Sets the flags of the verb `found` that the alias or the defaults give and the command line does not. */
struct err *cli_prefs_set_flags(struct cmd_ctx *ctx, const struct cli_found *found,
                                struct cli_parse *parse) ERR_MUST_USE;
/* The same of the alias only: what kubectl does while a word is completed. */
struct err *cli_prefs_set_alias_flags(struct cmd_ctx *ctx, const struct cli_found *found,
                                      struct cli_parse *parse) ERR_MUST_USE;
/* kubectl's log line of -v=1 that says what the command line became, if preferences changed it. */
void cli_prefs_log(const struct cmd_ctx *ctx, const struct cli_found *found);
/* The policy for credential plugins as {"policy": …, "commands": […]}, or NULL when all may run. The caller frees. */
cJSON *cli_prefs_policy(const struct cli_prefs *p);
/* Adds the names of aliases, which stand beside the root's verbs. */
void cli_prefs_complete(const struct cmd_ctx *ctx, const char *prefix, struct completion *out);

#endif
