/* resolve.h - what an untagged YAML 1.1 scalar means to goyaml.v2 (its resolve table, not the whole of YAML 1.1). */
#ifndef KUBEC_DOC_RESOLVE_H
#define KUBEC_DOC_RESOLVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum scalar_kind { SCALAR_STR, SCALAR_NULL, SCALAR_BOOL, SCALAR_INT, SCALAR_UINT, SCALAR_FLOAT, SCALAR_TIMESTAMP };

struct scalar {
    enum scalar_kind kind;
    bool b;
    int64_t i;
    uint64_t u; /* SCALAR_UINT: beyond int64 */
    double f;   /* may be infinite or NaN */
};

/* Resolves the text. `timestamps`: dates count (goyaml asks for them only where no tag or !!timestamp stands). */
struct scalar scalar_resolve(const char *s, bool timestamps);
/* True when strconv.ParseInt(s, 0, 64) takes s. */
bool scalar_is_go_int(const char *s);
/* True for "190:20:30" and its like, which goyaml quotes for the sake of older readers. */
bool scalar_is_base60(const char *s);
/* True when goyaml's date formats take all of s. */
bool scalar_is_timestamp(const char *s);

#endif
