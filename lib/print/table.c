/* table.c - the server's metav1.Table as kubectl prints it (cli-runtime's HumanReadablePrinter). */
#include "print/table.h"

#include "base/clock.h"
#include "base/mem.h"
#include "doc/doc.h"
#include "print/govalue.h"

#include <stdlib.h>
#include <string.h>

/* Rows between two flushes: bounds what the tab writer holds. kubectl flushes at the same rows, and as widths only grow
 * from flush to flush, another number would be another output. */
enum { FLUSH_ROWS = 100 };

struct column {
    char *header; /* upper case, safe for a terminal */
    bool hidden;  /* of a priority that only -o wide shows */
};

struct cell_text {
    char *text; /* NULL: no value; owned when `owned` */
    bool owned;
};

struct table_printer {
    struct table_options o;
    cJSON *last_columns; /* columnDefinitions of the last table that had any */
    bool printed_headers;
    bool object_headers; /* printed the headers of the plain form */
};

struct table_printer *table_printer_new(const struct table_options *o)
{
    struct table_printer *p = xcalloc(1, sizeof *p);
    p->o = *o;
    return p;
}

void table_printer_free(struct table_printer *p)
{
    if (!p)
        return;
    cJSON_Delete(p->last_columns);
    free(p);
}

bool table_is(const cJSON *object)
{
    const char *kind = doc_str_at(object, "kind"), *version = doc_str_at(object, "apiVersion");
    return str_eq(kind, "Table") && (str_eq(version, "meta.k8s.io/v1") || str_eq(version, "meta.k8s.io/v1beta1"));
}

void table_cell(struct buf *out, const char *text)
{
    size_t keep = strcspn(text, "\n\r\f");
    bool plain = true;
    for (size_t i = 0; i < keep && plain; i++) {
        unsigned char c = (unsigned char)text[i];
        plain = c == '\t' || (c >= 0x20 && c < 0x7f);
    }
    if (plain) {
        buf_add(out, text, keep);
    } else {
        char *part = xstrndup(text, keep), *safe = str_sanitize(part);
        buf_adds(out, safe);
        free(safe);
        free(part);
    }
    if (text[keep])
        buf_adds(out, "...");
}

static char *upper(const char *s)
{
    struct buf b = buf_new();
    table_cell(&b, s);
    for (size_t i = 0; i < b.len; i++) {
        if (b.data[i] >= 'a' && b.data[i] <= 'z')
            b.data[i] = (char)(b.data[i] - 'a' + 'A');
    }
    return buf_take(&b);
}

/* The column's text of -L: what stands behind the last slash of the label. */
static char *label_header(const char *label)
{
    const char *slash = strrchr(label, '/');
    return upper(slash ? slash + 1 : label);
}

static char *kind_prefix(const struct table_options *o)
{
    char *s = str_empty(o->group) ? xstrdup(o->kind) : xasprintf("%s.%s", o->kind, o->group);
    char *lower = str_lower(s);
    free(s);
    return lower;
}

/* All labels as "a=b,c=d" in the order of their keys, "<none>" without any (apimachinery's labels.FormatLabels). */
static char *labels_text(const cJSON *labels)
{
    size_t n = 0;
    const cJSON **v = cJSON_IsObject(labels) ? doc_sorted(labels, &n) : NULL;
    struct buf b = buf_new();
    for (size_t i = 0; i < n; i++) {
        buf_addf(&b, "%s%s=", b.len ? "," : "", v[i]->string);
        buf_adds(&b, cJSON_IsString(v[i]) ? v[i]->valuestring : "");
    }
    free(v);
    if (n == 0)
        buf_adds(&b, "<none>");
    return buf_take(&b);
}

static size_t label_columns(const struct table_options *o)
{
    return o->label_columns ? o->label_columns->n : 0;
}

/* ---- one table ---- */

struct view {
    const struct table_options *o;
    const char *event;
    struct column *columns;
    size_t ncolumns;
    size_t own;              /* how many columns the table itself has */
    size_t name_column;      /* SIZE_MAX: none that gets the kind */
    char *prefix;            /* "pod", "deployment.apps" for that column */
    struct cell_text *cells; /* of one row; room for `room` */
    size_t ncells, room;
};

