/* patch.c - "patch": changes fields of objects by a strategic merge patch, a JSON merge patch or a JSON patch. */
#include "patch/patch.h"
#include "api/session.h"
#include "api/status.h"
#include "base/file.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "completers.h"
#include "print/print.h"
#include "resource/live.h"
#include "resource/record.h"
#include "resource/write.h"

#include <stdlib.h>
#include <string.h>

static const char *const type_words[] = {"json", "merge", "strategic", NULL};

struct patch {
    struct {
        struct opt_files files;
        struct opt_dry_run dry_run;
        struct opt_print print;
        struct opt_record record;
        const char *field_manager, *patch, *patch_file, *subresource, *type;
        bool local;
    } in;
    struct cmd_ctx *ctx;
    struct write_opts write;
    struct printer printer;
    struct err *bad_format; /* of -o: told where the object would be printed, before anything is sent */
    const char *ns;
    bool enforce_ns;
    struct strv args;
    enum patch_type type;
    cJSON *tree;        /* the patch; NULL for null, and when it is broken */
    struct err *broken; /* JSON that does not parse: kubectl leaves it to the server to say so */
    char *body;
    const char *query[WRITE_QUERY_MAX];
};

static const struct flag flags[] = {
    FLAG_GROUP(struct patch, in.files, opt_files_flags),
    FLAG_GROUP(struct patch, in.dry_run, opt_dry_run_flags),
    FLAG_GROUP(struct patch, in.print, opt_print_flags),
    FLAG_GROUP(struct patch, in.record, opt_record_flags),
    FLAG_STRING(struct patch, in.field_manager, "field-manager", 0, "NAME", "kubectl-patch", 0,
                "The name under which the server records who set the fields."),
    FLAG_BOOL(struct patch, in.local, "local", 0, "false", 0,
              "Patch the manifests of -f and print them; the server is not asked."),
    FLAG_STRING(struct patch, in.patch, "patch", 'p', "PATCH", "", 0, "The patch, in JSON or YAML."),
    FLAG_STRING(struct patch, in.patch_file, "patch-file", 0, "FILE", "", 0, "The file that holds the patch.",
                .files = "json,yaml,yml"),
    FLAG_STRING(struct patch, in.subresource, "subresource", 0, "NAME", "", 0,
                "Patch this part of the object, such as status, scale or resize."),
    FLAG_STRING(struct patch, in.type, "type", 0, "TYPE", "strategic", 0,
                "What kind of patch it is: strategic (built-in types only), merge (RFC 7386) or json (RFC 6902).",
                .values = type_words),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct patch *o = opts;
    o->ctx = ctx;
    for (int i = 0; i < argc; i++)
        strv_add(&o->args, argv[i]);
    struct err *e = opt_dry_run_get(ctx, &o->in.dry_run, &o->write.dry_run);
    if (!e)
        e = session_namespace(session_get(ctx), &o->ns, &o->enforce_ns);
    if (!e)
        o->bad_format = printer_init(ctx, &o->printer, &o->in.print, false);
    o->write.field_manager = o->in.field_manager;
    o->write.validate = VALIDATE_UNSET;
    o->printer.sorted = true;
    return e;
}

static bool find_type(const char *word, enum patch_type *out)
{
    static const enum patch_type types[] = {PATCH_JSON, PATCH_MERGE, PATCH_STRATEGIC};
    *out = PATCH_STRATEGIC;
    if (str_empty(word))
        return true;
    char *lower = str_lower(word);
    bool found = false;
    for (size_t i = 0; type_words[i]; i++) {
        if (str_eq(lower, type_words[i])) {
            *out = types[i];
            found = true;
        }
    }
    free(lower);
    return found;
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct patch *o = opts;
    enum patch_type type;
    if (!str_empty(o->in.patch) && !str_empty(o->in.patch_file))
        return err_new("cannot specify --patch and --patch-file together");
    if (str_empty(o->in.patch) && str_empty(o->in.patch_file))
        return err_new("must specify --patch or --patch-file containing the contents of the patch");
    if (o->in.local && o->args.n)
        return err_new("cannot specify --local and server resources");
    if (o->in.local && o->write.dry_run == DRY_RUN_SERVER)
        return err_new("cannot specify --local and --dry-run=server - did you mean --dry-run=client?");
    if (find_type(o->in.type, &type))
        return NULL;
    char *quoted = str_quote(o->in.type);
    struct err *e = err_new("--type must be one of [json merge strategic], not %s", quoted);
    free(quoted);
    return e;
}

/* Text that begins with a brace is JSON and is sent as it is, as in kubectl. */
static bool is_json(const char *text)
{
    return text[strspn(text, " \t\n\v\f\r")] == '{';
}

