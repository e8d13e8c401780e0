/* shell.c - "shell": many commands, one process, one connection. */
#include "shell/shell.h"

#include "api/session.h"
#include "base/mem.h"
#include "cli/parse.h"

#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct shell_opts {
    struct {
        struct strv commands;
        bool exit_on_error;
    } in;
    const char *file; /* NULL: none */
};

static const struct flag flags[] = {
    FLAG_STRING_ARRAY(struct shell_opts, in.commands, "command", 'c', "COMMANDS", "", 0,
                      "Run these commands and end; may be repeated. Lines, \";\", \"&&\" and \"||\" part them."),
    FLAG_BOOL(struct shell_opts, in.exit_on_error, "exit-on-error", 'e', "false", 0,
              "End with the first command that fails, and with its exit code, as a shell does with set -e."),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct shell_opts *o = opts;
    if (argc > 1)
        return cli_usage_error(ctx, "one file at a time");
    o->file = argc == 1 ? argv[0] : NULL;
    return NULL;
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct shell_opts *o = opts;
    if (o->file != NULL && o->in.commands.n > 0)
        return cli_usage_error(ctx, "either --command or a file");
    return NULL;
}

/* ---- contexts and namespaces ---- */

/* Nothing of the place that one leaves is kept but its name. */
static void leave(struct shell *sh, char **slot, const char *variable, const char *was, const char *name)
{
    if (strcmp(was, name) != 0)
        str_replace_owned(slot, xstrdup(was));
    str_replace_owned(&sh->object, NULL);
    setenv(variable, name, 1);
}

/* ctx's session changes with the environment: what is needed of it is asked for before. */
static struct err *use_context(struct cmd_ctx *ctx, const char *name)
{
    struct shell *sh = ctx->host->shell;
    const struct kubeconfig *k;
    struct err *e = session_kubeconfig(session_get(ctx), &k);
    if (e != NULL)
        return e;
    char *was = xstrdup(kubeconfig_context_name(k, ctx->global));
    leave(sh, &sh->left_context, "KUBECTL_CONTEXT", was, name);
    if (strcmp(was, name) != 0) { /* the namespace was one of the other context */
        unsetenv("KUBECTL_NAMESPACE");
        str_replace_owned(&sh->left_ns, NULL);
    }
    free(was);
    return NULL;
}

static struct err *use_namespace(struct cmd_ctx *ctx, const char *name)
{
    struct shell *sh = ctx->host->shell;
    const char *ns;
    struct err *e = session_namespace(session_get(ctx), &ns, NULL);
    if (e == NULL)
        leave(sh, &sh->left_ns, "KUBECTL_NAMESPACE", ns, name);
    return e;
}

static const char *left(struct cmd_ctx *ctx, bool ns)
{
    const struct shell *sh = ctx->host->shell;
    return ns ? sh->left_ns : sh->left_context;
}

/* ---- its life ---- */

static const char *variable(void *arg, const char *name)
{
    struct shell *sh = arg;
    if (strcmp(name, "?") != 0)
        return getenv(name);
    str_replace_owned(&sh->status_text, xasprintf("%d", sh->status));
    return sh->status_text;
}

static char *output(void *arg, const char *command)
{
    return sh_output(arg, command);
}

/* The verbs of the program but for this one, then the shell's own. */
static void make_tree(struct shell *sh)
{
    const struct command *const *c;
    size_t n = 0, own = 0;
    for (c = sh->outer->root->children; *c != NULL; c++)
        n++;
    while (shell_own[own] != NULL)
        own++;
    sh->children = xcalloc(n + own + 1, sizeof(struct command *));
    n = 0;
    for (c = sh->outer->root->children; *c != NULL; c++)
        if (strcmp((*c)->name, "shell") != 0)
            sh->children[n++] = *c;
    for (size_t i = 0; i < own; i++)
        sh->children[n++] = shell_own[i];
    sh->root = *sh->outer->root;
    sh->root.children = sh->children;
}

