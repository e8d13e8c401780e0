/* gotemplate_funcs.c - the functions of Go templates: those of text/template, and kubectl's exists and base64decode. */
#include "api/request.h"
#include "base/base64.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "doc/doc.h"
#include "print/gofmt.h"
#include "print/gotemplate_exec.h"
#include "print/gotemplate_nodes.h"

#include <stdlib.h>
#include <string.h>

/* Of all strings that one execution makes. */
#define MAX_BYTES ((size_t)256 << 20)

void gt_memory_release(struct gt_memory *m)
{
    for (size_t i = 0; i < m->n; i++)
        free(m->v[i]);
    free(m->v);
    *m = (struct gt_memory){0};
}

/* Takes the buffer. */
static struct err *give_string(struct gt_memory *m, struct buf *b, struct go_value *out)
{
    size_t n = b->len;
    m->bytes += n;
    if (buf_overflowed(b) || m->bytes > MAX_BYTES) {
        buf_release(b);
        return err_new("the strings that the template makes are larger than %zu bytes", MAX_BYTES);
    }
    if ((m->n & (m->n - 1)) == 0)
        m->v = xreallocarray(m->v, m->n ? m->n * 2 : 1, sizeof(char *));
    m->v[m->n] = buf_take(b);
    *out = go_string(m->v[m->n++], n);
    return NULL;
}

static struct go_value boolean(bool yes)
{
    return (struct go_value){.kind = GO_BOOL, .i = yes};
}

bool gt_truth(const struct go_value *v)
{
    switch (v->kind) {
    case GO_STRING:
    case GO_SLICE:
    case GO_MAP:
        return go_len(v) > 0;
    case GO_FLOAT64:
        return v->f != 0;
    case GO_BOOL:
    case GO_INT:
    case GO_INT64:
    case GO_UINT8:
        return v->i != 0;
    default:
        return false;
    }
}

/* ---- printing ---- */

static struct err *call_print(struct gt_memory *m, const char *name, struct go_value *args, size_t n,
                              struct go_value *out)
{
    struct buf b;
    buf_init(&b, MAX_BYTES);
    if (str_eq(name, "println"))
        go_sprintln(&b, args, n);
    else if (str_eq(name, "printf"))
        go_sprintf(&b, args[0].s, args[0].n, args + 1, n - 1);
    else
        go_sprint(&b, args, n);
    return give_string(m, &b, out);
}

/* What html, js and urlquery escape: one string, or all arguments printed. */
static void escaper_text(struct go_value *args, size_t n, struct buf *out)
{
    if (n == 1 && args[0].kind == GO_STRING) {
        struct go_value v = args[0];
        go_value_print(out, &v);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        if (args[i].kind == GO_NIL || args[i].kind == GO_INVALID)
            args[i] = go_string("<no value>", strlen("<no value>"));
    }
    go_sprint(out, args, n);
}

static struct err *call_html(struct gt_memory *m, const char *name, struct go_value *args, size_t n,
                             struct go_value *out)
{
    struct buf text, b;
    (void)name;
    buf_init(&text, MAX_BYTES);
    buf_init(&b, MAX_BYTES);
    escaper_text(args, n, &text);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        const char *escaped = c == '\0'   ? "\xef\xbf\xbd"
                              : c == '"'  ? "&#34;"
                              : c == '\'' ? "&#39;"
                              : c == '&'  ? "&amp;"
                              : c == '<'  ? "&lt;"
                              : c == '>'  ? "&gt;"
                                          : NULL;
        if (escaped)
            buf_adds(&b, escaped);
        else
            buf_addc(&b, c);
    }
    buf_release(&text);
    return give_string(m, &b, out);
}

static void add_js(struct buf *b, const char *s, size_t w, uint32_t rune)
{
    if (rune == '\\' || rune == '\'' || rune == '"')
        buf_addf(b, "\\%c", (char)rune);
    else if (rune < ' ' || rune == '<' || rune == '>' || rune == '&' || rune == '=')
        buf_addf(b, "\\u%04X", rune);
    else if (rune < 0x80 || unicode_is_print(rune))
        buf_add(b, s, w);
    else
        buf_addf(b, "\\u%04X", rune);
}

static struct err *call_js(struct gt_memory *m, const char *name, struct go_value *args, size_t n, struct go_value *out)
{
    struct buf text, b;
    (void)name;
    buf_init(&text, MAX_BYTES);
    buf_init(&b, MAX_BYTES);
    escaper_text(args, n, &text);
    for (size_t i = 0; i < text.len;) {
        uint32_t rune = 0xfffd;
        size_t w = utf8_decode(text.data + i, text.len - i, &rune);
        add_js(&b, text.data + i, w ? w : 1, w ? rune : 0xfffd);
        i += w ? w : 1;
    }
    buf_release(&text);
    return give_string(m, &b, out);
}

