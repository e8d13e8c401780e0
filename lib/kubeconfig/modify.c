/* modify.c - changing kubeconfig files: kubectl's locks, what goes to which file, atomic writes.
 *
 * As client-go's ModifyConfig, but the files are read again under the locks before anything is compared, and the change
 * is made on that, so that two programs that change different entries at the same time do not undo each other.
 */
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/paths.h"
#include "doc/emit.h"
#include "kubeconfig/kubeconfig.h"
#include "kubeconfig/types.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- locks ---- */

static struct err *make_dir_of(const char *file)
{
    char *dir = path_dir(file);
    struct stat st;
    struct err *e = NULL;
    if (stat(dir, &st) < 0 && errno == ENOENT)
        e = file_mkdir_all(dir, 0755);
    free(dir);
    return e;
}

static void unlock(const struct strv *held)
{
    for (size_t i = held->n; i-- > 0;) {
        char *name = xasprintf("%s.lock", held->v[i]);
        unlink(name);
        free(name);
    }
}

/* Locks the files in sorted order (so that two programs never wait for each other); on an error nothing stays locked.
 */
static struct err *lock(const struct strv *files, struct strv *held)
{
    struct strv sorted = {0};
    strv_extend(&sorted, files);
    strv_sort(&sorted);
    struct err *e = NULL;
    for (size_t i = 0; i < sorted.n && e == NULL; i++) {
        e = make_dir_of(sorted.v[i]);
        if (e != NULL)
            break;
        char *name = xasprintf("%s.lock", sorted.v[i]);
        int fd = open(name, O_CREAT | O_EXCL | O_CLOEXEC, 0);
        if (fd < 0) {
            char *why = file_errno_text(errno);
            e = err_new("open %s: %s", name, why);
            free(why);
        } else {
            close(fd);
            strv_add(held, sorted.v[i]);
        }
        free(name);
    }
    strv_release(&sorted);
    if (e != NULL) {
        unlock(held);
        strv_release(held);
    }
    return e;
}

/* ---- the files that change ---- */

struct touched {
    char *path;
    struct kubeconfig *k; /* the file alone, with the changes */
    bool dirty;
};

struct writes {
    struct touched *v;
    size_t n;
    bool relativize;
    const struct kubeconfig *old, *new;
};

/* The configuration of one file; a missing file is empty. */
static struct err *touch(struct writes *w, const char *path, struct kubeconfig **out)
{
    for (size_t i = 0; i < w->n; i++)
        if (strcmp(w->v[i].path, path) == 0) {
            *out = w->v[i].k;
            return NULL;
        }
    struct kubeconfig *k = NULL;
    struct err *e = NULL;
    if (access(path, F_OK) < 0 && errno == ENOENT)
        k = kubeconfig_new();
    else
        e = kubeconfig_load_file(path, &k);
    if (e != NULL)
        return e;
    w->v = xreallocarray(w->v, w->n + 1, sizeof *w->v);
    w->v[w->n++] = (struct touched){xstrdup(path), k, false};
    *out = k;
    return NULL;
}

/* touch, for a file that will change. */
static struct err *touch_to_change(struct writes *w, const char *path, struct kubeconfig **out)
{
    struct err *e = touch(w, path, out);
    for (size_t i = 0; e == NULL && i < w->n; i++)
        w->v[i].dirty |= w->v[i].k == *out;
    return e;
}

static void writes_release(struct writes *w)
{
    for (size_t i = 0; i < w->n; i++) {
        free(w->v[i].path);
        kubeconfig_free(w->v[i].k);
    }
    free(w->v);
}

static struct err *relativize_member(const struct kc_type *t, cJSON *body, const char *name, const char *base)
{
    const char *v = kc_str(body, name);
    if (v[0] == '\0')
        return NULL;
    char *abs = path_resolve(v, base), *rel = path_relative(base, abs);
    if (str_starts(rel, "../"))
        kc_set_str(t, body, name, abs);
    else
        kc_set_str(t, body, name, rel);
    free(abs);
    free(rel);
    return NULL;
}

