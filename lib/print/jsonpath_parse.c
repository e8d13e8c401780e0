/* jsonpath_parse.c - JSONPath templates, as client-go's parser reads them. */
#include "print/jsonpath_nodes.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/strv.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "doc/number.h"
#include "print/gonumber.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define END_OF_TEXT UINT32_MAX
/* Filters inside quoted text of filters; no sane template nests more than once. */
#define MAX_NESTING 64

struct parser {
    const char *in;
    size_t len, pos, start, width;
    struct jp_list *root;
    int depth;
    size_t piece; /* where what is being read of an action began */
    size_t base;  /* of an action inside another: where its text stands in the template */
    size_t added; /* what stands before that text in `in` only */
};

/* A place of `in` as one of the whole template. */
static size_t whole(const struct parser *p, size_t pos)
{
    return p->base + (pos > p->added ? pos - p->added : 0);
}

/* The error stands at the character that was read last, or at the end. */
static struct err *at_last(const struct parser *p, struct err *e)
{
    return err_at(e, whole(p, p->pos - p->width));
}

static void node_free(struct jp_node *n)
{
    jp_list_release(&n->list);
    jp_list_release(&n->right);
    free(n->text);
    free(n);
}

void jp_list_release(struct jp_list *l)
{
    for (size_t i = 0; i < l->n; i++)
        node_free(l->v[i]);
    free(l->v);
    *l = (struct jp_list){0};
}

static void list_adopt(struct jp_list *l, struct jp_node *n)
{
    l->v = xreallocarray(l->v, l->n + 1, sizeof(struct jp_node *));
    l->v[l->n++] = n;
}

static struct jp_node *add_node(const struct parser *p, struct jp_list *l, enum jp_type type)
{
    struct jp_node *n = xcalloc(1, sizeof *n);
    n->type = type;
    n->pos = whole(p, p->piece);
    list_adopt(l, n);
    return n;
}

static void add_text(const struct parser *p, struct jp_list *l, enum jp_type type, const char *s, size_t n)
{
    struct jp_node *node = add_node(p, l, type);
    node->text = xmalloc(n + 1);
    memcpy(node->text, s, n);
    node->text[n] = '\0';
    node->n = n;
}

/* ---- characters ---- */

static uint32_t next(struct parser *p)
{
    uint32_t rune = 0xfffd;
    if (p->pos >= p->len) {
        p->width = 0;
        return END_OF_TEXT;
    }
    size_t w = utf8_decode(p->in + p->pos, p->len - p->pos, &rune);
    if (w == 0) {
        rune = 0xfffd;
        w = 1;
    }
    p->width = w;
    p->pos += w;
    return rune;
}

static void back_up(struct parser *p)
{
    p->pos -= p->width;
}

static uint32_t peek(struct parser *p)
{
    uint32_t r = next(p);
    back_up(p);
    return r;
}

static bool at(const struct parser *p, const char *prefix)
{
    size_t n = strlen(prefix);
    return p->len - p->pos >= n && memcmp(p->in + p->pos, prefix, n) == 0;
}

struct span {
    const char *s;
    size_t n;
};

/* What was read since the last call. */
static struct span take(struct parser *p)
{
    struct span t = {p->in + p->start, p->pos - p->start};
    p->start = p->pos;
    return t;
}

static bool is_terminator(uint32_t r)
{
    return r == END_OF_TEXT || (r < 0x80 && r != 0 && strchr(" \t\r\n.,[]$@{}", (int)r));
}

static bool is_word(uint32_t r)
{
    return r != END_OF_TEXT && (r == '_' || unicode_is_letter(r) || unicode_is_digit(r));
}

/* ---- pieces of an action ---- */

static struct err *parse_text(struct parser *p);

