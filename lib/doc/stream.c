/* stream.c - texts of one or several documents, split as apimachinery's YAMLOrJSONDecoder splits them. */
#include "doc/doc.h"

#include "base/mem.h"
#include "base/strv.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "doc/json.h"
#include "doc/yaml.h"

#include <stdlib.h>
#include <string.h>

enum { GUESS_WINDOW = 4096 };

static void add_item(struct doc_items *l, struct doc *d, struct err *e)
{
    if ((l->n & (l->n - 1)) == 0)
        l->v = xreallocarray(l->v, l->n > 0 ? l->n * 2 : 1, sizeof *l->v);
    l->v[l->n++] = (struct doc_item){d, e};
}

/* The length of the white space character (in Go's eyes) at s, 0 when there is none. */
static size_t space_at(const char *s, size_t n)
{
    uint32_t rune;
    size_t w = utf8_decode(s, n, &rune);
    return w > 0 && unicode_is_space(rune) ? w : 0;
}

static bool looks_like_json(const char *s, size_t n)
{
    if (n > GUESS_WINDOW)
        n = GUESS_WINDOW;
    size_t i = 0, w;
    while (i < n && (w = space_at(s + i, n - i)) > 0)
        i += w;
    return i < n && s[i] == '{';
}

/* Documents whose lines must not be shown: those that say kind: Secret, and kubeconfig files. */
static bool is_confidential(const char *s, size_t n)
{
    static const char *const kinds[] = {"Secret", "Config", NULL};
    const char *end = s + n;
    for (const char *p = s; (p = memmem(p, (size_t)(end - p), "kind", 4)) != NULL;) {
        p += 4;
        p += strspn(p, "\"' \t");
        if (*p != ':')
            continue;
        p++;
        p += strspn(p, "\"' \t\r\n");
        for (const char *const *k = kinds; *k != NULL; k++)
            if (strncmp(p, *k, strlen(*k)) == 0 && strchr("\"' \t\r\n,}", p[strlen(*k)]) != NULL)
                return true;
    }
    return memmem(s, n, "client-key-data", 15) != NULL;
}

static struct err *with_place(struct err *e, const struct source *src, size_t at, size_t from, size_t to)
{
    return doc_err_at(e, is_confidential(src->text + from, to - from) ? NULL : src, source_place(src, at));
}

static struct err *check_size(const struct source *src)
{
    if (src->len <= DOC_MAX_BYTES)
        return NULL;
    return err_new("%s: larger than %zu bytes", src->name, DOC_MAX_BYTES);
}

/* ---- YAML ---- */

/* Reads the YAML document in from..to. *out NULL for null. The error has no place yet. */
static struct err *read_yaml(struct source *src, size_t from, size_t to, unsigned flags, struct doc **out,
                             size_t *bad_at)
{
    struct yaml_in in = {src, from, to, flags};
    struct pos_table *pos = flags & DOC_NO_POS ? NULL : pos_table_new();
    cJSON *root;
    *out = NULL;
    struct err *e = yaml_read(&in, pos, &root, bad_at);
    if (root != NULL)
        *out = doc_new_read(root, src, pos, false);
    else
        pos_table_unref(pos);
    return e;
}

/* The end of the line at `at`, behind its line feed. */
static size_t line_end(const struct source *src, size_t at)
{
    const char *nl = memchr(src->text + at, '\n', src->len - at);
    return nl != NULL ? (size_t)(nl - src->text) + 1 : src->len;
}

static bool is_separator(const struct source *src, size_t at)
{
    return src->len - at >= 3 && memcmp(src->text + at, "---", 3) == 0;
}

/* What follows "---" on its line without the space around it (a copy), or NULL when that is nothing or a comment. */
static char *after_separator(const struct source *src, size_t at)
{
    const char *p = src->text + at + 3, *end = src->text + line_end(src, at);
    size_t w;
    while (p < end && (w = space_at(p, (size_t)(end - p))) > 0)
        p += w;
    if (p >= end || *p == '#')
        return NULL;
    const char *last = p;
    for (const char *q = p; q < end;) {
        w = space_at(q, (size_t)(end - q));
        q += w > 0 ? w : 1;
        if (w == 0)
            last = q;
    }
    return xstrndup(p, (size_t)(last - p));
}

/* A document of the stream: the lines from..to; `next` is where the one after it begins. */
struct chunk {
    size_t from;
    size_t to;
    size_t next;
    struct err *err; /* instead of a document */
};

/* Takes the next document from `at`; false at the end. A separator that stands before the first line of a document
 * belongs to it, the one that ends it belongs to none. */
static bool next_chunk(const struct source *src, size_t at, struct chunk *out)
{
    *out = (struct chunk){.from = at};
    size_t p = at;
    while (p < src->len) {
        if (is_separator(src, p)) {
            char *junk = after_separator(src, p);
            if (junk != NULL) {
                out->err = err_new("invalid Yaml document separator: %s", junk);
                free(junk);
                out->to = p;
                out->next = line_end(src, p);
                return true;
            }
            if (p > out->from) {
                out->to = p;
                out->next = line_end(src, p);
                return true;
            }
        }
        p = line_end(src, p);
    }
    out->to = p;
    out->next = p;
    return p > out->from;
}

