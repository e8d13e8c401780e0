/* transfer.c - one attempt of a request on an easy handle. */
#include "http/internal.h"

#include "base/clock.h"
#include "base/mem.h"
#include "doc/doc.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define CONNECT_TIMEOUT_MS 40000L     /* 30 s to dial and 10 s for TLS, Go's two limits */
#define BOMB_BYTES ((size_t)64 << 20) /* from here on an answer that was packed more than … */
#define BOMB_RATIO 200                /* … so many times is refused */

/* ---- callbacks ---- */

static struct err *too_large(const struct http_request *r)
{
    return err_new("the server's answer to %s is larger than %zu bytes", r->call.path, r->call.max_bytes);
}

static bool is_bomb(const struct http_request *r, size_t decoded)
{
    curl_off_t wire = 0;
    if (!r->gzip || decoded < BOMB_BYTES)
        return false;
    r->client->curl->easy_getinfo(r->easy, CURLINFO_SIZE_DOWNLOAD_T, &wire);
    return wire > 0 && decoded / (size_t)wire > BOMB_RATIO;
}

static size_t on_body(char *data, size_t size, size_t n, void *arg)
{
    struct http_request *r = arg;
    n *= size;
    if (r->cancelled)
        return 0;
    long status = 0;
    r->client->curl->easy_getinfo(r->easy, CURLINFO_RESPONSE_CODE, &status);
    if (r->call.on_data != NULL && status < 400) {
        r->resp.status = (int)status;
        r->client->settled = true;
        int depth = sigpipe_restore(r->client);
        bool more = r->call.on_data(r->call.arg, data, n);
        sigpipe_ignore_again(r->client, depth);
        if (!more) {
            r->stopped = true;
            return 0;
        }
        return n;
    }
    buf_add(&r->resp.body, data, n);
    if (buf_overflowed(&r->resp.body)) {
        r->failed = too_large(r);
        return 0;
    }
    if (r->call.on_progress != NULL && status < 300)
        r->call.on_progress(r->call.arg, r->resp.body.data, r->resp.body.len);
    if (is_bomb(r, r->resp.body.len)) {
        r->failed =
            err_new("the server's answer to %s grows more than %d times when it is unpacked", r->call.path, BOMB_RATIO);
        return 0;
    }
    return n;
}

/* The value of header `name` in a line of n bytes as an owned string, or NULL if it is another header. */
static char *header_value(const char *line, size_t n, const char *name)
{
    size_t len = strlen(name);
    if (n <= len || line[len] != ':' || strncasecmp(line, name, len) != 0)
        return NULL;
    const char *s = line + len + 1;
    const char *end = line + n;
    while (s < end && (*s == ' ' || *s == '\t'))
        s++;
    while (end > s && (end[-1] == '\r' || end[-1] == '\n' || end[-1] == ' ' || end[-1] == '\t'))
        end--;
    return xstrndup(s, (size_t)(end - s));
}

static void note_header(struct http_request *r, const char *line, size_t n)
{
    char *v;
    if ((v = header_value(line, n, "Content-Type")) != NULL) {
        str_replace_owned(&r->resp.content_type, v);
    } else if ((v = header_value(line, n, "Warning")) != NULL) {
        strv_adopt(&r->warning_headers, v);
    } else if ((v = header_value(line, n, "Location")) != NULL) {
        str_replace_owned(&r->location, v);
    } else if ((v = header_value(line, n, "Retry-After")) != NULL) {
        bool number = *v != '\0' && strspn(v, "0123456789") == strlen(v) && strlen(v) < 9;
        r->retry_after = number ? (int)strtol(v, NULL, 10) : -1;
        free(v);
    } else if ((v = header_value(line, n, "Content-Encoding")) != NULL) {
        r->gzip = strcasecmp(v, "identity") != 0;
        free(v);
    }
}

static size_t on_header(char *data, size_t size, size_t n, void *arg)
{
    struct http_request *r = arg;
    n *= size;
    if (n >= 5 && memcmp(data, "HTTP/", 5) == 0) {
        transfer_reset_answer(r); /* an interim answer went before */
        const char *status = memchr(data, ' ', n);
        if (status != NULL) {
            const char *end = data + n;
            while (end > status && (unsigned char)end[-1] <= ' ')
                end--;
            r->status_line = xstrndup(status + 1, end > status ? (size_t)(end - status - 1) : 0);
        }
        r->header_count = 1;
        return n;
    }
    r->header_count++;
    r->header_bytes += n;
    if (r->header_bytes > MAX_HEADER_BYTES) {
        r->failed = net_error(r, "net/http: server response headers exceeded 10485760 bytes; aborted");
        return 0;
    }
    note_header(r, data, n);
    if (r->client->options.verbosity >= 8 && n > 2)
        buf_add(&r->raw_headers, data, n);
    return n;
}

