/* metadata.c - what "label" and "annotate" share. */
#include "label/metadata.h"

#include "api/session.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "doc/emit.h"
#include "patch/patch.h"

#include <stdlib.h>
#include <string.h>

const struct flag metadata_flags[] = {
    FLAG_GROUP(struct metadata, in.selector, opt_selector_flags),
    FLAG_GROUP(struct metadata, in.dry_run, opt_dry_run_flags),
    FLAG_GROUP(struct metadata, in.print, opt_print_flags),
    FLAG_GROUP(struct metadata, in.record, opt_record_flags),
    FLAG_BOOL(struct metadata, in.all, "all", 0, "false", 0, "All objects of the types in the namespace."),
    FLAG_BOOL(struct metadata, in.all_namespaces, "all-namespaces", 'A', "false", 0,
              "Look in all namespaces, whatever --namespace and the context say."),
    FLAG_STRING(struct metadata, in.field_selector, "field-selector", 0, "QUERY", "", 0,
                "Only objects whose fields match: a=b, a!=b, joined by commas. Each type knows a few fields only."),
    FLAG_BOOL(struct metadata, in.local, "local", 0, "false", 0,
              "Change the manifests of -f and print them; the server is not asked."),
    FLAG_STRING(struct metadata, in.resource_version, "resource-version", 0, "VERSION", "", 0,
                "Change the object only if this is its version. For one object."),
    FLAG_END,
};

static bool is_pair(const char *arg)
{
    return (strchr(arg, '=') && arg[0] != '=') || (str_ends(arg, "-") && !str_eq(arg, "-"));
}

struct err *metadata_split_args(struct metadata *m, int argc, char **argv, const char *what)
{
    for (int i = 0; i < argc; i++) {
        if (is_pair(argv[i]))
            strv_add(&m->pairs, argv[i]);
        else if (m->pairs.n)
            return err_new("all resources must be specified before %s changes: %s", what, argv[i]);
        else
            strv_add(&m->resources, argv[i]);
    }
    return NULL;
}

static size_t find(const struct metadata *m, const char *key, bool *found)
{
    size_t i = 0;
    while (i < m->keys.n && strcmp(m->keys.v[i], key) < 0)
        i++;
    *found = i < m->keys.n && str_eq(m->keys.v[i], key);
    return i;
}

/* Moves the last string of the vector to `at`. */
static void move_last(struct strv *l, size_t at)
{
    char *last = l->v[l->n - 1];
    memmove(&l->v[at + 1], &l->v[at], (l->n - 1 - at) * sizeof *l->v);
    l->v[at] = last;
}

void metadata_put(struct metadata *m, const char *key, const char *value)
{
    bool found;
    size_t at = find(m, key, &found);
    if (found) {
        str_replace_owned(&m->values.v[at], xstrdup(value));
        return;
    }
    strv_add(&m->keys, key);
    strv_add(&m->values, value);
    move_last(&m->keys, at);
    move_last(&m->values, at);
}

const char *metadata_wanted(const struct metadata *m, const char *key)
{
    bool found;
    size_t at = find(m, key, &found);
    return found ? m->values.v[at] : NULL;
}

static bool has_files(const struct metadata *m)
{
    return m->in.files.filenames.n > 0 || !str_empty(m->in.files.kustomize);
}

struct err *metadata_check_sources(const struct metadata *m, const char *file)
{
    if (!m->in.local) {
        if (m->resources.n == 0 && !has_files(m))
            return err_new("one or more resources must be specified as <resource> <name> or <resource>/<name>");
        return NULL;
    }
    if (m->write.dry_run == DRY_RUN_SERVER)
        return err_new("cannot specify --local and --dry-run=server - did you mean --dry-run=client?");
    if (m->resources.n)
        return err_new("can only use local files by -f %s.yaml or --filename=%s.json when --local=true is set", file,
                       file);
    if (!has_files(m))
        return err_new("one or more files must be specified as -f %s.yaml or --filename=%s.json", file, file);
    return NULL;
}

/* True if the arguments have the form of one object, whether it exists or not. */
static bool names_one(const struct metadata *m)
{
    const struct strv *r = &m->resources;
    if (!str_empty(m->in.selector.selector) || !str_empty(m->in.field_selector))
        return false;
    return (r->n == 1 && strchr(r->v[0], '/')) || (r->n == 2 && !strpbrk(r->v[0], "/,"));
}

