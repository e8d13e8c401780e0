/* pdb.c - "create poddisruptionbudget". */
#include "create/children.h"
#include "create/generate.h"
#include "resource/selector.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct create_pdb {
    struct {
        struct generate_in common;
        const char *min_available, *max_unavailable, *selector;
    } in;
    struct generate generate;
    const char *name;
};

static const struct flag flags[] = {
    FLAG_GROUP(struct create_pdb, in.common, generate_flags),
    FLAG_STRING(struct create_pdb, in.max_unavailable, "max-unavailable", 0, "COUNT|PERCENT%", "", 0,
                "How many of the pods may be missing at a time, at most."),
    FLAG_STRING(struct create_pdb, in.min_available, "min-available", 0, "COUNT|PERCENT%", "", 0,
                "How many of the pods must be there at any time, at least."),
    FLAG_STRING(struct create_pdb, in.selector, "selector", 0, "QUERY", "", 0,
                "The pods that the budget is for, by their labels: a=b, a in (b,c), a notin (b,c), a, !a."),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct create_pdb *o = opts;
    struct err *e = generate_name(ctx, argc, argv, &o->name);
    return e != NULL ? e : generate_complete(ctx, &o->in.common, &o->generate);
}

/* Digits, perhaps with a percent sign behind them. */
static bool is_amount(const char *s)
{
    size_t n = strspn(s, "0123456789");
    return n > 0 && (s[n] == '\0' || strcmp(s + n, "%") == 0);
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct create_pdb *o = opts;
    bool min = !str_empty(o->in.min_available), max = !str_empty(o->in.max_unavailable);
    struct err *e = generate_check_name(o->name);
    if (e != NULL)
        return e;
    if (str_empty(o->in.selector))
        return err_new("a selector must be specified");
    if (!min && !max)
        return err_new("one of min-available or max-unavailable must be specified");
    if (min && max)
        return err_new("min-available and max-unavailable cannot be both specified");
    if (min && !is_amount(o->in.min_available))
        return err_new("invalid format specified for min-available");
    if (max && !is_amount(o->in.max_unavailable))
        return err_new("invalid format specified for max-unavailable");
    return NULL;
}

/* An IntOrString: a number where it is one of 32 bits. */
static cJSON *amount(const char *s)
{
    char *end;
    errno = 0;
    long long v = strtoll(s, &end, 10);
    return *end == '\0' && errno == 0 && v <= INT32_MAX ? doc_new_int(v) : cJSON_CreateString(s);
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct create_pdb *o = opts;
    cJSON *selector;
    struct err *e = selector_to_object(o->in.selector, &selector);
    if (e != NULL)
        return e;
    cJSON *object = generate_object(&o->generate, "policy/v1", "PodDisruptionBudget", o->name);
    cJSON *spec = doc_make_at(object, "spec"), *status = doc_make_at(object, "status");
    if (!str_empty(o->in.min_available))
        doc_set(spec, "minAvailable", amount(o->in.min_available));
    doc_set(spec, "selector", selector);
    if (!str_empty(o->in.max_unavailable))
        doc_set(spec, "maxUnavailable", amount(o->in.max_unavailable));
    /* Go's type always has these. */
    static const char *const counts[] = {"disruptionsAllowed", "currentHealthy", "desiredHealthy", "expectedPods"};
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        doc_set(status, counts[i], doc_new_int(0));
    return generate_run(ctx, &o->generate, object, "failed to create poddisruptionbudgets: ");
}

static const char *const aliases[] = {"pdb", NULL};

static const struct example examples[] = {
    {"Keep one pod of an application", "kubec create poddisruptionbudget web --selector=app=web --min-available=1"},
    {"Let a quarter of them go at a time", "kubec create pdb web --selector=app=web --max-unavailable=25%"},
    {0},
};

const struct command cmd_create_pdb = {
    .name = "poddisruptionbudget",
    .aliases = aliases,
    .usage = "NAME --selector=SELECTOR --min-available=N [--dry-run=server|client|none] [flags]",
    .summary = "Create a pod disruption budget",
    .description = "Creates a budget: how many pods of an application evictions (`drain`) may take away at a time.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct create_pdb),
    .complete = complete,
    .validate = validate,
    .run = run,
};
