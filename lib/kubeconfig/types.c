/* types.c - the shapes of a kubeconfig's objects. */
#include "kubeconfig/types.h"

#include "base/base64.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/strv.h"
#include "doc/doc.h"

#include <stdlib.h>
#include <string.h>

static const struct kc_field cluster_fields[] = {
    {"server", NULL, KC_STRING, .always = true},
    {"tls-server-name", NULL, KC_STRING},
    {"insecure-skip-tls-verify", NULL, KC_BOOL},
    {"certificate-authority", NULL, KC_STRING},
    {"certificate-authority-data", NULL, KC_BYTES},
    {"proxy-url", NULL, KC_STRING},
    {"disable-compression", NULL, KC_BOOL},
    {"extensions", NULL, KC_EXTENSIONS},
    {NULL},
};
const struct kc_type kc_cluster = {"Cluster", cluster_fields};

static const struct kc_field auth_provider_fields[] = {
    {"name", NULL, KC_STRING, .always = true},
    {"config", NULL, KC_STRING_MAP, .always = true},
    {NULL},
};
const struct kc_type kc_auth_provider = {"AuthProviderConfig", auth_provider_fields};

static const struct kc_field env_fields[] = {
    {"name", NULL, KC_STRING, .always = true},
    {"value", NULL, KC_STRING, .always = true},
    {NULL},
};
static const struct kc_type kc_env = {"ExecEnvVar", env_fields};

static const struct kc_field exec_fields[] = {
    {"command", NULL, KC_STRING, .always = true},
    {"args", NULL, KC_STRINGS, .always = true},
    {"env", NULL, KC_ENV, .always = true, .go_type = "[]v1.ExecEnvVar", .sub = &kc_env},
    {"apiVersion", NULL, KC_STRING},
    {"installHint", NULL, KC_STRING},
    {"provideClusterInfo", NULL, KC_BOOL, .always = true},
    {"interactiveMode", NULL, KC_STRING, .go_type = "v1.ExecInteractiveMode"},
    {NULL},
};
const struct kc_type kc_exec = {"ExecConfig", exec_fields};

static const struct kc_field user_fields[] = {
    {"client-certificate", NULL, KC_STRING},
    {"client-certificate-data", NULL, KC_BYTES},
    {"client-key", NULL, KC_STRING},
    {"client-key-data", NULL, KC_BYTES, .secret = true},
    {"token", NULL, KC_STRING, .secret = true},
    {"tokenFile", NULL, KC_STRING},
    {"as", "act-as", KC_STRING},
    {"as-uid", "act-as-uid", KC_STRING},
    {"as-groups", "act-as-groups", KC_STRINGS},
    {"as-user-extra", "act-as-user-extra", KC_STRINGS_MAP},
    {"username", NULL, KC_STRING},
    {"password", NULL, KC_STRING, .secret = true},
    {"auth-provider", NULL, KC_POINTER, .go_type = "v1.AuthProviderConfig", .sub = &kc_auth_provider},
    {"exec", NULL, KC_POINTER, .go_type = "v1.ExecConfig", .sub = &kc_exec},
    {"extensions", NULL, KC_EXTENSIONS},
    {NULL},
};
const struct kc_type kc_user = {"AuthInfo", user_fields};

static const struct kc_field context_fields[] = {
    {"cluster", NULL, KC_STRING, .always = true},
    {"user", NULL, KC_STRING, .always = true},
    {"namespace", NULL, KC_STRING},
    {"extensions", NULL, KC_EXTENSIONS},
    {NULL},
};
const struct kc_type kc_context = {"Context", context_fields};

static const struct kc_field preferences_fields[] = {
    {"colors", NULL, KC_BOOL},
    {"extensions", NULL, KC_EXTENSIONS},
    {NULL},
};
const struct kc_type kc_preferences = {"Preferences", preferences_fields};

const struct kc_field *kc_field(const struct kc_type *t, const char *json)
{
    for (const struct kc_field *f = t->fields; f->json != NULL; f++)
        if (strcmp(f->json, json) == 0)
            return f;
    return NULL;
}

/* ---- reading ---- */

static const char *json_kind(const cJSON *v)
{
    if (cJSON_IsString(v))
        return "string";
    if (cJSON_IsNumber(v))
        return "number";
    if (cJSON_IsBool(v))
        return "bool";
    return cJSON_IsArray(v) ? "array" : "object";
}

struct err *kc_type_error(const cJSON *in, const char *where, const char *go_type)
{
    return err_new("json: cannot unmarshal %s into Go struct field %s of type %s", json_kind(in), where, go_type);
}

