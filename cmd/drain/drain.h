/* drain.h - the parts of "cordon", "uncordon" and "drain". */
#ifndef KUBEC_CMD_DRAIN_DRAIN_H
#define KUBEC_CMD_DRAIN_DRAIN_H

#include "base/clock.h"
#include "cli/command.h"
#include "cli/opts.h"
#include "print/print.h"
#include "resource/live.h"

/* The options of all three; cordon and uncordon have the first two flags only. */
struct drain {
    struct {
        struct opt_selector selector;
        struct opt_dry_run dry_run;
        const char *pod_selector;
        int64_t grace_period, chunk_size, skip_wait; /* skip_wait: seconds */
        struct duration timeout;
        bool force, ignore_daemonsets, delete_emptydir_data, disable_eviction;
    } in;
    struct cmd_ctx *ctx;
    enum dry_run dry_run;
    struct strv args;
    struct live_objects nodes;
};

/* ---- nodes.c ---- */

/* Finds the nodes that the arguments or the selector name. */
struct err *drain_complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv) ERR_MUST_USE;
void drain_release(void *opts);
/* Makes the nodes unschedulable, or schedulable, and prints a line for each. What fails is told on ctx->err, with exit
 * code 0, as in kubectl; the error returned is that of an interruption. */
struct err *drain_cordon(struct drain *o, bool unschedulable) ERR_MUST_USE;
/* Prints "KIND/NAME OPERATION", with the words about a dry run. */
void drain_print(struct drain *o, const char *kind, const char *name, const char *operation);
/* What Ctrl-C leaves: NULL if there was none. */
struct err *drain_interrupted(const struct drain *o, const char *what) ERR_MUST_USE;

/* ---- pods.c: which pods of a node have to go ---- */

struct pod {
    char *ns, *name, *uid;
    bool goes;        /* to be deleted */
    bool terminating; /* has a deletionTimestamp */
    char *warning;    /* why it stays or goes, or NULL */
    char *error;      /* why the node cannot be drained, or NULL */
};

struct pods {
    struct pod *v;
    size_t n;
};

/* Lists the pods of a node and decides about each. *fatal is the aggregate of what keeps the node from being drained
 * (kubectl's `cannot delete …`), or NULL; the error returned is that of the requests. */
struct err *pods_of_node(struct drain *o, const char *node, struct pods *out, struct err **fatal) ERR_MUST_USE;
void pods_release(struct pods *p);
/* "ignoring DaemonSet-managed Pods: a/x, b/y; …", or NULL. The caller frees. */
char *pods_warnings(const struct pods *p);
/* True when --skip-wait-for-delete-timeout says not to wait for this pod. */
bool pods_skip(const struct drain *o, const cJSON *pod);

/* ---- evict.c ---- */

/* Evicts (or deletes) the pods that go, and waits until they are gone. */
struct err *pods_evict(struct drain *o, const char *node, struct pods *p) ERR_MUST_USE;

#endif
