/* port_forward.h - the parts of "port-forward": what the arguments mean (ports.c), sockets that listen (listen.c), and
 * the connections (serve.c).
 *
 * Source of the rules: kubectl's pkg/cmd/portforward, client-go's tools/portforward.
 */
#ifndef KUBEC_CMD_PORT_FORWARD_H
#define KUBEC_CMD_PORT_FORWARD_H

#include "api/gvk.h"
#include "api/session.h"
#include "base/err.h"
#include "base/strv.h"
#include "cli/command.h"

#include <cjson/cJSON.h>
#include <stdint.h>

/* ---- ports.c ---- */

struct forward {
    uint16_t local, remote; /* local 0: any that is free */
};
struct forwards {
    struct forward *v; /* owned */
    size_t n;
};
/* What the words of the command line mean for this pod: names of ports become numbers, and for a Service its ports
 * become those of the pod. *numbers gets LOCAL:REMOTE words for forwards_parse. */
struct err *ports_resolve(const struct strv *words, const struct api_resource *r, const cJSON *object, const cJSON *pod,
                          struct strv *numbers) ERR_MUST_USE;
struct err *forwards_parse(const struct strv *numbers, struct forwards *out) ERR_MUST_USE;

/* ---- listen.c ---- */

struct listener {
    int fd;
    size_t forward; /* its place in the forwards */
};
struct listeners {
    struct listener *v; /* owned */
    size_t n;
};
struct address {
    char *ip;       /* owned */
    bool v6, group; /* group: of "localhost", of which one is enough */
};
struct addresses {
    struct address *v; /* owned */
    size_t n;
};
/* --address: sorted, without doubles. */
struct err *addresses_parse(const struct strv *words, struct addresses *out) ERR_MUST_USE;
void addresses_release(struct addresses *a);
/* Listens on each address for each port; says on ctx->out where, and on ctx->err where it failed. A random port gets
 * its number. The error: not one of them could be listened on. */
struct err *listeners_open(struct cmd_ctx *ctx, const struct addresses *addresses, struct forwards *f,
                           struct listeners *out) ERR_MUST_USE;
void listeners_release(struct listeners *l);

/* ---- serve.c ---- */

struct tunnel;
/* Connects to the pod's port-forward subresource. */
struct err *tunnel_open(struct cmd_ctx *ctx, const char *ns, const char *pod, struct tunnel **out) ERR_MUST_USE;
/* Forwards until interrupted (false), or until the pod is lost (true). */
bool tunnel_serve(struct tunnel *t, const struct forwards *f, const struct listeners *l);
/* Closes all its connections. NULL is nothing. */
void tunnel_free(struct tunnel *t);

#endif
