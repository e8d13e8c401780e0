/* get.c - "get": shows objects. */
#include "get/get.h"

#include "api/raw_uri.h"
#include "api/request.h"
#include "api/session.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "completers.h"
#include "print/clean.h"

#include <stdlib.h>
#include <string.h>

static const char *const get_formats[] = {"json",
                                          "yaml",
                                          "kyaml",
                                          "name",
                                          "go-template",
                                          "go-template-file",
                                          "template",
                                          "templatefile",
                                          "jsonpath",
                                          "jsonpath-as-json",
                                          "jsonpath-file",
                                          "custom-columns",
                                          "custom-columns-file",
                                          "wide",
                                          "clean",
                                          "decoded",
                                          NULL};

static const struct flag flags[] = {
    FLAG_GROUP(struct get, in.files, opt_files_flags),
    FLAG_GROUP(struct get, in.selector, opt_selector_flags),
    FLAG_STRING(
        struct get, in.print.output, "output", 'o', "FORMAT", "", 0,
        "How to print: json, yaml, kyaml, name; wide for a table with more columns; custom-columns=HEADER:PATH,… for "
        "one with columns of your own; jsonpath=TEMPLATE or go-template=TEMPLATE for anything else. The formats "
        "that end in -file take the template from a file. decoded is YAML in which secrets show text, clean is YAML "
        "without what the server added, to be applied again.",
        .values = get_formats),
    FLAG_STRING(
        struct get, in.print.template_text, "template", 0, "TEMPLATE", "", 0,
        "The template, or the file that holds it, when -o names a format with a template and gives none; alone it "
        "means -o go-template.",
        .files = ""),
    FLAG_BOOL(struct get, in.print.allow_missing_template_keys, "allow-missing-template-keys", 0, "true", 0,
              "A field that a template names but an object lacks prints nothing, instead of being an error."),
    FLAG_BOOL(struct get, in.print.show_managed_fields, "show-managed-fields", 0, "false", 0,
              "Keep managedFields in JSON and YAML."),
    FLAG_BOOL(struct get, in.all_namespaces, "all-namespaces", 'A', "false", 0,
              "List in all namespaces, whatever --namespace and the context say."),
    FLAG_INT(struct get, in.chunk_size, "chunk-size", 0, "COUNT", "500", 0,
             "How many objects of a large list to ask for at a time; 0 asks for all at once."),
    FLAG_BOOL(struct get, in.everything, "everything", 0, "false", 0,
              "Show the objects of every type that can be listed, in place of a TYPE; with --all-namespaces also those "
              "that live in no namespace."),
    FLAG_STRING(struct get, in.field_selector, "field-selector", 0, "QUERY", "", 0,
                "Only objects whose fields match: a=b, a!=b, joined by commas. Each type knows a few fields only."),
    FLAG_BOOL(struct get, in.ignore_not_found, "ignore-not-found", 0, "false", 0,
              "An object that does not exist is no error."),
    FLAG_STRINGS(struct get, in.label_columns, "label-columns", 'L', "LABEL,…", "", 0,
                 "Labels to show as columns of their own; may be repeated."),
    FLAG_BOOL(struct get, in.no_headers, "no-headers", 0, "false", 0, "Print tables without their header."),
    FLAG_BOOL(struct get, in.output_watch_events, "output-watch-events", 0, "false", 0,
              "With --watch: print the events; what exists already is ADDED."),
    FLAG_STRING(struct get, in.raw, "raw", 0, "PATH", "", 0,
                "Ask the server for this path and print the answer as it is."),
    FLAG_BOOL(struct get, in.server_print, "server-print", 0, "true", 0,
              "Let the server make the tables; with =false they show name and age."),
    FLAG_BOOL(struct get, in.show_kind, "show-kind", 0, "false", 0, "Show names as TYPE/NAME."),
    FLAG_BOOL(struct get, in.show_labels, "show-labels", 0, "false", 0, "Show all labels as the last column."),
    FLAG_STRING(struct get, in.sort_by, "sort-by", 0, "PATH", "", 0,
                "Sort by what this JSONPath finds, as in .metadata.creationTimestamp."),
    FLAG_STRING(struct get, in.subresource, "subresource", 0, "NAME", "", 0,
                "Get this subresource of the object, as in status or scale."),
    FLAG_BOOL(struct get, in.watch, "watch", 'w', "false", 0, "Go on with what changes after printing what there is."),
    FLAG_BOOL(struct get, in.watch_only, "watch-only", 0, "false", 0, "Only print what changes."),
    FLAG_END,
};

