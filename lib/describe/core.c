/* core.c - namespaces, quotas, limits, secrets, config maps, service accounts, priority classes in words. */
#include "describe/describe.h"

#include "api/status.h"
#include "base/base64.h"
#include "base/mem.h"
#include "base/quantity.h"
#include "base/strv.h"

#include <stdlib.h>
#include <string.h>

/* ---- limits ---- */

static void add_limit(struct buf *out, const cJSON *item, const char *member, const char *resource)
{
    const cJSON *v = doc_get(doc_get(item, member), resource);
    buf_addc(out, '\t');
    if (v == NULL)
        buf_addc(out, '-');
    else
        add_quantity(out, v);
}

/* The resources that a limit names anywhere, sorted (kubectl has them in the random order of Go's maps). */
static cJSON *limited_resources(const cJSON *item)
{
    static const char *const members[] = {"max", "min", "default", "defaultRequest", "maxLimitRequestRatio"};
    cJSON *all = cJSON_CreateObject();
    const cJSON *one;
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        cJSON_ArrayForEach(one, doc_get(item, members[i]))
        {
            if (one->string != NULL && doc_get(all, one->string) == NULL)
                doc_set_sorted(all, one->string, cJSON_CreateTrue());
        }
    }
    return all;
}

static void say_limits(struct buf *out, const cJSON *limits, const char *prefix)
{
    const cJSON *item, *resource;
    cJSON_ArrayForEach(item, limits)
    {
        cJSON *resources = limited_resources(item);
        cJSON_ArrayForEach(resource, resources)
        {
            say(out, 0, "%s%s\t%s", prefix, text_at(item, "type"), resource->string);
            add_limit(out, item, "min", resource->string);
            add_limit(out, item, "max", resource->string);
            add_limit(out, item, "defaultRequest", resource->string);
            add_limit(out, item, "default", resource->string);
            add_limit(out, item, "maxLimitRequestRatio", resource->string);
            buf_addc(out, '\n');
        }
        cJSON_Delete(resources);
    }
}

#define LIMIT_TITLES "Type\tResource\tMin\tMax\tDefault Request\tDefault Limit\tMax Limit/Request Ratio\n"
#define LIMIT_LINES "----\t--------\t---\t---\t---------------\t-------------\t-----------------------\n"

static struct err *print_limit_range(struct description *d)
{
    say_name(d);
    say(&d->out, 0, LIMIT_TITLES LIMIT_LINES);
    say_limits(&d->out, doc_at(d->object, "spec.limits"), "");
    return NULL;
}

/* ---- quotas ---- */

