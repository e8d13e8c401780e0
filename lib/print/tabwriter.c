/* tabwriter.c - aligns cells with blanks, as Go's text/tabwriter does. */
#include "print/table.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { MIN_WIDTH = 6, PADDING = 3 }; /* of kubectl's tables */

struct cell {
    size_t size, width; /* bytes, code points */
    enum color color;
};

struct line {
    size_t first, n; /* its cells */
};

struct tabwriter {
    FILE *to;
    size_t min_width, padding;
    bool remember;
    enum color color; /* of the cells that end from now on */
    bool separate;    /* an empty line before the next output */
    size_t written;
    struct buf text; /* of all cells, without tabs and newlines */
    struct cell *cells;
    size_t ncells, cells_cap;
    struct line *lines; /* the last one is incomplete */
    size_t nlines, lines_cap;
    size_t cell_start; /* in text: of the incomplete cell */
    size_t widths[TABWRITER_MAX_CELLS];
    size_t nwidths;
    size_t max_widths[TABWRITER_MAX_CELLS];
    size_t nmax;
};

static void add_line(struct tabwriter *w)
{
    if (w->nlines == w->lines_cap) {
        w->lines_cap = w->lines_cap ? w->lines_cap * 2 : 128;
        w->lines = xreallocarray(w->lines, w->lines_cap, sizeof *w->lines);
    }
    w->lines[w->nlines++] = (struct line){.first = w->ncells};
}

static void reset(struct tabwriter *w)
{
    buf_clear(&w->text);
    w->ncells = w->nlines = w->nwidths = w->cell_start = 0;
    add_line(w);
}

struct tabwriter *tabwriter_new(FILE *to, bool remember_widths)
{
    struct tabwriter *w = xcalloc(1, sizeof *w);
    w->to = to;
    w->min_width = MIN_WIDTH;
    w->padding = PADDING;
    w->remember = remember_widths;
    w->text = buf_new();
    reset(w);
    return w;
}

static void put(struct tabwriter *w, const char *bytes, size_t n)
{
    if (n == 0)
        return;
    if (w->separate) {
        fputc('\n', w->to);
        w->separate = false;
        w->written++;
    }
    fwrite(bytes, 1, n, w->to);
    w->written += n;
}

static void put_blanks(struct tabwriter *w, size_t n)
{
    static const char blanks[] = "                                                                ";
    while (n > 0) {
        size_t step = n < sizeof blanks - 1 ? n : sizeof blanks - 1;
        put(w, blanks, step);
        n -= step;
    }
}

static void put_colored(struct tabwriter *w, const char *bytes, size_t n, enum color color)
{
    if (color == COLOR_NONE || n == 0) {
        put(w, bytes, n);
        return;
    }
    const char *start = color_start(color);
    put(w, start, strlen(start));
    put(w, bytes, n);
    put(w, COLOR_RESET, strlen(COLOR_RESET));
}

/* Prints the lines [from, to); `pos` is where their text begins. Gives where it ends. */
static size_t write_lines(struct tabwriter *w, size_t pos, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const struct line *l = &w->lines[i];
        for (size_t j = 0; j < l->n; j++) {
            const struct cell *c = &w->cells[l->first + j];
            put_colored(w, w->text.data + pos, c->size, c->color);
            pos += c->size;
            if (j < w->nwidths && w->widths[j] > c->width)
                put_blanks(w, w->widths[j] - c->width);
        }
        if (i + 1 < w->nlines)
            put(w, "\n", 1);
    }
    return pos;
}

/* The width that column `column` gets, given the widest of its block. */
static size_t settle_width(struct tabwriter *w, size_t column, size_t width)
{
    if (!w->remember)
        return width;
    if (w->nmax < column) {
        memcpy(w->max_widths + w->nmax, w->widths + w->nmax, (column - w->nmax) * sizeof *w->widths);
        w->nmax = column;
    }
    if (w->nmax == column)
        w->max_widths[w->nmax++] = width;
    else if (w->max_widths[column] > width)
        width = w->max_widths[column];
    else
        w->max_widths[column] = width;
    return width;
}

