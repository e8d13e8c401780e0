/* gotemplate_parse.c - the parser of Go templates, as package text/template/parse. */
#include "print/gotemplate.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "print/gonumber.h"
#include "print/gotemplate_nodes.h"
#include "print/govalue.h"

#include <stdlib.h>
#include <string.h>

/* Of parentheses, and of blocks inside blocks (Go: 10,000 and none). */
enum { MAX_DEPTH = 400 };

/* What is known while a template (or one that it defines) is parsed. */
struct parser {
    struct gotemplate *t;
    struct gt_lexer *lex;
    struct gt_item token[3];
    int peek_count;
    struct strv vars;
    int action_line, range_depth, paren_depth, *block_depth;
};

/* ---- nodes ---- */

static struct gt_node *new_node(struct parser *p, enum gt_type type, size_t pos)
{
    struct gotemplate *t = p->t;
    struct gt_node *n = xcalloc(1, sizeof *n);
    n->type = type;
    n->pos = pos;
    if ((t->nnodes & (t->nnodes - 1)) == 0)
        t->nodes = xreallocarray(t->nodes, t->nnodes ? t->nnodes * 2 : 1, sizeof(struct gt_node *));
    t->nodes[t->nnodes++] = n;
    return n;
}

static void append(struct gt_node *list, struct gt_node *n)
{
    if ((list->nv & (list->nv - 1)) == 0)
        list->v = xreallocarray(list->v, list->nv ? list->nv * 2 : 1, sizeof(struct gt_node *));
    list->v[list->nv++] = n;
}

static void set_text(struct gt_node *n, const char *s, size_t len)
{
    n->text = xmalloc(len + 1);
    memcpy(n->text, s, len);
    n->text[len] = '\0';
    n->n = len;
}

void gotemplate_free(struct gotemplate *t)
{
    if (!t)
        return;
    for (size_t i = 0; i < t->nnodes; i++) {
        struct gt_node *n = t->nodes[i];
        free(n->text);
        free(n->quoted);
        strv_release(&n->idents);
        free(n->v);
        free(n);
    }
    free(t->nodes);
    for (size_t i = 0; i < t->ntrees; i++)
        free(t->trees[i].name);
    free(t->trees);
    buf_release(&t->text);
    free(t);
}

/* ---- tokens ---- */

static struct gt_item next(struct parser *p)
{
    if (p->peek_count > 0)
        p->peek_count--;
    else
        p->token[0] = gt_lexer_next(p->lex);
    return p->token[p->peek_count];
}

static struct gt_item peek(struct parser *p)
{
    if (p->peek_count > 0)
        return p->token[p->peek_count - 1];
    p->peek_count = 1;
    p->token[0] = gt_lexer_next(p->lex);
    return p->token[0];
}

static struct gt_item next_non_space(struct parser *p)
{
    struct gt_item i;
    do
        i = next(p);
    while (i.type == TOKEN_SPACE);
    return i;
}

static struct gt_item peek_non_space(struct parser *p)
{
    struct gt_item i = next_non_space(p);
    p->peek_count++;
    return i;
}

/* ---- errors ---- */

static struct err *fail(const struct parser *p, const char *fmt, ...) PRINTF_LIKE(2, 3);
static struct err *fail(const struct parser *p, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    char *text = xvasprintf(fmt, ap);
    va_end(ap);
    struct err *e = err_new("template: " GT_NAME ":%d: %s", p->token[0].line, text);
    free(text);
    return err_at(e, p->token[0].pos);
}

/* An error about this token: the parser may have read further. */
static struct err *about(const struct gt_item *i, struct err *e)
{
    if (e != NULL)
        e->at = i->pos + 1;
    return e;
}

