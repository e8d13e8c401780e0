/* gen.c - writes what is made from the tables of verbs: man pages, docs/commands, the completion scripts, the README's
 * list of verbs.
 *
 *     kubec-gen FOLDER           writes the files below FOLDER, the root of the sources
 *     kubec-gen --check FOLDER   writes nothing; names the files that are not as they would be made, exit code 1 if
 * there is any
 *     kubec-gen --flags          prints the flags of every verb, for tests/live/surface
 */
#include "base/file.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "cli/completion.h"
#include "cli/text.h"
#include "root.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_BYTES ((size_t)16 << 20)

struct gen {
    const char *folder;
    bool check;
    int stale;
    struct strv made; /* paths below the folder */
};

static bool problem(struct gen *g, const char *path, const char *what)
{
    fprintf(stderr, "%s: %s\n", path, what);
    g->stale++;
    return false;
}

static void read_old(const struct gen *g, const char *path, struct buf *out)
{
    char *full = path_join(g->folder, path);

    buf_init(out, MAX_BYTES);
    err_free(file_read(full, out)); /* a file that is not there is empty */
    free(full);
}

/* Writes one file, or compares it. */
static void emit(struct gen *g, const char *path, const struct buf *text)
{
    struct buf old;

    strv_add(&g->made, path);
    read_old(g, path, &old);
    if (old.len != text->len || memcmp(old.data, text->data, text->len) != 0) {
        if (g->check) {
            problem(g, path, "stale: build the target \"generate\"");
        } else {
            char *full = path_join(g->folder, path), *dir = path_dir(full);
            struct err *e = file_mkdir_all(dir, 0755);

            if (!e)
                e = file_write_atomic(full, text->data, text->len, 0644, false);
            if (e)
                problem(g, path, e->msg);
            err_free(e);
            free(full);
            free(dir);
        }
    }
    buf_release(&old);
}

/* Files of a generated folder that nothing makes any more. */
static void sweep(struct gen *g, const char *folder)
{
    char *full = path_join(g->folder, folder);
    DIR *dir = opendir(full);

    for (struct dirent *d = dir ? readdir(dir) : NULL; d; d = readdir(dir)) {
        char *path = path_join(folder, d->d_name), *file = path_join(full, d->d_name);

        if (d->d_name[0] != '.' && !strv_has(&g->made, path)) {
            if (g->check)
                problem(g, path, "no command makes it");
            else
                unlink(file);
        }
        free(path);
        free(file);
    }
    if (dir)
        closedir(dir);
    free(full);
}

/* ---- roff ---- */

static void roff(struct buf *out, const char *text)
{
    for (bool start = true; *text; text++) {
        if (start && (*text == '.' || *text == '\''))
            buf_adds(out, "\\&");
        if (*text == '\\')
            buf_adds(out, "\\e");
        else if (*text == '-')
            buf_adds(out, "\\-");
        else
            buf_addc(out, *text);
        start = *text == '\n';
    }
}

static void roff_paragraphs(struct buf *out, const char *text)
{
    bool kept = false;

    while (*text) {
        size_t len = strcspn(text, "\n");
        char *line = xstrndup(text, len);

        if ((*line == ' ') != kept) {
            kept = !kept;
            buf_adds(out, kept ? ".nf\n" : ".fi\n");
        }
        if (len == 0) {
            buf_adds(out, ".PP\n");
        } else {
            roff(out, line);
            buf_addc(out, '\n');
        }
        free(line);
        text += len + (text[len] ? 1 : 0);
    }
    if (kept)
        buf_adds(out, ".fi\n");
}

static void roff_flags(struct buf *out, const struct flag_list *l)
{
    for (size_t i = 0; i < l->n; i++) {
        const struct flag *f = l->v[i];
        struct buf help = buf_new();

        buf_adds(out, ".TP\n");
        if (f->letter)
            buf_addf(out, "\\fB\\-%c\\fR, ", f->letter);
        buf_adds(out, "\\fB\\-\\-");
        roff(out, f->name);
        buf_adds(out, "\\fR");
        if (f->type != FLAG_TYPE_BOOL) {
            buf_adds(out, f->no_value ? "[=\\fI" : "=\\fI");
            roff(out, f->arg_name ? f->arg_name : "VALUE");
            buf_adds(out, f->no_value ? "\\fR]" : "\\fR");
        }
        buf_addc(out, '\n');
        text_flag_help(&help, f);
        roff(out, help.data);
        buf_addc(out, '\n');
        buf_release(&help);
    }
}

