/* feed.h - the objects that a command names, from the server: many requests in flight, pages given out in order.
 *
 * What cli-runtime's Builder does with its visitors one after the other: objects by name, collections page by page.
 * Memory holds the first page of each collection and no more than four pages of the one being read: the next ones are
 * asked for while one arrives and while the caller works on it.
 */
#ifndef KUBEC_RESOURCE_FEED_H
#define KUBEC_RESOURCE_FEED_H

#include "api/session.h"
#include "resource/resource.h"

struct feed;

struct feed_options {
    const char *accept;                                  /* NULL: application/json */
    const char *selector, *field_selector, *subresource; /* NULL or "": none */
    int64_t chunk;                                       /* objects a page; 0: all at once */
    bool include_object;                                 /* Tables hold whole objects (includeObject=Object) */
    bool no_warnings;                                    /* the server's warnings are not shown */
    bool errors_in_turn;                                 /* feed_next gives failures too, in their place */
};

/* Strings of o are borrowed and must outlive the feed. */
struct feed *feed_new(struct session *s, const struct feed_options *o);
/* Ends what still runs. */
void feed_free(struct feed *f);
/* Adds an object (name given) or a collection (name "" or NULL); ns "" is all namespaces or cluster scope. */
void feed_add(struct feed *f, const struct api_resource *resource, const char *ns, const char *name);
/* The same for what arguments name; an empty name beside a type is an error in its turn. */
void feed_add_items(struct feed *f, const struct args_items *items);
/* Adds manifests: their live objects are asked for; broken ones give their error in turn. An object without a name is
 * given out as it stands in the manifest. `t` is borrowed, its errors and nameless objects are taken. */
void feed_add_targets(struct feed *f, struct targets *t);

/* What feed_next gives. */
struct feed_page {
    const struct api_resource *resource;
    cJSON *object;   /* owned by the caller: an object, a list or a Table; NULL with err */
    struct err *err; /* owned by the caller; only with errors_in_turn */
    const char *ns;  /* asked for; borrowed */
    bool collection; /* the answer to a list request */
    size_t item;     /* which of the things added, from 0 */
};
/* The next object or page in the order of feed_add; starts all requests at the first call. False at the end. Failures
 * are skipped and kept (feed_take_errors), unless the options ask for them in turn. */
bool feed_next(struct feed *f, struct feed_page *out);
/* Waits for the first answer of each thing added. True if the answers that came are of more than one type (kubectl then
 * shows kinds). */
bool feed_several_types(struct feed *f);
/* The failures so far, an aggregate or NULL; the caller owns it. ignore_not_found: without NotFound answers. */
struct err *feed_take_errors(struct feed *f, bool ignore_not_found) ERR_MUST_USE;

/* True for an object with a member "items", which is what makes a list of it. */
bool list_is(const cJSON *object);
/* Takes a list apart as kubectl does: calls fn for each item, having set kind and apiVersion where the server left them
 * out. fn owns the item. `list` is deleted. */
void list_take_items(cJSON *list, void (*fn)(void *arg, cJSON *item), void *arg);

#endif