static void add_column(struct view *v, char *header, bool hidden)
{
    v->columns = xreallocarray(v->columns, v->ncolumns + 1, sizeof *v->columns);
    v->columns[v->ncolumns++] = (struct column){.header = header, .hidden = hidden};
}

static void view_init(struct view *v, const struct table_options *o, const cJSON *definitions, const char *event)
{
    *v = (struct view){.o = o, .event = event, .name_column = SIZE_MAX};
    if (event)
        add_column(v, xstrdup("EVENT"), false);
    if (o->with_namespace)
        add_column(v, xstrdup("NAMESPACE"), false);
    const cJSON *d;
    cJSON_ArrayForEach(d, definitions)
    {
        const char *name = doc_str_at(d, "name");
        int64_t priority = 0;
        doc_get_int64(doc_get(d, "priority"), &priority);
        if (o->with_kind && !str_empty(o->kind) && v->name_column == SIZE_MAX &&
            str_eq(doc_str_at(d, "format"), "name") && str_eq(doc_str_at(d, "type"), "string"))
            v->name_column = v->own;
        add_column(v, upper(name ? name : ""), priority != 0 && !o->wide);
        v->own++;
    }
    for (size_t i = 0; i < label_columns(o); i++)
        add_column(v, label_header(o->label_columns->v[i]), false);
    if (o->show_labels)
        add_column(v, xstrdup("LABELS"), false);
    if (v->name_column != SIZE_MAX)
        v->prefix = kind_prefix(o);
}

static void clear_cells(struct view *v)
{
    for (size_t i = 0; i < v->ncells; i++) {
        if (v->cells[i].owned)
            free(v->cells[i].text);
    }
    v->ncells = 0;
}

static void view_release(struct view *v)
{
    clear_cells(v);
    free(v->cells);
    for (size_t i = 0; i < v->ncolumns; i++)
        free(v->columns[i].header);
    free(v->columns);
    free(v->prefix);
}

static void add_cell(struct view *v, char *text, bool owned)
{
    if (v->ncells == v->room) {
        v->room = v->room ? v->room * 2 : 16;
        v->cells = xreallocarray(v->cells, v->room, sizeof *v->cells);
    }
    v->cells[v->ncells++] = (struct cell_text){.text = text, .owned = owned};
}

/* "ADDED   " …: padded, so that the column keeps its width over a watch. */
static const char *event_text(const char *event)
{
    static const char *const known[] = {"ADDED",   "ADDED   ", "MODIFIED", "MODIFIED",
                                        "DELETED", "DELETED ", "ERROR",    "ERROR   "};
    for (size_t i = 0; i < sizeof known / sizeof *known; i += 2) {
        if (str_eq(event, known[i]))
            return known[i + 1];
    }
    return event;
}

static void add_own_cell(struct view *v, const cJSON *cell, size_t index)
{
    if (index == v->name_column) {
        struct buf b = buf_new();
        buf_addf(&b, "%s/", v->prefix);
        go_value_text(&b, cell);
        add_cell(v, buf_take(&b), true);
    } else if (cJSON_IsString(cell)) {
        add_cell(v, cell->valuestring, false);
    } else if (!cell || cJSON_IsNull(cell)) {
        add_cell(v, NULL, false);
    } else {
        struct buf b = buf_new();
        go_value_text(&b, cell);
        add_cell(v, buf_take(&b), true);
    }
}

