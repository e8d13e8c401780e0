/* remove.h - deleting many objects: requests in flight where the order cannot matter, lines in the order of the input,
 * and waiting until all are gone. What "delete" and "replace --force" share.
 *
 * Source of the rules: kubectl's DeleteOptions.DeleteResult.
 */
#ifndef KUBEC_RESOURCE_REMOVE_H
#define KUBEC_RESOURCE_REMOVE_H

#include "api/gvk.h"
#include "base/err.h"
#include "cli/command.h"
#include "cli/opts.h"

/* One object to delete. */
struct victim {
    const struct api_resource *resource; /* NULL: only an error */
    char *ns, *name;
    char *source;    /* of a manifest; "" else */
    char *uid;       /* of what was deleted, from the server's answer; NULL: unknown */
    struct err *err; /* why it cannot be, or was not deleted */
    bool answered;   /* deleted, or failed */
};

struct victims {
    struct victim *v;
    size_t n;
};

struct remove_options {
    enum dry_run dry_run;
    const char *propagation; /* "Background", "Orphan", "Foreground" */
    int64_t grace_period;    /* seconds; negative: the object's own */
    bool print_name;         /* -o name: TYPE/NAME only */
    bool warn_cluster_scope; /* say that cluster-scoped objects are in no namespace */
    bool ignore_not_found;
    bool quiet; /* no lines */
};

/* Adds an object; copies the strings (NULL counts as ""). The pointer is valid until the next call. */
struct victim *victims_add(struct victims *v, const struct api_resource *r, const char *ns, const char *name,
                           const char *source);
void victims_release(struct victims *v);
/* How many there are that can be deleted, or were. */
size_t victims_count(const struct victims *v);
/* Their errors as one, taken out of them; without NotFound answers where o says so. */
struct err *victims_take_errors(const struct remove_options *o, struct victims *v) ERR_MUST_USE;

/* Deletes all, printing each in order. Errors stay with their victims; the error given is that of the connection, or of
 * an interruption. */
struct err *remove_all(struct cmd_ctx *ctx, const struct remove_options *o, struct victims *v) ERR_MUST_USE;
/* Waits until all are gone, each by its UID; timeout_ns 0: for a week. Who may not look has nothing to wait for. */
struct err *remove_wait(struct cmd_ctx *ctx, int64_t timeout_ns, const struct victims *v) ERR_MUST_USE;
/* "pod", "deployment.apps". The caller frees. */
char *remove_kind_text(const struct api_resource *r);

#endif
