/* govalue.h - the values that templates work on, as Go holds decoded JSON in an interface{}, and how package fmt prints
 * them.
 */
#ifndef KUBEC_PRINT_GOVALUE_H
#define KUBEC_PRINT_GOVALUE_H

#include "base/buf.h"

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum go_kind {
    GO_INVALID, /* reflect's zero Value: no value at all */
    GO_NIL,
    GO_BOOL,
    GO_INT,   /* int */
    GO_INT64, /* int64: whole numbers of unstructured objects */
    GO_UINT8, /* a byte of a string */
    GO_FLOAT64,
    GO_STRING,
    GO_SLICE, /* []interface {} */
    GO_MAP    /* map[string]interface {} */
};

/* What becomes of numbers. */
enum go_numbers {
    GO_NUMBERS_PLAIN,   /* whole ones are int64, as in unstructured objects */
    GO_NUMBERS_FLOAT64, /* all are float64: what encoding/json decodes from typed objects */
    GO_NUMBERS_AGAIN    /* printed as JSON and read again: 1.0 is the int64 1 */
};

/* A value; it borrows what it points to. */
struct go_value {
    enum go_kind kind;
    enum go_numbers numbers; /* those below `node` */
    int64_t i;               /* GO_BOOL, GO_INT, GO_INT64, GO_UINT8 */
    double f;
    const char *s; /* GO_STRING: n bytes, not ended by a NUL */
    size_t n;
    const cJSON *node; /* GO_SLICE, GO_MAP; GO_STRING: NULL or where it came from */
    bool in_interface; /* found in a map or a slice: its static type is interface {} */
    bool cut;          /* GO_SLICE: only n elements, from number i on */
};

/* The value of a node of a tree; NULL: nil. */
struct go_value go_value_of(const cJSON *node, enum go_numbers numbers);
/* A string of n bytes. */
struct go_value go_string(const char *s, size_t n);
/* The name of the value's own type, as %T prints it: "map[string]interface {}"; "<nil>". Static. */
const char *go_type_name(const struct go_value *v);
/* True for the kinds that compare as whole numbers. */
bool go_is_int(const struct go_value *v);

/* The length of a string, a slice or a map; SIZE_MAX for other kinds. */
size_t go_len(const struct go_value *v);
/* The first element of a slice; its `next` leads on, for go_len elements. */
const cJSON *go_first(const struct go_value *v);

/* Appends the value as %v prints it: floats in their shortest form, map[a:b], [a b]. */
void go_value_print(struct buf *out, const struct go_value *v);
/* Appends the value as %#v prints it: map[string]interface {}{"a":"b"}. */
void go_value_syntax(struct buf *out, const struct go_value *v);
/* go_value_print of an unstructured node. */
void go_value_text(struct buf *out, const cJSON *value);
/* Appends n bytes as %q quotes them. */
void go_quote(struct buf *out, const char *s, size_t n);

#endif
