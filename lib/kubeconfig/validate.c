/* validate.c - clientcmd's checks of the part of a kubeconfig that is in use. */
#include "kubeconfig/validate.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/strv.h"
#include "doc/doc.h"
#include "kubeconfig/types.h"
#include "kubeconfig/url.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

static void add(struct strv *errs, const char *fmt, ...) PRINTF_LIKE(2, 3);
static void add(struct strv *errs, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    strv_adopt(errs, xvasprintf(fmt, ap));
    va_end(ap);
}

static bool has(const cJSON *body, const char *name)
{
    return kc_str(body, name)[0] != '\0';
}

/* Opens the file as a test that it can be read later. */
static void check_file(struct strv *errs, const char *what, const char *path, const char *name)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        close(fd);
        return;
    }
    char *why = file_errno_text(errno);
    add(errs, "unable to read %s %s for %s due to open %s: %s", what, path, name, path, why);
    free(why);
}

static void check_cluster(struct strv *errs, const char *name, const cJSON *c)
{
    char *quoted = str_quote(name);
    if (!has(c, "server")) {
        if (name[0] == '\0')
            add(errs, "default cluster has no server defined");
        else
            add(errs, "no server found for cluster %s", quoted);
    }
    if (has(c, "proxy-url")) {
        struct err *e = proxy_url_check(kc_str(c, "proxy-url"));
        if (e != NULL) {
            char *url = str_quote(kc_str(c, "proxy-url"));
            add(errs, "invalid 'proxy-url' %s for cluster %s: %s", url, quoted, e->msg);
            free(url);
            err_free(e);
        }
    }
    free(quoted);
    if (has(c, "certificate-authority") && has(c, "certificate-authority-data"))
        add(errs,
            "certificate-authority-data and certificate-authority are both specified for %s. "
            "certificate-authority-data will override.",
            name);
    if (has(c, "certificate-authority"))
        check_file(errs, "certificate-authority", kc_str(c, "certificate-authority"), name);
}

static void check_certificate(struct strv *errs, const char *name, const cJSON *u)
{
    if (!has(u, "client-certificate") && !has(u, "client-certificate-data"))
        return;
    if (has(u, "client-certificate") && has(u, "client-certificate-data"))
        add(errs, "client-cert-data and client-cert are both specified for %s. client-cert-data will override.", name);
    if (has(u, "client-key") && has(u, "client-key-data"))
        add(errs, "client-key-data and client-key are both specified for %s; client-key-data will override", name);
    if (!has(u, "client-key") && !has(u, "client-key-data"))
        add(errs, "client-key-data or client-key must be specified for %s to use the clientCert authentication method.",
            name);
    if (has(u, "client-certificate"))
        check_file(errs, "client-cert", kc_str(u, "client-certificate"), name);
    if (has(u, "client-key"))
        check_file(errs, "client-key", kc_str(u, "client-key"), name);
}

static void check_exec(struct strv *errs, const char *name, const cJSON *u)
{
    const cJSON *exec = doc_get(u, "exec");
    if (exec == NULL)
        return;
    if (doc_get(u, "auth-provider") != NULL)
        add(errs, "authProvider cannot be provided in combination with an exec plugin for %s", name);
    if (!has(exec, "command"))
        add(errs, "command must be specified for %s to use exec authentication plugin", name);
    if (!has(exec, "apiVersion"))
        add(errs, "apiVersion must be specified for %s to use exec authentication plugin", name);
    const cJSON *env = doc_get(exec, "env");
    for (const cJSON *v = env != NULL ? env->child : NULL; v != NULL; v = v->next)
        if (!has(v, "name"))
            add(errs, "env variable name must be specified for %s to use exec authentication plugin", name);
    const char *mode = kc_str(exec, "interactiveMode");
    if (mode[0] == '\0') {
        add(errs, "interactiveMode must be specified for %s to use exec authentication plugin", name);
    } else if (!str_eq(mode, "Never") && !str_eq(mode, "IfAvailable") && !str_eq(mode, "Always")) {
        char *quoted = str_quote(mode);
        add(errs, "invalid interactiveMode for %s: %s", name, quoted);
        free(quoted);
    }
}

static void check_user(struct strv *errs, const char *name, const cJSON *u)
{
    check_certificate(errs, name, u);
    check_exec(errs, name, u);
    if (has(u, "token") && (has(u, "username") || has(u, "password")))
        add(errs, "more than one authentication method found for %s; found [token basicAuth], only one is allowed",
            name);
    bool more = has(u, "as-uid") || doc_get(u, "as-groups") != NULL || doc_get(u, "as-user-extra") != NULL;
    if (more && !has(u, "as"))
        add(errs, "requesting uid, groups or user-extra for %s without impersonating a user", name);
}

struct err *kubeconfig_validate(const char *lost_context, const char *user_name, const cJSON *user,
                                const char *cluster_name, const cJSON *cluster)
{
    struct strv errs = {0};
    if (lost_context != NULL)
        add(&errs, "context was not found for specified context: %s", lost_context);
    if (user != NULL)
        check_user(&errs, user_name, user);
    check_cluster(&errs, cluster_name, cluster);
    struct err *e = NULL;
    if (errs.n == 1 && lost_context == NULL) {
        e = err_new("%s", errs.v[0]);
    } else if (errs.n > 0) {
        struct buf lines = buf_new();
        for (size_t i = 0; i < errs.n; i++)
            buf_addf(&lines, "%s%s", errs.n > 1 ? "\n* " : "", errs.v[i]);
        e = err_new_kind(ERR_NET, "Error in configuration: %s", lines.data);
        buf_release(&lines);
    }
    strv_release(&errs);
    return e;
}
