/* reach.h - what the verbs share that reach into pods: the pod that the command line names, and its completion. */
#ifndef KUBEC_CMD_REACH_H
#define KUBEC_CMD_REACH_H

#include "cli/completion.h"
#include "cli/opts.h"

#include <cjson/cJSON.h>

#define REACH_ANNOTATION "kubectl.kubernetes.io/default-container"

struct reach_request {
    const struct opt_files *files; /* NULL: none */
    const struct strv *args;       /* POD, TYPE/NAME, TYPE NAME */
    const char *ns;
    bool enforce_ns;
    int64_t timeout_ns;  /* until there is a pod of what was named */
    const char *several; /* the error when more than one object was named */
    /* NULL, or get what was named itself (the caller's) and its resource (the session's). */
    cJSON **object;
    const struct api_resource **resource;
};
/* Reads what was named and finds its pod (container_pod). The pod is the caller's. */
struct err *reach_pod(struct cmd_ctx *ctx, const struct reach_request *r, cJSON **pod) ERR_MUST_USE;

#define REACH_DETACH "ctrl-p,ctrl-q" /* the keys that end an attachment, where none are given */

struct reach_attach {
    const char *container; /* "" : the pod's default */
    bool in, tty, quiet;
    const char *detach_keys; /* "": REACH_DETACH */
    const char *command;     /* "kubec attach", for what is said at the end */
};
/* Attaches to a container of the pod until the stream or the container ends. */
struct err *reach_attach(struct cmd_ctx *ctx, const struct reach_attach *a, const cJSON *pod) ERR_MUST_USE;

/* .complete_args: pods, and TYPE/ of what stands for pods. */
void reach_complete_pod(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                        struct completion *out);
#endif
