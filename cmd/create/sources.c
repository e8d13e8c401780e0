/* sources.c - where the keys and values of ConfigMaps and Secrets come from. */
#include "create/sources.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/paths.h"
#include "base/sha256.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "doc/doc.h"
#include "doc/emit.h"
#include "resource/keyname.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const struct flag sources_flags[] = {
    FLAG_BOOL(struct sources_in, append_hash, "append-hash", 0, "false", 0,
              "Add a hash of the content to the name, so that other content makes another object."),
    FLAG_STRINGS(struct sources_in, env_files, "from-env-file", 0, "FILE,…", "", 0,
                 "Files of lines KEY=VALUE; a KEY alone takes the value from the environment. May be repeated.",
                 .files = ""),
    FLAG_STRINGS(
        struct sources_in, files, "from-file", 0, "[KEY=]FILE,…", "", 0,
        "Files whose content becomes a value; the key is the file's name unless one is given. Of a folder, all "
        "regular files are taken. May be repeated.",
        .files = ""),
    FLAG_STRING_ARRAY(struct sources_in, literals, "from-literal", 0, "KEY=VALUE", "", 0,
                      "A key and its value. May be repeated."),
    FLAG_END,
};

struct err *sources_check(const struct sources_in *in)
{
    if (in->env_files.n > 0 && (in->files.n > 0 || in->literals.n > 0))
        return err_new("from-env-file cannot be combined with from-file or from-literal");
    return NULL;
}

/* `error reading PATH: no such file or directory`, or what stat tells. */
static struct err *look(const char *path, struct stat *st)
{
    if (stat(path, st) == 0)
        return NULL;
    char *why = file_errno_text(errno);
    struct err *e = err_new("error reading %s: %s", path, why);
    free(why);
    return e;
}

static struct err *add_file(const char *key, const char *path, source_add_fn *add, void *arg)
{
    struct buf b;
    buf_init(&b, DOC_MAX_BYTES);
    struct err *e = file_read(path, &b);
    if (e == NULL)
        e = add(arg, key, b.data, b.len);
    buf_release(&b);
    return e;
}

