/* request.c - typed requests. */
#include "api/request.h"

#include "api/names.h"
#include "api/raw_uri.h"
#include "api/status.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

const char *patch_media_type(enum patch_type t)
{
    switch (t) {
    case PATCH_JSON:
        return "application/json-patch+json";
    case PATCH_MERGE:
        return "application/merge-patch+json";
    case PATCH_STRATEGIC:
        return "application/strategic-merge-patch+json";
    case PATCH_APPLY:
        return "application/apply-patch+yaml";
    }
    return "application/json";
}

const char *api_method(const char *verb)
{
    static const char *const rows[][2] = {
        {"get", "GET"},    {"list", "GET"},    {"watch", "GET"},     {"create", "POST"},
        {"update", "PUT"}, {"patch", "PATCH"}, {"delete", "DELETE"}, {"deletecollection", "DELETE"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (strcmp(rows[i][0], verb) == 0)
            return rows[i][1];
    return "GET";
}

static bool is_unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("-_.~", c));
}

void query_escape(struct buf *out, const char *s)
{
    for (; *s != '\0'; s++) {
        if (*s == ' ')
            buf_addc(out, '+');
        else if (is_unreserved(*s))
            buf_addc(out, *s);
        else
            buf_addf(out, "%%%02X", (unsigned char)*s);
    }
}

void path_escape(struct buf *out, const char *s)
{
    for (; *s != '\0'; s++) {
        if (is_unreserved(*s) || strchr("$&+,/:;=@", *s) != NULL)
            buf_addc(out, *s);
        else
            buf_addf(out, "%%%02X", (unsigned char)*s);
    }
}

struct pair {
    const char *key, *value;
    size_t order;
};

static int by_key(const void *a, const void *b)
{
    const struct pair *x = a, *y = b;
    int c = strcmp(x->key, y->key);
    if (c != 0)
        return c;
    return x->order < y->order ? -1 : 1;
}

static void add_query(struct buf *out, const char *const *query, bool watch)
{
    size_t n = 0;
    while (query != NULL && query[2 * n] != NULL && query[2 * n + 1] != NULL)
        n++;
    struct pair *pairs = xcalloc(n + 1, sizeof *pairs);
    size_t used = 0;
    for (size_t i = 0; i < n; i++)
        if (query[2 * i + 1][0] != '\0')
            pairs[used++] = (struct pair){query[2 * i], query[2 * i + 1], i};
    if (watch)
        pairs[used++] = (struct pair){"watch", "true", n};
    qsort(pairs, used, sizeof *pairs, by_key);
    for (size_t i = 0; i < used; i++) {
        buf_addc(out, i == 0 ? '?' : '&');
        query_escape(out, pairs[i].key);
        buf_addc(out, '=');
        query_escape(out, pairs[i].value);
    }
    free(pairs);
}

char *api_path(const struct api_call *call)
{
    const struct api_resource *r = call->resource;
    struct buf b = buf_new();
    buf_adds(&b, str_empty(r->group) ? "/api/" : "/apis/");
    if (!str_empty(r->group)) {
        path_escape(&b, r->group);
        buf_addc(&b, '/');
    }
    path_escape(&b, r->version);
    if (!str_empty(call->ns) && r->namespaced) {
        buf_adds(&b, "/namespaces/");
        path_escape(&b, call->ns);
    }
    buf_addc(&b, '/');
    path_escape(&b, r->name);
    if (!str_empty(call->name)) {
        buf_addc(&b, '/');
        path_escape(&b, call->name);
    }
    if (!str_empty(call->subresource)) {
        buf_addc(&b, '/');
        path_escape(&b, call->subresource);
    }
    add_query(&b, call->query, strcmp(call->verb, "watch") == 0);
    return buf_take(&b);
}

