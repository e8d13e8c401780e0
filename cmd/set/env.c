/* env.c - "set env": the environment variables of containers. */
#include "set/env.h"
#include "set/children.h"

#include "base/mem.h"
#include "cli/cli.h"
#include "offer.h"
#include "resource/podspec.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct set_env {
    struct {
        struct set_in common;
        struct opt_selector selector;
        struct strv env, keys;
        const char *containers, *from, *prefix;
        bool list, resolve, overwrite;
    } in;
    struct set set;
    struct strv vars; /* the arguments that are variables */
    struct env_args args;
    struct env_store store;
};

static const struct flag flags[] = {
    FLAG_GROUP(struct set_env, in.common, set_flags),
    FLAG_GROUP(struct set_env, in.selector, opt_selector_flags),
    FLAG_STRING(struct set_env, in.containers, "containers", 'c', "PATTERN", "*", 0,
                "Only the containers of this name; * stands for any text."),
    FLAG_STRING_ARRAY(struct set_env, in.env, "env", 'e', "KEY=VALUE", "", 0,
                      "A variable to set, as an argument would; repeats. - reads standard input."),
    FLAG_STRING(struct set_env, in.from, "from", 0, "TYPE/NAME", "", 0,
                "A config map or secret whose keys become variables that refer to it."),
    FLAG_STRINGS(struct set_env, in.keys, "keys", 0, "KEYS", "", 0, "With --from: only these keys."),
    FLAG_BOOL(struct set_env, in.list, "list", 0, "false", 0,
              "Print the variables, with the changes that are asked for, and send nothing."),
    FLAG_BOOL(struct set_env, in.overwrite, "overwrite", 0, "true", 0,
              "A variable that has another value gets the new one; with =false that is an error."),
    FLAG_STRING(struct set_env, in.prefix, "prefix", 0, "TEXT", "", 0, "Put before the names of all new variables."),
    FLAG_BOOL(struct set_env, in.resolve, "resolve", 0, "false", 0,
              "With --list: show the values that references to config maps, secrets and fields stand for."),
    FLAG_END,
};

/* ---- one object ---- */

static struct err *check_overwrites(const cJSON *existing, const cJSON *env)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, env)
    {
        const char *name = doc_str_at(one, "name"), *wanted = doc_str_at(one, "value");
        const cJSON *current = env_args_find(existing, name);
        const char *value = current != NULL ? doc_str_at(current, "value") : NULL;
        if (current != NULL && !str_eq(value != NULL ? value : "", wanted != NULL ? wanted : ""))
            return err_new("'%s' already has a value (%s), and --overwrite is false", name, value != NULL ? value : "");
    }
    return NULL;
}

struct change {
    struct set_env *v;
    struct live_object *o;
    const cJSON *object;
    size_t n; /* containers that matched */
    bool unresolved;
};

static struct err *change_containers(struct change *c, cJSON *containers)
{
    struct set_env *v = c->v;
    cJSON *one;
    cJSON_ArrayForEach(one, containers)
    {
        const char *name = doc_str_at(one, "name");
        if (!set_name_matches(name != NULL ? name : "", v->in.containers))
            continue;
        c->n++;
        struct err *e = v->in.overwrite ? NULL : check_overwrites(doc_get(one, "env"), v->args.env);
        if (e != NULL)
            return e;
        doc_set(one, "env", env_args_update(doc_get(one, "env"), v->args.env, &v->args.remove));
        const struct env_listing listing = {
            .set = &v->set, .store = &v->store, .resolve = v->in.resolve, .o = c->o, .object = c->object};
        if (v->in.list && !env_list_container(&listing, one, &c->o->out))
            c->unresolved = true;
    }
    return NULL;
}

static void warn_no_containers(const struct set_env *v, const struct live_object *o)
{
    char *quoted = str_quote(v->in.containers);
    char *text = xasprintf("%s/%s does not have any containers matching %s", o->resource->kind, o->name, quoted);
    cli_warn(v->set.ctx, text);
    free(text);
    free(quoted);
}

static struct err *change(struct set *s, struct live_object *o, cJSON *object, bool *skip)
{
    struct set_env *v = s->verb;
    cJSON *spec = NULL;
    struct change c = {.v = v, .o = o, .object = object};
    struct err *e = podspec_find(o->resource, object, &spec);
    if (e == NULL)
        e = change_containers(&c, doc_get(spec, "containers"));
    if (e == NULL)
        e = change_containers(&c, doc_get(spec, "initContainers"));
    if (e == NULL && c.n == 0)
        warn_no_containers(v, o);
    if (v->in.list) {
        /* Listing ends well whatever happened. */
        *skip = true;
        err_free(e);
        e = NULL;
    }
    return e;
}

/* ---- --from ---- */

static char *key_to_name(const struct set_env *v, const char *key)
{
    char *name = xstrdup(key);
    for (char *p = name; *p != '\0'; p++)
        *p = isalnum((unsigned char)*p) || *p == '_' ? (char)toupper((unsigned char)*p) : '_';
    if (!str_eq(name, key)) {
        char *text = xasprintf("key %s transferred to %s", key, name);
        cli_warn(v->set.ctx, text);
        free(text);
    }
    return name;
}

