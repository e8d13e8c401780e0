/* history.c - the lines that were typed. */
#include "shell/history.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"

#include <ctype.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_MAX ((size_t)4 << 20)

/* ---- what is not kept ---- */

/* Where in the line one of the words begins that a name of a secret has; NULL: nowhere. */
static const char *secret_word(const char *line)
{
    static const char *const words[] = {
        "password", "passwd",     "token",      "secret=",     "secret_key",  "secret-key", "api_key",       "api-key",
        "apikey",   "access_key", "access-key", "private_key", "private-key", "credential", "client-secret", "bearer"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        const char *at = strcasestr(line, words[i]);
        if (at != NULL)
            return at;
    }
    return NULL;
}

/* "https://user:password@host" */
static bool has_url_password(const char *line)
{
    for (const char *at = strstr(line, "://"); at != NULL; at = strstr(at + 3, "://")) {
        size_t n = strcspn(at + 3, " \t/'\"");
        const char *sign = memchr(at + 3, '@', n), *colon = memchr(at + 3, ':', n);
        if (sign != NULL && colon != NULL && colon < sign)
            return true;
    }
    return false;
}

bool history_is_secret(const char *line)
{
    bool literal = strstr(line, "--from-literal") != NULL || strstr(line, "--from-env") != NULL;
    const char *word = secret_word(line);
    /* Objects are about tokens, too: "get secret token-x" shows nothing, "--token x" and "TOKEN=x" do. */
    while (word != NULL) {
        const char *before = word;
        while (before > line && !isspace((unsigned char)before[-1]))
            before--;
        size_t n = strcspn(word, " \t=:");
        if (*before == '-' || word[n] == '=' || word[n] == ':' || strncasecmp(word, "bearer", 6) == 0)
            return true;
        word = secret_word(word + 1);
    }
    return (literal && strstr(line, "secret") != NULL) || has_url_password(line) || strstr(line, "--docker-") != NULL ||
           strstr(line, "stringData") != NULL;
}

/* ---- the file ---- */

static char *file_path(void)
{
    const char *env = getenv("KUBEC_HISTFILE");
    if (env != NULL)
        return env[0] != '\0' ? xstrdup(env) : NULL; /* set to nothing: no file */
    return str_empty(path_home()) ? NULL : path_join(path_home(), ".kube/kubec_history");
}

/* True if the file is the user's, and nobody else may read it. */
static bool is_private(int fd)
{
    struct stat st;
    return fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_uid == geteuid() && (st.st_mode & 077) == 0;
}

static void drop_oldest(struct history *h, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(h->lines.v[i]);
    memmove(h->lines.v, h->lines.v + n, (h->lines.n - n) * sizeof *h->lines.v);
    h->lines.n -= n;
}

static void write_all(const struct history *h)
{
    struct buf text = buf_new();
    for (size_t i = 0; i < h->lines.n; i++)
        buf_addf(&text, "%s\n", h->lines.v[i]);
    err_free(file_write_atomic(h->path, text.data, text.len, 0600, false)); /* it stays long */
    buf_release(&text);
}

static void read_rules(struct history *h)
{
    const char *env = getenv("HISTCONTROL");
    struct strv rules = {0};
    strv_split(&rules, env != NULL ? env : "ignoreboth", ':');
    bool both = strv_has(&rules, "ignoreboth");
    h->ignore_space = both || strv_has(&rules, "ignorespace");
    h->ignore_dups = both || strv_has(&rules, "ignoredups");
    h->erase_dups = strv_has(&rules, "erasedups");
    strv_release(&rules);
}

void history_open(struct history *h)
{
    struct buf text;
    *h = (struct history){.path = file_path()};
    read_rules(h);
    int fd = h->path != NULL ? open(h->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) : -1;
    if (fd < 0)
        return;
    buf_init(&text, FILE_MAX);
    struct err *e = is_private(fd) ? file_read_fd(fd, h->path, &text) : err_silent(1);
    close(fd);
    if (e != NULL) {
        free(h->path);
        h->path = NULL;
    }
    for (const char *at = text.data; e == NULL && *at != '\0';) {
        size_t n = strcspn(at, "\n");
        if (n > 0)
            strv_adopt(&h->lines, xstrndup(at, n));
        at += n + (at[n] == '\n' ? 1 : 0);
    }
    err_free(e);
    buf_release(&text);
    if (h->lines.n > HISTORY_MAX) {
        drop_oldest(h, h->lines.n - HISTORY_MAX);
        write_all(h);
    }
}

static void append_to_file(const struct history *h, const char *line)
{
    char *folder = path_dir(h->path);
    err_free(file_mkdir_all(folder, 0755));
    free(folder);
    int fd = open(h->path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return;
    char *text = xasprintf("%s\n", line);
    if (is_private(fd) && write(fd, text, strlen(text)) < 0)
        close(fd), fd = -1; /* the line is lost, the prompt is not */
    free(text);
    if (fd >= 0)
        close(fd);
}

/* Takes the line. */
static bool add(struct history *h, char *line)
{
    size_t n = h->lines.n;
    if (line[strspn(line, " \t\n")] == '\0' || (h->ignore_space && line[0] == ' ') || history_is_secret(line))
        return false;
    if (h->ignore_dups && n > 0 && strcmp(h->lines.v[n - 1], line) == 0)
        return false;
    for (size_t i = 0; h->erase_dups && i < h->lines.n;) {
        if (strcmp(h->lines.v[i], line) != 0) {
            i++;
            continue;
        }
        free(h->lines.v[i]);
        memmove(h->lines.v + i, h->lines.v + i + 1, (h->lines.n - i - 1) * sizeof *h->lines.v);
        h->lines.n--;
    }
    strv_adopt(&h->lines, line);
    if (h->lines.n > HISTORY_MAX)
        drop_oldest(h, 1);
    if (h->path != NULL && strchr(line, '\n') == NULL)
        append_to_file(h, line);
    return true;
}

bool history_add(struct history *h, const char *line)
{
    size_t n = strlen(line);
    while (n > 0 && strchr(" \t\n", line[n - 1]) != NULL)
        n--;
    char *copy = xstrndup(line, n);
    bool kept = add(h, copy);
    if (!kept)
        free(copy);
    return kept;
}

void history_close(struct history *h)
{
    strv_release(&h->lines);
    free(h->path);
    *h = (struct history){0};
}

const char *history_hint(const struct history *h, const char *begin)
{
    size_t n = strlen(begin);
    for (size_t i = h->lines.n; n > 0 && i > 0; i--)
        if (strncmp(h->lines.v[i - 1], begin, n) == 0 && h->lines.v[i - 1][n] != '\0')
            return h->lines.v[i - 1];
    return NULL;
}
