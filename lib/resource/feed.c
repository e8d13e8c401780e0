/* feed.c - objects from the server, in order. */
#include "resource/feed.h"

#include "api/request.h"
#include "api/status.h"
#include "base/clock.h"
#include "base/mem.h"
#include "resource/selector.h"

#include <stdlib.h>
#include <string.h>

struct item {
    struct feed *f;
    const struct api_resource *resource; /* NULL: only an error */
    char *ns, *name;
    char *token;         /* of this page; NULL: the first */
    char *next;          /* token of the page that follows, or NULL */
    struct item *follow; /* the page that follows, asked for while this one was still arriving, or NULL */
    cJSON *page;         /* arrived, not given out yet */
    struct err *err;
    struct err *not_found; /* while we look whether the namespace exists */
    struct err *late;      /* in place of the answer, should one come: the manifest is for another namespace */
    bool running, answered, done;
    bool looked;   /* for the token of the next page, in what has come of this one */
    bool gave_any; /* an answer without error came, and no empty list */
};

struct feed {
    struct session *s;
    struct feed_options o;
    struct item **items; /* each allocated by itself: callbacks point at them */
    size_t n;
    size_t at;              /* the item that is given out */
    struct item **unwanted; /* pages that were asked for with a token that the answer does not have */
    size_t nunwanted;
    bool started;
    struct err *errs;
};

struct feed *feed_new(struct session *s, const struct feed_options *o)
{
    struct feed *f = xcalloc(1, sizeof *f);
    f->s = s;
    f->o = *o;
    return f;
}

static struct item *add(struct feed *f, const struct api_resource *resource, const char *ns, const char *name)
{
    if ((f->n & (f->n - 1)) == 0)
        f->items = xreallocarray(f->items, f->n ? f->n * 2 : 1, sizeof *f->items);
    struct item *i = xcalloc(1, sizeof *i);
    i->f = f;
    i->resource = resource;
    i->ns = xstrdup(ns ? ns : "");
    i->name = xstrdup(name ? name : "");
    f->items[f->n++] = i;
    return i;
}

void feed_add(struct feed *f, const struct api_resource *resource, const char *ns, const char *name)
{
    add(f, resource, ns, name);
}

void feed_add_items(struct feed *f, const struct args_items *items)
{
    for (size_t i = 0; i < items->n; i++) {
        struct item *item = add(f, items->v[i].resource, items->v[i].ns, items->v[i].name);
        if (!items->selecting && str_empty(items->v[i].name)) { /* never the collection in place of a name */
            item->err = err_new("resource name may not be empty");
            item->answered = true;
        }
    }
}

/* cli-runtime's RetrieveLatest: an object of a namespace, but none is known, as with --all-namespaces. */
static struct err *no_namespace(const struct target *t)
{
    const struct api_resource *r = t->resource;
    if (!r || !r->namespaced || !str_empty(t->ns) || str_empty(t->name))
        return NULL;
    char *quoted = str_quote(t->name);
    struct err *e =
        err_new("no namespace set on resource %s/%s, Resource=%s %s", r->group, r->version, r->name, quoted);
    free(quoted);
    return e;
}

void feed_add_targets(struct feed *f, struct targets *t)
{
    for (size_t i = 0; i < t->n; i++) {
        struct target *target = &t->v[i];
        struct item *item = add(f, target->resource, target->ns, target->name);
        if (target->wrong_ns)
            item->late = target->err;
        else
            item->err = target->err;
        target->err = NULL;
        if (!item->err && !item->late)
            item->err = no_namespace(target);
        if (item->err)
            item->answered = true;
        if (item->late && *target->name == '\0') {
            item->err = item->late;
            item->late = NULL;
            item->answered = true;
        }
        if (item->err || *target->name)
            continue;
        item->page = doc_dup(target->object);
        item->answered = item->gave_any = true;
    }
}

static bool is_list(const struct item *i)
{
    return *i->name == '\0';
}