static void roff_children(struct buf *out, const struct command *cmd)
{
    for (const struct command *const *c = cmd->children; c && *c; c++) {
        if (!text_listed(*c))
            continue;
        buf_adds(out, ".TP\n.B ");
        roff(out, (*c)->name);
        buf_addc(out, '\n');
        roff(out, (*c)->summary);
        buf_addc(out, '\n');
    }
}

/* "kubec-config-view" of "kubec config view". The caller frees. */
static char *page_name(const char *path)
{
    char *name = xstrdup(path);

    for (char *c = name; *c; c++)
        *c = *c == ' ' ? '-' : *c;
    return name;
}

static void man_head(struct buf *out, const struct command *cmd, const char *path, const char *page)
{
    struct buf upper = buf_new();

    for (const char *c = page; *c; c++)
        buf_addc(&upper, (char)(*c >= 'a' && *c <= 'z' ? *c - 'a' + 'A' : *c));
    buf_adds(out, ".\\\" Made by kubec-gen from the tables of commands: change those.\n.TH ");
    roff(out, upper.data);
    buf_addf(out, " 1 \"\" \"kubec %s\" \"kubec\"\n.SH NAME\n", KUBEC_VERSION);
    roff(out, page);
    buf_adds(out, " \\- ");
    roff(out, cmd->summary);
    buf_adds(out, "\n.SH SYNOPSIS\n.B ");
    roff(out, path);
    buf_addc(out, '\n');
    roff(out, cmd->usage ? cmd->usage : cmd->children ? "COMMAND" : "");
    buf_adds(out, "\n.SH DESCRIPTION\n");
    roff_paragraphs(out, cmd->description ? cmd->description : cmd->summary);
    buf_release(&upper);
}

static void man_page(struct gen *g, const struct command *cmd, const char *path)
{
    struct buf out = buf_new();
    char *page = page_name(path), *file = xasprintf("man/%s.1", page);
    struct flag_list l;

    man_head(&out, cmd, path, page);
    if (cmd->children) {
        buf_adds(&out, ".SH COMMANDS\n");
        roff_children(&out, cmd);
    }
    flag_list_own(&l, cmd);
    if (l.n > 0) {
        buf_adds(&out, ".SH OPTIONS\n");
        roff_flags(&out, &l);
    }
    flag_list_release(&l);
    if (cmd == &cmd_root) {
        buf_adds(&out, ".SH OPTIONS\nEvery command has these.\n");
        flag_list_global(&l);
        roff_flags(&out, &l);
        flag_list_release(&l);
    }
    if (cmd->examples) {
        buf_adds(&out, ".SH EXAMPLES\n");
        for (const struct example *e = cmd->examples; e->command; e++) {
            buf_adds(&out, ".PP\n");
            roff(&out, e->what);
            buf_adds(&out, "\n.PP\n.RS 4\n.nf\n");
            roff(&out, e->command);
            buf_adds(&out, "\n.fi\n.RE\n");
        }
    }
    if (cmd != &cmd_root)
        buf_adds(&out, ".SH SEE ALSO\n.BR kubec (1),\nfor the options that every command has.\n");
    emit(g, file, &out);
    buf_release(&out);
    free(page);
    free(file);
}

/* ---- markdown ---- */

/* A cell of a table, or text: what would be markup is not. */
static void md(struct buf *out, const char *text)
{
    for (; *text; text++) {
        if (strchr("|<>*_[]", *text))
            buf_addc(out, '\\');
        buf_addc(out, *text);
    }
}

static void md_flags(struct buf *out, const struct flag_list *l)
{
    buf_adds(out, "\n| flag | what it does |\n|---|---|\n");
    for (size_t i = 0; i < l->n; i++) {
        struct buf form = buf_new(), help = buf_new();

        if (l->v[i]->letter)
            buf_addf(&form, "-%c, ", l->v[i]->letter);
        text_flag_form(&form, l->v[i]);
        text_flag_help(&help, l->v[i]);
        buf_addf(out, "| `%s` | ", form.data);
        md(out, help.data);
        buf_adds(out, " |\n");
        buf_release(&form);
        buf_release(&help);
    }
}

