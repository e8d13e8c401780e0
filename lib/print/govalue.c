/* govalue.c - values as Go holds and prints them. */
#include "print/govalue.h"

#include "base/strv.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "doc/doc.h"
#include "doc/number.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct go_value go_string(const char *s, size_t n)
{
    return (struct go_value){.kind = GO_STRING, .s = s, .n = n};
}

static struct go_value number_value(const cJSON *node, enum go_numbers numbers)
{
    struct go_value v = {.kind = GO_INT64, .in_interface = true};
    const char *text = doc_number_text(node);
    struct buf again = buf_new();
    if (numbers == GO_NUMBERS_AGAIN && strpbrk(text, ".eE")) {
        number_emit_json(&again, text);
        text = again.data;
    }
    if (numbers == GO_NUMBERS_FLOAT64 || !number_is_int64(text, &v.i)) {
        v.kind = GO_FLOAT64;
        v.f = number_double(text);
    }
    buf_release(&again);
    return v;
}

struct go_value go_value_of(const cJSON *node, enum go_numbers numbers)
{
    struct go_value v = {.in_interface = true, .numbers = numbers, .node = node};
    if (!node || cJSON_IsNull(node) || cJSON_IsInvalid(node)) {
        v.kind = GO_NIL;
    } else if (cJSON_IsBool(node)) {
        v.kind = GO_BOOL;
        v.i = cJSON_IsTrue(node);
    } else if (cJSON_IsString(node)) {
        v.kind = GO_STRING;
        v.s = node->valuestring;
        v.n = strlen(v.s);
    } else if (cJSON_IsNumber(node)) {
        v = number_value(node, numbers);
    } else {
        v.kind = cJSON_IsArray(node) ? GO_SLICE : GO_MAP;
    }
    return v;
}

const char *go_type_name(const struct go_value *v)
{
    static const char *const names[] = {
        [GO_INVALID] = "<nil>",
        [GO_NIL] = "<nil>",
        [GO_BOOL] = "bool",
        [GO_INT] = "int",
        [GO_INT64] = "int64",
        [GO_UINT8] = "uint8",
        [GO_FLOAT64] = "float64",
        [GO_STRING] = "string",
        [GO_SLICE] = "[]interface {}",
        [GO_MAP] = "map[string]interface {}",
    };
    return names[v->kind];
}

size_t go_len(const struct go_value *v)
{
    if (v->kind == GO_STRING || (v->kind == GO_SLICE && v->cut))
        return v->n;
    if (v->kind != GO_SLICE && v->kind != GO_MAP)
        return SIZE_MAX;
    size_t n = 0;
    for (const cJSON *c = v->node->child; c; c = c->next)
        n++;
    return n;
}

const cJSON *go_first(const struct go_value *v)
{
    const cJSON *c = v->node->child;
    for (int64_t i = 0; v->cut && i < v->i && c; i++)
        c = c->next;
    return c;
}

bool go_is_int(const struct go_value *v)
{
    return v->kind == GO_INT || v->kind == GO_INT64;
}

static void float_text(struct buf *out, double v)
{
    if (isnan(v))
        buf_adds(out, "NaN");
    else if (isinf(v))
        buf_adds(out, v < 0 ? "-Inf" : "+Inf");
    else
        number_float_g(out, v, 64);
}

/* The bytes of a string, with U+0000 as itself (rule 4 of doc/doc.h). */
static void add_string(struct buf *out, const struct go_value *v)
{
    static const char nul[] = {(char)0xc0, (char)0x80, 0};
    const char *s = v->s, *at;
    while (v->node && (at = strstr(s, nul))) {
        buf_add(out, s, (size_t)(at - s));
        buf_addc(out, '\0');
        s = at + 2;
    }
    buf_add(out, s, v->n - (size_t)(s - v->s));
}

static void print(struct buf *out, const struct go_value *v, int depth);

static void print_node(struct buf *out, const cJSON *node, enum go_numbers numbers, int depth)
{
    struct go_value v = go_value_of(node, numbers);
    print(out, &v, depth);
}

static void print_map(struct buf *out, const struct go_value *v, int depth)
{
    size_t n;
    const cJSON **members = doc_sorted(v->node, &n);
    buf_adds(out, "map[");
    for (size_t i = 0; i < n; i++) {
        buf_addf(out, "%s%s:", i ? " " : "", members[i]->string);
        print_node(out, members[i], v->numbers, depth + 1);
    }
    buf_addc(out, ']');
    free(members);
}

