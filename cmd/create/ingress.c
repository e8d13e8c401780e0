/* ingress.c - "create ingress". */
#include "base/mem.h"
#include "cli/value.h"
#include "create/children.h"
#include "create/generate.h"

#include <stdlib.h>
#include <string.h>

struct create_ingress {
    struct {
        struct generate_in common;
        const char *class_name, *default_backend;
        struct strv rules, annotations;
    } in;
    struct generate generate;
    const char *name;
};

static const struct flag flags[] = {
    FLAG_GROUP(struct create_ingress, in.common, generate_flags),
    FLAG_STRING_ARRAY(struct create_ingress, in.annotations, "annotation", 0, "KEY=VALUE", "", 0,
                      "An annotation; may be repeated."),
    FLAG_STRING(struct create_ingress, in.class_name, "class", 0, "CLASS", "", 0, "The ingress class."),
    FLAG_STRING(struct create_ingress, in.default_backend, "default-backend", 0, "SERVICE:PORT", "", 0,
                "Where requests go that no rule takes."),
    FLAG_STRING_ARRAY(
        struct create_ingress, in.rules, "rule", 0, "RULE", "", 0,
        "HOST/PATH=SERVICE:PORT[,tls[=SECRET]]: where requests for a host (empty: any) and path go; a path "
        "that ends in * takes all below it. May be repeated."),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct create_ingress *o = opts;
    struct err *e = generate_name(ctx, argc, argv, &o->name);
    return e != NULL ? e : generate_complete(ctx, &o->in.common, &o->generate);
}

#define WORD_CHARS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"

/* True if s begins with NAME:NAME. */
static bool is_service(const char *s)
{
    size_t name = strspn(s, WORD_CHARS);
    return name > 0 && s[name] == ':' && strspn(s + name + 1, WORD_CHARS) > 0;
}

/* What kubectl's expression asks: a host, a slash, and somewhere on the same line =NAME:NAME. */
static bool looks_like_rule(const char *rule)
{
    const char *path = rule + strspn(rule, WORD_CHARS "*.");
    if (*path != '/')
        return false;
    const char *end = path + strcspn(path, "\n");
    for (const char *eq = strchr(path, '='); eq != NULL && eq < end; eq = strchr(eq + 1, '='))
        if (is_service(eq + 1))
            return true;
    return false;
}

/* A rule in its parts: HOST/PATH=SERVICE:PORT, before the first comma. */
struct rule {
    char *host, *path, *service;
};

static void rule_release(struct rule *r)
{
    free(r->host);
    free(r->path);
    free(r->service);
}

/* False where the parts are not what the expression promised (a comma or "=" in the path), on which kubectl crashes. */
static bool rule_split(const char *text, struct rule *out)
{
    char *plain = str_cut(text, ',', NULL);
    const char *path = NULL, *service = NULL;
    *out = (struct rule){.host = str_cut(plain, '/', &path)};
    if (path != NULL) {
        out->path = str_cut(path, '=', &service);
        out->service = service != NULL ? str_cut(service, '=', NULL) : NULL;
    }
    free(plain);
    return out->service != NULL && strchr(out->service, ':') != NULL;
}

static struct err *check_rule(const char *rule)
{
    struct rule r = {0};
    bool ok = looks_like_rule(rule) && rule_split(rule, &r);
    rule_release(&r);
    return ok ? NULL
              : err_new("rule %s is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]", rule);
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    (void)ctx;
    const struct create_ingress *o = opts;
    if (str_empty(o->in.default_backend) && o->in.rules.n == 0)
        return err_new("not enough information provided: every ingress has to either specify a default-backend (which "
                       "catches all traffic) or a list of rules (which catch specific paths)");
    for (size_t i = 0; i < o->in.rules.n; i++) {
        struct err *e = check_rule(o->in.rules.v[i]);
        if (e != NULL)
            return e;
    }
    for (size_t i = 0; i < o->in.annotations.n; i++)
        if (strchr(o->in.annotations.v[i], '=') == NULL)
            return err_new("annotation %s is invalid and should be in format key=[value]", o->in.annotations.v[i]);
    const char *colon = strchr(o->in.default_backend, ':');
    if (!str_empty(o->in.default_backend) && (colon == NULL || strchr(colon + 1, ':') != NULL))
        return err_new("default-backend should be in format servicename:serviceport");
    return NULL;
}

/* {service: {name, port}} of NAME:PORT; what follows a second colon does not count. */
static cJSON *make_backend(const char *service)
{
    cJSON *backend = cJSON_CreateObject();
    const char *rest = NULL;
    char *name = str_cut(service, ':', &rest), *port = str_cut(rest != NULL ? rest : "", ':', NULL);
    int64_t number = 0;
    doc_set_at(backend, "service.name", cJSON_CreateString(name));
    cJSON *to = doc_make_at(backend, "service.port");
    struct err *e = value_int(port, 10, 32, &number);
    if (e != NULL && !str_empty(port))
        doc_set_str(to, "name", port);
    else if (e == NULL && number != 0)
        doc_set(to, "number", doc_new_int(number));
    err_free(e);
    free(name);
    free(port);
    return backend;
}

static cJSON *make_path(const struct rule *r)
{
    cJSON *path = cJSON_CreateObject();
    char *text = xasprintf("/%s", r->path);
    size_t n = strlen(text);
    bool prefix = text[n - 1] == '*';
    if (prefix)
        text[n - 1] = '\0';
    doc_set_str(path, "path", text);
    doc_set_str(path, "pathType", prefix ? "Prefix" : "Exact");
    doc_set(path, "backend", make_backend(r->service));
    free(text);
    return path;
}

