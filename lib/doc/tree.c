/* tree.c - asking and changing trees. */
#include "doc/doc.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "doc/number.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

cJSON *doc_new_number(const char *text)
{
    size_t n = text != NULL ? strlen(text) : 0;
    if (n == 0 || number_span(text, n) != n)
        return NULL;
    cJSON *node = cJSON_CreateNumber(number_double(text));
    if (node == NULL)
        out_of_memory();
    node->valueint = 0;
    node->valuestring = xstrdup(text);
    return node;
}

cJSON *doc_new_int(int64_t v)
{
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)v);
    return doc_new_number(text);
}

const char *doc_number_text(const cJSON *n)
{
    return cJSON_IsNumber(n) && n->valuestring != NULL ? n->valuestring : "0";
}

bool doc_get_int64(const cJSON *node, int64_t *out)
{
    if (!cJSON_IsNumber(node))
        return false;
    const char *text = doc_number_text(node);
    if (number_is_int64(text, out))
        return true;
    double v = number_double(text);
    if (!(v >= -9223372036854775808.0 && v < 9223372036854775808.0) || v != (double)(int64_t)v)
        return false;
    *out = (int64_t)v;
    return true;
}

static cJSON *get_n(const cJSON *object, const char *key, size_t n)
{
    if (!cJSON_IsObject(object))
        return NULL;
    for (cJSON *c = object->child; c != NULL; c = c->next)
        if (c->string != NULL && strncmp(c->string, key, n) == 0 && c->string[n] == '\0')
            return c;
    return NULL;
}

cJSON *doc_get(const cJSON *object, const char *key)
{
    return get_n(object, key, strlen(key));
}

cJSON *doc_at(const cJSON *object, const char *path)
{
    for (;;) {
        size_t n = strcspn(path, ".");
        cJSON *c = get_n(object, path, n);
        if (c == NULL || path[n] == '\0')
            return c;
        object = c;
        path += n + 1;
    }
}

const char *doc_str_at(const cJSON *object, const char *path)
{
    const cJSON *c = doc_at(object, path);
    return cJSON_IsString(c) ? c->valuestring : NULL;
}

bool doc_bool_at(const cJSON *object, const char *path, bool otherwise)
{
    const cJSON *c = doc_at(object, path);
    return cJSON_IsBool(c) ? cJSON_IsTrue(c) : otherwise;
}

static void set_n(cJSON *object, const char *key, size_t n, cJSON *value)
{
    if (value == NULL)
        return;
    if (!cJSON_IsObject(object)) {
        cJSON_Delete(value);
        return;
    }
    if (value->string != NULL && !(value->type & cJSON_StringIsConst))
        free(value->string);
    value->type &= ~cJSON_StringIsConst;
    value->string = xstrndup(key, n);
    cJSON *old = get_n(object, key, n);
    if (old == value)
        return;
    if (old != NULL) {
        cJSON_ReplaceItemViaPointer(object, old, value);
        return;
    }
    value->next = NULL;
    if (object->child == NULL) {
        object->child = value;
        value->prev = value;
        return;
    }
    cJSON *tail = object->child->prev;
    tail->next = value;
    value->prev = tail;
    object->child->prev = value;
}

void doc_set(cJSON *object, const char *key, cJSON *value)
{
    set_n(object, key, strlen(key), value);
}

static cJSON *new_string(const char *value)
{
    cJSON *s = cJSON_CreateString(value);
    if (s == NULL)
        out_of_memory();
    return s;
}

cJSON *doc_new_text(const char *bytes, size_t n)
{
    struct buf b = buf_new();
    for (size_t i = 0; i < n; i++) {
        if (bytes[i] == '\0')
            buf_adds(&b, "\xc0\x80");
        else if (bytes[i] == '\xc0' && i + 1 < n && bytes[i + 1] == '\x80')
            buf_addc(&b, '\xc1'); /* not UTF-8 either, and not our U+0000 */
        else
            buf_addc(&b, bytes[i]);
    }
    cJSON *s = new_string(b.data);
    buf_release(&b);
    return s;
}

/* The same for one string; NULL: it is valid already. */
static char *valid_text(const char *text)
{
    size_t n = strlen(text), width;
    uint32_t rune;
    if (utf8_valid(text, n))
        return NULL;
    struct buf b = buf_new();
    for (const char *p = text, *end = text + n; p < end; p += width) {
        width = utf8_decode(p, (size_t)(end - p), &rune);
        if (width == 0 && p[0] == '\xc0' && p[1] == '\x80')
            width = 2; /* U+0000 */
        if (width > 0)
            buf_add(&b, p, width);
        else
            buf_adds(&b, "\xef\xbf\xbd");
        width = width > 0 ? width : 1;
    }
    return buf_take(&b);
}

static void make_valid(cJSON *node, int depth)
{
    if (cJSON_IsString(node)) {
        char *text = valid_text(node->valuestring);
        if (text != NULL)
            str_replace_owned(&node->valuestring, text);
    }
    for (cJSON *c = node->child; c != NULL && depth < DOC_MAX_DEPTH; c = c->next)
        make_valid(c, depth + 1);
}

void doc_make_valid(cJSON *node)
{
    make_valid(node, 0);
}

static cJSON *new_object(void)
{
    cJSON *o = cJSON_CreateObject();
    if (o == NULL)
        out_of_memory();
    return o;
}

