/* rules.c - the rules of roles. */
#include "create/rules.h"

#include "api/discovery.h"
#include "api/session.h"
#include "base/mem.h"
#include "cli/completion.h"
#include "completers.h"
#include "doc/doc.h"
#include "resource/write.h"

#include <stdlib.h>
#include <string.h>

static const char *const standard_verbs[] = {"*",      "get",   "delete",   "list",       "create",
                                             "update", "patch", "watch",    "proxy",      "deletecollection",
                                             "use",    "bind",  "escalate", "impersonate"};
enum { NVERBS = sizeof standard_verbs / sizeof *standard_verbs };

/* Verbs that only these resources have. */
static const struct {
    const char *verb, *group, *resource;
} special[] = {
    {"use", "policy", "podsecuritypolicies"},
    {"use", "extensions", "podsecuritypolicies"},
    {"bind", "rbac.authorization.k8s.io", "roles"},
    {"bind", "rbac.authorization.k8s.io", "clusterroles"},
    {"escalate", "rbac.authorization.k8s.io", "roles"},
    {"escalate", "rbac.authorization.k8s.io", "clusterroles"},
    {"impersonate", "", "users"},
    {"impersonate", "", "serviceaccounts"},
    {"impersonate", "", "groups"},
    {"impersonate", "authentication.k8s.io", "userextras"},
};
enum { NSPECIAL = sizeof special / sizeof *special };

static void complete_verbs(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    for (size_t i = 0; i < NVERBS; i++)
        completion_add_listed(out, prefix, standard_verbs[i], NULL);
}

static void complete_resources(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    complete_types(ctx, prefix, out);
}

const struct flag rules_flags[] = {
    FLAG_STRINGS(struct rules_in, resources, "resource", 0, "RESOURCE[.GROUP][/SUBRESOURCE],…", "", 0,
                 "What the rule is about; * is everything. May be repeated.", .complete = complete_resources),
    FLAG_STRING_ARRAY(struct rules_in, resource_names, "resource-name", 0, "NAME", "", 0,
                      "Only the object of this name. May be repeated."),
    FLAG_STRINGS(
        struct rules_in, verbs, "verb", 0, "VERB,…", "", 0,
        "What may be done: get, list, watch, create, update, patch, delete, deletecollection; * is everything. "
        "May be repeated.",
        .complete = complete_verbs),
    FLAG_END,
};

static void add_once(struct strv *to, const char *s)
{
    if (!strv_has(to, s))
        strv_add(to, s);
}

/* RESOURCE[.GROUP][/SUBRESOURCE] */
static struct rule_resource parse_resource(const char *text)
{
    struct rule_resource r;
    const char *subresource, *group;
    char *full = str_cut(text, '/', &subresource);
    r.subresource = xstrdup(subresource != NULL ? subresource : "");
    r.name = str_cut(full, '.', &group);
    r.group = xstrdup(group != NULL ? group : "");
    free(full);
    return r;
}

static void release_resources(struct rules *r)
{
    for (size_t i = 0; i < r->n; i++) {
        free(r->resources[i].group);
        free(r->resources[i].name);
        free(r->resources[i].subresource);
    }
    r->n = 0;
}

void rules_parse(struct rules *r, const struct rules_in *in)
{
    *r = (struct rules){0};
    for (size_t i = 0; i < in->verbs.n; i++)
        add_once(&r->verbs, in->verbs.v[i]);
    if (strv_has(&r->verbs, "*")) {
        strv_release(&r->verbs);
        strv_add(&r->verbs, "*");
    }
    for (size_t i = 0; i < in->resource_names.n; i++)
        add_once(&r->names, in->resource_names.v[i]);
    r->resources = xcalloc(in->resources.n, sizeof *r->resources);
    for (size_t i = 0; i < in->resources.n; i++) {
        bool all = strcmp(in->resources.v[i], "*") == 0;
        if (all)
            release_resources(r); /* it holds the others, and what follows */
        r->resources[r->n++] = parse_resource(in->resources.v[i]);
        if (all)
            break;
    }
}

void rules_release(struct rules *r)
{
    strv_release(&r->verbs);
    strv_release(&r->names);
    release_resources(r);
    free(r->resources);
    r->resources = NULL;
}

void rules_warn(const struct cmd_ctx *ctx, const struct rules *r)
{
    for (size_t i = 0; i < r->verbs.n; i++) {
        bool known = false;
        for (size_t k = 0; k < NVERBS; k++)
            known = known || strcmp(standard_verbs[k], r->verbs.v[i]) == 0;
        if (known)
            continue;
        char *safe = str_sanitize(r->verbs.v[i]);
        fprintf(ctx->err, "Warning: '%s' is not a standard resource verb\n", safe);
        free(safe);
    }
}

/* The resource that is meant, in *group and *name (borrowed): as it was given where the server has none such, with
 * kubectl's error then. */
