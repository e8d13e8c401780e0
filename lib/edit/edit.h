/* edit.h - objects in the user's editor: shown as text, read back, saved; and again with the reasons above the text
 * when something is wrong with it.
 *
 * Source of the rules: kubectl's pkg/cmd/util/editor (EditOptions). What the user wrote is never lost: as long as it is
 * not saved there is a file that holds it, and a message that names the file.
 */
#ifndef KUBEC_EDIT_EDIT_H
#define KUBEC_EDIT_EDIT_H

#include "print/print.h"
#include "resource/live.h"
#include "resource/resource.h"
#include "resource/write.h"

/* What becomes of the text: a patch of the live objects, a new last-applied annotation, new objects. */
enum edit_mode { EDIT_LIVE, EDIT_LAST_APPLIED, EDIT_BEFORE_CREATE };

/* The flags of verbs that edit. */
struct edit_in {
    struct opt_files files;
    struct opt_print print;
    struct opt_record record;
    struct opt_validate validate;
    bool windows_line_endings;
};
extern const struct flag edit_flags[];

struct edit {
    struct cmd_ctx *ctx;
    enum edit_mode mode;
    const struct opt_print *print;
    const struct opt_record *record;
    struct write_opts write;
    const char *ns;          /* the session's */
    const char *subresource; /* NULL or "": none */
    bool windows_line_endings, save_config, output_patch;
    /* Set by edit_run. */
    enum output_format format; /* of the text: YAML, JSON or KYAML */
    struct printer printer;    /* of the outcome */
};

/* One object to edit. */
struct edit_item {
    const struct api_resource *resource;
    const char *name;
    cJSON *object; /* borrowed */
};

/* The live objects that a command line names. */
struct edit_named {
    struct strv args;
    struct live_request request;
    struct live live;
};
/* Fills e from the shared flags (--validate, the namespace) and opens what the arguments and files name; e's mode and
 * sub-resource are set before. "" as field manager is kubectl's own. `in` must outlive `named`, which the caller
 * releases also after an error. */
struct err *edit_complete(struct cmd_ctx *ctx, const struct edit_in *in, const char *field_manager, int argc,
                          char **argv, struct edit *e, struct edit_named *named) ERR_MUST_USE;
void edit_named_release(struct edit_named *named);
/* Finds the format of the text and the printer. kubectl does this when the objects are there already. */
struct err *edit_prepare(struct edit *e) ERR_MUST_USE;
/* Edits the n objects in one file, until they are saved or the user gives up. ERR_SILENT with exit code 1 when
 * everything is said. */
struct err *edit_run(struct edit *e, const struct edit_item *items, size_t n) ERR_MUST_USE;

#endif
