/* common.c - what the verbs `set THING` share. */
#include "set/common.h"

#include "api/status.h"
#include "base/mem.h"
#include "doc/emit.h"
#include "patch/patch.h"
#include "resource/podspec.h"

#include <stdlib.h>
#include <string.h>

const struct flag set_flags_but_files[] = {
    FLAG_GROUP(struct set_in, print, opt_print_flags),
    FLAG_GROUP(struct set_in, dry_run, opt_dry_run_flags),
    FLAG_BOOL(struct set_in, all, "all", 0, "false", 0, "All objects of the types in the namespace."),
    FLAG_BOOL(struct set_in, local, "local", 0, "false", 0,
              "Change the manifests of -f only, and print them; no server is asked."),
    FLAG_STRING(struct set_in, field_manager, "field-manager", 0, "NAME", "kubectl-set", 0,
                "The name under which the server records who set the fields."),
    FLAG_END,
};

const struct flag set_flags[] = {
    FLAG_GROUP(struct set_in, files, opt_files_flags),
    {.type = FLAG_TYPE_GROUP, .group = set_flags_but_files},
    FLAG_END,
};

struct err *set_dry_run_get(struct cmd_ctx *ctx, struct set *s)
{
    s->ctx = ctx;
    s->write.validate = VALIDATE_UNSET;
    s->write.field_manager = s->in->field_manager;
    return opt_dry_run_get(ctx, &s->in->dry_run, &s->write.dry_run);
}

struct err *set_printer_get(struct set *s)
{
    s->word = xasprintf("%s%s", s->operation, write_dry_run_suffix(s->write.dry_run));
    s->printer.operation = s->word;
    write_query(&s->write, s->query);
    return printer_init(s->ctx, &s->printer, &s->in->print, false);
}

struct err *set_flags_get(struct cmd_ctx *ctx, struct set *s)
{
    struct err *e = set_dry_run_get(ctx, s);
    return e != NULL ? e : set_printer_get(s);
}

struct err *set_namespace(struct set *s)
{
    return session_namespace(session_get(s->ctx), &s->ns, &s->enforce_ns);
}

struct err *set_local_error(void)
{
    return live_local_error();
}

struct err *set_open(struct set *s, bool args_with_local)
{
    bool local = s->in->local;
    if (local && args_with_local && s->resources.n > 0)
        return set_local_error();
    s->request = (struct live_request){
        .files = &s->in->files,
        .args = local ? NULL : &s->resources,
        .ns = s->ns,
        .enforce_ns = s->enforce_ns,
        .selector = local ? NULL : s->selector,
        .allow_types_alone = !local && s->in->all,
        .local = local,
    };
    struct err *e = live_open(session_get(s->ctx), &s->request, &s->live);
    typed_check_targets(&s->live.targets);
    return e;
}

struct err *set_read(struct set *s, bool args_with_local)
{
    struct err *e = set_open(s, args_with_local), *errs = NULL;
    if (e != NULL)
        return e;
    err_collect(&errs, typed_check_items(&s->live.items));
    err_collect(&errs, live_read(&s->live, &s->objects));
    err_collect(&errs, typed_check_objects(&s->objects));
    return err_reduce(errs);
}

char *set_object_name(const struct set *s, const struct live_object *o)
{
    if (!s->in->local)
        return xasprintf("%s/%s", o->resource->name, o->name);
    char *kind = str_lower(o->resource->kind);
    char *name = o->resource->group[0] != '\0' ? xasprintf("%s.%s/%s\n", kind, o->resource->group, o->name)
                                               : xasprintf("%s/%s", kind, o->name);
    free(kind);
    return name;
}

bool set_name_matches(const char *name, const char *pattern)
{
    if (strcmp(pattern, "*") == 0)
        return true;
    if (strchr(pattern, '*') == NULL)
        return strcmp(name, pattern) == 0;
    /* kubectl's own search, which neither backtracks nor moves behind what it has found. */
    struct strv parts = {0};
    strv_split(&parts, pattern, '*');
    size_t pos = 0;
    bool match = true;
    for (size_t i = 0; i < parts.n && match; i++) {
        const char *part = parts.v[i], *found = strstr(name + pos, part);
        if (part[0] == '\0')
            continue;
        size_t next = found != NULL ? (size_t)(found - (name + pos)) : 0;
        if (found == NULL || next < pos || (i == 0 && pos != 0) ||
            (i == parts.n - 1 && strlen(name) != strlen(part) + next))
            match = false;
        else
            pos = next;
    }
    strv_release(&parts);
    return match;
}

