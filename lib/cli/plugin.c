/* plugin.c - kubectl-NAME programs on PATH stand for verbs that kubec does not have. */
#include "base/file.h"
#include "base/mem.h"
#include "cli/cli.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME_PARTS_MAX 64

static bool executable(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && !S_ISDIR(st.st_mode) && access(path, X_OK) == 0;
}

/* The path of the program `name` as Go's exec.LookPath finds it, or NULL. The caller frees. */
static char *look_path(const char *name)
{
    const char *path = getenv("PATH");

    if (strchr(name, '/'))
        return executable(name) ? xstrdup(name) : NULL;
    while (path && *path) {
        const char *end = path + strcspn(path, ":");
        char *candidate = end == path ? xasprintf("./%s", name) : xasprintf("%.*s/%s", (int)(end - path), path, name);

        if (executable(candidate))
            return candidate;
        free(candidate);
        path = *end ? end + 1 : end;
    }
    return NULL;
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

/* Becomes the program; comes back only with an error. */
static struct err *become(char *path, int argc, char **argv)
{
    char **args = xcalloc((size_t)argc + 2, sizeof(char *));
    char *reason = NULL;
    struct err *e = NULL;

    args[0] = path;
    for (int i = 0; i < argc; i++)
        args[i + 1] = argv[i];
    set_kubectl_path();
    fflush(NULL);
    execv(path, args);
    reason = file_errno_text(errno);
    e = err_new_kind(ERR_NET, "Error: %s", reason); /* complete as it is: no "error: " before it */
    free(reason);
    free(args);
    return e;
}

struct err *cli_plugin_exec(int argc, char **argv, int min_args)
{
    int n = 0;

    while (n < argc && n < NAME_PARTS_MAX && argv[n][0] != '-')
        n++;
    if (n == 0)
        return err_new_kind(ERR_NET, "Error: flags cannot be placed before plugin name: %s", argc > 0 ? argv[0] : "");
    for (; n > 0 && n >= min_args; n--) {
        char *name = plugin_name(n, argv);
        char *path = look_path(name);
        struct err *e = NULL;

        free(name);
        if (!path)
            continue;
        e = become(path, argc - n, argv + n);
        free(path);
        return e;
    }
    return NULL;
}
