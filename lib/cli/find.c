/* find.c - which verb a command line means, and what was meant by a verb that does not exist. */
#include "base/mem.h"
#include "cli/prefs.h"
#include "doc/doc.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

const struct command *cli_child(const struct command *cmd, const char *name)
{
    for (const struct command *const *c = cmd->children; c && *c; c++) {
        if (strcmp((*c)->name, name) == 0)
            return (*c)->bits & CMD_PREFS && cli_prefs_off() ? NULL : *c;
        for (const char *const *alias = (*c)->aliases; alias && *alias; alias++)
            if (strcmp(*alias, name) == 0)
                return *c;
    }
    return NULL;
}

struct lookup {
    const char *name; /* NULL: look for the letter */
    size_t len;
    char letter;
    const struct flag *found;
};

static void look(const struct flag *f, size_t offset, bool inherited, void *arg)
{
    struct lookup *l = arg;

    (void)offset, (void)inherited;
    if (l->found)
        return;
    if (!l->name) {
        if (f->letter == l->letter)
            l->found = f;
        return;
    }
    for (size_t i = 0; i < l->len; i++)
        if (f->name[i] != (l->name[i] == '_' ? '-' : l->name[i]))
            return;
    if (f->name[l->len] == '\0')
        l->found = f;
}

/* For cobra the word behind it is its value: "--help zork" is no question about zork. */
static bool is_help(const char *arg)
{
    return strcmp(arg, "--help") == 0 || strcmp(arg, "-h") == 0;
}

/* True if the argument is a flag whose value is the next argument. Flags that the verb does not know count as such, as
 * in cobra. */
static bool takes_next(const struct command *cmd, const char *arg)
{
    struct lookup l = {0};

    if (arg[0] != '-' || strchr(arg, '='))
        return false;
    if (arg[1] == '-') {
        l.name = arg + 2;
        l.len = strlen(l.name);
        if (strcmp(l.name, "help") == 0)
            return false;
    } else {
        if (arg[1] == '\0' || arg[2] != '\0' || arg[1] == 'h')
            return false;
        l.letter = arg[1];
    }
    if (!(cmd->bits & CMD_PLUGIN))
        cli_each_flag(cmd, look, &l);
    return !l.found || !l.found->no_value;
}

/* The index of the first argument that is neither a flag nor a flag's value; -1: none. */
static int first_word(const struct command *cmd, int argc, char **argv)
{
    for (int i = 0; i < argc; i++) {
        const char *arg = argv[i];

        if (strcmp(arg, "--") == 0)
            return -1;
        if (takes_next(cmd, arg))
            i++;
        else if (arg[0] != '\0' && arg[0] != '-')
            return i;
    }
    return -1;
}

/* Goes to the verb of the alias in use, if that is the word. */
static bool enter_alias(const struct cmd_ctx *ctx, const char *word, struct cli_found *out)
{
    const cJSON *alias = ctx && ctx->prefs && out->depth == 0 && !out->alias ? ctx->prefs->alias : NULL;
    const cJSON *name = alias ? doc_get(alias, "name") : NULL;
    struct cli_found target;

    if (!name || strcmp(name->valuestring, word) != 0 || !cli_alias_target(ctx, alias, &target))
        return false;
    memcpy(out->path, target.path, sizeof(out->path));
    out->depth = out->alias_depth = target.depth;
    out->alias = name->valuestring;
    return true;
}

/* ctx: NULL, or where preferences may have an alias. */
static void find(const struct cmd_ctx *ctx, const struct command *root, int argc, char **argv, struct cli_found *out)
{
    int at = -1;

    *out = (struct cli_found){.path = {root}, .argc = argc};
    out->args = xcalloc((size_t)argc + 1, sizeof(char *));
    for (int i = 0; i < argc; i++)
        out->args[i] = argv[i];
    while (out->depth < CLI_DEPTH) {
        const struct command *cmd = out->path[out->depth];
        const struct command *child = NULL;

        if (cmd->bits & CMD_RAW_ARGS)
            return;
        at = first_word(cmd, out->argc, out->args);
        if (at < 0)
            break;
        if (!enter_alias(ctx, out->args[at], out)) {
            child = cli_child(cmd, out->args[at]);
            if (!child)
                break;
            out->path[++out->depth] = child;
        }
        memmove(out->args + at, out->args + at + 1, (size_t)(out->argc - at) * sizeof(char *));
        out->argc--;
    }
    if (out->depth == 0 && !out->alias && at >= 0 && !(at > 0 && is_help(out->args[at - 1])))
        out->unknown = out->args[at];
}

void cli_find(const struct command *root, int argc, char **argv, struct cli_found *out)
{
    find(NULL, root, argc, argv, out);
}

void cli_find_in(const struct cmd_ctx *ctx, int argc, char **argv, struct cli_found *out)
{
    find(ctx, ctx->root, argc, argv, out);
}

void cli_found_release(struct cli_found *f)
{
    free(f->args);
    *f = (struct cli_found){0};
}

char *cli_found_path(const struct cli_found *f, const char *prog)
{
    struct buf path = buf_new();

    buf_adds(&path, prog);
    if (f->alias && f->depth == f->alias_depth) {
        buf_addf(&path, " %s", f->alias);
        return buf_take(&path);
    }
    for (int i = 1; i <= f->depth; i++) {
        buf_addc(&path, ' ');
        buf_adds(&path, f->path[i]->name);
    }
    return buf_take(&path);
}

bool cli_yields(const struct cmd_ctx *ctx, const struct command *cmd)
{
    return cmd->bits & CMD_OWN && strcmp(ctx->prog, "kubectl") == 0 && !ctx->host;
}

void cli_suggest(const struct command *cmd, const char *typed, struct strv *out)
{
    if (strlen(typed) > 100) /* no name is near; the distance takes quadratic time */
        return;
    for (const struct command *const *c = cmd->children; c && *c; c++) {
        const char *name = (*c)->name;

        if ((*c)->bits & CMD_HIDDEN || ((*c)->bits & CMD_PREFS && cli_prefs_off()))
            continue;
        /* kubectl's answers are not crowded by short names of our own */
        if (str_distance(typed, name) <= ((*c)->bits & CMD_OWN ? 1 : 2) || strncasecmp(name, typed, strlen(typed)) == 0)
            strv_add(out, name);
        for (const char *const *word = (*c)->suggest_for; word && *word; word++) {
            if (str_eq_nocase(typed, *word))
                strv_add(out, name);
        }
    }
}
