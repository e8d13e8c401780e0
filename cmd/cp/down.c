/* down.c - from a container: its tar's archive, taken apart below the target. */
#include "cp.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/paths.h"
#include "base/tar.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE_NS NS_PER_S /* before a try that follows one that brought nothing */

struct down {
    struct cp *o;
    struct tar_reader tar;
    char *prefix;          /* what the names of the archive begin with */
    uint64_t bytes;        /* of the archive that came */
    size_t entries, files; /* files: that were written whole */
    bool warned;
    struct err *failed;
    /* the file that is being written */
    int fd, base; /* base: the target, when it is a folder; -1 */
    char *name;
    uint64_t size, done;
    /* without tar */
    struct buf said;
};

static struct err *sys_err(const char *what, const char *path, int errnum)
{
    char *why = file_errno_text(errnum);
    struct err *e = err_new("%s %s: %s", what, path, why);
    free(why);
    return e;
}

/* ---- names ---- */

/* Without "../" at the front; "." and ".." are nothing. */
static const char *strip_shortcuts(const char *p)
{
    while (str_starts(p, "../"))
        p += 3;
    if (str_eq(p, ".") || str_eq(p, ".."))
        return "";
    return *p == '/' ? p + 1 : p;
}

static char *prefix_of(const char *file)
{
    while (*file == '/')
        file++;
    char *clean = path_clean(file), *prefix = xstrdup(strip_shortcuts(clean));
    free(clean);
    return prefix;
}

/* Where an entry goes, relative to the target: "." for the target itself. NULL: outside. */
static char *place_of(const char *relative)
{
    char *joined = xasprintf("./%s", relative), *clean = path_clean(joined);
    free(joined);
    if (str_eq(clean, "..") || str_starts(clean, "../")) {
        free(clean);
        return NULL;
    }
    return clean;
}

/* ---- writing below the target ---- */

