/* objects.c - completion from the objects that a command line names. */
#include "offer.h"

#include "api/discovery.h"
#include "api/request.h"
#include "api/session.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "completers.h"
#include "resource/podspec.h"

#include <stdlib.h>
#include <string.h>

/* ---- what is named ---- */

char *offer_type(struct cmd_ctx *ctx)
{
    static const char *const of_verbs[][2] = {
        {"cordon", "nodes"}, {"uncordon", "nodes"}, {"drain", "nodes"}, {"node", "nodes"},
        {"pod", "pods"},     {"expose", "pods"},    {"logs", "pods"},   {"poddisruptionbudget", "pods"}};
    const struct strv *args = cli_args(ctx->parse);

    for (size_t i = 0; i < sizeof of_verbs / sizeof of_verbs[0]; i++)
        if (str_eq(of_verbs[i][0], ctx->cmd->name))
            return xstrdup(of_verbs[i][1]);
    return args->n > 0 && args->v[0][0] != '\0' ? str_cut(args->v[0], '/', NULL) : NULL;
}

static bool is_name(const char *arg)
{
    return arg[0] != '\0' && strchr(arg, '=') == NULL && !str_ends(arg, "-");
}

int offer_named(int argc, char **argv)
{
    int n = 0;

    if (argc == 0 || !is_name(argv[0]))
        return 0;
    if (strchr(argv[0], '/') != NULL) {
        while (n < argc && is_name(argv[n]) && strchr(argv[n], '/') != NULL)
            n++;
        return n;
    }
    while (n + 1 < argc && is_name(argv[n + 1]))
        n++;
    return n;
}

cJSON *offer_object(struct cmd_ctx *ctx, int argc, char **argv, const struct api_resource **r)
{
    const char *slash = argc > 0 ? strchr(argv[0], '/') : NULL, *ns = NULL;
    cJSON *object = NULL;

    if (offer_named(argc, argv) == 0)
        return NULL;
    char *type = str_cut(argv[0], '/', NULL);
    struct session *s = complete_begin(ctx);
    struct err *e = mapping_for_arg(s, type, r);
    if (e == NULL)
        e = session_namespace(s, &ns, NULL);
    if (e == NULL) {
        const char *name = slash != NULL ? slash + 1 : argc > 1 ? argv[1] : NULL;
        const struct api_call call = {.verb = "get", .resource = *r, .ns = ns, .name = name};
        e = api_do(s, &call, &object);
    }
    complete_end(s);
    err_free(e);
    free(type);
    return object;
}

/* The containers of its pod spec, which belongs to the object: init containers first. */
static const cJSON *containers(const struct api_resource *r, cJSON *object, bool init)
{
    cJSON *spec = NULL;
    struct err *e = podspec_find(r, object, &spec);

    err_free(e);
    return e == NULL ? doc_get(spec, init ? "initContainers" : "containers") : NULL;
}

/* ---- containers ---- */

void offer_containers_of(struct cmd_ctx *ctx, int argc, char **argv, const char *after, const char *prefix,
                         struct completion *out)
{
    const struct api_resource *r = NULL;
    cJSON *object = offer_object(ctx, argc, argv, &r);
    const cJSON *c;

    for (int pass = 0; object != NULL && pass < 2; pass++) {
        cJSON_ArrayForEach(c, containers(r, object, pass == 0))
        {
            const char *name = doc_str_at(c, "name");
            char *word = xasprintf("%s%s", name != NULL ? name : "", after);
            if (name != NULL)
                completion_add(out, prefix, word, doc_str_at(c, "image"));
            free(word);
        }
    }
    cJSON_Delete(object);
}

void offer_containers_of_pod(struct cmd_ctx *ctx, const char *arg, const char *prefix, struct completion *out)
{
    char *word = strchr(arg, '/') != NULL ? xstrdup(arg) : xasprintf("pods/%s", arg);

    offer_containers_of(ctx, 1, &word, "", prefix, out);
    free(word);
}

void offer_pod_containers(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    const struct strv *args = cli_args(ctx->parse);
    (void)opts;

    if (args->n > 0)
        offer_containers_of_pod(ctx, args->v[0], prefix, out);
}

void offer_containers(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    const struct strv *args = cli_args(ctx->parse);
    (void)opts;

    offer_containers_of(ctx, (int)args->n, args->v, "", prefix, out);
}

void offer_variables(struct cmd_ctx *ctx, int argc, char **argv, const char *prefix, struct completion *out)
{
    const struct api_resource *r = NULL;
    cJSON *object = offer_object(ctx, argc, argv, &r);
    struct strv seen = {0};
    const cJSON *c, *v;

    for (int pass = 0; object != NULL && pass < 2; pass++) {
        cJSON_ArrayForEach(c, containers(r, object, pass == 0))
        {
            cJSON_ArrayForEach(v, doc_get(c, "env"))
            {
                const char *name = doc_str_at(v, "name");
                if (name == NULL || strv_has(&seen, name))
                    continue;
                strv_add(&seen, name);
                char *set = xasprintf("%s=", name), *unset = xasprintf("%s-", name);
                completion_add(out, prefix, set, NULL);
                completion_add(out, prefix, unset, NULL);
                free(set);
                free(unset);
            }
        }
    }
    strv_release(&seen);
    cJSON_Delete(object);
    out->directive |= COMPLETE_NO_SPACE;
}

