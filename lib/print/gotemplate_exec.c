/* gotemplate_exec.c - Go templates run on objects, as package text/template does. */
#include "print/gotemplate.h"

#include "base/mem.h"
#include "doc/doc.h"
#include "print/gofmt.h"
#include "print/gotemplate_exec.h"
#include "print/gotemplate_nodes.h"

#include <stdlib.h>
#include <string.h>

/* Templates inside templates (Go: 100,000), nodes that one execution may visit, and bytes that it may print. */
enum { MAX_TEMPLATES = 800 };
#define GO_MAX_TEMPLATES "100000"
#define MAX_WORK ((size_t)50000000)
#define MAX_OUTPUT ((size_t)256 << 20)

struct variable {
    const char *name;
    struct go_value value;
};

/* How a walk ended. */
enum jump { JUMP_NONE, JUMP_BREAK, JUMP_CONTINUE };

struct state {
    const struct gotemplate *t;
    const struct gt_tree *tree;
    struct buf *to;
    const struct gt_node *node; /* for errors */
    struct variable *vars;
    size_t nvars, cap;
    size_t base; /* the first variable of this template: there is no dynamic scope */
    int depth;
    bool missing_is_error;
    size_t work;
    struct gt_memory memory;
    enum jump jump;
};

/* ---- errors ---- */

static struct err *fail(const struct state *s, const char *fmt, ...) PRINTF_LIKE(2, 3);
static struct err *fail(const struct state *s, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    char *text = xvasprintf(fmt, ap);
    va_end(ap);
    struct buf name = buf_new(), context = buf_new();
    const char *all = s->t->text.data;
    size_t line = 1, start = 0;
    for (size_t i = 0; i < s->node->pos; i++) {
        if (all[i] == '\n') {
            line++;
            start = i + 1;
        }
    }
    go_quote(&name, s->tree->name, s->tree->name_len);
    gt_node_text(&context, s->node);
    struct err *e = err_new("template: " GT_NAME ":%zu:%zu: executing %s at <%s>: %s", line, s->node->pos - start,
                            name.data, context.data, text);
    buf_release(&name);
    buf_release(&context);
    free(text);
    return err_at(e, s->node->pos);
}

static struct err *fail_node(const struct state *s, const char *words, const struct gt_node *n)
{
    struct buf text = buf_new();
    gt_node_text(&text, n);
    struct err *e = fail(s, "%s %s", words, text.data);
    buf_release(&text);
    return e;
}

static struct err *fail_value(const struct state *s, const char *before, const struct go_value *v, const char *after)
{
    struct buf text = buf_new();
    go_value_print(&text, v);
    struct err *e = fail(s, "%s%s%s", before, text.data, after);
    buf_release(&text);
    return e;
}

/* ---- variables ---- */

static void push(struct state *s, const char *name, const struct go_value *v)
{
    if (s->nvars == s->cap) {
        s->cap = s->cap ? s->cap * 2 : 16;
        s->vars = xreallocarray(s->vars, s->cap, sizeof *s->vars);
    }
    s->vars[s->nvars++] = (struct variable){name, *v};
}

static struct variable *find_variable(struct state *s, const char *name)
{
    for (size_t i = s->nvars; i > s->base; i--) {
        if (str_eq(s->vars[i - 1].name, name))
            return &s->vars[i - 1];
    }
    return NULL;
}

static struct err *set_variable(struct state *s, const char *name, const struct go_value *v)
{
    struct variable *var = find_variable(s, name);
    if (!var)
        return fail(s, "undefined variable: %s", name);
    var->value = *v;
    return NULL;
}

/* ---- fields ---- */

/* reflect's name of the static type. */
static const char *type_of(const struct go_value *v)
{
    return v->in_interface ? "interface {}" : go_type_name(v);
}

static struct err *eval_field(struct state *s, const char *name, bool has_args, const struct go_value *receiver,
                              struct go_value *out)
{
    char *quoted = NULL;
    struct err *e = NULL;
    *out = (struct go_value){.kind = GO_INVALID};
    if (receiver->kind == GO_INVALID) {
        if (s->missing_is_error) {
            quoted = str_quote(name);
            e = fail(s, "nil data; no entry for key %s", quoted);
        }
    } else if (receiver->kind == GO_NIL) {
        e = fail(s, "nil pointer evaluating %s.%s", type_of(receiver), name);
    } else if (receiver->kind != GO_MAP) {
        e = fail(s, "can't evaluate field %s in type %s", name, type_of(receiver));
    } else if (has_args) {
        e = fail(s, "%s is not a method but has arguments", name);
    } else {
        const cJSON *member = doc_get(receiver->node, name);
        if (member) {
            *out = go_value_of(member, receiver->numbers);
        } else if (s->missing_is_error) {
            quoted = str_quote(name);
            e = fail(s, "map has no entry for key %s", quoted);
        }
    }
    free(quoted);
    return e;
}

