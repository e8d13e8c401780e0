/* protect.c - the mark of a protected context: its extension "kubec". */
#include "base/mem.h"
#include "kubeconfig/kubeconfig.h"
#include "kubeconfig/types.h"

#include <string.h>

#define EXTENSION "kubec"
#define MARK "protected"

static cJSON *own_extension(const cJSON *context)
{
    cJSON *entry;
    cJSON_ArrayForEach(entry, doc_get(context, "extensions"))
    {
        if (str_eq(kc_str(entry, "name"), EXTENSION))
            return entry;
    }
    return NULL;
}

bool kubeconfig_is_protected(const cJSON *context)
{
    const cJSON *entry = own_extension(context);
    return entry != NULL && kc_bool(doc_get(entry, "extension"), MARK);
}

/* The context's extensions without ours. */
static cJSON *other_extensions(const cJSON *context)
{
    cJSON *list = cJSON_CreateArray();
    const cJSON *entry, *own = own_extension(context);
    cJSON_ArrayForEach(entry, doc_get(context, "extensions"))
    {
        if (entry != own)
            cJSON_AddItemToArray(list, doc_dup(entry));
    }
    return list;
}

/* Puts `entry` where its name has its place; the list is sorted. */
static void add_sorted(cJSON *list, cJSON *entry)
{
    cJSON *sorted = cJSON_CreateArray(), *one;
    while ((one = list->child) != NULL && strcmp(kc_str(one, "name"), EXTENSION) < 0)
        cJSON_AddItemToArray(sorted, cJSON_DetachItemViaPointer(list, one));
    cJSON_AddItemToArray(sorted, entry);
    while ((one = list->child) != NULL)
        cJSON_AddItemToArray(sorted, cJSON_DetachItemViaPointer(list, one));
    while ((one = sorted->child) != NULL)
        cJSON_AddItemToArray(list, cJSON_DetachItemViaPointer(sorted, one));
    cJSON_Delete(sorted);
}

void kubeconfig_protect(cJSON *context, bool on)
{
    const cJSON *old = own_extension(context), *kept = old != NULL ? doc_get(old, "extension") : NULL;
    cJSON *extension = cJSON_IsObject(kept) ? doc_dup(kept) : cJSON_CreateObject();
    cJSON *list = other_extensions(context);
    cJSON_DeleteItemFromObjectCaseSensitive(extension, MARK);
    if (on)
        doc_set(extension, MARK, cJSON_CreateTrue());
    if (extension->child != NULL) {
        cJSON *entry = cJSON_CreateObject();
        doc_set_str(entry, "name", EXTENSION);
        doc_set(entry, "extension", extension);
        add_sorted(list, entry);
    } else {
        cJSON_Delete(extension);
    }
    kc_set(&kc_context, context, "extensions", list);
}
