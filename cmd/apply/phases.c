/* phases.c - objects whose type only a definition of the same input makes known: they wait until it is served. */
#include "apply/apply.h"

#include "api/session.h"
#include "api/status.h"
#include "base/clock.h"
#include "base/mem.h"
#include "resource/selector.h"

#include <stdlib.h>
#include <string.h>

#define MS ((int64_t)1000000)

/* How long a definition may take, and the pauses between looks: the first looks come soon, since it mostly takes a few
 * milliseconds. */
#define WAIT_MAX (60 * NS_PER_S)
#define PAUSE_FIRST (20 * MS)
#define PAUSE_MAX (500 * MS)

static bool is_definition(const struct target *t)
{
    return t->err == NULL && t->resource != NULL && strcmp(t->resource->name, "customresourcedefinitions") == 0 &&
           strcmp(t->resource->group, "apiextensions.k8s.io") == 0;
}

static bool serves(const cJSON *definition, const char *version)
{
    const cJSON *v;
    cJSON_ArrayForEach(v, doc_at(definition, "spec.versions"))
    {
        if (str_eq(doc_str_at(v, "name"), version))
            return doc_bool_at(v, "served", true);
    }
    return false;
}

/* The job of the definition in the input that makes this kind, or NULL. */
static struct job *find_definition(struct run *r, const struct gvk *g)
{
    for (size_t i = 0; i < r->targets.n; i++) {
        const struct target *t = &r->targets.v[i];
        if (is_definition(t) && str_eq(doc_str_at(t->object, "spec.group"), g->group) &&
            str_eq(doc_str_at(t->object, "spec.names.kind"), g->kind) && serves(t->object, g->version))
            return &r->jobs[i];
    }
    return NULL;
}

void phases_plan(struct run *r)
{
    struct selector *selector = NULL;
    bool any = false;
    for (size_t i = 0; i < r->targets.n; i++)
        any = any || is_definition(&r->targets.v[i]);
    if (!any || r->opts->write.dry_run != DRY_RUN_NONE)
        return;
    err_free(selector_parse_given(r->opts->in.selector.selector, &selector)); /* it was read before: no error */
    for (size_t i = 0; i < r->targets.n; i++) {
        const struct target *t = &r->targets.v[i];
        if (t->object == NULL || (t->err != NULL && !t->no_match))
            continue;
        if (selector != NULL && !selector_matches(selector, doc_at(t->object, "metadata.labels")))
            continue;
        struct gvk g = gvk_parse(doc_str_at(t->object, "apiVersion"), doc_str_at(t->object, "kind"));
        r->jobs[i].definition = find_definition(r, &g);
        r->jobs[i].waits = r->jobs[i].definition != NULL && t->no_match;
        gvk_release(&g);
    }
    selector_free(selector);
}

/* ---- waiting for a definition ---- */

static const cJSON *condition(const cJSON *definition, const char *type)
{
    const cJSON *c;
    cJSON_ArrayForEach(c, doc_at(definition, "status.conditions"))
    {
        if (str_eq(doc_str_at(c, "type"), type))
            return c;
    }
    return NULL;
}

static void poll(struct job *j);

/* Looks at the definition as the server has it; true when there is no more to wait for. */
static bool settled(struct job *j, const cJSON *definition)
{
    const cJSON *names = condition(definition, "NamesAccepted");
    if (str_eq(doc_str_at(condition(definition, "Established"), "status"), "True")) {
        j->established = true;
        return true;
    }
    if (str_eq(doc_str_at(names, "status"), "False")) {
        const char *why = doc_str_at(names, "message");
        str_replace_owned(&j->unserved, xstrdup(why != NULL ? why : "its names were not accepted"));
        return true;
    }
    if (clock_mono_ns() < j->deadline)
        return false;
    str_replace_owned(&j->unserved, xstrdup("it was not established within a minute"));
    return true;
}

