/* client_side.c - apply by the client's three-way patch: get, then create or patch.
 *
 * Source of the rules: the declarative object management chapter of the Kubernetes documentation; wording, retries and
 * the order of the steps are kubectl's.
 */
#include "apply/apply.h"

#include "api/status.h"
#include "base/mem.h"
#include "base/strv.h"
#include "doc/emit.h"
#include "patch/lastapplied.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_CONFLICTS = 5, ANNOTATIONS_MAX = 256 * 1024 };

static void on_current(void *arg, cJSON *tree, struct err *e);
static void patch_current(struct job *j);

static void get_current(struct job *j)
{
    job_request(j, "get", PATCH_JSON, NULL, NULL, NULL, on_current);
}

/* ---- creating ---- */

static void prune_nulls(cJSON *node)
{
    cJSON *child = node->child;
    while (child != NULL) {
        cJSON *next = child->next;
        if (cJSON_IsNull(child) && cJSON_IsObject(node))
            cJSON_Delete(cJSON_DetachItemViaPointer(node, child));
        else
            prune_nulls(child);
        child = next;
    }
}

static void on_created(void *arg, cJSON *tree, struct err *e)
{
    struct job *j = arg;
    if (e != NULL) {
        job_finish(j, NULL, status_add_source(e, "creating", j->t->source));
        return;
    }
    job_set_live(j, tree);
    job_finish(j, "created", NULL);
}

static void create(struct job *j)
{
    cJSON *object = doc_dup(j->modified);
    /* After the annotation was made, so that it equals what a later apply of the same manifest stores. */
    prune_nulls(object);
    if (j->opts->write.dry_run == DRY_RUN_CLIENT) {
        job_set_live(j, object);
        job_finish(j, "created", NULL);
        return;
    }
    const char *query[WRITE_QUERY_MAX];
    write_query(&j->opts->write, query);
    char *body = write_create_body(object);
    cJSON_Delete(object);
    job_request(j, "create", PATCH_JSON, query, NULL, body, on_created);
}

/* ---- patching ---- */

/* An error of the patch step, in kubectl's frame: what was sent, to what, for which file. */
static void patch_failed(struct job *j, struct err *e)
{
    char *what = write_describe(j->t);
    char *whole = j->deleting ? write_body(j->modified) : NULL;
    char *verb =
        whole != NULL
            ? xasprintf("applying patch:\n%s\n\nto:\n%s\nfor:", whole, what)
            : xasprintf("applying patch:\n%s\nto:\n%s\nfor:", j->patch.text != NULL ? j->patch.text : "", what);
    free(whole);
    job_finish(j, NULL, status_add_source(e, verb, j->t->source));
    free(verb);
    free(what);
}

/* ---- --force: delete and create again ---- */

static void on_recreated(void *arg, cJSON *tree, struct err *e);

static void on_restored(void *arg, cJSON *tree, struct err *e)
{
    struct job *j = arg;
    struct err *first = j->err;
    j->err = NULL;
    if (e != NULL) {
        struct err *both = err_new("An error occurred force-replacing the existing object with the newly provided "
                                   "one:\n\n%s.\n\nAdditionally, an "
                                   "error occurred attempting to restore the original object:\n\n%s",
                                   first->msg, e->msg);
        err_free(first);
        err_free(e);
        first = both;
    }
    cJSON_Delete(tree);
    patch_failed(j, first);
}

static void recreate(struct job *j, const cJSON *object, void (*done)(void *, cJSON *, struct err *))
{
    const char *query[WRITE_QUERY_MAX];
    write_query(&j->opts->write, query);
    job_request(j, "create", PATCH_JSON, query, NULL, write_create_body(object), done);
}

static void on_recreated(void *arg, cJSON *tree, struct err *e)
{
    struct job *j = arg;
    if (e != NULL) {
        /* The new object was refused: the old one is put back, and the refusal is still what the user is told. */
        j->err = e;
        recreate(j, j->live, on_restored);
        return;
    }
    job_set_live(j, tree);
    job_finish(j, "configured", NULL);
}

static void poll_gone(struct job *j);

static void on_gone_check(void *arg, cJSON *tree, struct err *e)
{
    struct job *j = arg;
    cJSON_Delete(tree);
    if (err_has_reason(e, "NotFound")) {
        err_free(e);
        recreate(j, j->modified, on_recreated);
    } else if (e != NULL) {
        patch_failed(j, e);
    } else if (j->deadline > 0 && clock_mono_ns() >= j->deadline) {
        patch_failed(j, err_new("context deadline exceeded"));
    } else {
        job_later(j, NS_PER_S, poll_gone);
    }
}

static void poll_gone(struct job *j)
{
    job_request(j, "get", PATCH_JSON, NULL, NULL, NULL, on_gone_check);
}

static void on_deleted(void *arg, cJSON *tree, struct err *e)
{
    struct job *j = arg;
    cJSON_Delete(tree);
    if (e != NULL) {
        patch_failed(j, e);
        return;
    }
    int64_t timeout = j->opts->in.timeout.ns;
    j->deadline = timeout > 0 ? clock_mono_ns() + timeout : 0;
    poll_gone(j);
}

static void delete_and_create(struct job *j)
{
    j->deleting = true;
    cJSON *options = cJSON_CreateObject();
    doc_set_str(options, "kind", "DeleteOptions");
    doc_set_str(options, "apiVersion", "v1");
    if (j->opts->in.grace_period >= 0)
        doc_set(options, "gracePeriodSeconds", doc_new_int(j->opts->in.grace_period));
    doc_set_str(options, "propagationPolicy", j->opts->propagation);
    char *body = write_body(options);
    cJSON_Delete(options);
    job_request(j, "delete", PATCH_JSON, NULL, NULL, body, on_deleted);
}

