/* plugin_tree.c - completing the names of plugins and what stands behind them. */
#include "base/file.h"
#include "base/mem.h"
#include "cli/plugin.h"
#include "cli/prefs.h"
#include "cli/value.h"
#include "doc/doc.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

#define WORDS_MAX CLI_DEPTH          /* of a plugin's name */
#define ANSWER_MAX ((size_t)4 << 20) /* bytes that a completion program may print */
#define ACTIVE_HELP "_activeHelp_ "  /* how cobra marks text that is no candidate */

/* A command that a plugin stands for; its children are others. */
struct node {
    struct command cmd; /* the first member: a node is found by its command */
    char *name, *summary;
    struct node *first, *next; /* children, siblings; newest first */
    const struct command **list;
};

struct plugin_tree {
    struct command root;
    struct node top;
};

char *plugin_summary(const char *word)
{
    return xasprintf("The command %s is a plugin installed by the user", word);
}

/* The words that a path ending in kubectl-a_b-c stands for: "a-b", "c". */
static void words_of(const char *path, struct strv *out)
{
    const char *slash = strrchr(path, '/'), *dash = strchr(slash ? slash : path, '-');

    if (!dash)
        return;
    strv_split(out, dash + 1, '-');
    for (size_t i = 0; i < out->n; i++)
        for (char *c = out->v[i]; *c; c++)
            *c = *c == '_' ? '-' : *c;
}

static bool is_verb(const struct cmd_ctx *ctx, const char *word)
{
    const struct command *cmd = cli_child(ctx->root, word);

    return cmd && !cli_yields(ctx, cmd);
}

void plugin_first_words(const struct cmd_ctx *ctx, struct strv *out)
{
    struct strv files = {0};

    plugin_files(NULL, &files);
    for (size_t i = 0; i < files.n; i++) {
        struct strv words = {0};

        words_of(files.v[i], &words);
        if (words.n > 0 && *words.v[0] && !is_verb(ctx, words.v[0]) && !strv_has(out, words.v[0]))
            strv_add(out, words.v[0]);
        strv_release(&words);
    }
    strv_release(&files);
}

static struct node *find_child(const struct node *n, const char *name)
{
    for (struct node *c = n->first; c; c = c->next)
        if (strcmp(c->name, name) == 0)
            return c;
    return NULL;
}

static struct node *add_child(struct node *parent, const char *word)
{
    struct node *n = xcalloc(1, sizeof(*n));

    n->name = xstrndup(word, strcspn(word, " "));
    n->summary = plugin_summary(word);
    n->cmd = (struct command){.name = n->name, .summary = n->summary, .bits = CMD_PLUGIN};
    n->next = parent->first;
    parent->first = n;
    return n;
}

/* What is below a verb of our own does not count: the tree is not made for its command lines. */
static void add_plugin(struct plugin_tree *t, const struct cmd_ctx *ctx, const char *path)
{
    struct strv words = {0};
    struct node *at = &t->top;

    words_of(path, &words);
    if (words.n > 0 && !is_verb(ctx, words.v[0])) {
        for (size_t i = 0; i < words.n && i < WORDS_MAX; i++) {
            struct node *child = find_child(at, words.v[i]);

            at = child ? child : add_child(at, words.v[i]);
        }
    }
    strv_release(&words);
}

/* Makes the vectors of children that commands have: those of `more` that no plugin goes before, then the node's. */
static void link_children(struct node *n, const struct command *const *more)
{
    size_t count = 0, at = 0;

    for (const struct command *const *c = more; c && *c; c++)
        count++;
    for (const struct node *c = n->first; c; c = c->next)
        count++;
    if (count == 0)
        return;
    n->list = xcalloc(count + 1, sizeof(*n->list));
    for (const struct command *const *c = more; c && *c; c++)
        if (!find_child(n, (*c)->name))
            n->list[at++] = *c;
    for (struct node *c = n->first; c; c = c->next) {
        n->list[at++] = &c->cmd;
        link_children(c, NULL);
    }
    n->cmd.children = n->list;
}

static struct plugin_tree *make_tree(const struct cmd_ctx *ctx)
{
    struct plugin_tree *t = xcalloc(1, sizeof(*t));
    struct strv files = {0};

    plugin_files(NULL, &files);
    for (size_t i = 0; i < files.n; i++)
        add_plugin(t, ctx, files.v[i]);
    strv_release(&files);
    link_children(&t->top, ctx->root->children);
    t->root = *ctx->root;
    t->root.children = t->top.list;
    return t;
}

static bool known_word(const struct cmd_ctx *ctx, const char *word)
{
    const cJSON *alias = ctx->prefs ? ctx->prefs->alias : NULL;
    const char *name = alias ? doc_str_at(alias, "name") : NULL;

    if (name && strcmp(name, word) == 0)
        return true;
    for (const struct command *const *c = ctx->root->children; c && *c; c++)
        if (strcmp((*c)->name, word) == 0)
            return true;
    return false;
}

const struct command *plugin_tree_root(const struct plugin_tree *t)
{
    return &t->root;
}

static void free_children(struct node *n)
{
    struct node *next = NULL;

    for (struct node *c = n->first; c; c = next) {
        next = c->next;
        free_children(c);
        free(c->name);
        free(c->summary);
        free(c);
    }
    free(n->list);
}