static struct err *call_urlquery(struct gt_memory *m, const char *name, struct go_value *args, size_t n,
                                 struct go_value *out)
{
    struct buf text, b;
    (void)name;
    buf_init(&text, MAX_BYTES);
    buf_init(&b, MAX_BYTES);
    escaper_text(args, n, &text);
    query_escape(&b, text.data);
    buf_release(&text);
    return give_string(m, &b, out);
}

/* ---- len, index, slice ---- */

/* What reflect says of a method called on no value. */
static struct err *zero_value(const char *method)
{
    return err_new("reflect: call of reflect.Value.%s on zero Value", method);
}

static struct err *call_len(struct gt_memory *m, const char *name, struct go_value *args, size_t n,
                            struct go_value *out)
{
    (void)m, (void)name, (void)n;
    if (args[0].kind == GO_INVALID)
        return zero_value("Type");
    if (args[0].kind == GO_NIL)
        return err_new("len of nil pointer");
    size_t len = go_len(&args[0]);
    if (len == SIZE_MAX)
        return err_new("len of type %s", go_type_name(&args[0]));
    *out = (struct go_value){.kind = GO_INT, .i = (int64_t)len};
    return NULL;
}

static bool is_whole(const struct go_value *v)
{
    return go_is_int(v) || v->kind == GO_UINT8;
}

static struct err *index_arg(const struct go_value *v, size_t cap, size_t *out)
{
    if (v->kind == GO_INVALID || v->kind == GO_NIL)
        return err_new("cannot index slice/array with nil");
    if (!is_whole(v))
        return err_new("cannot index slice/array with type %s", go_type_name(v));
    if (v->i < 0 || (uint64_t)v->i > cap)
        return err_new("index out of range: %lld", (long long)v->i);
    *out = (size_t)v->i;
    return NULL;
}

static struct err *index_list(struct go_value *item, const struct go_value *by)
{
    size_t len = go_len(item), at = 0;
    struct err *e = index_arg(by, len, &at);
    if (!e && at >= len) /* reflect's own check */
        e = err_new("reflect: %s index out of range", item->kind == GO_STRING ? "string" : "slice");
    if (e)
        return e;
    if (item->kind == GO_STRING) {
        *item = (struct go_value){.kind = GO_UINT8, .i = (unsigned char)item->s[at]};
        return NULL;
    }
    const cJSON *c = go_first(item);
    while (at-- > 0)
        c = c->next;
    *item = go_value_of(c, item->numbers);
    return NULL;
}

static struct err *index_map(struct go_value *item, const struct go_value *by)
{
    if (by->kind == GO_INVALID || by->kind == GO_NIL)
        return err_new("value is nil; should be of type string");
    if (by->kind != GO_STRING)
        return err_new("value has type %s; should be string", go_type_name(by));
    char *key = xstrndup(by->s, by->n);
    *item = go_value_of(doc_get(item->node, key), item->numbers);
    free(key);
    return NULL;
}

static struct err *call_index(struct gt_memory *m, const char *name, struct go_value *args, size_t n,
                              struct go_value *out)
{
    struct go_value item = args[0];
    (void)m, (void)name;
    if (item.kind == GO_INVALID || item.kind == GO_NIL)
        return err_new("index of untyped nil");
    for (size_t i = 1; i < n; i++) {
        struct err *e;
        if (item.kind == GO_NIL)
            return err_new("index of nil pointer");
        if (item.kind == GO_STRING || item.kind == GO_SLICE)
            e = index_list(&item, &args[i]);
        else if (item.kind == GO_MAP)
            e = index_map(&item, &args[i]);
        else
            e = err_new("can't index item of type %s", go_type_name(&item));
        if (e)
            return e;
    }
    *out = item;
    return NULL;
}

static struct err *call_slice(struct gt_memory *m, const char *name, struct go_value *args, size_t n,
                              struct go_value *out)
{
    struct go_value item = args[0];
    (void)m, (void)name;
    if (item.kind == GO_INVALID || item.kind == GO_NIL)
        return err_new("slice of untyped nil");
    if (n > 4)
        return err_new("too many slice indexes: %zu", n - 1);
    if (item.kind == GO_STRING && n == 4)
        return err_new("cannot 3-index slice a string");
    if (item.kind != GO_STRING && item.kind != GO_SLICE)
        return err_new("can't slice item of type %s", go_type_name(&item));
    size_t len = go_len(&item), at[3] = {0, len, 0};
    for (size_t i = 1; i < n; i++) {
        /* Go forgets to look into the interface here. */
        struct err *e = args[i].in_interface && args[i].kind != GO_INVALID
                            ? err_new("cannot index slice/array with type interface {}")
                            : index_arg(&args[i], len, &at[i - 1]);
        if (e)
            return e;
    }
    if (at[0] > at[1])
        return err_new("invalid slice index: %zu > %zu", at[0], at[1]);
    if (n == 4 && at[1] > at[2])
        return err_new("invalid slice index: %zu > %zu", at[1], at[2]);
    item.in_interface = false;
    if (item.kind == GO_STRING) {
        item.s += at[0];
    } else {
        item.i = (item.cut ? item.i : 0) + (int64_t)at[0];
        item.cut = true;
    }
    item.n = at[1] - at[0];
    *out = item;
    return NULL;
}

