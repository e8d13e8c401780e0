/* client.c - the client: its queue, its loop, its retries. */
#include "http/internal.h"

#include "base/clock.h"
#include "base/mem.h"
#include "http/proxy.h"
#include "http/warning.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define HTTP1_CONNECTIONS 8L           /* beside those that streams hold */
#define TLS_TIMEOUT_NS (10 * NS_PER_S) /* as Go's transport */
#define SLICE_NS (NS_PER_S / 4)        /* the longest sleep while a signal may come */

/* ---- the list of live requests ---- */

static void list_add(struct http_client *c, struct http_request *r)
{
    r->prev = c->live_tail;
    if (c->live_tail != NULL)
        c->live_tail->next = r;
    else
        c->live = r;
    c->live_tail = r;
    c->live_count++;
}

static void list_remove(struct http_client *c, struct http_request *r)
{
    if (r->prev != NULL)
        r->prev->next = r->next;
    else
        c->live = r->next;
    if (r->next != NULL)
        r->next->prev = r->prev;
    else
        c->live_tail = r->prev;
    c->live_count--;
}

/* ---- libcurl's socket interface ---- */

static int on_socket(CURL *easy, curl_socket_t s, int what, void *arg, void *socket_arg)
{
    struct http_client *c = arg;
    if (what == CURL_POLL_REMOVE) {
        epoll_ctl(c->epoll, EPOLL_CTL_DEL, s, NULL);
        return 0;
    }
    struct epoll_event ev = {.data.fd = s};
    if (what & CURL_POLL_IN)
        ev.events |= EPOLLIN;
    if (what & CURL_POLL_OUT)
        ev.events |= EPOLLOUT;
    if (epoll_ctl(c->epoll, EPOLL_CTL_MOD, s, &ev) != 0 && errno == ENOENT)
        epoll_ctl(c->epoll, EPOLL_CTL_ADD, s, &ev);
    return 0;
}

static int on_timer(CURLM *multi, long ms, void *arg)
{
    struct http_client *c = arg;
    c->timer_ns = ms < 0 ? -1 : clock_mono_ns() + ms * (NS_PER_S / 1000);
    return 0;
}

/* ---- making and ending a client ---- */

static long env_seconds(const char *name, long fallback)
{
    const char *s = getenv(name);
    if (s == NULL || s[0] == '\0' || strspn(s, "0123456789") != strlen(s) || strlen(s) > 6)
        return fallback;
    return strtol(s, NULL, 10);
}

/* An ERR_NET whose message is only the cause. */
static struct err *check_origin(const char *scheme, const char *port)
{
    if (strcmp(scheme, "https") != 0 && strcmp(scheme, "http") != 0)
        return err_new_kind(ERR_NET, "unsupported protocol scheme \"%s\"", scheme);
    if (strlen(port) > 5 || strtol(port, NULL, 10) > 65535)
        return err_new_kind(ERR_NET, "dial tcp: address %s: invalid port", port);
    return NULL;
}

/* The host of libcurl's URLs is the name that the certificate must have; the connection goes to the real host. */
static struct err *set_origin(struct http_client *c)
{
    const struct rest_config *config = c->config;
    char *scheme;
    char *host;
    char *port;
    if (!origin_split(config->host, &scheme, &host, &port))
        return err_new("invalid server URL \"%s\"", config->host);
    struct err *bad = check_origin(scheme, port);
    if (bad != NULL) {
        free(scheme);
        free(host);
        free(port);
        return bad;
    }
    c->https = strcmp(scheme, "https") == 0;
    c->tls_host = xstrdup(str_empty(config->tls_server_name) ? host : config->tls_server_name);
    if (!c->https || str_empty(config->tls_server_name) || strcmp(config->tls_server_name, host) == 0) {
        c->origin = xstrdup(config->host);
    } else {
        const char *name = config->tls_server_name;
        bool v6 = strchr(host, ':') != NULL;
        c->origin = xasprintf(strchr(name, ':') != NULL ? "https://[%s]:%s" : "https://%s:%s", name, port);
        c->host_header = xasprintf("Host: %s", strstr(config->host, "://") + 3);
        char *to = xasprintf(v6 ? "::[%s]:%s" : "::%s:%s", host, port);
        c->connect_to = c->curl->slist_append(NULL, to);
        free(to);
    }
    free(scheme);
    free(host);
    free(port);
    return NULL;
}

