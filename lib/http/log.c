/* log.c - what -v=6 and more tell of requests, in the shape of klog's lines. */
#include "http/internal.h"

#include "base/clock.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define CUT_8 1024
#define CUT_9 10240

/* "I1124 23:00:00.123456    8129 FILE] " */
static void prefix(struct buf *b, const char *place)
{
    struct timeval now;
    struct tm tm;
    gettimeofday(&now, NULL);
    localtime_r(&now.tv_sec, &tm);
    buf_addf(b, "I%02d%02d %02d:%02d:%02d.%06ld %7d %s] ", tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec,
             (long)now.tv_usec, (int)getpid(), place);
}

static void emit(const struct http_request *r, struct buf *b)
{
    char *safe = str_sanitize(b->data);
    fprintf(r->client->options.log, "%s\n", safe);
    free(safe);
    buf_release(b);
}

/* A value of several lines: each indented by a tab between "<" and ">". */
static void add_block(struct buf *b, const char *key, const char *text)
{
    buf_addf(b, " %s=<\n", key);
    while (*text != '\0') {
        size_t n = strcspn(text, "\n");
        buf_addc(b, '\t');
        buf_add(b, text, n);
        buf_addc(b, '\n');
        text += n;
        if (*text == '\n')
            text++;
    }
    buf_adds(b, " >");
}

static void add_value(struct buf *b, const char *key, const char *text)
{
    if (strchr(text, '\n') != NULL) {
        add_block(b, key, text);
        return;
    }
    char *quoted = str_quote(text);
    buf_addf(b, " %s=%s", key, quoted);
    free(quoted);
}

