/* history.h - the lines that were typed: kept in memory and in ~/.kube/kubec_history ($KUBEC_HISTFILE), never those
 * that may hold a secret. */
#ifndef KUBEC_CMD_SHELL_HISTORY_H
#define KUBEC_CMD_SHELL_HISTORY_H

#include "base/strv.h"

#define HISTORY_MAX 5000 /* lines */

struct history {
    struct strv lines; /* the oldest first */
    char *path;        /* NULL: no file */
    bool ignore_space, ignore_dups, erase_dups;
};

/* Reads the file; one that is not ours alone to read, or cannot be read, is not used. Rules come from $HISTCONTROL as
 * bash has them (ignorespace, ignoredups, ignoreboth, erasedups); without it ignoreboth applies. */
void history_open(struct history *h);
/* Keeps a line, in memory and at once in the file, unless the rules say no. True if it is kept in memory. */
bool history_add(struct history *h, const char *line);
void history_close(struct history *h);
/* True if the line may hold a password, a token or the data of a Secret: such a line is kept nowhere. */
bool history_is_secret(const char *line);
/* The newest line that begins with `begin` and goes on, or NULL. Borrowed. */
const char *history_hint(const struct history *h, const char *begin);

#endif
