/* fetch.c - the text of one input. */
#include "resource/input.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "http/http.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { URL_TRIES = 3 };

static struct err *too_large(const char *name)
{
    return err_new("error parsing %s: larger than %zu bytes", name, DOC_MAX_BYTES);
}

static struct err *read_file(const char *path, struct buf *b)
{
    struct err *e = file_read(path, b);
    /* What fails behind open(2) fails in the middle of decoding, in kubectl's order of things. */
    return e && str_starts(e->msg, "read ") ? err_wrap(e, "error parsing %s", path) : e;
}

static struct err *read_stream(FILE *in, const char *name, struct buf *b)
{
    char chunk[16384];
    size_t n;
    while ((n = fread(chunk, 1, sizeof chunk, in)) > 0) {
        buf_add(b, chunk, n);
        if (buf_overflowed(b))
            return too_large(name);
    }
    if (!ferror(in))
        return NULL;
    char *why = file_errno_text(errno);
    struct err *e = err_new("error parsing %s: read /dev/stdin: %s", name, why);
    free(why);
    return e;
}

/* ---- URLs ---- */

static const char *status_text(int status)
{
    static const struct {
        int status;
        const char *text;
    } texts[] = {
        {201, "Created"},
        {204, "No Content"},
        {301, "Moved Permanently"},
        {302, "Found"},
        {303, "See Other"},
        {307, "Temporary Redirect"},
        {308, "Permanent Redirect"},
        {400, "Bad Request"},
        {401, "Unauthorized"},
        {403, "Forbidden"},
        {404, "Not Found"},
        {405, "Method Not Allowed"},
        {406, "Not Acceptable"},
        {410, "Gone"},
        {429, "Too Many Requests"},
        {500, "Internal Server Error"},
        {501, "Not Implemented"},
        {502, "Bad Gateway"},
        {503, "Service Unavailable"},
        {504, "Gateway Timeout"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (texts[i].status == status)
            return texts[i].text;
    }
    return "";
}

static struct err *get_once(struct http_client *client, const char *url, const char *path, struct buf *b, bool *again)
{
    struct http_call call = {
        .method = "GET", .path = path, .accept = "*/*", .no_retry = true, .max_bytes = DOC_MAX_BYTES};
    struct http_response resp;
    struct err *e = http_do(client, &call, &resp);
    *again = e != NULL && e->kind == ERR_NET;
    if (e)
        return e;
    if (resp.status == 200) {
        buf_add(b, resp.body.data, resp.body.len);
    } else {
        const char *text = status_text(resp.status);
        char *quoted = str_quote(url);
        e = err_new("unable to read URL %s, server reported %d%s%s, status code=%d", quoted, resp.status,
                    *text ? " " : "", text, resp.status);
        free(quoted);
        *again = resp.status >= 500 && resp.status < 600;
    }
    http_response_release(&resp);
    return e;
}

/* Tries with a client of its own: no credentials of the cluster go there. */
static struct err *read_url(const char *url, struct buf *b)
{
    const char *authority = strstr(url, "://") + 3, *path = authority + strcspn(authority, "/?#");
    struct rest_config *config = xcalloc(1, sizeof *config);
    config->host = xstrndup(url, (size_t)(path - url));
    char *wanted = xasprintf("%s%.*s", *path == '/' ? "" : "/", (int)strcspn(path, "#"), path);
    struct http_options options = {.log = stderr, .user_agent = "kubec"};
    struct http_client *client = NULL;
    struct err *e = http_client_new(config, &options, &client);
    bool again = e == NULL;
    for (int i = 0; i < URL_TRIES && again; i++) {
        if (i > 0) {
            struct timespec second = {.tv_sec = 1};
            nanosleep(&second, NULL);
        }
        err_free(e);
        e = get_once(client, url, wanted, b, &again);
    }
    http_client_free(client);
    rest_config_free(config);
    free(wanted);
    return e;
}

/* ---- -k ---- */

static struct err *spawn_kustomize(const char *dir, int out, int errors, int *status)
{
    char *const argv[] = {(char[]){"kustomize"}, (char[]){"build"}, (char *)dir, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO);
    pid_t pid;
    int failed = posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed == ENOENT)
        return err_new(
            "-k needs the program \"kustomize\" in PATH: this build of kubec has no kustomize of its own yet");
    if (failed) {
        char *why = file_errno_text(failed);
        struct err *e = err_new("kustomize: %s", why);
        free(why);
        return e;
    }
    while (waitpid(pid, status, 0) < 0) {
        if (errno != EINTR)
            return err_new("kustomize: lost its exit status");
    }
    return NULL;
}

