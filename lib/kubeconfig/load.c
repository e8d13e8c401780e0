/* load.c - reading kubeconfig files and merging them. */
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "kubeconfig/kubeconfig.h"
#include "kubeconfig/types.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- entries ---- */

static size_t lower_bound(const struct kubeconfig_entries *l, const char *name)
{
    size_t lo = 0, hi = l->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (strcmp(l->v[mid].name, name) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

struct kubeconfig_entry *kubeconfig_find(const struct kubeconfig_entries *l, const char *name)
{
    size_t i = lower_bound(l, name);
    return i < l->n && strcmp(l->v[i].name, name) == 0 ? &l->v[i] : NULL;
}

struct kubeconfig_entry *kubeconfig_put(struct kubeconfig_entries *l, const char *name, cJSON *body, const char *origin)
{
    size_t i = lower_bound(l, name);
    if (i < l->n && strcmp(l->v[i].name, name) == 0) {
        cJSON_Delete(l->v[i].body);
        l->v[i].body = body;
        return &l->v[i];
    }
    l->v = xreallocarray(l->v, l->n + 1, sizeof *l->v);
    memmove(&l->v[i + 1], &l->v[i], (l->n - i) * sizeof *l->v);
    l->n++;
    l->v[i] = (struct kubeconfig_entry){.name = xstrdup(name), .body = body, .origin = xstrdup(origin)};
    return &l->v[i];
}

static void entry_release(struct kubeconfig_entry *e)
{
    free(e->name);
    free(e->origin);
    cJSON_Delete(e->body);
}

void kubeconfig_drop(struct kubeconfig_entries *l, const char *name)
{
    struct kubeconfig_entry *e = kubeconfig_find(l, name);
    if (e == NULL)
        return;
    entry_release(e);
    size_t i = (size_t)(e - l->v);
    memmove(&l->v[i], &l->v[i + 1], (l->n - i - 1) * sizeof *l->v);
    l->n--;
}

static void entries_release(struct kubeconfig_entries *l)
{
    for (size_t i = 0; i < l->n; i++)
        entry_release(&l->v[i]);
    free(l->v);
    *l = (struct kubeconfig_entries){0};
}

static void entries_copy(struct kubeconfig_entries *to, const struct kubeconfig_entries *from)
{
    to->v = from->n > 0 ? xcalloc(from->n, sizeof *to->v) : NULL;
    to->n = from->n;
    for (size_t i = 0; i < from->n; i++)
        to->v[i] = (struct kubeconfig_entry){
            .name = xstrdup(from->v[i].name), .body = doc_dup(from->v[i].body), .origin = xstrdup(from->v[i].origin)};
}

struct kubeconfig *kubeconfig_new(void)
{
    struct kubeconfig *k = xcalloc(1, sizeof *k);
    k->current_context = xstrdup("");
    return k;
}

void kubeconfig_free(struct kubeconfig *k)
{
    if (k == NULL)
        return;
    entries_release(&k->clusters);
    entries_release(&k->users);
    entries_release(&k->contexts);
    free(k->current_context);
    cJSON_Delete(k->preferences);
    cJSON_Delete(k->extensions);
    strv_release(&k->files);
    free(k->missing_warning);
    free(k);
}

struct kubeconfig *kubeconfig_clone(const struct kubeconfig *k)
{
    struct kubeconfig *c = xcalloc(1, sizeof *c);
    entries_copy(&c->clusters, &k->clusters);
    entries_copy(&c->users, &k->users);
    entries_copy(&c->contexts, &k->contexts);
    c->current_context = xstrdup(k->current_context);
    c->preferences = k->preferences != NULL ? doc_dup(k->preferences) : NULL;
    c->extensions = k->extensions != NULL ? doc_dup(k->extensions) : NULL;
    strv_extend(&c->files, &k->files);
    c->explicit_file = k->explicit_file;
    c->missing_warning = xstrdup_null(k->missing_warning);
    return c;
}

/* ---- one file ---- */

/* A list of the Config object: what it is called there, what an item's body is called, and its shape. */
struct list_kind {
    const char *list, *body, *named, *map_of;
    const struct kc_type *type;
};

static const struct list_kind list_clusters = {"clusters", "cluster", "NamedCluster", "Cluster", &kc_cluster};
static const struct list_kind list_users = {"users", "user", "NamedAuthInfo", "AuthInfo", &kc_user};
static const struct list_kind list_contexts = {"contexts", "context", "NamedContext", "Context", &kc_context};

static struct err *decode_item(const struct list_kind *kind, const cJSON *item, const char *origin,
                               struct kubeconfig_entry *out)
{
    char path[64], type[64];
    snprintf(type, sizeof type, "v1.%s", kind->named);
    if (!cJSON_IsObject(item) && !cJSON_IsNull(item))
        return kc_field_error(item, "Config", kind->list, type);
    const cJSON *name = doc_get(item, "name"), *body = doc_get(item, kind->body);
    snprintf(path, sizeof path, "%s.%s", kind->list, kind->body);
    snprintf(type, sizeof type, "v1.%s", kind->type->go_name);
    if (body != NULL && !cJSON_IsObject(body) && !cJSON_IsNull(body))
        return kc_field_error(body, kind->named, path, type);
    cJSON *decoded = NULL;
    struct err *e = NULL;
    if (cJSON_IsObject(body))
        e = kc_decode(kind->type, body, path, &decoded);
    else
        decoded = kc_new(kind->type);
    snprintf(path, sizeof path, "%s.name", kind->list);
    if (e == NULL && name != NULL && !cJSON_IsString(name) && !cJSON_IsNull(name))
        e = kc_field_error(name, kind->named, path, "string");
    if (e != NULL) {
        cJSON_Delete(decoded);
        return e;
    }
    *out = (struct kubeconfig_entry){.name = xstrdup(name != NULL && cJSON_IsString(name) ? name->valuestring : ""),
                                     .body = decoded,
                                     .origin = xstrdup(origin)};
    return NULL;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct kubeconfig_entry *)a)->name, ((const struct kubeconfig_entry *)b)->name);
}

