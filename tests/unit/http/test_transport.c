/* The transport against a server of the test's own, in a thread, that answers requests by a script. */
#include "base/mem.h"
#include "http/http.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

/* One request's fate: the bytes sent back (NULL: none), and whether the connection is closed then. */
struct step {
    const char *answer;
    bool close;
};

#define OK_EMPTY "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
#define MAX_SEEN 64

struct server {
    int fd;
    int port;
    pthread_t thread;
    const struct step *steps;
    size_t n, at;
    char *seen[MAX_SEEN]; /* the requests, head and body */
    size_t nseen;
};

/* Reads one request of c; false at the end. */
static bool read_request(int c, struct buf *b)
{
    buf_clear(b);
    for (;;) {
        char *end = strstr(b->data, "\r\n\r\n");
        if (end != NULL) {
            const char *len = strcasestr(b->data, "content-length: ");
            size_t want = len != NULL ? strtoul(len + 16, NULL, 10) : 0;
            if (b->len >= (size_t)(end + 4 - b->data) + want)
                return true;
        }
        char chunk[4096];
        ssize_t n = read(c, chunk, sizeof chunk);
        if (n <= 0)
            return false;
        buf_add(b, chunk, (size_t)n);
    }
}

static void serve_connection(struct server *s, int c)
{
    struct buf b = buf_new();
    while (read_request(c, &b)) {
        if (s->nseen < MAX_SEEN)
            s->seen[s->nseen++] = xstrdup(b.data);
        if (s->at >= s->n)
            break;
        const struct step *step = &s->steps[s->at++];
        if (step->answer != NULL && send(c, step->answer, strlen(step->answer), MSG_NOSIGNAL) < 0)
            break;
        if (step->close)
            break;
    }
    buf_release(&b);
    close(c);
}

static void *serve(void *arg)
{
    struct server *s = arg;
    for (;;) {
        int c = accept(s->fd, NULL, NULL);
        if (c < 0)
            return NULL;
        serve_connection(s, c);
    }
}

static void server_start(struct server *s, const struct step *steps, size_t n)
{
    memset(s, 0, sizeof *s);
    s->steps = steps;
    s->n = n;
    s->fd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof a;
    assert_int_equal(bind(s->fd, (struct sockaddr *)&a, sizeof a), 0);
    assert_int_equal(listen(s->fd, 16), 0);
    assert_int_equal(getsockname(s->fd, (struct sockaddr *)&a, &len), 0);
    s->port = ntohs(a.sin_port);
    assert_int_equal(pthread_create(&s->thread, NULL, serve, s), 0);
}

static void server_stop(struct server *s)
{
    shutdown(s->fd, SHUT_RDWR);
    pthread_join(s->thread, NULL);
    close(s->fd);
    for (size_t i = 0; i < s->nseen; i++)
        free(s->seen[i]);
}

struct world {
    struct server server;
    struct rest_config config;
    struct http_client *client;
    volatile int interrupted;
    char host[64];
};

static void world_new(struct world *w, const struct step *steps, size_t n)
{
    memset(w, 0, sizeof *w);
    server_start(&w->server, steps, n);
    snprintf(w->host, sizeof w->host, "http://127.0.0.1:%d", w->server.port);
    w->config.host = w->host;
    w->config.token = "sesame";
    struct http_options o = {.user_agent = "test/1", .interrupted = &w->interrupted};
    assert_null(http_client_new(&w->config, &o, &w->client));
}

static void world_free(struct world *w)
{
    http_client_free(w->client);
    server_stop(&w->server);
}

#define WORLD(w, ...)                                                                                                  \
    static const struct step steps[] = {__VA_ARGS__};                                                                  \
    struct world w;                                                                                                    \
    world_new(&w, steps, sizeof steps / sizeof steps[0])

/* Makes the call and gives the error's message (or NULL), which the caller frees. */
static char *call_failing(struct world *w, const struct http_call *call)
{
    struct http_response r;
    struct err *e = http_do(w->client, call, &r);
    http_response_release(&r);
    char *msg = e != NULL ? xstrdup(e->msg != NULL ? e->msg : "silent") : NULL;
    err_free(e);
    return msg;
}

