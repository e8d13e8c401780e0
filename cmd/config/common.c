/* common.c - what the children of "config" share. */
#include "config/common.h"

#include "base/file.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "completers.h"

#include <stdlib.h>

void config_help(const struct cmd_ctx *ctx)
{
    struct buf text = buf_new();
    cli_help(&text, ctx, ctx->cmd, ctx->cmd_path);
    fputs(text.data, ctx->out);
    buf_release(&text);
}

struct err *config_args_error(const struct cmd_ctx *ctx, const char *what, int argc, char **argv)
{
    struct buf list = buf_new();
    for (int i = 0; i < argc; i++)
        buf_addf(&list, "%s%s", i > 0 ? " " : "", argv[i]);
    config_help(ctx);
    struct err *e = err_new("%s: [%s]", what, list.data);
    buf_release(&list);
    return e;
}

struct err *config_load(const struct cmd_ctx *ctx, struct kubeconfig **out)
{
    return kubeconfig_load_or_empty(ctx->global->kubeconfig, out);
}

struct err *config_modify(const struct cmd_ctx *ctx, struct err *(*change)(struct kubeconfig *k, void *arg), void *arg)
{
    return kubeconfig_modify(ctx->global->kubeconfig, true, change, arg);
}

struct err *config_stat_error(const char *what, const char *path, int errnum)
{
    char *why = file_errno_text(errnum);
    struct err *e = err_new("could not stat %s file %s: stat %s: %s", what, path, path, why);
    free(why);
    return e;
}

void config_embed(const struct kc_type *t, cJSON *body, const char *data, const char *path)
{
    struct buf text;
    buf_init(&text, KUBECONFIG_MAX_BYTES);
    struct err *e = file_read(path, &text);
    kc_set_bytes(t, body, data, text.data, e == NULL ? text.len : 0);
    err_free(e);
    buf_release(&text);
}

char *config_file(const struct kubeconfig *k)
{
    return kubeconfig_default_file(k);
}

void config_say(FILE *to, const char *fmt, const char *a, const char *b)
{
    char *line = xasprintf(fmt, a, b);
    char *safe = str_sanitize(line);
    fputs(safe, to);
    free(safe);
    free(line);
}

void config_print_names(FILE *to, const struct kubeconfig_entries *l)
{
    fputs("NAME\n", to);
    for (size_t i = 0; i < l->n; i++)
        config_say(to, "%s\n", l->v[i].name, NULL);
}

void config_complete_contexts(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                              struct completion *out)
{
    (void)argv;
    if (argc == 0 || str_eq(ctx->cmd->name, "get-contexts"))
        complete_contexts(ctx, opts, prefix, out);
}

void config_complete_clusters(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                              struct completion *out)
{
    (void)argv;
    if (argc == 0)
        complete_clusters(ctx, opts, prefix, out);
}

void config_complete_users(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                           struct completion *out)
{
    (void)argv;
    if (argc == 0)
        complete_users(ctx, opts, prefix, out);
}
