/* cache.c - the discovery's disk cache, shared with kubectl (client-go's discovery/cached/disk). */
#include "api/disc.h"

#include "api/session.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "doc/emit.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CACHE_LIFETIME_S (6 * 60 * 60)

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* The folder for a host: kubectl's computeDiscoverCacheDir. Parts that would climb out of the cache are left out. */
static char *host_dir(const char *cache_dir, const char *url)
{
    struct buf b = buf_new();
    buf_addf(&b, "%s/discovery", cache_dir);
    const char *p = url;
    if (str_starts(p, "https://"))
        p += 8;
    else if (str_starts(p, "http://"))
        p += 7;
    while (*p != '\0') {
        size_t n = strcspn(p, "/");
        if (n > 0 && !(n == 1 && p[0] == '.') && !(n == 2 && p[0] == '.' && p[1] == '.')) {
            buf_addc(&b, '/');
            for (size_t i = 0; i < n; i++)
                buf_addc(&b, is_word(p[i]) || p[i] == '.' || p[i] == '(' || p[i] == ')' ? p[i] : '_');
        }
        p += n;
        while (*p == '/')
            p++;
    }
    return buf_take(&b);
}

struct err *disc_cache_init(struct discovery *d)
{
    const struct rest_config *config;
    struct err *e = session_config(d->s, &config);
    if (e != NULL)
        return e;
    char *base = session_cache_dir(session_ctx(d->s));
    if (base == NULL)
        return NULL;
    char *url = xasprintf("%s%s", config->host, config->path != NULL ? config->path : "");
    d->dir = host_dir(base, url);
    free(url);
    free(base);
    return NULL;
}

char *disc_cache_name(const char *gv)
{
    /* A group and a version are DNS names; anything else is not to become a path. */
    size_t slashes = 0;
    for (const char *p = gv; *p != '\0'; p++) {
        if (*p == '/')
            slashes++;
        else if (!is_word(*p) && *p != '-' && *p != '.')
            return NULL;
    }
    if (gv[0] == '\0' || slashes > 1 || gv[0] == '.' || gv[0] == '/' || strstr(gv, "/.") != NULL || str_ends(gv, "/"))
        return NULL;
    return xasprintf("%s/serverresources.json", gv);
}

bool disc_cache_read(struct discovery *d, const char *name, struct buf *out)
{
    if (d->dir == NULL || d->no_disk || name == NULL)
        return false;
    char *path = path_join(d->dir, name);
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    free(path);
    if (fd < 0)
        return false;
    struct stat st;
    bool ok = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 && (size_t)st.st_size <= DISC_MAX_FILE &&
              clock_now_ns() / NS_PER_S <= (int64_t)st.st_mtime + CACHE_LIFETIME_S;
    if (ok) {
        buf_init(out, DISC_MAX_FILE);
        buf_reserve(out, (size_t)st.st_size);
        struct err *e = file_read_fd(fd, name, out);
        ok = e == NULL && out->len > 0;
        err_free(e);
        if (!ok)
            buf_release(out);
    }
    close(fd);
    if (ok)
        d->disk_used = true;
    return ok;
}

void disc_cache_write(struct discovery *d, const char *name, const cJSON *tree)
{
    if (d->dir == NULL || name == NULL)
        return;
    char *path = path_join(d->dir, name), *dir = path_dir(path);
    struct buf b = buf_new();
    emit_json_compact(&b, tree, 0);
    buf_addc(&b, '\n');
    struct err *e = NULL;
    if (access(dir, W_OK) != 0)
        e = file_mkdir_all(dir, 0750);
    if (e == NULL)
        e = file_write_atomic(path, b.data, b.len, 0660, false);
    err_free(e); /* kubectl goes on without a cache, too */
    buf_release(&b);
    free(dir);
    free(path);
}