static void md_command(struct buf *out, const struct command *cmd, const char *path, int level)
{
    struct flag_list l;

    buf_addn(out, '#', (size_t)level);
    buf_addf(out, " %s\n\n    %s %s\n\n", path, path, cmd->usage ? cmd->usage : cmd->children ? "COMMAND" : "");
    for (const char *t = cmd->description ? cmd->description : cmd->summary; *t;) {
        size_t len = strcspn(t, "\n");
        char *line = xstrndup(t, len);

        if (*line == ' ')
            buf_addf(out, "    %s", line);
        else
            md(out, line);
        buf_addc(out, '\n');
        free(line);
        t += len + (t[len] ? 1 : 0);
    }
    if (cmd->examples) {
        buf_adds(out, "\n```sh\n");
        for (const struct example *e = cmd->examples; e->command; e++)
            buf_addf(out, "%s# %s\n%s\n", e == cmd->examples ? "" : "\n", e->what, e->command);
        buf_adds(out, "```\n");
    }
    flag_list_own(&l, cmd);
    if (l.n > 0)
        md_flags(out, &l);
    flag_list_release(&l);
}

/* ---- how much of kubectl there is ---- */

/* Adds the numbers of the lines of docs/surface.txt that speak of the verb or its children: "create namespace 9 of 9".
 */
static void count_surface(const char *text, const char *verb, unsigned long *have, unsigned long *all)
{
    size_t len = strlen(verb);

    while (*text) {
        const char *end = text + strcspn(text, "\n"), *tab = memchr(text, '\t', (size_t)(end - text));

        if (tab && strncmp(text, verb, len) == 0 && (text[len] == ' ' || text[len] == '\t')) {
            char *of = NULL;

            *have += strtoul(tab + 1, &of, 10);
            *all += str_starts(of, " of ") ? strtoul(of + 4, NULL, 10) : 0;
        }
        text = *end ? end + 1 : end;
    }
}

/* The rows "| verb | summary |" of the root's children, which are links below `base`. */
/* surface: NULL, or the text of docs/surface.txt, for a column with the part of kubectl's flags that each verb has. */
static void md_verbs(struct buf *out, const char *base, const char *surface)
{
    buf_addf(out, "| command | what it does |%s\n|---|---|%s\n", surface ? " kubectl's flags |" : "",
             surface ? "---|" : "");
    for (int group = GROUP_BASIC; group <= GROUP_OTHER; group++) {
        for (const struct command *const *c = cmd_root.children; *c; c++) {
            unsigned long have = 0, all = 0;

            if (!text_listed(*c) || (int)(*c)->group != group)
                continue;
            buf_addf(out, "| [%s](%s%s.md) | ", (*c)->name, base, (*c)->name);
            md(out, (*c)->summary);
            buf_adds(out, " |");
            if (surface) {
                count_surface(surface, (*c)->name, &have, &all);
                if (all > 0)
                    buf_addf(out, " %lu of %lu |", have, all);
                else
                    buf_adds(out, " none |");
            }
            buf_addc(out, '\n');
        }
    }
}

static const char made_by[] = "<!-- Made by kubec-gen from the tables of commands: change those. -->\n\n";

/* One file for a verb with all its children. */
static void md_file(struct gen *g, const struct command *cmd)
{
    struct buf out = buf_new();
    char *file = xasprintf("docs/commands/%s.md", cmd->name), *path = xasprintf("kubec %s", cmd->name);

    buf_adds(&out, made_by);
    md_command(&out, cmd, path, 1);
    for (const struct command *const *c = cmd->children; c && *c; c++) {
        char *child = xasprintf("%s %s", path, (*c)->name);

        if (text_listed(*c)) {
            buf_addc(&out, '\n');
            md_command(&out, *c, child, 2);
        }
        for (const struct command *const *k = (*c)->children; k && *k; k++) {
            char *grandchild = xasprintf("%s %s", child, (*k)->name);

            buf_addc(&out, '\n');
            md_command(&out, *k, grandchild, 3);
            free(grandchild);
        }
        free(child);
    }
    buf_adds(&out, "\nEvery command also has the [global flags](README.md).\n");
    emit(g, file, &out);
    buf_release(&out);
    free(file);
    free(path);
}

static void md_index(struct gen *g)
{
    struct buf out = buf_new();
    struct flag_list l;

    buf_adds(&out, made_by);
    buf_adds(&out, "# The commands\n\n");
    md_verbs(&out, "", NULL);
    buf_adds(&out, "\n## The flags that every command has\n");
    flag_list_global(&l);
    md_flags(&out, &l);
    flag_list_release(&l);
    emit(g, "docs/commands/README.md", &out);
    buf_release(&out);
}

