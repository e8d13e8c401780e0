/* completers.h - what verbs offer when a type, a name, a namespace or a context is being typed.
 *
 * What is offered is what kubectl's completion offers (pkg/util/completion), and more where kubectl offers nothing.
 * Names come from metadata-only lists and their cache (api/names.h). A server that is dead costs COMPLETE_FIRST_NS, a
 * slow one COMPLETE_ALL_NS, counted over the whole completion; a --request-timeout on the line stands for both. What
 * cannot be had is not offered: completion never fails.
 */
#ifndef KUBEC_CMD_COMPLETERS_H
#define KUBEC_CMD_COMPLETERS_H

#include "cli/completion.h"

#include "api/names.h"
#include "base/clock.h"

#define COMPLETE_FIRST_NS (250 * NS_PER_S / 1000) /* until the connection stands (http_hurry) */
#define COMPLETE_ALL_NS (1500 * NS_PER_S / 1000)  /* nobody waits longer for a <TAB> */

struct session;

/* The session of a completion, whose requests are in a hurry until complete_end. Every completer that may ask the
 * server does so between the two. */
struct session *complete_begin(struct cmd_ctx *ctx);
void complete_end(struct session *s);

/* Calls each(arg, entry) for the objects of a type, or of several ("cm,secret"), in the namespace that applies, or
 * everywhere. */
void complete_each(struct cmd_ctx *ctx, const char *type, bool everywhere,
                   void (*each)(void *arg, struct names_entry *entry), void *arg);

/* The type that a word means, or NULL. Borrowed from the session. */
const struct api_resource *complete_resource(struct cmd_ctx *ctx, const char *type);

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
/* Takes the words from index `from` on away that already stand on the command line. */
void complete_remove_given(struct completion *c, size_t from, int argc, char **argv);
/* A pod's name, or TYPE/ and TYPE/NAME of what has pods: doPodResourceCompletion. */
void complete_pod_or_owner(struct cmd_ctx *ctx, const char *prefix, struct completion *out);
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