/* The token as Go's item.String shows it. The caller frees. */
static char *token_text(const struct gt_item *i)
{
    struct buf b = buf_new();
    if (i->type == TOKEN_EOF) {
        buf_adds(&b, "EOF");
    } else if (i->type == TOKEN_ERROR) {
        buf_add(&b, i->s, i->n);
    } else if (i->type > TOKEN_KEYWORD) {
        buf_addf(&b, "<%.*s>", (int)i->n, i->s);
    } else if (i->n > 10) {
        size_t n = 0;
        for (int k = 0; k < 10 && n < i->n; k++) {
            uint32_t rune;
            size_t w = utf8_decode(i->s + n, i->n - n, &rune);
            n += w ? w : 1;
        }
        go_quote(&b, i->s, n);
        buf_adds(&b, "...");
    } else {
        go_quote(&b, i->s, i->n);
    }
    return buf_take(&b);
}

static struct err *unexpected(const struct parser *p, struct gt_item i, const char *context)
{
    char *text = token_text(&i);
    struct err *e;
    if (i.type == TOKEN_ERROR && p->action_line != 0 && p->action_line != i.line)
        e = fail(p, "%s%s started at " GT_NAME ":%d", text, str_ends(text, " action") ? "" : " in action",
                 p->action_line);
    else if (i.type == TOKEN_ERROR)
        e = fail(p, "%s", text);
    else
        e = fail(p, "unexpected %s in %s", text, context);
    free(text);
    return about(&i, e);
}

static struct err *expect(struct parser *p, enum gt_token type, const char *context, struct gt_item *out)
{
    *out = next_non_space(p);
    return out->type == type ? NULL : unexpected(p, *out, context);
}

/* ---- trees ---- */

static bool is_empty(const struct gt_node *n)
{
    if (n->type == GT_LIST) {
        for (size_t i = 0; i < n->nv; i++) {
            if (!is_empty(n->v[i]))
                return false;
        }
        return true;
    }
    if (n->type != GT_TEXT)
        return false;
    for (size_t i = 0; i < n->n; i++) {
        if (!strchr(" \t\r\n\v\f", n->text[i]) || n->text[i] == '\0')
            return false;
    }
    return true;
}

const struct gt_tree *gt_find_tree(const struct gotemplate *t, const char *name, size_t n)
{
    for (size_t i = 0; i < t->ntrees; i++) {
        if (t->trees[i].name_len == n && memcmp(t->trees[i].name, name, n) == 0)
            return &t->trees[i];
    }
    return NULL;
}

static struct err *add_tree(struct parser *p, const char *name, size_t n, struct gt_node *root)
{
    struct gotemplate *t = p->t;
    struct gt_tree *old = (struct gt_tree *)gt_find_tree(t, name, n);
    if (old && is_empty(old->root)) {
        old->root = root;
        return NULL;
    }
    if (old) {
        struct buf quoted = buf_new();
        go_quote(&quoted, name, n);
        struct err *e = is_empty(root) ? NULL : fail(p, "template: multiple definition of template %s", quoted.data);
        buf_release(&quoted);
        return e;
    }
    t->trees = xreallocarray(t->trees, t->ntrees + 1, sizeof *t->trees);
    char *copy = xmalloc(n + 1);
    memcpy(copy, name, n);
    copy[n] = '\0';
    t->trees[t->ntrees++] = (struct gt_tree){.name = copy, .name_len = n, .root = root};
    return NULL;
}

/* ---- terms ---- */

/* strconv.Unquote of a token; false: wrong syntax. */
static bool unquote(const struct gt_item *i, struct buf *out)
{
    if (i->type == TOKEN_RAW_STRING) {
        for (size_t k = 1; k + 1 < i->n; k++) {
            if (i->s[k] != '\r')
                buf_addc(out, i->s[k]);
        }
        return true;
    }
    const char *s = i->s + 1;
    size_t n = i->n - 2;
    while (n > 0) {
        size_t used = go_unquote_char(s, n, '"', out);
        if (used == 0)
            return false;
        s += used;
        n -= used;
    }
    return true;
}