static bool has_files(const struct get *o)
{
    return o->in.files.filenames.n > 0 || !str_empty(o->in.files.kustomize);
}

static struct err *nothing_named(struct cmd_ctx *ctx)
{
    fprintf(ctx->err,
            "You must specify the type of resource to get. Use \"%s api-resources\" for a complete list of supported "
            "resources.\n\n",
            ctx->prog);
    return cli_usage_error(
        ctx,
        "Required resource not specified.\nUse \"%s explain <resource>\" for a detailed description of "
        "that resource (e.g. %s explain pods).",
        ctx->prog, ctx->prog);
}

/* -o decoded and -o clean are YAML of changed objects. */
static struct err *init_printer(struct cmd_ctx *ctx, struct get *o)
{
    struct opt_print print = o->in.print;
    if (str_empty(print.template_text) && str_eq(print.output, "decoded"))
        o->view = GET_DECODED;
    else if (str_empty(print.template_text) && str_eq(print.output, "clean"))
        o->view = GET_CLEAN;
    if (o->view != GET_AS_IS)
        print.output = "yaml";
    return printer_init(ctx, &o->printer, &print, true);
}

void get_show_as(const struct get *o, cJSON *object)
{
    if (o->view == GET_DECODED)
        decode_secret(object);
    else if (o->view == GET_CLEAN)
        clean_object(object, o->in.all_namespaces);
}

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct get *o = opts;
    for (int i = 0; i < argc; i++)
        strv_add(&o->args, argv[i]);
    if (!str_empty(o->in.raw))
        return argc > 0 ? err_new("arguments may not be passed when --raw is specified") : NULL;
    if (o->in.everything && (argc > 0 || has_files(o)))
        return cli_usage_error(ctx, "--everything stands in the place of types and files");
    struct err *e = session_namespace(session_get(ctx), &o->ns, &o->explicit_ns);
    if (e)
        return e;
    if (o->in.all_namespaces)
        o->explicit_ns = false;
    o->format_err = init_printer(ctx, o);
    o->human = !o->format_err && (o->printer.format == OUTPUT_DEFAULT || o->printer.format == OUTPUT_WIDE);
    o->tables = o->human && o->in.server_print;
    o->printer.sorted = true;
    o->printer.color = color_wanted(ctx->out_tty);
    o->printer.no_headers = o->in.no_headers;
    if (o->in.watch && !str_empty(o->in.sort_by))
        fputs("warning: --watch requested, --sort-by will be ignored for watch events received\n", ctx->err);
    else if (!o->in.watch && o->in.watch_only && !str_empty(o->in.sort_by))
        fputs("warning: --watch-only requested, --sort-by will be ignored\n", ctx->err);
    else if (!o->in.watch && !o->in.watch_only && !o->in.everything && argc == 0 && !has_files(o))
        return nothing_named(ctx);
    return NULL;
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct get *o = opts;
    const char *output = o->in.print.output;
    if (!str_empty(o->in.raw)) {
        if (o->in.watch || o->in.watch_only || !str_empty(o->in.selector.selector))
            return err_new(
                "--raw may not be specified with other flags that filter the server request or alter the output");
        if (!str_empty(output))
            return err_new("--raw and --output are mutually exclusive");
        struct err *e = raw_uri_check(o->in.raw);
        if (e)
            return e;
    }
    if (o->in.everything && (o->in.watch || o->in.watch_only))
        return err_new("--everything cannot be watched");
    if (o->in.everything && (!str_empty(o->in.raw) || !str_empty(o->in.subresource)))
        return err_new("--everything cannot be used with --raw or --subresource");
    if (o->in.show_labels && !str_empty(output) && !str_eq(output, "wide"))
        return err_new("--show-labels option cannot be used with %s printer", output);
    if (o->in.label_columns.n > 0 && str_starts(output, "custom-columns"))
        return err_new("--label-columns option cannot be used with %s printer", output);
    if (o->in.output_watch_events && !o->in.watch && !o->in.watch_only)
        return err_new("--output-watch-events option can only be used with --watch or --watch-only");
    return NULL;
}

