/* rbac.c - roles and bindings in words. */
#include "describe/describe.h"

#include "base/mem.h"
#include "base/strv.h"

#include <stdlib.h>
#include <string.h>

/* A rule with one resource (or one URL) and one name at most, and the verbs that were found for it. */
struct rule {
    const char *group, *resource, *name, *url; /* NULL: none */
    struct strv verbs;
    char *key; /* what it is sorted by */
};

struct rules {
    struct rule *v;
    size_t n;
};

static bool same(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && str_eq(a, b));
}

/* kubectl puts verbs of the same resource together; URLs stay apart. */
static void add_rule(struct rules *r, const struct rule *like, const char *verb)
{
    for (size_t i = 0; like->url == NULL && i < r->n; i++) {
        struct rule *one = &r->v[i];
        if (one->url != NULL || !same(one->group, like->group) || !same(one->resource, like->resource) ||
            !same(one->name, like->name))
            continue;
        if (!strv_has(&one->verbs, verb))
            strv_add(&one->verbs, verb);
        return;
    }
    r->v = xreallocarray(r->v, r->n + 1, sizeof *r->v);
    r->v[r->n] = *like;
    strv_add(&r->v[r->n++].verbs, verb);
}

static void add_resources(struct rules *r, const cJSON *rule)
{
    const cJSON *group, *resource, *verb, *name, *names = doc_get(rule, "resourceNames");
    cJSON_ArrayForEach(group, doc_get(rule, "apiGroups"))
    {
        cJSON_ArrayForEach(resource, doc_get(rule, "resources"))
        {
            cJSON_ArrayForEach(verb, doc_get(rule, "verbs"))
            {
                struct rule one = {.group = text_of(group), .resource = text_of(resource)};
                if (!is_filled(names))
                    add_rule(r, &one, text_of(verb));
                cJSON_ArrayForEach(name, names)
                {
                    one.name = text_of(name);
                    add_rule(r, &one, text_of(verb));
                }
            }
        }
    }
}

static void add_urls(struct rules *r, const cJSON *rule)
{
    const cJSON *url, *verb;
    cJSON_ArrayForEach(url, doc_get(rule, "nonResourceURLs"))
    {
        cJSON_ArrayForEach(verb, doc_get(rule, "verbs"))
        {
            struct rule one = {.url = text_of(url)};
            add_rule(r, &one, text_of(verb));
        }
    }
}

/* Rules are sorted by their text as Go's generated String() has it. */
static char *key_of(const struct rule *r)
{
    struct buf b = buf_new();
    buf_adds(&b, "&PolicyRule{Verbs:[");
    for (size_t i = 0; i < r->verbs.n; i++)
        buf_addf(&b, "%s%s", i > 0 ? " " : "", r->verbs.v[i]);
    buf_addf(&b, "],APIGroups:[%s],Resources:[%s],ResourceNames:[%s],NonResourceURLs:[%s],}",
             r->group != NULL ? r->group : "", r->resource != NULL ? r->resource : "", r->name != NULL ? r->name : "",
             r->url != NULL ? r->url : "");
    return buf_take(&b);
}

static int by_key(const void *a, const void *b)
{
    return strcmp(((const struct rule *)a)->key, ((const struct rule *)b)->key);
}

/* "pods.apps/status": the group stands between a resource and its part. */
static void add_resource(struct buf *out, const struct rule *r)
{
    if (r->resource == NULL)
        return;
    size_t n = strcspn(r->resource, "/");
    buf_addf(out, "%.*s", (int)n, r->resource);
    if (r->group != NULL && r->group[0] != '\0')
        buf_addf(out, ".%s", r->group);
    buf_adds(out, r->resource + n);
}

static struct err *print_role(struct description *d)
{
    struct rules r = {0};
    const cJSON *rule;
    struct buf *out = &d->out;
    cJSON_ArrayForEach(rule, doc_get(d->object, "rules"))
    {
        add_resources(&r, rule);
        add_urls(&r, rule);
    }
    for (size_t i = 0; i < r.n; i++)
        r.v[i].key = key_of(&r.v[i]);
    if (r.n > 0)
        qsort(r.v, r.n, sizeof *r.v, by_key);
    say(out, 0, "Name:\t%s\n", text_at(d->object, "metadata.name"));
    say_labels(d);
    say_annotations(d);
    say(out, 0, "PolicyRule:\n");
    say(out, 1, "Resources\tNon-Resource URLs\tResource Names\tVerbs\n");
    say(out, 1, "---------\t-----------------\t--------------\t-----\n");
    for (size_t i = 0; i < r.n; i++) {
        say(out, 1, "%s", "");
        add_resource(out, &r.v[i]);
        say(out, 0, "\t[%s]\t[%s]\t[", r.v[i].url != NULL ? r.v[i].url : "", r.v[i].name != NULL ? r.v[i].name : "");
        for (size_t k = 0; k < r.v[i].verbs.n; k++)
            say(out, 0, "%s%s", k > 0 ? " " : "", r.v[i].verbs.v[k]);
        buf_adds(out, "]\n");
        strv_release(&r.v[i].verbs);
        free(r.v[i].key);
    }
    free(r.v);
    return NULL;
}

static struct err *print_binding(struct description *d)
{
    const cJSON *subject;
    struct buf *out = &d->out;
    say(out, 0, "Name:\t%s\n", text_at(d->object, "metadata.name"));
    say_labels(d);
    say_annotations(d);
    say(out, 0, "Role:\n");
    say(out, 1, "Kind:\t%s\n", text_at(d->object, "roleRef.kind"));
    say(out, 1, "Name:\t%s\n", text_at(d->object, "roleRef.name"));
    say(out, 0, "Subjects:\n  Kind\tName\tNamespace\n  ----\t----\t---------\n");
    cJSON_ArrayForEach(subject, doc_get(d->object, "subjects"))
        say(out, 1, "%s\t%s\t%s\n", text_at(subject, "kind"), text_at(subject, "name"), text_at(subject, "namespace"));
    return NULL;
}

const struct describer describers_rbac[] = {
    {"rbac.authorization.k8s.io", "Role", "v1", NULL, print_role, true},
    {"rbac.authorization.k8s.io", "ClusterRole", "v1", NULL, print_role, true},
    {"rbac.authorization.k8s.io", "RoleBinding", "v1", NULL, print_binding, true},
    {"rbac.authorization.k8s.io", "ClusterRoleBinding", "v1", NULL, print_binding, true},
    {0},
};
