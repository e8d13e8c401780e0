/* generate.c - what the verbs `create KIND` share. */
#include "create/generate.h"

#include "api/discovery.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "doc/emit.h"
#include "patch/lastapplied.h"

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
    *out = (struct generate){.save_config = in->save_config, .write.field_manager = in->field_manager};
    struct err *e = opt_dry_run_get(ctx, &in->dry_run, &out->write.dry_run);
    if (e == NULL)
        e = output_format_of(&in->print, false, &out->printer.format);
    if (e == NULL)
        e = opt_validate_get(&in->validate, &out->write.validate);
    out->printer.show_managed_fields = in->print.show_managed_fields;
    return e;
}

struct err *generate_name(struct cmd_ctx *ctx, int argc, char **argv, const char **name)
{
    if (argc != 1)
        return cli_usage_error(ctx, "exactly one NAME is required, got %d", argc);
    *name = argv[0];
    return NULL;
}

/* The annotation of --save-config: the typed object as it is, without sorting (kubectl encodes the Go structure). */
static void save_config(cJSON *object)
{
    struct buf b = buf_new();
    emit_json_compact(&b, object, 0);
    buf_addc(&b, '\n');
    doc_set_str(doc_make_at(object, "metadata.annotations"), LAST_APPLIED_ANNOTATION, b.data);
    buf_release(&b);
}

static struct err *post(struct cmd_ctx *ctx, const struct generate *g, const struct api_resource *r, const char *ns,
                        cJSON **object)
{
    const char *query[WRITE_QUERY_MAX];
    write_query(&g->write, query);
    char *body = write_body(*object);
    struct api_call call = {
        .verb = "create", .resource = r, .ns = ns, .query = query, .body = body, .body_len = strlen(body)};
    cJSON *answer = NULL;
    struct err *e = api_do(session_get(ctx), &call, &answer);
    free(body);
    if (e != NULL)
        return e;
    cJSON_Delete(*object);
    *object = answer;
    return NULL;
}

struct err *generate_run(struct cmd_ctx *ctx, const struct generate *g, cJSON *object)
{
    struct session *s = session_get(ctx);
    struct gvk gvk = gvk_parse(doc_str_at(object, "apiVersion"), doc_str_at(object, "kind"));
    const struct api_resource *r = NULL;
    const char *ns = "";
    bool overridden;
    if (g->save_config)
        save_config(object);
    struct err *e = mapping_for_gvk(s, &gvk, &r);
    if (e == NULL && r->namespaced)
        e = session_namespace(s, &ns, &overridden);
    if (e == NULL && g->write.dry_run != DRY_RUN_CLIENT)
        e = post(ctx, g, r, ns, &object);
    if (e == NULL) {
        struct printer p = g->printer;
        char *op = xasprintf("created%s", write_dry_run_suffix(g->write.dry_run));
        if (p.format == OUTPUT_DEFAULT || p.format == OUTPUT_NAME)
            print_name_line(&p, ctx->out, &gvk, doc_str_at(object, "metadata.name"), op);
        else
            print_object(&p, ctx->out, object);
        free(op);
    }
    gvk_release(&gvk);
    cJSON_Delete(object);
    return e;
}
