/* explain_v2.c - types and fields as an OpenAPI v2 document describes them, in the form of older kubectls. */
#include "describe/explain.h"

#include "base/mem.h"
#include "describe/fields.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define LINE 80
#define MAX_DEPTH 200

/* What kube-openapi's proto package makes of a schema. */
enum form { REFERENCE, KIND, MAP, ARRAY, PRIMITIVE, ARBITRARY };

struct model {
    const struct explain_request *r;
    const cJSON *document;
    struct buf *out;
    struct strv refs;           /* those that lead here */
    const cJSON **descriptions; /* of references, maps and lists on the way */
    size_t ndescriptions;
    char *type;
    int depth;
};

static enum form form_of(const cJSON *s)
{
    const char *type = text_at(s, "type");
    if (text_at(s, "$ref")[0] != '\0')
        return REFERENCE;
    if (type[0] == '\0')
        return cJSON_IsObject(doc_get(s, "properties")) ? KIND : ARBITRARY;
    if (str_eq(type, "object"))
        return cJSON_IsObject(doc_get(s, "properties")) ? KIND : MAP;
    return str_eq(type, "array") ? ARRAY : PRIMITIVE;
}

static const cJSON *inner_of(const struct model *m, const cJSON *s)
{
    static const char prefix[] = "#/definitions/";
    const char *ref = text_at(s, "$ref");
    switch (form_of(s)) {
    case REFERENCE:
        return str_starts(ref, prefix) ? doc_get(doc_get(m->document, "definitions"), ref + sizeof prefix - 1) : NULL;
    case MAP:
        return doc_get(s, "additionalProperties");
    case ARRAY:
        return doc_get(s, "items");
    default:
        return NULL;
    }
}

static void add_type(struct model *m, struct buf *out, const cJSON *s, int depth)
{
    if (depth > MAX_DEPTH || s == NULL)
        return;
    switch (form_of(s)) {
    case REFERENCE:
        add_type(m, out, inner_of(m, s), depth + 1);
        break;
    case MAP:
    case ARRAY:
        buf_adds(out, form_of(s) == MAP ? "map[string]" : "[]");
        add_type(m, out, inner_of(m, s), depth + 1);
        break;
    case KIND:
        buf_adds(out, "Object");
        break;
    case PRIMITIVE:
        buf_adds(out, text_at(s, "type"));
        break;
    default:
        break;
    }
}

/* ---- text ---- */

static void add_line(struct buf *out, size_t indent, const char *text, size_t n)
{
    for (size_t i = 0; i < indent && n > 0; i++)
        buf_addc(out, ' ');
    buf_add(out, text, n);
    buf_addc(out, '\n');
}

/* A list's item: "1. ", "- ", "* ". */
static bool is_bullet(const char *s, size_t n)
{
    size_t i = 0;
    while (i < n && isdigit((unsigned char)s[i]))
        i++;
    if (i > 0 && i < n && s[i] == '.')
        i++;
    if (i == 0 && n > 0 && (s[0] == '-' || s[0] == '*'))
        i = 1;
    return i > 0 && i < n && isspace((unsigned char)s[i]);
}

struct filling {
    struct buf *out, line;
    size_t indent, width, lines;
    char last; /* the last character of the last word, 0 at the start of a line */
};

static void flush(struct filling *f)
{
    if (f->line.len == 0)
        return;
    add_line(f->out, f->indent, f->line.data, f->line.len);
    buf_clear(&f->line);
    f->lines++;
    f->last = '\0';
}

static void add_word(struct filling *f, const char *word, size_t n)
{
    if (f->line.len > 0 && f->line.len + 1 + n > f->width)
        flush(f);
    if (f->line.len > 0)
        buf_addc(&f->line, ' ');
    buf_add(&f->line, word, n);
    f->last = word[n - 1];
}

/* Lines are joined, but for lists, code and what follows a colon. */
static void add_paragraphs(struct buf *out, const char *text, size_t indent)
{
    struct filling f = {.out = out, .line = buf_new(), .indent = indent, .width = LINE - indent};
    for (const char *p = text;; p++) {
        size_t n = strcspn(p, "\n"), blank = strspn(p, " \t\v\f\r");
        bool empty = blank >= n;
        if (str_starts(p, "    ")) {
            flush(&f);
            add_line(out, indent, p, n);
            f.lines++;
        } else if (f.lines > 0 && empty) {
            flush(&f);
            add_line(out, 0, "", 0);
            f.lines++;
        } else {
            if (f.last == ':' || empty || is_bullet(p + blank, n - blank))
                flush(&f);
            for (size_t i = 0; i < n;) {
                size_t skip = strspn(p + i, " \t\v\f\r");
                i = i + skip < n ? i + skip : n;
                size_t word = strcspn(p + i, " \t\v\f\r\n");
                if (i < n && word > 0)
                    add_word(&f, p + i, i + word < n ? word : n - i);
                i += word;
            }
        }
        p += n;
        if (*p == '\0')
            break;
    }
    flush(&f);
    buf_release(&f.line);
}

/* ---- fields ---- */

static bool is_required(const cJSON *s, const char *name)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, doc_get(s, "required"))
    {
        if (str_eq(text_of(one), name))
            return true;
    }
    return false;
}

static void add_fields(struct model *m, const cJSON *s, size_t indent, int level);

