/* requests.c - scale's requests: on each object's scale subresource, of many objects at once, with retries on
 * conflicts and waiting. */
#include "scale/scale.h"

#include "api/request.h"
#include "api/session.h"
#include "base/mem.h"
#include "patch/patch.h"
#include "resource/record.h"
#include "resource/write.h"

#include <stdlib.h>
#include <string.h>

/* kubectl's RetryParams. */
#define CONFLICT_PAUSE NS_PER_S
#define CONFLICT_LIMIT (300 * NS_PER_S)
#define WAIT_PAUSE NS_PER_S

enum step {
    STEP_PATCH, /* sets the replicas, whatever they are */
    STEP_GET,   /* reads the scale to compare it with what the flags ask for … */
    STEP_PUT,   /* … and writes it back changed */
    STEP_WAIT,  /* reads the scale until the replicas are there */
    STEP_END
};

/* One object on its way. */
struct job {
    struct scale *o;
    struct live_object *object;
    enum step step;
    bool flying;
    int64_t at;       /* when the step may be taken (clock_mono_ns) */
    int64_t deadline; /* of the retries, then of the waiting */
    cJSON *scale;     /* as read: STEP_PUT */
    char *body;
    int64_t size; /* what the server says was set */
    struct err *err;
};

static bool has_precondition(const struct scale *o)
{
    return o->in.current_replicas != -1 || !str_empty(o->in.resource_version);
}

static int64_t int_at(const cJSON *tree, const char *path)
{
    int64_t v = 0;
    const cJSON *node = doc_at(tree, path);
    return node && doc_get_int64(node, &v) ? v : 0;
}

static void end(struct job *j, struct err *e)
{
    j->step = STEP_END;
    j->err = e;
}

static struct err *check(const struct scale *o, const cJSON *scale)
{
    int64_t now = int_at(scale, "spec.replicas");
    const char *version = doc_str_at(scale, "metadata.resourceVersion");
    if (o->in.current_replicas != -1 && now != o->in.current_replicas)
        return err_new("Expected replicas to be %lld, was %lld", (long long)o->in.current_replicas, (long long)now);
    if (!str_empty(o->in.resource_version) && !str_eq(version, o->in.resource_version))
        return err_new("Expected resource version to be %s, was %s", o->in.resource_version, version ? version : "");
    return NULL;
}

static void scaled(struct job *j, const cJSON *answer)
{
    j->size = int_at(answer, "spec.replicas");
    if (j->o->in.timeout.ns == 0 || j->o->dry_run != DRY_RUN_NONE) {
        j->step = STEP_END;
        return;
    }
    j->step = STEP_WAIT;
    j->at = 0;
    j->deadline = clock_mono_ns() + j->o->in.timeout.ns;
}

static void waited(struct job *j, const cJSON *answer)
{
    int64_t wanted = int_at(answer, "spec.replicas"), have = int_at(answer, "status.replicas");
    /* Another number: somebody else has scaled it since, and there is nothing to wait for. */
    if (wanted != j->o->in.replicas || wanted == have)
        j->step = STEP_END;
    else
        j->at = clock_mono_ns() + WAIT_PAUSE;
}

static void answered(void *arg, cJSON *tree, struct err *e)
{
    struct job *j = arg;
    j->flying = false;
    if (e && e->http_status == 409 && j->step != STEP_WAIT) {
        err_free(e);
        j->step = has_precondition(j->o) ? STEP_GET : STEP_PATCH;
        j->at = clock_mono_ns() + CONFLICT_PAUSE;
    } else if (e) {
        if (write_outcome_unknown(e) && j->step != STEP_WAIT && j->step != STEP_GET)
            e = err_note(e, "  %s/%s: whether it was scaled is not known", j->object->resource->name, j->object->name);
        end(j, e);
    } else if (j->step == STEP_GET) {
        e = check(j->o, tree);
        if (e) {
            end(j, e);
        } else {
            j->step = STEP_PUT;
            cJSON_Delete(j->scale);
            j->scale = tree;
            tree = NULL;
        }
    } else if (j->step == STEP_WAIT) {
        waited(j, tree);
    } else {
        scaled(j, tree);
    }
    cJSON_Delete(tree);
}

static char *make_body(const struct job *j)
{
    if (j->step == STEP_PATCH)
        return xasprintf("{\"spec\":{\"replicas\":%lld}}", (long long)j->o->in.replicas);
    if (j->step != STEP_PUT)
        return NULL;
    doc_set_at(j->scale, "spec.replicas", doc_new_int(j->o->in.replicas));
    return write_body(j->scale);
}

