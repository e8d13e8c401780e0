/* columns.c - `-o custom-columns`, as kubectl's CustomColumnsPrinter. */
#include "print/columns.h"

#include "base/mem.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "doc/doc.h"
#include "print/jsonpath.h"

#include <stdlib.h>
#include <string.h>

/* bufio.Scanner's longest line. */
#define MAX_LINE ((size_t)64 << 10)

struct column {
    char *header, *given, *path; /* path: `given` in its relaxed form */
    size_t at;                   /* where `given` stands in the text of all columns */
    struct jsonpath *compiled;
};

struct columns {
    char *text; /* as it was given, for errors */
    char *file; /* where it was read from, or NULL */
    struct column *v;
    size_t n;
    bool header_written, from_file;
};

void columns_free(struct columns *c)
{
    if (!c)
        return;
    for (size_t i = 0; i < c->n; i++) {
        free(c->v[i].header);
        free(c->v[i].given);
        free(c->v[i].path);
        jsonpath_free(c->v[i].compiled);
    }
    free(c->v);
    free(c->text);
    free(c->file);
    free(c);
}

/* Shows the text of the columns and the place in it. */
static struct err *place_in(const struct columns *c, struct err *e)
{
    return doc_err_in_text(e, c->file, c->text, strlen(c->text));
}

/* The same for an error inside a path. */
static struct err *place_in_path(const struct columns *c, const struct column *column, struct err *e)
{
    e = jsonpath_relaxed_at(e, column->given, column->path);
    if (e && e->at > 0)
        e->at += column->at;
    return place_in(c, e);
}

/* The path stands at `at` of the text. */
static struct err *add_column(struct columns *c, const char *header, size_t n, const char *path, size_t at)
{
    c->v = xreallocarray(c->v, c->n + 1, sizeof *c->v);
    struct column *column = &c->v[c->n++];
    *column = (struct column){.header = xstrndup(header, n), .given = xstrdup(path), .at = at};
    return place_in_path(c, column, jsonpath_relaxed(path, &column->path));
}

/* Gives c out, or frees it for the error. */
static struct err *finish(struct columns *c, struct err *e, struct columns **out)
{
    if (e) {
        columns_free(c);
        c = NULL;
    }
    *out = c;
    return e;
}

struct err *columns_parse(const char *spec, struct columns **out)
{
    struct columns *c = xcalloc(1, sizeof *c);
    struct strv parts = {0};
    struct err *e = NULL;
    size_t at = 0;
    c->text = xstrdup(spec);
    strv_split(&parts, spec, ',');
    for (size_t i = 0; i < parts.n && !e; i++) {
        const char *colon = strchr(parts.v[i], ':');
        size_t header = colon ? (size_t)(colon - parts.v[i]) : strlen(parts.v[i]);
        if (colon)
            e = add_column(c, parts.v[i], header, colon + 1, at + header + 1);
        else
            e = place_in(
                c, err_at(err_new("unexpected custom-columns spec: %s, expected <header>:<json-path-expr>", parts.v[i]),
                          at + header));
        at += strlen(parts.v[i]) + 1;
    }
    strv_release(&parts);
    return finish(c, e, out);
}

/* Takes the next line off the text, without its end; false: there is none, or it is too long. */
static bool next_line(const char **text, size_t *left, const char **line, size_t *n)
{
    const char *newline = memchr(*text, '\n', *left);
    if (*left == 0)
        return false;
    *line = *text;
    *n = newline ? (size_t)(newline - *text) : *left;
    size_t used = newline ? *n + 1 : *n;
    *text += used;
    *left -= used;
    if (*n > 0 && (*line)[*n - 1] == '\r')
        (*n)--;
    return *n < MAX_LINE;
}

static void split_words(const char *s, size_t n, struct strv *out)
{
    size_t start = 0, i = 0;
    while (i <= n) {
        uint32_t rune = ' ';
        size_t w = i < n ? utf8_decode(s + i, n - i, &rune) : 1;
        if (w == 0) {
            rune = 0xfffd;
            w = 1;
        }
        if (unicode_is_space(rune)) {
            if (i > start)
                strv_adopt(out, xstrndup(s + start, i - start));
            start = i + w;
        }
        i += w;
    }
}

