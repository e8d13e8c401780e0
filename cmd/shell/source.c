/* source.c - lines from a text, a file or a terminal, put together to what can be run. */
#include "base/file.h"
#include "base/mem.h"
#include "shell/shell.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Reads more from the descriptor; false at its end. */
static bool read_ahead(struct shell_source *src)
{
    char bytes[8192];
    ssize_t n;
    size_t left = src->ahead.len - src->at;
    memmove(src->ahead.data, src->ahead.data + src->at, left);
    buf_truncate(&src->ahead, left);
    src->at = 0;
    do
        n = read(src->fd, bytes, sizeof bytes);
    while (n < 0 && errno == EINTR);
    if (n <= 0) {
        src->eof = true;
        return false;
    }
    buf_add(&src->ahead, bytes, (size_t)n);
    return true;
}

/* Appends the next line with its newline; false at the end. */
static bool next_line(struct shell *sh, struct shell_source *src, bool more, struct buf *out)
{
    if (src->ask != NULL) {
        char *line = src->ask(sh, more);
        if (line == NULL)
            return false;
        buf_adds(out, line);
        buf_addc(out, '\n');
        free(line);
        return true;
    }
    size_t n = 0;
    const char *from = NULL;
    for (;;) {
        from = src->text != NULL ? src->text + src->at : src->ahead.data + src->at;
        size_t left = src->text != NULL ? strlen(from) : src->ahead.len - src->at;
        const char *end = memchr(from, '\n', left);
        n = end != NULL ? (size_t)(end - from) + 1 : left;
        if (end != NULL || src->text != NULL || src->eof || left > LEX_MAX_BYTES || !read_ahead(src))
            break;
    }
    if (src->text == NULL) /* read_ahead may have moved it */
        from = src->ahead.data + src->at;
    if (n == 0)
        return false;
    buf_add(out, from, n);
    if (from[n - 1] != '\n')
        buf_addc(out, '\n');
    src->at += n;
    src->line++;
    return true;
}

static void complain(const struct shell *sh, const struct shell_source *src, size_t line, const char *what)
{
    fflush(sh->outer->out);
    if (src->name != NULL)
        fprintf(sh->outer->err, "error: %s:%zu: %s\n", src->name, line, what);
    else
        fprintf(sh->outer->err, "error: %s\n", what);
}

/* Skips to the line that ends a here-document without taking the text apart for each of its lines. */
static bool read_until(struct shell *sh, struct shell_source *src, const char *until, struct buf *out)
{
    while (out->len <= LEX_MAX_BYTES) {
        size_t from = out->len;
        if (!next_line(sh, src, true, out))
            return false;
        if (sh->abandoned || lex_ends_here(until, out->data + from, out->len - from - 1))
            return true;
    }
    return true;
}

int shell_run_source(struct shell *sh, struct shell_source *src)
{
    struct buf text = buf_new();
    size_t first = 1;
    bool more = false;
    while (!sh->ended && next_line(sh, src, more, &text)) {
        if (sh->abandoned) {
            sh->abandoned = more = false;
            buf_truncate(&text, 0);
            continue;
        }
        struct lex_list list;
        struct err *e = NULL;
        enum lex_state state = lex_parse(text.data, &list, &e);
        while (state == LEX_MORE && list.until != NULL && text.len <= LEX_MAX_BYTES) {
            bool came = read_until(sh, src, list.until, &text);
            lex_release(&list);
            if (!came || sh->abandoned)
                break;
            state = lex_parse(text.data, &list, &e);
        }
        if (sh->abandoned) {
            sh->abandoned = more = false;
            buf_truncate(&text, 0);
            continue;
        }
        more = state == LEX_MORE && text.len <= LEX_MAX_BYTES;
        if (state == LEX_MORE && !more)
            complain(sh, src, first, "a command may have at most 16 MiB");
        if (e != NULL)
            complain(sh, src, first, e->msg);
        if (state == LEX_DONE)
            sh->status = shell_run_list(sh, &list);
        else if (!more)
            sh->status = 2;
        err_free(e);
        lex_release(&list);
        if (more)
            continue;
        buf_truncate(&text, 0);
        if (state != LEX_DONE && sh->exit_on_error)
            sh->ended = true;
        if (sh->ended && sh->exit_on_error && sh->status != 0 && src->name != NULL)
            fprintf(sh->outer->err, "%s:%zu: stopped, since this ended with %d\n", src->name, first, sh->status);
        first = src->line + 1;
    }
    if (more && text.len > 0 && !sh->ended) {
        complain(sh, src, first, "the end came before that of a quote, of a here-document or of a line");
        sh->status = 2;
    }
    buf_release(&text);
    buf_release(&src->ahead);
    return sh->status;
}

struct err *shell_run_file(struct shell *sh, const char *path)
{
    struct shell_source src = {.name = path, .fd = open(path, O_RDONLY | O_CLOEXEC), .ahead = buf_new()};
    if (src.fd < 0) {
        char *why = file_errno_text(errno);
        struct err *e = err_new("open %s: %s", path, why);
        free(why);
        return e;
    }
    shell_run_source(sh, &src);
    close(src.fd);
    return NULL;
}
