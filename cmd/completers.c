/* completers.c - shared completion of types, names, namespaces and kubeconfig entries. */
#include "completers.h"

#include "api/discovery.h"
#include "api/names.h"
#include "api/session.h"
#include "base/clock.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#define TYPES_MAX 8 /* in one argument */

/* The session, in haste: complete_end lets it have its time again. */
struct session *complete_begin(struct cmd_ctx *ctx)
{
    struct session *s = session_get(ctx);
    int64_t first = COMPLETE_FIRST_NS, all = COMPLETE_ALL_NS;
    int64_t since = ctx->complete_since_ns != 0 ? ctx->complete_since_ns : clock_mono_ns();

    int64_t given = 0;
    struct err *e = request_timeout_parse(ctx->global->request_timeout, &given);
    if (e == NULL && given > 0)
        first = all = given;
    err_free(e);
    session_hurry(s, since, first, all);
    return s;
}

void complete_end(struct session *s)
{
    session_hurry(s, 0, 0, 0);
}

static int by_group(const void *a, const void *b)
{
    const struct api_resource *x = *(const struct api_resource *const *)a, *y = *(const struct api_resource *const *)b;
    int c = strcmp(x->group, y->group);
    return c != 0 ? c : strcmp(x->name, y->name);
}

/* The types that kubectl lists, in its order; `before` and `after` are put around each. */
static void add_types(struct cmd_ctx *ctx, const char *prefix, const char *after, struct completion *out)
{
    struct api_resources all;
    struct err *partial = NULL;
    struct session *s = complete_begin(ctx);
    struct err *e = discovery_all(s, &all, &partial);
    complete_end(s);
    err_free(partial);
    if (e != NULL) {
        err_free(e);
        return;
    }
    const char *comma = strrchr(prefix, ',');
    char *before = comma != NULL ? xstrndup(prefix, (size_t)(comma + 1 - prefix)) : xstrdup("");
    if (all.n > 1)
        qsort(all.v, all.n, sizeof *all.v, by_group);
    for (size_t i = 0; i < all.n; i++) {
        if (!all.v[i]->preferred || !strv_has(&all.v[i]->verbs, "get"))
            continue;
        char *id = api_resource_id(all.v[i]), *word = xasprintf("%s%s%s", before, id, after);
        completion_add(out, prefix, word, NULL);
        free(word);
        free(id);
    }
    free(before);
    free(all.v);
}

void complete_types(struct cmd_ctx *ctx, const char *prefix, struct completion *out)
{
    add_types(ctx, prefix, "", out);
}

/* Frees e; true if it says that nobody is there. */
static bool is_dead(struct err *e)
{
    bool dead = e != NULL && e->kind == ERR_NET;

    err_free(e);
    return dead;
}

/* Calls each(arg, entry) for the objects of one type; false when the server does not answer: no more is to be asked. */
static bool each_of(struct session *s, const char *type, bool everywhere,
                    void (*each)(void *arg, struct names_entry *entry), void *arg)
{
    const struct api_resource *r = NULL;
    const char *ns = NULL;
    struct buf list;
    struct err *e = mapping_for_arg(s, type, &r);

    if (e == NULL)
        e = session_namespace(s, &ns, NULL);
    if (e == NULL)
        e = names_list(s, r, everywhere ? "" : ns, &list);
    if (e == NULL) {
        struct names_entry entry;
        char *at = list.data;
        while (names_next(&at, &entry))
            each(arg, &entry);
        buf_release(&list);
    }
    return !is_dead(e);
}

void complete_each(struct cmd_ctx *ctx, const char *type, bool everywhere,
                   void (*each)(void *arg, struct names_entry *entry), void *arg)
{
    struct session *s = complete_begin(ctx);
    struct strv types = {0};

    strv_split(&types, type, ',');
    bool alive = true;
    for (size_t i = 0; alive && i < types.n && i < TYPES_MAX; i++) {
        struct strv members = {0}; /* of a category ("all") */

        alive = !is_dead(mapping_for_category(s, types.v[i], &members));
        if (alive && members.n == 0)
            alive = each_of(s, types.v[i], everywhere, each, arg);
        for (size_t k = 0; alive && k < members.n; k++)
            alive = each_of(s, members.v[k], everywhere, each, arg);
        strv_release(&members);
    }
    strv_release(&types);
    complete_end(s);
}

const struct api_resource *complete_resource(struct cmd_ctx *ctx, const char *type)
{
    struct session *s = complete_begin(ctx);
    const struct api_resource *r = NULL;
    struct err *e = mapping_for_arg(s, type, &r);

    complete_end(s);
    if (e != NULL)
        r = NULL;
    err_free(e);
    return r;
}

struct naming {
    const char *before, *prefix;
    struct completion *out;
};

static void add_name(void *arg, struct names_entry *entry)
{
    const struct naming *n = arg;

    if (!str_starts(entry->name, n->prefix))
        return;
    char *word = xasprintf("%s%s", n->before, entry->name);
    completion_add(n->out, "", word, NULL);
    free(word);
}

void complete_names(struct cmd_ctx *ctx, const char *type, const char *before, const char *prefix,
                    struct completion *out)
{
    complete_each(ctx, type, false, add_name, &(struct naming){before, prefix, out});
}

