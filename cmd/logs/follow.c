/* follow.c - reading logs: one after the other, or all at once; what is cut off is taken up again. */
#include "logs.h"

#include "api/request.h"
#include "api/session.h"
#include "api/status.h"
#include "base/clock.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "doc/doc.h"
#include "resource/watch.h"

#include <stdlib.h>
#include <string.h>

#define AHEAD 50                   /* logs asked for before their turn, when they are short */
#define PATIENCE (60 * NS_PER_S)   /* for a log that broke off */
#define LONG_LIVED (10 * NS_PER_S) /* a stream of this age did not end at once */
#define FRUITLESS 3                /* how often a log is taken up again that ends at once */

static void stop(struct logs *o, struct err *e)
{
    if (o->err == NULL)
        o->err = e;
    else
        err_free(e);
    o->stop = true;
}

/* ---- the request ---- */

static char *path_of(struct log_stream *s)
{
    const struct logs *o = s->owner;
    bool again = s->again && s->place.latest > 0;
    bool all = again || s->from_start;
    char *since = again ? time_format_rfc3339(s->place.latest / NS_PER_S * NS_PER_S) : xstrdup_null(o->since_text);
    char limit[24] = "", tail[24] = "";
    if (o->in.limit_bytes != 0)
        snprintf(limit, sizeof limit, "%lld", (long long)o->in.limit_bytes);
    if (o->tail != -1 && !all)
        snprintf(tail, sizeof tail, "%lld", (long long)o->tail);
    const char *query[] = {"container",
                           s->container,
                           "follow",
                           o->in.follow ? "true" : "",
                           "insecureSkipTLSVerifyBackend",
                           o->in.insecure ? "true" : "",
                           "limitBytes",
                           limit,
                           "previous",
                           o->in.previous ? "true" : "",
                           "sinceSeconds",
                           o->since_seconds != NULL && !again ? o->since_seconds : "",
                           "sinceTime",
                           since != NULL ? since : "",
                           "tailLines",
                           tail,
                           "timestamps",
                           o->in.timestamps || o->stamped ? "true" : "",
                           NULL};
    struct api_call call = {
        .verb = "get", .resource = o->pods, .ns = s->ns, .name = s->pod, .subresource = "log", .query = query};
    char *path = api_path(&call), *whole = path_with_timeout(path, o->request_timeout);
    free(path);
    free(since);
    return whole;
}

static bool on_data(void *arg, const char *bytes, size_t n)
{
    struct log_stream *s = arg;
    struct logs *o = s->owner;
    if (o->stop)
        return false;
    logs_take(s, bytes, n);
    if (o->in.follow || o->ctx->out_tty)
        fflush(o->ctx->out);
    if (ferror(o->ctx->out)) /* said when the program ends */
        o->stop = true;
    return !o->stop;
}

/* ---- the end of a stream ---- */

static void end(struct log_stream *s, struct err *e)
{
    logs_take_end(s);
    s->ended = true;
    s->err = e;
    if (s->owner->in.follow)
        fflush(s->owner->ctx->out);
    if (e == NULL || !s->owner->parallel)
        return;
    s->err = NULL;
    if (s->owner->in.new_pods && e->kind != ERR_SILENT) { /* one of many that come and go */
        err_report(e, s->owner->ctx->prog, s->owner->ctx->err);
        err_free(e);
    } else {
        stop(s->owner, e);
    }
}

/* --ignore-errors: the error is a line among the others. */
static void end_ignored(struct log_stream *s, struct err *e)
{
    char *text = err_go_text(e), *line = xasprintf("error: %s\n", text);
    logs_take_end(s);
    logs_put(s, line, strlen(line));
    free(line);
    free(text);
    err_free(e);
    end(s, NULL);
}

static void take_up_again(struct log_stream *s, int64_t in_ns)
{
    buf_clear(&s->part); /* comes whole */
    s->mid = false;
    s->again = true;
    s->started = false;
    s->wake = in_ns > 0 ? clock_mono_ns() + in_ns : 0;
}

/* The log broke off, e says how (or NULL): it is tried for a while to take it up again. Takes e. */
static void broke_off(struct log_stream *s, struct err *e)
{
    int64_t now = clock_mono_ns();
    if (s->deadline == 0 || s->place.fresh || now - s->opened > LONG_LIVED) {
        char *text = e != NULL ? err_go_text(e) : xstrdup("");
        char *line = xasprintf("the log of %s/%s broke off%s%s%s; it is taken up again", s->pod, s->container,
                               e != NULL ? " (" : "", text, e != NULL ? ")" : "");
        char *safe = str_sanitize(line);
        cli_warn(s->owner->ctx, safe);
        free(safe);
        free(line);
        free(text);
        s->deadline = now + PATIENCE;
        s->tries = 0;
    }
    if (now >= s->deadline) {
        if (s->owner->in.ignore_errors && e != NULL)
            end_ignored(s, e);
        else
            end(s, e);
        return;
    }
    err_free(e);
    s->place.fresh = false;
    take_up_again(s, s->tries++ == 0 ? NS_PER_S / 10 : NS_PER_S);
}