static struct err *parse_string(struct parser *p, const struct gt_item *i, struct gt_node **out)
{
    struct buf b = buf_new();
    struct gt_node *n = new_node(p, GT_STRING, i->pos);
    struct err *e = unquote(i, &b) ? NULL : about(i, fail(p, "invalid syntax"));
    n->quoted = xstrndup(i->s, i->n);
    set_text(n, b.data, b.len);
    buf_release(&b);
    *out = n;
    return e;
}

/* "$x.y.z" or ".x.y": the names in it. */
static struct gt_node *name_node(struct parser *p, enum gt_type type, size_t pos, const char *s, size_t n)
{
    struct gt_node *node = new_node(p, type, pos);
    char *text = xstrndup(s, n);
    strv_split(&node->idents, type == GT_FIELD ? text + 1 : text, '.');
    free(text);
    return node;
}

static struct err *parse_number(struct parser *p, const struct gt_item *i, struct gt_node **out)
{
    struct gt_node *n = new_node(p, GT_NUMBER, i->pos);
    struct go_number v;
    char *why = NULL;
    set_text(n, i->s, i->n);
    *out = n;
    bool ok = i->type == TOKEN_CHAR_CONSTANT ? go_char_constant(i->s, i->n, &v, &why)
              : i->type == TOKEN_COMPLEX     ? false
                                             : go_number_constant(i->s, i->n, &v, &why);
    struct err *e = ok ? NULL : about(i, fail(p, "%s", why ? why : "complex numbers are not in this build of kubec"));
    free(why);
    if (ok) {
        n->is_int = v.is_int;
        n->is_uint = v.is_uint;
        n->is_float = v.is_float;
        n->i = v.i;
        n->f = v.f;
    }
    return e;
}

static struct err *parse_pipeline(struct parser *p, const char *context, enum gt_token end, struct gt_node **out);

static struct err *use_variable(struct parser *p, const struct gt_item *i, struct gt_node **out)
{
    *out = name_node(p, GT_VARIABLE, i->pos, i->s, i->n);
    if (strv_has(&p->vars, (*out)->idents.v[0]))
        return NULL;
    char *quoted = str_quote((*out)->idents.v[0]);
    struct err *e = fail(p, "undefined variable %s", quoted);
    free(quoted);
    return about(i, e);
}

static struct err *parse_identifier(struct parser *p, const struct gt_item *i, struct gt_node **out)
{
    *out = new_node(p, GT_IDENTIFIER, i->pos);
    set_text(*out, i->s, i->n);
    if (gt_is_function(i->s, i->n))
        return NULL;
    char *quoted = str_quote((*out)->text);
    struct err *e = fail(p, "function %s not defined", quoted);
    free(quoted);
    return about(i, e);
}

static struct err *parse_paren(struct parser *p, struct gt_node **out)
{
    if (p->paren_depth >= MAX_DEPTH)
        return fail(p, "max expression depth exceeded");
    p->paren_depth++;
    struct err *e = parse_pipeline(p, "parenthesized pipeline", TOKEN_RIGHT_PAREN, out);
    p->paren_depth--;
    return e;
}

/* *out NULL: the next token begins no term. */
static struct err *parse_term(struct parser *p, struct gt_node **out)
{
    struct gt_item i = next_non_space(p);
    *out = NULL;
    switch (i.type) {
    case TOKEN_IDENTIFIER:
        return parse_identifier(p, &i, out);
    case TOKEN_DOT:
        *out = new_node(p, GT_DOT, i.pos);
        return NULL;
    case TOKEN_NIL:
        *out = new_node(p, GT_NIL, i.pos);
        return NULL;
    case TOKEN_VARIABLE:
        return use_variable(p, &i, out);
    case TOKEN_FIELD:
        *out = name_node(p, GT_FIELD, i.pos, i.s, i.n);
        return NULL;
    case TOKEN_BOOL:
        *out = new_node(p, GT_BOOL, i.pos);
        (*out)->i = i.s[0] == 't';
        return NULL;
    case TOKEN_CHAR_CONSTANT:
    case TOKEN_COMPLEX:
    case TOKEN_NUMBER:
        return parse_number(p, &i, out);
    case TOKEN_LEFT_PAREN:
        return parse_paren(p, out);
    case TOKEN_STRING:
    case TOKEN_RAW_STRING:
        return parse_string(p, &i, out);
    default:
        p->peek_count++;
        return NULL;
    }
}

