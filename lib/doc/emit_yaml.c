/* emit_yaml.c - block YAML with the bytes of goyaml.v2's emitter (best width 80, indent 2). */
#include "doc/emit.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "doc/doc.h"
#include "doc/keyorder.h"
#include "doc/number.h"
#include "doc/resolve.h"

#include <stdlib.h>
#include <string.h>

enum { BEST_WIDTH = 80, SIMPLE_KEY_MAX = 128 };

enum style { STYLE_PLAIN, STYLE_SINGLE, STYLE_DOUBLE, STYLE_LITERAL };

/* The state of the emitter, with the names libyaml gave it. */
struct yaml_out {
    struct buf *out;
    int indent; /* -1 at the root */
    int column;
    bool whitespace; /* the last thing written was white space */
    bool indention;  /* nothing but white space and indicators stands on the line */
    int depth;
    bool color;
};

/* What a scalar's text allows. */
struct shape {
    bool multiline;
    bool plain;
    bool single;
    bool block;
};

/* ---- writing ---- */

static void put(struct yaml_out *y, char c)
{
    buf_addc(y->out, c);
    y->column++;
}

static void put_break(struct yaml_out *y)
{
    buf_addc(y->out, '\n');
    y->column = 0;
}

static void write_indent(struct yaml_out *y)
{
    int indent = y->indent > 0 ? y->indent : 0;
    if (!y->indention || y->column > indent || (y->column == indent && !y->whitespace))
        put_break(y);
    if (y->column < indent) {
        buf_addn(y->out, ' ', (size_t)(indent - y->column));
        y->column = indent;
    }
    y->whitespace = true;
    y->indention = true;
}

static void write_indicator(struct yaml_out *y, char c, bool need_space, bool is_indention)
{
    if (need_space && !y->whitespace)
        put(y, ' ');
    put(y, c);
    y->whitespace = false;
    y->indention = y->indention && is_indention;
}

/* ---- looking at characters ---- */

/* One character of a string; U+0000 arrives as C0 80 (rule 4 of doc.h). */
struct glyph {
    uint32_t rune;
    size_t width;
};

static struct glyph glyph_at(const char *s)
{
    unsigned char c = (unsigned char)*s;
    struct glyph g = {c, 1};
    if (c < 0x80)
        return g;
    if (c == 0xc0 && (unsigned char)s[1] == 0x80)
        return (struct glyph){0, 2};
    g.width = utf8_decode(s, strnlen(s, 4), &g.rune);
    return g.width > 0 ? g : (struct glyph){0xfffd, 1};
}

static bool is_break(uint32_t r)
{
    return r == '\r' || r == '\n' || r == 0x85 || r == 0x2028 || r == 0x2029;
}

