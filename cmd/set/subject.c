/* subject.c - "set subject": whom a role binding names. */
#include "set/children.h"
#include "set/common.h"

#include "base/mem.h"
#include "offer.h"
#include "resource/podspec.h"

#include <stdlib.h>
#include <string.h>

#define RBAC "rbac.authorization.k8s.io"

struct set_subject {
    struct {
        struct set_in common;
        struct opt_selector selector;
        struct strv users, groups, accounts;
    } in;
    struct set set;
};

static const struct flag flags[] = {
    FLAG_GROUP(struct set_subject, in.common, set_flags),
    FLAG_GROUP(struct set_subject, in.selector, opt_selector_flags),
    FLAG_STRING_ARRAY(struct set_subject, in.users, "user", 0, "NAME", "", 0, "A user to bind the role to; repeats."),
    FLAG_STRING_ARRAY(struct set_subject, in.groups, "group", 0, "NAME", "", 0,
                      "A group to bind the role to; repeats."),
    FLAG_STRING_ARRAY(struct set_subject, in.accounts, "serviceaccount", 0, "NAMESPACE:NAME", "", 0,
                      "A service account to bind the role to; repeats."),
    FLAG_END,
};

static cJSON *subject(const char *kind, const char *group, const char *name, const char *ns)
{
    cJSON *s = cJSON_CreateObject();
    doc_set_str(s, "kind", kind);
    if (group != NULL)
        doc_set_str(s, "apiGroup", group);
    doc_set_str(s, "name", name);
    if (ns != NULL)
        doc_set_str(s, "namespace", ns);
    return s;
}

static bool has_subject(const cJSON *list, const cJSON *wanted)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, list)
    {
        if (doc_equal(one, wanted))
            return true;
    }
    return false;
}

/* Adds the subjects of one kind, sorted and each once; gives how many were missing in `existing`. */
static size_t add_sorted(const struct set *s, const struct strv *names, const char *kind, const cJSON *existing,
                         cJSON *list)
{
    struct strv sorted = {0};
    size_t added = 0;
    strv_extend(&sorted, names);
    strv_sort(&sorted);
    for (size_t i = 0; i < sorted.n; i++) {
        if (i > 0 && str_eq(sorted.v[i], sorted.v[i - 1]))
            continue;
        cJSON *one;
        if (str_eq(kind, "ServiceAccount")) {
            const char *name;
            char *ns = str_cut(sorted.v[i], ':', &name);
            one = subject(kind, NULL, name, ns[0] != '\0' ? ns : s->ns);
            free(ns);
        } else {
            one = subject(kind, RBAC, sorted.v[i], NULL);
        }
        if (has_subject(existing, one)) {
            cJSON_Delete(one);
            continue;
        }
        cJSON_AddItemToArray(list, one);
        added++;
    }
    strv_release(&sorted);
    return added;
}

static bool is_binding(const struct api_resource *r, const char *kind)
{
    return str_eq(r->group, RBAC) && str_eq(r->version, "v1") && str_eq(r->kind, kind);
}

static struct err *change(struct set *s, struct live_object *o, cJSON *object, bool *skip)
{
    const struct set_subject *v = s->verb;
    if (!is_binding(o->resource, "RoleBinding") && !is_binding(o->resource, "ClusterRoleBinding"))
        return err_new("setting subjects is only supported for RoleBinding/ClusterRoleBinding");
    const cJSON *existing = doc_get(object, "subjects");
    cJSON *list = cJSON_IsArray(existing) ? doc_dup(existing) : cJSON_CreateArray();
    size_t added = add_sorted(s, &v->in.users, "User", existing, list);
    added += add_sorted(s, &v->in.groups, "Group", existing, list);
    added += add_sorted(s, &v->in.accounts, "ServiceAccount", existing, list);
    *skip = added == 0;
    doc_set(object, "subjects", list);
    return NULL;
}

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct set_subject *o = opts;
    o->set = (struct set){
        .in = &o->in.common,
        .selector = o->in.selector.selector,
        .operation = "subjects updated",
        .failed = "failed to patch subjects to rolebinding: ",
        .change = change,
        .verb = o,
    };
    for (int i = 0; i < argc; i++)
        strv_add(&o->set.resources, argv[i]);
    struct err *e = set_flags_get(ctx, &o->set);
    if (e == NULL)
        e = set_namespace(&o->set);
    return e != NULL ? e : set_read(&o->set, true);
}

static struct err *check_account(const struct set_subject *o, const char *account)
{
    const char *colon = strchr(account, ':');
    if (colon == NULL || colon[1] == '\0' || strchr(colon + 1, ':') != NULL)
        return err_new("serviceaccount must be <namespace>:<name>");
    for (size_t i = 0; i < o->set.objects.n && colon == account; i++) {
        if (is_binding(o->set.objects.v[i].resource, "ClusterRoleBinding"))
            return err_new("serviceaccount must be <namespace>:<name>, namespace must be specified");
    }
    return NULL;
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct set_subject *o = opts;
    const struct set_in *in = &o->in.common;
    (void)ctx;
    if (in->local && o->set.write.dry_run == DRY_RUN_SERVER)
        return err_new("cannot specify --local and --dry-run=server - did you mean --dry-run=client?");
    if (in->all && !str_empty(o->in.selector.selector))
        return err_new("cannot set --all and --selector at the same time");
    if (o->in.users.n + o->in.groups.n + o->in.accounts.n == 0)
        return err_new("you must specify at least one value of user, group or serviceaccount");
    struct err *e = NULL;
    for (size_t i = 0; i < o->in.accounts.n && e == NULL; i++)
        e = check_account(o, o->in.accounts.v[i]);
    return e;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct set_subject *o = opts;
    (void)ctx;
    return set_run(&o->set);
}

static void release(void *opts)
{
    struct set_subject *o = opts;
    set_release(&o->set);
}

static const struct example examples[] = {
    {"Bind a cluster role to one more service account",
     "kubec set subject clusterrolebinding admin --serviceaccount=team-a:deployer"},
    {"Bind a role to users and a group", "kubec set subject rolebinding admin --user=ann --user=ben --group=ops"},
    {"See a binding of a file with one more user, without a server",
     "kubec set subject --local -f binding.yaml --user=ben -o yaml"},
    {0},
};

const struct command cmd_set_subject = {
    .name = "subject",
    .usage = "(-f FILENAME | TYPE NAME) [--user=NAME] [--group=NAME] [--serviceaccount=NAMESPACE:NAME] "
             "[--dry-run=server|client|none] [flags]",
    .summary = "Add users, groups and service accounts to role bindings",
    .description = "Adds subjects to role bindings and cluster role bindings. Who is bound already stays; subjects "
                   "are never removed.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct set_subject),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
    .complete_args = offer_args_set_subject,
};
