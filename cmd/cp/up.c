/* up.c - to a container: an archive for its tar. */
#include "cp.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/paths.h"
#include "base/tar.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEPTH_MAX 512 /* of folders in folders */

struct item {
    char *path, *name; /* here, and in the archive */
};

struct up {
    struct cp *o;
    struct item *items; /* what is sent, in order */
    size_t n, at;
    struct buf head; /* bytes that go next */
    size_t head_at;
    int fd; /* the file that is being sent; -1: none */
    uint64_t size, done;
    bool ended;
    struct err *failed;
    bool local; /* the error is one of our own side */
    bool plain; /* the bytes of one file, no archive */
};

static struct err *sys_err(const char *what, const char *path, int errnum)
{
    char *why = file_errno_text(errnum);
    struct err *e = err_new("%s %s: %s", what, path, why);
    free(why);
    return e;
}

/* ---- what is sent ---- */

static void add_item(struct up *u, const char *path, const char *name)
{
    u->items = xreallocarray(u->items, u->n + 1, sizeof *u->items);
    u->items[u->n++] = (struct item){.path = xstrdup(path), .name = xstrdup(name)};
}

static struct err *names_in(const char *path, struct strv *names)
{
    const struct dirent *entry;
    DIR *d = opendir(path);
    if (d == NULL)
        return sys_err("open", path, errno);
    while ((entry = readdir(d)) != NULL) {
        if (!str_eq(entry->d_name, ".") && !str_eq(entry->d_name, ".."))
            strv_add(names, entry->d_name);
    }
    closedir(d);
    strv_sort(names);
    return NULL;
}

/* A folder stands in the archive only when it is empty, as in kubectl's: others come with what is in them. */
static struct err *walk(struct up *u, const char *path, const char *name, int depth)
{
    struct stat st;
    struct strv names = {0};
    if (lstat(path, &st) != 0)
        return sys_err("lstat", path, errno);
    if (S_ISREG(st.st_mode) || S_ISLNK(st.st_mode)) {
        add_item(u, path, name);
        return NULL;
    }
    if (!S_ISDIR(st.st_mode)) {
        char *quoted = str_quote(path);
        fprintf(u->o->ctx->err, "warning: skipping %s: it is no regular file\n", quoted);
        free(quoted);
        return NULL;
    }
    if (depth > DEPTH_MAX)
        return err_new("%s: too many folders in folders", path);
    struct err *e = names_in(path, &names);
    if (e == NULL && names.n == 0)
        add_item(u, path, name);
    for (size_t i = 0; e == NULL && i < names.n; i++) {
        char *below = path_join(path, names.v[i]), *called = path_join(name, names.v[i]);
        e = walk(u, below, called, depth + 1);
        free(below);
        free(called);
    }
    strv_release(&names);
    return e;
}

/* ---- the archive ---- */

static char *read_link(const char *path)
{
    char target[PATH_MAX];
    ssize_t n = readlink(path, target, sizeof target);
    return n < 0 ? NULL : xstrndup(target, (size_t)n);
}

