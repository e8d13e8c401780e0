/* err.c - errors as values. */
#include "base/err.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct err *make(enum err_kind kind, const char *fmt, va_list ap)
{
    struct err *e = xcalloc(1, sizeof *e);
    e->kind = kind;
    e->exit_code = 1;
    e->msg = xvasprintf(fmt, ap);
    return e;
}

struct err *err_new(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    struct err *e = make(ERR_GENERIC, fmt, ap);
    va_end(ap);
    return e;
}

struct err *err_new_kind(enum err_kind kind, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    struct err *e = make(kind, fmt, ap);
    va_end(ap);
    return e;
}

struct err *err_silent(int exit_code)
{
    struct err *e = xcalloc(1, sizeof *e);
    e->kind = ERR_SILENT;
    e->exit_code = exit_code;
    return e;
}

struct err *err_wrap(struct err *e, const char *fmt, ...)
{
    if (e == NULL || e->msg == NULL)
        return e;
    va_list ap;
    va_start(ap, fmt);
    char *prefix = xvasprintf(fmt, ap);
    va_end(ap);
    char *msg = xasprintf("%s: %s", prefix, e->inner != NULL ? e->inner : e->msg);
    free(prefix);
    free(e->inner);
    e->inner = NULL;
    if (e->kind == ERR_NET)
        e->kind = ERR_GENERIC;
    free(e->msg);
    e->msg = msg;
    return e;
}

struct err *err_note(struct err *e, const char *fmt, ...)
{
    if (e == NULL)
        return NULL;
    va_list ap;
    va_start(ap, fmt);
    char *add = xvasprintf(fmt, ap);
    va_end(ap);
    if (e->note == NULL) {
        e->note = add;
        return e;
    }
    char *note = xasprintf("%s\n%s", e->note, add);
    free(add);
    free(e->note);
    e->note = note;
    return e;
}

struct err *err_at(struct err *e, size_t offset)
{
    if (e != NULL && e->at == 0)
        e->at = offset + 1;
    return e;
}

void err_collect(struct err **list, struct err *e)
{
    if (e == NULL)
        return;
    if (*list == NULL) {
        *list = xcalloc(1, sizeof **list);
        (*list)->kind = ERR_AGGREGATE;
        (*list)->exit_code = 1;
    }
    if (e->kind == ERR_AGGREGATE) {
        for (size_t i = 0; i < e->nparts; i++)
            err_collect(list, e->parts[i]);
        e->nparts = 0;
        err_free(e);
        return;
    }
    struct err *l = *list;
    l->parts = xreallocarray(l->parts, l->nparts + 1, sizeof *l->parts);
    l->parts[l->nparts++] = e;
}

struct err *err_reduce(struct err *list)
{
    if (list == NULL || list->kind != ERR_AGGREGATE || list->nparts > 1)
        return list;
    struct err *only = list->nparts == 1 ? list->parts[0] : NULL;
    list->nparts = 0;
    err_free(list);
    return only;
}

static bool said_before(const struct err *e, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (e->parts[k]->msg != NULL && e->parts[i]->msg != NULL && strcmp(e->parts[k]->msg, e->parts[i]->msg) == 0)
            return true;
    return false;
}

struct err *err_bracket(struct err *e)
{
    e = err_reduce(e);
    if (e == NULL || e->kind != ERR_AGGREGATE)
        return e;
    struct err *one = err_new("%s", "[");
    for (size_t i = 0; i < e->nparts; i++) {
        if (e->parts[i]->msg == NULL || said_before(e, i))
            continue;
        char *msg = xasprintf("%s%s%s", one->msg, i > 0 ? ", " : "", e->parts[i]->msg);
        str_replace_owned(&one->msg, msg);
        if (e->parts[i]->note != NULL)
            one = err_note(one, "%s", e->parts[i]->note);
    }
    str_replace_owned(&one->msg, xasprintf("%s]", one->msg));
    err_free(e);
    return one;
}

struct err *err_clone(const struct err *e)
{
    if (e == NULL)
        return NULL;
    struct err *c = xcalloc(1, sizeof *c);
    c->kind = e->kind;
    c->msg = xstrdup_null(e->msg);
    c->inner = xstrdup_null(e->inner);
    c->note = xstrdup_null(e->note);
    c->at = e->at;
    c->exit_code = e->exit_code;
    c->http_status = e->http_status;
    c->reason = xstrdup_null(e->reason);
    for (size_t i = 0; i < e->nparts; i++)
        err_collect(&c, err_clone(e->parts[i]));
    return c;
}

bool err_has_reason(const struct err *e, const char *reason)
{
    if (e == NULL)
        return false;
    if (e->kind == ERR_AGGREGATE)
        return e->nparts == 1 && err_has_reason(e->parts[0], reason);
    return e->kind == ERR_STATUS && e->reason != NULL && strcmp(e->reason, reason) == 0;
}

void err_free(struct err *e)
{
    if (e == NULL)
        return;
    for (size_t i = 0; i < e->nparts; i++)
        err_free(e->parts[i]);
    free(e->parts);
    if (e->payload != NULL && e->payload_free != NULL)
        e->payload_free(e->payload);
    free(e->msg);
    free(e->inner);
    free(e->note);
    free(e->reason);
    free(e);
}
