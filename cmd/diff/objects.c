/* objects.c - each object as it is, and as it would be. */
#include "diff/diff.h"

#include "api/request.h"
#include "api/session.h"
#include "api/status.h"
#include "base/klog.h"
#include "base/mem.h"
#include "doc/emit.h"
#include "patch/apply_patch.h"
#include "patch/lastapplied.h"
#include "resource/locate.h"
#include "resource/schemas.h"
#include "resource/write.h"

#include <stdlib.h>
#include <string.h>

/* As kubectl: so many rounds while the object keeps changing; the last one does not insist on the version read. */
enum { MAX_ROUNDS = 4, QUERY_MAX = 8 };

struct item {
    struct run *r;
    struct target *t;
    const struct schema_type *schema;
    cJSON *live;   /* NULL: it does not exist */
    cJSON *merged; /* what it would be; NULL until it is known */
    char *uid;
    char *body;
    struct err *err;
    struct strv notices; /* their kind and the text */
    int round;
    bool done;
};

/* The first byte of a notice. */
enum { WARNING = 'S', LOGGED = 'L', LINE = 'O' };

struct run {
    struct cmd_ctx *ctx;
    const struct diff *o;
    struct diff_folders *folders;
    struct http_client *http;
    struct schemas schemas;
    struct targets targets;
    struct item *items;
};

static void look_again(struct item *i);

static void notice(struct item *i, char kind, const char *text)
{
    strv_adopt(&i->notices, xasprintf("%c%s", kind, text));
}

static void on_warning(void *arg, const char *text)
{
    notice(arg, WARNING, text);
}

static void finish(struct item *i, cJSON *merged, struct err *e)
{
    i->done = true;
    i->merged = merged;
    i->err = locate_in_manifest(e, i->t->doc);
}

/* `Object (/v1, Kind=ConfigMap: a) keeps changing, diffing without lock` */
static void note_no_lock(struct item *i)
{
    char *gvk = prune_gvk_text(i->t->resource), *name = str_sanitize(i->t->name);
    char *text = xasprintf("Object (%s: %s) keeps changing, diffing without lock", gvk, name);
    notice(i, LOGGED, text);
    free(text);
    free(name);
    free(gvk);
}

static void on_merged(void *arg, cJSON *tree, struct err *e)
{
    struct item *i = arg;
    bool conflict = err_has_reason(e, "Conflict");
    /* A conflict of managers stays, however often it is asked for; kubectl says the same line of it. */
    if (conflict && i->r->o->in.server_side && i->live != NULL)
        note_no_lock(i);
    if (conflict && !i->r->o->in.server_side && i->live != NULL && ++i->round < MAX_ROUNDS) {
        err_free(e);
        look_again(i);
        return;
    }
    if (e != NULL && !i->r->o->in.server_side && i->live != NULL)
        e = status_add_source(e, "patching", i->t->source);
    finish(i, tree, e);
}

static void request(struct item *i, const char *verb, enum patch_type type, bool dry, char *body,
                    void (*done)(void *arg, cJSON *tree, struct err *e))
{
    const char *query[QUERY_MAX];
    size_t n = 0;
    if (dry) {
        query[n++] = "dryRun";
        query[n++] = "All";
        query[n++] = "fieldManager";
        query[n++] = i->r->o->manager;
    }
    if (dry && type == PATCH_APPLY) {
        query[n++] = "force";
        query[n++] = i->r->o->in.force_conflicts ? "true" : "false";
    }
    query[n] = NULL;
    str_replace_owned(&i->body, body);
    struct api_call call = {.verb = verb,
                            .resource = i->t->resource,
                            .ns = i->t->ns,
                            .name = strcmp(verb, "create") == 0 ? NULL : i->t->name,
                            .query = query,
                            .patch = type,
                            .body = body,
                            .body_len = body != NULL ? strlen(body) : 0,
                            .on_warning = on_warning};
    struct err *e = api_start(session_get(i->r->ctx), &call, done, i);
    if (e != NULL)
        done(i, NULL, e);
}

/* The manifest as apply would write it, but for the annotation that keeps it. */
static cJSON *without_annotation(const cJSON *object)
{
    cJSON *copy = doc_dup(object);
    doc_remove(doc_make_at(copy, "metadata.annotations"), LAST_APPLIED_ANNOTATION);
    return copy;
}

static void patch_live(struct item *i)
{
    struct apply_patch patch;
    cJSON *modified = without_annotation(i->t->object);
    struct err *e = apply_patch_compute(i->schema, i->live, modified, true, &patch);
    cJSON_Delete(modified);
    for (const char *line = patch.warnings; line != NULL && *line != '\0';) {
        size_t n = strcspn(line, "\n");
        char *one = xstrndup(line, n);
        notice(i, LINE, one);
        free(one);
        line += n + (line[n] == '\n');
    }
    if (e != NULL) {
        finish(i, NULL, status_add_source(e, "patching", i->t->source));
    } else if (patch.empty) {
        finish(i, doc_dup(i->live), NULL);
    } else {
        const char *version = doc_str_at(i->live, "metadata.resourceVersion");
        if (i->round + 1 < MAX_ROUNDS)
            doc_set_str(doc_make_at(patch.tree, "metadata"), "resourceVersion", version != NULL ? version : "");
        request(i, "patch", patch.type, true, write_body(patch.tree), on_merged);
    }
    apply_patch_release(&patch);
}

