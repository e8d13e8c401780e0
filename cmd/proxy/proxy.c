/* proxy.c - "proxy": the API server behind a local address, and local files beside it. */
#include "proxy.h"

#include "api/session.h"
#include "base/file.h"
#include "base/klog.h"
#include "base/mem.h"
#include "base/strv.h"
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEFAULT_PORT 8001

struct proxy {
    struct {
        const char *www, *www_prefix, *api_prefix, *accept_paths, *reject_paths, *accept_hosts, *reject_methods;
        const char *address, *unix_socket;
        int64_t port;
        struct duration keepalive;
        bool disable_filter, append_server_path;
    } in;
    struct routes routes;
    char *api_prefix, *static_prefix;
    const struct rest_config *config;
};

static const struct flag flags[] = {
    FLAG_STRING(struct proxy, in.accept_hosts, "accept-hosts", 0, "REGEX,…",
                "^localhost$,^127\\.0\\.0\\.1$,^\\[::1\\]$", 0,
                "Regular expressions of the hosts that a request may name; all others are refused."),
    FLAG_STRING(struct proxy, in.accept_paths, "accept-paths", 0, "REGEX,…", "^.*", 0,
                "Regular expressions of the paths that are passed on."),
    FLAG_STRING(struct proxy, in.address, "address", 0, "IP", "127.0.0.1", 0, "The address to listen on."),
    FLAG_STRING(struct proxy, in.api_prefix, "api-prefix", 0, "PREFIX", "/", 0,
                "The prefix below which the API is found."),
    FLAG_BOOL(struct proxy, in.append_server_path, "append-server-path", 0, "false", 0,
              "Put the path of the kubeconfig's server before the path of each request."),
    FLAG_BOOL(
        struct proxy, in.disable_filter, "disable-filter", 0, "false", 0,
        "Pass on every request. Any page in a browser on this machine could then act in your name, if it can reach "
        "the port."),
    FLAG_DURATION(struct proxy, in.keepalive, "keepalive", 0, "DURATION", "0s", 0,
                  "How often to see whether a connection to the server still lives; 0: as usual."),
    FLAG_INT(struct proxy, in.port, "port", 'p', "PORT", "8001", 0, "The port to listen on; 0: any that is free."),
    FLAG_STRING(struct proxy, in.reject_methods, "reject-methods", 0, "REGEX,…", "^$", 0,
                "Regular expressions of methods that are refused ('POST,PUT,PATCH')."),
    FLAG_STRING(struct proxy, in.reject_paths, "reject-paths", 0, "REGEX,…",
                "^/api/.*/pods/.*/exec,^/api/.*/pods/.*/attach", 0,
                "Regular expressions of paths that are refused even if --accept-paths has them."),
    FLAG_STRING(struct proxy, in.unix_socket, "unix-socket", 'u', "FILE", "", 0,
                "Listen on this Unix socket and not on a port; it is for you alone.", .files = ""),
    FLAG_STRING(struct proxy, in.www, "www", 'w', "FOLDER", "", 0, "Serve the files of this folder, too.",
                .files = "/"),
    FLAG_STRING(struct proxy, in.www_prefix, "www-prefix", 'P', "PREFIX", "/static/", 0,
                "The prefix below which the files of --www are found."),
    FLAG_END,
};

static char *with_slash(const char *prefix)
{
    return str_ends(prefix, "/") ? xstrdup(prefix) : xasprintf("%s/", prefix);
}

static struct err *compile(struct cmd_ctx *ctx, const char *list, struct pattern_list *out)
{
    struct err *e = patterns_compile(list, out);
    if (e == NULL)
        return NULL;
    klog_print(ctx->err, 'F', "proxy_server.go:83", "Error compiling re: %s", e->msg);
    err_free(e);
    return err_silent(255);
}

static struct err *set_filter(struct cmd_ctx *ctx, struct proxy *o)
{
    struct routes *r = &o->routes;
    if (o->in.disable_filter) {
        if (str_empty(o->in.unix_socket))
            klog_print(ctx->err, 'W', "proxy.go:177",
                       "Request filter disabled, your proxy is vulnerable to XSRF attacks, please be cautious");
        return NULL;
    }
    if (str_empty(o->in.reject_paths) || str_empty(o->in.reject_methods))
        klog_print(ctx->err, 'W', "proxy.go:182",
                   "Request filter has been relaxed, your proxy may be vulnerable to attacks, please be cautious");
    r->filtering = true;
    struct err *e = compile(ctx, o->in.accept_paths, &r->accept_paths);
    if (e == NULL)
        e = compile(ctx, o->in.reject_paths, &r->reject_paths);
    if (e == NULL)
        e = compile(ctx, o->in.accept_hosts, &r->accept_hosts);
    if (e == NULL)
        e = compile(ctx, o->in.reject_methods, &r->reject_methods);
    return e;
}

