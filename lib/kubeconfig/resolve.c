/* resolve.c - from a kubeconfig, the global flags and the environment to what a connection needs.
 *
 * The steps and their order are client-go's DirectClientConfig and DeferredLoadingClientConfig with the overrides of
 * cli-runtime's ConfigFlags: they decide which of several errors a user sees.
 */
#include "base/base64.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/paths.h"
#include "kubeconfig/credentials.h"
#include "kubeconfig/incluster.h"
#include "kubeconfig/kubeconfig.h"
#include "kubeconfig/types.h"
#include "kubeconfig/url.h"
#include "kubeconfig/validate.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The three bodies in use, with flags worked in and paths made absolute. Owned. */
struct merged {
    const char *context_name, *user_name, *cluster_name; /* borrowed */
    const cJSON *context;                                /* borrowed, or NULL */
    cJSON *user, *cluster;
    const char *ns; /* borrowed; "" when nothing sets one */
};

static void merged_release(struct merged *m)
{
    cJSON_Delete(m->user);
    cJSON_Delete(m->cluster);
}

static const char *default_server(void)
{
    const char *s = getenv("KUBERNETES_MASTER");
    return str_empty(s) ? "http://localhost:8080" : s;
}

const char *kubeconfig_context_name(const struct kubeconfig *k, const struct global_opts *flags)
{
    const char *env = getenv("KUBECTL_CONTEXT");
    return !str_empty(flags->context) ? flags->context : !str_empty(env) ? env : k->current_context;
}

/* A context that no flag names and that is not there. */
static struct err *say_who_named_it(struct err *e, const struct global_opts *g)
{
    return str_empty(g->context) && !str_empty(getenv("KUBECTL_CONTEXT")) ? err_note(e, "$KUBECTL_CONTEXT names it")
                                                                          : e;
}

/* Finds the names in use. *e is set when a context, user or cluster that a flag names does not exist; the names are the
 * best guess even then, as the validation that runs without these errors needs. */
static void find_names(const struct kubeconfig *k, const struct global_opts *g, struct merged *m, struct err **e)
{
    m->context_name = kubeconfig_context_name(k, g);
    struct kubeconfig_entry *c = kubeconfig_find(&k->contexts, m->context_name);
    m->context = c != NULL ? c->body : NULL;
    m->user_name = !str_empty(g->user) ? g->user : kc_str(m->context, "user");
    m->cluster_name = !str_empty(g->cluster) ? g->cluster : kc_str(m->context, "cluster");
    const char *env_context = getenv("KUBECTL_CONTEXT"), *env_ns = getenv("KUBECTL_NAMESPACE");
    m->ns = !str_empty(g->ns) ? g->ns : !str_empty(env_ns) ? env_ns : kc_str(m->context, "namespace");
    const char *what = NULL, *name = NULL;
    if (!str_empty(g->user) && kubeconfig_find(&k->users, g->user) == NULL)
        what = "auth info", name = g->user;
    else if (c == NULL && (!str_empty(g->context) || !str_empty(env_context)))
        what = "context", name = m->context_name;
    else if (!str_empty(g->cluster) && kubeconfig_find(&k->clusters, g->cluster) == NULL)
        what = "cluster", name = g->cluster;
    if (what != NULL) {
        char *quoted = str_quote(name);
        *e = err_new("%s %s does not exist", what, quoted);
        if (str_eq(what, "context"))
            *e = say_who_named_it(*e, g);
        free(quoted);
    }
}

static void resolve_member(const struct kc_type *t, cJSON *body, const char *name, const char *base)
{
    const char *v = kc_str(body, name);
    if (v[0] != '\0' && v[0] != '/') {
        char *abs = path_resolve(v, base);
        kc_set_str(t, body, name, abs);
        free(abs);
    }
}

static cJSON *entry_copy(const struct kc_type *t, const struct kubeconfig_entry *entry)
{
    cJSON *body = entry != NULL ? doc_dup(entry->body) : kc_new(t);
    if (entry == NULL || entry->origin[0] == '\0')
        return body;
    char *base = path_base_of(entry->origin);
    if (t == &kc_cluster) {
        resolve_member(t, body, "certificate-authority", base);
    } else {
        resolve_member(t, body, "client-certificate", base);
        resolve_member(t, body, "client-key", base);
        resolve_member(t, body, "tokenFile", base);
        cJSON *exec = doc_get(body, "exec");
        if (exec != NULL && strchr(kc_str(exec, "command"), '/') != NULL)
            resolve_member(&kc_exec, exec, "command", base);
    }
    free(base);
    return body;
}

static void override(const struct kc_type *t, cJSON *body, const char *name, const char *value)
{
    if (!str_empty(value))
        kc_set_str(t, body, name, value);
}

