/* json.c - a strict single-pass reader of JSON with Go's rules and Go's words (encoding/json). */
#include "doc/json.h"

#include "base/map.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "doc/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An object or array that is still open. */
struct frame {
    cJSON *node;
    cJSON *tail;     /* the last child */
    uint64_t seen;   /* a bit for each hash of a key: unset means that the key is new */
    size_t n;        /* members */
    struct map *all; /* of a large object: key to node */
};

struct reader {
    const char *text;
    const char *p;
    const char *end;
    struct json_in *in;
    cJSON *root;
    size_t depth;
    const char *key; /* the key waiting for its value; owned unless key_const */
    bool key_const;
    const char *key_at;
    struct err *err;
    struct frame stack[DOC_MAX_DEPTH];
};

enum { LARGE_OBJECT = 24 };

size_t json_skip_space(const char *text, size_t len, size_t at)
{
    while (at < len && (text[at] == ' ' || text[at] == '\n' || text[at] == '\t' || text[at] == '\r'))
        at++;
    return at;
}

static inline void skip_space(struct reader *r)
{
    while (r->p < r->end && (*r->p == ' ' || *r->p == '\n' || *r->p == '\t' || *r->p == '\r'))
        r->p++;
}

/* ---- errors ---- */

static bool fail(struct reader *r, const char *at, struct err *e)
{
    r->in->at = (size_t)(at - r->text);
    r->err = e;
    return false;
}

static bool fail_end(struct reader *r)
{
    r->in->syntax = false;
    return fail(r, r->end, err_new(r->in->stream ? "unexpected EOF" : "unexpected end of JSON input"));
}

/* Go's "invalid character 'x' " and what was expected. */
static bool fail_char(struct reader *r, const char *at, const char *expected)
{
    if (at >= r->end)
        return fail_end(r);
    r->in->syntax = true;
    unsigned char c = (unsigned char)*at;
    char shown[16];
    if (c == '\'')
        memcpy(shown, "\\'", 3);
    else if (c >= 0x20 && c < 0x7f && c != '\\') {
        shown[0] = (char)c;
        shown[1] = '\0';
    } else {
        static const char names[] = "\a\b\f\n\r\t\v\\", letters[] = "abfnrtv\\";
        const char *known = c != '\0' ? strchr(names, c) : NULL;
        if (known != NULL)
            snprintf(shown, sizeof shown, "\\%c", letters[known - names]);
        else if (c < 0x80)
            snprintf(shown, sizeof shown, "\\x%02x", c);
        else if (c < 0xa1 || c == 0xad)
            snprintf(shown, sizeof shown, "\\u%04x", c);
        else
            shown[utf8_encode(c, shown)] = '\0';
    }
    return fail(r, at, err_new("invalid character '%s' %s", shown, expected));
}

/* ---- strings ---- */

/* The first byte from p on that is '"', '\\', a control byte or not ASCII. */
static const char *plain_run(const char *p, const char *end)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), high = UINT64_C(0x8080808080808080);
    while (end - p >= 8) {
        uint64_t x;
        memcpy(&x, p, 8);
        uint64_t quote = x ^ (ones * '"'), slash = x ^ (ones * '\\');
        uint64_t hit = (((quote - ones) & ~quote) | ((slash - ones) & ~slash) | ((x - ones * 0x20) & ~x) | x) & high;
        if (hit != 0)
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
            return p + (__builtin_ctzll(hit) >> 3);
#else
            break;
#endif
        p += 8;
    }
    while (p < end && *p != '"' && *p != '\\' && (unsigned char)*p >= 0x20 && (unsigned char)*p < 0x80)
        p++;
    return p;
}

static bool scan_escape(struct reader *r, const char **at)
{
    const char *p = *at + 1;
    if (p >= r->end)
        return fail_end(r);
    if (*p == 'u') {
        for (int i = 0; i < 4; i++) {
            p++;
            bool hex = p < r->end && ((*p >= '0' && *p <= '9') || (*p >= 'a' && *p <= 'f') || (*p >= 'A' && *p <= 'F'));
            if (!hex)
                return fail_char(r, p, "in \\u hexadecimal character escape");
        }
    } else if (strchr("bfnrt\\/\"", *p) == NULL || *p == '\0')
        return fail_char(r, p, "in string escape code");
    *at = p + 1;
    return true;
}