/* Adds the columns of a file, whose line of paths begins at `from`. */
static struct err *add_columns(struct columns *c, const struct strv *headers, const struct strv *paths, size_t from)
{
    struct err *e = NULL;
    for (size_t i = 0; headers->v && i < paths->n && !e; i++) {
        const char *found = from <= strlen(c->text) ? strstr(c->text + from, paths->v[i]) : NULL;
        size_t at = found ? (size_t)(found - c->text) : from;
        e = add_column(c, headers->v[i], strlen(headers->v[i]), paths->v[i], at);
        from = at + strlen(paths->v[i]);
    }
    return e;
}

struct err *columns_parse_file(const char *file, const char *text, size_t n, struct columns **out)
{
    static const char expected[] =
        "Expected format is one line of space separated headers, one line of space separated "
        "column specs.";
    struct columns *c = xcalloc(1, sizeof *c);
    struct strv headers = {0}, specs = {0};
    const char *line = "";
    size_t len = 0;
    struct err *e = NULL;
    c->from_file = true;
    c->file = xstrdup(file);
    c->text = xstrndup(text, n);
    const char *begin = text;
    if (!next_line(&text, &n, &line, &len))
        e = err_new("invalid template, missing header line. %s", expected);
    if (!e)
        split_words(line, len, &headers);
    if (!e && !next_line(&text, &n, &line, &len))
        e = err_new("invalid template, missing spec line. %s", expected);
    if (!e)
        split_words(line, len, &specs);
    if (!e && headers.n != specs.n)
        e = err_new("number of headers (%zu) and field specifications (%zu) don't match", headers.n, specs.n);
    if (!e)
        e = add_columns(c, &headers, &specs, (size_t)(line - begin));
    strv_release(&headers);
    strv_release(&specs);
    return finish(c, e, out);
}

struct err *columns_begin(struct columns *c, struct tabwriter *w, bool no_headers)
{
    if (!c->header_written && (c->from_file || !no_headers)) {
        for (size_t i = 0; i < c->n; i++) {
            tabwriter_write(w, i ? "\t" : "");
            tabwriter_write(w, c->v[i].header);
        }
        tabwriter_write(w, "\n");
        c->header_written = true;
    }
    struct err *e = NULL;
    for (size_t i = 0; i < c->n && !e; i++) {
        struct column *column = &c->v[i];
        jsonpath_free(column->compiled);
        e = place_in_path(c, column, jsonpath_parse(column->path, strlen(column->path), &column->compiled));
        if (!e)
            jsonpath_allow_missing(column->compiled, true);
    }
    return e;
}

/* A value's text: kubectl shows ESC and CR in its own way; other control characters do not pass either. */
static void add_value(struct buf *cell, const struct go_value *v)
{
    struct buf text = buf_new(), shown = buf_new();
    go_value_print(&text, v);
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] == '\r')
            buf_adds(&shown, "\\r");
        else if (text.data[i] == '\0')
            buf_adds(&shown, "^@");
        else
            buf_addc(&shown, text.data[i]);
    }
    char *safe = str_sanitize(shown.data);
    buf_adds(cell, safe);
    free(safe);
    buf_release(&shown);
    buf_release(&text);
}

static void add_cell(struct tabwriter *w, const struct jsonpath_results *r)
{
    struct buf cell = buf_new();
    bool first = true;
    if (r->n == 0 || r->v[0].n == 0) {
        buf_adds(&cell, "<none>");
        first = false;
    }
    for (size_t i = 0; i < r->n; i++) {
        for (size_t k = 0; k < r->v[i].n; k++) {
            if (!first)
                buf_addc(&cell, ',');
            add_value(&cell, &r->v[i].v[k]);
            first = false;
        }
    }
    tabwriter_add(w, cell.data, cell.len);
    buf_release(&cell);
}

struct err *columns_row(struct columns *c, struct tabwriter *w, const cJSON *object)
{
    struct jsonpath_results *cells = xcalloc(c->n ? c->n : 1, sizeof *cells);
    struct err *e = NULL;
    for (size_t i = 0; i < c->n && !e; i++)
        e = place_in_path(c, &c->v[i], jsonpath_find(c->v[i].compiled, object, false, &cells[i]));
    for (size_t i = 0; i < c->n && !e; i++) {
        tabwriter_write(w, i ? "\t" : "");
        add_cell(w, &cells[i]);
    }
    if (!e)
        tabwriter_write(w, "\n");
    for (size_t i = 0; i < c->n; i++)
        jsonpath_results_release(&cells[i]);
    free(cells);
    return e;
}