static void add_members(struct model *m, const cJSON *s, size_t indent, int level)
{
    size_t n = 0;
    const cJSON **members = doc_sorted(doc_get(s, "properties"), &n);
    for (size_t i = 0; i < n; i++) {
        struct buf b = buf_new();
        buf_addf(&b, "%s\t<", members[i]->string);
        add_type(m, &b, members[i], 0);
        buf_addf(&b, ">%s", !m->r->recursive && is_required(s, members[i]->string) ? " -required-" : "");
        add_line(m->out, indent, b.data, b.len);
        buf_release(&b);
        if (!m->r->recursive) {
            add_paragraphs(m->out, text_at(members[i], "description"), indent + 2);
            buf_addc(m->out, '\n');
        } else if (m->r->max_depth == 0 || level < m->r->max_depth) {
            add_fields(m, members[i], indent + 3, level + 1);
        }
    }
    free(members);
}

static void add_fields(struct model *m, const cJSON *s, size_t indent, int level)
{
    const char *ref = text_at(s, "$ref");
    if (s == NULL || m->depth >= MAX_DEPTH || (ref[0] != '\0' && strv_has(&m->refs, ref)))
        return;
    m->depth++;
    strv_add(&m->refs, ref);
    if (form_of(s) == KIND)
        add_members(m, s, indent, level);
    else
        add_fields(m, inner_of(m, s), indent, level);
    free(m->refs.v[--m->refs.n]);
    m->depth--;
}

/* ---- the model ---- */

static void add_description(struct model *m, const cJSON *s)
{
    bool empty = true;
    add_line(m->out, 0, "DESCRIPTION:", strlen("DESCRIPTION:"));
    for (size_t i = 0; i <= m->ndescriptions; i++) {
        const char *text = text_at(i < m->ndescriptions ? m->descriptions[i] : s, "description");
        if (text[0] == '\0')
            continue;
        if (i > 0)
            buf_addc(m->out, '\n');
        add_paragraphs(m->out, text, 5);
        empty = false;
    }
    if (empty)
        add_paragraphs(m->out, "<empty>", 5);
}

static void note_type(struct model *m, const cJSON *s)
{
    struct buf b = buf_new();
    if (m->type == NULL) {
        add_type(m, &b, s, 0);
        m->type = b.len > 0 ? xstrdup(b.data) : NULL;
    }
    buf_release(&b);
}

static void add_model(struct model *m, const cJSON *s, const char *name)
{
    const struct explain_request *r = m->r;
    enum form form = form_of(s);
    for (int i = 0; i < MAX_DEPTH && s != NULL && (form == REFERENCE || form == MAP || form == ARRAY); i++) {
        if (form != REFERENCE)
            note_type(m, s);
        m->descriptions = xreallocarray(m->descriptions, m->ndescriptions + 1, sizeof *m->descriptions);
        m->descriptions[m->ndescriptions++] = s;
        s = inner_of(m, s);
        form = s != NULL ? form_of(s) : ARBITRARY;
    }
    buf_addf(m->out, "KIND:     %s\nVERSION:  %s%s%s\n\n", r->kind, r->group, r->group[0] != '\0' ? "/" : "",
             r->version);
    if (s != NULL)
        note_type(m, s);
    const char *type = m->type != NULL ? m->type : "";
    if (form == KIND && name[0] != '\0')
        buf_addf(m->out, "RESOURCE: %s <%s>\n\n", name, type);
    if (form == PRIMITIVE)
        buf_addf(m->out, "FIELD:    %s <%s>\n\n", name, type);
    add_description(m, s);
    if (form == KIND) {
        buf_adds(m->out, "\nFIELDS:\n");
        add_members(m, s, 3, 1);
    }
}

/* Goes down the path. The error is kubectl's; a path that goes on below a plain value ends there. */
static struct err *find_field(const struct model *m, const cJSON **s)
{
    const struct strv *path = m->r->path;
    size_t at = 0;
    for (int i = 0; i < MAX_DEPTH && *s != NULL && at < path->n; i++) {
        enum form form = form_of(*s);
        if (form == PRIMITIVE || form == ARBITRARY)
            return NULL;
        if (form != KIND) {
            *s = inner_of(m, *s);
            continue;
        }
        *s = doc_get(doc_get(*s, "properties"), path->v[at]);
        if (*s == NULL)
            return err_new("field \"%s\" does not exist", path->v[at]);
        at++;
    }
    return NULL;
}

static const cJSON *find_kind(const struct explain_request *r, const cJSON *document)
{
    const cJSON *one, *g;
    cJSON_ArrayForEach(one, doc_get(document, "definitions"))
    {
        cJSON_ArrayForEach(g, doc_get(one, "x-kubernetes-group-version-kind"))
        {
            if (str_eq(text_at(g, "group"), r->group) && str_eq(text_at(g, "version"), r->version) &&
                str_eq(text_at(g, "kind"), r->kind))
                return one;
        }
    }
    return NULL;
}

struct err *explain_v2(const struct explain_request *r, const cJSON *document, struct buf *out)
{
    struct model m = {.r = r, .document = document, .out = out};
    const cJSON *s = find_kind(r, document);
    if (s == NULL)
        return err_new("couldn't find resource for \"%s/%s, Kind=%s\"", r->group, r->version, r->kind);
    struct err *e = find_field(&m, &s);
    if (e == NULL && s != NULL)
        add_model(&m, s, r->path->n > 0 ? r->path->v[r->path->n - 1] : "");
    free(m.descriptions);
    free(m.type);
    strv_release(&m.refs);
    return e;
}
