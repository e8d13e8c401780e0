/* session.h - a command's connection to its cluster: kubeconfig, transport and discovery, each made at first use. */
#ifndef KUBEC_API_SESSION_H
#define KUBEC_API_SESSION_H

#include "cli/command.h"
#include "http/http.h"
#include "kubeconfig/kubeconfig.h"

/* The session of ctx, made empty at the first call. Owned by ctx (session_free at its end). */
struct session *session_get(struct cmd_ctx *ctx);
void session_free(struct session *s);

/* Sessions of a shell's commands. One that ends is kept for the next command with the same server, user and flags: its
 * connections, credentials and discovery stay warm, for ten minutes; everything else begins anew. */
struct session_pool *session_pool_new(void);
void session_pool_free(struct session_pool *p);
/* The command has ended: its session goes to ctx->pool, or is freed if it is not fit to be used again. */
void session_park(struct cmd_ctx *ctx);

/* The merged kubeconfig; borrowed. */
struct err *session_kubeconfig(struct session *s, const struct kubeconfig **out) ERR_MUST_USE;
/* The resolved connection settings; borrowed. */
struct err *session_config(struct session *s, const struct rest_config **out) ERR_MUST_USE;
/* The namespace that applies, and whether --namespace gave it. Needs no cluster. Borrowed. */
struct err *session_namespace(struct session *s, const char **ns, bool *overridden) ERR_MUST_USE;
/* The transport; borrowed. With --match-server-version the first call asks the server for its version, and gives
 * kubectl's error when it is not the one that kubec speaks. */
struct err *session_http(struct session *s, struct http_client **out) ERR_MUST_USE;
/* Patience for the requests of a completion (http_hurry), counted from since_ns; all_ns 0 ends it. Connects to nothing.
 */
void session_hurry(struct session *s, int64_t since_ns, int64_t first_ns, int64_t all_ns);
/* How many warnings the server sent so far; connects to nothing. `s` may be NULL. */
size_t session_warnings(const struct session *s);
/* Called before anything is changed: in a protected context the user is asked, once; without a terminal, or after a no,
 * it is an error. --yes allows all. */
struct err *session_may_change(struct session *s) ERR_MUST_USE;
struct api_resource;
/* True when nothing was changed in this type and namespace before. */
bool session_first_change(struct session *s, const struct api_resource *r, const char *ns);
/* The folder of what is cached: --cache-dir, else $KUBECACHEDIR, else ~/.kube/cache; NULL without a home. The caller
 * frees. */
char *session_cache_dir(const struct cmd_ctx *ctx);
/* stdin is read by the command itself (-f -): credential plugins must not touch it. Call before session_http. */
void session_stdin_taken(struct session *s);
/* The command that the session belongs to. */
struct cmd_ctx *session_ctx(struct session *s);
/* Frees what hangs on the session under the slot's name when the session ends: discovery and the like. */
struct discovery;
struct discovery **session_discovery_slot(struct session *s);

#endif
