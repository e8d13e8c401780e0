/* reconcile.c - "auth reconcile": roles and bindings are given what manifests ask for. */
#include "auth/children.h"
#include "auth/rules.h"

#include "api/session.h"
#include "api/status.h"
#include "base/map.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "print/print.h"
#include "resource/podspec.h"
#include "resource/write.h"

#include <stdlib.h>
#include <string.h>

#define RBAC "rbac.authorization.k8s.io"
#define AUTOUPDATE "rbac.authorization.kubernetes.io/autoupdate"
#define CONFLICT_TRIES 3

struct reconcile {
    struct {
        struct opt_files files;
        struct opt_print print;
        struct opt_dry_run dry_run;
        bool remove_permissions, remove_subjects;
    } in;
    struct cmd_ctx *ctx;
    struct targets targets;
    enum dry_run dry_run;
    struct printer printer;
    struct strv namespaces; /* known to exist */
};

static const struct flag flags[] = {
    FLAG_GROUP(struct reconcile, in.files, opt_files_flags),
    FLAG_GROUP(struct reconcile, in.print, opt_print_flags),
    FLAG_GROUP(struct reconcile, in.dry_run, opt_dry_run_flags),
    FLAG_BOOL(struct reconcile, in.remove_permissions, "remove-extra-permissions", 0, "false", 0,
              "Take away rules that the manifest does not have."),
    FLAG_BOOL(struct reconcile, in.remove_subjects, "remove-extra-subjects", 0, "false", 0,
              "Take away subjects that the manifest does not have."),
    FLAG_END,
};

/* kubectl sends no manager; the server takes the name from the user agent. */
static const char *const query[] = {"fieldManager", "kubectl", NULL};

enum operation { OP_NONE, OP_CREATE, OP_UPDATE, OP_RECREATE };

/* One object of the input. */
struct work {
    const struct api_resource *resource;
    cJSON *expected; /* typed */
    bool binding;
    /* of a try */
    cJSON *existing, *result;                                   /* typed; existing NULL: there is none */
    cJSON *missing_subjects, *extra_subjects, *missing, *extra; /* arrays or NULL; missing and extra are rules */
    enum operation operation;
    bool protected;
    /* read ahead */
    bool read;
    struct err *read_err;
};

static void clear_try(struct work *w)
{
    cJSON_Delete(w->existing);
    cJSON_Delete(w->result);
    cJSON_Delete(w->missing_subjects);
    cJSON_Delete(w->extra_subjects);
    cJSON_Delete(w->missing);
    cJSON_Delete(w->extra);
    w->existing = w->result = w->missing_subjects = w->extra_subjects = w->missing = w->extra = NULL;
    w->operation = OP_NONE;
    w->protected = false;
}

/* ---- what has to be done ---- */

/* Adds what the expected object has and the existing one lacks. */
static void merge_map(struct work *w, const char *path)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, doc_at(w->expected, path))
    {
        if (doc_get(doc_at(w->existing, path), one->string) != NULL)
            continue;
        doc_set(doc_make_at(w->result, path), one->string, doc_dup(one));
        w->operation = OP_UPDATE;
    }
}

static void append_all(cJSON *object, const char *path, const cJSON *items)
{
    cJSON *list = doc_at(object, path);
    if (!cJSON_IsArray(list)) {
        list = cJSON_CreateArray();
        doc_set_at(object, path, list);
    }
    const cJSON *one;
    cJSON_ArrayForEach(one, items) cJSON_AddItemToArray(list, doc_dup(one));
}

static bool any(const cJSON *list)
{
    return list != NULL && list->child != NULL;
}

static void set_or_remove(cJSON *object, const char *key, const cJSON *value)
{
    if (value == NULL)
        doc_remove(object, key);
    else
        doc_set(object, key, doc_dup(value));
}

/* Rules that collect others by labels; only cluster roles have them. */
static void compute_aggregation(struct work *w, bool remove)
{
    const cJSON *wanted = doc_get(w->expected, "aggregationRule"), *now = doc_get(w->existing, "aggregationRule");
    const cJSON *wanted_list = doc_get(wanted, "clusterRoleSelectors"),
                *now_list = doc_get(now, "clusterRoleSelectors");
    if (!cJSON_IsObject(wanted)) {
        if (cJSON_IsObject(now)) {
            doc_remove(w->result, "aggregationRule");
            w->operation = OP_UPDATE;
        }
        return;
    }
    cJSON *missing = items_missing(now_list, wanted_list), *extra = items_missing(wanted_list, now_list);
    if (!remove && any(missing)) {
        append_all(w->result, "aggregationRule.clusterRoleSelectors", missing);
        w->operation = OP_UPDATE;
    } else if (remove && (any(missing) || any(extra))) {
        doc_set(w->result, "aggregationRule", doc_dup(wanted));
        w->operation = OP_UPDATE;
    }
    cJSON_Delete(missing);
    cJSON_Delete(extra);
}

