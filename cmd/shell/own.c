/* own.c - the verbs that only the shell has. */
#include "api/discovery.h"
#include "api/request.h"
#include "api/session.h"
#include "base/file.h"
#include "base/mem.h"
#include "completers.h"
#include "shell/shell.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SOURCES_MAX 20 /* files that read files */

struct words {
    int n;
    char **v;
};

static struct err *keep_words(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct words *w = opts;
    (void)ctx;
    w->n = argc;
    w->v = argv;
    return NULL;
}

static struct shell *shell_of(const struct cmd_ctx *ctx)
{
    return ctx->host->shell;
}

/* ---- on ---- */

static struct err *check_exists(struct cmd_ctx *ctx, const char *type, const char *name)
{
    struct session *s = session_get(ctx);
    struct api_call call = {.verb = "get",
                            .name = name,
                            .accept = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json"};
    struct err *e = mapping_for_arg(s, type, &call.resource);
    if (e == NULL && call.resource->namespaced)
        e = session_namespace(s, &call.ns, NULL);
    return e == NULL ? api_do(s, &call, NULL) : e;
}

static struct err *run_on(struct cmd_ctx *ctx, void *opts)
{
    const struct words *w = opts;
    struct shell *sh = shell_of(ctx);
    if (w->n > 2)
        return cli_usage_error(ctx, "one object at a time");
    if (w->n == 0) {
        if (sh->object == NULL)
            return err_note(err_new("there is no current object"), "on TYPE/NAME makes one.");
        fprintf(ctx->out, "%s\n", sh->object);
        return NULL;
    }
    if (w->n == 1 && str_eq(w->v[0], "-")) {
        str_replace_owned(&sh->object, NULL);
        return NULL;
    }
    const char *name = w->n == 2 ? w->v[1] : NULL;
    char *type = w->n == 2 ? xstrdup(w->v[0]) : str_cut(w->v[0], '/', &name);
    struct err *e = NULL;
    if (str_empty(name) || type[0] == '\0' || strchr(name, '/') != NULL)
        e = cli_usage_error(ctx, "the current object is named as TYPE/NAME or TYPE NAME");
    else
        e = check_exists(ctx, type, name);
    if (e == NULL)
        str_replace_owned(&sh->object, xasprintf("%s/%s", type, name));
    free(type);
    return e;
}

static void complete_object(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                            struct completion *out)
{
    (void)opts;
    complete_type_and_name(ctx, NULL, false, argc, argv, prefix, out);
}

static const struct example on_examples[] = {
    {"Work on a deployment: then \"describe\", \"logs\", \"scale --replicas 3\" mean it", "on deploy/web"},
    {"Forget it", "on -"},
    {0},
};

static const struct command cmd_on = {
    .name = "on",
    .group = GROUP_OTHER,
    .bits = CMD_OWN,
    .usage = "[TYPE/NAME | TYPE NAME | -]",
    .summary = "Choose the object that commands mean when they name none",
    .description =
        "Makes an object the current one, which stands in the prompt. Commands that would need an object and name none "
        "then mean it; in any command, \"@\" by itself is its name. \"delete\" deletes it only as \"delete @\". "
        "Without "
        "an argument, the current object is shown.",
    .examples = on_examples,
    .opts_size = sizeof(struct words),
    .complete = keep_words,
    .run = run_on,
    .complete_args = complete_object,
};

/* ---- use ---- */

static struct err *run_use(struct cmd_ctx *ctx, void *opts)
{
    const struct words *w = opts;
    char *argv[] = {xstrdup(ctx->prog), xstrdup("ns"), w->n > 0 ? w->v[0] : NULL};
    struct err *e = w->n > 1 ? cli_usage_error(ctx, "one namespace at a time") : cli_run(ctx, w->n > 0 ? 3 : 2, argv);
    free(argv[0]);
    free(argv[1]);
    return e;
}

static void complete_use(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                         struct completion *out)
{
    (void)argv;
    if (argc == 0)
        complete_namespaces(ctx, opts, prefix, out);
}

static const struct command cmd_use = {
    .name = "use",
    .group = GROUP_OTHER,
    .bits = CMD_OWN,
    .usage = "[NAMESPACE | -]",
    .summary = "Work in another namespace",
    .description = "The same as \"ns\": the namespace holds for this shell, and for the programs that it starts.",
    .opts_size = sizeof(struct words),
    .complete = keep_words,
    .run = run_use,
    .complete_args = complete_use,
};

/* ---- cd ---- */

static struct err *run_cd(struct cmd_ctx *ctx, void *opts)
{
    const struct words *w = opts;
    const char *to = w->n > 0 ? w->v[0] : getenv("HOME");
    bool back = to != NULL && strcmp(to, "-") == 0;
    if (w->n > 1)
        return cli_usage_error(ctx, "one folder at a time");
    if (back)
        to = getenv("OLDPWD");
    if (str_empty(to))
        return err_new(back ? "there is no folder to go back to" : "there is no home folder");
    char *from = getcwd(NULL, 0);
    if (chdir(to) < 0) {
        char *why = file_errno_text(errno);
        struct err *e = err_new("cd %s: %s", to, why);
        free(why);
        free(from);
        return e;
    }
    if (back)
        fprintf(ctx->out, "%s\n", to);
    if (from != NULL)
        setenv("OLDPWD", from, 1);
    free(from);
    from = getcwd(NULL, 0);
    if (from != NULL)
        setenv("PWD", from, 1);
    free(from);
    return NULL;
}

static void complete_folders(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                             struct completion *out)
{
    (void)ctx, (void)opts, (void)argv, (void)prefix;
    if (argc == 0)
        out->directive = COMPLETE_FILTER_DIRS;
}

static const struct command cmd_cd = {
    .name = "cd",
    .group = GROUP_OTHER,
    .bits = CMD_OWN,
    .usage = "[FOLDER | -]",
    .summary = "Change the working folder",
    .description = "Changes the folder that names of files are relative to. Without an argument it is the home folder, "
                   "with \"-\" the one before.",
    .opts_size = sizeof(struct words),
    .complete = keep_words,
    .run = run_cd,
    .complete_args = complete_folders,
};

/* ---- source ---- */

static struct err *run_source(struct cmd_ctx *ctx, void *opts)
{
    const struct words *w = opts;
    struct shell *sh = shell_of(ctx);
    if (w->n != 1)
        return cli_usage_error(ctx, "one file is read");
    if (sh->sources >= SOURCES_MAX)
        return err_new("%s: files read each other", w->v[0]);
    sh->sources++;
    struct err *e = shell_run_file(sh, w->v[0]);
    sh->sources--;
    if (e != NULL)
        return e;
    int status = sh->status;
    return status == 0 ? NULL : err_silent(status);
}

static void complete_file(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                          struct completion *out)
{
    (void)ctx, (void)opts, (void)argv, (void)prefix;
    if (argc == 0)
        out->directive = COMPLETE_DEFAULT;
}

static const struct command cmd_source = {
    .name = "source",
    .group = GROUP_OTHER,
    .bits = CMD_OWN,
    .usage = "FILE",
    .summary = "Run the commands in a file",
    .description = "Reads commands from a file as if they were typed.",
    .opts_size = sizeof(struct words),
    .complete = keep_words,
    .run = run_source,
    .complete_args = complete_file,
};

/* ---- exit ---- */

static struct err *run_exit(struct cmd_ctx *ctx, void *opts)
{
    const struct words *w = opts;
    struct shell *sh = shell_of(ctx);
    char *end = NULL;
    long code = w->n > 0 ? strtol(w->v[0], &end, 10) : sh->status;
    if (w->n > 1 || (w->n == 1 && (*end != '\0' || end == w->v[0] || code < 0 || code > 255)))
        return cli_usage_error(ctx, "the exit code is one number from 0 to 255");
    sh->ended = true;
    return code == 0 ? NULL : err_silent((int)code);
}

static const char *const exit_aliases[] = {"quit", NULL};

static const struct command cmd_exit = {
    .name = "exit",
    .aliases = exit_aliases,
    .group = GROUP_OTHER,
    .bits = CMD_OWN,
    .usage = "[CODE]",
    .summary = "End the shell",
    .description = "Ends the shell with an exit code, or with that of the command before.",
    .opts_size = sizeof(struct words),
    .complete = keep_words,
    .run = run_exit,
};

/* ---- history ---- */

static struct err *run_history(struct cmd_ctx *ctx, void *opts)
{
    const struct words *w = opts;
    const struct strv *lines = shell_of(ctx)->history;
    if (w->n > 0)
        return cli_usage_error(ctx, "there are no arguments");
    for (size_t i = 0; lines != NULL && i < lines->n; i++)
        fprintf(ctx->out, "%5zu  %s\n", i + 1, lines->v[i]);
    return NULL;
}

static const struct command cmd_history = {
    .name = "history",
    .group = GROUP_OTHER,
    .bits = CMD_OWN,
    .summary = "List the lines that were typed",
    .description = "Lists the lines that were typed at the prompt, the oldest first.",
    .opts_size = sizeof(struct words),
    .complete = keep_words,
    .run = run_history,
};

const struct command *const shell_own[] = {&cmd_on, &cmd_use, &cmd_cd, &cmd_source, &cmd_history, &cmd_exit, NULL};
