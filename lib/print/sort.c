/* sort.c - kubectl's --sort-by. */
#include "print/sort.h"

#include "base/mem.h"
#include "base/strv.h"
#include "doc/doc.h"
#include "print/jsonpath.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct sort_path {
    char *given, *text; /* as it was given, and relaxed */
    struct jsonpath *path;
};

void sort_path_free(struct sort_path *p)
{
    if (!p)
        return;
    jsonpath_free(p->path);
    free(p->given);
    free(p->text);
    free(p);
}

/* Shows the path as it was given, and the place in it. */
static struct err *place_in(const struct sort_path *p, struct err *e)
{
    return doc_err_in_text(jsonpath_relaxed_at(e, p->given, p->text), NULL, p->given, strlen(p->given));
}

const char *sort_path_text(const struct sort_path *p)
{
    return p->text;
}

struct err *sort_path_parse(const char *text, struct sort_path **out)
{
    struct sort_path *p = xcalloc(1, sizeof *p);
    struct err *e = jsonpath_relaxed(text, &p->text);
    p->given = xstrdup(text);
    if (!e)
        e = jsonpath_parse(p->text, strlen(p->text), &p->path);
    if (e) {
        e = place_in(p, e);
        sort_path_free(p);
        p = NULL;
    } else {
        jsonpath_allow_missing(p->path, true);
    }
    *out = p;
    return e;
}

struct err *sort_path_find(const struct sort_path *p, const cJSON *object, struct go_value *out)
{
    struct jsonpath_results r;
    struct err *e = jsonpath_find(p->path, object, false, &r);
    *out = (struct go_value){.kind = GO_INVALID};
    if (!e && r.n > 0 && r.v[0].n > 0)
        *out = r.v[0].v[0];
    jsonpath_results_release(&r);
    return place_in(p, e);
}

/* ---- values ---- */

/* A Kubernetes quantity ("100m", "1Gi", "2e3") as a number; false for other text. */
static bool parse_quantity(const char *s, long double *out)
{
    static const struct {
        const char *suffix;
        long double factor;
    } suffixes[] = {
        {"", 1.0L},      {"n", 1e-9L},    {"u", 1e-6L},    {"m", 1e-3L},    {"k", 1e3L},     {"M", 1e6L},
        {"G", 1e9L},     {"T", 1e12L},    {"P", 1e15L},    {"E", 1e18L},    {"Ki", 1024.0L}, {"Mi", 0x1p20L},
        {"Gi", 0x1p30L}, {"Ti", 0x1p40L}, {"Pi", 0x1p50L}, {"Ei", 0x1p60L},
    };
    const char *p = s + (*s == '+' || *s == '-');
    size_t whole = strspn(p, "0123456789");
    const char *end = p + whole;
    size_t fraction = 0;
    if (*end == '.') {
        fraction = strspn(end + 1, "0123456789");
        end += 1 + fraction;
    }
    if (whole + fraction == 0 || whole + fraction > 4096)
        return false;
    char *digits = xstrndup(s, (size_t)(end - s));
    long double value = strtold(digits, NULL);
    free(digits);
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        if (str_eq(end, suffixes[i].suffix)) {
            *out = value * suffixes[i].factor;
            return true;
        }
    }
    if (*end != 'e' && *end != 'E')
        return false;
    char *stop;
    errno = 0;
    long exponent = strtol(end + 1, &stop, 10);
    if (stop == end + 1 || *stop || errno || isspace((unsigned char)end[1]))
        return false;
    *out = value * powl(10.0L, (long double)exponent);
    return true;
}

static bool text_less(const struct go_value *a, const struct go_value *b)
{
    char *left = xstrndup(a->s, a->n), *right = xstrndup(b->s, b->n);
    long double qa, qb;
    bool less = parse_quantity(left, &qa) && parse_quantity(right, &qb) ? qa < qb : strcmp(left, right) < 0;
    free(left);
    free(right);
    return less;
}

static bool is_number(const struct go_value *v)
{
    return go_is_int(v) || v->kind == GO_UINT8 || v->kind == GO_FLOAT64;
}

static bool number_less(const struct go_value *a, const struct go_value *b)
{
    if (a->kind != GO_FLOAT64 && b->kind != GO_FLOAT64)
        return a->i < b->i;
    return (a->kind == GO_FLOAT64 ? a->f : (double)a->i) < (b->kind == GO_FLOAT64 ? b->f : (double)b->i);
}

bool sort_less(const struct go_value *a, const struct go_value *b)
{
    if (a->kind == GO_INVALID)
        return true;
    if (b->kind == GO_INVALID || b->kind == GO_NIL)
        return false;
    if (a->kind == GO_NIL)
        return true;
    if (a->kind == GO_STRING && b->kind == GO_STRING)
        return text_less(a, b);
    return is_number(a) && is_number(b) && number_less(a, b);
}

struct values {
    struct go_value *v;
};

static bool values_less(void *arg, size_t a, size_t b)
{
    const struct values *values = arg;
    return sort_less(&values->v[a], &values->v[b]);
}

/* `first`: a value that was met before, if there was one. */
static struct err *check_sortable(const struct go_value *v, const struct go_value *first)
{
    if (v->kind == GO_BOOL || v->kind == GO_SLICE || v->kind == GO_MAP)
        return err_new("unsortable type: %s", go_type_name(v));
    if (first && (is_number(first) ? v->kind == GO_STRING : is_number(v)))
        return err_new("unsortable values: %s beside %s", go_type_name(v), go_type_name(first));
    return NULL;
}

static void reorder(cJSON *array, const size_t *order, size_t n)
{
    cJSON **items = xcalloc(n, sizeof *items);
    for (size_t i = 0; i < n; i++)
        items[i] = cJSON_DetachItemViaPointer(array, array->child);
    for (size_t i = 0; i < n; i++)
        cJSON_AddItemToArray(array, items[order[i]]);
    free(items);
}

struct err *sort_items(cJSON *array, const struct sort_path *p, const char *inside)
{
    size_t n = (size_t)cJSON_GetArraySize(array), i = 0;
    if (n == 0)
        return NULL;
    struct values values = {.v = xcalloc(n, sizeof *values.v)};
    size_t *order = xcalloc(n, sizeof *order);
    bool found = false;
    const struct go_value *first = NULL;
    struct err *e = NULL;
    for (const cJSON *item = array->child; item && !e; item = item->next, i++) {
        order[i] = i;
        e = sort_path_find(p, inside ? doc_get(item, inside) : item, &values.v[i]);
        found = found || values.v[i].kind != GO_INVALID;
        if (!e)
            e = check_sortable(&values.v[i], first);
        if (!first && (is_number(&values.v[i]) || values.v[i].kind == GO_STRING))
            first = &values.v[i];
    }
    if (!e && !found) {
        char *quoted = str_quote(p->text);
        e = err_new("couldn't find any field with path %s in the list of objects", quoted);
        free(quoted);
    }
    if (!e) {
        go_sort(order, n, values_less, &values);
        reorder(array, order, n);
    }
    free(order);
    free(values.v);
    return e;
}
