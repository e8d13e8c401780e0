/* configmap.c - "create configmap". */
#include "base/base64.h"
#include "base/utf8.h"
#include "create/children.h"
#include "create/generate.h"
#include "create/sources.h"
#include "resource/keyname.h"

#include <stdlib.h>

struct create_configmap {
    struct {
        struct generate_in common;
        struct sources_in sources;
    } in;
    struct generate generate;
    const char *name;
};

static const struct flag flags[] = {
    FLAG_GROUP(struct create_configmap, in.common, generate_flags),
    FLAG_GROUP(struct create_configmap, in.sources, sources_flags),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct create_configmap *o = opts;
    struct err *e = generate_name(ctx, argc, argv, &o->name);
    return e != NULL ? e : generate_complete(ctx, &o->in.common, &o->generate);
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct create_configmap *o = opts;
    struct err *e = generate_check_name(o->name);
    return e != NULL ? e : sources_check(&o->in.sources);
}

/* What is gathered: text, and all that is no UTF-8. */
struct content {
    const char *name;
    cJSON *data, *binary;
};

static struct err *check_key(const struct content *c, const char *key)
{
    struct strv why = {0};
    struct err *e = NULL;
    const char *there = doc_get(c->data, key) != NULL ? "Data" : doc_get(c->binary, key) != NULL ? "BinaryData" : NULL;
    char *quoted = str_quote(key);
    if (!config_key_check(key, &why)) {
        char *all = strv_join(&why, ",");
        e = err_new("%s is not a valid key name for a ConfigMap: %s", quoted, all);
        free(all);
    } else if (there != NULL) {
        char *name = str_quote(c->name);
        e = err_new("cannot add key %s, another key by that name already exists in %s for ConfigMap %s", quoted, there,
                    name);
        free(name);
    }
    free(quoted);
    strv_release(&why);
    return e;
}

static struct err *add_text(void *arg, const char *key, const char *bytes, size_t n)
{
    struct content *c = arg;
    struct err *e = check_key(c, key);
    if (e == NULL)
        doc_set_sorted(c->data, key, doc_new_text(bytes, n));
    return e;
}

static struct err *add_file(void *arg, const char *key, const char *bytes, size_t n)
{
    struct content *c = arg;
    if (utf8_valid(bytes, n))
        return add_text(arg, key, bytes, n);
    struct err *e = check_key(c, key);
    if (e == NULL) {
        struct buf b = buf_new();
        base64_encode(&b, bytes, n);
        doc_set_sorted(c->binary, key, doc_new_text(b.data, b.len));
        buf_release(&b);
    }
    return e;
}

/* What the hash is made of. */
static cJSON *hashed(const struct content *c)
{
    cJSON *content = cJSON_CreateObject();
    doc_set_str(content, "kind", "ConfigMap");
    doc_set_str(content, "name", c->name);
    doc_set(content, "data", doc_dup(c->data));
    if (c->binary->child != NULL)
        doc_set(content, "binaryData", doc_dup(c->binary));
    return content;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct create_configmap *o = opts;
    struct content c = {.name = o->name, .data = cJSON_CreateObject(), .binary = cJSON_CreateObject()};
    struct err *e = sources_files(&o->in.sources.files, add_file, &c);
    if (e == NULL)
        e = sources_literals(&o->in.sources.literals, add_text, &c);
    if (e == NULL)
        e = sources_env_files(&o->in.sources.env_files, "config", add_text, &c);
    if (e != NULL) {
        cJSON_Delete(c.data);
        cJSON_Delete(c.binary);
        return e;
    }
    cJSON *object = generate_object(&o->generate, "v1", "ConfigMap", o->name);
    if (o->in.sources.append_hash)
        append_hash(object, hashed(&c));
    generate_set(object, "data", c.data);
    generate_set(object, "binaryData", c.binary);
    return generate_run(ctx, &o->generate, object, "failed to create configmap: ");
}

static const char *const aliases[] = {"cm", NULL};

static const struct example examples[] = {
    {"Take all files of a folder", "kubec create configmap web --from-file=conf/"},
    {"Name the keys", "kubec create configmap web --from-file=nginx.conf=conf/prod.conf --from-literal=level=debug"},
    {"Take the lines of an env file, under a name that changes with them",
     "kubec create cm web --from-env-file=web.env --append-hash"},
    {0},
};

const struct command cmd_create_configmap = {
    .name = "configmap",
    .aliases = aliases,
    .usage = "NAME [--from-file=[key=]source] [--from-literal=key1=value1] [--dry-run=server|client|none] [flags]",
    .summary = "Create a config map from files, folders or values",
    .description =
        "Creates a config map of keys and values. Files that are not UTF-8 become binaryData.\n\n"
        "Of a folder only regular files are taken: no folders below it, links, pipes or devices. Each file's "
        "name must be a valid key.\n\n"
        "In an env file, empty lines and lines that begin with # are left out; values are taken as they "
        "stand, quotes too.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct create_configmap),
    .complete = complete,
    .validate = validate,
    .run = run,
};