/* A term and the fields behind it. */
static struct err *parse_operand(struct parser *p, struct gt_node **out)
{
    struct err *e = parse_term(p, out);
    struct gt_node *node = *out;
    if (e || !node || peek(p).type != TOKEN_FIELD)
        return e;
    struct gt_node *chain = new_node(p, GT_CHAIN, peek(p).pos);
    bool names = node->type == GT_FIELD || node->type == GT_VARIABLE;
    if (names) {
        chain->type = node->type;
        strv_extend(&chain->idents, &node->idents);
    }
    chain->pipe = node;
    while (peek(p).type == TOKEN_FIELD) {
        struct gt_item i = next(p);
        strv_adopt(&chain->idents, xstrndup(i.s + 1, i.n - 1));
    }
    *out = chain;
    if (names || node->type == GT_IDENTIFIER || node->type == GT_PIPE)
        return NULL;
    struct buf text = buf_new();
    gt_node_text(&text, node);
    char *quoted = str_quote(text.data);
    e = fail(p, "unexpected . after term %s", quoted);
    free(quoted);
    buf_release(&text);
    return e;
}

static struct err *parse_command(struct parser *p, struct gt_node **out)
{
    struct gt_node *cmd = new_node(p, GT_COMMAND, peek_non_space(p).pos);
    *out = cmd;
    for (;;) {
        struct gt_node *operand;
        peek_non_space(p);
        /* peek_non_space leaves the token behind blanks to be read next */
        struct err *e = parse_operand(p, &operand);
        if (e)
            return e;
        if (operand)
            append(cmd, operand);
        struct gt_item i = next(p);
        if (i.type == TOKEN_SPACE)
            continue;
        if (i.type == TOKEN_RIGHT_DELIM || i.type == TOKEN_RIGHT_PAREN)
            p->peek_count++;
        else if (i.type != TOKEN_PIPE)
            return unexpected(p, i, "operand");
        break;
    }
    return cmd->nv == 0 ? fail(p, "empty command") : NULL;
}

/* ---- pipelines ---- */

static void declare(struct parser *p, struct gt_node *pipe, const struct gt_item *v)
{
    pipe->decl[pipe->ndecl++] = name_node(p, GT_VARIABLE, v->pos, v->s, v->n);
    strv_adopt(&p->vars, xstrndup(v->s, v->n));
}

/* The variables before := or =. */
static struct err *parse_declarations(struct parser *p, const char *context, struct gt_node *pipe)
{
    for (;;) {
        struct gt_item v = peek_non_space(p);
        if (v.type != TOKEN_VARIABLE)
            return NULL;
        next(p);
        struct gt_item after = peek(p), following = peek_non_space(p);
        if (following.type == TOKEN_ASSIGN || following.type == TOKEN_DECLARE) {
            pipe->assign = following.type == TOKEN_ASSIGN;
            next_non_space(p);
            if (pipe->ndecl < 2)
                declare(p, pipe, &v);
            return NULL;
        }
        if (following.type == TOKEN_CHAR && following.n == 1 && following.s[0] == ',') {
            next_non_space(p);
            if (!str_eq(context, "range") || pipe->ndecl >= 1)
                return fail(p, "too many declarations in %s", context);
            declare(p, pipe, &v);
            enum gt_token type = peek_non_space(p).type;
            if (type != TOKEN_VARIABLE && type != TOKEN_RIGHT_DELIM && type != TOKEN_RIGHT_PAREN)
                return fail(p, "range can only initialize variables");
            continue;
        }
        if (after.type == TOKEN_SPACE) {
            p->token[1] = after;
            p->token[2] = v;
            p->peek_count = 3;
        } else {
            p->token[1] = v;
            p->peek_count = 2;
        }
        return NULL;
    }
}