/* Called when the connection stands and the request is about to be sent. libcurl repeats by itself a request whose
 * reused connection ended without an answer; only the server's word that it did not start on it (REFUSED_STREAM,
 * GOAWAY) makes that safe for a request that writes. */
static int on_send(void *arg, char *ip, char *local_ip, int port, int local_port)
{
    struct http_request *r = arg;
    bool reads = strcmp(r->call.method, "GET") == 0 || strcmp(r->call.method, "HEAD") == 0;
    if (r->sent && !reads && !r->refused_stream) {
        r->repeat_refused = true;
        return CURL_PREREQFUNC_ABORT;
    }
    r->sent = true;
    r->refused_stream = false;
    return CURL_PREREQFUNC_OK;
}

static int on_debug(CURL *easy, curl_infotype type, char *data, size_t n, void *arg)
{
    static const char refused[] = "REFUSED_STREAM";
    struct http_request *r = arg;
    if (type == CURLINFO_TEXT && n >= sizeof refused - 1 && memcmp(data, refused, sizeof refused - 1) == 0)
        r->refused_stream = true;
    return 0;
}

static curl_socket_t on_open_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *a)
{
    struct http_request *r = arg;
    if (r->peer[0] == '\0') {
        char ip[INET6_ADDRSTRLEN] = "";
        if (a->family == AF_INET) {
            struct sockaddr_in in;
            memcpy(&in, &a->addr, sizeof in);
            inet_ntop(AF_INET, &in.sin_addr, ip, sizeof ip);
            snprintf(r->peer, sizeof r->peer, "%s:%d", ip, ntohs(in.sin_port));
        } else if (a->family == AF_INET6 && a->addrlen >= sizeof(struct sockaddr_in6)) {
            struct sockaddr_in6 in;
            memcpy(&in, (const void *)&a->addr, sizeof in);
            inet_ntop(AF_INET6, &in.sin6_addr, ip, sizeof ip);
            snprintf(r->peer, sizeof r->peer, "[%s]:%d", ip, ntohs(in.sin6_port));
        }
    }
    int fd = socket(a->family, a->socktype | SOCK_CLOEXEC, a->protocol);
    const struct http_client *c = r->client;
    if (fd >= 0 && c->keepalive_idle > 0 && c->keepalive_timeout > 0) {
        /* In place of HTTP/2 pings, which libcurl 7.88 cannot send from a multi handle: the same times for the kernel.
         */
        unsigned ms = (unsigned)(c->keepalive_idle + c->keepalive_timeout) * 1000u;
        setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &ms, sizeof ms);
    }
    if (purpose == CURLSOCKTYPE_IPCXN)
        r->fd = fd;
    return fd < 0 ? CURL_SOCKET_BAD : fd;
}

/* ---- setting up ---- */

void transfer_setup_easy(struct http_client *c, CURL *easy)
{
    const struct curl_lib *curl = c->curl;
    curl->easy_setopt(easy, CURLOPT_NOSIGNAL, 1L); /* sigpipe_ignore does it for all handles at once */
    curl->easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl->easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
    curl->easy_setopt(easy, CURLOPT_PIPEWAIT, 1L);
    bool h2 = c->https && str_empty(getenv("DISABLE_HTTP2"));
    curl->easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)(h2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1));
    curl->easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, CONNECT_TIMEOUT_MS);
    curl->easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
    curl->easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
    curl->easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl->easy_setopt(easy, CURLOPT_PREREQFUNCTION, on_send);
    curl->easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_open_socket);
    curl->easy_setopt(easy, CURLOPT_DEBUGFUNCTION, on_debug);
    curl->easy_setopt(easy, CURLOPT_PROXY, c->proxy);
    curl->easy_setopt(easy, CURLOPT_NOPROXY, "");
    curl->easy_setopt(easy, CURLOPT_HTTPPROXYTUNNEL, c->https ? 1L : 0L);
    if (!c->config->disable_compression)
        curl->easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip");
    if (c->connect_to != NULL)
        curl->easy_setopt(easy, CURLOPT_CONNECT_TO, c->connect_to);
    if (c->keepalive_idle > 0 && c->keepalive_timeout > 0) {
        long step = c->keepalive_timeout >= 3 ? c->keepalive_timeout / 3 : 1;
        curl->easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
        curl->easy_setopt(easy, CURLOPT_TCP_KEEPIDLE, c->keepalive_idle);
        curl->easy_setopt(easy, CURLOPT_TCP_KEEPINTVL, step);
    }
}

