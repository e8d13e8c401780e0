/* set.c - "kuberc set". */
#include "base/mem.h"
#include "base/strv.h"
#include "cli/cli.h"
#include "doc/doc.h"
#include "kuberc/children.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct set {
    struct {
        const char *kuberc, *section, *command, *name, *policy;
        struct strv options, prepend, append, allowlist;
        bool overwrite;
    } in;
    char *path;
};

static const char *const sections[] = {"defaults", "aliases", "credentialplugin", NULL};
static const char *const policies[] = {"AllowAll", "DenyAll", "Allowlist", NULL};

static const struct flag flags[] = {
    FLAG_STRING_ARRAY(
        struct set, in.allowlist, "allowlist-entry", 0, "command=PROGRAM", "", 0,
        "A program that may be started, by its name or path; several with commas or by repeating the flag. "
        "For --policy=Allowlist."),
    FLAG_STRING_ARRAY(struct set, in.append, "appendarg", 0, "ARGUMENT", "", 0,
                      "An argument that the alias puts behind yours; may be repeated."),
    FLAG_STRING(struct set, in.command, "command", 0, "COMMAND", "", 0,
                "The command, such as get or \"set env\", without its arguments."),
    FLAG_STRING(struct set, in.kuberc, "kuberc", 0, "FILE", "", 0, KUBERC_HELP, .files = ""),
    FLAG_STRING(struct set, in.name, "name", 0, "ALIAS", "", 0, "Name of the alias: letters only."),
    FLAG_STRING_ARRAY(struct set, in.options, "option", 0, "FLAG=VALUE", "", 0,
                      "A flag and its value where the command line does not give it; may be repeated."),
    FLAG_BOOL(struct set, in.overwrite, "overwrite", 0, "false", 0, "Replace what there is of this command or name."),
    FLAG_STRING(struct set, in.policy, "policy", 0, "POLICY", "", 0,
                "Which programs a kubeconfig may start to get credentials.", .values = policies),
    FLAG_STRING_ARRAY(struct set, in.prepend, "prependarg", 0, "ARGUMENT", "", 0,
                      "An argument that the alias puts before yours; may be repeated."),
    FLAG_STRING(struct set, in.section, "section", 0, "SECTION", "", FLAG_REQUIRED, "What to set.", .values = sections),
    FLAG_END,
};

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct set *s = opts;
    bool by_user = false;

    (void)ctx, (void)argc, (void)argv; /* kubectl takes arguments and does nothing with them */
    return kuberc_path(s->in.kuberc, &s->path, &by_user);
}

static bool is(const char *a, const char *b)
{
    return str_eq(a, b);
}

static struct err *validate_policy(const struct set *s)
{
    if (str_empty(s->in.policy))
        return err_new("--policy is required when --section=credentialplugin");
    if (is(s->in.policy, "Allowlist"))
        return s->in.allowlist.n > 0 ? NULL
                                     : err_new("--allowlist-entry is required when --section=credentialplugin and "
                                               "--policy=Allowlist");
    if (!is(s->in.policy, "AllowAll") && !is(s->in.policy, "DenyAll"))
        return err_new(" --policy must be  \"AllowAll\", \"DenyAll\", or \"Allowlist\", got: %s", s->in.policy);
    return s->in.allowlist.n == 0
               ? NULL
               : err_new("--allowlist-entry may only be used when --section=credentialplugin and --policy=Allowlist");
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct set *s = opts;
    bool defaults = is(s->in.section, "defaults"), aliases = is(s->in.section, "aliases");
    bool plugins = is(s->in.section, "credentialplugin");

    (void)ctx;
    if (!s->path)
        return err_new("KUBERC is disabled via KUBERC=off environment variable");
    if (!defaults && !aliases && !plugins)
        return err_new("--section must be \"defaults\", \"aliases\", or \"credentialplugin\", got: %s", s->in.section);
    if (aliases && str_empty(s->in.name))
        return err_new("--name is required when --section=aliases");
    if (defaults && !str_empty(s->in.name))
        return err_new("--name should not be specified when --section=defaults");
    if (defaults && s->in.prepend.n + s->in.append.n > 0)
        return err_new("--prependarg and --appendarg are only valid for --section=aliases");
    if (!plugins && str_empty(s->in.command))
        return err_new("--command is required when --section=aliases or --section=defaults");
    return plugins ? validate_policy(s) : NULL;
}