/* Paths below the file's folder become relative to it, others absolute. */
static struct err *relativize(const struct kc_type *t, cJSON *body, const char *file)
{
    char *base = path_base_of(file);
    struct err *e = NULL;
    if (t == &kc_cluster)
        e = relativize_member(t, body, "certificate-authority", base);
    if (t == &kc_user) {
        e = relativize_member(t, body, "client-certificate", base);
        if (e == NULL)
            e = relativize_member(t, body, "client-key", base);
        if (e == NULL)
            e = relativize_member(t, body, "tokenFile", base);
        cJSON *exec = doc_get(body, "exec");
        if (e == NULL && exec != NULL && strchr(kc_str(exec, "command"), '/') != NULL)
            e = relativize_member(&kc_exec, exec, "command", base);
    }
    free(base);
    return e;
}

typedef struct kubeconfig_entries *pick_fn(struct kubeconfig *k);

static struct kubeconfig_entries *pick_clusters(struct kubeconfig *k)
{
    return &k->clusters;
}
static struct kubeconfig_entries *pick_users(struct kubeconfig *k)
{
    return &k->users;
}
static struct kubeconfig_entries *pick_contexts(struct kubeconfig *k)
{
    return &k->contexts;
}

/* The file an entry belongs to; the caller frees. */
static char *home_of(const struct writes *w, const struct kubeconfig_entry *e)
{
    return e->origin[0] != '\0' ? xstrdup(e->origin) : kubeconfig_default_file(w->new);
}

static struct err *write_entries(struct writes *w, const struct kc_type *t, pick_fn *pick)
{
    const struct kubeconfig_entries *old = pick((struct kubeconfig *)w->old), *new = pick((struct kubeconfig *)w->new);
    struct err *e = NULL;
    for (size_t i = 0; i < new->n &&e == NULL; i++) {
        const struct kubeconfig_entry *now = &new->v[i], *before = kubeconfig_find(old, now->name);
        if (before != NULL && doc_equal(before->body, now->body) && strcmp(before->origin, now->origin) == 0)
            continue;
        char *file = home_of(w, now);
        struct kubeconfig *k;
        e = touch_to_change(w, file, &k);
        if (e == NULL) {
            cJSON *body = doc_dup(now->body);
            if (w->relativize)
                e = relativize(t, body, file);
            kubeconfig_put(pick(k), now->name, body, file);
        }
        free(file);
    }
    for (size_t i = 0; i < old->n && e == NULL; i++) {
        if (kubeconfig_find(new, old->v[i].name) != NULL)
            continue;
        char *file = home_of(w, &old->v[i]);
        struct kubeconfig *k;
        e = touch_to_change(w, file, &k);
        if (e == NULL)
            kubeconfig_drop(pick(k), old->v[i].name);
        free(file);
    }
    return e;
}

/* A new current context goes to the default file; clearing it clears the first file that sets one. */
static struct err *write_current_context(struct writes *w)
{
    const char *now = w->new->current_context;
    struct kubeconfig *k;
    if (strcmp(w->old->current_context, now) == 0)
        return NULL;
    if (w->new->explicit_file || now[0] != '\0') {
        char *file = kubeconfig_default_file(w->new);
        struct err *e = touch_to_change(w, file, &k);
        free(file);
        if (e == NULL)
            str_replace_owned(&k->current_context, xstrdup(now));
        return e;
    }
    for (size_t i = 0; i < w->new->files.n; i++) {
        struct stat st;
        if (stat(w->new->files.v[i], &st) < 0)
            continue;
        struct err *e = touch(w, w->new->files.v[i], &k);
        if (e != NULL)
            return e;
        if (k->current_context[0] != '\0') {
            str_replace_owned(&k->current_context, xstrdup(""));
            return touch_to_change(w, w->new->files.v[i], &k);
        }
    }
    return err_new("no config found to write context");
}

