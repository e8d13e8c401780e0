/* print.c - objects as output. */
#include "print/print.h"

#include "base/file.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "doc/emit.h"
#include "print/columns.h"
#include "print/table.h"
#include "print/template.h"

#include <stdlib.h>
#include <string.h>

static void free_template(void *t)
{
    object_template_free(t);
}

static void free_columns(void *c)
{
    columns_free(c);
}

/* kubectl's formats, sorted. */
static const struct {
    const char *name;
    bool get_only, with_template;
    enum output_format format;
} formats[] = {
    {"custom-columns", true, true, OUTPUT_COLUMNS},
    {"custom-columns-file", true, true, OUTPUT_COLUMNS},
    {"go-template", false, true, OUTPUT_TEMPLATE},
    {"go-template-file", false, true, OUTPUT_TEMPLATE},
    {"json", false, false, OUTPUT_JSON},
    {"jsonpath", false, true, OUTPUT_TEMPLATE},
    {"jsonpath-as-json", false, true, OUTPUT_TEMPLATE},
    {"jsonpath-file", false, true, OUTPUT_TEMPLATE},
    {"kyaml", false, false, OUTPUT_KYAML},
    {"name", false, false, OUTPUT_NAME},
    {"template", false, true, OUTPUT_TEMPLATE},
    {"templatefile", false, true, OUTPUT_TEMPLATE},
    {"wide", true, false, OUTPUT_WIDE},
    {"yaml", false, false, OUTPUT_YAML},
};
enum { NFORMATS = sizeof formats / sizeof *formats };

static struct err *unknown_format(const char *text, bool allow_wide)
{
    struct strv allowed = {0};
    for (size_t i = 0; i < NFORMATS; i++) {
        if (allow_wide || !formats[i].get_only)
            strv_add(&allowed, formats[i].name);
    }
    char *list = strv_join(&allowed, ","), *quoted = str_quote(text);
    struct err *e =
        err_new("unable to match a printer suitable for the output format %s, allowed formats are: %s", quoted, list);
    free(quoted);
    free(list);
    strv_release(&allowed);
    return e;
}

struct err *output_format_parse(const char *text, bool allow_wide, enum output_format *out)
{
    *out = OUTPUT_DEFAULT;
    if (str_empty(text))
        return NULL;
    for (size_t i = 0; i < NFORMATS; i++) {
        if (formats[i].with_template || (formats[i].get_only && !allow_wide))
            continue;
        /* json, yaml, kyaml and name match in any case, wide does not, as in kubectl. */
        if (formats[i].get_only ? str_eq(text, formats[i].name) : str_eq_nocase(text, formats[i].name)) {
            *out = formats[i].format;
            return NULL;
        }
    }
    return unknown_format(text, allow_wide);
}

static struct err *read_columns(const char *file, struct columns **out)
{
    struct buf text;
    buf_init(&text, DOC_MAX_BYTES);
    struct err *e = file_read(file, &text);
    if (e)
        str_replace_owned(&e->msg, xasprintf("error reading template %s, %s", file, e->msg));
    else
        e = columns_parse_file(file, text.data, text.len, out);
    buf_release(&text);
    return e;
}

static struct err *make_columns(struct cmd_ctx *ctx, struct printer *p, const char *format, const char *text)
{
    struct err *e = NULL;
    if (str_empty(text))
        return err_new("custom-columns format specified but no custom columns given");
    e = str_ends(format, "file") ? read_columns(text, &p->columns) : columns_parse(text, &p->columns);
    if (!e)
        cli_defer(ctx, free_columns, p->columns);
    return e;
}

static struct err *make_template(struct cmd_ctx *ctx, struct printer *p, const char *format, const char *text,
                                 const struct opt_print *o)
{
    struct err *e = object_template_new(format, text, o->allow_missing_template_keys, &p->template);
    if (!e)
        cli_defer(ctx, free_template, p->template);
    return e;
}

struct err *printer_init(struct cmd_ctx *ctx, struct printer *p, const struct opt_print *o, bool allow_wide)
{
    bool has_template = !str_empty(o->template_text);
    /* get looks at -o, the other verbs whether it was given. */
    bool output_given = allow_wide ? !str_empty(o->output) : cli_changed(ctx, "output");
    const char *output = has_template && !output_given ? "go-template" : o->output, *text = o->template_text;
    char *format = has_template ? xstrdup(output) : str_cut(output ? output : "", '=', &text);
    struct err *e = NULL;
    size_t i = 0;
    p->show_managed_fields = o->show_managed_fields;
    while (i < NFORMATS &&
           (!formats[i].with_template || (formats[i].get_only && !allow_wide) || !str_eq(format, formats[i].name)))
        i++;
    if (i == NFORMATS) {
        e = output_format_parse(output, allow_wide, &p->format);
    } else {
        p->format = formats[i].format;
        e = p->format == OUTPUT_COLUMNS ? make_columns(ctx, p, format, text) : make_template(ctx, p, format, text, o);
    }
    free(format);
    return e;
}

