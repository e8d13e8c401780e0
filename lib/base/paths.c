/* paths.c - paths as Go's package path/filepath treats them. */
#include "base/paths.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/strv.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The parts of path with "." and ".." worked off; ".." that lead above a relative start are kept. */
static struct strv clean_parts(const char *path, bool rooted)
{
    struct strv in = {0}, out = {0};
    strv_split(&in, path, '/');
    for (size_t i = 0; i < in.n; i++) {
        const char *p = in.v[i];
        if (p[0] == '\0' || strcmp(p, ".") == 0)
            continue;
        if (strcmp(p, "..") != 0)
            strv_add(&out, p);
        else if (out.n > 0 && strcmp(out.v[out.n - 1], "..") != 0)
            free(out.v[--out.n]);
        else if (!rooted)
            strv_add(&out, p);
    }
    strv_release(&in);
    return out;
}

char *path_clean(const char *path)
{
    bool rooted = path[0] == '/';
    struct strv parts = clean_parts(path, rooted);
    char *joined = strv_join(&parts, "/");
    char *out = joined[0] == '\0' && !rooted ? xstrdup(".") : xasprintf("%s%s", rooted ? "/" : "", joined);
    free(joined);
    strv_release(&parts);
    return out;
}

char *path_resolve(const char *path, const char *base)
{
    if (path[0] == '\0' || path[0] == '/')
        return xstrdup(path);
    char *joined = xasprintf("%s/%s", base, path);
    char *out = path_clean(joined);
    free(joined);
    return out;
}

char *path_abs(const char *path)
{
    if (path[0] == '/')
        return path_clean(path);
    char *cwd = getcwd(NULL, 0);
    char *joined = xasprintf("%s/%s", cwd != NULL ? cwd : "", path);
    char *out = path_clean(joined);
    free(joined);
    free(cwd);
    return out;
}

char *path_relative(const char *base, const char *path)
{
    struct strv b = clean_parts(base, true), p = clean_parts(path, true);
    size_t same = 0;
    while (same < b.n && same < p.n && strcmp(b.v[same], p.v[same]) == 0)
        same++;
    struct strv out = {0};
    for (size_t i = same; i < b.n; i++)
        strv_add(&out, "..");
    for (size_t i = same; i < p.n; i++)
        strv_add(&out, p.v[i]);
    char *rel = out.n == 0 ? xstrdup(".") : strv_join(&out, "/");
    strv_release(&b);
    strv_release(&p);
    strv_release(&out);
    return rel;
}

char *path_base_of(const char *file)
{
    char *dir = path_dir(file);
    char *abs = path_abs(dir);
    free(dir);
    return abs;
}