/* .a.b.c of a receiver; only the last may be given arguments, which none here takes. */
static struct err *eval_chain(struct state *s, const struct strv *idents, size_t from, bool has_args,
                              struct go_value receiver, struct go_value *out)
{
    struct err *e = NULL;
    for (size_t i = from; i < idents->n && !e; i++) {
        e = eval_field(s, idents->v[i], has_args && i + 1 == idents->n, &receiver, out);
        receiver = *out;
    }
    return e;
}

static struct err *not_a_function(const struct state *s, const struct gt_node *first, bool has_args)
{
    return has_args ? fail_node(s, "can't give argument to non-function", first) : NULL;
}

static struct err *eval_variable(struct state *s, const struct gt_node *n, const struct gt_node *first, bool has_args,
                                 struct go_value *out)
{
    s->node = n;
    const struct variable *var = find_variable(s, n->idents.v[0]);
    if (!var)
        return fail(s, "undefined variable: %s", n->idents.v[0]);
    if (n->idents.n == 1) {
        *out = var->value;
        return not_a_function(s, first, has_args);
    }
    return eval_chain(s, &n->idents, 1, has_args, var->value, out);
}

static struct err *eval_pipeline(struct state *s, const struct go_value *dot, const struct gt_node *pipe,
                                 struct go_value *out);
static struct err *eval_function(struct state *s, const struct go_value *dot, const struct gt_node *ident,
                                 const struct gt_node *cmd, struct gt_node *const *args, size_t nargs,
                                 const struct go_value *final, struct go_value *out);

static struct err *eval_chain_node(struct state *s, const struct go_value *dot, const struct gt_node *n, bool has_args,
                                   struct go_value *out)
{
    struct go_value base;
    struct err *e;
    s->node = n;
    if (n->pipe->type == GT_NIL)
        return fail_node(s, "indirection through explicit nil in", n);
    s->node = n->pipe;
    if (n->pipe->type == GT_PIPE)
        e = eval_pipeline(s, dot, n->pipe, &base);
    else
        e = eval_function(s, dot, n->pipe, n->pipe, NULL, 0, NULL, &base);
    return e ? e : eval_chain(s, &n->idents, 0, has_args, base, out);
}

static struct err *ideal_constant(struct state *s, const struct gt_node *n, struct go_value *out)
{
    const char *text = n->text;
    bool rune = text[0] == '\'';
    bool hex = n->n > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X') && !strpbrk(text, "pP");
    s->node = n;
    if (n->is_float && !hex && !rune && strpbrk(text, ".eEpP"))
        *out = (struct go_value){.kind = GO_FLOAT64, .f = n->f};
    else if (n->is_int)
        *out = (struct go_value){.kind = GO_INT, .i = n->i};
    else
        return fail(s, "%s overflows int", text);
    return NULL;
}

/* ---- arguments ---- */

/* What a value becomes as an argument. */
static struct err *as_param(const struct state *s, enum gt_param param, struct go_value *v)
{
    if (param == GT_PARAM_ANY && v->kind == GO_INVALID)
        *v = (struct go_value){.kind = GO_NIL};
    if (param != GT_PARAM_STRING)
        return NULL;
    if (v->kind == GO_INVALID)
        return fail(s, "invalid value; expected string");
    if (v->kind != GO_STRING)
        return fail(s, "wrong type for value; expected string; got %s",
                    v->kind == GO_NIL ? "interface {}" : go_type_name(v));
    return NULL;
}

static struct err *eval_constant(struct state *s, enum gt_param param, const struct gt_node *n, struct go_value *out)
{
    s->node = n;
    if (param == GT_PARAM_STRING && n->type != GT_STRING)
        return fail_node(s, "expected string; found", n);
    if (n->type == GT_NUMBER)
        return ideal_constant(s, n, out);
    if (n->type == GT_STRING)
        *out = go_string(n->text, n->n);
    else
        *out = (struct go_value){.kind = GO_BOOL, .i = n->i};
    return NULL;
}

