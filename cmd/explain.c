/* explain.c - "explain": what the server says about its types and their fields. */
#include "describe/explain.h"

#include "api/discovery.h"
#include "api/request.h"
#include "base/mem.h"
#include "base/strv.h"
#include "cli/cli.h"
#include "describe/fields.h"
#include "doc/doc.h"
#include "offer.h"
#include "print/jsonpath_nodes.h"

#include <stdlib.h>
#include <string.h>

struct explain {
    struct {
        const char *api_version, *output;
        bool recursive;
        int64_t max_depth;
    } in;
    struct cmd_ctx *ctx;
    const char *what;
    int nargs;
};

static const char *const outputs[] = {"plaintext", "plaintext-openapiv2", NULL};

static const struct flag flags[] = {
    FLAG_STRING(struct explain, in.api_version, "api-version", 0, "GROUP/VERSION", "", 0,
                "The version of the API to explain; the server's preferred one if empty."),
    FLAG_INT(struct explain, in.max_depth, "max-depth", 0, "LEVELS", "0", 0,
             "With --recursive: how deep to go; 0: to the end."),
    FLAG_STRING(struct explain, in.output, "output", 'o', "FORM", "plaintext", 0,
                "The form: plaintext, from OpenAPI v3, or plaintext-openapiv2.", .values = outputs),
    FLAG_BOOL(struct explain, in.recursive, "recursive", 'R', "false", 0,
              "List the fields of fields, without their texts."),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct explain *o = opts;
    o->ctx = ctx;
    o->nargs = argc;
    o->what = argc > 0 ? argv[0] : "";
    return NULL;
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct explain *o = opts;
    if (o->nargs == 0)
        return err_new(
            "You must specify the type of resource to explain. Use \"%s api-resources\" for a complete list of "
            "supported resources.\n",
            ctx->prog);
    if (o->nargs > 1)
        return err_new("We accept only this format: explain RESOURCE\n");
    if (o->in.max_depth > 0 && !o->in.recursive)
        return err_new("--max-depth requires --recursive");
    return o->in.max_depth < 0 ? err_new("--max-depth must be non-negative") : NULL;
}

/* ---- the type and the path ---- */

/* What kubectl asks of the nodes of a path. */
enum rule { FIELDS, FIELDS_WITH_VERSION, FIRST_ONLY, BEHIND_TYPE };

/* The words of a path as kubectl's JSONPath parser takes it apart. FIRST_ONLY gives one word; what stands behind a
 * type's full name (BEHIND_TYPE) may begin with anything. */
static struct err *split_path(const char *text, enum rule rule, struct strv *out)
{
    size_t n = strlen(text);
    char *path = xasprintf("{.%.*s}", (int)(n > 0 && text[n - 1] == '.' ? n - 1 : n), text);
    struct jp_list root = {0};
    struct err *e = jp_parse(path, strlen(path), &root);
    free(path);
    if (e == NULL && (root.n != 1 || root.v[0]->type != JP_LIST || root.v[0]->list.n == 0))
        e = err_new("must pass in 1 jsonpath string");
    const struct jp_list *nodes = e == NULL ? &root.v[0]->list : NULL;
    for (size_t i = 0; nodes != NULL && i < (rule == FIRST_ONLY ? 1 : nodes->n) && e == NULL; i++) {
        const struct jp_node *node = nodes->v[i];
        if (i == 0 && rule == BEHIND_TYPE)
            strv_add(out, "");
        else if (node->type != JP_FIELD)
            e = err_new(i == 0 || rule != FIELDS_WITH_VERSION
                            ? "invalid jsonpath syntax, first node must be field node"
                            : "invalid jsonpath syntax, all nodes must be field nodes");
        else
            strv_adopt(out, xstrndup(node->text, node->n));
    }
    jp_list_release(&root);
    return e;
}

static bool is_called(const struct api_resource *r, const char *name)
{
    return str_eq(r->name, name) || str_eq(r->singular, name) || strv_has(&r->short_names, name);
}

/* "certificates.cert-manager.io.spec" holds the group too: the first type whose full name begins the text is meant. */
static const struct api_resource *with_group(struct explain *o, const char *name)
{
    struct api_resources all = {0};
    struct err *partial = NULL, *e = discovery_all(session_get(o->ctx), &all, &partial);
    const struct api_resource *found = NULL;
    for (size_t i = 0; e == NULL && i < all.n && found == NULL; i++) {
        char *id = api_resource_id(all.v[i]);
        if (all.v[i]->preferred && is_called(all.v[i], name) && str_starts(o->what, id))
            found = all.v[i];
        free(id);
    }
    free(all.v);
    err_free(partial);
    err_free(e);
    return found;
}

