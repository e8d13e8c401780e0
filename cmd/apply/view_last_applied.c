/* view_last_applied.c - "apply view-last-applied": prints the configuration that was applied last. */
#include "apply/children.h"

#include "api/session.h"
#include "api/status.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "completers.h"
#include "doc/emit.h"
#include "patch/lastapplied.h"
#include "resource/feed.h"

#include <stdlib.h>
#include <string.h>

struct view_last_applied {
    struct {
        struct opt_files files;
        struct opt_selector selector;
        const char *output;
        bool all;
    } in;
    struct strv args;
    struct selector *selector; /* of manifests: held against the live labels */
    struct strv texts;         /* what is found, in order */
};

static const char *const output_words[] = {"yaml", "json", NULL};

static const struct flag flags[] = {
    FLAG_GROUP(struct view_last_applied, in.files, opt_files_flags),
    FLAG_GROUP(struct view_last_applied, in.selector, opt_selector_flags),
    FLAG_STRING(struct view_last_applied, in.output, "output", 'o', "FORMAT", "yaml", 0, "How to print it.",
                .values = output_words),
    FLAG_BOOL(struct view_last_applied, in.all, "all", 0, "false", 0, "All objects of the types in the namespace."),
    FLAG_END,
};

static bool has_files(const struct view_last_applied *o)
{
    return o->in.files.filenames.n > 0 || !str_empty(o->in.files.kustomize);
}

/* kubectl's Builder is told of --all after the arguments and of the selector after --all, which decides its words.
 * types_alone: one type without a name means all of it. */
static struct err *check_all(const struct view_last_applied *o, bool types_alone)
{
    const char *selector = o->in.selector.selector;
    bool given = selector[strspn(selector, " \t\r\n")] != '\0';
    if (!o->in.all)
        return NULL;
    if (types_alone && o->args.n == 1 && strchr(o->args.v[0], '/') == NULL)
        return err_new("setting 'all' parameter but found a non empty selector. ");
    if (!given)
        return NULL;
    char *quoted = str_quote(selector);
    struct err *e = err_new("found non-empty label selector %s with previously set 'all' parameter. ", quoted);
    free(quoted);
    return e;
}

struct collecting {
    struct view_last_applied *o;
    const char *source;
    struct err *err; /* the first: nothing behind it counts */
};

static void collect(void *arg, cJSON *object)
{
    struct collecting *c = arg;
    const char *text = lastapplied_get(object), *name = doc_str_at(object, "metadata.name");
    const struct selector *only = c->o->selector;
    if (c->err == NULL && (only == NULL || selector_matches(only, doc_at(object, "metadata.labels")))) {
        if (text != NULL) {
            strv_add(&c->o->texts, text);
        } else if (c->source[0] != '\0') { /* of an object named by arguments kubectl says nothing */
            char *quoted = str_quote(c->source);
            c->err = err_new("error when no last-applied-configuration annotation found on resource: %s\n %s: <nil>",
                             name != NULL ? name : "", quoted);
            free(quoted);
        }
    }
    cJSON_Delete(object);
}

/* Reads the objects up to the first error. */
static struct err *collect_all(struct cmd_ctx *ctx, struct view_last_applied *o, struct targets *targets,
                               const struct args_items *items)
{
    struct feed_options options = {.selector = has_files(o) ? NULL : o->in.selector.selector, .errors_in_turn = true};
    struct feed *feed = feed_new(session_get(ctx), &options);
    struct collecting c = {.o = o};
    struct feed_page page;
    feed_add_items(feed, items);
    feed_add_targets(feed, targets);
    while (c.err == NULL && feed_next(feed, &page)) {
        c.source = page.item >= items->n ? targets->v[page.item - items->n].source : "";
        if (page.err != NULL)
            c.err = page.err;
        else if (list_is(page.object))
            list_take_items(page.object, collect, &c);
        else
            collect(&c, page.object);
    }
    feed_free(feed);
    return c.err;
}

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct view_last_applied *o = opts;
    struct session *s = session_get(ctx);
    struct targets targets = {0};
    struct args_items items = {0};
    const char *ns;
    bool enforce;
    for (int i = 0; i < argc; i++)
        strv_add(&o->args, argv[i]);
    struct err *e = session_namespace(s, &ns, &enforce);
    struct args_request args = {.args = &o->args,
                                .prog = ctx->prog,
                                .ns = ns,
                                .selector = o->in.selector.selector,
                                .all = o->in.all,
                                .allow_types_alone = enforce};
    if (e == NULL)
        e = check_all(o, enforce);
    if (e == NULL && has_files(o)) {
        struct manifest_request req = {.files = &o->in.files, .ns = ns, .enforce_ns = enforce, .in = ctx->in};
        e = manifests_read(s, &req, &targets);
        if (e == NULL)
            e = args_check_with_files(&args);
        if (e == NULL)
            e = selector_parse_given(o->in.selector.selector, &o->selector);
    } else if (e == NULL) {
        e = args_resolve(s, &args, &items);
    }
    if (e == NULL)
        e = collect_all(ctx, o, &targets, &items);
    args_items_release(&items);
    targets_release(&targets);
    return e;
}

static struct err *print_one(struct cmd_ctx *ctx, const char *text, bool json)
{
    size_t n = strlen(text);
    struct buf out = buf_new();
    struct err *e = NULL;
    if (json) {
        cJSON *tree = NULL;
        e = doc_parse_json(text, n, &tree);
        cJSON_Delete(tree);
        if (e == NULL)
            emit_json_text(&out, text, n, 2);
    } else {
        struct source *src = source_new("", xmemdup(text, n + 1), n);
        struct doc *doc = NULL;
        e = doc_read_one(src, DOC_YAML | DOC_AS_YAML | DOC_LAST_WINS | DOC_NO_POS, &doc);
        if (e == NULL)
            emit_yaml(&out, doc != NULL ? doc->root : NULL);
        else
            str_replace_owned(&e->note, NULL); /* the text has no file that one could look into */
        doc_free(doc);
        source_unref(src);
    }
    fwrite(out.data, 1, out.len, ctx->out);
    buf_release(&out);
    return e;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct view_last_applied *o = opts;
    bool json = str_eq(o->in.output, "json");
    struct err *e = NULL;
    for (size_t i = 0; i < o->texts.n && e == NULL; i++) {
        if (!json && !str_eq(o->in.output, "yaml"))
            e = cli_usage_error(ctx, "Unexpected -o output mode: %s, the flag 'output' must be one of yaml|json",
                                o->in.output);
        else
            e = print_one(ctx, o->texts.v[i], json);
    }
    return e;
}

static void release(void *opts)
{
    struct view_last_applied *o = opts;
    strv_release(&o->args);
    strv_release(&o->texts);
    selector_free(o->selector);
}

static const struct example examples[] = {
    {"What was applied last for a deployment", "kubec apply view-last-applied deployment/web"},
    {"The same of the objects of a file, as JSON", "kubec apply view-last-applied -f web.yaml -o json"},
    {0},
};

const struct command cmd_apply_view_last_applied = {
    .name = "view-last-applied",
    .usage = "(TYPE [NAME | -l label] | TYPE/NAME | -f FILENAME) [flags]",
    .summary = "Show the configuration that was applied last",
    .description = "Prints the annotation in which client-side apply keeps the manifest that it applied last: what the "
                   "next `apply` compares its manifest with.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct view_last_applied),
    .complete = complete,
    .run = run,
    .release = release,
    .complete_args = complete_any_args,
};
