/* opts.h - options that several verbs share: the same name means the same everywhere. Each structure has its rows. */
#ifndef KUBEC_CLI_OPTS_H
#define KUBEC_CLI_OPTS_H

#include "cli/command.h"

/* -f, -R, -k: what resource/ reads. */
struct opt_files {
    struct strv filenames;
    const char *kustomize;
    bool recursive;
};
extern const struct flag opt_files_flags[];
/* kubectl's RequireFilenameOrKustomize: "must specify one of -f and -k", "only one of -f or -k can be specified". */
struct err *opt_files_check(const struct opt_files *o) ERR_MUST_USE;

/* -l */
struct opt_selector {
    const char *selector;
};
extern const struct flag opt_selector_flags[];

/* --dry-run (bare: client, with kubectl's deprecation warning; true, false too) */
enum dry_run { DRY_RUN_NONE, DRY_RUN_CLIENT, DRY_RUN_SERVER };
struct opt_dry_run {
    const char *dry_run;
};
extern const struct flag opt_dry_run_flags[];
/* What it means. Prints kubectl's deprecation warnings to ctx->err; the error is kubectl's for an unknown word. */
struct err *opt_dry_run_get(const struct cmd_ctx *ctx, const struct opt_dry_run *o, enum dry_run *out) ERR_MUST_USE;

/* --validate=strict|warn|ignore|true|false (bare: strict) */
enum validate {
    VALIDATE_STRICT,
    VALIDATE_WARN,
    VALIDATE_IGNORE,
    VALIDATE_UNSET /* of verbs without the flag: the server's default */
};
struct opt_validate {
    const char *validate;
};
extern const struct flag opt_validate_flags[];
struct err *opt_validate_get(const struct opt_validate *o, enum validate *out) ERR_MUST_USE;

/* --field-manager; the default differs by verb, so that it is given where it is used. */

/* -o, --show-managed-fields, --template, --allow-missing-template-keys: PrintFlags of verbs that print objects. */
struct opt_print {
    const char *output;
    const char *template_text;
    bool show_managed_fields, allow_missing_template_keys;
};
extern const struct flag opt_print_flags[];
/* The same where YAML or JSON is printed without -o. */
extern const struct flag opt_print_yaml_flags[], opt_print_json_flags[];

/* --record, long deprecated: keeps the command line in the annotation kubernetes.io/change-cause
 * (resource/record.h). */
struct opt_record {
    bool record;
};
extern const struct flag opt_record_flags[];

/* --cascade: the deletion's propagation policy, "Background", "Orphan" or "Foreground" (static). Prints kubectl's
 * warning to ctx->err for the old boolean form; the error is kubectl's for an unknown word. */
struct err *opt_cascade_get(const struct cmd_ctx *ctx, const char *word, const char **propagation) ERR_MUST_USE;

#endif