static struct err *decode_list(const struct list_kind *kind, const cJSON *list, const char *origin,
                               struct kubeconfig_entries *out)
{
    if (!cJSON_IsArray(list)) {
        char type[64];
        snprintf(type, sizeof type, "[]v1.%s", kind->named);
        return kc_field_error(list, "Config", kind->list, type);
    }
    size_t n = (size_t)cJSON_GetArraySize(list);
    entries_release(out);
    out->v = n > 0 ? xcalloc(n, sizeof *out->v) : NULL;
    for (const cJSON *item = list->child; item != NULL; item = item->next) {
        struct err *e = decode_item(kind, item, origin, &out->v[out->n]);
        if (e != NULL)
            return e;
        out->n++;
    }
    if (n > 0)
        qsort(out->v, n, sizeof *out->v, by_name);
    for (size_t i = 1; i < n; i++)
        if (strcmp(out->v[i - 1].name, out->v[i].name) == 0)
            return err_new("error converting *[]%s into *map[string]*api.%s: duplicate name \"%s\" in list",
                           kind->named, kind->map_of, out->v[i].name);
    return NULL;
}

static struct err *decode_member(const cJSON *v, const char *origin, struct kubeconfig *k)
{
    const char *name = v->string;
    if (cJSON_IsNull(v))
        return NULL;
    if (strcmp(name, "clusters") == 0)
        return decode_list(&list_clusters, v, origin, &k->clusters);
    if (strcmp(name, "users") == 0)
        return decode_list(&list_users, v, origin, &k->users);
    if (strcmp(name, "contexts") == 0)
        return decode_list(&list_contexts, v, origin, &k->contexts);
    if (strcmp(name, "current-context") == 0) {
        if (!cJSON_IsString(v))
            return kc_field_error(v, "Config", name, "string");
        str_replace_owned(&k->current_context, xstrdup(v->valuestring));
    } else if (strcmp(name, "preferences") == 0) {
        if (!cJSON_IsObject(v))
            return kc_field_error(v, "Config", name, "v1.Preferences");
        struct err *e = kc_decode(&kc_preferences, v, name, &k->preferences);
        if (e == NULL && k->preferences->child == NULL) {
            cJSON_Delete(k->preferences);
            k->preferences = NULL;
        }
        return e;
    } else if (strcmp(name, "extensions") == 0) {
        if (!cJSON_IsArray(v))
            return kc_field_error(v, "Config", name, "[]v1.NamedExtension");
        return kc_decode_extensions(v, name, &k->extensions);
    }
    return NULL;
}