/* A header line without what is secret in it; caller frees. */
static char *masked(const char *line, size_t n)
{
    static const char name[] = "Authorization:";
    if (n < sizeof name - 1 || strncasecmp(line, name, sizeof name - 1) != 0)
        return xstrndup(line, n);
    const char *value = line + sizeof name - 1;
    value += strspn(value, " ");
    size_t kind = strcspn(value, " ");
    bool known =
        (kind == 6 && strncasecmp(value, "Bearer", 6) == 0) || (kind == 5 && strncasecmp(value, "Basic", 5) == 0);
    return known ? xasprintf("Authorization: %.*s <masked>", (int)kind, value) : xstrdup("Authorization: <masked>");
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void add_request_headers(struct buf *b, const struct http_request *r, bool as_curl)
{
    struct strv lines = {0};
    for (const struct curl_slist *h = r->headers; h != NULL; h = h->next) {
        size_t n = strlen(h->data);
        if (n > 0 && h->data[n - 1] != ':')
            strv_adopt(&lines, masked(h->data, n));
    }
    if (lines.n > 1)
        qsort(lines.v, lines.n, sizeof *lines.v, by_text);
    struct buf text = buf_new();
    for (size_t i = 0; i < lines.n; i++) {
        if (as_curl) {
            char *quoted = str_quote(lines.v[i]);
            buf_addf(&text, " -H %s", quoted);
            free(quoted);
        } else {
            buf_addf(&text, "%s\n", lines.v[i]);
        }
    }
    strv_release(&lines);
    if (as_curl) {
        char *url = request_url(r);
        char *command = xasprintf("curl -v -X%s %s '%s'\n", r->call.method, text.data, url);
        add_block(b, "curlCommand", command);
        free(command);
        free(url);
    } else {
        add_block(b, "headers", text.data);
    }
    buf_release(&text);
}

static void add_answer_headers(struct buf *b, const struct http_request *r)
{
    struct strv lines = {0};
    const char *s = r->raw_headers.data;
    while (*s != '\0') {
        size_t n = strcspn(s, "\r\n");
        if (n > 0) {
            char *line = masked(s, n);
            bool up = true; /* Go writes names as "Content-Type" */
            for (char *p = line; *p != '\0' && *p != ':'; p++) {
                if (up && *p >= 'a' && *p <= 'z')
                    *p = (char)(*p - 'a' + 'A');
                else if (!up && *p >= 'A' && *p <= 'Z')
                    *p = (char)(*p - 'A' + 'a');
                up = *p == '-';
            }
            strv_adopt(&lines, line);
        }
        s += n;
        s += strspn(s, "\r\n");
    }
    if (lines.n > 1)
        qsort(lines.v, lines.n, sizeof *lines.v, by_text);
    struct buf text = buf_new();
    for (size_t i = 0; i < lines.n; i++)
        buf_addf(&text, "%s\n", lines.v[i]);
    strv_release(&lines);
    add_block(b, "headers", text.data);
    buf_release(&text);
}

static void log_body(const struct http_request *r, const char *what, const char *text, size_t n)
{
    struct buf b = buf_new();
    prefix(&b, "helper.go:105");
    buf_addf(&b, "\"%s\"", what);
    char *shown = log_mask_body(text, n);
    size_t len = strlen(shown);
    int v = r->client->options.verbosity;
    size_t max = v >= 10 ? SIZE_MAX : v == 9 ? CUT_9 : CUT_8;
    if (len > max) {
        char *cut = xasprintf("%.*s [truncated %zu chars]", (int)max, shown, len - max);
        free(shown);
        shown = cut;
    }
    add_value(&b, "body", shown);
    free(shown);
    emit(r, &b);
}

void log_request(const struct http_request *r)
{
    int v = r->client->options.verbosity;
    if (v < 7 || r->client->options.log == NULL)
        return;
    if (v >= 8)
        log_body(r, "Request Body", r->call.body != NULL ? r->call.body : "", r->call.body_len);
    struct buf b = buf_new();
    prefix(&b, "round_trippers.go:527");
    buf_adds(&b, "\"Request\"");
    if (v >= 9) {
        add_request_headers(&b, r, true);
    } else {
        char *url = request_url(r);
        add_value(&b, "verb", r->call.method);
        add_value(&b, "url", url);
        add_request_headers(&b, r, false);
        free(url);
    }
    emit(r, &b);
}

static void add_timing(struct buf *b, const struct http_request *r)
{
    static const struct {
        CURLINFO info;
        int minus;
        const char *key;
    } rows[] = {{CURLINFO_NAMELOOKUP_TIME_T, -1, "dnsLookupMilliseconds"},
                {CURLINFO_CONNECT_TIME_T, 0, "dialMilliseconds"},
                {CURLINFO_APPCONNECT_TIME_T, 1, "tlsHandshakeMilliseconds"}};
    curl_off_t t[3] = {0};
    long connects = 0;
    if (r->easy == NULL)
        return;
    r->client->curl->easy_getinfo(r->easy, CURLINFO_NUM_CONNECTS, &connects);
    for (int i = 0; i < 3; i++)
        r->client->curl->easy_getinfo(r->easy, rows[i].info, &t[i]);
    for (int i = 0; i < 3 && connects > 0; i++) {
        curl_off_t us = t[i] - (rows[i].minus >= 0 ? t[rows[i].minus] : 0);
        buf_addf(b, " %s=%ld", rows[i].key, us > 0 ? (long)(us / 1000) : 0L);
    }
    curl_off_t sent = 0;
    curl_off_t first = 0;
    r->client->curl->easy_getinfo(r->easy, CURLINFO_PRETRANSFER_TIME_T, &sent);
    r->client->curl->easy_getinfo(r->easy, CURLINFO_STARTTRANSFER_TIME_T, &first);
    if (connects == 0)
        buf_addf(b, " getConnectionMilliseconds=%ld", (long)(sent / 1000));
    if (first > sent)
        buf_addf(b, " serverProcessingMilliseconds=%ld", (long)((first - sent) / 1000));
}

/* The status as Go shows it: HTTP/2 sends no words, so they come from the list of RFC 9110. Caller frees. */
static char *status_text(const struct http_request *r)
{
    static const struct {
        int code;
        const char *text;
    } words[] = {{200, "OK"},
                 {201, "Created"},
                 {202, "Accepted"},
                 {204, "No Content"},
                 {304, "Not Modified"},
                 {400, "Bad Request"},
                 {401, "Unauthorized"},
                 {403, "Forbidden"},
                 {404, "Not Found"},
                 {405, "Method Not Allowed"},
                 {406, "Not Acceptable"},
                 {409, "Conflict"},
                 {410, "Gone"},
                 {413, "Request Entity Too Large"},
                 {415, "Unsupported Media Type"},
                 {422, "Unprocessable Entity"},
                 {429, "Too Many Requests"},
                 {500, "Internal Server Error"},
                 {502, "Bad Gateway"},
                 {503, "Service Unavailable"},
                 {504, "Gateway Timeout"}};
    if (r->status_line == NULL)
        return xstrdup("");
    for (size_t i = 0; i < sizeof words / sizeof words[0] && strchr(r->status_line, ' ') == NULL; i++) {
        if (words[i].code == r->resp.status)
            return xasprintf("%d %s", words[i].code, words[i].text);
    }
    return xstrdup(r->status_line);
}

void log_response(const struct http_request *r, const char *cause)
{
    int v = r->client->options.verbosity;
    if (v < 6 || r->client->options.log == NULL)
        return;
    struct buf b = buf_new();
    prefix(&b, "round_trippers.go:632");
    buf_adds(&b, "\"Response\"");
    if (v == 6 || v >= 9) {
        char *url = request_url(r);
        add_value(&b, "verb", r->call.method);
        add_value(&b, "url", url);
        free(url);
    }
    char *status = cause == NULL ? status_text(r) : xstrdup("");
    add_value(&b, "status", status);
    free(status);
    if (v >= 8)
        add_answer_headers(&b, r);
    buf_addf(&b, " milliseconds=%ld", (long)((clock_mono_ns() - r->sent_ns) / 1000000));
    if (v >= 9)
        add_timing(&b, r);
    emit(r, &b);
    if (v >= 8 && cause == NULL)
        log_body(r, "Response Body", r->resp.body.data, r->resp.body.len);
}

void log_retry(const struct http_request *r, int seconds)
{
    if (r->client->options.verbosity < 4 || r->client->options.log == NULL)
        return;
    struct buf b = buf_new();
    prefix(&b, "with_retry.go:244");
    char *url = request_url(r);
    buf_addf(&b, "\"Got a Retry-After response\" delay=\"%ds\" attempt=%d", seconds, r->attempts);
    add_value(&b, "url", url);
    free(url);
    emit(r, &b);
}
