/* status.h - the server's refusals (metav1.Status) as errors, and the words in which any error ends the program. */
#ifndef KUBEC_API_STATUS_H
#define KUBEC_API_STATUS_H

#include "base/buf.h"
#include "base/err.h"
#include "http/http.h"

#include <cjson/cJSON.h>
#include <stdio.h>

/* The error of an answer with status >= 400: its Status object, or one made as client-go makes it from a plain body
 * (apimachinery's NewGenericServerResponse: "the server could not find the requested resource", "the server has asked
 * for the client to provide credentials" …). `method` (the HTTP method, "GET"), `resource` ("pods"), `group` and `name`
 * are the request, for those generic texts; any may be "" or NULL. */
struct err *status_err(const struct http_response *r, const char *method, const char *resource, const char *group,
                       const char *name);
/* The same where client-go looks at no Status object: discovery and /version. */
struct err *status_err_generic(const struct http_response *r, const char *method);
/* The error of a Status object (an answer with 2xx, an event of a watch); takes a copy. */
struct err *status_err_of(const cJSON *status);
/* The Status object of e, or NULL. Borrowed. */
const cJSON *status_of(const struct err *e);
/* kubectl's AddSourceToErr: `error when VERB "SOURCE": ` before the message of a status error (kept a status error,
 * with its Status's message changed too), or as a prefix of another. An empty source changes nothing. Takes and returns
 * e. */
struct err *status_add_source(struct err *e, const char *verb, const char *source);

/* What Go's Error() gives for e, for messages that hold another error behind words of their own: the whole
 * `Get "URL": dial tcp …` of an ERR_NET (its `inner`, when set), the message of a status, "[a, b]" of an aggregate.
 * The caller frees. */
char *err_go_text(const struct err *e);

/* Prints e as kubectl's cmdutil.CheckErr does, each part of an aggregate by itself: `Error from server (NotFound): …`,
 * `The Pod "x" is invalid: …` with its bullets, `error: …`, `Unable to connect to the server: …`, then e's note. All
 * text is sanitised. Gives the exit code. */
int err_report(const struct err *e, const char *prog, FILE *to);
/* The same as text, not sanitised, without notes: the bytes that CheckErr hands out, ending with a newline. */
void err_report_text(const struct err *e, struct buf *out);

#endif
