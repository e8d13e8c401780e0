/* delete.c - "delete": removes objects. */
#include "api/raw_uri.h"
#include "api/request.h"
#include "api/session.h"
#include "base/file.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "cli/value.h"
#include "completers.h"
#include "resource/feed.h"
#include "resource/live.h"
#include "resource/remove.h"

#include <stdlib.h>
#include <string.h>

struct delete
{
    struct {
        struct opt_files files;
        struct opt_selector selector;
        struct opt_dry_run dry_run;
        const char *cascade, *field_selector, *output, *raw;
        int64_t grace_period;
        struct duration timeout;
        bool all, all_namespaces, force, ignore_not_found, now, wait, interactive;
    } in;
    struct remove_options how;
    const char *ns; /* borrowed from the session */
    bool enforce_ns;
    struct targets targets;  /* -f, -k */
    struct args_items items; /* arguments */
    struct strv args;
};

static const char *const cascade_words[] = {"background", "foreground", "orphan", NULL};
static const char *const output_words[] = {"name", NULL};

static const struct flag flags[] = {
    FLAG_GROUP(struct delete, in.files, opt_files_flags),
    FLAG_GROUP(struct delete, in.selector, opt_selector_flags),
    FLAG_GROUP(struct delete, in.dry_run, opt_dry_run_flags),
    FLAG_BOOL(struct delete, in.all, "all", 0, "false", 0, "Delete all objects of the types in the namespace."),
    FLAG_BOOL(struct delete, in.all_namespaces, "all-namespaces", 'A', "false", 0,
              "With --all or a selector: look in all namespaces."),
    FLAG_STRING(
        struct delete, in.cascade, "cascade", 0, "HOW", "background", 0,
        "What happens to what the object owns: deleted after it (background) or before it (foreground), or kept "
        "(orphan).",
        .no_value = "background", .values = cascade_words),
    FLAG_STRING(struct delete, in.field_selector, "field-selector", 0, "QUERY", "", 0,
                "Only objects whose fields match: a=b, a!=b, joined by commas. Each type knows a few fields only."),
    FLAG_BOOL(struct delete, in.force, "force", 0, "false", 0,
              "Remove the object at once, without waiting for what runs to end. What runs may go on running."),
    FLAG_INT(struct delete, in.grace_period, "grace-period", 0, "SECONDS", "-1", 0,
             "How long the object may take to end; negative for its own setting, 0 only with --force."),
    FLAG_BOOL(struct delete, in.ignore_not_found, "ignore-not-found", 0, "false", 0,
              "An object that does not exist is no error; so it is with --all and selectors anyway."),
    FLAG_BOOL(struct delete, in.interactive, "interactive", 'i', "false", 0,
              "Show what would be deleted, and ask first."),
    FLAG_BOOL(struct delete, in.now, "now", 0, "false", 0, "The same as --grace-period=1."),
    FLAG_STRING(struct delete, in.output, "output", 'o', "FORMAT", "", 0, "Print only TYPE/NAME: name.",
                .values = output_words),
    FLAG_STRING(struct delete, in.raw, "raw", 0, "PATH", "", 0, "Send DELETE to this path of the server."),
    FLAG_DURATION(struct delete, in.timeout, "timeout", 0, "DURATION", "0s", 0,
                  "How long to wait for the end of the objects; 0 for a week."),
    FLAG_BOOL(struct delete, in.wait, "wait", 0, "true", 0, "Wait until the objects are gone, with their finalizers."),
    FLAG_END,
};

static bool has_files(const struct delete *o)
{
    return o->in.files.filenames.n > 0 || !str_empty(o->in.files.kustomize);
}

static struct err *complete_grace(struct delete *o)
{
    o->how.grace_period = o->in.grace_period;
    if (o->in.now) {
        if (o->how.grace_period != -1)
            return err_new("--now and --grace-period cannot be specified together");
        o->how.grace_period = 1;
    }
    if (o->how.grace_period == 0 && !o->in.force)
        o->how.grace_period = 1; /* kubectl's guard against accidents: 0 takes --force */
    if (o->in.force && o->how.grace_period < 0)
        o->how.grace_period = 0;
    return NULL;
}

