/* common.h - what the children of "config" share. */
#ifndef KUBEC_CMD_CONFIG_COMMON_H
#define KUBEC_CMD_CONFIG_COMMON_H

#include "cli/command.h"
#include "cli/completion.h"
#include "kubeconfig/kubeconfig.h"
#include "kubeconfig/types.h"

extern const struct command cmd_config_current_context, cmd_config_delete_cluster, cmd_config_delete_context,
    cmd_config_delete_user, cmd_config_get_clusters, cmd_config_get_contexts, cmd_config_get_users,
    cmd_config_rename_context, cmd_config_set, cmd_config_set_cluster, cmd_config_set_context,
    cmd_config_set_credentials, cmd_config_unset, cmd_config_use_context, cmd_config_view;

/* kubectl's helpErrorf: the verb's help on stdout, then the error. */
void config_help(const struct cmd_ctx *ctx);
/* The same with the error "Unexpected args: [a b]" (`what` in place of the first two words). */
struct err *config_args_error(const struct cmd_ctx *ctx, const char *what, int argc, char **argv);
/* The merged kubeconfig of --kubeconfig or the environment; a missing file is empty. The caller frees. */
struct err *config_load(const struct cmd_ctx *ctx, struct kubeconfig **out) ERR_MUST_USE;
/* kubeconfig_modify for --kubeconfig; paths become relative to their file. */
struct err *config_modify(const struct cmd_ctx *ctx, struct err *(*change)(struct kubeconfig *k, void *arg),
                          void *arg) ERR_MUST_USE;
/* `could not stat WHAT file PATH: stat PATH: …`, for a path that a flag named. */
struct err *config_stat_error(const char *what, const char *path, int errnum);
/* Sets a byte field to the contents of a file; to nothing when it cannot be read. */
void config_embed(const struct kc_type *t, cJSON *body, const char *data, const char *path);
/* The file that messages name: where new entries would go. The caller frees. */
char *config_file(const struct kubeconfig *k);
/* Prints a line made of fmt and one name that came from a file, safe for terminals. */
void config_say(FILE *to, const char *fmt, const char *a, const char *b);
/* "NAME" and the sorted names of the entries, one a line. */
void config_print_names(FILE *to, const struct kubeconfig_entries *l);

/* Completers of the names in the kubeconfig. */
void config_complete_contexts(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                              struct completion *out);
void config_complete_clusters(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                              struct completion *out);
void config_complete_users(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                           struct completion *out);

#endif
