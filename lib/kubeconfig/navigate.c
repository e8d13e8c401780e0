/* navigate.c - the dotted paths of `config set` and `config unset`. */
#include "kubeconfig/navigate.h"

#include "base/base64.h"
#include "base/buf.h"
#include "base/mem.h"
#include "kubeconfig/types.h"

#include <stdlib.h>
#include <string.h>

/* One change: where and what. */
struct edit {
    const char *path;
    struct strv parts;
    size_t at; /* the part that comes next */
    const char *value;
    bool unset, raw;
};

static bool more(const struct edit *e)
{
    return e->at < e->parts.n;
}

static struct err *too_deep(const struct edit *e)
{
    return err_new("unable to parse one or more field values of %s", e->path);
}

/* The steps walked so far as Go prints them, as far as they have a fixed form. */
static struct err *no_such_member(const struct edit *e, const char *type)
{
    struct buf steps = buf_new();
    for (size_t i = 0; i + 1 < e->at; i++)
        buf_addf(&steps, "%s{%s}", i > 0 ? " " : "", e->parts.v[i]);
    struct err *err = err_new("unable to parse %s after [%s] at api.%s", e->path, steps.data, type);
    buf_release(&steps);
    return err;
}

static const struct kc_field *member(const struct kc_type *t, const char *name)
{
    for (const struct kc_field *f = t->fields; f->json != NULL; f++)
        if (strcmp(f->internal != NULL ? f->internal : f->json, name) == 0)
            return f;
    return NULL;
}