static void compute_role(struct work *w, bool remove)
{
    const cJSON *wanted = doc_get(w->expected, "rules"), *now = doc_get(w->existing, "rules");
    bool collected = cJSON_IsObject(doc_get(w->expected, "aggregationRule")) &&
                     cJSON_IsObject(doc_get(w->existing, "aggregationRule"));
    w->extra = collected ? cJSON_CreateArray() : rules_uncovered(wanted, now);
    w->missing = rules_uncovered(now, wanted);
    if (!remove && any(w->missing)) {
        append_all(w->result, "rules", w->missing);
        w->operation = OP_UPDATE;
    } else if (remove && (any(w->missing) || any(w->extra))) {
        set_or_remove(w->result, "rules", wanted);
        w->operation = OP_UPDATE;
    }
    compute_aggregation(w, remove);
}

static void compute_binding(struct work *w, bool remove)
{
    const cJSON *wanted = doc_get(w->expected, "subjects"), *now = doc_get(w->existing, "subjects");
    w->missing_subjects = items_missing(now, wanted);
    w->extra_subjects = items_missing(wanted, now);
    if (!remove && any(w->missing_subjects)) {
        append_all(w->result, "subjects", w->missing_subjects);
        w->operation = OP_UPDATE;
    } else if (remove && (any(w->missing_subjects) || any(w->extra_subjects))) {
        set_or_remove(w->result, "subjects", wanted);
        w->operation = OP_UPDATE;
    }
}

static void compute(const struct reconcile *v, struct work *w)
{
    if (w->existing == NULL) {
        const cJSON *list = doc_get(w->expected, w->binding ? "subjects" : "rules");
        cJSON *missing = list != NULL ? doc_dup(list) : cJSON_CreateArray();
        w->operation = OP_CREATE;
        w->result = doc_dup(w->expected);
        if (w->binding)
            w->missing_subjects = missing;
        else
            w->missing = missing;
        return;
    }
    const cJSON *auto_update = doc_get(doc_at(w->existing, "metadata.annotations"), AUTOUPDATE);
    w->protected = cJSON_IsString(auto_update) && str_eq(auto_update->valuestring, "false");
    if (w->binding && !doc_equal(doc_get(w->expected, "roleRef"), doc_get(w->existing, "roleRef"))) {
        w->operation = OP_RECREATE;
        w->result = doc_dup(w->expected);
        return;
    }
    w->result = doc_dup(w->existing);
    merge_map(w, "metadata.annotations");
    merge_map(w, "metadata.labels");
    if (w->binding)
        compute_binding(w, v->in.remove_subjects);
    else
        compute_role(w, v->in.remove_permissions);
}

/* ---- requests ---- */

static const char *namespace_of(const struct work *w)
{
    const char *ns = doc_str_at(w->expected, "metadata.namespace");
    return ns != NULL ? ns : "";
}

static struct api_call call_of(const struct work *w, const char *verb)
{
    const char *name = doc_str_at(w->expected, "metadata.name");
    return (struct api_call){.verb = verb,
                             .resource = w->resource,
                             .ns = w->resource->namespaced ? namespace_of(w) : "",
                             .name = name != NULL ? name : ""};
}

/* A manifest must name the namespace: --namespace and the context do not count here. Without one kubectl asks for what
 * cannot exist, and fails when it creates the object. */
static bool is_nowhere(const struct work *w)
{
    return w->resource->namespaced && *namespace_of(w) == '\0';
}

static struct err *take_existing(struct work *w, cJSON *tree, struct err *e)
{
    if (err_has_reason(e, "NotFound")) {
        err_free(e);
        return NULL;
    }
    if (e == NULL)
        e = typed_object(w->resource, tree, &w->existing);
    cJSON_Delete(tree);
    return e;
}