void printer_restart(struct printer *p)
{
    p->printed = 0;
    if (p->template)
        object_template_restart(p->template);
}

/* ---- lines ---- */

void print_name_line(struct printer *p, FILE *to, const struct gvk *g, const char *name, const char *operation)
{
    if (!operation)
        operation = p->operation;
    if (!operation || p->format == OUTPUT_NAME)
        operation = "";
    char *kind = str_lower(g->kind);
    char *line = xasprintf("%s%s%s/%s%s%s", kind, str_empty(g->group) ? "" : ".", g->group ? g->group : "",
                           str_empty(name) ? "<unknown>" : name, *operation ? " " : "", operation);
    char *safe = str_sanitize(line);
    fprintf(to, "%s\n", safe);
    free(safe);
    free(line);
    free(kind);
    p->printed++;
}

static void object_line(struct printer *p, FILE *to, const cJSON *object)
{
    const cJSON *items = doc_get(object, "items");
    if (cJSON_IsArray(items)) {
        const cJSON *item;
        cJSON_ArrayForEach(item, items) object_line(p, to, item);
        return;
    }
    const char *version = doc_str_at(object, "apiVersion"), *kind = doc_str_at(object, "kind");
    struct gvk g = gvk_parse(version ? version : "", kind ? kind : "<unknown>");
    print_name_line(p, to, &g, doc_str_at(object, "metadata.name"), NULL);
    gvk_release(&g);
}

/* ---- without managed fields ---- */

/* A copy of `object`'s first level that refers to the members of the original: the original must live longer. */
static cJSON *refer(const cJSON *object, const char *leave_out)
{
    cJSON *copy = cJSON_CreateObject();
    if (!copy)
        out_of_memory();
    for (cJSON *m = object->child; m; m = m->next) {
        if (!leave_out || !str_eq(m->string, leave_out))
            cJSON_AddItemReferenceToObject(copy, m->string, m);
    }
    return copy;
}

static cJSON *without_managed_fields(const cJSON *object)
{
    const cJSON *metadata = doc_get(object, "metadata");
    if (!cJSON_IsObject(metadata) || !doc_get(metadata, "managedFields"))
        return refer(object, NULL);
    cJSON *copy = refer(object, NULL);
    cJSON_ReplaceItemInObjectCaseSensitive(copy, "metadata", refer(metadata, "managedFields"));
    return copy;
}

/* The object without managed fields, also those of its items. The caller deletes it; it refers into `object`. */
static cJSON *omit_managed_fields(const cJSON *object)
{
    if (!cJSON_IsObject(object))
        return NULL;
    cJSON *copy = without_managed_fields(object);
    const cJSON *items = doc_get(object, "items");
    if (cJSON_IsArray(items)) {
        cJSON *kept = cJSON_CreateArray();
        const cJSON *item;
        cJSON_ArrayForEach(item, items)
        {
            if (cJSON_IsObject(item))
                cJSON_AddItemToArray(kept, without_managed_fields(item));
        }
        cJSON_ReplaceItemInObjectCaseSensitive(copy, "items", kept);
    }
    return copy;
}

/* ---- documents ---- */

static unsigned flags_of(const struct printer *p)
{
    return (p->sorted ? EMIT_SORTED : 0u) | (p->color ? EMIT_COLOR : 0u);
}

static void emit(struct printer *p, struct buf *b, const cJSON *tree)
{
    switch (p->format) {
    case OUTPUT_YAML:
        if (p->printed > 0)
            buf_adds(b, "---\n");
        emit_yaml_flags(b, tree, flags_of(p));
        break;
    case OUTPUT_KYAML:
        emit_kyaml_flags(b, tree, p->sorted ? EMIT_SORTED : 0);
        break;
    default:
        emit_json(b, tree, 4, flags_of(p));
        buf_addc(b, '\n');
        break;
    }
    p->printed++;
}

