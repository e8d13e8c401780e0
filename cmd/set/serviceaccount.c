/* serviceaccount.c - "set serviceaccount": the account that pods run as. */
#include "set/children.h"
#include "set/common.h"

#include "offer.h"
#include "resource/podspec.h"

struct set_serviceaccount {
    struct {
        struct set_in common;
        struct opt_record record;
    } in;
    struct set set;
    const char *account;
};

static const struct flag flags[] = {
    FLAG_GROUP(struct set_serviceaccount, in.common, set_flags),
    FLAG_GROUP(struct set_serviceaccount, in.record, opt_record_flags),
    FLAG_END,
};

static struct err *change(struct set *s, struct live_object *o, cJSON *object, bool *skip)
{
    const struct set_serviceaccount *v = s->verb;
    cJSON *spec = NULL;
    (void)skip;
    struct err *e = podspec_find(o->resource, object, &spec);
    if (e == NULL)
        doc_set_str(spec, "serviceAccountName", v->account);
    return e;
}

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct set_serviceaccount *o = opts;
    o->set = (struct set){
        .in = &o->in.common,
        .record = &o->in.record,
        .operation = "serviceaccount updated",
        .failed = "failed to patch ServiceAccountName ",
        .send_unchanged = true,
        .change = change,
        .verb = o,
    };
    struct err *e = set_flags_get(ctx, &o->set);
    if (e == NULL && o->in.common.local && o->set.write.dry_run == DRY_RUN_SERVER)
        e = err_new("cannot specify --local and --dry-run=server - did you mean --dry-run=client?");
    if (e == NULL)
        e = set_namespace(&o->set);
    if (e == NULL && argc == 0)
        e = err_new("serviceaccount is required");
    if (e != NULL)
        return e;
    o->account = argv[argc - 1];
    for (int i = 0; i + 1 < argc; i++)
        strv_add(&o->set.resources, argv[i]);
    return set_read(&o->set, false);
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct set_serviceaccount *o = opts;
    (void)ctx;
    return set_run(&o->set);
}

static void release(void *opts)
{
    struct set_serviceaccount *o = opts;
    set_release(&o->set);
}

static const char *const aliases[] = {"sa", NULL};

static const struct example examples[] = {
    {"Run a deployment's pods as another account", "kubec set serviceaccount deployment web builder"},
    {"See a manifest with another account, without a server",
     "kubec set sa -f web.yaml builder --local --dry-run=client -o yaml"},
    {0},
};

const struct command cmd_set_serviceaccount = {
    .name = "serviceaccount",
    .aliases = aliases,
    .usage = "(-f FILENAME | TYPE NAME) SERVICE_ACCOUNT [flags]",
    .summary = "Change the service account that pods run as",
    .description = "Sets the service account in the pod templates of the named objects. The last argument is the "
                   "account; it is not checked whether it exists.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct set_serviceaccount),
    .complete = complete,
    .run = run,
    .release = release,
    .complete_args = offer_args_set_serviceaccount,
};