static bool is_busy(const struct err *e)
{
    return e->kind == ERR_STATUS && (e->http_status >= 500 || e->http_status == 429 || e->http_status == 401);
}

/* A stream of --follow that ended without an error, by what is known of its container. */
static void ended_while(struct log_stream *s, bool runs)
{
    int64_t now = clock_mono_ns();
    bool fruitful = s->place.fresh || now - s->opened > LONG_LIVED;
    s->tries = fruitful ? 0 : s->tries + 1;
    s->deadline = 0;
    if (!runs || (s->tries > FRUITLESS && !s->owner->in.new_pods)) {
        end(s, NULL);
        return;
    }
    s->place.fresh = false;
    take_up_again(s, fruitful ? 0 : NS_PER_S);
}

static void on_pod(void *arg, cJSON *pod, struct err *e)
{
    struct log_stream *s = arg;
    s->request = NULL;
    if (s->owner->stop) {
        err_free(e);
        s->ended = true;
    } else if (e != NULL && e->kind == ERR_STATUS && !is_busy(e)) { /* gone, or not for us to see: as kubectl */
        err_free(e);
        end(s, NULL);
    } else if (e != NULL && e->kind == ERR_SILENT) {
        end(s, e);
    } else if (e != NULL) {
        broke_off(s, e);
    } else {
        const cJSON *status = logs_container_status(pod, s->container);
        const char *id = doc_str_at(status, "containerID");
        int64_t restarts = 0;
        doc_get_int64(doc_get(status, "restartCount"), &restarts);
        bool same = s->id != NULL ? str_eq(s->id, id) : restarts == 0;
        if (same && s->id == NULL)
            s->id = xstrdup_null(id);
        ended_while(s, same && doc_at(status, "state.running") != NULL);
    }
    cJSON_Delete(pod);
}

/* A clean end says nothing: a kubelet that dies or loses its place after a rotation ends a log in the same way. */
static void look_at_pod(struct log_stream *s)
{
    struct logs *o = s->owner;
    struct api_call call = {.verb = "get", .resource = o->pods, .ns = s->ns, .name = s->pod};
    struct err *e = api_start_request(session_get(o->ctx), &call, on_pod, s, &s->request);
    if (e != NULL) {
        err_free(e);
        end(s, NULL);
    }
}

static void follow_ended(struct log_stream *s)
{
    struct logs *o = s->owner;
    if (!o->resume) {
        end(s, NULL);
    } else if (!o->in.new_pods) {
        look_at_pod(s);
    } else if (s->now_id != NULL && !str_eq(s->now_id, s->id)) { /* the container was started again */
        logs_take_end(s);
        logs_restart(s);
    } else {
        ended_while(s, s->now_id != NULL);
    }
}

/* kubectl's consumeWithRetry. Takes e. */
static void follow_failed(struct log_stream *s, struct err *e)
{
    struct logs *o = s->owner;
    int64_t now = clock_mono_ns();
    bool status = e->kind == ERR_STATUS;
    if (e->kind == ERR_SILENT) {
        end(s, e);
        return;
    }
    if (o->resume && !status && (s->again || s->place.latest > 0)) {
        broke_off(s, e);
        return;
    }
    if (s->again && status) {
        if (is_busy(e)) {
            broke_off(s, e);
        } else { /* the pod or its container is gone meanwhile */
            err_free(e);
            end(s, NULL);
        }
        return;
    }
    if (o->in.ignore_errors) {
        end_ignored(s, e);
        return;
    }
    char *text = err_go_text(e), *safe = str_sanitize(text);
    fprintf(o->ctx->err, "%s\n", safe);
    free(safe);
    free(text);
    if (!status) {
        end(s, e);
        return;
    }
    err_free(e);
    s->started = false;
    s->wake = s->opened + NS_PER_S > now ? s->opened + NS_PER_S : now;
    if (s->deadline == 0)
        s->deadline = s->opened + o->in.pod_timeout.ns;
}

static void on_done(void *arg, const struct http_response *resp, struct err *e)
{
    struct log_stream *s = arg;
    struct logs *o = s->owner;
    s->request = NULL;
    if (o->stop) {
        err_free(e);
        s->ended = true;
        return;
    }
    if (e == NULL && resp->status >= 400)
        e = status_err(resp, "GET", "pods", "", s->pod);
    if (o->in.follow && e != NULL)
        follow_failed(s, e);
    else if (o->in.follow)
        follow_ended(s);
    else if (e != NULL && e->kind != ERR_SILENT && o->in.ignore_errors)
        end_ignored(s, e);
    else
        end(s, e);
}

