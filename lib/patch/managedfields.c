/* managedfields.c - who owns which fields (KEP-555), and handing client-side apply's fields to server-side apply.
 *
 * A set of fields is a tree of objects (fieldsV1): a member named "." says that the node itself is in the set, an empty
 * object is a node that is in the set and has no children.
 */
#include "patch/lastapplied.h"

#include "base/strv.h"

#include <string.h>

enum { MAX_DEPTH = 200 };

static const cJSON *managed(const cJSON *object)
{
    return doc_at(object, "metadata.managedFields");
}

static bool text_is(const cJSON *entry, const char *key, const char *value)
{
    const char *s = doc_str_at(entry, key);
    return strcmp(s != NULL ? s : "", value) == 0;
}

static bool owns_lastapplied(const cJSON *entry)
{
    const cJSON *fields = doc_get(entry, "fieldsV1");
    const cJSON *annotations = doc_get(doc_get(fields, "f:metadata"), "f:annotations");
    const cJSON *it = doc_get(annotations, "f:" LAST_APPLIED_ANNOTATION);
    return it != NULL && (it->child == NULL || doc_get(it, ".") != NULL);
}

bool managedfields_owns_lastapplied(const cJSON *live, const char *operation)
{
    const cJSON *entry;
    cJSON_ArrayForEach(entry, managed(live))
    {
        if (text_is(entry, "operation", operation) && owns_lastapplied(entry))
            return true;
    }
    return false;
}

/* Adds the set b to a. */
static void set_union(cJSON *a, const cJSON *b, int depth)
{
    bool member_a = a->child == NULL || doc_get(a, ".") != NULL;
    bool member_b = b->child == NULL || doc_get(b, ".") != NULL;
    const cJSON *child;
    cJSON_ArrayForEach(child, b)
    {
        if (strcmp(child->string, ".") == 0)
            continue;
        cJSON *mine = doc_get(a, child->string);
        if (mine == NULL)
            doc_set(a, child->string, doc_dup(child));
        else if (depth < MAX_DEPTH)
            set_union(mine, child, depth + 1);
    }
    if (a->child != NULL && (member_a || member_b) && doc_get(a, ".") == NULL)
        doc_set(a, ".", cJSON_CreateObject());
}

/* The first entry of this manager and operation on the object itself; with api_version also of that version. */
static cJSON *find_entry(cJSON *entries, const char *manager, const char *operation, const char *api_version)
{
    cJSON *entry;
    cJSON_ArrayForEach(entry, entries)
    {
        if (text_is(entry, "manager", manager) && text_is(entry, "operation", operation) &&
            text_is(entry, "subresource", "") && (api_version == NULL || text_is(entry, "apiVersion", api_version)))
            return entry;
    }
    return NULL;
}

/* Moves what `from` owns by updates to the apply manager `to`. */
static void move_fields(cJSON *entries, const char *from, const char *to)
{
    cJSON *target = find_entry(entries, to, "Apply", NULL);
    if (target == NULL) {
        /* The most recent entry stands first: it becomes the apply manager's. */
        target = find_entry(entries, from, "Update", NULL);
        if (target == NULL)
            return;
        doc_set_str(target, "operation", "Apply");
        doc_set_str(target, "manager", to);
    }
    const char *version = doc_str_at(target, "apiVersion");
    cJSON *old = find_entry(entries, from, "Update", version != NULL ? version : "");
    const cJSON *theirs = doc_get(old, "fieldsV1");
    cJSON *ours = doc_get(target, "fieldsV1");
    if (cJSON_IsObject(theirs) && cJSON_IsObject(ours))
        set_union(ours, theirs, 0);
    while ((old = find_entry(entries, from, "Update", NULL)) != NULL)
        cJSON_Delete(cJSON_DetachItemViaPointer(entries, old));
}

static void add_operation(cJSON *patch, const char *path, cJSON *value)
{
    cJSON *op = cJSON_CreateObject();
    doc_set_str(op, "op", "replace");
    doc_set_str(op, "path", path);
    doc_set(op, "value", value);
    cJSON_AddItemToArray(patch, op);
}

cJSON *managedfields_migration(const cJSON *live, const char *manager)
{
    const cJSON *before = managed(live);
    if (!cJSON_IsArray(before))
        return NULL;
    struct strv from = {0};
    const cJSON *entry;
    cJSON_ArrayForEach(entry, before)
    {
        const char *name = doc_str_at(entry, "manager");
        if (name != NULL && text_is(entry, "operation", "Update") && owns_lastapplied(entry) && !strv_has(&from, name))
            strv_add(&from, name);
    }
    cJSON *after = doc_dup(before), *patch = NULL;
    for (size_t i = 0; i < from.n; i++)
        move_fields(after, from.v[i], manager);
    if (!doc_equal(before, after)) {
        const char *version = doc_str_at(live, "metadata.resourceVersion");
        patch = cJSON_CreateArray();
        add_operation(patch, "/metadata/managedFields", after);
        after = NULL;
        /* "replace", not "test": a change in between is then a conflict (409), which is tried again. */
        add_operation(patch, "/metadata/resourceVersion", cJSON_CreateString(version != NULL ? version : ""));
    }
    cJSON_Delete(after);
    strv_release(&from);
    return patch;
}
