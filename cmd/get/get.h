/* get.h - the parts of "get". */
#ifndef KUBEC_CMD_GET_GET_H
#define KUBEC_CMD_GET_GET_H

#include "cli/command.h"
#include "cli/opts.h"
#include "print/print.h"
#include "print/sort.h"
#include "print/table.h"
#include "resource/feed.h"

/* What is done to objects before they are printed. */
enum get_view { GET_AS_IS, GET_DECODED, GET_CLEAN };

struct get {
    struct {
        struct opt_files files;
        struct opt_selector selector;
        struct opt_print print;
        const char *raw, *field_selector, *subresource, *sort_by;
        struct strv label_columns;
        int64_t chunk_size;
        bool watch, watch_only, output_watch_events, ignore_not_found, all_namespaces, server_print, no_headers;
        bool show_labels, show_kind, everything;
    } in;
    struct strv args;
    const char *ns;     /* borrowed from the session */
    bool explicit_ns;   /* --namespace was given, and -A was not */
    bool human;         /* tables */
    bool tables;        /* the server is asked for them */
    enum get_view view; /* of -o decoded and clean, which print YAML */
    struct printer printer;
    struct err *format_err; /* of -o: kubectl finds out only when it prints */
};

/* What one run works on. */
struct get_run {
    struct cmd_ctx *ctx;
    struct get *o;
    struct session *s;
    struct targets targets;  /* -f, -k */
    struct args_items items; /* arguments */
    struct feed *feed;
    struct sort_path *sort;    /* NULL: none, or no path at all */
    struct err *sort_err;      /* why it is none */
    bool single;               /* one object was named */
    size_t forbidden;          /* types that the user may not list: with --everything */
    struct err *others;        /* what else went wrong then */
    struct selector *selector; /* of manifests: the server's answers are held against it; NULL: none */
};

/* The Accept header that asks for tables. */
#define GET_ACCEPT_TABLE                                                                                               \
    "application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json"

/* feed_next, without what the selector leaves out. As in kubectl a selector beside -f sees the answer as it came: a
 * table has no labels. */
bool get_next(struct get_run *r, struct feed_page *page);
/* Asks for everything again. */
void get_reopen(struct get_run *r);
/* --everything: fills r->items with all types that can be listed, those of namespaces only unless it is for all of
 * them. Left out are what the server shows under another name (events, a type in two groups) or makes up (measurements,
 * component statuses). */
struct err *get_everything(struct get_run *r) ERR_MUST_USE;
/* Takes the failure of one type: one that is forbidden is counted. */
void get_failed_type(struct get_run *r, struct err *e);
/* Says how many types were forbidden; gives `e` (taken) together with all other failures. */
struct err *get_everything_end(struct get_run *r, struct err *e) ERR_MUST_USE;
/* Changes an object as -o decoded and clean show it. */
void get_show_as(const struct get *o, cJSON *object);
/* Prints tables. */
struct err *get_human(struct get_run *r) ERR_MUST_USE;
/* Prints the objects whole, or their names. */
struct err *get_generic(struct get_run *r) ERR_MUST_USE;
/* --watch and --watch-only: prints what there is, then what changes. */
struct err *get_watch(struct get_run *r) ERR_MUST_USE;
/* The options of tables for objects of this resource. */
struct table_options get_table_options(const struct get *o, const struct api_resource *r, bool with_kind);

#endif
