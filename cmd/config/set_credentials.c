/* set_credentials.c - "config set-credentials". */
#include "base/buf.h"
#include "base/mem.h"
#include "base/paths.h"
#include "cli/cli.h"
#include "config/common.h"
#include "kubeconfig/types.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* key=value arguments in the order given, and the keys of those that end in "-". */
struct pairs {
    struct strv keys, values, remove;
    bool given;
};

struct set_credentials {
    struct {
        const char *client_certificate, *client_key, *token, *username, *password, *auth_provider;
        const char *exec_command, *exec_api_version, *exec_interactive_mode;
        struct strv auth_provider_args, exec_args, exec_env;
        bool exec_provide_cluster_info, embed_certs;
    } in;
    const char *name;
    const struct cmd_ctx *ctx;
    struct pairs provider, env;
};

static const char *const modes[] = {"Never", "IfAvailable", "Always", NULL};

#define S struct set_credentials
static const struct flag flags[] = {
    FLAG_STRING(S, in.client_certificate, "client-certificate", 0, "FILE", "", 0,
                "The file with the user's certificate.", .files = ""),
    FLAG_STRING(S, in.client_key, "client-key", 0, "FILE", "", 0, "The file with the key of the user's certificate.",
                .files = ""),
    FLAG_BOOL(S, in.embed_certs, "embed-certs", 0, "false", 0,
              "Put the contents of the certificate's and the key's file into the kubeconfig, not their paths."),
    FLAG_STRING(S, in.token, "token", 0, "TOKEN", "", 0, "The bearer token of the user."),
    FLAG_STRING(S, in.username, "username", 0, "NAME", "", 0, "The name for basic authentication."),
    FLAG_STRING(S, in.password, "password", 0, "PASSWORD", "", 0, "The password for basic authentication."),
    FLAG_STRING(S, in.auth_provider, "auth-provider", 0, "NAME", "", 0,
                "The provider that gives tokens, such as oidc."),
    FLAG_STRINGS(S, in.auth_provider_args, "auth-provider-arg", 0, "KEY=VALUE", "", 0,
                 "A setting of the provider; KEY- removes it. May be given several times."),
    FLAG_STRING(S, in.exec_command, "exec-command", 0, "COMMAND", "", 0,
                "The program that gives credentials. Removes the arguments of the one before."),
    FLAG_STRING(S, in.exec_api_version, "exec-api-version", 0, "VERSION", "", 0,
                "The version in which the program speaks, such as client.authentication.k8s.io/v1."),
    FLAG_STRING(S, in.exec_interactive_mode, "exec-interactive-mode", 0, "MODE", "", 0,
                "Whether the program may ask on the terminal.", .values = modes),
    FLAG_BOOL(S, in.exec_provide_cluster_info, "exec-provide-cluster-info", 0, "false", 0,
              "Tell the program about the cluster."),
    FLAG_STRINGS(S, in.exec_args, "exec-arg", 0, "ARG", "", 0,
                 "An argument for the program; they replace those that the entry has. May be given several times."),
    FLAG_STRING_ARRAY(S, in.exec_env, "exec-env", 0, "KEY=VALUE", "", 0,
                      "A variable for the program's environment; KEY- removes it. May be given several times."),
    FLAG_END,
};
#undef S

/* kubectl's ParsePairs. The last value of a key counts. */
static struct err *read_pairs(const struct strv *args, const char *flag, struct pairs *out)
{
    struct strv bad = {0};
    for (size_t i = 0; i < args->n; i++) {
        const char *a = args->v[i], *eq = strchr(a, '=');
        size_t n = strlen(a);
        if (eq != NULL && eq != a) {
            char *key = xstrndup(a, (size_t)(eq - a));
            size_t at = 0;
            while (at < out->keys.n && !str_eq(out->keys.v[at], key))
                at++;
            if (at < out->keys.n) {
                str_replace_owned(&out->values.v[at], xstrdup(eq + 1));
            } else {
                strv_add(&out->keys, key);
                strv_add(&out->values, eq + 1);
            }
            free(key);
        } else if (n > 1 && a[n - 1] == '-') {
            strv_adopt(&out->remove, xstrndup(a, n - 1));
        } else {
            strv_add(&bad, a);
        }
    }
    out->given = args->n > 0;
    struct err *e = NULL;
    if (bad.n > 0) {
        char *list = strv_join(&bad, ", ");
        e = err_new("invalid %s format: %s", flag, list);
        free(list);
    }
    strv_release(&bad);
    return e;
}

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct set_credentials *o = opts;
    if (argc != 1)
        return config_args_error(ctx, "unexpected args", argc, argv);
    o->name = argv[0];
    o->ctx = ctx;
    struct err *e = read_pairs(&o->in.auth_provider_args, "auth-provider-arg", &o->provider);
    if (e == NULL)
        e = read_pairs(&o->in.exec_env, "exec-env", &o->env);
    if (e != NULL)
        config_help(ctx);
    return e;
}