static struct err *read_kustomize(const char *dir, struct buf *b)
{
    int out = memfd_create("kustomize-out", MFD_CLOEXEC), errors = memfd_create("kustomize-err", MFD_CLOEXEC),
        status = 0;
    struct err *e = out < 0 || errors < 0 ? err_new("kustomize: no memory for its output")
                                          : spawn_kustomize(dir, out, errors, &status);
    if (!e && WIFEXITED(status) && WEXITSTATUS(status) == 0) {
        if (lseek(out, 0, SEEK_SET) == 0)
            e = file_read_fd(out, dir, b);
    } else if (!e) {
        struct buf text;
        buf_init(&text, (size_t)1 << 20);
        if (lseek(errors, 0, SEEK_SET) == 0)
            err_free(file_read_fd(errors, dir, &text));
        while (text.len > 0 && text.data[text.len - 1] == '\n')
            buf_truncate(&text, text.len - 1);
        const char *said = str_starts(text.data, "Error: ") ? text.data + strlen("Error: ") : text.data;
        e = *said ? err_new("%s", said) : err_new("kustomize build %s failed", dir);
        buf_release(&text);
    }
    if (out >= 0)
        close(out);
    if (errors >= 0)
        close(errors);
    return e;
}

/* ---- UTF-16 ---- */

static uint32_t unit_at(const unsigned char *p, bool big)
{
    return big ? (uint32_t)p[0] << 8 | p[1] : (uint32_t)p[1] << 8 | p[0];
}

/* Text with a UTF-16 byte order mark becomes UTF-8 (Windows tools write it). Halves of pairs become U+FFFD. */
static void to_utf8(struct buf *b)
{
    const unsigned char *p = (const unsigned char *)b->data;
    if (b->len < 2 || !((p[0] == 0xfe && p[1] == 0xff) || (p[0] == 0xff && p[1] == 0xfe)))
        return;
    bool big = p[0] == 0xfe;
    struct buf text;
    buf_init(&text, DOC_MAX_BYTES);
    for (size_t i = 2; i + 1 < b->len; i += 2) {
        uint32_t rune = unit_at(p + i, big);
        if (rune >= 0xd800 && rune < 0xdc00 && i + 3 < b->len) {
            uint32_t low = unit_at(p + i + 2, big);
            if (low >= 0xdc00 && low < 0xe000) {
                rune = 0x10000 + ((rune - 0xd800) << 10) + (low - 0xdc00);
                i += 2;
            }
        }
        if (rune >= 0xd800 && rune < 0xe000)
            rune = 0xfffd;
        char bytes[4];
        buf_add(&text, bytes, utf8_encode(rune, bytes));
    }
    buf_release(b);
    *b = text;
}

struct err *input_read(const struct input *i, FILE *in, struct source **out)
{
    struct buf b;
    buf_init(&b, DOC_MAX_BYTES);
    struct err *e = NULL;
    switch (i->kind) {
    case INPUT_FILE:
        e = read_file(i->name, &b);
        break;
    case INPUT_STDIN:
        e = read_stream(in, i->name, &b);
        break;
    case INPUT_URL:
        e = read_url(i->name, &b);
        break;
    case INPUT_KUSTOMIZE:
        e = read_kustomize(i->name, &b);
        break;
    }
    *out = NULL;
    if (e) {
        buf_release(&b);
        return e;
    }
    to_utf8(&b);
    size_t len = b.len;
    *out = source_new(i->name, buf_take(&b), len);
    return NULL;
}
