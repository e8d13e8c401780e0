/* gotemplate_nodes.h - tokens and nodes of Go templates: between lexer, parser and execution. */
#ifndef KUBEC_PRINT_GOTEMPLATE_NODES_H
#define KUBEC_PRINT_GOTEMPLATE_NODES_H

#include "base/buf.h"
#include "base/err.h"
#include "base/strv.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- tokens ---- */

enum gt_token {
    TOKEN_ERROR,
    TOKEN_BOOL,
    TOKEN_CHAR, /* any other printable ASCII character */
    TOKEN_CHAR_CONSTANT,
    TOKEN_COMPLEX,
    TOKEN_ASSIGN,
    TOKEN_DECLARE,
    TOKEN_EOF,
    TOKEN_FIELD,
    TOKEN_IDENTIFIER,
    TOKEN_LEFT_DELIM,
    TOKEN_LEFT_PAREN,
    TOKEN_NUMBER,
    TOKEN_PIPE,
    TOKEN_RAW_STRING,
    TOKEN_RIGHT_DELIM,
    TOKEN_RIGHT_PAREN,
    TOKEN_SPACE,
    TOKEN_STRING,
    TOKEN_TEXT,
    TOKEN_VARIABLE,
    TOKEN_KEYWORD, /* those behind it are keywords */
    TOKEN_BLOCK,
    TOKEN_BREAK,
    TOKEN_CONTINUE,
    TOKEN_DOT,
    TOKEN_DEFINE,
    TOKEN_ELSE,
    TOKEN_END,
    TOKEN_IF,
    TOKEN_NIL,
    TOKEN_RANGE,
    TOKEN_TEMPLATE,
    TOKEN_WITH
};

struct gt_item {
    enum gt_token type;
    size_t pos;
    const char *s; /* n bytes of the text, or of the lexer's message */
    size_t n;
    int line;
};

struct gt_lexer {
    const char *in;
    size_t len, pos, start;
    bool at_eof, inside_action;
    int paren_depth, line, start_line;
    struct buf message; /* of an error */
};
/* Begins at the start of n bytes, which must outlive the tokens. */
void gt_lexer_init(struct gt_lexer *l, const char *text, size_t n);
/* Frees the message; tokens of errors are gone then. */
void gt_lexer_release(struct gt_lexer *l);
/* The next token; an error comes as TOKEN_ERROR, once. */
struct gt_item gt_lexer_next(struct gt_lexer *l);

/* ---- nodes ---- */

enum gt_type {
    GT_TEXT,
    GT_ACTION,
    GT_BREAK,
    GT_CONTINUE,
    GT_IF,
    GT_RANGE,
    GT_WITH,
    GT_TEMPLATE,
    GT_LIST,
    GT_PIPE,
    GT_COMMAND,
    GT_FIELD,
    GT_VARIABLE,
    GT_CHAIN,
    GT_IDENTIFIER,
    GT_DOT,
    GT_NIL,
    GT_BOOL,
    GT_NUMBER,
    GT_STRING,
    GT_END, /* parsing only, as the next */
    GT_ELSE
};

struct gt_node {
    enum gt_type type;
    size_t pos;
    char *text; /* TEXT, STRING: n bytes; IDENTIFIER, TEMPLATE: the name; NUMBER: as written */
    size_t n;
    char *quoted;       /* STRING: as written */
    struct strv idents; /* FIELD, VARIABLE ("$x" first), CHAIN */
    struct gt_node **v; /* LIST, PIPE (commands), COMMAND (arguments) */
    size_t nv;
    struct gt_node *decl[2]; /* PIPE: variables that are declared or assigned */
    size_t ndecl;
    bool assign;
    struct gt_node *pipe;          /* ACTION, IF, RANGE, WITH, TEMPLATE (may be NULL); CHAIN: what has the fields */
    struct gt_node *list, *orelse; /* IF, RANGE, WITH */
    bool is_int, is_uint, is_float;
    int64_t i; /* NUMBER, BOOL */
    double f;
};

/* A named template. */
struct gt_tree {
    char *name;
    size_t name_len;
    struct gt_node *root;
};

struct gotemplate {
    struct buf text;
    struct gt_node **nodes; /* all of them, for freeing */
    size_t nnodes;
    struct gt_tree *trees;
    size_t ntrees;
};

/* The name of every template at the top, as kubectl gives it. */
#define GT_NAME "output"

/* Appends the node as Go's Node.String shows it. */
void gt_node_text(struct buf *out, const struct gt_node *n);
/* The tree of this name, or NULL. */
const struct gt_tree *gt_find_tree(const struct gotemplate *t, const char *name, size_t n);
/* True for a function that templates may call. */
bool gt_is_function(const char *name, size_t n);

#endif
