/* status.h - the server's refusals (metav1.Status) as errors, and the words in which any error ends the program. */
#ifndef KUBEC_API_STATUS_H
#define KUBEC_API_STATUS_H

#include "base/err.h"
#include "http/http.h"

#include <cjson/cJSON.h>
#include <stdio.h>

/* The error of an answer with status >= 400: its Status object, or one made as client-go makes it from a plain body
 * ("the server could not find the requested resource", "the server has asked for the client to provide credentials" …). `what` is the
 * request in words for those generic texts: verb ("get"), resource ("pods"), name. Any may be "". */
struct err *status_err(const struct http_response *r, const char *verb, const char *resource, const char *group, const char *name);
/* The Status object of e, or NULL. Borrowed. */
const cJSON *status_of(const struct err *e);
/* kubectl's AddSourceToErr: `error when VERB "SOURCE": ` before the message of a status error (kept a status error, with its Status's
 * message changed too), or as a prefix of another. Takes and returns e. */
struct err *status_add_source(struct err *e, const char *verb, const char *source);

/* Prints e as kubectl's cmdutil.CheckErr does, each part of an aggregate by itself: `Error from server (NotFound): …`, `The Pod "x" is
 * invalid: …` with its bullets, `error: …`, `Unable to connect to the server: …`, then e's note. All text is sanitised. Gives the exit
 * code. */
int err_report(const struct err *e, const char *prog, FILE *to);

#endif
