/* api_resources.c - "api-resources": the types of objects that the server knows. */
#include "api/discovery.h"
#include "api/session.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "completers.h"
#include "doc/emit.h"
#include "print/print.h"
#include "print/table.h"

#include <stdlib.h>
#include <string.h>

struct api_resources_opts {
    struct {
        const char *group, *sort_by, *output;
        struct strv verbs, categories;
        bool namespaced, cached, no_headers, show_managed_fields;
    } in;
};

static const char *const formats[] = {"json", "yaml", "kyaml", "name", "wide", NULL};
static const char *const sort_keys[] = {"name", "kind", NULL};

#define O struct api_resources_opts
static const struct flag flags[] = {
    FLAG_STRING(O, in.group, "api-group", 0, "GROUP", "", 0,
                "Only resources of this API group (\"\" for the core group).", .complete = complete_groups),
    FLAG_BOOL(O, in.cached, "cached", 0, "false", 0, "Take the list from the cache on disk while it is fresh."),
    FLAG_STRINGS(O, in.categories, "categories", 0, "CATEGORY", "", 0,
                 "Only resources that are in all these categories."),
    FLAG_BOOL(O, in.namespaced, "namespaced", 0, "true", 0,
              "Only resources that live in namespaces, or with =false only those that do not. Both when not given."),
    FLAG_BOOL(O, in.no_headers, "no-headers", 0, "false", 0, "Leave out the line of column names."),
    FLAG_STRING(O, in.output, "output", 'o', "FORMAT", "", 0, "The output: json, yaml, kyaml, name or wide.",
                .values = formats),
    FLAG_BOOL(O, in.show_managed_fields, "show-managed-fields", 0, "false", 0,
              "Accepted as for other commands; these lists hold no managed fields."),
    FLAG_STRING(O, in.sort_by, "sort-by", 0, "KEY", "", 0, "Sort by name or kind instead of by group.",
                .values = sort_keys),
    FLAG_STRINGS(O, in.verbs, "verbs", 0, "VERB", "", 0, "Only resources that support all these verbs."),
    FLAG_END,
};