/* kubectl looks at apiVersion and kind before anything else; empty ones are v1 and Config. */
static struct err *check_kind(const cJSON *root)
{
    const char *const want[] = {"apiVersion", "kind"};
    static const char prefix[] = "couldn't get version/kind; json parse error";
    if (!cJSON_IsObject(root))
        return kc_no_object(root);
    const char *text[2];
    for (size_t i = 0; i < 2; i++) {
        const cJSON *v = doc_get(root, want[i]);
        if (v != NULL && !cJSON_IsString(v) && !cJSON_IsNull(v))
            return err_wrap(kc_field_error(v, "", want[i], "string"), "%s", prefix);
        text[i] = v != NULL && cJSON_IsString(v) && v->valuestring[0] != '\0' ? v->valuestring
                  : i == 0                                                    ? "v1"
                                                                              : "Config";
    }
    if (strcmp(text[0], "v1") != 0 || strcmp(text[1], "Config") != 0)
        return err_new("no kind \"%s\" is registered for version \"%s\" in scheme \"pkg/runtime/scheme.go:111\"",
                       text[1], text[0]);
    return NULL;
}

static struct err *decode(const cJSON *root, const char *origin, struct kubeconfig *k)
{
    struct err *e = check_kind(root);
    if (e != NULL)
        return e;
    size_t n;
    const cJSON **members = doc_sorted(root, &n);
    for (size_t i = 0; i < n && e == NULL; i++)
        e = decode_member(members[i], origin, k);
    free(members);
    return e;
}

/* Leaves of the note only where the error is: the line itself may hold a secret. */
static void hide_line(struct err *e)
{
    char *end = e != NULL && e->note != NULL ? strchr(e->note, '\n') : NULL;
    if (end != NULL)
        *end = '\0';
}

/* Reads `path` into an empty configuration. *missing tells whether the error is that there is no such file. */
static struct err *read_file(const char *path, struct kubeconfig **out, bool *missing)
{
    struct buf text;
    buf_init(&text, KUBECONFIG_MAX_BYTES);
    struct err *e = file_read(path, &text);
    if (e != NULL) {
        *missing = access(path, F_OK) < 0 && errno == ENOENT;
        buf_release(&text);
        return e;
    }
    *missing = false;
    size_t len = text.len;
    struct source *src = source_new(path, buf_take(&text), len);
    struct doc *d = NULL;
    struct kubeconfig *k = kubeconfig_new();
    if (len > 0)
        e = doc_read_one(src, DOC_NO_POS | DOC_LAST_WINS | DOC_AS_YAML, &d);
    if (e == NULL && d != NULL && d->root != NULL && !cJSON_IsNull(d->root))
        e = decode(d->root, path, k);
    doc_free(d);
    source_unref(src);
    hide_line(e);
    if (e != NULL)
        kubeconfig_free(k);
    else
        *out = k;
    return e;
}

struct err *kubeconfig_load_file(const char *path, struct kubeconfig **out)
{
    bool missing;
    struct err *e = read_file(path, out, &missing);
    if (e == NULL) {
        strv_add(&(*out)->files, path);
        (*out)->explicit_file = true;
    }
    return e;
}

/* ---- the files together ---- */

/* Moves the entries of `from` whose names `to` lacks; both are sorted. */
static void entries_merge(struct kubeconfig_entries *to, struct kubeconfig_entries *from)
{
    size_t i = 0, j = 0, n = 0;
    struct kubeconfig_entry *all = xcalloc(to->n + from->n, sizeof *all);
    while (i < to->n || j < from->n) {
        int order = i == to->n ? 1 : j == from->n ? -1 : strcmp(to->v[i].name, from->v[j].name);
        if (order == 0)
            entry_release(&from->v[j++]);
        else
            all[n++] = order < 0 ? to->v[i++] : from->v[j++];
    }
    free(to->v);
    free(from->v);
    *to = (struct kubeconfig_entries){all, n};
    *from = (struct kubeconfig_entries){0};
}

