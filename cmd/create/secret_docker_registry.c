/* secret_docker_registry.c - "create secret docker-registry". */
#include "base/base64.h"
#include "base/mem.h"
#include "create/secret.h"
#include "create/sources.h"
#include "doc/emit.h"

#include <stdlib.h>
#include <string.h>

#define KEY ".dockerconfigjson"
#define TYPE "kubernetes.io/dockerconfigjson"

struct create_docker_registry {
    struct {
        struct generate_in common;
        struct strv files;
        const char *user, *password, *email, *server;
        bool append_hash;
    } in;
    struct generate generate;
    const char *name;
};

static const struct flag flags[] = {
    FLAG_GROUP(struct create_docker_registry, in.common, generate_flags),
    FLAG_BOOL(struct create_docker_registry, in.append_hash, "append-hash", 0, "false", 0,
              "Add a hash of the content to the name, so that other content makes another object."),
    FLAG_STRING(struct create_docker_registry, in.email, "docker-email", 0, "ADDRESS", "", 0,
                "The mail address that the registry knows."),
    FLAG_STRING(struct create_docker_registry, in.password, "docker-password", 0, "PASSWORD", "", 0,
                "The password for the registry."),
    FLAG_STRING(struct create_docker_registry, in.server, "docker-server", 0, "SERVER", "https://index.docker.io/v1/",
                0, "The registry."),
    FLAG_STRING(struct create_docker_registry, in.user, "docker-username", 0, "USER", "", 0,
                "The user's name at the registry."),
    FLAG_STRINGS(struct create_docker_registry, in.files, "from-file", 0, "[KEY=]FILE,…", "", 0,
                 "A file in the format of Docker's config.json, instead of the other flags; its key is " KEY
                 " unless one is given.",
                 .files = ""),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct create_docker_registry *o = opts;
    struct err *e = generate_name(ctx, argc, argv, &o->name);
    if (e == NULL)
        e = generate_complete(ctx, &o->in.common, &o->generate);
    for (size_t i = 0; e == NULL && i < o->in.files.n; i++) {
        if (strchr(o->in.files.v[i], '=') == NULL)
            str_replace_owned(&o->in.files.v[i], xasprintf(KEY "=%s", o->in.files.v[i]));
    }
    return e;
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct create_docker_registry *o = opts;
    struct err *e = generate_check_name(o->name);
    if (e == NULL && o->in.files.n == 0 &&
        (str_empty(o->in.user) || str_empty(o->in.password) || str_empty(o->in.server)))
        e = err_new("either --from-file or the combination of --docker-username, --docker-password and "
                    "--docker-server is required");
    return e;
}

static void set_text(cJSON *object, const char *key, const char *text)
{
    if (!str_empty(text))
        doc_set(object, key, doc_new_text(text, strlen(text)));
}

/* Docker's config.json with the credentials. */
static struct err *add_config(const struct create_docker_registry *o, cJSON *data)
{
    struct buf auth = buf_new(), json = buf_new();
    char *pair = xasprintf("%s:%s", o->in.user, o->in.password);
    base64_encode(&auth, pair, strlen(pair));
    cJSON *config = cJSON_CreateObject(), *auths = doc_make_at(config, "auths"), *entry = cJSON_CreateObject();
    set_text(entry, "username", o->in.user);
    set_text(entry, "password", o->in.password);
    set_text(entry, "email", o->in.email);
    set_text(entry, "auth", auth.data);
    doc_set(auths, o->in.server, entry);
    emit_json_compact(&json, config, 0);
    struct err *e = secret_add(data, KEY, json.data, json.len);
    cJSON_Delete(config);
    free(pair);
    buf_release(&json);
    buf_release(&auth);
    return e;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct create_docker_registry *o = opts;
    cJSON *data = cJSON_CreateObject();
    struct err *e = o->in.files.n > 0 ? sources_files(&o->in.files, secret_add, data) : add_config(o, data);
    if (e != NULL) {
        cJSON_Delete(data);
        return e;
    }
    return secret_run(ctx, &o->generate, o->name, TYPE, data, o->in.append_hash);
}

static const struct example examples[] = {
    {"Keep a login", "kubec create secret docker-registry pull --docker-server=registry.example.com "
                     "--docker-username=ci --docker-password=xyz"},
    {"Take the logins of a file", "kubec create secret docker-registry pull --from-file=.docker/config.json"},
    {0},
};

const struct command cmd_create_secret_docker_registry = {
    .name = "docker-registry",
    .usage = "NAME --docker-username=user --docker-password=password --docker-email=email [--docker-server=string] "
             "[--from-file=[key=]source] [--dry-run=server|client|none] [flags]",
    .summary = "Create a secret with the login of a registry of images",
    .description = "Creates the secret with which a node fetches images from a registry: name it in a pod's or a "
                   "service account's imagePullSecrets.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct create_docker_registry),
    .complete = complete,
    .validate = validate,
    .run = run,
};
