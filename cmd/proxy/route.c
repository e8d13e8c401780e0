/* route.c - which requests pass, and where they go: Go's ServeMux with its clean paths, and kubectl's FilterServer. */
#include "proxy.h"

#include "api/request.h"
#include "base/goregex.h"
#include "base/mem.h"
#include "base/strv.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- patterns ---- */

struct err *patterns_compile(const char *list, struct pattern_list *out)
{
    struct strv parts = {0};
    struct err *e = NULL;
    if (!str_empty(list))
        strv_split(&parts, list, ',');
    out->v = xcalloc(parts.n + 1, sizeof *out->v);
    for (size_t i = 0; e == NULL && i < parts.n; i++) {
        e = goregex_compile(parts.v[i], &out->v[out->n]);
        if (e == NULL)
            out->n++;
    }
    strv_release(&parts);
    return e;
}

void patterns_release(struct pattern_list *l)
{
    for (size_t i = 0; i < l->n; i++)
        regfree(&l->v[i]);
    free(l->v);
    *l = (struct pattern_list){0};
}

static bool matches(const struct pattern_list *l, const char *text)
{
    for (size_t i = 0; i < l->n; i++) {
        if (regexec(&l->v[i], text, 0, NULL, 0) == 0)
            return true;
    }
    return false;
}

static bool passes(const struct routes *r, const char *method, const char *path, const char *host)
{
    if (!r->filtering)
        return true;
    if (matches(&r->reject_paths, path) || matches(&r->reject_methods, method))
        return false;
    return matches(&r->accept_paths, path) && matches(&r->accept_hosts, host);
}

/* ---- paths ---- */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The decoded path; NULL for a wrong escape, or one of a NUL, which no path can have here. */
static char *decode(const char *path, size_t n)
{
    struct buf b = buf_new();
    for (size_t i = 0; i < n; i++) {
        int high = 0, low = 0;
        if (path[i] != '%') {
            buf_addc(&b, path[i]);
            continue;
        }
        high = i + 2 < n ? hex_digit(path[i + 1]) : -1;
        low = high >= 0 ? hex_digit(path[i + 2]) : -1;
        if (low < 0 || high * 16 + low == 0) {
            buf_release(&b);
            return NULL;
        }
        buf_addc(&b, (char)(high * 16 + low));
        i += 2;
    }
    return buf_take(&b);
}

/* Go's path.Clean with a slash kept at the end (http.cleanPath); the caller's. */
static char *clean(const char *path)
{
    struct strv parts = {0};
    struct buf b = buf_new();
    size_t depth = 0;
    strv_split(&parts, path, '/');
    char **kept = xcalloc(parts.n + 1, sizeof *kept);
    for (size_t i = 0; i < parts.n; i++) {
        if (str_eq(parts.v[i], "..") && depth > 0)
            depth--;
        else if (parts.v[i][0] != '\0' && !str_eq(parts.v[i], ".") && !str_eq(parts.v[i], ".."))
            kept[depth++] = parts.v[i];
    }
    for (size_t i = 0; i < depth; i++)
        buf_addf(&b, "/%s", kept[i]);
    if (b.len == 0 || str_ends(path, "/"))
        buf_addc(&b, '/');
    free(kept);
    strv_release(&parts);
    return buf_take(&b);
}

/* The host without its port, as net.SplitHostPort leaves it: brackets go with a port only. */
static char *host_of(const struct head *request)
{
    const char *host = head_get(request, "Host");
    if (host == NULL)
        return xstrdup("");
    const char *colon = strrchr(host, ':');
    if (host[0] == '[') {
        const char *end = strchr(host, ']');
        return end != NULL && end[1] == ':' ? xstrndup(host + 1, (size_t)(end - host) - 1) : xstrdup(host);
    }
    if (colon == NULL || strchr(host, ':') != colon)
        return xstrdup(host);
    return xstrndup(host, (size_t)(colon - host));
}