/* cli-runtime's EnhanceListError: says what was listed. */
static void enhance(struct item *i, struct err *e)
{
    if (e->kind != ERR_STATUS || str_eq(e->reason, "Expired") || (e->http_status != 400 && e->http_status != 404))
        return;
    const struct feed_options *o = &i->f->o;
    char *subject = xasprintf("%s/%s, Resource=%s", i->resource->group, i->resource->version, i->resource->name);
    char *quoted = str_quote(subject), *label = str_quote(o->selector ? o->selector : ""),
         *field = str_quote(o->field_selector ? o->field_selector : "");
    char *msg = str_empty(o->selector) && str_empty(o->field_selector)
                    ? xasprintf("Unable to list %s: %s", quoted, e->msg)
                    : xasprintf("Unable to find %s that match label selector %s, field selector %s: %s", quoted, label,
                                field, e->msg);
    if (e->http_status == 400)
        e = selector_refused(e, o->selector, o->field_selector);
    str_replace_owned(&e->msg, msg);
    free(field);
    free(label);
    free(quoted);
    free(subject);
}

static void settle(struct item *i, struct err *e)
{
    i->running = false;
    i->answered = true;
    if (e && is_list(i))
        enhance(i, e);
    i->err = e;
}

/* The namespace's answer: if it does not exist either, that is the better error. */
static void namespace_done(void *arg, cJSON *tree, struct err *e)
{
    struct item *i = arg;
    cJSON_Delete(tree);
    struct err *first = i->not_found;
    i->not_found = NULL;
    if (err_has_reason(e, "NotFound")) {
        err_free(first);
        settle(i, e);
    } else {
        err_free(e);
        settle(i, first);
    }
}

static bool ask_namespace(struct item *i, struct err *e)
{
    /* The casts only satisfy the structure's type: nobody writes to it. */
    static const struct api_resource namespaces = {.group = (char *)"",
                                                   .version = (char *)"v1",
                                                   .name = (char *)"namespaces",
                                                   .singular = (char *)"namespace",
                                                   .kind = (char *)"Namespace"};
    if (is_list(i) || !err_has_reason(e, "NotFound") || str_empty(i->ns) || str_eq(i->ns, "default"))
        return false;
    struct api_call call = {.verb = "get", .resource = &namespaces, .name = i->ns};
    struct err *failed = api_start(i->f->s, &call, namespace_done, i);
    err_free(failed);
    if (!failed)
        i->not_found = e;
    return failed == NULL;
}

static void start(struct item *i);

/* Pages that may be under way or waiting behind the one that is given out next. */
#define PAGES_AHEAD 2

/* True for a page of the collection that is being read which is not too far ahead. */
static bool may_look_ahead(const struct item *i)
{
    const struct feed *f = i->f;
    size_t n = 0;
    for (const struct item *page = f->at < f->n ? f->items[f->at] : NULL; page; page = page->follow, n++) {
        if (page == i)
            return n < PAGES_AHEAD;
    }
    return false;
}

static struct item *follow(const struct item *i, const char *token, size_t n)
{
    struct item *page = xcalloc(1, sizeof *page);
    page->f = i->f;
    page->resource = i->resource;
    page->ns = xstrdup(i->ns);
    page->name = xstrdup("");
    page->token = xstrndup(token, n);
    page->gave_any = i->gave_any;
    return page;
}

/* The token of the next page as a server writes it, in the metadata at the head of a list; false: it is not there
 * (yet). Only a guess: page_done looks at the parsed answer. */
static bool find_token(const char *body, size_t n, const char **token, size_t *len)
{
    static const char metadata[] = "\"metadata\":{", key[] = "\"continue\":\"";
    size_t head = n < 4096 ? n : 4096;
    const char *at = memmem(body, head < 256 ? head : 256, metadata, sizeof metadata - 1);
    if (!at)
        return false;
    const char *end = memchr(at, '}', head - (size_t)(at - body));
    at = end ? memmem(at, (size_t)(end - at), key, sizeof key - 1) : NULL;
    if (!at)
        return false;
    *token = at + sizeof key - 1;
    const char *quote = memchr(*token, '"', (size_t)(end - *token));
    *len = quote ? (size_t)(quote - *token) : 0;
    return *len > 0 && !memchr(*token, '\\', *len);
}