char *path_with_timeout(const char *path, int64_t timeout_ns)
{
    if (timeout_ns <= 0)
        return xstrdup(path);
    char *text = duration_string((struct duration){timeout_ns});
    struct buf b = buf_new();
    const char *q = strchr(path, '?');
    if (q == NULL) {
        buf_addf(&b, "%s?timeout=%s", path, text);
    } else {
        /* Parameters are sorted by key. */
        const char *at = q + 1;
        while (*at != '\0' && strncmp(at, "timeout", 7) < 0) {
            const char *next = strchr(at, '&');
            at = next != NULL ? next + 1 : at + strlen(at);
        }
        buf_add(&b, path, (size_t)(at - path));
        if (*at == '\0')
            buf_addf(&b, "&timeout=%s", text);
        else
            buf_addf(&b, "timeout=%s&%s", text, at);
    }
    free(text);
    return buf_take(&b);
}

/* apimachinery's IsValidPathSegmentName, its messages as Go prints a list; NULL if valid. The caller frees. */
static char *bad_segment(const char *s)
{
    if (strcmp(s, ".") == 0 || strcmp(s, "..") == 0)
        return xasprintf("[may not be '%s']", s);
    bool slash = strchr(s, '/') != NULL, percent = strchr(s, '%') != NULL;
    if (!slash && !percent)
        return NULL;
    return xasprintf("[%s%s%s]", slash ? "may not contain '/'" : "", slash && percent ? " " : "",
                     percent ? "may not contain '%'" : "");
}

static struct err *check_segment(const char *what, const char *value)
{
    char *bad = bad_segment(value);
    if (bad == NULL)
        return NULL;
    char *quoted = str_quote(value);
    struct err *e = err_new("invalid %s %s: %s", what, quoted, bad);
    free(quoted);
    free(bad);
    return e;
}

struct err *api_check(const struct api_call *call)
{
    static const char *const named[] = {"get", "update", "patch", "delete"};
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++)
        if (strcmp(call->verb, named[i]) == 0 && str_empty(call->name))
            return err_new("resource name may not be empty");
    struct err *e = NULL;
    if (!str_empty(call->ns))
        e = check_segment("namespace", call->ns);
    if (e == NULL && !str_empty(call->name))
        e = check_segment("resource name", call->name);
    if (e == NULL && !str_empty(call->subresource))
        e = check_segment("subresource", call->subresource);
    if (e == NULL && call->resource->namespaced && str_empty(call->ns) && !str_empty(call->name))
        e = err_new("an empty namespace may not be set when a resource name is provided");
    return e;
}

static void fill_call(const struct api_call *call, struct http_call *h)
{
    h->method = api_method(call->verb);
    h->accept = call->accept;
    h->body = call->body;
    h->body_len = call->body_len;
    h->timeout_ns = call->timeout_ns;
    if (call->body != NULL)
        h->content_type = strcmp(call->verb, "patch") == 0 ? patch_media_type(call->patch) : "application/json";
}

/* Reviews of access and of tokens are questions, though they are created. */
static bool is_question(const char *group)
{
    return str_eq(group, "authorization.k8s.io") || str_eq(group, "authentication.k8s.io");
}

/* True for a call that changes something in the cluster: no read, no dry run. */
static bool changes(const struct api_call *call)
{
    if (str_eq(api_method(call->verb), "GET") || is_question(call->resource->group))
        return false;
    for (const char *const *q = call->query; q != NULL && q[0] != NULL && q[1] != NULL; q += 2)
        if (str_eq(q[0], "dryRun") && str_eq(q[1], "All"))
            return false;
    return true;
}

/* The connection and the path for a call; *path is the caller's. */
static struct err *prepare(struct session *s, const struct api_call *call, struct http_client **client, char **path)
{
    const struct rest_config *config;
    struct err *e = api_check(call);
    if (e == NULL && changes(call)) {
        e = session_may_change(s);
        if (e == NULL && session_first_change(s, call->resource, call->ns))
            names_forget(s, call->resource, call->ns);
    }
    if (e == NULL)
        e = session_http(s, client);
    if (e == NULL)
        e = session_config(s, &config);
    if (e != NULL)
        return e;
    char *plain = api_path(call);
    *path = path_with_timeout(plain, config->timeout_ns);
    free(plain);
    return NULL;
}

