/* can_i.c - "auth can-i": whether an action is allowed, and what is allowed at all. */
#include "auth/children.h"
#include "auth/rules.h"

#include "api/discovery.h"
#include "api/request.h"
#include "api/session.h"
#include "base/map.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "offer.h"
#include "print/table.h"
#include "resource/write.h"

#include <stdlib.h>
#include <string.h>

struct can_i {
    struct {
        bool all_namespaces, quiet, list, no_headers;
        const char *subresource;
    } in;
    const char *verb, *url; /* url NULL: a resource */
    const char *ns;
    char *resource, *group, *name;
    bool found, namespaced; /* the server has the resource */
};

static const struct flag flags[] = {
    FLAG_BOOL(struct can_i, in.all_namespaces, "all-namespaces", 'A', "false", 0, "Ask for all namespaces."),
    FLAG_BOOL(struct can_i, in.list, "list", 0, "false", 0, "List everything that is allowed in the namespace."),
    FLAG_BOOL(struct can_i, in.no_headers, "no-headers", 0, "false", 0, "With --list: no line of headers."),
    FLAG_BOOL(struct can_i, in.quiet, "quiet", 'q', "false", 0, "Print nothing; the exit code is the answer."),
    FLAG_STRING(struct can_i, in.subresource, "subresource", 0, "NAME", "", 0,
                "Ask about this subresource, such as log or scale."),
    FLAG_END,
};

static bool is_one_of(const char *word, const char *const *words)
{
    while (*words != NULL && !str_eq(*words, word))
        words++;
    return *words != NULL;
}

/* kubectl's warnings end with an empty line. */
static void warn(const struct cmd_ctx *ctx, char *text)
{
    char *line = xasprintf("%s\n", text);
    cli_warn(ctx, line);
    free(line);
    free(text);
}

/* Finds the type that the argument means; one that the server does not have is asked about as it stands. */
static void find_resource(struct cmd_ctx *ctx, struct can_i *o, const char *arg)
{
    const struct api_resource *r = NULL;
    o->group = xstrdup("");
    o->resource = xstrdup(arg);
    if (str_eq(arg, "*")) {
        o->found = o->namespaced = true;
        return;
    }
    char *lower = str_lower(arg);
    struct err *e = mapping_for_arg(session_get(ctx), lower, &r);
    if (e == NULL) {
        str_replace_owned(&o->group, xstrdup(r->group));
        str_replace_owned(&o->resource, xstrdup(r->name));
        o->found = true;
        o->namespaced = r->namespaced;
    } else if (!str_eq(lower, "users") && !str_eq(lower, "groups")) {
        const char *group;
        char *name = str_cut(lower, '.', &group);
        warn(ctx, str_empty(group)
                      ? xasprintf("the server doesn't have a resource type '%s'", name)
                      : xasprintf("the server doesn't have a resource type '%s' in group '%s'", name, group));
        free(name);
    }
    err_free(e);
    free(lower);
}

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct can_i *o = opts;
    const struct rest_config *config;
    bool overridden;
    if (o->in.list && argc != 0)
        return err_new("list option must be specified with no arguments");
    if (!o->in.list && argc != 2)
        return err_new("you must specify two arguments: verb resource or verb resource/resourceName.\n"
                       "See '%s auth can-i -h' for help and examples.",
                       ctx->prog);
    if (!o->in.list) {
        o->verb = argv[0];
        if (argv[1][0] == '/') {
            o->url = argv[1];
        } else {
            const char *name;
            char *type = str_cut(argv[1], '/', &name);
            o->name = xstrdup(name != NULL ? name : "");
            find_resource(ctx, o, type);
            free(type);
        }
    }
    struct err *e = session_config(session_get(ctx), &config);
    o->ns = "";
    if (e == NULL && !o->in.all_namespaces)
        e = session_namespace(session_get(ctx), &o->ns, &overridden);
    return e;
}

static void check_verb(const struct cmd_ctx *ctx, const struct can_i *o)
{
    static const char *const resource_verbs[] = {
        "get",         "list", "watch",   "create", "update",   "patch",  "delete", "deletecollection", "use", "bind",
        "impersonate", "*",    "approve", "sign",   "escalate", "attest", NULL};
    static const char *const url_verbs[] = {"get", "put", "post", "head", "options", "delete", "patch", "*", NULL};
    if (!is_one_of(o->verb, o->url != NULL ? url_verbs : resource_verbs))
        warn(ctx, xasprintf("verb '%s' is not a known verb", o->verb));
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct can_i *o = opts;
    if (o->in.list) {
        if (o->in.quiet || o->in.all_namespaces || !str_empty(o->in.subresource))
            return err_new("list option can't be specified with neither quiet, all-namespaces nor subresource options");
        return NULL;
    }
    if (o->url != NULL && !str_empty(o->in.subresource))
        return err_new("--subresource can not be used with NonResourceURL");
    if (o->url == NULL && !o->in.all_namespaces && o->found && !o->namespaced)
        warn(ctx, o->group[0] == '\0'
                      ? xasprintf("resource '%s' is not namespace scoped", o->resource)
                      : xasprintf("resource '%s' is not namespace scoped in group '%s'", o->resource, o->group));
    if (o->url != NULL || !o->in.all_namespaces)
        check_verb(ctx, o);
    return o->in.no_headers ? err_new("--no-headers cannot be set without --list specified") : NULL;
}