/* strconv.ParseBool, where "" is false (kubectl's toBool). */
static struct err *parse_bool(const char *s, bool *out)
{
    static const char *const yes[] = {"1", "t", "T", "TRUE", "true", "True"}, *const no[] = {"",     "0",     "f",
                                                                                             "F",    "FALSE", "false",
                                                                                             "False"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (strcmp(s, yes[i]) == 0) {
            *out = true;
            return NULL;
        }
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (strcmp(s, no[i]) == 0) {
            *out = false;
            return NULL;
        }
    char *quoted = str_quote(s);
    struct err *e = err_new("strconv.ParseBool: parsing %s: invalid syntax", quoted);
    free(quoted);
    return e;
}

static struct err *set_bytes(const struct edit *e, const struct kc_type *t, cJSON *body, const char *name)
{
    if (e->raw) {
        kc_set_bytes(t, body, name, e->value, strlen(e->value));
        return NULL;
    }
    struct buf bytes = buf_new();
    size_t bad = 0;
    struct err *err = NULL;
    if (base64_decode(&bytes, e->value, strlen(e->value), &bad))
        kc_set_bytes(t, body, name, bytes.data, bytes.len);
    else
        err = err_new("error decoding input value: illegal base64 data at input byte %zu", bad);
    buf_release(&bytes);
    return err;
}

static struct err *edit_member(struct edit *e, const struct kc_type *t, cJSON *body)
{
    const struct kc_field *f = member(t, e->parts.v[e->at++]);
    if (f == NULL)
        return no_such_member(e, t->go_name);
    if (more(e) && f->kind == KC_STRINGS_MAP)
        return err_new("string is not of type struct");
    if (more(e))
        return too_deep(e);
    if (e->unset) {
        kc_set(t, body, f->json, NULL);
        return NULL;
    }
    bool on = false;
    struct err *err = NULL;
    switch (f->kind) {
    case KC_STRING:
        kc_set_str(t, body, f->json, e->value);
        return NULL;
    case KC_BOOL:
        if ((err = parse_bool(e->value, &on)) == NULL)
            kc_set_bool(t, body, f->json, on);
        return err;
    case KC_BYTES:
        return set_bytes(e, t, body, f->json);
    case KC_STRINGS:
        return err_new("unrecognized slice type. string");
    case KC_STRINGS_MAP:
    case KC_EXTENSIONS:
        return err_new("can't set a map to a value: map[]");
    default:
        return err_new("unable to set %s: it is no single value", e->path);
    }
}

/* The map key: all parts up to the first that is a member's name. The caller frees. */
static char *take_key(struct edit *e, const struct kc_type *t)
{
    size_t end = e->at + 1;
    while (end < e->parts.n && member(t, e->parts.v[end]) == NULL)
        end++;
    struct strv key = {0};
    for (; e->at < end; e->at++)
        strv_add(&key, e->parts.v[e->at]);
    char *text = strv_join(&key, ".");
    strv_release(&key);
    return text;
}

static struct err *edit_entries(struct edit *e, const struct kc_type *t, struct kubeconfig_entries *l)
{
    if (!more(e)) {
        if (!e->unset)
            return err_new("can't set a map to a value: map[%s]", l->n > 0 ? "..." : "");
        while (l->n > 0)
            kubeconfig_drop(l, l->v[0].name);
        return NULL;
    }
    char *key = take_key(e, t);
    if (!more(e) && !e->unset) {
        free(key);
        return err_new("can't set a map to a value: map[%s]", l->n > 0 ? "..." : "");
    }
    struct kubeconfig_entry *entry = kubeconfig_find(l, key);
    struct err *err = NULL;
    if (more(e) && member(t, e->parts.v[e->at]) == NULL) {
        e->at++;
        err = no_such_member(e, t->go_name);
    } else if (!more(e) && e->unset) {
        kubeconfig_drop(l, key);
    } else if (entry == NULL && e->unset) {
        /* the path is read to its end before it is followed */
        cJSON *scratch = kc_new(t);
        err = edit_member(e, t, scratch);
        cJSON_Delete(scratch);
        if (err == NULL)
            err = err_new("current map key `%s` is invalid", key);
    } else {
        if (entry == NULL)
            entry = kubeconfig_put(l, key, kc_new(t), "");
        err = edit_member(e, t, entry->body);
    }
    free(key);
    return err;
}

static struct err *edit_preferences(struct edit *e, struct kubeconfig *k)
{
    cJSON *p = k->preferences != NULL ? k->preferences : kc_new(&kc_preferences);
    struct err *err = NULL;
    k->preferences = NULL;
    if (more(e)) {
        err = edit_member(e, &kc_preferences, p);
    } else if (e->unset) {
        cJSON_Delete(p);
        p = kc_new(&kc_preferences);
    } else {
        err = err_new("unable to locate path config.navigationStep{stepValue:\"\", stepType:reflect.Type(nil)} under "
                      "{%s map[%s]}",
                      kc_bool(p, "colors") ? "true" : "false", doc_get(p, "extensions") != NULL ? "..." : "");
    }
    if (p->child != NULL)
        k->preferences = p;
    else
        cJSON_Delete(p);
    return err;
}

static struct err *edit(struct kubeconfig *k, struct edit *e)
{
    const char *first = e->parts.v[e->at++];
    if (strcmp(first, "clusters") == 0)
        return edit_entries(e, &kc_cluster, &k->clusters);
    if (strcmp(first, "users") == 0)
        return edit_entries(e, &kc_user, &k->users);
    if (strcmp(first, "contexts") == 0)
        return edit_entries(e, &kc_context, &k->contexts);
    if (strcmp(first, "preferences") == 0)
        return edit_preferences(e, k);
    bool current = strcmp(first, "current-context") == 0, extensions = strcmp(first, "extensions") == 0;
    if (!current && !extensions && strcmp(first, "kind") != 0 && strcmp(first, "apiVersion") != 0)
        return no_such_member(e, "Config");
    if (more(e))
        return too_deep(e);
    if (extensions && !e->unset)
        return err_new("can't set a map to a value: map[]");
    if (current)
        str_replace_owned(&k->current_context, xstrdup(e->unset ? "" : e->value));
    return NULL; /* kind and apiVersion are what they are: kubectl takes a value and does not write it */
}

static struct err *run(struct kubeconfig *k, struct edit *e)
{
    strv_split(&e->parts, e->path, '.');
    struct err *err = edit(k, e);
    strv_release(&e->parts);
    return err;
}

struct err *kubeconfig_set_path(struct kubeconfig *k, const char *path, const char *value, bool raw)
{
    struct edit e = {.path = path, .value = value, .raw = raw};
    return run(k, &e);
}

struct err *kubeconfig_unset_path(struct kubeconfig *k, const char *path)
{
    struct edit e = {.path = path, .value = "", .unset = true};
    return run(k, &e);
}
