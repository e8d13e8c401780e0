/* editor.h - the user's editor: which one it is, a file for it, and the text that comes back.
 *
 * Source of the rules: kubectl's pkg/cmd/util/editor. KUBE_EDITOR, then EDITOR, then vi. A command without blanks is
 * run as it is, one with blanks but without quotes and backslashes is split at each blank, any other is given to $SHELL
 * -c
 * (/bin/bash) with the quoted path behind it.
 */
#ifndef KUBEC_EDIT_EDITOR_H
#define KUBEC_EDIT_EDITOR_H

#include "base/buf.h"
#include "base/strv.h"
#include "cli/command.h"

/* Makes an empty file PREFIX<number>SUFFIX in $TMPDIR (/tmp), readable by its owner only; *path is the caller's, also
 * when there is an error (Go's `open PATH: no such file or directory`). */
struct err *editor_file_new(const char *prefix, const char *suffix, char **path) ERR_MUST_USE;
/* Writes the file; on an error (`write PATH: no space left on device`) it is removed. */
struct err *editor_file_write(const char *path, const struct buf *text) ERR_MUST_USE;
/* The editor's command, as words. */
void editor_command(struct strv *out, bool *shell);
/* Runs the editor on the file and waits. Ctrl-C is the editor's while it runs; SIGTERM is passed on to it. The
 * terminal is put back into its state. Errors: `unable to launch the editor "x"`, `there was a problem with the editor
 * "x"`. */
struct err *editor_run(const struct cmd_ctx *ctx, const char *path) ERR_MUST_USE;

#endif