void doc_set_str(cJSON *object, const char *key, const char *value)
{
    doc_set(object, key, new_string(value));
}

void doc_set_sorted(cJSON *object, const char *key, cJSON *value)
{
    bool replaces = doc_get(object, key) != NULL;
    doc_set(object, key, value);
    if (replaces || value == NULL || !cJSON_IsObject(object))
        return;
    cJSON *next = object->child;
    while (next != value && strcmp(next->string, key) < 0)
        next = next->next;
    if (next == value)
        return;
    /* It was appended; the list is linked by hand, since cJSON's inserting is broken. */
    cJSON_DetachItemViaPointer(object, value);
    value->next = next;
    value->prev = next->prev;
    if (next == object->child)
        object->child = value;
    else
        next->prev->next = value;
    next->prev = value;
}

void doc_remove(cJSON *object, const char *key)
{
    cJSON *c = doc_get(object, key);
    if (c != NULL)
        cJSON_Delete(cJSON_DetachItemViaPointer(object, c));
}

/* The object at the first n bytes of a dotted path, made where it is absent or null; NULL when something else is there.
 */
static cJSON *make_n(cJSON *object, const char *path, size_t n)
{
    const char *end = path + n;
    while (object != NULL && path < end) {
        size_t k = strcspn(path, ".");
        if (path + k > end)
            k = (size_t)(end - path);
        cJSON *c = get_n(object, path, k);
        if (c == NULL || cJSON_IsNull(c)) {
            c = new_object();
            set_n(object, path, k, c);
        }
        object = cJSON_IsObject(c) ? c : NULL;
        path += k + 1;
    }
    return object;
}

cJSON *doc_make_at(cJSON *object, const char *path)
{
    return cJSON_IsObject(object) ? make_n(object, path, strlen(path)) : NULL;
}

void doc_set_at(cJSON *object, const char *path, cJSON *value)
{
    const char *dot = strrchr(path, '.');
    cJSON *parent = object;
    if (dot != NULL)
        parent = cJSON_IsObject(object) ? make_n(object, path, (size_t)(dot - path)) : NULL;
    if (parent == NULL) {
        cJSON_Delete(value);
        return;
    }
    doc_set(parent, dot != NULL ? dot + 1 : path, value);
}

cJSON *doc_dup(const cJSON *node)
{
    if (node == NULL)
        return NULL;
    cJSON *copy = cJSON_Duplicate(node, true);
    if (copy == NULL)
        out_of_memory();
    return copy;
}

static int by_key(const void *a, const void *b)
{
    const cJSON *const *x = a, *const *y = b;
    return strcmp((*x)->string, (*y)->string);
}

const cJSON **doc_sorted(const cJSON *object, size_t *n)
{
    size_t count = 0;
    bool sorted = true;
    for (const cJSON *c = object != NULL ? object->child : NULL; c != NULL; c = c->next, count++)
        if (c->next != NULL && sorted && strcmp(c->string, c->next->string) > 0)
            sorted = false;
    const cJSON **v = xreallocarray(NULL, count, sizeof(const cJSON *));
    size_t i = 0;
    for (const cJSON *c = object != NULL ? object->child : NULL; c != NULL; c = c->next)
        v[i++] = c;
    if (!sorted)
        qsort(v, count, sizeof(const cJSON *), by_key);
    *n = count;
    return v;
}

static bool equal(const cJSON *a, const cJSON *b, int depth);

static bool numbers_equal(const cJSON *a, const cJSON *b)
{
    int64_t i = 0, j = 0;
    const char *x = doc_number_text(a), *y = doc_number_text(b);
    bool ia = number_is_int64(x, &i), ib = number_is_int64(y, &j);
    if (ia != ib)
        return false;
    return ia ? i == j : number_double(x) == number_double(y);
}

static bool objects_equal(const cJSON *a, const cJSON *b, int depth)
{
    const cJSON *x = a->child, *y = b->child;
    while (x != NULL && y != NULL && strcmp(x->string, y->string) == 0) {
        if (!equal(x, y, depth))
            return false;
        x = x->next;
        y = y->next;
    }
    if (x == NULL || y == NULL)
        return x == y;
    size_t n = 0, m = 0;
    const cJSON **v = doc_sorted(a, &n), **w = doc_sorted(b, &m);
    bool same = n == m;
    for (size_t i = 0; same && i < n; i++)
        same = strcmp(v[i]->string, w[i]->string) == 0 && equal(v[i], w[i], depth);
    free(v);
    free(w);
    return same;
}

static bool equal(const cJSON *a, const cJSON *b, int depth)
{
    if (a == b)
        return true;
    if (a == NULL || b == NULL || depth > 2 * DOC_MAX_DEPTH || (a->type & 0xff) != (b->type & 0xff))
        return false;
    switch (a->type & 0xff) {
    case cJSON_Number:
        return numbers_equal(a, b);
    case cJSON_String:
        return strcmp(a->valuestring, b->valuestring) == 0;
    case cJSON_Object:
        return objects_equal(a, b, depth + 1);
    case cJSON_Array: {
        const cJSON *x = a->child, *y = b->child;
        for (; x != NULL && y != NULL; x = x->next, y = y->next)
            if (!equal(x, y, depth + 1))
                return false;
        return x == y;
    }
    default:
        return true;
    }
}

bool doc_equal(const cJSON *a, const cJSON *b)
{
    return equal(a, b, 0);
}
