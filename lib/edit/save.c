/* save.c - what becomes of the edited objects: patches, annotations, new objects. */
#include "edit/inside.h"

#include "api/status.h"
#include "base/mem.h"
#include "patch/lastapplied.h"
#include "patch/patch.h"
#include "resource/podspec.h"
#include "resource/record.h"

#include <stdlib.h>
#include <string.h>

static struct err *print(struct edit *e, const char *operation, const cJSON *object)
{
    e->printer.operation = operation;
    struct err *failed = print_object(&e->printer, e->ctx->out, object);
    fflush(e->ctx->out);
    return failed;
}

/* The object as it was, told by its UID; of objects without one the first. */
static const cJSON *original_of(const struct edit_loop *l, const cJSON *object)
{
    const char *uid = doc_str_at(object, "metadata.uid");
    for (size_t i = 0; i < l->n; i++) {
        const char *other = doc_str_at(l->items[i].object, "metadata.uid");
        if (str_eq(uid != NULL ? uid : "", other != NULL ? other : ""))
            return l->items[i].object;
    }
    return NULL;
}

static struct err *find_original(const struct edit_loop *l, const cJSON *object, const cJSON **out)
{
    *out = original_of(l, object);
    if (*out != NULL)
        return NULL;
    struct buf b = buf_new();
    edit_go_syntax(&b, object);
    struct err *e = err_new("no original object found for %s", b.data);
    buf_release(&b);
    return e;
}

static bool same(const cJSON *a, const cJSON *b)
{
    char *ta = write_body(a), *tb = write_body(b);
    bool equal = strcmp(ta, tb) == 0;
    free(ta);
    free(tb);
    return equal;
}

static struct err *send(const struct edit *e, const struct target *t, const char *verb, enum patch_type type,
                        const char *ns, char *body, const char *done, cJSON **answer)
{
    const char *query[WRITE_QUERY_MAX];
    write_query(&e->write, query);
    struct api_call call = {.verb = verb,
                            .resource = t->resource,
                            .ns = t->resource->namespaced ? ns : "",
                            .name = strcmp(verb, "create") == 0 ? NULL : t->name,
                            .subresource = str_empty(e->subresource) ? NULL : e->subresource,
                            .query = query,
                            .patch = type,
                            .body = body,
                            .body_len = strlen(body)};
    *answer = NULL;
    struct err *failed = api_do(session_get(e->ctx), &call, answer);
    if (write_outcome_unknown(failed)) {
        failed = err_note(failed, "  %s/%s: whether it was %s is not known", t->resource->name, t->name, done);
    } else if (failed != NULL && failed->kind == ERR_SILENT) {
        err_free(failed);
        failed = err_new("interrupted: whether %s/%s was %s is not known", t->resource->name, t->name, done);
        failed->exit_code = 130;
    }
    free(body);
    return failed;
}

/* ---- live objects ---- */

static bool precondition_fails(const cJSON *patch)
{
    return doc_get(patch, "apiVersion") != NULL || doc_get(patch, "kind") != NULL ||
           doc_get(patch, "managedFields") != NULL || doc_at(patch, "metadata.name") != NULL;
}

static struct err *make_patch(const struct target *t, const cJSON *from, cJSON **patch, enum patch_type *type)
{
    struct schema_kind kind;
    struct err *unknown = typed_check_kind(t->resource, ""), *e;
    bool typed =
        unknown == NULL && schema_find_kind(t->resource->group, t->resource->version, t->resource->kind, &kind);
    err_free(unknown);
    *type = typed ? PATCH_STRATEGIC : PATCH_MERGE;
    if (typed)
        e = patch_two_way_strategic(from, t->object, kind.type, patch);
    else
        e = patch_two_way_merge(from, t->object, patch);
    if (e == NULL && precondition_fails(*patch))
        e = err_new("At least one of apiVersion, kind and name was changed");
    return e;
}

static void add_causes(struct edit_reason *r, const struct err *e)
{
    const cJSON *cause;
    cJSON_ArrayForEach(cause, doc_at(status_of(e), "details.causes"))
    {
        const char *field = doc_str_at(cause, "field"), *message = doc_str_at(cause, "message");
        strv_adopt(&r->details, xasprintf("%s: %s", field != NULL ? field : "", message != NULL ? message : ""));
    }
}

/* kubectl's addError: tells the refusal and counts it. Takes e. */
static void refused(struct edit_loop *l, const struct target *t, size_t index, struct err *e)
{
    char *id = api_resource_id(t->resource), *name = str_quote(t->name), *line, *text = NULL;
    bool keep = false;
    if (err_has_reason(e, "Invalid")) {
        struct edit_reason *r = edit_add_reason(&l->results, xasprintf("%s %s was not valid", id, name));
        add_causes(r, e);
        r->err = e;
        r->target = index;
        keep = true;
        l->results.invalid++;
        line = xasprintf("error: %s %s is invalid", id, name);
    } else if (err_has_reason(e, "NotFound")) {
        l->results.notfound++;
        line = xasprintf("error: %s %s could not be found on the server", id, name);
    } else {
        l->results.retryable++;
        text = err_go_text(e);
        e = edit_locate(l, e, t->doc);
        line = xasprintf("error: %s %s could not be patched: %s%s%s", id, name, text, e->note != NULL ? "\n" : "",
                         e->note != NULL ? e->note : "");
    }
    char *clean = str_sanitize(line);
    fprintf(l->e->ctx->err, "%s\n", clean);
    free(clean);
    free(line);
    free(text);
    free(name);
    free(id);
    if (!keep)
        err_free(e);
}