/* A prefix as a pattern of ServeMux: all below it, and it without its slash to be sent on. */
static bool is_below(const char *path, const char *prefix)
{
    return prefix[0] == '/' && str_starts(path, prefix);
}

static bool lacks_slash(const char *path, const char *prefix)
{
    size_t n = strlen(prefix);
    return prefix[0] == '/' && n > 1 && strlen(path) == n - 1 && strncmp(path, prefix, n - 1) == 0;
}

struct target {
    char *path;      /* decoded */
    const char *raw; /* as it came, raw_len bytes */
    size_t raw_len;
    const char *query; /* with its "?", or "" */
};

static enum route to_api(const struct routes *r, const struct head *request, const struct target *t, char **to)
{
    bool strip = !str_starts(r->api_prefix, "/api");
    const char *path = t->path + (strip ? strlen(r->api_prefix) : 0);
    char *below = !strip || *path == '\0' || *path == '/' ? xstrdup(path) : xasprintf("/%s", path);
    char *host = host_of(request);
    enum route where = passes(r, request->method, below, host) ? ROUTE_API : ROUTE_FORBIDDEN;
    if (where == ROUTE_API) {
        struct buf b = buf_new();
        bool same = str_eq(below, t->path); /* what was escaped stays as it came */
        buf_adds(&b, r->server_path);
        if (b.len > 0 && b.data[b.len - 1] == '/')
            buf_truncate(&b, b.len - 1);
        if (same)
            buf_add(&b, t->raw, t->raw_len);
        else if (*below != '\0')
            path_escape(&b, below);
        else
            buf_addc(&b, '/');
        buf_adds(&b, t->query);
        *to = buf_take(&b);
    }
    free(host);
    free(below);
    return where;
}

/* Paths are compared decoded, and cleaned as they came: what is escaped in them ("%2F%2F", "%2e%2e") is the server's
 * business; a file's path is cleaned once more. */
static enum route choose(const struct routes *r, const struct head *request, const struct target *t, char **to)
{
    bool files = !str_empty(r->static_dir);
    char *raw = xstrndup(t->raw, t->raw_len), *cleaned = clean(raw);
    bool moved = !str_eq(cleaned, raw) && !str_eq(request->method, "CONNECT");
    const char *path = moved ? cleaned : t->path;
    bool in_files = files && is_below(path, r->static_prefix), in_api = is_below(path, r->api_prefix);
    enum route where = ROUTE_NOT_FOUND;
    if (in_files && in_api) /* the longer pattern wins */
        in_files = strlen(r->static_prefix) > strlen(r->api_prefix);
    if ((files && lacks_slash(path, r->static_prefix)) || lacks_slash(path, r->api_prefix)) {
        *to = xasprintf("%s/%s", cleaned, t->query);
        where = ROUTE_MOVED;
    } else if (!in_files && !in_api) {
        where = ROUTE_NOT_FOUND;
    } else if (moved) {
        *to = xasprintf("%s%s", cleaned, t->query);
        where = ROUTE_MOVED;
    } else if (in_files) {
        char *below = xasprintf("/%s", t->path + strlen(r->static_prefix));
        *to = clean(below); /* nothing outside of the folder */
        where = ROUTE_FILE;
        free(below);
    } else {
        where = to_api(r, request, t, to);
    }
    free(cleaned);
    free(raw);
    return where;
}

enum route route_find(const struct routes *r, const struct head *request, char **to)
{
    const char *target = request->target;
    *to = NULL;
    if (strncasecmp(target, "http://", 7) == 0) { /* as to a proxy */
        target += 7;
        target += strcspn(target, "/");
    }
    if (target[0] != '/')
        return ROUTE_BAD;
    struct target t = {.raw = target, .raw_len = strcspn(target, "?#")};
    t.query = strchr(target, '?') != NULL ? strchr(target, '?') : "";
    t.path = decode(target, t.raw_len);
    if (t.path == NULL)
        return ROUTE_BAD;
    enum route where = choose(r, request, &t, to);
    free(t.path);
    return where;
}
