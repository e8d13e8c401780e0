/* text.c - the text in the editor: comments, places, and what is wrong with it. */
#include "edit/inside.h"

#include "api/status.h"
#include "base/mem.h"
#include "doc/emit.h"
#include "resource/identity.h"
#include "resource/locate.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define SOURCE "edited-file" /* kubectl's name for it in messages */

static const char *line_end(const char *p, const char *end)
{
    const char *newline = memchr(p, '\n', (size_t)(end - p));
    return newline != NULL ? newline + 1 : end;
}

static bool is_comment(const char *p, const char *end)
{
    while (p < end && isspace((unsigned char)*p))
        p++;
    return p < end && *p == '#';
}

void edit_strip_lines(struct buf *out, const char *text, size_t n)
{
    const char *end = text + n;
    for (const char *p = text, *next; p < end; p = next) {
        next = line_end(p, end);
        const char *hash = memchr(p, '#', (size_t)(next - p));
        bool program = hash != NULL && hash + 1 < next && hash[1] == '!';
        if (!is_comment(p, next) || program)
            buf_add(out, p, (size_t)(next - p));
    }
}

static bool is_json(const struct buf *text)
{
    return text->data[strspn(text->data, " \t\r\n")] == '{';
}

static struct err *read_one(const struct buf *text, unsigned flags, struct doc **out)
{
    struct source *src = source_new(SOURCE, xmemdup(text->data, text->len + 1), text->len);
    struct err *e = doc_read_one(src, flags, out);
    source_unref(src);
    return e;
}

void edit_canonical(struct buf *out, const struct buf *text)
{
    struct doc *doc = NULL;
    if (is_json(text)) {
        buf_add(out, text->data, text->len);
        return;
    }
    struct err *e = read_one(text, DOC_YAML | DOC_LAST_WINS, &doc);
    if (e != NULL)
        edit_strip_lines(out, text->data, text->len);
    else
        emit_json_compact(out, doc != NULL ? doc->root : NULL, EMIT_SORTED);
    err_free(e);
    doc_free(doc);
}

bool edit_has_lines(const struct buf *text)
{
    const char *end = text->data + text->len;
    for (const char *p = text->data, *next; p < end; p = next) {
        next = line_end(p, end);
        while (p < next && isspace((unsigned char)*p))
            p++;
        if (p < next && *p != '#')
            return true;
    }
    return false;
}

/* kubectl leaves out every line with a # here, those of scripts in a ConfigMap too. */
void edit_without_header(struct buf *out, const struct edit_loop *l)
{
    const char *p = l->edited.data, *end = p + l->edited.len;
    const char *hend = l->header.data + l->header.len;
    while (p < end && *p == '#') {
        const char *next = line_end(p, end);
        bool ours = false;
        for (const char *h = l->header.data, *hn; h < hend && !ours; h = hn) {
            hn = line_end(h, hend);
            ours = hn - h == next - p && memcmp(h, p, (size_t)(next - p)) == 0;
        }
        if (!ours)
            buf_add(out, p, (size_t)(next - p));
        p = next;
    }
    buf_add(out, p, (size_t)(end - p));
}

void edit_read(const struct edit_loop *l, const struct buf *text, size_t blank, struct targets *out)
{
    struct buf b = buf_new();
    buf_addn(&b, '\n', blank);
    buf_add(&b, text->data, text->len);
    size_t n = b.len;
    struct source *src = source_new(SOURCE, buf_take(&b), n);
    struct manifest_request req = {.ns = "", .last_key_wins = l->e->write.validate == VALIDATE_IGNORE};
    manifests_read_source(session_get(l->e->ctx), &req, src, out);
    source_unref(src);
}

static struct err *check(const struct edit_loop *l, const struct buf *text)
{
    struct doc *doc = NULL;
    (void)l;
    struct err *e = read_one(text, is_json(text) ? DOC_JSON : DOC_YAML, &doc);
    if (e == NULL && (doc == NULL || doc->root == NULL))
        e = err_new("invalid object to validate");
    else if (e == NULL)
        e = identity_faults(doc);
    doc_free(doc);
    return e;
}

struct err *edit_check_text(const struct edit_loop *l)
{
    if (l->e->write.validate == VALIDATE_IGNORE)
        return NULL;
    struct err *e = check(l, &l->edited);
    if (e == NULL || is_json(&l->edited))
        return e;
    /* The line that the message names is counted without comments, as kubectl does. */
    struct buf stripped = buf_new();
    edit_strip_lines(&stripped, l->edited.data, l->edited.len);
    struct err *as_kubectl = check(l, &stripped);
    buf_release(&stripped);
    if (as_kubectl == NULL)
        return e;
    err_free(e);
    return as_kubectl;
}

/* ---- the header ---- */

static const char header_live[] =
    "# Please edit the object below. Lines beginning with a '#' will be ignored,\n"
    "# and an empty file will abort the edit. If an error occurs while saving this file will be\n"
    "# reopened with the relevant failures.\n"
    "#\n";
static const char header_last_applied[] =
    "# Please edit the 'last-applied-configuration' annotations below.\n"
    "# Lines beginning with a '#' will be ignored, and an empty file will abort the edit.\n"
    "#\n";

/* The text with "# " behind each line end, where the next line is no comment already. */
static void add_commented(struct buf *out, const char *text)
{
    for (const char *p = text; *p != '\0'; p++) {
        buf_addc(out, *p);
        if (*p == '\n' && p[1] != '\0' && p[1] != '#')
            buf_adds(out, "# ");
    }
}