/* Skips the rest of a document that a bad separator opened. */
static size_t skip_document(const struct source *src, size_t at)
{
    while (at < src->len && !is_separator(src, at))
        at = line_end(src, at);
    return at;
}

/* Reads YAML documents from `at` to the end. `json_error` (taken, may be NULL) is what kubectl reports if the first one
 * is broken: it was tried as JSON before; json_at is its place when that is the better one. */
static void read_yaml_stream(struct source *src, unsigned flags, size_t at, struct err *json_error,
                             const size_t *json_at, struct doc_items *out)
{
    struct chunk c;
    while (next_chunk(src, at, &c)) {
        struct doc *d = NULL;
        size_t bad_at = c.to;
        struct err *e = c.err;
        if (e == NULL) {
            e = read_yaml(src, c.from, c.to, flags, &d, &bad_at);
            e = err_wrap(e, "error converting YAML to JSON");
        } else
            c.next = skip_document(src, c.next);
        if (e != NULL && json_error != NULL) {
            err_free(e);
            e = json_error;
            json_error = NULL;
            if (json_at != NULL)
                bad_at = *json_at;
        }
        e = with_place(err_wrap(e, "error parsing %s", src->name), src, bad_at, c.from, c.next);
        err_free(json_error);
        json_error = NULL;
        add_item(out, d, e);
        at = c.next;
    }
    err_free(json_error);
}

/* ---- JSON ---- */

/* Reads a value at *at, which moves behind it, or to what is wrong. *range gets the error of a value that is
 * well-formed but holds a number beyond float64, with its place in it. */
static struct err *read_json(struct source *src, unsigned flags, bool stream, size_t *at, struct doc **out,
                             bool *syntax, struct err **range)
{
    struct pos_table *pos = flags & DOC_NO_POS ? NULL : pos_table_new();
    struct json_in in = {.text = src->text, .len = src->len, .at = *at, .flags = flags, .stream = stream, .pos = pos};
    cJSON *root = NULL;
    *out = NULL;
    struct err *e = json_read(&in, &root);
    *at = in.at;
    *syntax = in.syntax;
    size_t big_at = 0;
    *range = e == NULL ? json_range_error(&in, &big_at) : NULL;
    if (*range != NULL) {
        *range = stream ? err_wrap(*range, "unable to decode \"%s\"", src->name) : *range;
        *range = with_place(*range, src, big_at, 0, src->len);
        cJSON_Delete(root);
        root = NULL;
    }
    if (root != NULL && !cJSON_IsNull(root)) {
        *out = doc_new_read(root, src, pos, true);
        return e;
    }
    cJSON_Delete(root);
    pos_table_unref(pos);
    return e;
}

/* Eats white space up to and with the first line feed, as the decoder does before it turns to YAML. It looks at four
 * bytes at a time: false when fewer are left. */
static bool eat_space(const struct source *src, size_t *at)
{
    while (src->len - *at >= 4) {
        size_t w = space_at(src->text + *at, src->len - *at);
        if (w == 0)
            return true;
        *at += w;
        if (src->text[*at - 1] == '\n')
            return true;
    }
    return false;
}

void doc_read_stream(struct source *src, unsigned flags, struct doc_items *out)
{
    *out = (struct doc_items){0};
    struct err *e = check_size(src);
    if (e != NULL) {
        add_item(out, NULL, e);
        return;
    }
    if (!(flags & DOC_JSON) && !looks_like_json(src->text, src->len)) {
        read_yaml_stream(src, flags, 0, NULL, NULL, out);
        return;
    }
    size_t at = 0, count = 0;
    while (json_skip_space(src->text, src->len, at) < src->len) {
        size_t end = at;
        bool syntax;
        struct doc *d;
        struct err *range;
        e = read_json(src, flags, true, &end, &d, &syntax, &range);
        if (e == NULL) {
            add_item(out, d, range);
            at = end;
            count++;
            continue;
        }
        bool json_only = (flags & DOC_JSON) || count > 1;
        if (syntax && !json_only)
            e = err_wrap(e, "json: offset %zu", end + 1);
        size_t rest = at;
        if (!json_only && eat_space(src, &rest)) {
            read_yaml_stream(src, flags, rest, e, count == 0 ? &end : NULL, out);
            return;
        }
        add_item(out, NULL, with_place(err_wrap(e, "error parsing %s", src->name), src, end, at, src->len));
        return;
    }
}

struct err *doc_read_one(struct source *src, unsigned flags, struct doc **out)
{
    *out = NULL;
    struct err *e = check_size(src);
    if (e != NULL)
        return e;
    size_t at = 0;
    if ((flags & DOC_JSON) || (!(flags & DOC_AS_YAML) && looks_like_json(src->text, src->len))) {
        bool syntax;
        struct err *range;
        e = read_json(src, flags, false, &at, out, &syntax, &range);
        if (range != NULL)
            return range;
        if (e == NULL || (flags & DOC_JSON))
            return with_place(e, src, at, 0, src->len);
        size_t bad_at;
        struct err *y = read_yaml(src, 0, src->len, flags, out, &bad_at);
        if (y == NULL) {
            err_free(e);
            return NULL;
        }
        err_free(y);
        return with_place(e, src, at, 0, src->len);
    }
    e = read_yaml(src, 0, src->len, flags, out, &at);
    return with_place(e, src, at, 0, src->len);
}