/* The element whose member `key` is `value` (absent counts as ""), or NULL. */
static cJSON *find_by(const cJSON *list, const char *key, const char *value)
{
    cJSON *c;
    cJSON_ArrayForEach(c, list)
    {
        const char *s = doc_str_at(c, key);
        if (strcmp(s != NULL ? s : "", value) == 0)
            return c;
    }
    return NULL;
}

static cJSON *make_rules(const struct create_ingress *o)
{
    cJSON *rules = cJSON_CreateArray();
    for (size_t i = 0; i < o->in.rules.n; i++) {
        struct rule r = {0};
        if (rule_split(o->in.rules.v[i], &r)) {
            cJSON *rule = find_by(rules, "host", r.host);
            if (rule == NULL) {
                rule = cJSON_CreateObject();
                if (!str_empty(r.host))
                    doc_set_str(rule, "host", r.host);
                doc_set_at(rule, "http.paths", cJSON_CreateArray());
                cJSON_AddItemToArray(rules, rule);
            }
            cJSON_AddItemToArray(doc_at(rule, "http.paths"), make_path(&r));
        }
        rule_release(&r);
    }
    return rules;
}

static void add_host(cJSON *tls, const char *host)
{
    if (doc_get(tls, "hosts") == NULL)
        doc_set(tls, "hosts", cJSON_CreateArray());
    cJSON_AddItemToArray(doc_get(tls, "hosts"), cJSON_CreateString(host));
}

/* Adds what one rule says of TLS; `seen` holds the hosts that had their turn. */
static void add_tls(cJSON *list, struct strv *seen, const char *rule)
{
    const char *tls = strchr(rule, ',');
    /* As kubectl: exactly one comma, and any word behind it. */
    if (tls == NULL || strchr(tls + 1, ',') != NULL)
        return;
    const char *rest = NULL;
    free(str_cut(tls + 1, '=', &rest));
    char *secret = str_cut(rest != NULL ? rest : "", '=', NULL), *host = str_cut(rule, '/', NULL);
    if (!strv_has(seen, host)) {
        cJSON *same = find_by(list, "secretName", secret);
        strv_add(seen, host);
        if (same != NULL) {
            add_host(same, host);
        } else if (!str_empty(host) || !str_empty(secret)) {
            cJSON *item = cJSON_CreateObject();
            if (!str_empty(host))
                add_host(item, host);
            if (!str_empty(secret))
                doc_set_str(item, "secretName", secret);
            cJSON_AddItemToArray(list, item);
        }
    }
    free(secret);
    free(host);
}

static cJSON *make_tls(const struct create_ingress *o)
{
    cJSON *list = cJSON_CreateArray(), *c;
    struct strv seen = {0};
    for (size_t i = 0; i < o->in.rules.n; i++)
        add_tls(list, &seen, o->in.rules.v[i]);
    strv_release(&seen);
    /* A host that joined an item without hosts stands behind its secret now; Go has the hosts first. */
    cJSON_ArrayForEach(c, list)
    {
        cJSON *secret = cJSON_DetachItemViaPointer(c, doc_get(c, "secretName"));
        if (secret != NULL)
            cJSON_AddItemToObject(c, "secretName", secret);
    }
    return list;
}

/* A list that Go leaves out when it is empty. */
static void set_list(cJSON *object, const char *key, cJSON *list)
{
    if (list->child != NULL)
        doc_set(object, key, list);
    else
        cJSON_Delete(list);
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct create_ingress *o = opts;
    cJSON *object = generate_object(&o->generate, "networking.k8s.io/v1", "Ingress", o->name);
    for (size_t i = 0; i < o->in.annotations.n; i++) {
        const char *value = NULL;
        char *key = str_cut(o->in.annotations.v[i], '=', &value);
        doc_set_sorted(doc_make_at(object, "metadata.annotations"), key, cJSON_CreateString(value));
        free(key);
    }
    cJSON *spec = doc_make_at(object, "spec");
    if (!str_empty(o->in.class_name))
        doc_set_str(spec, "ingressClassName", o->in.class_name);
    if (!str_empty(o->in.default_backend))
        doc_set(spec, "defaultBackend", make_backend(o->in.default_backend));
    set_list(spec, "tls", make_tls(o));
    set_list(spec, "rules", make_rules(o));
    doc_make_at(object, "status.loadBalancer");
    return generate_run(ctx, &o->generate, object, "failed to create ingress: ");
}

static const char *const aliases[] = {"ing", NULL};

static const struct example examples[] = {
    {"Send a host's path to a service, with TLS",
     "kubec create ingress shop --rule='shop.example.com/cart=cart:8080,tls=shop-cert'"},
    {"All paths of a host, and of all others", "kubec create ingress all --class=main "
                                               "--rule='shop.example.com/*=shop:http' --default-backend=other:80"},
    {"With annotations", "kubec create ingress a --annotation=example.com/a=1 --rule='/=web:80'"},
    {0},
};

const struct command cmd_create_ingress = {
    .name = "ingress",
    .aliases = aliases,
    .usage = "NAME --rule=HOST/PATH=SERVICE:PORT[,tls[=SECRET]] [flags]",
    .summary = "Create an ingress",
    .description =
        "Creates an ingress, which tells the cluster's ingress controller where requests from outside go. Rules of "
        "the same host are put together. `,tls` asks for TLS with the controller's own certificate, `,tls=SECRET` "
        "with that of a secret.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct create_ingress),
    .complete = complete,
    .validate = validate,
    .run = run,
};
