/* text.h - pieces of help that the terminal's help, the man pages and the docs share. */
#ifndef KUBEC_CLI_TEXT_H
#define KUBEC_CLI_TEXT_H

#include "base/buf.h"
#include "cli/command.h"

/* The rows of one verb that a reader sees (no hidden or deprecated ones), sorted by name. */
struct flag_list {
    const struct flag **v; /* the array is owned */
    size_t n;
};
/* The verb's own rows, without --help. */
void flag_list_own(struct flag_list *l, const struct command *cmd);
/* The global rows and --help. */
void flag_list_global(struct flag_list *l);
void flag_list_release(struct flag_list *l);

/* The title of a group of verbs: "Basics". */
const char *text_group_title(enum cmd_group group);
/* "--filename=FILE", "--dry-run[=WORD]", "--all". */
void text_flag_form(struct buf *out, const struct flag *f);
/* The help of a flag with its allowed words and its default: "How … One of: a, b. [default: a]". */
void text_flag_help(struct buf *out, const struct flag *f);
/* True for a verb that lists show. */
bool text_listed(const struct command *cmd);
/* text with the word "kubec" replaced by prog. */
void text_with_prog(struct buf *out, const char *text, const char *prog);
/* text broken at words so that no line passes `width` columns, each line indented by `indent` (the first too when
 * `first`). A line that begins with a space is kept as it is. Ends with a newline. */
void text_wrap(struct buf *out, const char *text, size_t indent, size_t width, bool first);

#endif