/* Asks for the next page as soon as its token is known: the server works on it while this one is on its way. */
static void look_ahead(void *arg, const char *body, size_t n)
{
    struct item *i = arg;
    const char *token;
    size_t len;
    if (i->looked || !is_list(i))
        return;
    bool known = find_token(body, n, &token, &len);
    i->looked = known || n >= 4096;
    if (known && !i->follow && may_look_ahead(i)) {
        i->follow = follow(i, token, len);
        start(i->follow);
    }
}

/* The page that follows, from the answer itself: what was asked for already stays if it was the right one. */
static void set_next(struct item *i, const char *token)
{
    str_replace_owned(&i->next, str_empty(token) ? NULL : xstrdup(token));
    if (i->follow && !str_eq(i->follow->token, i->next)) {
        i->f->unwanted = xreallocarray(i->f->unwanted, i->f->nunwanted + 1, sizeof(struct item *));
        i->f->unwanted[i->f->nunwanted++] = i->follow;
        i->follow = NULL;
    }
}

static void page_done(void *arg, cJSON *tree, struct err *e)
{
    struct item *i = arg;
    if (e) {
        if (!ask_namespace(i, e))
            settle(i, e);
        return;
    }
    if (i->late) { /* kubectl fetches first and compares namespaces then */
        e = i->late;
        i->late = NULL;
        cJSON_Delete(tree);
        settle(i, e);
        return;
    }
    set_next(i, is_list(i) ? doc_str_at(tree, "metadata.continue") : NULL);
    i->page = tree;
    i->gave_any = i->gave_any || !list_is(tree) || doc_get(tree, "items")->child;
    settle(i, NULL);
}

static void no_warning(void *arg, const char *text)
{
    (void)arg;
    (void)text;
}

static void start(struct item *i)
{
    const struct feed_options *o = &i->f->o;
    char limit[24] = "";
    if (o->chunk > 0)
        snprintf(limit, sizeof limit, "%lld", (long long)o->chunk);
    const char *none = "";
    const char *include = o->include_object ? "Object" : none;
    const char *list_query[] = {"labelSelector",
                                o->selector ? o->selector : none,
                                "fieldSelector",
                                o->field_selector ? o->field_selector : none,
                                "limit",
                                limit,
                                "continue",
                                i->token ? i->token : none,
                                "includeObject",
                                include,
                                NULL};
    const char *get_query[] = {"includeObject", include, NULL};
    struct api_call call = {.verb = is_list(i) ? "list" : "get",
                            .resource = i->resource,
                            .ns = i->ns,
                            .name = i->name,
                            .subresource = str_empty(o->subresource) ? NULL : o->subresource,
                            .query = is_list(i) ? list_query : get_query,
                            .accept = o->accept,
                            .on_warning = o->no_warnings ? no_warning : NULL,
                            .on_progress = o->chunk > 0 ? look_ahead : NULL};
    i->running = true;
    i->answered = false;
    struct err *e = api_start(i->f->s, &call, page_done, i);
    if (e)
        settle(i, e);
}

static void start_all(struct feed *f)
{
    if (f->started)
        return;
    f->started = true;
    for (size_t i = 0; i < f->n; i++) {
        if (!f->items[i]->answered)
            start(f->items[i]);
    }
}

static void wait_for(struct item *i)
{
    struct http_client *http = NULL;
    struct err *e = i->answered ? NULL : session_http(i->f->s, &http);
    while (!e && !i->answered && http_busy(http))
        http_poll(http, NS_PER_S);
    if (!i->answered)
        settle(i, e ? e : err_silent(1));
    else
        err_free(e);
}

static void item_free(struct item *i)
{
    free(i->ns);
    free(i->name);
    free(i->token);
    free(i->next);
    cJSON_Delete(i->page);
    err_free(i->err);
    err_free(i->not_found);
    err_free(i->late);
    free(i);
}

/* Puts the page that follows in the place of the one that was given out. */
static void turn_page(struct feed *f)
{
    struct item *i = f->items[f->at];
    if (!i->next) {
        i->done = true;
        return;
    }
    struct item *page = i->follow ? i->follow : follow(i, i->next, strlen(i->next));
    bool started = i->follow != NULL;
    page->gave_any = i->gave_any;
    free(page->ns);
    page->ns = i->ns; /* callers borrow it until feed_free */
    i->ns = NULL;
    f->items[f->at] = page;
    item_free(i);
    if (!started)
        start(page);
}