/* Adds the extensions of `from` whose names `*to` lacks; both lists are sorted. */
static void extensions_merge(cJSON **to, const cJSON *from)
{
    if (from == NULL)
        return;
    cJSON *all = cJSON_CreateArray();
    const cJSON *a = *to != NULL ? (*to)->child : NULL, *b = from->child;
    while (a != NULL || b != NULL) {
        int order = a == NULL ? 1 : b == NULL ? -1 : strcmp(kc_str(a, "name"), kc_str(b, "name"));
        cJSON_AddItemToArray(all, doc_dup(order <= 0 ? a : b));
        if (order >= 0)
            b = b->next;
        if (order <= 0)
            a = a->next;
    }
    cJSON_Delete(*to);
    *to = all;
}

static void preferences_merge(cJSON **to, const cJSON *from)
{
    if (from == NULL)
        return;
    if (*to == NULL) {
        *to = doc_dup(from);
        return;
    }
    if (kc_bool(from, "colors"))
        kc_set_bool(&kc_preferences, *to, "colors", true);
    const cJSON *mine = doc_get(*to, "extensions");
    cJSON *all = mine != NULL ? doc_dup(mine) : NULL;
    extensions_merge(&all, doc_get(from, "extensions"));
    kc_set(&kc_preferences, *to, "extensions", all);
}

static void merge(struct kubeconfig *to, struct kubeconfig *from)
{
    entries_merge(&to->clusters, &from->clusters);
    entries_merge(&to->users, &from->users);
    entries_merge(&to->contexts, &from->contexts);
    if (to->current_context[0] == '\0')
        str_replace_owned(&to->current_context, xstrdup(from->current_context));
    preferences_merge(&to->preferences, from->preferences);
    extensions_merge(&to->extensions, from->extensions);
}

static char *home_file(const char *name)
{
    char *joined = xasprintf("%s/.kube/%s", path_home(), name);
    return joined;
}

/* client-go's migration: a ~/.kube/.kubeconfig of long ago is copied to ~/.kube/config when there is none. */
static struct err *migrate(void)
{
    char *to = home_file("config"), *from = home_file(".kubeconfig");
    struct stat st;
    struct err *e = NULL;
    if (stat(to, &st) < 0) {
        if (errno != ENOENT && errno != EACCES) {
            char *why = file_errno_text(errno);
            e = err_new("stat %s: %s", to, why);
            free(why);
        } else if (errno == ENOENT && stat(from, &st) == 0) {
            struct buf text;
            buf_init(&text, KUBECONFIG_MAX_BYTES);
            if (S_ISDIR(st.st_mode))
                e = err_new("cannot migrate %s to %s because it is a directory", from, to);
            else if ((e = file_read(from, &text)) == NULL)
                e = file_write_atomic(to, text.data, text.len, st.st_mode & 0666, true);
            buf_release(&text);
        }
    }
    free(to);
    free(from);
    return e;
}

/* The files to load, in order, each once. */
static void file_list(const char *explicit_path, struct kubeconfig *k, bool *from_env)
{
    const char *env = getenv("KUBECONFIG");
    *from_env = false;
    if (!str_empty(explicit_path)) {
        strv_add(&k->files, explicit_path);
        k->explicit_file = true;
    } else if (!str_empty(env)) {
        struct strv all = {0};
        strv_split(&all, env, ':');
        for (size_t i = 0; i < all.n; i++)
            if (!strv_has(&k->files, all.v[i]))
                strv_add(&k->files, all.v[i]);
        strv_release(&all);
        *from_env = true;
    } else {
        strv_adopt(&k->files, home_file("config"));
    }
}

