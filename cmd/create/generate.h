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

/* What the flags mean, and the namespace that applies. */
struct generate {
    struct write_opts write;
    struct printer printer;
    bool save_config;
    const char *ns;  /* borrowed from the session */
    bool enforce_ns; /* --namespace gave it: the object names it too */
};
/* Resolves them, in kubectl's order: the errors of the kubeconfig come first. */
struct err *generate_complete(struct cmd_ctx *ctx, const struct generate_in *in, struct generate *out) ERR_MUST_USE;
/* The one NAME among the arguments before "--" (borrowed); kubectl's error when there is another number of them. What
 * follows argv[0] then stands behind "--". */
struct err *generate_name(struct cmd_ctx *ctx, int argc, char **argv, const char **name) ERR_MUST_USE;

/* kubectl's error for an empty name. */
struct err *generate_check_name(const char *name) ERR_MUST_USE;

/* A new object {kind, apiVersion, metadata: {name}}; metadata.namespace too when the kind is namespaced and
 * --namespace was given. Kinds are built-in ones (schema/schema.h). The caller's. */
cJSON *generate_object(const struct generate *g, const char *api_version, const char *kind, const char *name);

/* A container of n words of command (none: the image's), as Go's typed Container prints. The caller's. */
cJSON *generate_container(const char *name, const char *image, char **command, int n);
/* The spec of a pod with that one container. The caller's. */
cJSON *generate_pod_spec(const char *name, const char *image, char **command, int n, const char *restart_policy);

/* Sets a member to a map or list (taken) as Go writes it with omitempty: not at all when it is empty. */
void generate_set(cJSON *object, const char *key, cJSON *value);

/* The resource of a built-in kind; NULL if there is none. The caller frees (api_resource_free). */
struct api_resource *generate_resource(const char *group, const char *version, const char *kind);
/* kubectl's words before an error make it one that is not the server's. Takes e. */
struct err *generate_failed(struct err *e, const char *words);

/* Creates *object (in the field order of its Go type, maps sorted) in the namespace or cluster-wide, or does as
 * --dry-run asks; *object becomes what the server answers. No discovery is made: kubectl's typed clients make none.
 * `failed` stands before the text of a request's error, colon and all ("failed to create configmap: "); NULL: the error
 * as it is. */
struct err *generate_create(struct cmd_ctx *ctx, const struct generate *g, cJSON **object,
                            const char *failed) ERR_MUST_USE;
/* Prints the object as -o asks, or its line with `done` ("created") and the words for a dry run; one `g`
 * a command, since a YAML document after another begins with ---. */
struct err *generate_print(struct cmd_ctx *ctx, struct generate *g, cJSON *object, const char *done) ERR_MUST_USE;
/* Both, with "created". Takes the object. */
struct err *generate_run(struct cmd_ctx *ctx, const struct generate *g, cJSON *object, const char *failed) ERR_MUST_USE;

#endif
