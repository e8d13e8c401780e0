/* quota.c - "create quota". */
#include "base/mem.h"
#include "base/quantity.h"
#include "cli/completion.h"
#include "create/children.h"
#include "create/generate.h"

#include <stdlib.h>
#include <string.h>

struct create_quota {
    struct {
        struct generate_in common;
        const char *hard, *scopes;
    } in;
    struct generate generate;
    const char *name;
};

static void complete_scopes(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    static const char *const scopes[] = {
        "BestEffort",  "CrossNamespacePodAffinity", "NotBestEffort", "NotTerminating", "PriorityClass",
        "Terminating", "VolumeAttributesClass"};
    for (size_t i = 0; i < sizeof scopes / sizeof *scopes; i++)
        completion_add_listed(out, prefix, scopes[i], NULL);
}

static const struct flag flags[] = {
    FLAG_GROUP(struct create_quota, in.common, generate_flags),
    FLAG_STRING(struct create_quota, in.hard, "hard", 0, "RESOURCE=QUANTITY,…", "", 0,
                "What the namespace may use at most: cpu=4,memory=8Gi,pods=20."),
    FLAG_STRING(
        struct create_quota, in.scopes, "scopes", 0, "SCOPE,…", "", 0,
        "Count only what is in all of these scopes, such as BestEffort, NotBestEffort, Terminating or NotTerminating.",
        .complete = complete_scopes),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct create_quota *o = opts;
    struct err *e = generate_name(ctx, argc, argv, &o->name);
    return e != NULL ? e : generate_complete(ctx, &o->in.common, &o->generate);
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct create_quota *o = opts;
    return generate_check_name(o->name);
}

/* Adds RESOURCE=QUANTITY, the quantity in its canonical form. */
static struct err *add_limit(cJSON *hard, const char *statement)
{
    const char *eq = strchr(statement, '=');
    struct quantity q;
    if (eq == NULL || strchr(eq + 1, '=') != NULL)
        return err_new("Invalid argument syntax %s, expected <resource>=<value>", statement);
    const char *wrong = quantity_parse(eq + 1, &q);
    if (wrong != NULL)
        return err_new("%s", wrong);
    char *resource = xstrndup(statement, (size_t)(eq - statement)), *text = quantity_text(&q);
    doc_set_sorted(hard, resource, cJSON_CreateString(text));
    free(text);
    free(resource);
    return NULL;
}

static struct err *parse_hard(const char *text, cJSON *hard)
{
    struct strv statements = {0};
    struct err *e = NULL;
    if (!str_empty(text))
        strv_split(&statements, text, ',');
    for (size_t i = 0; e == NULL && i < statements.n; i++)
        e = add_limit(hard, statements.v[i]);
    strv_release(&statements);
    return e;
}

static struct err *parse_scopes(const char *text, cJSON *scopes)
{
    struct strv words = {0};
    struct err *e = NULL;
    if (!str_empty(text))
        strv_split(&words, text, ',');
    for (size_t i = 0; e == NULL && i < words.n; i++) {
        if (words.v[i][0] == '\0')
            e = err_new("invalid resource quota scope \"\"");
        else
            cJSON_AddItemToArray(scopes, cJSON_CreateString(words.v[i]));
    }
    strv_release(&words);
    return e;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct create_quota *o = opts;
    cJSON *hard = cJSON_CreateObject(), *scopes = cJSON_CreateArray();
    struct err *e = parse_hard(o->in.hard, hard);
    if (e == NULL)
        e = parse_scopes(o->in.scopes, scopes);
    if (e != NULL) {
        cJSON_Delete(hard);
        cJSON_Delete(scopes);
        return e;
    }
    cJSON *object = generate_object(&o->generate, "v1", "ResourceQuota", o->name);
    cJSON *spec = doc_make_at(object, "spec");
    generate_set(spec, "hard", hard);
    generate_set(spec, "scopes", scopes);
    doc_set(object, "status", cJSON_CreateObject());
    return generate_run(ctx, &o->generate, object, "failed to create quota: ");
}

static const char *const aliases[] = {"resourcequota", NULL};

static const struct example examples[] = {
    {"Bound what a namespace may use", "kubec create quota team -n team-a --hard=cpu=4,memory=8Gi,pods=20"},
    {"Bound the number of pods without any guarantee",
     "kubec create quota besteffort --hard=pods=10 --scopes=BestEffort"},
    {0},
};

const struct command cmd_create_quota = {
    .name = "quota",
    .aliases = aliases,
    .usage = "NAME [--hard=key1=value1,key2=value2] [--scopes=Scope1,Scope2] [--dry-run=server|client|none] [flags]",
    .summary = "Create a resource quota",
    .description = "Creates a quota: the most that all objects of a namespace together may use.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct create_quota),
    .complete = complete,
    .validate = validate,
    .run = run,
};