static void write_out(struct printer *p, struct buf *b, FILE *to)
{
    if (p->tabs)
        tabwriter_add(p->tabs, b->data, b->len);
    else
        fwrite(b->data, 1, b->len, to);
    buf_release(b);
}

static struct err *print_template(struct printer *p, FILE *to, const cJSON *object, bool typed)
{
    struct buf b = buf_new();
    struct err *e = object_template_print(p->template, &b, object, typed);
    write_out(p, &b, to);
    p->printed++;
    return e;
}

/* A table of one object, or of the items of a List. */
static struct err *print_columns(struct printer *p, FILE *to, const cJSON *object)
{
    struct tabwriter *w = p->tabs ? p->tabs : tabwriter_new(to, true);
    const cJSON *items = doc_get(object, "items");
    bool list = cJSON_IsArray(items);
    struct err *e = columns_begin(p->columns, w, p->no_headers);
    for (const cJSON *item = list ? items->child : NULL; item && !e; item = item->next)
        e = columns_row(p->columns, w, item);
    if (!e && !list)
        e = columns_row(p->columns, w, object);
    if (!p->tabs)
        tabwriter_free(w);
    p->printed++;
    return e;
}

struct err *print_object(struct printer *p, FILE *to, const cJSON *object)
{
    if (p->format == OUTPUT_NAME || p->format == OUTPUT_DEFAULT || p->format == OUTPUT_WIDE) {
        object_line(p, to, object);
        return NULL;
    }
    if (p->format == OUTPUT_TEMPLATE)
        return print_template(p, to, object, !p->sorted);
    if (p->format == OUTPUT_COLUMNS)
        return print_columns(p, to, object);
    cJSON *shown = p->show_managed_fields ? NULL : omit_managed_fields(object);
    struct buf b = buf_new();
    emit(p, &b, shown ? shown : object);
    write_out(p, &b, to);
    cJSON_Delete(shown);
    return NULL;
}

struct err *print_event(struct printer *p, FILE *to, const char *type, const cJSON *object)
{
    if (p->format == OUTPUT_NAME || p->format == OUTPUT_DEFAULT || p->format == OUTPUT_WIDE) {
        object_line(p, to, object);
        return NULL;
    }
    struct err *e = NULL;
    struct buf b = buf_new();
    if (p->format == OUTPUT_JSON) {
        cJSON *text = cJSON_CreateStringReference(type);
        buf_adds(&b, "{\"type\":");
        emit_json_compact(&b, text, 0);
        buf_adds(&b, ",\"object\":");
        emit_json_compact(&b, object, p->sorted ? EMIT_SORTED : 0);
        buf_adds(&b, "}\n");
        cJSON_Delete(text);
        p->printed++;
    } else {
        cJSON *event = cJSON_CreateObject();
        cJSON_AddStringToObject(event, "type", type);
        cJSON *whole = refer(object, NULL);
        cJSON_AddItemToObject(event, "object", whole);
        if (p->format == OUTPUT_TEMPLATE)
            e = print_template(p, to, event, true);
        else if (p->format == OUTPUT_COLUMNS)
            e = print_columns(p, to, event);
        else
            emit(p, &b, event);
        cJSON_Delete(event);
    }
    write_out(p, &b, to);
    return e;
}

/* ---- lists ---- */

void list_printer_init(struct list_printer *l, struct printer *p, FILE *to)
{
    *l = (struct list_printer){.p = p, .to = to};
}

/* Writes text in which < and > stand around the keys. */
static void put_frame(const struct list_printer *l, const char *text)
{
    for (; *text; text++) {
        if (*text != '<' && *text != '>')
            fputc(*text, l->to);
        else if (l->p->color)
            fputs(*text == '<' ? EMIT_KEY_START : EMIT_KEY_END, l->to);
    }
}

static void list_begin(struct list_printer *l)
{
    switch (l->p->format) {
    case OUTPUT_JSON:
        put_frame(l, "{\n    <\"apiVersion\">: \"v1\",\n    <\"items\">: [");
        break;
    case OUTPUT_YAML:
        if (l->p->printed > 0)
            fputs("---\n", l->to);
        put_frame(l, "<apiVersion>: v1\n<items>:");
        break;
    default:
        fputs("---\n{\n  apiVersion: \"v1\",\n  items: [", l->to);
        break;
    }
}

/* Adds text with `indent` blanks before each of its lines. No line of these formats is continued from another by its
 * column alone, so that this is the same text further right. */