/* Adds a variable for each key that is wanted, in the order of the keys. */
static struct err *add_references(struct set_env *v, const struct live_object *from)
{
    bool core = from->resource->group[0] == '\0';
    bool secret = core && str_eq(from->resource->kind, "Secret");
    if (!secret && !(core && str_eq(from->resource->kind, "ConfigMap")))
        return err_new("unsupported resource specified in --from");
    const cJSON *data = doc_get(from->object, "data");
    size_t n = 0;
    const cJSON **keys = cJSON_IsObject(data) ? doc_sorted(data, &n) : NULL;
    for (size_t i = 0; i < n; i++) {
        if (v->in.keys.n > 0 && !strv_has(&v->in.keys, keys[i]->string))
            continue;
        char *name = key_to_name(v, keys[i]->string);
        cJSON *ref = cJSON_CreateObject();
        doc_set_str(ref, "name", from->name);
        doc_set_str(ref, "key", keys[i]->string);
        doc_set_at(env_args_add(v->args.env, name, NULL),
                   secret ? "valueFrom.secretKeyRef" : "valueFrom.configMapKeyRef", ref);
        free(name);
    }
    free(keys);
    return NULL;
}

/* kubectl reads what --from names together with -f, -l and --all, so do we: with -f it is an error. */
static struct err *read_from(struct set_env *v)
{
    struct set from = {.in = &v->in.common,
                       .selector = v->set.selector,
                       .ctx = v->set.ctx,
                       .ns = v->set.ns,
                       .enforce_ns = v->set.enforce_ns};
    strv_add(&from.resources, v->in.from);
    struct err *e = set_read(&from, false);
    for (size_t i = 0; i < from.objects.n && e == NULL; i++)
        e = add_references(v, &from.objects.v[i]);
    set_release(&from);
    return e;
}

/* ---- the verb ---- */

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct set_env *o = opts;
    o->set = (struct set){
        .in = &o->in.common,
        .selector = o->in.selector.selector,
        .operation = "env updated",
        .failed = "failed to patch env update to pod template: ",
        .change = change,
        .verb = o,
    };
    if (o->in.common.all && !str_empty(o->in.selector.selector))
        return err_new("cannot set --all and --selector at the same time");
    struct err *e = env_args_split(argc, argv, &o->set.resources, &o->vars);
    if (e == NULL)
        e = set_flags_get(ctx, &o->set);
    const struct rest_config *config;
    if (e == NULL)
        e = session_config(session_get(ctx), &config);
    return e != NULL ? e : set_namespace(&o->set);
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct set_env *o = opts;
    (void)ctx;
    if (o->in.common.local && o->set.write.dry_run == DRY_RUN_SERVER)
        return err_new("cannot specify --local and --dry-run=server - did you mean --dry-run=client?");
    if (o->in.common.files.filenames.n == 0 && o->set.resources.n == 0)
        return err_new("one or more resources must be specified as <resource> <name> or <resource>/<name>");
    if (o->in.list && !str_empty(o->in.common.print.output))
        return err_new("--list and --output may not be specified together");
    if (o->in.keys.n > 0 && str_empty(o->in.from))
        return err_new("when specifying --keys, a configmap or secret must be provided with --from");
    return NULL;
}

static void put_prefix(struct set_env *o)
{
    cJSON *one;
    cJSON_ArrayForEach(one, o->args.env)
    {
        char *name = xasprintf("%s%s", o->in.prefix, doc_str_at(one, "name"));
        doc_set_str(one, "name", name);
        free(name);
    }
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct set_env *o = opts;
    struct strv specs = {0};
    strv_extend(&specs, &o->in.env);
    strv_extend(&specs, &o->vars);
    bool stdin_named = strv_has(&o->in.common.files.filenames, "-");
    if (strv_has(&specs, "-") || stdin_named)
        session_stdin_taken(session_get(ctx));
    struct err *e = env_args_parse(&specs, ctx->in, &o->args);
    strv_release(&specs);
    if (e == NULL && o->args.stdin_used && stdin_named)
        e = err_new("standard input cannot be used for multiple arguments");
    if (e == NULL && !str_empty(o->in.from))
        e = read_from(o);
    if (e == NULL && !str_empty(o->in.prefix))
        put_prefix(o);
    if (e == NULL)
        e = set_read(&o->set, false);
    /* kubectl notices only after the first patch that there was nothing to set. */
    o->set.nothing_given = cJSON_GetArraySize(o->args.env) == 0 && o->vars.n == 0;
    return e != NULL ? e : set_run(&o->set);
}

static void release(void *opts)
{
    struct set_env *o = opts;
    strv_release(&o->vars);
    env_args_release(&o->args);
    env_store_release(&o->store);
    set_release(&o->set);
}

static const struct example examples[] = {
    {"Set a variable in all containers of a deployment", "kubec set env deployment/web LOG_LEVEL=debug"},
    {"List the variables of a deployment, with what references stand for",
     "kubec set env deployment/web --list --resolve"},
    {"Take two keys of a config map, with a prefix",
     "kubec set env deployment/web --from=configmap/mysql --keys=host,port --prefix=MYSQL_"},
    {"Remove a variable from one container", "kubec set env deployment/web -c nginx LOG_LEVEL-"},
    {"Take variables from this shell", "env | grep ^RAILS_ | kubec set env -e - deployment/web"},
    {"See a manifest with a variable, without a server", "kubec set env -f web.yaml --local -o yaml LOG_LEVEL=debug"},
    {0},
};

const struct command cmd_set_env = {
    .name = "env",
    .usage = "(-f FILENAME | TYPE NAME) KEY=VALUE... KEY-... [flags]",
    .summary = "Change or list the environment variables of containers",
    .description = "Sets variables (KEY=VALUE) and removes them (KEY-) in the containers, init containers included, of "
                   "pods and of what makes pods. A lone - reads lines KEY=VALUE from standard input; # begins a "
                   "comment there.\n\n"
                   "With --from the keys of a config map or secret become variables that refer to it; their names are "
                   "in capitals, with _ for what a variable's name cannot hold.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct set_env),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
    .complete_args = offer_args_set_env,
};
