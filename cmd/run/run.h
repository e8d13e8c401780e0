/* run.h - the part of "run" that stays with the pod: waiting, attaching, its exit code, its removal. */
#ifndef KUBEC_CMD_RUN_RUN_H
#define KUBEC_CMD_RUN_RUN_H

#include "cli/command.h"
#include "reach.h"

#include <cjson/cJSON.h>

struct run_attach {
    struct reach_attach attach;
    int64_t timeout_ns; /* for the pod to run, and to end afterwards */
    bool wait_for_end;  /* the exit code is wanted: the pod is not started again, and its input ends with us */
    bool only_success;  /* --restart=OnFailure: the pod ends with success alone */
    bool remove;        /* --rm */
    const char *propagation;
};
/* Stays with the pod that was created, until the attachment and, where its exit code counts, the pod has ended.
 * created: all objects that --rm removes, n of them, the pod first. */
struct err *run_attach(struct cmd_ctx *ctx, const struct run_attach *a, cJSON *const *created, size_t n) ERR_MUST_USE;

#endif