static void call_ok(struct world *w, const char *method, const char *body, int status)
{
    struct http_call call = {.method = method, .path = "/x", .body = body, .body_len = body != NULL ? strlen(body) : 0};
    struct http_response r;
    struct err *e = http_do(w->client, &call, &r);
    if (e != NULL)
        fail_msg("%s", e->msg);
    assert_int_equal(r.status, status);
    http_response_release(&r);
}

static void headers_are_sent(void **state)
{
    (void)state;
    WORLD(w, {OK_EMPTY, false});
    w.config.impersonate_user = "jane";
    strv_add(&w.config.impersonate_groups, "ops");
    call_ok(&w, "POST", "{\"a\":1}", 200);
    assert_int_equal(w.server.nseen, 1);
    const char *seen = w.server.seen[0];
    assert_non_null(strstr(seen, "POST /x HTTP/1.1\r\n"));
    assert_non_null(strstr(seen, "Authorization: Bearer sesame\r\n"));
    assert_non_null(strstr(seen, "Content-Type: application/json\r\n"));
    assert_non_null(strstr(seen, "Accept: application/json\r\n"));
    assert_non_null(strstr(seen, "Accept-Encoding: gzip\r\n"));
    assert_non_null(strstr(seen, "User-Agent: test/1\r\n"));
    assert_non_null(strstr(seen, "Impersonate-Group: ops\r\n"));
    assert_non_null(strstr(seen, "Impersonate-User: jane\r\n"));
    assert_null(strstr(seen, "Expect"));
    assert_string_equal(strstr(seen, "\r\n\r\n") + 4, "{\"a\":1}");
    strv_release(&w.config.impersonate_groups);
    world_free(&w);
}

/* A name to act as that cannot be sent ends the request: without the header it would go out as somebody else. */
static void bad_header_values_are_refused(void **state)
{
    static const char *const rows[] = {"jane\r\nX-Evil: 1", "a\nb", "a\x01", "a\x7f", " ", " jane", "jane\t"};
    (void)state;
    WORLD(w, {OK_EMPTY, false});
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        w.config.impersonate_user = (char *)rows[i];
        struct http_call call = {.method = "GET", .path = "/x"};
        char *msg = call_failing(&w, &call);
        assert_non_null(msg);
        assert_string_equal(
            msg, "Unable to connect to the server: net/http: invalid header field value for \"Impersonate-User\"");
        free(msg);
    }
    assert_int_equal(w.server.nseen, 0);
    w.config.impersonate_user = "jane";
    call_ok(&w, "GET", NULL, 200);
    world_free(&w);
}

/* libcurl by itself would send the POST a second time. */
static void a_post_is_never_repeated(void **state)
{
    (void)state;
    WORLD(w, {OK_EMPTY, false}, {NULL, true}, {OK_EMPTY, false});
    call_ok(&w, "GET", NULL, 200);
    struct http_call post = {.method = "POST", .path = "/x", .body = "{}", .body_len = 2};
    char *msg = call_failing(&w, &post);
    assert_non_null(msg);
    assert_string_equal(msg, "Unable to connect to the server: EOF");
    free(msg);
    assert_int_equal(w.server.nseen, 2);
    world_free(&w);
}

static void a_get_is_repeated(void **state)
{
    (void)state;
    WORLD(w, {NULL, true}, {OK_EMPTY, false});
    call_ok(&w, "GET", NULL, 200);
    assert_int_equal(w.server.nseen, 2);
    world_free(&w);
}

static void retry_after_is_heeded(void **state)
{
    (void)state;
    WORLD(w, {"HTTP/1.1 429 Too Many\r\nRetry-After: 0\r\nContent-Length: 4\r\n\r\nbusy", false},
          {"HTTP/1.1 500 Oops\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n", false}, {OK_EMPTY, false},
          {"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", false},
          {"HTTP/1.1 429 Busy\r\nRetry-After: 99999\r\nContent-Length: 0\r\n\r\n", false});
    call_ok(&w, "POST", "{\"b\":2}", 200);
    assert_int_equal(w.server.nseen, 3);
    assert_non_null(strstr(w.server.seen[2], "{\"b\":2}"));
    call_ok(&w, "GET", NULL, 503);
    call_ok(&w, "GET", NULL, 429);
    assert_int_equal(w.server.nseen, 5);
    world_free(&w);
}

