/* secret_tls.c - "create secret tls". */
#include "base/file.h"
#include "create/secret.h"
#include "http/keypair.h"

struct create_secret_tls {
    struct {
        struct generate_in common;
        const char *cert, *key;
        bool append_hash;
    } in;
    struct generate generate;
    const char *name;
};

static const struct flag flags[] = {
    FLAG_GROUP(struct create_secret_tls, in.common, generate_flags),
    FLAG_BOOL(struct create_secret_tls, in.append_hash, "append-hash", 0, "false", 0,
              "Add a hash of the content to the name, so that other content makes another object."),
    FLAG_STRING(struct create_secret_tls, in.cert, "cert", 0, "FILE", "", 0,
                "The certificate, in PEM; certificates of its issuers may follow it.", .files = ""),
    FLAG_STRING(struct create_secret_tls, in.key, "key", 0, "FILE", "", 0, "The certificate's private key, in PEM.",
                .files = ""),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct create_secret_tls *o = opts;
    struct err *e = generate_name(ctx, argc, argv, &o->name);
    return e != NULL ? e : generate_complete(ctx, &o->in.common, &o->generate);
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct create_secret_tls *o = opts;
    return str_empty(o->in.key) || str_empty(o->in.cert) ? err_new("key and cert must be specified") : NULL;
}

static struct err *read_file(const char *path, struct buf *out)
{
    buf_init(out, DOC_MAX_BYTES);
    struct err *e = file_read(path, out);
    if (e == NULL)
        return NULL;
    struct err *named = err_new("Cannot read file %s, %s", path, e->msg);
    err_free(e);
    return named;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct create_secret_tls *o = opts;
    struct buf cert = buf_new(), key = buf_new();
    cJSON *data = cJSON_CreateObject();
    struct err *e = read_file(o->in.cert, &cert);
    if (e == NULL)
        e = read_file(o->in.key, &key);
    if (e == NULL)
        e = keypair_check(cert.data, cert.len, key.data, key.len);
    if (e == NULL)
        e = secret_add(data, "tls.crt", cert.data, cert.len);
    if (e == NULL)
        e = secret_add(data, "tls.key", key.data, key.len);
    buf_release(&cert);
    buf_release(&key);
    if (e != NULL) {
        cJSON_Delete(data);
        return e;
    }
    return secret_run(ctx, &o->generate, o->name, "kubernetes.io/tls", data, o->in.append_hash);
}

static const struct example examples[] = {
    {"Keep a certificate and its key", "kubec create secret tls web --cert=web.crt --key=web.key"},
    {"Under a name that changes with them", "kubec create secret tls web --cert=web.crt --key=web.key --append-hash"},
    {0},
};

const struct command cmd_create_secret_tls = {
    .name = "tls",
    .usage = "NAME --cert=path/to/cert/file --key=path/to/key/file [--dry-run=server|client|none] [flags]",
    .summary = "Create a secret with a certificate and its key",
    .description = "Creates a secret of the type kubernetes.io/tls. The key must belong to the certificate.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct create_secret_tls),
    .complete = complete,
    .validate = validate,
    .run = run,
};