/* Parses "{" + before + text + after + "}" and moves the nodes of its first action to `to`. */
static struct err *parse_action(struct parser *p, const char *before, struct span text, const char *after,
                                struct jp_list *to)
{
    if (p->depth >= MAX_NESTING)
        return err_new("expressions nest too deep");
    struct buf b = buf_new();
    struct jp_list root = {0};
    buf_addc(&b, '{');
    buf_adds(&b, before);
    buf_add(&b, text.s, text.n);
    buf_adds(&b, after);
    buf_addc(&b, '}');
    struct parser inner = {.in = b.data,
                           .len = b.len,
                           .root = &root,
                           .depth = p->depth + 1,
                           .base = whole(p, (size_t)(text.s - p->in)),
                           .added = 1 + strlen(before)};
    struct err *e = parse_text(&inner);
    if (!e && root.n > 0) {
        struct jp_list *nodes = &root.v[0]->list;
        for (size_t i = 0; i < nodes->n; i++)
            list_adopt(to, nodes->v[i]);
        nodes->n = 0;
    }
    jp_list_release(&root);
    buf_release(&b);
    return e;
}

/* What is read up to the next terminator that no backslash stands before; without the backslashes. */
static void parse_field(struct parser *p, struct jp_list *to)
{
    take(p);
    for (;;) {
        uint32_t r = next(p);
        if (r == '\\') {
            next(p);
        } else if (is_terminator(r)) {
            back_up(p);
            break;
        }
    }
    struct span value = take(p);
    if (value.n == 1 && value.s[0] == '*') {
        add_node(p, to, JP_WILDCARD);
        return;
    }
    struct buf name = buf_new();
    for (size_t i = 0; i < value.n; i++) {
        if (value.s[i] != '\\')
            buf_addc(&name, value.s[i]);
    }
    add_text(p, to, JP_FIELD, name.data, name.len);
    buf_release(&name);
}

static void parse_identifier(struct parser *p, struct jp_list *to)
{
    while (!is_terminator(next(p)))
        continue;
    back_up(p);
    struct span t = take(p);
    bool yes = t.n == 4 && memcmp(t.s, "true", 4) == 0;
    if (yes || (t.n == 5 && memcmp(t.s, "false", 5) == 0))
        add_node(p, to, JP_BOOL)->number = yes;
    else
        add_text(p, to, JP_IDENTIFIER, t.s, t.n);
}

static struct err *parse_recursive(struct parser *p, struct jp_list *to)
{
    if (to->n > 0 && to->v[to->n - 1]->type == JP_RECURSIVE)
        return err_new("invalid multiple recursive descent");
    p->pos += 2;
    take(p);
    add_node(p, to, JP_RECURSIVE);
    if (is_word(peek(p)))
        parse_field(p, to);
    return NULL;
}

static struct err *parse_number(struct parser *p, struct jp_list *to)
{
    uint32_t r = peek(p);
    if (r == '+' || r == '-')
        next(p);
    do
        r = next(p);
    while (r != END_OF_TEXT && (r == '.' || unicode_is_digit(r)));
    back_up(p);
    struct span t = take(p);
    int64_t i;
    double d;
    if (go_atoi(t.s, t.n, &i))
        add_node(p, to, JP_INT)->number = i;
    else if (go_parse_float(t.s, t.n, &d))
        add_node(p, to, JP_FLOAT)->real = d;
    else
        return err_new("cannot parse number %.*s", (int)t.n, t.s);
    return NULL;
}

/* ---- [ … ] ---- */

/* The digits at the start of s, with a minus if there is one. */
static size_t digits(struct span s)
{
    size_t i = s.n > 0 && s.s[0] == '-';
    while (i < s.n && s.s[i] >= '0' && s.s[i] <= '9')
        i++;
    return i;
}

/* Splits "1:2:3" into its parts, each with its colon; false for anything else. */
static bool slice_parts(struct span text, struct span parts[3])
{
    for (int i = 0; i < 3; i++) {
        bool colon = i > 0 && text.n > 0 && text.s[0] == ':';
        parts[i] = (struct span){text.s, 0};
        if (i > 0 && !colon)
            continue;
        struct span rest = {text.s + colon, text.n - colon};
        parts[i].n = colon + digits(rest);
        text = (struct span){text.s + parts[i].n, text.n - parts[i].n};
    }
    return text.n == 0;
}