static struct err *run_raw(struct cmd_ctx *ctx, const struct get *o)
{
    struct buf answer = buf_new();
    struct err *e = api_raw(session_get(ctx), "GET", o->in.raw, NULL, 0, &answer);
    if (!e)
        fwrite(answer.data, 1, answer.len, ctx->out);
    buf_release(&answer);
    return e;
}

static struct err *resolve(struct get_run *r)
{
    struct get *o = r->o;
    struct args_request args = {.args = &o->args,
                                .prog = r->ctx->prog,
                                .ns = o->ns,
                                .all_namespaces = o->in.all_namespaces,
                                .selector = o->in.selector.selector,
                                .field_selector = o->in.field_selector,
                                .allow_types_alone = true,
                                .single_type = o->in.watch || o->in.watch_only,
                                .subresource = o->in.watch || o->in.watch_only ? NULL : o->in.subresource};
    if (o->in.everything)
        return get_everything(r);
    if (!has_files(o)) {
        struct err *e = args_resolve(r->s, &args, &r->items);
        r->single = r->items.single_item_implied;
        return e;
    }
    struct manifest_request req = {.files = &o->in.files,
                                   .ns = o->in.all_namespaces ? "" : o->ns,
                                   .enforce_ns = o->explicit_ns,
                                   .refuse_lists = o->in.watch || o->in.watch_only,
                                   .in = r->ctx->in};
    struct err *e = manifests_read(r->s, &req, &r->targets);
    if (!e)
        e = args_check_with_files(&args);
    if (!e)
        e = selector_parse_given(o->in.selector.selector, &r->selector);
    r->single = r->targets.single_item_implied;
    return e;
}

bool get_next(struct get_run *r, struct feed_page *page)
{
    while (feed_next(r->feed, page)) {
        if (page->err) {
            get_failed_type(r, page->err);
            continue;
        }
        if (!r->selector || selector_matches(r->selector, doc_at(page->object, "metadata.labels")))
            return true;
        cJSON_Delete(page->object);
    }
    return false;
}

static void make_feed(struct get_run *r)
{
    const struct get *o = r->o;
    bool sorting = !str_empty(o->in.sort_by);
    struct feed_options options = {.accept = o->tables ? GET_ACCEPT_TABLE : NULL,
                                   .selector = o->in.selector.selector,
                                   .field_selector = o->in.field_selector,
                                   .subresource = has_files(o) || o->in.watch || o->in.watch_only
                                                      ? NULL /* kubectl reads manifests' objects whole */
                                                      : o->in.subresource,
                                   .chunk = sorting && !o->in.watch && !o->in.watch_only ? 0 : o->in.chunk_size,
                                   .include_object = sorting && o->tables,
                                   .errors_in_turn = o->in.everything,
                                   .no_warnings = o->in.everything};
    r->feed = feed_new(r->s, &options);
    feed_add_items(r->feed, &r->items);
    feed_add_targets(r->feed, &r->targets);
}

void get_reopen(struct get_run *r)
{
    feed_free(r->feed);
    make_feed(r);
}

