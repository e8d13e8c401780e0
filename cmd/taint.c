/* taint.c - "taint": sets and removes taints of nodes. */
#include "api/session.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "offer.h"
#include "print/print.h"
#include "resource/label.h"
#include "resource/live.h"
#include "resource/write.h"

#include <stdlib.h>
#include <string.h>

struct one_taint {
    char *key, *value, *effect; /* effect "": all of the key, to be removed */
};

struct taints {
    struct one_taint *v;
    size_t n;
};

struct taint {
    struct {
        struct opt_selector selector;
        struct opt_dry_run dry_run;
        struct opt_validate validate;
        struct opt_print print;
        const char *field_manager;
        bool all, overwrite;
    } in;
    struct cmd_ctx *ctx;
    struct write_opts write;
    struct printer printer;
    struct err *bad_format; /* of -o: told where the node would be printed, before anything is sent */
    const char *ns;
    bool enforce_ns;
    struct strv resources, names; /* names: the resources behind the type, or the type alone */
    struct taints add, remove;
    const char *query[WRITE_QUERY_MAX];
};

static const struct flag flags[] = {
    FLAG_GROUP(struct taint, in.selector, opt_selector_flags),
    FLAG_GROUP(struct taint, in.dry_run, opt_dry_run_flags),
    FLAG_GROUP(struct taint, in.validate, opt_validate_flags),
    FLAG_GROUP(struct taint, in.print, opt_print_flags),
    FLAG_BOOL(struct taint, in.all, "all", 0, "false", 0, "All nodes of the cluster."),
    FLAG_STRING(struct taint, in.field_manager, "field-manager", 0, "NAME", "kubectl-taint", 0,
                "The name under which the server records who set the fields."),
    FLAG_BOOL(struct taint, in.overwrite, "overwrite", 0, "false", 0,
              "Taints that exist with the same effect may be changed."),
    FLAG_END,
};

/* ---- the arguments ---- */

static void taints_release(struct taints *t)
{
    for (size_t i = 0; i < t->n; i++) {
        free(t->v[i].key);
        free(t->v[i].value);
        free(t->v[i].effect);
    }
    free(t->v);
}

static struct err *bad_spec(const char *spec, struct buf *why)
{
    struct err *e =
        why->len ? err_new("invalid taint spec: %s, %s", spec, why->data) : err_new("invalid taint spec: %s", spec);
    buf_release(why);
    return e;
}

static bool is_effect(const char *s)
{
    return str_eq(s, "NoSchedule") || str_eq(s, "PreferNoSchedule") || str_eq(s, "NoExecute");
}

/* KEY=VALUE:EFFECT, KEY:EFFECT or KEY; appended to `out`. */
static struct err *parse_taint(const char *spec, struct taints *out)
{
    struct buf why = buf_new();
    const char *colon = strchr(spec, ':'), *effect = colon ? colon + 1 : "";
    if (colon && strchr(effect, ':'))
        return bad_spec(spec, &why);
    if (colon && !is_effect(effect))
        return err_new("invalid taint effect: %s, unsupported taint effect", effect);
    char *pair = xstrndup(spec, colon ? (size_t)(colon - spec) : strlen(spec));
    char *equals = colon ? strchr(pair, '=') : NULL;
    const char *value = "";
    bool good = true;
    if (equals) {
        *equals = '\0';
        value = equals + 1;
        good = !strchr(value, '=') && label_value_check(value, &why);
    }
    if (!good || !label_key_check(pair, &why)) {
        free(pair);
        return bad_spec(spec, &why);
    }
    out->v = xreallocarray(out->v, out->n + 1, sizeof *out->v);
    out->v[out->n++] = (struct one_taint){.key = xstrdup(pair), .value = xstrdup(value), .effect = xstrdup(effect)};
    free(pair);
    buf_release(&why);
    return NULL;
}