static bool same(const cJSON *a, const cJSON *b)
{
    return (a == NULL) == (b == NULL) && (a == NULL || doc_equal(a, b));
}

/* Preferences go to the first file whose own differ. */
static struct err *write_preferences(struct writes *w)
{
    const cJSON *now = w->new->preferences;
    if (same(w->old->preferences, now))
        return NULL;
    for (size_t i = 0; i < w->new->files.n; i++) {
        struct kubeconfig *k;
        struct err *e = touch(w, w->new->files.v[i], &k);
        if (e != NULL)
            return e;
        if (w->new->explicit_file || !same(k->preferences, now)) {
            cJSON_Delete(k->preferences);
            k->preferences = now != NULL ? doc_dup(now) : NULL;
            return touch_to_change(w, w->new->files.v[i], &k);
        }
    }
    return err_new("no config found to write preferences");
}

static struct err *write_file(const char *path, const struct kubeconfig *k)
{
    struct err *e = make_dir_of(path);
    if (e != NULL)
        return e;
    struct stat st;
    bool exists = stat(path, &st) == 0;
    mode_t mode = exists ? st.st_mode & 07777 : 0600;
    cJSON *root = kubeconfig_to_json(k);
    struct buf text = buf_new();
    emit_yaml(&text, root);
    e = file_write_atomic(path, text.data, text.len, mode, true);
    if (e == NULL && exists && (st.st_uid != geteuid() || st.st_gid != getegid()) &&
        chown(path, st.st_uid, st.st_gid) < 0)
        errno = 0; /* as well as we may: root keeps the owner, others cannot */
    buf_release(&text);
    cJSON_Delete(root);
    return e;
}

static struct err *write_changes(const struct kubeconfig *old, const struct kubeconfig *new, bool relativize_paths)
{
    struct writes w = {.relativize = relativize_paths, .old = old, .new = new};
    struct err *e = write_current_context(&w);
    if (e == NULL)
        e = write_preferences(&w);
    if (e == NULL)
        e = write_entries(&w, &kc_cluster, pick_clusters);
    if (e == NULL)
        e = write_entries(&w, &kc_context, pick_contexts);
    if (e == NULL)
        e = write_entries(&w, &kc_user, pick_users);
    for (size_t i = 0; i < w.n && e == NULL; i++)
        e = w.v[i].dirty ? write_file(w.v[i].path, w.v[i].k) : NULL;
    writes_release(&w);
    return e;
}

static bool same_config(const struct kubeconfig *a, const struct kubeconfig *b)
{
    cJSON *x = kubeconfig_to_json(a), *y = kubeconfig_to_json(b);
    bool eq = doc_equal(x, y);
    cJSON_Delete(x);
    cJSON_Delete(y);
    return eq;
}

struct err *kubeconfig_modify(const char *explicit_path, bool relativize_paths,
                              struct err *(*change)(struct kubeconfig *k, void *arg), void *arg)
{
    struct kubeconfig *seen = NULL, *new = NULL, *old = NULL;
    struct strv held = {0};
    struct err *e = kubeconfig_load_or_empty(explicit_path, &seen);
    if (e != NULL)
        return e;
    new = kubeconfig_clone(seen);
    e = change(new, arg); /* errors of the change come before those of the locks */
    if (e == NULL)
        e = lock(&seen->files, &held);
    if (e == NULL) {
        e = kubeconfig_load_or_empty(explicit_path, &old);
        if (e == NULL && !same_config(seen, old)) {
            kubeconfig_free(new);
            new = kubeconfig_clone(old);
            e = change(new, arg);
        }
        if (e == NULL)
            e = write_changes(old, new, relativize_paths);
        unlock(&held);
    }
    strv_release(&held);
    kubeconfig_free(seen);
    kubeconfig_free(new);
    kubeconfig_free(old);
    return e;
}
