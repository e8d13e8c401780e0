/* switch.h - what "ctx" and "ns" share: the place that one came from, and a choice by typing. */
#ifndef KUBEC_CMD_CONFIG_SWITCH_H
#define KUBEC_CMD_CONFIG_SWITCH_H

#include "base/strv.h"
#include "cli/command.h"

/* The context that "ctx" left last (in_context NULL), or the namespace that "ns" left last in a context; NULL when none
 * is known. Kept in the cache folder, or in the shell around (ctx->host). The caller frees. */
char *switch_previous(struct cmd_ctx *ctx, const char *in_context);
/* Keeps it. That it cannot be kept is a warning. */
void switch_remember(struct cmd_ctx *ctx, const char *in_context, const char *left);

/* True if the user can be asked: stdin and stdout are a terminal. */
bool switch_can_ask(const struct cmd_ctx *ctx);
/* Prints the names, the current one marked; `mark`: NULL, or gives what is said behind a name ("" for nothing). */
void switch_list(const struct cmd_ctx *ctx, const struct strv *names, const char *current,
                 const char *(*mark)(const void *arg, const char *name), const void *arg);
/* Has the user type a name, or a part that only one name holds, until one is chosen; `what` is asked for ("context").
 * NULL: none. Borrowed from names. */
const char *switch_choose(struct cmd_ctx *ctx, const char *what, const struct strv *names);
/* The error for a switch that would not show, since a variable of the environment decides; NULL if none does. */
struct err *switch_check_variable(const char *variable, const char *what) ERR_MUST_USE;

#endif