struct err *transfer_credentials(struct http_client *c)
{
    bool refresh = c->have_credentials;
    struct credentials fresh;
    memset(&fresh, 0, sizeof fresh);
    struct err *e = credentials_get(c->config, refresh, !c->options.stdin_taken, &fresh);
    if (e != NULL)
        return e;
    c->refresh_credentials = false;
    credentials_release(&c->credentials);
    c->credentials = fresh;
    c->have_credentials = true;
    return NULL;
}

/* Go's ValidHeaderFieldValue: no control characters but tabs. A name to act as must not begin or end with blanks
 * either: libcurl drops them, and with them the header if it holds nothing else. */
static bool header_value_valid(const char *name, const char *value)
{
    for (const char *s = value; *s != '\0'; s++) {
        if (((unsigned char)*s < 0x20 && *s != '\t') || *s == 0x7f)
            return false;
    }
    const char last[2] = {value[strlen(value) - 1], '\0'};
    return !str_starts(name, "Impersonate-") || (strcspn(value, " \t") > 0 && strcspn(last, " \t") > 0);
}

static void add_header(struct http_request *r, const char *name, const char *value)
{
    if (str_empty(value))
        return;
    if (!header_value_valid(name, value)) { /* a request without it would go out as somebody else */
        char *cause = xasprintf("net/http: invalid header field value for \"%s\"", name);
        err_free(r->failed);
        r->failed = net_error(r, cause);
        free(cause);
        return;
    }
    char *line = xasprintf("%s: %s", name, value);
    struct curl_slist *l = r->client->curl->slist_append(r->headers, line);
    if (l == NULL)
        out_of_memory();
    r->headers = l;
    free(line);
}

static void add_raw(struct http_request *r, const char *line)
{
    struct curl_slist *l = r->client->curl->slist_append(r->headers, line);
    if (l == NULL)
        out_of_memory();
    r->headers = l;
}

/* Impersonate-Extra-KEY: the key in lowercase with every byte escaped that a header's name cannot have. */
static void add_extra(struct http_request *r, const cJSON *extra)
{
    static const char legal[] = "!#$&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz|~";
    const cJSON *values;
    cJSON_ArrayForEach(values, extra)
    {
        struct buf name = buf_new();
        buf_adds(&name, "Impersonate-Extra-");
        for (const char *s = values->string; *s != '\0'; s++) {
            if (strchr(legal, *s) != NULL)
                buf_addc(&name, *s);
            else
                buf_addf(&name, "%%%02X", (unsigned)(unsigned char)*s);
        }
        const cJSON *v;
        cJSON_ArrayForEach(v, values)
        {
            if (cJSON_IsString(v))
                add_header(r, name.data, v->valuestring);
        }
        buf_release(&name);
    }
}

static void build_headers(struct http_request *r)
{
    const struct http_client *c = r->client;
    const struct rest_config *config = c->config;
    if (c->host_header != NULL)
        add_raw(r, c->host_header);
    add_header(r, "Accept", r->call.accept != NULL ? r->call.accept : "application/json");
    if (r->call.body != NULL)
        add_header(r, "Content-Type", r->call.content_type != NULL ? r->call.content_type : "application/json");
    else
        add_raw(r, "Content-Type:");
    add_raw(r, "Expect:");
    add_header(r, "User-Agent", c->options.user_agent);
    add_header(r, "Kubectl-Command", c->options.command);
    add_header(r, "Kubectl-Session", c->options.session);
    const char *kind = c->credentials.token != NULL ? "Bearer" : "Basic";
    const char *secret = c->credentials.token != NULL ? c->credentials.token : c->credentials.basic;
    if (!str_empty(secret)) {
        char *v = xasprintf("%s %s", kind, secret);
        add_header(r, "Authorization", v);
        explicit_bzero(v, strlen(v));
        free(v);
    }
    add_header(r, "Impersonate-User", config->impersonate_user);
    add_header(r, "Impersonate-Uid", config->impersonate_uid);
    for (size_t i = 0; i < config->impersonate_groups.n; i++)
        add_header(r, "Impersonate-Group", config->impersonate_groups.v[i]);
    if (config->impersonate_extra != NULL)
        add_extra(r, config->impersonate_extra);
}