static struct err *answer_err(const struct http_response *r, const char *method, const struct api_resource *res,
                              const char *name)
{
    if (r->status >= 200 && r->status <= 206)
        return NULL;
    return status_err(r, method, res->name, res->group, name);
}

static const char *go_type(const cJSON *v)
{
    return cJSON_IsString(v)   ? "string"
           : cJSON_IsNumber(v) ? "number"
           : cJSON_IsBool(v)   ? "bool"
           : cJSON_IsArray(v)  ? "array"
                               : "object";
}

static struct err *wrong_type(const cJSON *v, const char *wanted)
{
    return err_new("json: cannot unmarshal %s into Go %s", go_type(v), wanted);
}

/* What apimachinery's decoder of unstructured objects refuses: no object, a list that is none, no kind. */
static struct err *check_object(const cJSON *tree, const struct http_response *r)
{
    if (tree == NULL)
        return err_new("unexpected end of JSON input");
    if (!cJSON_IsObject(tree) && !cJSON_IsNull(tree))
        return wrong_type(tree, "value of type unstructured.detector");
    const cJSON *items = doc_get(tree, "items"), *item;
    if (items != NULL && !cJSON_IsArray(items) && !cJSON_IsNull(items))
        return wrong_type(items, "struct field decodeList.items of type []json.RawMessage");
    cJSON_ArrayForEach(item, items)
    {
        if (!cJSON_IsObject(item) && !cJSON_IsNull(item))
            return wrong_type(item, "value of type map[string]interface {}");
    }
    if (str_empty(doc_str_at(tree, "kind")))
        return err_new("Object 'Kind' is missing in '%.*s'", r->body.len < 2048 ? (int)r->body.len : 2048,
                       r->body.data);
    return NULL;
}

/* A page of text (a proxy's, a login's) in place of an object. */
static struct err *check_media_type(const struct http_response *r)
{
    if (r->content_type == NULL || !str_starts(r->content_type, "text/"))
        return NULL;
    return err_new("serializer for %s doesn't exist", r->content_type);
}

/* The tree of a good answer; a Status that does not say Success is an error even so. */
static struct err *parse_answer(const struct http_response *r, cJSON **out)
{
    cJSON *tree = NULL;
    struct err *e = check_media_type(r);
    if (e == NULL && r->body.len > 0)
        e = doc_parse_json(r->body.data, r->body.len, &tree);
    if (e == NULL)
        e = check_object(tree, r);
    if (e == NULL && str_eq(doc_str_at(tree, "kind"), "Status") && str_eq(doc_str_at(tree, "apiVersion"), "v1") &&
        !str_eq(doc_str_at(tree, "status"), "Success"))
        e = status_err_of(tree);
    if (e != NULL) {
        cJSON_Delete(tree);
        return e;
    }
    *out = tree;
    return NULL;
}

/* Makes the call and gives the response of a good answer. */
static struct err *call_and_wait(struct session *s, const struct api_call *call, struct http_response *resp)
{
    struct http_client *client;
    char *path;
    struct err *e = prepare(s, call, &client, &path);
    if (e != NULL)
        return e;
    struct http_call h = {.path = path};
    fill_call(call, &h);
    e = http_do(client, &h, resp);
    free(path);
    if (e != NULL)
        return e;
    e = answer_err(resp, h.method, call->resource, call->name);
    if (e != NULL)
        http_response_release(resp);
    return e;
}

struct err *api_do(struct session *s, const struct api_call *call, cJSON **out)
{
    struct http_response resp = {0};
    cJSON *tree = NULL;
    struct err *e = call_and_wait(s, call, &resp);
    if (e == NULL) {
        e = parse_answer(&resp, &tree);
        http_response_release(&resp);
    }
    if (out != NULL)
        *out = tree;
    else
        cJSON_Delete(tree);
    return e;
}