static struct err *eval_arg(struct state *s, const struct go_value *dot, enum gt_param param, const struct gt_node *n,
                            struct go_value *out)
{
    struct err *e = NULL;
    s->node = n;
    switch (n->type) {
    case GT_DOT:
        *out = *dot;
        break;
    case GT_NIL:
        if (param == GT_PARAM_STRING)
            return fail(s, "cannot assign nil to string");
        *out = (struct go_value){.kind = param == GT_PARAM_ANY ? GO_NIL : GO_INVALID};
        return NULL;
    case GT_FIELD:
        e = eval_chain(s, &n->idents, 0, false, *dot, out);
        break;
    case GT_VARIABLE:
        e = eval_variable(s, n, n, false, out);
        break;
    case GT_PIPE:
        e = eval_pipeline(s, dot, n, out);
        break;
    case GT_IDENTIFIER:
        e = eval_function(s, dot, n, n, NULL, 0, NULL, out);
        break;
    case GT_CHAIN:
        e = eval_chain_node(s, dot, n, false, out);
        break;
    default:
        return eval_constant(s, param, n, out);
    }
    return e ? e : as_param(s, param, out);
}

/* ---- functions ---- */

static struct err *check_count(const struct state *s, const struct gt_function *f, size_t nargs, bool final)
{
    size_t n = nargs + final;
    if (f->variadic && n < f->fixed)
        return fail(s, "wrong number of args for %s: want at least %zu got %zu", f->name, f->fixed, nargs);
    if (!f->variadic && n != f->fixed)
        return fail(s, "wrong number of args for %s: want %zu got %zu", f->name, f->fixed, n);
    return NULL;
}

/* and, or: the arguments behind the one that decides are not looked at. */
static struct err *eval_logic(struct state *s, const struct go_value *dot, const struct gt_function *f,
                              struct gt_node *const *args, size_t nargs, const struct go_value *final,
                              struct go_value *out)
{
    for (size_t i = 0; i < nargs; i++) {
        struct err *e = eval_arg(s, dot, GT_PARAM_VALUE, args[i], out);
        if (e || gt_truth(out) == (f->name[0] == 'o'))
            return e;
    }
    if (final)
        *out = *final;
    return NULL;
}

/* call: there are no functions among the values. */
static struct err *eval_call_function(struct state *s, const struct gt_node *cmd, struct gt_node *const *args,
                                      size_t nargs, const struct go_value *v)
{
    struct buf name = buf_new();
    struct err *e;
    s->node = cmd;
    if (nargs > 0)
        gt_node_text(&name, args[0]);
    else if (v->kind == GO_STRING)
        buf_add(&name, v->s, v->n);
    else
        buf_addf(&name, "<%s Value>", go_type_name(v));
    if (v->kind == GO_INVALID || v->kind == GO_NIL)
        e = fail(s, "error calling call: call of nil");
    else
        e = fail(s, "error calling call: non-function %s of type %s", name.data, go_type_name(v));
    buf_release(&name);
    return e;
}

/* ident is the function's name; cmd the node that errors of the call stand at; args without the name. */
static struct err *eval_function(struct state *s, const struct go_value *dot, const struct gt_node *ident,
                                 const struct gt_node *cmd, struct gt_node *const *args, size_t nargs,
                                 const struct go_value *final, struct go_value *out)
{
    s->node = ident;
    const struct gt_function *f = gt_function_find(ident->text);
    struct err *e = check_count(s, f, nargs, final != NULL);
    if (e)
        return e;
    if (!f->call && f->name[0] != 'c')
        return eval_logic(s, dot, f, args, nargs, final, out);
    size_t n = nargs + (final != NULL);
    struct go_value few[8], *values = n <= 8 ? few : xcalloc(n, sizeof *values);
    for (size_t i = 0; i < nargs && !e; i++)
        e = eval_arg(s, dot, i == 0 && f->fixed > 0 ? f->first : f->rest, args[i], &values[i]);
    if (!e && final) {
        values[nargs] = *final;
        e = as_param(s, nargs == 0 && f->fixed > 0 ? f->first : f->rest, &values[nargs]);
    }
    if (!e && !f->call) {
        e = eval_call_function(s, cmd, args, nargs, &values[0]);
    } else if (!e) {
        struct err *own = f->call(&s->memory, f->name, values, n, out);
        if (own) {
            s->node = cmd;
            e = fail(s, "error calling %s: %s", f->name, own->msg);
            err_free(own);
        }
    }
    if (values != few)
        free(values);
    return e;
}

/* ---- commands and pipelines ---- */

