/* resources.c - what pods ask of their node, and the class that this makes of them. */
#include "describe/pod.h"

#include "base/mem.h"
#include "base/quantity.h"
#include "base/strv.h"

#include <stdlib.h>
#include <string.h>

/* ---- maps of quantities ---- */

static bool read_quantity(const cJSON *v, struct quantity *out)
{
    const char *text = cJSON_IsNumber(v) ? doc_number_text(v) : cJSON_IsString(v) ? v->valuestring : "0";
    return quantity_parse(text, out) == NULL;
}

static void set_quantity(cJSON *list, const char *name, const struct quantity *q)
{
    char *text = quantity_text(q);
    doc_set_str(list, name, text);
    free(text);
}

static void add_one(cJSON *list, const cJSON *amount)
{
    struct quantity sum, q;
    const cJSON *old = doc_get(list, amount->string);
    if (old == NULL)
        doc_set(list, amount->string, doc_dup(amount));
    else if (read_quantity(old, &sum) && read_quantity(amount, &q) && quantity_add(&sum, &q))
        set_quantity(list, amount->string, &sum);
}

static void add_list(cJSON *list, const cJSON *amounts)
{
    const cJSON *one;
    if (!cJSON_IsObject(amounts))
        return;
    cJSON_ArrayForEach(one, amounts) add_one(list, one);
}

/* The greater of each. */
static void raise_list(cJSON *list, const cJSON *amounts)
{
    struct quantity a, b;
    const cJSON *one;
    cJSON_ArrayForEach(one, amounts)
    {
        const cJSON *old = doc_get(list, one->string);
        if (old == NULL || (read_quantity(old, &a) && read_quantity(one, &b) && quantity_cmp(&b, &a) > 0))
            doc_set(list, one->string, doc_dup(one));
    }
}

/* ---- of a pod ---- */

/* Which of a container's numbers count. */
enum amounts { OF_SPEC, ALLOCATED, ACTUATED };

struct sum_of {
    const cJSON *pod;
    const char *what; /* "requests", "limits" */
    enum amounts from;
    bool infeasible; /* a resize that the node refused: the spec does not count */
};

static const cJSON *status_of_container(const cJSON *pod, const char *name)
{
    static const char *const lists[] = {"status.containerStatuses", "status.initContainerStatuses"};
    const cJSON *one;
    for (size_t i = 0; i < 2; i++) {
        cJSON_ArrayForEach(one, doc_at(pod, lists[i]))
        {
            if (str_eq(text_at(one, "name"), name))
                return one;
        }
    }
    return NULL;
}

static const cJSON *amounts_of(const struct sum_of *s, const cJSON *container)
{
    const cJSON *spec = doc_get(doc_get(container, "resources"), s->what);
    if (s->from == OF_SPEC)
        return spec;
    const cJSON *status = status_of_container(s->pod, text_at(container, "name"));
    const cJSON *actual = doc_get(doc_get(status, "resources"), s->what);
    const cJSON *allocated = doc_get(status, "allocatedResources");
    if (s->from == ACTUATED && cJSON_IsObject(actual))
        return actual;
    if (str_eq(s->what, "requests") && cJSON_IsObject(allocated))
        return allocated;
    return s->infeasible ? NULL : spec;
}

/* All containers together; init containers run one after the other, beside those that are restarted (KEP 753). The
 * caller's. */
static cJSON *sum_containers(const struct sum_of *s)
{
    cJSON *all = cJSON_CreateObject(), *sidecars = cJSON_CreateObject(), *start = cJSON_CreateObject();
    const cJSON *c;
    cJSON_ArrayForEach(c, doc_at(s->pod, "spec.containers")) add_list(all, amounts_of(s, c));
    cJSON_ArrayForEach(c, doc_at(s->pod, "spec.initContainers"))
    {
        const cJSON *amounts = amounts_of(s, c);
        if (str_eq(text_at(c, "restartPolicy"), "Always")) {
            add_list(all, amounts);
            add_list(sidecars, amounts);
            raise_list(start, sidecars);
        } else {
            cJSON *both = doc_dup(sidecars);
            add_list(both, amounts);
            raise_list(start, both);
            cJSON_Delete(both);
        }
    }
    raise_list(all, start);
    cJSON_Delete(start);
    cJSON_Delete(sidecars);
    return all;
}

