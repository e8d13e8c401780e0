/* container.h - what exec, attach and run share: the pod that an object stands for, its container, the terminal, and
 * the stream itself.
 *
 * Source of the rules: kubectl's pkg/cmd/exec, pkg/cmd/attach and pkg/cmd/util/podcmd.
 */
#ifndef KUBEC_STREAM_CONTAINER_H
#define KUBEC_STREAM_CONTAINER_H

#include "api/gvk.h"
#include "cli/command.h"
#include "stream/remote.h"

#include <cjson/cJSON.h>

/* The pod that `object` (borrowed) stands for: itself, or of the pods that a workload or Service selects the best one
 * (podutils.ActivePods, reversed), waited for at most timeout_ns. The caller's. */
struct err *container_pod(struct session *s, const struct api_resource *r, const cJSON *object, int64_t timeout_ns,
                          cJSON **pod) ERR_MUST_USE;
/* The container of the pod that `name` names; without a name that of the annotation, else the first, which is told on
 * ctx->err when there are others, unless quiet. Borrowed from the pod. The errors are kubectl's. */
struct err *container_choose(const struct cmd_ctx *ctx, const cJSON *pod, const char *name, bool quiet,
                             const cJSON **out) ERR_MUST_USE;
/* kubectl's error for a pod that has ended ("cannot exec into a container in a completed pod; …"), or NULL. */
struct err *container_check_phase(const cJSON *pod, const char *doing);
/* True if a terminal is wanted (tty) and standard input is one; says on ctx->err when it is none, unless quiet. */
bool container_tty(const struct cmd_ctx *ctx, bool in, bool tty, bool quiet);

/* One stream. */
struct container_stream {
    const char *ns, *pod, *container;
    const char *subresource;    /* "exec", "attach" */
    const struct strv *command; /* of exec; NULL: none */
    bool in;                    /* send standard input */
    bool raw;                   /* container_tty said so: the terminal becomes raw */
    bool redraw;                /* have the screen drawn again (attach) */
    const char *detach_keys;    /* NULL: none; only with raw */
};
/* Runs it to its end. The terminal is put back before anything else happens. */
struct err *container_run(struct cmd_ctx *ctx, const struct container_stream *c) ERR_MUST_USE;
/* The same with the streams that `io` says (what, name are filled in here), and no terminal. */
struct err *container_exec(struct cmd_ctx *ctx, const struct container_stream *c, struct remote_io *io) ERR_MUST_USE;

#endif
