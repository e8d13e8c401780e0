/* listen.c - the socket that is listened on. */
#include "proxy.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/strv.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define BACKLOG 128

/* `listen tcp 127.0.0.1:8001: bind: address already in use`. */
static struct err *failed(const char *network, const char *address, const char *call, int number)
{
    char *words = file_errno_text(number);
    struct err *e = err_new("listen %s %s: %s: %s", network, address, call, words);
    free(words);
    return e;
}

/* "127.0.0.1:8001", "[::1]:8001"; the caller's. */
static char *name_of(const struct sockaddr_storage *a)
{
    char ip[INET6_ADDRSTRLEN] = "";
    if (a->ss_family == AF_INET6) {
        struct sockaddr_in6 in;
        memcpy(&in, a, sizeof in);
        inet_ntop(AF_INET6, &in.sin6_addr, ip, sizeof ip);
        return xasprintf("[%s]:%d", ip, ntohs(in.sin6_port));
    }
    struct sockaddr_in in;
    memcpy(&in, a, sizeof in);
    inet_ntop(AF_INET, &in.sin_addr, ip, sizeof ip);
    return xasprintf("%s:%d", ip, ntohs(in.sin_port));
}

static struct err *listen_on(const struct addrinfo *a, int *fd, char **name)
{
    struct sockaddr_storage bound;
    socklen_t len = sizeof bound;
    int on = 1, off = 0;
    memset(&bound, 0, sizeof bound);
    memcpy(&bound, a->ai_addr, a->ai_addrlen);
    *fd = socket(a->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    char *text = name_of(&bound);
    struct err *e = *fd < 0 ? failed("tcp", text, "socket", errno) : NULL;
    if (e == NULL) {
        setsockopt(*fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        if (a->ai_family == AF_INET6)
            setsockopt(*fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
        if (bind(*fd, a->ai_addr, a->ai_addrlen) != 0)
            e = failed("tcp", text, "bind", errno);
        else if (listen(*fd, BACKLOG) != 0)
            e = failed("tcp", text, "listen", errno);
    }
    free(text);
    if (e == NULL && getsockname(*fd, (struct sockaddr *)&bound, &len) == 0) {
        *name = name_of(&bound);
        return NULL;
    }
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
    return e != NULL ? e : err_new("listen tcp: getsockname failed");
}

static bool has_ipv6(void)
{
    int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0)
        close(fd);
    return fd >= 0;
}

/* Go's net.SplitHostPort of ADDRESS:PORT, and its check of the port. The host is the caller's. */
static struct err *split(const char *address, int64_t port, char **host)
{
    size_t n = strlen(address);
    *host = NULL;
    if (address[0] == '[' && n > 1 && address[n - 1] == ']')
        *host = xstrndup(address + 1, n - 2);
    else if (strchr(address, ':') != NULL)
        return err_new("listen tcp: address %s:%lld: too many colons in address", address, (long long)port);
    else
        *host = xstrdup(address);
    if (port >= 0 && port <= 65535)
        return NULL;
    free(*host);
    *host = NULL;
    return err_new("listen tcp: address %lld: invalid port", (long long)port);
}

struct err *listen_tcp(const char *address, int64_t port, int *fd, char **name)
{
    struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE}, *found = NULL;
    char *host = NULL, service[16];
    *fd = -1;
    *name = NULL;
    struct err *e = split(address, port, &host);
    if (e != NULL || host == NULL)
        return e;
    snprintf(service, sizeof service, "%d", (int)port);
    bool any = host[0] == '\0' || str_eq(host, "0.0.0.0");
    if (any)
        hints.ai_family = has_ipv6() ? AF_INET6 : AF_INET; /* both families, as Go's "[::]" */
    int code = getaddrinfo(any ? NULL : host, service, &hints, &found);
    if (code != 0) {
        e = err_new("listen tcp: lookup %s: no such host", host);
    } else {
        const struct addrinfo *a = found;
        while (a->ai_next != NULL && a->ai_family != AF_INET && !any) /* Go prefers IPv4 */
            a = a->ai_next;
        e = listen_on(a->ai_family == AF_INET ? a : found, fd, name);
        freeaddrinfo(found);
    }
    free(host);
    return e;
}

struct err *listen_unix(const char *path, int *fd, char **name)
{
    struct sockaddr_un a = {.sun_family = AF_UNIX};
    struct stat st;
    *fd = -1;
    *name = NULL;
    if (strlen(path) >= sizeof a.sun_path)
        return failed("unix", path, "bind", EINVAL);
    memcpy(a.sun_path, path, strlen(path) + 1);
    if (stat(path, &st) == 0 && S_ISSOCK(st.st_mode)) /* stale or not */
        unlink(path);
    *fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (*fd < 0)
        return failed("unix", path, "socket", errno);
    mode_t old = umask(0077); /* for the owner alone */
    int bad = bind(*fd, (struct sockaddr *)&a, sizeof a), number = errno;
    umask(old);
    if (bad == 0 && listen(*fd, BACKLOG) == 0) {
        *name = xstrdup(path);
        return NULL;
    }
    struct err *e = failed("unix", path, "bind", bad != 0 ? number : errno);
    close(*fd);
    *fd = -1;
    return e;
}
