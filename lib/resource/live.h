/* live.h - the frame of verbs that change objects which exist: read them, compute a change of each, send the changes
 * with many requests in flight, and tell the outcomes in the order of the input.
 *
 * What cli-runtime does with Builder, Result.Visit and Helper one object after the other, with the same requests, and
 * with ContinueOnError: an object that fails does not stop the others. An object that is named twice is read again
 * after its first change.
 */
#ifndef KUBEC_RESOURCE_LIVE_H
#define KUBEC_RESOURCE_LIVE_H

#include "api/request.h"
#include "base/buf.h"
#include "resource/resource.h"

/* Which objects. All pointers are borrowed and must outlive the struct live. */
struct live_request {
    const struct opt_files *files; /* NULL: none */
    const struct strv *args;       /* NULL: none */
    const char *default_type;      /* as in args_request */
    const char *ns;                /* the session's namespace, and whether --namespace was given */
    bool enforce_ns;
    const char *selector, *field_selector; /* NULL or "": none */
    bool all, all_namespaces;
    bool allow_types_alone;  /* `rollout restart deployment` means all of them */
    bool single_type;        /* several types are an error */
    bool local;              /* --local: the manifests as they stand, no server */
    bool as_written;         /* objects of manifests are given as they stand there: a Builder without Latest() */
    bool last_key_wins;      /* of manifests: as manifest_request */
    const char *subresource; /* of the reading; NULL or "": none */
    int64_t chunk;           /* objects a page; 0: all at once */
};

/* kubectl's error for an object that a list over all namespaces found although --namespace was given. */
struct err *live_wrong_namespace(const char *ns) NEVER_NULL;

/* kubectl's error for types and names beside --local. */
struct err *live_local_error(void) NEVER_NULL;

/* What was named, resolved to types and names; nothing was asked for yet. */
struct live {
    struct session *s;
    const struct live_request *r;
    struct targets targets; /* of -f and -k */
    struct args_items items;
    struct selector *filter; /* of -f: for the labels of what was read; NULL: none */
    bool single_item_implied;
};
/* Resolves what r names (discovery only). The errors are kubectl's Builder's. Release in any case. */
struct err *live_open(struct session *s, const struct live_request *r, struct live *out) ERR_MUST_USE;
void live_release(struct live *l);

/* One object, in the verb's hands. */
struct live_object {
    const struct api_resource *resource;
    const char *ns, *name; /* borrowed */
    const char *source;    /* its file, or "" */
    struct doc *doc;       /* --local and manifests: where it stands; else NULL */
    cJSON *object;         /* as read; the verb may change it */
    struct buf out;        /* lines for stdout, shown in the object's turn whatever becomes of the request */
    void *data;            /* the verb's own; `drop` frees it */
};

/* What is to be sent for an object: zeroed before compute fills it. */
struct live_change {
    const char *verb;      /* "patch", "update", "create", …; NULL: nothing */
    enum patch_type patch; /* of "patch" */
    char *body;            /* JSON text; taken */
    const char *subresource;
    const char *const *query;            /* borrowed until the run ends */
    const struct api_resource *resource; /* NULL: the object's */
    const char *name;                    /* NULL: the object's ("create": none). Borrowed until the run ends */
};

/* A verb's part of the work; arg is the verb's options. */
struct live_verb {
    /* Computes the change of one object. An error is that object's: it is told in its turn. Prints nothing but into
     * o->out: requests of objects before it may still be on their way. */
    struct err *(*compute)(void *arg, struct live_object *o, struct live_change *change);
    /* Tells the outcome, in the order of the input: answer is the server's (borrowed), NULL when nothing was sent. */
    struct err *(*outcome)(void *arg, struct live_object *o, cJSON *answer);
    /* NULL, or looks at (and may replace) the error of a request that was sent. Takes and returns e. */
    struct err *(*failed)(void *arg, struct live_object *o, struct err *e);
    void (*drop)(void *data); /* NULL, or frees live_object.data */
    const char *done;         /* the word for messages: "labeled" */
};

/* Reads, changes and sends all of l. The error is the aggregate of all in order; after an interruption (exit code 130)
 * it says how many objects were left. `count`, when not NULL, gets the number of objects that were read. */
struct err *live_run(struct live *l, const struct live_verb *verb, void *arg, size_t *count) ERR_MUST_USE;

/* The objects themselves, read to the end, for verbs that need all of them first: Result.Infos. The error is the
 * aggregate of all that could not be read; what could be read is given with it. */
struct live_objects {
    struct live_object *v;
    size_t n;
};
struct err *live_read(struct live *l, struct live_objects *out) ERR_MUST_USE;
/* Changes and sends what live_read gave, as live_run does; what is named twice is not read again. Takes the objects:
 * `objects` is empty afterwards. */
struct err *live_run_objects(struct live *l, struct live_objects *objects, const struct live_verb *verb,
                             void *arg) ERR_MUST_USE;
void live_objects_release(struct live_objects *o);
/* Takes the object at i out. */
void live_objects_remove(struct live_objects *o, size_t i);

/* The same one by one, errors in their place: fn takes the object (live_object_release), or, with o NULL, the error. */
void live_visit(struct live *l, void (*fn)(void *arg, struct live_object *o, struct err *e), void *arg);
void live_object_release(struct live_object *o);

#endif
