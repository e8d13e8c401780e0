/* rules.c - RBAC rules, selectors and subjects compared. */
#include "auth/rules.h"

#include "base/strv.h"
#include "doc/doc.h"

#include <string.h>

static bool is_filled(const cJSON *list)
{
    return cJSON_IsArray(list) && list->child != NULL;
}

static const char *text_of(const cJSON *node)
{
    return cJSON_IsString(node) ? node->valuestring : "";
}

/* ---- atoms ---- */

struct atom {
    const char *group, *resource, *verb, *name, *url; /* NULL: none */
};

static bool has(const cJSON *list, const char *text)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, list)
    {
        if (str_eq(text_of(one), text))
            return true;
    }
    return false;
}

static bool covers_resource(const cJSON *list, const char *resource)
{
    if (has(list, "*") || has(list, resource))
        return true;
    const char *slash = resource != NULL ? strchr(resource, '/') : NULL;
    const cJSON *one;
    cJSON_ArrayForEach(one, list)
    {
        const char *text = text_of(one);
        if (slash != NULL && str_starts(text, "*/") && str_eq(text + 2, slash + 1))
            return true;
    }
    return false;
}

static bool covers_url(const cJSON *list, const char *url)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, list)
    {
        const char *text = text_of(one);
        size_t n = strlen(text);
        if (str_eq(text, url))
            return true;
        if (n == 0 || text[n - 1] != '*')
            continue;
        while (n > 0 && text[n - 1] == '*')
            n--;
        if (strncmp(url, text, n) == 0)
            return true;
    }
    return false;
}

static bool rule_covers(const cJSON *rule, const struct atom *a)
{
    const cJSON *verbs = doc_get(rule, "verbs"), *names = doc_get(rule, "resourceNames");
    if (!has(verbs, "*") && !has(verbs, a->verb))
        return false;
    if (a->url != NULL) /* an atom without groups, resources and names: an owner limited to names does not cover it */
        return covers_url(doc_get(rule, "nonResourceURLs"), a->url) && !is_filled(names);
    const cJSON *groups = doc_get(rule, "apiGroups");
    if (!has(groups, "*") && !has(groups, a->group))
        return false;
    if (!covers_resource(doc_get(rule, "resources"), a->resource))
        return false;
    return !is_filled(names) || (a->name != NULL && has(names, a->name));
}

static void put_one(cJSON *rule, const char *key, const char *text)
{
    if (text == NULL)
        return;
    cJSON *list = cJSON_CreateArray();
    cJSON_AddItemToArray(list, cJSON_CreateString(text));
    doc_set(rule, key, list);
}

static void add_uncovered(const cJSON *owner, const struct atom *a, cJSON *out)
{
    const cJSON *rule;
    cJSON_ArrayForEach(rule, owner)
    {
        if (rule_covers(rule, a))
            return;
    }
    cJSON *atom = cJSON_CreateObject();
    put_one(atom, "verbs", a->verb);
    put_one(atom, "apiGroups", a->group);
    put_one(atom, "resources", a->resource);
    put_one(atom, "resourceNames", a->name);
    put_one(atom, "nonResourceURLs", a->url);
    cJSON_AddItemToArray(out, atom);
}

static void break_down(const cJSON *owner, const cJSON *rule, cJSON *out)
{
    const cJSON *group, *resource, *verb, *name, *url;
    cJSON_ArrayForEach(group, doc_get(rule, "apiGroups"))
    {
        cJSON_ArrayForEach(resource, doc_get(rule, "resources"))
        {
            cJSON_ArrayForEach(verb, doc_get(rule, "verbs"))
            {
                struct atom a = {.group = text_of(group), .resource = text_of(resource), .verb = text_of(verb)};
                const cJSON *names = doc_get(rule, "resourceNames");
                if (!is_filled(names))
                    add_uncovered(owner, &a, out);
                cJSON_ArrayForEach(name, names)
                {
                    a.name = text_of(name);
                    add_uncovered(owner, &a, out);
                }
            }
        }
    }
    cJSON_ArrayForEach(url, doc_get(rule, "nonResourceURLs"))
    {
        cJSON_ArrayForEach(verb, doc_get(rule, "verbs"))
        {
            struct atom a = {.url = text_of(url), .verb = text_of(verb)};
            add_uncovered(owner, &a, out);
        }
    }
}

cJSON *rules_uncovered(const cJSON *owner, const cJSON *servant)
{
    cJSON *out = cJSON_CreateArray();
    const cJSON *rule;
    cJSON_ArrayForEach(rule, servant) break_down(owner, rule, out);
    return out;
}

static bool contains(const cJSON *list, const cJSON *item)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, list)
    {
        if (doc_equal(one, item))
            return true;
    }
    return false;
}

cJSON *items_missing(const cJSON *have, const cJSON *wanted)
{
    cJSON *out = cJSON_CreateArray();
    const cJSON *one;
    cJSON_ArrayForEach(one, wanted)
    {
        if (!contains(have, one) && !contains(out, one))
            cJSON_AddItemToArray(out, doc_dup(one));
    }
    return out;
}

/* ---- words ---- */

static void list_text(struct buf *out, const char *label, const cJSON *list)
{
    const cJSON *one;
    buf_addf(out, "%s:[", label);
    cJSON_ArrayForEach(one, list) buf_addf(out, "%s%s", one == list->child ? "" : " ", text_of(one));
    buf_addc(out, ']');
}

void rule_text(struct buf *out, const cJSON *rule)
{
    list_text(out, "{Verbs", doc_get(rule, "verbs"));
    list_text(out, " APIGroups", doc_get(rule, "apiGroups"));
    list_text(out, " Resources", doc_get(rule, "resources"));
    list_text(out, " ResourceNames", doc_get(rule, "resourceNames"));
    list_text(out, " NonResourceURLs", doc_get(rule, "nonResourceURLs"));
    buf_addc(out, '}');
}

void subject_text(struct buf *out, const cJSON *subject)
{
    buf_addf(out, "{Kind:%s APIGroup:%s Name:%s Namespace:%s}", text_of(doc_get(subject, "kind")),
             text_of(doc_get(subject, "apiGroup")), text_of(doc_get(subject, "name")),
             text_of(doc_get(subject, "namespace")));
}
