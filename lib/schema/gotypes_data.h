/* gotypes_data.h - how the tables of gotypes_data.c are stored; for lib/schema only. Rows hold offsets into one pool of
 * strings, as those of schema_data.h do. */
#ifndef KUBEC_SCHEMA_GOTYPES_DATA_H
#define KUBEC_SCHEMA_GOTYPES_DATA_H

#include <stddef.h>
#include <stdint.h>

#define GOTYPE_NONE 0xffffU

enum go_kind {
    GO_STRING,
    GO_BOOL,
    GO_INT32,
    GO_INT64,
    GO_FLOAT,
    GO_BYTES,
    GO_STRUCT,
    GO_MAP,
    GO_SLICE,
    GO_QUANTITY,
    GO_TIME,
    GO_INT_OR_STRING,
    GO_RAW /* kept as it is */
};

enum go_field_flags { GOF_POINTER = 1, GOF_OMITEMPTY = 2, GOF_OMITZERO = 4 };

struct gotype_field {
    uint32_t name, text; /* in JSON; Go's name of the type ("[]v1.Container") */
    uint32_t via;        /* "VolumeSource.": the embedded structures that it comes from, for Go's errors */
    uint16_t type;       /* index of the structure (of the field, or of the elements), or GOTYPE_NONE */
    uint8_t kind, elem;  /* enum go_kind; elem: of the elements of a MAP or SLICE */
    uint8_t flags;
};

struct gotype {
    uint32_t name, first, nfields;
};

struct gotype_kind_row {
    uint32_t group, version, kind, type;
};

extern const struct gotype_field gotype_fields[];
extern const struct gotype gotype_types[];
extern const struct gotype_kind_row gotype_kinds[]; /* sorted by group, version, kind */
extern const size_t gotype_nkinds;
extern const char gotype_pool[];

#endif