/* goyaml's idea of what may be printed as it is: nothing beyond the basic plane, no tab. */
static bool is_printable(uint32_t r)
{
    return r == '\n' || (r >= 0x20 && r <= 0x7e) || (r >= 0xa0 && r <= 0xd7ff) ||
           (r >= 0xe000 && r <= 0xfffd && r != 0xfeff);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Indicators that forbid a plain scalar in block context at character i. */
static bool is_indicator(const char *s, size_t i, bool after_white, bool before_white)
{
    if (i == 0) {
        if (strchr("#,[]{}&*!|>'\"%@`", s[0]) != NULL)
            return true;
        return strchr("?:-", s[0]) != NULL && before_white;
    }
    return (s[i] == ':' && before_white) || (s[i] == '#' && after_white);
}

static struct shape analyze(const char *s)
{
    if (*s == '\0')
        return (struct shape){.plain = true, .single = true};
    bool indicators = strncmp(s, "---", 3) == 0 || strncmp(s, "...", 3) == 0;
    bool line_breaks = false, special = false, edge = false, trailing_space = false, break_space = false;
    bool space_break = false, previous_space = false, previous_break = false, after_white = true;
    for (size_t i = 0; s[i] != '\0';) {
        struct glyph g = glyph_at(s + i);
        size_t next = i + g.width;
        bool last = s[next] == '\0';
        indicators = indicators || is_indicator(s, i, after_white, last || is_blank(s[next]));
        special = special || !is_printable(g.rune);
        bool space = g.rune == ' ', brk = is_break(g.rune);
        if ((space || brk) && (i == 0 || last))
            edge = true;
        trailing_space = trailing_space || (space && last);
        break_space = break_space || (space && previous_break);
        space_break = space_break || (brk && previous_space);
        line_breaks = line_breaks || brk;
        previous_space = space;
        previous_break = brk;
        after_white = space || brk || g.rune == '\t' || g.rune == 0;
        i = next;
    }
    bool odd = space_break || special;
    return (struct shape){.multiline = line_breaks,
                          .plain = !edge && !break_space && !odd && !line_breaks && !indicators,
                          .single = !break_space && !odd,
                          .block = !trailing_space && !odd};
}

/* ---- scalars ---- */

static void write_glyph(struct yaml_out *y, const char *s, struct glyph g)
{
    buf_add(y->out, s, g.width);
    y->column++;
}

static void write_plain(struct yaml_out *y, const char *s, bool allow_breaks)
{
    if (!y->whitespace)
        put(y, ' ');
    bool spaces = false;
    for (size_t i = 0; s[i] != '\0';) {
        struct glyph g = glyph_at(s + i);
        bool space = g.rune == ' ';
        if (space && allow_breaks && !spaces && y->column > BEST_WIDTH && s[i + 1] != ' ')
            write_indent(y);
        else
            write_glyph(y, s + i, g);
        if (!space)
            y->indention = false;
        spaces = space;
        i += g.width;
    }
    y->whitespace = false;
    y->indention = false;
}

static void write_single(struct yaml_out *y, const char *s, bool allow_breaks)
{
    write_indicator(y, '\'', true, false);
    size_t n = strlen(s);
    bool spaces = false, breaks = false;
    for (size_t i = 0; i < n;) {
        struct glyph g = glyph_at(s + i);
        if (g.rune == ' ') {
            if (allow_breaks && !spaces && y->column > BEST_WIDTH && i > 0 && i < n - 1 && s[i + 1] != ' ')
                write_indent(y);
            else
                write_glyph(y, s + i, g);
            spaces = true;
        } else if (is_break(g.rune)) {
            if (!breaks && g.rune == '\n')
                put_break(y);
            buf_add(y->out, s + i, g.width);
            y->column = 0;
            y->indention = true;
            breaks = true;
        } else {
            if (breaks)
                write_indent(y);
            if (g.rune == '\'')
                put(y, '\'');
            write_glyph(y, s + i, g);
            y->indention = false;
            spaces = false;
            breaks = false;
        }
        i += g.width;
    }
    write_indicator(y, '\'', false, false);
    y->whitespace = false;
    y->indention = false;
}

static void write_escape(struct yaml_out *y, uint32_t r)
{
    static const struct {
        uint32_t rune;
        char letter;
    } named[] = {{0, '0'},  {7, 'a'},   {8, 'b'},     {9, 't'},    {10, 'n'},   {11, 'v'},     {12, 'f'},    {13, 'r'},
                 {27, 'e'}, {'"', '"'}, {'\\', '\\'}, {0x85, 'N'}, {0xa0, '_'}, {0x2028, 'L'}, {0x2029, 'P'}};
    size_t before = y->out->len;
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (named[i].rune == r) {
            put(y, '\\');
            put(y, named[i].letter);
            return;
        }
    buf_addf(y->out, r <= 0xff ? "\\x%02X" : r <= 0xffff ? "\\u%04X" : "\\U%08X", r);
    y->column += (int)(y->out->len - before);
}

static void write_double(struct yaml_out *y, const char *s, bool allow_breaks)
{
    write_indicator(y, '"', true, false);
    size_t n = strlen(s);
    /* goyaml looks for the byte order mark at the start of the string whatever character it is at. */
    bool all = strncmp(s, "\xef\xbb\xbf", 3) == 0, spaces = false;
    for (size_t i = 0; i < n;) {
        struct glyph g = glyph_at(s + i);
        if (all || !is_printable(g.rune) || is_break(g.rune) || g.rune == '"' || g.rune == '\\') {
            write_escape(y, g.rune);
            spaces = false;
        } else if (g.rune == ' ') {
            if (allow_breaks && !spaces && y->column > BEST_WIDTH && i > 0 && i < n - 1) {
                write_indent(y);
                if (s[i + 1] == ' ')
                    put(y, '\\');
            } else
                write_glyph(y, s + i, g);
            spaces = true;
        } else {
            write_glyph(y, s + i, g);
            spaces = false;
        }
        i += g.width;
    }
    write_indicator(y, '"', false, false);
    y->whitespace = false;
    y->indention = false;
}

/* The last character before s + n, and where it begins. */
static uint32_t rune_before(const char *s, size_t n, size_t *start)
{
    size_t i = n - 1;
    while (i > 0 && ((unsigned char)s[i] & 0xc0) == 0x80)
        i--;
    *start = i;
    return glyph_at(s + i).rune;
}

static void write_literal(struct yaml_out *y, const char *s)
{
    write_indicator(y, '|', true, false);
    size_t n = strlen(s), at;
    uint32_t first = glyph_at(s).rune;
    if (first == ' ' || is_break(first))
        write_indicator(y, '2', false, false);
    if (!is_break(rune_before(s, n, &at)))
        write_indicator(y, '-', false, false);
    else if (at == 0 || is_break(rune_before(s, at, &at)))
        write_indicator(y, '+', false, false);
    put_break(y);
    y->indention = true;
    y->whitespace = true;
    bool breaks = true;
    for (size_t i = 0; i < n;) {
        struct glyph g = glyph_at(s + i);
        if (is_break(g.rune)) {
            buf_add(y->out, s + i, g.width);
            y->column = 0;
            y->indention = true;
            breaks = true;
        } else {
            if (breaks)
                write_indent(y);
            write_glyph(y, s + i, g);
            y->indention = false;
            breaks = false;
        }
        i += g.width;
    }
}

static enum style choose_style(const char *s, const struct shape *shape, bool simple_key)
{
    enum style style = STYLE_PLAIN;
    if (strchr(s, '\n') != NULL)
        style = STYLE_LITERAL;
    else if (scalar_resolve(s, true).kind != SCALAR_STR || scalar_is_base60(s))
        style = STYLE_DOUBLE;
    if (simple_key && shape->multiline)
        style = STYLE_DOUBLE;
    if (style == STYLE_PLAIN && (!shape->plain || (*s == '\0' && simple_key)))
        style = STYLE_SINGLE;
    if (style == STYLE_SINGLE && !shape->single)
        style = STYLE_DOUBLE;
    if (style == STYLE_LITERAL && (!shape->block || simple_key))
        style = STYLE_DOUBLE;
    return style;
}

/* The length of a text that may stand plain whatever surrounds it (a word without white space and indicators), else 0.
 */
static size_t word_length(const char *s)
{
    size_t n = 0;
    for (;; n++) {
        unsigned char c = (unsigned char)s[n];
        bool letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        if (!letter && !(c >= '0' && c <= '9') && c != '/' && (n == 0 || (c != '.' && c != '-' && c != '_')))
            break;
    }
    return s[n] == '\0' && scalar_resolve(s, true).kind == SCALAR_STR ? n : 0;
}

static void emit_string(struct yaml_out *y, const char *s, bool simple_key)
{
    size_t word = word_length(s);
    if (word > 0) {
        if (!y->whitespace)
            put(y, ' ');
        buf_add(y->out, s, word);
        y->column += (int)word;
        y->whitespace = false;
        y->indention = false;
        return;
    }
    struct shape shape = analyze(s);
    int saved = y->indent;
    y->indent += y->indent < 0 ? 3 : 2;
    switch (choose_style(s, &shape, simple_key)) {
    case STYLE_PLAIN:
        write_plain(y, s, !simple_key);
        break;
    case STYLE_SINGLE:
        write_single(y, s, !simple_key);
        break;
    case STYLE_DOUBLE:
        write_double(y, s, !simple_key);
        break;
    case STYLE_LITERAL:
        write_literal(y, s);
        break;
    }
    y->indent = saved;
}

/* ---- nodes ---- */

static void emit_node(struct yaml_out *y, const cJSON *node, bool mapping_value);

static void emit_key(struct yaml_out *y, const char *key)
{
    write_indent(y);
    bool simple = true;
    size_t n = 0;
    for (const char *p = key; *p != '\0' && simple; p += glyph_at(p).width)
        simple = !is_break(glyph_at(p).rune);
    for (size_t i = 0; key[i] != '\0' && n <= SIMPLE_KEY_MAX; i++, n++)
        if (key[i] == (char)0xc0) /* U+0000 is one byte in Go */
            i++;
    if (simple && n <= SIMPLE_KEY_MAX) {
        buf_adds(y->out, y->color ? EMIT_KEY_START : ""); /* takes no column */
        emit_string(y, key, true);
        buf_adds(y->out, y->color ? EMIT_KEY_END : "");
        write_indicator(y, ':', false, false);
        return;
    }
    write_indicator(y, '?', true, true);
    emit_string(y, key, false);
    write_indent(y);
    write_indicator(y, ':', true, true);
}

static void emit_mapping(struct yaml_out *y, const cJSON *node)
{
    int saved = y->indent;
    y->indent = saved < 0 ? 0 : saved + 2;
    size_t n;
    const cJSON **v = keys_in_yaml_order(node, &n);
    for (size_t i = 0; i < n; i++) {
        emit_key(y, v[i]->string);
        emit_node(y, v[i], true);
    }
    free(v);
    y->indent = saved;
}

static void emit_sequence(struct yaml_out *y, const cJSON *node, bool mapping_value)
{
    int saved = y->indent;
    if (saved < 0)
        y->indent = 0;
    else if (!(mapping_value && !y->indention))
        y->indent = saved + 2;
    for (const cJSON *c = node->child; c != NULL; c = c->next) {
        write_indent(y);
        write_indicator(y, '-', true, true);
        emit_node(y, c, false);
    }
    y->indent = saved;
}

static void emit_empty(struct yaml_out *y, const char *brackets)
{
    write_indicator(y, brackets[0], true, false);
    write_indicator(y, brackets[1], false, false);
}

static void emit_text(struct yaml_out *y, const char *text)
{
    write_plain(y, text, false);
}

static void emit_node(struct yaml_out *y, const cJSON *node, bool mapping_value)
{
    switch (node != NULL && y->depth <= 2 * DOC_MAX_DEPTH ? node->type & 0xff : cJSON_NULL) {
    case cJSON_False:
        emit_text(y, "false");
        break;
    case cJSON_True:
        emit_text(y, "true");
        break;
    case cJSON_Number: {
        struct buf text = buf_new();
        number_emit_yaml(&text, doc_number_text(node));
        emit_text(y, text.data);
        buf_release(&text);
        break;
    }
    case cJSON_String:
        emit_string(y, node->valuestring, false);
        break;
    case cJSON_Array:
    case cJSON_Object:
        y->depth++;
        if (node->child == NULL)
            emit_empty(y, cJSON_IsArray(node) ? "[]" : "{}");
        else if (cJSON_IsArray(node))
            emit_sequence(y, node, mapping_value);
        else
            emit_mapping(y, node);
        y->depth--;
        break;
    default:
        emit_text(y, "null");
        break;
    }
}

void emit_yaml(struct buf *out, const cJSON *node)
{
    emit_yaml_flags(out, node, 0);
}

void emit_yaml_flags(struct buf *out, const cJSON *node, unsigned flags)
{
    struct yaml_out y = {
        .out = out, .indent = -1, .whitespace = true, .indention = true, .color = (flags & EMIT_COLOR) != 0};
    emit_node(&y, node, false);
    write_indent(&y); /* ends the last line if it is open */
}
