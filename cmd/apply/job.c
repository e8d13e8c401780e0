/* job.c - one object's chain of requests (apply.h). */
#include "apply/apply.h"

#include "api/session.h"
#include "api/status.h"
#include "base/clock.h"
#include "base/mem.h"
#include "resource/locate.h"
#include "resource/record.h"

#include <stdlib.h>
#include <string.h>

void job_finish(struct job *j, const char *operation, struct err *e)
{
    j->operation = operation;
    j->err = locate_in_manifest(e, j->t->doc);
    j->finished = true;
    str_replace_owned(&j->uid, e == NULL ? xstrdup_null(doc_str_at(j->live, "metadata.uid")) : NULL);
}

void job_notice(struct job *j, const char *fmt, ...)
{
    struct buf b = buf_new();
    buf_addc(&b, NOTICE_OWN);
    va_list ap;
    va_start(ap, fmt);
    buf_vaddf(&b, fmt, ap);
    va_end(ap);
    strv_adopt(&j->notices, buf_take(&b));
}

static void on_warning(void *arg, const char *text)
{
    struct job *j = arg;
    strv_adopt(&j->notices, xasprintf("%c%s", NOTICE_SERVER, text));
}

/* The reason alone of `Get "URL": dial tcp 127.0.0.1:6443: connect: connection refused`. */
static char *cause_of(const struct err *e)
{
    const char *text = e->inner != NULL ? e->inner : e->msg, *behind = strstr(text, "\": ");
    return xstrdup(behind != NULL ? behind + 3 : text);
}

/* The chain from its start. */
static void restart(struct job *j)
{
    cJSON_Delete(j->modified);
    j->modified = NULL;
    job_set_live(j, NULL);
    strv_release(&j->notices);
    j->conflicts = 0;
    job_start(j);
}

static void on_answer(void *arg, cJSON *tree, struct err *e)
{
    struct job *j = arg;
    j->request = NULL;
    if (phases_try_again(j, e)) {
        err_free(e);
        job_later(j, phases_pause(), restart);
        return;
    }
    if (e != NULL && e->kind == ERR_NET) {
        str_replace_owned(&j->cause, cause_of(e));
        if (str_starts(j->cause, "dial "))
            *j->unreachable = true;
    }
    if (j->writing && write_outcome_unknown(e))
        e = err_note(e, "  %s/%s: whether it was applied is not known", j->t->resource->name, j->t->name);
    j->done(j, tree, e);
}

void job_request(struct job *j, const char *verb, enum patch_type type, const char *const *query,
                 const char *subresource, char *body, void (*done)(void *job, cJSON *tree, struct err *e))
{
    str_replace_owned(&j->body, body);
    j->done = done;
    j->writing = strcmp(verb, "get") != 0;
    struct api_call call = {
        .verb = verb,
        .resource = j->t->resource,
        .ns = j->t->ns,
        .name = strcmp(verb, "create") == 0 ? NULL : j->t->name,
        .subresource = subresource,
        .query = query,
        .patch = type,
        .body = body,
        .body_len = body != NULL ? strlen(body) : 0,
        .on_warning = on_warning,
    };
    struct err *e = api_start_request(session_get(j->ctx), &call, on_answer, j, &j->request);
    if (e != NULL)
        done(j, NULL, e);
}

void job_later(struct job *j, int64_t ns, void (*resume)(struct job *j))
{
    j->retry_at = clock_mono_ns() + ns;
    j->resume = resume;
}

void job_set_live(struct job *j, cJSON *live)
{
    if (live == j->live)
        return;
    cJSON_Delete(j->live);
    j->live = live;
}

void job_warn_if_deleting(struct job *j)
{
    if (doc_str_at(j->live, "metadata.deletionTimestamp") != NULL)
        job_notice(j, "Warning: Detected changes to resource %s which is currently being deleted.", j->t->name);
}

void job_release(struct job *j)
{
    cJSON_Delete(j->modified);
    cJSON_Delete(j->live);
    free(j->uid);
    free(j->body);
    apply_patch_release(&j->patch);
    strv_release(&j->notices);
    free(j->cause);
    free(j->unserved);
    err_free(j->conflict);
}

void job_start(struct job *j)
{
    const char *generate = doc_str_at(j->t->object, "metadata.generateName");
    if (!j->started)
        j->first_try = clock_mono_ns();
    j->started = true;
    j->manager = j->opts->write.field_manager;
    record_change_cause(j->ctx, &j->opts->in.record, j->t->object);
    if (j->t->name[0] == '\0' && !str_empty(generate))
        job_finish(j, NULL, err_new("from %s: cannot use generate name with apply", generate));
    else if (j->opts->in.server_side)
        apply_server_side_start(j);
    else
        apply_client_side_start(j);
}
