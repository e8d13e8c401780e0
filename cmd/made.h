/* made.h - what `run`, `expose` and `autoscale` share: objects that they make of flags. They are sent and printed with
 * create/generate.h. */
#ifndef KUBEC_CMD_MADE_H
#define KUBEC_CMD_MADE_H

#include "create/generate.h"

#include <cjson/cJSON.h>

/* What the three ask of generate.h: no --validate, and no annotation in what --dry-run=client shows. */
struct made_in {
    struct opt_print print;
    struct opt_dry_run dry_run;
    bool save_config;
};
extern const struct flag made_flags[];
/* As generate_complete. */
struct err *made_complete(struct cmd_ctx *ctx, const struct made_in *in, const char *field_manager,
                          struct generate *out) ERR_MUST_USE;

/* --overrides, --override-type */
struct opt_overrides {
    const char *text, *type;
};
extern const struct flag opt_overrides_flags[];

/* Replaces *object by what is left of it after kubectl has decoded it into its Go type and encoded it again: the fields
 * in the type's order, empty ones left out. */
struct err *made_typed(cJSON **object) ERR_MUST_USE;
/* Changes *object as --overrides says (a JSON patch, a JSON merge patch or a strategic merge patch), and makes it
 * typed. Without --overrides it is only made typed. The errors are kubectl's. */
struct err *made_override(const struct opt_overrides *o, cJSON **object) ERR_MUST_USE;
/* Reads "a=b,c=d" as kubectl's --labels: *out is a map sorted by key, the caller's; NULL for "". */
struct err *made_labels(const char *text, cJSON **out) ERR_MUST_USE;

#endif
