/* json.h - the JSON reader under doc_parse_json, doc_read_one and doc_read_stream. */
#ifndef KUBEC_DOC_JSON_H
#define KUBEC_DOC_JSON_H

#include "doc/pos.h"

struct json_in {
    const char *text; /* the whole source */
    size_t len;
    size_t at;             /* where to begin; after success behind the value, after an error at what was wrong */
    unsigned flags;        /* doc_flags: DOC_STRICT */
    bool stream;           /* one value of several: what follows it does not matter; the end is Go's "unexpected EOF" */
    struct pos_table *pos; /* NULL: no positions */
    size_t too_big_at;     /* out: where the first number beyond a float64 stands, and its length (0: there is none) */
    size_t too_big_len;
    bool syntax; /* out: the error is one that Go calls a SyntaxError (not an early end) */
};

/* The error, worded as Go words it, about a number beyond a float64, if the value just read had one; else NULL. *at is
 * set to its place. */
struct err *json_range_error(const struct json_in *in, size_t *at) ERR_MUST_USE;
/* Reads one JSON value. The error is worded as Go's encoding/json words it, without a place. */
struct err *json_read(struct json_in *in, cJSON **out) ERR_MUST_USE;
/* Skips JSON's white space from `at`. */
size_t json_skip_space(const char *text, size_t len, size_t at);

/* A shared constant equal to the n bytes at s, when they are one of the keys common in Kubernetes objects; else NULL.
 */
const char *key_constant(const char *s, size_t n);

#endif