static void print(struct buf *out, const struct go_value *v, int depth)
{
    switch (depth > 2 * DOC_MAX_DEPTH ? GO_NIL : v->kind) {
    case GO_INVALID:
        buf_adds(out, "<invalid reflect.Value>");
        break;
    case GO_NIL:
        buf_adds(out, "<nil>");
        break;
    case GO_BOOL:
        buf_adds(out, v->i ? "true" : "false");
        break;
    case GO_INT:
    case GO_INT64:
    case GO_UINT8:
        buf_addf(out, "%lld", (long long)v->i);
        break;
    case GO_FLOAT64:
        float_text(out, v->f);
        break;
    case GO_STRING:
        add_string(out, v);
        break;
    case GO_SLICE: {
        const cJSON *item = go_first(v);
        buf_addc(out, '[');
        for (size_t i = 0, n = go_len(v); i < n; i++, item = item->next) {
            buf_adds(out, i ? " " : "");
            print_node(out, item, v->numbers, depth + 1);
        }
        buf_addc(out, ']');
        break;
    }
    case GO_MAP:
        print_map(out, v, depth);
        break;
    }
}

void go_value_print(struct buf *out, const struct go_value *v)
{
    print(out, v, 0);
}

void go_value_text(struct buf *out, const cJSON *value)
{
    print_node(out, value, GO_NUMBERS_PLAIN, 0);
}

/* ---- %q and %#v ---- */

static void quote_rune(struct buf *out, const char *s, size_t w, uint32_t rune)
{
    static const char letters[] = "\aa\bb\ff\nn\rr\tt\vv\"\"\\\\";
    const char *known = rune > 0 && rune < 0x80 ? strchr(letters, (int)rune) : NULL;
    while (known && (known - letters) % 2 != 0)
        known = strchr(known + 1, (int)rune);
    if (known)
        buf_addf(out, "\\%c", known[1]);
    else if (unicode_is_print(rune))
        buf_add(out, s, w);
    else if (rune < 0x20 || rune == 0x7f)
        buf_addf(out, "\\x%02x", rune);
    else
        buf_addf(out, rune < 0x10000 ? "\\u%04x" : "\\U%08x", rune);
}

void go_quote(struct buf *out, const char *s, size_t n)
{
    buf_addc(out, '"');
    while (n > 0) {
        uint32_t rune = 0;
        size_t w = utf8_decode(s, n, &rune);
        if (w == 0)
            buf_addf(out, "\\x%02x", (unsigned char)*s);
        else
            quote_rune(out, s, w, rune);
        s += w ? w : 1;
        n -= w ? w : 1;
    }
    buf_addc(out, '"');
}

static void quote_value(struct buf *out, const struct go_value *v)
{
    struct buf text = buf_new();
    add_string(&text, v);
    go_quote(out, text.data, text.len);
    buf_release(&text);
}

static void syntax(struct buf *out, const struct go_value *v, int depth);

static void syntax_children(struct buf *out, const struct go_value *v, int depth)
{
    size_t n = 0;
    const cJSON **members = v->kind == GO_MAP ? doc_sorted(v->node, &n) : NULL;
    const cJSON *item = v->node->child;
    buf_addf(out, "%s{", go_type_name(v));
    for (size_t i = 0; members ? i < n : item != NULL; i++) {
        struct go_value child = go_value_of(members ? members[i] : item, v->numbers);
        buf_adds(out, i ? ", " : "");
        if (members) {
            struct go_value key = go_string(members[i]->string, strlen(members[i]->string));
            key.node = members[i];
            quote_value(out, &key);
            buf_addc(out, ':');
        } else {
            item = item->next;
        }
        syntax(out, &child, depth + 1);
    }
    buf_addc(out, '}');
    free(members);
}

static void syntax(struct buf *out, const struct go_value *v, int depth)
{
    if (v->kind == GO_STRING)
        quote_value(out, v);
    else if (v->kind == GO_UINT8)
        buf_addf(out, "0x%llx", (unsigned long long)v->i);
    else if (v->kind == GO_NIL || depth > 2 * DOC_MAX_DEPTH)
        buf_adds(out, v->in_interface ? "interface {}(nil)" : "<nil>");
    else if (v->kind == GO_MAP || v->kind == GO_SLICE)
        syntax_children(out, v, depth);
    else
        print(out, v, depth);
}

void go_value_syntax(struct buf *out, const struct go_value *v)
{
    syntax(out, v, 0);
}