static void override_extra(cJSON *user, const struct strv *flags)
{
    if (flags->n == 0)
        return;
    const cJSON *old = doc_get(user, "as-user-extra");
    cJSON *extra = cJSON_CreateObject();
    for (size_t i = 0; i < flags->n; i++) {
        const char *value;
        char *key = str_cut(flags->v[i], '=', &value);
        if (value != NULL) {
            cJSON *list = doc_get(extra, key);
            if (list == NULL) {
                list = cJSON_CreateArray();
                doc_set(extra, key, list);
            }
            cJSON_AddItemToArray(list, cJSON_CreateString(value));
        }
        free(key);
    }
    for (const cJSON *v = old != NULL ? old->child : NULL; v != NULL; v = v->next)
        if (doc_get(extra, v->string) == NULL)
            doc_set(extra, v->string, doc_dup(v));
    kc_set(&kc_user, user, "as-user-extra", extra);
}

static void merge_user(const struct kubeconfig *k, const struct global_opts *g, struct merged *m)
{
    cJSON *u = m->user = entry_copy(&kc_user, kubeconfig_find(&k->users, m->user_name));
    if (!str_empty(g->client_certificate))
        kc_set_str(&kc_user, u, "client-certificate-data", "");
    if (!str_empty(g->client_key))
        kc_set_str(&kc_user, u, "client-key-data", "");
    override(&kc_user, u, "client-certificate", g->client_certificate);
    override(&kc_user, u, "client-key", g->client_key);
    override(&kc_user, u, "token", g->token);
    override(&kc_user, u, "username", g->username);
    override(&kc_user, u, "password", g->password);
    override(&kc_user, u, "as", g->as);
    override(&kc_user, u, "as-uid", g->as_uid);
    if (g->as_group.n > 0) {
        cJSON *groups = cJSON_CreateArray();
        for (size_t i = 0; i < g->as_group.n; i++)
            cJSON_AddItemToArray(groups, cJSON_CreateString(g->as_group.v[i]));
        kc_set(&kc_user, u, "as-groups", groups);
    }
    override_extra(u, &g->as_user_extra);
}

static void merge_cluster(const struct kubeconfig *k, const struct global_opts *g, struct merged *m)
{
    cJSON *c = m->cluster = entry_copy(&kc_cluster, kubeconfig_find(&k->clusters, m->cluster_name));
    if (kc_str(c, "server")[0] == '\0')
        kc_set_str(&kc_cluster, c, "server", default_server());
    override(&kc_cluster, c, "server", g->server);
    override(&kc_cluster, c, "proxy-url", g->proxy_url);
    if (g->disable_compression)
        kc_set_bool(&kc_cluster, c, "disable-compression", true);
    /* --insecure-skip-tls-verify drops the file's CA, --certificate-authority drops all of the file's settings. */
    if (g->insecure_skip_tls_verify || !str_empty(g->certificate_authority)) {
        kc_set_bool(&kc_cluster, c, "insecure-skip-tls-verify", g->insecure_skip_tls_verify);
        kc_set_str(&kc_cluster, c, "certificate-authority", g->certificate_authority);
        kc_set_str(&kc_cluster, c, "certificate-authority-data", "");
    }
    if (!str_empty(g->tls_server_name) || !str_empty(g->server))
        kc_set_str(&kc_cluster, c, "tls-server-name", g->tls_server_name);
}

/* Merges; the error of a name that does not exist goes to *lost. */
static void merge_all(const struct kubeconfig *k, const struct global_opts *g, struct merged *m, struct err **lost)
{
    *m = (struct merged){0};
    *lost = NULL;
    find_names(k, g, m, lost);
    merge_user(k, g, m);
    merge_cluster(k, g, m);
}

static struct err *confirm_usable(const struct kubeconfig *k, const struct global_opts *g, const struct merged *m)
{
    /* a user or cluster that a flag names and that does not exist is checked as an empty one */
    bool no_user = !str_empty(g->user) && kubeconfig_find(&k->users, g->user) == NULL;
    bool no_cluster = !str_empty(g->cluster) && kubeconfig_find(&k->clusters, g->cluster) == NULL;
    bool no_context = m->context_name[0] != '\0' && m->context == NULL;
    struct err *e = kubeconfig_validate(no_context ? m->context_name : NULL, m->user_name, no_user ? NULL : m->user,
                                        m->cluster_name, no_cluster ? NULL : m->cluster);
    return no_context ? say_who_named_it(e, g) : e;
}

/* ---- the connection ---- */

