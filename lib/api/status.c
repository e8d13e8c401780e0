/* status.c - metav1.Status as errors, and how an error ends the program. */
#include "api/status.h"

#include "base/mem.h"
#include "base/strv.h"
#include "doc/doc.h"

#include <stdlib.h>
#include <string.h>

/* client-go shows at most this much of a body that is no Status. */
#define BODY_TEXT_MAX 2048

static void free_tree(void *tree)
{
    cJSON_Delete(tree);
}

/* Takes `status`. */
static struct err *from_status(cJSON *status)
{
    const char *msg = doc_str_at(status, "message");
    const char *reason = doc_str_at(status, "reason");
    int64_t code = 0;
    if (!doc_get_int64(doc_get(status, "code"), &code) || code < 0 || code > 999)
        code = 0;
    struct err *e = err_new_kind(ERR_STATUS, "%s", msg != NULL ? msg : "");
    e->reason = xstrdup(reason != NULL ? reason : "");
    e->http_status = (int)code;
    e->payload = status;
    e->payload_free = free_tree;
    return e;
}

struct err *status_err_of(const cJSON *status)
{
    return from_status(doc_dup(status));
}

static bool is_media(const char *content_type, const char *media)
{
    size_t n = strlen(media);
    if (content_type == NULL || strncasecmp(content_type, media, n) != 0)
        return false;
    const char *p = content_type + n;
    while (*p == ' ' || *p == '\t')
        p++;
    return *p == '\0' || *p == ';';
}

static bool is_text(const char *content_type)
{
    return str_empty(content_type) || strncasecmp(content_type, "text/", 5) == 0;
}

/* Reason and message that apimachinery's NewGenericServerResponse has for a code. `message` is owned by the caller. */
static const char *generic_reason(int code, const char *method, const char *server, char **message)
{
    struct row {
        int code;
        const char *reason, *message; /* message NULL: the server's own */
    };
    static const struct row rows[] = {
        {400, "BadRequest", "the server rejected our request for an unknown reason"},
        {401, "Unauthorized", "the server has asked for the client to provide credentials"},
        {403, "Forbidden", NULL},
        {404, "NotFound", "the server could not find the requested resource"},
        {405, "MethodNotAllowed", "the server does not allow this method on the requested resource"},
        {406, "NotAcceptable", NULL},
        {409, "Conflict", "the server reported a conflict"},
        {415, "UnsupportedMediaType", NULL},
        {422, "Invalid", "the server rejected our request due to an error in our request"},
        {429, "TooManyRequests", "the server has received too many requests and has asked us to try again later"},
        {503, "ServiceUnavailable", "the server is currently unable to handle the request"},
        {504, "Timeout",
         "the server was unable to return a response in the time allotted, but may still be processing the request"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].code != code)
            continue;
        *message = xstrdup(rows[i].message != NULL ? rows[i].message : server);
        if (code == 406 && (server[0] == '\0' || str_eq(server, "unknown")))
            str_replace_owned(message,
                              xstrdup("the server was unable to respond with a content type that the client supports"));
        return code == 409 && str_eq(method, "POST") ? "AlreadyExists" : rows[i].reason;
    }
    if (code >= 500) {
        char *quoted = str_quote(server);
        *message = xasprintf("an error on the server (%s) has prevented the request from succeeding", quoted);
        free(quoted);
        return "InternalError";
    }
    *message = xasprintf("the server responded with the status code %d but did not return more information", code);
    return "";
}

/* The body as text, cut and trimmed as client-go does. The caller frees. */
static char *body_text(const struct http_response *r)
{
    if (!is_text(r->content_type))
        return xstrdup("unknown");
    size_t n = r->body.len < BODY_TEXT_MAX ? r->body.len : BODY_TEXT_MAX;
    const char *s = r->body.data;
    while (n > 0 && strchr(" \t\r\n\v\f", s[n - 1]) != NULL && s[n - 1] != '\0')
        n--;
    while (n > 0 && strchr(" \t\r\n\v\f", s[0]) != NULL && s[0] != '\0') {
        s++;
        n--;
    }
    return xstrndup(s, n);
}

