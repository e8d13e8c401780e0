/* set_context.c - "config set-context". */
#include "base/mem.h"
#include "cli/cli.h"
#include "completers.h"
#include "config/common.h"
#include "kubeconfig/types.h"

#include <stdlib.h>

struct set_context {
    struct {
        bool current;
        const char *cluster, *user, *ns;
    } in;
    const char *name;
    const struct cmd_ctx *ctx;
    char *changed; /* the name of the context that was set */
    bool existed;
};

static const struct flag flags[] = {
    FLAG_BOOL(struct set_context, in.current, "current", 0, "false", 0, "Change the current context."),
    FLAG_STRING(struct set_context, in.cluster, "cluster", 0, "NAME", "", 0, "The cluster of the context.",
                .complete = complete_clusters),
    FLAG_STRING(struct set_context, in.user, "user", 0, "NAME", "", 0, "The user of the context.",
                .complete = complete_users),
    FLAG_STRING(struct set_context, in.ns, "namespace", 'n', "NAME", "", 0, "The namespace of the context.",
                .complete = complete_namespaces),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct set_context *o = opts;
    if (argc > 1)
        return config_args_error(ctx, "Unexpected args", argc, argv);
    o->name = argc == 1 ? argv[0] : "";
    o->ctx = ctx;
    return NULL;
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    (void)ctx;
    const struct set_context *o = opts;
    if (o->name[0] == '\0' && !o->in.current)
        return err_new("you must specify a non-empty context name or --current");
    if (o->name[0] != '\0' && o->in.current)
        return err_new("you cannot specify both a context name and --current");
    return NULL;
}

static struct err *change(struct kubeconfig *k, void *arg)
{
    struct set_context *o = arg;
    if (o->in.current && k->current_context[0] == '\0')
        return err_new("no current context is set");
    str_replace_owned(&o->changed, xstrdup(o->in.current ? k->current_context : o->name));
    struct kubeconfig_entry *c = kubeconfig_find(&k->contexts, o->changed);
    o->existed = c != NULL;
    if (c == NULL)
        c = kubeconfig_put(&k->contexts, o->changed, kc_new(&kc_context), "");
    if (cli_changed(o->ctx, "cluster"))
        kc_set_str(&kc_context, c->body, "cluster", o->in.cluster);
    if (cli_changed(o->ctx, "user"))
        kc_set_str(&kc_context, c->body, "user", o->in.user);
    if (cli_changed(o->ctx, "namespace"))
        kc_set_str(&kc_context, c->body, "namespace", o->in.ns);
    return NULL;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct set_context *o = opts;
    struct err *e = config_modify(ctx, change, o);
    if (e == NULL) {
        char *quoted = str_quote(o->changed);
        fprintf(ctx->out, "Context %s %s.\n", quoted, o->existed ? "modified" : "created");
        free(quoted);
    }
    return e;
}

static void release(void *opts)
{
    free(((struct set_context *)opts)->changed);
}

static const struct example examples[] = {
    {"Use another user in a context and leave the rest as it is", "kubec config set-context gce --user=cluster-admin"},
    {"Work in another namespace from now on", "kubec config set-context --current --namespace=team-a"},
    {0},
};

const struct command cmd_config_set_context = {
    .name = "set-context",
    .usage = "[NAME | --current] [--cluster=NAME] [--user=NAME] [--namespace=NAME]",
    .summary = "Set a context of the kubeconfig",
    .description =
        "Sets the fields of a context that flags give; the others stay. The entry is made when there is none.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct set_context),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
    .complete_args = config_complete_contexts,
};