static struct err *validate_embed(const struct set_credentials *o)
{
    const char *cert = o->in.client_certificate, *key = o->in.client_key;
    struct stat st;
    if (cert[0] == '\0' && key[0] == '\0')
        return err_new("you must specify a --client-certificate or --client-key to embed");
    if (cert[0] != '\0' && stat(cert, &st) < 0)
        return config_stat_error("client-certificate", cert, errno);
    if (key[0] != '\0' && stat(key, &st) < 0)
        return config_stat_error("client-key", key, errno);
    return NULL;
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct set_credentials *o = opts;
    if (o->name[0] == '\0')
        return err_new("you must specify a non-empty user name");
    if (o->in.token[0] != '\0' && (o->in.username[0] != '\0' || o->in.password[0] != '\0'))
        return err_new(
            "you cannot specify more than one authentication method at the same time: --token, --username/--password");
    struct err *e = o->in.embed_certs ? validate_embed(o) : NULL;
    if (e != NULL || !cli_changed(ctx, "exec-interactive-mode"))
        return e;
    for (size_t i = 0; modes[i] != NULL; i++)
        if (str_eq(o->in.exec_interactive_mode, modes[i]))
            return NULL;
    return err_new("invalid interactive mode type, can be only IfAvailable, Never, Always");
}

static void set_file(const struct set_credentials *o, cJSON *body, const char *member, const char *data,
                     const char *path)
{
    if (!cli_changed(o->ctx, member))
        return;
    if (o->in.embed_certs) {
        config_embed(&kc_user, body, data, path);
        kc_set_str(&kc_user, body, member, "");
        return;
    }
    char *abs = path_abs(path);
    kc_set_str(&kc_user, body, member, abs);
    kc_set_str(&kc_user, body, data, "");
    free(abs);
}

/* A token and a password exclude each other: setting one clears the other. */
static void set_static(const struct set_credentials *o, cJSON *body)
{
    bool token = cli_changed(o->ctx, "token"), name = cli_changed(o->ctx, "username"),
         password = cli_changed(o->ctx, "password");
    bool set_token = token && o->in.token[0] != '\0';
    bool set_basic = (name && o->in.username[0] != '\0') || (password && o->in.password[0] != '\0');
    if (token || (set_basic && !set_token))
        kc_set_str(&kc_user, body, "token", token && (set_token || !set_basic) ? o->in.token : "");
    if (name || (set_token && !set_basic))
        kc_set_str(&kc_user, body, "username", name && (set_basic || !set_token) ? o->in.username : "");
    if (password || (set_token && !set_basic))
        kc_set_str(&kc_user, body, "password", password && (set_basic || !set_token) ? o->in.password : "");
}

static void set_provider(const struct set_credentials *o, cJSON *body)
{
    cJSON *p = doc_get(body, "auth-provider");
    if (cli_changed(o->ctx, "auth-provider") && (p == NULL || !str_eq(kc_str(p, "name"), o->in.auth_provider))) {
        p = kc_new(&kc_auth_provider);
        kc_set_str(&kc_auth_provider, p, "name", o->in.auth_provider);
        kc_set(&kc_user, body, "auth-provider", p);
    }
    if (p == NULL)
        return;
    const cJSON *old = doc_get(p, "config");
    cJSON *all = cJSON_IsObject(old) ? doc_dup(old) : cJSON_CreateObject(), *sorted = cJSON_CreateObject();
    for (size_t i = 0; i < o->provider.remove.n; i++)
        doc_remove(all, o->provider.remove.v[i]);
    for (size_t i = 0; i < o->provider.keys.n; i++)
        doc_set_str(all, o->provider.keys.v[i], o->provider.values.v[i]);
    size_t n;
    const cJSON **members = doc_sorted(all, &n);
    for (size_t i = 0; i < n; i++)
        doc_set(sorted, members[i]->string, doc_dup(members[i]));
    free(members);
    cJSON_Delete(all);
    kc_set(&kc_auth_provider, p, "config", sorted);
}

static void set_env(const struct set_credentials *o, cJSON *exec)
{
    const cJSON *old = doc_get(exec, "env");
    cJSON *list = cJSON_CreateArray();
    for (const cJSON *v = old != NULL ? old->child : NULL; v != NULL; v = v->next)
        if (!strv_has(&o->env.remove, kc_str(v, "name")))
            cJSON_AddItemToArray(list, doc_dup(v));
    for (size_t i = 0; i < o->env.keys.n; i++) {
        cJSON *v = list->child;
        while (v != NULL && !str_eq(kc_str(v, "name"), o->env.keys.v[i]))
            v = v->next;
        if (v == NULL) {
            v = cJSON_CreateObject();
            doc_set_str(v, "name", o->env.keys.v[i]);
            cJSON_AddItemToArray(list, v);
        }
        doc_set_str(v, "value", o->env.values.v[i]);
    }
    kc_set(&kc_exec, exec, "env", list);
}

