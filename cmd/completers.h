/* completers.h - what verbs offer when a type, a name, a namespace or a context is being typed.
 *
 * What is offered is what kubectl's completion offers (pkg/util/completion). Names come from metadata-only lists, and
 * no request may take longer than COMPLETE_TIMEOUT (cli/completion.h). What cannot be had is not offered: completion
 * never fails.
 */
#ifndef KUBEC_CMD_COMPLETERS_H
#define KUBEC_CMD_COMPLETERS_H

#include "cli/completion.h"

/* How many names a completion fetches where the server does not answer from its cache. */
#define COMPLETE_LIMIT 1000

/* Types that can be read, as "deployments.apps"; the last of a comma list. */
void complete_types(struct cmd_ctx *ctx, const char *prefix, struct completion *out);
/* The names of the objects of a type, or of several ("cm,secret"), in the namespace that applies. `before` is put
 * before each ("pods/"). */
void complete_names(struct cmd_ctx *ctx, const char *type, const char *before, const char *prefix,
                    struct completion *out);
/* The arguments TYPE NAME…, TYPE/NAME…: resourceTypeAndNameCompletionFunc. `allowed` limits the types (NULL-terminated;
 * NULL: all). Usable as .complete_args through a verb's own function. */
void complete_type_and_name(struct cmd_ctx *ctx, const char *const *allowed, bool repeat, int argc, char **argv,
                            const char *prefix, struct completion *out);
/* .complete_args of verbs that take any TYPE NAME… */
void complete_any_args(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                       struct completion *out);

/* Completers of flags (flag.h's completer_fn). */
void complete_namespaces(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out);
void complete_contexts(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out);
void complete_clusters(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out);
void complete_users(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out);
void complete_groups(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out);

/* The completer of a global flag by its name, or NULL: the root's .complete_global. */
completer_fn *complete_global_flag(const char *name);

#endif
