/* plugin.c - kubectl-NAME programs on PATH stand for verbs that kubec does not have. */
#include "cli/plugin.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/paths.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAME_PARTS_MAX 64

static bool executable(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && !S_ISDIR(st.st_mode) && access(path, X_OK) == 0;
}

/* The folders of PATH. The vector is the caller's. */
static void path_folders(struct strv *out)
{
    const char *path = getenv("PATH");

    if (!str_empty(path))
        strv_split(out, path, ':');
}

char *plugin_look_path(const char *name)
{
    struct strv dirs = {0};
    char *found = NULL;

    if (strchr(name, '/'))
        return executable(name) ? xstrdup(name) : NULL;
    path_folders(&dirs);
    for (size_t i = 0; i < dirs.n && !found; i++) {
        char *joined = xasprintf("%s/%s", *dirs.v[i] ? dirs.v[i] : ".", name), *clean = path_clean(joined);

        if (executable(clean))
            found = xstrdup(clean);
        free(joined);
        free(clean);
    }
    strv_release(&dirs);
    return found;
}

static bool is_folder(DIR *dir, const struct dirent *entry)
{
    struct stat st;

    if (entry->d_type != DT_UNKNOWN)
        return entry->d_type == DT_DIR;
    return fstatat(dirfd(dir), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode);
}

/* Adds the plugins of one folder. */
static void folder_files(const char *path, FILE *complain, struct strv *out)
{
    struct strv names = {0};
    DIR *dir = opendir(path);

    if (!dir) {
        char *quoted = str_quote(path), *why = file_errno_text(errno);

        if (complain)
            fprintf(complain, "Unable to read directory %s from your PATH: open %s: %s. Skipping...\n", quoted, path,
                    why);
        free(quoted);
        free(why);
        return;
    }
    for (const struct dirent *entry = readdir(dir); entry; entry = readdir(dir))
        if (str_starts(entry->d_name, "kubectl-") && !is_folder(dir, entry))
            strv_add(&names, entry->d_name);
    closedir(dir);
    strv_sort(&names);
    for (size_t i = 0; i < names.n; i++) {
        char *joined = xasprintf("%s/%s", path, names.v[i]);

        strv_adopt(out, path_clean(joined));
        free(joined);
    }
    strv_release(&names);
}

void plugin_files(FILE *complain, struct strv *out)
{
    struct strv dirs = {0}, seen = {0};

    path_folders(&dirs);
    for (size_t i = 0; i < dirs.n; i++) {
        const char *dir = dirs.v[i];

        if (dir[strspn(dir, " \t\n\v\f\r")] == '\0' || strv_has(&seen, dir))
            continue;
        strv_add(&seen, dir);
        folder_files(dir, complain, out);
    }
    strv_release(&dirs);
    strv_release(&seen);
}

/* "kubectl-a_b-c" of the first n arguments. The caller frees. */
static char *plugin_name(int n, char **argv)
{
    struct buf name = buf_new();

    buf_adds(&name, "kubectl");
    for (int i = 0; i < n; i++) {
        buf_addc(&name, '-');
        for (const char *c = argv[i]; *c; c++)
            buf_addc(&name, *c == '-' ? '_' : *c);
    }
    return buf_take(&name);
}

static void set_kubectl_path(void)
{
    char self[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);

    if (n > 0) {
        self[n] = '\0';
        setenv("KUBECTL_PATH", self, 1);
    }
}

/* Waits for the program that was started in place of becoming it. */
static struct err *wait_for(pid_t pid)
{
    int status = 0;

    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ; /* a signal of the terminal is the child's, too */
    if (WIFSIGNALED(status))
        return err_silent(128 + WTERMSIG(status));
    return WEXITSTATUS(status) == 0 ? NULL : err_silent(WEXITSTATUS(status));
}

/* Becomes the program, or in a shell has a child become it; comes back only with an error then. */
static struct err *become(const struct cmd_ctx *ctx, char *path, int argc, char **argv)
{
    char **args = xcalloc((size_t)argc + 2, sizeof(char *));
    char *reason = NULL;
    struct err *e = NULL;

    args[0] = path;
    for (int i = 0; i < argc; i++)
        args[i + 1] = argv[i];
    set_kubectl_path();
    fflush(NULL);
    if (ctx->host) {
        pid_t pid = -1;
        int failed = posix_spawn(&pid, path, NULL, NULL, args, environ);

        if (!failed) {
            free(args);
            return wait_for(pid);
        }
        errno = failed;
    } else {
        execv(path, args);
    }
    reason = file_errno_text(errno);
    e = err_new_kind(ERR_NET, "Error: %s", reason); /* complete as it is: no "error: " before it */
    free(reason);
    free(args);
    return e;
}

struct err *cli_plugin_exec(const struct cmd_ctx *ctx, int argc, char **argv, int min_args, bool *ran)
{
    int n = 0;

    while (n < argc && n < NAME_PARTS_MAX && argv[n][0] != '-')
        n++;
    if (n == 0)
        return err_new_kind(ERR_NET, "Error: flags cannot be placed before plugin name: %s", argc > 0 ? argv[0] : "");
    for (; n > 0 && n >= min_args; n--) {
        char *name = plugin_name(n, argv);
        char *path = plugin_look_path(name);
        struct err *e = NULL;

        free(name);
        if (!path)
            continue;
        *ran = true;
        e = become(ctx, path, argc - n, argv + n);
        free(path);
        return e;
    }
    return NULL;
}
