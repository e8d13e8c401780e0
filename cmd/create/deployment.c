/* deployment.c - "create deployment". */
#include "base/mem.h"
#include "create/children.h"
#include "create/generate.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

struct create_deployment {
    struct {
        struct generate_in common;
        struct strv images;
        int64_t port, replicas;
    } in;
    struct generate generate;
    const char *name;
    char **command;
    int ncommand;
};

static const struct flag flags[] = {
    FLAG_GROUP(struct create_deployment, in.common, generate_flags),
    FLAG_STRINGS(struct create_deployment, in.images, "image", 0, "IMAGE,…", "", FLAG_REQUIRED,
                 "The images of the containers; may be repeated, each makes a container."),
    FLAG_INT(struct create_deployment, in.port, "port", 0, "PORT", "-1", FLAG_INT32,
             "The port that the first container declares."),
    FLAG_INT(struct create_deployment, in.replicas, "replicas", 'r', "COUNT", "1", FLAG_INT32,
             "How many pods are to run."),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct create_deployment *o = opts;
    struct err *e = generate_name(ctx, argc, argv, &o->name);
    if (e == NULL)
        e = generate_complete(ctx, &o->in.common, &o->generate);
    o->command = argv + 1;
    o->ncommand = argc - 1;
    return e;
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    (void)ctx;
    const struct create_deployment *o = opts;
    if (o->in.images.n > 1 && o->ncommand > 0)
        return err_new("cannot specify multiple --image options and command");
    return NULL;
}

/* Five characters as apimachinery's rand.String draws them. */
static void add_random(struct buf *b)
{
    static const char letters[] = "bcdfghjklmnpqrstvwxz2456789";
    unsigned char r[5] = {0};
    if (getrandom(r, sizeof r, 0) != (ssize_t)sizeof r)
        r[0] = 0;
    for (size_t i = 0; i < sizeof r; i++)
        buf_addc(b, letters[r[i] % (sizeof letters - 1)]);
}

/* The container's name that kubectl makes of an image: without registry, tag and digest; a name that is no label gets
 * its _ and . replaced, and something random behind it. The caller frees. */
static char *container_name(const char *image)
{
    const char *slash = strrchr(image, '/');
    const char *base = slash != NULL ? slash + 1 : image;
    struct buf b = buf_new();
    buf_add(&b, base, strcspn(base, ":@"));
    if (strpbrk(b.data, "_.") == NULL)
        return buf_take(&b);
    for (size_t i = 0; i < b.len; i++)
        if (b.data[i] == '_' || b.data[i] == '.')
            b.data[i] = '-';
    buf_addc(&b, '-');
    add_random(&b);
    return buf_take(&b);
}

static cJSON *pod_spec(const struct create_deployment *o)
{
    cJSON *spec = cJSON_CreateObject(), *containers = cJSON_CreateArray();
    for (size_t i = 0; i < o->in.images.n; i++) {
        char *name = container_name(o->in.images.v[i]);
        cJSON *c = generate_container(name, o->in.images.v[i], o->command, o->ncommand);
        free(name);
        cJSON_AddItemToArray(containers, c);
        if (i > 0 || o->in.port < 0)
            continue;
        cJSON *ports = cJSON_CreateArray(), *port = cJSON_CreateObject();
        doc_set(port, "containerPort", doc_new_int(o->in.port));
        cJSON_AddItemToArray(ports, port);
        /* Go's Container has its ports before its resources. */
        doc_remove(c, "resources");
        doc_set(c, "ports", ports);
        doc_set(c, "resources", cJSON_CreateObject());
    }
    doc_set(spec, "containers", containers);
    return spec;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct create_deployment *o = opts;
    cJSON *object = generate_object(&o->generate, "apps/v1", "Deployment", o->name);
    doc_set_str(doc_make_at(object, "metadata.labels"), "app", o->name);
    doc_set_at(object, "spec.replicas", doc_new_int(o->in.replicas));
    doc_set_str(doc_make_at(object, "spec.selector.matchLabels"), "app", o->name);
    doc_set_str(doc_make_at(object, "spec.template.metadata.labels"), "app", o->name);
    doc_set_at(object, "spec.template.spec", pod_spec(o));
    doc_set_at(object, "spec.strategy", cJSON_CreateObject());
    doc_set(object, "status", cJSON_CreateObject());
    return generate_run(ctx, &o->generate, object, "failed to create deployment: ");
}

static const char *const aliases[] = {"deploy", NULL};

static const struct example examples[] = {
    {"Three pods of one image", "kubec create deployment web --image=nginx:1.27 --replicas=3"},
    {"A port, and a command instead of the image's own",
     "kubec create deployment web --image=example.com/app:v1 --port=8080 -- /app --verbose"},
    {"Two containers in each pod", "kubec create deployment web --image=nginx:1.27 --image=example.com/sidecar:v2"},
    {0},
};

const struct command cmd_create_deployment = {
    .name = "deployment",
    .aliases = aliases,
    .usage = "NAME --image=IMAGE [flags] [-- COMMAND [ARG...]]",
    .summary = "Create a deployment",
    .description =
        "Creates a deployment whose pods run the given images. Its label and selector are app=NAME. A command behind "
        "-- replaces that of the image, and can be given with one image only.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct create_deployment),
    .complete = complete,
    .validate = validate,
    .run = run,
};
