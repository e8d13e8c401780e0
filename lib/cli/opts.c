/* opts.c - options that several verbs share. */
#include "cli/opts.h"

#include "base/klog.h"
#include "cli/value.h"

#include <stdlib.h>
#include <string.h>

/* What --dry-run without a value means, as in kubectl. */
#define DRY_RUN_BARE "unchanged"

const struct flag opt_files_flags[] = {
    FLAG_STRINGS(struct opt_files, filenames, "filename", 'f', "FILE,…", "", 0,
                 "Files, folders or URLs to read (- is standard input); may be repeated.", .files = "json,yaml,yml"),
    FLAG_STRING(struct opt_files, kustomize, "kustomize", 'k', "FOLDER", "", 0,
                "Folder or URL of a kustomization; not together with -f or -R.", .files = "/"),
    FLAG_BOOL(struct opt_files, recursive, "recursive", 'R', "false", 0,
              "Read the folders in folders given with -f too."),
    FLAG_END,
};

const struct flag opt_selector_flags[] = {
    FLAG_STRING(struct opt_selector, selector, "selector", 'l', "QUERY", "", 0,
                "Only objects whose labels match: a=b, a!=b, a, !a, a in (b,c), a notin (b,c), joined by commas."),
    FLAG_END,
};

static const char *const dry_run_words[] = {"none", "client", "server", NULL};

const struct flag opt_dry_run_flags[] = {
    FLAG_STRING(struct opt_dry_run, dry_run, "dry-run", 0, "WHERE", "none", 0,
                "Change nothing: client prints what would be sent, server lets the server check it without keeping it.",
                .no_value = DRY_RUN_BARE, .values = dry_run_words),
    FLAG_END,
};

struct err *opt_dry_run_get(const struct cmd_ctx *ctx, const struct opt_dry_run *o, enum dry_run *out)
{
    const char *word = o->dry_run;
    bool on = false;
    struct err *e = value_bool(word, &on);

    *out = DRY_RUN_NONE;
    if (!e) {
        *out = on ? DRY_RUN_CLIENT : DRY_RUN_NONE;
        klog_print(ctx->err, 'W', on ? "helpers.go:728" : "helpers.go:731",
                   "--dry-run=%s is deprecated (boolean value) and can be replaced with --dry-run=%s.", word,
                   on ? "client" : "none");
        return NULL;
    }
    err_free(e);
    if (strcmp(word, DRY_RUN_BARE) == 0) {
        klog_print(ctx->err, 'W', "helpers.go:714",
                   "--dry-run is deprecated and can be replaced with --dry-run=client.");
        *out = DRY_RUN_CLIENT;
    } else if (strcmp(word, "client") == 0) {
        *out = DRY_RUN_CLIENT;
    } else if (strcmp(word, "server") == 0) {
        *out = DRY_RUN_SERVER;
    } else if (strcmp(word, "none") != 0) {
        return err_new("Invalid dry-run value (%s). Must be \"none\", \"server\", or \"client\".", word);
    }
    return NULL;
}

static const char *const validate_words[] = {"strict", "warn", "ignore", NULL};

const struct flag opt_validate_flags[] = {
    FLAG_STRING(struct opt_validate, validate, "validate", 0, "HOW", "strict", 0,
                "What to do about unknown and duplicate fields: refuse the object (strict or true), warn and go on, or "
                "drop them silently (ignore or false).",
                .no_value = "strict", .values = validate_words),
    FLAG_END,
};

struct err *opt_validate_get(const struct opt_validate *o, enum validate *out)
{
    const char *word = o->validate;
    bool on = false;
    struct err *e = value_bool(word, &on);
    char *quoted = NULL;

    *out = VALIDATE_STRICT;
    if (!e) {
        *out = on ? VALIDATE_STRICT : VALIDATE_IGNORE;
        return NULL;
    }
    err_free(e);
    if (strcmp(word, "warn") == 0)
        *out = VALIDATE_WARN;
    else if (strcmp(word, "ignore") == 0)
        *out = VALIDATE_IGNORE;
    if (*out != VALIDATE_STRICT || strcmp(word, "strict") == 0)
        return NULL;
    quoted = str_quote(word);
    e = err_new("invalid - validate option %s; must be one of: strict (or true), warn, ignore (or false)", quoted);
    free(quoted);
    return e;
}

static const char *const print_formats[] = {"json",          "yaml",
                                            "kyaml",         "name",
                                            "go-template",   "go-template-file",
                                            "template",      "templatefile",
                                            "jsonpath",      "jsonpath-as-json",
                                            "jsonpath-file", NULL};

/* DEF: the format without -o. */
#define PRINT_ROWS(DEF)                                                                                                \
    FLAG_STRING(struct opt_print, output, "output", 'o', "FORMAT", DEF, 0,                                             \
                "How the result is printed; the formats with a template or a file take it behind = "                   \
                "(jsonpath={.metadata.name}).",                                                                        \
                .values = print_formats),                                                                              \
        FLAG_BOOL(struct opt_print, show_managed_fields, "show-managed-fields", 0, "false", 0,                         \
                  "Keep metadata.managedFields in JSON and YAML."),                                                    \
        FLAG_STRING(struct opt_print, template_text, "template", 0, "TEMPLATE", "", 0,                                 \
                    "The template, or the file that holds it, of -o go-template and -o go-template-file.",             \
                    .files = ""),                                                                                      \
        FLAG_BOOL(struct opt_print, allow_missing_template_keys, "allow-missing-template-keys", 0, "true", 0,          \
                  "A field that a template names but an object lacks prints nothing, instead of being an error."),     \
        FLAG_END,

const struct flag opt_print_flags[] = {PRINT_ROWS("")};
const struct flag opt_print_yaml_flags[] = {PRINT_ROWS("yaml")};
const struct flag opt_print_json_flags[] = {PRINT_ROWS("json")};

const struct flag opt_record_flags[] = {
    FLAG_BOOL(struct opt_record, record, "record", 0, "false", FLAG_HIDDEN,
              "Keep the command line in an annotation of the object.",
              .deprecated = "--record will be removed in the future"),
    FLAG_END,
};
