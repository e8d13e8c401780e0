/* http.h - the transport: one libcurl multi handle, one multiplexed HTTP/2 connection, many requests in flight.
 *
 * A client belongs to one API server. Requests are started with http_start; http_run drives all of them until none is
 * left (or until one given request is done) and calls their callbacks from there, in any order of arrival. Nothing runs
 * in another thread.
 *
 * libcurl is opened with dlopen at the first http_start of the process (curl_lib.h).
 *
 * Retries: a request is repeated when the server answers 429 or 503 with Retry-After (up to 10 times, as client-go),
 * and for GET/HEAD when the connection broke before an answer began. Nothing else is ever repeated.
 */
#ifndef KUBEC_HTTP_HTTP_H
#define KUBEC_HTTP_HTTP_H

#include "base/buf.h"
#include "base/err.h"
#include "base/strv.h"
#include "kubeconfig/kubeconfig.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct http_client;
struct http_request;

struct http_options {
    int verbosity; /* -v: 6 URLs, 7 + request headers, 8 + bodies cut, 9 + whole and curl command, timing; on `log` */
    FILE *log;     /* stderr of the command */
    bool log_tty;  /* colour of warnings */
    bool warnings_as_errors;
    bool stdin_taken;          /* a credential plugin must not read stdin */
    const char *user_agent;    /* borrowed: "kubectl/v1.37.2 (linux/amd64) kubernetes/…" form */
    const char *command;       /* header Kubectl-Command ("kubectl apply"); NULL: none */
    const char *session;       /* header Kubectl-Session (a UUID); NULL: none */
    volatile int *interrupted; /* set by signals: running requests end with ERR_SILENT exit 130 */
    size_t max_in_flight;      /* 0: 100 */
};

/* A client for c (borrowed, must outlive the client). Connects to nothing. */
struct err *http_client_new(const struct rest_config *c, const struct http_options *o,
                            struct http_client **out) ERR_MUST_USE;
void http_client_free(struct http_client *c);
/* A new command uses the client: other options (max_in_flight stays), no warning seen yet. Connections and credentials
 * stay. */
void http_client_renew(struct http_client *c, const struct http_options *o);

struct http_response {
    int status;      /* 200 … */
    struct buf body; /* decoded (gzip); empty when streamed */
    char *content_type;
    struct strv warnings; /* texts of 299 warnings of this answer, in order */
    double seconds;
};

struct http_call {
    const char *method;       /* "GET" */
    const char *path;         /* with query, from "/": "/api/v1/namespaces?limit=500"; already escaped */
    const char *accept;       /* NULL: application/json */
    const char *content_type; /* of the body */
    const void *body;         /* borrowed until done is called */
    size_t body_len;
    int64_t timeout_ns; /* 0: the configuration's --request-timeout */
    bool no_retry;
    bool raw; /* as client-go streams: a broken connection is not tried again, a broken body is told without advice */
    size_t max_bytes; /* of the answer; 0: 2 GiB */
    /* Streaming (watch, logs): gets pieces as they come (status is known by then); return false to end the request.
     * NULL: the body is collected. For statuses >= 400 the body is always collected. */
    bool (*on_data)(void *arg, const char *bytes, size_t n);
    /* Without on_data: sees all of a good answer's body that is there, each time that some comes; NULL: nobody looks. A
     * request that is tried again begins from the start. */
    void (*on_progress)(void *arg, const char *body, size_t n);
    /* Called once, from http_run: e is NULL when there was an answer of any status (resp is borrowed, valid during the
     * call), else an ERR_NET error (taken by the callee), worded as client-go words it for kubectl. */
    void (*done)(void *arg, const struct http_response *resp, struct err *e);
    /* Gets each 299 warning of the answer, before done; NULL: they are printed as they come. The callee prints them
     * with http_warn in an order of its own. */
    void (*on_warning)(void *arg, const char *text);
    void *arg;
};

/* From now on a credential plugin must not read stdin. */
void http_stdin_taken(struct http_client *c);
/* Queues the call. Copies strings, not the body. */
struct http_request *http_start(struct http_client *c, const struct http_call *call);
/* Ends a request early; its done is called with an ERR_SILENT. */
void http_cancel(struct http_client *c, struct http_request *r);
/* Runs until `until` is done (NULL: until all are). Callbacks may start further requests. */
void http_run(struct http_client *c, const struct http_request *until);
/* Runs for at most `ns` nanoseconds or until something happened: for loops that also wait for other things. */
void http_poll(struct http_client *c, int64_t ns);
/* The same, but sleeps when nothing runs: for loops with timers of their own. A signal ends the sleep. */
void http_wait(struct http_client *c, int64_t ns);
/* Patience for what runs from now on, counted from `since_ns` (monotonic): until first_ns the server must show that it
 * is alive (https: the connection stands, its handshake done; http: an answer began), and all requests that are not
 * done at all_ns end with an ERR_NET. Nothing is tried again meanwhile, and warnings are not printed. The time that
 * credentials take is not counted. all_ns 0: endless patience, as in the beginning. */
void http_hurry(struct http_client *c, int64_t since_ns, int64_t first_ns, int64_t all_ns);
/* True while requests are queued or running. */
bool http_busy(const struct http_client *c);
/* One call, waited for. *resp is the caller's (http_response_release). call->done is not used. */
struct err *http_do(struct http_client *c, const struct http_call *call, struct http_response *resp) ERR_MUST_USE;
void http_response_release(struct http_response *r);
/* Prints a server's warning and counts it, unless the same text was printed before. */
void http_warn(struct http_client *c, const char *text);
/* The number of warnings (299) seen so far: --warnings-as-errors ends with kubectl's "N warnings received". */
size_t http_warnings(const struct http_client *c);

/* The bytes of s escaped for one path segment or a query value (RFC 3986 unreserved kept); appended to out. */
void http_escape(struct buf *out, const char *s);

#endif
