/* proxy.c - which proxy a server is reached through. */
#include "http/proxy.h"

#include "base/mem.h"
#include "base/strv.h"

#include <arpa/inet.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

bool origin_split(const char *url, char **scheme, char **host, char **port)
{
    const char *sep = strstr(url, "://");
    if (sep == NULL || sep == url)
        return false;
    const char *at = sep + 3;
    const char *end = at + strcspn(at, "/?#");
    for (const char *p = end; p-- > at;) {
        if (*p == '@') {
            at = p + 1;
            break;
        }
    }
    const char *host_end;
    const char *colon;
    if (*at == '[') {
        const char *close = memchr(at, ']', (size_t)(end - at));
        if (close == NULL)
            return false;
        at++;
        host_end = close;
        colon = close + 1 < end && close[1] == ':' ? close + 1 : NULL;
    } else {
        colon = memchr(at, ':', (size_t)(end - at));
        host_end = colon != NULL ? colon : end;
    }
    if (host_end == at)
        return false;
    char *s = xstrndup(url, (size_t)(sep - url));
    *scheme = str_lower(s);
    free(s);
    *host = xstrndup(at, (size_t)(host_end - at));
    if (colon != NULL && colon + 1 < end)
        *port = xstrndup(colon + 1, (size_t)(end - colon - 1));
    else
        *port = xstrdup(strcmp(*scheme, "https") == 0 ? "443" : strcmp(*scheme, "http") == 0 ? "80" : "1080");
    return true;
}

/* An IPv4 or IPv6 address as 16 bytes (IPv4 mapped). */
static bool parse_ip(const char *s, uint8_t out[16])
{
    memset(out, 0, 16);
    if (inet_pton(AF_INET, s, out + 12) == 1) {
        out[10] = out[11] = 0xff;
        return true;
    }
    return inet_pton(AF_INET6, s, out) == 1;
}

static bool is_loopback(const uint8_t ip[16])
{
    static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};
    static const uint8_t one[16] = {[15] = 1};
    return (memcmp(ip, mapped, 12) == 0 && ip[12] == 127) || memcmp(ip, one, 16) == 0;
}

static bool in_cidr(const char *cidr, const uint8_t ip[16])
{
    const char *rest;
    char *base = str_cut(cidr, '/', &rest);
    uint8_t net[16];
    bool ok = rest != NULL && parse_ip(base, net);
    bool v4 = strchr(base, ':') == NULL;
    free(base);
    if (!ok || *rest == '\0' || strspn(rest, "0123456789") != strlen(rest) || strlen(rest) > 3)
        return false;
    long bits = strtol(rest, NULL, 10) + (v4 ? 96 : 0);
    if (bits > 128)
        return false;
    for (int i = 0; i < 16 && bits > 0; i++, bits -= 8) {
        unsigned mask = bits >= 8 ? 0xffu : 0xff00u >> bits & 0xffu;
        if (((net[i] ^ ip[i]) & mask) != 0)
            return false;
    }
    return true;
}

/* One entry of NO_PROXY: "*", a CIDR, an address or a domain, the last two with an optional port. */
static bool entry_matches(const char *entry, const char *host, const char *port, const uint8_t *ip)
{
    if (strcmp(entry, "*") == 0)
        return true;
    if (strchr(entry, '/') != NULL)
        return ip != NULL && in_cidr(entry, ip);
    const char *colon = strrchr(entry, ':');
    char *name;
    if (*entry == '[' && strchr(entry, ']') != NULL) {
        name = xstrndup(entry + 1, strcspn(entry + 1, "]"));
        colon = strchr(entry, ']')[1] == ':' ? strchr(entry, ']') + 1 : NULL;
    } else {
        if (colon != NULL && strchr(entry, ':') != colon)
            colon = NULL; /* a bare IPv6 address */
        name = colon != NULL ? xstrndup(entry, (size_t)(colon - entry)) : xstrdup(entry);
    }
    bool port_ok = colon == NULL || colon[1] == '\0' || strcmp(colon + 1, port) == 0;
    bool match = false;
    uint8_t other[16];
    const char *suffix = str_starts(name, "*.") ? name + 1 : name;
    if (parse_ip(name, other))
        match = ip != NULL && memcmp(other, ip, 16) == 0;
    else if (*suffix == '.')
        match = str_ends(host, suffix);
    else if (*suffix != '\0')
        match = strcmp(host, suffix) == 0 || (str_ends(host, suffix) && strlen(host) > strlen(suffix) &&
                                              host[strlen(host) - strlen(suffix) - 1] == '.');
    free(name);
    return match && port_ok;
}

bool proxy_excluded(const char *no_proxy, const char *host, const char *port)
{
    char *lower = str_lower(host);
    uint8_t bytes[16];
    const uint8_t *ip = parse_ip(lower, bytes) ? bytes : NULL;
    bool excluded = strcmp(lower, "localhost") == 0 || (ip != NULL && is_loopback(ip));
    struct strv list = {0};
    if (!excluded && !str_empty(no_proxy))
        strv_split(&list, no_proxy, ',');
    for (size_t i = 0; i < list.n && !excluded; i++) {
        char *entry = str_lower(list.v[i] + strspn(list.v[i], " \t"));
        entry[strcspn(entry, " \t")] = '\0';
        excluded = entry_matches(entry, lower, port, ip);
        free(entry);
    }
    strv_release(&list);
    free(lower);
    return excluded;
}

/* The first of two variables that is set and not empty. */
static const char *env_any(const char *upper, const char *lower)
{
    const char *v = getenv(upper);
    if (str_empty(v))
        v = getenv(lower);
    return str_empty(v) ? NULL : v;
}

/* The proxy that the environment names for this scheme, or NULL. */
static const char *env_proxy(const char *scheme)
{
    if (strcmp(scheme, "https") == 0)
        return env_any("HTTPS_PROXY", "https_proxy");
    const char *v = env_any("HTTP_PROXY", "http_proxy");
    return v != NULL && !str_empty(getenv("REQUEST_METHOD")) ? NULL
                                                             : v; /* not in a CGI program, where clients set it */
}

struct err *proxy_for(const char *origin, const char *configured, char **out)
{
    *out = NULL;
    char *scheme;
    char *host;
    char *port;
    if (!origin_split(origin, &scheme, &host, &port))
        return err_new("invalid server URL \"%s\"", origin);
    const char *raw = configured;
    if (str_empty(raw)) {
        raw = env_proxy(scheme);
        if (raw != NULL && proxy_excluded(env_any("NO_PROXY", "no_proxy"), host, port))
            raw = NULL;
    }
    free(scheme);
    free(host);
    free(port);
    if (str_empty(raw)) {
        *out = xstrdup("");
        return NULL;
    }
    char *url = strstr(raw, "://") != NULL ? xstrdup(raw) : xasprintf("http://%s", raw);
    if (!origin_split(url, &scheme, &host, &port)) {
        free(url);
        return err_new("invalid proxy address \"%s\"", raw);
    }
    bool socks = strcmp(scheme, "socks5") == 0 || strcmp(scheme, "socks5h") == 0;
    bool known = socks || strcmp(scheme, "http") == 0 || strcmp(scheme, "https") == 0;
    free(scheme);
    free(host);
    free(port);
    if (!known) {
        free(url);
        return err_new("unsupported scheme of proxy \"%s\", must be http, https, or socks5", raw);
    }
    *out = socks ? xasprintf("socks5h%s", strstr(url, "://")) : xstrdup(url);
    free(url);
    return NULL;
}
