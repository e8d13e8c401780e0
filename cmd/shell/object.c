/* object.c - the current object of the shell, put where a command line leaves it out. */
#include "base/mem.h"
#include "cli/parse.h"
#include "shell/shell.h"

#include <stdlib.h>
#include <string.h>

enum place {
    AS_NAME,   /* where no argument is given */
    AS_FIRST,  /* also before arguments NAME=VALUE and NAME- */
    AS_TARGET, /* before one argument, which is something else ("set serviceaccount NAME") */
    AS_PORTS,  /* before arguments that are ports */
    AS_NODE,   /* as AS_NAME, without the type, which has to be node */
    AS_FOR     /* as the flag --for */
};

static const struct {
    const char *verb;
    enum place place;
} rows[] = {
    {"annotate", AS_FIRST},       {"attach", AS_NAME},
    {"autoscale", AS_NAME},       {"cordon", AS_NODE},
    {"debug", AS_NAME},           {"describe", AS_NAME},
    {"drain", AS_NODE},           {"edit", AS_NAME},
    {"events", AS_FOR},           {"exec", AS_NAME},
    {"expose", AS_NAME},          {"get", AS_NAME},
    {"label", AS_FIRST},          {"logs", AS_NAME},
    {"patch", AS_NAME},           {"port-forward", AS_PORTS},
    {"rollout history", AS_NAME}, {"rollout pause", AS_NAME},
    {"rollout restart", AS_NAME}, {"rollout resume", AS_NAME},
    {"rollout status", AS_NAME},  {"rollout undo", AS_NAME},
    {"scale", AS_NAME},           {"set env", AS_FIRST},
    {"set image", AS_FIRST},      {"set resources", AS_NAME},
    {"set selector", AS_FIRST},   {"set serviceaccount", AS_TARGET},
    {"set subject", AS_NAME},     {"taint", AS_FIRST},
    {"uncordon", AS_NODE},        {"wait", AS_NAME},
};

/* Flags that say themselves which objects are meant. */
static bool names_objects(const struct cli_parse *p)
{
    static const char *const flags[] = {"filename", "kustomize", "selector",       "all",
                                        "raw",      "for",       "all-namespaces", "field-selector"};
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
        const struct cli_slot *s = cli_slot_named(p, flags[i], strlen(flags[i]));
        if (s != NULL && s->changed && strcmp(s->flag->name, "for") != 0)
            return true;
    }
    return false;
}

static bool is_change(const char *arg)
{
    return strchr(arg, '=') != NULL || (str_ends(arg, "-") && strchr(arg, '/') == NULL);
}

static bool is_ports(const char *arg)
{
    return arg[strspn(arg, "0123456789:")] == '\0';
}

/* Whether the arguments leave the object out. `n`: those before "--". */
static bool lacks_object(enum place place, const struct cli_parse *p, size_t n)
{
    switch (place) {
    case AS_FIRST:
        return n == 0 || is_change(p->args.v[0]);
    case AS_TARGET:
        return n == 1;
    case AS_PORTS:
        return n > 0 && is_ports(p->args.v[0]);
    default:
        return n == 0;
    }
}

static void insert(struct strv *words, size_t at, char *word)
{
    strv_adopt(words, word);
    for (size_t i = words->n - 1; i > at; i--)
        words->v[i] = words->v[i - 1];
    words->v[at] = word;
}

/* The place of the string `arg` in the words; their number when it is none of them. */
static size_t place_of(const struct strv *words, const char *arg)
{
    size_t i = 0;
    while (i < words->n && words->v[i] != arg)
        i++;
    return i;
}

static size_t end_of_flags(const struct strv *words)
{
    size_t i = 0;
    while (i < words->n && strcmp(words->v[i], "--") != 0)
        i++;
    return i;
}

static void add(struct shell *sh, struct strv *words, const struct cli_parse *p, enum place place)
{
    const char *slash = strchr(sh->object, '/');
    size_t n = p->dash >= 0 ? (size_t)p->dash : p->args.n;
    if (names_objects(p) || !lacks_object(place, p, n))
        return;
    if (place == AS_FOR) {
        const struct cli_slot *s = cli_slot_named(p, "for", 3);
        if (s != NULL && !s->changed)
            insert(words, end_of_flags(words), xasprintf("--for=%s", sh->object));
    } else if (place == AS_NODE) {
        if (str_starts(sh->object, "no/") || str_starts(sh->object, "node/") || str_starts(sh->object, "nodes/"))
            insert(words, end_of_flags(words), xstrdup(slash + 1));
    } else {
        insert(words, n > 0 ? place_of(words, p->args.v[0]) : end_of_flags(words), xstrdup(sh->object));
    }
}

void object_add(struct shell *sh, struct strv *words)
{
    struct cli_found found;
    struct global_opts global = {0};
    struct cli_parse parse;
    if (sh->object == NULL || words->n == 0)
        return;
    cli_find(&sh->root, (int)words->n, words->v, &found);
    const struct command *cmd = found.path[found.depth];
    char *path = cli_found_path(&found, "");
    size_t row = 0;
    while (row < sizeof rows / sizeof rows[0] && (found.depth == 0 || strcmp(rows[row].verb, path + 1) != 0))
        row++;
    if (row < sizeof rows / sizeof rows[0] && !(cmd->bits & CMD_RAW_ARGS)) {
        void *opts = xcalloc(1, cmd->opts_size ? cmd->opts_size : 1);
        cli_parse_init(&parse, cmd, opts, &global);
        struct err *e = cli_parse_run(&parse, found.argc, found.args);
        if (e == NULL && !parse.help) /* what is wrong is said when it runs */
            add(sh, words, &parse, rows[row].place);
        err_free(e);
        cli_parse_release(&parse);
        free(opts);
    }
    free(path);
    cli_found_release(&found);
}