/* Collects the texts of one row. */
static void row_cells(struct view *v, const cJSON *row)
{
    clear_cells(v);
    const cJSON *metadata = doc_at(row, "object.metadata"), *labels = doc_get(metadata, "labels");
    if (v->event)
        add_cell(v, xstrdup(event_text(v->event)), true);
    if (v->o->with_namespace) {
        const char *ns = doc_str_at(metadata, "namespace");
        add_cell(v, xstrdup(ns ? ns : ""), true);
    }
    const cJSON *cell;
    size_t index = 0;
    cJSON_ArrayForEach(cell, doc_get(row, "cells"))
    {
        if (v->ncells == v->ncolumns)
            break; /* more cells than columns, as of ipaddresses: they push the labels out, in kubectl too */
        add_own_cell(v, cell, index++);
    }
    if (!metadata)
        return;
    for (size_t i = 0; i < label_columns(v->o) && v->ncells < v->ncolumns; i++) {
        const cJSON *value = doc_get(labels, v->o->label_columns->v[i]);
        add_cell(v, cJSON_IsString(value) ? value->valuestring : NULL, false);
    }
    if (v->o->show_labels && v->ncells < v->ncolumns)
        add_cell(v, labels_text(labels), true);
}

/* Gives out what is written of the line, whose open cell has this colour. */
static void next_color(struct tabwriter *w, struct buf *line, enum color color)
{
    tabwriter_add(w, line->data, line->len);
    tabwriter_color(w, color);
    buf_clear(line);
}

static void write_row(struct view *v, struct tabwriter *w, const size_t *pad_to, size_t last, struct buf *line)
{
    buf_clear(line);
    bool first = true;
    for (size_t i = 0; i < v->ncells; i++) {
        if (v->columns[i].hidden)
            continue;
        if (!first)
            buf_addc(line, '\t');
        first = false;
        size_t size = 0;
        if (v->cells[i].text) {
            size = strlen(v->cells[i].text);
            table_cell(line, v->cells[i].text);
        }
        if (pad_to && i != last && pad_to[i] > size)
            buf_addn(line, ' ', pad_to[i] - size);
        if (v->o->color)
            next_color(w, line, color_of_cell(v->columns[i].header, v->cells[i].text ? v->cells[i].text : "", size));
    }
    buf_addc(line, '\n');
    tabwriter_add(w, line->data, line->len);
    tabwriter_color(w, COLOR_NONE);
}

/* The widest cell of each column in bytes: the header (or, without headers, the first row) is padded to it, so that
 * later flushes find the column wide enough. */
static size_t *widest(struct view *v, const cJSON *rows)
{
    size_t *max = xcalloc(v->ncolumns + 1, sizeof *max);
    const cJSON *row;
    cJSON_ArrayForEach(row, rows)
    {
        row_cells(v, row);
        for (size_t i = 0; i < v->ncells; i++) {
            size_t n = v->cells[i].text && !v->columns[i].hidden ? strlen(v->cells[i].text) : 0;
            if (n > max[i])
                max[i] = n;
        }
    }
    return max;
}

/* Writes a line of headers and releases it. */
static void add_header(struct tabwriter *w, struct buf *line, bool color)
{
    tabwriter_color(w, color ? COLOR_HEADER : COLOR_NONE);
    tabwriter_add(w, line->data, line->len);
    tabwriter_color(w, COLOR_NONE);
    buf_release(line);
}

static void write_header(const struct view *v, struct tabwriter *w, const size_t *max, size_t last)
{
    struct buf line = buf_new();
    bool first = true;
    for (size_t i = 0; i < v->ncolumns; i++) {
        if (v->columns[i].hidden)
            continue;
        if (!first)
            buf_addc(&line, '\t');
        first = false;
        size_t size = strlen(v->columns[i].header);
        buf_add(&line, v->columns[i].header, size);
        if (i != last && max[i] > size)
            buf_addn(&line, ' ', max[i] - size);
    }
    buf_addc(&line, '\n');
    add_header(w, &line, v->o->color);
}

static void print_rows(struct view *v, struct tabwriter *w, const cJSON *rows, bool headers)
{
    if (!rows || !rows->child)
        return;
    size_t last = SIZE_MAX;
    for (size_t i = 0; i < v->ncolumns; i++) {
        if (!v->columns[i].hidden)
            last = i;
    }
    size_t *max = widest(v, rows);
    if (headers)
        write_header(v, w, max, last);
    struct buf line = buf_new();
    size_t n = 0;
    const cJSON *row;
    cJSON_ArrayForEach(row, rows)
    {
        row_cells(v, row);
        write_row(v, w, headers || n > 0 ? NULL : max, last, &line);
        if (++n % FLUSH_ROWS == 0)
            tabwriter_flush(w);
    }
    buf_release(&line);
    free(max);
}

