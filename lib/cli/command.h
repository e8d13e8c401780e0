/* command.h - a verb, and what it runs in.
 *
 * cmd/scale.c exports `const struct command cmd_scale`; cmd/commands.def lists it. Verbs with children (create, config
 * …) are folders whose parent lists the children in `.children`.
 *
 * A run is: parse → complete (resolves what the flags mean; may talk to the server) → validate (looks only) → run →
 * release. The order decides which error a user sees first, as in kubectl.
 */
#ifndef KUBEC_CLI_COMMAND_H
#define KUBEC_CLI_COMMAND_H

#include "base/err.h"
#include "cli/flag.h"
#include "cli/global.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct cli_deferred; /* what cli_defer keeps */
struct cJSON;
struct cli_prefs;
struct session;      /* api/session.h: kubeconfig, connection, discovery; made at first use */
struct session_pool; /* sessions that wait for the next command of a shell */
struct cmd_ctx;

/* A shell around the commands (cmd/shell). */
struct cli_host {
    /* Take the place of changing the kubeconfig: another context or namespace from the next command on. That it exists
     * was seen to. */
    struct err *(*use_context)(struct cmd_ctx *ctx, const char *name);
    struct err *(*use_namespace)(struct cmd_ctx *ctx, const char *name);
    /* The context, or the namespace, that was left last; NULL when none was. Borrowed. */
    const char *(*left)(struct cmd_ctx *ctx, bool ns);
    /* The parse of the shell's own command line: its global flags hold for all commands, but for those that the shell
     * keeps in the environment. NULL: none. */
    const struct cli_parse *parse;
    void *shell; /* for the shell's own verbs */
};

/* Everything a command may touch. There are no mutable globals: the one-shot program, the shell and the tests each make
 * one. */
struct cmd_ctx {
    FILE *in, *out, *err;       /* in: NULL while a completion is made */
    const char *prog;           /* how we were called: "kubec" or "kubectl" */
    const struct command *cmd;  /* the verb that runs (the leaf) */
    const struct command *root; /* the tree's root: help and completion walk it */
    const char *cmd_path;       /* "kubec config view"; for messages */
    const struct global_opts *global;
    const struct cli_parse *parse; /* which flags were given: cli_changed */
    const struct cli_prefs *prefs; /* the user's preferences (cli/prefs.h), while a command runs */
    struct session *session;       /* created lazily by session_get, freed by session_free */
    struct session_pool *pool;     /* NULL, or where session_get looks for a warm one */
    const struct cli_host *host;   /* NULL, or the shell that runs the command: the process lives on */
    bool out_tty, err_tty;         /* for colour and progress */
    /* NULL, or called after a verb that succeeded: the last thing that may fail (kubectl's PersistentPostRun). */
    struct err *(*after)(struct cmd_ctx *ctx);
    struct cli_deferred *deferred; /* released when the verb has ended */
    /* NULL, or reads the preferences (kubeconfig/kuberc.h): from the file `path` (NULL: the usual one). *out is the
     * caller's, NULL when there are none. verbosity: -v. */
    struct err *(*load_prefs)(const struct cmd_ctx *ctx, const char *path, int verbosity, struct cJSON **out);
    int64_t complete_since_ns; /* while a completion is made: the monotonic time at which it began; else 0 */
    volatile int *interrupted; /* set to the signal number by SIGINT/SIGTERM; long loops look at it */
};

enum cmd_group {
    GROUP_BASIC,
    GROUP_INTERMEDIATE,
    GROUP_DEPLOY,
    GROUP_CLUSTER,
    GROUP_TROUBLE,
    GROUP_ADVANCED,
    GROUP_SETTINGS,
    GROUP_OTHER
};

enum cmd_bits {
    CMD_HIDDEN = 1 << 0,
    CMD_RAW_ARGS = 1 << 1,     /* everything behind the name is an argument, flags too (__complete) */
    CMD_UNLISTED = 1 << 2,     /* completed, but not in the lists of the help ("options") */
    CMD_HELP_STDOUT = 1 << 3,  /* a verb with children and no `run` prints its help to stdout, not stderr ("rollout") */
    CMD_HELP_OK = 1 << 4,      /* … and takes any arguments and ends with exit code 0 ("certificate") */
    CMD_NO_FLAGS = 1 << 5,     /* a wrong flag is answered with "Run 'kubec options' without flags." */
    CMD_PREFS = 1 << 6,        /* not there with KUBECTL_KUBERC=false ("kuberc") */
    CMD_EXIT_ABOVE_1 = 1 << 7, /* 1 is no failure ("diff" found differences): errors end the program with 2 */
    CMD_OWN = 1 << 8,   /* kubectl has no such verb: called as kubectl, a plugin of that name goes before it ("ctx") */
    CMD_PLUGIN = 1 << 9 /* a plugin's, in the tree of a completion: its flags are its own */
};

/* A verb with children and no `run`, called without a child's name, prints its help to stderr and ends with exit code
 * 1; with an argument it says `unknown command "x"`. */

struct example {
    const char *what;    /* a line that says what it does; also run by a test when `test` is set */
    const char *command; /* "kubec apply -f web.yaml" */
};

struct command {
    const char *name;
    const char *const *aliases;     /* NULL-terminated; NULL: none */
    const char *const *suggest_for; /* words that make this the suggestion ("rm" for delete); the same */
    enum cmd_group group;
    unsigned bits;
    const char *usage;       /* synopsis behind the name: "(-f FILE | TYPE NAME) [flags]"; may name only known flags */
    const char *summary;     /* one line, in lists */
    const char *description; /* paragraphs */
    const struct example *examples;        /* ends with {0} */
    const struct flag *flags;              /* ends with FLAG_END; NULL: none */
    const struct command *const *children; /* NULL-terminated */
    size_t opts_size;                      /* of the options structure: zeroed, then filled with defaults and flags */
    struct err *(*complete)(struct cmd_ctx *ctx, void *opts, int argc, char **argv);
    struct err *(*validate)(const struct cmd_ctx *ctx, const void *opts);
    struct err *(*run)(struct cmd_ctx *ctx, void *opts);
    void (*release)(void *opts);
    /* Completes the argument at index argc (argv holds those before it). NULL: nothing. */
    void (*complete_args)(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                          struct completion *out);
    /* The root's only: the completer of a global flag that the cli room cannot know ("namespace", "context" …), or
     * NULL. */
    completer_fn *(*complete_global)(const char *name);
    /* The root's only: the completer of a verb's own flag whose row names none ("selector"), or NULL. When it adds
     * nothing, files are offered, as for any other value. */
    completer_fn *(*complete_shared)(const char *name);
};

#endif
