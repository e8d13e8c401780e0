/* listen.c - the sockets that are listened on. */
#include "port_forward.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define BACKLOG 128

static void add_address(struct addresses *l, const char *ip, bool v6, bool group)
{
    size_t at = 0;
    while (at < l->n && strcmp(l->v[at].ip, ip) < 0)
        at++;
    if (at < l->n && str_eq(l->v[at].ip, ip)) {
        l->v[at].group = l->v[at].group && group;
        return;
    }
    l->v = xreallocarray(l->v, l->n + 1, sizeof *l->v);
    memmove(l->v + at + 1, l->v + at, (l->n - at) * sizeof *l->v);
    l->v[at] = (struct address){xstrdup(ip), v6, group};
    l->n++;
}

struct err *addresses_parse(const struct strv *words, struct addresses *out)
{
    if (words->n == 0)
        return err_new("you must specify at least 1 address");
    for (size_t i = 0; i < words->n; i++) {
        const char *word = words->v[i];
        struct in_addr v4;
        struct in6_addr v6;
        if (str_eq(word, "localhost")) {
            add_address(out, "127.0.0.1", false, true);
            add_address(out, "::1", true, true);
        } else if (inet_pton(AF_INET, word, &v4) == 1) {
            add_address(out, word, false, false);
        } else if (inet_pton(AF_INET6, word, &v6) == 1) {
            add_address(out, word, !IN6_IS_ADDR_V4MAPPED(&v6), false);
        } else {
            return err_new("%s is not a valid IP", word);
        }
    }
    return NULL;
}

void addresses_release(struct addresses *a)
{
    for (size_t i = 0; i < a->n; i++)
        free(a->v[i].ip);
    free(a->v);
    *a = (struct addresses){0};
}

static socklen_t socket_address(const struct address *a, uint16_t port, struct sockaddr_storage *out)
{
    memset(out, 0, sizeof *out);
    if (a->v6) {
        struct sockaddr_in6 in = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
        inet_pton(AF_INET6, a->ip, &in.sin6_addr);
        memcpy(out, &in, sizeof in);
        return sizeof in;
    }
    struct sockaddr_in in = {.sin_family = AF_INET, .sin_port = htons(port)};
    const char *mapped = strrchr(a->ip, ':');
    inet_pton(AF_INET, mapped != NULL ? mapped + 1 : a->ip, &in.sin_addr);
    memcpy(out, &in, sizeof in);
    return sizeof in;
}

static uint16_t bound_port(int fd)
{
    struct sockaddr_storage bound;
    struct sockaddr_in6 v6;
    struct sockaddr_in v4;
    socklen_t len = sizeof bound;
    memset(&bound, 0, sizeof bound);
    if (getsockname(fd, (struct sockaddr *)&bound, &len) != 0)
        return 0;
    memcpy(&v6, &bound, sizeof v6);
    memcpy(&v4, &bound, sizeof v4);
    return ntohs(bound.ss_family == AF_INET6 ? v6.sin6_port : v4.sin_port);
}

static struct err *failed(const struct address *a, uint16_t port, const char *call, int number)
{
    char *words = file_errno_text(number);
    struct err *e = err_new(a->v6 ? "unable to create listener: Error listen tcp6 [%s]:%d: %s: %s"
                                  : "unable to create listener: Error listen tcp4 %s:%d: %s: %s",
                            a->ip, port, call, words);
    free(words);
    return e;
}

static struct err *listen_on(const struct address *a, uint16_t port, int *out)
{
    struct sockaddr_storage where;
    socklen_t len = socket_address(a, port, &where);
    int on = 1;
    *out = -1;
    int fd = socket(a->v6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return failed(a, port, "socket", errno);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (a->v6)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    struct err *e = NULL;
    if (bind(fd, (struct sockaddr *)&where, len) != 0)
        e = failed(a, port, "bind", errno);
    else if (listen(fd, BACKLOG) != 0)
        e = failed(a, port, "listen", errno);
    if (e != NULL)
        close(fd);
    else
        *out = fd;
    return e;
}

/* One port on all addresses. */
static struct err *open_port(struct cmd_ctx *ctx, const struct addresses *l, struct forwards *f, size_t at,
                             struct listeners *out)
{
    struct forward *port = &f->v[at];
    struct strv errors = {0};
    bool group_ok = false, group_failed = false, one_failed = false;
    for (size_t i = 0; i < l->n; i++) {
        const struct address *a = &l->v[i];
        int fd;
        struct err *e = listen_on(a, port->local, &fd);
        if (e == NULL) {
            port->local = bound_port(fd);
            fprintf(ctx->out, a->v6 ? "Forwarding from [%s]:%d -> %d\n" : "Forwarding from %s:%d -> %d\n", a->ip,
                    port->local, port->remote);
            out->v = xreallocarray(out->v, out->n + 1, sizeof *out->v);
            out->v[out->n++] = (struct listener){fd, at};
            group_ok = group_ok || a->group;
            continue;
        }
        strv_add(&errors, e->msg);
        group_failed = group_failed || a->group;
        one_failed = one_failed || !a->group;
        err_free(e);
    }
    char *list = strv_join(&errors, " ");
    strv_release(&errors);
    struct err *e = NULL;
    if ((group_failed && !group_ok) || one_failed)
        e = err_new("Listeners failed to create with the following errors: [%s]", list);
    free(list);
    return e;
}

struct err *listeners_open(struct cmd_ctx *ctx, const struct addresses *addresses, struct forwards *f,
                           struct listeners *out)
{
    bool any = false;
    for (size_t i = 0; i < f->n; i++) {
        struct err *e = open_port(ctx, addresses, f, i, out);
        any = any || e == NULL;
        if (e != NULL)
            fprintf(ctx->err, "Unable to listen on port %d: %s\n", f->v[i].local, e->msg);
        err_free(e);
    }
    fflush(ctx->out);
    if (any)
        return NULL;
    struct buf list = buf_new();
    for (size_t i = 0; i < f->n; i++)
        buf_addf(&list, "%s{%d %d}", i > 0 ? " " : "", f->v[i].local, f->v[i].remote);
    struct err *e = err_new("unable to listen on any of the requested ports: [%s]", list.data);
    buf_release(&list);
    return e;
}

void listeners_release(struct listeners *l)
{
    for (size_t i = 0; i < l->n; i++)
        close(l->v[i].fd);
    free(l->v);
    *l = (struct listeners){0};
}
