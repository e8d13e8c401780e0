/* yaml_nodes.c - from libyaml's events to nodes. */
#include "doc/yaml.h"

#include "base/map.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

/* Turns libyaml's marks, which count characters, into byte offsets; questions come mostly in rising order. */
struct cursor {
    const char *text;
    size_t n;
    size_t chars;
    size_t bytes;
};

/* goyaml knows the escape \\' in double quotes, libyaml does not. A text that has it is parsed again with these two
 * characters of the private use area in its place, which are then put right in the values. */
#define STAND_IN "\xee\x83\xbe\xee\x83\xbf"
enum { STAND_IN_LENGTH = 6, MAX_REPEATED_BYTES = 64 << 20 };

struct composer {
    const struct yaml_in *in;
    const char *text; /* what libyaml reads: the bytes of `in`, or a copy with stand-ins */
    size_t len;
    bool patched;
    yaml_parser_t parser;
    struct cursor cursor;
    size_t fed; /* bytes given to libyaml */
    bool closed;
    struct ynodes *nodes;
    struct map anchors; /* name to index */
    uint32_t stack[DOC_MAX_DEPTH];
    size_t depth;
    size_t bad_at;
};

static size_t bom(const struct cursor *c)
{
    return c->n >= 3 && memcmp(c->text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

static size_t byte_offset(struct cursor *c, size_t chars)
{
    if (chars < c->chars || c->bytes == 0) {
        c->chars = 0;
        c->bytes = bom(c);
    }
    while (c->chars < chars && c->bytes < c->n) {
        c->bytes++;
        while (c->bytes < c->n && ((unsigned char)c->text[c->bytes] & 0xc0) == 0x80)
            c->bytes++;
        c->chars++;
    }
    return c->bytes;
}

/* libyaml's source of input: the text, and a line feed at its end if it lacks one (as kubectl's line reader adds). */
static int feed(void *data, unsigned char *buffer, size_t size, size_t *given)
{
    struct composer *c = data;
    size_t left = c->len - c->fed;
    const char *p = c->text + c->fed;
    *given = left < size ? left : size;
    memcpy(buffer, p, *given);
    c->fed += *given;
    if (*given == 0 && !c->closed && size > 0) {
        c->closed = true;
        if (c->fed > 0 && p[-1] == '\n')
            return 1;
        buffer[0] = '\n';
        *given = 1;
    }
    return 1;
}

static uint32_t add_node(struct composer *c, enum ynode_kind kind, const yaml_mark_t *mark)
{
    struct ynodes *l = c->nodes;
    if (l->n == l->cap) {
        l->cap = l->cap > 0 ? l->cap * 2 : 64;
        l->v = xreallocarray(l->v, l->cap, sizeof *l->v);
    }
    if (l->n == 0)
        l->v[l->n++] = (struct ynode){0};
    uint32_t id = (uint32_t)l->n++;
    l->v[id] =
        (struct ynode){.kind = kind, .line = mark->line, .at = c->in->from + byte_offset(&c->cursor, mark->index)};
    if (c->depth > 0) {
        struct ynode *parent = &l->v[c->stack[c->depth - 1]];
        if (parent->last != 0)
            l->v[parent->last].next = id;
        else
            parent->first = id;
        parent->last = id;
    }
    return id;
}

static void set_anchor(struct composer *c, const yaml_char_t *name, uint32_t id)
{
    if (name != NULL)
        map_set(&c->anchors, (const char *)name, (void *)(uintptr_t)id);
}

static char *steal(yaml_char_t **slot)
{
    char *s = (char *)*slot;
    *slot = NULL;
    return s;
}

/* Go's words for libyaml's error; the line is counted as goyaml counts it. */
static struct err *parser_error(struct composer *c)
{
    const yaml_parser_t *p = &c->parser;
    size_t line = 0;
    if (p->problem_mark.line != 0)
        line = p->problem_mark.line + (p->error == YAML_SCANNER_ERROR);
    else if (p->context_mark.line != 0)
        line = p->context_mark.line;
    if (p->error == YAML_READER_ERROR)
        c->bad_at = c->in->from + p->problem_offset;
    else
        c->bad_at = c->in->from + byte_offset(&c->cursor, p->problem_mark.index);
    const char *problem = p->problem != NULL ? p->problem : "unknown problem parsing YAML content";
    if (line != 0)
        return err_new("yaml: line %zu: %s", line, problem);
    return err_new("yaml: %s", problem);
}

static struct err *open_node(struct composer *c, enum ynode_kind kind, const yaml_event_t *e, const yaml_char_t *anchor)
{
    if (c->depth >= DOC_MAX_DEPTH) {
        c->bad_at = c->in->from + byte_offset(&c->cursor, e->start_mark.index);
        return err_new("yaml: exceeded max depth of %d", DOC_MAX_DEPTH);
    }
    uint32_t id = add_node(c, kind, &e->start_mark);
    set_anchor(c, anchor, id);
    c->stack[c->depth++] = id;
    return NULL;
}

/* Puts what the stand-ins stand for in their places. */
static size_t put_right(char *s, size_t n, bool escape)
{
    char *q = s;
    for (size_t i = 0; i < n;) {
        if (n - i >= STAND_IN_LENGTH && memcmp(s + i, STAND_IN, STAND_IN_LENGTH) == 0) {
            if (!escape)
                *q++ = '\\';
            *q++ = '\'';
            i += STAND_IN_LENGTH;
        } else
            *q++ = s[i++];
    }
    *q = '\0';
    return (size_t)(q - s);
}

static void add_scalar(struct composer *c, yaml_event_t *e)
{
    uint32_t id = add_node(c, YNODE_SCALAR, &e->start_mark);
    struct ynode *n = &c->nodes->v[id];
    n->len = e->data.scalar.length;
    n->value = steal(&e->data.scalar.value);
    if (c->patched)
        n->len = put_right(n->value, n->len, e->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE);
    n->tag = steal(&e->data.scalar.tag);
    n->implicit = e->data.scalar.plain_implicit;
    set_anchor(c, e->data.scalar.anchor, id);
}

static struct err *add_alias(struct composer *c, yaml_event_t *e)
{
    uint32_t target = (uint32_t)(uintptr_t)map_get(&c->anchors, (const char *)e->data.alias.anchor);
    uint32_t id = add_node(c, YNODE_ALIAS, &e->start_mark);
    struct ynode *n = &c->nodes->v[id];
    n->value = steal(&e->data.alias.anchor);
    n->target = target;
    if (target != 0)
        return NULL;
    c->bad_at = n->at;
    return err_new("yaml: unknown anchor '%s' referenced", n->value);
}

/* Takes one event; *done at the end of the first document. */
static struct err *take_event(struct composer *c, yaml_event_t *e, bool *done)
{
    switch (e->type) {
    case YAML_SCALAR_EVENT:
        add_scalar(c, e);
        return NULL;
    case YAML_ALIAS_EVENT:
        return add_alias(c, e);
    case YAML_SEQUENCE_START_EVENT:
        return open_node(c, YNODE_SEQUENCE, e, e->data.sequence_start.anchor);
    case YAML_MAPPING_START_EVENT:
        return open_node(c, YNODE_MAPPING, e, e->data.mapping_start.anchor);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        c->depth--;
        return NULL;
    case YAML_DOCUMENT_END_EVENT:
    case YAML_STREAM_END_EVENT:
        *done = true;
        return NULL;
    default:
        return NULL;
    }
}

static struct err *compose(struct composer *c)
{
    struct err *err = NULL;
    bool done = false;
    if (!yaml_parser_initialize(&c->parser))
        out_of_memory();
    yaml_parser_set_input(&c->parser, feed, c);
    while (err == NULL && !done) {
        yaml_event_t event;
        if (!yaml_parser_parse(&c->parser, &event)) {
            if (c->parser.error == YAML_MEMORY_ERROR)
                out_of_memory();
            err = parser_error(c);
            break;
        }
        err = take_event(c, &event, &done);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&c->parser);
    map_release(&c->anchors);
    return err;
}

/* True when the parser stopped at an escaped single quote. */
static bool met_quote_escape(const struct composer *c, const struct err *e)
{
    size_t at = c->bad_at;
    return strstr(e->msg, "found unknown escape character") != NULL && at + 1 < c->in->to &&
           memcmp(c->in->src->text + at, "\\'", 2) == 0;
}

/* Marks the escaped single quotes from the one at bad_at to the end of its scalar. */
static void mark_quotes(const struct composer *c, char *marks)
{
    const char *text = c->in->src->text + c->in->from;
    size_t n = c->in->to - c->in->from;
    for (size_t i = c->bad_at - c->in->from; i + 1 < n && text[i] != '"'; i += text[i] == '\\' ? 2 : 1)
        if (text[i] == '\\' && text[i + 1] == '\'')
            marks[i] = 1;
}

/* A copy of the text with stand-ins for the marked escapes. */
static char *with_stand_ins(const struct yaml_in *in, const char *marks, size_t *len)
{
    const char *text = in->src->text + in->from;
    size_t n = in->to - in->from;
    struct buf b;
    buf_init(&b, n * 3 + 1);
    for (size_t i = 0; i < n; i++) {
        if (marks[i])
            buf_adds(&b, STAND_IN);
        else
            buf_addc(&b, text[i]);
        i += marks[i] != 0;
    }
    *len = b.len;
    return buf_take(&b);
}

static void start(struct composer *c, const struct yaml_in *in, struct ynodes *out)
{
    const char *text = in->src->text + in->from;
    size_t len = in->to - in->from;
    memset(c, 0, sizeof *c);
    *out = (struct ynodes){0};
    c->in = in;
    c->text = text;
    c->len = len;
    c->cursor = (struct cursor){.text = text, .n = len};
    c->nodes = out;
}

/* Parses again and again, once for each scalar with escaped single quotes. Takes the first error. The bytes parsed in
 * all are bounded. */
static struct err *compose_with_stand_ins(struct composer *c, struct err *err)
{
    const struct yaml_in *in = c->in;
    struct ynodes *out = c->nodes;
    size_t len = in->to - in->from, work = 0;
    char *marks = xcalloc(len, 1);
    while (err != NULL && met_quote_escape(c, err) && (work += len) <= MAX_REPEATED_BYTES) {
        err_free(err);
        ynodes_release(out);
        mark_quotes(c, marks);
        start(c, in, out);
        char *copy = with_stand_ins(in, marks, &c->len);
        c->text = copy;
        c->patched = true;
        err = compose(c);
        c->text = NULL;
        free(copy);
    }
    free(marks);
    return err;
}

struct err *ynodes_parse(const struct yaml_in *in, struct ynodes *out, uint32_t *root, size_t *bad_at)
{
    struct composer *c = xmalloc(sizeof *c);
    start(c, in, out);
    struct err *err = compose(c);
    if (err != NULL && met_quote_escape(c, err) &&
        memmem(in->src->text + in->from, in->to - in->from, STAND_IN, STAND_IN_LENGTH) == NULL)
        err = compose_with_stand_ins(c, err);
    *root = out->n > 1 ? 1 : 0;
    *bad_at = c->bad_at;
    free(c);
    if (err != NULL)
        ynodes_release(out);
    return err;
}

void ynodes_release(struct ynodes *nodes)
{
    for (size_t i = 0; i < nodes->n; i++) {
        free(nodes->v[i].value);
        free(nodes->v[i].tag);
    }
    free(nodes->v);
    *nodes = (struct ynodes){0};
}
