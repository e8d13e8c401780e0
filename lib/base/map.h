/* map.h - a hash map from strings to pointers (open addressing, keys copied).
 *
 * All zeros is a valid empty map. Iteration with map_next gives no particular order: sort before printing.
 */
#ifndef KUBEC_BASE_MAP_H
#define KUBEC_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct map_slot {
    char *key; /* NULL: empty */
    void *value;
    uint64_t hash;
};

struct map {
    struct map_slot *slots;
    size_t cap; /* 0 or a power of two */
    size_t n;
    void (*value_free)(void *); /* NULL: values are borrowed */
};

/* The value at key, or NULL. */
void *map_get(const struct map *m, const char *key);
bool map_has(const struct map *m, const char *key);
/* Puts value at key; an old value is freed with value_free. */
void map_set(struct map *m, const char *key, void *value);
/* Steps through the entries: *at starts at 0; false at the end. */
bool map_next(const struct map *m, size_t *at, const char **key, void **value);
/* Frees the keys and (with value_free) the values; empty afterwards. */
void map_release(struct map *m);

#endif
