/* edit.c - the loop: text out, editor, text back, saved or once more. */
#include "edit/inside.h"

#include "api/session.h"
#include "api/status.h"
#include "base/file.h"
#include "base/mem.h"
#include "doc/emit.h"
#include "edit/editor.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const struct flag edit_flags[] = {
    FLAG_GROUP(struct edit_in, files, opt_files_flags),
    FLAG_GROUP(struct edit_in, print, opt_print_flags),
    FLAG_GROUP(struct edit_in, record, opt_record_flags),
    FLAG_GROUP(struct edit_in, validate, opt_validate_flags),
    FLAG_BOOL(struct edit_in, windows_line_endings, "windows-line-endings", 0, "false", 0,
              "Write the text with the line ends of Windows, CR and LF."),
    FLAG_END,
};

struct err *edit_complete(struct cmd_ctx *ctx, const struct edit_in *in, const char *field_manager, int argc,
                          char **argv, struct edit *e, struct edit_named *named)
{
    bool enforce = false;
    e->ctx = ctx;
    e->print = &in->print;
    e->record = &in->record;
    e->windows_line_endings = in->windows_line_endings;
    /* Without a name the server would take the user agent's. */
    e->write.field_manager = str_empty(field_manager) ? "kubectl" : field_manager;
    for (int i = 0; i < argc; i++)
        strv_add(&named->args, argv[i]);
    struct err *failed = session_namespace(session_get(ctx), &e->ns, &enforce);
    if (failed != NULL)
        return failed;
    named->request = (struct live_request){.files = &in->files,
                                           .args = &named->args,
                                           .ns = e->ns,
                                           .enforce_ns = enforce,
                                           .allow_types_alone = true,
                                           .subresource = e->subresource};
    failed = live_open(session_get(ctx), &named->request, &named->live);
    return failed != NULL ? failed : opt_validate_get(&in->validate, &e->write.validate);
}

void edit_named_release(struct edit_named *named)
{
    live_release(&named->live);
    strv_release(&named->args);
}

struct err *edit_prepare(struct edit *e)
{
    const char *output = e->print->output;
    e->format = OUTPUT_YAML;
    if (str_eq(output, "json"))
        e->format = OUTPUT_JSON;
    else if (str_eq(output, "kyaml"))
        e->format = OUTPUT_KYAML;
    else if (!str_empty(output) && !str_eq(output, "yaml")) {
        char *quoted = str_quote(output);
        struct err *failed =
            err_new("unable to match a printer suitable for the output format %s, allowed formats are: json,kyaml,yaml",
                    quoted);
        free(quoted);
        return failed;
    }
    e->printer.sorted = true;
    return printer_init(e->ctx, &e->printer, e->print, false);
}

/* ---- reasons ---- */

void edit_results_clear(struct edit_results *r)
{
    for (size_t i = 0; i < r->n; i++) {
        free(r->reasons[i].head);
        strv_release(&r->reasons[i].details);
        err_free(r->reasons[i].err);
    }
    free(r->reasons);
    free(r->file);
    *r = (struct edit_results){0};
}

struct edit_reason *edit_add_reason(struct edit_results *r, char *head)
{
    r->reasons = xreallocarray(r->reasons, r->n + 1, sizeof *r->reasons);
    r->reasons[r->n] = (struct edit_reason){.head = head};
    return &r->reasons[r->n++];
}

/* ---- the text ---- */

/* One object as it is, several as a List; without managed fields. */
static cJSON *shown_object(const struct edit_loop *l)
{
    cJSON *list = cJSON_CreateObject(), *items = cJSON_CreateArray();
    for (size_t i = 0; i < l->n; i++) {
        cJSON *copy = doc_dup(l->items[i].object);
        cJSON *metadata = doc_get(copy, "metadata");
        if (cJSON_IsObject(metadata))
            doc_remove(metadata, "managedFields");
        cJSON_AddItemToArray(items, copy);
    }
    if (l->n == 1) {
        cJSON *only = cJSON_DetachItemFromArray(items, 0);
        cJSON_Delete(items);
        cJSON_Delete(list);
        return only;
    }
    doc_set_str(list, "apiVersion", "v1");
    doc_set_str(list, "kind", "List");
    doc_set(list, "metadata", cJSON_CreateObject());
    doc_set(list, "items", items);
    return list;
}