static void print_table(struct table_printer *p, struct tabwriter *w, const cJSON *table, const char *event,
                        bool skip_rows)
{
    const cJSON *definitions = doc_get(table, "columnDefinitions");
    const cJSON *rows = skip_rows ? NULL : doc_get(table, "rows");
    bool headers = !p->o.no_headers;
    if (!definitions || !definitions->child) {
        headers = headers && !p->printed_headers;
    } else if (!p->last_columns || !doc_equal(definitions, p->last_columns)) {
        cJSON_Delete(p->last_columns);
        p->last_columns = doc_dup(definitions);
        p->printed_headers = false;
    } else if (p->printed_headers) {
        headers = false;
    }
    if (rows && rows->child)
        p->printed_headers = true;
    struct view v;
    view_init(&v, &p->o, p->last_columns, event);
    print_rows(&v, w, rows, headers);
    view_release(&v);
}

/* ---- objects that are no table: NAME and AGE ---- */

static void object_header(struct table_printer *p, struct tabwriter *w, const char *event)
{
    struct buf line = buf_new();
    buf_addf(&line, "%s%sNAME\tAGE", event ? "EVENT\t" : "", p->o.with_namespace ? "NAMESPACE\t" : "");
    for (size_t i = 0; i < label_columns(&p->o); i++) {
        char *header = label_header(p->o.label_columns->v[i]);
        buf_addf(&line, "\t%s", header);
        free(header);
    }
    buf_adds(&line, p->o.show_labels ? "\tLABELS\n" : "\n");
    add_header(w, &line, p->o.color);
}

static char *age_text(const cJSON *metadata)
{
    const char *created = doc_str_at(metadata, "creationTimestamp");
    int64_t ns;
    if (!created || !time_parse_rfc3339(created, &ns))
        return xstrdup("<unknown>");
    return duration_human((struct duration){.ns = clock_now_ns() - ns});
}

static void text_or_empty(struct buf *line, const cJSON *object, const char *key)
{
    const char *s = doc_str_at(object, key);
    table_cell(line, s ? s : "");
}

static void object_row(struct table_printer *p, struct tabwriter *w, const cJSON *object, const char *event)
{
    const cJSON *metadata = doc_get(object, "metadata"), *labels = doc_get(metadata, "labels");
    struct buf line = buf_new();
    if (event)
        buf_addf(&line, "%s\t", event_text(event));
    if (p->o.with_namespace) {
        text_or_empty(&line, metadata, "namespace");
        buf_addc(&line, '\t');
    }
    if (p->o.with_kind && !str_empty(p->o.kind)) {
        char *prefix = kind_prefix(&p->o);
        buf_addf(&line, "%s/", prefix);
        free(prefix);
    }
    text_or_empty(&line, metadata, "name");
    char *age = age_text(metadata);
    buf_addf(&line, "\t%s", age);
    free(age);
    for (size_t i = 0; i < label_columns(&p->o); i++) {
        const cJSON *value = doc_get(labels, p->o.label_columns->v[i]);
        buf_addc(&line, '\t');
        table_cell(&line, cJSON_IsString(value) ? value->valuestring : "");
    }
    if (p->o.show_labels) {
        char *all = labels_text(labels);
        buf_addc(&line, '\t');
        table_cell(&line, all);
        free(all);
    }
    buf_addc(&line, '\n');
    tabwriter_add(w, line.data, line.len);
    buf_release(&line);
}

void table_print(struct table_printer *p, struct tabwriter *w, const cJSON *object, const char *event, bool skip_rows)
{
    if (table_is(object)) {
        print_table(p, w, object, event, skip_rows);
        return;
    }
    if (skip_rows)
        return;
    if (!p->object_headers && !p->o.no_headers)
        object_header(p, w, event);
    p->object_headers = true;
    object_row(p, w, object, event);
}
