/* path.c - from a Kubernetes field path to the node it names. */
#include "doc/doc.h"

#include "base/mem.h"
#include "base/strv.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const cJSON *member(const cJSON *object, const char *key, size_t n)
{
    char *k = xstrndup(key, n);
    const cJSON *c = doc_get(object, k);
    free(k);
    return c;
}

static const cJSON *element(const cJSON *array, const char *digits, size_t n)
{
    size_t index = 0;
    for (size_t i = 0; i < n; i++) {
        if (!isdigit((unsigned char)digits[i]) || index > 1000000000)
            return NULL;
        index = index * 10 + (size_t)(digits[i] - '0');
    }
    const cJSON *c = array->child;
    while (c != NULL && index-- > 0)
        c = c->next;
    return c;
}

/* True if `item` has the value that "name=\"x\"" or "port=80" asks for. */
static bool has_field(const cJSON *item, const char *pair)
{
    const char *eq = strchr(pair, '=');
    if (eq == NULL)
        return false;
    const cJSON *c = member(item, pair, (size_t)(eq - pair));
    const char *want = eq + 1;
    size_t n = strlen(want);
    if (cJSON_IsString(c)) {
        if (n >= 2 && want[0] == '"' && want[n - 1] == '"')
            return strlen(c->valuestring) == n - 2 && strncmp(c->valuestring, want + 1, n - 2) == 0;
        return strcmp(c->valuestring, want) == 0;
    }
    return cJSON_IsNumber(c) && strcmp(doc_number_text(c), want) == 0;
}

/* The element of a list that a managed-fields key like [containerPort=80,protocol="TCP"] names. */
static const cJSON *keyed_element(const cJSON *array, const char *text, size_t n)
{
    struct strv pairs = {0};
    char *copy = xstrndup(text, n);
    strv_split(&pairs, copy, ',');
    const cJSON *c = array->child;
    for (; c != NULL; c = c->next) {
        bool all = true;
        for (size_t i = 0; i < pairs.n && all; i++)
            all = has_field(c, pairs.v[i]);
        if (all)
            break;
    }
    strv_release(&pairs);
    free(copy);
    return c;
}

static const cJSON *in_brackets(const cJSON *node, const char *text, size_t n)
{
    if (cJSON_IsArray(node))
        return memchr(text, '=', n) != NULL ? keyed_element(node, text, n) : element(node, text, n);
    if (n >= 2 && (text[0] == '"' || text[0] == '\'') && text[n - 1] == text[0])
        return member(node, text + 1, n - 2);
    return member(node, text, n);
}

/* The member that the path's next name means. A key may itself hold dots ("data.tls.crt"): longer names are tried when
 * the shorter one is not there. *used is the length taken. */
static const cJSON *by_name(const cJSON *node, const char *path, size_t *used)
{
    size_t n = strcspn(path, ".[");
    for (;;) {
        const cJSON *c = n > 0 ? member(node, path, n) : NULL;
        if (c != NULL || path[n] != '.') {
            *used = n;
            return c;
        }
        n += 1 + strcspn(path + n + 1, ".[");
    }
}

const cJSON *doc_find_path(const cJSON *root, const char *path, bool *exact)
{
    const cJSON *node = root;
    bool whole = true;
    while (node != NULL && *path != '\0') {
        const cJSON *next = NULL;
        if (*path == '.') {
            path++;
            continue;
        }
        if (*path == '[') {
            const char *close = strchr(path, ']');
            if (close != NULL) {
                next = in_brackets(node, path + 1, (size_t)(close - path - 1));
                path = close + 1;
            }
        } else {
            size_t used = 0;
            next = cJSON_IsObject(node) ? by_name(node, path, &used) : NULL;
            path += used;
        }
        if (next == NULL) {
            whole = false;
            break;
        }
        node = next;
    }
    if (exact != NULL)
        *exact = whole && node != NULL;
    return node;
}
