/* generate.h - what the verbs `create KIND` share: their common flags, and sending or printing the object they made. */
#ifndef KUBEC_CMD_CREATE_GENERATE_H
#define KUBEC_CMD_CREATE_GENERATE_H

#include "cli/command.h"
#include "cli/opts.h"
#include "print/print.h"
#include "resource/write.h"

/* -o, --dry-run, --validate, --save-config, --field-manager. The first member of a generator's options. */
struct generate_in {
    struct opt_print print;
    struct opt_dry_run dry_run;
    struct opt_validate validate;
    bool save_config;
    const char *field_manager;
};
extern const struct flag generate_flags[];

/* What the flags mean. */
struct generate {
    struct write_opts write;
    struct printer printer;
    bool save_config;
};
struct err *generate_complete(struct cmd_ctx *ctx, const struct generate_in *in, struct generate *out) ERR_MUST_USE;
/* The one NAME among the arguments (borrowed); kubectl's error when there is another number of them. */
struct err *generate_name(struct cmd_ctx *ctx, int argc, char **argv, const char **name) ERR_MUST_USE;

/* Creates `object` (taken; in the field order of its Go type, with kind, apiVersion and metadata) in the session's
 * namespace or cluster-wide, or does as --dry-run asks, and prints the outcome. */
struct err *generate_run(struct cmd_ctx *ctx, const struct generate *g, cJSON *object) ERR_MUST_USE;

#endif
