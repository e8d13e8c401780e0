/* raw_uri.c - what --raw makes of its argument: Go's URL rules and client-go's Request.RequestURI. */
#include "api/raw_uri.h"

#include "api/request.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/strv.h"
#include "kubeconfig/url.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* "http:" and the like at the front. */
static bool has_scheme(const char *raw)
{
    size_t n = 0;
    while (isalpha((unsigned char)raw[n]) ||
           (n > 0 && raw[n] != '\0' && (isdigit((unsigned char)raw[n]) || strchr("+-.", raw[n]) != NULL)))
        n++;
    return n > 0 && raw[n] == ':';
}

struct err *raw_uri_check(const char *raw)
{
    struct url u;
    struct err *e = url_parse(raw, &u);
    bool relative = !e && raw[0] != '/' && *u.scheme == '\0' && strcmp(raw, "*") != 0;
    if (!e)
        url_release(&u);
    else
        relative = strstr(e->msg, "first path segment") != NULL ||
                   (strstr(e->msg, "invalid URL escape") != NULL && raw[0] != '/' && !has_scheme(raw));
    if (relative) {
        err_free(e);
        char *quoted = str_quote(raw);
        e = err_new("parse %s: invalid URI for request", quoted);
        free(quoted);
    }
    return err_wrap(e, "--raw must be a valid URL path");
}

static int hex(char c)
{
    return isdigit((unsigned char)c) ? c - '0' : tolower((unsigned char)c) - 'a' + 10;
}

/* Takes %XX apart; false for a broken escape. A NUL byte stays escaped. */
static bool unescape(const char *s, size_t n, bool query, struct buf *out)
{
    for (size_t i = 0; i < n; i++) {
        if (s[i] != '%') {
            buf_addc(out, query && s[i] == '+' ? ' ' : s[i]);
            continue;
        }
        if (i + 2 >= n || !isxdigit((unsigned char)s[i + 1]) || !isxdigit((unsigned char)s[i + 2]))
            return false;
        char c = (char)(hex(s[i + 1]) * 16 + hex(s[i + 2]));
        if (c)
            buf_addc(out, c);
        else
            buf_adds(out, "%00");
        i += 2;
    }
    return true;
}

/* Go's path.Join("/", s), and the slash at its end that AbsPath keeps. */
static void clean_path(const char *s, struct buf *out)
{
    struct strv parts = {0};
    strv_split(&parts, s, '/');
    size_t kept = 0; /* of parts, at its front */
    for (size_t i = 0; i < parts.n; i++) {
        const char *part = parts.v[i];
        if (str_eq(part, "..")) {
            kept -= kept > 0;
        } else if (*part && !str_eq(part, ".")) {
            char *swap = parts.v[kept];
            parts.v[kept++] = parts.v[i];
            parts.v[i] = swap;
        }
    }
    for (size_t i = 0; i < kept; i++) {
        buf_addc(out, '/');
        path_escape(out, parts.v[i]);
    }
    if (kept == 0 || str_ends(s, "/"))
        buf_addc(out, '/');
    strv_release(&parts);
}

struct param {
    char *key, *value;
    size_t order;
};

static int by_key(const void *a, const void *b)
{
    const struct param *x = a, *y = b;
    int c = strcmp(x->key, y->key);
    return c ? c : x->order < y->order ? -1 : 1;
}

/* Go's url.ParseQuery, which drops what it cannot read, and Encode. */
static void encode_query(const char *query, size_t n, struct buf *out)
{
    char *text = xstrndup(query, n);
    struct strv parts = {0};
    strv_split(&parts, text, '&');
    struct param *params = xcalloc(parts.n + 1, sizeof *params);
    size_t used = 0;
    for (size_t i = 0; i < parts.n; i++) {
        const char *part = parts.v[i];
        size_t key = strcspn(part, "=");
        struct buf k = buf_new(), v = buf_new();
        const char *value = part[key] ? part + key + 1 : "";
        if (*part && !strchr(part, ';') && unescape(part, key, true, &k) && unescape(value, strlen(value), true, &v)) {
            params[used] = (struct param){buf_take(&k), buf_take(&v), used};
            used++;
        }
        buf_release(&k);
        buf_release(&v);
    }
    qsort(params, used, sizeof *params, by_key);
    for (size_t i = 0; i < used; i++) {
        buf_addc(out, i == 0 ? '?' : '&');
        query_escape(out, params[i].key);
        buf_addc(out, '=');
        query_escape(out, params[i].value);
        free(params[i].key);
        free(params[i].value);
    }
    free(params);
    strv_release(&parts);
    free(text);
}

struct err *raw_uri_path(const char *raw, char **out)
{
    struct url u;
    struct err *e = url_parse(raw, &u);
    if (e)
        return e;
    struct buf path = buf_new(), b = buf_new();
    unescape(u.path, strlen(u.path), false, &path);
    clean_path(path.data, &b);
    size_t end = strcspn(raw, "#");
    const char *query = memchr(raw, '?', end);
    if (query)
        encode_query(query + 1, end - (size_t)(query + 1 - raw), &b);
    buf_release(&path);
    url_release(&u);
    *out = buf_take(&b);
    return NULL;
}
