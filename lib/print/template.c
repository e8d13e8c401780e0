/* template.c - the output formats with a template. */
#include "print/template.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/strv.h"
#include "doc/doc.h"
#include "doc/emit.h"
#include "print/gotemplate.h"
#include "print/jsonpath.h"

#include <stdlib.h>
#include <string.h>

struct object_template {
    struct buf text;
    char *file;                   /* where the text was read from, or NULL */
    struct jsonpath *path;        /* one of the two */
    struct jsonpath_reach *reach; /* of the path, once asked for */
    struct gotemplate *go;
    bool missing_is_error;
    bool as_json;
};

static const char *const formats[] = {"go-template",   "go-template-file", "jsonpath",    "jsonpath-as-json",
                                      "jsonpath-file", "template",         "templatefile"};

bool object_template_known(const char *format)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (str_eq(format, formats[i]))
            return true;
    }
    return false;
}

void object_template_free(struct object_template *t)
{
    if (!t)
        return;
    jsonpath_free(t->path);
    jsonpath_reach_free(t->reach);
    gotemplate_free(t->go);
    buf_release(&t->text);
    free(t->file);
    free(t);
}

/* Shows the expression and the place in it. */
static struct err *place_in(const struct object_template *t, struct err *e)
{
    return doc_err_in_text(e, t->file, t->text.data, t->text.len);
}

void object_template_restart(struct object_template *t)
{
    if (t->path)
        jsonpath_restart(t->path);
}

void object_template_prune(struct object_template *t, cJSON *item)
{
    if (!t->path)
        return;
    if (!t->reach)
        t->reach = jsonpath_reach(t->path);
    jsonpath_reach_prune(t->reach, item);
}

static struct err *read_template(struct object_template *t, const char *format, const char *text)
{
    if (!str_ends(format, "file")) {
        buf_adds(&t->text, text);
        return NULL;
    }
    struct err *e = file_read(text, &t->text);
    if (e)
        str_replace_owned(&e->msg, xasprintf("error reading --template %s, %s", text, e->msg));
    t->file = xstrdup(text);
    return e;
}

static struct err *compile(struct object_template *t, const char *format, bool allow_missing_keys)
{
    bool path = str_starts(format, "jsonpath");
    struct err *e = path ? jsonpath_parse(t->text.data, t->text.len, &t->path)
                         : gotemplate_parse(t->text.data, t->text.len, &t->go);
    if (e) {
        const char *what = path ? "jsonpath" : "template";
        str_replace_owned(&e->msg, xasprintf("error parsing %s %s, %s", what, t->text.data, e->msg));
        return place_in(t, e);
    }
    if (path)
        jsonpath_allow_missing(t->path, allow_missing_keys);
    t->missing_is_error = !allow_missing_keys;
    t->as_json = str_eq(format, "jsonpath-as-json");
    return NULL;
}

struct err *object_template_new(const char *format, const char *text, bool allow_missing_keys,
                                struct object_template **out)
{
    *out = NULL;
    if (str_empty(text))
        return err_new("template format specified but no template given");
    struct object_template *t = xcalloc(1, sizeof *t);
    buf_init(&t->text, DOC_MAX_BYTES);
    struct err *e = read_template(t, format, text);
    if (!e)
        e = compile(t, format, allow_missing_keys);
    if (e) {
        object_template_free(t);
        t = NULL;
    }
    *out = t;
    return e;
}

/* kubectl's error of an execution. Takes e. */
static struct err *jsonpath_failed(const struct object_template *t, struct err *e, const cJSON *object, bool typed)
{
    struct buf quoted = buf_new(), shown = buf_new();
    struct go_value v = go_value_of(object, typed ? GO_NUMBERS_FLOAT64 : GO_NUMBERS_PLAIN);
    go_quote(&quoted, t->text.data, t->text.len);
    go_value_syntax(&shown, &v);
    struct err *all =
        err_new("error executing jsonpath %s: Error executing template: %s. Printing more information for "
                "debugging the template:\n\ttemplate was:\n\t\t%s\n\tobject given to jsonpath engine "
                "was:\n\t\t%s\n\n\n",
                quoted.data, e->msg, t->text.data, shown.data);
    buf_release(&quoted);
    buf_release(&shown);
    all->at = e->at;
    err_free(e);
    return place_in(t, all);
}

/* kubectl shows what it knows among the output, too. */
static struct err *run_go_template(const struct object_template *t, struct buf *to, const cJSON *object, bool typed)
{
    struct err *e = gotemplate_run(t->go, object, t->missing_is_error, to);
    if (!e)
        return NULL;
    struct buf quoted = buf_new();
    buf_addf(to, "Error executing template: %s. Printing more information for debugging the template:\n", e->msg);
    buf_addf(to, "\ttemplate was:\n\t\t%s\n\traw data was:\n\t\t", t->text.data);
    emit_json_compact(to, object, typed ? 0 : EMIT_SORTED);
    buf_adds(to, "\n\tobject given to template engine was:\n\t\t");
    struct go_value v = go_value_of(object, GO_NUMBERS_AGAIN);
    go_value_print(to, &v);
    buf_adds(to, "\n\n");
    go_quote(&quoted, t->text.data, t->text.len);
    str_replace_owned(&e->msg, xasprintf("error executing template %s: %s", quoted.data, e->msg));
    buf_release(&quoted);
    return place_in(t, e);
}

struct err *object_template_print(struct object_template *t, struct buf *to, const cJSON *object, bool typed)
{
    if (t->go)
        return run_go_template(t, to, object, typed);
    struct err *e = jsonpath_print(t->path, to, object, typed, t->as_json);
    return e ? jsonpath_failed(t, e, object, typed) : NULL;
}