static bool is_pod_level(const char *name)
{
    return str_eq(name, "cpu") || str_eq(name, "memory") || str_starts(name, "hugepages-");
}

/* KEP 2837: what the pod itself names stands for its containers. */
static bool has_pod_level(const cJSON *list)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, list)
    {
        if (one->string != NULL && is_pod_level(one->string))
            return true;
    }
    return false;
}

static bool is_infeasible(const cJSON *pod)
{
    const cJSON *c;
    cJSON_ArrayForEach(c, doc_at(pod, "status.conditions"))
    {
        if (str_eq(text_at(c, "type"), "PodResizePending"))
            return str_eq(text_at(c, "reason"), "Infeasible");
    }
    return false;
}

static cJSON *containers_of(const cJSON *pod, bool limits, bool with_status)
{
    struct sum_of s = {
        .pod = pod, .what = limits ? "limits" : "requests", .infeasible = with_status && is_infeasible(pod)};
    if (!with_status)
        return sum_containers(&s);
    cJSON *all = s.infeasible ? cJSON_CreateObject() : sum_containers(&s);
    for (enum amounts from = limits ? ACTUATED : ALLOCATED; from <= ACTUATED; from++) {
        s.from = from;
        cJSON *more = sum_containers(&s);
        raise_list(all, more);
        cJSON_Delete(more);
    }
    return all;
}

void pod_add_resources(cJSON *sums, const cJSON *pod, bool limits, bool with_status)
{
    cJSON *all = containers_of(pod, limits, with_status);
    const cJSON *own = doc_at(pod, limits ? "spec.resources.limits" : "spec.resources.requests"), *one;
    struct quantity q;
    bool counts = has_pod_level(own) || (limits && has_pod_level(doc_at(pod, "spec.resources.requests")));
    cJSON_ArrayForEach(one, own)
    {
        if (counts && is_pod_level(one->string))
            doc_set(all, one->string, doc_dup(one));
    }
    cJSON_ArrayForEach(one, doc_at(pod, "spec.overhead"))
    {
        const cJSON *old = doc_get(all, one->string);
        if (!limits || (old != NULL && read_quantity(old, &q) && !quantity_is_zero(&q)))
            add_one(all, one);
    }
    add_list(sums, all);
    cJSON_Delete(all);
}

/* ---- quality of service ---- */

enum qos { QOS_NONE, BEST_EFFORT, BURSTABLE, GUARANTEED };

static enum qos qos_of(const cJSON *resources)
{
    static const char *const names[] = {"cpu", "memory"};
    const cJSON *requests = doc_get(resources, "requests"), *limits = doc_get(resources, "limits");
    enum qos all = QOS_NONE;
    if (!is_filled(requests) && !is_filled(limits))
        return BEST_EFFORT;
    for (size_t i = 0; i < 2; i++) {
        struct quantity r, l;
        if (!read_quantity(doc_get(requests, names[i]), &r) || !read_quantity(doc_get(limits, names[i]), &l) ||
            quantity_cmp(&r, &l) != 0)
            return BURSTABLE;
        enum qos one = quantity_is_zero(&r) ? BEST_EFFORT : GUARANTEED;
        if (all != QOS_NONE && all != one)
            return BURSTABLE;
        all = one;
    }
    return all;
}

const char *pod_qos(const cJSON *pod)
{
    static const char *const lists[] = {"spec.initContainers", "spec.containers"};
    static const char *const names[] = {"BestEffort", "BestEffort", "Burstable", "Guaranteed"};
    const cJSON *own = doc_at(pod, "spec.resources"), *c;
    enum qos all = QOS_NONE;
    if (has_pod_level(doc_get(own, "requests")) || has_pod_level(doc_get(own, "limits")))
        return names[qos_of(own)];
    for (size_t i = 0; i < 2; i++) {
        cJSON_ArrayForEach(c, doc_at(pod, lists[i]))
        {
            enum qos one = qos_of(doc_get(c, "resources"));
            if (all == QOS_NONE)
                all = one;
            else if (all != one)
                all = BURSTABLE;
        }
    }
    return names[all];
}
