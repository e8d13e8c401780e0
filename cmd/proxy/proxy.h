/* proxy.h - the parts of "proxy": HTTP/1.1 as it passes through (message.c), which requests pass (route.c), files
 * (files.c), sockets that listen (listen.c), and the connections (serve.c).
 */
#ifndef KUBEC_CMD_PROXY_PROXY_H
#define KUBEC_CMD_PROXY_PROXY_H

#include "base/buf.h"
#include "base/err.h"
#include "cli/command.h"
#include "http/raw.h"

#include <regex.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* ---- message.c: HTTP/1.1 on the wire (RFC 9112) ---- */

#define HEAD_MAX ((size_t)1 << 20) /* of a request or an answer, as Go's server has it */

enum body_kind { BODY_NONE, BODY_LENGTH, BODY_CHUNKED, BODY_UNTIL_CLOSE };

/* Where in a body the bytes that pass are. */
struct body {
    enum body_kind kind;
    uint64_t left; /* of the length, or of the chunk */
    enum { CHUNK_SIZE, CHUNK_DATA, CHUNK_END, CHUNK_TRAILER } state;
    size_t line; /* bytes of the line that is being read */
    bool digits; /* the chunk's size has begun and not ended */
    bool done, bad;
};
/* How many of n bytes belong to the body; it may be `done` (or `bad`) with them. */
size_t body_take(struct body *b, const char *bytes, size_t n);

/* The head of a request or an answer. */
struct head {
    char *text;                      /* with a NUL at the end of each part; owned */
    char *method, *target, *version; /* of a request */
    int status;                      /* of an answer */
    char *reason;                    /* the status line behind the version */
    struct header {
        char *name, *value;
    } * v;
    size_t n;
};
/* Parses what stands before the empty line (n bytes without it). False when it breaks the rules: the caller answers
 * 400, or drops the connection. */
bool head_parse(const char *text, size_t n, bool request, struct head *out);
void head_release(struct head *h);
/* The value of a header, NULL without it. Borrowed. */
const char *head_get(const struct head *h, const char *name);
/* True if one of the headers of this name has the word in its comma list. */
bool head_has_word(const struct head *h, const char *name, const char *word);
/* The body that follows. `head_of`: the request, for an answer. False for a length that is none, or two that differ. */
bool head_body(const struct head *h, const struct head *head_of, struct body *out);
/* True if the connection can serve another request. */
bool head_keeps(const struct head *h);
/* The length of the head at the beginning of b with its empty line; 0: not whole yet. */
size_t head_length(const struct buf *b);

/* ---- route.c ---- */

struct pattern_list {
    regex_t *v;
    size_t n;
};
/* Compiles a comma list of Go's regular expressions. */
struct err *patterns_compile(const char *list, struct pattern_list *out) ERR_MUST_USE;
void patterns_release(struct pattern_list *l);

struct routes {
    const char *api_prefix, *static_prefix; /* with a slash at the end */
    const char *static_dir;                 /* "": none */
    const char *server_path;                /* put before each path; "" */
    bool filtering;
    struct pattern_list accept_paths, reject_paths, accept_hosts, reject_methods;
};
enum route { ROUTE_API, ROUTE_FILE, ROUTE_MOVED, ROUTE_FORBIDDEN, ROUTE_NOT_FOUND, ROUTE_BAD };
/* Where a request goes. *to (the caller's): API: path and query for the server; FILE: the decoded path below the
 * folder; MOVED: the Location. */
enum route route_find(const struct routes *r, const struct head *request, char **to);

/* ---- files.c ---- */

/* Answers with a file or a list of a folder's files, as Go's http.FileServer: appends the head to out; *fd is the file
 * to send `length` bytes of from where it stands, or -1 when all is in `out`. */
void file_answer(const char *dir, const char *path, const struct head *request, struct buf *out, int *fd,
                 uint64_t *length);
/* Appends an answer of Go's http.Error: a line of text. */
void text_answer(struct buf *out, int status, const char *text, bool close, bool no_body);
/* Appends Go's http.Redirect (307). */
void moved_answer(struct buf *out, const char *location, const struct head *request);
const char *status_words(int status);
/* "Date: …\r\n" of now. */
void date_line(struct buf *out);

/* ---- listen.c ---- */

/* Listens on address:port; *name (the caller's) is what is told to the user. Errors in Go's words: `listen tcp
 * 127.0.0.1:8001: bind: address already in use`. */
struct err *listen_tcp(const char *address, int64_t port, int *fd, char **name) ERR_MUST_USE;
struct err *listen_unix(const char *path, int *fd, char **name) ERR_MUST_USE;

/* ---- serve.c ---- */

/* Serves until interrupted. */
struct err *proxy_serve(struct cmd_ctx *ctx, struct http_client *http, int listener, const struct routes *routes,
                        long keepalive_s) ERR_MUST_USE;

#endif
