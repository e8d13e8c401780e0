/* cronjob.c - "create cronjob". */
#include "create/children.h"
#include "create/generate.h"

struct create_cronjob {
    struct {
        struct generate_in common;
        const char *image, *schedule, *restart;
    } in;
    struct generate generate;
    const char *name;
    char **command;
    int ncommand;
};

static const char *const restart_words[] = {"OnFailure", "Never", NULL};

static const struct flag flags[] = {
    FLAG_GROUP(struct create_cronjob, in.common, generate_flags),
    FLAG_STRING(struct create_cronjob, in.image, "image", 0, "IMAGE", "", FLAG_REQUIRED, "The image of the container."),
    FLAG_STRING(struct create_cronjob, in.schedule, "schedule", 0, "CRON", "", FLAG_REQUIRED,
                "When jobs are started: minute, hour, day, month, weekday, as in cron."),
    FLAG_STRING(struct create_cronjob, in.restart, "restart", 0, "POLICY", "", 0,
                "What happens when the container ends: OnFailure (also if nothing is given) or Never.",
                .values = restart_words),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct create_cronjob *o = opts;
    struct err *e = generate_name(ctx, argc, argv, &o->name);
    if (e == NULL)
        e = generate_complete(ctx, &o->in.common, &o->generate);
    o->command = argv + 1;
    o->ncommand = argc - 1;
    return e;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct create_cronjob *o = opts;
    cJSON *object = generate_object(&o->generate, "batch/v1", "CronJob", o->name);
    doc_set_at(object, "spec.schedule", cJSON_CreateString(o->in.schedule));
    cJSON *template = doc_make_at(object, "spec.jobTemplate");
    if (!str_empty(o->name))
        doc_set_at(template, "metadata.name", cJSON_CreateString(o->name));
    else
        doc_make_at(template, "metadata");
    doc_make_at(template, "spec.template.metadata");
    doc_set_at(template, "spec.template.spec",
               generate_pod_spec(o->name, o->in.image, o->command, o->ncommand,
                                 str_empty(o->in.restart) ? "OnFailure" : o->in.restart));
    doc_set(object, "status", cJSON_CreateObject());
    return generate_run(ctx, &o->generate, object, "failed to create cronjob: ");
}

static const char *const aliases[] = {"cj", NULL};

static const struct example examples[] = {
    {"Every five minutes", "kubec create cronjob tidy --image=example.com/tidy:v1 --schedule='*/5 * * * *'"},
    {"With a command of its own",
     "kubec create cronjob tidy --image=busybox:1.36 --schedule='0 3 * * *' -- sh -c 'date; df'"},
    {0},
};

const struct command cmd_create_cronjob = {
    .name = "cronjob",
    .aliases = aliases,
    .usage = "NAME --image=IMAGE --schedule='0/5 * * * ?' [flags] [-- COMMAND [ARG...]]",
    .summary = "Create a cron job",
    .description = "Creates a cron job: at the times of --schedule it starts a job with one container, which runs the "
                   "command behind --, or the image's own.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct create_cronjob),
    .complete = complete,
    .run = run,
};