bool feed_next(struct feed *f, struct feed_page *out)
{
    start_all(f);
    for (; f->at < f->n; f->at++) {
        struct item *i = f->items[f->at];
        if (i->done)
            continue;
        wait_for(i);
        if (i->err) {
            struct err *e = i->err;
            i->err = NULL;
            i->done = true;
            if (f->o.errors_in_turn) {
                *out = (struct feed_page){.resource = i->resource, .err = e, .ns = i->ns, .item = f->at};
                return true;
            }
            err_collect(&f->errs, e);
            continue;
        }
        *out = (struct feed_page){
            .resource = i->resource, .object = i->page, .ns = i->ns, .collection = is_list(i), .item = f->at};
        i->page = NULL;
        turn_page(f); /* while the caller works on this one */
        return true;
    }
    return false;
}

bool feed_several_types(struct feed *f)
{
    start_all(f);
    const struct api_resource *first = NULL;
    bool several = false;
    for (size_t i = 0; i < f->n; i++) {
        wait_for(f->items[i]);
        const struct api_resource *r = f->items[i]->gave_any ? f->items[i]->resource : NULL;
        if (r && first &&
            (!str_eq(r->kind, first->kind) || !str_eq(r->group, first->group) || !str_eq(r->version, first->version)))
            several = true;
        if (!first)
            first = r;
    }
    return several;
}

static bool is_not_found(const struct err *e)
{
    return e->kind == ERR_STATUS && str_eq(e->reason, "NotFound");
}

struct err *feed_take_errors(struct feed *f, bool ignore_not_found)
{
    struct err *all = err_reduce(f->errs);
    f->errs = NULL;
    if (!all || !ignore_not_found)
        return all;
    if (all->kind != ERR_AGGREGATE) {
        if (!is_not_found(all))
            return all;
        err_free(all);
        return NULL;
    }
    struct err *kept = NULL;
    for (size_t i = 0; i < all->nparts; i++) {
        if (!is_not_found(all->parts[i])) {
            err_collect(&kept, all->parts[i]);
            all->parts[i] = NULL;
        }
    }
    err_free(all);
    return err_reduce(kept);
}

/* Waits for an item and the pages behind it, and frees them. */
static void end_item(struct item *i)
{
    struct http_client *http = NULL;
    for (struct item *next; i; i = next) {
        if (i->running && !http)
            err_free(session_http(i->f->s, &http));
        while (i->running && http && http_busy(http))
            http_poll(http, NS_PER_S);
        next = i->follow;
        item_free(i);
    }
}

void feed_free(struct feed *f)
{
    if (!f)
        return;
    for (size_t i = 0; i < f->n; i++)
        end_item(f->items[i]);
    for (size_t i = 0; i < f->nunwanted; i++)
        end_item(f->unwanted[i]);
    free(f->unwanted);
    free(f->items);
    err_free(f->errs);
    free(f);
}

bool list_is(const cJSON *object)
{
    const cJSON *items = doc_get(object, "items");
    return cJSON_IsArray(items) || cJSON_IsNull(items);
}

void list_take_items(cJSON *list, void (*fn)(void *arg, cJSON *item), void *arg)
{
    const char *kind = doc_str_at(list, "kind"), *version = doc_str_at(list, "apiVersion");
    size_t n = kind ? strlen(kind) : 0;
    char *own = xstrndup(kind ? kind : "", n >= 4 && str_ends(kind, "List") ? n - 4 : n);
    cJSON *items = doc_get(list, "items");
    while (items && items->child) {
        cJSON *item = cJSON_DetachItemViaPointer(items, items->child);
        if (str_empty(doc_str_at(item, "kind")) && str_empty(doc_str_at(item, "apiVersion")) && cJSON_IsObject(item)) {
            doc_set_str(item, "kind", own);
            doc_set_str(item, "apiVersion", version ? version : "");
        }
        fn(arg, item);
    }
    free(own);
    cJSON_Delete(list);
}