static struct err *generic(const struct http_response *r, const char *method, const char *resource, const char *group,
                           const char *name)
{
    char *server = body_text(r), *message;
    const char *reason = generic_reason(r->status, method, server, &message);
    if (!str_empty(resource)) {
        char *verb = str_lower(method != NULL ? method : "");
        struct buf b = buf_new();
        buf_addf(&b, "%s (%s %s", message, verb, resource);
        if (!str_empty(group))
            buf_addf(&b, ".%s", group);
        if (!str_empty(name))
            buf_addf(&b, " %s", name);
        buf_addc(&b, ')');
        free(verb);
        str_replace_owned(&message, buf_take(&b));
    }
    cJSON *status = cJSON_CreateObject(), *details = cJSON_CreateObject();
    cJSON *causes = cJSON_CreateArray(), *cause = cJSON_CreateObject();
    if (status == NULL || details == NULL || causes == NULL || cause == NULL)
        out_of_memory();
    doc_set_str(status, "kind", "Status");
    doc_set_str(status, "apiVersion", "v1");
    doc_set_str(status, "status", "Failure");
    doc_set_str(status, "message", message);
    if (reason[0] != '\0')
        doc_set_str(status, "reason", reason);
    if (!str_empty(name))
        doc_set_str(details, "name", name);
    if (!str_empty(resource) && !str_empty(group))
        doc_set_str(details, "group", group);
    if (!str_empty(resource))
        doc_set_str(details, "kind", resource);
    doc_set_str(cause, "reason", "UnexpectedServerResponse");
    doc_set_str(cause, "message", server);
    cJSON_AddItemToArray(causes, cause);
    doc_set(details, "causes", causes);
    doc_set(status, "details", details);
    doc_set(status, "code", doc_new_int(r->status));
    free(server);
    free(message);
    return from_status(status);
}

struct err *status_err_generic(const struct http_response *r, const char *method)
{
    return generic(r, method, NULL, NULL, NULL);
}

struct err *status_err(const struct http_response *r, const char *method, const char *resource, const char *group,
                       const char *name)
{
    if (str_empty(r->content_type) || is_media(r->content_type, "application/json")) {
        cJSON *tree = NULL;
        struct err *bad = r->body.len > 0 ? doc_parse_json(r->body.data, r->body.len, &tree) : NULL;
        err_free(bad);
        /* client-go takes a missing apiVersion for v1, but never a missing kind or status. */
        const char *kind = doc_str_at(tree, "kind"), *version = doc_str_at(tree, "apiVersion");
        if (cJSON_IsObject(tree) && str_eq(kind, "Status") && (str_empty(version) || str_eq(version, "v1")) &&
            str_eq(doc_str_at(tree, "status"), "Failure")) {
            struct err *e = from_status(tree);
            if (e->http_status == 0)
                e->http_status = r->status;
            return e;
        }
        cJSON_Delete(tree);
    }
    return generic(r, method, resource, group, name);
}

const cJSON *status_of(const struct err *e)
{
    return e != NULL && e->kind == ERR_STATUS ? e->payload : NULL;
}

char *err_go_text(const struct err *e)
{
    if (e == NULL)
        return xstrdup("");
    if (e->kind == ERR_NET && !str_empty(e->inner))
        return xstrdup(e->inner);
    if (e->kind != ERR_AGGREGATE)
        return xstrdup(e->msg != NULL ? e->msg : "");
    /* utilerrors.Aggregate: one error is itself, several are a list without repetition. */
    struct strv texts = {0};
    for (size_t i = 0; i < e->nparts; i++) {
        char *t = err_go_text(e->parts[i]);
        if (strv_has(&texts, t))
            free(t);
        else
            strv_adopt(&texts, t);
    }
    char *joined = strv_join(&texts, ", ");
    if (texts.n > 1)
        str_replace_owned(&joined, xasprintf("[%s]", joined));
    strv_release(&texts);
    return joined;
}

struct err *status_add_source(struct err *e, const char *verb, const char *source)
{
    if (e == NULL || str_empty(source) || e->kind == ERR_SILENT)
        return e;
    char *quoted = str_quote(source), *text = err_go_text(e);
    char *msg = xasprintf("error when %s %s: %s", verb, quoted, text);
    free(quoted);
    free(text);
    if (e->kind == ERR_STATUS) {
        if (e->payload != NULL)
            doc_set_str(e->payload, "message", msg);
        str_replace_owned(&e->msg, msg);
        return e;
    }
    if (e->kind == ERR_AGGREGATE) {
        struct err *flat = err_new("%s", msg);
        for (size_t i = 0; i < e->nparts; i++)
            if (e->parts[i]->note != NULL)
                err_note(flat, "%s", e->parts[i]->note);
        err_free(e);
        free(msg);
        return flat;
    }
    /* As in kubectl, what was a connection error becomes an ordinary one. */
    str_replace_owned(&e->inner, NULL);
    e->kind = ERR_GENERIC;
    str_replace_owned(&e->msg, msg);
    return e;
}

/* ---- reporting ---- */

