/* diff.h - the pieces of "diff": options, the two folders, the external program, the masks of secrets. */
#ifndef KUBEC_CMD_DIFF_DIFF_H
#define KUBEC_CMD_DIFF_DIFF_H

#include "cli/command.h"
#include "cli/opts.h"
#include "resource/prune.h"

struct diff {
    struct {
        struct opt_files files;
        struct opt_selector selector;
        bool server_side, force_conflicts, prune, show_managed_fields, show_secrets;
        const char *field_manager;
        struct strv prune_allowlist;
        int64_t concurrency;
    } in;
    const char *manager;
    const char *ns; /* borrowed from the session */
    bool enforce_ns;
    struct prune_types types; /* of --prune-allowlist */
};

/* ---- folders.c: what is compared, as files in two folders for the program ---- */

struct diff_folders {
    char *live, *merged; /* paths */
    bool equal;          /* both hold the same so far */
};
/* Makes the folders LIVE-N and MERGED-N where temporary files go. Release in any case. */
struct err *diff_folders_make(struct diff_folders *f) ERR_MUST_USE;
/* Writes the object, as YAML, under its name into both; a NULL object is an empty file there. With `both` unset only
 * the live side gets a file. */
struct err *diff_folders_write(struct diff_folders *f, const char *name, const cJSON *live, const cJSON *merged,
                               bool both) ERR_MUST_USE;
/* Removes the folders and what is in them. */
void diff_folders_release(struct diff_folders *f);
/* Runs $KUBECTL_EXTERNAL_DIFF, or diff -u -N, on them: the error is silent with exit code 1 where it found differences,
 * kubectl's words where it failed. */
struct err *diff_folders_compare(struct cmd_ctx *ctx, const struct diff_folders *f) ERR_MUST_USE;

/* ---- objects.c ---- */

/* Asks the server for each object as it is and as it would be, many in flight, and writes them into the folders. */
struct err *diff_objects(struct cmd_ctx *ctx, const struct diff *o, struct diff_folders *f) ERR_MUST_USE;

/* ---- mask.c ---- */

/* Replaces the values below `data` of a Secret's two versions (either may be NULL) by asterisks, with "(before)" and
 * "(after)" where they differ, and those in the last-applied annotation. */
void diff_mask(cJSON *live, cJSON *merged);
/* True for a Secret, as kubectl tells one here. */
bool diff_is_secret(const cJSON *object);

#endif