/* Finds the type, and in `path` the fields behind it. */
static struct err *find(struct explain *o, const struct api_resource **r, struct strv *path)
{
    struct strv words = {0};
    bool version = o->in.api_version[0] != '\0';
    struct err *e = o->what[0] == '\0' ? err_new("a resource must be present, got: /, Resource=")
                                       : split_path(o->what, version ? FIELDS_WITH_VERSION : FIRST_ONLY, &words);
    size_t skip = 0;
    const char *type = words.n > 0 && words.v != NULL ? words.v[0] : "";
    if (e == NULL) {
        e = mapping_for_arg(session_get(o->ctx), type, r);
        if (e != NULL && e->kind == ERR_GENERIC)
            e->kind = ERR_NET; /* a whole message: kubectl puts no "error:" before it */
    }
    char *id = e == NULL ? api_resource_id(*r) : NULL;
    if (e == NULL && !version) {
        const struct api_resource *other =
            str_starts(o->what, id) || strchr(o->what, '.') == NULL ? NULL : with_group(o, type);
        if (other != NULL) {
            *r = other;
            free(id);
            id = api_resource_id(other);
        }
        skip = str_starts(o->what, id) ? strlen(id) : 0;
        strv_release(&words);
        if (skip == 0 || o->what[skip] != '\0')
            e = split_path(o->what + skip, skip == 0 ? FIELDS : BEHIND_TYPE, &words);
    }
    for (size_t i = 1; e == NULL && words.v != NULL && i < words.n; i++)
        strv_add(path, words.v[i]);
    free(id);
    strv_release(&words);
    return e;
}

/* ---- documents ---- */

static struct err *fetch(struct explain *o, const char *path, cJSON **out)
{
    struct buf text = buf_new();
    struct err *e = api_raw(session_get(o->ctx), "GET", path, NULL, 0, &text);
    if (e == NULL)
        e = doc_parse_json(text.len > 0 ? text.data : "", text.len, out);
    buf_release(&text);
    return e;
}

static void print(FILE *to, const struct buf *text)
{
    char *safe = text_escaped(text->len > 0 ? text->data : "");
    fputs(safe, to);
    free(safe);
}

static struct err *run_v2(struct explain *o, const struct explain_request *r)
{
    cJSON *document = NULL;
    struct buf text = buf_new();
    struct err *e = fetch(o, "/openapi/v2", &document);
    if (e == NULL)
        e = explain_v2(r, document, &text);
    if (e == NULL)
        print(o->ctx->out, &text);
    buf_release(&text);
    cJSON_Delete(document);
    return e;
}

static struct err *run_v3(struct explain *o, const struct explain_request *r)
{
    cJSON *document = NULL;
    struct buf text = buf_new();
    char *path = r->group[0] != '\0' ? xasprintf("/openapi/v3/apis/%s/%s", r->group, r->version)
                                     : xasprintf("/openapi/v3/api/%s", r->version);
    struct err *e = fetch(o, path, &document);
    if (e != NULL && e->http_status == 404) { /* no such version, or a server that has no OpenAPI v3 at all */
        cJSON *index = NULL;
        struct err *none = fetch(o, "/openapi/v3", &index);
        cJSON_Delete(index);
        err_free(e);
        e = none == NULL
                ? err_new("couldn't find resource for \"%s/%s, Resource=%s\"", r->group, r->version, r->resource)
                : run_v2(o, r);
        err_free(none);
    } else if (e == NULL && !str_eq(o->in.output, "plaintext")) {
        e = err_new("unrecognized format: %s", o->in.output);
    } else if (e == NULL) {
        e = explain_v3(r, document, &text);
        print(o->ctx->out, &text);
    }
    free(path);
    buf_release(&text);
    cJSON_Delete(document);
    return e;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct explain *o = opts;
    const struct api_resource *r = NULL;
    struct strv path = {0};
    (void)ctx;
    struct err *e = find(o, &r, &path);
    if (e == NULL) {
        struct gvk other = gvk_parse(o->in.api_version, "");
        bool given = o->in.api_version[0] != '\0';
        struct explain_request request = {.group = given ? other.group : r->group,
                                          .version = given ? other.version : r->version,
                                          .resource = r->name,
                                          .kind = r->kind,
                                          .path = &path,
                                          .recursive = o->in.recursive,
                                          .max_depth = o->in.max_depth};
        size_t slashes = 0;
        for (const char *c = o->in.api_version; *c != '\0'; c++)
            slashes += *c == '/';
        if (slashes > 1)
            e = err_new("unexpected GroupVersion string: %s", o->in.api_version);
        else
            e = str_eq(o->in.output, "plaintext-openapiv2") ? run_v2(o, &request) : run_v3(o, &request);
        gvk_release(&other);
    }
    strv_release(&path);
    return e;
}

static const struct example examples[] = {
    {"See what a pod is made of", "kubec explain pods"},
    {"See one field", "kubec explain deployment.spec.strategy"},
    {"See all fields of all fields", "kubec explain pods --recursive"},
    {"See a field in another version of the API", "kubec explain hpa.spec --api-version=autoscaling/v1"},
    {0},
};

const struct command cmd_explain = {
    .name = "explain",
    .group = GROUP_INTERMEDIATE,
    .usage = "TYPE[.FIELD…] [flags]",
    .summary = "Explain types and their fields",
    .description =
        "Shows the server's own documentation of a type or of one of its fields: fields, their types, what they "
        "mean, which must be there.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct explain),
    .complete = complete,
    .validate = validate,
    .run = run,
    .complete_args = offer_args_explain,
};