/* Makes a folder unless there is one; the folder's descriptor, or -1 with errno. */
static int enter(int at, const char *name)
{
    if (mkdirat(at, name, 0755) != 0 && errno != EEXIST)
        return -1;
    return openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* The target as a folder. */
static struct err *open_base(struct down *d)
{
    if (d->base >= 0)
        return NULL;
    struct err *e = file_mkdir_all(d->o->to.file, 0755);
    if (e == NULL && (d->base = open(d->o->to.file, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) < 0)
        e = sys_err("open", d->o->to.file, errno);
    return e;
}

static struct err *open_target(struct down *d)
{
    char *dir = path_dir(d->o->to.file);
    struct err *e = file_mkdir_all(dir, 0755);
    free(dir);
    if (e == NULL && (d->fd = open(d->o->to.file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) < 0)
        e = sys_err("open", d->o->to.file, errno);
    return e;
}

/* Opens the file, or makes the folder, at a place below the target; no link on the way is followed. */
static struct err *open_below(struct down *d, const char *place, bool folder)
{
    struct strv parts = {0};
    struct err *e = open_base(d);
    if (e != NULL)
        return e;
    strv_split(&parts, place, '/');
    int at = d->base, next;
    const char *step = "mkdir";
    for (size_t i = 0; at >= 0 && i + (folder ? 0 : 1) < parts.n; i++) {
        next = enter(at, parts.v[i]);
        int kept = errno;
        if (at != d->base)
            close(at);
        errno = kept;
        at = next;
    }
    if (at >= 0 && !folder) {
        step = "open";
        d->fd =
            openat(at, parts.v[parts.n - 1], O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0666);
    }
    if (at < 0 || (!folder && d->fd < 0)) {
        e = sys_err(step, d->name, errno);
        if (errno == ELOOP || errno == ENOTDIR)
            err_note(e, "links below the target are not followed");
    }
    if (at >= 0 && at != d->base)
        close(at);
    strv_release(&parts);
    return e;
}

/* ---- entries ---- */

static void warn_link(struct down *d, const struct tar_entry *entry)
{
    const struct cp *o = d->o;
    char *name = str_quote(d->name), *link = str_quote(entry->link);
    fprintf(o->ctx->err, "warning: skipping %s: %s -> %s", entry->type == '2' ? "symlink" : "hard link", name, link);
    if (!d->warned) {
        char *ns = str_quote(o->from.ns != NULL ? o->from.ns : ""), *pod = str_quote(o->from.pod);
        char *file = str_quote(o->from.file);
        fprintf(o->ctx->err, " (consider using \"%s exec -n %s %s -- tar cf - %s | tar xf -\")", o->ctx->prog, ns, pod,
                file);
        free(ns);
        free(pod);
        free(file);
    }
    d->warned = true;
    fputc('\n', o->ctx->err);
    free(name);
    free(link);
}

static struct err *entry_at(struct down *d, const char *place, const struct tar_entry *entry)
{
    bool self = str_eq(place, ".");
    struct err *e = NULL;
    if (entry->type == '5')
        return self ? open_base(d) : open_below(d, place, true);
    if (entry->type == '0')
        return self ? open_target(d) : open_below(d, place, false);
    if (entry->type == '1' || entry->type == '2') {
        warn_link(d, entry);
    } else {
        char *quoted = str_quote(d->name);
        fprintf(d->o->ctx->err, "warning: skipping %s: it is no regular file\n", quoted);
        free(quoted);
    }
    return e;
}

static struct err *on_entry(void *arg, const struct tar_entry *entry)
{
    struct down *d = arg;
    d->entries++;
    if (!str_starts(entry->name, d->prefix))
        return err_new("tar contents corrupted");
    char *relative = cp_remote_path(entry->name + strlen(d->prefix));
    char *place = place_of(relative), *joined = xasprintf("%s/%s", d->o->to.file, relative);
    str_replace_owned(&d->name, path_clean(joined));
    free(joined);
    free(relative);
    d->size = entry->size;
    d->done = 0;
    struct err *e = NULL;
    if (place != NULL) {
        e = entry_at(d, place, entry);
    } else {
        char *quoted = str_quote(d->name);
        fprintf(d->o->ctx->err, "warning: file %s is outside target destination, skipping\n", quoted);
        free(quoted);
    }
    free(place);
    return e;
}

static struct err *on_data(void *arg, const char *bytes, size_t n)
{
    struct down *d = arg;
    while (n > 0 && d->fd >= 0) {
        ssize_t done = write(d->fd, bytes, n);
        if (done < 0 && errno != EINTR)
            return sys_err("write", d->name, errno);
        if (done > 0) {
            bytes += done;
            n -= (size_t)done;
            d->done += (uint64_t)done;
        }
    }
    if (d->fd >= 0)
        cp_progress(d->o, d->name, d->done, d->size);
    return NULL;
}

static struct err *close_file(struct down *d)
{
    int fd = d->fd;
    d->fd = -1;
    return fd >= 0 && close(fd) != 0 ? sys_err("close", d->name, errno) : NULL;
}

static struct err *on_end(void *arg)
{
    struct down *d = arg;
    d->files += d->fd >= 0;
    return close_file(d);
}

/* ---- the stream ---- */

static bool on_output(void *arg, int channel, const char *bytes, size_t n)
{
    struct down *d = arg;
    if (channel != 1) { /* as kubectl: what tar says goes to standard output */
        cp_say(d->o, true, bytes, n);
        return true;
    }
    d->bytes += n;
    d->failed = tar_read(&d->tar, bytes, n);
    return d->failed == NULL;
}

static struct err *one_try(struct down *d)
{
    struct strv command = {0};
    struct remote_io io = {.on_output = on_output, .arg = d};
    if (d->o->in.retries == 0) {
        strv_add(&command, "tar");
        strv_add(&command, "cf");
        strv_add(&command, "-");
        strv_add(&command, d->o->from.file);
    } else {
        struct buf b = buf_new();
        buf_adds(&b, "tar cf - '");
        for (const char *p = d->o->from.file; *p != '\0'; p++) {
            if (*p == '\'')
                buf_adds(&b, "'\\''");
            else
                buf_addc(&b, *p);
        }
        buf_addf(&b, "' | tail -c+%llu", (unsigned long long)(d->bytes > 0 ? d->bytes + 1 : 0));
        strv_add(&command, "sh");
        strv_add(&command, "-c");
        strv_adopt(&command, buf_take(&b));
    }
    struct err *e = cp_exec(d->o, &command, false, &io);
    strv_release(&command);
    if (d->failed == NULL)
        return e;
    err_free(e);
    e = d->failed;
    d->failed = NULL;
    e->exit_code = e->exit_code == 0 ? 1 : e->exit_code;
    if (d->files > 0)
        err_note(e, "the copy is not complete");
    d->o->in.retries = 0;
    return e;
}

/* True if another try may help: the command did not end by itself, or its archive has no end. */
static bool resumable(const struct down *d, const struct err *e)
{
    if (e == NULL)
        return !tar_complete(&d->tar);
    return (e->kind == ERR_GENERIC || e->kind == ERR_NET) && d->bytes > 0 && e->exit_code <= 1 &&
           !str_starts(e->msg, "command terminated") && !cp_no_program(e);
}

static void rest_a_little(const struct cp *o)
{
    int64_t until = clock_mono_ns() + PATIENCE_NS;
    while (clock_mono_ns() < until && (o->ctx->interrupted == NULL || !*o->ctx->interrupted))
        nanosleep(&(struct timespec){.tv_nsec = 50 * 1000 * 1000}, NULL);
}

static struct err *all_tries(struct down *d)
{
    int64_t most = d->o->in.retries, tries = 0;
    for (;;) {
        uint64_t before = d->bytes;
        struct err *e = one_try(d);
        if (!resumable(d, e) || d->o->in.retries == 0)
            return e;
        if (most > 0 && tries >= most) {
            fprintf(d->o->ctx->out, "Dropping out copy after %lld retries\n", (long long)tries);
            return e;
        }
        err_free(e);
        cp_progress_end(d->o);
        fprintf(d->o->ctx->out, "Resuming copy at %llu bytes, retry %lld/%lld\n", (unsigned long long)d->bytes,
                (long long)++tries, (long long)most);
        if (d->bytes == before)
            rest_a_little(d->o);
    }
}

/* ---- without tar ---- */

static bool on_plain(void *arg, int channel, const char *bytes, size_t n)
{
    struct down *d = arg;
    if (channel != 1) {
        buf_add(&d->said, bytes, n);
        return true;
    }
    if (d->fd < 0)
        d->failed = open_target(d);
    if (d->failed == NULL)
        d->failed = on_data(d, bytes, n);
    return d->failed == NULL;
}

/* One file by cat; `e` says why not by tar. */
static struct err *by_cat(struct down *d, struct err *no_tar)
{
    struct strv command = {0};
    struct remote_io io = {.on_output = on_plain, .arg = d};
    str_replace_owned(&d->name, xstrdup(d->o->to.file));
    strv_add(&command, "cat");
    strv_add(&command, d->o->from.file);
    fputs("warning: the container has no tar: trying to copy a single file with cat\n", d->o->ctx->err);
    struct err *e = cp_exec(d->o, &command, false, &io);
    strv_release(&command);
    if (d->failed != NULL) {
        err_free(e);
        e = d->failed;
        d->failed = NULL;
    } else if (e == NULL && d->fd < 0) {
        e = open_target(d); /* it is empty */
    }
    if (d->said.len > 0) {
        char *safe = str_sanitize(d->said.data);
        fputs(safe, d->o->ctx->err);
        free(safe);
    }
    if (e != NULL && e->kind != ERR_SILENT) {
        err_note(e, "without tar in the container only a single file can be copied, and only with cat");
        err_free(no_tar);
        return e;
    }
    err_free(no_tar);
    return e;
}

struct err *cp_from_pod(struct cp *o)
{
    struct down d = {.o = o, .fd = -1, .base = -1, .prefix = prefix_of(o->from.file)};
    d.tar.on_entry = on_entry;
    d.tar.on_data = on_data;
    d.tar.on_end = on_end;
    d.tar.arg = &d;
    buf_init(&d.said, 1 << 16);
    buf_init(&d.tar.text, TAR_NAME_MAX);
    struct err *e = all_tries(&d);
    if (d.bytes == 0 && cp_no_program(e)) {
        e = by_cat(&d, e);
    } else if (e == NULL && !tar_complete(&d.tar)) {
        if (o->in.retries == 0)
            fputs("Dropping out copy after 0 retries\n", o->ctx->out);
        e = err_new("unexpected EOF");
    } else if (e == NULL && d.entries == 0) {
        e = err_new("nothing was copied: tar sent an empty archive");
    }
    bool partly = e != NULL && d.fd >= 0;
    struct err *closed = close_file(&d);
    if (e == NULL)
        e = closed;
    else
        err_free(closed);
    cp_progress_end(o);
    if (partly) {
        char *safe = str_sanitize(d.name);
        fprintf(o->ctx->err, "warning: %s is not complete: %llu bytes were written\n", safe,
                (unsigned long long)d.done);
        free(safe);
    }
    if (d.base >= 0)
        close(d.base);
    tar_reader_release(&d.tar);
    buf_release(&d.said);
    free(d.prefix);
    free(d.name);
    return e;
}
