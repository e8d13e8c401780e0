/* common.h - what the verbs below `rollout` share. */
#ifndef KUBEC_CMD_ROLLOUT_COMMON_H
#define KUBEC_CMD_ROLLOUT_COMMON_H

#include "cli/command.h"
#include "cli/completion.h"
#include "cli/opts.h"
#include "print/print.h"
#include "resource/live.h"

struct rollout_in {
    struct opt_files files;
    struct opt_selector selector;
};
extern const struct flag rollout_flags[];

struct rollout {
    struct cmd_ctx *ctx;
    const char *ns;
    bool enforce_ns;
    struct strv args;
    struct live_request request;
    struct live live;
    struct err *early; /* types that cannot be read as typed objects */
};

/* Keeps the arguments and finds the namespace; "required resource not specified" is rollout_check's. */
struct err *rollout_complete(struct cmd_ctx *ctx, struct rollout *r, int argc, char **argv) ERR_MUST_USE;
struct err *rollout_check(const struct rollout *r, const struct rollout_in *in) ERR_MUST_USE;
/* --revision: 0 for none. */
struct err *rollout_check_revision(int64_t revision) ERR_MUST_USE;
/* Resolves what is named: a type alone means all objects of the namespace. */
struct err *rollout_open(struct rollout *r, const struct rollout_in *in) ERR_MUST_USE;
/* Reads what rollout_open resolved. The errors are of what could not be read, or not as a typed object; what is in
 * *out stands besides, and is the caller's to release. */
struct err *rollout_read(struct rollout *r, struct live_objects *out) ERR_MUST_USE;
/* "No resources found in NS namespace." on stderr. */
void rollout_say_none(const struct rollout *r);
void rollout_release(struct rollout *r);

/* Prints the object, typed, with `operation` behind its name when no -o is given. */
struct err *rollout_print(struct rollout *r, struct printer *p, const struct api_resource *resource,
                          const cJSON *object, const char *operation) ERR_MUST_USE;

enum rollout_kind { ROLLOUT_NONE, ROLLOUT_DEPLOYMENT, ROLLOUT_DAEMONSET, ROLLOUT_STATEFULSET };
enum rollout_kind rollout_kind_of(const struct api_resource *r);
/* Completes TYPE NAME of the three kinds; repeat: several names. */
void rollout_complete_args(struct cmd_ctx *ctx, bool repeat, int argc, char **argv, const char *prefix,
                           struct completion *out);

#endif