static const char *help_of_scope(const char *scope)
{
    static const char *const texts[][2] = {
        {"Terminating", "Matches all pods that have an active deadline. These pods have a limited lifespan on a node "
                        "before being actively terminated by the system."},
        {"NotTerminating", "Matches all pods that do not have an active deadline. These pods usually include long "
                           "running pods whose container command is not expected to terminate."},
        {"BestEffort", "Matches all pods that do not have resource requirements set. These pods have a best effort "
                       "quality of service."},
        {"NotBestEffort", "Matches all pods that have at least one resource requirement set. These pods have a "
                          "burstable or guaranteed quality of service."}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (str_eq(scope, texts[i][0]))
            return texts[i][1];
    }
    return NULL;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void say_scopes(struct buf *out, int level, const cJSON *scopes, const char *mark)
{
    size_t n = 0;
    const cJSON *one;
    if (!is_filled(scopes))
        return;
    const char **sorted = xcalloc((size_t)cJSON_GetArraySize(scopes), sizeof *sorted);
    cJSON_ArrayForEach(one, scopes) sorted[n++] = text_of(one);
    qsort(sorted, n, sizeof *sorted, by_text);
    say(out, level, "Scopes:\t");
    for (size_t i = 0; i < n; i++)
        buf_addf(out, "%s%s", i > 0 ? ", " : "", sorted[i]);
    buf_addc(out, '\n');
    for (size_t i = 0; i < n; i++) {
        const char *help = help_of_scope(sorted[i]);
        if (help != NULL)
            say(out, level, "%s%s\n", mark, help);
    }
    free(sorted);
}

/* What is used, written in the format of the limit when one is binary and the other decimal. */
static void add_used(struct buf *out, const cJSON *used, const cJSON *hard, bool same_format)
{
    struct quantity u, h;
    if (!same_format || quantity_parse(cJSON_IsString(used) ? used->valuestring : "0", &u) != NULL ||
        quantity_parse(text_of(hard), &h) != NULL || u.format == h.format) {
        add_quantity(out, used);
        return;
    }
    char *whole = xasprintf("%lld", (long long)quantity_scaled(&u, 0));
    if (quantity_parse(whole, &u) == NULL) {
        u.format = h.format;
        u.text[0] = '\0';
        char *text = quantity_text(&u);
        buf_adds(out, text);
        free(text);
    }
    free(whole);
}

static void say_usage(struct buf *out, int level, const cJSON *quota, bool same_format)
{
    size_t n = 0;
    const cJSON *hard = doc_at(quota, "status.hard"), *used = doc_at(quota, "status.used");
    const cJSON **members = cJSON_IsObject(hard) ? doc_sorted(hard, &n) : NULL;
    for (size_t i = 0; i < n; i++) {
        say(out, level, "%s\t", members[i]->string);
        add_used(out, doc_get(used, members[i]->string), members[i], same_format);
        buf_addc(out, '\t');
        add_quantity(out, members[i]);
        buf_addc(out, '\n');
    }
    free(members);
}

static struct err *print_quota(struct description *d)
{
    say_name(d);
    say_scopes(&d->out, 0, doc_at(d->object, "spec.scopes"), " * ");
    say(&d->out, 0, "Resource\tUsed\tHard\n--------\t----\t----\n");
    say_usage(&d->out, 0, d->object, true);
    return NULL;
}

/* ---- namespaces ---- */

enum { QUOTAS = 1, LIMITS };

static void ask_namespace(struct description *d)
{
    const char *name = text_at(d->object, "metadata.name");
    describe_ask_list(d, "v1", "ResourceQuota", name, NULL, NULL, true);
    describe_ask_list(d, "v1", "LimitRange", name, NULL, NULL, true);
}

static void say_quotas(struct buf *out, const cJSON *quotas)
{
    size_t n = 0;
    if (!is_filled(quotas)) {
        say(out, 0, "No resource quota.\n");
        return;
    }
    const cJSON **sorted = sorted_by(quotas, "metadata.name", &n);
    say(out, 0, "Resource Quotas\n");
    for (size_t i = 0; i < n; i++) {
        say(out, 1, "Name:\t%s\n", text_at(sorted[i], "metadata.name"));
        say_scopes(out, 1, doc_at(sorted[i], "spec.scopes"), "* ");
        say(out, 1, "Resource\tUsed\tHard\n");
        say(out, 1, "--------\t---\t---\n");
        say_usage(out, 1, sorted[i], false);
    }
    free(sorted);
}

/* An answer that is not there is no error: the server may not have the type. */
static struct err *failed(struct description *d, size_t number)
{
    const struct err *e = describe_read_at(d, number)->err;
    return e != NULL && !err_has_reason(e, "NotFound") ? describe_take_error(d, number) : NULL;
}

static struct err *print_namespace(struct description *d)
{
    static const struct describe_column columns[] = {
        {"Type", "----", "type", false},
        {"Status", "------", "status", false},
        {"LastTransitionTime", "------------------", "lastTransitionTime", true},
        {"Reason", "------", "reason", false},
        {"Message", "-------", "message", false}};
    const struct describe_read *quotas = describe_read_at(d, QUOTAS), *limits = describe_read_at(d, LIMITS);
    struct err *e = failed(d, QUOTAS);
    if (e == NULL)
        e = failed(d, LIMITS);
    if (e != NULL)
        return e;
    say(&d->out, 0, "Name:\t%s\n", text_at(d->object, "metadata.name"));
    say_labels(d);
    say_annotations(d);
    say(&d->out, 0, "Status:\t%s\n", text_at(d->object, "status.phase"));
    if (is_filled(doc_at(d->object, "status.conditions"))) {
        say(&d->out, 0, "Conditions:\n");
        say_conditions(&d->out, doc_at(d->object, "status.conditions"), columns, 5, "\t");
    }
    if (quotas->answer != NULL) {
        say(&d->out, 0, "\n");
        say_quotas(&d->out, quotas->answer);
    }
    if (limits->answer != NULL && !is_filled(limits->answer)) {
        say(&d->out, 0, "\nNo LimitRange resource.\n");
    } else if (limits->answer != NULL) {
        const cJSON *one;
        say(&d->out, 0, "\nResource Limits\n " LIMIT_TITLES " " LIMIT_LINES);
        cJSON_ArrayForEach(one, limits->answer) say_limits(&d->out, doc_at(one, "spec.limits"), " ");
    }
    return NULL;
}

/* ---- data ---- */

static struct err *print_secret(struct description *d)
{
    size_t n = 0;
    const char *type = text_at(d->object, "type");
    const cJSON *data = doc_get(d->object, "data");
    const cJSON **members = cJSON_IsObject(data) ? doc_sorted(data, &n) : NULL;
    say_name(d);
    say_labels(d);
    say_annotations(d);
    say(&d->out, 0, "\nType:\t%s\n\nData\n====\n", type);
    for (size_t i = 0; i < n; i++) {
        struct buf value = buf_new();
        (void)base64_decode(&value, text_of(members[i]), strlen(text_of(members[i])), NULL);
        if (str_eq(members[i]->string, "token") && str_eq(type, "kubernetes.io/service-account-token"))
            say(&d->out, 0, "%s:\t%s\n", members[i]->string, value.len > 0 ? value.data : "");
        else
            say(&d->out, 0, "%s:\t%zu bytes\n", members[i]->string, value.len);
        buf_release(&value);
    }
    free(members);
    return NULL;
}

static struct err *print_config_map(struct description *d)
{
    size_t n = 0;
    const cJSON *data = doc_get(d->object, "data"), *binary = doc_get(d->object, "binaryData");
    struct err *e = describe_take_error(d, d->events);
    if (e != NULL)
        return e;
    say_name(d);
    say_labels(d);
    say_annotations(d);
    say(&d->out, 0, "\nData\n====\n");
    const cJSON **members = cJSON_IsObject(data) ? doc_sorted(data, &n) : NULL;
    for (size_t i = 0; i < n; i++)
        say(&d->out, 0, "%s:\n----\n%s\n\n", members[i]->string, text_of(members[i]));
    free(members);
    n = 0;
    members = cJSON_IsObject(binary) ? doc_sorted(binary, &n) : NULL;
    say(&d->out, 0, "\nBinaryData\n====\n");
    for (size_t i = 0; i < n; i++) {
        struct buf value = buf_new();
        (void)base64_decode(&value, text_of(members[i]), strlen(text_of(members[i])), NULL);
        say(&d->out, 0, "%s: %zu bytes\n", members[i]->string, value.len);
        buf_release(&value);
    }
    free(members);
    say(&d->out, 0, "\n");
    return NULL;
}

static struct err *print_service_account(struct description *d)
{
    const char *title = "Image pull secrets:";
    const cJSON *secrets = doc_get(d->object, "imagePullSecrets"), *one;
    say_name(d);
    say_labels(d);
    say_annotations(d);
    if (!is_filled(secrets))
        say(&d->out, 0, "%s\t<none>\n", title);
    cJSON_ArrayForEach(one, secrets)
    {
        say(&d->out, 0, "%s\t%s\n", title, text_at(one, "name"));
        title = "                   ";
    }
    return NULL;
}

static struct err *print_priority_class(struct description *d)
{
    say(&d->out, 0, "Name:\t%s\n", text_at(d->object, "metadata.name"));
    say(&d->out, 0, "Value:\t%s\n", number_at(d->object, "value"));
    say(&d->out, 0, "GlobalDefault:\t%s\n", bool_at(d->object, "globalDefault"));
    say(&d->out, 0, "PreemptionPolicy:\t%s\n", text_at(d->object, "preemptionPolicy"));
    say(&d->out, 0, "Description:\t%s\n", text_at(d->object, "description"));
    say(&d->out, 0, "Annotations:\t");
    add_labels_line(&d->out, doc_at(d->object, "metadata.annotations"));
    buf_addc(&d->out, '\n');
    return NULL;
}

const struct describer describers_core[] = {
    {"", "Namespace", "v1", ask_namespace, print_namespace, true},
    {"", "LimitRange", "v1", NULL, print_limit_range, true},
    {"", "ResourceQuota", "v1", NULL, print_quota, true},
    {"", "Secret", "v1", NULL, print_secret, true},
    {"", "ConfigMap", "v1", NULL, print_config_map, false},
    {"", "ServiceAccount", "v1", NULL, print_service_account, false},
    {"scheduling.k8s.io", "PriorityClass", "v1", NULL, print_priority_class, false},
    {0},
};