static void start(struct log_stream *s)
{
    struct logs *o = s->owner;
    char *path = path_of(s);
    struct http_call call = {.method = "GET",
                             .path = path,
                             .accept = "application/json, */*",
                             .raw = true,
                             .on_data = on_data,
                             .done = on_done,
                             .arg = s};
    s->started = true;
    s->wake = 0;
    s->opened = clock_mono_ns();
    if (s->again && s->place.latest > 0) {
        s->place.skip = s->place.in_second;
        s->place.skip_until = s->place.latest;
    }
    s->request = http_start(o->http, &call);
    free(path);
}

/* ---- pods that come ---- */

static bool on_event(void *arg, const char *type, cJSON *object)
{
    struct logs *o = arg;
    if (str_eq(type, "ADDED") || str_eq(type, "MODIFIED") || str_eq(type, "DELETED"))
        logs_note_pod(o, object, str_eq(type, "DELETED"));
    bool more = !str_eq(type, "ERROR");
    cJSON_Delete(object);
    return more && !o->stop;
}

static void watch_ended(void *arg, enum watch_end how, struct err *e)
{
    struct logs *o = arg;
    (void)how;
    o->watch = NULL;
    str_replace_owned(&o->watch_version, NULL); /* from the state that there is */
    o->watch_wake = clock_mono_ns() + NS_PER_S;
    if (e != NULL && e->kind == ERR_STATUS && !is_busy(e) && e->http_status != 410)
        stop(o, e);
    else
        err_free(e);
}

static void watch_pods(struct logs *o)
{
    struct watch_request request = {.resource = o->pods,
                                    .ns = o->ns,
                                    .name = o->watch_name,
                                    .selector = o->watch_selector,
                                    .resource_version = o->watch_version};
    struct err *e = watch_start(session_get(o->ctx), &request, on_event, watch_ended, o, &o->watch);
    if (e != NULL)
        stop(o, e);
}

/* ---- all of them ---- */

/* Lets the next one speak when the one whose turn it is has ended. */
static void advance(struct logs *o)
{
    while (!o->stop && o->turn < o->n && o->streams[o->turn]->ended) {
        struct log_stream *s = o->streams[o->turn];
        if (s->err != NULL) {
            stop(o, s->err);
            s->err = NULL;
            return;
        }
        if (++o->turn == o->n)
            return;
        s = o->streams[o->turn];
        fwrite(s->held.data, 1, s->held.len, o->ctx->out);
        buf_release(&s->held);
    }
}

/* Starts what is due. Gives the time until the next is, at most a second; 0: nothing is left to do. */
static int64_t start_due(struct logs *o)
{
    int64_t now = clock_mono_ns(), wait = NS_PER_S;
    size_t ahead = o->parallel ? o->n : o->turn + (o->tail >= 0 ? AHEAD : 1);
    bool busy = o->in.new_pods;
    for (size_t i = 0; i < o->n && i < ahead && !o->stop; i++) {
        struct log_stream *s = o->streams[i];
        busy = busy || !s->ended;
        if (s->ended || s->started)
            continue;
        if (s->wake > 0 && !s->again && s->deadline > 0 && now >= s->deadline) {
            end(s, err_new("context deadline exceeded"));
            wait = 1;
        } else if (s->wake <= now) {
            start(s);
        } else {
            int64_t until = !s->again && s->deadline > 0 && s->deadline < s->wake ? s->deadline : s->wake;
            wait = until - now < wait ? until - now : wait;
        }
    }
    if (o->in.new_pods && o->watch == NULL && now >= o->watch_wake && !o->stop)
        watch_pods(o);
    return !busy ? 0 : wait > 0 ? wait : 1;
}

/* Ends what still runs, so that nothing calls back any more. */
static void settle(struct logs *o)
{
    bool running = true;
    o->stop = true;
    if (o->watch != NULL)
        watch_cancel(o->watch, WATCH_STOPPED);
    while (running) {
        running = o->watch != NULL;
        for (size_t i = 0; i < o->n; i++) {
            if (o->streams[i]->request != NULL)
                http_cancel(o->http, o->streams[i]->request);
            running = running || o->streams[i]->request != NULL;
        }
        if (running)
            http_poll(o->http, NS_PER_S / 10);
    }
}

struct err *logs_read(struct logs *o)
{
    const struct rest_config *config = NULL;
    struct session *session = session_get(o->ctx);
    struct err *e = session_http(session, &o->http);
    if (e == NULL)
        e = session_config(session, &config);
    if (e != NULL)
        return e;
    o->request_timeout = config->timeout_ns;
    o->resume = o->in.follow && !o->in.previous && o->in.limit_bytes == 0 && o->request_timeout == 0;
    o->stamped = o->resume;
    o->parallel = o->in.follow && (o->n > 1 || o->in.new_pods);
    while (!o->stop) {
        if (o->ctx->interrupted != NULL && *o->ctx->interrupted != 0) {
            stop(o, err_silent(130));
            break;
        }
        int64_t wait = start_due(o);
        if (wait == 0)
            break;
        if (!o->stop)
            http_wait(o->http, wait);
        if (!o->parallel)
            advance(o);
    }
    settle(o);
    e = o->err;
    o->err = NULL;
    return e;
}