/* Puts the head of an item into u->head and opens its file. */
static struct err *begin(struct up *u, const struct item *item)
{
    struct stat st;
    char *link = NULL;
    if (lstat(item->path, &st) != 0)
        return sys_err("lstat", item->path, errno);
    if (S_ISREG(st.st_mode)) {
        u->fd = open(item->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
        if (u->fd < 0 || fstat(u->fd, &st) != 0)
            return sys_err("open", item->path, errno);
    } else if (S_ISLNK(st.st_mode) && (link = read_link(item->path)) == NULL) {
        return sys_err("readlink", item->path, errno);
    }
    const struct passwd *user = getpwuid(st.st_uid);
    const struct group *group = getgrgid(st.st_gid);
    bool file = u->fd >= 0;
    struct tar_head head = {.name = item->name,
                            .link = link,
                            .type = file           ? '0'
                                    : link != NULL ? '2'
                                                   : '5',
                            .mode = (unsigned)st.st_mode,
                            .uid = st.st_uid,
                            .gid = st.st_gid,
                            .size = file ? (uint64_t)st.st_size : 0,
                            .mtime = st.st_mtime,
                            .user = user != NULL ? user->pw_name : "",
                            .group = group != NULL ? group->gr_name : ""};
    u->size = head.size;
    u->done = 0;
    if (!u->plain)
        tar_head(&u->head, &head);
    free(link);
    return NULL;
}

static void end_file(struct up *u)
{
    close(u->fd);
    u->fd = -1;
    if (!u->plain)
        buf_addn(&u->head, '\0', (TAR_BLOCK - u->size % TAR_BLOCK) % TAR_BLOCK);
}

/* The next bytes of the file; 0 with u->failed, or when it is at its end. */
static size_t file_bytes(struct up *u, char *bytes, size_t n)
{
    const char *path = u->items[u->at - 1].path;
    uint64_t left = u->size - u->done;
    ssize_t got = 0;
    if (left > 0) {
        do
            got = read(u->fd, bytes, n < left ? n : (size_t)left);
        while (got < 0 && errno == EINTR);
        if (got < 0)
            u->failed = sys_err("read", path, errno);
        else if (got == 0)
            u->failed = err_new("%s became shorter while it was copied", path);
    }
    if (got > 0)
        u->done += (uint64_t)got;
    cp_progress(u->o, path, u->done, u->size);
    if (u->failed != NULL || u->done == u->size)
        end_file(u);
    return got > 0 ? (size_t)got : 0;
}

static size_t on_input(void *arg, char *bytes, size_t n)
{
    struct up *u = arg;
    while (u->failed == NULL) {
        if (u->head_at < u->head.len) {
            size_t m = u->head.len - u->head_at;
            m = m < n ? m : n;
            memcpy(bytes, u->head.data + u->head_at, m);
            u->head_at += m;
            return m;
        }
        buf_clear(&u->head);
        u->head_at = 0;
        if (u->fd >= 0) {
            size_t m = file_bytes(u, bytes, n);
            if (m > 0)
                return m;
        } else if (u->at < u->n) {
            u->at++;
            u->failed = begin(u, &u->items[u->at - 1]);
        } else if (!u->ended && !u->plain) {
            u->ended = true;
            buf_addn(&u->head, '\0', (size_t)2 * TAR_BLOCK);
        } else {
            break;
        }
    }
    return 0;
}

static bool on_output(void *arg, int channel, const char *bytes, size_t n)
{
    const struct up *u = arg;
    cp_say(u->o, channel == 1, bytes, n);
    return true;
}

static bool ignore_output(void *arg, int channel, const char *bytes, size_t n)
{
    (void)arg;
    (void)channel;
    (void)bytes;
    (void)n;
    return true;
}

/* ---- the commands ---- */

static struct err *send_it(struct up *u, const struct strv *command)
{
    struct remote_io io = {.on_output = on_output, .on_input = on_input, .arg = u};
    struct err *e = cp_exec(u->o, command, true, &io);
    if (u->failed == NULL)
        return e;
    err_free(e);
    e = u->failed;
    u->failed = NULL;
    u->local = true;
    return err_note(e, "the copy is not complete");
}

static struct err *by_tar(struct up *u, const char *target)
{
    struct strv command = {0};
    char *dir = path_dir(target);
    strv_add(&command, "tar");
    if (u->o->in.no_preserve) {
        strv_add(&command, "--no-same-permissions");
        strv_add(&command, "--no-same-owner");
    }
    strv_add(&command, "-xmf");
    strv_add(&command, "-");
    strv_add(&command, "-C");
    strv_adopt(&command, dir);
    struct err *e = send_it(u, &command);
    strv_release(&command);
    return e;
}

/* One file by a shell, which also looks whether the target is a folder, and how much came. */
static struct err *by_cat(struct up *u, const char *base)
{
    struct strv command = {0};
    struct stat st;
    if (u->n != 1 || lstat(u->items[0].path, &st) != 0 || !S_ISREG(st.st_mode))
        return err_new("the container has no tar: only a single file can be copied without it");
    fputs("warning: the container has no tar: copying a single file with cat, without its owner and mode\n",
          u->o->ctx->err);
    u->plain = true;
    u->at = u->head_at = 0;
    u->ended = false;
    buf_clear(&u->head);
    if (u->fd >= 0)
        close(u->fd);
    u->fd = -1;
    strv_add(&command, "sh");
    strv_add(&command, "-c");
    strv_add(&command, "f=$1; if [ -d \"$f\" ]; then f=$f/$2; fi; cat >\"$f\" || exit 1; "
                       "n=$(wc -c <\"$f\" 2>/dev/null) || exit 0; [ \"$n\" -eq \"$3\" ] || "
                       "{ echo \"$f has $n bytes of $3\" >&2; exit 1; }");
    strv_add(&command, "sh");
    strv_add(&command, u->o->to.file);
    strv_add(&command, base);
    strv_adopt(&command, xasprintf("%lld", (long long)st.st_size));
    struct err *e = send_it(u, &command);
    strv_release(&command);
    if (!u->local && cp_no_program(e)) {
        err_free(e);
        e = err_new("the container has neither tar nor sh and cat: nothing can be copied to it");
    }
    return e;
}

/* True if the target is a folder there; kubectl takes every error for a no. */
static bool is_folder(struct cp *o, struct err **e)
{
    struct strv command = {0};
    struct remote_io io = {.on_output = ignore_output};
    strv_add(&command, "test");
    strv_add(&command, "-d");
    strv_add(&command, o->to.file);
    struct err *no = cp_exec(o, &command, false, &io);
    strv_release(&command);
    if (no != NULL && no->kind == ERR_SILENT) {
        *e = no;
        return false;
    }
    err_free(no);
    return no == NULL;
}

/* The last part of a local path, as filepath.Base. */
static char *base_of(const char *path)
{
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/')
        n--;
    size_t from = n;
    while (from > 0 && path[from - 1] != '/')
        from--;
    return from == n ? xstrdup("/") : xstrndup(path + from, n - from);
}

struct err *cp_to_pod(struct cp *o)
{
    struct up u = {.o = o, .fd = -1, .head = buf_new()};
    struct err *e = NULL;
    char *base = base_of(o->from.file), *source = path_clean(o->from.file);
    char *joined = is_folder(o, &e) ? xasprintf("%s/%s", o->to.file, base) : xstrdup(o->to.file);
    char *slashed = cp_remote_path(joined), *target = path_clean(slashed), *name = base_of(target);
    if (e == NULL)
        e = walk(&u, source, name, 0);
    if (e == NULL) {
        e = by_tar(&u, target);
        if (!u.local && cp_no_program(e)) {
            err_free(e);
            e = by_cat(&u, base);
        }
    }
    cp_progress_end(o);
    if (e != NULL && e->kind == ERR_SILENT && u.at > 0)
        fprintf(o->ctx->err, "warning: %s:%s is not complete: %zu of %zu files were sent\n", o->to.pod, o->to.file,
                u.at - (u.fd >= 0 ? 1 : 0), u.n);
    for (size_t i = 0; i < u.n; i++) {
        free(u.items[i].path);
        free(u.items[i].name);
    }
    if (u.fd >= 0)
        close(u.fd);
    free(u.items);
    buf_release(&u.head);
    free(base);
    free(source);
    free(joined);
    free(slashed);
    free(target);
    free(name);
    return e;
}
