/* cli.h - finding the verb, parsing its flags, running it; help and the words of usage errors. */
#ifndef KUBEC_CLI_CLI_H
#define KUBEC_CLI_CLI_H

#include "base/buf.h"
#include "cli/command.h"

/* The outcome of parsing one command line. Owns the text that option fields point to. */
struct cli_parse;

/* Runs the command line argv[1..argc) over the tree below `root`: finds the verb, parses (writing global flags and the verb's
 * own), runs complete, validate and run. `ctx` comes with streams, prog and root set. Gives the error of the first step that
 * failed; help asked for with -h/--help is printed to ctx->out and is no error. Usage errors carry kubectl's wording:
 * `unknown flag: --x` + "See 'kubec apply --help' for usage.", `unknown command "x" for "kubec"` with suggestions. */
struct err *cli_run(struct cmd_ctx *ctx, int argc, char **argv) ERR_MUST_USE;

/* Parses args for `cmd` into opts (zeroed by the caller, of cmd->opts_size) and global: what cli_run does after it found the
 * verb; for completion and tests. Positional arguments are in (*out)->args. */
struct err *cli_parse_args(const struct command *cmd, int argc, char **argv, void *opts, struct global_opts *global,
                           struct cli_parse **out) ERR_MUST_USE;
void cli_parse_free(struct cli_parse *p);
/* The positional arguments. Borrowed. */
const struct strv *cli_args(const struct cli_parse *p);
/* True if the flag of this name was given on the command line (pflag's Changed). */
bool cli_changed(const struct cmd_ctx *ctx, const char *name);
/* `MSG` + "\nSee 'PATH -h' for help and examples", kubectl's cmdutil.UsageErrorf. */
struct err *cli_usage_error(const struct cmd_ctx *ctx, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* The usage error "Unexpected args: [a b]" of verbs that take none. */
struct err *cli_unexpected_args(const struct cmd_ctx *ctx, int argc, char **argv);

/* Calls fn for each row that `cmd` accepts (its own, then inherited, groups opened up) with the row's total offset. */
void cli_each_flag(const struct command *cmd, const struct flag *rows,
                   void (*fn)(const struct flag *f, size_t offset, void *arg), void *arg);
/* The text of `PATH --help`. */
void cli_help(struct buf *out, const struct cmd_ctx *ctx, const struct command *cmd, const char *path);

#endif