static void answers_are_bounded(void **state)
{
    (void)state;
    struct buf many = buf_new();
    buf_adds(&many, "HTTP/1.1 200 OK\r\n");
    for (int i = 0; i < 150; i++) {
        buf_addf(&many, "X-%d: ", i);
        buf_addn(&many, 'y', 80000);
        buf_adds(&many, "\r\n");
    }
    buf_adds(&many, "\r\n");
    struct step steps[] = {{OK_EMPTY, true}, {many.data, true}};
    struct world w;
    world_new(&w, steps, 2);
    struct http_call call = {.method = "GET", .path = "/x", .max_bytes = 1};
    char *msg = call_failing(&w, &call);
    assert_string_equal(msg, "the server's answer to /x is larger than 1 bytes");
    free(msg);
    call.max_bytes = 0;
    msg = call_failing(&w, &call);
    assert_non_null(strstr(msg, "response headers exceeded"));
    free(msg);
    world_free(&w);
    buf_release(&many);
}

static void redirects_stay_on_the_server(void **state)
{
    (void)state;
    WORLD(w, {"HTTP/1.1 302 F\r\nLocation: /y\r\nContent-Length: 0\r\n\r\n", false}, {OK_EMPTY, false},
          {"HTTP/1.1 302 F\r\nLocation: http://evil.test/y\r\nContent-Length: 0\r\n\r\n", false},
          {"HTTP/1.1 307 F\r\nLocation: /y\r\nContent-Length: 0\r\n\r\n", false});
    call_ok(&w, "GET", NULL, 200);
    assert_int_equal(strncmp(w.server.seen[1], "GET /y ", 7), 0);
    call_ok(&w, "GET", NULL, 302);
    call_ok(&w, "POST", "{}", 307);
    world_free(&w);
}

static void warnings_are_told_once(void **state)
{
    (void)state;
    static const char answer[] =
        "HTTP/1.1 200 OK\r\nWarning: 299 - \"old\"\r\nWarning: 299 - \"older\", 299 - \"old\"\r\n"
        "Content-Length: 0\r\n\r\n";
    WORLD(w, {answer, false}, {answer, false});
    http_client_free(w.client);
    char *text = NULL;
    size_t n = 0;
    FILE *log = open_memstream(&text, &n);
    struct http_options o = {.log = log, .log_tty = true};
    assert_null(http_client_new(&w.config, &o, &w.client));
    call_ok(&w, "GET", NULL, 200);
    call_ok(&w, "GET", NULL, 200);
    assert_int_equal(http_warnings(w.client), 2);
    fclose(log);
    assert_string_equal(text, "\033[33;1mWarning:\033[0m old\n\033[33;1mWarning:\033[0m older\n");
    free(text);
    world_free(&w);
}

static void the_log_hides_credentials(void **state)
{
    (void)state;
    WORLD(w, {OK_EMPTY, false}, {OK_EMPTY, false});
    for (int v = 8; v <= 10; v += 2) {
        http_client_free(w.client);
        char *text = NULL;
        size_t n = 0;
        FILE *log = open_memstream(&text, &n);
        struct http_options o = {.log = log, .verbosity = v};
        assert_null(http_client_new(&w.config, &o, &w.client));
        call_ok(&w, "GET", NULL, 200);
        fclose(log);
        assert_null(strstr(text, "sesame"));
        assert_non_null(strstr(text, "Bearer <masked>"));
        free(text);
    }
    world_free(&w);
}

struct counter {
    struct world *w;
    int ok, failed, silent;
    size_t bytes;
    struct http_request *other;
};

static void count(void *arg, const struct http_response *r, struct err *e)
{
    struct counter *c = arg;
    if (e == NULL)
        c->ok++;
    else if (e->kind == ERR_SILENT)
        c->silent++;
    else
        c->failed++;
    err_free(e);
}

