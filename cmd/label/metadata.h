/* metadata.h - what "label" and "annotate" share: flags, KEY=VALUE and KEY- among the arguments, the change of
 * metadata. */
#ifndef KUBEC_CMD_LABEL_METADATA_H
#define KUBEC_CMD_LABEL_METADATA_H

#include "cli/opts.h"
#include "print/print.h"
#include "resource/live.h"
#include "resource/write.h"

/* The options of both verbs. */
struct metadata {
    struct {
        struct opt_files files;
        struct opt_selector selector;
        struct opt_dry_run dry_run;
        struct opt_print print;
        struct opt_record record;
        const char *field_manager, *field_selector, *resource_version;
        bool all, all_namespaces, list, local, overwrite;
    } in;
    struct cmd_ctx *ctx;
    struct write_opts write;
    struct printer printer;
    struct err *bad_format; /* of -o: told where the object would be printed, before anything is sent */
    const char *ns;
    bool enforce_ns;
    struct strv resources, pairs; /* the arguments */
    struct strv keys, values;     /* to set, sorted by key */
    struct strv removed;          /* to remove, in order */
    bool one;                     /* a single object was named */
    bool version_first;           /* --resource-version is looked at before the errors of what is named */
    const char *query[WRITE_QUERY_MAX];
};

/* The flags that are the same in both verbs, at the start of struct metadata. */
extern const struct flag metadata_flags[];

/* Splits the arguments into resources and pairs. `what` is "label" or "annotation", for the error. */
struct err *metadata_split_args(struct metadata *m, int argc, char **argv, const char *what) ERR_MUST_USE;
/* Sets `key` in the pairs to be set; the last value wins. */
void metadata_put(struct metadata *m, const char *key, const char *value);
/* The value that is to be set for key, or NULL. Borrowed. */
const char *metadata_wanted(const struct metadata *m, const char *key);
/* The checks of --local and of what is named, which both verbs make. `file` is the word for a file in the messages. */
struct err *metadata_check_sources(const struct metadata *m, const char *file) ERR_MUST_USE;

/* Opens what is named and runs the verb over it. */
struct err *metadata_run(struct metadata *m, const struct live_verb *verb) ERR_MUST_USE;

/* True when nothing is sent: --list, --local, --dry-run=client. */
bool metadata_stays_here(const struct metadata *m);
/* The metadata that the verbs can change, as an object for a merge patch. The caller frees. */
cJSON *metadata_copy(const cJSON *object);
/* Sets and removes the pairs in metadata.MEMBER ("labels") of the object, and its resourceVersion where one is given.
 * *added and *gone (may be NULL) say whether anything was set or removed. */
void metadata_change(const struct metadata *m, cJSON *object, const char *member, bool *added, bool *gone);
/* Fills the change with the merge patch from `before` (a metadata_copy; freed) to the object. */
struct err *metadata_patch(const struct metadata *m, cJSON *before, const cJSON *object,
                           struct live_change *change) ERR_MUST_USE;
/* --list: the pairs of metadata.MEMBER, sorted. */
void metadata_list(const struct metadata *m, const struct live_object *o, const char *member);
/* Prints the object, or the line with the operation. */
struct err *metadata_print(struct metadata *m, const cJSON *object, const char *operation) ERR_MUST_USE;

void metadata_release(void *opts);

#endif