/* ---- asking ---- */

static struct err *post(struct cmd_ctx *ctx, const char *kind, cJSON *spec, cJSON **out)
{
    struct session *s = session_get(ctx);
    struct gvk gvk = gvk_parse("authorization.k8s.io/v1", kind);
    const struct api_resource *r = NULL;
    cJSON *object = cJSON_CreateObject();
    doc_set_str(object, "kind", kind);
    doc_set_str(object, "apiVersion", "authorization.k8s.io/v1");
    doc_set(object, "spec", spec);
    struct err *e = mapping_for_gvk(s, &gvk, &r);
    gvk_release(&gvk);
    char *body = write_body(object);
    struct api_call call = {.verb = "create", .resource = r, .body = body, .body_len = strlen(body)};
    if (e == NULL)
        e = api_do(s, &call, out);
    free(body);
    cJSON_Delete(object);
    return e;
}

static void set_filled(cJSON *object, const char *key, const char *value)
{
    if (!str_empty(value))
        doc_set_str(object, key, value);
}

static void add_reason(FILE *out, const cJSON *status, const char *key)
{
    const char *text = doc_str_at(status, key);
    if (str_empty(text))
        return;
    char *clean = str_sanitize(text);
    fprintf(out, " - %s", clean);
    free(clean);
}

static struct err *check(struct cmd_ctx *ctx, const struct can_i *o)
{
    cJSON *spec = cJSON_CreateObject(), *what = cJSON_CreateObject(), *answer = NULL;
    doc_set(spec, o->url != NULL ? "nonResourceAttributes" : "resourceAttributes", what);
    set_filled(what, "verb", o->verb);
    set_filled(what, "path", o->url);
    if (o->url == NULL) {
        set_filled(what, "namespace", o->ns);
        set_filled(what, "group", o->group);
        set_filled(what, "resource", o->resource);
        set_filled(what, "subresource", o->in.subresource);
        set_filled(what, "name", o->name);
    }
    struct err *e = post(ctx, "SelfSubjectAccessReview", spec, &answer);
    if (e != NULL)
        return e;
    const cJSON *status = doc_get(answer, "status");
    bool allowed = doc_bool_at(status, "allowed", false);
    if (!o->in.quiet) {
        fputs(allowed ? "yes" : "no", ctx->out);
        if (!allowed) {
            add_reason(ctx->out, status, "reason");
            add_reason(ctx->out, status, "evaluationError");
        }
        fputc('\n', ctx->out);
    }
    cJSON_Delete(answer);
    return allowed ? NULL : err_silent(1);
}

/* ---- listing ---- */

/* Puts together the atoms that differ in their verb only; others stay by themselves. */
static cJSON *compact(cJSON *atoms)
{
    cJSON *out = cJSON_CreateArray(), *atom;
    struct map simple = {0};
    while ((atom = cJSON_DetachItemFromArray(atoms, 0)) != NULL) {
        const cJSON *groups = doc_get(atom, "apiGroups"), *names = doc_get(atom, "resourceNames");
        if (doc_get(atom, "nonResourceURLs") != NULL) {
            cJSON_AddItemToArray(out, atom);
            continue;
        }
        char *key =
            xasprintf("%s\n%s\n%d%s", groups->child->valuestring, doc_get(atom, "resources")->child->valuestring,
                      names != NULL, names != NULL ? names->child->valuestring : "");
        cJSON *first = map_get(&simple, key);
        if (first == NULL) {
            cJSON_AddItemToArray(out, atom);
            map_set(&simple, key, atom);
        } else {
            cJSON *verbs = doc_get(first, "verbs"), *missing = items_missing(verbs, doc_get(atom, "verbs")), *one;
            while ((one = cJSON_DetachItemFromArray(missing, 0)) != NULL)
                cJSON_AddItemToArray(verbs, one);
            cJSON_Delete(missing);
            cJSON_Delete(atom);
        }
        free(key);
    }
    map_release(&simple);
    return out;
}

struct row {
    char *order; /* the rule as protobuf prints it: what kubectl sorts by */
    const cJSON *rule;
};

static int by_order(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    return strcmp(x->order, y->order);
}

static void add_list(struct buf *b, const cJSON *list)
{
    const cJSON *one;
    buf_addc(b, '[');
    cJSON_ArrayForEach(one, list) buf_addf(b, "%s%s", one == list->child ? "" : " ", one->valuestring);
    buf_addc(b, ']');
}