static void take_step(struct job *j)
{
    static const char *const verbs[] = {
        [STEP_PATCH] = "patch", [STEP_GET] = "get", [STEP_PUT] = "update", [STEP_WAIT] = "get"};
    bool writes = j->step == STEP_PATCH || j->step == STEP_PUT;
    const char *query[] = {"dryRun", writes && j->o->dry_run == DRY_RUN_SERVER ? "All" : "", "fieldManager",
                           writes ? WRITE_DEFAULT_MANAGER : "", NULL};
    str_replace_owned(&j->body, make_body(j));
    struct api_call call = {.verb = verbs[j->step],
                            .resource = j->object->resource,
                            .ns = j->object->ns,
                            .name = j->object->name,
                            .subresource = "scale",
                            .query = query,
                            .patch = PATCH_MERGE,
                            .body = j->body,
                            .body_len = j->body ? strlen(j->body) : 0};
    j->flying = true;
    struct err *e = api_start(session_get(j->o->ctx), &call, answered, j);
    if (e) {
        j->flying = false;
        end(j, e);
    }
}

/* Takes the step if its time has come; gives the time at which the job wants to be looked at again (INT64_MAX: when
 * something happens). */
static int64_t advance(struct job *j, int64_t now)
{
    while (j->step != STEP_END && !j->flying) {
        bool again = j->at != 0;
        if (again && now >= j->deadline) {
            end(j, j->step == STEP_WAIT ? err_new("timed out waiting for \"%s\" to be synced", j->object->name)
                                        : err_new("context deadline exceeded"));
            return INT64_MAX;
        }
        if (again && now < j->at)
            return j->at < j->deadline ? j->at : j->deadline;
        take_step(j);
    }
    return INT64_MAX;
}

/* --record: one more patch, of the annotation. Its failure is no error, as in kubectl. */
static void record(const struct job *j)
{
    const cJSON *object = j->object->object;
    cJSON *with = doc_dup(object), *patch = NULL;
    record_change_cause(j->o->ctx, &j->o->in.record, with);
    struct err *e = patch_two_way_merge(object, with, &patch);
    if (!e && !patch_is_empty(patch)) {
        char *body = write_body(patch);
        const char *query[] = {"fieldManager", WRITE_DEFAULT_MANAGER, NULL};
        struct api_call call = {.verb = "patch",
                                .resource = j->object->resource,
                                .ns = j->object->ns,
                                .name = j->object->name,
                                .query = query,
                                .patch = PATCH_MERGE,
                                .body = body,
                                .body_len = strlen(body)};
        e = api_do(session_get(j->o->ctx), &call, NULL);
        free(body);
    }
    err_free(e);
    cJSON_Delete(patch);
    cJSON_Delete(with);
}

static struct err *tell(struct job *j)
{
    struct err *e = j->err;
    j->err = NULL;
    if (e)
        return e;
    scale_set_replicas(j->object->object, j->size);
    if (j->o->in.record.record)
        record(j);
    e = scale_print(j->o, j->object->object);
    fflush(j->o->ctx->out);
    return e;
}

static struct err *interrupted(size_t left, size_t all)
{
    struct err *e =
        err_new("interrupted: %zu of %zu objects were not scaled, or it is not known whether they were; run "
                "the same command again",
                left, all);
    e->exit_code = 130;
    return e;
}

struct err *scale_all(struct scale *o, struct live_objects *objects)
{
    struct http_client *http = NULL;
    struct err *errs = session_http(session_get(o->ctx), &http);
    if (errs)
        return errs;
    const volatile int *stop = o->ctx->interrupted;
    struct job *jobs = xcalloc(objects->n + 1, sizeof *jobs);
    for (size_t i = 0; i < objects->n; i++)
        jobs[i] = (struct job){.o = o,
                               .object = &objects->v[i],
                               .step = has_precondition(o) ? STEP_GET : STEP_PATCH,
                               .deadline = clock_mono_ns() + CONFLICT_LIMIT};
    size_t told = 0;
    while (told < objects->n && !(stop && *stop)) {
        int64_t now = clock_mono_ns(), next = now + NS_PER_S;
        for (size_t i = told; i < objects->n; i++) {
            int64_t at = advance(&jobs[i], now);
            next = at < next ? at : next;
        }
        for (; told < objects->n && jobs[told].step == STEP_END; told++)
            err_collect(&errs, tell(&jobs[told]));
        if (told < objects->n)
            http_wait(http, next - now);
    }
    while (http_busy(http))
        http_poll(http, NS_PER_S);
    if (told < objects->n)
        err_collect(&errs, interrupted(objects->n - told, objects->n));
    for (size_t i = 0; i < objects->n; i++) {
        cJSON_Delete(jobs[i].scale);
        free(jobs[i].body);
        err_free(jobs[i].err);
    }
    free(jobs);
    errs = err_reduce(errs);
    if (errs && told < objects->n)
        errs->exit_code = 130;
    return errs;
}