static struct err *parse_added(struct taint *o, const char *spec)
{
    struct err *e = parse_taint(spec, &o->add);
    if (e)
        return e;
    const struct one_taint *t = &o->add.v[o->add.n - 1];
    if (*t->effect == '\0')
        return err_new("invalid taint spec: %s", spec);
    for (size_t i = 0; i + 1 < o->add.n; i++) {
        if (str_eq(o->add.v[i].key, t->key) && str_eq(o->add.v[i].effect, t->effect))
            return err_new("duplicated taints with the same key and effect: {%s %s %s <nil>}", t->key, t->value,
                           t->effect);
    }
    return NULL;
}

static struct err *parse_taints(struct taint *o, const struct strv *specs)
{
    struct err *e = NULL;
    for (size_t i = 0; i < specs->n && !e; i++) {
        const char *spec = specs->v[i];
        if (!str_ends(spec, "-")) {
            e = parse_added(o, spec);
            continue;
        }
        char *cut = xstrndup(spec, strlen(spec) - 1);
        e = parse_taint(cut, &o->remove);
        free(cut);
    }
    if (!e)
        return NULL;
    struct err *told = cli_usage_error(o->ctx, "%s", e->msg);
    err_free(e);
    return told;
}

static struct err *split_args(struct taint *o, int argc, char **argv)
{
    struct strv specs = {0};
    struct err *e = NULL;
    for (int i = 0; i < argc && !e; i++) {
        if (strpbrk(argv[i], "=:") || str_ends(argv[i], "-"))
            strv_add(&specs, argv[i]);
        else if (specs.n)
            e = err_new("all resources must be specified before taint changes: %s", argv[i]);
        else
            strv_add(&o->resources, argv[i]);
    }
    if (!e && o->resources.n == 0)
        e = err_new("one or more resources must be specified as <resource> <name>");
    if (!e && specs.n == 0)
        e = err_new("at least one taint update is required");
    if (!e)
        e = parse_taints(o, &specs);
    strv_release(&specs);
    return e;
}

/* kubectl's Validate looks the type up before all else. */
static struct err *check_type(struct taint *o)
{
    char *type = str_lower(o->resources.v[0]), *first = str_cut(type, '.', &(const char *){NULL});
    const struct api_resource *resource = NULL;
    struct err *e = mapping_for_arg(session_get(o->ctx), first, &resource);
    if (!e && !str_eq(resource->kind, "Node"))
        e = err_new("invalid resource type %s, only node types are supported", type);
    else if (e && e->kind == ERR_GENERIC)
        e->kind = ERR_NET; /* the mapper's own error, which kubectl prints without "error: " */
    free(first);
    free(type);
    return e;
}

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct taint *o = opts;
    o->ctx = ctx;
    struct err *e = session_namespace(session_get(ctx), &o->ns, &o->enforce_ns);
    if (!e)
        e = opt_dry_run_get(ctx, &o->in.dry_run, &o->write.dry_run);
    if (!e)
        e = opt_validate_get(&o->in.validate, &o->write.validate);
    if (!e)
        e = split_args(o, argc, argv);
    if (!e)
        e = check_type(o);
    if (e)
        return e;
    o->bad_format = printer_init(ctx, &o->printer, &o->in.print, false);
    o->write.field_manager = o->in.field_manager;
    if (o->in.all || !str_empty(o->in.selector.selector)) {
        strv_add(&o->names, "node");
        return NULL;
    }
    for (size_t i = 1; i < o->resources.n; i++)
        strv_add(&o->names, o->resources.v[i]);
    return NULL;
}

static struct err *check_not_both(const struct taint *o)
{
    struct buf both = buf_new();
    for (size_t i = 0; i < o->add.n; i++) {
        for (size_t k = 0; k < o->remove.n; k++) {
            const struct one_taint *a = &o->add.v[i], *r = &o->remove.v[k];
            if (str_eq(a->key, r->key) && (*r->effect == '\0' || str_eq(a->effect, r->effect)))
                buf_addf(&both, "%s%s=%s", both.len ? ", " : "", r->key, r->effect);
        }
    }
    struct err *e =
        both.len ? err_new("can not both modify and remove the following taint(s) in the same command: %s", both.data)
                 : NULL;
    buf_release(&both);
    return e;
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct taint *o = opts;
    bool selects = !str_empty(o->in.selector.selector);
    struct err *e = check_not_both(o);
    if (!e && o->in.all && selects)
        e = err_new("setting 'all' parameter with a non empty selector is prohibited");
    if (!e && !o->in.all && !selects && o->resources.n < 2)
        e = err_new("at least one resource name must be specified since 'all' parameter is not set");
    return e;
}