static char *order_of(const cJSON *rule)
{
    static const char *const fields[][2] = {{"Verbs", "verbs"},
                                            {"APIGroups", "apiGroups"},
                                            {"Resources", "resources"},
                                            {"ResourceNames", "resourceNames"},
                                            {"NonResourceURLs", "nonResourceURLs"}};
    struct buf b = buf_new();
    buf_adds(&b, "&PolicyRule{");
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        buf_addf(&b, "%s:", fields[i][0]);
        add_list(&b, doc_get(rule, fields[i][1]));
        buf_addc(&b, ',');
    }
    buf_addc(&b, '}');
    return buf_take(&b);
}

static void print_rule(struct tabwriter *w, const cJSON *rule)
{
    struct buf b = buf_new();
    const cJSON *resources = doc_get(rule, "resources"), *groups = doc_get(rule, "apiGroups");
    if (resources != NULL && resources->child != NULL) {
        const char *sub;
        char *name = str_cut(resources->child->valuestring, '/', &sub);
        const char *group = groups != NULL && groups->child != NULL ? groups->child->valuestring : "";
        buf_addf(&b, "%s%s%s%s%s", name, group[0] != '\0' ? "." : "", group, sub != NULL ? "/" : "",
                 sub != NULL ? sub : "");
        free(name);
    }
    buf_addc(&b, '\t');
    add_list(&b, doc_get(rule, "nonResourceURLs"));
    buf_addc(&b, '\t');
    add_list(&b, doc_get(rule, "resourceNames"));
    buf_addc(&b, '\t');
    add_list(&b, doc_get(rule, "verbs"));
    buf_addc(&b, '\n');
    char *clean = str_sanitize(b.data);
    tabwriter_write(w, clean);
    free(clean);
    buf_release(&b);
}

static void print_rules(FILE *out, const cJSON *rules, bool headers)
{
    size_t n = (size_t)cJSON_GetArraySize(rules), i = 0;
    struct row *rows = xcalloc(n + 1, sizeof *rows);
    const cJSON *rule;
    cJSON_ArrayForEach(rule, rules) rows[i++] = (struct row){.order = order_of(rule), .rule = rule};
    qsort(rows, n, sizeof *rows, by_order);
    struct tabwriter *w = tabwriter_new(out, false);
    if (headers)
        tabwriter_write(w, "Resources\tNon-Resource URLs\tResource Names\tVerbs\n");
    for (i = 0; i < n; i++) {
        print_rule(w, rows[i].rule);
        free(rows[i].order);
    }
    tabwriter_free(w);
    free(rows);
}

static struct err *list(struct cmd_ctx *ctx, const struct can_i *o)
{
    cJSON *spec = cJSON_CreateObject(), *answer = NULL;
    set_filled(spec, "namespace", o->ns);
    struct err *e = post(ctx, "SelfSubjectRulesReview", spec, &answer);
    if (e != NULL)
        return e;
    const cJSON *status = doc_get(answer, "status");
    if (doc_bool_at(status, "incomplete", false)) {
        const char *why = doc_str_at(status, "evaluationError");
        char *text = xasprintf("the list may be incomplete: %s", why != NULL ? why : "");
        cli_warn(ctx, text);
        free(text);
    }
    /* Each rule as what it allows one by one: nothing covers it. */
    cJSON *atoms = rules_uncovered(NULL, doc_get(status, "resourceRules"));
    cJSON *urls = rules_uncovered(NULL, doc_get(status, "nonResourceRules")), *one;
    while ((one = cJSON_DetachItemFromArray(urls, 0)) != NULL)
        cJSON_AddItemToArray(atoms, one);
    cJSON *rules = compact(atoms);
    print_rules(ctx->out, rules, !o->in.no_headers);
    cJSON_Delete(rules);
    cJSON_Delete(urls);
    cJSON_Delete(atoms);
    cJSON_Delete(answer);
    return NULL;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    const struct can_i *o = opts;
    return o->in.list ? list(ctx, o) : check(ctx, o);
}

static void release(void *opts)
{
    struct can_i *o = opts;
    free(o->resource);
    free(o->group);
    free(o->name);
}

static const struct example examples[] = {
    {"May I create pods in any namespace?", "kubec auth can-i create pods --all-namespaces"},
    {"May a service account list pods in another namespace? (needs the right to act as it)",
     "kubec auth can-i list pods --as=system:serviceaccount:dev:robot -n prod"},
    {"May I read the logs of pods?", "kubec auth can-i get pods --subresource=log"},
    {"May I get a path of the server?", "kubec auth can-i get /logs/"},
    {"What may I do in a namespace?", "kubec auth can-i --list -n team-a"},
    {0},
};

const struct command cmd_auth_can_i = {
    .name = "can-i",
    .usage = "VERB [TYPE | TYPE/NAME | PATH] [flags]",
    .summary = "Ask whether an action is allowed",
    .description = "Answers yes or no; the exit code is 0 or 1. VERB is a verb of the API (get, list, create, …) or * "
                   "for all of them; TYPE a type of objects, or *; PATH a path of the server that begins with /.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct can_i),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
    .complete_args = offer_args_can_i,
};