static struct err *check_pipeline(const struct parser *p, const struct gt_node *pipe, const char *context)
{
    if (pipe->nv == 0)
        return fail(p, "missing value for %s", context);
    for (size_t i = 1; i < pipe->nv; i++) {
        enum gt_type type = pipe->v[i]->v[0]->type;
        if (type == GT_BOOL || type == GT_DOT || type == GT_NIL || type == GT_NUMBER || type == GT_STRING)
            return fail(p, "non executable command in pipeline stage %zu", i + 1);
    }
    return NULL;
}

static struct err *parse_pipeline(struct parser *p, const char *context, enum gt_token end, struct gt_node **out)
{
    struct gt_node *pipe = new_node(p, GT_PIPE, peek_non_space(p).pos);
    *out = pipe;
    struct err *e = parse_declarations(p, context, pipe);
    while (!e) {
        struct gt_item i = next_non_space(p);
        if (i.type == end)
            return check_pipeline(p, pipe, context);
        switch (i.type) {
        case TOKEN_BOOL:
        case TOKEN_CHAR_CONSTANT:
        case TOKEN_COMPLEX:
        case TOKEN_DOT:
        case TOKEN_FIELD:
        case TOKEN_IDENTIFIER:
        case TOKEN_NUMBER:
        case TOKEN_NIL:
        case TOKEN_RAW_STRING:
        case TOKEN_STRING:
        case TOKEN_VARIABLE:
        case TOKEN_LEFT_PAREN: {
            struct gt_node *cmd;
            p->peek_count++;
            e = parse_command(p, &cmd);
            if (!e)
                append(pipe, cmd);
            break;
        }
        default:
            e = unexpected(p, i, context);
        }
    }
    return e;
}

/* ---- actions ---- */

static struct err *parse_item_list(struct parser *p, struct gt_node **list, struct gt_node **end);

static void pop_variables(struct parser *p, size_t n)
{
    while (p->vars.n > n)
        free(p->vars.v[--p->vars.n]);
}

static struct err *parse_control(struct parser *p, enum gt_type type, const char *context, struct gt_node **out);

/* What stands behind {{else}} of `n`; {{else if}} and {{else with}} are blocks of their own. */
static struct err *parse_else(struct parser *p, struct gt_node *n, const char *context, const struct gt_node *at)
{
    struct gt_node *inner, *end;
    if ((n->type == GT_IF && peek(p).type == TOKEN_IF) || (n->type == GT_WITH && peek(p).type == TOKEN_WITH)) {
        next(p);
        n->orelse = new_node(p, GT_LIST, at->pos);
        struct err *e = parse_control(p, n->type, context, &inner);
        if (!e)
            append(n->orelse, inner);
        return e;
    }
    struct err *e = parse_item_list(p, &n->orelse, &end);
    if (!e && end->type != GT_END)
        e = fail(p, "expected end; found {{else}}");
    return e;
}

static struct err *parse_control(struct parser *p, enum gt_type type, const char *context, struct gt_node **out)
{
    size_t mark = p->vars.n;
    struct gt_node *n = new_node(p, type, 0), *end = NULL;
    *out = n;
    if (*p->block_depth >= MAX_DEPTH)
        return fail(p, "blocks nest too deep");
    (*p->block_depth)++;
    struct err *e = parse_pipeline(p, context, TOKEN_RIGHT_DELIM, &n->pipe);
    if (!e) {
        n->pos = n->pipe->pos;
        p->range_depth += type == GT_RANGE;
        e = parse_item_list(p, &n->list, &end);
        p->range_depth -= type == GT_RANGE;
    }
    if (!e && end->type == GT_ELSE)
        e = parse_else(p, n, context, end);
    (*p->block_depth)--;
    pop_variables(p, mark);
    return e;
}