/* The table between the marks of the README; a README without marks stays as it is. */
static void readme(struct gen *g)
{
    static const char begin[] = "<!-- verbs:begin -->\n", end[] = "<!-- verbs:end -->\n";
    struct buf old, surface, out = buf_new();
    const char *from = NULL, *to = NULL;

    read_old(g, "README.md", &old);
    from = strstr(old.data, begin);
    to = from ? strstr(from, end) : NULL;
    if (to) {
        from += sizeof(begin) - 1;
        buf_add(&out, old.data, (size_t)(from - old.data));
        read_old(g, "docs/surface.txt", &surface);
        md_verbs(&out, "docs/commands/", surface.data);
        buf_release(&surface);
        buf_adds(&out, to);
        emit(g, "README.md", &out);
    }
    buf_release(&old);
    buf_release(&out);
}

static void all_man_pages(struct gen *g, const struct command *cmd, const char *path, int depth)
{
    man_page(g, cmd, path);
    for (const struct command *const *c = cmd->children; depth < CLI_DEPTH && c && *c; c++) {
        char *child = xasprintf("%s %s", path, (*c)->name);

        if (!((*c)->bits & CMD_HIDDEN))
            all_man_pages(g, *c, child, depth + 1);
        free(child);
    }
}

/* ---- the flags, for a program to read ---- */

struct listing {
    const char *path;
    bool global; /* the root's flags, which all verbs inherit */
};

static void print_flag(const struct flag *f, size_t offset, bool inherited, void *arg)
{
    static const char *const types[] = {
        [FLAG_TYPE_BOOL] = "bool",    [FLAG_TYPE_INT] = "int",           [FLAG_TYPE_STRING] = "string",
        [FLAG_TYPE_STRINGS] = "list", [FLAG_TYPE_STRING_ARRAY] = "list", [FLAG_TYPE_DURATION] = "duration",
    };
    const struct listing *l = arg;

    (void)offset;
    if (inherited == l->global)
        printf("%s\t%s\t%.1s\t%s\t%s\t%s\t%s\n", l->path, f->name, f->letter ? &f->letter : "", types[f->type],
               f->def ? f->def : "", f->no_value ? "optional" : "needed",
               f->bits & FLAG_HIDDEN || f->deprecated ? "hidden" : "shown");
}

/* PATH, name, letter, type, default, "optional" or "needed" value, "hidden" or "shown"; a line of the path alone for
 * each verb. */
static void print_flags(const struct command *cmd, const char *path, int depth)
{
    struct listing l = {.path = path, .global = depth == 0};

    printf("%s\n", path);
    cli_each_flag(cmd, print_flag, &l);
    for (const struct command *const *c = cmd->children; c && *c && depth < CLI_DEPTH; c++) {
        char *below = depth > 0 ? xasprintf("%s %s", path, (*c)->name) : xstrdup((*c)->name);

        if (!((*c)->bits & CMD_HIDDEN))
            print_flags(*c, below, depth + 1);
        free(below);
    }
}

int main(int argc, char **argv)
{
    struct gen g = {.check = argc > 2 && strcmp(argv[1], "--check") == 0};
    struct buf script = buf_new();

    if (argc == 2 && strcmp(argv[1], "--flags") == 0) {
        print_flags(&cmd_root, "", 0);
        return 0;
    }
    if (argc != (g.check ? 3 : 2)) {
        fprintf(stderr, "usage: kubec-gen [--check] FOLDER | --flags\n");
        return 2;
    }
    g.folder = argv[argc - 1];
    all_man_pages(&g, &cmd_root, "kubec", 0);
    md_index(&g);
    for (const struct command *const *c = cmd_root.children; *c; c++)
        if (text_listed(*c))
            md_file(&g, *c);
    for (size_t i = 0; cli_shells[i]; i++) {
        char *path =
            xasprintf("completions/kubec.%s", strcmp(cli_shells[i], "powershell") == 0 ? "ps1" : cli_shells[i]);

        buf_clear(&script);
        cli_completion_script(&script, cli_shells[i], "kubec");
        emit(&g, path, &script);
        free(path);
    }
    readme(&g);
    sweep(&g, "man");
    sweep(&g, "docs/commands");
    buf_release(&script);
    strv_release(&g.made);
    return g.stale ? 1 : 0;
}
