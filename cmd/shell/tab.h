/* tab.h - what <TAB> offers at the prompt, answered by the process itself. */
#ifndef KUBEC_CMD_SHELL_TAB_H
#define KUBEC_CMD_SHELL_TAB_H

#include "shell/readline_lib.h"
#include "shell/shell.h"

/* Candidates for what is being typed at the end of `line`; as cli_complete gives them. False: nothing of ours is typed,
 * files may be offered. A question to the server ends when a further key is pressed. */
bool tab_complete(struct shell *sh, const char *line, struct completion *out);
/* Puts it into readline. */
void tab_install(struct shell *sh, const struct readline_lib *rl);
void tab_release(void);

#endif
