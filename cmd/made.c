/* made.c - objects made of flags: overrides, labels. */
#include "made.h"

#include "api/gvk.h"
#include "base/mem.h"
#include "doc/doc.h"
#include "doc/emit.h"
#include "patch/patch.h"
#include "resource/podspec.h"

#include <stdlib.h>
#include <string.h>

const struct flag made_flags[] = {
    FLAG_GROUP(struct made_in, dry_run, opt_dry_run_flags),
    FLAG_GROUP(struct made_in, print, opt_print_flags),
    FLAG_BOOL(struct made_in, save_config, "save-config", 0, "false", 0,
              "Keep the configuration in an annotation of the object, for a later `apply`."),
    FLAG_END,
};

struct err *made_complete(struct cmd_ctx *ctx, const struct made_in *in, const char *field_manager,
                          struct generate *out)
{
    const struct generate_in all = {.print = in->print,
                                    .dry_run = in->dry_run,
                                    .validate.validate = "strict",
                                    .save_config = in->save_config,
                                    .field_manager = field_manager};
    struct err *e = generate_complete(ctx, &all, out);
    out->write.validate = VALIDATE_UNSET;
    if (out->write.dry_run == DRY_RUN_CLIENT)
        out->save_config = false;
    return e;
}

static const char *const types[] = {"json", "merge", "strategic", NULL};

const struct flag opt_overrides_flags[] = {
    FLAG_STRING(struct opt_overrides, type, "override-type", 0, "HOW", "merge", 0,
                "What --overrides is: a JSON patch (json), a JSON merge patch (merge) or a strategic merge patch "
                "(strategic).",
                .values = types),
    FLAG_STRING(struct opt_overrides, text, "overrides", 0, "JSON", "", 0,
                "A change of the object that the flags make, before it is sent."),
    FLAG_END,
};

/* Appends the text that Go has of a patched object: what the patch touched was a map on the way, and is sorted; the
 * rest stands in the order of the typed object. The depth is that of typed objects and --overrides, which
 * doc_parse_json bounds. */
static void add_patched(struct buf *out, const cJSON *node, const cJSON *before, bool all, bool top)
{
    size_t n = 0;
    if (!cJSON_IsObject(node) || (!all && !top && doc_equal(node, before))) {
        emit_json_compact(out, node, all ? EMIT_SORTED : 0);
        return;
    }
    const cJSON **sorted = doc_sorted(node, &n);
    buf_addc(out, '{');
    for (size_t i = 0; i < n; i++) {
        cJSON *key = cJSON_CreateString(sorted[i]->string);
        if (i > 0)
            buf_addc(out, ',');
        emit_json_compact(out, key, 0);
        buf_addc(out, ':');
        add_patched(out, sorted[i], doc_get(before, sorted[i]->string), all, false);
        cJSON_Delete(key);
    }
    buf_addc(out, '}');
    free(sorted);
}

/* What kubectl's decoder says to an object that lost its type; NULL when it has one. */
static struct err *check_type(const struct opt_overrides *o, const cJSON *object, const cJSON *before)
{
    static const char *const members[] = {"kind", "apiVersion"}, *const said[] = {"Kind", "apiVersion"};
    if (cJSON_IsArray(object))
        return err_new("couldn't get version/kind; json parse error: json: cannot unmarshal array into Go value of "
                       "type struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string "
                       "\"json:\\\"kind,omitempty\\\"\" }");
    for (size_t i = 0; i < 2; i++) {
        if (!str_empty(doc_str_at(object, members[i])))
            continue;
        struct buf text = buf_new();
        add_patched(&text, object, before, str_eq(o->type, "strategic"), true);
        struct err *e = err_new("Object '%s' is missing in '%s'", said[i], text.data);
        buf_release(&text);
        return e;
    }
    return NULL;
}

