/* screen.c - the table of `get --watch` on a terminal. */
#include "get/screen.h"

#include "base/clock.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "doc/doc.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

struct row {
    char *key; /* NAMESPACE/NAME */
    cJSON *row;
};

struct screen {
    FILE *to;
    struct table_options options;
    bool in_order;
    cJSON *columns;    /* columnDefinitions; NULL: none came yet */
    struct row **rows; /* as they are shown */
    size_t n, cap;
    struct map by_key; /* of rows, borrowed */
    size_t lines;      /* drawn above the cursor */
};

bool screen_wanted(const struct cmd_ctx *ctx)
{
    const char *term = getenv("TERM");
    return ctx->out_tty && !str_empty(term) && !str_eq(term, "dumb") && !str_eq(getenv("KUBEC_LIVE"), "never");
}

struct screen *screen_new(FILE *to, const struct table_options *options, bool in_order)
{
    struct screen *s = xcalloc(1, sizeof *s);
    s->to = to;
    s->options = *options;
    s->in_order = in_order;
    return s;
}

static void row_free(struct row *r)
{
    cJSON_Delete(r->row);
    free(r->key);
    free(r);
}

void screen_clear(struct screen *s)
{
    for (size_t i = 0; i < s->n; i++)
        row_free(s->rows[i]);
    s->n = 0;
    map_release(&s->by_key);
}

void screen_free(struct screen *s)
{
    if (!s)
        return;
    screen_clear(s);
    cJSON_Delete(s->columns);
    free(s->rows);
    free(s);
}

void screen_leave(struct screen *s)
{
    if (s)
        s->lines = 0;
}

/* ---- rows ---- */

