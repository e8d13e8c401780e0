/* emit_kyaml.c - KYAML: flow style with quoted strings (KEP-5295), as sigs.k8s.io/yaml/kyaml prints it. */
#include "doc/emit.h"

#include "base/mem.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "doc/doc.h"
#include "doc/number.h"
#include "doc/resolve.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct kyaml_out {
    struct buf *out;
    unsigned flags;
};

static void write_indent(struct kyaml_out *k, int level)
{
    buf_addn(k->out, ' ', (size_t)level * 2);
}

static uint32_t rune_at(const char *s, size_t *width)
{
    uint32_t rune = (unsigned char)*s;
    *width = 1;
    if (rune == 0xc0) { /* U+0000, see rule 4 of doc.h */
        *width = 2;
        return 0;
    }
    if (rune >= 0x80 && (*width = utf8_decode(s, strnlen(s, 4), &rune)) == 0) {
        *width = 1;
        rune = 0xfffd;
    }
    return rune;
}

/* ---- what needs quotes ---- */

static bool word_in(const char *s, const char *const *words)
{
    char lower[8] = {0};
    size_t n = strlen(s);
    if (n > 5)
        return false;
    for (size_t i = 0; i < n; i++)
        lower[i] = (char)tolower((unsigned char)s[i]);
    for (; *words != NULL; words++)
        if (strcmp(lower, *words) == 0)
            return true;
    return false;
}

/* What strconv.ParseFloat takes within the range of a float64. */
static bool is_go_float(const char *s)
{
    const char *p = s + (*s == '-' || *s == '+');
    if ((!isdigit((unsigned char)*p) && *p != '.' && strchr("iInN", *p) == NULL) || strchr(s, '(') != NULL)
        return false;
    bool word = isalpha((unsigned char)*p) != 0;
    if (p != s && (*p | 0x20) == 'n')
        return false; /* Go has no signed NaN */
    if (p[0] == '0' && (p[1] | 0x20) == 'x' && strpbrk(p, "pP") == NULL)
        return false; /* nor hexadecimal floats without an exponent */
    char *end;
    double v = strtod(s, &end);
    return end != s && *end == '\0' && (word || isfinite(v));
}

/* Without its underscores: what Go's ParseInt with base 0 or ParseFloat takes. */
static bool is_number(const char *s)
{
    char *plain = xstrdup(s), *q = plain;
    for (; *s != '\0'; s++)
        if (*s != '_')
            *q++ = *s;
    *q = '\0';
    bool number = scalar_is_go_int(plain) || is_go_float(plain);
    free(plain);
    return number;
}

/* Base 60 as the YAML types repository defines it: no leading zero. */
static bool is_sexagesimal(const char *s)
{
    const char *p = s + (*s == '-' || *s == '+');
    return *p != '0' && scalar_is_base60(s);
}

static bool is_ambiguous(const char *s)
{
    static const char *const words[] = {"null", "~", "",  "true", "y", "yes",  "on",    "false", "n",    "no",
                                        "off",  "t", "f", "1",    "0", ".inf", "-.inf", "+.inf", ".nan", NULL};
    return word_in(s, words) || is_number(s) || is_sexagesimal(s) || scalar_is_timestamp(s);
}

static bool needs_quotes(const char *s)
{
    if (is_ambiguous(s))
        return true;
    for (const char *p = s; *p != '\0';) {
        size_t w;
        uint32_t r = rune_at(p, &w);
        bool inside = p != s && p[w] != '\0' && r < 0x80 && r != 0 && strchr("-./", (int)r) != NULL;
        if (!unicode_is_letter(r) && !unicode_is_number(r) && r != '_' && !inside)
            return true;
        p += w;
    }
    return false;
}

/* ---- strings ---- */

static void escape(struct kyaml_out *k, uint32_t r)
{
    static const struct {
        uint32_t rune;
        char letter;
    } named[] = {{'"', '"'}, {'\\', '\\'}, {7, 'a'},  {8, 'b'},    {12, 'f'},   {10, 'n'},     {13, 'r'},    {9, 't'},
                 {11, 'v'},  {0, '0'},     {27, 'e'}, {0x85, 'N'}, {0xa0, '_'}, {0x2028, 'L'}, {0x2029, 'P'}};
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (named[i].rune == r) {
            buf_addc(k->out, '\\');
            buf_addc(k->out, named[i].letter);
            return;
        }
    buf_addf(k->out, r < ' ' || r == 0x7f ? "\\x%02x" : r < 0x10000 ? "\\u%04x" : "\\U%08x", r);
}

