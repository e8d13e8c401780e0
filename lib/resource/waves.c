/* waves.c - the order in which a set of objects can be written. */
#include "resource/waves.h"

#include "base/map.h"
#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { WAVE_NAMESPACES, WAVE_ADMISSION, WAVE_REST, WAVE_INTERCEPTORS, WAVES };

static const struct {
    const char *group, *name;
    size_t wave;
} early_and_late[] = {
    {"", "namespaces", WAVE_NAMESPACES},
    {"apiextensions.k8s.io", "customresourcedefinitions", WAVE_NAMESPACES},
    {"", "serviceaccounts", WAVE_ADMISSION},
    {"", "resourcequotas", WAVE_ADMISSION},
    {"", "limitranges", WAVE_ADMISSION},
    {"scheduling.k8s.io", "priorityclasses", WAVE_ADMISSION},
    {"node.k8s.io", "runtimeclasses", WAVE_ADMISSION},
    {"storage.k8s.io", "storageclasses", WAVE_ADMISSION},
    {"networking.k8s.io", "ingressclasses", WAVE_ADMISSION},
    {"rbac.authorization.k8s.io", "roles", WAVE_ADMISSION},
    {"rbac.authorization.k8s.io", "clusterroles", WAVE_ADMISSION},
    {"admissionregistration.k8s.io", NULL, WAVE_INTERCEPTORS},
    {"apiregistration.k8s.io", NULL, WAVE_INTERCEPTORS},
};

static size_t wave_of_resource(const struct api_resource *r)
{
    for (size_t i = 0; i < sizeof early_and_late / sizeof *early_and_late; i++)
        if (strcmp(early_and_late[i].group, r->group) == 0 &&
            (early_and_late[i].name == NULL || strcmp(early_and_late[i].name, r->name) == 0))
            return early_and_late[i].wave;
    return WAVE_REST;
}

size_t *waves_plan(const struct targets *t, size_t *count)
{
    size_t *waves = xcalloc(t->n, sizeof *waves);
    struct map seen = {0}; /* object → 1 + its last occurrence's round */
    *count = WAVES;
    for (size_t i = 0; i < t->n; i++) {
        const struct target *o = &t->v[i];
        if (o->err != NULL || o->resource == NULL)
            continue;
        waves[i] = wave_of_resource(o->resource);
        char *key = xasprintf("%s/%s/%s/%s", o->resource->group, o->resource->name, o->ns, o->name);
        uintptr_t rounds = (uintptr_t)map_get(&seen, key);
        map_set(&seen, key, (void *)(rounds + 1)); /* a count in a pointer: never followed */
        free(key);
        if (rounds > 0 && o->name[0] != '\0') {
            waves[i] = WAVES + rounds - 1;
            if (*count < waves[i] + 1)
                *count = waves[i] + 1;
        }
    }
    map_release(&seen);
    return waves;
}
