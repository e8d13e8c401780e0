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

struct composer {
    const struct yaml_in *in;
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
    size_t left = c->in->to - c->in->from - c->fed;
    const char *p = c->in->src->text + c->in->from + c->fed;
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

static void add_scalar(struct composer *c, yaml_event_t *e)
{
    uint32_t id = add_node(c, YNODE_SCALAR, &e->start_mark);
    struct ynode *n = &c->nodes->v[id];
    n->len = e->data.scalar.length;
    n->value = steal(&e->data.scalar.value);
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

struct err *ynodes_parse(const struct yaml_in *in, struct ynodes *out, uint32_t *root, size_t *bad_at)
{
    struct composer *c = xcalloc(1, sizeof *c);
    c->in = in;
    c->nodes = out;
    c->cursor = (struct cursor){.text = in->src->text + in->from, .n = in->to - in->from};
    *out = (struct ynodes){0};
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
    *root = out->n > 1 ? 1 : 0;
    *bad_at = c->bad_at;
    yaml_parser_delete(&c->parser);
    map_release(&c->anchors);
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
