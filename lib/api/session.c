/* session.c - the lazily made connection of a command. */
#include "api/session.h"

#include "api/discovery.h"
#include "api/version.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/map.h"
#include "base/mem.h"
#include "cli/cli.h"
#include "cli/global.h"
#include "cli/prefs.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

struct session {
    struct cmd_ctx *ctx;
    struct kubeconfig *kubeconfig;
    struct rest_config *config;
    char *ns;
    bool ns_overridden;
    struct http_client *http;
    struct discovery *discovery;
    char *command, *uuid, *agent;
    bool stdin_taken, version_checked;
    struct {
        int64_t since_ns, first_ns, all_ns;
    } hurry;
    bool asked, refused; /* whether a protected context may be changed */
    struct map changed;  /* types and namespaces, "group/name/ns" */
    struct buf key;      /* in a pool: what its connection depends on */
    int64_t made_ns, parked_ns;
};

/* A random (version 4) UUID, for the Kubectl-Session header. */
static char *new_uuid(void)
{
    unsigned char b[16];
    if (getrandom(b, sizeof b, 0) != (ssize_t)sizeof b)
        memset(b, 0, sizeof b);
    b[6] = (unsigned char)((b[6] & 0x0f) | 0x40);
    b[8] = (unsigned char)((b[8] & 0x3f) | 0x80);
    char text[37];
    size_t at = 0;
    for (size_t i = 0; i < sizeof b; i++) {
        static const char hex[] = "0123456789abcdef";
        if (i == 4 || i == 6 || i == 8 || i == 10)
            text[at++] = '-';
        text[at++] = hex[b[i] >> 4];
        text[at++] = hex[b[i] & 15];
    }
    text[at] = '\0';
    return xstrdup(text);
}

/* "kubectl config view": audit tools look for kubectl's name, whatever we were called. */
static char *header_command(const struct cmd_ctx *ctx)
{
    const char *rest = ctx->cmd_path != NULL ? strchr(ctx->cmd_path, ' ') : NULL;
    return xasprintf("kubectl%s", rest != NULL ? rest : "");
}

/* The options of the command for its requests; the texts in them belong to the session. */
static void http_options(struct session *s, struct http_options *out)
{
    struct cmd_ctx *ctx = s->ctx;
    str_replace_owned(&s->command, header_command(ctx));
    str_replace_owned(&s->uuid, new_uuid());
    if (s->agent == NULL)
        s->agent = xasprintf("kubec/%s (linux/amd64)", KUBEC_VERSION);
    *out = (struct http_options){
        .verbosity = global_verbosity_for(ctx->global, "round_trippers"),
        .log = ctx->err,
        .log_tty = ctx->err_tty,
        .warnings_as_errors = ctx->global->warnings_as_errors,
        .stdin_taken = s->stdin_taken || ctx->in == NULL,
        .user_agent = s->agent,
        .command = s->command,
        .session = s->uuid,
        .interrupted = ctx->interrupted,
    };
}

#define POOL_SIZE 4
#define POOL_AGE_NS (600 * NS_PER_S) /* certificates, tokens and definitions change */

struct session_pool {
    struct session *v[POOL_SIZE];
};

struct session_pool *session_pool_new(void)
{
    return xcalloc(1, sizeof(struct session_pool));
}

void session_pool_free(struct session_pool *p)
{
    for (size_t i = 0; p != NULL && i < POOL_SIZE; i++)
        session_free(p->v[i]);
    free(p);
}

static void add_strings(struct buf *key, const struct strv *l)
{
    for (size_t i = 0; i < l->n; i++)
        buf_addf(key, "%s\n", l->v[i]);
    buf_addc(key, '\n');
}

/* All that a connection and its discovery come from. The namespace, the log and the time that requests may take are
 * each command's own. */