static struct err *read_existing(const struct reconcile *v, struct work *w)
{
    cJSON *tree = NULL;
    if (w->read) {
        struct err *e = w->read_err;
        w->read_err = NULL;
        w->read = false;
        return e;
    }
    if (is_nowhere(w))
        return NULL;
    struct api_call call = call_of(w, "get");
    struct err *e = api_do(session_get(v->ctx), &call, &tree);
    return take_existing(w, tree, e);
}

static struct err *send(const struct reconcile *v, struct work *w, const char *verb)
{
    struct api_call call = call_of(w, verb);
    char *body = write_body(w->result);
    cJSON *answer = NULL, *typed = NULL;
    if (str_eq(verb, "create"))
        call.name = NULL;
    call.query = query;
    call.body = body;
    call.body_len = strlen(body);
    struct err *e = api_do(session_get(v->ctx), &call, &answer);
    free(body);
    if (write_outcome_unknown(e))
        e = err_note(e, "  %s/%s: whether it was written is not known", w->resource->name,
                     doc_str_at(w->expected, "metadata.name"));
    if (e == NULL)
        e = typed_object(w->resource, answer, &typed);
    if (e == NULL) {
        cJSON_Delete(w->result);
        w->result = typed;
    }
    cJSON_Delete(answer);
    return e;
}

/* Makes the namespace if it does not exist. Who may neither look nor make it goes on. */
static struct err *ensure_namespace(struct reconcile *v, const char *ns)
{
    struct session *s = session_get(v->ctx);
    const struct api_resource *r = NULL;
    if (strv_has(&v->namespaces, ns))
        return NULL;
    struct gvk gvk = gvk_parse("v1", "Namespace");
    struct err *e = mapping_for_gvk(s, &gvk, &r);
    gvk_release(&gvk);
    if (e != NULL)
        return e;
    struct api_call get = {.verb = "get", .resource = r, .name = ns};
    e = *ns != '\0' ? api_do(s, &get, NULL) : err_new("resource name may not be empty");
    if (err_has_reason(e, "NotFound") || err_has_reason(e, "Forbidden")) {
        err_free(e);
        cJSON *object = cJSON_CreateObject();
        doc_set_str(object, "kind", "Namespace");
        doc_set_str(object, "apiVersion", "v1");
        doc_set_at(object, "metadata.name", cJSON_CreateString(ns));
        char *body = write_body(object);
        struct api_call create = {
            .verb = "create", .resource = r, .query = query, .body = body, .body_len = strlen(body)};
        e = api_do(s, &create, NULL);
        free(body);
        cJSON_Delete(object);
        if (err_has_reason(e, "AlreadyExists") || err_has_reason(e, "Forbidden")) {
            err_free(e);
            e = NULL;
        }
    }
    if (e == NULL)
        strv_add(&v->namespaces, ns);
    return e;
}

static struct err *create(struct reconcile *v, struct work *w)
{
    struct err *e = w->resource->namespaced ? ensure_namespace(v, namespace_of(w)) : NULL;
    return e != NULL ? e : send(v, w, "create");
}

/* The object with the UID that was looked at; what is gone already is gone. */
static struct err *remove_existing(const struct reconcile *v, struct work *w)
{
    cJSON *options = cJSON_CreateObject();
    const char *uid = doc_str_at(w->existing, "metadata.uid");
    doc_set_at(options, "preconditions.uid", cJSON_CreateString(uid != NULL ? uid : ""));
    char *body = write_body(options);
    struct api_call call = call_of(w, "delete");
    call.body = body;
    call.body_len = strlen(body);
    struct err *e = api_do(session_get(v->ctx), &call, NULL);
    free(body);
    cJSON_Delete(options);
    if (err_has_reason(e, "NotFound")) {
        err_free(e);
        e = NULL;
    }
    return e;
}

/* One try; *again: the object has changed meanwhile so that it has to be looked at anew. */
static struct err *write_result(struct reconcile *v, struct work *w, bool *again)
{
    struct err *e = NULL;
    if (w->operation == OP_RECREATE) {
        e = remove_existing(v, w);
        *again = err_has_reason(e, "Conflict");
    }
    if (e == NULL && (w->operation == OP_CREATE || w->operation == OP_RECREATE)) {
        e = create(v, w);
        *again = err_has_reason(e, "AlreadyExists");
    } else if (e == NULL && w->operation == OP_UPDATE) {
        e = send(v, w, "update");
        *again = err_has_reason(e, "NotFound");
    }
    return e;
}

