/* nodes.c - the nodes that "cordon", "uncordon" and "drain" are about, and whether they take new pods. */
#include "drain/drain.h"

#include "api/session.h"
#include "api/status.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "resource/selector.h"
#include "resource/write.h"

#include <stdlib.h>
#include <string.h>

/* Without ContinueOnError, the first of the errors is the only one. */
static struct err *first_of(struct err *e)
{
    if (!e || e->kind != ERR_AGGREGATE || e->nparts == 0)
        return e;
    struct err *first = e->parts[0];
    e->parts[0] = NULL;
    err_free(e);
    return first;
}

static struct err *check_is_node(const struct live_object *o)
{
    const struct api_resource *r = o->resource;
    if (str_eq(r->group, "") && str_eq(r->name, "nodes"))
        return NULL;
    char *text = xasprintf("%s/%s, Resource=%s", r->group, r->version, r->name), *quoted = str_quote(text);
    struct err *e = err_new("error: expected resource of type node, got %s", quoted);
    free(quoted);
    free(text);
    return e;
}

static struct err *find_nodes(struct drain *o)
{
    struct session *s = session_get(o->ctx);
    struct live_request req = {.args = &o->args, .selector = o->in.selector.selector, .single_type = true};
    bool enforce;
    struct live live;
    if (str_empty(o->in.selector.selector))
        req.default_type = "nodes";
    else
        strv_add(&o->args, "nodes");
    req.chunk = o->in.chunk_size;
    struct err *e = session_namespace(s, &req.ns, &enforce);
    if (e)
        return e;
    e = live_open(s, &req, &live);
    if (!e)
        e = first_of(live_read(&live, &o->nodes));
    for (size_t i = 0; i < o->nodes.n && !e; i++)
        e = check_is_node(&o->nodes.v[i]);
    live_release(&live);
    return e;
}

static struct err *check_pod_selector(const char *text)
{
    struct selector *selector = NULL;
    struct err *e = str_empty(text) ? NULL : selector_parse(text, &selector);
    selector_free(selector);
    if (!e)
        return NULL;
    str_replace_owned(&e->msg, xstrdup("--pod-selector=<pod_selector> must be a valid label selector"));
    return e;
}

struct err *drain_complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct drain *o = opts;
    o->ctx = ctx;
    for (int i = 0; i < argc; i++)
        strv_add(&o->args, argv[i]);
    if (argc == 0 && !cli_changed(ctx, "selector"))
        return cli_usage_error(ctx, "USAGE: %s NODE [flags]", ctx->cmd->name);
    if (argc > 0 && !str_empty(o->in.selector.selector))
        return cli_usage_error(ctx, "error: cannot specify both a node name and a --selector option");
    struct err *e = opt_dry_run_get(ctx, &o->in.dry_run, &o->dry_run);
    const struct rest_config *config;
    if (!e)
        e = session_config(session_get(ctx), &config);
    if (!e)
        e = check_pod_selector(o->in.pod_selector);
    return e ? e : find_nodes(o);
}

void drain_release(void *opts)
{
    struct drain *o = opts;
    strv_release(&o->args);
    live_objects_release(&o->nodes);
}

void drain_print(struct drain *o, const char *kind, const char *name, const char *operation)
{
    char *line = xasprintf("%s/%s %s%s", kind, name, operation, write_dry_run_suffix(o->dry_run));
    char *safe = str_sanitize(line);
    fprintf(o->ctx->out, "%s\n", safe);
    fflush(o->ctx->out);
    free(safe);
    free(line);
}

struct err *drain_interrupted(const struct drain *o, const char *what)
{
    if (!o->ctx->interrupted || !*o->ctx->interrupted)
        return NULL;
    struct err *e = err_new("interrupted: %s; run the same command again", what);
    e->exit_code = 130;
    return e;
}

/* A node whose change is on its way. */
struct cordoning {
    bool needed, answered;
    struct err *err;
};

static void answered(void *arg, cJSON *tree, struct err *e)
{
    struct cordoning *c = arg;
    cJSON_Delete(tree);
    c->err = e;
    c->answered = true;
}

static void start(struct drain *o, const struct live_object *node, bool unschedulable, struct cordoning *c)
{
    c->needed = doc_bool_at(node->object, "spec.unschedulable", false) != unschedulable;
    c->answered = !c->needed || o->dry_run == DRY_RUN_CLIENT;
    if (c->answered)
        return;
    const char *query[] = {"dryRun", o->dry_run == DRY_RUN_SERVER ? "All" : "", "fieldManager", WRITE_DEFAULT_MANAGER,
                           NULL};
    const char *body = unschedulable ? "{\"spec\":{\"unschedulable\":true}}" : "{\"spec\":{\"unschedulable\":null}}";
    struct api_call call = {.verb = "patch",
                            .resource = node->resource,
                            .name = node->name,
                            .query = query,
                            .patch = PATCH_STRATEGIC,
                            .body = body,
                            .body_len = strlen(body)};
    struct err *e = api_start(session_get(o->ctx), &call, answered, c);
    if (e)
        answered(c, NULL, e);
}

static void tell(struct drain *o, const struct live_object *node, bool unschedulable, struct cordoning *c)
{
    static const char *const words[2][2] = {{"already uncordoned", "already cordoned"}, {"uncordoned", "cordoned"}};
    if (!c->err) {
        drain_print(o, "node", node->name, words[c->needed][unschedulable]);
        return;
    }
    if (c->err->kind == ERR_SILENT) /* interrupted */
        return;
    char *text = err_go_text(c->err), *quoted = str_quote(node->name), *safe = str_sanitize(text);
    fprintf(o->ctx->err, "error: unable to %s node %s: %s\n", unschedulable ? "cordon" : "uncordon", quoted, safe);
    free(safe);
    free(quoted);
    free(text);
}

struct err *drain_cordon(struct drain *o, bool unschedulable)
{
    struct http_client *http = NULL;
    struct err *e = session_http(session_get(o->ctx), &http);
    if (e)
        return e;
    struct cordoning *all = xcalloc(o->nodes.n + 1, sizeof *all);
    for (size_t i = 0; i < o->nodes.n; i++)
        start(o, &o->nodes.v[i], unschedulable, &all[i]);
    for (size_t told = 0; told < o->nodes.n;) {
        if (all[told].answered) {
            tell(o, &o->nodes.v[told], unschedulable, &all[told]);
            err_free(all[told++].err);
        } else {
            http_poll(http, NS_PER_S);
        }
    }
    free(all);
    return drain_interrupted(o, "it is not known of every node whether it was changed");
}