/* Where a row with this key stands, or would stand. */
static size_t place_of(const struct screen *s, const char *key)
{
    size_t low = 0, high = s->n;
    if (!s->in_order) {
        while (low < high && strcmp(s->rows[low]->key, key) != 0)
            low++;
        return low;
    }
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(s->rows[middle]->key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void take_away(struct screen *s, const char *key)
{
    size_t at = place_of(s, key);
    if (at >= s->n || strcmp(s->rows[at]->key, key) != 0)
        return;
    /* A map cannot forget: no value means that the row is away. */
    map_set(&s->by_key, key, NULL);
    row_free(s->rows[at]);
    memmove(s->rows + at, s->rows + at + 1, (s->n - at - 1) * sizeof *s->rows);
    s->n--;
}

static void put_in_place(struct screen *s, const char *key, const cJSON *row)
{
    struct row *r = map_get(&s->by_key, key);
    if (r) {
        cJSON_Delete(r->row);
        r->row = doc_dup(row);
        return;
    }
    if (s->n == s->cap) {
        s->cap = s->cap ? s->cap * 2 : 64;
        s->rows = xreallocarray(s->rows, s->cap, sizeof *s->rows);
    }
    size_t at = s->in_order ? place_of(s, key) : s->n;
    memmove(s->rows + at + 1, s->rows + at, (s->n - at) * sizeof *s->rows);
    r = xcalloc(1, sizeof *r);
    r->key = xstrdup(key);
    r->row = doc_dup(row);
    s->rows[at] = r;
    s->n++;
    map_set(&s->by_key, key, r);
}

void screen_event(struct screen *s, const char *event, const cJSON *table)
{
    const cJSON *columns = doc_get(table, "columnDefinitions"), *row;
    if (columns && columns->child) {
        cJSON_Delete(s->columns);
        s->columns = doc_dup(columns);
    }
    cJSON_ArrayForEach(row, doc_get(table, "rows"))
    {
        const char *ns = doc_str_at(row, "object.metadata.namespace"), *name = doc_str_at(row, "object.metadata.name");
        char *key = xasprintf("%s/%s", ns ? ns : "", name ? name : "");
        if (str_eq(event, "DELETED"))
            take_away(s, key);
        else
            put_in_place(s, key, row);
        free(key);
    }
}

/* ---- drawing ---- */

/* The server wrote the age when it sent the row. */
static void renew_age(const struct screen *s, cJSON *row)
{
    const char *created = doc_str_at(row, "object.metadata.creationTimestamp");
    cJSON *cells = doc_get(row, "cells"), *cell = cells ? cells->child : NULL;
    int64_t ns;
    if (!created || !time_parse_rfc3339(created, &ns))
        return;
    for (const cJSON *c = s->columns ? s->columns->child : NULL; c && cell; c = c->next, cell = cell->next) {
        if (!str_eq(doc_str_at(c, "name"), "Age") || !cJSON_IsString(cell))
            continue;
        char *age = duration_human((struct duration){.ns = clock_now_ns() - ns});
        cJSON_SetValuestring(cell, age);
        free(age);
    }
}

/* The text of the first n rows; the caller frees. */
static char *table_text(const struct screen *s, size_t n)
{
    char *text = NULL;
    size_t len = 0;
    FILE *to = open_memstream(&text, &len);
    if (!to)
        out_of_memory();
    cJSON *table = cJSON_CreateObject(), *rows = cJSON_CreateArray();
    doc_set_str(table, "kind", "Table");
    doc_set_str(table, "apiVersion", "meta.k8s.io/v1");
    if (s->columns)
        doc_set(table, "columnDefinitions", doc_dup(s->columns));
    for (size_t i = 0; i < n; i++) {
        renew_age(s, s->rows[i]->row);
        cJSON_AddItemReferenceToArray(rows, s->rows[i]->row);
    }
    doc_set(table, "rows", rows);
    struct tabwriter *w = tabwriter_new(to, true);
    struct table_printer *printer = table_printer_new(&s->options);
    table_print(printer, w, table, NULL, false);
    table_printer_free(printer);
    tabwriter_free(w);
    cJSON_Delete(table);
    fclose(to);
    return text;
}

/* The length of what moves no cursor at s: one of our own colours. */
static size_t colour_length(const char *s, size_t n)
{
    if (n < 2 || s[0] != '\033' || s[1] != '[')
        return 0;
    const char *end = memchr(s, 'm', n);
    return end ? (size_t)(end - s) + 1 : 0;
}

/* Adds a line, cut where the terminal ends: one that wrapped would be two when the cursor goes up. */
static void add_line(struct buf *out, const char *line, size_t n, size_t columns)
{
    size_t used = 0, i = 0;
    bool colored = false;
    while (i < n) {
        size_t step = colour_length(line + i, n - i);
        uint32_t rune;
        if (step > 0) {
            colored = true;
        } else {
            if (used == columns)
                break;
            used++;
            step = utf8_decode(line + i, n - i, &rune);
            step = step ? step : 1;
        }
        buf_add(out, line + i, step);
        i += step;
    }
    if (colored && i < n)
        buf_adds(out, COLOR_RESET);
    buf_addc(out, '\n');
}

static void room(const struct screen *s, size_t *lines, size_t *columns)
{
    struct winsize size = {0};
    *lines = 24;
    *columns = 80;
    if (ioctl(fileno(s->to), TIOCGWINSZ, &size) != 0)
        return;
    *lines = size.ws_row ? size.ws_row : *lines;
    *columns = size.ws_col ? size.ws_col : *columns;
}

void screen_draw(struct screen *s)
{
    size_t lines, columns, header = s->options.no_headers ? 0 : 1;
    room(s, &lines, &columns);
    size_t fit = lines > header + 2 ? lines - header - 2 : 1; /* the cursor's line, and that of what is left out */
    size_t shown = s->n > fit + 1 ? fit : s->n;
    char *text = table_text(s, shown);
    struct buf out = buf_new();
    if (s->lines > 0)
        buf_addf(&out, "\r\033[%zuA", s->lines);
    buf_adds(&out, s->lines > 0 ? "\033[J" : "");
    s->lines = 0;
    for (const char *p = text, *end; (end = strchr(p, '\n')); p = end + 1) {
        add_line(&out, p, (size_t)(end - p), columns);
        s->lines++;
    }
    if (shown < s->n) {
        struct buf more = buf_new();
        buf_addf(&more, "… %zu more", s->n - shown);
        add_line(&out, more.data, more.len, columns);
        buf_release(&more);
        s->lines++;
    }
    fwrite(out.data, 1, out.len, s->to);
    fflush(s->to);
    buf_release(&out);
    free(text);
}