static void show_object(struct buf *out, const struct edit_loop *l)
{
    cJSON *object = shown_object(l);
    if (l->e->format == OUTPUT_JSON) {
        emit_json(out, object, 4, EMIT_SORTED);
        buf_addc(out, '\n');
    } else if (l->e->format == OUTPUT_KYAML) {
        emit_kyaml(out, object);
    } else {
        emit_yaml(out, object);
    }
    cJSON_Delete(object);
}

static void to_crlf(struct buf *b)
{
    struct buf out = buf_new();
    for (size_t i = 0; i < b->len; i++) {
        if (b->data[i] == '\n')
            buf_addc(&out, '\r');
        buf_addc(&out, b->data[i]);
    }
    buf_release(b);
    *b = out;
}

/* ---- files ---- */

/* kubectl's preservedFile: says where the text is, if it is. Takes and returns e. */
static struct err *preserved(const struct edit_loop *l, struct err *e, const char *path)
{
    if (e != NULL && path != NULL && access(path, F_OK) == 0) {
        char *quoted = str_quote(path);
        fprintf(l->e->ctx->err, "A copy of your changes has been stored to %s\n", quoted);
        free(quoted);
    }
    return e;
}

/* The editor failed. What it wrote all the same is kept, and its place said; kubectl says nothing of it. */
static struct err *abandoned(const struct edit_loop *l, struct err *e, char *path, const struct buf *shown)
{
    struct buf now = buf_new();
    struct err *unread = file_read(path, &now);
    bool changed = unread != NULL || now.len != shown->len || memcmp(now.data, shown->data, now.len) != 0;
    if (!changed)
        unlink(path);
    err_free(unread);
    buf_release(&now);
    e = preserved(l, e, changed ? path : l->results.file);
    free(path);
    return e;
}

/* Shows `body` below the header in the editor; l->edited and *path are what comes back. */
static struct err *let_edit(struct edit_loop *l, struct buf *body, char **path)
{
    struct edit *e = l->e;
    char *prefix = xasprintf("%s-edit-", e->ctx->prog), *file = NULL;
    struct err *failed = editor_file_new(prefix, e->format == OUTPUT_JSON ? ".json" : ".yaml", &file);
    free(prefix);
    if (failed != NULL) {
        free(file);
        return preserved(l, failed, l->results.file);
    }
    buf_clear(&l->header);
    if (e->format != OUTPUT_JSON)
        edit_write_header(&l->header, l, body, file);
    else
        edit_say_reasons(l, body, file);
    if (e->windows_line_endings)
        to_crlf(&l->header);
    buf_insert(body, 0, l->header.data, l->header.len);
    failed = editor_file_write(file, body);
    if (failed != NULL) {
        free(file);
        return preserved(l, failed, l->results.file);
    }
    failed = editor_run(e->ctx, file);
    if (failed != NULL)
        return abandoned(l, failed, file, body);
    struct buf text;
    buf_init(&text, DOC_MAX_BYTES);
    failed = file_read(file, &text);
    if (failed != NULL) {
        buf_release(&text);
        failed = preserved(l, failed, l->results.file != NULL ? l->results.file : file);
        free(file);
        return failed;
    }
    buf_release(&l->edited);
    l->edited = text;
    *path = file;
    return NULL;
}

static bool equal_texts(const struct buf *a, const struct buf *b)
{
    struct buf ca = buf_new(), cb = buf_new();
    edit_canonical(&ca, a);
    edit_canonical(&cb, b);
    bool equal = ca.len == cb.len && memcmp(ca.data, cb.data, ca.len) == 0;
    buf_release(&ca);
    buf_release(&cb);
    return equal;
}

/* ---- one pass ---- */

/* The text cannot be an object: once more. */
static void text_is_invalid(struct edit_loop *l, struct err *why)
{
    char *id = api_resource_id(l->items[0].resource), *name = str_quote(l->items[0].name), *text = err_go_text(why);
    struct edit_reason *r = edit_add_reason(&l->results, xasprintf("%s %s was not valid", id, name));
    strv_adopt(&r->details, xasprintf("<nil>: Invalid value: \"The edited file failed validation\": %s", text));
    char *clean = str_sanitize(name);
    fprintf(l->e->ctx->err, "error: %s %s is invalid\n", id, clean);
    l->results.invalid++;
    free(clean);
    free(text);
    free(name);
    free(id);
    err_free(why);
}