void complete_remove_given(struct completion *c, size_t from, int argc, char **argv)
{
    size_t kept = from;
    for (size_t i = from; i < c->words.n; i++) {
        bool given = false;
        for (int k = 0; k < argc && !given; k++)
            given = strcmp(argv[k], c->words.v[i]) == 0;
        if (given) {
            free(c->words.v[i]);
            free(c->descriptions.v[i]);
        } else {
            c->words.v[kept] = c->words.v[i];
            c->descriptions.v[kept++] = c->descriptions.v[i];
        }
    }
    c->words.n = c->descriptions.n = kept;
}

static void add_allowed(const char *const *allowed, const char *prefix, const char *after, struct completion *out)
{
    for (size_t i = 0; allowed[i] != NULL; i++) {
        char *word = xasprintf("%s%s", allowed[i], after);
        if (str_starts(allowed[i], prefix))
            completion_add(out, "", word, NULL);
        free(word);
    }
}

void complete_type_and_name(struct cmd_ctx *ctx, const char *const *allowed, bool repeat, int argc, char **argv,
                            const char *prefix, struct completion *out)
{
    size_t from = out->words.n;
    const char *slash = strchr(prefix, '/');
    if (argc > 0 && strchr(argv[0], '/') == NULL) {
        if (repeat || argc == 1)
            complete_names(ctx, argv[0], "", prefix, out);
        if (argc > 1)
            complete_remove_given(out, from, argc - 1, argv + 1);
    } else if (slash == NULL) {
        bool more = argc > 0;
        if (more && !repeat)
            return;
        if (more)
            out->directive |= COMPLETE_NO_SPACE; /* the slash is there, the name comes next */
        if (allowed != NULL)
            add_allowed(allowed, prefix, more ? "/" : "", out);
        else
            add_types(ctx, prefix, more ? "/" : "", out);
    } else if (repeat || argc == 0) {
        char *type = xstrndup(prefix, (size_t)(slash - prefix)), *before = xasprintf("%s/", type);
        complete_names(ctx, type, before, slash + 1, out);
        complete_remove_given(out, from, argc, argv);
        free(before);
        free(type);
    }
}

void complete_pod_or_owner(struct cmd_ctx *ctx, const char *prefix, struct completion *out)
{
    static const char *const owners[] = {"daemonsets", "deployments",  "pods",
                                         "jobs",       "replicasets",  "replicationcontrollers",
                                         "services",   "statefulsets", NULL};
    const char *slash = strchr(prefix, '/');
    if (slash == NULL) {
        size_t from = out->words.n;
        complete_names(ctx, "pods", "", prefix, out);
        if (out->words.n == from)
            out->directive |= COMPLETE_NO_SPACE; /* the slash is there, the name comes next */
        add_allowed(owners, prefix, "/", out);
    } else {
        char *type = xstrndup(prefix, (size_t)(slash - prefix)), *before = xasprintf("%s/", type);
        complete_names(ctx, type, before, slash + 1, out);
        free(before);
        free(type);
    }
}

void complete_any_args(struct cmd_ctx *ctx, const void *opts, int argc, char **argv, const char *prefix,
                       struct completion *out)
{
    (void)opts;
    complete_type_and_name(ctx, NULL, true, argc, argv, prefix, out);
}

void complete_namespaces(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    (void)opts;
    complete_names(ctx, "namespaces", "", prefix, out);
}

static void add_entries(const struct kubeconfig_entries *l, const char *prefix, struct completion *out)
{
    for (size_t i = 0; i < l->n; i++)
        completion_add(out, prefix, l->v[i].name, NULL);
}

static const struct kubeconfig *config_of(struct cmd_ctx *ctx)
{
    const struct kubeconfig *k = NULL;
    struct err *e = session_kubeconfig(session_get(ctx), &k);
    if (e != NULL)
        k = NULL;
    err_free(e);
    return k;
}

void complete_contexts(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    const struct kubeconfig *k = config_of(ctx);
    (void)opts;
    if (k != NULL)
        add_entries(&k->contexts, prefix, out);
}

void complete_clusters(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    const struct kubeconfig *k = config_of(ctx);
    (void)opts;
    if (k != NULL)
        add_entries(&k->clusters, prefix, out);
}

void complete_users(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    const struct kubeconfig *k = config_of(ctx);
    (void)opts;
    if (k != NULL)
        add_entries(&k->users, prefix, out);
}

void complete_groups(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    struct strv versions = {0};
    struct session *s = complete_begin(ctx);
    err_free(discovery_versions(s, &versions));
    complete_end(s);
    (void)opts;
    struct strv seen = {0};
    for (size_t i = 0; i < versions.n; i++) {
        const char *rest;
        char *group = str_cut(versions.v[i], '/', &rest);
        if (rest != NULL && !strv_has(&seen, group)) {
            strv_add(&seen, group);
            completion_add(out, prefix, group, NULL);
        }
        free(group);
    }
    strv_release(&seen);
    strv_release(&versions);
}

completer_fn *complete_global_flag(const char *name)
{
    static const struct {
        const char *name;
        completer_fn *fn;
    } rows[] = {{"namespace", complete_namespaces},
                {"context", complete_contexts},
                {"cluster", complete_clusters},
                {"user", complete_users}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (strcmp(rows[i].name, name) == 0)
            return rows[i].fn;
    return NULL;
}