static struct err *complete(struct cmd_ctx *ctx, void *opts, int argc, char **argv)
{
    struct proxy *o = opts;
    (void)argc;
    (void)argv;
    struct err *e = session_config(session_get(ctx), &o->config);
    if (e != NULL)
        return e;
    const char *path = o->config->path != NULL ? o->config->path : "";
    o->api_prefix = with_slash(o->in.api_prefix);
    o->static_prefix = with_slash(o->in.www_prefix);
    o->routes.api_prefix = o->api_prefix;
    o->routes.static_prefix = o->static_prefix;
    o->routes.static_dir = o->in.www;
    o->routes.server_path = o->in.append_server_path ? path : "";
    if (!o->in.append_server_path && !str_empty(path) && !str_eq(path, "/"))
        klog_print(ctx->err, 'W', "proxy.go:172",
                   "Your kube context contains a server path %s, use --append-server-path to automatically append the "
                   "path to each request",
                   path);
    return set_filter(ctx, o);
}

static struct err *validate(const struct cmd_ctx *ctx, const void *opts)
{
    const struct proxy *o = opts;
    struct stat st;
    if (o->in.port != DEFAULT_PORT && !str_empty(o->in.unix_socket))
        return err_new("cannot set --unix-socket and --port at the same time");
    if (str_empty(o->in.www))
        return NULL;
    if (stat(o->in.www, &st) != 0) {
        char *words = file_errno_text(errno);
        klog_print(ctx->err, 'W', "proxy.go:207", "Failed to stat static file directory %s: stat %s: %s", o->in.www,
                   o->in.www, words);
        free(words);
    } else if (!S_ISDIR(st.st_mode)) {
        klog_print(ctx->err, 'W', "proxy.go:209", "Static file directory %s is not a directory", o->in.www);
    }
    return NULL;
}

static struct err *run(struct cmd_ctx *ctx, void *opts)
{
    struct proxy *o = opts;
    struct http_client *http = NULL;
    char *name = NULL;
    int fd = -1;
    struct err *e = session_http(session_get(ctx), &http);
    if (e == NULL && !str_empty(o->in.www) && str_eq(o->api_prefix, o->static_prefix))
        e = err_new("--api-prefix and --www-prefix are the same: %s", o->api_prefix);
    if (e == NULL && str_empty(o->in.unix_socket))
        e = listen_tcp(o->in.address, o->in.port, &fd, &name);
    else if (e == NULL)
        e = listen_unix(o->in.unix_socket, &fd, &name);
    if (e != NULL)
        return e;
    fprintf(ctx->out, "Starting to serve on %s\n", name);
    fflush(ctx->out);
    e = proxy_serve(ctx, http, fd, &o->routes, (long)(o->in.keepalive.ns / NS_PER_S));
    close(fd);
    if (!str_empty(o->in.unix_socket))
        unlink(o->in.unix_socket);
    free(name);
    return e;
}

static void release(void *opts)
{
    struct proxy *o = opts;
    patterns_release(&o->routes.accept_paths);
    patterns_release(&o->routes.reject_paths);
    patterns_release(&o->routes.accept_hosts);
    patterns_release(&o->routes.reject_methods);
    free(o->api_prefix);
    free(o->static_prefix);
}

static const struct example examples[] = {
    {"Make the API reachable at http://127.0.0.1:8001", "kubec proxy"},
    {"Take any free port, which is printed", "kubec proxy --port=0"},
    {"Serve a folder beside the API", "kubec proxy --www=./site --www-prefix=/site/ --api-prefix=/api/"},
    {"Put the API below another prefix", "kubec proxy --api-prefix=/k8s/"},
    {"Allow reading only", "kubec proxy --reject-methods='POST,PUT,PATCH,DELETE'"},
    {"Listen on a Unix socket", "kubec proxy --unix-socket=/run/user/1000/k8s.sock"},
    {0},
};

const struct command cmd_proxy = {
    .name = "proxy",
    .group = GROUP_TROUBLE,
    .usage = "[--port=PORT] [--www=FOLDER] [--www-prefix=PREFIX] [--api-prefix=PREFIX] [flags]",
    .summary = "Run a proxy to the Kubernetes API server",
    .description =
        "Listens on a local port and passes requests on to the API server, with the credentials of the kubeconfig: "
        "whoever can reach the port acts in your name. Requests that name another host than this machine, and those "
        "that "
        "run or attach to commands in containers, are refused unless the filters are changed. Watches and changes of "
        "the "
        "protocol (WebSocket, SPDY) pass through.\n\n"
        "It runs until it is interrupted.",
    .examples = examples,
    .flags = flags,
    .opts_size = sizeof(struct proxy),
    .complete = complete,
    .validate = validate,
    .run = run,
    .release = release,
};