/* ---- the change ---- */

static const char *text_of(const cJSON *taint, const char *member)
{
    const char *s = doc_str_at(taint, member);
    return s ? s : "";
}

static bool matches(const struct one_taint *t, const cJSON *taint)
{
    return str_eq(t->key, text_of(taint, "key")) && str_eq(t->effect, text_of(taint, "effect"));
}

static struct err *check_no_overwrites(const struct taint *o, const struct live_object *node, const cJSON *old)
{
    struct strv found = {0};
    for (size_t i = 0; i < o->add.n; i++) {
        const cJSON *t;
        cJSON_ArrayForEach(t, old)
        {
            if (matches(&o->add.v[i], t))
                strv_add(&found, o->add.v[i].key);
        }
    }
    char *list = strv_join(&found, ",");
    struct err *e = found.n ? err_new("node %s already has %s taint(s) with same effect(s) and --overwrite is false",
                                      node->name, list)
                            : NULL;
    free(list);
    strv_release(&found);
    return e;
}

/* The new taints, then the old ones that they do not replace. */
static cJSON *merged(const struct taint *o, const cJSON *old)
{
    cJSON *list = cJSON_CreateArray();
    for (size_t i = 0; i < o->add.n; i++) {
        const struct one_taint *t = &o->add.v[i];
        cJSON *taint = cJSON_CreateObject();
        doc_set_str(taint, "key", t->key);
        if (*t->value)
            doc_set_str(taint, "value", t->value);
        doc_set_str(taint, "effect", t->effect);
        cJSON_AddItemToArray(list, taint);
    }
    const cJSON *t;
    cJSON_ArrayForEach(t, old)
    {
        bool replaced = false;
        for (size_t i = 0; i < o->add.n && !replaced; i++)
            replaced = matches(&o->add.v[i], t);
        if (!replaced)
            cJSON_AddItemToArray(list, doc_dup(t));
    }
    return list;
}

/* Removes one taint, or all of a key; true if there was any. */
static bool remove_taint(cJSON *list, const struct one_taint *t)
{
    bool removed = false;
    for (cJSON *c = list->child, *next; c; c = next) {
        next = c->next;
        if (*t->effect ? matches(t, c) : str_eq(t->key, text_of(c, "key"))) {
            cJSON_Delete(cJSON_DetachItemViaPointer(list, c));
            removed = true;
        }
    }
    return removed;
}

/* *deleted is what the last of the removals gave, as in kubectl. */
static struct err *remove_taints(const struct taint *o, cJSON *list, bool *deleted)
{
    struct err *errs = NULL;
    for (size_t i = 0; i < o->remove.n; i++) {
        const struct one_taint *t = &o->remove.v[i];
        *deleted = remove_taint(list, t);
        if (!*deleted)
            err_collect(&errs, err_new("taint \"%s%s%s\" not found", t->key, *t->effect ? ":" : "", t->effect));
    }
    return err_reduce(errs);
}

static void fill_patch(struct taint *o, cJSON *object, cJSON *list, struct live_change *change)
{
    cJSON *spec = doc_make_at(object, "spec"), *patch = cJSON_CreateObject();
    const cJSON *old = doc_get(spec, "taints");
    bool none = !list->child;
    if (none ? old && old->child : !old || !doc_equal(old, list))
        doc_set_at(patch, "spec.taints", none ? cJSON_CreateNull() : doc_dup(list));
    change->verb = "patch";
    change->patch = PATCH_STRATEGIC;
    change->query = o->query;
    change->body = write_body(patch);
    cJSON_Delete(patch);
    if (none)
        doc_remove(spec, "taints");
    else
        doc_set(spec, "taints", doc_dup(list));
}

