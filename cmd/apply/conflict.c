/* conflict.c - what a conflict of server-side apply is about: owner, field, and both values. */
#include "apply/apply.h"

#include "api/status.h"
#include "base/mem.h"
#include "doc/emit.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_FIELDS = 20, MAX_VALUE = 80, MAX_STEPS = 200 };

/* True if the value is the one that a field path writes as text of n bytes. */
static bool value_is(const cJSON *value, const char *text, size_t n)
{
    struct buf b = buf_new();
    if (cJSON_IsString(value)) {
        char *quoted = str_quote(value->valuestring);
        buf_adds(&b, quoted);
        free(quoted);
    } else {
        emit_json_compact(&b, value, EMIT_SORTED);
    }
    bool same = b.len == n && memcmp(b.data, text, n) == 0;
    buf_release(&b);
    return same;
}

/* The end of a value in brackets: at a comma or the closing one, but not in a text in quotes. */
static const char *value_end(const char *p)
{
    bool quoted = false;
    for (; *p != '\0'; p++) {
        if (quoted && *p == '\\' && p[1] != '\0')
            p++;
        else if (*p == '"')
            quoted = !quoted;
        else if (!quoted && (*p == ',' || *p == ']'))
            return p;
    }
    return p;
}

/* `name="web",port=80]`: a key that the item leaves out has its default, which counts as equal. */
static bool item_has_keys(const cJSON *item, const char *p)
{
    for (;;) {
        size_t n = strcspn(p, "=]");
        if (p[n] != '=')
            return false;
        char *key = xstrndup(p, n);
        const cJSON *value = cJSON_IsObject(item) ? doc_get(item, key) : NULL;
        free(key);
        const char *text = p + n + 1, *end = value_end(text);
        if (!cJSON_IsObject(item) || (value != NULL && !value_is(value, text, (size_t)(end - text))))
            return false;
        if (*end != ',')
            return true;
        p = end + 1;
    }
}

static const cJSON *find_item(const cJSON *list, const char *p)
{
    const cJSON *item;
    char *rest;
    long index = strtol(p, &rest, 10);
    if (rest != p && *rest == ']')
        return cJSON_IsArray(list) && index >= 0 && index < 100000 ? cJSON_GetArrayItem(list, (int)index) : NULL;
    cJSON_ArrayForEach(item, list)
    {
        if (*p == '=' ? value_is(item, p + 1, (size_t)(value_end(p + 1) - p - 1)) : item_has_keys(item, p))
            return item;
    }
    return NULL;
}

/* The longest key that stands at the head of p, since keys may have points in them. */
static const cJSON *find_member(const cJSON *object, const char *p, size_t *len)
{
    const cJSON *member, *found = NULL;
    *len = 0;
    cJSON_ArrayForEach(member, object)
    {
        size_t n = member->string != NULL ? strlen(member->string) : 0;
        bool fits = n > 0 && strncmp(member->string, p, n) == 0 && strchr(".[", p[n]) != NULL;
        if (fits && n > *len) {
            found = member;
            *len = n;
        }
    }
    return found;
}

/* The node at a path as the server writes it: .spec.containers[name="web"].image */
static const cJSON *find_field(const cJSON *node, const char *p)
{
    for (int steps = 0; node != NULL && *p != '\0' && steps < MAX_STEPS; steps++) {
        if (*p == '.' && cJSON_IsObject(node)) {
            size_t n;
            node = find_member(node, p + 1, &n);
            p += n + 1;
        } else if (*p == '[' && cJSON_IsArray(node)) {
            node = find_item(node, p + 1);
            do
                p = value_end(p + 1);
            while (*p == ',');
            p += *p == ']';
        } else {
            return NULL;
        }
    }
    return *p == '\0' ? node : NULL;
}

/* The value as it is shown: JSON on one line, cut. The caller frees. */
static char *shown(const cJSON *object, const char *path, bool secret)
{
    const cJSON *value = find_field(object, path);
    if (value == NULL)
        return xstrdup("nothing");
    if (secret)
        return xstrdup("***");
    struct buf b = buf_new();
    emit_json_compact(&b, value, EMIT_SORTED | EMIT_NO_HTML_ESCAPE);
    size_t n = b.len;
    if (n > MAX_VALUE) {
        n = MAX_VALUE;
        while (n > 0 && ((unsigned char)b.data[n] & 0xc0) == 0x80)
            n--;
        buf_truncate(&b, n);
        buf_adds(&b, "...");
    }
    char *text = str_sanitize(b.data);
    buf_release(&b);
    return text;
}

struct err *conflict_explain(struct err *e, const cJSON *manifest, const cJSON *live)
{
    const cJSON *cause, *causes = doc_at(status_of(e), "details.causes");
    bool secret_kind = str_eq(doc_str_at(manifest, "kind"), "Secret");
    size_t n = 0;
    struct strv lines = {0};
    cJSON_ArrayForEach(cause, causes)
    {
        static const char start[] = "conflict with ";
        const char *field = doc_str_at(cause, "field"), *message = doc_str_at(cause, "message");
        if (field == NULL || message == NULL || !str_starts(message, start) || ++n > MAX_FIELDS)
            continue;
        bool secret = secret_kind && (str_starts(field, ".data") || str_starts(field, ".stringData"));
        char *theirs = shown(live, field, secret), *ours = shown(manifest, field, secret);
        char *path = str_sanitize(field), *owner = str_sanitize(message + sizeof start - 1);
        char *line = xasprintf("  %s: %s has %s, the manifest %s", path, owner, theirs, ours);
        strv_add(&lines, line);
        free(line);
        free(owner);
        free(path);
        free(ours);
        free(theirs);
    }
    strv_sort(&lines); /* the server has them in any order */
    for (size_t i = 0; i < lines.n; i++)
        e = err_note(e, "%s", lines.v[i]);
    if (n > MAX_FIELDS)
        e = err_note(e, "  and %zu more fields", n - MAX_FIELDS);
    strv_release(&lines);
    return e;
}
