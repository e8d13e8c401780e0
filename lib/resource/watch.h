/* watch.h - the changes of objects, as the server tells them (?watch=true). */
#ifndef KUBEC_RESOURCE_WATCH_H
#define KUBEC_RESOURCE_WATCH_H

#include "api/gvk.h"
#include "api/session.h"
#include "base/err.h"

#include <cjson/cJSON.h>

struct watch_request {
    const struct api_resource *resource;
    const char *ns;                        /* "" : all namespaces or cluster scope */
    const char *name;                      /* one object; NULL or "": the collection */
    const char *selector, *field_selector; /* of the collection; NULL or "": none */
    const char *resource_version;          /* events after it; "0": also one ADDED for each object that exists */
    const char *accept;                    /* NULL: application/json */
    bool include_object;
    int64_t deadline; /* clock_mono_ns at which watch_run stops; 0: never */
};

enum watch_end {
    WATCH_STOPPED, /* the callback said so */
    WATCH_CLOSED,  /* the server ended the stream */
    WATCH_DEADLINE,
};

/* Runs one watch. fn gets each event ("ADDED", "MODIFIED", "DELETED", "BOOKMARK", "ERROR" with a Status) and owns its
 * object; false ends the watch. An event is at most 64 MiB. */
struct err *watch_run(struct session *s, const struct watch_request *w,
                      bool (*fn)(void *arg, const char *type, cJSON *object), void *arg,
                      enum watch_end *end) ERR_MUST_USE;

/* One of several watches side by side: fn as above; `ended` is called once, from http_run or http_poll, when the watch
 * is over, and takes e. The request's strings are copied. */
struct watch;
struct err *watch_start(struct session *s, const struct watch_request *w,
                        bool (*fn)(void *arg, const char *type, cJSON *object),
                        void (*ended)(void *arg, enum watch_end how, struct err *e), void *arg,
                        struct watch **out) ERR_MUST_USE;
/* Ends it: `ended` is called by the next http_poll, with `how`. */
void watch_cancel(struct watch *w, enum watch_end how);

#endif
