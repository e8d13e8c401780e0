/* set.c - "config set". */
#include "config/common.h"
#include "kubeconfig/navigate.h"
#include "offer.h"

#include <stdlib.h>

struct set {
    struct {
        bool raw_bytes;
    } in;
    const char *name, *value;
};

static const struct flag flags[] = {
    FLAG_BOOL(struct set, in.raw_bytes, "set-raw-bytes", 0, "false", 0,
              "Take the value of a byte field as it is, not as base 64."),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct set *o = opts;
    if (argc != 2)
        return config_args_error(ctx, "Unexpected args", argc, argv);
    o->name = argv[0];
    o->value = argv[1];
    return NULL;
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    (void)ctx;
    const struct set *o = opts;
    if (o->value[0] == '\0')
        return err_new("you cannot use set to unset a property");
    return o->name[0] == '\0' ? err_new("you must specify a property") : NULL;
}

static struct err *change(struct kubeconfig *k, void *arg)
{
    const struct set *o = arg;
    return kubeconfig_set_path(k, o->name, o->value, o->in.raw_bytes);
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct set *o = opts;
    struct err *e = kubeconfig_modify(ctx->global->kubeconfig, false, change, o);
    if (e == NULL) {
        char *quoted = str_quote(o->name);
        fprintf(ctx->out, "Property %s set.\n", quoted);
        free(quoted);
    }
    return e;
}

static const struct example examples[] = {
    {"Set the address of a cluster", "kubec config set clusters.my-cluster.server https://1.2.3.4"},
    {"Set a certificate, which the file holds in base 64",
     "kubec config set clusters.my-cluster.certificate-authority-data $(base64 -w0 ca.crt)"},
    {"Choose another cluster for a context", "kubec config set contexts.my-context.cluster my-cluster"},
    {"Set a key from its text", "kubec config set users.admin.client-key-data \"$(cat admin.key)\" --set-raw-bytes"},
    {0},
};

const struct command cmd_config_set = {
    .name = "set",
    .usage = "PROPERTY_NAME PROPERTY_VALUE",
    .summary = "Set one value in the kubeconfig",
    .description = "Sets one value. PROPERTY_NAME is a path of names with dots between them: `current-context`, or the "
                   "list, the entry's "
                   "name (which may hold dots) and the field, as in `clusters.my.cluster.server`. The entry is made "
                   "when there is none.\n\n"
                   "PROPERTY_VALUE of a field of bytes, such as certificate-authority-data, is base 64, unless "
                   "--set-raw-bytes says that it "
                   "is the text itself.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct set),
    .complete = complete,
    .validate = validate,
    .run = run,
    .complete_args = offer_args_config_property,
};