/* ---- changing ---- */

static bool writes(const struct set *s)
{
    return !s->in->local && s->write.dry_run != DRY_RUN_CLIENT;
}

/* The change of one object, of which o->data keeps the result when that is what will be printed. */
static struct err *change_typed(struct set *s, struct live_object *o, cJSON *before, struct live_change *change)
{
    if (s->prepare != NULL)
        s->prepare(s, before);
    cJSON *work = doc_dup(before), *after = NULL, *patch = NULL;
    bool skip = false;
    struct err *e = s->change(s, o, work, &skip);
    if (e == NULL && !skip && s->record != NULL)
        record_change_cause(s->ctx, s->record, work);
    if (e == NULL && !skip)
        e = typed_object(o->resource, work, &after);
    if (e == NULL && !skip)
        e = typed_patch(o->resource, before, after, &patch);
    if (e == NULL && !skip && (s->send_unchanged || !patch_is_empty(patch))) {
        if (writes(s) && s->nothing_given && s->sent) {
            /* kubectl has stopped already */
        } else if (writes(s)) {
            s->sent = true;
            struct buf b = buf_new();
            emit_json_compact(&b, patch, 0);
            *change = (struct live_change){
                .verb = "patch", .patch = PATCH_STRATEGIC, .body = buf_take(&b), .query = s->query};
        } else {
            o->data = after;
            after = NULL;
        }
    }
    cJSON_Delete(work);
    cJSON_Delete(after);
    cJSON_Delete(patch);
    return e;
}

static struct err *compute(void *arg, struct live_object *o, struct live_change *change)
{
    struct set *s = arg;
    cJSON *before = NULL;
    struct err *e = typed_check_kind(o->resource, "");
    if (e == NULL)
        e = typed_object(o->resource, o->object, &before);
    if (e != NULL)
        return e;
    if (e == NULL)
        e = change_typed(s, o, before, change);
    cJSON_Delete(before);
    if (e == NULL || s->failed == NULL)
        return e;
    char *name = set_object_name(s, o), *why = err_go_text(e);
    err_free(e);
    e = err_new("error: %s %s\n", name, why);
    free(why);
    free(name);
    return e;
}

static struct err *outcome(void *arg, struct live_object *o, cJSON *answer)
{
    struct set *s = arg;
    cJSON *typed = NULL;
    if (answer != NULL && s->nothing_given)
        return err_new("at least one environment variable must be provided");
    if (answer != NULL) {
        struct err *e = typed_object(o->resource, answer, &typed);
        err_free(e); /* of a server that is newer than our tables: as it came */
    }
    const cJSON *shown = typed != NULL ? typed : answer != NULL ? answer : o->data;
    struct err *e = shown != NULL ? print_object(&s->printer, s->ctx->out, shown) : NULL;
    cJSON_Delete(typed);
    return e;
}

static struct err *failed(void *arg, struct live_object *o, struct err *e)
{
    const struct set *s = arg;
    (void)o;
    if (s->failed == NULL || e->kind == ERR_SILENT)
        return e;
    char *why = err_go_text(e);
    struct err *told = err_new("%s%s", s->failed, why);
    told->exit_code = e->exit_code;
    if (e->note != NULL)
        told = err_note(told, "%s", e->note);
    free(why);
    err_free(e);
    return told;
}

static void drop(void *data)
{
    cJSON_Delete(data);
}

static const struct live_verb verb = {
    .compute = compute, .outcome = outcome, .failed = failed, .drop = drop, .done = "changed"};

struct err *set_run(struct set *s)
{
    struct err *all = NULL, *e = live_run_objects(&s->live, &s->objects, &verb, s);
    err_collect(&all, s->early);
    s->early = NULL;
    err_collect(&all, e);
    return err_reduce(all);
}

struct err *set_visit(struct set *s)
{
    struct err *errs = typed_check_items(&s->live.items);
    err_collect(&errs, live_run(&s->live, &verb, s, NULL));
    return err_reduce(errs);
}

void set_release(struct set *s)
{
    free(s->word);
    strv_release(&s->resources);
    live_objects_release(&s->objects);
    live_release(&s->live);
    err_free(s->early);
}