static struct err *parse_slice(const struct parser *p, struct span text, struct jp_list *to)
{
    struct span parts[3];
    if (!slice_parts(text, parts))
        return err_at(err_new("invalid array index %.*s", (int)text.n, text.s), whole(p, p->piece + 1));
    struct jp_param params[3] = {0};
    for (int i = 0; i < 3; i++) {
        struct span part = parts[i];
        if (part.n == 0) {
            if (i == 1)
                params[1] = (struct jp_param){(int64_t)((uint64_t)params[0].value + 1), true, true};
            continue;
        }
        if (i > 0)
            part = (struct span){part.s + 1, part.n - 1};
        if (part.n == 0)
            continue;
        params[i].known = true;
        if (!go_atoi(part.s, part.n, &params[i].value))
            return err_at(err_new("array index %.*s is not a number", (int)part.n, part.s),
                          whole(p, (size_t)(part.s - p->in)));
    }
    memcpy(add_node(p, to, JP_ARRAY)->params, params, sizeof params);
    return NULL;
}

static struct err *parse_union(struct parser *p, struct span text, struct jp_list *to)
{
    struct jp_node *node = add_node(p, to, JP_UNION);
    const char *end = text.s + text.n;
    for (const char *s = text.s; s <= end;) {
        const char *comma = memchr(s, ',', (size_t)(end - s));
        struct span part = {s, (size_t)((comma ? comma : end) - s)};
        while (part.n > 0 && part.s[0] == ' ')
            part = (struct span){part.s + 1, part.n - 1};
        while (part.n > 0 && part.s[part.n - 1] == ' ')
            part.n--;
        struct err *e = parse_action(p, "[", part, "]", &add_node(p, &node->list, JP_LIST)->list);
        if (e)
            return e;
        if (!comma)
            break;
        s = comma + 1;
    }
    return NULL;
}

static struct err *parse_array(struct parser *p, struct jp_list *to)
{
    uint32_t r;
    do {
        r = next(p);
        if (r == END_OF_TEXT || r == '\n')
            return err_new("unterminated array");
    } while (r != ']');
    struct span text = take(p);
    text = (struct span){text.s + 1, text.n - 2};
    if (text.n == 1 && text.s[0] == '*')
        text.s = ":";
    if (memchr(text.s, ',', text.n))
        return parse_union(p, text, to);
    if (text.n >= 2 && text.s[0] == '\'' && text.s[text.n - 1] == '\'' && !memchr(text.s + 1, '\'', text.n - 2)) {
        struct span key = {text.s + 1, text.n - 2};
        return parse_action(p, ".", key, "", to);
    }
    return parse_slice(p, text, to);
}

/* ---- [?( … )] ---- */

/* Finds the bracket that ends the filter: not one in quotes. */
static struct err *filter_end(struct parser *p)
{
    bool begin = false, end = false;
    uint32_t pair = 0;
    for (;;) {
        uint32_t r = next(p);
        if (r == END_OF_TEXT || r == '\n')
            return err_new("unterminated filter");
        if (r == '"' || r == '\'') {
            if (!begin) {
                begin = true;
                pair = r;
            } else if (p->in[p->pos - 2] != '\\' && r == pair) {
                end = true;
            }
        } else if (r == ')' && begin == end) {
            break;
        }
    }
    return next(p) == ']' ? NULL : at_last(p, err_new("unclosed array expect ]"));
}

static bool is_operator(char c)
{
    return c == '!' || c == '<' || c == '>' || c == '=';
}

/* client-go's ^([^!<>=]+)([!<>=]+)(.+?)$; false: it does not match. */
static bool split_filter(struct span text, struct span parts[3])
{
    size_t left = 0, op;
    while (left < text.n && !is_operator(text.s[left]))
        left++;
    op = left;
    while (op < text.n && is_operator(text.s[op]))
        op++;
    if (op == text.n && op > left)
        op--; /* something must be left for the right side */
    if (left == 0 || op == left)
        return false;
    parts[0] = (struct span){text.s, left};
    parts[1] = (struct span){text.s + left, op - left};
    parts[2] = (struct span){text.s + op, text.n - op};
    return true;
}