/* ---- labels, annotations and taints that can be removed ---- */

struct removing {
    bool annotations;
    const char *prefix;
    int argc; /* the names */
    char **argv;
    struct strv seen;
    struct completion *out;
};

static bool is_named(const struct removing *w, const char *name)
{
    for (int i = 0; i < w->argc; i++) {
        const char *slash = strchr(w->argv[i], '/');
        if (str_eq(slash != NULL ? slash + 1 : w->argv[i], name))
            return true;
    }
    return false;
}

static void add_keys(void *arg, struct names_entry *entry)
{
    struct removing *w = arg;

    if (!is_named(w, entry->name))
        return;
    for (const char *l = names_word(&entry->labels); l != NULL; l = names_word(&entry->labels)) {
        if ((l[0] == '@') != w->annotations)
            continue;
        char *key = w->annotations ? xstrdup(l + 1) : str_cut(l, '=', NULL);
        char *word = xasprintf("%s-", key);
        if (!strv_has(&w->seen, word)) {
            strv_add(&w->seen, word);
            completion_add(w->out, w->prefix, word, NULL);
        }
        free(word);
        free(key);
    }
}

void offer_keys_to_remove(struct cmd_ctx *ctx, bool annotations, int argc, char **argv, const char *prefix,
                          struct completion *out)
{
    int named = offer_named(argc, argv);
    bool pairs = named > 0 && strchr(argv[0], '/') != NULL;
    struct removing w = {.annotations = annotations, .prefix = prefix, .argc = named, .out = out};

    if (named == 0)
        return;
    w.argv = pairs ? argv : argv + 1;
    char *type = str_cut(argv[0], '/', NULL);
    complete_each(ctx, type, false, add_keys, &w);
    strv_release(&w.seen);
    free(type);
}

void offer_taints_to_remove(struct cmd_ctx *ctx, int argc, char **argv, const char *prefix, struct completion *out)
{
    const struct api_resource *r = NULL;
    cJSON *node = offer_object(ctx, argc, argv, &r);
    const cJSON *t;

    cJSON_ArrayForEach(t, doc_at(node, "spec.taints"))
    {
        const char *key = doc_str_at(t, "key"), *effect = doc_str_at(t, "effect");
        if (key == NULL || effect == NULL)
            continue;
        char *word = xasprintf("%s:%s-", key, effect);
        completion_add(out, prefix, word, NULL);
        free(word);
    }
    cJSON_Delete(node);
}

/* ---- revisions ---- */

static bool is_owned(const cJSON *object, const char *uid)
{
    const cJSON *o;

    cJSON_ArrayForEach(o, doc_at(object, "metadata.ownerReferences"))
    {
        if (str_eq(doc_str_at(o, "uid"), uid))
            return true;
    }
    return false;
}

/* The number and the cause of the revision that a replica set or a controller revision holds; 0: none. */
static int64_t revision_of(const cJSON *object, const char **cause)
{
    const cJSON *notes = doc_at(object, "metadata.annotations");
    const cJSON *number = doc_get(notes, "deployment.kubernetes.io/revision");
    const char *text = cJSON_IsString(number) ? number->valuestring : NULL;
    int64_t n = 0;

    if (text == NULL && cJSON_IsNumber(doc_get(object, "revision")))
        text = doc_number_text(doc_get(object, "revision"));
    if (text != NULL && strspn(text, "0123456789") == strlen(text) && strlen(text) < 18)
        n = strtoll(text, NULL, 10);
    const cJSON *why = doc_get(notes, "kubernetes.io/change-cause");
    *cause = cJSON_IsString(why) ? why->valuestring : NULL;
    return n;
}

struct revision_word {
    int64_t n;
    const char *cause;
};

static int newest_first(const void *a, const void *b)
{
    const struct revision_word *x = a, *y = b;

    return x->n < y->n ? 1 : x->n > y->n ? -1 : 0;
}

static void add_revisions(const cJSON *list, const char *uid, const char *prefix, struct completion *out)
{
    const cJSON *items = doc_get(list, "items"), *item;
    struct revision_word *all = xcalloc((size_t)cJSON_GetArraySize(items) + 1, sizeof *all);
    size_t n = 0;

    cJSON_ArrayForEach(item, items)
    {
        all[n].n = is_owned(item, uid) ? revision_of(item, &all[n].cause) : 0;
        n += all[n].n > 0;
    }
    if (n > 1)
        qsort(all, n, sizeof *all, newest_first);
    for (size_t i = 0; i < n; i++) {
        char *word = xasprintf("%lld", (long long)all[i].n);
        completion_add(out, prefix, word, all[i].cause);
        free(word);
    }
    free(all);
    out->directive |= COMPLETE_KEEP_ORDER;
}

