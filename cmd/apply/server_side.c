/* server_side.c - apply by the server (KEP-555): one patch of type apply, then the migration of what client-side apply
 * left behind. */
#include "apply/apply.h"

#include "api/status.h"
#include "base/mem.h"
#include "base/strv.h"
#include "doc/emit.h"
#include "patch/lastapplied.h"
#include "resource/locate.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_CONFLICTS = 5 };

/* The paragraph that kubectl prints below a conflict; scripts and people look for it. */
static const char conflict_help[] = "Please review the fields above--they currently have other managers. Here\n"
                                    "are the ways you can resolve this warning:\n"
                                    "* If you intend to manage all of these fields, please re-run the apply\n"
                                    "  command with the `--force-conflicts` flag.\n"
                                    "* If you do not intend to manage all of the fields, please edit your\n"
                                    "  manifest to remove references to the fields that should keep their\n"
                                    "  current managers.\n"
                                    "* You may co-own fields by updating your manifest to match the existing\n"
                                    "  value; in this case, you'll become the manager if the other manager(s)\n"
                                    "  stop managing the field (remove it from their configuration).\n"
                                    "See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts";

static void migrate(struct job *j);

/* Of every write, the migration's too (as kubectl's helper keeps it). */
static const char *subresource(const struct job *j)
{
    return str_empty(j->opts->in.subresource) ? NULL : j->opts->in.subresource;
}

static void apply_request(struct job *j, const char *manager, bool forced, char *body,
                          void (*done)(void *, cJSON *, struct err *))
{
    struct write_opts w = j->opts->write;
    w.field_manager = manager;
    const char *query[WRITE_QUERY_MAX];
    size_t n = write_query(&w, query);
    if (forced) {
        query[n++] = "force";
        query[n++] = j->opts->in.force_conflicts ? "true" : "false";
        query[n] = NULL;
    }
    job_request(j, "patch", PATCH_APPLY, query, subresource(j), body, done);
}

static void done_applied(struct job *j)
{
    job_warn_if_deleting(j);
    job_finish(j, "serverside-applied", NULL);
}

/* ---- the migration; its failures are warnings, since the object itself was applied ---- */

static void notice(struct job *j, const char *what, struct err *e)
{
    job_notice(j,
               "Warning: %s Server-Side Apply%s. This is non-fatal and will be retried next time you apply. Error: %s",
               what, strstr(what, "re-apply") != NULL ? " migration" : "", e->msg != NULL ? e->msg : "");
    err_free(e);
    done_applied(j);
}

static void on_reapplied(void *arg, cJSON *tree, struct err *e)
{
    struct job *j = arg;
    if (e != NULL) {
        notice(j, "failed to re-apply configuration after performing", e);
        return;
    }
    job_set_live(j, tree);
    done_applied(j);
}

static void on_refreshed(void *arg, cJSON *tree, struct err *e)
{
    struct job *j = arg;
    if (e != NULL) {
        notice(j, "server rejected managed fields migration to", e);
        return;
    }
    job_set_live(j, tree);
    migrate(j);
}

static void on_migrated(void *arg, cJSON *tree, struct err *e)
{
    struct job *j = arg;
    if (err_has_reason(e, "Conflict") && ++j->conflicts < MAX_CONFLICTS) {
        err_free(e);
        job_request(j, "get", PATCH_JSON, NULL, NULL, NULL, on_refreshed);
    } else if (e != NULL) {
        notice(j, "server rejected managed fields migration to", e);
    } else {
        job_set_live(j, tree);
        /* Applied once more, so that fields dropped from the manifest are removed now that their owner is ours. */
        apply_request(j, j->manager, true, write_body(j->t->object), on_reapplied);
    }
}

static void migrate(struct job *j)
{
    cJSON *patch = managedfields_migration(j->live, j->manager);
    if (patch == NULL) {
        if (j->conflicts > 0)
            apply_request(j, j->manager, true, write_body(j->t->object), on_reapplied);
        else
            done_applied(j);
        return;
    }
    char *body = write_body(patch);
    cJSON_Delete(patch);
    const char *query[WRITE_QUERY_MAX];
    write_query(&j->opts->write, query);
    job_request(j, "patch", PATCH_JSON, query, subresource(j), body, on_migrated);
}

static void on_annotation_kept(void *arg, cJSON *tree, struct err *e)
{
    struct job *j = arg;
    if (e != NULL) {
        job_notice(j,
                   "Warning: failed to migrate " LAST_APPLIED_ANNOTATION
                   " for Server-Side Apply. This is non-fatal and will be retried next time you "
                   "apply. Error: %s",
                   e->msg != NULL ? e->msg : "");
        err_free(e);
        done_applied(j);
        return;
    }
    job_set_live(j, tree);
    migrate(j);
}

/* The annotation gets a manager of its own, or the server would drop it with the next apply (kubectl keeps it for
 * downgrades). */
static void keep_annotation(struct job *j)
{
    const char *text = lastapplied_get(j->live);
    if (strcmp(j->manager, "kubectl") != 0 || text == NULL || managedfields_owns_lastapplied(j->live, "Apply")) {
        migrate(j);
        return;
    }
    cJSON *object = cJSON_CreateObject();
    doc_set_str(object, "apiVersion", doc_str_at(j->live, "apiVersion"));
    doc_set_str(object, "kind", doc_str_at(j->live, "kind"));
    cJSON *meta = doc_make_at(object, "metadata");
    doc_set_str(meta, "name", j->t->name);
    if (j->t->ns[0] != '\0')
        doc_set_str(meta, "namespace", j->t->ns);
    doc_set_str(doc_make_at(object, "metadata.annotations"), LAST_APPLIED_ANNOTATION, text);
    char *body = write_body(object);
    cJSON_Delete(object);
    apply_request(j, "kubectl-last-applied", false, body, on_annotation_kept);
}

/* ---- the apply itself ---- */

static struct err *refused(struct err *e)
{
    if (e->http_status == 415)
        return err_wrap(e, "Server-side apply not available on the server"); /* a server before 1.16 */
    if (!err_has_reason(e, "Conflict"))
        return e;
    struct err *told = err_new("%s\n%s", e->msg, conflict_help);
    told->note = e->note;
    e->note = NULL;
    err_free(e);
    return told;
}

/* The conflict, with both values, once the live object is here (or cannot be had). */
static void on_conflicting(void *arg, cJSON *tree, struct err *e)
{
    struct job *j = arg;
    struct err *conflict = j->conflict;
    j->conflict = NULL;
    if (e == NULL)
        conflict = conflict_explain(conflict, j->t->object, tree);
    conflict = locate_in_manifest(conflict, j->t->doc); /* here, where the server's causes are still with it */
    err_free(e);
    cJSON_Delete(tree);
    job_finish(j, NULL, refused(conflict));
}

static void on_applied(void *arg, cJSON *tree, struct err *e)
{
    struct job *j = arg;
    if (err_has_reason(e, "Conflict")) {
        j->conflict = e;
        job_request(j, "get", PATCH_JSON, NULL, NULL, NULL, on_conflicting);
        return;
    }
    if (e != NULL) {
        job_finish(j, NULL, refused(e));
        return;
    }
    job_set_live(j, tree);
    keep_annotation(j);
}

void apply_server_side_start(struct job *j)
{
    if (j->t->name[0] == '\0') {
        job_finish(j, NULL, err_new("resource name may not be empty"));
        return;
    }
    apply_request(j, j->manager, true, write_body(j->t->object), on_applied);
}