static struct err *parse_patch(struct patch *o, struct source *src)
{
    struct doc *doc = NULL;
    if (is_json(src->text)) {
        o->broken = doc_read_one(src, DOC_JSON, &doc);
        o->body = xstrdup(src->text);
    } else {
        struct err *e = doc_read_one(src, DOC_AS_YAML | DOC_LAST_WINS, &doc);
        if (e) {
            char *quoted = str_quote(o->in.patch);
            e = err_wrap(e, "unable to parse %s", quoted);
            free(quoted);
            return e;
        }
    }
    if (doc) {
        o->tree = doc->root;
        doc->root = NULL;
    }
    doc_free(doc);
    if (!o->body)
        o->body = o->tree ? write_body(o->tree) : xstrdup("null");
    return NULL;
}

static struct err *read_patch(struct patch *o)
{
    bool from_file = !str_empty(o->in.patch_file);
    struct buf text;
    buf_init(&text, DOC_MAX_BYTES);
    if (from_file) {
        struct err *e = file_read(o->in.patch_file, &text);
        if (e) {
            buf_release(&text);
            return err_wrap(e, "unable to read patch file");
        }
    } else {
        buf_adds(&text, o->in.patch);
    }
    size_t n = text.len;
    struct source *src = source_new(from_file ? o->in.patch_file : "--patch", buf_take(&text), n);
    struct err *e = parse_patch(o, src);
    source_unref(src);
    return e;
}

/* ---- on the server ---- */

static struct err *failed(void *arg, struct live_object *o, struct err *e)
{
    const struct patch *p = arg;
    if (p->broken && p->broken->note && e->kind == ERR_STATUS)
        e = err_note(e, "%s", p->broken->note);
    if (e->kind != ERR_STATUS || e->http_status != 415)
        return e;
    struct gvk g = api_resource_gvk(o->resource);
    char *text = err_go_text(e);
    struct err *told = err_new("%s is not supported by %s/%s, Kind=%s: %s", patch_media_type(p->type), g.group,
                               g.version, g.kind, text);
    free(text);
    gvk_release(&g);
    err_free(e);
    return told;
}

/* --record: one more patch, of the annotation. Its failure is no error, as in kubectl. */
static cJSON *record(const struct patch *p, const struct live_object *o, const cJSON *answer)
{
    cJSON *with = doc_dup(answer), *patch = NULL, *recorded = NULL;
    record_change_cause(p->ctx, &p->in.record, with);
    struct err *e = patch_two_way_merge(answer, with, &patch);
    char *body = e ? NULL : write_body(patch);
    struct api_call call = {.verb = "patch",
                            .resource = o->resource,
                            .ns = o->ns,
                            .name = o->name,
                            .subresource = str_empty(p->in.subresource) ? NULL : p->in.subresource,
                            .query = p->query,
                            .patch = PATCH_MERGE,
                            .body = body,
                            .body_len = body ? strlen(body) : 0};
    if (!e)
        e = api_do(session_get(p->ctx), &call, &recorded);
    err_free(e);
    free(body);
    cJSON_Delete(patch);
    cJSON_Delete(with);
    return recorded;
}

/* ---- here ---- */

static const char *go_type(const cJSON *node)
{
    return cJSON_IsArray(node)    ? "array"
           : cJSON_IsString(node) ? "string"
           : cJSON_IsNumber(node) ? "number"
           : cJSON_IsBool(node)   ? "bool"
                                  : "object";
}

/* What kubectl's decoder says to an object that the patch has spoiled. */
static struct err *check_patched(const cJSON *object)
{
    const cJSON *items = doc_get(object, "items");
    if (!cJSON_IsObject(object))
        return err_new("json: cannot unmarshal %s into Go value of type unstructured.detector", go_type(object));
    if (str_empty(doc_str_at(object, "kind"))) {
        char *text = write_body(object);
        struct err *e = err_new("Object 'Kind' is missing in '%s'", text);
        free(text);
        return e;
    }
    if (items && !cJSON_IsArray(items) && !cJSON_IsNull(items))
        return err_new("json: cannot unmarshal %s into Go struct field decodeList.items of type []json.RawMessage",
                       go_type(items));
    return NULL;
}

static struct err *strategic_here(const struct patch *p, const struct live_object *o, cJSON **out)
{
    struct gvk g = gvk_parse(doc_str_at(o->object, "apiVersion"), doc_str_at(o->object, "kind"));
    struct schema_kind kind;
    struct err *e = NULL;
    if (!schema_find_kind(g.group, g.version, g.kind, &kind))
        e = err_new("strategic merge patch is not supported for %s/%s, Kind=%s locally, try --type merge", g.group,
                    g.version, g.kind);
    else if (p->broken || (p->tree && !cJSON_IsObject(p->tree)))
        e = err_new("invalid JSON document");
    else if (!p->tree)
        *out = doc_dup(o->object);
    else
        e = patch_apply_strategic(o->object, p->tree, kind.type, out);
    gvk_release(&g);
    return e;
}

static struct err *merge_here(const struct patch *p, const struct live_object *o, cJSON **out)
{
    if (!cJSON_IsObject(p->tree) && !cJSON_IsArray(p->tree))
        return err_new("Invalid JSON Patch");
    return patch_apply_merge(o->object, p->tree, out);
}