struct err *kc_no_object(const cJSON *in)
{
    return err_new("couldn't get version/kind; json parse error: json: cannot unmarshal %s into Go value of type "
                   "struct { APIVersion "
                   "string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }",
                   json_kind(in));
}

struct err *kc_field_error(const cJSON *in, const char *go_struct, const char *path, const char *go_type)
{
    char *where = xasprintf("%s.%s", go_struct, path);
    struct err *e = kc_type_error(in, where, go_type);
    free(where);
    return e;
}

/* One value being read: what messages need to name it. */
struct at {
    const char *go_struct; /* the structure that has the member */
    const char *path;      /* the member's full path */
};

static struct err *wrong(const cJSON *in, const struct at *at, const char *go_type)
{
    return kc_field_error(in, at->go_struct, at->path, go_type);
}

static struct err *read_bytes(const cJSON *in, const struct at *at, cJSON **out)
{
    if (!cJSON_IsString(in))
        return wrong(in, at, "[]uint8");
    struct buf raw = buf_new();
    size_t bad = 0;
    if (!base64_decode(&raw, in->valuestring, strlen(in->valuestring), &bad)) {
        buf_release(&raw);
        return err_new("illegal base64 data at input byte %zu", bad);
    }
    struct buf text = buf_new();
    base64_encode(&text, raw.data, raw.len);
    if (raw.len > 0)
        *out = cJSON_CreateString(text.data);
    buf_release(&raw);
    buf_release(&text);
    return NULL;
}

static struct err *read_strings(const cJSON *in, const struct at *at, cJSON **out)
{
    if (!cJSON_IsArray(in))
        return wrong(in, at, "[]string");
    cJSON *list = cJSON_CreateArray();
    for (const cJSON *v = in->child; v != NULL; v = v->next) {
        if (!cJSON_IsString(v) && !cJSON_IsNull(v)) {
            cJSON_Delete(list);
            return wrong(v, at, "string");
        }
        cJSON_AddItemToArray(list, cJSON_CreateString(cJSON_IsString(v) ? v->valuestring : ""));
    }
    *out = list;
    return NULL;
}

static struct err *read_map(const cJSON *in, const struct at *at, bool lists, cJSON **out)
{
    if (!cJSON_IsObject(in))
        return wrong(in, at, lists ? "map[string][]string" : "map[string]string");
    size_t n;
    const cJSON **members = doc_sorted(in, &n);
    cJSON *map = cJSON_CreateObject();
    struct err *e = NULL;
    for (size_t i = 0; i < n && e == NULL; i++) {
        const cJSON *v = members[i];
        cJSON *value = NULL;
        if (lists && !cJSON_IsNull(v))
            e = read_strings(v, at, &value);
        else if (!lists && !cJSON_IsNull(v) && !cJSON_IsString(v))
            e = wrong(v, at, "string");
        else
            value = lists ? cJSON_CreateNull() : cJSON_CreateString(cJSON_IsString(v) ? v->valuestring : "");
        if (e == NULL)
            cJSON_AddItemToObject(map, v->string, value);
    }
    free(members);
    if (e != NULL)
        cJSON_Delete(map);
    else
        *out = map;
    return e;
}

static struct err *read_env(const struct kc_field *f, const cJSON *in, const struct at *at, cJSON **out)
{
    if (!cJSON_IsArray(in))
        return wrong(in, at, f->go_type);
    cJSON *list = cJSON_CreateArray();
    for (const cJSON *v = in->child; v != NULL; v = v->next) {
        cJSON *item = NULL;
        struct err *e = NULL;
        if (cJSON_IsNull(v))
            item = kc_new(f->sub);
        else if (!cJSON_IsObject(v))
            e = wrong(v, at, "v1.ExecEnvVar");
        else
            e = kc_decode(f->sub, v, at->path, &item);
        if (e != NULL) {
            cJSON_Delete(list);
            return e;
        }
        cJSON_AddItemToArray(list, item);
    }
    *out = list;
    return NULL;
}