/* The names of the regular files in a folder, sorted. */
static struct err *regular_files(const char *dir, struct strv *names)
{
    DIR *d = opendir(dir);
    if (d == NULL) {
        char *why = file_errno_text(errno);
        struct err *e = err_new("error listing files in %s: open %s: %s", dir, dir, why);
        free(why);
        return e;
    }
    for (const struct dirent *entry; (entry = readdir(d)) != NULL;) {
        struct stat st;
        if (entry->d_type == DT_REG ||
            (entry->d_type == DT_UNKNOWN && fstatat(dirfd(d), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
             S_ISREG(st.st_mode)))
            strv_add(names, entry->d_name);
    }
    closedir(d);
    strv_sort(names);
    return NULL;
}

static struct err *add_folder(const char *dir, source_add_fn *add, void *arg)
{
    struct strv names = {0};
    struct err *e = regular_files(dir, &names);
    for (size_t i = 0; e == NULL && i < names.n; i++) {
        char *joined = path_join(dir, names.v[i]), *path = path_clean(joined);
        e = add_file(names.v[i], path, add, arg);
        free(path);
        free(joined);
    }
    strv_release(&names);
    return e;
}

/* Go's path.Base. */
static char *base_name(const char *path)
{
    size_t n = strlen(path);
    if (n == 0)
        return xstrdup(".");
    while (n > 0 && path[n - 1] == '/')
        n--;
    size_t start = n;
    while (start > 0 && path[start - 1] != '/')
        start--;
    return n == 0 ? xstrdup("/") : xstrndup(path + start, n - start);
}

/* Cuts KEY=PATH; *key is owned, *path points into source. */
static struct err *parse_file_source(const char *source, char **key, const char **path)
{
    const char *eq = strchr(source, '=');
    *path = source;
    if (eq == NULL) {
        *key = base_name(source);
        return NULL;
    }
    if (strchr(eq + 1, '=') != NULL)
        return err_new("key names or file paths cannot contain '='");
    if (eq == source)
        return err_new("key name for file path %s missing", eq + 1);
    if (eq[1] == '\0')
        return err_new("file path for key name %.*s missing", (int)(eq - source), source);
    *key = xstrndup(source, (size_t)(eq - source));
    *path = eq + 1;
    return NULL;
}

struct err *sources_files(const struct strv *sources, source_add_fn *add, void *arg)
{
    struct err *e = NULL;
    for (size_t i = 0; e == NULL && i < sources->n; i++) {
        char *key = NULL;
        const char *path;
        struct stat st;
        e = parse_file_source(sources->v[i], &key, &path);
        if (e == NULL)
            e = look(path, &st);
        if (e == NULL && !S_ISDIR(st.st_mode))
            e = add_file(key, path, add, arg);
        else if (e == NULL && path != sources->v[i])
            e = err_new("cannot give a key name for a directory path");
        else if (e == NULL)
            e = add_folder(path, add, arg);
        free(key);
    }
    return e;
}

struct err *sources_literals(const struct strv *sources, source_add_fn *add, void *arg)
{
    struct err *e = NULL;
    for (size_t i = 0; e == NULL && i < sources->n; i++) {
        const char *s = sources->v[i], *eq = strchr(s, '=');
        if (eq == NULL || eq == s)
            return err_new("invalid literal source %s, expected key=value", s);
        char *key = xstrndup(s, (size_t)(eq - s));
        e = add(arg, key, eq + 1, strlen(eq + 1));
        free(key);
    }
    return e;
}

/* ---- env files ---- */

/* Go's "%v" of the bytes: "[104 255]". */
static struct err *not_utf8(const char *path, size_t number, const char *line, size_t n)
{
    struct buf bytes = buf_new();
    for (size_t i = 0; i < n; i++)
        buf_addf(&bytes, "%s%u", i > 0 ? " " : "", (unsigned char)line[i]);
    struct err *e = err_new("env file %s contains invalid utf8 bytes at line %zu: [%s]", path, number, bytes.data);
    buf_release(&bytes);
    return e;
}

/* A line without its blanks at the front is KEY=VALUE, KEY, a comment or nothing. */
static struct err *add_env_line(const char *line, size_t n, source_add_fn *add, void *arg)
{
    uint32_t rune;
    size_t width;
    while ((width = utf8_decode(line, n, &rune)) > 0 && unicode_is_space(rune)) {
        line += width;
        n -= width;
    }
    if (n == 0 || *line == '#')
        return NULL;
    const char *eq = memchr(line, '=', n);
    size_t key_len = eq != NULL ? (size_t)(eq - line) : n;
    struct strv why = {0};
    /* A key that holds a NUL is wrong whatever follows. */
    size_t shown = strnlen(line, key_len);
    char *key = xstrndup(line, shown);
    struct err *e = NULL;
    bool right = env_name_check(key, &why);
    if (shown < key_len && right)
        (void)env_name_check("", &why);
    if (why.n > 0) {
        char *quoted = str_quote(key), *all = strv_join(&why, ";");
        e = err_new("%s is not a valid key name: %s", quoted, all);
        free(all);
        free(quoted);
    } else if (eq != NULL) {
        e = add(arg, key, eq + 1, n - key_len - 1);
    } else {
        const char *value = getenv(key);
        e = add(arg, key, value != NULL ? value : "", value != NULL ? strlen(value) : 0);
    }
    free(key);
    strv_release(&why);
    return e;
}

static struct err *add_env_file(const char *path, const struct buf *text, source_add_fn *add, void *arg)
{
    const char *at = text->data, *end = text->data + text->len;
    struct err *e = NULL;
    for (size_t number = 1; e == NULL && at < end; number++) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        size_t n = (size_t)((newline != NULL ? newline : end) - at);
        const char *line = at;
        at += n + 1;
        if (n > 0 && line[n - 1] == '\r')
            n--;
        if (!utf8_valid(line, n))
            return not_utf8(path, number, line, n);
        if (number == 1 && n >= 3 && memcmp(line, "\xef\xbb\xbf", 3) == 0) {
            line += 3;
            n -= 3;
        }
        e = add_env_line(line, n, add, arg);
    }
    return e;
}

struct err *sources_env_files(const struct strv *sources, const char *what, source_add_fn *add, void *arg)
{
    struct err *e = NULL;
    for (size_t i = 0; e == NULL && i < sources->n; i++) {
        struct stat st;
        struct buf text;
        buf_init(&text, DOC_MAX_BYTES);
        e = look(sources->v[i], &st);
        if (e == NULL && S_ISDIR(st.st_mode))
            e = err_new("env %s file cannot be a directory", what);
        if (e == NULL)
            e = file_read(sources->v[i], &text);
        if (e == NULL)
            e = add_env_file(sources->v[i], &text, add, arg);
        buf_release(&text);
    }
    return e;
}

/* ---- --append-hash ---- */

char *content_hash(cJSON *content)
{
    static const char letters[] = "gh2k456789mbcdtf"; /* hexadecimal without vowels, so that no words come out */
    struct buf json = buf_new();
    uint8_t hash[SHA256_BYTES];
    emit_json_compact(&json, content, EMIT_SORTED);
    sha256(json.data, json.len, hash);
    buf_release(&json);
    cJSON_Delete(content);
    char *text = xcalloc(11, 1);
    for (size_t i = 0; i < 10; i++)
        text[i] = letters[hash[i / 2] >> (i % 2 == 0 ? 4 : 0) & 15];
    return text;
}

void append_hash(cJSON *object, cJSON *content)
{
    char *hash = content_hash(content);
    char *name = xasprintf("%s-%s", doc_str_at(object, "metadata.name"), hash);
    doc_set_str(doc_get(object, "metadata"), "name", name);
    free(name);
    free(hash);
}
