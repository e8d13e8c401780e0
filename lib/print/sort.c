/* sort.c - kubectl's --sort-by. */
#include "print/sort.h"

#include "base/mem.h"
#include "base/strv.h"
#include "doc/doc.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct step {
    char *name; /* NULL: an index, or the first of all */
    long index; /* from the end when negative */
};

struct sort_path {
    char *text;
    struct step *steps;
    size_t n;
};

void sort_path_free(struct sort_path *p)
{
    if (!p)
        return;
    for (size_t i = 0; i < p->n; i++)
        free(p->steps[i].name);
    free(p->steps);
    free(p->text);
    free(p);
}

const char *sort_path_text(const struct sort_path *p)
{
    return p->text;
}

static void add_step(struct sort_path *p, char *name, long index)
{
    p->steps = xreallocarray(p->steps, p->n + 1, sizeof *p->steps);
    p->steps[p->n++] = (struct step){.name = name, .index = index};
}

/* Reads a name up to the next dot or bracket; a backslash takes the character behind it as it is. */
static const char *read_name(struct sort_path *p, const char *s)
{
    struct buf name = buf_new();
    for (; *s && *s != '.' && *s != '['; s++) {
        if (*s == '\\' && s[1])
            s++;
        buf_addc(&name, *s);
    }
    if (str_eq(name.data, "*")) {
        add_step(p, NULL, 0);
        buf_release(&name);
    } else {
        add_step(p, buf_take(&name), 0);
    }
    return s;
}

/* Reads "['name']", "[3]", "[-1]" or "[*]"; NULL for anything else. */
static const char *read_bracket(struct sort_path *p, const char *s)
{
    if (s[1] == '\'' || s[1] == '"') {
        const char *end = strchr(s + 2, s[1]);
        if (!end || end[1] != ']')
            return NULL;
        add_step(p, xstrndup(s + 2, (size_t)(end - s - 2)), 0);
        return end + 2;
    }
    if (s[1] == '*' && s[2] == ']') {
        add_step(p, NULL, 0);
        return s + 3;
    }
    char *end;
    errno = 0;
    long index = strtol(s + 1, &end, 10);
    if (end == s + 1 || *end != ']' || errno != 0 || isspace((unsigned char)s[1]))
        return NULL;
    add_step(p, NULL, index);
    return end + 1;
}

static bool read_steps(struct sort_path *p, const char *s)
{
    for (bool first = true; *s; first = false) {
        if (*s == '[') {
            s = read_bracket(p, s);
        } else {
            if (*s == '.' && !first)
                s++;
            s = *s && *s != '.' && *s != '[' ? read_name(p, s) : NULL;
        }
        if (!s)
            return false;
    }
    return p->n > 0;
}

/* kubectl's relaxed form: braces and the first dot may be missing. */
static char *relaxed(const char *text)
{
    size_t n = strlen(text);
    const char *start = text;
    if (n >= 2 && text[0] == '{' && text[n - 1] == '}') {
        start++;
        n -= 2;
    }
    if (n > 1 && *start == '.') {
        start++;
        n--;
    }
    char *inner = xstrndup(start, n);
    if (n == 0 || strpbrk(inner, "{}"))
        str_replace_owned(&inner, NULL);
    return inner;
}

struct err *sort_path_parse(const char *text, struct sort_path **out)
{
    *out = NULL;
    char *inner = relaxed(text);
    if (!inner)
        return err_new("unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or "
                       "'{.name1.name2}'");
    struct sort_path *p = xcalloc(1, sizeof *p);
    p->text = xasprintf("{.%s}", inner);
    struct err *e = NULL;
    if (!read_steps(p, inner)) {
        e = err_new("--sort-by \"%s\": this build of kubec only knows paths of names and indexes, as in .metadata.name",
                    text);
        sort_path_free(p);
        p = NULL;
    }
    free(inner);
    *out = p;
    return e;
}

const cJSON *sort_path_find(const struct sort_path *p, const cJSON *object)
{
    const cJSON *at = object;
    for (size_t i = 0; i < p->n && at; i++) {
        const struct step *s = &p->steps[i];
        if (s->name) {
            at = cJSON_IsObject(at) ? doc_get(at, s->name) : NULL;
        } else if (cJSON_IsArray(at) || (cJSON_IsObject(at) && s->index == 0)) {
            int n = cJSON_GetArraySize(at);
            long index = s->index < 0 ? s->index + n : s->index;
            at = index >= 0 && index < n ? cJSON_GetArrayItem(at, (int)index) : NULL;
        } else {
            at = NULL;
        }
    }
    return at;
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

static bool text_less(const char *a, const char *b)
{
    long double qa, qb;
    if (parse_quantity(a, &qa) && parse_quantity(b, &qb))
        return qa < qb;
    return strcmp(a, b) < 0;
}

static bool number_less(const cJSON *a, const cJSON *b)
{
    int64_t ia, ib;
    if (doc_get_int64(a, &ia) && doc_get_int64(b, &ib))
        return ia < ib;
    return a->valuedouble < b->valuedouble;
}

bool sort_less(const cJSON *a, const cJSON *b)
{
    if (!a)
        return true;
    if (!b || cJSON_IsNull(b))
        return false;
    if (cJSON_IsNull(a))
        return true;
    if (cJSON_IsString(a) && cJSON_IsString(b))
        return text_less(a->valuestring, b->valuestring);
    return cJSON_IsNumber(a) && cJSON_IsNumber(b) && number_less(a, b);
}

struct values {
    const cJSON **v;
};

static bool values_less(void *arg, size_t a, size_t b)
{
    const struct values *values = arg;
    return sort_less(values->v[a], values->v[b]);
}

static struct err *check_sortable(const cJSON *v)
{
    if (!v || cJSON_IsNull(v) || cJSON_IsString(v) || cJSON_IsNumber(v))
        return NULL;
    return err_new("unsortable type: %s", cJSON_IsBool(v)    ? "bool"
                                          : cJSON_IsArray(v) ? "[]interface {}"
                                                             : "map[string]interface {}");
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
    struct err *e = NULL;
    for (const cJSON *item = array->child; item; item = item->next, i++) {
        order[i] = i;
        values.v[i] = sort_path_find(p, inside ? doc_get(item, inside) : item);
        found = found || values.v[i];
        if (!e)
            e = check_sortable(values.v[i]);
    }
    if (!found) {
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
