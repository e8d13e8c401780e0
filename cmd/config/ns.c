/* ns.c - "ns": the namespace of a context, shown and chosen. */
#include "api/discovery.h"
#include "api/request.h"
#include "api/session.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "completers.h"
#include "config/common.h"
#include "config/switch.h"

#include <stdlib.h>
#include <string.h>

struct ns_opts {
    struct {
        bool current, force;
        const char *output;
    } in;
    const char *name; /* NULL: none was given */
};

static const char *const outputs[] = {"name", NULL};

static const struct flag flags[] = {
    FLAG_BOOL(struct ns_opts, in.current, "current", 'c', "false", 0, "Print the name of the namespace that applies."),
    FLAG_BOOL(struct ns_opts, in.force, "force", 0, "false", 0, "Do not ask the server whether the namespace exists."),
    FLAG_STRING(struct ns_opts, in.output, "output", 'o', "FORMAT", "", 0, "name: print the names of the namespaces.",
                .values = outputs),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct ns_opts *o = opts;
    if (argc > 1)
        return cli_usage_error(ctx, "one namespace at a time");
    o->name = argc == 1 ? argv[0] : NULL;
    return NULL;
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct ns_opts *o = opts;
    if (o->in.output[0] != '\0' && !str_eq(o->in.output, "name"))
        return cli_usage_error(ctx, "--output must be 'name'");
    if (o->in.current + (o->in.output[0] != '\0') + (o->name != NULL) > 1)
        return cli_usage_error(ctx, "only one of a namespace, --current and --output");
    if (o->name != NULL && o->name[0] == '\0')
        return cli_usage_error(ctx, "a namespace has a name");
    return NULL;
}

/* ---- changing ---- */

struct change {
    const char *context, *ns;
};

static struct err *change(struct kubeconfig *k, void *arg)
{
    const struct change *c = arg;
    struct kubeconfig_entry *entry = kubeconfig_find(&k->contexts, c->context);
    if (entry == NULL) {
        char *quoted = str_quote(c->context);
        struct err *e = err_new("no context exists with the name: %s", quoted);
        free(quoted);
        return e;
    }
    kc_set_str(&kc_context, entry->body, "namespace", c->ns);
    return NULL;
}

/* Who may not read namespaces is believed. */
static struct err *check_exists(struct cmd_ctx *ctx, const char *name)
{
    struct gvk gvk = {.group = "", .version = "v1", .kind = "Namespace"};
    struct api_call call = {.verb = "get", .name = name};
    struct err *e = mapping_for_gvk(session_get(ctx), &gvk, &call.resource);
    if (e == NULL)
        e = api_do(session_get(ctx), &call, NULL);
    if (e != NULL && e->kind == ERR_STATUS && e->http_status == 403) {
        err_free(e);
        return NULL;
    }
    return e;
}

static struct err *switch_to(struct cmd_ctx *ctx, const struct ns_opts *o, const char *name)
{
    const struct kubeconfig *k;
    struct err *e = ctx->host != NULL ? NULL : switch_check_variable("KUBECTL_NAMESPACE", "namespace");
    if (e == NULL)
        e = session_kubeconfig(session_get(ctx), &k);
    if (e != NULL)
        return e;
    const char *context = kubeconfig_context_name(k, ctx->global);
    if (context[0] == '\0')
        return err_new("no context is set whose namespace could be changed");
    if (!o->in.force)
        e = check_exists(ctx, name);
    const struct kubeconfig_entry *entry = kubeconfig_find(&k->contexts, context);
    const char *left = entry != NULL ? kc_str(entry->body, "namespace") : "";
    struct change c = {context, name};
    if (left[0] == '\0')
        left = "default";
    if (e == NULL)
        e = ctx->host != NULL ? ctx->host->use_namespace(ctx, name) : config_modify(ctx, change, &c);
    if (e != NULL)
        return e;
    if (ctx->host == NULL && !str_eq(left, name))
        switch_remember(ctx, context, left);
    char *quoted = str_quote(name), *in = str_quote(context);
    config_say(ctx->out, "Switched to namespace %s in context %s.\n", quoted, in);
    free(quoted);
    free(in);
    return NULL;
}