static bool exists(struct go_value item, const struct go_value *by, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t len = go_len(&item);
        if (item.kind == GO_STRING || item.kind == GO_SLICE) {
            if (!is_whole(&by[i]) || by[i].i < 0 || (size_t)by[i].i >= len)
                return false;
            err_free(index_list(&item, &by[i]));
        } else if (item.kind == GO_MAP) {
            struct go_value key = by[i];
            if (key.kind == GO_INVALID || key.kind == GO_NIL)
                key = go_string("", 0);
            if (key.kind != GO_STRING)
                return false;
            err_free(index_map(&item, &key));
        } else {
            return false;
        }
    }
    return item.kind != GO_NIL;
}

static struct err *call_exists(struct gt_memory *m, const char *name, struct go_value *args, size_t n,
                               struct go_value *out)
{
    (void)m, (void)name;
    struct go_value item = args[0];
    if (item.kind == GO_NIL) /* reflect.ValueOf(nil) */
        item.kind = GO_INVALID;
    *out = boolean(exists(item, args + 1, n - 1));
    return NULL;
}

/* ---- comparisons ---- */

enum basic { BASIC_NONE, BASIC_BOOL, BASIC_INT, BASIC_FLOAT, BASIC_STRING, BASIC_UINT };

static enum basic basic_kind(const struct go_value *v)
{
    switch (v->kind) {
    case GO_BOOL:
        return BASIC_BOOL;
    case GO_INT:
    case GO_INT64:
        return BASIC_INT;
    case GO_UINT8:
        return BASIC_UINT;
    case GO_FLOAT64:
        return BASIC_FLOAT;
    case GO_STRING:
        return BASIC_STRING;
    default:
        return BASIC_NONE;
    }
}

static int compare_strings(const struct go_value *a, const struct go_value *b)
{
    size_t n = a->n < b->n ? a->n : b->n;
    int c = n ? memcmp(a->s, b->s, n) : 0;
    return c ? c : (a->n > b->n) - (a->n < b->n);
}

static struct err *incompatible(const struct go_value *a, const struct go_value *b)
{
    return err_new("incompatible types for comparison: %s and %s", go_type_name(a), go_type_name(b));
}

/* Values that are no basic kinds: only with nil can they be compared. */
static struct err *equal_others(const struct go_value *a, const struct go_value *b, bool *out)
{
    bool no_a = a->kind == GO_INVALID, no_b = b->kind == GO_INVALID;
    *out = no_a && no_b;
    if (no_a || no_b)
        return NULL;
    struct buf text = buf_new();
    struct err *e;
    if (a->kind != b->kind) {
        go_sprintf(&text, "%s", 2, a, 1);
        struct buf other = buf_new();
        go_value_print(&other, b);
        e = err_new("non-comparable types %s: %s, %s: %s", text.data, go_type_name(a), go_type_name(b), other.data);
        buf_release(&other);
    } else {
        go_sprintf(&text, "%s", 2, b, 1);
        e = err_new("non-comparable type %s: %s", text.data, go_type_name(b));
    }
    buf_release(&text);
    return e;
}

static struct err *equal(const struct go_value *a, const struct go_value *b, bool *out)
{
    enum basic ka = basic_kind(a), kb = basic_kind(b);
    bool whole = (ka == BASIC_INT || ka == BASIC_UINT) && (kb == BASIC_INT || kb == BASIC_UINT);
    *out = false;
    if (ka != kb && !whole)
        return a->kind != GO_INVALID && b->kind != GO_INVALID ? incompatible(a, b) : NULL;
    if (ka == BASIC_NONE)
        return equal_others(a, b, out);
    *out = ka == BASIC_FLOAT ? a->f == b->f : ka == BASIC_STRING ? compare_strings(a, b) == 0 : a->i == b->i;
    return NULL;
}

static struct err *less(const struct go_value *a, const struct go_value *b, bool *out)
{
    enum basic ka = basic_kind(a), kb = basic_kind(b);
    bool whole = (ka == BASIC_INT || ka == BASIC_UINT) && (kb == BASIC_INT || kb == BASIC_UINT);
    if (ka == BASIC_NONE || kb == BASIC_NONE || (ka == kb && ka == BASIC_BOOL))
        return err_new("invalid type for comparison");
    if (ka != kb && !whole)
        return incompatible(a, b);
    *out = ka == BASIC_FLOAT ? a->f < b->f : ka == BASIC_STRING ? compare_strings(a, b) < 0 : a->i < b->i;
    return NULL;
}