/* The environment carries what can change while the shell runs, and what its programs need. */
static void set_environment(const struct cmd_ctx *ctx)
{
    const struct global_opts *g = ctx->global;
    char self[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    if (n > 0) {
        self[n] = '\0';
        setenv("KUBEC_PROGRAM", self, 1);
    }
    if (g->kubeconfig[0] != '\0') {
        char *path = realpath(g->kubeconfig, NULL);
        setenv("KUBECONFIG", path != NULL ? path : g->kubeconfig, 1);
        free(path);
    }
    if (g->context[0] != '\0') {
        setenv("KUBECTL_CONTEXT", g->context, 1);
        unsetenv("KUBECTL_NAMESPACE"); /* of another context */
    }
    if (g->ns[0] != '\0')
        setenv("KUBECTL_NAMESPACE", g->ns, 1);
}

static volatile int *signalled; /* a handler has no other way to the command that runs */

static void on_signal(int number)
{
    *signalled = number;
}

/* The running command is asked to stop, never the program. */
static void catch_signals(struct shell *sh, struct sigaction before[3])
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGPIPE};
    struct sigaction action = {.sa_handler = on_signal};
    sigemptyset(&action.sa_mask);
    signalled = sh->outer->interrupted;
    for (size_t i = 0; i < 3; i++)
        sigaction(numbers[i], &action, &before[i]);
}

static void release_signals(const struct sigaction before[3])
{
    sigaction(SIGINT, &before[0], NULL);
    sigaction(SIGTERM, &before[1], NULL);
    sigaction(SIGPIPE, &before[2], NULL);
}

static struct err *run_all(struct shell *sh, const struct shell_opts *o)
{
    if (o->file != NULL) {
        sh->commands_read_stdin = true;
        return shell_run_file(sh, o->file);
    }
    for (size_t i = 0; i < o->in.commands.n && !sh->ended; i++) {
        struct shell_source src = {.name = "-c", .text = o->in.commands.v[i]};
        sh->commands_read_stdin = true;
        shell_run_source(sh, &src);
    }
    if (o->in.commands.n > 0)
        return NULL;
    if (isatty(STDIN_FILENO)) {
        sh->tty = sh->commands_read_stdin = true;
        sh->status = prompt_run(sh);
        return NULL;
    }
    struct shell_source src = {.name = "stdin", .fd = STDIN_FILENO, .ahead = buf_new()};
    shell_run_source(sh, &src);
    return NULL;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    const struct shell_opts *o = opts;
    struct shell sh = {.outer = ctx, .exit_on_error = o->in.exit_on_error, .pool = session_pool_new()};
    struct sigaction before[3];
    sh.host = (struct cli_host){use_context, use_namespace, left, ctx->parse, &sh};
    sh.values = (struct lex_values){variable, output, &sh};
    make_tree(&sh);
    set_environment(ctx);
    catch_signals(&sh, before);
    struct err *e = run_all(&sh, o);
    release_signals(before);
    session_pool_free(sh.pool);
    free(sh.children);
    free(sh.object);
    free(sh.left_context);
    free(sh.left_ns);
    free(sh.status_text);
    if (e == NULL && sh.status != 0)
        e = err_silent(sh.status);
    if (sh.tty && *ctx->interrupted != SIGTERM)
        *ctx->interrupted = 0; /* it was a command's */
    return e;
}

static void complete_args(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                          struct completion *out)
{
    (void)ctx, (void)opts, (void)argv, (void)prefix;
    if (argc == 0)
        out->directive = COMPLETE_DEFAULT;
}

static const struct example examples[] = {
    {"A prompt for the current context", "kubec shell"},
    {"Several commands over one connection", "kubec shell -c 'get pods; get services'"},
    {"A script that stops at the first error", "kubec shell --exit-on-error release.kubec"},
    {"Commands that a program writes, one a line", "generate-commands | kubec shell"},
    {0},
};

const struct command cmd_shell = {
    .name = "shell",
    .group = GROUP_SETTINGS,
    .bits = CMD_OWN,
    .usage = "[FILE] [-c COMMANDS] [flags]",
    .summary = "Run commands at a prompt, or many of them over one connection",
    .description =
        "Reads commands as they stand on a command line, without \"kubec\" before them, and runs them in one process: "
        "the connection, the credentials and what is known of the server's types stay.\n\n"
        "On a terminal there is a prompt with the context and the namespace, a history, and completion that shows what "
        "words mean. Else the lines of a file, of --command or of stdin are run.\n\n"
        "Lines are a shell's: quotes, variables, $(…), ;, &&, ||, redirections and here-documents. What stands behind "
        "a "
        "| is run by sh, and so is a line that begins with !. A pipe fails with its last part that fails.\n\n"
        "\"use NAMESPACE\", \"ns\" and \"ctx\" change where this shell works and leave the kubeconfig as it is; \"on "
        "TYPE/NAME\" chooses the object that further commands mean.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct shell_opts),
    .complete = complete,
    .validate = validate,
    .run = run,
    .complete_args = complete_args,
};