static struct err *save_live(struct edit_loop *l, const struct target *t, size_t index)
{
    struct edit *e = l->e;
    const cJSON *from;
    cJSON *patch = NULL, *answer = NULL;
    enum patch_type type;
    struct err *failed = find_original(l, t->object, &from);
    if (failed != NULL)
        return failed;
    if (same(from, t->object))
        return print(e, "skipped", t->object);
    failed = make_patch(t, from, &patch, &type);
    if (failed != NULL) {
        cJSON_Delete(patch);
        return failed;
    }
    char *body = write_body(patch);
    cJSON_Delete(patch);
    if (e->output_patch) {
        fprintf(e->ctx->out, "Patch: %s\n", body);
        fflush(e->ctx->out);
    }
    failed = send(e, t, "patch", type, t->ns, body, "edited", &answer);
    if (failed != NULL && failed->exit_code == 130)
        return failed; /* interrupted */
    if (failed != NULL) {
        refused(l, t, index, failed);
        return NULL;
    }
    failed = print(e, "edited", answer);
    cJSON_Delete(answer);
    return failed;
}

/* ---- the other two ---- */

static struct err *save_annotation(struct edit_loop *l, const struct target *t)
{
    const cJSON *from;
    struct err *failed = find_original(l, t->object, &from);
    if (failed != NULL)
        return failed;
    if (same(from, t->object))
        return print(l->e, "skipped", t->object);
    char *plain = write_body(t->object), *text = xasprintf("%s\n", plain);
    cJSON *patch = cJSON_CreateObject(), *answer;
    doc_set_str(doc_make_at(patch, "metadata.annotations"), LAST_APPLIED_ANNOTATION, text);
    failed = send(l->e, t, "patch", PATCH_MERGE, l->e->ns, write_body(patch), "edited", &answer);
    cJSON_Delete(answer);
    cJSON_Delete(patch);
    free(text);
    free(plain);
    return failed != NULL ? failed : print(l->e, "edited", t->object);
}

static struct err *save_new(struct edit_loop *l, const struct target *t)
{
    struct edit *e = l->e;
    cJSON *answer = NULL;
    struct err *failed = NULL;
    char *operation = xasprintf("created%s", write_dry_run_suffix(e->write.dry_run));
    if (e->write.dry_run != DRY_RUN_CLIENT)
        failed = send(e, t, "create", PATCH_JSON, t->ns, write_create_body(t->object), "created", &answer);
    failed = edit_locate(l, failed, t->doc);
    if (failed == NULL)
        failed = print(e, operation, answer != NULL ? answer : t->object);
    cJSON_Delete(answer);
    free(operation);
    return failed;
}

/* ---- all ---- */

/* The managed fields are not shown, so that the text has none: they are put back as they were. */
static void restore_managed_fields(const struct edit_loop *l, cJSON *object)
{
    const cJSON *from = original_of(l, object), *fields = doc_at(from, "metadata.managedFields");
    cJSON *metadata = doc_get(object, "metadata");
    if (fields != NULL && cJSON_IsObject(metadata))
        doc_set(metadata, "managedFields", doc_dup(fields));
    else if (cJSON_IsObject(metadata))
        doc_remove(metadata, "managedFields");
}

static struct err *require_namespace(const struct edit *e, struct target *t)
{
    if (!t->resource->namespaced || str_eq(t->ns, e->ns))
        return NULL;
    if (t->ns[0] == '\0') {
        str_replace_owned(&t->ns, xstrdup(e->ns));
        doc_set_str(doc_make_at(t->object, "metadata"), "namespace", e->ns);
        return NULL;
    }
    char *mine = str_quote(t->ns), *wanted = str_quote(e->ns);
    struct err *failed = err_new("the namespace from the provided object %s does not match the namespace %s. You must "
                                 "pass '--namespace=%s' to perform this operation.",
                                 mine, wanted, t->ns);
    free(mine);
    free(wanted);
    return failed;
}

struct err *edit_save(struct edit_loop *l, struct targets *updated)
{
    struct edit *e = l->e;
    struct err *failed = NULL;
    for (size_t i = 0; i < updated->n; i++)
        restore_managed_fields(l, updated->v[i].object);
    for (size_t i = 0; i < updated->n && failed == NULL; i++)
        failed = require_namespace(e, &updated->v[i]);
    for (size_t i = 0; i < updated->n && failed == NULL; i++) {
        if (e->save_config)
            lastapplied_set(updated->v[i].object);
        record_change_cause(e->ctx, e->record, updated->v[i].object);
    }
    for (size_t i = 0; i < updated->n && failed == NULL; i++) {
        const struct target *t = &updated->v[i];
        if (e->ctx->interrupted != NULL && *e->ctx->interrupted != 0) {
            failed = err_new("interrupted: %zu of %zu objects were not saved", updated->n - i, updated->n);
            failed->exit_code = 130;
        } else if (e->mode == EDIT_LIVE)
            failed = save_live(l, t, i);
        else if (e->mode == EDIT_LAST_APPLIED)
            failed = save_annotation(l, t);
        else
            failed = save_new(l, t);
    }
    return failed;
}
