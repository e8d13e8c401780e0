/* gotemplate_text.c - nodes of Go templates as text, for error messages. */
#include "print/gotemplate_nodes.h"
#include "print/govalue.h"

#include <string.h>

static void add_idents(struct buf *out, const struct gt_node *n, const char *before)
{
    for (size_t i = 0; i < n->idents.n; i++) {
        buf_adds(out, i == 0 ? before : ".");
        buf_adds(out, n->idents.v[i]);
    }
}

static void add_pipe(struct buf *out, const struct gt_node *n)
{
    for (size_t i = 0; i < n->ndecl; i++) {
        buf_adds(out, i ? ", " : "");
        add_idents(out, n->decl[i], "");
    }
    if (n->ndecl)
        buf_adds(out, n->assign ? " = " : " := ");
    for (size_t i = 0; i < n->nv; i++) {
        buf_adds(out, i ? " | " : "");
        gt_node_text(out, n->v[i]);
    }
}

/* A pipeline in parentheses, or any other node. */
static void add_operand(struct buf *out, const struct gt_node *n)
{
    buf_adds(out, n->type == GT_PIPE ? "(" : "");
    gt_node_text(out, n);
    buf_adds(out, n->type == GT_PIPE ? ")" : "");
}

static void add_branch(struct buf *out, const struct gt_node *n)
{
    buf_addf(out, "{{%s ", n->type == GT_IF ? "if" : n->type == GT_RANGE ? "range" : "with");
    add_pipe(out, n->pipe);
    buf_adds(out, "}}");
    gt_node_text(out, n->list);
    if (n->orelse) {
        buf_adds(out, "{{else}}");
        gt_node_text(out, n->orelse);
    }
    buf_adds(out, "{{end}}");
}

static void add_template(struct buf *out, const struct gt_node *n)
{
    buf_adds(out, "{{template ");
    go_quote(out, n->text, n->n);
    if (n->pipe) {
        buf_addc(out, ' ');
        add_pipe(out, n->pipe);
    }
    buf_adds(out, "}}");
}

void gt_node_text(struct buf *out, const struct gt_node *n)
{
    switch (n->type) {
    case GT_TEXT:
    case GT_IDENTIFIER:
    case GT_NUMBER:
        buf_add(out, n->text, n->n);
        break;
    case GT_STRING:
        buf_adds(out, n->quoted);
        break;
    case GT_ACTION:
        buf_adds(out, "{{");
        add_pipe(out, n->pipe);
        buf_adds(out, "}}");
        break;
    case GT_IF:
    case GT_RANGE:
    case GT_WITH:
        add_branch(out, n);
        break;
    case GT_TEMPLATE:
        add_template(out, n);
        break;
    case GT_LIST:
        for (size_t i = 0; i < n->nv; i++)
            gt_node_text(out, n->v[i]);
        break;
    case GT_PIPE:
        add_pipe(out, n);
        break;
    case GT_COMMAND:
        for (size_t i = 0; i < n->nv; i++) {
            buf_adds(out, i ? " " : "");
            add_operand(out, n->v[i]);
        }
        break;
    case GT_FIELD:
        add_idents(out, n, ".");
        break;
    case GT_VARIABLE:
        add_idents(out, n, "");
        break;
    case GT_CHAIN:
        add_operand(out, n->pipe);
        add_idents(out, n, ".");
        break;
    case GT_DOT:
        buf_addc(out, '.');
        break;
    case GT_NIL:
        buf_adds(out, "nil");
        break;
    case GT_BOOL:
        buf_adds(out, n->i ? "true" : "false");
        break;
    default:
        buf_adds(out, n->type == GT_BREAK      ? "{{break}}"
                      : n->type == GT_CONTINUE ? "{{continue}}"
                      : n->type == GT_END      ? "{{end}}"
                                               : "{{else}}");
        break;
    }
}
