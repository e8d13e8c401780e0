/* global.c - the flags that every command has. */
#include "cli/global.h"

#include "base/mem.h"
#include "cli/value.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#define VERBOSITY_MAX 10

static struct err *check_level(const char *value)
{
    int64_t level = 0;

    return value_int(value, 10, 32, &level);
}

static struct err *check_flush(const char *value)
{
    struct duration d;
    struct err *e = duration_parse(value, &d);

    if (!e)
        return NULL;
    err_free(e);
    return err_new("parse error"); /* package flag's words */
}

/* One "pattern=N" of --vmodule at *p (which moves behind it and its comma): the pattern's length and the level. False
 * when the part is empty. */
static bool vmodule_part(const char **p, size_t *len, int64_t *level, struct err **e)
{
    const char *part = *p, *end = part + strcspn(part, ","), *eq = memchr(part, '=', (size_t)(end - part));
    char *number = NULL;

    *p = *end ? end + 1 : end;
    if (end == part)
        return false;
    *len = eq ? (size_t)(eq - part) : 0;
    number = eq ? xstrndup(eq + 1, (size_t)(end - eq - 1)) : NULL;
    if (!number || *len == 0 || *number == '\0' || strchr(number, '='))
        *e = err_new("syntax error: expect comma-separated list of filename=N");
    else
        *e = value_int(number, 10, 32, level);
    free(number);
    return true;
}

static struct err *check_vmodule(const char *value)
{
    while (*value) {
        size_t len = 0;
        int64_t level = 0;
        struct err *e = NULL;

        if (!vmodule_part(&value, &len, &level, &e))
            continue;
        if (e) {
            err_free(e);
            return err_new("syntax error: expect comma-separated list of filename=N");
        }
        if (level < 0)
            return err_new("negative value for vmodule level");
    }
    return NULL;
}

static const char *const profiles[] = {"none",  "cpu",   "heap",  "goroutine", "threadcreate",
                                       "block", "mutex", "trace", NULL};

