/* identity.c - kubectl's validation of what a document says it is. */
#include "resource/identity.h"

#include "base/mem.h"
#include "base/strv.h"

#include <stdlib.h>
#include <string.h>

static struct err *field_check(const struct doc *d, const char *name, const cJSON **where)
{
    const cJSON *node = doc_get(d->root, name);
    if (node != NULL && !cJSON_IsNull(node) && !cJSON_IsString(node)) {
        *where = node;
        return err_new("%s isn't string type", name);
    }
    return node == NULL || !cJSON_IsString(node) ? err_new("%s not set", name) : NULL;
}

static struct err *all_checks(const struct doc *d, const cJSON **where)
{
    if (!cJSON_IsObject(d->root))
        return err_new("invalid object to validate");
    struct err *errs = NULL;
    err_collect(&errs, field_check(d, "apiVersion", where));
    err_collect(&errs, field_check(d, "kind", where));
    const char *version = doc_str_at(d->root, "apiVersion");
    const char *slash = version != NULL ? strchr(version, '/') : NULL;
    if (slash != NULL && strchr(slash + 1, '/') != NULL) {
        *where = doc_get(d->root, "apiVersion");
        err_collect(&errs, err_new("unexpected GroupVersion string: %s", version));
    }
    return err_bracket(errs);
}

struct err *identity_check(const struct doc *d, const char *source)
{
    const cJSON *where = d->root;
    struct err *e = all_checks(d, &where);
    if (e == NULL)
        return NULL;
    char *quoted = str_quote(source);
    char *msg = xasprintf(
        "error validating %s: error validating data: %s; if you choose to ignore these errors, turn validation off "
        "with --validate=false",
        quoted, e->msg);
    str_replace_owned(&e->msg, msg);
    free(quoted);
    return d->src != NULL ? doc_err_at(e, d->src, doc_place_value(d, where)) : e;
}

struct err *identity_faults(const struct doc *d)
{
    const cJSON *where = d->root;
    struct err *e = all_checks(d, &where);
    return e != NULL && d->src != NULL && where != NULL ? doc_err_at(e, d->src, doc_place_value(d, where)) : e;
}