static struct err *parse_filter(struct parser *p, struct jp_list *to)
{
    p->pos += 3;
    take(p);
    struct err *e = filter_end(p);
    if (e)
        return e;
    struct span text = take(p), parts[3];
    text.n -= 2;
    struct jp_node *node = add_node(p, to, JP_FILTER);
    if (!split_filter(text, parts)) {
        node->text = xstrdup("");
        return parse_action(p, "", text, "", &node->list);
    }
    node->text = xstrndup(parts[1].s, parts[1].n);
    e = parse_action(p, "", parts[0], "", &node->list);
    return e ? e : parse_action(p, "", parts[2], "", &node->right);
}

/* ---- quotes ---- */

/* Appends what stands between quotes, without escapes; false: one of them is wrong. */
static bool unquote(struct span s, char quote, struct buf *out)
{
    if (!memchr(s.s, '\\', s.n)) {
        buf_add(out, s.s, s.n);
        return true;
    }
    while (s.n > 0) {
        size_t used = go_unquote_char(s.s, s.n, quote, out);
        if (used == 0)
            return false;
        s = (struct span){s.s + used, s.n - used};
    }
    return true;
}

static struct err *parse_quote(struct parser *p, uint32_t quote, struct jp_list *to)
{
    for (;;) {
        uint32_t r = next(p);
        if (r == END_OF_TEXT || r == '\n')
            return err_new("unterminated quoted string");
        if (r == quote && p->in[p->pos - 2] != '\\')
            break;
    }
    struct span t = take(p), inner = {t.s + 1, t.n - 2};
    struct buf b = buf_new();
    struct err *e = NULL;
    if (t.n >= 2 && unquote(inner, (char)quote, &b))
        add_text(p, to, JP_TEXT, b.data, b.len);
    else
        e = err_new("unquote string %.*s error invalid syntax", (int)t.n, t.s);
    buf_release(&b);
    return e;
}

/* ---- actions and the text between them ---- */

static struct err *unrecognized(uint32_t r)
{
    char c[5] = "";
    if (!unicode_is_print(r))
        return err_new("unrecognized character in action: U+%04X", r);
    utf8_encode(r, c);
    return err_new("unrecognized character in action: U+%04X '%s'", r, c);
}

/* Parses up to the action's end. */
static struct err *parse_inside(struct parser *p, struct jp_list *to)
{
    struct err *e = NULL;
    for (; !e && !at(p, "}"); e = err_at(e, whole(p, p->piece))) {
        p->piece = p->pos;
        if (at(p, "[?(")) {
            e = parse_filter(p, to);
            continue;
        }
        if (at(p, "..")) {
            e = parse_recursive(p, to);
            continue;
        }
        uint32_t r = next(p);
        if (r == END_OF_TEXT || r == '\r' || r == '\n')
            return at_last(p, err_new("unclosed action"));
        if (r == ' ' || r == '@' || r == '$') {
            take(p);
        } else if (r == '[') {
            e = parse_array(p, to);
        } else if (r == '"' || r == '\'') {
            e = parse_quote(p, r, to);
        } else if (r == '.') {
            parse_field(p, to);
        } else if (r == '+' || r == '-' || unicode_is_digit(r)) {
            back_up(p);
            e = parse_number(p, to);
        } else if (is_word(r)) {
            back_up(p);
            parse_identifier(p, to);
        } else {
            e = unrecognized(r);
        }
    }
    return e;
}

static struct err *parse_text(struct parser *p)
{
    struct err *e = NULL;
    while (!e && p->pos < p->len) {
        if (at(p, "{")) {
            if (p->pos > p->start) {
                struct span t = take(p);
                add_text(p, p->root, JP_TEXT, t.s, t.n);
            }
            p->pos++;
            take(p);
            e = parse_inside(p, &add_node(p, p->root, JP_LIST)->list);
            if (!e) {
                p->pos++;
                take(p);
            }
        } else {
            next(p);
        }
    }
    if (!e && p->pos > p->start) {
        struct span t = take(p);
        add_text(p, p->root, JP_TEXT, t.s, t.n);
    }
    return e;
}

struct err *jp_parse(const char *text, size_t n, struct jp_list *root)
{
    struct parser p = {.in = text, .len = n, .root = root};
    return parse_text(&p);
}
