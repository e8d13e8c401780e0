/* env_list.c - set env --list: variables as lines, references resolved with --resolve. */
#include "set/env.h"

#include "api/status.h"
#include "base/base64.h"
#include "base/mem.h"
#include "resource/label.h"
#include "resource/podspec.h"

#include <stdlib.h>
#include <string.h>

void env_store_release(struct env_store *s)
{
    cJSON_Delete(s->objects);
    cJSON_Delete(s->errors);
}

static const char *text_at(const cJSON *object, const char *path)
{
    const char *s = doc_str_at(object, path);
    return s != NULL ? s : "";
}

/* A reference in words: "configmap NAME, key KEY". */
static char *describe(const cJSON *from)
{
    const cJSON *ref = doc_get(from, "configMapKeyRef");
    if (cJSON_IsObject(ref))
        return xasprintf("configmap %s, key %s", text_at(ref, "name"), text_at(ref, "key"));
    ref = doc_get(from, "secretKeyRef");
    if (cJSON_IsObject(ref))
        return xasprintf("secret %s, key %s", text_at(ref, "name"), text_at(ref, "key"));
    ref = doc_get(from, "fieldRef");
    if (cJSON_IsObject(ref))
        return xasprintf("field path %s", text_at(ref, "fieldPath"));
    ref = doc_get(from, "resourceFieldRef");
    if (cJSON_IsObject(ref)) {
        const char *container = text_at(ref, "containerName");
        return xasprintf("resource field %s%s%s", container, container[0] != '\0' ? "/" : "", text_at(ref, "resource"));
    }
    return xstrdup("invalid valueFrom");
}

/* The secret or config map, asked for once a run. */
static struct err *fetch(const struct env_listing *l, const char *kind, const char *plural, const char *name,
                         const cJSON **out)
{
    struct env_store *store = l->store;
    char *key = xasprintf("%s/%s", plural, name);
    if (store->objects == NULL) {
        store->objects = cJSON_CreateObject();
        store->errors = cJSON_CreateObject();
    }
    struct err *e = NULL;
    const char *known = NULL;
    *out = doc_get(store->objects, key);
    if (*out == NULL && (known = cJSON_GetStringValue(doc_get(store->errors, key))) != NULL)
        e = err_new("%s", known);
    if (*out == NULL && e == NULL) {
        struct session *s = session_get(l->set->ctx);
        const struct api_resource *r = NULL;
        struct gvk gvk = gvk_parse("v1", kind);
        cJSON *object = NULL;
        e = mapping_for_gvk(s, &gvk, &r);
        gvk_release(&gvk);
        struct api_call call = {.verb = "get", .resource = r, .ns = l->set->ns, .name = name};
        if (e == NULL)
            e = api_do(s, &call, &object);
        if (e == NULL) {
            doc_set(store->objects, key, object);
            *out = object;
        } else {
            char *text = err_go_text(e);
            err_free(e);
            doc_set_str(store->errors, key, text);
            e = err_new("%s", text);
            free(text);
        }
    }
    free(key);
    return e;
}

static struct err *secret_value(const struct env_listing *l, const cJSON *ref, char **out)
{
    const cJSON *secret = NULL;
    const char *name = text_at(ref, "name"), *key = text_at(ref, "key");
    struct err *e = fetch(l, "Secret", "secrets", name, &secret);
    if (e != NULL)
        return e;
    const char *data = cJSON_GetStringValue(doc_get(doc_get(secret, "data"), key));
    if (data == NULL)
        return err_new("key %s not found in secret %s", key, name);
    struct buf bytes = buf_new();
    size_t bad;
    if (!base64_decode(&bytes, data, strlen(data), &bad)) {
        buf_release(&bytes);
        return err_new("illegal base64 data at input byte %zu", bad);
    }
    *out = buf_take(&bytes);
    return NULL;
}

static struct err *config_value(const struct env_listing *l, const cJSON *ref, char **out)
{
    const cJSON *map = NULL;
    const char *name = text_at(ref, "name"), *key = text_at(ref, "key");
    struct err *e = fetch(l, "ConfigMap", "configmaps", name, &map);
    if (e != NULL)
        return e;
    const char *data = cJSON_GetStringValue(doc_get(doc_get(map, "data"), key));
    if (data == NULL)
        return err_new("key %s not found in config map %s", key, name);
    *out = xstrdup(data);
    return NULL;
}

/* key="value" lines, sorted. */
static char *format_map(const cJSON *map)
{
    struct buf b = buf_new();
    size_t n = 0;
    const cJSON **members = cJSON_IsObject(map) ? doc_sorted(map, &n) : NULL;
    for (size_t i = 0; i < n; i++) {
        char *quoted = str_quote(cJSON_IsString(members[i]) ? members[i]->valuestring : "");
        buf_addf(&b, "%s%s=%s", i > 0 ? "\n" : "", members[i]->string, quoted);
        free(quoted);
    }
    free(members);
    return buf_take(&b);
}

