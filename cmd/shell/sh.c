/* sh.c - what /bin/sh does for the shell: pipes, programs, $(…). */
#include "base/file.h"
#include "base/mem.h"
#include "cli/plugin.h"
#include "shell/shell.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define OUTPUT_MAX ((size_t)16 << 20)

/* True if the word stands in the text by itself. */
static bool has_word(const char *text, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = strstr(text, word); at != NULL; at = strstr(at + 1, word)) {
        bool begins = at == text || (!isalnum((unsigned char)at[-1]) && strchr("_-./", at[-1]) == NULL);
        bool ends = !isalnum((unsigned char)at[n]) && (at[n] == '\0' || strchr("_-./=", at[n]) == NULL);
        if (begins && ends)
            return true;
    }
    return false;
}

/* sh has words of its own that are verbs of ours, too; and a name of a function has no "-". */
static bool may_be_function(const char *name)
{
    static const char *const own[] = {"exec", "set", "wait", "test", NULL};
    for (size_t i = 0; own[i] != NULL; i++)
        if (strcmp(own[i], name) == 0)
            return false;
    return strchr(name, '-') == NULL;
}

static void add_function(struct buf *out, const char *text, const char *name, const char *verb)
{
    if (!has_word(text, name) || !may_be_function(name))
        return;
    char *program = plugin_look_path(name); /* an ordinary program goes before a verb */
    if (program == NULL)
        buf_addf(out, "%s() { \"$KUBEC_PROGRAM\" %s \"$@\"; }\n", name, verb);
    free(program);
}

/* The text with the functions that it needs before it. */
static char *with_functions(const struct shell *sh, const char *text)
{
    struct buf b = buf_new();
    const struct command *const *c = sh->outer->root->children;
    add_function(&b, text, "kubec", "");
    add_function(&b, text, "kubectl", "");
    for (; c != NULL && *c != NULL; c++)
        if (!((*c)->bits & CMD_HIDDEN))
            add_function(&b, text, (*c)->name, (*c)->name);
    if (strstr(text, "$?") != NULL)
        buf_addf(&b, "(exit %d)\n", sh->status);
    buf_adds(&b, text);
    return buf_take(&b);
}

pid_t sh_start(struct shell *sh, const char *text, int in_fd, int out_fd)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attr;
    sigset_t plain;
    pid_t pid = -1;
    char *whole = with_functions(sh, text);
    char *argv[] = {"sh", "-c", whole, NULL};
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attr);
    if (in_fd >= 0)
        posix_spawn_file_actions_adddup2(&actions, in_fd, STDIN_FILENO);
    if (out_fd >= 0)
        posix_spawn_file_actions_adddup2(&actions, out_fd, STDOUT_FILENO);
    sigemptyset(&plain);
    sigaddset(&plain, SIGINT);
    sigaddset(&plain, SIGPIPE);
    posix_spawnattr_setsigdefault(&attr, &plain);
    posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGDEF);
    int failed = posix_spawn(&pid, "/bin/sh", &actions, &attr, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attr);
    free(whole);
    if (failed == 0)
        return pid;
    char *why = file_errno_text(failed);
    fprintf(sh->outer->err, "error: cannot start /bin/sh: %s\n", why);
    free(why);
    return -1;
}

int sh_wait(struct shell *sh, pid_t pid)
{
    int status = 0;
    if (pid < 0)
        return 127;
    while (waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR)
            return 127;
        if (*sh->outer->interrupted == SIGTERM) /* meant for us alone; keys of the terminal reach it by themselves */
            kill(pid, SIGTERM);
    }
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

char *sh_output(struct shell *sh, const char *text)
{
    struct buf out;
    int fds[2];
    buf_init(&out, OUTPUT_MAX);
    if (pipe2(fds, O_CLOEXEC) < 0)
        return NULL;
    pid_t pid = sh_start(sh, text, -1, fds[1]);
    close(fds[1]);
    err_free(file_read_fd(fds[0], "$(…)", &out)); /* what came is what there is */
    close(fds[0]);
    sh->status = sh_wait(sh, pid);
    return buf_take(&out);
}
