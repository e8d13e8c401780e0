/* generic.c - any object in words: all its fields. */
#include "describe/describe.h"

#include "base/mem.h"
#include "base/strv.h"
#include "print/govalue.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- names of fields as titles ---- */

enum letter { LOWER, UPPER, OTHER };

static enum letter class_of(char c)
{
    return islower((unsigned char)c) ? LOWER : isupper((unsigned char)c) ? UPPER : OTHER;
}

/* Takes a name apart where its case changes, as the Go package fatih/camelcase does: "podCIDR" is pod, CIDR. */
static void split_words(const char *name, struct strv *out)
{
    size_t n = strlen(name), *start = xcalloc(n + 1, sizeof *start), words = 0;
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || class_of(name[i]) != class_of(name[i - 1]))
            start[words++] = i;
    }
    start[words] = n;
    for (size_t i = 0; i + 1 < words; i++) { /* the last capital belongs to the small letters behind it */
        if (class_of(name[start[i]]) == UPPER && class_of(name[start[i + 1]]) == LOWER)
            start[i + 1]--;
    }
    for (size_t i = 0; i < words; i++) {
        if (start[i + 1] <= start[i])
            continue;
        char *word = xasprintf("%.*s", (int)(start[i + 1] - start[i]), name + start[i]);
        strv_add(out, word);
        free(word);
    }
    free(start);
}

static bool is_capitals(const char *word)
{
    for (; *word != '\0'; word++) {
        if (isalpha((unsigned char)*word) && !isupper((unsigned char)*word))
            return false;
    }
    return true;
}

/* One part of a title: well-known acronyms in capitals, words in small letters with a capital in front. */
static void add_part(struct buf *out, const char *part)
{
    static const char *const acronyms[] = {"API", "URL", "UID", "GUID"};
    char *word = xstrdup(part);
    bool small = true;
    for (char *c = word; *c != '\0'; c++)
        small = small && !isupper((unsigned char)*c);
    for (size_t i = 0; i < sizeof acronyms / sizeof *acronyms; i++) {
        if (strcasecmp(word, acronyms[i]) == 0) {
            free(word);
            word = xstrdup(acronyms[i]);
            small = false;
        }
    }
    if (small)
        word[0] = (char)toupper((unsigned char)word[0]);
    buf_addf(out, "%s%s", out->len > 0 ? " " : "", word);
    free(word);
}

/* The title of a field; names with other signs than letters and '-' stay as they are. The caller frees. */
static char *title_of(const char *field)
{
    for (const char *c = field; *c != '\0'; c++) {
        if (!isalpha((unsigned char)*c) && *c != '-')
            return xstrdup(field);
    }
    struct strv words = {0};
    struct buf b = buf_new();
    split_words(field, &words);
    for (size_t i = 0; i < words.n; i++) {
        const char *word = words.v[i];
        if (strlen(word) >= 2 && is_capitals(word) && i + 1 < words.n && isupper((unsigned char)words.v[i + 1][0])) {
            char *both = xasprintf("%s%s", word, words.v[++i]);
            add_part(&b, both);
            free(both);
        } else {
            add_part(&b, word);
        }
    }
    strv_release(&words);
    return buf_take(&b);
}

/* ---- fields ---- */

static bool is_skipped(const char *path)
{
    static const char *const skipped[] = {".metadata.managedFields", ".metadata.name", ".metadata.namespace",
                                          ".metadata.labels", ".metadata.annotations"};
    for (size_t i = 0; i < sizeof skipped / sizeof *skipped; i++) {
        if (str_eq(path, skipped[i]))
            return true;
    }
    return false;
}

/* Recursion is bounded by DOC_MAX_DEPTH, which the reader of answers keeps. */
static void add_fields(struct buf *out, int level, const cJSON *object, const char *prefix)
{
    size_t n = 0;
    const cJSON **members = doc_sorted(object, &n), *child;
    for (size_t i = 0; i < n; i++) {
        char *path = xasprintf("%s.%s", prefix, members[i]->string);
        char *title = title_of(members[i]->string);
        if (is_skipped(path)) {
            /* stands above already, or is noise */
        } else if (cJSON_IsObject(members[i])) {
            say(out, level, "%s:\n", title);
            add_fields(out, level + 1, members[i], path);
        } else if (cJSON_IsArray(members[i])) {
            say(out, level, "%s:\n", title);
            cJSON_ArrayForEach(child, members[i])
            {
                if (cJSON_IsObject(child)) {
                    add_fields(out, level + 1, child, path);
                    continue;
                }
                say(out, level + 1, "%s", "");
                go_value_text(out, child);
                buf_addc(out, '\n');
            }
        } else {
            say(out, level, "%s:\t", title);
            go_value_text(out, members[i]);
            buf_addc(out, '\n');
        }
        free(title);
        free(path);
    }
    free(members);
}

struct err *describe_generic(struct description *d)
{
    say_name(d);
    say_labels(d);
    say_annotations(d);
    add_fields(&d->out, 0, d->object, "");
    return NULL;
}
