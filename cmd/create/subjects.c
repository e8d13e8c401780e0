/* subjects.c - who is given a role. */
#include "create/subjects.h"

#include "base/mem.h"
#include "completers.h"
#include "doc/doc.h"

#include <stdlib.h>
#include <string.h>

const struct flag subjects_flags[] = {
    FLAG_STRING_ARRAY(struct subjects_in, groups, "group", 0, "NAME", "", 0,
                      "A group of users that gets the role. May be repeated."),
    FLAG_STRING_ARRAY(struct subjects_in, accounts, "serviceaccount", 0, "NAMESPACE:NAME", "", 0,
                      "A service account that gets the role. May be repeated."),
    FLAG_STRING_ARRAY(struct subjects_in, users, "user", 0, "NAME", "", 0,
                      "A user that gets the role. May be repeated."),
    FLAG_END,
};

void complete_clusterroles(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out)
{
    complete_names(ctx, "clusterroles", "", prefix, out);
}

static void add_named(cJSON *list, const char *kind, const struct strv *names)
{
    for (size_t i = 0; i < names->n; i++) {
        cJSON *subject = cJSON_CreateObject();
        doc_set_str(subject, "kind", kind);
        doc_set_str(subject, "apiGroup", RBAC_GROUP);
        doc_set_str(subject, "name", names->v[i]);
        cJSON_AddItemToArray(list, subject);
    }
}

static struct err *add_account(cJSON *list, const char *text)
{
    const char *colon = strchr(text, ':');
    if (colon == NULL || colon == text || colon[1] == '\0' || strchr(colon + 1, ':') != NULL)
        return err_new("serviceaccount must be <namespace>:<name>");
    char *ns = xstrndup(text, (size_t)(colon - text));
    cJSON *subject = cJSON_CreateObject();
    doc_set_str(subject, "kind", "ServiceAccount");
    doc_set_str(subject, "name", colon + 1);
    doc_set_str(subject, "namespace", ns);
    cJSON_AddItemToArray(list, subject);
    free(ns);
    return NULL;
}

struct err *subjects_bind(cJSON *binding, const struct subjects_in *in, const char *role_kind, const char *role)
{
    cJSON *list = cJSON_CreateArray();
    struct err *e = NULL;
    add_named(list, "User", &in->users);
    add_named(list, "Group", &in->groups);
    for (size_t i = 0; e == NULL && i < in->accounts.n; i++)
        e = add_account(list, in->accounts.v[i]);
    if (e != NULL || list->child == NULL)
        cJSON_Delete(list);
    else
        doc_set(binding, "subjects", list);
    cJSON *ref = doc_make_at(binding, "roleRef");
    doc_set_str(ref, "apiGroup", RBAC_GROUP);
    doc_set_str(ref, "kind", role_kind);
    doc_set_str(ref, "name", role);
    return e;
}
