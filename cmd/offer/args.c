/* args.c - arguments of verbs: kubectl's words first, then what only kubec offers. */
#include "offer.h"

#include "api/session.h"
#include "base/mem.h"
#include "completers.h"
#include "kubeconfig/kubeconfig.h"
#include "kubeconfig/types.h"

#include <stdlib.h>
#include <string.h>

static const char *const with_pods[] = {
    "cronjobs",     "daemonsets", "deployments", "jobs", "pods", "replicasets", "replicationcontrollers",
    "statefulsets", NULL};

void offer_args_explain(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                        struct completion *out)
{
    (void)opts;
    (void)argv;
    if (argc > 0)
        return;
    complete_types(ctx, prefix, out);
    offer_type_fields(ctx, prefix, out);
}

void offer_args_label(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                      struct completion *out)
{
    (void)opts;
    complete_type_and_name(ctx, NULL, true, argc, argv, prefix, out);
    offer_keys_to_remove(ctx, false, argc, argv, prefix, out);
}

void offer_args_annotate(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                         struct completion *out)
{
    (void)opts;
    complete_type_and_name(ctx, NULL, true, argc, argv, prefix, out);
    offer_keys_to_remove(ctx, true, argc, argv, prefix, out);
}

void offer_args_taint(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                      struct completion *out)
{
    static const char *const types[] = {"node", NULL};
    (void)opts;
    complete_type_and_name(ctx, types, true, argc, argv, prefix, out);
    offer_taints_to_remove(ctx, argc, argv, prefix, out);
}

void offer_args_set_image(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                          struct completion *out)
{
    static const char *const types[] = {
        "daemonsets", "deployments", "pods", "cronjobs", "replicasets", "replicationcontrollers", "statefulsets", NULL};
    (void)opts;
    complete_type_and_name(ctx, types, false, argc, argv, prefix, out);
    if (offer_named(argc, argv) == 0 || strchr(prefix, '=') != NULL)
        return;
    size_t n = out->words.n;
    offer_containers_of(ctx, argc, argv, "=", prefix, out);
    if (out->words.n > n)
        out->directive |= COMPLETE_NO_SPACE;
}

/* Types and names of what has pods; true when the objects are named, and what comes next may be something else. */
static bool workload(struct cmd_ctx *ctx, const char *const *types, int argc, char **argv, const char *prefix,
                     struct completion *out)
{
    if (argc == 0 || (argc == 1 && strchr(argv[0], '/') == NULL)) {
        complete_type_and_name(ctx, types, true, argc, argv, prefix, out);
        return false;
    }
    return true;
}

void offer_args_set_env(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                        struct completion *out)
{
    (void)opts;
    if (workload(ctx, with_pods, argc, argv, prefix, out) && strchr(prefix, '=') == NULL)
        offer_variables(ctx, argc, argv, prefix, out);
}

void offer_args_set_resources(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                              struct completion *out)
{
    (void)opts;
    complete_type_and_name(ctx, with_pods, true, argc, argv, prefix, out);
}

void offer_args_set_selector(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                             struct completion *out)
{
    static const char *const types[] = {"services", NULL};
    (void)opts;
    (void)workload(ctx, types, argc, argv, prefix, out);
}

void offer_args_set_serviceaccount(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                                   struct completion *out)
{
    (void)opts;
    if (workload(ctx, with_pods, argc, argv, prefix, out))
        complete_names(ctx, "serviceaccounts", "", prefix, out);
}

void offer_args_set_subject(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                            struct completion *out)
{
    static const char *const types[] = {"clusterrolebindings", "rolebindings", NULL};
    (void)opts;
    complete_type_and_name(ctx, types, true, argc, argv, prefix, out);
}

void offer_args_certificate(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                            struct completion *out)
{
    size_t from = out->words.n;
    (void)opts;
    complete_names(ctx, "certificatesigningrequests", "", prefix, out);
    complete_remove_given(out, from, argc, argv);
}

void offer_args_can_i(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                      struct completion *out)
{
    static const char *const verbs[] = {
        "get", "list",        "watch",    "create", "update",  "patch", "delete", "bind", "deletecollection",
        "use", "impersonate", "escalate", "sign",   "approve", "*",     NULL};
    static char any[] = "any";
    (void)opts;
    if (argc == 0) {
        for (const char *const *v = verbs; *v != NULL; v++)
            completion_add(out, prefix, *v, NULL);
    } else if (argc == 1) {
        complete_type_and_name(ctx, NULL, false, 0, NULL, prefix, out);
    } else if (argc == 2 && strchr(argv[1], '/') == NULL) {
        char *before[] = {argv[1], any};
        complete_type_and_name(ctx, NULL, false, 1, before, prefix, out);
    }
}

/* ---- config set and unset ---- */

static void add_property(const char *list, const struct kubeconfig_entries *entries, const struct kc_type *type,
                         const char *prefix, struct completion *out)
{
    char *head = xasprintf("%s.", list);

    if (!str_starts(prefix, head)) {
        completion_add(out, prefix, head, NULL);
        free(head);
        return;
    }
    for (size_t i = 0; i < entries->n; i++) {
        char *entry = xasprintf("%s%s.", head, entries->v[i].name);
        if (!str_starts(prefix, entry))
            completion_add(out, prefix, entry, NULL);
        else
            for (const struct kc_field *f = type->fields; f->json != NULL; f++) {
                char *property = xasprintf("%s%s", entry, f->json);
                completion_add(out, prefix, property, NULL);
                free(property);
            }
        free(entry);
    }
    free(head);
}

void offer_args_config_property(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                                struct completion *out)
{
    const struct kubeconfig *k = NULL;
    struct err *e = argc == 0 ? session_kubeconfig(session_get(ctx), &k) : NULL;

    (void)opts;
    if (e == NULL && k != NULL) {
        add_property("clusters", &k->clusters, &kc_cluster, prefix, out);
        add_property("contexts", &k->contexts, &kc_context, prefix, out);
        completion_add(out, prefix, "current-context", NULL);
        add_property("users", &k->users, &kc_user, prefix, out);
        for (size_t i = 0; i < out->words.n; i++)
            if (str_ends(out->words.v[i], "."))
                out->directive |= COMPLETE_NO_SPACE;
    } else if (argc == 1 && str_eq(argv[0], "current-context")) {
        complete_contexts(ctx, opts, prefix, out);
    }
    err_free(e);
}