static struct err *look_up(struct cmd_ctx *ctx, const struct rule_resource *r, const char **group, const char **name)
{
    const struct api_resource *found = NULL;
    *group = r->group;
    *name = r->name;
    struct err *e = mapping_for_resource(session_get(ctx), r->group, r->name, &found);
    if (found != NULL) {
        *group = found->group;
        *name = found->name;
    } else if (e == NULL) {
        char *quoted = str_quote(r->name), *in = str_quote(r->group);
        /* kubectl prints it without "error: ". */
        e = err_new_kind(ERR_NET, "the server doesn't have a resource type %s%s%s", quoted,
                         r->group[0] != '\0' ? " in group " : "", r->group[0] != '\0' ? in : "");
        free(in);
        free(quoted);
    }
    return e;
}

/* Looks whether the resource can be asked for the verb if it is a special one; *matched: it is, and it can. */
static struct err *check_special(const char *verb, const char *group, const char *name, bool *matched)
{
    bool is_special = false, match = false;
    for (size_t i = 0; i < NSPECIAL; i++) {
        if (strcmp(special[i].verb, verb) != 0)
            continue;
        is_special = true;
        match = match || (strcmp(special[i].group, group) == 0 && strcmp(special[i].resource, name) == 0);
    }
    if (is_special && !match)
        return err_new("can not perform '%s' on '%s' in group '%s'", verb, name, group);
    *matched = *matched || match;
    return NULL;
}

static struct err *check_resource(struct cmd_ctx *ctx, const struct rules *r, const struct rule_resource *one)
{
    const char *group, *name;
    bool matched = false; /* a resource that only a special verb knows (users) need not be served */
    struct err *missing = look_up(ctx, one, &group, &name), *e = NULL;
    for (size_t i = 0; e == NULL && i < r->verbs.n; i++)
        e = check_special(r->verbs.v[i], group, name, &matched);
    if (e != NULL || matched) {
        err_free(missing);
        return e;
    }
    return missing;
}

struct err *rules_check(struct cmd_ctx *ctx, const struct rules *r)
{
    rules_warn(ctx, r);
    struct err *e = NULL;
    for (size_t i = 0; e == NULL && i < r->n; i++) {
        if (r->resources[i].name[0] == '\0')
            return err_new("resource must be specified if apiGroup/subresource specified");
        if (strcmp(r->resources[i].name, "*") == 0)
            break;
        e = check_resource(ctx, r, &r->resources[i]);
    }
    return e;
}

static cJSON *list_of(const struct strv *words)
{
    cJSON *list = cJSON_CreateArray();
    for (size_t i = 0; i < words->n; i++)
        cJSON_AddItemToArray(list, cJSON_CreateString(words->v[i]));
    return list;
}

/* Adds the resource to its group's list. */
static void group_resource(struct cmd_ctx *ctx, const struct rule_resource *r, cJSON *groups)
{
    const char *group = r->group, *name = r->name;
    if (strcmp(name, "*") != 0)
        err_free(look_up(ctx, r, &group, &name));
    char *text = xasprintf("%s%s%s", name, r->subresource[0] != '\0' ? "/" : "", r->subresource);
    cJSON *list = doc_get(groups, group);
    if (list == NULL) {
        list = cJSON_CreateArray();
        doc_set_sorted(groups, group, list);
    }
    const cJSON *item;
    bool there = false;
    cJSON_ArrayForEach(item, list) there = there || strcmp(item->valuestring, text) == 0;
    if (!there)
        cJSON_AddItemToArray(list, cJSON_CreateString(text));
    free(text);
}

cJSON *rules_make(struct cmd_ctx *ctx, const struct rules *r, const struct strv *urls)
{
    cJSON *rules = cJSON_CreateArray(), *groups = cJSON_CreateObject();
    for (size_t i = 0; i < r->n; i++)
        group_resource(ctx, &r->resources[i], groups);
    for (const cJSON *group = groups->child; group != NULL; group = group->next) {
        cJSON *rule = cJSON_CreateObject(), *names = cJSON_CreateArray();
        cJSON_AddItemToArray(names, cJSON_CreateString(group->string));
        doc_set(rule, "verbs", list_of(&r->verbs));
        doc_set(rule, "apiGroups", names);
        doc_set(rule, "resources", doc_dup(group));
        if (r->names.n > 0)
            doc_set(rule, "resourceNames", list_of(&r->names));
        cJSON_AddItemToArray(rules, rule);
    }
    cJSON_Delete(groups);
    if (urls->n > 0) {
        cJSON *rule = cJSON_CreateObject();
        doc_set(rule, "verbs", list_of(&r->verbs));
        doc_set(rule, "nonResourceURLs", list_of(urls));
        cJSON_AddItemToArray(rules, rule);
    }
    return rules;
}