void plugin_tree_free(struct plugin_tree *t)
{
    if (t)
        free_children(&t->top);
    free(t);
}

struct plugin_tree *plugin_tree_for(const struct cmd_ctx *ctx, int argc, char **argv)
{
    const struct command *verb = argc > 0 ? cli_child(ctx->root, argv[0]) : NULL;
    bool yields = verb && cli_yields(ctx, verb);
    struct plugin_tree *t = NULL;

    if (argc == 0 || argv[0][0] == '-' || (argc > 1 && !yields && known_word(ctx, argv[0])))
        return NULL;
    t = make_tree(ctx);
    if (argc > 1 && yields && !find_child(&t->top, argv[0])) {
        plugin_tree_free(t);
        return NULL;
    }
    if (argc > 1)
        fputs("[Debug] Cleared global flags for plugin completion\n", ctx->err);
    return t;
}

/* ---- kubectl_complete-NAME ---- */

/* "foo-bar_baz" for the words "foo" and "bar-baz". The caller frees. */
static char *dashed_name(const struct cli_found *found)
{
    struct buf name = buf_new();

    for (int i = 1; i <= found->depth; i++) {
        buf_addc(&name, '-');
        for (const char *c = found->path[i]->name; *c; c++)
            buf_addc(&name, *c == '-' ? '_' : *c);
    }
    return buf_take(&name);
}

/* Starts args[0] with its output in a pipe; the descriptor to read from, or -1. */
static int start(char **args, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    int fds[2] = {-1, -1}, failed = 0;

    if (pipe2(fds, O_CLOEXEC) != 0)
        return -1;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, fds[1], STDOUT_FILENO);
    failed = posix_spawn(pid, args[0], &actions, NULL, args, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(fds[1]);
    if (failed == 0)
        return fds[0];
    close(fds[0]);
    return -1;
}

/* Runs a program to its end. False when it failed. */
static bool answer_of(char **args, struct buf *out)
{
    pid_t pid = 0;
    int status = 0, fd = start(args, &pid);
    struct err *e = NULL;

    if (fd < 0)
        return false;
    e = file_read_fd(fd, args[0], out);
    close(fd);
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            break;
    if (e) {
        err_free(e);
        return false;
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* ":4" as the last line is a directive. */
static bool read_directive(const char *line, unsigned *directive)
{
    int64_t value = 0;
    struct err *e = line[0] == ':' && line[1] != '\0' ? value_int(line + 1, 10, 32, &value) : err_silent(1);
    bool ok = !e;

    err_free(e);
    if (ok)
        *directive = (unsigned)value;
    return ok;
}

static bool active_help_off(void)
{
    const char *all = getenv("COBRA_ACTIVE_HELP"), *own = getenv("KUBECTL_ACTIVE_HELP");

    return (all && strcmp(all, "0") == 0) || (own && strcmp(own, "0") == 0);
}

static void add_answer(const struct buf *text, struct completion *out)
{
    struct strv lines = {0}, words = {0};

    strv_split(&lines, text->data, '\n');
    for (size_t i = 0; i < lines.n; i++)
        if (*lines.v[i])
            strv_add(&words, lines.v[i]);
    if (words.n > 0 && read_directive(words.v[words.n - 1], &out->directive))
        free(words.v[--words.n]);
    for (size_t i = 0; i < words.n; i++) {
        const char *description = NULL;
        char *word = str_cut(words.v[i], '\t', &description);

        if (!active_help_off() || !str_starts(words.v[i], ACTIVE_HELP))
            completion_add(out, "", word, description);
        free(word);
    }
    strv_release(&lines);
    strv_release(&words);
}

static void ask(const struct cmd_ctx *ctx, char *path, const struct cli_found *found, const char *word,
                struct completion *out)
{
    char *last = xstrdup(word);
    char **args = xcalloc((size_t)found->argc + 3, sizeof(*args));
    struct buf text;

    buf_init(&text, ANSWER_MAX);
    args[0] = path;
    fprintf(ctx->err, "[Debug] About to call: %s ", path);
    for (int i = 0; i < found->argc; i++) {
        args[i + 1] = found->args[i];
        fprintf(ctx->err, "%s ", found->args[i]);
    }
    args[found->argc + 1] = last;
    fprintf(ctx->err, "%s\n", word);
    fflush(ctx->err);
    if (answer_of(args, &text))
        add_answer(&text, out);
    buf_release(&text);
    free(args);
    free(last);
}

void plugin_complete(const struct cmd_ctx *ctx, const struct cli_found *found, const char *word, struct completion *out)
{
    char *name = dashed_name(found), *program = xasprintf("kubectl_complete%s", name);
    char *path = NULL;

    out->directive = COMPLETE_DEFAULT;
    fprintf(ctx->err, "[Debug] About to look for: %s\n", program);
    path = plugin_look_path(program);
    if (path && *path == '/') /* one in a relative folder of PATH may be run as a plugin, but not unasked */
        ask(ctx, path, found, word, out);
    else
        fprintf(ctx->err, "[Debug] Plugin kubectl%s does not provide a matching completion executable\n", name);
    free(path);
    free(program);
    free(name);
}