/* A copy with the members of all objects sorted, as YAML read by kubectl has them. The depth is the reader's limit. */
static cJSON *sorted_copy(const cJSON *in, int depth)
{
    if (depth > DOC_MAX_DEPTH || (!cJSON_IsObject(in) && !cJSON_IsArray(in)))
        return doc_dup(in);
    if (cJSON_IsArray(in)) {
        cJSON *list = cJSON_CreateArray();
        for (const cJSON *v = in->child; v != NULL; v = v->next)
            cJSON_AddItemToArray(list, sorted_copy(v, depth + 1));
        return list;
    }
    size_t n;
    const cJSON **members = doc_sorted(in, &n);
    cJSON *o = cJSON_CreateObject();
    for (size_t i = 0; i < n; i++)
        cJSON_AddItemToObject(o, members[i]->string, sorted_copy(members[i], depth + 1));
    free(members);
    return o;
}

/* An extension and its place in the file, which decides between equal names. */
struct extension {
    cJSON *item;
    size_t at;
};

static int by_name(const void *a, const void *b)
{
    const struct extension *x = a, *y = b;
    int order = strcmp(kc_str(x->item, "name"), kc_str(y->item, "name"));
    return order != 0 ? order : x->at < y->at ? -1 : 1;
}

static struct err *read_extension(const cJSON *in, const char *path, cJSON **out)
{
    if (!cJSON_IsObject(in) && !cJSON_IsNull(in)) {
        char *where = xasprintf("%s", path);
        struct err *e = kc_field_error(in, "Config", where, "v1.NamedExtension");
        free(where);
        return e;
    }
    const cJSON *name = doc_get(in, "name"), *value = doc_get(in, "extension");
    if (name != NULL && !cJSON_IsString(name) && !cJSON_IsNull(name)) {
        char *where = xasprintf("%s.name", path);
        struct err *e = kc_field_error(name, "NamedExtension", where, "string");
        free(where);
        return e;
    }
    cJSON *item = cJSON_CreateObject();
    cJSON_AddItemToObject(item, "name",
                          cJSON_CreateString(name != NULL && cJSON_IsString(name) ? name->valuestring : ""));
    cJSON_AddItemToObject(item, "extension", value != NULL ? sorted_copy(value, 0) : cJSON_CreateNull());
    *out = item;
    return NULL;
}

struct err *kc_decode_extensions(const cJSON *in, const char *path, cJSON **out)
{
    *out = NULL;
    size_t n = (size_t)cJSON_GetArraySize(in), k = 0;
    if (n == 0)
        return NULL;
    struct extension *v = xcalloc(n, sizeof *v);
    struct err *e = NULL;
    for (const cJSON *c = in->child; c != NULL && e == NULL; c = c->next) {
        v[k].at = k;
        if ((e = read_extension(c, path, &v[k].item)) == NULL)
            k++;
    }
    qsort(v, k, sizeof *v, by_name);
    if (e == NULL)
        *out = cJSON_CreateArray();
    for (size_t i = 0; i < k; i++) {
        bool twice = i + 1 < k && strcmp(kc_str(v[i].item, "name"), kc_str(v[i + 1].item, "name")) == 0;
        /* Go's check for equal names does not see an entry that is null */
        if (e == NULL && twice && !cJSON_IsNull(doc_get(v[i].item, "extension")))
            e = err_new(
                "error converting *[]NamedExtension into *map[string]runtime.Object: duplicate name \"%s\" in list",
                kc_str(v[i].item, "name"));
        if (e == NULL && !twice)
            cJSON_AddItemToArray(*out, v[i].item);
        else
            cJSON_Delete(v[i].item);
    }
    if (e != NULL) {
        cJSON_Delete(*out);
        *out = NULL;
    }
    free(v);
    return e;
}

static struct err *read_value(const struct kc_field *f, const cJSON *in, const struct at *at, cJSON **out)
{
    switch (f->kind) {
    case KC_STRING:
        if (!cJSON_IsString(in))
            return wrong(in, at, f->go_type != NULL ? f->go_type : "string");
        *out = cJSON_CreateString(in->valuestring);
        return NULL;
    case KC_BOOL:
        if (!cJSON_IsBool(in))
            return wrong(in, at, "bool");
        *out = cJSON_CreateBool(cJSON_IsTrue(in));
        return NULL;
    case KC_BYTES:
        return read_bytes(in, at, out);
    case KC_STRINGS:
        return read_strings(in, at, out);
    case KC_STRING_MAP:
    case KC_STRINGS_MAP:
        return read_map(in, at, f->kind == KC_STRINGS_MAP, out);
    case KC_ENV:
        return read_env(f, in, at, out);
    case KC_EXTENSIONS:
        if (!cJSON_IsArray(in))
            return wrong(in, at, "[]v1.NamedExtension");
        return kc_decode_extensions(in, at->path, out);
    case KC_POINTER:
    case KC_STRUCT:
        if (!cJSON_IsObject(in))
            return wrong(in, at, f->go_type);
        return kc_decode(f->sub, in, at->path, out);
    case KC_ENTRIES:
        break;
    }
    return err_new("a kubeconfig's lists do not nest");
}