static void on_definition(void *arg, cJSON *tree, struct err *e)
{
    struct job *j = arg;
    if (e != NULL) {
        str_replace_owned(&j->unserved, err_go_text(e));
        err_free(e);
    } else if (!settled(j, tree)) {
        job_later(j, j->pause, poll);
        j->pause = j->pause * 2 < PAUSE_MAX ? j->pause * 2 : PAUSE_MAX;
    }
    cJSON_Delete(tree);
}

static void poll(struct job *j)
{
    job_request(j, "get", PATCH_JSON, NULL, NULL, NULL, on_definition);
}

/* ---- the objects that waited ---- */

static struct api_resource *defined_resource(const cJSON *definition, const char *api_version)
{
    struct api_resource *r = api_resource_new();
    const char *plural = doc_str_at(definition, "spec.names.plural"),
               *singular = doc_str_at(definition, "spec.names.singular"),
               *kind = doc_str_at(definition, "spec.names.kind");
    struct gvk g = gvk_parse(api_version, kind);
    r->group = xstrdup(g.group);
    r->version = xstrdup(g.version);
    r->kind = xstrdup(g.kind);
    r->name = xstrdup(plural != NULL ? plural : "");
    r->singular = str_empty(singular) ? str_lower(g.kind) : xstrdup(singular);
    r->namespaced = !str_eq(doc_str_at(definition, "spec.scope"), "Cluster");
    gvk_release(&g);
    return r;
}

static void resolve(struct run *r, struct job *j)
{
    struct target *t = j->t;
    const struct job *d = j->definition;
    j->waits = false;
    if (d->established) {
        manifests_adopt(t, defined_resource(d->t->object, doc_str_at(t->object, "apiVersion")), r->opts->ns,
                        r->opts->enforce_ns);
        return;
    }
    if (d->unserved != NULL) {
        char *why = str_sanitize(d->unserved);
        t->err = err_note(t->err, "  its definition %s is in the input, but not served: %s", d->t->name, why);
        free(why);
    } else {
        t->err = err_note(t->err, "  its definition %s is in the input, but was not applied", d->t->name);
    }
}

static bool interrupted(const struct run *r)
{
    return r->ctx->interrupted != NULL && *r->ctx->interrupted != 0;
}

struct err *phases_settle(struct run *r)
{
    bool any = false;
    for (size_t i = 0; i < r->targets.n; i++) {
        struct job *j = &r->jobs[i], *d = j->waits ? j->definition : NULL;
        any = any || j->waits;
        if (d == NULL || !d->finished || d->err != NULL || d->pause > 0)
            continue;
        d->deadline = clock_mono_ns() + WAIT_MAX;
        d->pause = PAUSE_FIRST;
        if (!settled(d, d->live))
            job_later(d, d->pause, poll);
    }
    if (!any || r->unreachable)
        return NULL;
    run_drive(r);
    if (interrupted(r))
        return NULL;
    for (size_t i = 0; i < r->targets.n; i++)
        if (r->jobs[i].waits)
            resolve(r, &r->jobs[i]);
    return r->opts->set != NULL ? applyset_extend(r) : NULL;
}

/* ---- types that are new to the server ---- */

/* A definition is served some milliseconds after it says so, and its changes a moment after they were made. */
#define FRESH_MAX (10 * NS_PER_S)
#define CHANGED_MAX NS_PER_S
#define FRESH_PAUSE (100 * MS)

bool phases_try_again(const struct job *j, const struct err *e)
{
    if (j->definition == NULL || e == NULL || e->kind != ERR_STATUS)
        return false;
    const char *done = j->definition->operation;
    int64_t age = clock_mono_ns() - j->first_try;
    if (e->http_status == 404 && str_starts(e->msg, "the server could not find the requested resource"))
        return age < FRESH_MAX;
    bool changed = str_eq(done, "configured") || str_eq(done, "serverside-applied");
    bool unknown = strstr(e->msg, "unknown field \"") != NULL || strstr(e->msg, "field not declared in schema") != NULL;
    return changed && unknown && age < CHANGED_MAX;
}

int64_t phases_pause(void)
{
    return FRESH_PAUSE;
}