struct err *request_timeout_parse(const char *s, int64_t *ns)
{
    char *end;
    errno = 0;
    long long seconds = strtoll(s, &end, 10);
    bool digits = isdigit((unsigned char)s[0]) || ((s[0] == '+' || s[0] == '-') && isdigit((unsigned char)s[1]));
    *ns = 0;
    if (digits && *end == '\0' && errno == 0 && seconds >= 0) {
        *ns = seconds > INT64_MAX / NS_PER_S ? INT64_MAX : seconds * NS_PER_S;
        return NULL;
    }
    struct duration d;
    struct err *e = duration_parse(s, &d);
    if (e == NULL) {
        *ns = d.ns > 0 ? d.ns : 0;
        return NULL;
    }
    err_free(e);
    return err_new(
        "Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding "
        "time unit (e.g. 1s | 2m | 3h)");
}

static char *take_str(const cJSON *body, const char *name)
{
    const char *s = kc_str(body, name);
    return s[0] != '\0' ? xstrdup(s) : NULL;
}

static char *take_bytes(const cJSON *body, const char *name)
{
    const char *s = kc_str(body, name);
    if (s[0] == '\0')
        return NULL;
    struct buf raw = buf_new();
    bool ok = base64_decode(&raw, s, strlen(s), NULL);
    (void)ok; /* the text was made by kc_decode */
    return buf_take(&raw);
}

static void fill_impersonation(struct rest_config *c, const cJSON *user)
{
    c->impersonate_user = take_str(user, "as");
    if (c->impersonate_user == NULL)
        return;
    c->impersonate_uid = take_str(user, "as-uid");
    const cJSON *groups = doc_get(user, "as-groups"), *extra = doc_get(user, "as-user-extra");
    for (const cJSON *v = groups != NULL ? groups->child : NULL; v != NULL; v = v->next)
        strv_add(&c->impersonate_groups, v->valuestring);
    if (extra != NULL)
        c->impersonate_extra = doc_dup(extra);
}

/* What the exec plugin learns with provideClusterInfo, in the order of clientauthentication's Cluster. The CA's data,
 * which may have to be read, comes when the plugin runs. */
static cJSON *exec_cluster(const struct rest_config *c, const cJSON *cluster)
{
    cJSON *o = cJSON_CreateObject();
    char *server = xasprintf("%s%s", c->host, c->path);
    doc_set_str(o, "server", server);
    free(server);
    if (c->tls_server_name != NULL)
        doc_set_str(o, "tls-server-name", c->tls_server_name);
    if (c->insecure)
        doc_set(o, "insecure-skip-tls-verify", cJSON_CreateTrue());
    if (c->proxy_url != NULL)
        doc_set_str(o, "proxy-url", c->proxy_url);
    if (c->disable_compression)
        doc_set(o, "disable-compression", cJSON_CreateTrue());
    const cJSON *ext = doc_get(cluster, "extensions"), *config = NULL;
    for (const cJSON *v = ext != NULL ? ext->child : NULL; v != NULL; v = v->next)
        if (strcmp(kc_str(v, "name"), "client.authentication.k8s.io/exec") == 0)
            config = doc_get(v, "extension");
    doc_set(o, "config", config != NULL ? doc_dup(config) : cJSON_CreateNull());
    return o;
}

/* Credentials and trust go along only on a protected connection. */
static struct err *fill_secrets(struct rest_config *c, const struct merged *m)
{
    const cJSON *u = m->user;
    bool empty_token = false;
    c->tls_server_name = take_str(m->cluster, "tls-server-name");
    c->ca_file = take_str(m->cluster, "certificate-authority");
    c->ca_pem = take_bytes(m->cluster, "certificate-authority-data");
    c->insecure = kc_bool(m->cluster, "insecure-skip-tls-verify");
    c->token = take_str(u, "token");
    c->token_file = take_str(u, "tokenFile");
    if (c->token == NULL && c->token_file != NULL) {
        int fd = open(c->token_file, O_RDONLY | O_CLOEXEC);
        if (fd < 0) {
            char *why = file_errno_text(errno);
            struct err *e = err_new("open %s: %s", c->token_file, why);
            free(why);
            return e;
        }
        struct stat st;
        empty_token = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size == 0;
        close(fd);
    }
    if (doc_get(u, "client-certificate") != NULL || doc_get(u, "client-certificate-data") != NULL) {
        c->cert_file = take_str(u, "client-certificate");
        c->cert_pem = take_bytes(u, "client-certificate-data");
        c->key_file = take_str(u, "client-key");
        c->key_pem = take_bytes(u, "client-key-data");
    }
    c->username = take_str(u, "username");
    c->password = take_str(u, "password");
    const cJSON *exec = doc_get(u, "exec"), *provider = doc_get(u, "auth-provider");
    if (provider != NULL)
        c->auth_provider = doc_dup(provider);
    if (exec != NULL) {
        c->exec = doc_dup(exec);
        c->exec_cluster = exec_cluster(c, m->cluster);
    }
    c->needs_prompt = c->username == NULL && c->cert_file == NULL && c->cert_pem == NULL && c->token == NULL &&
                      (c->token_file == NULL || empty_token) && provider == NULL && exec == NULL;
    if (c->insecure && (c->ca_file != NULL || c->ca_pem != NULL))
        return err_new("specifying a root certificates file with the insecure flag is not allowed");
    return credentials_check(c);
}