struct err *made_typed(cJSON **object)
{
    struct err *e = NULL;
    struct gvk g = gvk_parse(doc_str_at(*object, "apiVersion"), doc_str_at(*object, "kind"));
    struct api_resource *r = generate_resource(g.group, g.version, g.kind);
    cJSON *typed = NULL;
    if (!r) {
        char *version = gvk_api_version(&g);
        e = err_new("no kind \"%s\" is registered for version \"%s\" in scheme \"pkg/runtime/scheme.go:111\"", g.kind,
                    version);
        free(version);
    } else {
        e = typed_object(r, *object, &typed);
    }
    if (!e) {
        cJSON_Delete(*object);
        *object = typed;
    }
    api_resource_free(r);
    gvk_release(&g);
    return e;
}

static struct err *apply_merge(const cJSON *object, const cJSON *patch, cJSON **out)
{
    if (!cJSON_IsObject(patch) && !cJSON_IsArray(patch))
        return err_new("Invalid JSON Patch");
    return patch_apply_merge(object, patch, out);
}

static struct err *apply_strategic(const cJSON *object, const cJSON *patch, cJSON **out)
{
    struct gvk g = gvk_parse(doc_str_at(object, "apiVersion"), doc_str_at(object, "kind"));
    struct schema_kind kind = {0};
    struct err *e = NULL;
    if (!cJSON_IsObject(patch))
        e = err_new("invalid JSON document");
    else if (!schema_find_kind(g.group, g.version, g.kind, &kind))
        e = err_new("unable to find api field in struct %s", g.kind);
    else
        e = patch_apply_strategic(object, patch, kind.type, out);
    gvk_release(&g);
    return e;
}

static struct err *apply(const struct opt_overrides *o, const cJSON *object, const cJSON *patch, cJSON **out)
{
    if (str_eq(o->type, "json"))
        return patch_apply_json(object, patch, out);
    if (str_eq(o->type, "strategic"))
        return apply_strategic(object, patch, out);
    return apply_merge(object, patch, out);
}

/* A text that is no JSON: only for a JSON patch kubectl tells what is wrong with it. */
static struct err *broken(const struct opt_overrides *o, struct err *e)
{
    if (str_eq(o->type, "json"))
        return e;
    err_free(e);
    return err_new(str_eq(o->type, "strategic") ? "invalid JSON document" : "Invalid JSON Patch");
}

struct err *made_override(const struct opt_overrides *o, cJSON **object)
{
    cJSON *patch = NULL, *changed = NULL;
    struct err *e = made_typed(object);
    if (e || str_empty(o->text))
        return e;
    if (!str_empty(o->type) && !str_eq(o->type, "json") && !str_eq(o->type, "merge") && !str_eq(o->type, "strategic"))
        return err_new("invalid override type: %s", o->type);
    e = doc_parse_json(o->text, strlen(o->text), &patch);
    if (e)
        return broken(o, e);
    e = apply(o, *object, patch, &changed);
    cJSON_Delete(patch);
    if (!e)
        e = check_type(o, changed, *object);
    if (e) {
        cJSON_Delete(changed);
        return e;
    }
    cJSON_Delete(*object);
    *object = changed;
    return made_typed(object);
}

struct err *made_labels(const char *text, cJSON **out)
{
    struct strv specs = {0};
    struct err *e = NULL;
    *out = NULL;
    if (*text == '\0')
        return NULL;
    cJSON *labels = cJSON_CreateObject();
    strv_split(&specs, text, ',');
    for (size_t i = 0; i < specs.n && !e; i++) {
        struct strv parts = {0};
        strv_split(&parts, specs.v[i], '=');
        if (parts.n != 2)
            e = err_new("unexpected label spec: %s", specs.v[i]);
        else if (str_empty(parts.v[0]))
            e = err_new("unexpected empty label key");
        else
            doc_set_sorted(labels, parts.v[0], cJSON_CreateString(parts.v[1]));
        strv_release(&parts);
    }
    strv_release(&specs);
    if (e)
        cJSON_Delete(labels);
    else
        *out = labels;
    return e;
}