/* metadata.labels['key'] and metadata.annotations['key']. */
static struct err *subscripted(const cJSON *object, const char *path, const char *open, char **out)
{
    char *map = xstrndup(path, (size_t)(open - path)), *key = xstrndup(open + 2, strlen(open + 2) - 2);
    bool annotations = str_eq(map, "metadata.annotations");
    struct err *e = NULL;
    struct buf why = buf_new();
    char *checked = annotations ? str_lower(key) : xstrdup(key);
    if (!annotations && !str_eq(map, "metadata.labels")) {
        char *quoted = str_quote(path);
        e = err_new("fieldPath %s does not support subscript", quoted);
        free(quoted);
    } else if (!label_key_check(checked, &why)) {
        e = err_new("invalid key subscript in %s: %s", path, why.data);
    } else {
        const char *value = cJSON_GetStringValue(doc_get(doc_at(object, map), key));
        *out = xstrdup(value != NULL ? value : "");
    }
    free(checked);
    buf_release(&why);
    free(map);
    free(key);
    return e;
}

static struct err *field_value(const cJSON *object, const cJSON *ref, char **out)
{
    const char *path = text_at(ref, "fieldPath"), *open = str_ends(path, "']") ? strstr(path, "['") : NULL;
    if (open != NULL && open != path && strlen(open) >= 4)
        return subscripted(object, path, open, out);
    if (str_eq(path, "metadata.annotations") || str_eq(path, "metadata.labels")) {
        *out = format_map(doc_at(object, path));
        return NULL;
    }
    if (!str_eq(path, "metadata.name") && !str_eq(path, "metadata.namespace") && !str_eq(path, "metadata.uid"))
        return err_new("unsupported fieldPath: %s", path);
    *out = xstrdup(text_at(object, path));
    return NULL;
}

static struct err *resolve(const struct env_listing *l, const cJSON *container, const cJSON *from, char **out)
{
    const cJSON *ref = doc_get(from, "secretKeyRef");
    if (cJSON_IsObject(ref))
        return secret_value(l, ref, out);
    ref = doc_get(from, "configMapKeyRef");
    if (cJSON_IsObject(ref))
        return config_value(l, ref, out);
    ref = doc_get(from, "fieldRef");
    if (cJSON_IsObject(ref))
        return field_value(l->object, ref, out);
    ref = doc_get(from, "resourceFieldRef");
    if (cJSON_IsObject(ref))
        return container_resource_value(ref, container, out);
    return err_new("invalid valueFrom");
}

static void add_line(struct buf *out, const char *name, const char *value)
{
    char *line = xasprintf("%s=%s\n", name, value), *clean = str_sanitize(line);
    buf_adds(out, clean);
    free(clean);
    free(line);
}

/* Adds the name to those that failed for the same reason. */
static void note_failure(cJSON *failures, struct err *e, const char *name)
{
    cJSON *names = doc_get(failures, e->msg);
    if (names == NULL) {
        names = cJSON_CreateArray();
        doc_set(failures, e->msg, names);
    }
    cJSON_AddItemToArray(names, cJSON_CreateString(name));
    err_free(e);
}

static void tell_failures(const struct env_listing *l, const cJSON *failures)
{
    struct strv lines = {0};
    const cJSON *one, *name;
    cJSON_ArrayForEach(one, failures)
    {
        struct strv names = {0};
        cJSON_ArrayForEach(name, one) strv_add(&names, name->valuestring);
        strv_sort(&names);
        char *all = strv_join(&names, ", ");
        strv_adopt(&lines, xasprintf("error retrieving reference for %s: %s", all, one->string));
        free(all);
        strv_release(&names);
    }
    strv_sort(&lines);
    for (size_t i = 0; i < lines.n; i++) {
        char *clean = str_sanitize(lines.v[i]);
        fprintf(l->set->ctx->err, "%s\n", clean);
        free(clean);
    }
    strv_release(&lines);
}

bool env_list_container(const struct env_listing *l, const cJSON *container, struct buf *out)
{
    char *head = xasprintf("# %s %s, container %s\n", l->o->resource->kind, text_at(l->object, "metadata.name"),
                           text_at(container, "name"));
    char *clean = str_sanitize(head);
    buf_adds(out, clean);
    free(clean);
    free(head);
    cJSON *failures = cJSON_CreateObject();
    const cJSON *var;
    cJSON_ArrayForEach(var, doc_get(container, "env"))
    {
        const char *name = text_at(var, "name");
        const cJSON *from = doc_get(var, "valueFrom");
        char *value = NULL;
        struct err *e = NULL;
        if (!cJSON_IsObject(from)) {
            add_line(out, name, text_at(var, "value"));
            continue;
        }
        if (l->resolve)
            e = resolve(l, container, from, &value);
        if (value != NULL) {
            add_line(out, name, value);
        } else {
            char *words = describe(from), *line = xasprintf("# %s from %s\n", name, words), *safe = str_sanitize(line);
            buf_adds(out, safe);
            free(safe);
            free(line);
            free(words);
        }
        free(value);
        if (e != NULL)
            note_failure(failures, e, name);
    }
    bool all = failures->child == NULL;
    tell_failures(l, failures);
    cJSON_Delete(failures);
    return all;
}