static void on_patched(void *arg, cJSON *tree, struct err *e)
{
    struct job *j = arg;
    if (e == NULL) {
        job_set_live(j, tree);
        job_warn_if_deleting(j);
        job_finish(j, "configured", NULL);
        return;
    }
    bool conflict = err_has_reason(e, "Conflict");
    if (conflict && j->conflicts < MAX_CONFLICTS) {
        err_free(e);
        /* The first retry is immediate; those after it wait a second. */
        if (++j->conflicts > 1)
            job_later(j, NS_PER_S, get_current);
        else
            get_current(j);
        return;
    }
    if ((conflict || err_has_reason(e, "Invalid")) && j->opts->in.force) {
        err_free(e);
        delete_and_create(j);
        return;
    }
    patch_failed(j, status_add_source(e, "patching", j->t->source));
}

static void patch_locally(struct job *j)
{
    cJSON *result = NULL;
    struct err *e = apply_patch_locally(&j->patch, j->live, &result);
    if (e != NULL) {
        patch_failed(j, err_wrap(e, "applying patch locally"));
        return;
    }
    job_set_live(j, result);
    job_warn_if_deleting(j);
    job_finish(j, "configured", NULL);
}

static void notice_lines(struct job *j, const char *lines)
{
    for (size_t n; *lines != '\0'; lines += n + (lines[n] == '\n')) {
        n = strcspn(lines, "\n");
        char *line = xstrndup(lines, n);
        job_notice(j, "%s", line);
        free(line);
    }
}

static void patch_current(struct job *j)
{
    apply_patch_release(&j->patch);
    struct err *e = apply_patch_compute(j->schema, j->live, j->modified, j->opts->in.overwrite, &j->patch);
    if (j->patch.warnings != NULL)
        notice_lines(j, j->patch.warnings);
    if (e != NULL) {
        if (j->opts->write.dry_run != DRY_RUN_CLIENT)
            e = status_add_source(e, "patching", j->t->source);
        patch_failed(j, e);
        return;
    }
    if (j->patch.empty) {
        job_warn_if_deleting(j);
        job_finish(j, "unchanged", NULL);
        return;
    }
    if (j->opts->write.dry_run == DRY_RUN_CLIENT) {
        patch_locally(j);
        return;
    }
    const char *query[WRITE_QUERY_MAX];
    write_query(&j->opts->write, query);
    job_request(j, "patch", j->patch.type, query, NULL, xstrdup(j->patch.text), on_patched);
}

static void on_current(void *arg, cJSON *tree, struct err *e)
{
    struct job *j = arg;
    if (err_has_reason(e, "NotFound") && j->conflicts == 0) {
        err_free(e);
        create(j);
        return;
    }
    if (e != NULL) {
        if (j->conflicts > 0) {
            patch_failed(j, status_add_source(e, "patching", j->t->source));
            return;
        }
        char *what = write_describe(j->t);
        char *verb = xasprintf("retrieving current configuration of:\n%s\nfrom server for:", what);
        job_finish(j, NULL, status_add_source(e, verb, j->t->source));
        free(verb);
        free(what);
        return;
    }
    job_set_live(j, tree);
    if (j->conflicts == 0 && lastapplied_get(tree) == NULL)
        job_notice(
            j,
            "Warning: resource %s/%s is missing the %s annotation which is required by %s apply. %s apply should "
            "only be used on resources "
            "created declaratively by either %s create --save-config or %s apply. The missing annotation will be "
            "patched automatically.",
            j->t->resource->name, j->t->name, LAST_APPLIED_ANNOTATION, j->ctx->prog, j->ctx->prog, j->ctx->prog,
            j->ctx->prog);
    patch_current(j);
}

/* The size that the server counts: of all keys and values. */
static size_t annotations_size(const cJSON *object)
{
    size_t n = 0;
    const cJSON *v;
    cJSON_ArrayForEach(v, doc_at(object, "metadata.annotations"))
    {
        n += strlen(v->string) + (cJSON_IsString(v) ? strlen(v->valuestring) : 0);
    }
    return n;
}

/* What the annotation cannot hold is left to the server, which keeps track of fields without it. */
static bool too_large(struct job *j)
{
    size_t with = annotations_size(j->modified);
    if (with <= ANNOTATIONS_MAX || annotations_size(j->t->object) > ANNOTATIONS_MAX ||
        j->opts->write.dry_run == DRY_RUN_CLIENT)
        return false;
    job_notice(j,
               "Warning: %s/%s is applied server-side: with the annotation " LAST_APPLIED_ANNOTATION
               " its annotations would have %zu bytes, more than the %d that are allowed",
               j->t->resource->name, j->t->name, with, ANNOTATIONS_MAX);
    if (str_eq(j->manager, "kubectl-client-side-apply"))
        j->manager = "kubectl";
    return true;
}

void apply_client_side_start(struct job *j)
{
    j->modified = doc_dup(j->t->object);
    lastapplied_set(j->modified);
    if (too_large(j)) {
        apply_server_side_start(j);
        return;
    }
    if (j->t->name[0] == '\0') {
        on_current(j, NULL, err_new("resource name may not be empty"));
        return;
    }
    get_current(j);
}