void kubeconfig_stamp(const char *explicit_path, struct buf *out)
{
    struct kubeconfig *k = kubeconfig_new();
    bool from_env;
    file_list(explicit_path, k, &from_env);
    for (size_t i = 0; i < k->files.n; i++) {
        struct stat st = {0};
        if (stat(k->files.v[i], &st) < 0)
            st = (struct stat){0};
        buf_addf(out, "%s %lld %lld %lld.%ld\n", k->files.v[i], (long long)st.st_ino, (long long)st.st_size,
                 (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
    }
    kubeconfig_free(k);
}

static struct err *load(const char *explicit_path, bool may_lack, struct kubeconfig **out)
{
    *out = NULL;
    struct err *e = migrate();
    if (e != NULL)
        return e;
    struct kubeconfig *k = kubeconfig_new();
    struct strv lacking = {0};
    bool from_env;
    size_t loaded = 0;
    file_list(explicit_path, k, &from_env);
    for (size_t i = 0; i < k->files.n; i++) {
        const char *path = k->files.v[i];
        if (path[0] == '\0')
            continue;
        struct kubeconfig *one = NULL;
        bool missing;
        struct err *fe = read_file(path, &one, &missing);
        if (fe == NULL) {
            merge(k, one);
            kubeconfig_free(one);
            loaded++;
        } else if (missing && k->explicit_file && !may_lack) {
            err_collect(&e, err_new("stat %s: no such file or directory", path));
            err_free(fe);
        } else if (missing) {
            strv_add(&lacking, path);
            err_free(fe);
        } else {
            err_collect(&e, err_wrap(fe, "error loading config file \"%s\"", path));
        }
    }
    if (from_env && lacking.n > 0 && loaded == 0) {
        char *names = strv_join(&lacking, ", ");
        k->missing_warning = xasprintf("Config not found: %s", names);
        free(names);
    }
    strv_release(&lacking);
    e = err_reduce(e);
    if (e != NULL)
        kubeconfig_free(k);
    else
        *out = k;
    return e;
}

struct err *kubeconfig_load(const char *explicit_path, struct kubeconfig **out)
{
    return load(explicit_path, false, out);
}

struct err *kubeconfig_load_or_empty(const char *explicit_path, struct kubeconfig **out)
{
    return load(explicit_path, true, out);
}

char *kubeconfig_default_file(const struct kubeconfig *k)
{
    if (k->explicit_file || k->files.n == 1)
        return xstrdup(k->files.v[0]);
    struct stat st;
    for (size_t i = 0; i < k->files.n; i++)
        if (stat(k->files.v[i], &st) == 0)
            return xstrdup(k->files.v[i]);
    return k->files.n > 0 ? xstrdup(k->files.v[k->files.n - 1]) : home_file("config");
}

/* ---- as a document ---- */

static cJSON *entries_to_json(const struct kubeconfig_entries *l, const char *body)
{
    if (l->n == 0)
        return cJSON_CreateNull();
    cJSON *list = cJSON_CreateArray();
    for (size_t i = 0; i < l->n; i++) {
        cJSON *item = cJSON_CreateObject();
        cJSON_AddItemToObject(item, "name", cJSON_CreateString(l->v[i].name));
        cJSON_AddItemToObject(item, body, doc_dup(l->v[i].body));
        cJSON_AddItemToArray(list, item);
    }
    return list;
}

cJSON *kubeconfig_to_json(const struct kubeconfig *k)
{
    cJSON *root = cJSON_CreateObject();
    cJSON_AddItemToObject(root, "kind", cJSON_CreateString("Config"));
    cJSON_AddItemToObject(root, "apiVersion", cJSON_CreateString("v1"));
    if (k->preferences != NULL)
        cJSON_AddItemToObject(root, "preferences", doc_dup(k->preferences));
    cJSON_AddItemToObject(root, "clusters", entries_to_json(&k->clusters, "cluster"));
    cJSON_AddItemToObject(root, "users", entries_to_json(&k->users, "user"));
    cJSON_AddItemToObject(root, "contexts", entries_to_json(&k->contexts, "context"));
    cJSON_AddItemToObject(root, "current-context", cJSON_CreateString(k->current_context));
    if (k->extensions != NULL)
        cJSON_AddItemToObject(root, "extensions", doc_dup(k->extensions));
    return root;
}
