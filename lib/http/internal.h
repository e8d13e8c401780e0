/* internal.h - what the files of lib/http share. */
#ifndef KUBEC_HTTP_INTERNAL_H
#define KUBEC_HTTP_INTERNAL_H

#include "http/curl_lib.h"
#include "http/http.h"
#include "http/x509.h"

#include "base/map.h"
#include "kubeconfig/credentials.h"

#include <signal.h>

#define MAX_POOL 128                 /* idle easy handles that are kept */
#define MAX_ATTEMPTS 10              /* repetitions of one request, as client-go */
#define MAX_RETRY_AFTER 300          /* seconds; a longer Retry-After is an answer like any other */
#define MAX_REDIRECTS 10             /* as Go's client */
#define MAX_HEADER_BYTES (10u << 20) /* of one answer, as Go has it */

/* The bytes that a TLS connection needs; each may be NULL. */
struct tls_files {
    char *ca, *cert, *key;
    char *ca_file, *ca_dir; /* SSL_CERT_FILE and SSL_CERT_DIR, when there is no ca */
};

enum request_state { REQUEST_QUEUED, REQUEST_RUNNING, REQUEST_WAITING, REQUEST_DONE };

struct http_request {
    struct http_client *client;
    struct http_request *next, *prev; /* in client->live */
    struct http_call call;            /* its strings are owned */
    void *done_arg;                   /* of call.done; on_data gets call.arg */
    enum request_state state;
    CURL *easy;
    struct curl_slist *headers;
    char error[CURL_ERROR_SIZE];
    int64_t started_ns, sent_ns; /* http_start; the present attempt */
    int64_t wake_ns;             /* REQUEST_WAITING: when to start again */
    int attempts, redirects;
    bool moved; /* call.path came from a redirect: it holds the path of the server, too */
    bool cancelled, stopped, sent, refused_stream, repeat_refused;
    struct err *failed; /* an error of our own that ends the request */

    struct http_response resp;
    struct strv warning_headers;
    struct buf raw_headers; /* for the log */
    size_t header_count, header_bytes;
    char *location, *status_line;
    int retry_after; /* seconds; -1: none */
    bool gzip;
    int fd;               /* of the connection that this attempt opened; -1: none */
    int64_t connected_ns; /* when that connection was seen to stand; 0: not yet */
    char peer[80];        /* "127.0.0.1:6443": the first address tried */
};

struct waiter {
    const struct http_request *until;
    bool done;
    struct waiter *outer;
};

struct http_client {
    const struct rest_config *config;
    struct http_options options;
    const struct curl_lib *curl;
    struct err *setup_error; /* every request fails with it */
    bool set_up;
    CURLM *multi;
    int epoll;
    int64_t timer_ns; /* libcurl's timer, monotonic; -1: none */
    struct http_request *live, *live_tail;
    size_t running, streaming, live_count;
    CURL **pool;
    size_t pool_count;
    struct tls_files tls;
    char *origin;      /* of the URLs that libcurl gets: its host is the TLS server name */
    char *host_header; /* "Host: …" when that differs from the real host, or NULL */
    struct curl_slist *connect_to;
    char *proxy;
    char *tls_host; /* what the certificate must be for */
    struct x509_check x509;
    bool http2;          /* the last answer came by HTTP/2 */
    bool https, settled; /* settled: a connection once worked */
    struct credentials credentials;
    bool have_credentials, refresh_credentials;
    struct map warned;
    size_t warning_count;
    struct sigaction sigpipe; /* as it was before libcurl got to work */
    int sigpipe_depth;
    struct waiter *waiters;                 /* the calls of http_run that are under way, the inner one first */
    long keepalive_idle, keepalive_timeout; /* seconds; 0: off */
    /* http_hurry: since when, for how long; all_ns 0: there is time. alive: the server has shown that it is. */
    struct {
        int64_t since_ns, first_ns, all_ns;
        bool alive;
    } hurry;
};

/* client.c: everything that a connection needs: libcurl, the server's name, its proxy, certificates, credentials. */
struct err *client_ready(struct http_client *c) ERR_MUST_USE;

/* tls.c: reads the files of the configuration; sets up the TLS side of a handle. */
struct err *tls_files_read(const struct rest_config *c, struct tls_files *out) ERR_MUST_USE;
void tls_files_release(struct tls_files *t);
void tls_apply(struct http_client *c, CURL *easy);

/* transfer.c: one attempt of a request on an easy handle. */
void transfer_setup_easy(struct http_client *c, CURL *easy);
/* Gets the credentials when there are none yet or a 401 made them stale. */
struct err *transfer_credentials(struct http_client *c) ERR_MUST_USE;
/* Fills r->easy for the next attempt; r->failed is set when it must not be made. */
void transfer_prepare(struct http_request *r);
/* Takes everything of the request off its handle, so that it can serve another. */
void transfer_detach(struct http_request *r);
/* Forgets the answer of an attempt. */
void transfer_reset_answer(struct http_request *r);

/* net_error.c: the words of Go's net/http for a failed transfer. */
/* What went wrong: "dial tcp 127.0.0.1:1: connect: connection refused"; caller frees. */
char *net_error_cause(const struct http_request *r, CURLcode code);
/* The ERR_NET for a cause, as kubectl prints it. */
struct err *net_error(const struct http_request *r, const char *cause);
/* The error of a transfer: net_error, or the generic one for an answer that broke off. */
struct err *net_error_of(const struct http_request *r, CURLcode code);

/* log.c: -v=6 and more. */
void log_request(const struct http_request *r);
void log_response(const struct http_request *r, const char *cause);
void log_retry(const struct http_request *r, int seconds);

/* mask.c: a copy of a JSON (or other) body of n bytes for the log: the data of Secrets and everything that is a token,
 * password or key replaced by "<masked>"; caller frees. */
char *log_mask_body(const char *text, size_t n);

/* alone.c: a request that is never in the client's list, for a connection of its own. */
bool client_interrupted(const struct http_client *c);
/* Fills a zeroed request. max_bytes: of the head and of the body. alone_release in any case. */
void alone_init(struct http_request *r, struct http_client *c, const char *path, size_t max_bytes);
/* Makes the handle and the headers; the client is ready. */
struct err *alone_prepare(struct http_request *r) ERR_MUST_USE;
/* Connects by HTTP/1.1, through the tunnel of a proxy where there is one. A signal gives an ERR_SILENT. */
struct err *alone_connect(struct http_request *r) ERR_MUST_USE;
int alone_fd(const struct http_request *r);
CURLcode alone_recv(struct http_request *r, void *bytes, size_t n, size_t *got);
CURLcode alone_send(struct http_request *r, const void *bytes, size_t n, size_t *sent);
/* Appends the line "Host: …". */
void alone_add_host(const struct http_client *c, struct buf *out);
void alone_release(struct http_request *r);

/* sigpipe.c: while libcurl works, a write to a connection that has gone must not end the program; while a callback
 * works, a write to a pipe that nobody reads must. sigpipe_restore is for the callbacks; what it gives goes to
 * sigpipe_ignore_again. */
void sigpipe_ignore(struct http_client *c);
void sigpipe_unignore(struct http_client *c);
int sigpipe_restore(struct http_client *c);
void sigpipe_ignore_again(struct http_client *c, int depth);

/* The URL as the user knows it: the configured host, not the TLS name; caller frees. */
char *request_url(const struct http_request *r);

#endif
