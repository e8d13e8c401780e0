/* watch.c - one watch over the transport's stream. */
#include "resource/watch.h"

#include "api/request.h"
#include "api/status.h"
#include "base/clock.h"
#include "base/mem.h"

#include "resource/selector.h"

#include <stdlib.h>
#include <string.h>

#define EVENT_MAX ((size_t)64 << 20)

struct watch {
    struct session *s;
    struct http_client *http;
    struct http_request *request;
    const struct api_resource *resource;
    char *name;
    bool (*fn)(void *arg, const char *type, cJSON *object);
    void (*ended)(void *arg, enum watch_end how, struct err *e);
    void *arg;
    struct buf line; /* what came behind the last newline */
    struct err *err;
    bool stopped;
    enum watch_end how;
};

static void on_event(struct watch *w, const char *text, size_t n)
{
    cJSON *event = NULL;
    w->err = doc_parse_json(text, n, &event);
    if (w->err)
        return;
    const char *type = doc_str_at(event, "type");
    cJSON *object = cJSON_DetachItemFromObjectCaseSensitive(event, "object");
    if (type && object)
        w->stopped = !w->fn(w->arg, type, object);
    else
        cJSON_Delete(object);
    cJSON_Delete(event);
}

static bool on_data(void *arg, const char *bytes, size_t n)
{
    struct watch *w = arg;
    while (n > 0 && !w->stopped && !w->err) {
        const char *newline = memchr(bytes, '\n', n);
        size_t part = newline ? (size_t)(newline - bytes) : n;
        buf_add(&w->line, bytes, part);
        if (buf_overflowed(&w->line)) {
            w->err = err_new("an event of the watch is larger than %zu bytes", EVENT_MAX);
            break;
        }
        if (newline) {
            if (w->line.len > 0)
                on_event(w, w->line.data, w->line.len);
            buf_clear(&w->line);
            part++;
        }
        bytes += part;
        n -= part;
    }
    return !w->stopped && !w->err;
}

static void on_done(void *arg, const struct http_response *resp, struct err *e)
{
    struct watch *w = arg;
    const struct api_resource *r = w->resource;
    if (e && e->kind == ERR_GENERIC && str_starts(e->msg, "unexpected error when reading response body")) {
        err_free(e); /* what breaks off, or runs into --request-timeout, has ended: client-go closes its channel */
        e = NULL;
    } else if (!e && resp->status >= 400) {
        e = status_err(resp, "GET", r->name, r->group, w->name);
    }
    if (!e && !w->stopped && !w->err && w->line.len > 0) { /* the last event, unless it was cut off */
        on_event(w, w->line.data, w->line.len);
        err_free(w->err);
        w->err = NULL;
    }
    if (w->stopped || w->err)
        err_free(e);
    else
        w->err = e;
    e = w->err;
    enum watch_end how = w->stopped ? w->how : WATCH_CLOSED;
    void (*ended)(void *, enum watch_end, struct err *) = w->ended;
    void *to = w->arg;
    buf_release(&w->line);
    free(w->name);
    free(w);
    ended(to, how, e);
}

static char *watch_path(const struct watch_request *w)
{
    bool one = !str_empty(w->name);
    char *field = one ? selector_of_name(w->name) : xstrdup(w->field_selector ? w->field_selector : "");
    const char *query[] = {"resourceVersion",
                           w->resource_version ? w->resource_version : "",
                           "fieldSelector",
                           field,
                           "labelSelector",
                           !one && w->selector ? w->selector : "",
                           "includeObject",
                           w->include_object ? "Object" : "",
                           NULL};
    struct api_call call = {.verb = "watch", .resource = w->resource, .ns = w->ns, .query = query};
    char *path = api_path(&call);
    free(field);
    return path;
}

struct err *watch_start(struct session *s, const struct watch_request *req,
                        bool (*fn)(void *arg, const char *type, cJSON *object),
                        void (*ended)(void *arg, enum watch_end how, struct err *e), void *arg, struct watch **out)
{
    struct http_client *http;
    struct err *e = session_http(s, &http);
    *out = NULL;
    if (e)
        return e;
    struct watch *w = xcalloc(1, sizeof *w);
    *w = (struct watch){.s = s,
                        .http = http,
                        .resource = req->resource,
                        .name = xstrdup(req->name ? req->name : ""),
                        .fn = fn,
                        .ended = ended,
                        .arg = arg,
                        .how = WATCH_STOPPED};
    buf_init(&w->line, EVENT_MAX);
    char *path = watch_path(req);
    struct http_call call = {
        .method = "GET", .path = path, .accept = req->accept, .on_data = on_data, .done = on_done, .arg = w};
    w->request = http_start(http, &call);
    free(path);
    *out = w;
    return NULL;
}

void watch_cancel(struct watch *w, enum watch_end how)
{
    w->stopped = true;
    w->how = how;
    http_cancel(w->http, w->request);
}

/* ---- one watch, waited for ---- */

struct single {
    bool (*fn)(void *arg, const char *type, cJSON *object);
    void *arg;
    bool finished;
    enum watch_end how;
    struct err *err;
};

static bool single_event(void *arg, const char *type, cJSON *object)
{
    struct single *one = arg;
    return one->fn(one->arg, type, object);
}

static void single_ended(void *arg, enum watch_end how, struct err *e)
{
    struct single *one = arg;
    one->finished = true;
    one->how = how;
    one->err = e;
}

struct err *watch_run(struct session *s, const struct watch_request *req,
                      bool (*fn)(void *arg, const char *type, cJSON *object), void *arg, enum watch_end *end)
{
    struct http_client *http;
    struct single one = {.fn = fn, .arg = arg};
    struct watch *w;
    struct err *e = session_http(s, &http);
    if (!e)
        e = watch_start(s, req, single_event, single_ended, &one, &w);
    if (e)
        return e;
    while (!one.finished && http_busy(http)) {
        int64_t left = req->deadline ? req->deadline - clock_mono_ns() : NS_PER_S;
        if (left <= 0)
            watch_cancel(w, WATCH_DEADLINE);
        http_poll(http, left > 0 && left < NS_PER_S ? left : NS_PER_S);
    }
    *end = one.how;
    return one.err;
}
