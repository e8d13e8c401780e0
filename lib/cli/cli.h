/* cli.h - finding the verb, parsing its flags, running it; help and the words of usage errors. */
#ifndef KUBEC_CLI_CLI_H
#define KUBEC_CLI_CLI_H

#include "base/buf.h"
#include "cli/command.h"

/* The outcome of parsing one command line. Owns the text that option fields point to. */
struct cli_parse;

/* Runs the command line argv[1..argc) over the tree below `root`: finds the verb, parses (writing global flags and the
 * verb's own), runs complete, validate and run. `ctx` comes with streams, prog and root set. Gives the error of the
 * first step that failed; help asked for with -h/--help is printed to ctx->out and is no error. Usage errors carry
 * kubectl's wording: `unknown flag: --x` + "See 'kubec apply --help' for usage.", `unknown command "x" for "kubec"`
 * with suggestions. */
struct err *cli_run(struct cmd_ctx *ctx, int argc, char **argv) ERR_MUST_USE;

/* Has cli_run call release(thing) after the verb's own release; the last that was added comes first. For what an option
 * structure that verbs share must free. */
void cli_defer(struct cmd_ctx *ctx, void (*release)(void *thing), void *thing);

/* Parses args for `cmd` into opts (zeroed by the caller, of cmd->opts_size) and global: what cli_run does after it
 * found the verb; for completion and tests. Positional arguments are in (*out)->args. */
struct err *cli_parse_args(const struct command *cmd, int argc, char **argv, void *opts, struct global_opts *global,
                           struct cli_parse **out) ERR_MUST_USE;
void cli_parse_free(struct cli_parse *p);
/* The positional arguments. Borrowed. */
const struct strv *cli_args(const struct cli_parse *p);
/* True if the flag of this name was given on the command line (pflag's Changed). */
bool cli_changed(const struct cmd_ctx *ctx, const char *name);
/* The command line as --record keeps it: `kubectl set image deploy/web a=b --record=true`, arguments first, then the
 * flags as they were given (cli-runtime's parseCommandArguments). Tokens and passwords are not in it. The caller frees.
 */
char *cli_change_cause(const struct cmd_ctx *ctx);
/* The number of arguments before "--"; -1 when it was not given (pflag's ArgsLenAtDash). */
int cli_args_at_dash(const struct cmd_ctx *ctx);
/* Lines that the parse has for stderr (deprecated flags); "" for none. Borrowed. */
const char *cli_notices(const struct cli_parse *p);
/* `MSG` + "\nSee 'PATH -h' for help and examples", kubectl's cmdutil.UsageErrorf. */
struct err *cli_usage_error(const struct cmd_ctx *ctx, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Prints "Warning: TEXT" on ctx->err as cli-runtime's WarningPrinter does: the word bold yellow on a terminal, unless
 * NO_COLOR or TERM=dumb forbid it. */
void cli_warn(const struct cmd_ctx *ctx, const char *text);
/* Asks on ctx->err and reads a line from ctx->in: true for y or yes, in any case; the end of the input is a no. */
bool cli_confirm(struct cmd_ctx *ctx, const char *question);
/* The usage error "Unexpected args: [a b]" of verbs that take none. */
struct err *cli_unexpected_args(const struct cmd_ctx *ctx, int argc, char **argv);

/* Calls fn for each row that `cmd` accepts, groups opened up: its own, then (inherited) the global ones; offset is the
 * field's in the verb's or the global options. Own rows that hide a global one of the same name come first. */
void cli_each_flag(const struct command *cmd,
                   void (*fn)(const struct flag *f, size_t offset, bool inherited, void *arg), void *arg);

#define CLI_DEPTH 8 /* of the tree: kubec create secret generic has 3 */

/* A verb found on a command line. */
struct cli_found {
    const struct command *path[CLI_DEPTH + 1]; /* from the root to the verb */
    int depth;                                 /* index of the verb in path */
    char **args; /* what is left: flags and arguments; the strings are borrowed, the array is owned */
    int argc;
    const char *unknown; /* the root was found and has this argument: no such verb. Borrowed */
    const char *alias;   /* NULL, or the alias that led to path[alias_depth]; borrowed from the preferences */
    int alias_depth;
};
/* Finds the verb that argv[0..argc) means, as cobra's Command.Find: flags may stand before and between names. */
void cli_find(const struct command *root, int argc, char **argv, struct cli_found *out);
/* The same below ctx->root, where the alias of ctx->prefs that the command line names stands for its verb. */
void cli_find_in(const struct cmd_ctx *ctx, int argc, char **argv, struct cli_found *out);
void cli_found_release(struct cli_found *f);
/* The name of what was found: the verb's, or the alias that stands for it. Borrowed. */
const char *cli_found_name(const struct cli_found *f);
/* "kubec config view"; of an alias "kubec ALIAS". The caller frees. */
char *cli_found_path(const struct cli_found *f, const char *prog);
/* The verb that an alias of the preferences stands for, in out->path and out->depth. False when there is no such verb.
 */
bool cli_alias_target(const struct cmd_ctx *ctx, const struct cJSON *alias, struct cli_found *out);
/* The child of cmd with this name or alias, or NULL. */
const struct command *cli_child(const struct command *cmd, const char *name);
/* True for a verb that kubectl lacks while we are called as kubectl, and no shell runs us: a plugin of its name goes
 * before it. */
bool cli_yields(const struct cmd_ctx *ctx, const struct command *cmd);
/* Appends cobra's suggestions for a mistyped child of cmd, in table order. */
void cli_suggest(const struct command *cmd, const char *typed, struct strv *out);

/* Runs the plugin (kubectl-NAME on PATH; the longest name wins, "-" in an argument becomes "_") that argv[0..argc)
 * names, of at least min_args arguments, in place of this program: does not return then. In a shell (ctx->host) it is a
 * child instead: *ran is set, and how it ended is the error. NULL when there is none; errors are kubectl's. */
struct err *cli_plugin_exec(const struct cmd_ctx *ctx, int argc, char **argv, int min_args, bool *ran) ERR_MUST_USE;
/* Sets the global flags of the shell around (ctx->host) in a parse that has just been made. */
struct err *cli_host_set_flags(const struct cmd_ctx *ctx, struct cli_parse *parse) ERR_MUST_USE;

/* The width for help on ctx->out: the terminal's up to 100 columns, else 80. */
int cli_width(const struct cmd_ctx *ctx);
/* The text of `PATH --help`. */
void cli_help(struct buf *out, const struct cmd_ctx *ctx, const struct command *cmd, const char *path);
/* The text of `kubec options`: the global flags. */
void cli_help_options(struct buf *out, const struct cmd_ctx *ctx);

#endif