static struct err *set_up(struct http_client *c)
{
    struct err *e = curl_lib_open(&c->curl);
    if (e == NULL)
        e = set_origin(c);
    if (e == NULL)
        e = proxy_for(c->config->host, c->config->proxy_url, &c->proxy);
    if (e == NULL && c->https)
        e = tls_files_read(c->config, &c->tls);
    if (e != NULL)
        return e;
    c->keepalive_idle = env_seconds("HTTP2_READ_IDLE_TIMEOUT_SECONDS", 30);
    c->keepalive_timeout = env_seconds("HTTP2_PING_TIMEOUT_SECONDS", 15);
    c->epoll = epoll_create1(EPOLL_CLOEXEC);
    c->multi = c->curl->multi_init();
    if (c->epoll < 0 || c->multi == NULL)
        return err_new("no epoll descriptor: %s", strerror(errno));
    c->curl->multi_setopt(c->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
    c->curl->multi_setopt(c->multi, CURLMOPT_SOCKETDATA, c);
    c->curl->multi_setopt(c->multi, CURLMOPT_TIMERFUNCTION, on_timer);
    c->curl->multi_setopt(c->multi, CURLMOPT_TIMERDATA, c);
    c->curl->multi_setopt(c->multi, CURLMOPT_PIPELINING, (long)CURLPIPE_MULTIPLEX);
    c->curl->multi_setopt(c->multi, CURLMOPT_MAX_CONCURRENT_STREAMS, (long)c->options.max_in_flight);
    return NULL;
}

struct err *http_client_new(const struct rest_config *config, const struct http_options *o, struct http_client **out)
{
    struct http_client *c = xcalloc(1, sizeof *c);
    c->config = config;
    c->options = *o;
    if (c->options.max_in_flight == 0)
        c->options.max_in_flight = 100;
    c->epoll = -1;
    c->timer_ns = -1;
    *out = c;
    return NULL;
}

void http_client_renew(struct http_client *c, const struct http_options *o)
{
    size_t max_in_flight = c->options.max_in_flight;
    c->options = *o;
    c->options.max_in_flight = max_in_flight;
    map_release(&c->warned);
    c->warning_count = 0;
}

void http_stdin_taken(struct http_client *c)
{
    c->options.stdin_taken = true;
}

static void request_free(struct http_request *r)
{
    transfer_reset_answer(r);
    buf_release(&r->raw_headers);
    buf_release(&r->resp.body);
    free((char *)r->call.method);
    free((char *)r->call.path);
    free((char *)r->call.accept);
    free((char *)r->call.content_type);
    err_free(r->failed);
    free(r);
}

/* Takes the request's handle out of libcurl's hands and keeps it for another. */
static void release_easy(struct http_request *r)
{
    struct http_client *c = r->client;
    if (r->easy == NULL)
        return;
    c->curl->multi_remove_handle(c->multi, r->easy);
    transfer_detach(r);
    if (c->pool_count < MAX_POOL) {
        c->pool = xreallocarray(c->pool, c->pool_count + 1, sizeof *c->pool);
        c->pool[c->pool_count++] = r->easy;
    } else {
        c->curl->easy_cleanup(r->easy);
    }
    r->easy = NULL;
    c->running--;
    if (r->call.on_data != NULL)
        c->streaming--;
}

void http_client_free(struct http_client *c)
{
    if (c == NULL)
        return;
    sigpipe_ignore(c);
    while (c->live != NULL) {
        struct http_request *r = c->live;
        list_remove(c, r); // NOLINT(clang-analyzer-unix.Malloc): the head of the list is its first member
        release_easy(r);
        request_free(r);
    }
    for (size_t i = 0; i < c->pool_count; i++)
        c->curl->easy_cleanup(c->pool[i]);
    free(c->pool);
    if (c->multi != NULL)
        c->curl->multi_cleanup(c->multi);
    sigpipe_unignore(c);
    if (c->connect_to != NULL)
        c->curl->slist_free_all(c->connect_to);
    if (c->epoll >= 0)
        close(c->epoll);
    tls_files_release(&c->tls);
    credentials_release(&c->credentials);
    map_release(&c->warned);
    free(c->tls_host);
    free(c->x509.fault);
    free(c->origin);
    free(c->host_header);
    free(c->proxy);
    err_free(c->setup_error);
    free(c);
}

/* ---- requests ---- */

struct http_request *http_start(struct http_client *c, const struct http_call *call)
{
    struct http_request *r = xcalloc(1, sizeof *r);
    r->client = c;
    r->call = *call;
    r->done_arg = call->arg;
    r->call.method = xstrdup(call->method);
    r->call.path = xstrdup(call->path);
    r->call.accept = xstrdup_null(call->accept);
    r->call.content_type = xstrdup_null(call->content_type);
    if (r->call.max_bytes == 0)
        r->call.max_bytes = (size_t)2 << 30;
    buf_init(&r->resp.body, r->call.max_bytes);
    buf_init(&r->raw_headers, MAX_HEADER_BYTES);
    r->started_ns = clock_mono_ns();
    r->retry_after = -1;
    r->fd = -1;
    list_add(c, r);
    return r;
}

void http_cancel(struct http_client *c, struct http_request *r)
{
    r->cancelled = true;
}

char *request_url(const struct http_request *r)
{
    const struct rest_config *config = r->client->config;
    const char *path = config->path != NULL && !r->moved ? config->path : "";
    const char *host = strstr(config->host, "://"), *at = strrchr(config->host, '@');
    const char *password = host != NULL && at != NULL ? memchr(host + 3, ':', (size_t)(at - host) - 3) : NULL;
    if (password == NULL)
        return xasprintf("%s%s%s", config->host, path, r->call.path);
    return xasprintf("%.*s:***%s%s%s", (int)(password - config->host), config->host, at, path, r->call.path);
}

/* Hands the outcome to the caller and forgets the request. Takes e. */
static void finish(struct http_request *r, struct err *e)
{
    struct http_client *c = r->client;
    release_easy(r);
    list_remove(c, r);
    r->state = REQUEST_DONE;
    for (struct waiter *w = c->waiters; w != NULL; w = w->outer) {
        if (w->until == r)
            w->done = true;
    }
    r->resp.seconds = (double)(clock_mono_ns() - r->started_ns) / (double)NS_PER_S;
    int depth = sigpipe_restore(c);
    if (r->call.done != NULL)
        r->call.done(r->done_arg, e == NULL ? &r->resp : NULL, e);
    else
        err_free(e);
    sigpipe_ignore_again(c, depth);
    request_free(r);
}

void http_warn(struct http_client *c, const char *text)
{
    if (c->hurry.all_ns > 0 || map_has(&c->warned, text)) /* a completion has no place for it */
        return;
    map_set(&c->warned, text, c);
    c->warning_count++;
    if (c->options.log == NULL)
        return;
    char *safe = str_sanitize(text);
    fprintf(c->options.log, c->options.log_tty ? "\033[33;1mWarning:\033[0m %s\n" : "Warning: %s\n", safe);
    free(safe);
}

static void note_warnings(struct http_request *r)
{
    for (size_t i = 0; i < r->warning_headers.n; i++)
        warning_parse(r->warning_headers.v[i], &r->resp.warnings);
    for (size_t i = 0; i < r->resp.warnings.n; i++) {
        const char *text = r->resp.warnings.v[i];
        if (r->call.on_warning != NULL)
            r->call.on_warning(r->done_arg, text);
        else
            http_warn(r->client, text);
    }
}

/* Puts the request back into the line, to be started again after `seconds`. */
static void again(struct http_request *r, int seconds)
{
    release_easy(r);
    transfer_reset_answer(r);
    buf_clear(&r->resp.body);
    r->state = REQUEST_WAITING;
    r->wake_ns = clock_mono_ns() + seconds * NS_PER_S;
    r->refused_stream = r->repeat_refused = r->sent = false;
    r->fd = -1;
    r->connected_ns = 0;
    r->peer[0] = '\0';
}

/* Follows a redirect within the server, for methods that only read. */
static bool redirected(struct http_request *r)
{
    int s = r->resp.status;
    if ((s != 301 && s != 302 && s != 303 && s != 307 && s != 308) || r->location == NULL ||
        (strcmp(r->call.method, "GET") != 0 && strcmp(r->call.method, "HEAD") != 0))
        return false;
    struct http_client *c = r->client;
    char *to = NULL;
    size_t host = strlen(c->config->host);
    if (r->location[0] == '/' && r->location[1] != '/')
        to = xstrdup(r->location);
    else if (strncmp(r->location, c->config->host, host) == 0 && r->location[host] == '/')
        to = xstrdup(r->location + host);
    if (to == NULL)
        return false;
    if (r->redirects++ >= MAX_REDIRECTS) {
        free(to);
        r->failed = net_error(r, "stopped after 10 redirects");
        return false;
    }
    r->moved = true;
    free((char *)r->call.path);
    r->call.path = to;
    again(r, 0);
    return true;
}

/* A connection that broke before anything of the answer came, for methods that only read (client-go's rule). */
static bool may_repeat_broken(const struct http_request *r, CURLcode code)
{
    if (strcmp(r->call.method, "GET") != 0 && strcmp(r->call.method, "HEAD") != 0)
        return false;
    if (r->header_count > 0 || r->call.no_retry || r->client->hurry.all_ns > 0 || r->call.raw || r->cancelled ||
        r->attempts >= MAX_ATTEMPTS)
        return false;
    char *cause = net_error_cause(r, code);
    bool broken = strcmp(cause, "EOF") == 0 || strstr(cause, "connection reset by peer") != NULL ||
                  strstr(cause, "client connection lost") != NULL || strstr(cause, "broken pipe") != NULL;
    free(cause);
    return broken;
}

/* True if the server closed the HTTP/2 stream before it had the whole body: it answers so when it refuses a request by
 * its headers alone (RFC 9113, 8.1), and libcurl loses the answer when it finds the stream closed at its next write.
 * What was not read whole was not acted on, so that such a request may be sent again whatever its method. */
static bool refused_before_body(const struct http_request *r, CURLcode code)
{
    const struct http_client *c = r->client;
    if (code != CURLE_HTTP2_STREAM && code != CURLE_HTTP2 && code != CURLE_PARTIAL_FILE && code != CURLE_SEND_ERROR)
        return false;
    long version = 0;
    c->curl->easy_getinfo(r->easy, CURLINFO_HTTP_VERSION, &version);
    curl_off_t sent = 0;
    c->curl->easy_getinfo(r->easy, CURLINFO_SIZE_UPLOAD_T, &sent);
    return (version == CURL_HTTP_VERSION_2_0 || c->http2) && r->call.body_len > 0 && sent >= 0 &&
           (size_t)sent < r->call.body_len && !r->call.no_retry && !r->cancelled;
}

static void completed(struct http_request *r, CURLcode code)
{
    struct http_client *c = r->client;
    bool refused = code != CURLE_OK && r->failed == NULL && refused_before_body(r, code);
    if (refused && r->attempts < 5) {
        r->attempts++;
        log_retry(r, 0);
        again(r, 0);
        return;
    }
    if (refused && r->header_count > 0)
        code = CURLE_OK; /* the status is known, its text is lost: the caller says what the status means */
    if (code == CURLE_OK && r->failed == NULL) {
        long status = 0;
        c->curl->easy_getinfo(r->easy, CURLINFO_RESPONSE_CODE, &status);
        r->resp.status = (int)status;
        long version = 0;
        c->curl->easy_getinfo(r->easy, CURLINFO_HTTP_VERSION, &version);
        c->http2 = version == CURL_HTTP_VERSION_2_0;
        c->settled = c->hurry.alive = true;
        note_warnings(r);
        log_response(r, NULL);
        if (status == 401 && c->credentials.refreshable)
            c->refresh_credentials = true;
        bool busy = status == 429 || status >= 500;
        if (busy && r->retry_after >= 0 && r->retry_after <= MAX_RETRY_AFTER && !r->call.no_retry && !r->cancelled &&
            c->hurry.all_ns == 0 && r->attempts < MAX_ATTEMPTS) {
            r->attempts++;
            log_retry(r, r->retry_after);
            again(r, r->retry_after);
            return;
        }
        if (redirected(r))
            return;
        struct err *failed = r->failed;
        r->failed = NULL;
        finish(r, failed);
        return;
    }
    if (r->stopped && r->failed == NULL) { /* on_data had enough */
        note_warnings(r);
        finish(r, NULL);
        return;
    }
    if (r->failed == NULL && may_repeat_broken(r, code)) {
        r->attempts++;
        log_retry(r, 1);
        again(r, 1);
        return;
    }
    struct err *e = r->failed != NULL ? r->failed : net_error_of(r, code);
    r->failed = NULL;
    log_response(r, e->msg);
    finish(r, e);
}

/* ---- the loop ---- */

static bool credentials_expired(const struct http_client *c)
{
    return c->credentials.expires_ns != 0 && clock_now_ns() >= c->credentials.expires_ns;
}

/* Gets the credentials when there are none that still count. */
static struct err *have_credentials(struct http_client *c)
{
    if (c->setup_error != NULL || (c->have_credentials && !c->refresh_credentials && !credentials_expired(c)))
        return NULL;
    int64_t before = clock_mono_ns();
    struct err *e = transfer_credentials(c);
    c->hurry.since_ns += clock_mono_ns() - before;
    return e;
}

struct err *client_ready(struct http_client *c)
{
    if (!c->set_up) {
        c->set_up = true;
        c->setup_error = set_up(c);
    }
    if (c->setup_error != NULL)
        return err_clone(c->setup_error);
    return have_credentials(c);
}

/* Gives the request to libcurl; false if it ended at once. */
static bool start(struct http_request *r)
{
    struct http_client *c = r->client;
    struct err *no_credentials = have_credentials(c);
    if (no_credentials != NULL) {
        struct err *e = no_credentials;
        struct err *mine = e->kind == ERR_GENERIC ? net_error(r, e->msg) : err_clone(e);
        err_free(e);
        finish(r, mine);
        return false;
    }
    if (c->setup_error != NULL) {
        finish(r, c->setup_error->kind == ERR_NET ? net_error(r, c->setup_error->msg) : err_clone(c->setup_error));
        return false;
    }
    if (c->pool_count > 0) {
        r->easy = c->pool[--c->pool_count];
    } else {
        r->easy = c->curl->easy_init();
        if (r->easy == NULL)
            out_of_memory();
        transfer_setup_easy(c, r->easy);
    }
    r->state = REQUEST_RUNNING;
    r->sent_ns = clock_mono_ns();
    c->running++;
    if (r->call.on_data != NULL)
        c->streaming++;
    c->curl->multi_setopt(c->multi, CURLMOPT_MAX_HOST_CONNECTIONS, HTTP1_CONNECTIONS + (long)c->streaming);
    transfer_prepare(r);
    if (r->failed != NULL) {
        struct err *e = r->failed;
        r->failed = NULL;
        finish(r, e);
        return false;
    }
    log_request(r);
    c->curl->multi_add_handle(c->multi, r->easy);
    return true;
}

/* Starts what may start; gives the time at which the next waiting request wants to (or INT64_MAX). */
static int64_t admit(struct http_client *c)
{
    if (!c->set_up && c->live != NULL) {
        c->set_up = true;
        c->setup_error = set_up(c);
    }
    int64_t next_wake = INT64_MAX;
    int64_t now = clock_mono_ns();
    for (struct http_request *r = c->live, *next; r != NULL; r = next) {
        next = r->next;
        if (r->cancelled) {
            finish(r, err_silent(1));
            return 0; /* the callback may have changed the list */
        }
        if (r->state == REQUEST_WAITING && r->wake_ns > now) {
            if (r->wake_ns < next_wake)
                next_wake = r->wake_ns;
            continue;
        }
        if (r->state != REQUEST_QUEUED && r->state != REQUEST_WAITING)
            continue;
        /* Streams do not count: they may last for ever. */
        if (r->call.on_data == NULL && c->running - c->streaming >= c->options.max_in_flight)
            continue;
        if (!start(r))
            return 0;
    }
    return next_wake;
}

static void interrupt_all(struct http_client *c)
{
    while (c->live != NULL)
        finish(c->live, err_silent(130)); // NOLINT(clang-analyzer-unix.Malloc): as above
}

/* ---- patience ---- */

void http_hurry(struct http_client *c, int64_t since_ns, int64_t first_ns, int64_t all_ns)
{
    c->hurry.since_ns = since_ns;
    c->hurry.first_ns = first_ns;
    c->hurry.all_ns = all_ns;
    c->hurry.alive = false;
}

static bool seen_alive(struct http_client *c)
{
    for (const struct http_request *r = c->live; r != NULL && !c->hurry.alive; r = r->next)
        c->hurry.alive = r->header_count > 0 || (c->https && r->state == REQUEST_RUNNING && r->sent);
    return c->hurry.alive;
}

/* How long patience lasts yet; INT64_MAX when it has no end. */
static int64_t patience(struct http_client *c)
{
    if (c->hurry.all_ns == 0)
        return INT64_MAX;
    int64_t limit = c->hurry.all_ns;
    if (!seen_alive(c) && c->hurry.first_ns < limit)
        limit = c->hurry.first_ns;
    return c->hurry.since_ns + limit - clock_mono_ns();
}

static void give_up(struct http_client *c)
{
    while (c->live != NULL) {
        struct http_request *r = c->live;
        finish(r, net_error(r, "context deadline exceeded")); // NOLINT(clang-analyzer-unix.Malloc): as above
    }
}

/* Go gives a TLS handshake 10 seconds; libcurl counts it and the dialling together. */
static void check_handshakes(struct http_client *c)
{
    if (c->settled || !c->https)
        return;
    int64_t now = clock_mono_ns();
    for (struct http_request *r = c->live; r != NULL; r = r->next) {
        if (r->state != REQUEST_RUNNING || r->fd < 0 || r->sent)
            continue;
        struct sockaddr_storage peer;
        socklen_t len = sizeof peer;
        if (r->connected_ns == 0 && getpeername(r->fd, (struct sockaddr *)&peer, &len) == 0)
            r->connected_ns = now;
        if (r->connected_ns != 0 && now - r->connected_ns > TLS_TIMEOUT_NS) {
            struct err *e = net_error(r, "net/http: TLS handshake timeout");
            log_response(r, e->msg);
            finish(r, e);
            return;
        }
    }
}

/* Delivers what libcurl has finished; true if there was anything. */
static bool deliver(struct http_client *c)
{
    bool any = false;
    int left;
    CURLMsg *m;
    while (c->multi != NULL && (m = c->curl->multi_info_read(c->multi, &left)) != NULL) {
        if (m->msg != CURLMSG_DONE)
            continue;
        struct http_request *r = NULL;
        CURLcode code = m->data.result;
        c->curl->easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &r);
        completed(r, code);
        any = true;
    }
    return any;
}