static struct err *resolve(struct cmd_ctx *ctx, struct delete *o)
{
    struct session *s = session_get(ctx);
    struct args_request args = {.args = &o->args,
                                .prog = ctx->prog,
                                .ns = o->ns,
                                .all_namespaces = o->in.all_namespaces,
                                .selector = o->in.selector.selector,
                                .field_selector = o->in.field_selector,
                                .all = o->in.all};
    if (!has_files(o))
        return args_resolve(s, &args, &o->items);
    struct manifest_request req = {.files = &o->in.files,
                                   .ns = o->in.all_namespaces ? "" : o->ns,
                                   .enforce_ns = o->enforce_ns,
                                   .selector = o->in.selector.selector,
                                   .in = ctx->in};
    struct err *e = manifests_read(s, &req, &o->targets);
    return e ? e : args_check_with_files(&args);
}

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct delete *o = opts;
    for (int i = 0; i < argc; i++)
        strv_add(&o->args, argv[i]);
    struct err *e = opt_cascade_get(ctx, o->in.cascade, &o->how.propagation);
    if (!e)
        e = session_namespace(session_get(ctx), &o->ns, &o->enforce_ns);
    if (e)
        return e;
    o->how.ignore_not_found = o->in.ignore_not_found;
    if ((o->in.all || !str_empty(o->in.selector.selector) || !str_empty(o->in.field_selector)) &&
        !cli_changed(ctx, "ignore-not-found"))
        o->how.ignore_not_found = true;
    o->how.print_name = str_eq(o->in.output, "name");
    o->how.warn_cluster_scope = o->enforce_ns && !o->in.all_namespaces;
    e = complete_grace(o);
    if (!e)
        e = opt_dry_run_get(ctx, &o->in.dry_run, &o->how.dry_run);
    if (!e && str_empty(o->in.raw))
        e = resolve(ctx, o);
    return e;
}

static struct err *validate_raw(const struct delete *o)
{
    const struct strv *files = &o->in.files.filenames;
    if (o->in.interactive)
        return err_new("--interactive can not be used with --raw");
    if (files->n > 1)
        return err_new("--raw can only use a single local file or stdin");
    if (files->n == 1 && (str_starts(files->v[0], "http://") || str_starts(files->v[0], "https://")))
        return err_new("--raw cannot read from a url");
    if (o->in.files.recursive)
        return err_new("--raw and --recursive are mutually exclusive");
    if (!str_empty(o->in.output))
        return err_new("--raw and --output are mutually exclusive");
    return raw_uri_check(o->in.raw);
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct delete *o = opts;
    if (!str_empty(o->in.output) && !str_eq(o->in.output, "name"))
        return err_new("unexpected -o output mode: %s. We only support '-o name'", o->in.output);
    if (o->in.all && !str_empty(o->in.selector.selector))
        return err_new("cannot set --all and --selector at the same time");
    if (o->in.all && !str_empty(o->in.field_selector))
        return err_new("cannot set --all and --field-selector at the same time");
    if (o->in.force && o->how.grace_period > 0)
        return err_new("--force and --grace-period greater than 0 cannot be specified together");
    if (o->in.force && o->how.grace_period == 0)
        cli_warn(ctx,
                 "Immediate deletion does not wait for confirmation that the running resource has been terminated. The "
                 "resource may continue to run on the cluster indefinitely.");
    return str_empty(o->in.raw) ? NULL : validate_raw(o);
}

/* ---- what to delete ---- */

struct listing {
    const struct delete *o;
    struct victims *v;
    const struct api_resource *resource;
};

static void add_listed(void *arg, cJSON *item)
{
    struct listing *l = arg;
    const char *ns = doc_str_at(item, "metadata.namespace");
    struct victim *v =
        victims_add(l->v, l->resource, l->resource->namespaced && ns ? ns : "", doc_str_at(item, "metadata.name"), "");
    /* --all-namespaces and --namespace together: kubectl holds each object against no namespace at all. */
    if (l->o->enforce_ns && l->o->in.all_namespaces && *v->ns) {
        v->err = live_wrong_namespace(v->ns);
        v->answered = true;
    }
    cJSON_Delete(item);
}

/* Lists what the selectors (or --all) mean: names only, the server need not send whole objects. */
static void list_victims(struct cmd_ctx *ctx, const struct delete *o, struct victims *v)
{
    struct feed_options options = {.accept = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io,"
                                             "application/json",
                                   .selector = o->in.selector.selector,
                                   .field_selector = o->in.field_selector,
                                   .chunk = 500};
    struct feed *feed = feed_new(session_get(ctx), &options);
    feed_add_items(feed, &o->items);
    struct feed_page page;
    while (feed_next(feed, &page)) {
        struct listing l = {.o = o, .v = v, .resource = page.resource};
        list_take_items(page.object, add_listed, &l);
    }
    struct err *e = feed_take_errors(feed, o->how.ignore_not_found);
    if (e) {
        struct victim *broken = victims_add(v, NULL, "", "", "");
        broken->err = e;
        broken->answered = true;
    }
    feed_free(feed);
}

static void find_victims(struct cmd_ctx *ctx, struct delete *o, struct victims *v)
{
    for (size_t i = 0; i < o->targets.n; i++) {
        struct target *t = &o->targets.v[i];
        struct victim *one = victims_add(v, t->resource, t->ns, t->name, t->source);
        one->err = t->err;
        one->answered = t->err != NULL;
        t->err = NULL;
    }
    if (o->items.selecting) {
        list_victims(ctx, o, v);
        return;
    }
    for (size_t i = 0; i < o->items.n; i++)
        victims_add(v, o->items.v[i].resource, o->items.v[i].ns, o->items.v[i].name, "");
}

