/* map.c - a hash map from strings to pointers. */
#include "base/map.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static uint64_t hash_of(const char *s)
{
    uint64_t h = 0xcbf29ce484222325U; /* FNV-1a */
    for (; *s != '\0'; s++)
        h = (h ^ (unsigned char)*s) * 0x100000001b3U;
    return h;
}

static struct map_slot *find(const struct map *m, const char *key, uint64_t h)
{
    size_t i = h & (m->cap - 1);
    while (m->slots[i].key != NULL && (m->slots[i].hash != h || strcmp(m->slots[i].key, key) != 0))
        i = (i + 1) & (m->cap - 1);
    return &m->slots[i];
}

void *map_get(const struct map *m, const char *key)
{
    return m->n > 0 ? find(m, key, hash_of(key))->value : NULL;
}

bool map_has(const struct map *m, const char *key)
{
    return m->n > 0 && find(m, key, hash_of(key))->key != NULL;
}

static void grow(struct map *m)
{
    struct map old = *m;
    m->cap = old.cap > 0 ? old.cap * 2 : 16;
    m->slots = xcalloc(m->cap, sizeof *m->slots);
    for (size_t i = 0; i < old.cap; i++)
        if (old.slots[i].key != NULL)
            *find(m, old.slots[i].key, old.slots[i].hash) = old.slots[i];
    free(old.slots);
}

void map_set(struct map *m, const char *key, void *value)
{
    if ((m->n + 1) * 4 > m->cap * 3)
        grow(m);
    uint64_t h = hash_of(key);
    struct map_slot *s = find(m, key, h);
    if (s->key == NULL) {
        s->key = xstrdup(key);
        s->hash = h;
        m->n++;
    } else if (m->value_free != NULL && s->value != value) {
        m->value_free(s->value);
    }
    s->value = value;
}

bool map_next(const struct map *m, size_t *at, const char **key, void **value)
{
    while (*at < m->cap) {
        const struct map_slot *s = &m->slots[(*at)++];
        if (s->key == NULL)
            continue;
        *key = s->key;
        *value = s->value;
        return true;
    }
    return false;
}

void map_release(struct map *m)
{
    for (size_t i = 0; i < m->cap; i++) {
        if (m->slots[i].key == NULL)
            continue;
        if (m->value_free != NULL)
            m->value_free(m->slots[i].value);
        free(m->slots[i].key);
    }
    free(m->slots);
    *m = (struct map){.value_free = m->value_free};
}
