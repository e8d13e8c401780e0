/* args.c - TYPE, TYPE NAME…, TYPE/NAME… (cli-runtime's Builder.ResourceTypeOrNameArgs and what Do makes of it). */
#include "resource/resource.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct tuple {
    char *type, *name;
};

/* What the arguments say, before any type is looked up. */
struct parsed {
    struct tuple *tuples;
    size_t ntuples;
    struct strv types, names;
    struct err *errs;
    bool label_given, field_given; /* a selector (or --all) is in force */
};

static void parsed_release(struct parsed *p)
{
    for (size_t i = 0; i < p->ntuples; i++) {
        free(p->tuples[i].type);
        free(p->tuples[i].name);
    }
    free(p->tuples);
    strv_release(&p->types);
    strv_release(&p->names);
    err_free(p->errs);
}

void args_items_release(struct args_items *a)
{
    for (size_t i = 0; i < a->n; i++) {
        free(a->v[i].ns);
        free(a->v[i].name);
    }
    free(a->v);
    *a = (struct args_items){0};
}

/* The parts between commas, each once. */
static void split_types(struct strv *out, const char *arg)
{
    struct strv parts = {0};
    strv_split(&parts, arg, ',');
    for (size_t i = 0; i < parts.n; i++) {
        if (!strv_has(out, parts.v[i]))
            strv_add(out, parts.v[i]);
    }
    strv_release(&parts);
}

/* "a,b" x y becomes a/x a/y b/x b/y. */
static void normalize(const struct strv *args, struct strv *out)
{
    struct strv types = {0};
    if (args->n >= 2)
        split_types(&types, args->v[0]);
    if (types.n > 1) {
        for (size_t i = 0; i < types.n; i++) {
            for (size_t j = 1; j < args->n; j++)
                strv_adopt(out, xasprintf("%s/%s", types.v[i], args->v[j]));
        }
    } else {
        strv_extend(out, args);
    }
    strv_release(&types);
}

static struct err *add_tuple(struct parsed *p, const char *arg)
{
    const char *slash = strchr(arg, '/');
    if (strchr(slash + 1, '/'))
        return err_new("arguments in resource/name form may not have more than one slash");
    char *type = xstrndup(arg, (size_t)(slash - arg));
    struct strv types = {0};
    split_types(&types, type);
    bool bad = *type == '\0' || slash[1] == '\0' || types.n != 1;
    strv_release(&types);
    if (bad) {
        free(type);
        return err_new("arguments in resource/name form must have a single resource and name");
    }
    p->tuples = xreallocarray(p->tuples, p->ntuples + 1, sizeof *p->tuples);
    p->tuples[p->ntuples++] = (struct tuple){.type = type, .name = xstrdup(slash + 1)};
    return NULL;
}

/* Replaces the categories among the types by their resources. */
static struct err *expand_categories(struct session *s, const char *arg, struct strv *types)
{
    struct strv parts = {0}, expanded = {0};
    strv_split(&parts, arg, ',');
    struct err *e = NULL;
    for (size_t i = 0; i < parts.n && !e; i++) {
        size_t before = expanded.n;
        e = mapping_for_category(s, parts.v[i], &expanded);
        if (!e && expanded.n == before)
            strv_add(&expanded, parts.v[i]);
    }
    for (size_t i = 0; i < expanded.n; i++) {
        if (!strv_has(types, expanded.v[i]))
            strv_add(types, expanded.v[i]);
    }
    strv_release(&parts);
    strv_release(&expanded);
    return e;
}

/* Builder.ResourceNames: NAME or TYPE/NAME. */
static void parse_names(const struct args_request *r, struct parsed *p)
{
    struct err *e = NULL;
    for (size_t i = 0; i < r->args->n && !e; i++) {
        if (strchr(r->args->v[i], '/')) {
            e = add_tuple(p, r->args->v[i]);
            continue;
        }
        p->tuples = xreallocarray(p->tuples, p->ntuples + 1, sizeof *p->tuples);
        p->tuples[p->ntuples++] = (struct tuple){.type = xstrdup(r->default_type), .name = xstrdup(r->args->v[i])};
    }
    err_collect(&p->errs, e);
}