/* One round: starts, waits for at most `max_ns`, moves, delivers. */
static void turn(struct http_client *c, int64_t max_ns)
{
    if (c->options.interrupted != NULL && *c->options.interrupted) {
        interrupt_all(c);
        return;
    }
    int64_t wake = admit(c);
    if (wake == 0 || c->multi == NULL)
        return;
    int64_t left = patience(c);
    if (left < max_ns)
        max_ns = left;
    int64_t now = clock_mono_ns();
    int64_t wait = max_ns;
    if (c->timer_ns >= 0 && c->timer_ns - now < wait)
        wait = c->timer_ns - now;
    if (wake != INT64_MAX && wake - now < wait)
        wait = wake - now;
    if ((c->options.interrupted != NULL || !c->settled) && wait > SLICE_NS)
        wait = SLICE_NS;
    if (wait < 0)
        wait = 0;
    struct epoll_event events[16];
    int ms = (int)((wait + 999999) / 1000000);
    int n = epoll_wait(c->epoll, events, sizeof events / sizeof events[0], ms);
    int running;
    for (int i = 0; i < n; i++) {
        int bits = 0;
        if (events[i].events & (EPOLLIN | EPOLLHUP))
            bits |= CURL_CSELECT_IN;
        if (events[i].events & EPOLLOUT)
            bits |= CURL_CSELECT_OUT;
        if (events[i].events & EPOLLERR)
            bits |= CURL_CSELECT_ERR;
        c->curl->multi_socket_action(c->multi, events[i].data.fd, bits, &running);
    }
    if (c->timer_ns >= 0 && clock_mono_ns() >= c->timer_ns) {
        c->timer_ns = -1;
        c->curl->multi_socket_action(c->multi, CURL_SOCKET_TIMEOUT, 0, &running);
    }
    if (!deliver(c))
        check_handshakes(c);
    if (c->live != NULL && patience(c) <= 0)
        give_up(c);
}

void http_run(struct http_client *c, const struct http_request *until)
{
    struct waiter w = {.until = until, .outer = c->waiters};
    c->waiters = &w;
    sigpipe_ignore(c);
    while (c->live != NULL && !w.done)
        turn(c, 60 * NS_PER_S);
    sigpipe_unignore(c);
    c->waiters = w.outer;
}

void http_poll(struct http_client *c, int64_t ns)
{
    if (c->live == NULL)
        return;
    sigpipe_ignore(c);
    turn(c, ns);
    sigpipe_unignore(c);
}

void http_wait(struct http_client *c, int64_t ns)
{
    if (ns <= 0)
        return;
    if (c->live != NULL) {
        http_poll(c, ns);
        return;
    }
    struct timespec ts = {.tv_sec = ns / NS_PER_S, .tv_nsec = ns % NS_PER_S};
    nanosleep(&ts, NULL);
}

bool http_busy(const struct http_client *c)
{
    return c->live != NULL;
}

size_t http_warnings(const struct http_client *c)
{
    return c->warning_count;
}
