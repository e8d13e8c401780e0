/* set_last_applied.c - "apply set-last-applied": makes manifests what was applied last, and changes nothing else. */
#include "apply/children.h"

#include "api/session.h"
#include "api/status.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "doc/emit.h"
#include "patch/lastapplied.h"
#include "print/print.h"
#include "resource/feed.h"
#include "resource/write.h"

#include <stdlib.h>
#include <string.h>

/* An object whose annotation is to be changed. */
struct change {
    const struct target *t;
    cJSON *live;
    char *patch;
};

struct set_last_applied {
    struct {
        struct opt_files files; /* without its -k and -R */
        struct opt_dry_run dry_run;
        struct opt_print print;
        bool create_annotation;
    } in;
    enum dry_run dry_run;
    struct printer printer;
    char *operation;
    struct targets targets;
    struct change *changes;
    size_t n;
};

static const struct flag flags[] = {
    FLAG_STRINGS(struct set_last_applied, in.files.filenames, "filename", 'f', "FILE,…", "", 0,
                 "Files, folders or URLs of the manifests (- is standard input); may be repeated.",
                 .files = "json,yaml,yml"),
    FLAG_GROUP(struct set_last_applied, in.dry_run, opt_dry_run_flags),
    FLAG_GROUP(struct set_last_applied, in.print, opt_print_flags),
    FLAG_BOOL(struct set_last_applied, in.create_annotation, "create-annotation", 0, "false", 0,
              "Add the annotation to objects that have none."),
    FLAG_END,
};

/* The configuration as kubectl writes it here, which is not how `apply` does: nothing is left out. */
static char *encode(const cJSON *object)
{
    struct buf b = buf_new();
    emit_json_compact(&b, object, EMIT_SORTED);
    buf_addc(&b, '\n');
    return buf_take(&b);
}

/* The text for comparing: JSON as it stands, YAML as JSON. */
static char *canonical(const char *text)
{
    size_t n = strlen(text);
    if (text[strspn(text, " \t\r\n")] == '{')
        return xstrdup(text);
    struct source *src = source_new("", xmemdup(text, n + 1), n);
    struct doc *doc = NULL;
    struct err *e = doc_read_one(src, DOC_YAML | DOC_LAST_WINS | DOC_NO_POS, &doc);
    char *out = e != NULL ? xstrdup(text) : doc != NULL && doc->root != NULL ? write_body(doc->root) : xstrdup("null");
    err_free(e);
    doc_free(doc);
    source_unref(src);
    return out;
}

static char *annotation_patch(const char *text)
{
    cJSON *patch = cJSON_CreateObject();
    doc_set_str(doc_make_at(patch, "metadata.annotations"), LAST_APPLIED_ANNOTATION, text);
    char *body = write_body(patch);
    cJSON_Delete(patch);
    return body;
}

/* What is to be done for one object, whose live form this is (taken). */
static struct err *plan(struct cmd_ctx *ctx, struct set_last_applied *o, const struct target *t, cJSON *live)
{
    const char *before = lastapplied_get(live);
    if (before == NULL && !o->in.create_annotation) {
        cJSON_Delete(live);
        return err_new("no last-applied-configuration annotation found on resource: %s, to create the annotation, run "
                       "the command with --create-annotation",
                       t->name);
    }
    char *wanted = encode(t->object), *had = canonical(before != NULL ? before : "");
    if (strcmp(wanted, had) == 0) {
        char *name = str_sanitize(t->name);
        fprintf(ctx->out, "set-last-applied %s: no changes required.\n", name);
        free(name);
        cJSON_Delete(live);
    } else {
        if ((o->n & (o->n - 1)) == 0)
            o->changes = xreallocarray(o->changes, o->n ? o->n * 2 : 1, sizeof *o->changes);
        o->changes[o->n++] = (struct change){.t = t, .live = live, .patch = annotation_patch(wanted)};
    }
    free(had);
    free(wanted);
    return NULL;
}