/* A column is a block of consecutive lines that have a cell there: finds the blocks of the next column among the lines
 * [from, to), and within each those of the columns to the right. Depth: at most TABWRITER_MAX_CELLS. */
static size_t format(struct tabwriter *w, size_t pos, size_t from, size_t to)
{
    size_t column = w->nwidths;
    for (size_t i = from; i < to; i++) {
        if (column + 1 >= w->lines[i].n)
            continue;
        pos = write_lines(w, pos, from, i);
        from = i;
        size_t width = w->min_width;
        for (; i < to && column + 1 < w->lines[i].n; i++) {
            size_t need = w->cells[w->lines[i].first + column].width + w->padding;
            if (need > width)
                width = need;
        }
        w->widths[w->nwidths++] = settle_width(w, column, width);
        pos = format(w, pos, from, i);
        w->nwidths--;
        from = i;
    }
    return write_lines(w, pos, from, to);
}

static size_t end_cell(struct tabwriter *w)
{
    if (w->ncells == w->cells_cap) {
        w->cells_cap = w->cells_cap ? w->cells_cap * 2 : 1024;
        w->cells = xreallocarray(w->cells, w->cells_cap, sizeof *w->cells);
    }
    const char *start = w->text.data + w->cell_start;
    size_t size = w->text.len - w->cell_start, width = size;
    for (size_t i = 0; i < size; i++) {
        if ((unsigned char)start[i] >= 0x80) {
            width = utf8_count(start);
            break;
        }
    }
    w->cells[w->ncells++] = (struct cell){.size = size, .width = width, .color = w->color};
    w->cell_start = w->text.len;
    return ++w->lines[w->nlines - 1].n;
}

void tabwriter_flush(struct tabwriter *w)
{
    if (w->text.len > w->cell_start)
        end_cell(w);
    format(w, 0, 0, w->nlines);
    reset(w);
}

void tabwriter_add(struct tabwriter *w, const char *bytes, size_t n)
{
    size_t start = 0;
    for (size_t i = 0; i < n; i++) {
        char c = bytes[i];
        if (c != '\t' && c != '\n')
            continue;
        buf_add(&w->text, bytes + start, i - start);
        start = i + 1;
        if (c == '\t' && w->lines[w->nlines - 1].n + 2 > TABWRITER_MAX_CELLS) {
            buf_addc(&w->text, ' ');
            continue;
        }
        size_t cells = end_cell(w);
        if (c == '\n') {
            add_line(w);
            if (cells == 1)
                tabwriter_flush(w);
        }
    }
    buf_add(&w->text, bytes + start, n - start);
}

void tabwriter_color(struct tabwriter *w, enum color color)
{
    w->color = color;
}

void tabwriter_write(struct tabwriter *w, const char *text)
{
    tabwriter_add(w, text, strlen(text));
}

void tabwriter_forget_widths(struct tabwriter *w)
{
    w->nmax = 0;
}

void tabwriter_separate(struct tabwriter *w)
{
    w->separate = true;
}

size_t tabwriter_written(const struct tabwriter *w)
{
    return w->written;
}

void tabwriter_drop(struct tabwriter *w)
{
    reset(w);
}

void tabwriter_free(struct tabwriter *w)
{
    if (!w)
        return;
    tabwriter_flush(w);
    buf_release(&w->text);
    free(w->cells);
    free(w->lines);
    free(w);
}

void tabwriter_align(struct buf *out, const char *text, size_t min_width, size_t padding)
{
    char *data = NULL;
    size_t n = 0;
    FILE *to = open_memstream(&data, &n);
    if (!to)
        return;
    struct tabwriter *w = tabwriter_new(to, false);
    w->min_width = min_width;
    w->padding = padding;
    tabwriter_write(w, text);
    tabwriter_free(w);
    fclose(to);
    buf_add(out, data, n);
    free(data);
}
