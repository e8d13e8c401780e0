/* apply.h - the pieces of "apply": options, one object's job, its two ways (the client's patch, the server's), the run
 * over all of them, and what becomes of objects that are no longer named. */
#ifndef KUBEC_CMD_APPLY_APPLY_H
#define KUBEC_CMD_APPLY_APPLY_H

#include "cli/command.h"
#include "cli/opts.h"
#include "patch/apply_patch.h"
#include "print/print.h"
#include "resource/prune.h"
#include "resource/resource.h"
#include "resource/schemas.h"
#include "resource/write.h"

struct applyset;

struct apply {
    struct {
        struct opt_files files;
        struct opt_selector selector;
        struct opt_dry_run dry_run;
        struct opt_validate validate;
        struct opt_print print;
        struct opt_record record;
        bool server_side, force_conflicts, overwrite, openapi_patch, force, wait, all, prune;
        const char *field_manager, *cascade, *subresource, *applyset, *prune_preview;
        struct strv prune_allowlist;
        int64_t grace_period;
        struct duration timeout;
    } in;
    struct write_opts write;
    struct printer printer;
    const char *propagation;  /* "Background", "Orphan", "Foreground": of the deletions of --force and --prune */
    const char *ns;           /* the default namespace; borrowed from the session */
    bool enforce_ns;          /* --namespace was given */
    struct prune_types types; /* of --prune-allowlist */
    struct applyset *set;     /* of --applyset, or NULL */
};

/* One object on its way through the server: a chain of requests, each started by the answer to the one before. */
struct job {
    struct apply *opts;
    struct cmd_ctx *ctx;
    struct target *t;
    cJSON *modified; /* the manifest with its last-applied annotation */
    cJSON *live;     /* the server's object, as last seen; what is printed in the end */
    char *uid;       /* of the object as it was applied, for pruning; NULL: there is none */
    char *body;      /* of the request in flight */
    struct apply_patch patch;
    const struct schema_type *schema; /* of the kind; NULL: no merge keys are known, a JSON merge patch is made */
    const char *operation;            /* "created", "configured", "unchanged", "serverside-applied" */
    struct strv notices;              /* for stderr, in the order of the input: NOTICE_… and the text */
    struct http_request *request;     /* in flight, or NULL */
    void (*done)(void *job, cJSON *tree, struct err *e); /* gets the answer of the request */
    char *cause;                                         /* why there was no answer, or NULL */
    bool *unreachable; /* set when no connection can be made: the other objects need not be tried */
    struct err *err;
    int conflicts;                 /* answers 409 so far */
    int64_t retry_at;              /* monotonic; 0: not waiting */
    int64_t deadline;              /* of --force's wait for the deletion */
    void (*resume)(struct job *j); /* what to do at retry_at */
    struct job *definition;        /* of the custom type that the object is of, where the input has it; else NULL */
    bool waits;           /* the type is not known before the definition is served: t has an error until then */
    bool established;     /* this is a definition, and it is served */
    char *unserved;       /* this is a definition, and why it is not served; else NULL */
    int64_t pause;        /* before the next look at the definition */
    int64_t first_try;    /* monotonic: when the chain was first started */
    const char *manager;  /* the field manager */
    struct err *conflict; /* while the live object is fetched for its explanation */
    bool deleting;        /* --force deleted it: messages show the manifest instead of a patch */
    bool started, finished, writing; /* writing: the request in flight changes something */
};

/* The first byte of a notice: whose words they are. */
#define NOTICE_SERVER 'S' /* a warning of the server: printed as such, once in a run */
#define NOTICE_OWN 'O'    /* a whole line */

/* Starts the chain of an object, in the way that the flags ask for. */
void apply_client_side_start(struct job *j);
void apply_server_side_start(struct job *j);

/* Ends the chain: in success (e NULL), or with an error (taken), whose place in the manifest is looked up here. */
void job_finish(struct job *j, const char *operation, struct err *e);
/* Starts a request for the job's object: verb "get", "create", "patch", "delete". body (taken; may be NULL) is kept
 * until the answer. `query` pairs, NULL-terminated, may be NULL. */