static void on_live(void *arg, cJSON *tree, struct err *e)
{
    struct item *i = arg;
    cJSON_Delete(i->live);
    i->live = tree;
    if (e != NULL && !err_has_reason(e, "NotFound")) {
        finish(i, NULL, e);
        return;
    }
    err_free(e);
    str_replace_owned(&i->uid, xstrdup_null(doc_str_at(tree, "metadata.uid")));
    if (i->round + 1 == MAX_ROUNDS && tree != NULL)
        note_no_lock(i);
    if (i->r->o->in.server_side)
        request(i, "patch", PATCH_APPLY, true, write_body(i->t->object), on_merged);
    else if (tree == NULL)
        request(i, "create", PATCH_JSON, true, write_create_body(i->t->object), on_merged);
    else
        patch_live(i);
}

static void look_again(struct item *i)
{
    if (i->t->name[0] == '\0')
        on_live(i, NULL, err_new("resource name may not be empty"));
    else
        request(i, "get", PATCH_JSON, false, NULL, on_live);
}

/* ---- files ---- */

/* "apps.v1.Deployment.default.web" */
static char *file_name(const struct api_resource *r, const char *ns, const char *name)
{
    return xasprintf("%s%s%s.%s.%s.%s", r->group, r->group[0] != '\0' ? "." : "", r->version, r->kind, ns, name);
}

static void drop_managed_fields(cJSON *object)
{
    cJSON *meta = doc_get(object, "metadata");
    if (cJSON_IsObject(meta))
        doc_remove(meta, "managedFields");
}

static struct err *write_item(struct run *r, struct item *i)
{
    if (!r->o->in.show_managed_fields) {
        drop_managed_fields(i->live);
        drop_managed_fields(i->merged);
    }
    if (!r->o->in.show_secrets && diff_is_secret(i->merged)) {
        diff_mask(i->live, i->merged);
        if (i->live == NULL)
            i->live = cJSON_CreateNull(); /* kubectl's masked nothing is a null */
    }
    char *name = file_name(i->t->resource, i->t->ns, i->t->name);
    struct err *e = diff_folders_write(r->folders, name, i->live, i->merged, true);
    free(name);
    return e;
}

/* Everything of one object, in its turn. */
static struct err *tell(struct run *r, struct item *i)
{
    if (i->t->err != NULL) {
        struct err *e = i->t->err;
        i->t->err = NULL;
        return e;
    }
    for (size_t k = 0; k < i->notices.n; k++) {
        const char *text = i->notices.v[k];
        if (text[0] == WARNING)
            http_warn(r->http, text + 1);
        else if (text[0] == LOGGED)
            klog_print(r->ctx->err, 'W', "diff.go:723", "%s", text + 1);
        else
            fprintf(r->ctx->err, "%s\n", text + 1);
    }
    bool deleting = doc_str_at(i->live, "metadata.deletionTimestamp") != NULL;
    struct err *e = i->err;
    i->err = NULL;
    if (e == NULL)
        e = write_item(r, i);
    if (deleting) {
        char *name = str_sanitize(i->t->name);
        fprintf(r->ctx->err, "Warning: Detected changes to resource %s which is currently being deleted.\n", name);
        free(name);
    }
    return e;
}

/* ---- what would be pruned ---- */

struct pruned {
    struct run *r;
    struct err *err;
};

static void write_pruned(void *arg, struct prune_list *l, cJSON *object)
{
    struct pruned *p = arg;
    const char *ns = doc_str_at(object, "metadata.namespace");
    char *name = file_name(l->resource, ns != NULL ? ns : "", doc_str_at(object, "metadata.name"));
    if (!p->r->o->in.show_secrets && diff_is_secret(object))
        diff_mask(object, NULL);
    if (p->err == NULL)
        p->err = diff_folders_write(p->r->folders, name, object, NULL, false);
    free(name);
    cJSON_Delete(object);
}

static void note_unpruned(struct run *r, struct err *e)
{
    char *why = err_go_text(e), *clean = str_sanitize(why);
    klog_print(r->ctx->err, 'W', "diff.go:760", "pruning failed and could not be evaluated err: %s", clean);
    free(clean);
    free(why);
    err_free(e);
}

