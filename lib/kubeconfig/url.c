/* url.c - as much of Go's net/url as a kubeconfig needs. */
#include "kubeconfig/url.h"

#include "base/mem.h"
#include "base/strv.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* kubectl prints any error of net/url as one of the connection, without the URL. */
static struct err *bad(const char *why)
{
    return err_new_kind(ERR_NET, "Unable to connect to the server: %s", why);
}

/* The length of the scheme in front of ':', 0 when there is none; -1: the ':' comes first. */
static int scheme_length(const char *s)
{
    for (int i = 0; s[i] != '\0'; i++) {
        if (isalpha((unsigned char)s[i]))
            continue;
        if (s[i] == ':')
            return i == 0 ? -1 : i;
        if (i == 0 || !(isdigit((unsigned char)s[i]) || strchr("+-.", s[i]) != NULL))
            return 0;
    }
    return 0;
}

static struct err *check_escapes(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (s[i] != '%')
            continue;
        if (i + 2 < n && isxdigit((unsigned char)s[i + 1]) && isxdigit((unsigned char)s[i + 2])) {
            i += 2;
            continue;
        }
        char *part = xasprintf("invalid URL escape \"%.*s\"", (int)(n - i < 3 ? n - i : 3), s + i);
        struct err *e = bad(part);
        free(part);
        return e;
    }
    return NULL;
}

static struct err *check_host(const char *host)
{
    const char *at = strrchr(host, '@'), *h = at != NULL ? at + 1 : host;
    const char *port = strrchr(h, ':');
    if (h[0] == '[') {
        const char *end = strrchr(h, ']');
        if (end == NULL)
            return bad("missing ']' in host");
        port = end[1] == ':' ? end + 1 : NULL;
        if (end[1] != '\0' && end[1] != ':')
            port = end;
    }
    if (port != NULL)
        for (const char *d = port + 1; *d != '\0'; d++)
            if (!isdigit((unsigned char)*d)) {
                char *quoted = str_quote(port), *why = xasprintf("invalid port %s after host", quoted);
                struct err *e = bad(why);
                free(quoted);
                free(why);
                return e;
            }
    for (const char *c = h; *c != '\0'; c++)
        if (strchr(" <>\"\\^`{|}", *c) != NULL) {
            char one[2] = {*c, '\0'};
            char *quoted = str_quote(one), *why = xasprintf("invalid character %s in host name", quoted);
            struct err *e = bad(why);
            free(quoted);
            free(why);
            return e;
        }
    return check_escapes(host, strlen(host));
}

static struct err *split(const char *rest, struct url *u)
{
    size_t n = strcspn(rest, "#");
    const char *query = memchr(rest, '?', n);
    size_t end = query != NULL ? (size_t)(query - rest) : n;
    bool scheme = u->scheme[0] != '\0';
    if (rest[0] != '/' && scheme) {
        u->opaque = xstrndup(rest, end);
        return NULL;
    }
    if (rest[0] != '/') {
        const char *colon = memchr(rest, ':', end), *slash = memchr(rest, '/', end);
        if (colon != NULL && (slash == NULL || colon < slash))
            return bad("first path segment in URL cannot contain colon");
    }
    if (str_starts(rest, "//") && (scheme || !str_starts(rest, "///"))) {
        size_t h = strcspn(rest + 2, "/?#");
        u->host = xstrndup(rest + 2, h);
        struct err *e = check_host(u->host);
        if (e != NULL)
            return e;
        rest += 2 + h;
        end -= 2 + h;
    }
    u->path = xstrndup(rest, end);
    return check_escapes(rest, end);
}

static struct err *parse(const char *s, struct url *out)
{
    *out = (struct url){0};
    for (const char *c = s; *c != '\0'; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7f)
            return bad("net/url: invalid control character in URL");
    int n = scheme_length(s);
    if (n < 0)
        return bad("missing protocol scheme");
    char *scheme = xstrndup(s, (size_t)n);
    out->scheme = str_lower(scheme);
    free(scheme);
    struct err *e = split(n > 0 ? s + n + 1 : s, out);
    if (e != NULL) {
        url_release(out);
        return e;
    }
    if (out->opaque == NULL)
        out->opaque = xstrdup("");
    if (out->host == NULL)
        out->host = xstrdup("");
    if (out->path == NULL)
        out->path = xstrdup("");
    return NULL;
}

struct err *url_parse(const char *s, struct url *out)
{
    struct err *e = parse(s, out);
    if (e != NULL && e->kind == ERR_NET) { /* below a prefix it reads as Go's url.Error */
        const char *why = strstr(e->msg, ": ");
        char *quoted = str_quote(s);
        str_replace_owned(&e->inner, xasprintf("parse %s: %s", quoted, why != NULL ? why + 2 : e->msg));
        free(quoted);
    }
    return e;
}

void url_release(struct url *u)
{
    free(u->scheme);
    free(u->opaque);
    free(u->host);
    free(u->path);
    *u = (struct url){0};
}

struct err *server_url_parse(const char *server, bool default_tls, char **host, char **path)
{
    struct url u;
    struct err *e = url_parse(server, &u);
    if (e != NULL || u.scheme[0] == '\0' || u.host[0] == '\0') {
        if (e == NULL)
            url_release(&u);
        err_free(e);
        char *with = xasprintf("%s%s", default_tls ? "https://" : "http://", server);
        e = url_parse(with, &u);
        free(with);
        if (e != NULL)
            return e;
        if (u.path[0] != '\0' && strcmp(u.path, "/") != 0) {
            char *quoted = str_quote(server);
            e = err_new("host must be a URL or a host:port pair: %s", quoted);
            free(quoted);
            url_release(&u);
            return e;
        }
    }
    *host = xasprintf("%s://%s", u.scheme, u.host);
    size_t n = strlen(u.path);
    while (n > 0 && u.path[n - 1] == '/')
        n--;
    *path = xstrndup(u.path, n);
    url_release(&u);
    return NULL;
}

struct err *proxy_url_check(const char *s)
{
    struct url u;
    struct err *e = url_parse(s, &u);
    if (e != NULL) {
        err_free(e);
        return err_new("could not parse: %s", s);
    }
    if (!str_eq(u.scheme, "http") && !str_eq(u.scheme, "https") && !str_eq(u.scheme, "socks5")) {
        char *quoted = str_quote(u.scheme);
        e = err_new("unsupported scheme %s, must be http, https, or socks5", quoted);
        free(quoted);
    }
    url_release(&u);
    return e;
}
