/* flags.c - which completer a flag of many verbs has. */
#include "offer.h"

#include "api/discovery.h"
#include "api/session.h"
#include "base/mem.h"
#include "completers.h"

#include <stdlib.h>
#include <string.h>

static void add_all(const char *const *words, const char *prefix, struct completion *out)
{
    for (; *words != NULL; words++)
        completion_add_listed(out, prefix, *words, NULL);
}

static void managers(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    static const char *const words[] = {
        "kubectl-client-side-apply", "kubectl-create", "kubectl-edit", "kubectl-patch", "kubectl-replace", NULL};
    (void)opts;
    if (str_eq(ctx->cmd->name, "apply"))
        completion_add(out, prefix, "kubectl", NULL); /* of --server-side */
    add_all(words, prefix, out);
}

static void verbs(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    static const char *const words[] = {"create", "delete", "deletecollection", "get", "list", "patch", "update",
                                        "watch",  NULL};
    (void)ctx;
    (void)opts;
    add_all(words, prefix, out);
}

static void categories(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    struct session *s = complete_begin(ctx);
    struct api_resources all = {0};
    struct err *partial = NULL, *e = discovery_all(s, &all, &partial);
    struct strv seen = {0};

    (void)opts;
    complete_end(s);
    for (size_t i = 0; e == NULL && i < all.n; i++)
        for (size_t k = 0; k < all.v[i]->categories.n; k++)
            if (!strv_has(&seen, all.v[i]->categories.v[k]))
                strv_add(&seen, all.v[i]->categories.v[k]);
    strv_sort(&seen);
    for (size_t i = 0; i < seen.n; i++)
        completion_add_listed(out, prefix, seen.v[i], NULL);
    strv_release(&seen);
    free(all.v);
    err_free(partial);
    err_free(e);
}

static void versions(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    struct session *s = complete_begin(ctx);
    struct strv all = {0};

    (void)opts;
    err_free(discovery_versions(s, &all));
    complete_end(s);
    for (size_t i = 0; i < all.n; i++)
        completion_add(out, prefix, all.v[i], NULL);
    strv_release(&all);
}

/* --raw: what every server has, and the groups of this one. */
static void raw_paths(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    static const char *const known[] = {"/api",        "/apis",       "/healthz", "/livez",   "/metrics",
                                        "/openapi/v2", "/openapi/v3", "/readyz",  "/version", NULL};
    struct session *s = complete_begin(ctx);
    struct strv all = {0};

    (void)opts;
    add_all(known, prefix, out);
    err_free(discovery_versions(s, &all));
    complete_end(s);
    for (size_t i = 0; i < all.n; i++) {
        char *path = xasprintf("/%s/%s", strchr(all.v[i], '/') != NULL ? "apis" : "api", all.v[i]);
        completion_add(out, prefix, path, NULL);
        free(path);
    }
    strv_release(&all);
    out->directive |= COMPLETE_NO_SPACE;
}

static void namespaces(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    const char *comma = strrchr(prefix, ',');
    char *before = comma != NULL ? xstrndup(prefix, (size_t)(comma + 1 - prefix)) : xstrdup("");

    (void)opts;
    complete_names(ctx, "namespaces", before, comma != NULL ? comma + 1 : prefix, out);
    free(before);
}

/* create job --from=cronjob/NAME; set env --from=configmap/NAME or secret/NAME. */
static void from(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    static const char *const jobs[] = {"cronjob", NULL}, *const keys[] = {"configmap", "secret", NULL};
    const char *slash = strchr(prefix, '/');
    const char *const *types = str_eq(ctx->cmd->name, "job") ? jobs : keys;

    (void)opts;
    for (; slash == NULL && *types != NULL; types++) {
        char *word = xasprintf("%s/", *types);
        completion_add(out, prefix, word, NULL);
        free(word);
        out->directive |= COMPLETE_NO_SPACE;
    }
    if (slash != NULL) {
        char *type = xstrndup(prefix, (size_t)(slash - prefix)), *before = xasprintf("%s/", type);
        complete_names(ctx, type, before, slash + 1, out);
        free(before);
        free(type);
    }
}

/* NAMESPACE:NAME, or the name alone where the verb takes that. */
static void accounts(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    const char *colon = strchr(prefix, ':'), *ns = NULL;
    struct session *s = session_get(ctx);
    struct err *e = session_namespace(s, &ns, NULL);

    (void)opts;
    if (e == NULL && colon == NULL) {
        complete_names(ctx, "namespaces", "", prefix, out);
        for (size_t i = 0; i < out->words.n; i++)
            str_replace_owned(&out->words.v[i], xasprintf("%s:", out->words.v[i]));
        out->directive |= COMPLETE_NO_SPACE;
    } else if (e == NULL) {
        char *before = xstrndup(prefix, (size_t)(colon + 1 - prefix));
        if (strlen(ns) + 1 == strlen(before) && strncmp(ns, before, strlen(ns)) == 0)
            complete_names(ctx, "serviceaccounts", before, colon + 1, out);
        free(before);
    }
    err_free(e);
}

completer_fn *offer_for_flag(const char *name)
{
    static const struct {
        const char *name;
        completer_fn *fn;
    } rows[] = {
        {"api-version", versions},
        {"categories", categories},
        {"container", offer_containers},
        {"containers", offer_containers},
        {"field-manager", managers},
        {"field-selector", offer_field_selector},
        {"for", offer_conditions},
        {"from", from},
        {"label-columns", offer_label_keys},
        {"namespaces", namespaces},
        {"output", offer_output},
        {"pod-selector", offer_label_selector},
        {"raw", raw_paths},
        {"revision", offer_revisions},
        {"selector", offer_label_selector},
        {"serviceaccount", accounts},
        {"sort-by", offer_sort_path},
        {"subresource", offer_subresources},
        {"to-revision", offer_revisions},
        {"verbs", verbs},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (strcmp(rows[i].name, name) == 0)
            return rows[i].fn;
    return NULL;
}