static bool known(const char *const *words, const char *word)
{
    for (size_t i = 0; words[i] != NULL; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    const O *o = opts;
    struct http_client *client;
    if (argc > 0) {
        struct strv args = {0};
        for (int i = 0; i < argc; i++)
            strv_add(&args, argv[i]);
        char *all = strv_join(&args, " ");
        struct err *e = cli_usage_error(ctx, "unexpected arguments: [%s]", all);
        free(all);
        strv_release(&args);
        return e;
    }
    struct err *e = session_http(session_get(ctx), &client);
    if (e == NULL && o->in.output[0] != '\0' && !known(formats, o->in.output)) {
        char *quoted = str_quote(o->in.output);
        e = err_new("unable to match a printer suitable for the output format %s, allowed formats are: "
                    "json,kyaml,name,wide,yaml",
                    quoted);
        free(quoted);
    }
    return e;
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const O *o = opts;
    (void)ctx;
    if (o->in.sort_by[0] != '\0' && !known(sort_keys, o->in.sort_by))
        return err_new("--sort-by accepts only name or kind");
    return NULL;
}

static bool has_all(const struct strv *have, const struct strv *want)
{
    for (size_t i = 0; i < want->n; i++)
        if (!strv_has(have, want->v[i]))
            return false;
    return true;
}

static bool wanted(const struct cmd_ctx *ctx, const O *o, const struct api_resource *r)
{
    return r->preferred && r->verbs.n > 0 && (!cli_changed(ctx, "api-group") || strcmp(o->in.group, r->group) == 0) &&
           (!cli_changed(ctx, "namespaced") || o->in.namespaced == r->namespaced) && has_all(&r->verbs, &o->in.verbs) &&
           has_all(&r->categories, &o->in.categories);
}

/* One row to sort: its key, and its place for a stable order. */
struct row {
    const struct api_resource *r;
    const char *key;
    size_t place;
};

static int by_row(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    int c = strcmp(x->key, y->key);
    if (c == 0)
        c = strcmp(x->r->name, y->r->name);
    if (c != 0)
        return c;
    return x->place < y->place ? -1 : 1;
}

static void print_row(struct tabwriter *w, const struct api_resource *r, bool wide)
{
    struct buf b = buf_new();
    char *shorts = strv_join(&r->short_names, ","), *version = group_version(r->group, r->version);
    buf_addf(&b, "%s\t%s\t%s\t%s\t%s", r->name, shorts, version, r->namespaced ? "true" : "false", r->kind);
    if (wide) {
        char *verbs = strv_join(&r->verbs, ","), *categories = strv_join(&r->categories, ",");
        buf_addf(&b, "\t%s\t%s", verbs, categories);
        free(verbs);
        free(categories);
    }
    buf_addc(&b, '\n');
    char *safe = str_sanitize(b.data);
    tabwriter_write(w, safe);
    free(safe);
    free(shorts);
    free(version);
    buf_release(&b);
}

static void print_table(struct cmd_ctx *ctx, const O *o, const struct row *rows, size_t n)
{
    bool wide = strcmp(o->in.output, "wide") == 0;
    struct tabwriter *w = tabwriter_new(ctx->out, false);
    if (!o->in.no_headers)
        tabwriter_write(w, wide ? "NAME\tSHORTNAMES\tAPIVERSION\tNAMESPACED\tKIND\tVERBS\tCATEGORIES\n"
                                : "NAME\tSHORTNAMES\tAPIVERSION\tNAMESPACED\tKIND\n");
    for (size_t i = 0; i < n; i++)
        print_row(w, rows[i].r, wide);
    tabwriter_free(w);
}

static void add_strings(cJSON *object, const char *key, const struct strv *l, bool always)
{
    if (l->n == 0 && !always)
        return;
    cJSON *array = cJSON_CreateArray();
    for (size_t i = 0; i < l->n; i++)
        cJSON_AddItemToArray(array, cJSON_CreateString(l->v[i]));
    doc_set(object, key, array);
}

/* A metav1.APIResource in the order of its Go struct. */
static cJSON *resource_json(const struct api_resource *r)
{
    cJSON *o = cJSON_CreateObject();
    if (o == NULL)
        out_of_memory();
    doc_set_str(o, "name", r->name);
    doc_set_str(o, "singularName", r->no_singular ? "" : r->singular);
    doc_set(o, "namespaced", cJSON_CreateBool(r->namespaced));
    if (r->group[0] != '\0')
        doc_set_str(o, "group", r->group);
    doc_set_str(o, "version", r->version);
    doc_set_str(o, "kind", r->kind);
    add_strings(o, "verbs", &r->verbs, true);
    add_strings(o, "shortNames", &r->short_names, false);
    add_strings(o, "categories", &r->categories, false);
    if (r->storage_hash != NULL)
        doc_set_str(o, "storageVersionHash", r->storage_hash);
    return o;
}

static struct err *print_document(struct cmd_ctx *ctx, enum output_format format, const struct row *rows, size_t n)
{
    cJSON *list = cJSON_CreateObject(), *resources = n > 0 ? cJSON_CreateArray() : cJSON_CreateNull();
    if (list == NULL || resources == NULL)
        out_of_memory();
    doc_set_str(list, "kind", "APIResourceList");
    doc_set_str(list, "apiVersion", "v1");
    doc_set_str(list, "groupVersion", "");
    for (size_t i = 0; i < n; i++)
        cJSON_AddItemToArray(resources, resource_json(rows[i].r));
    doc_set(list, "resources", resources);
    struct printer p = {.format = format};
    struct err *e = print_object(&p, ctx->out, list);
    cJSON_Delete(list);
    return e;
}

static struct err *print_rows(struct cmd_ctx *ctx, const O *o, const struct row *rows, size_t n)
{
    const char *format = o->in.output;
    if (format[0] == '\0' || strcmp(format, "wide") == 0) {
        print_table(ctx, o, rows, n);
    } else if (strcmp(format, "name") == 0) {
        for (size_t i = 0; i < n; i++) {
            char *id = api_resource_id(rows[i].r), *safe = str_sanitize(id);
            fprintf(ctx->out, "%s\n", safe);
            free(safe);
            free(id);
        }
    } else {
        return print_document(ctx,
                              format[0] == 'j'   ? OUTPUT_JSON
                              : format[0] == 'y' ? OUTPUT_YAML
                                                 : OUTPUT_KYAML,
                              rows, n);
    }
    return NULL;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    const O *o = opts;
    struct session *s = session_get(ctx);
    struct api_resources all;
    struct err *partial = NULL;
    if (!o->in.cached)
        discovery_invalidate(s);
    struct err *e = discovery_all(s, &all, &partial);
    if (e != NULL || all.n == 0) {
        free(all.v);
        return e != NULL ? e : partial;
    }
    struct row *rows = xcalloc(all.n, sizeof *rows);
    size_t n = 0;
    for (size_t i = 0; i < all.n; i++) {
        const struct api_resource *r = all.v[i];
        const char *key = o->in.sort_by[0] == '\0' ? r->group : o->in.sort_by[0] == 'n' ? r->name : r->kind;
        if (wanted(ctx, o, r))
            rows[n++] = (struct row){r, key, i};
    }
    if (n > 1)
        qsort(rows, n, sizeof *rows, by_row);
    err_collect(&partial, print_rows(ctx, o, rows, n));
    free(rows);
    free(all.v);
    return partial;
}

static const struct example examples[] = {
    {"List all types of objects", "kubec api-resources"},
    {"List them with their verbs and categories", "kubec api-resources -o wide"},
    {"List the types that belong to no namespace, sorted by name",
     "kubec api-resources --namespaced=false --sort-by=name"},
    {"List the types of one API group", "kubec api-resources --api-group=apps"},
    {0},
};

const struct command cmd_api_resources = {
    .name = "api-resources",
    .group = GROUP_OTHER,
    .usage = "[flags]",
    .summary = "List the types of objects that the server knows",
    .description =
        "Asks the server for its API resources and prints each with its short names, API version, scope and "
        "kind. A resource that several versions of a group have stands there once, with the version that the "
        "server prefers.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(O),
    .complete = complete,
    .validate = validate,
    .run = run,
};
