/* schema_data.h - how the schema room stores its tables; for lib/schema only.
 *
 * Rows hold offsets into one pool of strings and indices instead of pointers: the tables then need no relocation at
 * start-up and stay in read-only pages that are loaded when touched.
 */
#ifndef KUBEC_SCHEMA_SCHEMA_DATA_H
#define KUBEC_SCHEMA_SCHEMA_DATA_H

#include <stddef.h>
#include <stdint.h>

#define SCHEMA_NO_TYPE 0xffffU

enum schema_row_flags {
    ROW_MERGE = 1,
    ROW_REPLACE = 2,
    ROW_RETAIN_KEYS = 4,
    ROW_REQUIRED = 8 /* bits 4, 5: enum schema_list_type */
};

struct schema_field_row {
    uint32_t name, merge_key, map_keys; /* offsets; 0 is the empty string */
    uint16_t type;                      /* index, or SCHEMA_NO_TYPE */
    uint8_t shape_scalar;               /* enum schema_shape << 4 | enum schema_scalar */
    uint8_t flags;
};

/* A type knows its own index, so that its set (which it is part of) can be found from it. */
struct schema_type {
    uint32_t self, name, first, nfields;
};

struct schema_set {
    const struct schema_field_row *fields;
    const char *pool;
    size_t ntypes;
    struct schema_type types[];
};

struct schema_kind_row {
    uint32_t group, version, kind, plural, singular;
    uint16_t type;
    uint16_t flags; /* 1: namespaced, 2: takes strategic merge patches */
};

extern const struct schema_set schema_builtin;
extern const struct schema_kind_row schema_kinds[]; /* sorted by group, version, kind */
extern const size_t schema_nkinds_;

/* The set that t is part of. */
const struct schema_set *schema_set_of(const struct schema_type *t);

#endif