/* cmdutil.StandardErrorMessage, or the bare text. Appended without a newline. */
static void standard_message(const struct err *e, struct buf *out)
{
    const char *msg = e->msg != NULL ? e->msg : "";
    if (e->kind != ERR_STATUS)
        buf_adds(out, msg);
    else if (str_eq(e->reason, "Unauthorized"))
        buf_addf(out, "error: You must be logged in to the server (%s)", msg);
    else if (!str_empty(e->reason))
        buf_addf(out, "Error from server (%s): %s", e->reason, msg);
    else
        buf_addf(out, "Error from server: %s", msg);
}

static const char *text_or_empty(const cJSON *object, const char *key)
{
    const char *s = doc_str_at(object, key);
    return s != NULL ? s : "";
}

/* The causes of a Status as "FIELD: MESSAGE", each once. */
static void add_causes(const cJSON *causes, struct strv *out)
{
    const cJSON *c;
    cJSON_ArrayForEach(c, causes)
    {
        char *line = xasprintf("%s: %s", text_or_empty(c, "field"), text_or_empty(c, "message"));
        if (strv_has(out, line))
            free(line);
        else
            strv_adopt(out, line);
    }
}

/* checkErr's case for a Status with reason Invalid. */
static void invalid_message(const struct err *e, struct buf *out)
{
    const cJSON *details = doc_get(status_of(e), "details");
    if (!cJSON_IsObject(details)) {
        buf_adds(out, "The request is invalid");
        if (!str_empty(e->msg))
            buf_addf(out, ": %s", e->msg);
        return;
    }
    const char *kind = text_or_empty(details, "kind"), *name = text_or_empty(details, "name");
    struct strv causes = {0};
    add_causes(doc_get(details, "causes"), &causes);
    if (kind[0] != '\0' || name[0] != '\0') {
        char *quoted = str_quote(name);
        buf_addf(out, "The %s %s is invalid", kind, quoted);
        free(quoted);
    } else {
        buf_adds(out, "The request is invalid");
        if (!str_empty(e->msg) && causes.n == 0)
            buf_addf(out, ": %s", e->msg);
    }
    if (causes.n == 1) {
        buf_addf(out, ": %s", causes.v[0]);
    } else if (causes.n > 1) {
        buf_adds(out, ": \n");
        for (size_t i = 0; i < causes.n; i++)
            buf_addf(out, "* %s\n", causes.v[i]);
    }
    strv_release(&causes);
}

/* One error that stands alone, as checkErr words it, ending with a newline. */
static void single_message(const struct err *e, struct buf *out)
{
    if (e->kind == ERR_STATUS && str_eq(e->reason, "Invalid") && e->payload != NULL) {
        invalid_message(e, out);
    } else if (e->kind == ERR_STATUS || e->kind == ERR_NET) {
        standard_message(e, out);
    } else {
        if (!str_starts(e->msg, "error: "))
            buf_adds(out, "error: ");
        buf_adds(out, e->msg);
    }
    if (out->len > 0 && out->data[out->len - 1] != '\n')
        buf_addc(out, '\n');
}

static void print_clean(const char *text, FILE *to)
{
    char *safe = str_sanitize(text);
    fputs(safe, to);
    free(safe);
}

static void print_note(const struct err *e, FILE *to)
{
    if (e->note == NULL)
        return;
    print_clean(e->note, to);
    if (!str_ends(e->note, "\n"))
        fputc('\n', to);
}

static const struct err *only_part(const struct err *e)
{
    while (e != NULL && e->kind == ERR_AGGREGATE && e->nparts == 1)
        e = e->parts[0];
    return e;
}

void err_report_text(const struct err *e, struct buf *out)
{
    e = only_part(e);
    if (e == NULL || e->kind == ERR_SILENT)
        return;
    if (e->kind != ERR_AGGREGATE) {
        single_message(e, out);
        return;
    }
    for (size_t i = 0; i < e->nparts; i++) {
        if (e->parts[i]->kind == ERR_SILENT)
            continue;
        standard_message(e->parts[i], out);
        buf_addc(out, '\n');
    }
}

int err_report(const struct err *e, const char *prog, FILE *to)
{
    (void)prog;
    e = only_part(e);
    if (e == NULL)
        return 0;
    struct buf b = buf_new();
    if (e->kind == ERR_AGGREGATE) {
        for (size_t i = 0; i < e->nparts; i++) {
            const struct err *part = e->parts[i];
            if (part->kind == ERR_SILENT)
                continue;
            buf_clear(&b);
            standard_message(part, &b);
            buf_addc(&b, '\n');
            print_clean(b.data, to);
            print_note(part, to);
        }
    } else {
        err_report_text(e, &b);
        print_clean(b.data, to);
    }
    print_note(e, to);
    buf_release(&b);
    return e->exit_code;
}