static struct err *compute(void *arg, struct live_object *node, struct live_change *change)
{
    struct taint *o = arg;
    const cJSON *old = doc_at(node->object, "spec.taints");
    struct err *e = o->in.overwrite ? NULL : check_no_overwrites(o, node, old);
    if (e)
        return e;
    cJSON *list = merged(o, old);
    bool added = cJSON_GetArraySize(old) != cJSON_GetArraySize(list), deleted = false;
    e = remove_taints(o, list, &deleted);
    if (!e && o->bad_format)
        e = err_clone(o->bad_format);
    if (!e) {
        node->data = xstrdup((added && deleted) || o->in.overwrite ? "modified" : added ? "tainted" : "untainted");
        struct live_change none = {0};
        fill_patch(o, node->object, list, change);
        if (o->write.dry_run == DRY_RUN_CLIENT) {
            free(change->body);
            *change = none;
        }
    }
    cJSON_Delete(list);
    return e;
}

/* kubectl prints the server's answer as a Go structure, what it patched by itself as a map, and each node with a
 * printer of its own: no "---", and no word about a dry run. */
static struct err *outcome(void *arg, struct live_object *node, cJSON *answer)
{
    struct taint *o = arg;
    printer_restart(&o->printer);
    o->printer.sorted = !answer;
    o->printer.operation = node->data;
    return print_object(&o->printer, o->ctx->out, answer ? answer : node->object);
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    static const struct live_verb verb = {.compute = compute, .outcome = outcome, .drop = free, .done = "tainted"};
    struct taint *o = opts;
    bool selects = o->in.all || !str_empty(o->in.selector.selector);
    struct live_request req = {.args = &o->names,
                               .default_type = selects ? NULL : "node",
                               .ns = o->ns,
                               .selector = o->in.selector.selector,
                               .all = o->in.all};
    struct live live;
    write_query(&o->write, o->query);
    struct err *e = live_open(session_get(ctx), &req, &live);
    if (!e)
        e = live_run(&live, &verb, o, NULL);
    live_release(&live);
    return e;
}

static void release(void *opts)
{
    struct taint *o = opts;
    strv_release(&o->resources);
    strv_release(&o->names);
    taints_release(&o->add);
    taints_release(&o->remove);
    err_free(o->bad_format);
}

static const struct example examples[] = {
    {"Keep pods off a node unless they tolerate it", "kubec taint nodes worker-1 dedicated=db:NoSchedule"},
    {"A taint without a value", "kubec taint nodes worker-1 broken:NoExecute"},
    {"Change a taint that exists", "kubec taint --overwrite nodes worker-1 dedicated=web:NoSchedule"},
    {"Taint the nodes with a label", "kubec taint nodes -l disk=slow slow:PreferNoSchedule"},
    {"Remove one taint", "kubec taint nodes worker-1 dedicated:NoSchedule-"},
    {"Remove all taints of a key", "kubec taint nodes worker-1 dedicated-"},
    {0},
};

const struct command cmd_taint = {
    .name = "taint",
    .group = GROUP_CLUSTER,
    .usage = "NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 … KEY_N=VAL_N:TAINT_EFFECT_N",
    .summary = "Set and remove taints of nodes",
    .description =
        "Sets taints (KEY=VALUE:EFFECT) of nodes and removes them (KEY- or KEY:EFFECT-). A taint keeps pods away that "
        "do not tolerate it.\n\n"
        "The effect is NoSchedule (no new pods), PreferNoSchedule (none if another node has room) or NoExecute (pods "
        "that run have to go too). The key may have a DNS name and a slash before it; a value may be left out. Both "
        "begin and end with a letter or a digit and hold letters, digits, hyphens, dots and underscores: a key up to "
        "253 characters with its prefix, a value up to 63.\n\n"
        "A taint that exists with the same effect is only changed with --overwrite.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct taint),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
    .complete_args = offer_args_taint,
};
