/* gosyntax.c - values as Go's "%#v" prints them. */
#include "doc/gosyntax.h"

#include "base/strv.h"
#include "doc/number.h"
#include "doc/resolve.h"

#include <math.h>
#include <stdlib.h>

enum { MAX_LENGTH = 1000, MAX_NESTING = 20 };

static void scalar(struct buf *out, const struct ynode *n)
{
    struct scalar s = {.kind = SCALAR_STR};
    if (n->tag == NULL && n->implicit)
        s = scalar_resolve(n->value, true);
    switch (s.kind) {
    case SCALAR_NULL:
        buf_adds(out, "interface {}(nil)");
        break;
    case SCALAR_BOOL:
        buf_adds(out, s.b ? "true" : "false");
        break;
    case SCALAR_INT:
        buf_addf(out, "%lld", (long long)s.i);
        break;
    case SCALAR_UINT:
        buf_addf(out, "0x%llx", (unsigned long long)s.u);
        break;
    case SCALAR_FLOAT:
        if (isfinite(s.f))
            number_float_g(out, s.f, 64);
        else
            buf_adds(out, isnan(s.f) ? "NaN" : s.f > 0 ? "+Inf" : "-Inf");
        break;
    case SCALAR_STR:
    case SCALAR_TIMESTAMP: {
        char *q = str_quote(n->value);
        buf_adds(out, q);
        free(q);
        break;
    }
    }
}

static void node(struct buf *out, const struct ynodes *nodes, uint32_t id, int depth)
{
    const struct ynode *n = &nodes->v[id];
    if (out->len > MAX_LENGTH || depth > MAX_NESTING) {
        buf_adds(out, "...");
        return;
    }
    switch (n->kind) {
    case YNODE_ALIAS:
        node(out, nodes, n->target, depth + 1);
        break;
    case YNODE_SCALAR:
        scalar(out, n);
        break;
    case YNODE_SEQUENCE:
    case YNODE_MAPPING:
        buf_adds(out, n->kind == YNODE_MAPPING ? "map[interface {}]interface {}{" : "[]interface {}{");
        for (uint32_t c = n->first; c != 0 && out->len <= MAX_LENGTH; c = nodes->v[c].next) {
            if (c != n->first)
                buf_adds(out, ", ");
            node(out, nodes, c, depth + 1);
            if (n->kind == YNODE_MAPPING) {
                buf_addc(out, ':');
                c = nodes->v[c].next;
                node(out, nodes, c, depth + 1);
            }
        }
        buf_addc(out, '}');
        break;
    }
}

void go_syntax(struct buf *out, const struct ynodes *nodes, uint32_t id)
{
    const struct ynode *n = &nodes->v[nodes->v[id].kind == YNODE_ALIAS ? nodes->v[id].target : id];
    if (n->kind == YNODE_SCALAR && n->tag == NULL && n->implicit &&
        scalar_resolve(n->value, true).kind == SCALAR_NULL) {
        buf_adds(out, "<nil>"); /* a type is named only inside of something */
        return;
    }
    node(out, nodes, id, 0);
}
