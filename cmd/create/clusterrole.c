/* clusterrole.c - "create clusterrole". */
#include "base/mem.h"
#include "create/children.h"
#include "create/generate.h"
#include "create/rules.h"

#include <stdlib.h>
#include <string.h>

struct create_clusterrole {
    struct {
        struct generate_in common;
        struct rules_in rules;
        struct strv urls, aggregation;
    } in;
    struct generate generate;
    const char *name;
    struct rules rules;
    struct strv urls;
    cJSON *labels; /* of --aggregation-rule */
};

/* A copy without blanks at its ends. */
static char *trim(const char *s, size_t n)
{
    static const char blanks[] = " \t\n\v\f\r";
    while (n > 0 && strchr(blanks, *s) != NULL) {
        s++;
        n--;
    }
    while (n > 0 && strchr(blanks, s[n - 1]) != NULL)
        n--;
    return xstrndup(s, n);
}

/* Adds KEY=VALUE,… to labels (NULL: only looks). */
static struct err *parse_labels(const char *text, cJSON *labels)
{
    struct strv pairs = {0};
    struct err *e = NULL;
    strv_split(&pairs, text, ',');
    for (size_t i = 0; e == NULL && i < pairs.n; i++) {
        const char *pair = pairs.v[i], *eq = strchr(pair, '=');
        if (pair[0] == '\0')
            continue;
        if (eq == NULL) {
            e = err_new("malformed pair, expect string=string");
        } else if (labels != NULL) {
            char *key = trim(pair, (size_t)(eq - pair)), *value = trim(eq + 1, strlen(eq + 1));
            doc_set_sorted(labels, key, cJSON_CreateString(value));
            free(value);
            free(key);
        }
    }
    strv_release(&pairs);
    return e;
}

static struct err *check_labels(const char *value)
{
    return parse_labels(value, NULL);
}

static const struct flag flags[] = {
    FLAG_STRING_ARRAY(struct create_clusterrole, in.aggregation, "aggregation-rule", 0, "KEY=VALUE,…", "", 0,
                      "Instead of rules: take those of all cluster roles with these labels.", .check = check_labels),
    FLAG_GROUP(struct create_clusterrole, in.common, generate_flags),
    FLAG_STRINGS(struct create_clusterrole, in.urls, "non-resource-url", 0, "PATH,…", "", 0,
                 "Paths of the server that are no resources (/healthz, /logs/*). May be repeated."),
    FLAG_GROUP(struct create_clusterrole, in.rules, rules_flags),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct create_clusterrole *o = opts;
    struct err *e = generate_name(ctx, argc, argv, &o->name);
    if (e != NULL)
        return e;
    for (size_t i = 0; i < o->in.urls.n; i++) {
        if (!strv_has(&o->urls, o->in.urls.v[i]))
            strv_add(&o->urls, o->in.urls.v[i]);
    }
    rules_parse(&o->rules, &o->in.rules);
    o->labels = cJSON_CreateObject();
    for (size_t i = 0; e == NULL && i < o->in.aggregation.n; i++)
        e = parse_labels(o->in.aggregation.v[i], o->labels);
    return e != NULL ? e : generate_complete(ctx, &o->in.common, &o->generate);
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct create_clusterrole *o = opts;
    struct err *e = generate_check_name(o->name);
    if (e != NULL)
        return e;
    if (o->labels->child != NULL)
        return o->urls.n > 0 || o->rules.verbs.n > 0 || o->rules.n > 0 || o->rules.names.n > 0
                   ? err_new("aggregation rule must be specified without nonResourceURLs, verbs, resources or "
                             "resourceNames")
                   : NULL;
    if (o->rules.verbs.n == 0)
        return err_new("at least one verb must be specified");
    if (o->rules.n == 0 && o->urls.n == 0)
        return err_new("one of resource or nonResourceURL must be specified");
    return NULL;
}

static struct err *check_urls(const struct create_clusterrole *o)
{
    static const char *const verbs[] = {"get", "post", "put", "delete", "patch", "head", "options", "*"};
    for (size_t i = 0; o->urls.n > 0 && i < o->rules.verbs.n; i++) {
        bool known = false;
        for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++)
            known = known || strcmp(verbs[k], o->rules.verbs.v[i]) == 0;
        if (!known)
            return err_new("invalid verb: '%s' for nonResourceURL", o->rules.verbs.v[i]);
    }
    for (size_t i = 0; i < o->urls.n; i++) {
        const char *url = o->urls.v[i], *star = strchr(url, '*');
        if (strcmp(url, "*") == 0)
            continue;
        if (url[0] != '/')
            return err_new("nonResourceURL should start with /");
        if (star != NULL && star[1] != '\0')
            return err_new("nonResourceURL only supports wildcard matches when '*' is at the end");
    }
    return NULL;
}

/* rules: null, and the selectors of the roles whose rules count. Takes the labels. */
static void aggregate(cJSON *object, cJSON *labels)
{
    cJSON *selector = cJSON_CreateObject(), *selectors = cJSON_CreateArray();
    doc_set(selector, "matchLabels", labels);
    cJSON_AddItemToArray(selectors, selector);
    doc_set(object, "rules", cJSON_CreateNull());
    doc_set(doc_make_at(object, "aggregationRule"), "clusterRoleSelectors", selectors);
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct create_clusterrole *o = opts;
    struct err *e = NULL;
    if (o->labels->child == NULL) {
        if (o->rules.n > 0)
            e = rules_check(ctx, &o->rules);
        if (e == NULL)
            e = check_urls(o);
    }
    if (e != NULL)
        return e;
    cJSON *object = generate_object(&o->generate, "rbac.authorization.k8s.io/v1", "ClusterRole", o->name);
    if (o->labels->child != NULL) {
        aggregate(object, o->labels);
        o->labels = NULL;
    } else {
        doc_set(object, "rules", rules_make(ctx, &o->rules, &o->urls));
    }
    return generate_run(ctx, &o->generate, object, NULL);
}

static void release(void *opts)
{
    struct create_clusterrole *o = opts;
    rules_release(&o->rules);
    strv_release(&o->urls);
    cJSON_Delete(o->labels);
}

static const struct example examples[] = {
    {"Let read pods", "kubec create clusterrole pod-reader --verb=get,list,watch --resource=pods"},
    {"Let read paths of the server", "kubec create clusterrole logs --verb=get --non-resource-url='/logs/*'"},
    {"Gather the rules of other cluster roles",
     "kubec create clusterrole monitoring --aggregation-rule=example.com/aggregate-to-monitoring=true"},
    {0},
};

const struct command cmd_create_clusterrole = {
    .name = "clusterrole",
    .usage = "NAME --verb=verb --resource=resource.group [--resource-name=resourcename] "
             "[--dry-run=server|client|none] [flags]",
    .summary = "Create a cluster role",
    .description =
        "Creates a cluster role: what may be done with which resources, in all namespaces or outside of them. A "
        "binding gives it to somebody.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct create_clusterrole),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
};