struct err *api_do_raw(struct session *s, const struct api_call *call, struct buf *out)
{
    struct http_response resp = {0};
    struct err *e = call_and_wait(s, call, &resp);
    if (e != NULL)
        return e;
    struct buf mine = resp.body;
    buf_init(&resp.body, 0);
    http_response_release(&resp);
    *out = mine;
    return NULL;
}

struct started {
    const char *method;
    char *resource, *group, *name;
    void (*done)(void *arg, cJSON *tree, struct err *e);
    void (*on_warning)(void *arg, const char *text);
    void (*on_progress)(void *arg, const char *body, size_t n);
    void *arg;
};

static void started_progress(void *arg, const char *body, size_t n)
{
    struct started *st = arg;
    st->on_progress(st->arg, body, n);
}

static void started_warning(void *arg, const char *text)
{
    struct started *st = arg;
    st->on_warning(st->arg, text);
}

static void started_done(void *arg, const struct http_response *resp, struct err *e)
{
    struct started *st = arg;
    cJSON *tree = NULL;
    if (e == NULL && (resp->status < 200 || resp->status > 206))
        e = status_err(resp, st->method, st->resource, st->group, st->name);
    if (e == NULL)
        e = parse_answer(resp, &tree);
    st->done(st->arg, tree, e);
    free(st->resource);
    free(st->group);
    free(st->name);
    free(st);
}

struct err *api_start_request(struct session *s, const struct api_call *call,
                              void (*done)(void *arg, cJSON *tree, struct err *e), void *arg, struct http_request **req)
{
    struct http_client *client;
    char *path;
    struct err *e = prepare(s, call, &client, &path);
    if (e != NULL)
        return e;
    struct started *st = xcalloc(1, sizeof *st);
    st->method = api_method(call->verb);
    st->resource = xstrdup(call->resource->name);
    st->group = xstrdup(call->resource->group);
    st->name = xstrdup_null(call->name);
    st->done = done;
    st->arg = arg;
    struct http_call h = {.path = path, .done = started_done, .arg = st};
    st->on_warning = call->on_warning;
    if (call->on_warning != NULL)
        h.on_warning = started_warning;
    st->on_progress = call->on_progress;
    if (call->on_progress != NULL)
        h.on_progress = started_progress;
    fill_call(call, &h);
    struct http_request *started = http_start(client, &h);
    if (req != NULL)
        *req = started;
    free(path);
    return NULL;
}

struct err *api_start(struct session *s, const struct api_call *call,
                      void (*done)(void *arg, cJSON *tree, struct err *e), void *arg)
{
    return api_start_request(s, call, done, arg, NULL);
}

struct err *api_raw(struct session *s, const char *method, const char *path, const char *body, size_t body_len,
                    struct buf *out)
{
    struct http_client *client;
    const struct rest_config *config;
    struct err *e = str_eq(method, "GET") ? NULL : session_may_change(s);
    if (e == NULL)
        e = session_http(s, &client);
    if (e == NULL)
        e = session_config(s, &config);
    if (e != NULL)
        return e;
    char *wanted;
    e = raw_uri_path(path, &wanted);
    if (e != NULL)
        return e;
    char *full = path_with_timeout(wanted, config->timeout_ns);
    free(wanted);
    struct http_call h = {.method = method, .path = full, .body = body, .body_len = body_len, .raw = true};
    if (body != NULL)
        h.content_type = "application/json";
    struct http_response resp = {0};
    e = http_do(client, &h, &resp);
    free(full);
    if (e != NULL)
        return e;
    if (resp.status < 200 || resp.status > 206) {
        e = status_err(&resp, method, NULL, NULL, NULL);
    } else {
        buf_release(out);
        *out = resp.body;
        buf_init(&resp.body, 0);
    }
    http_response_release(&resp);
    return e;
}