static struct err *take_pruned(struct run *r, struct prune_lists *lists, size_t told)
{
    struct pruned p = {.r = r};
    struct map visited = {0};
    for (size_t i = 0; i < told; i++)
        if (r->items[i].uid != NULL)
            map_set(&visited, r->items[i].uid, r);
    for (size_t i = 0; i < lists->n; i++) {
        struct prune_list *l = lists->v[i];
        for (size_t k = 0; k < l->warnings.n; k++)
            http_warn(r->http, l->warnings.v[k]);
        if (l->err != NULL) {
            char *gvk = prune_gvk_text(l->resource), *why = err_go_text(l->err);
            note_unpruned(r, err_new("error pruning %s object %s: %s",
                                     l->resource->namespaced ? "namespaced" : "nonNamespaced", gvk, why));
            free(why);
            free(gvk);
            break;
        }
        prune_list_each(l, &visited, true, write_pruned, &p);
    }
    map_release(&visited);
    return p.err;
}

/* told: how many of the objects count, since kubectl stops at the first that fails. */
static struct err *diff_pruned(struct run *r, size_t told)
{
    struct prune_types defaults = {0};
    struct prune_lists lists = {0};
    struct strv namespaces = {0};
    struct err *e = NULL;
    if (r->o->types.n == 0)
        e = prune_types_default(session_get(r->ctx), r->ctx->err, &defaults);
    for (size_t i = 0; i < told; i++) {
        const struct target *t = &r->targets.v[i];
        if (t->resource != NULL && t->resource->namespaced && !strv_has(&namespaces, t->ns))
            strv_add(&namespaces, t->ns);
    }
    if (e == NULL)
        prune_lists_plan(&lists, r->o->types.n > 0 ? &r->o->types : &defaults, &namespaces);
    e = err_wrap(e, "error retrieving RESTMappings to prune");
    if (e == NULL)
        e = prune_lists_fetch(session_get(r->ctx), &lists, r->o->in.selector.selector);
    if (e != NULL && e->kind != ERR_SILENT) {
        note_unpruned(r, e);
        e = NULL;
    } else if (e == NULL) {
        e = take_pruned(r, &lists, told);
    }
    strv_release(&namespaces);
    prune_lists_release(&lists);
    prune_types_release(&defaults);
    return e;
}

/* ---- all of it ---- */

static void start_all(struct run *r)
{
    r->items = xcalloc(r->targets.n, sizeof *r->items);
    for (size_t i = 0; i < r->targets.n; i++) {
        struct target *t = &r->targets.v[i];
        r->items[i] = (struct item){.r = r, .t = t, .done = t->err != NULL};
        if (t->err == NULL && !r->o->in.server_side)
            r->items[i].schema = schemas_find(&r->schemas, session_get(r->ctx), t, true);
    }
    for (size_t i = 0; i < r->targets.n; i++)
        if (!r->items[i].done)
            look_again(&r->items[i]);
}

static bool is_stopped(const struct run *r)
{
    return r->ctx->interrupted != NULL && *r->ctx->interrupted != 0;
}

static struct err *compare_all(struct run *r)
{
    struct err *e = NULL;
    size_t told = 0;
    start_all(r);
    for (; told < r->targets.n && e == NULL && !is_stopped(r); told++) {
        struct item *i = &r->items[told];
        while (!i->done && http_busy(r->http))
            http_poll(r->http, NS_PER_S);
        if (!is_stopped(r))
            e = tell(r, i);
    }
    while (http_busy(r->http)) /* those behind the first failure end by themselves: they change nothing */
        http_poll(r->http, NS_PER_S);
    if (!is_stopped(r) && r->o->in.prune) {
        struct err *pruned = diff_pruned(r, told);
        if (e == NULL)
            e = pruned;
        else
            err_free(pruned);
    }
    if (!is_stopped(r))
        return e;
    err_free(e);
    e = err_new("interrupted: nothing was compared");
    e->exit_code = 130;
    return e;
}

struct err *diff_objects(struct cmd_ctx *ctx, const struct diff *o, struct diff_folders *f)
{
    struct run r = {.ctx = ctx, .o = o, .folders = f};
    struct manifest_request req = {.files = &o->in.files,
                                   .ns = o->ns,
                                   .enforce_ns = o->enforce_ns,
                                   .selector = o->in.selector.selector,
                                   .in = ctx->in};
    struct err *e = manifests_read(session_get(ctx), &req, &r.targets);
    if (e == NULL)
        e = session_http(session_get(ctx), &r.http);
    if (e == NULL)
        e = compare_all(&r);
    for (size_t i = 0; r.items != NULL && i < r.targets.n; i++) {
        cJSON_Delete(r.items[i].live);
        cJSON_Delete(r.items[i].merged);
        free(r.items[i].uid);
        free(r.items[i].body);
        err_free(r.items[i].err);
        strv_release(&r.items[i].notices);
    }
    free(r.items);
    schemas_release(&r.schemas);
    targets_release(&r.targets);
    return e;
}