/* The file's preferences, or empty ones when it does not exist. */
static struct err *load(const struct set *s, cJSON **out)
{
    bool missing = false;
    struct err *e = kuberc_read(s->path, out, &missing);

    if (e && missing) {
        err_free(e);
        e = NULL;
        *out = kuberc_new();
    }
    if (!e && !*out)
        e = err_new("error converting Preferences to v1beta1.Preferences: expected pointer, but got invalid kind");
    return err_wrap(e, "error reading kuberc file");
}

/* --option's as a list of {name, default}; *out NULL for none. */
static struct err *read_options(const struct set *s, cJSON **out)
{
    *out = NULL;
    for (size_t i = 0; i < s->in.options.n; i++) {
        const char *text = s->in.options.v[i], *eq = strchr(text, '='), *from = text + strspn(text, "-");
        cJSON *o = NULL;
        char *name = NULL;

        if (!eq) {
            char *quoted = str_quote(text);
            struct err *e = err_new("invalid option format %s, expected flag=value", quoted);

            free(quoted);
            cJSON_Delete(*out);
            *out = NULL;
            return e;
        }
        name = from < eq ? xstrndup(from, (size_t)(eq - from)) : xstrdup("");
        o = cJSON_CreateObject();
        doc_set_str(o, "name", name);
        doc_set_str(o, "default", eq + 1);
        if (!*out)
            *out = cJSON_CreateArray();
        cJSON_AddItemToArray(*out, o);
        free(name);
    }
    return NULL;
}

/* The entry of the list whose `key` is `value`, or NULL. */
static cJSON *find(const cJSON *list, const char *key, const char *value)
{
    for (cJSON *v = list ? list->child : NULL; v; v = v->next)
        if (is(doc_str_at(v, key), value))
            return v;
    return NULL;
}

/* The list `name` of the preferences, made if it is null. */
static cJSON *list_in(cJSON *prefs, const char *name)
{
    if (!cJSON_IsArray(doc_get(prefs, name)))
        doc_set(prefs, name, cJSON_CreateArray());
    return doc_get(prefs, name);
}

/* Takes options. */
static struct err *set_defaults(const struct set *s, cJSON *prefs, cJSON *options)
{
    cJSON *list = list_in(prefs, "defaults"), *entry = find(list, "command", s->in.command);

    if (entry && !s->in.overwrite) {
        char *quoted = str_quote(s->in.command);
        struct err *e = err_new("defaults for command %s already exist, use --overwrite to replace", quoted);

        free(quoted);
        cJSON_Delete(options);
        return e;
    }
    if (!entry) {
        entry = cJSON_CreateObject();
        doc_set_str(entry, "command", s->in.command);
        doc_set(entry, "options", cJSON_CreateNull());
        cJSON_AddItemToArray(list, entry);
    }
    if (options)
        doc_set(entry, "options", options);
    return NULL;
}

/* Sets a list of strings; an empty one leaves the old list as it is. */
static void set_list(cJSON *entry, const char *name, const struct strv *values)
{
    cJSON *list = values->n > 0 ? cJSON_CreateArray() : NULL;

    for (size_t i = 0; i < values->n; i++)
        cJSON_AddItemToArray(list, cJSON_CreateString(values->v[i]));
    if (list)
        doc_set(entry, name, list);
}

/* Takes options. */
static struct err *set_alias(const struct set *s, cJSON *prefs, cJSON *options)
{
    cJSON *list = list_in(prefs, "aliases"), *entry = find(list, "name", s->in.name);

    if (entry && !s->in.overwrite) {
        char *quoted = str_quote(s->in.name);
        struct err *e = err_new("alias %s already exists, use --overwrite to replace", quoted);

        free(quoted);
        cJSON_Delete(options);
        return e;
    }
    if (!entry) {
        entry = cJSON_CreateObject();
        doc_set_str(entry, "name", s->in.name);
        cJSON_AddItemToArray(list, entry);
    }
    doc_set_str(entry, "command", s->in.command);
    set_list(entry, "prependArgs", &s->in.prepend);
    set_list(entry, "appendArgs", &s->in.append);
    if (options)
        doc_set(entry, "options", options);
    return NULL;
}

