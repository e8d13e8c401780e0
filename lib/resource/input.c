/* input.c - finds what -f and -k name. */
#include "resource/input.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/paths.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Folders in folders: no real tree comes near, a loop of mounts might. */
enum { MAX_DEPTH = 256 };

static void add_input(struct inputs *in, enum input_kind kind, const char *name)
{
    in->v = xreallocarray(in->v, in->n + 1, sizeof *in->v);
    in->v[in->n++] = (struct input){.kind = kind, .name = xstrdup(name)};
}

void inputs_release(struct inputs *in)
{
    for (size_t i = 0; i < in->n; i++)
        free(in->v[i].name);
    free(in->v);
    *in = (struct inputs){0};
}

static struct err *os_error(const char *what, const char *path, int errnum)
{
    char *text = file_errno_text(errnum);
    struct err *e = err_new("%s %s: %s", what, path, text);
    free(text);
    return e;
}

static bool is_manifest_name(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot && (str_eq(dot, ".json") || str_eq(dot, ".yaml") || str_eq(dot, ".yml"));
}

/* Go's filepath.Walk: entries in the order of their names; links are not followed into folders. */
static struct err *walk(struct inputs *in, const char *dir, bool recursive, int depth)
{
    DIR *d = opendir(dir);
    if (!d)
        return os_error("open", dir, errno);
    struct strv names = {0};
    for (struct dirent *entry = readdir(d); entry; entry = readdir(d)) {
        if (!str_eq(entry->d_name, ".") && !str_eq(entry->d_name, ".."))
            strv_add(&names, entry->d_name);
    }
    closedir(d);
    strv_sort(&names);
    struct err *e = NULL;
    for (size_t i = 0; i < names.n && !e; i++) {
        char *joined = path_join(dir, names.v[i]), *path = path_clean(joined);
        free(joined);
        struct stat st;
        if (lstat(path, &st) != 0)
            e = os_error("lstat", path, errno);
        else if (!S_ISDIR(st.st_mode) && is_manifest_name(path))
            add_input(in, INPUT_FILE, path);
        else if (S_ISDIR(st.st_mode) && recursive)
            e = depth < MAX_DEPTH ? walk(in, path, recursive, depth + 1) : err_new("%s: folders nest too deep", path);
        free(path);
    }
    strv_release(&names);
    return e;
}

static struct err *quoted_error(const char *before, const char *subject, const char *after)
{
    char *quoted = str_quote(subject);
    struct err *e = err_new("%s %s%s", before, quoted, after);
    free(quoted);
    return e;
}

static struct err *add_path(struct inputs *in, const char *path, bool recursive)
{
    struct stat st;
    if (stat(path, &st) != 0) {
        if (errno == ENOENT)
            return quoted_error("the path", path, " does not exist");
        struct err *why = os_error("stat", path, errno);
        char *after = xasprintf(" cannot be accessed: %s", why->msg);
        struct err *e = quoted_error("the path", path, after);
        free(after);
        err_free(why);
        return e;
    }
    if (lstat(path, &st) != 0 || !S_ISDIR(st.st_mode)) {
        add_input(in, INPUT_FILE, path);
        return NULL;
    }
    size_t before = in->n;
    struct err *why = walk(in, path, recursive, 0);
    if (in->n - before > 1)
        in->folder = true;
    if (!why)
        return NULL;
    char *after = xasprintf(": %s", why->msg);
    struct err *e = quoted_error("error reading", path, after);
    free(after);
    err_free(why);
    return e;
}

/* A path as given, or what it matches as a pattern. */
static struct err *expand_pattern(const char *text, struct strv *paths)
{
    struct stat st;
    if (stat(text, &st) == 0 || errno != ENOENT) {
        strv_add(paths, text);
        return NULL;
    }
    bool bad = false;
    if (strpbrk(text, "*?[\\") != NULL)
        glob_paths(text, paths, &bad);
    if (bad)
        return quoted_error("pattern", text, " is not valid: syntax error in pattern");
    return paths->n ? NULL : quoted_error("the path", text, " does not exist");
}

static struct err *add_paths(struct inputs *in, const char *text, bool recursive, bool failed)
{
    struct strv paths = {0};
    struct err *all = NULL, *e = expand_pattern(text, &paths);
    err_collect(&all, e);
    for (size_t i = 0; i < paths.n; i++)
        err_collect(&all, add_path(in, paths.v[i], recursive));
    if (!all && !failed && in->n == 0) {
        char *names = strv_join(&paths, " ");
        all = err_new("error reading [%s]: recognized file extensions are [.json .yaml .yml]", names);
        free(names);
    }
    strv_release(&paths);
    return all;
}

/* The first character of a URL's host that Go's url.Parse refuses, NULL for none. */
static const char *bad_in_host(const char *url)
{
    const char *host = strstr(url, "//") + 2;
    size_t n = strcspn(host, "/?#");
    for (const char *at; (at = memchr(host, '@', n)) != NULL;) {
        n -= (size_t)(at + 1 - host);
        host = at + 1;
    }
    size_t good = strcspn(host, " \\^`{|}");
    return good < n ? host + good : NULL;
}

/* Go's url.Parse refuses percent signs without two hexadecimal digits and control characters. */
static struct err *check_url(const char *url)
{
    const char *why = NULL;
    char escape[4] = "";
    for (const char *p = url; *p && !why; p++) {
        if ((unsigned char)*p < 0x20 || *p == 0x7f) {
            why = "net/url: invalid control character in URL";
        } else if (*p == '%' && strspn(p + 1, "0123456789abcdefABCDEF") < 2) {
            snprintf(escape, sizeof escape, "%.3s", p);
            why = "invalid URL escape";
        }
    }
    const char *host = !why ? bad_in_host(url) : NULL;
    if (host) {
        snprintf(escape, sizeof escape, "%c", *host);
        why = "invalid character";
    }
    if (!why)
        return NULL;
    char *quoted = str_quote(url), *bad = *escape ? str_quote(escape) : NULL;
    struct err *e = err_new("the URL passed to filename %s is not valid: parse %s: %s%s%s%s", quoted, quoted, why,
                            bad ? " " : "", bad ? bad : "", host ? " in host name" : "");
    free(bad);
    free(quoted);
    return e;
}

static struct err *add_filename(struct inputs *in, const char *name, bool recursive, bool failed)
{
    if (str_eq(name, "-")) {
        bool twice = in->stream;
        in->stream = true;
        add_input(in, INPUT_STDIN, "STDIN");
        return twice ? err_new("standard input cannot be used for multiple arguments") : NULL;
    }
    if (str_starts(name, "http://") || str_starts(name, "https://")) {
        struct err *e = check_url(name);
        if (!e)
            add_input(in, INPUT_URL, name);
        return e;
    }
    return add_paths(in, name, recursive, failed);
}

struct err *inputs_find(const struct opt_files *files, struct inputs *out)
{
    *out = (struct inputs){0};
    bool kustomize = !str_empty(files->kustomize);
    struct err *all = NULL;
    if (files->filenames.n > 0 && kustomize)
        err_collect(&all, err_new("only one of -f or -k can be specified"));
    if (kustomize && files->recursive)
        err_collect(&all, err_new("the -k flag can't be used with -f or -R"));
    if (all)
        return err_reduce(all);
    for (size_t i = 0; i < files->filenames.n; i++)
        err_collect(&all, add_filename(out, files->filenames.v[i], files->recursive, all != NULL));
    if (kustomize)
        add_input(out, INPUT_KUSTOMIZE, files->kustomize);
    if (all)
        inputs_release(out);
    return err_reduce(all);
}