static struct err *switch_back(struct cmd_ctx *ctx, const struct ns_opts *o)
{
    const struct kubeconfig *k;
    struct err *e = session_kubeconfig(session_get(ctx), &k);
    if (e != NULL)
        return e;
    char *name = switch_previous(ctx, kubeconfig_context_name(k, ctx->global));
    if (name == NULL)
        return err_note(err_new("no namespace is known that was left in this context"),
                        "kubec ns NAME keeps the one that it leaves");
    e = switch_to(ctx, o, name);
    free(name);
    return e;
}

/* ---- showing ---- */

static struct err *read_names(struct cmd_ctx *ctx, struct strv *names)
{
    struct gvk gvk = {.group = "", .version = "v1", .kind = "Namespace"};
    struct api_call call = {.verb = "list",
                            .accept = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,"
                                      "application/json"};
    cJSON *answer = NULL;
    const cJSON *one;
    struct err *e = mapping_for_gvk(session_get(ctx), &gvk, &call.resource);
    if (e == NULL)
        e = api_do(session_get(ctx), &call, &answer);
    cJSON_ArrayForEach(one, doc_get(answer, "items"))
    {
        const char *name = doc_str_at(one, "metadata.name");
        if (name != NULL)
            strv_add(names, name);
    }
    cJSON_Delete(answer);
    return e;
}

static struct err *show(struct cmd_ctx *ctx, const struct ns_opts *o, const char *current)
{
    struct strv names = {0};
    const char *chosen = NULL;
    struct err *e = read_names(ctx, &names);
    if (e == NULL && o->in.output[0] != '\0') {
        for (size_t i = 0; i < names.n; i++)
            config_say(ctx->out, "%s\n", names.v[i], NULL);
    } else if (e == NULL) {
        switch_list(ctx, &names, current, NULL, NULL);
        if (names.n > 0 && switch_can_ask(ctx))
            chosen = switch_choose(ctx, "Namespace", &names);
    }
    if (chosen != NULL)
        e = switch_to(ctx, o, chosen);
    strv_release(&names);
    return e;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    const struct ns_opts *o = opts;
    const char *current;
    if (o->name != NULL)
        return str_eq(o->name, "-") ? switch_back(ctx, o) : switch_to(ctx, o, o->name);
    struct err *e = session_namespace(session_get(ctx), &current, NULL);
    if (e != NULL)
        return e;
    if (!o->in.current)
        return show(ctx, o, current);
    config_say(ctx->out, "%s\n", current, NULL);
    return NULL;
}

static void complete_args(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                          struct completion *out)
{
    (void)argv;
    if (argc == 0)
        complete_namespaces(ctx, opts, prefix, out);
}

static const struct example examples[] = {
    {"See the namespaces, the current one marked; on a terminal, choose one", "kubec ns"},
    {"Work in another namespace from now on", "kubec ns web"},
    {"Go back to the one before", "kubec ns -"},
    {0},
};

const struct command cmd_ns = {
    .name = "ns",
    .group = GROUP_SETTINGS,
    .bits = CMD_OWN,
    .usage = "[NAME | -] [flags]",
    .summary = "Show and switch namespaces",
    .description =
        "Shows the namespaces of the cluster and switches the one of the current context (or of --context); \"-\" goes "
        "back to the one before. On a terminal, without a name, one is chosen by typing a part of its name. A "
        "namespace "
        "that the server does not have is refused.\n\n"
        "$KUBECTL_NAMESPACE takes the place of the context's namespace for everything started with it; --namespace "
        "goes "
        "before both.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct ns_opts),
    .complete = complete,
    .validate = validate,
    .run = run,
    .complete_args = complete_args,
};
