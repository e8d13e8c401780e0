/* generate.c - what the verbs `create KIND` share. */
#include "create/generate.h"

#include "api/request.h"
#include "api/session.h"
#include "api/status.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "doc/emit.h"
#include "patch/lastapplied.h"
#include "schema/schema.h"

#include <stdlib.h>
#include <string.h>

const struct flag generate_flags[] = {
    FLAG_GROUP(struct generate_in, dry_run, opt_dry_run_flags),
    FLAG_STRING(struct generate_in, field_manager, "field-manager", 0, "NAME", "kubectl-create", 0,
                "The name under which the server records who set the fields."),
    FLAG_GROUP(struct generate_in, print, opt_print_flags),
    FLAG_BOOL(struct generate_in, save_config, "save-config", 0, "false", 0,
              "Keep the configuration in an annotation of the object, for a later `apply`."),
    FLAG_GROUP(struct generate_in, validate, opt_validate_flags),
    FLAG_END,
};

struct err *generate_complete(struct cmd_ctx *ctx, const struct generate_in *in, struct generate *out)
{
    struct session *s = session_get(ctx);
    const struct rest_config *config;
    /* Without a name the server would take the user agent's. */
    *out = (struct generate){.save_config = in->save_config,
                             .write.field_manager = str_empty(in->field_manager) ? "kubectl" : in->field_manager};
    struct err *e = session_config(s, &config);
    if (e == NULL)
        e = opt_dry_run_get(ctx, &in->dry_run, &out->write.dry_run);
    if (e == NULL)
        e = session_namespace(s, &out->ns, &out->enforce_ns);
    if (e == NULL)
        e = printer_init(ctx, &out->printer, &in->print, false);
    if (e == NULL)
        e = opt_validate_get(&in->validate, &out->write.validate);
    return e;
}

struct err *generate_name(struct cmd_ctx *ctx, int argc, char **argv, const char **name)
{
    int dash = cli_args_at_dash(ctx);
    int n = dash >= 0 ? dash : argc;
    if (n != 1)
        return cli_usage_error(ctx, "exactly one NAME is required, got %d", n);
    *name = argv[0];
    return NULL;
}

struct err *generate_check_name(const char *name)
{
    return str_empty(name) ? err_new("name must be specified") : NULL;
}

/* The built-in kind of an object; false if there is none. */
static bool kind_of(const cJSON *object, struct gvk *gvk, struct schema_kind *kind)
{
    *gvk = gvk_parse(doc_str_at(object, "apiVersion"), doc_str_at(object, "kind"));
    return schema_find_kind(gvk->group, gvk->version, gvk->kind, kind);
}

cJSON *generate_object(const struct generate *g, const char *api_version, const char *kind, const char *name)
{
    cJSON *object = cJSON_CreateObject(), *meta;
    struct gvk gvk;
    struct schema_kind k;
    doc_set_str(object, "kind", kind);
    doc_set_str(object, "apiVersion", api_version);
    meta = doc_make_at(object, "metadata");
    if (!str_empty(name))
        doc_set_str(meta, "name", name);
    if (kind_of(object, &gvk, &k) && k.namespaced && g->enforce_ns)
        doc_set_str(meta, "namespace", g->ns);
    gvk_release(&gvk);
    return object;
}

cJSON *generate_container(const char *name, const char *image, char **command, int n)
{
    cJSON *c = cJSON_CreateObject();
    doc_set_str(c, "name", name);
    if (!str_empty(image))
        doc_set_str(c, "image", image);
    if (n > 0) {
        cJSON *words = cJSON_CreateArray();
        for (int i = 0; i < n; i++)
            cJSON_AddItemToArray(words, cJSON_CreateString(command[i]));
        doc_set(c, "command", words);
    }
    doc_set(c, "resources", cJSON_CreateObject());
    return c;
}

cJSON *generate_pod_spec(const char *name, const char *image, char **command, int n, const char *restart_policy)
{
    cJSON *spec = cJSON_CreateObject(), *containers = cJSON_CreateArray();
    cJSON_AddItemToArray(containers, generate_container(name, image, command, n));
    doc_set(spec, "containers", containers);
    doc_set_str(spec, "restartPolicy", restart_policy);
    return spec;
}

void generate_set(cJSON *object, const char *key, cJSON *value)
{
    if (value->child == NULL)
        cJSON_Delete(value);
    else
        doc_set(object, key, value);
}