static void pool_key(const struct global_opts *g, struct buf *key)
{
    static const char *const variables[] = {"HOME",        "KUBECTL_CONTEXT", "KUBECACHEDIR", "HTTPS_PROXY",
                                            "https_proxy", "HTTP_PROXY",      "http_proxy",   "NO_PROXY",
                                            "no_proxy",    "SSL_CERT_FILE",   "SSL_CERT_DIR", "PATH"};
    const char *const flags[] = {g->cluster,
                                 g->context,
                                 g->user,
                                 g->server,
                                 g->token,
                                 g->username,
                                 g->password,
                                 g->certificate_authority,
                                 g->client_certificate,
                                 g->client_key,
                                 g->tls_server_name,
                                 g->proxy_url,
                                 g->cache_dir,
                                 g->as,
                                 g->as_uid,
                                 g->kuberc};
    kubeconfig_stamp(g->kubeconfig, key);
    for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++) {
        const char *value = getenv(variables[i]);
        buf_addf(key, "%s\n", value != NULL ? value : "");
    }
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++)
        buf_addf(key, "%s\n", flags[i] != NULL ? flags[i] : "");
    add_strings(key, &g->as_group);
    add_strings(key, &g->as_user_extra);
    buf_addf(key, "%d%d", g->insecure_skip_tls_verify, g->disable_compression);
}

/* What a command gets anew from a session that served another one. False if the flags do not allow it. */
static bool renew(struct session *s, struct cmd_ctx *ctx)
{
    const char *timeout = ctx->global->request_timeout;
    s->ctx = ctx;
    free(s->ns);
    s->ns = NULL;
    s->stdin_taken = s->version_checked = s->asked = s->refused = false;
    session_hurry(s, 0, 0, 0);
    map_release(&s->changed);
    discovery_again(s->discovery);
    if (s->config != NULL && !str_empty(timeout)) {
        struct err *e = request_timeout_parse(timeout, &s->config->timeout_ns);
        if (e != NULL) { /* a new one says so at the right time */
            err_free(e);
            return false;
        }
    }
    if (s->http != NULL) {
        struct http_options o;
        http_options(s, &o);
        http_client_renew(s->http, &o);
    }
    return true;
}

static struct session *pool_take(struct cmd_ctx *ctx, const struct buf *key)
{
    for (size_t i = 0; i < POOL_SIZE; i++) {
        struct session *s = ctx->pool->v[i];
        if (s == NULL)
            continue;
        bool old = clock_mono_ns() - s->made_ns > POOL_AGE_NS;
        if (!old && (s->key.len != key->len || memcmp(s->key.data, key->data, key->len) != 0))
            continue;
        ctx->pool->v[i] = NULL;
        if (!old && renew(s, ctx))
            return s;
        session_free(s);
    }
    return NULL;
}

void session_park(struct cmd_ctx *ctx)
{
    struct session *s = ctx->session;
    size_t at = 0;
    ctx->session = NULL;
    if (s == NULL)
        return;
    if (ctx->pool == NULL || s->http == NULL || http_busy(s->http)) {
        session_free(s);
        return;
    }
    for (size_t i = 1; i < POOL_SIZE && ctx->pool->v[at] != NULL; i++)
        if (ctx->pool->v[i] == NULL || ctx->pool->v[i]->parked_ns < ctx->pool->v[at]->parked_ns)
            at = i;
    session_free(ctx->pool->v[at]);
    s->parked_ns = clock_mono_ns();
    ctx->pool->v[at] = s;
}

struct session *session_get(struct cmd_ctx *ctx)
{
    if (ctx->session != NULL)
        return ctx->session;
    struct buf key = buf_new();
    if (ctx->pool != NULL) {
        pool_key(ctx->global, &key);
        ctx->session = pool_take(ctx, &key);
    }
    if (ctx->session == NULL) {
        ctx->session = xcalloc(1, sizeof *ctx->session);
        *ctx->session = (struct session){.ctx = ctx, .key = key, .made_ns = clock_mono_ns()};
        key = buf_new();
    }
    buf_release(&key);
    return ctx->session;
}

void session_free(struct session *s)
{
    if (s == NULL)
        return;
    discovery_free(s->discovery);
    http_client_free(s->http);
    rest_config_free(s->config);
    kubeconfig_free(s->kubeconfig);
    free(s->ns);
    map_release(&s->changed);
    free(s->command);
    free(s->uuid);
    free(s->agent);
    if (s->key.data != NULL)
        explicit_bzero(s->key.data, s->key.len);
    buf_release(&s->key);
    free(s);
}

struct cmd_ctx *session_ctx(struct session *s)
{
    return s->ctx;
}

struct discovery **session_discovery_slot(struct session *s)
{
    return &s->discovery;
}

size_t session_warnings(const struct session *s)
{
    return s != NULL && s->http != NULL ? http_warnings(s->http) : 0;
}

void session_stdin_taken(struct session *s)
{
    s->stdin_taken = true;
    if (s->http != NULL)
        http_stdin_taken(s->http);
}

