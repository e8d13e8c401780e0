/* jsonpath_prune.c - what of a list's items a JSONPath template can reach: the rest need not be kept. */
#include "print/jsonpath.h"

#include "base/mem.h"
#include "base/strv.h"
#include "print/jsonpath_nodes.h"

#include <stdlib.h>
#include <string.h>

/* A value that is reached, and the members of it that are. The elements of an array count as the array itself. */
struct jsonpath_reach {
    char *name;
    bool whole; /* all that it holds is needed */
    struct jsonpath_reach **v;
    size_t n;
};

void jsonpath_reach_free(struct jsonpath_reach *r)
{
    if (!r)
        return;
    for (size_t i = 0; i < r->n; i++)
        jsonpath_reach_free(r->v[i]);
    free(r->v);
    free(r->name);
    free(r);
}

static struct jsonpath_reach *find(const struct jsonpath_reach *r, const char *name)
{
    for (size_t i = 0; i < r->n; i++) {
        if (str_eq(r->v[i]->name, name))
            return r->v[i];
    }
    return NULL;
}

static struct jsonpath_reach *member(struct jsonpath_reach *r, const char *name)
{
    struct jsonpath_reach *m = find(r, name);
    if (m)
        return m;
    m = xcalloc(1, sizeof *m);
    m->name = xstrdup(name);
    r->v = xreallocarray(r->v, r->n + 1, sizeof *r->v);
    r->v[r->n++] = m;
    return m;
}

static bool is_constant(const struct jp_node *node)
{
    return node->type == JP_TEXT || node->type == JP_INT || node->type == JP_FLOAT || node->type == JP_BOOL;
}

/* True for an action that prints nothing of the object. */
static bool is_constant_list(const struct jp_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        if (!is_constant(list->v[i]))
            return false;
    }
    return list->n > 0;
}

static struct jsonpath_reach *walk(const struct jp_list *nodes, struct jsonpath_reach *from);

/* What a path that stands for itself needs: all that it ends at. */
static void need(const struct jp_list *nodes, struct jsonpath_reach *from)
{
    walk(nodes, from)->whole = true;
}

/* Where the path leads from `from`. What is not a plain path needs everything. */
static struct jsonpath_reach *walk(const struct jp_list *nodes, struct jsonpath_reach *from)
{
    struct jsonpath_reach *at = from;
    for (size_t i = 0; i < nodes->n; i++) {
        const struct jp_node *node = nodes->v[i];
        switch (node->type) {
        case JP_LIST:
            at = walk(&node->list, at);
            break;
        case JP_FIELD:
            if (node->n == 0)
                at->whole = true;
            else
                at = member(at, node->text);
            break;
        case JP_FILTER:
            if (!is_constant_list(&node->list))
                need(&node->list, at);
            if (!is_constant_list(&node->right) && node->right.n > 0)
                need(&node->right, at);
            break;
        case JP_ARRAY:
        case JP_TEXT:
        case JP_INT:
        case JP_FLOAT:
        case JP_BOOL:
        case JP_IDENTIFIER:
            break;
        default: /* unions, wildcards, recursive descent */
            at->whole = true;
        }
    }
    return at;
}

static bool begins_with(const struct jp_list *list, const char *word)
{
    return list->n > 0 && list->v[0]->type == JP_IDENTIFIER && str_eq(list->v[0]->text, word);
}

struct jsonpath_reach *jp_reach(const struct jp_list *root)
{
    struct jsonpath_reach *all = xcalloc(1, sizeof *all), *at = all;
    struct jsonpath_reach **outer = xcalloc(root->n + 1, sizeof *outer); /* the ranges that are open */
    size_t depth = 0;
    bool balanced = true;
    for (size_t i = 0; i < root->n; i++) {
        const struct jp_node *node = root->v[i];
        if (node->type != JP_LIST || is_constant_list(&node->list))
            continue;
        if (begins_with(&node->list, "range")) {
            outer[depth++] = at;
            at = walk(&node->list, at);
        } else if (begins_with(&node->list, "end")) {
            balanced = balanced && depth > 0;
            at = depth > 0 ? outer[--depth] : all;
        } else {
            need(&node->list, at);
        }
    }
    free(outer);
    if (!balanced || depth > 0) /* what follows a range without an end is run on other values, too */
        all->whole = true;
    return all;
}

static void prune(cJSON *value, const struct jsonpath_reach *reach)
{
    if (reach->whole)
        return;
    for (cJSON *child = value->child, *next; child; child = next) {
        next = child->next;
        const struct jsonpath_reach *m = cJSON_IsObject(value) ? find(reach, child->string) : reach;
        if (m)
            prune(child, m);
        else
            cJSON_Delete(cJSON_DetachItemViaPointer(value, child));
    }
}

void jsonpath_reach_prune(const struct jsonpath_reach *reach, cJSON *item)
{
    const struct jsonpath_reach *items = reach->whole ? reach : find(reach, "items");
    static const struct jsonpath_reach nothing;
    prune(item, items ? items : &nothing);
}
