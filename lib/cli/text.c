/* text.c - pieces of help that the terminal's help, the man pages and the docs share. */
#include "cli/text.h"

#include "base/mem.h"
#include "base/strv.h"
#include "base/utf8.h"
#include "cli/parse.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct collect {
    struct flag_list *list;
    bool inherited;
};

static void push(struct flag_list *l, const struct flag *f)
{
    l->v = xreallocarray(l->v, l->n + 1, sizeof(*l->v));
    l->v[l->n++] = f;
}

static void collect_row(const struct flag *f, size_t offset, bool inherited, void *arg)
{
    struct collect *c = arg;

    (void)offset;
    if (inherited == c->inherited && !(f->bits & FLAG_HIDDEN) && !f->deprecated)
        push(c->list, f);
}

static int by_name(const void *a, const void *b)
{
    const struct flag *const *x = a, *const *y = b;

    return strcmp((*x)->name, (*y)->name);
}

static void sort_list(struct flag_list *l)
{
    if (l->n > 1)
        qsort(l->v, l->n, sizeof(*l->v), by_name);
}

void flag_list_own(struct flag_list *l, const struct command *cmd)
{
    struct collect c = {.list = l};

    *l = (struct flag_list){0};
    cli_each_flag(cmd, collect_row, &c);
    sort_list(l);
}

void flag_list_global(struct flag_list *l)
{
    static const struct command none = {0};
    struct collect c = {.list = l, .inherited = true};

    *l = (struct flag_list){0};
    push(l, &cli_help_flag);
    cli_each_flag(&none, collect_row, &c);
    sort_list(l);
}

void flag_list_release(struct flag_list *l)
{
    free(l->v);
    *l = (struct flag_list){0};
}

const char *text_group_title(enum cmd_group group)
{
    switch (group) {
    case GROUP_BASIC:
        return "First steps";
    case GROUP_INTERMEDIATE:
        return "Reading and changing";
    case GROUP_DEPLOY:
        return "Deployments";
    case GROUP_CLUSTER:
        return "The cluster";
    case GROUP_TROUBLE:
        return "Finding faults";
    case GROUP_ADVANCED:
        return "Files and patches";
    case GROUP_SETTINGS:
        return "Marks and settings";
    case GROUP_OTHER:
        break;
    }
    return "More";
}

bool text_listed(const struct command *cmd)
{
    return !(cmd->bits & (CMD_HIDDEN | CMD_UNLISTED));
}

void text_flag_form(struct buf *out, const struct flag *f)
{
    const char *arg = f->arg_name ? f->arg_name : "VALUE";

    buf_addf(out, "--%s", f->name);
    if (f->type == FLAG_TYPE_BOOL)
        return;
    buf_addf(out, f->no_value ? "[=%s]" : "=%s", arg);
}

/* True for a default worth telling. */
static bool tells(const struct flag *f)
{
    return !str_empty(f->def) && strcmp(f->def, "false") != 0 && strcmp(f->def, "0") != 0 && strcmp(f->def, "0s") != 0;
}

/* True if the help of f does not name all its allowed words by itself. */
static bool words_are_news(const struct flag *f)
{
    for (const char *const *v = f->values; v && *v; v++)
        if (!strstr(f->help, *v))
            return true;
    return false;
}

void text_flag_help(struct buf *out, const struct flag *f)
{
    buf_adds(out, f->help);
    if (words_are_news(f)) {
        for (const char *const *v = f->values; *v; v++)
            buf_addf(out, "%s%s", v == f->values ? " One of: " : ", ", *v);
        buf_addc(out, '.');
    }
    if (f->bits & FLAG_REQUIRED)
        buf_adds(out, " Required.");
    if (tells(f))
        buf_addf(out, " [default: %s]", f->def);
}

static bool word_char(char c)
{
    return isalnum((unsigned char)c) || c == '-' || c == '_' || c == '/' || c == '.';
}

void text_with_prog(struct buf *out, const char *text, const char *prog)
{
    const char *hit = NULL;

    while ((hit = strstr(text, "kubec")) != NULL) {
        bool word = (hit == text || !word_char(hit[-1])) && !word_char(hit[5]);

        buf_add(out, text, (size_t)(hit - text));
        buf_adds(out, word ? prog : "kubec");
        text = hit + 5;
    }
    buf_adds(out, text);
}

/* One line of text, without its end, broken at spaces. */
static void wrap_line(struct buf *out, const char *line, size_t len, size_t indent, size_t width, bool indent_first)
{
    size_t column = indent;
    bool empty = true;

    if (indent_first)
        buf_addn(out, ' ', len > 0 ? indent : 0);
    while (len > 0) {
        size_t word = 0, columns = 0;
        char *copy = NULL;

        while (word < len && line[word] != ' ')
            word++;
        copy = xstrndup(line, word);
        columns = utf8_count(copy);
        free(copy);
        if (!empty && column + 1 + columns > width) {
            buf_addc(out, '\n');
            buf_addn(out, ' ', indent);
            column = indent;
            empty = true;
        }
        if (!empty)
            buf_addc(out, ' ');
        column += columns + (empty ? 0 : 1);
        buf_add(out, line, word);
        empty = false;
        while (word < len && line[word] == ' ')
            word++;
        line += word;
        len -= word;
    }
    buf_addc(out, '\n');
}

void text_wrap(struct buf *out, const char *text, size_t indent, size_t width, bool first)
{
    while (*text) {
        size_t len = strcspn(text, "\n");

        if (*text == ' ') {
            buf_addn(out, ' ', first ? indent : 0);
            buf_add(out, text, len);
            buf_addc(out, '\n');
        } else {
            wrap_line(out, text, len, indent, width, first);
        }
        first = true;
        text += len + (text[len] == '\n' ? 1 : 0);
    }
}
