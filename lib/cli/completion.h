/* completion.h - candidates, and cobra's completion protocol.
 *
 * `kubec __complete ARGS… LAST` prints one candidate a line ("name\tdescription"; `__completeNoDesc` without
 * descriptions), then
 * ":DIRECTIVE" (a sum of the values below), and "Completion ended with directive: NAMES" on stderr, as cobra 1.10 does,
 * so that scripts made by kubectl work with kubec and the other way round.
 */
#ifndef KUBEC_CLI_COMPLETION_H
#define KUBEC_CLI_COMPLETION_H

#include "base/buf.h"
#include "base/strv.h"
#include "cli/command.h"

enum complete_directive {
    COMPLETE_DEFAULT = 0,
    COMPLETE_ERROR = 1,
    COMPLETE_NO_SPACE = 2,
    COMPLETE_NO_FILE = 4,
    COMPLETE_FILTER_FILE_EXT = 8,
    COMPLETE_FILTER_DIRS = 16,
    COMPLETE_KEEP_ORDER = 32
};

struct completion {
    struct strv words;        /* candidates */
    struct strv descriptions; /* one each; "" for none */
    unsigned directive;       /* COMPLETE_NO_FILE when a completer is called */
    char *error;              /* NULL, or why there is nothing (for stderr, where the scripts do not look) */
};

/* Adds a candidate if it begins with prefix; description may be NULL. */
void completion_add(struct completion *c, const char *prefix, const char *word, const char *description);
/* The same with "a,b," before the word: for lists in one argument, of which the last part is being typed. `prefix` is
 * all of the argument. What the list has is not offered again. */
void completion_add_listed(struct completion *c, const char *prefix, const char *word, const char *description);
void completion_release(struct completion *c);

/* The answer to `__complete args…` over ctx->root. */
void cli_complete(struct cmd_ctx *ctx, int argc, char **argv, struct completion *out);
/* The children of cmd that begin with prefix (for `help`); adds nothing when there are none. */
void cli_complete_children(const struct command *cmd, const char *prefix, struct completion *out);
/* The shells that have a script, closed by NULL. */
extern const char *const cli_shells[];
/* The script of a shell for a program of this name, which also completes "kubec" and "kubectl"; false, and nothing, for
 * a shell that is not in cli_shells. */
bool cli_completion_script(struct buf *out, const char *shell, const char *prog);
/* Prints it by cobra's protocol to ctx->out and ctx->err. */
void cli_complete_print(struct cmd_ctx *ctx, const struct completion *c, bool descriptions);

#endif
