/* editor.c - the user's editor. */
#include "edit/editor.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/paths.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

extern char **environ;

static struct err *failed(const char *op, const char *path, int errnum)
{
    char *why = file_errno_text(errnum);
    struct err *e = err_new("%s %s: %s", op, path, why);
    free(why);
    return e;
}

static uint32_t random_number(void)
{
    uint32_t n;
    if (getrandom(&n, sizeof n, 0) != sizeof n)
        n = (uint32_t)clock_mono_ns() ^ (uint32_t)getpid() << 16;
    return n;
}

struct err *editor_file_new(const char *prefix, const char *suffix, char **path)
{
    const char *dir = getenv("TMPDIR");
    *path = NULL;
    if (str_empty(dir))
        dir = "/tmp";
    for (int tries = 0; tries < 10000; tries++) {
        char *name = xasprintf("%s%" PRIu32 "%s", prefix, random_number(), suffix);
        str_replace_owned(path, path_join(dir, name));
        free(name);
        int fd = open(*path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (fd >= 0) {
            close(fd);
            return NULL;
        }
        if (errno != EEXIST)
            return failed("open", *path, errno);
    }
    return failed("open", *path, EEXIST);
}

struct err *editor_file_write(const char *path, const struct buf *text)
{
    int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
    size_t done = 0;
    int errnum = fd < 0 ? errno : 0;
    while (errnum == 0 && done < text->len) {
        ssize_t n = write(fd, text->data + done, text->len - done);
        if (n >= 0)
            done += (size_t)n;
        else if (errno != EINTR)
            errnum = errno;
    }
    if (fd >= 0 && close(fd) < 0 && errnum == 0)
        errnum = errno;
    if (errnum == 0)
        return NULL;
    unlink(path);
    return failed("write", path, errnum);
}

void editor_command(struct strv *out, bool *shell)
{
    static const char *const variables[] = {"KUBE_EDITOR", "EDITOR"};
    const char *editor = NULL;
    *shell = false;
    for (size_t i = 0; i < sizeof variables / sizeof *variables && str_empty(editor); i++)
        editor = getenv(variables[i]);
    if (str_empty(editor))
        editor = "vi";
    if (strchr(editor, ' ') == NULL) {
        strv_add(out, editor);
    } else if (strpbrk(editor, "\"'\\") == NULL) {
        strv_split(out, editor, ' ');
    } else {
        const char *program = getenv("SHELL");
        strv_add(out, str_empty(program) ? "/bin/bash" : program);
        strv_add(out, "-c");
        strv_add(out, editor);
        *shell = true;
    }
}

/* Starts the words as a program whose signals are as they were before we caught them. Gives an errno. */
static int start(const struct strv *words, pid_t *pid)
{
    static const int caught[] = {SIGINT, SIGQUIT, SIGTERM, SIGPIPE};
    char **argv = xcalloc(words->n + 1, sizeof *argv);
    memcpy(argv, words->v, words->n * sizeof *argv);
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < sizeof caught / sizeof *caught; i++)
        sigaddset(&set, caught[i]);
    posix_spawnattr_t attr;
    posix_spawnattr_init(&attr);
    posix_spawnattr_setsigdefault(&attr, &set);
    posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGDEF);
    int errnum = argv[0][0] == '\0' ? EINVAL : posix_spawnp(pid, argv[0], NULL, &attr, argv, environ);
    posix_spawnattr_destroy(&attr);
    free(argv);
    return errnum;
}

static bool wait_for(const struct cmd_ctx *ctx, pid_t pid)
{
    int status = 0;
    bool told = false;
    while (waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR)
            return false;
        if (!told && ctx->interrupted != NULL && *ctx->interrupted != 0)
            told = kill(pid, *ctx->interrupted) == 0;
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

struct err *editor_run(const struct cmd_ctx *ctx, const char *path)
{
    struct strv words = {0};
    bool shell, ok = false;
    editor_command(&words, &shell);
    char *shown = strv_join(&words, " "), *abs = path_abs(path);
    if (shell) {
        char *quoted = str_quote(abs);
        str_replace_owned(&words.v[words.n - 1], xasprintf("%s %s", words.v[words.n - 1], quoted));
        free(quoted);
    } else {
        strv_add(&words, abs);
    }
    fflush(ctx->out);
    fflush(ctx->err);
    struct termios state;
    bool terminal = tcgetattr(STDIN_FILENO, &state) == 0;
    struct sigaction ignore = {.sa_handler = SIG_IGN}, interrupt, quit;
    sigemptyset(&ignore.sa_mask);
    sigaction(SIGINT, &ignore, &interrupt);
    sigaction(SIGQUIT, &ignore, &quit);
    pid_t pid = 0;
    int errnum = start(&words, &pid);
    if (errnum == 0)
        ok = wait_for(ctx, pid);
    sigaction(SIGINT, &interrupt, NULL);
    sigaction(SIGQUIT, &quit, NULL);
    if (terminal)
        tcsetattr(STDIN_FILENO, TCSANOW, &state);
    bool missing = (errnum == ENOENT || errnum == EACCES) && strchr(words.v[0], '/') == NULL;
    struct err *e = NULL;
    if (!ok) {
        char *quoted = str_quote(shown);
        e = err_new(missing ? "unable to launch the editor %s" : "there was a problem with the editor %s", quoted);
        free(quoted);
    }
    strv_release(&words);
    free(shown);
    free(abs);
    return e;
}