static bool stop_at_once(void *arg, const char *bytes, size_t n)
{
    struct counter *c = arg;
    c->bytes += n;
    return false;
}

static void streams_end_when_told(void **state)
{
    (void)state;
    WORLD(w, {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", false},
          {"HTTP/1.1 404 No\r\nContent-Length: 3\r\n\r\nbad", false});
    struct counter c = {0};
    struct http_call call = {.method = "GET", .path = "/x", .on_data = stop_at_once, .done = count, .arg = &c};
    http_run(w.client, http_start(w.client, &call));
    assert_int_equal(c.ok, 1);
    assert_int_equal(c.bytes, 3);
    http_run(w.client, http_start(w.client, &call)); /* an error's body is not streamed */
    assert_int_equal(c.ok, 2);
    assert_int_equal(c.bytes, 3);
    world_free(&w);
}

/* A callback that waits for another request. */
static void nested(void *arg, const struct http_response *r, struct err *e)
{
    struct counter *c = arg;
    count(arg, r, e);
    call_ok(c->w, "GET", NULL, 200);
}

static void callbacks_may_call(void **state)
{
    (void)state;
    WORLD(w, {OK_EMPTY, false}, {OK_EMPTY, false}, {OK_EMPTY, false}, {OK_EMPTY, false});
    struct counter c = {.w = &w};
    struct http_call call = {.method = "GET", .path = "/x", .done = nested, .arg = &c};
    http_start(w.client, &call);
    http_run(w.client, NULL);
    assert_int_equal(c.ok, 1);
    assert_int_equal(w.server.nseen, 2);
    assert_false(http_busy(w.client));
    world_free(&w);
}

static void cancelled_and_interrupted(void **state)
{
    (void)state;
    WORLD(w, {OK_EMPTY, false});
    struct counter c = {.w = &w};
    struct http_call call = {.method = "GET", .path = "/x", .done = count, .arg = &c};
    struct http_request *r = http_start(w.client, &call);
    http_cancel(w.client, r);
    http_run(w.client, r);
    assert_int_equal(c.silent, 1);
    w.interrupted = 1;
    struct http_response resp;
    struct err *e = http_do(w.client, &call, &resp);
    http_response_release(&resp);
    assert_non_null(e);
    assert_int_equal(e->kind, ERR_SILENT);
    assert_int_equal(e->exit_code, 130);
    err_free(e);
    http_start(w.client, &call); /* freed with the client */
    world_free(&w);
}

static void refused_has_kubectls_words(void **state)
{
    (void)state;
    struct rest_config config = {.host = "http://127.0.0.1:1"};
    struct http_options o = {0};
    struct http_client *client;
    assert_null(http_client_new(&config, &o, &client));
    struct http_call call = {.method = "POST", .path = "/api?x=1"};
    struct http_response r;
    struct err *e = http_do(client, &call, &r);
    http_response_release(&r);
    assert_non_null(e);
    assert_string_equal(
        e->msg, "The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?");
    e = err_wrap(e, "a prefix");
    assert_int_equal(e->kind, ERR_GENERIC);
    assert_string_equal(
        e->msg, "a prefix: Post \"http://127.0.0.1:1/api?x=1\": dial tcp 127.0.0.1:1: connect: connection refused");
    err_free(e);
    http_client_free(client);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_are_sent),
        cmocka_unit_test(bad_header_values_are_refused),
        cmocka_unit_test(a_post_is_never_repeated),
        cmocka_unit_test(a_get_is_repeated),
        cmocka_unit_test(retry_after_is_heeded),
        cmocka_unit_test(answers_are_bounded),
        cmocka_unit_test(redirects_stay_on_the_server),
        cmocka_unit_test(warnings_are_told_once),
        cmocka_unit_test(the_log_hides_credentials),
        cmocka_unit_test(streams_end_when_told),
        cmocka_unit_test(callbacks_may_call),
        cmocka_unit_test(cancelled_and_interrupted),
        cmocka_unit_test(refused_has_kubectls_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
