/* shell.h - the shell's state, shared by its parts.
 *
 * The shell runs the verbs in its own process: connections and discovery stay warm (api/session.h's pool), nothing else
 * is left behind by a command. Context and namespace are kept in its environment (KUBECTL_CONTEXT, KUBECTL_NAMESPACE),
 * so that programs that it starts work with the same.
 */
#ifndef KUBEC_CMD_SHELL_SHELL_H
#define KUBEC_CMD_SHELL_SHELL_H

#include "base/buf.h"
#include "cli/cli.h"
#include "cli/completion.h"
#include "shell/lex.h"

#include <sys/types.h>

struct shell {
    struct cmd_ctx *outer; /* the context of the verb "shell" itself */
    struct cli_host host;
    struct session_pool *pool;
    struct command root; /* the verbs of the program, and the shell's own */
    const struct command **children;
    struct lex_values values;
    struct cmd_ctx *running; /* of the command that runs; NULL: none */
    char *object;            /* "deploy/web", or NULL */
    char *left_context;      /* for "ctx -", or NULL */
    char *left_ns;           /* for "ns -", or NULL */
    char *status_text;       /* of $? */
    int status;              /* how the last command ended */
    int sources;             /* files that are being read by "source" */
    bool tty, exit_on_error, ended;
    bool commands_read_stdin;   /* false: the script comes from there */
    bool abandoned;             /* Ctrl-C ended the line that was typed, and what came before it */
    const struct strv *history; /* the lines typed, or NULL */
};

/* ---- where lines come from ---- */

struct shell_source {
    const char *name; /* for messages: "-c", "standard input", a file's; NULL: typed on a terminal */
    const char *text; /* or NULL: read from fd */
    struct buf ahead; /* read from fd and not given yet */
    size_t at;        /* in text or ahead */
    int fd;
    bool eof;
    size_t line; /* the last one given, from 1 */
    /* A line typed at a prompt, or NULL at the end; the caller frees. NULL: text or fd is read. `more`: it continues
     * what was typed before. */
    char *(*ask)(struct shell *sh, bool more);
};

/* Runs all that the source has, or up to `exit`. The status of the last command. */
int shell_run_source(struct shell *sh, struct shell_source *src);
/* The same of a file; the error is that it cannot be opened. */
struct err *shell_run_file(struct shell *sh, const char *path) ERR_MUST_USE;

/* ---- run.c ---- */
/* Runs the steps one after another; the status of the last one that ran. */
int shell_run_list(struct shell *sh, const struct lex_list *list);
/* Runs one command line of ours (argv[0] is the program's name) in this process; its exit status. `in`: what it reads,
 * NULL for nothing. */
int shell_run_command(struct shell *sh, int argc, char **argv, FILE *in);
/* The context for a command or a completion: fresh but for the warm sessions. */
void shell_context(struct shell *sh, FILE *in, struct cmd_ctx *out);

/* ---- sh.c ---- */
/* Starts `sh -c text` with stdin from in_fd and stdout to out_fd (-1: the shell's own). Verbs that are no programs on
 * PATH are known to it as functions. The process id, or -1 (told on stderr). */
pid_t sh_start(struct shell *sh, const char *text, int in_fd, int out_fd);
/* Waits for it; its exit status as a shell counts it. */
int sh_wait(struct shell *sh, pid_t pid);
/* The output of $(text); the caller frees. */
char *sh_output(struct shell *sh, const char *text);

/* ---- object.c ---- */
/* Puts the current object into a command line that names none and could; words may grow. */
void object_add(struct shell *sh, struct strv *words);

/* ---- own.c ---- */
/* The shell's own verbs; NULL ends them. */
extern const struct command *const shell_own[];

/* ---- prompt.c ---- */
/* Asks for lines on the terminal until the end. The status of the last command. */
int prompt_run(struct shell *sh);

#endif
