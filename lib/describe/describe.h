/* describe.h - objects in words, with what the cluster knows about them: their events, pods, endpoints.
 *
 * Source of the rules: kubectl's pkg/describe. A description has two steps, so that many objects can be described with
 * all their requests in flight: `ask` starts the further reads, `print` writes the text when all of them have ended.
 */
#ifndef KUBEC_DESCRIBE_DESCRIBE_H
#define KUBEC_DESCRIBE_DESCRIBE_H

#include "api/gvk.h"
#include "api/session.h"
#include "base/buf.h"
#include "describe/fields.h"

#include <cjson/cJSON.h>

/* One further read: a list with all its pages, or one object. */
struct describe_read {
    cJSON *answer;   /* the array of a list's items, or the object; NULL with err */
    struct err *err; /* why there is none */
};

struct describe_options {
    bool show_events;
    int64_t chunk; /* objects a page; 0: all at once */
};

/* One object on its way. */
struct description {
    struct session *s;
    struct describe_options o;
    const struct api_resource *resource;
    cJSON *object;            /* as the server gave it */
    struct read_slot **slots; /* private: the reads */
    size_t nslots, pending;
    size_t events, more_events; /* the numbers of those reads; 0: not asked for */
    struct buf out;             /* the text, cells with tabs between */
};

/* Starts: takes the object, asks for what its kind needs. Requests run with http_run; describe_wait waits for these. */
struct description *describe_start(struct session *s, const struct api_resource *resource, cJSON *object,
                                   const struct describe_options *o);
/* Waits until everything has been answered. */
void describe_wait(struct description *d);
/* The text, aligned, without anything that a terminal would obey; the caller frees. *out is untouched with an error. */
struct err *describe_text(struct description *d, struct buf *out) ERR_MUST_USE;
/* Frees it, after what was asked for has ended. */
void describe_free(struct description *d);

/* ---- for the describers ---- */

/* One kind's part. `ask` may be NULL; an error of `print` stands in the place of the text. */
struct describer {
    const char *group, *kind, *version; /* the version that `print` knows; NULL: any */
    void (*ask)(struct description *d);
    struct err *(*print)(struct description *d);
    bool no_events; /* the text has none */
};

/* Asks for a list of a built-in kind ("v1", "Pod"); label and field selectors may be NULL. paged: in pages of o.chunk.
 * Gives the read's number, from 1. */
size_t describe_ask_list(struct description *d, const char *api_version, const char *kind, const char *ns,
                         const char *labels, const char *fields, bool paged);
size_t describe_ask_object(struct description *d, const char *api_version, const char *kind, const char *ns,
                           const char *name);
/* Asks for the events of the object as client-go's reference names it; without_kind: of whatever kind; uid NULL: the
 * object's. */
size_t describe_ask_events(struct description *d, bool without_kind, const char *uid);
/* The read of that number. Borrowed. */
const struct describe_read *describe_read_at(const struct description *d, size_t number);
/* The error of that read, taken; NULL for none. */
struct err *describe_take_error(struct description *d, size_t number) ERR_MUST_USE;

/* The pods that a selector matches, counted by phase if this object controls them. */
struct pod_counts {
    size_t running, waiting, succeeded, failed;
};
struct pod_counts describe_count_pods(const struct description *d, size_t read);

/* Head lines that most kinds begin with: "Name:" and "Namespace:". */
void say_name(struct description *d);
void say_labels(struct description *d);
void say_annotations(struct description *d);
/* A table of conditions: the columns are fields' paths; times are shown as times. gap stands behind each cell. */
struct describe_column {
    const char *title, *line, *path;
    bool time;
};
void say_conditions(struct buf *out, const cJSON *conditions, const struct describe_column *columns, size_t n,
                    const char *gap);
/* The events that describe_start asked for. */
void say_events(struct description *d);

extern const struct describer describers_core[], describers_workloads[], describers_batch[], describers_autoscaling[],
    describers_network[], describers_policy[], describers_storage[], describers_rbac[], describers_node[],
    describers_certificates[];
/* Any other kind: all fields. */
struct err *describe_generic(struct description *d) ERR_MUST_USE;

#endif