#define G struct global_opts
const struct flag global_flags[] = {
    FLAG_STRING(G, as, "as", 0, "USER", "", FLAG_PERSISTENT,
                "Act as this user (impersonation); system:serviceaccount:NAMESPACE:NAME names a service account."),
    FLAG_STRING_ARRAY(G, as_group, "as-group", 0, "GROUP", "", FLAG_PERSISTENT,
                      "Act as a member of this group; may be repeated."),
    FLAG_STRING(G, as_uid, "as-uid", 0, "UID", "", FLAG_PERSISTENT, "Act as the user with this UID."),
    FLAG_STRING_ARRAY(G, as_user_extra, "as-user-extra", 0, "KEY=VALUE", "", FLAG_PERSISTENT,
                      "Extra fields of the impersonated user; may be repeated, also for one key."),
    FLAG_STRING(G, cache_dir, "cache-dir", 0, "FOLDER", "", FLAG_PERSISTENT,
                "Where discovery is cached; $HOME/.kube/cache if not given.", .files = "/"),
    FLAG_STRING(G, certificate_authority, "certificate-authority", 0, "FILE", "", FLAG_PERSISTENT,
                "Certificates that the server's certificate is checked against.", .files = ""),
    FLAG_STRING(G, client_certificate, "client-certificate", 0, "FILE", "", FLAG_PERSISTENT,
                "Client certificate to log in with.", .files = ""),
    FLAG_STRING(G, client_key, "client-key", 0, "FILE", "", FLAG_PERSISTENT, "Private key of the client certificate.",
                .files = ""),
    FLAG_STRING(G, cluster, "cluster", 0, "NAME", "", FLAG_PERSISTENT, "Cluster of the kubeconfig to use."),
    FLAG_STRING(G, context, "context", 0, "NAME", "", FLAG_PERSISTENT, "Context of the kubeconfig to use."),
    FLAG_BOOL(G, disable_compression, "disable-compression", 0, "false", FLAG_PERSISTENT,
              "Do not ask the server to compress its answers."),
    FLAG_BOOL(G, insecure_skip_tls_verify, "insecure-skip-tls-verify", 0, "false", FLAG_PERSISTENT,
              "Do not check the server's certificate: anyone on the way can then read and change what is sent."),
    FLAG_STRING(G, kubeconfig, "kubeconfig", 0, "FILE", "", FLAG_PERSISTENT,
                "Kubeconfig file to use, in place of $KUBECONFIG and $HOME/.kube/config.", .files = ""),
    FLAG_STRING(G, kuberc, "kuberc", 0, "FILE", "", FLAG_PERSISTENT,
                "File of preferences; KUBECTL_KUBERC=false or KUBERC=off in the environment turns preferences off.",
                .files = ""),
    FLAG_DURATION(G, log_flush_frequency, "log-flush-frequency", 0, "DURATION", "5s", FLAG_PERSISTENT,
                  "The longest time that a log line may wait in memory; here every line is written at once.",
                  .check = check_flush),
    FLAG_BOOL(G, match_server_version, "match-server-version", 0, "false", FLAG_PERSISTENT,
              "Stop unless the server's version equals the client's."),
    FLAG_STRING(G, ns, "namespace", 'n', "NAMESPACE", "", FLAG_PERSISTENT, "Namespace of the request."),
    FLAG_STRING(G, password, "password", 0, "PASSWORD", "", FLAG_PERSISTENT, "Password for basic authentication."),
    FLAG_STRING(G, profile, "profile", 0, "NAME", "none", FLAG_PERSISTENT,
                "Write a profile of the run. All names but none write the same text: time, processor time and memory, "
                "step by step.",
                .values = profiles),
    FLAG_STRING(G, profile_output, "profile-output", 0, "FILE", "profile.pprof", FLAG_PERSISTENT,
                "File that the profile is written to.", .files = ""),
    FLAG_STRING(G, proxy_url, "proxy-url", 0, "URL", "", FLAG_PERSISTENT, "Proxy for requests to the API server."),
    FLAG_STRING(G, request_timeout, "request-timeout", 0, "DURATION", "0", FLAG_PERSISTENT,
                "Give up on a single request after this time (1s, 2m, 3h); 0 means never."),
    FLAG_STRING(G, server, "server", 's', "URL", "", FLAG_PERSISTENT, "Address of the API server."),
    FLAG_STRING(G, tls_server_name, "tls-server-name", 0, "NAME", "", FLAG_PERSISTENT,
                "Name that the server's certificate must bear, in place of the host's."),
    FLAG_STRING(G, token, "token", 0, "TOKEN", "", FLAG_PERSISTENT, "Bearer token to log in with."),
    FLAG_STRING(G, user, "user", 0, "NAME", "", FLAG_PERSISTENT, "User of the kubeconfig to use."),
    FLAG_STRING(G, username, "username", 0, "NAME", "", FLAG_PERSISTENT, "User name for basic authentication."),
    FLAG_STRING(
        G, v, "v", 'v', "LEVEL", "0", FLAG_PERSISTENT,
        "How much is logged on stderr: 6 shows requests, 7 and 8 their headers, 8 bodies cut short, 9 all of them.",
        .check = check_level),
    FLAG_STRING(G, vmodule, "vmodule", 0, "PATTERN=N,…", "", FLAG_PERSISTENT,
                "Log levels for single sources of log lines, in place of -v's.", .check = check_vmodule),
    FLAG_BOOL(G, warnings_as_errors, "warnings-as-errors", 0, "false", FLAG_PERSISTENT,
              "End with an error if the server sent warnings."),
    FLAG_BOOL(G, yes, "yes", 0, "false", FLAG_PERSISTENT,
              "Change what a protected context holds without being asked (see ctx --protect)."),
    FLAG_END,
};

static int clamp(int64_t level)
{
    return level < 0 ? 0 : level > VERBOSITY_MAX ? VERBOSITY_MAX : (int)level;
}

int global_verbosity(const struct global_opts *g)
{
    int64_t level = 0;

    if (g->v)
        err_free(value_int(g->v, 10, 32, &level)); /* checked when it was parsed */
    return clamp(level);
}

int global_verbosity_for(const struct global_opts *g, const char *source)
{
    const char *p = g->vmodule ? g->vmodule : "";

    while (*p) {
        const char *part = p;
        size_t len = 0;
        int64_t level = 0;
        struct err *e = NULL;
        char *pattern = NULL;
        bool match = false;

        if (!vmodule_part(&p, &len, &level, &e))
            continue;
        pattern = xstrndup(part, len);
        match = !e && level > 0 && fnmatch(pattern, source, 0) == 0;
        free(pattern);
        err_free(e);
        if (match)
            return clamp(level);
    }
    return global_verbosity(g);
}
