/* help.c - the help of a verb on a terminal. */
#include "base/mem.h"
#include "base/strv.h"
#include "base/utf8.h"
#include "cli/plugin.h"
#include "cli/text.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#define WIDTH_DEFAULT 80
#define WIDTH_MAX 100
#define WIDTH_MIN 40
#define FLAG_COLUMN 30 /* where the help of flags begins at most */

int cli_width(const struct cmd_ctx *ctx)
{
    struct winsize size = {0};

    if (!ctx->out_tty || ioctl(fileno(ctx->out), TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return WIDTH_DEFAULT;
    return size.ws_col > WIDTH_MAX ? WIDTH_MAX : size.ws_col < WIDTH_MIN ? WIDTH_MIN : size.ws_col;
}

static bool bold(const struct cmd_ctx *ctx)
{
    const char *term = getenv("TERM");

    return ctx->out_tty && str_empty(getenv("NO_COLOR")) && term && strcmp(term, "dumb") != 0;
}

static void heading(struct buf *out, const struct cmd_ctx *ctx, const char *text)
{
    buf_addf(out, bold(ctx) ? "\n\033[1m%s:\033[0m\n" : "\n%s:\n", text);
}

static void add_examples(struct buf *out, const struct cmd_ctx *ctx, const struct command *cmd)
{
    if (!cmd->examples || !cmd->examples->command)
        return;
    heading(out, ctx, "Examples");
    for (const struct example *e = cmd->examples; e->command; e++) {
        buf_addf(out, "%s  # %s\n  ", e == cmd->examples ? "" : "\n", e->what);
        text_with_prog(out, e->command, ctx->prog);
        buf_addc(out, '\n');
    }
}

/* The lines of those children that are of `group` (all: any group). */
static void add_children(struct buf *out, const struct command *cmd, bool all, enum cmd_group group, size_t column,
                         size_t width)
{
    for (const struct command *const *c = cmd->children; c && *c; c++) {
        if (!text_listed(*c) || (!all && (*c)->group != group))
            continue;
        buf_addf(out, "  %-*s", (int)column - 2, (*c)->name);
        text_wrap(out, (*c)->summary, column, width, false);
    }
}

static bool has_group(const struct command *cmd, enum cmd_group group)
{
    for (const struct command *const *c = cmd->children; c && *c; c++)
        if (text_listed(*c) && (*c)->group == group)
            return true;
    return false;
}

static void add_commands(struct buf *out, const struct cmd_ctx *ctx, const struct command *cmd)
{
    size_t column = 0, width = (size_t)cli_width(ctx);

    for (const struct command *const *c = cmd->children; c && *c; c++) {
        size_t len = text_listed(*c) ? strlen((*c)->name) + 4 : 0;

        column = len > column ? len : column;
    }
    if (column == 0)
        return;
    if (cmd != ctx->root) {
        heading(out, ctx, "Commands");
        add_children(out, cmd, true, GROUP_OTHER, column, width);
        return;
    }
    for (int g = GROUP_BASIC; g <= GROUP_OTHER; g++) {
        if (!has_group(cmd, (enum cmd_group)g))
            continue;
        heading(out, ctx, text_group_title((enum cmd_group)g));
        add_children(out, cmd, false, (enum cmd_group)g, column, width);
    }
}

/* What plugins add to the commands. */
static void add_plugins(struct buf *out, const struct cmd_ctx *ctx)
{
    struct strv words = {0};
    size_t column = 0;

    plugin_first_words(ctx, &words);
    for (size_t i = 0; i < words.n; i++) {
        size_t len = utf8_count(words.v[i]) + 4;

        column = len > column ? len : column;
    }
    if (words.n > 0)
        heading(out, ctx, "Subcommands provided by plugins");
    for (size_t i = 0; i < words.n; i++) {
        char *summary = plugin_summary(words.v[i]);
        char *word = str_sanitize(words.v[i]), *text = str_sanitize(summary);

        buf_addf(out, "  %s", word);
        buf_addn(out, ' ', column - 2 - utf8_count(words.v[i]));
        text_wrap(out, text, column, (size_t)cli_width(ctx), false);
        free(summary);
        free(word);
        free(text);
    }
    strv_release(&words);
}

static size_t flag_width(const struct flag *f)
{
    struct buf form = buf_new();
    size_t width = 0;

    text_flag_form(&form, f);
    width = utf8_count(form.data);
    buf_release(&form);
    return width + 8; /* "  -x, " before it, two spaces behind it */
}

static void add_flags(struct buf *out, const struct cmd_ctx *ctx, const struct flag_list *l)
{
    size_t column = 0, width = (size_t)cli_width(ctx);

    for (size_t i = 0; i < l->n; i++) {
        size_t w = flag_width(l->v[i]);

        if (w <= FLAG_COLUMN && w > column)
            column = w;
    }
    column = column == 0 ? FLAG_COLUMN : column;
    for (size_t i = 0; i < l->n; i++) {
        const struct flag *f = l->v[i];
        size_t w = flag_width(f);
        struct buf help = buf_new();

        buf_addf(out, f->letter ? "  -%c, " : "      ", f->letter);
        text_flag_form(out, f);
        if (w > column) {
            buf_addc(out, '\n');
            buf_addn(out, ' ', column);
        } else {
            buf_addn(out, ' ', column - w + 2);
        }
        text_flag_help(&help, f);
        text_wrap(out, help.data, column, width, false);
        buf_release(&help);
    }
}

static void add_usage(struct buf *out, const struct cmd_ctx *ctx, const struct command *cmd, const char *path)
{
    const char *usage = cmd->usage ? cmd->usage : cmd->children ? "COMMAND" : "";

    buf_addf(out, bold(ctx) ? "\033[1mUsage:\033[0m %s%s%s\n" : "Usage: %s%s%s\n", path, *usage ? " " : "", usage);
}

void cli_help(struct buf *out, const struct cmd_ctx *ctx, const struct command *cmd, const char *path)
{
    struct flag_list flags;
    const char *text = cmd->description ? cmd->description : cmd->summary;
    size_t width = (size_t)cli_width(ctx);

    add_usage(out, ctx, cmd, path);
    if (text) {
        struct buf named = buf_new();

        buf_addc(out, '\n');
        text_with_prog(&named, text, ctx->prog);
        text_wrap(out, named.data, 0, width, true);
        buf_release(&named);
    }
    add_examples(out, ctx, cmd);
    add_commands(out, ctx, cmd);
    if (cmd == ctx->root)
        add_plugins(out, ctx);
    flag_list_own(&flags, cmd);
    if (flags.n > 0) {
        heading(out, ctx, "Flags");
        add_flags(out, ctx, &flags);
    }
    flag_list_release(&flags);
    if (cmd->children)
        buf_addf(out, "\nUse \"%s COMMAND --help\" for more about a command.", path);
    buf_addf(out, "\nUse \"%s options\" for the flags that every command has.\n", ctx->prog);
}

void cli_help_options(struct buf *out, const struct cmd_ctx *ctx)
{
    struct flag_list flags;

    buf_adds(out, "Every command has these flags:\n\n");
    flag_list_global(&flags);
    add_flags(out, ctx, &flags);
    flag_list_release(&flags);
}