/* ---- run ---- */

/* Go's Fscanln of one word: anything but one word is a no. */
static bool answered_yes(FILE *in)
{
    char line[256];
    if (!fgets(line, sizeof line, in))
        return false;
    char *word = line + strspn(line, " \t\r");
    word[strcspn(word, "\r\n")] = '\0';
    size_t n = strlen(word);
    while (n > 0 && (word[n - 1] == ' ' || word[n - 1] == '\t'))
        word[--n] = '\0';
    return str_eq_nocase(word, "y");
}

static bool confirm(struct cmd_ctx *ctx, const struct victims *v)
{
    fprintf(ctx->out, "You are about to delete the following %zu resource(s):\n", victims_count(v));
    for (size_t i = 0; i < v->n; i++) {
        if (!v->v[i].resource || v->v[i].answered)
            continue;
        char *kind = remove_kind_text(v->v[i].resource), *name = str_sanitize(v->v[i].name);
        fprintf(ctx->out, "%s/%s\n", kind, name);
        free(name);
        free(kind);
    }
    fputs("Do you want to continue? (y/N): ", ctx->out);
    fflush(ctx->out);
    return answered_yes(ctx->in);
}

static struct err *run_found(struct cmd_ctx *ctx, const struct delete *o, struct victims *v)
{
    size_t found = victims_count(v);
    if (o->in.interactive) {
        struct err *e = victims_take_errors(&o->how, v);
        if (e)
            return e;
        if (found == 0) {
            fputs("No resources found\n", ctx->out);
            return NULL;
        }
        if (!confirm(ctx, v)) {
            fputs("deletion is cancelled\n", ctx->out);
            return NULL;
        }
    }
    struct err *e = remove_all(ctx, &o->how, v);
    if (!e)
        e = victims_take_errors(&o->how, v);
    if (e)
        return e;
    if (found == 0) {
        fputs("No resources found\n", ctx->out);
        return NULL;
    }
    return o->in.wait && o->how.dry_run == DRY_RUN_NONE ? remove_wait(ctx, o->in.timeout.ns, v) : NULL;
}

static struct err *run_raw(struct cmd_ctx *ctx, const struct delete *o)
{
    struct buf body = buf_new(), answer = buf_new();
    const struct strv *files = &o->in.files.filenames;
    struct err *e = NULL;
    if (files->n == 1 && str_eq(files->v[0], "-")) {
        char chunk[4096];
        size_t n;
        while ((n = fread(chunk, 1, sizeof chunk, ctx->in)) > 0)
            buf_add(&body, chunk, n);
    } else if (files->n == 1) {
        e = file_read(files->v[0], &body);
    }
    if (!e)
        e = api_raw(session_get(ctx), "DELETE", o->in.raw, body.len ? body.data : NULL, body.len, &answer);
    if (!e)
        fwrite(answer.data, 1, answer.len, ctx->out);
    buf_release(&answer);
    buf_release(&body);
    return e;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct delete *o = opts;
    if (!str_empty(o->in.raw))
        return run_raw(ctx, o);
    struct victims v = {0};
    find_victims(ctx, o, &v);
    struct err *e = run_found(ctx, o, &v);
    victims_release(&v);
    return e;
}

static void release(void *opts)
{
    struct delete *o = opts;
    strv_release(&o->args);
    targets_release(&o->targets);
    args_items_release(&o->items);
}

static const struct example examples[] = {
    {"Delete what a manifest says", "kubec delete -f web.yaml"},
    {"Delete a pod by name", "kubec delete pod web-0"},
    {"Delete objects of two types with the same names", "kubec delete deployment,service web"},
    {"Delete what has a label", "kubec delete pods,services -l app=web"},
    {"Delete all pods of the namespace, after a question", "kubec delete pods --all --interactive"},
    {"Remove a pod whose node is lost", "kubec delete pod web-0 --force"},
    {0},
};

static const char *const suggest_for[] = {"rm", "remove", NULL};

const struct command cmd_delete = {
    .name = "delete",
    .suggest_for = suggest_for,
    .group = GROUP_BASIC,
    .usage = "([-f FILENAME] | [-k DIRECTORY] | TYPE [(NAME | -l label | --all)]) [flags]",
    .summary = "Delete objects",
    .description =
        "Deletes what manifests say, objects by type and name, or all that match a selector.\n\n"
        "Pods and some others get time to end: their own grace period, or --grace-period. The command waits until the "
        "objects are gone unless --wait=false. With --force the object is removed without waiting for what runs, which "
        "may then go on running beside its successor: use it only when it is sure to be dead.\n\n"
        "No resource version is checked: a change that somebody makes at the same moment is lost with the object.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct delete),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
    .complete_args = complete_any_args,
};
