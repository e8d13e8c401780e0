/* set_cluster.c - "config set-cluster". */
#include "base/buf.h"
#include "base/file.h"
#include "base/paths.h"
#include "cli/cli.h"
#include "config/common.h"
#include "kubeconfig/types.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

struct set_cluster {
    struct {
        const char *server, *tls_server_name, *certificate_authority, *proxy_url;
        bool insecure, embed_certs;
    } in;
    const char *name;
    const struct cmd_ctx *ctx;
};

static const struct flag flags[] = {
    FLAG_STRING(struct set_cluster, in.server, "server", 0, "URL", "", 0, "The address of the API server."),
    FLAG_STRING(struct set_cluster, in.tls_server_name, "tls-server-name", 0, "NAME", "", 0,
                "The name that the server's certificate must bear, where it differs from the host of the address."),
    FLAG_BOOL(struct set_cluster, in.insecure, "insecure-skip-tls-verify", 0, "false", 0,
              "Do not check the server's certificate. Removes the entry's certificate authority. Off unless given."),
    FLAG_STRING(struct set_cluster, in.certificate_authority, "certificate-authority", 0, "FILE", "", 0,
                "The file with the certificate authority that signs the server's certificate.", .files = ""),
    FLAG_BOOL(struct set_cluster, in.embed_certs, "embed-certs", 0, "false", 0,
              "Put the contents of the certificate authority's file into the kubeconfig, not its path."),
    FLAG_STRING(struct set_cluster, in.proxy_url, "proxy-url", 0, "URL", "", 0,
                "The proxy by which the server is reached."),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct set_cluster *o = opts;
    if (argc != 1)
        return config_args_error(ctx, "Unexpected args", argc, argv);
    o->name = argv[0];
    o->ctx = ctx;
    return NULL;
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    (void)ctx;
    const struct set_cluster *o = opts;
    const char *ca = o->in.certificate_authority;
    struct stat st;
    if (o->name[0] == '\0')
        return err_new("you must specify a non-empty cluster name");
    if (o->in.insecure && ca[0] != '\0')
        return err_new("you cannot specify a certificate authority and insecure mode at the same time");
    if (!o->in.embed_certs)
        return NULL;
    if (ca[0] == '\0')
        return err_new("you must specify a --certificate-authority to embed");
    return stat(ca, &st) == 0 ? NULL : config_stat_error("certificate-authority", ca, errno);
}

static void set_authority(const struct set_cluster *o, cJSON *body)
{
    if (o->in.embed_certs) {
        config_embed(&kc_cluster, body, "certificate-authority-data", o->in.certificate_authority);
        kc_set_bool(&kc_cluster, body, "insecure-skip-tls-verify", false);
        kc_set_str(&kc_cluster, body, "certificate-authority", "");
        return;
    }
    char *abs = path_abs(o->in.certificate_authority);
    kc_set_str(&kc_cluster, body, "certificate-authority", abs);
    kc_set_bool(&kc_cluster, body, "insecure-skip-tls-verify", false);
    kc_set_str(&kc_cluster, body, "certificate-authority-data", "");
    free(abs);
}

static struct err *change(struct kubeconfig *k, void *arg)
{
    const struct set_cluster *o = arg;
    struct kubeconfig_entry *c = kubeconfig_find(&k->clusters, o->name);
    if (c == NULL)
        c = kubeconfig_put(&k->clusters, o->name, kc_new(&kc_cluster), "");
    cJSON *body = c->body;
    if (cli_changed(o->ctx, "server")) {
        kc_set_str(&kc_cluster, body, "server", o->in.server);
        kc_set_str(&kc_cluster, body, "tls-server-name", ""); /* it belonged to the old server */
    }
    if (cli_changed(o->ctx, "tls-server-name"))
        kc_set_str(&kc_cluster, body, "tls-server-name", o->in.tls_server_name);
    kc_set_bool(&kc_cluster, body, "insecure-skip-tls-verify", o->in.insecure); /* kubectl: also when it is not given */
    if (o->in.insecure) {
        kc_set_str(&kc_cluster, body, "certificate-authority", "");
        kc_set_str(&kc_cluster, body, "certificate-authority-data", "");
    }
    if (cli_changed(o->ctx, "certificate-authority"))
        set_authority(o, body);
    if (cli_changed(o->ctx, "proxy-url"))
        kc_set_str(&kc_cluster, body, "proxy-url", o->in.proxy_url);
    return NULL;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct set_cluster *o = opts;
    struct err *e = config_modify(ctx, change, o);
    if (e == NULL) {
        char *quoted = str_quote(o->name);
        fprintf(ctx->out, "Cluster %s set.\n", quoted);
        free(quoted);
    }
    return e;
}

static const struct example examples[] = {
    {"Set the address of a cluster and leave the rest as it is",
     "kubec config set-cluster e2e --server=https://1.2.3.4"},
    {"Put a certificate authority into the kubeconfig",
     "kubec config set-cluster e2e --embed-certs --certificate-authority=ca.crt"},
    {"Do not check the server's certificate", "kubec config set-cluster e2e --insecure-skip-tls-verify"},
    {"Expect another name in the server's certificate", "kubec config set-cluster e2e --tls-server-name=my-cluster"},
    {"Reach the server through a proxy", "kubec config set-cluster e2e --proxy-url=https://1.2.3.4"},
    {0},
};

const struct command cmd_config_set_cluster = {
    .name = "set-cluster",
    .usage = "NAME [--server=URL] [--certificate-authority=FILE] [--insecure-skip-tls-verify] [--tls-server-name=NAME]",
    .summary = "Set a cluster of the kubeconfig",
    .description =
        "Sets the fields of a cluster that flags give; the others stay, but for "
        "insecure-skip-tls-verify, which is off unless the flag is given. The entry is made when there is none.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct set_cluster),
    .complete = complete,
    .validate = validate,
    .run = run,
    .complete_args = config_complete_clusters,
};