/* A string in quotes; with `fold` a text of several lines stands on several lines. */
static void write_string(struct kyaml_out *k, const char *s, int indent, bool fold)
{
    bool multi = fold && strchr(s, '\n') != NULL;
    buf_adds(k->out, multi ? "\"\\\n" : "\"");
    bool fresh = multi; /* at the start of a line */
    while (*s != '\0') {
        size_t w;
        uint32_t r = rune_at(s, &w);
        if (fresh) {
            write_indent(k, indent);
            buf_addc(k->out, unicode_is_space(r) && r != '\n' ? '\\' : ' ');
        }
        fresh = false;
        if (r == '\n' && fold) {
            buf_adds(k->out, "\\n\\\n");
            fresh = true;
        } else if (r == '\t' && fold)
            buf_addc(k->out, '\t');
        else if (unicode_is_print(r) && r != '"' && r != '\\')
            buf_add(k->out, s, w);
        else
            escape(k, r);
        s += w;
    }
    if (multi) {
        if (!fresh)
            buf_adds(k->out, "\\\n");
        write_indent(k, indent);
    }
    buf_addc(k->out, '"');
}

/* ---- nodes ---- */

static void emit_node(struct kyaml_out *k, const cJSON *node, int indent, int depth);

static void emit_mapping(struct kyaml_out *k, const cJSON *node, int indent, int depth)
{
    size_t n = 0, i = 0;
    const cJSON **v = k->flags & EMIT_SORTED ? doc_sorted(node, &n) : NULL;
    buf_adds(k->out, "{\n");
    for (const cJSON *c = v != NULL ? v[0] : node->child; c != NULL;) {
        write_indent(k, indent + 1);
        if (needs_quotes(c->string))
            write_string(k, c->string, indent + 2, false);
        else
            buf_adds(k->out, c->string);
        buf_adds(k->out, ": ");
        emit_node(k, c, indent + 1, depth + 1);
        buf_adds(k->out, ",\n");
        if (v == NULL)
            c = c->next;
        else
            c = ++i < n ? v[i] : NULL;
    }
    free(v);
    write_indent(k, indent);
    buf_addc(k->out, '}');
}

static void emit_sequence(struct kyaml_out *k, const cJSON *node, int indent, int depth)
{
    bool cuddle = true;
    for (const cJSON *c = node->child; c != NULL; c = c->next)
        cuddle = cuddle && (cJSON_IsObject(c) || cJSON_IsArray(c));
    buf_adds(k->out, cuddle ? "[" : "[\n");
    for (const cJSON *c = node->child; c != NULL; c = c->next) {
        if (!cuddle)
            write_indent(k, indent + 1);
        else if (c != node->child)
            buf_adds(k->out, ", ");
        emit_node(k, c, indent + !cuddle, depth + 1);
        if (!cuddle)
            buf_adds(k->out, ",\n");
    }
    if (!cuddle)
        write_indent(k, indent);
    buf_addc(k->out, ']');
}

static void emit_node(struct kyaml_out *k, const cJSON *node, int indent, int depth)
{
    switch (node != NULL && depth <= 2 * DOC_MAX_DEPTH ? node->type & 0xff : cJSON_NULL) {
    case cJSON_False:
        buf_adds(k->out, "false");
        break;
    case cJSON_True:
        buf_adds(k->out, "true");
        break;
    case cJSON_Number:
        number_emit_json(k->out, doc_number_text(node));
        break;
    case cJSON_String:
        write_string(k, node->valuestring, indent + 1, true);
        break;
    case cJSON_Array:
    case cJSON_Object:
        if (node->child == NULL)
            buf_adds(k->out, cJSON_IsArray(node) ? "[]" : "{}");
        else if (cJSON_IsArray(node))
            emit_sequence(k, node, indent, depth);
        else
            emit_mapping(k, node, indent, depth);
        break;
    default:
        buf_adds(k->out, "null");
        break;
    }
}

void emit_kyaml_flags(struct buf *out, const cJSON *node, unsigned flags)
{
    struct kyaml_out k = {out, flags};
    buf_adds(out, "---\n");
    emit_node(&k, node, 0, 0);
    buf_addc(out, '\n');
}

void emit_kyaml(struct buf *out, const cJSON *node)
{
    emit_kyaml_flags(out, node, EMIT_SORTED);
}
