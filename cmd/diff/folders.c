/* folders.c - two temporary folders, and the program that compares them. */
#include "diff/diff.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/strv.h"
#include "doc/emit.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { TRIES = 10000, NAME_MAX_BYTES = 255 };

static struct err *os_error(const char *what, const char *path, int errnum)
{
    char *text = file_errno_text(errnum);
    struct err *e = err_new("%s %s: %s", what, path, text);
    free(text);
    return e;
}

/* Go's os.MkdirTemp: PREFIX-NUMBER below $TMPDIR. */
static struct err *make_folder(const char *prefix, char **out)
{
    const char *tmp = getenv("TMPDIR"), *dir = str_empty(tmp) ? "/tmp" : tmp;
    for (int i = 0; i < TRIES; i++) {
        uint32_t number;
        if (getrandom(&number, sizeof number, 0) != (ssize_t)sizeof number)
            number = (uint32_t)(clock_now_ns() / 1000) ^ (uint32_t)getpid();
        char *name = xasprintf("%s-%u", prefix, number);
        char *path = path_join(dir, name);
        free(name);
        if (mkdir(path, 0700) == 0) {
            *out = path;
            return NULL;
        }
        struct err *e = errno == EEXIST   ? NULL
                        : errno == ENOENT ? os_error("stat", dir, errno)
                                          : os_error("mkdir", path, errno);
        free(path);
        if (e != NULL)
            return e;
    }
    return err_new("no free name for a temporary folder");
}

struct err *diff_folders_make(struct diff_folders *f)
{
    *f = (struct diff_folders){.equal = true};
    struct err *e = make_folder("LIVE", &f->live);
    return e != NULL ? e : make_folder("MERGED", &f->merged);
}

static void remove_folder(const char *path)
{
    DIR *d = path != NULL ? opendir(path) : NULL;
    if (d == NULL)
        return;
    for (struct dirent *entry = readdir(d); entry != NULL; entry = readdir(d))
        unlinkat(dirfd(d), entry->d_name, 0);
    closedir(d);
    rmdir(path);
}

void diff_folders_release(struct diff_folders *f)
{
    remove_folder(f->live);
    remove_folder(f->merged);
    free(f->live);
    free(f->merged);
    *f = (struct diff_folders){0};
}

static struct err *write_file(const char *dir, const char *name, const struct buf *text)
{
    char *path = path_join(dir, name);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0700);
    struct err *e = fd < 0 ? os_error("open", path, errno) : NULL;
    for (size_t done = 0; e == NULL && done < text->len;) {
        ssize_t n = write(fd, text->data + done, text->len - done);
        if (n >= 0)
            done += (size_t)n;
        else if (errno != EINTR)
            e = os_error("write", path, errno);
    }
    if (fd >= 0 && close(fd) != 0 && e == NULL)
        e = os_error("close", path, errno);
    free(path);
    return e;
}

struct err *diff_folders_write(struct diff_folders *f, const char *name, const cJSON *live, const cJSON *merged,
                               bool both)
{
    /* Names come from manifests and from the server: none of them may lead out of the folder. */
    if (strchr(name, '/') != NULL || strlen(name) > NAME_MAX_BYTES)
        return err_new("open %s: not a name of a file", name);
    struct buf before = buf_new(), after = buf_new();
    if (live != NULL)
        emit_yaml(&before, live);
    if (merged != NULL)
        emit_yaml(&after, merged);
    struct err *e = write_file(f->live, name, &before);
    if (e == NULL && both)
        e = write_file(f->merged, name, &after);
    if (before.len != after.len || memcmp(before.data, after.data, before.len) != 0)
        f->equal = false;
    buf_release(&before);
    buf_release(&after);
    return e;
}

/* ---- the program ---- */

/* What kubectl lets through: ^[a-zA-Z0-9-=]+$ */
static bool argument_allowed(const char *s)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-=";
    return s[0] != '\0' && s[strspn(s, allowed)] == '\0';
}

static void make_argv(const struct diff_folders *f, struct strv *argv)
{
    const char *external = getenv("KUBECTL_EXTERNAL_DIFF");
    if (str_empty(external)) {
        strv_add(argv, "diff");
        strv_add(argv, "-u");
        strv_add(argv, "-N");
        strv_add(argv, f->live);
        strv_add(argv, f->merged);
        return;
    }
    struct strv words = {0};
    strv_split(&words, external, ' ');
    strv_add(argv, words.v[0]);
    strv_add(argv, f->live);
    strv_add(argv, f->merged);
    for (size_t i = 1; i < words.n; i++)
        if (argument_allowed(words.v[i]))
            strv_add(argv, words.v[i]);
    strv_release(&words);
}

/* The descriptor behind a stream of the command, or one of a file in memory whose bytes are copied afterwards. */
static int output_of(FILE *stream)
{
    fflush(stream);
    int fd = fileno(stream);
    return fd >= 0 ? fd : memfd_create("diff", MFD_CLOEXEC);
}

static void copy_back(int fd, FILE *stream)
{
    if (fileno(stream) >= 0 || fd < 0)
        return;
    char bytes[4096];
    lseek(fd, 0, SEEK_SET);
    for (ssize_t n; (n = read(fd, bytes, sizeof bytes)) > 0;)
        fwrite(bytes, 1, (size_t)n, stream);
    close(fd);
}

static struct err *spawn(struct cmd_ctx *ctx, char *const *argv, int *status)
{
    int out = output_of(ctx->out), err = output_of(ctx->err);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
    pid_t pid;
    int failed = argv[0][0] == '\0' ? ENOENT : posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed == 0)
        while (waitpid(pid, status, 0) < 0 && errno == EINTR)
            continue;
    copy_back(out, ctx->out);
    copy_back(err, ctx->err);
    if (failed == 0)
        return NULL;
    return err_new(argv[0][0] == '\0' ? "exec: no command" : "executable file not found in $PATH");
}

struct err *diff_folders_compare(struct cmd_ctx *ctx, const struct diff_folders *f)
{
    if (f->equal && str_empty(getenv("KUBECTL_EXTERNAL_DIFF")))
        return NULL; /* what diff would say of them: nothing */
    struct strv args = {0};
    make_argv(f, &args);
    char **argv = xcalloc(args.n + 1, sizeof *argv);
    memcpy(argv, args.v, args.n * sizeof *argv);
    int status = 0;
    struct err *e = spawn(ctx, argv, &status);
    if (e == NULL && WIFEXITED(status) && WEXITSTATUS(status) > 1)
        e = err_new("exit status %d", WEXITSTATUS(status));
    char *quoted = str_quote(args.v[0]);
    e = err_wrap(e, "failed to run %s", quoted);
    free(quoted);
    free(argv);
    strv_release(&args);
    /* One that a signal ended counts as one that found differences, as in kubectl. */
    return e == NULL && status != 0 ? err_silent(1) : e;
}
