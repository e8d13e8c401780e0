/* jsonpath_nodes.h - the parsed form of a JSONPath template: between its parser and its execution. */
#ifndef KUBEC_PRINT_JSONPATH_NODES_H
#define KUBEC_PRINT_JSONPATH_NODES_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum jp_type {
    JP_TEXT,
    JP_ARRAY,
    JP_LIST,
    JP_FIELD,
    JP_IDENTIFIER,
    JP_FILTER,
    JP_INT,
    JP_FLOAT,
    JP_WILDCARD,
    JP_RECURSIVE,
    JP_UNION,
    JP_BOOL
};

/* A number of a slice: [start:end:step]. */
struct jp_param {
    int64_t value;
    bool known;   /* it is in the text */
    bool derived; /* [5] means [5:6] */
};

struct jp_node;
struct jp_list {
    struct jp_node **v;
    size_t n;
};

struct jp_node {
    enum jp_type type;
    size_t pos; /* where it stands in the template */
    char *text; /* TEXT, FIELD, IDENTIFIER: n bytes; FILTER: the operator, "" for mere existence */
    size_t n;
    int64_t number; /* INT, BOOL */
    double real;    /* FLOAT */
    struct jp_param params[3];
    struct jp_list list;  /* LIST; UNION: its alternatives, lists; FILTER: the left side */
    struct jp_list right; /* FILTER */
};

/* Parses n bytes into *root, which the caller releases in any case. An error says where (err_at). */
struct err *jp_parse(const char *text, size_t n, struct jp_list *root) ERR_MUST_USE;
void jp_list_release(struct jp_list *l);
/* What the template can reach; the caller's (jsonpath_reach_free). */
struct jsonpath_reach *jp_reach(const struct jp_list *root);

#endif
