/* plugin.c - "plugin list": the programs that add commands. Running them: lib/cli/plugin.c. */
#include "cli/plugin.h"

#include "base/file.h"
#include "base/mem.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct list {
    struct {
        bool name_only;
    } in;
    struct strv files;
    size_t warnings; /* printed so far */
};

static const struct flag list_flags[] = {
    FLAG_BOOL(struct list, in.name_only, "name-only", 0, "false", 0,
              "Print the names of the files without their folders."),
    FLAG_END,
};

static struct err *list_complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct list *l = opts;

    (void)argc, (void)argv; /* kubectl takes arguments and does nothing with them */
    plugin_files(ctx->err, &l->files);
    return NULL;
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

/* A path as it is printed: on a terminal without what the terminal would obey. The caller frees. */
static char *shown(const struct cmd_ctx *ctx, const char *path)
{
    return ctx->out_tty || ctx->err_tty ? str_sanitize(path) : xstrdup(path);
}

static void check_executable(const struct cmd_ctx *ctx, struct list *l, const char *path)
{
    struct stat st;
    char *name = NULL;

    if (stat(path, &st) != 0) {
        char *why = file_errno_text(errno);

        name = shown(ctx, path);
        fprintf(ctx->err, "  - error: unable to identify %s as an executable file: stat %s: %s\n", name, name, why);
        free(why);
    } else if (S_ISDIR(st.st_mode) || !(st.st_mode & 0111)) {
        name = shown(ctx, path);
        fprintf(ctx->err, "  - warning: %s identified as a kubectl plugin, but it is not executable\n", name);
    }
    if (name)
        l->warnings++;
    free(name);
}

/* A plugin of this name in an earlier folder of PATH is the one that runs. */
static void check_earlier(const struct cmd_ctx *ctx, struct list *l, size_t at)
{
    const char *path = l->files.v[at];

    for (size_t i = 0; i < at; i++) {
        char *a = NULL, *b = NULL;

        if (strcmp(base_name(path), base_name(l->files.v[i])) != 0)
            continue;
        a = shown(ctx, path);
        b = shown(ctx, l->files.v[i]);
        fprintf(ctx->err, "  - warning: %s is overshadowed by a similarly named plugin: %s\n", a, b);
        l->warnings++;
        free(a);
        free(b);
        return;
    }
}

/* A verb of that name always goes before. */
static void check_verb(const struct cmd_ctx *ctx, struct list *l, const char *path)
{
    struct strv words = {0};
    struct cli_found found;
    const char *name = base_name(path);

    strv_split(&words, name + strlen("kubectl-"), '-');
    cli_find(ctx->root, (int)words.n, words.v, &found);
    if (!found.unknown && !(found.path[found.depth]->bits & CMD_RAW_ARGS) &&
        !cli_yields(ctx, found.path[found.depth])) {
        char *file = shown(ctx, name), *verb = cli_found_path(&found, ctx->prog), *quoted = str_quote(verb);

        fprintf(ctx->err, "  - warning: %s overwrites existing command: %s\n", file, quoted);
        l->warnings++;
        free(file);
        free(verb);
        free(quoted);
    }
    cli_found_release(&found);
    strv_release(&words);
}

static struct err *list_run(struct cmd_ctx *ctx, void *opts)
{
    struct list *l = opts;

    if (l->files.n == 0)
        return err_new("unable to find any kubectl plugins in your PATH");
    fputs("The following compatible plugins are available:\n\n", ctx->out);
    for (size_t i = 0; i < l->files.n; i++) {
        const char *path = l->files.v[i];
        char *line = shown(ctx, l->in.name_only ? base_name(path) : path);

        fprintf(ctx->out, "%s\n", line);
        free(line);
        fflush(ctx->out); /* its warnings come below it */
        check_executable(ctx, l, path);
        check_earlier(ctx, l, i);
        check_verb(ctx, l, path);
    }
    if (l->warnings == 1)
        return err_new("one plugin warning was found");
    return l->warnings > 0 ? err_new("%zu plugin warnings were found", l->warnings) : NULL;
}

static void list_release(void *opts)
{
    struct list *l = opts;

    strv_release(&l->files);
}

static const struct example examples[] = {
    {"Show which plugins there are", "kubec plugin list"},
    {"Show their names only", "kubec plugin list --name-only"},
    {0},
};

static const struct command cmd_plugin_list = {
    .name = "list",
    .usage = "[flags]",
    .summary = "List the plugins on your PATH",
    .description =
        "Prints the files in the folders of your PATH whose names begin with \"kubectl-\", and warns of those "
        "that cannot run: files that are not executable, that another file of that name comes before, or that "
        "a built-in command has the name of. With a warning, or without any plugin, the exit code is 1.",
    .examples = examples,
    .flags = list_flags,
    .opts_size = sizeof(struct list),
    .complete = list_complete,
    .run = list_run,
    .release = list_release,
};

static const struct command *const children[] = {&cmd_plugin_list, NULL};

const struct command cmd_plugin = {
    .name = "plugin",
    .group = GROUP_OTHER,
    .usage = "SUBCOMMAND",
    .summary = "Work with plugins",
    .description =
        "A plugin is a program on your PATH that adds a command: \"kubectl-NAME\" runs as `kubec NAME`. What follows "
        "the "
        "name is passed on.\n\n"
        "Dashes in the file's name separate words: kubectl-db-dump runs as `kubec db dump`, and the longest name that "
        "fits "
        "wins. A dash in a word is an underscore in the file's name: kubectl-db_dump runs as `kubec db-dump`. Flags "
        "come "
        "behind the words. Built-in commands go before plugins; only `create` can be extended: kubectl-create-thing "
        "runs as "
        "`kubec create thing`.\n\n"
        "The plugin finds the program that started it in $KUBECTL_PATH. A program kubectl_complete-NAME completes its "
        "arguments: it is given the words behind the name, the last one as far as it is typed, and prints a candidate "
        "a "
        "line, perhaps with a tab and a description; a last line like \":4\" is a directive of cobra's completion.",
    .examples = examples,
    .children = children,
};