static struct err *parse_end(struct parser *p, struct gt_node **out)
{
    struct gt_item i;
    struct err *e = expect(p, TOKEN_RIGHT_DELIM, "end", &i);
    *out = new_node(p, GT_END, i.pos);
    return e;
}

static struct err *parse_else_action(struct parser *p, struct gt_node **out)
{
    struct gt_item i = peek_non_space(p);
    struct err *e = NULL;
    if (i.type != TOKEN_IF && i.type != TOKEN_WITH)
        e = expect(p, TOKEN_RIGHT_DELIM, "else", &i);
    *out = new_node(p, GT_ELSE, i.pos);
    return e;
}

static struct err *parse_jump(struct parser *p, enum gt_type type, size_t pos, struct gt_node **out)
{
    const char *name = type == GT_BREAK ? "{{break}}" : "{{continue}}";
    struct gt_item i;
    *out = new_node(p, type, pos);
    struct err *e = expect(p, TOKEN_RIGHT_DELIM, name, &i);
    if (!e && p->range_depth == 0)
        e = fail(p, "%s outside {{range}}", name);
    return e;
}

static struct err *parse_template_name(struct parser *p, const struct gt_item *i, const char *context,
                                       struct gt_node **out)
{
    *out = new_node(p, GT_TEMPLATE, i->pos);
    if (i->type != TOKEN_STRING && i->type != TOKEN_RAW_STRING)
        return unexpected(p, *i, context);
    struct buf b = buf_new();
    struct err *e = unquote(i, &b) ? NULL : fail(p, "invalid syntax");
    set_text(*out, b.data, b.len);
    buf_release(&b);
    return e;
}

static struct err *parse_template(struct parser *p, struct gt_node **out)
{
    static const char context[] = "template clause";
    struct gt_item i = next_non_space(p);
    struct err *e = parse_template_name(p, &i, context, out);
    if (!e && next_non_space(p).type != TOKEN_RIGHT_DELIM) {
        p->peek_count++;
        e = parse_pipeline(p, context, TOKEN_RIGHT_DELIM, &(*out)->pipe);
    }
    return e;
}

/* The body of {{define}} and {{block}}, with a parser of its own over the same tokens. */
static struct parser inner_parser(struct parser *p)
{
    struct parser inner = {.t = p->t, .lex = p->lex, .block_depth = p->block_depth};
    strv_add(&inner.vars, "$");
    return inner;
}

/* Parses the body and installs it; `blame` words the errors of what ends it. */
static struct err *parse_body(struct parser *p, const struct parser *blame, const char *context, const char *name,
                              size_t n)
{
    struct gt_node *root = NULL, *end = NULL;
    if (*p->block_depth >= MAX_DEPTH)
        return fail(p, "blocks nest too deep");
    (*p->block_depth)++;
    struct err *e = parse_item_list(p, &root, &end);
    (*p->block_depth)--;
    if (!e && end && end->type != GT_END)
        e = fail(blame, "unexpected {{else}} in %s", context);
    return e ? e : add_tree(p, name, n, root);
}

static struct err *parse_block(struct parser *p, struct gt_node **out)
{
    static const char context[] = "block clause";
    struct gt_item i = next_non_space(p);
    struct err *e = parse_template_name(p, &i, context, out);
    if (!e)
        e = parse_pipeline(p, context, TOKEN_RIGHT_DELIM, &(*out)->pipe);
    if (!e) {
        struct parser inner = inner_parser(p);
        e = parse_body(&inner, p, context, (*out)->text, (*out)->n);
        strv_release(&inner.vars);
    }
    return e;
}

static struct err *parse_definition(struct parser *p)
{
    static const char context[] = "define clause";
    struct parser inner = inner_parser(p);
    struct gt_item i = next_non_space(&inner), delim;
    struct gt_node *name = NULL;
    struct err *e = parse_template_name(&inner, &i, context, &name);
    if (!e)
        e = expect(&inner, TOKEN_RIGHT_DELIM, context, &delim);
    if (!e)
        e = parse_body(&inner, &inner, context, name->text, name->n);
    strv_release(&inner.vars);
    return e;
}

