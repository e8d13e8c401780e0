/* wide.c - -o wide of "top": what pods ask for and may have, beside what they use. */
#include "top/children.h"

#include "base/strv.h"

#include <stdlib.h>

const char *const top_outputs[] = {"wide", NULL};

struct err *top_check_output(const char *output)
{
    if (output[0] == '\0' || str_eq(output, "wide"))
        return NULL;
    char *quoted = str_quote(output);
    struct err *e = err_new("unknown output format: %s, must be one of: wide", quoted);
    free(quoted);
    return e;
}

static void reserve(struct top_reserved *r, const cJSON *resources)
{
    static const char *const names[] = {"cpu", "memory"};
    const cJSON *requests = doc_get(resources, "requests"), *limits = doc_get(resources, "limits");
    top_add(&r->request, requests);
    top_add(&r->limit, limits);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        r->requested[i] = r->requested[i] || doc_get(requests, names[i]) != NULL;
        r->limited[i] = r->limited[i] || doc_get(limits, names[i]) != NULL;
    }
}

/* A container that runs as long as the pod does. */
static bool stays(const cJSON *init)
{
    const char *policy = doc_str_at(init, "restartPolicy");
    return policy != NULL && str_eq(policy, "Always");
}

void top_reserve(struct top_reserved *r, const cJSON *pod, const char *container)
{
    const cJSON *spec = doc_get(pod, "spec"), *own = doc_get(spec, "resources"), *one;
    if (container == NULL && own != NULL && own->child != NULL) { /* of the pod as a whole (KEP-2837) */
        reserve(r, own);
        return;
    }
    cJSON_ArrayForEach(one, doc_get(spec, "containers"))
    {
        if (container == NULL || str_eq(container, doc_str_at(one, "name")))
            reserve(r, doc_get(one, "resources"));
    }
    cJSON_ArrayForEach(one, doc_get(spec, "initContainers"))
    {
        if (stays(one) && (container == NULL || str_eq(container, doc_str_at(one, "name"))))
            reserve(r, doc_get(one, "resources"));
    }
}

void top_reserve_more(struct top_reserved *r, const struct top_reserved *more)
{
    for (size_t i = 0; i < TOP_RESOURCES; i++) {
        if (__builtin_add_overflow(r->request.amount[i], more->request.amount[i], &r->request.amount[i]))
            r->request.amount[i] = INT64_MAX;
        if (__builtin_add_overflow(r->limit.amount[i], more->limit.amount[i], &r->limit.amount[i]))
            r->limit.amount[i] = INT64_MAX;
        r->requested[i] = r->requested[i] || more->requested[i];
        r->limited[i] = r->limited[i] || more->limited[i];
    }
}

void top_add_reserved(struct buf *out, const struct top_reserved *r)
{
    for (size_t i = 0; i < 2; i++) {
        if (r->requested[i])
            top_add_amount(out, &r->request, i);
        else
            buf_adds(out, "<none>\t");
        if (r->limited[i])
            top_add_amount(out, &r->limit, i);
        else
            buf_adds(out, "<none>\t");
    }
}