static void add_indented(struct buf *out, const char *text, size_t n, size_t indent)
{
    while (n > 0) {
        const char *newline = memchr(text, '\n', n);
        size_t line = newline ? (size_t)(newline - text) + 1 : n;
        if (line > 1 || !newline)
            buf_addn(out, ' ', indent);
        buf_add(out, text, line);
        text += line;
        n -= line;
    }
}

static void add_json_item(struct list_printer *l, const cJSON *item)
{
    struct buf b = buf_new(), shifted = buf_new();
    emit_json(&b, item, 4, flags_of(l->p));
    buf_adds(&shifted, l->items ? ",\n" : "\n");
    add_indented(&shifted, b.data, b.len, 8);
    buf_release(&b);
    write_out(l->p, &shifted, l->to);
}

static void add_yaml_item(struct list_printer *l, const cJSON *item)
{
    struct buf b = buf_new();
    cJSON *one = cJSON_CreateArray();
    /* A reference does not change what it refers to. */
    cJSON_AddItemReferenceToArray(one, (cJSON *)item);
    if (l->items == 0)
        fputc('\n', l->to);
    emit_yaml_flags(&b, one, flags_of(l->p));
    cJSON_Delete(one);
    write_out(l->p, &b, l->to);
}

/* An object alone is "---", "{", its members and "}"; in a list the braces stand with the brackets: [{ … }, { … }]. */
static void add_kyaml_item(struct list_printer *l, const cJSON *item)
{
    static const char head[] = "---\n{\n", tail[] = "}\n";
    struct buf b = buf_new(), shifted = buf_new();
    emit_kyaml(&b, item);
    buf_adds(&shifted, l->items ? ", " : "");
    if (str_starts(b.data, head) && str_ends(b.data, tail)) {
        buf_adds(&shifted, "{\n");
        add_indented(&shifted, b.data + sizeof head - 1, b.len - (sizeof head - 1) - (sizeof tail - 1), 2);
        buf_adds(&shifted, "  }");
    } else {
        size_t skip = str_starts(b.data, "---\n") ? 4 : 0, n = b.len - skip;
        buf_add(&shifted, b.data + skip, n > 0 ? n - 1 : 0);
    }
    buf_release(&b);
    write_out(l->p, &shifted, l->to);
}

static void begin_table(struct list_printer *l)
{
    l->table = tabwriter_new(l->to, true);
    l->err = columns_begin(l->p->columns, l->table, l->p->no_headers);
}

static struct err *end_table(struct list_printer *l)
{
    if (!l->table)
        begin_table(l);
    tabwriter_free(l->table);
    l->table = NULL;
    l->p->printed++;
    return l->err;
}

void list_printer_add(struct list_printer *l, const cJSON *item)
{
    enum output_format format = l->p->format;
    if (format == OUTPUT_COLUMNS) {
        if (!l->table)
            begin_table(l);
        if (!l->err)
            l->err = columns_row(l->p->columns, l->table, item);
        l->items++;
        return;
    }
    if (format != OUTPUT_JSON && format != OUTPUT_YAML && format != OUTPUT_KYAML) {
        object_line(l->p, l->to, item);
        return;
    }
    if (l->items == 0)
        list_begin(l);
    cJSON *shown = l->p->show_managed_fields ? NULL : omit_managed_fields(item);
    if (shown)
        item = shown;
    if (format == OUTPUT_JSON)
        add_json_item(l, item);
    else if (format == OUTPUT_YAML)
        add_yaml_item(l, item);
    else
        add_kyaml_item(l, item);
    cJSON_Delete(shown);
    l->items++;
}

struct err *list_printer_end(struct list_printer *l)
{
    enum output_format format = l->p->format;
    if (format == OUTPUT_COLUMNS)
        return end_table(l);
    if (format != OUTPUT_JSON && format != OUTPUT_YAML && format != OUTPUT_KYAML)
        return NULL;
    if (l->items == 0)
        list_begin(l);
    if (format == OUTPUT_JSON) {
        fputs(l->items ? "\n    " : "", l->to);
        put_frame(
            l, "],\n    <\"kind\">: \"List\",\n    <\"metadata\">: {\n        <\"resourceVersion\">: \"\"\n    }\n}\n");
    } else if (format == OUTPUT_YAML) {
        fputs(l->items ? "" : " []\n", l->to);
        put_frame(l, "<kind>: List\n<metadata>:\n  <resourceVersion>: \"\"\n");
    } else {
        fputs("],\n  kind: \"List\",\n  metadata: {\n    resourceVersion: \"\",\n  },\n}\n", l->to);
    }
    l->p->printed++;
    return NULL;
}
