/* file.c - whole files: bounded reads, atomic writes. */
#include "base/file.h"

#include "base/mem.h"
#include "base/strv.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *file_errno_text(int errnum)
{
    char text[256];
    char *s = xstrdup(strerror_r(errnum, text, sizeof text));
    s[0] = (char)tolower((unsigned char)s[0]);
    return s;
}

static struct err *failed(const char *op, const char *path, int errnum)
{
    char *why = file_errno_text(errnum);
    struct err *e = err_new("%s %s: %s", op, path, why);
    free(why);
    return e;
}

struct err *file_read_fd(int fd, const char *name, struct buf *out)
{
    for (;;) {
        char chunk[65536];
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n == 0)
            return NULL;
        if (n < 0) /* EINTR too: Ctrl-C ends what waits for a pipe or a terminal */
            return failed("read", name, errno);
        buf_add(out, chunk, (size_t)n);
        if (buf_overflowed(out))
            return err_new("%s: larger than %zu bytes", name, out->max);
    }
}

struct err *file_read(const char *path, struct buf *out)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return failed("open", path, errno);
    struct err *e = file_read_fd(fd, path, out);
    close(fd);
    return e;
}

static int write_all(int fd, const char *p, size_t n)
{
    while (n > 0) {
        ssize_t k = write(fd, p, n);
        if (k < 0 && errno == EINTR)
            continue;
        if (k < 0)
            return -1;
        p += k;
        n -= (size_t)k;
    }
    return 0;
}

struct err *file_write_atomic(const char *path, const void *bytes, size_t n, mode_t mode, bool durable)
{
    char *real = realpath(path, NULL);
    const char *target = real != NULL ? real : path;
    char *tmp = xasprintf("%s.XXXXXX", target);
    int fd = mkostemp(tmp, O_CLOEXEC);
    if (fd < 0) {
        struct err *e = failed("open", target, errno);
        free(tmp);
        free(real);
        return e;
    }
    struct err *e = NULL;
    if (fchmod(fd, mode) < 0 || write_all(fd, bytes, n) < 0 || (durable && fsync(fd) < 0))
        e = failed("write", target, errno);
    if (close(fd) < 0 && e == NULL)
        e = failed("write", target, errno);
    if (e == NULL && rename(tmp, target) < 0)
        e = failed("rename", target, errno);
    if (e != NULL)
        unlink(tmp);
    free(tmp);
    free(real);
    return e;
}

struct err *file_mkdir_all(const char *path, mode_t mode)
{
    char *p = xstrdup(path);
    struct err *e = NULL;
    for (char *s = p + 1; e == NULL; s++) {
        if (*s != '/' && *s != '\0')
            continue;
        char c = *s;
        *s = '\0';
        struct stat st;
        if (mkdir(p, mode) < 0 && errno != EEXIST)
            e = failed("mkdir", p, errno);
        else if (stat(p, &st) == 0 && !S_ISDIR(st.st_mode))
            e = failed("mkdir", p, ENOTDIR);
        *s = c;
        if (c == '\0')
            break;
    }
    free(p);
    return e;
}

char *path_join(const char *dir, const char *name)
{
    if (name[0] == '/' || str_empty(dir))
        return xstrdup(name);
    return xasprintf("%s%s%s", dir, str_ends(dir, "/") ? "" : "/", name);
}

char *path_dir(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL)
        return xstrdup(".");
    return slash == path ? xstrdup("/") : xstrndup(path, (size_t)(slash - path));
}

const char *path_home(void)
{
    const char *home = getenv("HOME");
    return home != NULL ? home : "";
}