static struct err *json_here(const struct patch *p, const struct live_object *o, cJSON **out)
{
    if (p->broken)
        return err_clone(p->broken);
    if (!p->tree) {
        *out = doc_dup(o->object);
        return NULL;
    }
    struct err *e = patch_apply_json(o->object, p->tree, out);
    const char *missing = e && e->kind == ERR_GENERIC ? strstr(e->msg, "doc is missing key: ") : NULL;
    if (missing) {
        struct err *told =
            err_new("Object to be patched is missing field (%s)", missing + strlen("doc is missing key: "));
        err_free(e);
        e = told;
    }
    return e;
}

static struct err *patch_here(const struct patch *p, const struct live_object *o, cJSON **out)
{
    struct err *e = p->type == PATCH_JSON    ? json_here(p, o, out)
                    : p->type == PATCH_MERGE ? merge_here(p, o, out)
                                             : strategic_here(p, o, out);
    return e ? e : check_patched(*out);
}

/* ---- the run ---- */

static struct err *compute(void *arg, struct live_object *o, struct live_change *change)
{
    struct patch *p = arg;
    if (p->in.local || p->write.dry_run == DRY_RUN_CLIENT)
        return NULL;
    if (p->bad_format)
        return err_clone(p->bad_format);
    change->verb = "patch";
    change->patch = p->type;
    change->body = xstrdup(p->body);
    change->query = p->query;
    change->subresource = str_empty(p->in.subresource) ? NULL : p->in.subresource;
    return NULL;
}

/* Each object is printed by a printer of its own, as in kubectl: no "---", and no word about a dry run. */
static struct err *outcome(void *arg, struct live_object *o, cJSON *answer)
{
    struct patch *p = arg;
    cJSON *made = NULL;
    struct err *e = NULL;
    if (!answer)
        e = patch_here(p, o, &made);
    if (!e && p->bad_format)
        e = err_clone(p->bad_format);
    if (!e) {
        bool changed = !doc_equal(o->object, answer ? answer : made);
        if (answer && p->in.record.record)
            made = record(p, o, answer);
        printer_restart(&p->printer);
        p->printer.operation = changed ? "patched" : "patched (no change)";
        e = print_object(&p->printer, p->ctx->out, made ? made : answer);
    }
    cJSON_Delete(made);
    return e;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    static const struct live_verb verb = {.compute = compute, .outcome = outcome, .failed = failed, .done = "patched"};
    struct patch *o = opts;
    struct live_request req = {.files = &o->in.files,
                               .args = &o->args,
                               .ns = o->ns,
                               .enforce_ns = o->enforce_ns,
                               .local = o->in.local,
                               .as_written = true,
                               .subresource = o->in.subresource};
    size_t count = 0;
    struct err *e = read_patch(o);
    if (e)
        return e;
    find_type(o->in.type, &o->type);
    write_query(&o->write, o->query);
    struct live live;
    e = live_open(session_get(ctx), &req, &live);
    if (!e) {
        e = live_run(&live, &verb, o, &count);
        if (!e && count == 0)
            e = err_new("no objects passed to patch");
    }
    live_release(&live);
    return e;
}

static void release(void *opts)
{
    struct patch *o = opts;
    strv_release(&o->args);
    cJSON_Delete(o->tree);
    free(o->body);
    err_free(o->broken);
    err_free(o->bad_format);
}

static const struct example examples[] = {
    {"Set a field, the patch in JSON", "kubec patch node worker-1 -p '{\"spec\":{\"unschedulable\":true}}'"},
    {"The same in YAML", "kubec patch node worker-1 -p 'spec: {unschedulable: true}'"},
    {"Patch what a manifest names", "kubec patch -f node.yaml -p '{\"spec\":{\"unschedulable\":true}}'"},
    {"Change the image of one container, found by its name",
     "kubec patch pod web-0 -p '{\"spec\":{\"containers\":[{\"name\":\"web\",\"image\":\"nginx:1.27\"}]}}'"},
    {"Change it by its place, with a JSON patch",
     "kubec patch pod web-0 --type=json -p "
     "'[{\"op\":\"replace\",\"path\":\"/spec/containers/0/image\",\"value\":\"nginx:1.27\"}]'"},
    {"Set the replicas through the scale subresource",
     "kubec patch deployment web --subresource=scale --type=merge -p '{\"spec\":{\"replicas\":2}}'"},
    {0},
};

const struct command cmd_patch = {
    .name = "patch",
    .group = GROUP_ADVANCED,
    .usage = "(-f FILENAME | TYPE NAME) [-p PATCH | --patch-file FILE]",
    .summary = "Change fields of an object",
    .description =
        "Changes fields of objects. The patch is JSON or YAML.\n\n"
        "A strategic merge patch (the default) is a part of the object; lists such as containers are merged by their "
        "keys. Only built-in types take it. A JSON merge patch replaces lists as a whole and removes what is null. A "
        "JSON patch is a list of operations on paths.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct patch),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
    .complete_args = complete_any_args,
};