struct err *metadata_run(struct metadata *m, const struct live_verb *verb)
{
    bool local = m->in.local;
    struct live_request req = {.files = &m->in.files,
                               .args = &m->resources,
                               .ns = m->ns,
                               .enforce_ns = m->enforce_ns,
                               .selector = local ? NULL : m->in.selector.selector,
                               .field_selector = local ? NULL : m->in.field_selector,
                               .allow_types_alone = m->in.all,
                               .all_namespaces = m->in.all_namespaces,
                               .local = local};
    struct live live;
    struct err *e = live_open(session_get(m->ctx), &req, &live);
    m->one = live.single_item_implied;
    bool single = e ? has_files(m) || names_one(m) || !m->version_first : m->one;
    if (!single && !str_empty(m->in.resource_version)) {
        err_free(e);
        e = err_new("--resource-version may only be used with a single resource");
    }
    if (!e)
        e = live_run(&live, verb, m, NULL);
    live_release(&live);
    return e;
}

bool metadata_stays_here(const struct metadata *m)
{
    return m->in.list || m->in.local || m->write.dry_run == DRY_RUN_CLIENT;
}

cJSON *metadata_copy(const cJSON *object)
{
    static const char *const members[] = {"annotations", "labels", "resourceVersion"};
    cJSON *copy = cJSON_CreateObject(), *metadata = doc_make_at(copy, "metadata");
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        const cJSON *member = doc_get(doc_get(object, "metadata"), members[i]);
        if (member)
            doc_set(metadata, members[i], doc_dup(member));
    }
    return copy;
}

void metadata_change(const struct metadata *m, cJSON *object, const char *member, bool *added, bool *gone)
{
    cJSON *metadata = doc_make_at(object, "metadata");
    cJSON *pairs = doc_make_at(metadata, member);
    bool set = false, unset = false;
    for (size_t i = 0; i < m->keys.n; i++) {
        const cJSON *now = doc_get(pairs, m->keys.v[i]);
        if (cJSON_IsString(now) && str_eq(now->valuestring, m->values.v[i]))
            continue;
        doc_set_str(pairs, m->keys.v[i], m->values.v[i]);
        set = true;
    }
    for (size_t i = 0; i < m->removed.n; i++) {
        unset = unset || doc_get(pairs, m->removed.v[i]);
        doc_remove(pairs, m->removed.v[i]);
    }
    if (!str_empty(m->in.resource_version))
        doc_set_str(metadata, "resourceVersion", m->in.resource_version);
    if (added)
        *added = set;
    if (gone)
        *gone = unset;
}

struct err *metadata_patch(const struct metadata *m, cJSON *before, const cJSON *object, struct live_change *change)
{
    cJSON *after = metadata_copy(object), *patch = NULL;
    struct err *e = patch_two_way_merge(before, after, &patch);
    if (!e) {
        change->verb = "patch";
        change->patch = PATCH_MERGE;
        change->query = m->query;
        change->body = write_body(patch);
    }
    cJSON_Delete(patch);
    cJSON_Delete(after);
    cJSON_Delete(before);
    return e;
}

void metadata_list(const struct metadata *m, const struct live_object *o, const char *member)
{
    struct buf text = buf_new();
    if (!m->one) {
        struct gvk g = gvk_parse(doc_str_at(o->object, "apiVersion"), doc_str_at(o->object, "kind"));
        buf_addf(&text, "Listing %s for %s.%s/%s:\n", member, g.kind, g.group, o->name);
        gvk_release(&g);
    }
    size_t n;
    const cJSON **pairs = doc_sorted(doc_get(doc_get(o->object, "metadata"), member), &n);
    for (size_t i = 0; i < n; i++) {
        const char *value = cJSON_IsString(pairs[i]) ? pairs[i]->valuestring : "";
        buf_addf(&text, "%s%s=%s\n", m->one ? "" : " ", pairs[i]->string, value);
    }
    free(pairs);
    char *safe = str_sanitize(text.data);
    fputs(safe, m->ctx->out);
    free(safe);
    buf_release(&text);
}

struct err *metadata_print(struct metadata *m, const cJSON *object, const char *operation)
{
    char *op = xasprintf("%s%s", operation, write_dry_run_suffix(m->write.dry_run));
    m->printer.operation = op;
    struct err *e = print_object(&m->printer, m->ctx->out, object);
    m->printer.operation = NULL;
    free(op);
    return e;
}

void metadata_release(void *opts)
{
    struct metadata *m = opts;
    strv_release(&m->resources);
    strv_release(&m->pairs);
    strv_release(&m->keys);
    strv_release(&m->values);
    strv_release(&m->removed);
    err_free(m->bad_format);
}