static struct err *fill(struct rest_config *c, const struct merged *m, const struct global_opts *g)
{
    c->user_name = xstrdup(m->user_name);
    c->context_name = xstrdup(m->context_name);
    c->is_protected = kubeconfig_is_protected(m->context);
    c->proxy_url = take_str(m->cluster, "proxy-url");
    c->disable_compression = kc_bool(m->cluster, "disable-compression");
    if (!str_empty(g->request_timeout)) {
        struct err *e = request_timeout_parse(g->request_timeout, &c->timeout_ns);
        if (e != NULL)
            return e;
    }
    struct err *e = server_url_parse(kc_str(m->cluster, "server"), false, &c->host, &c->path);
    if (e != NULL)
        return e;
    fill_impersonation(c, m->user);
    return str_starts(c->host, "https://") ? fill_secrets(c, m) : NULL;
}

/* Nothing was configured: client-go compares with what it makes of an empty kubeconfig. */
static bool is_default(const struct rest_config *c, const struct merged *m)
{
    bool secrets = c->token != NULL || c->token_file != NULL || c->cert_file != NULL || c->cert_pem != NULL ||
                   c->username != NULL || c->password != NULL || c->exec != NULL || c->auth_provider != NULL;
    bool trust = c->ca_file != NULL || c->ca_pem != NULL || c->insecure || c->tls_server_name != NULL;
    return strcmp(kc_str(m->cluster, "server"), default_server()) == 0 && c->proxy_url == NULL &&
           !c->disable_compression && c->timeout_ns == 0 && c->impersonate_user == NULL && !secrets && !trust;
}

static char *namespace_of(const struct merged *m, const struct global_opts *g, bool *overridden)
{
    *overridden = !str_empty(g->ns);
    if (*overridden)
        return xstrdup(g->ns);
    if (in_cluster_possible() && (m->ns[0] == '\0'))
        return in_cluster_namespace();
    return xstrdup(m->ns[0] != '\0' ? m->ns : "default");
}

struct err *rest_config_resolve(const struct kubeconfig *k, const struct global_opts *flags, struct rest_config **out)
{
    struct merged m;
    struct err *lost;
    *out = NULL;
    merge_all(k, flags, &m, &lost);
    struct err *e = lost != NULL ? lost : confirm_usable(k, flags, &m);
    struct rest_config *c = xcalloc(1, sizeof *c);
    if (e == NULL)
        e = fill(c, &m, flags);
    if (e == NULL && is_default(c, &m) && in_cluster_possible()) {
        rest_config_free(c);
        c = xcalloc(1, sizeof *c);
        c->user_name = xstrdup("");
        c->context_name = xstrdup("");
        e = in_cluster_fill(c, flags);
    }
    if (e == NULL)
        c->ns = namespace_of(&m, flags, &c->ns_overridden);
    merged_release(&m);
    if (e != NULL)
        rest_config_free(c);
    else
        *out = c;
    return e;
}

struct err *kubeconfig_namespace(const struct kubeconfig *k, const struct global_opts *flags, char **ns,
                                 bool *overridden)
{
    *ns = NULL;
    *overridden = !str_empty(flags->ns);
    if (*overridden) {
        *ns = xstrdup(flags->ns);
        return NULL;
    }
    struct merged m;
    struct err *lost;
    merge_all(k, flags, &m, &lost);
    struct err *e = confirm_usable(k, flags, &m);
    if (e == NULL)
        *ns = namespace_of(&m, flags, overridden);
    err_free(lost);
    merged_release(&m);
    return e;
}

void rest_config_free(struct rest_config *c)
{
    if (c == NULL)
        return;
    char *const strings[] = {c->host,
                             c->path,
                             c->ca_file,
                             c->ca_pem,
                             c->cert_file,
                             c->cert_pem,
                             c->key_file,
                             c->key_pem,
                             c->token,
                             c->token_file,
                             c->username,
                             c->password,
                             c->tls_server_name,
                             c->proxy_url,
                             c->impersonate_user,
                             c->impersonate_uid,
                             c->user_name,
                             c->ns,
                             c->context_name};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        free(strings[i]);
    strv_release(&c->impersonate_groups);
    cJSON_Delete(c->impersonate_extra);
    cJSON_Delete(c->exec);
    cJSON_Delete(c->exec_cluster);
    cJSON_Delete(c->plugin_policy);
    cJSON_Delete(c->auth_provider);
    free(c);
}
