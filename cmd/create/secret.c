/* secret.c - "create secret": parent of the kinds of secrets, and what they share. */
#include "create/secret.h"

#include "base/base64.h"
#include "create/children.h"
#include "create/sources.h"
#include "resource/keyname.h"

#include <stdlib.h>

struct err *secret_add(void *data, const char *key, const char *bytes, size_t n)
{
    struct strv why = {0};
    struct err *e = NULL;
    if (!config_key_check(key, &why)) {
        char *quoted = str_quote(key), *all = strv_join(&why, ";");
        e = err_new("%s is not valid key name for a Secret %s", quoted, all);
        free(all);
        free(quoted);
    } else if (doc_get(data, key) != NULL) {
        e = err_new("cannot add key %s, another key by that name already exists", key);
    } else {
        struct buf b = buf_new();
        base64_encode(&b, bytes, n);
        doc_set_sorted(data, key, doc_new_text(b.data, b.len));
        buf_release(&b);
    }
    strv_release(&why);
    return e;
}

struct err *secret_run(struct cmd_ctx *ctx, const struct generate *g, const char *name, const char *type, cJSON *data,
                       bool hash)
{
    cJSON *object = generate_object(g, "v1", "Secret", name);
    if (hash) {
        cJSON *content = cJSON_CreateObject();
        doc_set_str(content, "kind", "Secret");
        doc_set_str(content, "type", type);
        doc_set_str(content, "name", name);
        doc_set(content, "data", doc_dup(data));
        append_hash(object, content);
    }
    generate_set(object, "data", data);
    if (!str_empty(type))
        doc_set_str(object, "type", type);
    return generate_run(ctx, g, object, "failed to create secret ");
}

static const struct command *const children[] = {&cmd_create_secret_docker_registry, &cmd_create_secret_tls,
                                                 &cmd_create_secret_generic, NULL};

static const struct example examples[] = {
    {"Keep a password", "kubec create secret generic db --from-literal=password=xyz"},
    {"Keep a certificate and its key", "kubec create secret tls web --cert=web.crt --key=web.key"},
    {0},
};

const struct command cmd_create_secret = {
    .name = "secret",
    .usage = "(docker-registry | generic | tls)",
    .summary = "Create a secret of one of three types",
    .description = "Creates a secret: generic for any keys and values, tls for a certificate and its key, "
                   "docker-registry for the credentials of a registry of container images.",
    .examples = examples,
    .children = children,
};
