/* tree.h - a small tree of verbs for the tests of lib/cli, and a way to run a line and look at what came out. */
#ifndef KUBEC_TESTS_UNIT_CLI_TREE_H
#define KUBEC_TESTS_UNIT_CLI_TREE_H

#include "cli/cli.h"
#include "cli/completion.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct say {
    const char *word, *file;
    struct strv names;
    bool loud;
    int64_t times;
    struct cmd_ctx *ctx;
};

static const char *const moods[] = {"calm", "cross", "glad", NULL};

static void complete_word(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    (void)ctx, (void)opts;
    completion_add(out, prefix, "hello", "a greeting");
    completion_add(out, prefix, "help!", NULL);
    completion_add(out, prefix, "bye", NULL);
}

static const struct flag say_flags[] = {
    FLAG_STRING(struct say, word, "word", 'w', "WORD", "", FLAG_REQUIRED, "What to say.", .complete = complete_word),
    FLAG_STRING(struct say, file, "file", 'f', "FILE", "", 0, "File to say.", .files = "json,yaml"),
    FLAG_STRINGS(struct say, names, "name", 0, "NAME,…", "", 0, "Whom to name.", .values = moods),
    FLAG_BOOL(struct say, loud, "loud", 'L', "false", 0, "Loudly."),
    FLAG_INT(struct say, times, "times", 0, "N", "1", FLAG_HIDDEN, "How often."),
    FLAG_END,
};

static struct err *say_complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct say *s = opts;

    s->ctx = ctx;
    fprintf(ctx->out, "complete %d %s;", argc, argc > 0 ? argv[0] : "");
    return strcmp(s->word, "early") == 0 ? err_new("too early") : NULL;
}

static struct err *say_validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct say *s = opts;

    fprintf(ctx->out, "validate;");
    return strcmp(s->word, "wrong") == 0 ? cli_usage_error(ctx, "the word is %s", s->word) : NULL;
}

static struct err *say_run(struct cmd_ctx *ctx, void *opts)
{
    const struct say *s = opts;

    fprintf(ctx->out, "run %s %s %s;", s->word, ctx->global->ns, cli_changed(ctx, "word") ? "changed" : "default");
    return strcmp(s->word, "silent") == 0 ? err_silent(3) : NULL;
}

static void say_release(void *opts)
{
    const struct say *s = opts;

    fprintf(s->ctx->out, "release;");
}

static void say_args(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                     struct completion *out)
{
    (void)ctx, (void)opts;
    if (argc == 0)
        completion_add(out, prefix, "first", NULL);
    else if (strcmp(argv[0], "list") == 0)
        completion_add_listed(out, prefix, "part", NULL);
    out->directive |= COMPLETE_NO_SPACE;
}

static const struct example say_examples[] = {{"Say it.", "kubec say -w hello | kubec say -w x"}, {0}};
static const char *const say_aliases[] = {"tell", NULL};

static const struct command cmd_say = {.name = "say",
                                       .aliases = say_aliases,
                                       .group = GROUP_BASIC,
                                       .usage = "[NAME] [flags]",
                                       .summary = "Say a word",
                                       .description = "Says a word.\n\nTwice, if asked.",
                                       .examples = say_examples,
                                       .flags = say_flags,
                                       .opts_size = sizeof(struct say),
                                       .complete = say_complete,
                                       .validate = say_validate,
                                       .run = say_run,
                                       .release = say_release,
                                       .complete_args = say_args};

static struct err *nothing(struct cmd_ctx *ctx, void *opts)
{
    (void)opts;
    fprintf(ctx->out, "%s %zu;", ctx->cmd_path, cli_args(ctx->parse)->n);
    return NULL;
}

static const struct command cmd_view = {.name = "view", .summary = "View it", .run = nothing};
static const struct command cmd_set = {.name = "set", .summary = "Set it", .run = nothing};
static const struct command cmd_secret = {.name = "secret", .bits = CMD_HIDDEN, .summary = "Hidden", .run = nothing};
static const struct command *const config_children[] = {&cmd_view, &cmd_set, &cmd_secret, NULL};
static const struct command cmd_config = {
    .name = "config", .group = GROUP_SETTINGS, .summary = "Change settings", .children = config_children};
static const struct command *const roll_children[] = {&cmd_view, NULL};
static const struct command cmd_roll = {
    .name = "roll", .bits = CMD_HELP_STDOUT, .group = GROUP_OTHER, .summary = "Roll on", .children = roll_children};
static const struct command cmd_raw = {
    .name = "raw", .bits = CMD_HIDDEN | CMD_RAW_ARGS, .summary = "Raw", .run = nothing};
static const struct command cmd_create = {.name = "create", .summary = "Create it", .run = nothing};
static const struct command *const root_children[] = {&cmd_say, &cmd_config, &cmd_roll, &cmd_raw, &cmd_create, NULL};

static void complete_context(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    (void)ctx, (void)opts;
    completion_add(out, prefix, "home", NULL);
    completion_add(out, prefix, "work", NULL);
}

static completer_fn *root_global(const char *name)
{
    return strcmp(name, "context") == 0 ? complete_context : NULL;
}

static const struct command tree_root = {
    .name = "kubec", .summary = "Test", .children = root_children, .complete_global = root_global};

struct ran {
    char *out, *err;
    struct err *e;
};

/* Runs (or, with `asks`, completes) words[0..n) after the program's name. */
static struct ran tree_run(bool asks, const char *const *words)
{
    struct ran r = {0};
    size_t out_len = 0, err_len = 0;
    char *argv[24] = {(char *)(uintptr_t) "kubec"};
    int argc = 1;
    struct cmd_ctx ctx = {.prog = "kubectl", .root = &tree_root, .in = stdin};

    ctx.out = open_memstream(&r.out, &out_len);
    ctx.err = open_memstream(&r.err, &err_len);
    for (; words[argc - 1]; argc++)
        argv[argc] = (char *)(uintptr_t)words[argc - 1];
    if (asks) {
        struct completion c;

        cli_complete(&ctx, argc - 1, argv + 1, &c);
        cli_complete_print(&ctx, &c, true);
        completion_release(&c);
    } else {
        r.e = cli_run(&ctx, argc, argv);
    }
    fclose(ctx.out);
    fclose(ctx.err);
    return r;
}

static void ran_release(struct ran *r)
{
    free(r->out);
    free(r->err);
    err_free(r->e);
}

#endif