/* An unusable -o: kubectl says so when it comes to printing, and only if one object alone was not missing before. */
static struct err *bad_format(struct get_run *r)
{
    struct feed_page page;
    while (r->single && feed_next(r->feed, &page))
        cJSON_Delete(page.object);
    struct err *e = r->single ? feed_take_errors(r->feed, r->o->in.ignore_not_found) : NULL;
    if (e)
        return e;
    e = r->o->format_err;
    r->o->format_err = NULL;
    return e;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct get_run r = {.ctx = ctx, .o = opts};
    if (!str_empty(r.o->in.raw))
        return run_raw(ctx, r.o);
    r.s = session_get(ctx);
    struct err *e = resolve(&r);
    if (!e && !str_empty(r.o->in.sort_by))
        r.sort_err = sort_path_parse(r.o->in.sort_by, &r.sort);
    if (!e) {
        make_feed(&r);
        if (r.o->format_err)
            e = bad_format(&r);
        else if (r.o->in.watch || r.o->in.watch_only)
            e = get_watch(&r);
        else
            e = r.o->human ? get_human(&r) : get_generic(&r);
        if (r.o->in.everything)
            e = get_everything_end(&r, e);
    }
    feed_free(r.feed);
    targets_release(&r.targets);
    args_items_release(&r.items);
    selector_free(r.selector);
    sort_path_free(r.sort);
    err_free(r.sort_err);
    return e;
}

static void release(void *opts)
{
    struct get *o = opts;
    strv_release(&o->args);
    err_free(o->format_err);
}

struct table_options get_table_options(const struct get *o, const struct api_resource *r, bool with_kind)
{
    return (struct table_options){.no_headers = o->in.no_headers,
                                  .with_namespace = o->in.all_namespaces && r->namespaced,
                                  .with_kind = o->in.show_kind || with_kind,
                                  .wide = o->printer.format == OUTPUT_WIDE,
                                  .show_labels = o->in.show_labels,
                                  .color = o->printer.color,
                                  .label_columns = &o->in.label_columns,
                                  .kind = r->kind,
                                  .group = r->group};
}

static const struct example examples[] = {
    {"List the pods of the namespace", "kubec get pods"},
    {"The same with more columns", "kubec get pods -o wide"},
    {"Show one deployment as YAML", "kubec get deployment web -o yaml"},
    {"Show several types", "kubec get deployments,services"},
    {"Show objects of several types by name", "kubec get deployment/web service/web"},
    {"List in all namespaces what has a label", "kubec get pods -A -l app=web"},
    {"Show all that lives in a namespace", "kubec get --everything -n shop"},
    {"Copy a deployment to another namespace", "kubec get deployment web -o clean | kubec apply -n other -f -"},
    {"Read a secret", "kubec get secret web -o decoded"},
    {"Sort by age", "kubec get pods --sort-by=.metadata.creationTimestamp"},
    {"Print the names and images of containers, a line for each pod",
     "kubec get pods -o jsonpath='{range "
     ".items[*]}{.metadata.name}{\"\\t\"}{.spec.containers[*].image}{\"\\n\"}{end}'"},
    {"Choose the columns of the table",
     "kubec get pods -o custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[*].image"},
    {"Follow what changes", "kubec get pods --watch"},
    {"Show what the objects of a manifest look like in the cluster", "kubec get -f web.yaml"},
    {0},
};

static const char *const suggest_for[] = {"list", "ls", NULL};

const struct command cmd_get = {
    .name = "get",
    .suggest_for = suggest_for,
    .group = GROUP_BASIC,
    .usage =
        "(TYPE[.VERSION][.GROUP] [NAME… | -l QUERY] | TYPE[.VERSION][.GROUP]/NAME… | -f FILE | --everything) [flags]",
    .summary = "Show objects",
    .description =
        "Prints a table of the objects of one or several types, of single objects by name, or of what manifests "
        "name. Types may be written in their singular, plural or short form, several with commas between "
        "them; \"all\" stands for the usual ones, --everything for all that there are. Objects that live in namespaces "
        "are looked for in the current one unless --namespace or --all-namespaces says otherwise.\n\n"
        "On a terminal there is colour, and --watch changes its table in place. The variables NO_COLOR, KUBEC_COLOR "
        "(auto, always or never) and KUBEC_LIVE=never say otherwise.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct get),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
    .complete_args = complete_any_args,
};
