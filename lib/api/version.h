/* version.h - the version of the API that kubec speaks, and the server's. */
#ifndef KUBEC_API_VERSION_H
#define KUBEC_API_VERSION_H

#include "base/err.h"

#include <cjson/cJSON.h>

struct session;

/* The release of kubectl whose behaviour kubec has. */
#define KUBE_MAJOR "1"
#define KUBE_MINOR "37"
#define KUBE_VERSION "v1.37.2"

/* Asks for /version. *out is the answer's object, brought into the shape and order of apimachinery's version.Info; the
 * caller deletes it. */
struct err *server_version(struct session *s, cJSON **out) ERR_MUST_USE;
/* kubectl's check of --match-server-version; kubec compares gitVersion only, as it is built from no commit of
 * Kubernetes. */
struct err *version_must_match(struct session *s) ERR_MUST_USE;
/* kubectl's text when client and server are more than one minor version apart, or NULL; the caller frees. A version
 * that is none is an error ("server version error: …"). */
struct err *version_skew(const char *server_git_version, char **out) ERR_MUST_USE;
/* A number of `git_version` ("v1.37.2-gke.1": 1, 37): false if it is no semantic version; *why (caller frees) then
 * tells as apimachinery's ParseSemantic does. */
bool version_parse(const char *git_version, unsigned long *major, unsigned long *minor, char **why);

#endif
