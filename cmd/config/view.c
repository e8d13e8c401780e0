/* view.c - "config view". */
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/paths.h"
#include "cli/cli.h"
#include "cli/opts.h"
#include "config/common.h"
#include "kubeconfig/types.h"
#include "print/print.h"

#include <stdlib.h>

struct view {
    struct {
        struct opt_print print;
        bool merge, raw, flatten, minify;
    } in;
    struct printer printer;
};

static const struct flag flags[] = {
    FLAG_GROUP(struct view, in.print, opt_print_yaml_flags),
    FLAG_BOOL(struct view, in.merge, "merge", 0, "true", 0,
              "Merge all files of $KUBECONFIG; false needs --kubeconfig, and reads that file alone."),
    FLAG_BOOL(struct view, in.raw, "raw", 0, "false", 0, "Show certificates, keys, tokens and passwords as they are."),
    FLAG_BOOL(struct view, in.flatten, "flatten", 0, "false", 0,
              "Put the contents of certificate files in the place of their paths: the output needs no other file. "
              "Implies --raw."),
    FLAG_BOOL(struct view, in.minify, "minify", 0, "false", 0, "Leave out all that the current context does not use."),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct view *o = opts;
    if (argc != 0) {
        struct buf list = buf_new();
        for (int i = 0; i < argc; i++)
            buf_addf(&list, "%s%s", i > 0 ? " " : "", argv[i]);
        struct err *e = cli_usage_error(ctx, "unexpected arguments: [%s]", list.data);
        buf_release(&list);
        return e;
    }
    struct err *e = printer_init(ctx, &o->printer, &o->in.print, false);
    if (o->printer.format == OUTPUT_DEFAULT) /* -o "" names the object, as in kubectl */
        o->printer.format = OUTPUT_NAME;
    return e;
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct view *o = opts;
    if (!o->in.merge && str_empty(ctx->global->kubeconfig))
        return err_new("if merge==false a precise file must be specified");
    return NULL;
}

/* Keeps the entry of that name alone. */
static struct err *keep_only(struct kubeconfig_entries *l, const char *name, const char *what)
{
    if (name[0] != '\0' && kubeconfig_find(l, name) == NULL)
        return err_new("cannot locate %s %s", what, name);
    for (size_t i = l->n; i-- > 0;)
        if (!str_eq(l->v[i].name, name) || name[0] == '\0')
            kubeconfig_drop(l, l->v[i].name);
    return NULL;
}

static struct err *minify(struct kubeconfig *k)
{
    if (k->current_context[0] == '\0')
        return err_new("current-context must exist in order to minify");
    const struct kubeconfig_entry *c = kubeconfig_find(&k->contexts, k->current_context);
    if (c == NULL)
        return err_new("cannot locate context %s", k->current_context);
    struct err *e = keep_only(&k->clusters, kc_str(c->body, "cluster"), "cluster");
    if (e == NULL)
        e = keep_only(&k->users, kc_str(c->body, "user"), "user");
    return e != NULL ? e : keep_only(&k->contexts, k->current_context, "context");
}

/* Reads the file at member `path` into member `path`-data. */
static struct err *inline_file(const struct kc_type *t, cJSON *body, const char *path, const char *data,
                               const char *base)
{
    const char *name = kc_str(body, path);
    if (name[0] == '\0')
        return NULL;
    if (doc_get(body, data) != NULL)
        return err_new("cannot have values for both path and contents");
    char *abs = path_resolve(name, base);
    struct buf text;
    buf_init(&text, KUBECONFIG_MAX_BYTES);
    struct err *e = file_read(abs, &text);
    if (e == NULL) {
        kc_set_bytes(t, body, data, text.data, text.len);
        kc_set_str(t, body, path, "");
    }
    buf_release(&text);
    free(abs);
    return e;
}

static struct err *flatten(struct kubeconfig *k)
{
    struct err *e = NULL;
    for (size_t i = 0; i < k->users.n && e == NULL; i++) {
        struct kubeconfig_entry *u = &k->users.v[i];
        char *base = path_base_of(u->origin);
        e = inline_file(&kc_user, u->body, "client-certificate", "client-certificate-data", base);
        if (e == NULL)
            e = inline_file(&kc_user, u->body, "client-key", "client-key-data", base);
        free(base);
    }
    for (size_t i = 0; i < k->clusters.n && e == NULL; i++) {
        struct kubeconfig_entry *c = &k->clusters.v[i];
        char *base = path_base_of(c->origin);
        e = inline_file(&kc_cluster, c->body, "certificate-authority", "certificate-authority-data", base);
        free(base);
    }
    return e;
}

static void mask(const struct kc_type *t, struct kubeconfig_entries *l)
{
    for (size_t i = 0; i < l->n; i++)
        for (const struct kc_field *f = t->fields; f->json != NULL; f++) {
            if (kc_str(l->v[i].body, f->json)[0] == '\0')
                continue;
            if (f->kind == KC_BYTES)
                kc_set_str(t, l->v[i].body, f->json, "DATA+OMITTED");
            else if (f->secret)
                kc_set_str(t, l->v[i].body, f->json, "REDACTED");
        }
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct view *o = opts;
    struct kubeconfig *k = NULL;
    struct err *e = o->in.merge ? config_load(ctx, &k) : kubeconfig_load_file(ctx->global->kubeconfig, &k);
    if (e == NULL && o->in.minify) {
        str_replace_owned(&k->current_context, xstrdup(kubeconfig_context_name(k, ctx->global)));
        e = minify(k);
    }
    if (e == NULL && o->in.flatten) {
        e = flatten(k);
    } else if (e == NULL && !o->in.raw) {
        mask(&kc_user, &k->users);
        mask(&kc_cluster, &k->clusters);
    }
    if (e == NULL) {
        cJSON *object = kubeconfig_to_json(k);
        e = print_object(&o->printer, ctx->out, object);
        cJSON_Delete(object);
    }
    kubeconfig_free(k);
    return e;
}

static const struct example examples[] = {
    {"Show the merged kubeconfig, secrets masked", "kubec config view"},
    {"Show it with its secrets", "kubec config view --raw"},
    {"Write what the current context needs into one file of its own",
     "kubec config view --minify --flatten > one.yaml"},
    {0},
};

const struct command cmd_config_view = {
    .name = "view",
    .usage = "[flags]",
    .summary = "Show the merged kubeconfig, or one file",
    .description = "Prints the kubeconfig as it results from all files, or one file with --kubeconfig. Certificates, "
                   "keys, tokens and "
                   "passwords are masked unless --raw or --flatten is given.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct view),
    .complete = complete,
    .validate = validate,
    .run = run,
};
