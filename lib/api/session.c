/* session.c - the lazily made connection of a command. */
#include "api/session.h"

#include "api/discovery.h"
#include "api/version.h"
#include "base/file.h"
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
};

struct session *session_get(struct cmd_ctx *ctx)
{
    if (ctx->session == NULL) {
        ctx->session = xcalloc(1, sizeof *ctx->session);
        ctx->session->ctx = ctx;
    }
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
    free(s->command);
    free(s->uuid);
    free(s->agent);
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

struct err *session_http(struct session *s, struct http_client **out)
{
    if (s->http == NULL) {
        const struct rest_config *config;
        struct err *e = session_config(s, &config);
        if (e != NULL)
            return e;
        struct cmd_ctx *ctx = s->ctx;
        s->command = header_command(ctx);
        s->uuid = new_uuid();
        s->agent = xasprintf("kubec/%s (linux/amd64)", KUBEC_VERSION);
        struct http_options o = {
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

char *session_cache_dir(const struct cmd_ctx *ctx)
{
    const char *flag = ctx->global->cache_dir, *env = getenv("KUBECACHEDIR");
    if (!str_empty(flag) || !str_empty(env))
        return xstrdup(!str_empty(flag) ? flag : env);
    return str_empty(path_home()) ? NULL : path_join(path_home(), ".kube/cache");
}
