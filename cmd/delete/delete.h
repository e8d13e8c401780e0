/* delete.h - the parts of "delete". */
#ifndef KUBEC_CMD_DELETE_DELETE_H
#define KUBEC_CMD_DELETE_DELETE_H

#include "cli/command.h"
#include "cli/opts.h"
#include "resource/feed.h"

struct delete
{
    struct {
        struct opt_files files;
        struct opt_selector selector;
        struct opt_dry_run dry_run;
        const char *cascade, *field_selector, *output, *raw;
        int64_t grace_period;
        struct duration timeout;
        bool all, all_namespaces, force, ignore_not_found, now, wait, interactive;
    } in;
    enum dry_run dry_run;
    const char *propagation; /* "Background", "Orphan", "Foreground" */
    int64_t grace_period;    /* seconds; negative: the object's own */
    bool ignore_not_found;
    const char *ns; /* borrowed from the session */
    bool enforce_ns;
    struct targets targets;  /* -f, -k */
    struct args_items items; /* arguments */
    struct strv args;
};

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

/* Deletes all, printing each in order. Errors stay with their victims. */
struct err *delete_all(struct cmd_ctx *ctx, const struct delete *o, struct victims *v) ERR_MUST_USE;
/* Waits until all are gone, each by its UID. */
struct err *delete_wait(struct cmd_ctx *ctx, const struct delete *o, struct victims *v) ERR_MUST_USE;
/* "pod", "deployment.apps". The caller frees. */
char *delete_kind_text(const struct api_resource *r);

#endif