struct err *session_kubeconfig(struct session *s, const struct kubeconfig **out)
{
    if (s->kubeconfig == NULL) {
        struct err *e = kubeconfig_load(s->ctx->global->kubeconfig, &s->kubeconfig);
        if (e != NULL)
            return e;
    }
    *out = s->kubeconfig;
    return NULL;
}

struct err *session_config(struct session *s, const struct rest_config **out)
{
    if (s->config == NULL) {
        const struct kubeconfig *k;
        struct err *e = session_kubeconfig(s, &k);
        if (e == NULL)
            e = rest_config_resolve(k, s->ctx->global, &s->config);
        if (e == NULL && s->config->exec != NULL && s->ctx->prefs != NULL)
            s->config->plugin_policy = cli_prefs_policy(s->ctx->prefs);
        if (e == NULL && s->ctx->in != NULL)
            e = rest_config_prompt(s->config, s->ctx->in, s->ctx->out);
        if (e != NULL) {
            rest_config_free(s->config);
            s->config = NULL;
            return e;
        }
    }
    *out = s->config;
    return NULL;
}

struct err *session_namespace(struct session *s, const char **ns, bool *overridden)
{
    if (s->ns == NULL) {
        const struct kubeconfig *k;
        struct err *e = session_kubeconfig(s, &k);
        if (e == NULL)
            e = kubeconfig_namespace(k, s->ctx->global, &s->ns, &s->ns_overridden);
        if (e != NULL)
            return e;
    }
    *ns = s->ns;
    if (overridden != NULL)
        *overridden = s->ns_overridden;
    return NULL;
}

void session_hurry(struct session *s, int64_t since_ns, int64_t first_ns, int64_t all_ns)
{
    s->hurry.since_ns = since_ns;
    s->hurry.first_ns = first_ns;
    s->hurry.all_ns = all_ns;
    if (s->http != NULL)
        http_hurry(s->http, since_ns, first_ns, all_ns);
}

struct err *session_http(struct session *s, struct http_client **out)
{
    if (s->http == NULL) {
        const struct rest_config *config;
        struct err *e = session_config(s, &config);
        if (e != NULL)
            return e;
        struct http_options o;
        http_options(s, &o);
        e = http_client_new(config, &o, &s->http);
        if (e != NULL)
            return e;
        http_hurry(s->http, s->hurry.since_ns, s->hurry.first_ns, s->hurry.all_ns);
    }
    if (s->ctx->global->match_server_version && !s->version_checked) {
        s->version_checked = true; /* before the check, which needs the transport itself */
        struct err *e = version_must_match(s);
        if (e != NULL) {
            s->version_checked = false;
            return e;
        }
    }
    *out = s->http;
    return NULL;
}

static bool on_terminal(const struct session *s)
{
    const struct cmd_ctx *ctx = s->ctx;
    return ctx->in != NULL && !s->stdin_taken && ctx->err_tty && isatty(fileno(ctx->in)) == 1;
}

struct err *session_may_change(struct session *s)
{
    const struct rest_config *config;
    struct err *e = session_config(s, &config);
    if (e != NULL || !config->is_protected || s->ctx->global->yes)
        return e;
    char *name = str_quote(config->context_name);
    if (on_terminal(s)) {
        if (!s->asked) {
            char *question = xasprintf("Context %s is protected. Change what is there? (y/n): ", name);
            s->refused = !cli_confirm(s->ctx, question);
            free(question);
        }
        s->asked = true;
        if (s->refused)
            e = err_new("context %s is protected: nothing is changed without a yes", name);
    } else {
        e = err_new("context %s is protected: nothing is changed without --yes", name);
    }
    free(name);
    return e;
}

bool session_first_change(struct session *s, const struct api_resource *r, const char *ns)
{
    char *key = xasprintf("%s/%s/%s", r->group, r->name, ns != NULL ? ns : "");
    bool first = !map_has(&s->changed, key);
    if (first)
        map_set(&s->changed, key, s);
    free(key);
    return first;
}

char *session_cache_dir(const struct cmd_ctx *ctx)
{
    const char *flag = ctx->global->cache_dir, *env = getenv("KUBECACHEDIR");
    if (!str_empty(flag) || !str_empty(env))
        return xstrdup(!str_empty(flag) ? flag : env);
    return str_empty(path_home()) ? NULL : path_join(path_home(), ".kube/cache");
}