/* Finds the end of the string that starts behind the quote at r->p. *plain: ASCII without escapes. */
static bool scan_string(struct reader *r, const char **close, bool *plain)
{
    const char *p = r->p + 1;
    *plain = true;
    for (;;) {
        p = plain_run(p, r->end);
        if (p >= r->end)
            return fail_end(r);
        if (*p == '"') {
            *close = p;
            return true;
        }
        *plain = false;
        if (*p == '\\') {
            if (!scan_escape(r, &p))
                return false;
        } else if ((unsigned char)*p < 0x20)
            return fail_char(r, p, "in string literal");
        else
            p++;
    }
}

static uint32_t hex4(const char *p)
{
    uint32_t v = 0;
    for (int i = 0; i < 4; i++) {
        char c = p[i];
        v = v << 4 | (uint32_t)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    return v;
}

/* Writes a code point; U+0000 as C0 80 (rule 4 of doc.h). */
static char *put_rune(char *q, uint32_t rune)
{
    if (rune == 0) {
        *q++ = (char)0xc0;
        *q++ = (char)0x80;
        return q;
    }
    return q + utf8_encode(rune, q);
}

/* Reads the \u escape at p (checked before); gives the place behind it. Lone surrogates become U+FFFD. */
static const char *unescape_u(const char *p, const char *end, uint32_t *rune)
{
    *rune = hex4(p + 2);
    p += 6;
    if (*rune < 0xd800 || *rune > 0xdfff)
        return p;
    if (*rune < 0xdc00 && end - p >= 6 && p[0] == '\\' && p[1] == 'u') {
        uint32_t low = hex4(p + 2);
        if (low >= 0xdc00 && low <= 0xdfff) {
            *rune = 0x10000 + ((*rune - 0xd800) << 10) + (low - 0xdc00);
            return p + 6;
        }
    }
    *rune = 0xfffd;
    return p;
}

/* The value of the string body p..end, newly allocated. */
static char *unescape(const char *p, const char *end)
{
    char *out = xmalloc((size_t)(end - p) * 3 + 1);
    char *q = out;
    while (p < end) {
        uint32_t rune;
        if (*p != '\\') {
            size_t w = utf8_decode(p, (size_t)(end - p), &rune);
            if (w == 0) {
                q = put_rune(q, 0xfffd);
                p++;
            } else {
                memcpy(q, p, w);
                q += w;
                p += w;
            }
        } else if (p[1] == 'u') {
            p = unescape_u(p, end, &rune);
            q = put_rune(q, rune);
        } else {
            static const char names[] = "bfnrt", values[] = "\b\f\n\r\t";
            const char *known = strchr(names, p[1]);
            *q++ = known != NULL ? values[known - names] : p[1];
            p += 2;
        }
    }
    *q++ = '\0';
    char *fit = realloc(out, (size_t)(q - out));
    return fit != NULL ? fit : out;
}

static char *copy_string(const char *p, const char *end, bool plain)
{
    if (!plain)
        return unescape(p, end);
    size_t n = (size_t)(end - p);
    char *s = xmalloc(n + 1);
    memcpy(s, p, n);
    s[n] = '\0';
    return s;
}

/* ---- nodes ---- */

/* Makes a node and hangs it below the innermost open frame. */
static cJSON *add_node(struct reader *r, int type, const char *at)
{
    cJSON *node = xmalloc(sizeof *node);
    memset(node, 0, sizeof *node);
    node->type = type;
    if (r->depth == 0) {
        r->root = node;
    } else {
        struct frame *f = &r->stack[r->depth - 1];
        if (f->tail == NULL) {
            f->node->child = node;
            node->prev = node;
        } else {
            f->tail->next = node;
            node->prev = f->tail;
        }
        f->tail = node;
        if (r->key != NULL) {
            node->string = (char *)(uintptr_t)r->key;
            node->type |= r->key_const ? cJSON_StringIsConst : 0;
            r->key = NULL;
            if (f->all != NULL)
                map_set(f->all, node->string, node);
        }
    }
    if (r->in->pos != NULL) {
        const char *key = r->depth > 0 && node->string != NULL ? r->key_at : at;
        node->valueint = pos_table_add(r->in->pos, (size_t)(key - r->text), (size_t)(at - r->text));
    }
    return node;
}

static void close_frame(struct reader *r)
{
    struct frame *f = &r->stack[--r->depth];
    if (f->tail != NULL)
        f->node->child->prev = f->tail;
    if (f->all != NULL) {
        map_release(f->all);
        free(f->all);
    }
}

static bool open_frame(struct reader *r, int type)
{
    if (r->depth >= DOC_MAX_DEPTH) {
        r->in->syntax = true;
        return fail(r, r->p, err_new("exceeded max depth"));
    }
    cJSON *node = add_node(r, type, r->p);
    r->stack[r->depth++] = (struct frame){.node = node};
    r->p++;
    return true;
}

/* ---- keys ---- */

static cJSON *same_key(const struct frame *f, const char *key)
{
    if (f->all != NULL)
        return map_get(f->all, key);
    for (cJSON *c = f->node->child; c != NULL; c = c->next)
        if (c->string == key || strcmp(c->string, key) == 0)
            return c;
    return NULL;
}

static void drop(struct frame *f, cJSON *old)
{
    if (old == f->node->child)
        f->node->child = old->next;
    else
        old->prev->next = old->next;
    if (old->next != NULL)
        old->next->prev = old == f->node->child ? old->next : old->prev;
    if (old == f->tail)
        f->tail = f->node->child != NULL ? old->prev : NULL;
    old->next = NULL;
    cJSON_Delete(old);
}

static void index_members(struct frame *f)
{
    f->all = xcalloc(1, sizeof *f->all);
    for (cJSON *c = f->node->child; c != NULL; c = c->next)
        map_set(f->all, c->string, c);
}

/* Looks for an earlier member with the key that was just read: of two, the last one wins. */
static bool settle_duplicate(struct reader *r, struct frame *f, const char *body, size_t n)
{
    uint64_t h = n == 0 ? 0 : (uint64_t)(unsigned char)body[0] * 31 + (uint64_t)(unsigned char)body[n - 1] * 7 + n * 13;
    if (n > 2)
        h += (unsigned char)body[n / 2];
    uint64_t bit = UINT64_C(1) << (h & 63);
    if (++f->n == LARGE_OBJECT)
        index_members(f);
    if (!(f->seen & bit)) {
        f->seen |= bit;
        return true;
    }
    cJSON *old = same_key(f, r->key);
    if (old == NULL)
        return true;
    if (r->in->flags & DOC_STRICT) {
        r->in->syntax = true;
        return fail(r, r->key_at, err_new("duplicate field \"%s\"", r->key));
    }
    drop(f, old);
    return true;
}

static bool read_key(struct reader *r)
{
    skip_space(r);
    if (r->p >= r->end || *r->p != '"')
        return fail_char(r, r->p, "looking for beginning of object key string");
    const char *close;
    bool plain;
    if (!scan_string(r, &close, &plain))
        return false;
    const char *body = r->p + 1;
    size_t n = (size_t)(close - body);
    r->key_at = r->p;
    r->key = plain ? key_constant(body, n) : NULL;
    r->key_const = r->key != NULL;
    if (!r->key_const)
        r->key = copy_string(body, close, plain);
    r->p = close + 1;
    if (!settle_duplicate(r, &r->stack[r->depth - 1], r->key_const || plain ? body : r->key,
                          r->key_const || plain ? n : strlen(r->key)))
        return false;
    skip_space(r);
    if (r->p >= r->end || *r->p != ':')
        return fail_char(r, r->p, "after object key");
    r->p++;
    return true;
}

/* ---- values ---- */

static bool read_string(struct reader *r)
{
    const char *close;
    bool plain;
    if (!scan_string(r, &close, &plain))
        return false;
    cJSON *node = add_node(r, cJSON_String, r->p);
    node->valuestring = copy_string(r->p + 1, close, plain);
    r->p = close + 1;
    return true;
}

/* Says what is wrong with the number at r->p. */
static bool fail_number(struct reader *r)
{
    const char *p = r->p;
    if (*p == '-')
        p++;
    if (p >= r->end || *p < '0' || *p > '9')
        return fail_char(r, p, "in numeric literal");
    while (p < r->end && *p >= '0' && *p <= '9')
        p++;
    if (p < r->end && *p == '.') {
        p++;
        if (p >= r->end || *p < '0' || *p > '9')
            return fail_char(r, p, "after decimal point in numeric literal");
        while (p < r->end && *p >= '0' && *p <= '9')
            p++;
    }
    if (p < r->end && (*p == 'e' || *p == 'E')) {
        p++;
        if (p < r->end && (*p == '+' || *p == '-'))
            p++;
    }
    return fail_char(r, p, "in exponent of numeric literal");
}

static bool read_number(struct reader *r)
{
    size_t n = 0, left = (size_t)(r->end - r->p);
    uint64_t v = 0;
    while (n < left && n < 16 && r->p[n] >= '0' && r->p[n] <= '9')
        v = v * 10 + (uint64_t)(r->p[n++] - '0');
    bool simple =
        n > 0 && n < 16 && (n == 1 || r->p[0] != '0') && (n == left || (r->p[n] != '.' && (r->p[n] | 0x20) != 'e'));
    if (!simple && (n = number_span(r->p, left)) == 0)
        return fail_number(r);
    cJSON *node = add_node(r, cJSON_Number, r->p);
    node->valuestring = copy_string(r->p, r->p + n, true);
    node->valuedouble = simple ? (double)v : number_double(node->valuestring);
    if (!isfinite(node->valuedouble) && r->in->too_big_len == 0) {
        r->in->too_big_at = (size_t)(r->p - r->text);
        r->in->too_big_len = n;
    }
    r->p += n;
    return true;
}

static bool read_word(struct reader *r, const char *word, int type)
{
    size_t n = strlen(word);
    for (size_t i = 0; i < n; i++) {
        if (r->p + i < r->end && r->p[i] == word[i])
            continue;
        char expected[48];
        snprintf(expected, sizeof expected, "in literal %s (expecting '%c')", word, word[i]);
        return fail_char(r, r->p + i, expected);
    }
    add_node(r, type, r->p);
    r->p += n;
    return true;
}

/* Reads a scalar, or opens an object or array (*opened). */
static bool begin_value(struct reader *r, bool *opened)
{
    *opened = false;
    skip_space(r);
    if (r->p >= r->end)
        return fail_end(r);
    switch (*r->p) {
    case '"':
        return read_string(r);
    case '{':
        *opened = true;
        return open_frame(r, cJSON_Object);
    case '[':
        *opened = true;
        return open_frame(r, cJSON_Array);
    case 't':
        return read_word(r, "true", cJSON_True);
    case 'f':
        return read_word(r, "false", cJSON_False);
    case 'n':
        return read_word(r, "null", cJSON_NULL);
    case '-':
    case '0' ... '9':
        return read_number(r);
    default:
        return fail_char(r, r->p, "looking for beginning of value");
    }
}

/* After a value: closes what ends here, or stands before the next value (true). At the end of the root: depth 0. */
static bool after_value(struct reader *r)
{
    while (r->depth > 0) {
        struct frame *f = &r->stack[r->depth - 1];
        bool object = (f->node->type & 0xff) == cJSON_Object;
        skip_space(r);
        char c = r->p < r->end ? *r->p : '\0';
        if (c == ',') {
            r->p++;
            return !object || read_key(r);
        }
        if (c != (object ? '}' : ']'))
            return fail_char(r, r->p, object ? "after object key:value pair" : "after array element");
        r->p++;
        close_frame(r);
    }
    return true;
}

/* Behind the bracket that opened a frame: an empty one closes at once; else stands before the first value. */
static bool after_open(struct reader *r)
{
    struct frame *f = &r->stack[r->depth - 1];
    bool object = (f->node->type & 0xff) == cJSON_Object;
    skip_space(r);
    if (r->p < r->end && *r->p == (object ? '}' : ']')) {
        r->p++;
        close_frame(r);
        return after_value(r);
    }
    return !object || read_key(r);
}

static bool read_all(struct reader *r)
{
    do {
        bool opened;
        if (!begin_value(r, &opened) || !(opened ? after_open(r) : after_value(r)))
            return false;
    } while (r->depth > 0);
    if (r->in->stream)
        return true;
    skip_space(r);
    return r->p >= r->end || fail_char(r, r->p, "after top-level value");
}

struct err *json_read(struct json_in *in, cJSON **out)
{
    struct reader *r = xmalloc(sizeof *r);
    r->text = in->text;
    r->p = in->text + in->at;
    r->end = in->text + in->len;
    r->in = in;
    r->root = NULL;
    r->depth = 0;
    r->key = NULL;
    r->key_const = false;
    r->key_at = NULL;
    r->err = NULL;
    bool ok = read_all(r);
    while (r->depth > 0)
        close_frame(r);
    struct err *e = r->err;
    if (ok) {
        in->at = (size_t)(r->p - r->text);
        *out = r->root;
    } else {
        if (r->key != NULL && !r->key_const)
            free((char *)(uintptr_t)r->key);
        cJSON_Delete(r->root);
        *out = NULL;
    }
    free(r);
    return e;
}

struct err *json_range_error(const struct json_in *in, size_t *at)
{
    if (in->too_big_len == 0)
        return NULL;
    *at = in->too_big_at;
    return err_new("json: cannot unmarshal number %.*s into Go value of type float64", (int)in->too_big_len,
                   in->text + in->too_big_at);
}

struct err *doc_parse_json(const char *text, size_t n, cJSON **out)
{
    struct json_in in = {.text = text, .len = n};
    struct err *e = json_read(&in, out);
    size_t at;
    if (e == NULL && (e = json_range_error(&in, &at)) != NULL) {
        cJSON_Delete(*out);
        *out = NULL;
    }
    return e;
}