/* A nil in an interface is no value here. */
static void forget_interfaces(struct go_value *args, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (args[i].kind == GO_NIL)
            args[i].kind = GO_INVALID;
    }
}

static struct err *call_eq(struct gt_memory *m, const char *name, struct go_value *args, size_t n, struct go_value *out)
{
    bool yes = false;
    (void)m;
    forget_interfaces(args, n);
    if (n < 2)
        return err_new("missing argument for comparison");
    for (size_t i = 1; i < n && !yes; i++) {
        struct err *e = equal(&args[0], &args[i], &yes);
        if (e)
            return e;
    }
    *out = boolean(yes != (name[0] == 'n'));
    return NULL;
}

static struct err *call_order(struct gt_memory *m, const char *name, struct go_value *args, size_t n,
                              struct go_value *out)
{
    bool yes = false;
    (void)m, (void)n;
    forget_interfaces(args, n);
    struct err *e = less(&args[0], &args[1], &yes);
    bool or_equal = str_eq(name, "le") || str_eq(name, "gt");
    if (!e && or_equal && !yes)
        e = equal(&args[0], &args[1], &yes);
    *out = boolean(yes != (name[0] == 'g'));
    return e;
}

static struct err *call_not(struct gt_memory *m, const char *name, struct go_value *args, size_t n,
                            struct go_value *out)
{
    (void)m, (void)name, (void)n;
    *out = boolean(!gt_truth(&args[0]));
    return NULL;
}

/* ---- kubectl's ---- */

static struct err *call_base64decode(struct gt_memory *m, const char *name, struct go_value *args, size_t n,
                                     struct go_value *out)
{
    struct buf b;
    (void)name, (void)n;
    buf_init(&b, MAX_BYTES);
    size_t bad;
    if (!base64_decode(&b, args[0].s, args[0].n, &bad)) {
        buf_release(&b);
        return err_new("base64 decode failed: illegal base64 data at input byte %zu", bad);
    }
    return give_string(m, &b, out);
}

static const struct gt_function functions[] = {
    {"and", 1, true, GT_PARAM_VALUE, GT_PARAM_VALUE, NULL},
    {"base64decode", 1, false, GT_PARAM_STRING, GT_PARAM_STRING, call_base64decode},
    {"call", 1, true, GT_PARAM_VALUE, GT_PARAM_VALUE, NULL},
    {"eq", 1, true, GT_PARAM_VALUE, GT_PARAM_VALUE, call_eq},
    {"exists", 1, true, GT_PARAM_ANY, GT_PARAM_ANY, call_exists},
    {"ge", 2, false, GT_PARAM_VALUE, GT_PARAM_VALUE, call_order},
    {"gt", 2, false, GT_PARAM_VALUE, GT_PARAM_VALUE, call_order},
    {"html", 0, true, GT_PARAM_ANY, GT_PARAM_ANY, call_html},
    {"index", 1, true, GT_PARAM_VALUE, GT_PARAM_VALUE, call_index},
    {"js", 0, true, GT_PARAM_ANY, GT_PARAM_ANY, call_js},
    {"le", 2, false, GT_PARAM_VALUE, GT_PARAM_VALUE, call_order},
    {"len", 1, false, GT_PARAM_VALUE, GT_PARAM_VALUE, call_len},
    {"lt", 2, false, GT_PARAM_VALUE, GT_PARAM_VALUE, call_order},
    {"ne", 2, false, GT_PARAM_VALUE, GT_PARAM_VALUE, call_eq},
    {"not", 1, false, GT_PARAM_VALUE, GT_PARAM_VALUE, call_not},
    {"or", 1, true, GT_PARAM_VALUE, GT_PARAM_VALUE, NULL},
    {"print", 0, true, GT_PARAM_ANY, GT_PARAM_ANY, call_print},
    {"printf", 1, true, GT_PARAM_STRING, GT_PARAM_ANY, call_print},
    {"println", 0, true, GT_PARAM_ANY, GT_PARAM_ANY, call_print},
    {"slice", 1, true, GT_PARAM_VALUE, GT_PARAM_VALUE, call_slice},
    {"urlquery", 0, true, GT_PARAM_ANY, GT_PARAM_ANY, call_urlquery},
};

const struct gt_function *gt_function_find(const char *name)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        if (str_eq(functions[i].name, name))
            return &functions[i];
    }
    return NULL;
}

bool gt_is_function(const char *name, size_t n)
{
    char *copy = xstrndup(name, n);
    bool known = gt_function_find(copy) != NULL;
    free(copy);
    return known;
}
