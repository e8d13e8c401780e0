/* common.c - what the verbs below `rollout` share. */
#include "rollout/common.h"

#include "completers.h"
#include "resource/podspec.h"

#include <stdlib.h>

const struct flag rollout_flags[] = {
    FLAG_GROUP(struct rollout_in, files, opt_files_flags),
    FLAG_GROUP(struct rollout_in, selector, opt_selector_flags),
    FLAG_END,
};

struct err *rollout_complete(struct cmd_ctx *ctx, struct rollout *r, int argc, char **argv)
{
    r->ctx = ctx;
    for (int i = 0; i < argc; i++)
        strv_add(&r->args, argv[i]);
    return session_namespace(session_get(ctx), &r->ns, &r->enforce_ns);
}

struct err *rollout_check(const struct rollout *r, const struct rollout_in *in)
{
    bool none = r->args.n == 0 && in->files.filenames.n == 0 && str_empty(in->files.kustomize);
    return none ? err_new("required resource not specified") : NULL;
}

struct err *rollout_check_revision(int64_t revision)
{
    return revision < 0 ? err_new("revision must be a positive integer: %lld", (long long)revision) : NULL;
}

struct err *rollout_open(struct rollout *r, const struct rollout_in *in)
{
    r->request = (struct live_request){
        .files = &in->files,
        .args = &r->args,
        .ns = r->ns,
        .enforce_ns = r->enforce_ns,
        .selector = in->selector.selector,
        .allow_types_alone = true,
    };
    struct err *e = live_open(session_get(r->ctx), &r->request, &r->live);
    typed_check_targets(&r->live.targets);
    if (e == NULL)
        r->early = typed_check_items(&r->live.items);
    return e;
}

struct err *rollout_read(struct rollout *r, struct live_objects *out)
{
    struct err *errs = NULL;
    err_collect(&errs, r->early);
    r->early = NULL;
    err_collect(&errs, live_read(&r->live, out));
    err_collect(&errs, typed_check_objects(out));
    return errs;
}

void rollout_say_none(const struct rollout *r)
{
    fprintf(r->ctx->err, "No resources found in %s namespace.\n", r->ns);
}

void rollout_release(struct rollout *r)
{
    strv_release(&r->args);
    live_release(&r->live);
    err_free(r->early);
}

struct err *rollout_print(struct rollout *r, struct printer *p, const struct api_resource *resource,
                          const cJSON *object, const char *operation)
{
    cJSON *typed = NULL;
    struct err *e = typed_object(resource, object, &typed);
    err_free(e); /* a newer server's: as it came */
    p->operation = operation;
    printer_restart(p); /* kubectl makes a printer for each object: no "---" between them */
    e = print_object(p, r->ctx->out, typed != NULL ? typed : object);
    p->operation = NULL;
    cJSON_Delete(typed);
    return e;
}

enum rollout_kind rollout_kind_of(const struct api_resource *r)
{
    bool apps = str_eq(r->group, "apps"), old = apps || str_eq(r->group, "extensions");
    if (old && str_eq(r->kind, "Deployment"))
        return ROLLOUT_DEPLOYMENT;
    if (old && str_eq(r->kind, "DaemonSet"))
        return ROLLOUT_DAEMONSET;
    return apps && str_eq(r->kind, "StatefulSet") ? ROLLOUT_STATEFULSET : ROLLOUT_NONE;
}

void rollout_complete_args(struct cmd_ctx *ctx, bool repeat, int argc, char **argv, const char *prefix,
                           struct completion *out)
{
    static const char *const types[] = {"deployment", "daemonset", "statefulset", NULL};
    complete_type_and_name(ctx, types, repeat, argc, argv, prefix, out);
}