static struct err *attempt(struct reconcile *v, struct work *w)
{
    int most = w->binding ? 3 : 2;
    for (int i = 0; i <= most; i++) {
        bool again = false;
        if (!w->read) /* what was read ahead stays for the first try */
            clear_try(w);
        struct err *e = read_existing(v, w);
        if (e != NULL)
            return e;
        compute(v, w);
        if (w->protected || v->dry_run != DRY_RUN_NONE)
            return NULL;
        e = write_result(v, w, &again);
        if (!again)
            return e;
        err_free(e);
    }
    return err_new("exceeded maximum attempts");
}

/* ---- telling ---- */

static void tell_list(const struct reconcile *v, const char *title, const cJSON *list,
                      void (*text)(struct buf *out, const cJSON *item))
{
    if (!any(list))
        return;
    fprintf(v->ctx->err, "\t%s:\n", title);
    const cJSON *one;
    cJSON_ArrayForEach(one, list)
    {
        struct buf b = buf_new();
        text(&b, one);
        char *clean = str_sanitize(b.data);
        fprintf(v->ctx->err, "\t\t%s\n", clean);
        free(clean);
        buf_release(&b);
    }
}

static struct err *tell(struct reconcile *v, const struct work *w)
{
    static const char *const words[] = {[OP_CREATE] = "create", [OP_UPDATE] = "update", [OP_RECREATE] = "recreate"};
    cJSON *typed = NULL;
    struct err *e = typed_object(w->resource, w->result, &typed);
    if (e == NULL)
        e = print_object(&v->printer, v->ctx->out, typed);
    cJSON_Delete(typed);
    fflush(v->ctx->out);
    if (w->operation == OP_NONE)
        return e;
    fprintf(v->ctx->err, "\treconciliation required %s%s\n", words[w->operation],
            w->protected ? ", but object opted out (" AUTOUPDATE ": false)" : "");
    tell_list(v, "missing subjects added", w->missing_subjects, subject_text);
    if (v->in.remove_subjects)
        tell_list(v, "extra subjects removed", w->extra_subjects, subject_text);
    tell_list(v, "missing rules added", w->missing, rule_text);
    if (v->in.remove_permissions)
        tell_list(v, "extra rules removed", w->extra, rule_text);
    return e;
}

static struct err *reconcile_one(struct reconcile *v, struct work *w)
{
    struct err *e = NULL;
    for (int i = 0; i < CONFLICT_TRIES; i++) {
        err_free(e);
        e = attempt(v, w);
        if (!err_has_reason(e, "Conflict"))
            break;
    }
    return e != NULL ? e : tell(v, w);
}

/* ---- all of them ---- */

static void on_read(void *arg, cJSON *tree, struct err *e)
{
    struct work *w = arg;
    w->read = true;
    w->read_err = take_existing(w, tree, e);
}

/* Looks at all objects at once; one that stands in the input twice is looked at again in its turn. */
static void read_ahead(struct reconcile *v, struct work *all, size_t n)
{
    struct http_client *http = NULL;
    struct map seen = {0};
    struct err *e = n > 1 ? session_http(session_get(v->ctx), &http) : NULL;
    for (size_t i = 0; i < n && http != NULL && e == NULL; i++) {
        struct work *w = &all[i];
        if (w->expected == NULL || is_nowhere(w))
            continue;
        struct api_call call = call_of(w, "get");
        char *key = xasprintf("%s/%s/%s", call.resource->name, call.ns, call.name);
        if (!map_has(&seen, key)) {
            map_set(&seen, key, w);
            struct err *wrong = api_start(session_get(v->ctx), &call, on_read, w);
            if (wrong != NULL)
                on_read(w, NULL, wrong);
        }
        free(key);
    }
    if (http != NULL)
        http_run(http, NULL);
    map_release(&seen);
    err_free(e);
}