static struct err *parse_action(struct parser *p, struct gt_node **out)
{
    struct gt_item i = next_non_space(p);
    switch (i.type) {
    case TOKEN_BLOCK:
        return parse_block(p, out);
    case TOKEN_BREAK:
        return parse_jump(p, GT_BREAK, i.pos, out);
    case TOKEN_CONTINUE:
        return parse_jump(p, GT_CONTINUE, i.pos, out);
    case TOKEN_ELSE:
        return parse_else_action(p, out);
    case TOKEN_END:
        return parse_end(p, out);
    case TOKEN_IF:
        return parse_control(p, GT_IF, "if", out);
    case TOKEN_RANGE:
        return parse_control(p, GT_RANGE, "range", out);
    case TOKEN_TEMPLATE:
        return parse_template(p, out);
    case TOKEN_WITH:
        return parse_control(p, GT_WITH, "with", out);
    default:
        p->peek_count++;
        *out = new_node(p, GT_ACTION, peek(p).pos);
        return parse_pipeline(p, "command", TOKEN_RIGHT_DELIM, &(*out)->pipe);
    }
}

static struct err *parse_text_or_action(struct parser *p, struct gt_node **out)
{
    struct gt_item i = next_non_space(p);
    struct err *e;
    if (i.type == TOKEN_TEXT) {
        *out = new_node(p, GT_TEXT, i.pos);
        set_text(*out, i.s, i.n);
        return NULL;
    }
    if (i.type != TOKEN_LEFT_DELIM)
        return unexpected(p, i, "input");
    p->action_line = i.line;
    e = parse_action(p, out);
    p->action_line = 0;
    return e;
}

/* Up to {{end}} or {{else}}, which *end is. */
static struct err *parse_item_list(struct parser *p, struct gt_node **list, struct gt_node **end)
{
    *list = new_node(p, GT_LIST, peek_non_space(p).pos);
    while (peek_non_space(p).type != TOKEN_EOF) {
        struct gt_node *n = NULL;
        struct err *e = parse_text_or_action(p, &n);
        if (e)
            return e;
        if (n->type == GT_END || n->type == GT_ELSE) {
            *end = n;
            return NULL;
        }
        append(*list, n);
    }
    return fail(p, "unexpected EOF");
}

static struct err *parse_all(struct parser *p)
{
    struct gt_node *root = new_node(p, GT_LIST, peek(p).pos);
    struct err *e = NULL;
    while (!e && peek(p).type != TOKEN_EOF) {
        struct gt_node *n = NULL;
        if (peek(p).type == TOKEN_LEFT_DELIM) {
            struct gt_item delim = next(p);
            if (next_non_space(p).type == TOKEN_DEFINE) {
                e = parse_definition(p);
                continue;
            }
            p->token[1] = delim;
            p->peek_count = 2;
        }
        e = parse_text_or_action(p, &n);
        if (!e && n && (n->type == GT_END || n->type == GT_ELSE))
            e = fail(p, "unexpected %s", n->type == GT_END ? "{{end}}" : "{{else}}");
        if (!e)
            append(root, n);
    }
    return e ? e : add_tree(p, GT_NAME, strlen(GT_NAME), root);
}

struct err *gotemplate_parse(const char *text, size_t n, struct gotemplate **out)
{
    struct gotemplate *t = xcalloc(1, sizeof *t);
    struct gt_lexer lex;
    int depth = 0;
    struct parser p = {.t = t, .lex = &lex, .block_depth = &depth};
    t->text = buf_new();
    buf_add(&t->text, text, n);
    gt_lexer_init(&lex, t->text.data, n);
    strv_add(&p.vars, "$");
    struct err *e = parse_all(&p);
    strv_release(&p.vars);
    gt_lexer_release(&lex);
    if (e) {
        gotemplate_free(t);
        t = NULL;
    }
    *out = t;
    return e;
}