static struct err *eval_command(struct state *s, const struct go_value *dot, const struct gt_node *cmd,
                                const struct go_value *final, struct go_value *out)
{
    const struct gt_node *first = cmd->v[0];
    bool has_args = cmd->nv > 1 || final != NULL;
    struct err *e;
    switch (first->type) {
    case GT_FIELD:
        s->node = first;
        return eval_chain(s, &first->idents, 0, has_args, *dot, out);
    case GT_CHAIN:
        return eval_chain_node(s, dot, first, has_args, out);
    case GT_IDENTIFIER:
        return eval_function(s, dot, first, cmd, cmd->v + 1, cmd->nv - 1, final, out);
    case GT_PIPE:
        e = not_a_function(s, first, has_args);
        return e ? e : eval_pipeline(s, dot, first, out);
    case GT_VARIABLE:
        return eval_variable(s, first, first, has_args, out);
    default:
        break;
    }
    s->node = first;
    e = not_a_function(s, first, has_args);
    if (e)
        return e;
    if (first->type == GT_NIL)
        return fail(s, "nil is not a command");
    if (first->type == GT_DOT) {
        *out = *dot;
        return NULL;
    }
    return eval_constant(s, GT_PARAM_VALUE, first, out);
}

static struct err *eval_pipeline(struct state *s, const struct go_value *dot, const struct gt_node *pipe,
                                 struct go_value *out)
{
    struct go_value value = {.kind = GO_INVALID};
    struct err *e = NULL;
    *out = value;
    if (!pipe)
        return NULL;
    s->node = pipe;
    for (size_t i = 0; i < pipe->nv && !e; i++) {
        struct go_value final = value;
        e = eval_command(s, dot, pipe->v[i], i > 0 ? &final : NULL, &value);
        /* What is in an interface comes out of it; a nil there is no value. */
        value.in_interface = false;
        if (value.kind == GO_NIL)
            value.kind = GO_INVALID;
    }
    for (size_t i = 0; i < pipe->ndecl && !e; i++) {
        if (pipe->assign)
            e = set_variable(s, pipe->decl[i]->idents.v[0], &value);
        else
            push(s, pipe->decl[i]->idents.v[0], &value);
    }
    *out = value;
    return e;
}

/* ---- walking ---- */

static struct err *walk(struct state *s, const struct go_value *dot, const struct gt_node *n);

static struct err *print(struct state *s, const struct gt_node *n, const struct go_value *v)
{
    s->node = n;
    if (v->kind == GO_INVALID)
        buf_adds(s->to, "<no value>");
    else
        go_sprint(s->to, v, 1);
    return buf_overflowed(s->to) ? fail(s, "the output is larger than %zu bytes", MAX_OUTPUT) : NULL;
}

static struct err *walk_if_or_with(struct state *s, const struct go_value *dot, const struct gt_node *n)
{
    size_t mark = s->nvars;
    struct go_value v;
    struct err *e = eval_pipeline(s, dot, n->pipe, &v);
    if (!e && gt_truth(&v))
        e = walk(s, n->type == GT_WITH ? &v : dot, n->list);
    else if (!e && n->orelse)
        e = walk(s, dot, n->orelse);
    s->nvars = mark;
    return e;
}

/* One turn of a range. *stop: it was the last. */
static struct err *one_turn(struct state *s, const struct gt_node *r, size_t mark, const struct go_value *index,
                            const struct go_value *elem, bool *stop)
{
    const struct gt_node *pipe = r->pipe;
    struct err *e = NULL;
    if (pipe->ndecl > 0 && pipe->assign) {
        e = set_variable(s, pipe->decl[0]->idents.v[0], pipe->ndecl > 1 ? index : elem);
        if (!e && pipe->ndecl > 1)
            e = set_variable(s, pipe->decl[1]->idents.v[0], elem);
    } else if (pipe->ndecl > 0) {
        s->vars[s->nvars - 1].value = *elem;
        if (pipe->ndecl > 1)
            s->vars[s->nvars - 2].value = *index;
    }
    if (!e)
        e = walk(s, elem, r->list);
    s->nvars = mark;
    *stop = e || s->jump == JUMP_BREAK;
    s->jump = JUMP_NONE;
    return e;
}

static struct err *range_number(struct state *s, const struct gt_node *r, const struct go_value *v, bool *ran)
{
    size_t mark = s->nvars;
    bool stop = false;
    struct err *e = NULL;
    if (r->pipe->ndecl > 1)
        return fail_value(s, "can't use ", v, " to iterate over more than one variable");
    for (int64_t i = 0; i < v->i && !stop; i++) {
        const struct go_value none = {.kind = GO_INVALID}, elem = {.kind = v->kind, .i = i};
        *ran = true;
        e = one_turn(s, r, mark, &none, &elem, &stop);
    }
    return e;
}

