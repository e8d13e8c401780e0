/* source.c - texts that documents point into, and pointing at a place in them. */
#include "doc/doc.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/strv.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

struct source_mark {
    size_t offset, line, column; /* an offset and its place; line 0: none yet */
};

struct source *source_new(const char *name, char *text, size_t len)
{
    struct source *s = xcalloc(1, sizeof *s);
    s->name = xstrdup(name);
    s->text = text;
    s->len = len;
    s->refs = 1;
    s->mark = xcalloc(1, sizeof *s->mark);
    return s;
}

struct source *source_ref(struct source *s)
{
    if (s != NULL)
        s->refs++;
    return s;
}

void source_unref(struct source *s)
{
    if (s == NULL || --s->refs > 0)
        return;
    free(s->name);
    free(s->text);
    free(s->mark);
    free(s);
}

/* The code points in n bytes; an invalid byte counts as one. */
static size_t columns(const char *s, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; count++) {
        uint32_t rune;
        size_t w = utf8_decode(s + i, n - i, &rune);
        i += w > 0 ? w : 1;
    }
    return count;
}

static size_t bom_length(const struct source *s)
{
    return s->len >= 3 && memcmp(s->text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

/* Places are mostly asked for from the front to the back: counting goes on from the last one, so that many of them in a
 * long file, or on one long line, take the time of one. */
struct place source_place(const struct source *s, size_t offset)
{
    struct source_mark *m = s->mark;
    size_t first = bom_length(s);
    if (offset > s->len)
        offset = s->len;
    if (offset < first)
        offset = first;
    if (m->line == 0 || offset < m->offset)
        *m = (struct source_mark){.offset = first, .line = 1, .column = 1};
    for (;;) {
        const char *nl = memchr(s->text + m->offset, '\n', offset - m->offset);
        if (nl == NULL)
            break;
        m->offset = (size_t)(nl - s->text) + 1;
        m->line++;
        m->column = 1;
    }
    m->column += columns(s->text + m->offset, offset - m->offset);
    m->offset = offset;
    return (struct place){s->name, m->line, m->column};
}

/* The byte length of the first `count` code points of s (at most n bytes). */
static size_t bytes_of_columns(const char *s, size_t n, size_t count)
{
    size_t i = 0;
    for (; i < n && count > 0; count--) {
        uint32_t rune;
        size_t w = utf8_decode(s + i, n - i, &rune);
        i += w > 0 ? w : 1;
    }
    return i;
}

static char *sanitized(const char *s, size_t n)
{
    struct buf raw = buf_new();
    for (size_t i = 0; i < n; i++)
        buf_addc(&raw, s[i] == '\0' ? '?' : s[i]);
    char *clean = str_sanitize(raw.data);
    buf_release(&raw);
    return clean;
}

#define WINDOW 100

/* Adds the line and, below it, the caret. A line without a number is the only one of its text. */
static void draw(struct buf *out, const char *line, size_t len, struct place at, bool numbered)
{
    size_t total = columns(line, len);
    size_t column = at.column - 1 < total ? at.column - 1 : total;
    size_t first = 0, last = total;
    if (total > WINDOW) {
        first = column > WINDOW / 2 ? column - WINDOW / 2 : 0;
        last = first + WINDOW < total ? first + WINDOW : total;
        first = last - WINDOW;
    }
    size_t from = bytes_of_columns(line, len, first);
    size_t caret = bytes_of_columns(line, len, column);
    size_t to = bytes_of_columns(line, len, last);
    char *before = sanitized(line + from, caret - from);
    char *after = sanitized(line + caret, to - caret);
    char *number = numbered ? xasprintf("%zu ", at.line) : xstrdup("");
    const char *open = first > 0 ? "..." : "";
    buf_addf(out, "   %s| %s%s%s%s\n   %*s| %*s", number, open, before, after, last < total ? "..." : "",
             (int)strlen(number), "", (int)strlen(open), "");
    for (const char *p = before; *p != '\0'; p++)
        if (*p == '\t' || ((unsigned char)*p & 0xc0) != 0x80)
            buf_addc(out, *p == '\t' ? '\t' : ' ');
    buf_addc(out, '^');
    free(number);
    free(before);
    free(after);
}

/* Adds the line of the text that `at` names, if there is one. */
static void draw_in(struct buf *note, const char *text, const char *end, struct place at, bool numbered)
{
    const char *p = text;
    for (size_t line = 1; line < at.line && p != NULL; line++) {
        p = memchr(p, '\n', (size_t)(end - p));
        p = p != NULL ? p + 1 : NULL;
    }
    if (p == NULL || p > end)
        return;
    const char *nl = memchr(p, '\n', (size_t)(end - p));
    size_t len = (size_t)((nl != NULL ? nl : end) - p);
    if (len > 0 && p[len - 1] == '\r')
        len--;
    if (note->len > 0)
        buf_addc(note, '\n');
    draw(note, p, len, at, numbered);
}

struct err *doc_err_in_text(struct err *e, const char *file, const char *text, size_t n)
{
    if (e == NULL || e->at == 0)
        return e;
    struct place at = {.file = file, .line = 1};
    size_t offset = e->at - 1 < n ? e->at - 1 : n, start = 0;
    for (size_t i = 0; i < offset; i++) {
        if (text[i] == '\n') {
            at.line++;
            start = i + 1;
        }
    }
    at.column = 1 + columns(text + start, offset - start);
    e->at = 0;
    struct buf note = buf_new();
    if (file != NULL) {
        char *shown = str_sanitize(file);
        buf_addf(&note, "  --> %s:%zu:%zu", shown, at.line, at.column);
        free(shown);
    }
    draw_in(&note, text, text + n, at, file != NULL || memchr(text, '\n', n) != NULL);
    err_note(e, "%s", note.data);
    buf_release(&note);
    return e;
}

struct err *doc_err_at(struct err *e, const struct source *s, struct place at)
{
    if (e == NULL || at.line == 0)
        return e;
    char *file = str_sanitize(at.file != NULL ? at.file : "");
    struct buf note = buf_new();
    buf_addf(&note, "  --> %s:%zu:%zu", file, at.line, at.column);
    free(file);
    if (s != NULL)
        draw_in(&note, s->text + bom_length(s), s->text + s->len, at, true);
    err_note(e, "%s", note.data);
    buf_release(&note);
    return e;
}