static void parse_args(struct session *s, const struct args_request *r, struct parsed *p)
{
    if (r->default_type) {
        parse_names(r, p);
        return;
    }
    struct strv args = {0};
    normalize(r->args, &args);
    size_t slashes = 0;
    for (size_t i = 0; i < args.n; i++)
        slashes += strchr(args.v[i], '/') != NULL;
    if (slashes > 0 && slashes != args.n) {
        err_collect(
            &p->errs,
            err_new("there is no need to specify a resource type as a separate argument when passing arguments in "
                    "resource/name form (e.g. '%s get resource/<resource_name>' instead of '%s get resource "
                    "resource/<resource_name>'",
                    r->prog, r->prog));
    } else if (slashes > 0) {
        struct err *e = NULL;
        for (size_t i = 0; i < args.n && !e; i++)
            e = add_tuple(p, args.v[i]);
        err_collect(&p->errs, e);
    } else if (args.n > 0) {
        err_collect(&p->errs, expand_categories(s, args.v[0], &p->types));
        for (size_t i = 1; i < args.n; i++)
            strv_add(&p->names, args.v[i]);
        if (args.n == 1 && r->allow_types_alone)
            p->label_given = true;
    }
    strv_release(&args);
}

static bool given(const char *selector)
{
    return selector && selector[strspn(selector, " \t\r\n")] != '\0';
}

static void parse_selectors(const struct args_request *r, struct parsed *p)
{
    p->label_given = given(r->selector);
    p->field_given = given(r->field_selector);
    if (!r->all)
        return;
    if (p->label_given || p->field_given)
        err_collect(&p->errs, err_new("setting 'all' parameter but found a non empty selector. "));
    p->label_given = true;
}

static void add_item(struct args_items *out, const struct api_resource *resource, const char *ns, const char *name)
{
    out->v = xreallocarray(out->v, out->n + 1, sizeof *out->v);
    out->v[out->n++] = (struct args_item){
        .resource = resource, .ns = xstrdup(resource->namespaced && ns ? ns : ""), .name = xstrdup(name)};
}

static bool same_type(const struct api_resource *a, const struct api_resource *b)
{
    return a == b || (str_eq(a->group, b->group) && str_eq(a->version, b->version) && str_eq(a->kind, b->kind));
}

static void note_types(struct args_items *out)
{
    for (size_t i = 1; i < out->n; i++) {
        if (!same_type(out->v[0].resource, out->v[i].resource))
            out->several_types = true;
    }
}

static struct err *by_selector(struct session *s, const struct args_request *r, const struct parsed *p,
                               struct args_items *out)
{
    if (p->names.n)
        return err_new("name cannot be provided when a selector is specified");
    if (p->ntuples)
        return err_new("selectors and the all flag cannot be used when passing resource/name arguments");
    if (p->types.n == 0)
        return err_new("at least one resource must be specified to use a selector");
    if (!str_empty(r->subresource))
        return err_new("subresource cannot be used when bulk resources are specified");
    if (r->single_type && p->types.n > 1)
        return err_new("you may only specify a single resource type");
    out->selecting = true;
    for (size_t i = 0; i < p->types.n; i++) {
        const struct api_resource *resource;
        struct err *e = mapping_for_arg(s, p->types.v[i], &resource);
        if (e)
            return e;
        bool seen = false;
        for (size_t j = 0; j < out->n && !seen; j++)
            seen = same_type(out->v[j].resource, resource);
        if (!seen)
            add_item(out, resource, r->all_namespaces ? "" : r->ns, "");
    }
    return NULL;
}

