/* locate.c - from the server's words back to the line of the manifest. */
#include "resource/locate.h"

#include "api/status.h"
#include "base/mem.h"
#include "base/strv.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_PLACES = 8 };

struct finder {
    struct err *e;
    const struct doc *d;
    struct strv seen; /* places already noted: causes often name one field twice */
};

static bool is_secret_data(const struct doc *d, const char *path)
{
    const char *kind = doc_str_at(d->root, "kind");
    return kind != NULL && strcmp(kind, "Secret") == 0 && (str_starts(path, "data") || str_starts(path, "stringData"));
}

/* The plain word that stands at the node in the source; the caller frees. */
static char *word_at(const struct doc *d, const cJSON *node)
{
    if (node->valueint <= 0 || (size_t)node->valueint >= d->npos)
        return xstrdup("");
    size_t at = d->pos[node->valueint].value;
    if (at >= d->src->len)
        return xstrdup("");
    const char *s = d->src->text + at;
    size_t n = strcspn(s, " \t\r\n,]}#");
    return xstrndup(s, n < 40 ? n : 40);
}

static void hint_yaml_word(struct finder *f, const cJSON *node)
{
    char *word = word_at(f->d, node);
    if (word[0] != '\0' && word[0] != '"' && word[0] != '\'' && !f->d->is_json) {
        if (cJSON_IsBool(node) && strcmp(word, "true") != 0 && strcmp(word, "false") != 0)
            f->e = err_note(f->e, "  hint: YAML 1.1 reads %s as %s; write \"%s\" in quotes to keep it text", word,
                            cJSON_IsTrue(node) ? "true" : "false", word);
        else if (cJSON_IsBool(node) || cJSON_IsNumber(node))
            f->e = err_note(f->e, "  hint: write \"%s\" in quotes to keep it text", word);
    }
    free(word);
}

/* Notes the place of a field path. `value` points at the value, else at the key. */
static void place_path(struct finder *f, const char *path, bool value, bool hint)
{
    bool exact = false;
    while (*path == '.')
        path++;
    const cJSON *node = doc_find_path(f->d->root, path, &exact);
    if (node == NULL || node == f->d->root)
        return;
    bool secret = is_secret_data(f->d, path);
    struct place at = value && exact && !secret ? doc_place_value(f->d, node) : doc_place_key(f->d, node);
    char *key = xasprintf("%zu:%zu", at.line, at.column);
    if (at.line > 0 && !strv_has(&f->seen, key) && f->seen.n < MAX_PLACES) {
        strv_add(&f->seen, key);
        if (secret)
            f->e = err_note(f->e, "  --> %s:%zu:%zu", at.file, at.line, at.column);
        else
            f->e = doc_err_at(f->e, f->d->src, at);
        if (hint && exact && !secret)
            hint_yaml_word(f, node);
    }
    free(key);
}

static void place_causes(struct finder *f)
{
    const cJSON *causes = f->e->kind == ERR_STATUS ? doc_at(status_of(f->e), "details.causes") : NULL;
    const cJSON *cause;
    cJSON_ArrayForEach(cause, causes)
    {
        const char *field = doc_str_at(cause, "field"), *reason = doc_str_at(cause, "reason");
        if (field == NULL)
            continue;
        bool value = reason != NULL &&
                     (strcmp(reason, "FieldValueInvalid") == 0 || strcmp(reason, "FieldValueNotSupported") == 0 ||
                      strcmp(reason, "FieldValueTypeInvalid") == 0);
        place_path(f, field, value, value);
    }
}

/* Every PREFIX"path" in the message. */
static void place_quoted(struct finder *f, const char *msg, const char *prefix)
{
    size_t n = strlen(prefix);
    for (const char *p = strstr(msg, prefix); p != NULL; p = strstr(p + 1, prefix)) {
        const char *end = strchr(p + n, '"');
        if (end == NULL)
            return;
        char *path = xstrndup(p + n, (size_t)(end - p) - n);
        place_path(f, path, false, false);
        free(path);
    }
}

/* ".spec.foo: field not declared in schema" and its like: the word before MARK, from its leading dot. */
static void place_before(struct finder *f, const char *msg, const char *mark)
{
    for (const char *p = strstr(msg, mark); p != NULL; p = strstr(p + 1, mark)) {
        const char *start = p;
        while (start > msg && !isspace((unsigned char)start[-1]))
            start--;
        char *path = xstrndup(start, (size_t)(p - start));
        bool value = strstr(mark, "expected") != NULL;
        place_path(f, path, value, value);
        free(path);
    }
}

/* "json: cannot unmarshal bool into Go struct field ObjectMeta.metadata.name of type string": the path behind the
 * type's name. */
static void place_unmarshal(struct finder *f, const char *msg)
{
    static const char mark[] = "Go struct field ";
    const char *p = strstr(msg, mark);
    if (p == NULL)
        return;
    p += sizeof mark - 1;
    size_t n = strcspn(p, " \n");
    char *path = xstrndup(p, n);
    const char *dot = strchr(path, '.');
    if (dot != NULL)
        place_path(f, dot + 1, true, true);
    free(path);
}

struct err *locate_in_manifest(struct err *e, const struct doc *d)
{
    if (e == NULL || e->msg == NULL || d == NULL || d->src == NULL || d->root == NULL)
        return e;
    struct finder f = {.e = e, .d = d};
    place_causes(&f);
    place_quoted(&f, e->msg, "unknown field \"");
    place_quoted(&f, e->msg, "duplicate field \"");
    place_before(&f, e->msg, ": field not declared in schema");
    place_before(&f, e->msg, ": expected ");
    place_unmarshal(&f, e->msg);
    strv_release(&f.seen);
    return f.e;
}