void offer_revisions(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    const struct strv *args = cli_args(ctx->parse);
    const struct api_resource *r = NULL, *holder = NULL;
    cJSON *object = offer_object(ctx, (int)args->n, args->v, &r), *list = NULL;
    const char *uid = doc_str_at(object, "metadata.uid"), *ns = doc_str_at(object, "metadata.namespace");
    (void)opts;

    if (r != NULL && uid != NULL && ns != NULL) {
        struct session *s = complete_begin(ctx);
        const struct gvk kind = {.group = "apps",
                                 .version = "v1",
                                 .kind = str_eq(r->kind, "Deployment") ? "ReplicaSet" : "ControllerRevision"};
        struct err *e = mapping_for_gvk(s, &kind, &holder);
        const struct api_call call = {.verb = "list", .resource = holder, .ns = ns};
        if (e == NULL)
            e = api_do(s, &call, &list);
        if (e == NULL)
            add_revisions(list, uid, prefix, out);
        complete_end(s);
        err_free(e);
    }
    cJSON_Delete(list);
    cJSON_Delete(object);
}

/* ---- wait --for ---- */

static const char *const conditions[][2] = {
    {"pods", "Ready,Initialized,ContainersReady,PodScheduled"},
    {"deployments", "Available,Progressing,ReplicaFailure"},
    {"jobs", "Complete,Failed,Suspended"},
    {"nodes", "Ready,MemoryPressure,DiskPressure,PIDPressure,NetworkUnavailable"},
    {"certificatesigningrequests", "Approved,Denied,Failed"},
    {"customresourcedefinitions", "Established,NamesAccepted,Terminating"},
    {"apiservices", "Available"},
    {"poddisruptionbudgets", "DisruptionAllowed"},
    {"horizontalpodautoscalers", "AbleToScale,ScalingActive,ScalingLimited"},
};

static void add_condition(const char *type, const char *prefix, struct strv *seen, struct completion *out)
{
    if (type == NULL || strv_has(seen, type))
        return;
    strv_add(seen, type);
    char *word = xasprintf("condition=%s", type);
    completion_add(out, prefix, word, NULL);
    free(word);
}

static void add_conditions(struct cmd_ctx *ctx, const char *prefix, struct completion *out)
{
    const struct strv *args = cli_args(ctx->parse);
    char *type = offer_type(ctx);
    const struct api_resource *r = type != NULL ? complete_resource(ctx, type) : NULL, *same = NULL;
    cJSON *object = offer_object(ctx, (int)args->n, args->v, &same);
    const cJSON *c;
    struct strv seen = {0}, known = {0};

    cJSON_ArrayForEach(c, doc_at(object, "status.conditions")) add_condition(doc_str_at(c, "type"), prefix, &seen, out);
    for (size_t i = 0; r != NULL && i < sizeof conditions / sizeof conditions[0]; i++)
        if (str_eq(conditions[i][0], r->name))
            strv_split(&known, conditions[i][1], ',');
    for (size_t i = 0; i < known.n; i++)
        add_condition(known.v[i], prefix, &seen, out);
    strv_release(&known);
    strv_release(&seen);
    cJSON_Delete(object);
    free(type);
}

void offer_conditions(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    (void)opts;

    if (str_eq(ctx->cmd->name, "events")) { /* --for TYPE/NAME: as behind an argument of that form */
        char *before[] = {"a/b"};
        complete_type_and_name(ctx, NULL, true, 1, before, prefix, out);
    } else if (str_starts(prefix, "condition=")) {
        add_conditions(ctx, prefix, out);
    } else if (str_starts(prefix, "jsonpath=")) {
        size_t n = strlen("jsonpath=");
        offer_path(ctx, false, "jsonpath=", prefix + n, out);
    }
}

/* ---- subresources ---- */

void offer_subresources(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    static const char *const common[] = {"status", "scale", "resize"};
    const struct strv *args = cli_args(ctx->parse);
    bool asks = str_eq(ctx->cmd->name, "can-i"); /* its first argument is a verb; kubectl offers nothing */
    char *type = asks ? (args->n > 1 ? str_cut(args->v[1], '/', NULL) : NULL) : offer_type(ctx);
    const struct api_resource *r = type != NULL ? complete_resource(ctx, type) : NULL;
    (void)opts;

    for (size_t i = 0; !asks && i < sizeof common / sizeof common[0]; i++)
        completion_add(out, "", common[i], NULL); /* kubectl leaves it to the shell what begins right */
    for (size_t i = 0; r != NULL && i < r->subresources.n; i++)
        if (!strv_has(&out->words, r->subresources.v[i]))
            completion_add(out, prefix, r->subresources.v[i], NULL);
    free(type);
}