static struct err *check_namespace(const struct args_request *r, const struct api_resource *resource)
{
    if (!resource->namespaced)
        return NULL;
    if (r->all_namespaces)
        return err_new("a resource cannot be retrieved by name across all namespaces");
    return str_empty(r->ns) ? err_new("namespace may not be empty when retrieving a resource by name") : NULL;
}

static struct err *by_tuples(struct session *s, const struct args_request *r, const struct parsed *p,
                             struct args_items *out)
{
    struct err *e = NULL;
    const struct api_resource **resources = xcalloc(p->ntuples, sizeof *resources);
    for (size_t i = 0; i < p->ntuples && !e; i++) {
        e = mapping_for_arg(s, p->tuples[i].type, &resources[i]);
        if (!e && r->single_type && i > 0 && !same_type(resources[0], resources[i]))
            e = err_new("you may only specify a single resource type");
    }
    for (size_t i = 0; i < p->ntuples && !e; i++) {
        e = check_namespace(r, resources[i]);
        if (!e)
            add_item(out, resources[i], r->ns, p->tuples[i].name);
    }
    free(resources);
    out->slash_form = true;
    return e;
}

static struct err *by_name(struct session *s, const struct args_request *r, const struct parsed *p,
                           struct args_items *out)
{
    if (p->types.n == 0)
        return err_new("you must provide a resource and a resource name together");
    if (p->types.n > 1)
        return err_new("you must specify only one resource");
    const struct api_resource *resource;
    struct err *e = mapping_for_arg(s, p->types.v[0], &resource);
    if (!e)
        e = check_namespace(r, resource);
    for (size_t i = 0; i < p->names.n && !e; i++)
        add_item(out, resource, r->ns, p->names.v[i]);
    return e;
}

static struct err *nothing_named(struct session *s, const struct parsed *p)
{
    for (size_t i = 0; i < p->types.n; i++) {
        const struct api_resource *resource;
        struct err *e = mapping_for_arg(s, p->types.v[i], &resource);
        if (e)
            return e;
    }
    if (p->types.n)
        return err_new("resource(s) were provided, but no name was specified");
    return err_new("You must provide one or more resources by argument or filename.\n"
                   "Example resource specifications include:\n"
                   "   '-f rsrc.yaml'\n"
                   "   '--filename=rsrc.json'\n"
                   "   '<resource> <name>'\n"
                   "   '<resource>'");
}

struct err *args_resolve(struct session *s, const struct args_request *r, struct args_items *out)
{
    *out = (struct args_items){0};
    struct parsed p = {0};
    parse_selectors(r, &p);
    parse_args(s, r, &p);
    struct err *e = err_reduce(p.errs);
    p.errs = NULL;
    if (e)
        ;
    else if (p.label_given || p.field_given)
        e = by_selector(s, r, &p, out);
    else if (p.ntuples)
        e = by_tuples(s, r, &p, out);
    else if (p.names.n)
        e = by_name(s, r, &p, out);
    else
        e = nothing_named(s, &p);
    parsed_release(&p);
    if (e)
        args_items_release(out);
    note_types(out);
    out->single_item_implied = !out->selecting && out->n == 1;
    return e;
}

struct err *args_check_with_files(const struct args_request *r)
{
    struct parsed p = {0};
    parse_selectors(r, &p);
    struct strv args = {0};
    normalize(r->args, &args);
    size_t slashes = 0;
    for (size_t i = 0; i < args.n; i++)
        slashes += strchr(args.v[i], '/') != NULL;
    if (slashes > 0 && slashes != args.n)
        parse_args(NULL, r, &p); /* only for its error: no type is looked up then */
    struct err *e = err_reduce(p.errs);
    p.errs = NULL;
    if (!e && slashes)
        e = err_new("resource/name arguments cannot be provided when a path is specified");
    else if (!e && args.n > 0)
        e = err_new("when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well");
    strv_release(&args);
    parsed_release(&p);
    return e;
}