static void set_exec(const struct set_credentials *o, cJSON *body)
{
    cJSON *exec = doc_get(body, "exec");
    if (cli_changed(o->ctx, "exec-command")) {
        if (exec == NULL) {
            exec = kc_new(&kc_exec);
            kc_set(&kc_user, body, "exec", exec);
        }
        kc_set_str(&kc_exec, exec, "command", o->in.exec_command);
        kc_set(&kc_exec, exec, "args", NULL);
    }
    if (exec == NULL)
        return;
    if (cli_changed(o->ctx, "exec-api-version"))
        kc_set_str(&kc_exec, exec, "apiVersion", o->in.exec_api_version);
    if (o->in.exec_args.n > 0) {
        cJSON *args = cJSON_CreateArray();
        for (size_t i = 0; i < o->in.exec_args.n; i++)
            cJSON_AddItemToArray(args, cJSON_CreateString(o->in.exec_args.v[i]));
        kc_set(&kc_exec, exec, "args", args);
    }
    if (cli_changed(o->ctx, "exec-interactive-mode"))
        kc_set_str(&kc_exec, exec, "interactiveMode", o->in.exec_interactive_mode);
    if (cli_changed(o->ctx, "exec-provide-cluster-info"))
        kc_set_bool(&kc_exec, exec, "provideClusterInfo", o->in.exec_provide_cluster_info);
    if (o->env.given)
        set_env(o, exec);
}

static struct err *change(struct kubeconfig *k, void *arg)
{
    const struct set_credentials *o = arg;
    struct kubeconfig_entry *u = kubeconfig_find(&k->users, o->name);
    if (u == NULL)
        u = kubeconfig_put(&k->users, o->name, kc_new(&kc_user), "");
    set_file(o, u->body, "client-certificate", "client-certificate-data", o->in.client_certificate);
    set_file(o, u->body, "client-key", "client-key-data", o->in.client_key);
    set_static(o, u->body);
    set_provider(o, u->body);
    set_exec(o, u->body);
    return NULL;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct set_credentials *o = opts;
    struct err *e = config_modify(ctx, change, o);
    if (e == NULL) {
        char *quoted = str_quote(o->name);
        fprintf(ctx->out, "User %s set.\n", quoted);
        free(quoted);
    }
    return e;
}

static void pairs_release(struct pairs *p)
{
    strv_release(&p->keys);
    strv_release(&p->values);
    strv_release(&p->remove);
}

static void release(void *opts)
{
    struct set_credentials *o = opts;
    pairs_release(&o->provider);
    pairs_release(&o->env);
}

static const struct example examples[] = {
    {"Set the key of a user and leave the rest as it is", "kubec config set-credentials admin --client-key=admin.key"},
    {"Set a name and a password", "kubec config set-credentials admin --username=admin --password=secret"},
    {"Put a certificate into the kubeconfig",
     "kubec config set-credentials admin --client-certificate=admin.crt --embed-certs"},
    {"Use OpenID Connect", "kubec config set-credentials admin --auth-provider=oidc --auth-provider-arg=client-id=foo "
                           "--auth-provider-arg=client-secret=bar"},
    {"Forget one setting of it",
     "kubec config set-credentials admin --auth-provider=oidc --auth-provider-arg=client-secret-"},
    {"Let a program give the credentials",
     "kubec config set-credentials admin --exec-command=/usr/bin/login "
     "--exec-api-version=client.authentication.k8s.io/v1 --exec-interactive-mode=Never"},
    {"Set the program's arguments and environment",
     "kubec config set-credentials admin --exec-arg=get-token --exec-env=REGION=eu"},
    {0},
};

const struct command cmd_config_set_credentials = {
    .name = "set-credentials",
    .usage =
        "NAME [--client-certificate=FILE] [--client-key=FILE] [--token=TOKEN] [--username=NAME] [--password=PASSWORD] "
        "[--auth-provider=NAME] [--auth-provider-arg=KEY=VALUE] [--exec-command=COMMAND] [--exec-api-version=VERSION] "
        "[--exec-arg=ARG] [--exec-env=KEY=VALUE]",
    .summary = "Set a user of the kubeconfig",
    .description =
        "Sets the fields of a user that flags give; the others stay. The entry is made when there is none.\n\n"
        "A user is known by a certificate (--client-certificate, --client-key), by a token (--token), by a name and a "
        "password "
        "(--username, --password), by a provider (--auth-provider) or by what a program says (--exec-command). A token "
        "and a "
        "password exclude each other: setting one removes the other.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct set_credentials),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
    .complete_args = config_complete_users,
};
