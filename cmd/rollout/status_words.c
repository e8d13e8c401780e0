/* status_words.c - how far a rollout is (kubectl's polymorphichelpers: rollout_status.go). */
#include "rollout/status_words.h"

#include "base/mem.h"
#include "rollout/revisions.h"

#include <stdlib.h>

static int64_t number_at(const cJSON *object, const char *path)
{
    int64_t n = 0;
    return doc_get_int64(doc_at(object, path), &n) ? n : 0;
}

static const char *text_at(const cJSON *object, const char *path)
{
    const char *s = doc_str_at(object, path);
    return s != NULL ? s : "";
}

static bool is_number(const cJSON *object, const char *path)
{
    return cJSON_IsNumber(doc_at(object, path));
}

static bool deadline_exceeded(const cJSON *object)
{
    const cJSON *condition;
    cJSON_ArrayForEach(condition, doc_at(object, "status.conditions"))
    {
        if (str_eq(text_at(condition, "type"), "Progressing"))
            return str_eq(text_at(condition, "reason"), "ProgressDeadlineExceeded");
    }
    return false;
}

static struct err *check_revision(const cJSON *object, int64_t revision)
{
    int64_t now;
    if (revision <= 0)
        return NULL;
    if (!revision_number(object, &now)) {
        const cJSON *given = doc_get(doc_at(object, "metadata.annotations"), REVISION_ANNOTATION);
        char *quoted = str_quote(given->valuestring), *name = str_quote(text_at(object, "metadata.name"));
        struct err *e = err_new(
            "cannot get the revision of deployment %s: strconv.ParseInt: parsing %s: invalid syntax", name, quoted);
        free(name);
        free(quoted);
        return e;
    }
    if (now == revision)
        return NULL;
    return err_new("desired revision (%lld) is different from the running revision (%lld)", (long long)revision,
                   (long long)now);
}

static struct err *deployment(const cJSON *o, const char *name, char **text, bool *done)
{
    long long replicas = number_at(o, "status.replicas"), updated = number_at(o, "status.updatedReplicas");
    long long available = number_at(o, "status.availableReplicas"), wanted = number_at(o, "spec.replicas");
    if (number_at(o, "metadata.generation") > number_at(o, "status.observedGeneration")) {
        *text = xstrdup("Waiting for deployment spec update to be observed...\n");
        return NULL;
    }
    if (deadline_exceeded(o))
        return err_new("deployment %s exceeded its progress deadline", name);
    if (is_number(o, "spec.replicas") && updated < wanted)
        *text = xasprintf("Waiting for deployment %s rollout to finish: %lld out of %lld new replicas have been "
                          "updated...\n",
                          name, updated, wanted);
    else if (replicas > updated)
        *text = xasprintf("Waiting for deployment %s rollout to finish: %lld old replicas are pending termination...\n",
                          name, replicas - updated);
    else if (available < updated)
        *text = xasprintf("Waiting for deployment %s rollout to finish: %lld of %lld updated replicas are "
                          "available...\n",
                          name, available, updated);
    else {
        *done = true;
        *text = xasprintf("deployment %s successfully rolled out\n", name);
    }
    return NULL;
}

static struct err *wrong_strategy(void)
{
    return err_new("rollout status is only available for RollingUpdate strategy type");
}

static struct err *daemon_set(const cJSON *o, const char *name, char **text, bool *done)
{
    long long updated = number_at(o, "status.updatedNumberScheduled");
    long long wanted = number_at(o, "status.desiredNumberScheduled"),
              available = number_at(o, "status.numberAvailable");
    if (!str_eq(text_at(o, "spec.updateStrategy.type"), "RollingUpdate"))
        return wrong_strategy();
    if (number_at(o, "metadata.generation") > number_at(o, "status.observedGeneration"))
        *text = xstrdup("Waiting for daemon set spec update to be observed...\n");
    else if (updated < wanted)
        *text =
            xasprintf("Waiting for daemon set %s rollout to finish: %lld out of %lld new pods have been updated...\n",
                      name, updated, wanted);
    else if (available < wanted)
        *text = xasprintf("Waiting for daemon set %s rollout to finish: %lld of %lld updated pods are available...\n",
                          name, available, wanted);
    else {
        *done = true;
        *text = xasprintf("daemon set %s successfully rolled out\n", name);
    }
    return NULL;
}

static struct err *stateful_set(const cJSON *o, char **text, bool *done)
{
    long long wanted = number_at(o, "spec.replicas"), ready = number_at(o, "status.readyReplicas");
    long long updated = number_at(o, "status.updatedReplicas"), current = number_at(o, "status.currentReplicas");
    int64_t observed = number_at(o, "status.observedGeneration");
    const char *now = text_at(o, "status.currentRevision"), *next = text_at(o, "status.updateRevision");
    if (!str_eq(text_at(o, "spec.updateStrategy.type"), "RollingUpdate"))
        return wrong_strategy();
    long long partition = number_at(o, "spec.updateStrategy.rollingUpdate.partition");
    bool parted = is_number(o, "spec.replicas") && is_number(o, "spec.updateStrategy.rollingUpdate.partition");
    if (observed == 0 || number_at(o, "metadata.generation") > observed) {
        *text = xstrdup("Waiting for statefulset spec update to be observed...\n");
    } else if (is_number(o, "spec.replicas") && ready < wanted) {
        *text = xasprintf("Waiting for %lld pods to be ready...\n", wanted - ready);
    } else if (cJSON_IsObject(doc_at(o, "spec.updateStrategy.rollingUpdate"))) {
        *done = !(parted && updated < wanted - partition);
        *text = *done ? xasprintf("partitioned roll out complete: %lld new pods have been updated...\n", updated)
                      : xasprintf("Waiting for partitioned roll out to finish: %lld out of %lld new pods have been "
                                  "updated...\n",
                                  updated, wanted - partition);
    } else if (!str_eq(next, now)) {
        *text = xasprintf("waiting for statefulset rolling update to complete %lld pods at revision %s...\n", updated,
                          next);
    } else {
        *done = true;
        *text = xasprintf("statefulset rolling update complete %lld pods at revision %s...\n", current, now);
    }
    return NULL;
}

struct err *rollout_status_words(enum rollout_kind kind, const cJSON *object, int64_t revision, char **text, bool *done)
{
    char *name = str_quote(text_at(object, "metadata.name"));
    struct err *e = kind == ROLLOUT_DEPLOYMENT ? check_revision(object, revision) : NULL;
    *text = NULL;
    *done = false;
    if (e == NULL && kind == ROLLOUT_DEPLOYMENT)
        e = deployment(object, name, text, done);
    else if (e == NULL && kind == ROLLOUT_DAEMONSET)
        e = daemon_set(object, name, text, done);
    else if (e == NULL)
        e = stateful_set(object, text, done);
    free(name);
    return e;
}