static struct err *range_children(struct state *s, const struct gt_node *r, const struct go_value *v, bool *ran)
{
    size_t mark = s->nvars, n = go_len(v), sorted;
    const cJSON **members = v->kind == GO_MAP ? doc_sorted(v->node, &sorted) : NULL;
    const cJSON *item = members ? NULL : go_first(v);
    bool stop = false;
    struct err *e = NULL;
    for (size_t i = 0; i < n && !stop; i++) {
        const cJSON *node = members ? members[i] : item;
        struct go_value index = {.kind = GO_INT, .i = (int64_t)i}, elem = go_value_of(node, v->numbers);
        if (members)
            index = go_string(node->string, strlen(node->string));
        *ran = true;
        e = one_turn(s, r, mark, &index, &elem, &stop);
        item = item ? item->next : NULL;
    }
    free(members);
    return e;
}

static struct err *walk_range(struct state *s, const struct go_value *dot, const struct gt_node *r)
{
    size_t mark = s->nvars;
    struct go_value v;
    bool ran = false;
    struct err *e = eval_pipeline(s, dot, r->pipe, &v);
    if (!e && (go_is_int(&v) || v.kind == GO_UINT8))
        e = range_number(s, r, &v, &ran);
    else if (!e && (v.kind == GO_SLICE || v.kind == GO_MAP))
        e = range_children(s, r, &v, &ran);
    else if (!e && v.kind != GO_INVALID)
        e = fail_value(s, "range can't iterate over ", &v, "");
    if (!e && !ran && r->orelse)
        e = walk(s, dot, r->orelse);
    s->nvars = mark;
    return e;
}

static struct err *walk_template(struct state *s, const struct go_value *dot, const struct gt_node *n)
{
    const struct gt_tree *tree = gt_find_tree(s->t, n->text, n->n), *outer = s->tree;
    struct go_value v;
    s->node = n;
    if (!tree) {
        struct buf quoted = buf_new();
        go_quote(&quoted, n->text, n->n);
        struct err *e = fail(s, "template %s not defined", quoted.data);
        buf_release(&quoted);
        return e;
    }
    if (s->depth >= MAX_TEMPLATES)
        return fail(s, "exceeded maximum template depth (" GO_MAX_TEMPLATES ")");
    struct err *e = eval_pipeline(s, dot, n->pipe, &v);
    if (e)
        return e;
    size_t base = s->base, mark = s->nvars;
    s->depth++;
    s->tree = tree;
    s->base = mark;
    push(s, "$", &v);
    e = walk(s, &v, tree->root);
    s->nvars = mark;
    s->base = base;
    s->tree = outer;
    s->depth--;
    return e;
}

static struct err *walk_action(struct state *s, const struct go_value *dot, const struct gt_node *n)
{
    struct go_value v;
    struct err *e = eval_pipeline(s, dot, n->pipe, &v);
    return e || n->pipe->ndecl > 0 ? e : print(s, n, &v);
}

static struct err *walk(struct state *s, const struct go_value *dot, const struct gt_node *n)
{
    struct err *e = NULL;
    s->node = n;
    if (++s->work > MAX_WORK)
        return fail(s, "the template visits more than %zu nodes", MAX_WORK);
    switch (n->type) {
    case GT_TEXT:
        buf_add(s->to, n->text, n->n);
        return buf_overflowed(s->to) ? fail(s, "the output is larger than %zu bytes", MAX_OUTPUT) : NULL;
    case GT_ACTION:
        return walk_action(s, dot, n);
    case GT_BREAK:
    case GT_CONTINUE:
        s->jump = n->type == GT_BREAK ? JUMP_BREAK : JUMP_CONTINUE;
        return NULL;
    case GT_IF:
    case GT_WITH:
        return walk_if_or_with(s, dot, n);
    case GT_RANGE:
        return walk_range(s, dot, n);
    case GT_TEMPLATE:
        return walk_template(s, dot, n);
    default:
        for (size_t i = 0; i < n->nv && !e && s->jump == JUMP_NONE; i++)
            e = walk(s, dot, n->v[i]);
        return e;
    }
}

struct err *gotemplate_run(const struct gotemplate *t, const cJSON *data, bool missing_is_error, struct buf *to)
{
    struct buf made;
    buf_init(&made, MAX_OUTPUT);
    struct go_value dot = go_value_of(data, GO_NUMBERS_AGAIN);
    struct state s = {
        .t = t, .tree = gt_find_tree(t, GT_NAME, strlen(GT_NAME)), .to = &made, .missing_is_error = missing_is_error};
    dot.in_interface = false;
    push(&s, "$", &dot);
    struct err *e = walk(&s, &dot, s.tree->root);
    buf_add(to, made.data, made.len);
    buf_release(&made);
    free(s.vars);
    gt_memory_release(&s.memory);
    return e;
}