void job_request(struct job *j, const char *verb, enum patch_type type, const char *const *query,
                 const char *subresource, char *body, void (*done)(void *job, cJSON *tree, struct err *e));
/* Adds a line (formatted, without newline) for stderr. */
void job_notice(struct job *j, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Calls resume(j) after `ns` nanoseconds. */
void job_later(struct job *j, int64_t ns, void (*resume)(struct job *j));
/* Replaces the live object (taken). */
void job_set_live(struct job *j, cJSON *live);
/* kubectl's warning for an object that is being deleted. */
void job_warn_if_deleting(struct job *j);

/* Starts the chain that belongs to j. */
void job_start(struct job *j);
/* Frees what j holds. */
void job_release(struct job *j);

/* ---- the run over all objects (run.c) ---- */

struct run {
    struct cmd_ctx *ctx;
    struct schemas schemas;
    struct apply *opts;
    struct targets targets;
    struct job *jobs;
    size_t next; /* the first job whose line is not printed yet */
    struct http_client *http;
    bool unreachable, given_up;
};

/* Runs what is in flight or waits, printing lines as they are known, until nothing is left. */
void run_drive(struct run *r);
/* Everything of `apply` behind its flags: reads, applies, prints, prunes. */
struct err *apply_run(struct cmd_ctx *ctx, void *opts) ERR_MUST_USE;
/* True if -o asks for objects instead of lines. */
bool apply_prints_objects(const struct apply *o);

/* ---- definitions of types before their objects (phases.c) ---- */

/* Finds out which objects wait for a definition of the same input. */
void phases_plan(struct run *r);
/* After the definitions were applied: waits until those are served that objects wait for, and gives these their
 * resources (or notes why there is none). The error is that of an ApplySet's parent. */
struct err *phases_settle(struct run *r) ERR_MUST_USE;
/* True if the refusal comes only of a type that the server does not serve yet, or not in its new form. */
bool phases_try_again(const struct job *j, const struct err *e);
/* How long to wait then, in nanoseconds. */
int64_t phases_pause(void);

/* ---- conflicts of server-side apply (conflict.c) ---- */

/* Adds to the note of e, for each field in conflict, its owner, the owner's value and the manifest's. Values of Secrets
 * are masked. Gives e back. */
struct err *conflict_explain(struct err *e, const cJSON *manifest, const cJSON *live);

/* ---- pruning (prune.c) ---- */

/* After all objects were applied: finds what is to be pruned, deletes it, prints a line for each. */
struct err *apply_prune(struct run *r) ERR_MUST_USE;
/* The rules of --prune-preview; NULL when they are kept. */
struct err *apply_prune_check(const struct apply *o) ERR_MUST_USE;

/* ---- ApplySets (applyset.c; KEP-3659) ---- */

/* Finds the parent that --applyset names: [RESOURCE][.GROUP]/NAME, a Secret by default. */
struct err *applyset_open(struct cmd_ctx *ctx, struct apply *o) ERR_MUST_USE;
/* True if the parent may be one; asks the server for custom types. */
struct err *applyset_check(struct cmd_ctx *ctx, const struct apply *o) ERR_MUST_USE;
/* Gives each object the label of the set's members. The error is that of an object that has the label already. */
struct err *applyset_label(struct run *r) ERR_MUST_USE;
/* Before anything is applied: reads the parent, and makes it tell of the types and namespaces of old and new members.
 */
struct err *applyset_before(struct run *r) ERR_MUST_USE;
/* The same for members whose type became known later. */
struct err *applyset_extend(struct run *r) ERR_MUST_USE;
/* What there is to look at for pruning, and the label selector for it (borrowed). */
const char *applyset_plan(const struct applyset *set, struct prune_lists *out);
/* After pruning: the parent tells of the new members only. */
struct err *applyset_after(struct run *r) ERR_MUST_USE;
void applyset_free(struct applyset *set);

#endif