static void set_method(struct http_request *r)
{
    const struct curl_lib *curl = r->client->curl;
    const char *method = r->call.method;
    if (r->call.body != NULL) {
        curl->easy_setopt(r->easy, CURLOPT_POST, 1L);
        curl->easy_setopt(r->easy, CURLOPT_POSTFIELDS, r->call.body);
        curl->easy_setopt(r->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)r->call.body_len);
    } else if (strcmp(method, "POST") == 0) {
        curl->easy_setopt(r->easy, CURLOPT_POST, 1L);
        curl->easy_setopt(r->easy, CURLOPT_POSTFIELDS, "");
        curl->easy_setopt(r->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)0);
    } else if (strcmp(method, "HEAD") == 0) {
        curl->easy_setopt(r->easy, CURLOPT_NOBODY, 1L);
    } else {
        curl->easy_setopt(r->easy, CURLOPT_HTTPGET, 1L);
    }
    curl->easy_setopt(r->easy, CURLOPT_CUSTOMREQUEST, strcmp(method, "HEAD") == 0 ? NULL : method);
}

void transfer_prepare(struct http_request *r)
{
    struct http_client *c = r->client;
    const struct curl_lib *curl = c->curl;
    CURL *easy = r->easy;
    const char *prefix = c->config->path != NULL && !r->moved ? c->config->path : "";
    char *url = xasprintf("%s%s%s", c->origin, prefix, r->call.path);
    curl->easy_setopt(easy, CURLOPT_URL, url);
    free(url);
    if (c->https)
        tls_apply(c, easy);
    set_method(r);
    build_headers(r);
    curl->easy_setopt(easy, CURLOPT_HTTPHEADER, r->headers);
    curl->easy_setopt(easy, CURLOPT_PRIVATE, r);
    curl->easy_setopt(easy, CURLOPT_WRITEDATA, r);
    curl->easy_setopt(easy, CURLOPT_HEADERDATA, r);
    curl->easy_setopt(easy, CURLOPT_PREREQDATA, r);
    curl->easy_setopt(easy, CURLOPT_OPENSOCKETDATA, r);
    curl->easy_setopt(easy, CURLOPT_DEBUGDATA, r);
    curl->easy_setopt(easy, CURLOPT_ERRORBUFFER, r->error);
    bool reads = strcmp(r->call.method, "GET") == 0 || strcmp(r->call.method, "HEAD") == 0;
    curl->easy_setopt(easy, CURLOPT_VERBOSE, reads ? 0L : 1L); /* for on_debug */
    int64_t timeout = r->call.timeout_ns != 0 ? r->call.timeout_ns : c->config->timeout_ns;
    int64_t ms = (timeout + 999999) / 1000000;
    if (ms > LONG_MAX / 1000)
        ms = LONG_MAX / 1000;
    curl->easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)ms);
#if LIBCURL_VERSION_NUM >=                                                                                             \
    0x075700 /* or a name server that says nothing holds up the end of a request that was given up */
    curl->easy_setopt(easy, CURLOPT_QUICK_EXIT, c->hurry.all_ns > 0 ? 1L : 0L);
#endif
}

void transfer_detach(struct http_request *r)
{
    const struct curl_lib *curl = r->client->curl;
    curl->easy_setopt(r->easy, CURLOPT_HTTPHEADER, NULL);
    curl->slist_free_all(r->headers);
    r->headers = NULL;
    curl->easy_setopt(r->easy, CURLOPT_POSTFIELDS, NULL);
    curl->easy_setopt(r->easy, CURLOPT_NOBODY, 0L);
    curl->easy_setopt(r->easy, CURLOPT_PRIVATE, NULL);
    curl->easy_setopt(r->easy, CURLOPT_ERRORBUFFER, NULL);
}

void transfer_reset_answer(struct http_request *r)
{
    free(r->resp.content_type);
    r->resp.content_type = NULL;
    strv_release(&r->resp.warnings);
    strv_release(&r->warning_headers);
    free(r->location);
    r->location = NULL;
    free(r->status_line);
    r->status_line = NULL;
    buf_clear(&r->raw_headers);
    r->header_count = r->header_bytes = 0;
    r->retry_after = -1;
    r->gzip = false;
}
