/* secret_generic.c - "create secret generic". */
#include "cli/completion.h"
#include "create/secret.h"
#include "create/sources.h"

struct create_secret_generic {
    struct {
        struct generate_in common;
        struct sources_in sources;
        const char *type;
    } in;
    struct generate generate;
    const char *name;
};

/* What the API server knows by name; any other word is fine too. */
static const char *const types[] = {"Opaque",
                                    "kubernetes.io/basic-auth",
                                    "kubernetes.io/dockercfg",
                                    "kubernetes.io/dockerconfigjson",
                                    "kubernetes.io/service-account-token",
                                    "kubernetes.io/ssh-auth",
                                    "kubernetes.io/tls",
                                    "bootstrap.kubernetes.io/token",
                                    NULL};

static void complete_type(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    for (size_t i = 0; types[i] != NULL; i++)
        completion_add(out, prefix, types[i], NULL);
}

static const struct flag flags[] = {
    FLAG_GROUP(struct create_secret_generic, in.common, generate_flags),
    FLAG_GROUP(struct create_secret_generic, in.sources, sources_flags),
    FLAG_STRING(struct create_secret_generic, in.type, "type", 0, "TYPE", "", 0,
                "The secret's type; the server makes Opaque of none.", .complete = complete_type),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct create_secret_generic *o = opts;
    struct err *e = generate_name(ctx, argc, argv, &o->name);
    return e != NULL ? e : generate_complete(ctx, &o->in.common, &o->generate);
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct create_secret_generic *o = opts;
    struct err *e = generate_check_name(o->name);
    return e != NULL ? e : sources_check(&o->in.sources);
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct create_secret_generic *o = opts;
    cJSON *data = cJSON_CreateObject();
    struct err *e = sources_literals(&o->in.sources.literals, secret_add, data);
    if (e == NULL)
        e = sources_files(&o->in.sources.files, secret_add, data);
    if (e == NULL)
        e = sources_env_files(&o->in.sources.env_files, "secret", secret_add, data);
    if (e != NULL) {
        cJSON_Delete(data);
        return e;
    }
    return secret_run(ctx, &o->generate, o->name, o->in.type, data, o->in.sources.append_hash);
}

static const struct example examples[] = {
    {"Take the files of a folder", "kubec create secret generic keys --from-file=keys/"},
    {"Name the key, and add a value",
     "kubec create secret generic ssh --from-file=ssh-privatekey=id_ed25519 --from-literal=passphrase=xyz"},
    {"Take the lines of env files", "kubec create secret generic db --from-env-file=db.env --from-env-file=more.env"},
    {0},
};

const struct command cmd_create_secret_generic = {
    .name = "generic",
    .usage = "NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1] "
             "[--dry-run=server|client|none] [flags]",
    .summary = "Create a secret from files, folders or values",
    .description = "Creates a secret of keys and values.\n\nOf a folder only regular files are taken: no folders below "
                   "it, links, pipes or devices. Each file's name must be a valid key.\n\n"
                   "In an env file, empty lines and lines that begin with # are left out; values are taken as they "
                   "stand, quotes too.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct create_secret_generic),
    .complete = complete,
    .validate = validate,
    .run = run,
};