static struct err *first_error(struct targets *t)
{
    for (size_t i = 0; i < t->n; i++) {
        struct err *e = t->v[i].err;
        t->v[i].err = NULL;
        if (e != NULL)
            return e;
    }
    return NULL;
}

/* What kubectl says after the objects were tried; *done: no further pass. */
static struct err *conclude(struct edit_loop *l, bool *done)
{
    struct edit_results *r = &l->results;
    FILE *to = l->e->ctx->err;
    *done = true;
    if (r->retryable > 0) {
        fprintf(to, "You can run `%s replace -f %s` to try this update again.\n", l->e->ctx->prog, r->file);
        return err_silent(1);
    }
    if (r->notfound > 0) {
        char *quoted = str_quote(r->file);
        fprintf(to, "The edits you made on deleted resources have been saved to %s\n", quoted);
        free(quoted);
        return err_silent(1);
    }
    if (r->invalid == 0)
        unlink(r->file);
    else
        *done = false;
    return NULL;
}

/* Saves the text that came back. */
static struct err *take_text(struct edit_loop *l, bool *done)
{
    struct targets updated;
    edit_read(l, &l->edited, 0, &updated);
    struct err *e = first_error(&updated);
    if (e != NULL) {
        char *text = err_go_text(e);
        edit_add_reason(&l->results, xasprintf("The edited file had a syntax error: %s", text));
        l->results.invalid++;
        free(text);
        err_free(e);
        targets_release(&updated);
        return NULL;
    }
    e = edit_save(l, &updated);
    targets_release(&updated);
    if (e != NULL) {
        *done = true;
        return preserved(l, e, l->results.file);
    }
    return conclude(l, done);
}

static struct err *cancelled(const struct edit_loop *l, const char *why, const char *file)
{
    unlink(file);
    fprintf(l->e->ctx->err, "Edit cancelled, %s\n", why);
    return NULL;
}

/* One pass. again: the one before has failed, for the reasons in l->results. */
static struct err *pass(struct edit_loop *l, bool again, bool *done)
{
    struct buf body = buf_new(), before = buf_new();
    char *file = NULL;
    if (again) {
        edit_without_header(&body, l);
        buf_add(&before, l->edited.data, l->edited.len);
    } else {
        show_object(&body, l);
        if (l->e->windows_line_endings)
            to_crlf(&body);
        buf_add(&l->original, body.data, body.len);
    }
    struct err *e = let_edit(l, &body, &file);
    *done = true;
    if (e == NULL && again && equal_texts(&before, &l->edited)) {
        if (l->results.file != NULL)
            unlink(l->results.file); /* the same text */
        e = preserved(l, err_new("Edit cancelled, no valid changes were saved."), file);
    } else if (e == NULL) {
        if (l->results.file != NULL)
            unlink(l->results.file);
        edit_results_clear(&l->results);
        l->results.file = xstrdup(file);
        struct err *invalid = edit_check_text(l);
        *done = false;
        if (invalid != NULL) {
            text_is_invalid(l, invalid);
        } else if (equal_texts(&l->original, &l->edited)) {
            *done = true;
            e = cancelled(l, "no changes made.", file);
        } else if (!edit_has_lines(&l->edited)) {
            *done = true;
            e = cancelled(l, "saved file was empty.", file);
        } else {
            e = take_text(l, done);
        }
    }
    free(file);
    buf_release(&before);
    buf_release(&body);
    return e;
}

struct err *edit_run(struct edit *e, const struct edit_item *items, size_t n)
{
    struct edit_loop l = {
        .e = e, .items = items, .n = n, .original = buf_new(), .edited = buf_new(), .header = buf_new()};
    bool done = false;
    struct err *failed = NULL;
    for (bool again = false; !done && failed == NULL; again = true) {
        failed = pass(&l, again, &done);
        if (failed == NULL && !done && e->ctx->interrupted != NULL && *e->ctx->interrupted != 0)
            failed = preserved(&l, err_silent(130), l.results.file);
    }
    edit_results_clear(&l.results);
    buf_release(&l.original);
    buf_release(&l.edited);
    buf_release(&l.header);
    return failed;
}