/* Adds one "command=PROGRAM" to the list, or its error. */
static void add_program(cJSON *list, const char *text, struct err **errs)
{
    const char *eq = strchr(text, '=');
    char *field = eq ? xstrndup(text, (size_t)(eq - text)) : NULL, *quoted = str_quote(field ? field : text);
    size_t blanks = eq ? strspn(eq + 1, " \t\n\v\f\r") : 0;

    if (!eq) {
        err_collect(errs, err_new("improperly formatted allowlist entry: %s", quoted));
    } else if (is(field, "name")) {
        err_collect(errs, err_new("allowlist entry field \"name\" is deprecated, use \"command\" instead"));
    } else if (!is(field, "command")) {
        err_collect(errs, err_new("unrecognized allowlist entry field: %s", quoted));
    } else if (eq[1 + blanks] == '\0') {
        err_collect(errs, err_new("empty value in allowlist entry for field \"command\""));
    } else {
        cJSON *entry = cJSON_CreateObject();

        doc_set_str(entry, "command", eq + 1);
        cJSON_AddItemToArray(list, entry);
    }
    free(field);
    free(quoted);
}

static struct err *set_policy(const struct set *s, cJSON *prefs)
{
    struct err *errs = NULL;
    cJSON *list = NULL;

    if (is(s->in.policy, "Allowlist")) {
        list = cJSON_CreateArray();
        for (size_t i = 0; i < s->in.allowlist.n; i++) {
            struct strv parts = {0};

            strv_split(&parts, s->in.allowlist.v[i], ',');
            for (size_t k = 0; k < parts.n; k++)
                add_program(list, parts.v[k], &errs);
            strv_release(&parts);
        }
    }
    if (errs) {
        cJSON_Delete(list);
        return errs;
    }
    doc_set_str(prefs, "credentialPluginPolicy", s->in.policy);
    if (list)
        doc_set(prefs, "credentialPluginAllowlist", list);
    return NULL;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    const struct set *s = opts;
    cJSON *prefs = NULL, *options = NULL;
    struct err *e = load(s, &prefs);

    if (!e)
        e = read_options(s, &options);
    if (!e && is(s->in.section, "defaults")) {
        e = set_defaults(s, prefs, options);
    } else if (!e && is(s->in.section, "aliases")) {
        e = set_alias(s, prefs, options);
    } else if (!e) {
        cJSON_Delete(options);
        e = set_policy(s, prefs);
    }
    if (!e)
        e = kuberc_write(s->path, prefs);
    if (!e)
        fprintf(ctx->out, "Updated %s\n", s->path);
    cJSON_Delete(prefs);
    return e;
}

static void release(void *opts)
{
    struct set *s = opts;

    free(s->path);
}

static const struct example examples[] = {
    {"Let `get` print wide tables unless told otherwise",
     "kubec kuberc set --section=defaults --command=get --option=output=wide"},
    {"A default for a command below another",
     "kubec kuberc set --section=defaults --command=\"config view\" --option=raw=true"},
    {"Make `kubec getn` list nodes with their labels",
     "kubec kuberc set --section=aliases --name=getn --command=get --prependarg=nodes --option=show-labels=true"},
    {"Change what was set before",
     "kubec kuberc set --section=defaults --command=get --option=output=yaml --overwrite"},
    {"Let kubeconfigs start one program only, whatever they name",
     "kubec kuberc set --section=credentialplugin --policy=Allowlist --allowlist-entry=command=cloud-login"},
    {0},
};

const struct command cmd_kuberc_set = {
    .name = "set",
    .usage = "--section=SECTION [--command=COMMAND] [flags]",
    .summary = "Set a default, an alias or the policy for credential plugins",
    .description =
        "Changes one thing in the file of preferences.\n\n"
        "--section=defaults gives flags of --command another default. --section=aliases makes the command --name, "
        "which "
        "stands for --command with the flags of --option and arguments before and behind those that are typed. "
        "--section=credentialplugin says which programs a kubeconfig may start to get credentials.\n\n"
        "With --overwrite what is not given stays as it is: the options, and the arguments of an alias.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct set),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
};
