/* incluster.c - the service account of a pod. */
#include "kubeconfig/incluster.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "kubeconfig/url.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ACCOUNT_DIR "/var/run/secrets/kubernetes.io/serviceaccount"

bool in_cluster_possible(void)
{
    struct stat st;
    return !str_empty(getenv("KUBERNETES_SERVICE_HOST")) && !str_empty(getenv("KUBERNETES_SERVICE_PORT")) &&
           stat(ACCOUNT_DIR "/token", &st) == 0 && !S_ISDIR(st.st_mode);
}

char *in_cluster_namespace(void)
{
    const char *pod = getenv("POD_NAMESPACE");
    if (!str_empty(pod))
        return xstrdup(pod);
    struct buf text;
    buf_init(&text, 4096);
    struct err *e = file_read(ACCOUNT_DIR "/namespace", &text);
    char *ns = NULL;
    if (e == NULL) {
        size_t from = 0, to = text.len;
        while (from < to && isspace((unsigned char)text.data[from]))
            from++;
        while (to > from && isspace((unsigned char)text.data[to - 1]))
            to--;
        if (to > from)
            ns = xstrndup(text.data + from, to - from);
    }
    err_free(e);
    buf_release(&text);
    return ns != NULL ? ns : xstrdup("default");
}

struct err *in_cluster_fill(struct rest_config *c, const struct global_opts *flags)
{
    const char *host = getenv("KUBERNETES_SERVICE_HOST"), *port = getenv("KUBERNETES_SERVICE_PORT");
    bool v6 = host != NULL && strchr(host, ':') != NULL;
    char *server = !str_empty(flags->server) ? xstrdup(flags->server)
                                             : xasprintf("https://%s%s%s:%s", v6 ? "[" : "", host, v6 ? "]" : "", port);
    if (access(ACCOUNT_DIR "/ca.crt", R_OK) == 0)
        c->ca_file = xstrdup(ACCOUNT_DIR "/ca.crt");
    if (!str_empty(flags->certificate_authority))
        str_replace_owned(&c->ca_file, xstrdup(flags->certificate_authority));
    struct err *e = server_url_parse(server, c->ca_file != NULL, &c->host, &c->path);
    free(server);
    if (!str_empty(flags->token))
        c->token = xstrdup(flags->token);
    else
        c->token_file = xstrdup(ACCOUNT_DIR "/token");
    c->in_cluster = true;
    return e;
}