/* The typed object as it is, without sorting: what kubectl makes of the Go structure. */
static char *typed_json(const cJSON *object)
{
    struct buf b = buf_new();
    emit_json_compact(&b, object, 0);
    buf_addc(&b, '\n');
    return buf_take(&b);
}

/* The annotation of --save-config. */
static void save_config(cJSON *object)
{
    char *text = typed_json(object);
    doc_set_sorted(doc_make_at(object, "metadata.annotations"), LAST_APPLIED_ANNOTATION, cJSON_CreateString(text));
    free(text);
}

struct api_resource *generate_resource(const char *group, const char *version, const char *kind)
{
    struct schema_kind k;
    if (!schema_find_kind(group, version, kind, &k))
        return NULL;
    struct api_resource *r = api_resource_new();
    r->group = xstrdup(k.group);
    r->version = xstrdup(k.version);
    r->name = xstrdup(k.plural);
    r->kind = xstrdup(k.kind);
    r->namespaced = k.namespaced;
    return r;
}

struct err *generate_failed(struct err *e, const char *words)
{
    if (e->kind == ERR_SILENT)
        return e; /* Ctrl-C */
    char *text = err_go_text(e);
    err_free(e);
    e = err_new("%s%s", words, text);
    free(text);
    return e;
}

/* The error of a request for r/name: after Ctrl-C and lost answers with what is not known. Takes e. */
static struct err *explain(struct err *e, const char *failed, const struct api_resource *r, const char *name)
{
    if (e->kind == ERR_SILENT) {
        struct err *stop = err_new("interrupted: whether %s/%s was created is not known", r->name, name);
        stop->exit_code = e->exit_code;
        err_free(e);
        return stop;
    }
    bool cut = write_outcome_unknown(e);
    if (failed != NULL)
        e = generate_failed(e, failed);
    return cut ? err_note(e, "  %s/%s: whether it was created is not known", r->name, name) : e;
}

static struct err *post(struct cmd_ctx *ctx, const struct generate *g, const struct schema_kind *k, const char *failed,
                        cJSON **object)
{
    const char *query[WRITE_QUERY_MAX];
    write_query(&g->write, query);
    char *body = typed_json(*object);
    struct api_resource *r = generate_resource(k->group, k->version, k->kind);
    struct api_call call = {.verb = "create",
                            .resource = r,
                            .ns = k->namespaced ? g->ns : "",
                            .query = query,
                            .body = body,
                            .body_len = strlen(body)};
    cJSON *answer = NULL;
    struct err *e = api_do(session_get(ctx), &call, &answer);
    if (e != NULL) {
        e = explain(e, failed, r, doc_str_at(*object, "metadata.name"));
    } else {
        cJSON_Delete(*object);
        *object = answer;
    }
    free(body);
    api_resource_free(r);
    return e;
}

struct err *generate_create(struct cmd_ctx *ctx, const struct generate *g, cJSON **object, const char *failed)
{
    struct gvk gvk;
    struct schema_kind k;
    struct err *e = NULL;
    if (!kind_of(*object, &gvk, &k))
        e = err_new("no matches for kind \"%s\"", gvk.kind);
    if (e == NULL && g->save_config)
        save_config(*object);
    if (e == NULL && g->write.dry_run != DRY_RUN_CLIENT)
        e = post(ctx, g, &k, failed, object);
    gvk_release(&gvk);
    return e;
}

struct err *generate_print(struct cmd_ctx *ctx, struct generate *g, cJSON *object, const char *done)
{
    struct gvk gvk = gvk_parse(doc_str_at(object, "apiVersion"), doc_str_at(object, "kind"));
    struct printer *p = &g->printer;
    char *op = xasprintf("%s%s", done, write_dry_run_suffix(g->write.dry_run));
    struct err *e = NULL;
    if (p->format != OUTPUT_JSON)
        doc_make_valid(object); /* kubectl's other formats are made from its JSON */
    if (p->format == OUTPUT_DEFAULT || p->format == OUTPUT_NAME)
        print_name_line(p, ctx->out, &gvk, doc_str_at(object, "metadata.name"), op);
    else
        e = print_object(p, ctx->out, object);
    free(op);
    gvk_release(&gvk);
    return e;
}

struct err *generate_run(struct cmd_ctx *ctx, const struct generate *g, cJSON *object, const char *failed)
{
    struct generate once = *g;
    struct err *e = generate_create(ctx, g, &object, failed);
    if (e == NULL)
        e = generate_print(ctx, &once, object, "created");
    cJSON_Delete(object);
    return e;
}
