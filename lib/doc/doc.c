/* doc.c - documents: a tree, its source and its positions. */
#include "doc/doc.h"

#include "base/mem.h"
#include "doc/pos.h"

#include <stdlib.h>

struct pos_table *pos_table_new(void)
{
    struct pos_table *t = xcalloc(1, sizeof *t);
    t->refs = 1;
    t->n = 1;
    t->cap = 64;
    t->v = xcalloc(t->cap, sizeof *t->v);
    return t;
}

int pos_table_add(struct pos_table *t, size_t key, size_t value)
{
    if (t == NULL || t->n >= INT32_MAX)
        return 0;
    if (t->n == t->cap) {
        t->cap *= 2;
        t->v = xreallocarray(t->v, t->cap, sizeof *t->v);
    }
    t->v[t->n] = (struct doc_pos){(uint32_t)key, (uint32_t)value};
    return (int)t->n++;
}

void pos_table_unref(struct pos_table *t)
{
    if (t == NULL || --t->refs > 0)
        return;
    free(t->v);
    free(t);
}

struct doc *doc_new(cJSON *root)
{
    struct doc *d = xcalloc(1, sizeof *d);
    d->root = root;
    return d;
}

struct doc *doc_new_read(cJSON *root, struct source *src, struct pos_table *t, bool is_json)
{
    struct doc *d = doc_new(root);
    d->src = source_ref(src);
    d->table = t;
    d->is_json = is_json;
    if (t != NULL) {
        d->pos = t->v;
        d->npos = t->n;
    }
    return d;
}

struct doc *doc_derive(const struct doc *like, cJSON *root)
{
    struct doc *d = doc_new(root);
    d->src = source_ref(like->src);
    d->table = like->table;
    if (d->table != NULL)
        d->table->refs++;
    d->pos = like->pos;
    d->npos = like->npos;
    d->is_json = like->is_json;
    return d;
}

void doc_free(struct doc *d)
{
    if (d == NULL)
        return;
    cJSON_Delete(d->root);
    source_unref(d->src);
    pos_table_unref(d->table);
    free(d);
}

static struct place place_of(const struct doc *d, const cJSON *node, bool key)
{
    struct place none = {0};
    if (d == NULL || d->src == NULL || node == NULL || node->valueint <= 0 || (size_t)node->valueint >= d->npos)
        return none;
    const struct doc_pos *p = &d->pos[node->valueint];
    return source_place(d->src, key ? p->key : p->value);
}

struct place doc_place_key(const struct doc *d, const cJSON *node)
{
    return place_of(d, node, true);
}

struct place doc_place_value(const struct doc *d, const cJSON *node)
{
    return place_of(d, node, false);
}

void doc_items_release(struct doc_items *items)
{
    if (items == NULL)
        return;
    for (size_t i = 0; i < items->n; i++) {
        doc_free(items->v[i].doc);
        err_free(items->v[i].err);
    }
    free(items->v);
    *items = (struct doc_items){0};
}
