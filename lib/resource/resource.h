/* resource.h - what a command acts on: manifests from files, folders, standard input and URLs, or objects named on the
 * command line.
 *
 * The rules are cli-runtime's resource.Builder: order of the input, folders read in byte order (.json .yaml .yml; an
 * explicit file may have any name), List kinds unpacked, null documents skipped, one bad document does not stop the
 * others, `a,b x y` is a cross product, TYPE/NAME forms, categories.
 */
#ifndef KUBEC_RESOURCE_RESOURCE_H
#define KUBEC_RESOURCE_RESOURCE_H

#include "api/discovery.h"
#include "api/session.h"
#include "cli/opts.h"
#include "doc/doc.h"
#include "resource/selector.h"

#include <stdio.h>

/* One object of the input. */
struct target {
    struct doc *doc; /* a manifest's document (root is the object), or NULL for an object named by arguments */
    cJSON
        *object; /* manifest: doc->root, borrowed; from the server: owned when doc is NULL; may be NULL (not fetched) */
    const struct api_resource *resource; /* NULL when err is set */
    char *ns;                            /* "" for cluster scope */
    char *name;                          /* "" with generateName */
    char *source;                        /* for messages: the file's path, "STDIN", the URL; "" from arguments */
    struct err *err;                     /* this input is broken: kept in its place so that errors come in order */
    bool no_match;                       /* err is that of a kind which the server does not have */
    bool wrong_ns;                       /* err is that of the namespace: resource, ns and name are set all the same */
    struct api_resource *owned_resource; /* with `local`: what `resource` points to; else NULL */
};

struct targets {
    struct target *v;
    size_t n;
    bool single_item_implied; /* one file was named: its object is printed alone, not in a List */
};
/* Frees what t holds; it is empty afterwards. */
void targets_release(struct targets *t);

/* What to read manifests with. */
struct manifest_request {
    const struct opt_files *files;
    const char *ns;  /* the default namespace */
    bool enforce_ns; /* --namespace was given: a manifest with another one is kubectl's error "the namespace from the
                        provided object …" */
    const char *selector; /* label selector, "" for none: filters manifests by their labels */
    bool local;           /* no discovery: unknown kinds are kept with a resource made from the GVK */
    bool check_identity;  /* kubectl's validation of apiVersion and kind: --validate is strict or warn */
    bool last_key_wins;   /* duplicate keys are accepted as kubectl does: --validate=ignore */
    bool refuse_lists;    /* a List is kubectl's error of `get --watch`, which does not unpack them */
    FILE *in;             /* standard input, for -f -; NULL: stdin */
};
/* Reads all manifests, in order. An error is returned only when nothing could be read at all (no such file, no -f:
 * kubectl's texts); broken documents are targets with err. */
struct err *manifests_read(struct session *s, const struct manifest_request *r, struct targets *out) ERR_MUST_USE;

/* The same of one text that is there already (r->files is not looked at). */
void manifests_read_source(struct session *s, const struct manifest_request *r, struct source *src,
                           struct targets *out);
/* Gives a target with no_match its resource (taken) after all: err goes, name and namespace are settled as
 * manifests_read does it (which may leave the error of a wrong namespace). */
void manifests_adopt(struct target *t, struct api_resource *resource, const char *ns, bool enforce_ns);

/* What the user named: TYPE NAME…, TYPE/NAME…, TYPE[,TYPE…] with a selector. */
struct args_request {
    const struct strv *args;
    const char *default_type; /* NULL, or the type of arguments that are only names: `drain NODE` */
    const char *prog;         /* in messages: "kubectl" */
    const char *ns;
    bool all_namespaces;
    const char *selector, *field_selector;
    bool all;                /* --all: everything of the types */
    bool allow_types_alone;  /* `get pods`; false: `delete pods` needs --all or a selector */
    bool single_type;        /* refuse several types: get --watch */
    const char *subresource; /* NULL or "": none */
};
/* One thing to ask for: a collection (name "") or an object. */
struct args_item {
    const struct api_resource *resource;
    char *ns;   /* "" for cluster scope and all namespaces */
    char *name; /* "" : the collection */
};
struct args_items {
    struct args_item *v;
    size_t n;
    bool several_types;       /* more than one type was named: kubectl prints TYPE/NAME columns and a table each */
    bool slash_form;          /* TYPE/NAME was used */
    bool selecting;           /* collections, filtered by the selectors; else objects by name */
    bool single_item_implied; /* one object was named: it is printed alone, not in a List */
};
/* Finds the types and names that the arguments mean. The errors are kubectl's; for no arguments at all: "You must
 * provide one or more resources by argument or filename." with its examples. */
struct err *args_resolve(struct session *s, const struct args_request *r, struct args_items *out) ERR_MUST_USE;
void args_items_release(struct args_items *a);
/* kubectl's error for arguments beside -f or -k, NULL for none. The selectors' own errors come first: selector and
 * field_selector beside --all. */
struct err *args_check_with_files(const struct args_request *r) ERR_MUST_USE;

#endif