/* client-go's SetDefaults_ExecConfig. */
static void exec_defaults(cJSON *body)
{
    const char *v = kc_str(body, "apiVersion");
    if (str_empty(kc_str(body, "interactiveMode")) &&
        (str_eq(v, "client.authentication.k8s.io/v1beta1") || str_eq(v, "client.authentication.k8s.io/v1alpha1")))
        kc_set_str(&kc_exec, body, "interactiveMode", "IfAvailable");
}

struct err *kc_decode(const struct kc_type *t, const cJSON *in, const char *path, cJSON **out)
{
    size_t n;
    const cJSON **members =
        doc_sorted(in, &n); /* kubectl reads them in this order: it decides which error comes first */
    cJSON *body = kc_new(t);
    struct err *e = NULL;
    for (size_t i = 0; i < n && e == NULL; i++) {
        const struct kc_field *f = kc_field(t, members[i]->string);
        if (f == NULL || cJSON_IsNull(members[i]))
            continue;
        char *full = path[0] != '\0' ? xasprintf("%s.%s", path, f->json) : xstrdup(f->json);
        struct at at = {t->go_name, full};
        cJSON *value = NULL;
        e = read_value(f, members[i], &at, &value);
        if (e == NULL)
            kc_set(t, body, f->json, value);
        free(full);
    }
    free(members);
    if (e != NULL) {
        cJSON_Delete(body);
        return e;
    }
    if (t == &kc_exec)
        exec_defaults(body);
    *out = body;
    return NULL;
}

/* ---- changing ---- */

static bool is_empty(const cJSON *v)
{
    if (v == NULL || cJSON_IsNull(v) || cJSON_IsFalse(v))
        return true;
    if (cJSON_IsString(v))
        return v->valuestring[0] == '\0';
    return cJSON_IsArray(v) && v->child == NULL;
}

static cJSON *zero(const struct kc_field *f)
{
    switch (f->kind) {
    case KC_STRING:
        return cJSON_CreateString("");
    case KC_BOOL:
        return cJSON_CreateFalse();
    default:
        return cJSON_CreateNull();
    }
}

cJSON *kc_new(const struct kc_type *t)
{
    cJSON *body = cJSON_CreateObject();
    for (const struct kc_field *f = t->fields; f->json != NULL; f++)
        if (f->always)
            cJSON_AddItemToObject(body, f->json, zero(f));
    return body;
}

void kc_set(const struct kc_type *t, cJSON *body, const char *name, cJSON *value)
{
    const struct kc_field *f = kc_field(t, name);
    if (f == NULL) {
        cJSON_Delete(value);
        return;
    }
    bool map = f->kind == KC_STRING_MAP || f->kind == KC_STRINGS_MAP;
    if (!f->always && (is_empty(value) || (map && value->child == NULL))) {
        cJSON_Delete(value);
        doc_remove(body, name);
        return;
    }
    if (value == NULL)
        value = zero(f);
    bool is_new = doc_get(body, name) == NULL;
    doc_set(body, name, value);
    /* a new member stands last: move those behind it that follow it in the table */
    for (const struct kc_field *g = f + 1; is_new && g->json != NULL; g++) {
        cJSON *later = doc_get(body, g->json);
        if (later != NULL)
            cJSON_AddItemToArray(body, cJSON_DetachItemViaPointer(body, later));
    }
}

void kc_set_str(const struct kc_type *t, cJSON *body, const char *name, const char *value)
{
    kc_set(t, body, name, cJSON_CreateString(value != NULL ? value : ""));
}

void kc_set_bool(const struct kc_type *t, cJSON *body, const char *name, bool value)
{
    kc_set(t, body, name, cJSON_CreateBool(value));
}

void kc_set_bytes(const struct kc_type *t, cJSON *body, const char *name, const void *bytes, size_t n)
{
    struct buf text = buf_new();
    base64_encode(&text, bytes, n);
    kc_set_str(t, body, name, text.data);
    buf_release(&text);
}

const char *kc_str(const cJSON *body, const char *name)
{
    const cJSON *v = doc_get(body, name);
    return cJSON_IsString(v) ? v->valuestring : "";
}

bool kc_bool(const cJSON *body, const char *name)
{
    return cJSON_IsTrue(doc_get(body, name));
}