/* Whether an object of the input is ours to reconcile. */
static struct err *prepare(struct session *s, const struct target *t, struct work *w)
{
    const struct api_resource *r = t->resource;
    bool role = str_eq(r->kind, "Role") || str_eq(r->kind, "ClusterRole");
    w->binding = str_eq(r->kind, "RoleBinding") || str_eq(r->kind, "ClusterRoleBinding");
    if (!str_eq(r->group, RBAC) || !(role || w->binding))
        return NULL;
    if (!str_eq(r->version, "v1")) {
        char *name = typed_name(r);
        struct err *e = err_new("only " RBAC "/v1 is supported: not %s", name);
        free(name);
        return e;
    }
    struct gvk gvk = api_resource_gvk(r);
    struct err *e = mapping_for_gvk(s, &gvk, &w->resource); /* that of the manifest knows no plural */
    gvk_release(&gvk);
    return e != NULL ? e : typed_object(r, t->object, &w->expected);
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct reconcile *v = opts;
    size_t n = v->targets.n;
    struct work *all = xcalloc(n + 1, sizeof *all);
    struct err **wrong = xcalloc(n + 1, sizeof *wrong), *errs = NULL;
    for (size_t i = 0; i < n; i++) {
        struct target *t = &v->targets.v[i];
        wrong[i] = t->err;
        t->err = NULL;
        if (wrong[i] == NULL)
            wrong[i] = prepare(session_get(ctx), t, &all[i]);
    }
    read_ahead(v, all, n);
    size_t done = 0;
    for (; done < n && !(ctx->interrupted && *ctx->interrupted); done++) {
        err_collect(&errs, wrong[done]);
        wrong[done] = NULL;
        if (all[done].expected != NULL)
            err_collect(&errs, reconcile_one(v, &all[done]));
    }
    if (done < n) {
        struct err *cut =
            err_new("interrupted: %zu of %zu objects were not reconciled, or it is not known whether they "
                    "were; run the same command again",
                    n - done, n);
        cut->exit_code = 130;
        err_collect(&errs, cut);
    }
    for (size_t i = 0; i < n; i++) {
        clear_try(&all[i]);
        cJSON_Delete(all[i].expected);
        err_free(all[i].read_err);
        err_free(wrong[i]);
    }
    free(wrong);
    free(all);
    struct err *e = err_reduce(errs);
    if (e != NULL && done < n)
        e->exit_code = 130;
    return e;
}

/* ---- the verb ---- */

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct reconcile *o = opts;
    struct session *s = session_get(ctx);
    struct manifest_request request = {.files = &o->in.files, .local = true, .in = ctx->in};
    const struct rest_config *config;
    o->ctx = ctx;
    struct err *e = opt_files_check(&o->in.files);
    (void)argv;
    if (e == NULL && argc > 0)
        e = err_new("no arguments are allowed");
    if (e == NULL) {
        e = opt_dry_run_get(ctx, &o->in.dry_run, &o->dry_run);
        if (e != NULL)
            e = err_wrap(e, "error accessing --dry-run flag for command reconcile");
        else if (o->dry_run == DRY_RUN_SERVER)
            e = err_new("--dry-run=server for command reconcile is not supported yet");
    }
    if (e == NULL)
        e = session_namespace(s, &request.ns, &request.enforce_ns);
    if (e == NULL)
        e = manifests_read(s, &request, &o->targets);
    typed_check_targets(&o->targets);
    if (e == NULL)
        e = session_config(s, &config);
    if (e == NULL)
        e = printer_init(ctx, &o->printer, &o->in.print, false);
    o->printer.operation = o->dry_run == DRY_RUN_CLIENT ? "reconciled (dry run)" : "reconciled";
    return e;
}

static void release(void *opts)
{
    struct reconcile *o = opts;
    targets_release(&o->targets);
    strv_release(&o->namespaces);
}

static const struct example examples[] = {
    {"Bring roles and bindings to what a file asks for", "kubec auth reconcile -f rbac.yaml"},
    {"See what would change, and what would be taken away",
     "kubec auth reconcile -f rbac.yaml --remove-extra-permissions --remove-extra-subjects --dry-run=client"},
    {0},
};

const struct command cmd_auth_reconcile = {
    .name = "reconcile",
    .usage = "-f FILENAME [flags]",
    .summary = "Give roles and bindings the rules and subjects of manifests",
    .description =
        "Reads roles, cluster roles and their bindings from manifests. What does not exist is created, with its "
        "namespace; what exists gets the rules and subjects that it lacks. Rules are compared by what they allow, not "
        "by how they are written, which is why this suits RBAC better than `apply`. A binding to another role is "
        "deleted and made anew. An object that says " AUTOUPDATE ": \"false\" in an annotation is left alone, and "
        "other kinds in the manifests are ignored.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct reconcile),
    .complete = complete,
    .run = run,
    .release = release,
};
