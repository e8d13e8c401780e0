/* common.h - what the verbs `set THING` share: their flags; objects read, changed as typed objects, and sent as
 * patches.
 */
#ifndef KUBEC_CMD_SET_COMMON_H
#define KUBEC_CMD_SET_COMMON_H

#include "cli/command.h"
#include "cli/opts.h"
#include "print/print.h"
#include "resource/live.h"
#include "resource/record.h"
#include "resource/write.h"

struct set_in {
    struct opt_files files;
    struct opt_print print;
    struct opt_dry_run dry_run;
    bool all, local;
    const char *field_manager;
};
extern const struct flag set_flags[];
/* The same without those of `files`. */
extern const struct flag set_flags_but_files[];

struct set;
/* Changes one object (typed: resource/podspec.h). *skip: it stays out, without a word. */
typedef struct err *set_change(struct set *s, struct live_object *o, cJSON *object, bool *skip);

/* A verb's run. The first members are filled by the verb, before set_flags_get. */
struct set {
    const struct set_in *in;
    const char *selector;            /* NULL: the verb has no -l */
    const struct opt_record *record; /* NULL: nor --record */
    const char *operation;           /* "image updated" */
    const char *failed;              /* "failed to patch image update to pod template: " ; NULL: errors as they come */
    bool send_unchanged;             /* a patch that changes nothing is sent all the same, as kubectl does */
    set_change *change;
    void (*prepare)(struct set *s, cJSON *before); /* NULL, or changes what the difference is taken from */
    void *verb;                                    /* the verb's options */

    struct cmd_ctx *ctx;
    struct write_opts write;
    const char *query[WRITE_QUERY_MAX];
    struct printer printer;
    char *word; /* operation with its "(dry run)" */
    const char *ns;
    bool enforce_ns;
    struct strv resources; /* the arguments that name objects */
    struct live_request request;
    struct live live;
    struct live_objects objects;
    bool nothing_given; /* set env without a variable: kubectl stops behind the first patch, with an error */
    bool sent;
    struct err *early; /* errors that come before those of sending */
};

/* What the shared flags mean: --dry-run, -o. */
struct err *set_flags_get(struct cmd_ctx *ctx, struct set *s) ERR_MUST_USE;
/* Its two halves. */
struct err *set_dry_run_get(struct cmd_ctx *ctx, struct set *s) ERR_MUST_USE;
struct err *set_printer_get(struct set *s) ERR_MUST_USE;
/* The namespace. */
struct err *set_namespace(struct set *s) ERR_MUST_USE;
/* Resolves what s->resources, -f and -l name (args_with_local: names beside --local are kubectl's error). */
struct err *set_open(struct set *s, bool args_with_local) ERR_MUST_USE;
/* set_open, and reads all objects: Infos(). */
struct err *set_read(struct set *s, bool args_with_local) ERR_MUST_USE;
/* Changes what was read, sends it and prints the outcomes. */
struct err *set_run(struct set *s) ERR_MUST_USE;
/* The same object by object, for verbs that did not set_read. */
struct err *set_visit(struct set *s) ERR_MUST_USE;
void set_release(struct set *s);

/* kubectl's error for names beside --local. */
struct err *set_local_error(void) NEVER_NULL;
/* `deployments/web`, or `deployment.apps/web` and a line break for manifests with --local (Info.ObjectName). The caller
 * frees. */
char *set_object_name(const struct set *s, const struct live_object *o);
/* True if `name` matches a pattern in which * stands for anything, as kubectl's -c does it. */
bool set_name_matches(const char *name, const char *pattern);

#endif
