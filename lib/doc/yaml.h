/* yaml.h - the YAML reader: libyaml's events to nodes (yaml_nodes.c), nodes to a tree (yaml_decode.c), as goyaml.v2 and
 * sigs.k8s.io/yaml do it. */
#ifndef KUBEC_DOC_YAML_H
#define KUBEC_DOC_YAML_H

#include "doc/pos.h"

enum ynode_kind { YNODE_SCALAR, YNODE_SEQUENCE, YNODE_MAPPING, YNODE_ALIAS };

/* A node; others are named by their index in struct ynodes, 0 is none. */
struct ynode {
    enum ynode_kind kind;
    bool implicit; /* a plain scalar without a tag */
    bool busy;     /* an alias that is being expanded */
    char *value;   /* scalar: its text (len bytes and a NUL); alias: the anchor's name */
    size_t len;
    char *tag;      /* NULL: none */
    size_t line;    /* from 0, in the text that was parsed */
    size_t at;      /* byte offset in the source */
    uint32_t first; /* children: keys and values in turn */
    uint32_t last;
    uint32_t next;   /* the next sibling */
    uint32_t target; /* alias: what it stands for */
};

struct ynodes {
    struct ynode *v;
    size_t n;
    size_t cap;
};

/* What is read: the bytes from..to of src. */
struct yaml_in {
    struct source *src;
    size_t from;
    size_t to;
    unsigned flags;
};

/* Parses the first document of the text. *root is 0 for an empty one. On an error *bad_at is its byte offset. */
struct err *ynodes_parse(const struct yaml_in *in, struct ynodes *out, uint32_t *root, size_t *bad_at) ERR_MUST_USE;
void ynodes_release(struct ynodes *nodes);
/* Reads the first document of the text as JSON-able values; *out NULL for null. The error is Go's text without a place
 * (with "error converting YAML to JSON: " left to the caller), *bad_at its byte offset. */
struct err *yaml_read(const struct yaml_in *in, struct pos_table *pos, cJSON **out, size_t *bad_at) ERR_MUST_USE;

#endif