/* Where the trouble is, as lines: of the reason's object, or of the text itself. */
static char *places_of(const struct edit_loop *l, const struct edit_reason *r, const struct buf *body, size_t blank)
{
    struct targets targets = {0};
    struct err *found = NULL;
    edit_read(l, body, blank, &targets);
    if (r->err != NULL && r->target < targets.n && targets.v[r->target].err == NULL) {
        str_replace_owned(&r->err->note, NULL);
        locate_in_manifest(r->err, targets.v[r->target].doc);
    }
    for (size_t i = 0; r->err == NULL && i < targets.n && found == NULL; i++)
        found = targets.v[i].err;
    const char *note = r->err != NULL ? r->err->note : found != NULL ? found->note : NULL;
    char *copy = xstrdup_null(note);
    targets_release(&targets);
    return copy;
}

/* Appends the lines of a note, with the path in the place of SOURCE. */
static void add_places(struct buf *out, const char *note, const char *path, const char *before)
{
    static const char arrow[] = "--> " SOURCE;
    for (const char *p = note, *next; p != NULL && *p != '\0'; p = next) {
        next = line_end(p, p + strlen(p));
        char *line = xstrndup(p, strcspn(p, "\n"));
        const char *at = strstr(line, arrow);
        buf_adds(out, before);
        if (at != NULL)
            buf_addf(out, "%.*s--> %s%s\n", (int)(at - line), line, path, at + sizeof arrow - 1);
        else
            buf_addf(out, "%s\n", line);
        free(line);
    }
}

struct err *edit_locate(const struct edit_loop *l, struct err *e, const struct doc *d)
{
    e = locate_in_manifest(e, d);
    if (e == NULL || e->note == NULL)
        return e;
    struct buf b = buf_new();
    add_places(&b, e->note, l->results.file, "");
    if (b.len > 0)
        buf_truncate(&b, b.len - 1);
    str_replace_owned(&e->note, buf_take(&b));
    return e;
}

static size_t count_lines(const struct buf *b)
{
    size_t n = 0;
    for (size_t i = 0; i < b->len; i++)
        n += b->data[i] == '\n';
    return n;
}

static void add_reasons(struct buf *out, const struct edit_loop *l, const struct buf *body, size_t blank,
                        const char *path)
{
    for (size_t i = 0; i < l->results.n; i++) {
        const struct edit_reason *r = &l->results.reasons[i];
        buf_adds(out, "# ");
        add_commented(out, r->head);
        buf_adds(out, r->details.n > 0 ? ":\n" : "\n");
        for (size_t k = 0; k < r->details.n; k++) {
            buf_adds(out, "# * ");
            add_commented(out, r->details.v[k]);
            buf_addc(out, '\n');
        }
        char *note = places_of(l, r, body, blank);
        add_places(out, note, path, "# ");
        free(note);
        buf_adds(out, "#\n");
    }
}

void edit_write_header(struct buf *out, const struct edit_loop *l, const struct buf *body, const char *path)
{
    const char *head = l->e->mode == EDIT_LAST_APPLIED ? header_last_applied : header_live;
    buf_adds(out, head);
    if (l->results.n == 0)
        return;
    /* The number of lines does not depend on where they point to: written once to count them. */
    add_reasons(out, l, body, 0, path);
    size_t lines = count_lines(out);
    buf_clear(out);
    buf_adds(out, head);
    add_reasons(out, l, body, lines, path);
}

void edit_say_reasons(struct edit_loop *l, const struct buf *body, const char *path)
{
    struct buf b = buf_new();
    for (size_t i = 0; i < l->results.n; i++) {
        const struct edit_reason *r = &l->results.reasons[i];
        for (size_t k = 0; k < r->details.n; k++)
            buf_addf(&b, "  %s\n", r->details.v[k]);
        if (r->details.n == 0)
            buf_addf(&b, "  %s\n", r->head);
        char *note = places_of(l, r, body, 0);
        add_places(&b, note, path, "");
        free(note);
    }
    char *clean = str_sanitize(b.data);
    fputs(clean, l->e->ctx->err);
    free(clean);
    buf_release(&b);
}

/* ---- Go syntax ---- */

static void go_members(struct buf *out, const cJSON *node, int depth);

static void go_value(struct buf *out, const cJSON *node, int depth)
{
    char *quoted = NULL;
    if (cJSON_IsString(node)) {
        quoted = str_quote(node->valuestring);
        buf_adds(out, quoted);
        free(quoted);
    } else if (cJSON_IsNumber(node)) {
        buf_adds(out, doc_number_text(node));
    } else if (cJSON_IsBool(node)) {
        buf_adds(out, cJSON_IsTrue(node) ? "true" : "false");
    } else if ((cJSON_IsObject(node) || cJSON_IsArray(node)) && depth < DOC_MAX_DEPTH) {
        go_members(out, node, depth);
    } else {
        buf_adds(out, "interface {}(nil)");
    }
}

static void go_members(struct buf *out, const cJSON *node, int depth)
{
    bool first = true;
    if (cJSON_IsArray(node)) {
        const cJSON *item;
        buf_adds(out, "[]interface {}{");
        cJSON_ArrayForEach(item, node)
        {
            buf_adds(out, first ? "" : ", ");
            go_value(out, item, depth + 1);
            first = false;
        }
    } else {
        size_t n;
        const cJSON **v = doc_sorted(node, &n);
        buf_adds(out, "map[string]interface {}{");
        for (size_t i = 0; i < n; i++) {
            char *key = str_quote(v[i]->string);
            buf_addf(out, "%s%s:", i == 0 ? "" : ", ", key);
            free(key);
            go_value(out, v[i], depth + 1);
        }
        free(v);
    }
    buf_addc(out, '}');
}

void edit_go_syntax(struct buf *out, const cJSON *node)
{
    buf_adds(out, "&unstructured.Unstructured{Object:");
    go_value(out, node, 0);
    buf_addc(out, '}');
}