/* Looks at the live objects, all asked for at once, up to the first error. */
static struct err *plan_all(struct cmd_ctx *ctx, struct set_last_applied *o)
{
    struct feed_options options = {.errors_in_turn = true};
    struct feed *feed = feed_new(session_get(ctx), &options);
    struct feed_page page;
    struct err *e = NULL;
    struct targets good = o->targets; /* those before the first that is broken */
    for (good.n = 0; good.n < o->targets.n && o->targets.v[good.n].err == NULL;)
        good.n++;
    feed_add_targets(feed, &good);
    while (e == NULL && feed_next(feed, &page)) {
        const struct target *t = &o->targets.v[page.item];
        if (page.err != NULL && !err_has_reason(page.err, "NotFound")) {
            char *what = write_describe(t);
            char *verb = xasprintf("retrieving current configuration of:\n%s\nfrom server for:", what);
            e = status_add_source(page.err, verb, t->source);
            free(verb);
            free(what);
        } else {
            e = page.err != NULL ? page.err : plan(ctx, o, t, page.object);
        }
    }
    feed_free(feed);
    if (e == NULL && good.n < o->targets.n) {
        e = o->targets.v[good.n].err;
        o->targets.v[good.n].err = NULL;
    }
    return e;
}

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct set_last_applied *o = opts;
    struct session *s = session_get(ctx);
    struct manifest_request req = {.files = &o->in.files, .in = ctx->in};
    (void)argv, (void)argc; /* kubectl ignores them */
    struct err *e = opt_dry_run_get(ctx, &o->in.dry_run, &o->dry_run);
    if (e == NULL)
        e = session_namespace(s, &req.ns, &req.enforce_ns);
    if (e == NULL)
        e = printer_init(ctx, &o->printer, &o->in.print, false);
    if (e != NULL)
        return e;
    o->operation = xasprintf("configured%s", write_dry_run_suffix(o->dry_run));
    o->printer.operation = o->operation;
    o->printer.sorted = true;
    if (o->in.files.filenames.n == 0) {
        static const struct strv none = {0};
        struct args_items items;
        struct args_request nothing = {.args = &none, .prog = ctx->prog, .ns = req.ns};
        return args_resolve(s, &nothing, &items);
    }
    e = manifests_read(s, &req, &o->targets);
    return e != NULL ? e : plan_all(ctx, o);
}

static struct err *send(struct cmd_ctx *ctx, const struct set_last_applied *o, struct change *c)
{
    /* Without a name the server would take the user agent's. */
    const char *query[] = {"dryRun", o->dry_run == DRY_RUN_SERVER ? "All" : "", "fieldManager", "kubectl", NULL};
    struct api_call call = {.verb = "patch",
                            .resource = c->t->resource,
                            .ns = c->t->ns,
                            .name = c->t->name,
                            .query = query,
                            .patch = PATCH_MERGE,
                            .body = c->patch,
                            .body_len = strlen(c->patch)};
    cJSON *answer = NULL;
    struct err *e = api_do(session_get(ctx), &call, &answer);
    if (write_outcome_unknown(e))
        e = err_note(e, "  %s/%s: whether it was configured is not known", c->t->resource->name, c->t->name);
    if (e == NULL) {
        cJSON_Delete(c->live);
        c->live = answer;
    }
    return e;
}

/* One after another: as in kubectl the first error ends it, with nothing done behind it. */
static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct set_last_applied *o = opts;
    struct err *e = NULL;
    for (size_t i = 0; i < o->n && e == NULL; i++) {
        if (o->dry_run != DRY_RUN_CLIENT)
            e = send(ctx, o, &o->changes[i]);
        if (e == NULL)
            e = print_object(&o->printer, ctx->out, o->changes[i].live);
        fflush(ctx->out);
        if (e != NULL && i + 1 < o->n)
            e = err_note(e, "  %zu further objects were not tried", o->n - i - 1);
    }
    return e;
}

static void release(void *opts)
{
    struct set_last_applied *o = opts;
    for (size_t i = 0; i < o->n; i++) {
        cJSON_Delete(o->changes[i].live);
        free(o->changes[i].patch);
    }
    free(o->changes);
    free(o->operation);
    targets_release(&o->targets);
}

static const struct example examples[] = {
    {"Record a manifest as what was applied last", "kubec apply set-last-applied -f web.yaml"},
    {"The same for all manifests of a folder", "kubec apply set-last-applied -f manifests/"},
    {"Begin to manage an object that was made in another way",
     "kubec apply set-last-applied -f web.yaml --create-annotation"},
    {0},
};

const struct command cmd_apply_set_last_applied = {
    .name = "set-last-applied",
    .usage = "-f FILENAME [flags]",
    .summary = "Record manifests as what was applied last",
    .description = "Writes the manifests into the annotation in which client-side apply keeps what it applied last, as "
                   "if they had just been applied, and changes nothing else of the objects.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct set_last_applied),
    .complete = complete,
    .run = run,
    .release = release,
};
