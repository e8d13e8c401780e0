/* request.h - typed requests: URLs of resources, and the calls that verbs make. */
#ifndef KUBEC_API_REQUEST_H
#define KUBEC_API_REQUEST_H

#include "api/gvk.h"
#include "api/session.h"
#include "doc/doc.h"

/* The kinds of patch and their media types (RFC 6902, RFC 7386, and Kubernetes' own). */
enum patch_type { PATCH_JSON, PATCH_MERGE, PATCH_STRATEGIC, PATCH_APPLY /* server-side apply, YAML or JSON */ };
const char *patch_media_type(enum patch_type t);

/* One request on a resource. All pointers are borrowed until the answer. */
struct api_call {
    const char *verb; /* "get", "list", "create", "update", "patch", "delete", "deletecollection", "watch" */
    const struct api_resource *resource;
    const char *ns;          /* "" or NULL: all namespaces / cluster scope */
    const char *name;        /* "" or NULL: the collection */
    const char *subresource; /* "status", "scale"; NULL: none */
    const char *const
        *query;         /* NULL, or "key", "value", "key", "value", …, NULL (unescaped; empty values are left out) */
    const char *accept; /* NULL: application/json */
    enum patch_type patch; /* verb "patch" */
    const char *body;      /* JSON text, or NULL */
    size_t body_len;
    int64_t timeout_ns;
    /* Of api_start: gets the server's warnings with arg, before done, instead of their being printed (http_warn). */
    void (*on_warning)(void *arg, const char *text);
    /* Of api_start: sees, with arg, the body of a good answer as it grows (http_call). NULL: nobody looks. */
    void (*on_progress)(void *arg, const char *body, size_t n);
};

/* The path with query of a call, escaped; query parameters stand sorted by key, as client-go sends them. "watch" adds
 * watch=true. The caller frees. */
char *api_path(const struct api_call *call);
/* The HTTP method of a verb ("GET"). */
const char *api_method(const char *verb);
/* client-go's checks of a name, namespace and subresource as parts of a path (`invalid resource name "a/b": [may not
 * contain '/']`, `resource name may not be empty`). The calls below make them. */
struct err *api_check(const struct api_call *call) ERR_MUST_USE;

/* Makes the call and waits. *out: the answer's tree (the caller's; NULL pointer allowed). An answer >= 400 is an
 * ERR_STATUS. */
struct err *api_do(struct session *s, const struct api_call *call, cJSON **out) ERR_MUST_USE;
/* The same, the answer as text (caller frees with buf_release). */
struct err *api_do_raw(struct session *s, const struct api_call *call, struct buf *out) ERR_MUST_USE;

/* Starts the call; `done` gets the tree (taken by the callee; NULL on errors) or the error (taken). Everything in
 * `call` but the body is copied. Drive with http_run of session_http. An error that shows before anything is sent is
 * returned, and `done` is not called then. */
struct err *api_start(struct session *s, const struct api_call *call,
                      void (*done)(void *arg, cJSON *tree, struct err *e), void *arg) ERR_MUST_USE;
/* The same with the request for http_cancel and http_run; `req` may be NULL. */
struct err *api_start_request(struct session *s, const struct api_call *call,
                              void (*done)(void *arg, cJSON *tree, struct err *e), void *arg,
                              struct http_request **req) ERR_MUST_USE;

/* Any path of the server (--raw, /version). */
struct err *api_raw(struct session *s, const char *method, const char *path, const char *body, size_t body_len,
                    struct buf *out) ERR_MUST_USE;

/* Appends s as Go's url.QueryEscape writes it (a space is '+'). */
void query_escape(struct buf *out, const char *s);
/* Appends one part of a path as Go's url.URL does. */
void path_escape(struct buf *out, const char *s);
/* path with client-go's `timeout` parameter: it stands in every URL when a request timeout is set. timeout_ns 0: a
 * copy. */
char *path_with_timeout(const char *path, int64_t timeout_ns);

#endif
