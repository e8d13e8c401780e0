/* jsonpath.c - JSONPath templates run on objects, as client-go's package util/jsonpath does. */
#include "print/jsonpath.h"

#include "base/mem.h"
#include "base/strv.h"
#include "doc/doc.h"
#include "doc/emit.h"
#include "print/jsonpath_nodes.h"

#include <stdlib.h>
#include <string.h>

/* Values that one execution may visit: bounds ranges over ranges over ranges. */
#define MAX_WORK ((size_t)20000000)

struct jsonpath {
    struct jp_list root;
    size_t first;    /* where an execution begins: client-go leaves it behind the last range */
    size_t last_end; /* the {end} met last; SIZE_MAX: none */
    int begin_range, in_range, end_range;
    bool allow_missing, typed;
    size_t work;
};

struct err *jsonpath_parse(const char *text, size_t n, struct jsonpath **out)
{
    struct jsonpath *j = xcalloc(1, sizeof *j);
    j->last_end = SIZE_MAX;
    struct err *e = jp_parse(text, n, &j->root);
    if (e) {
        jsonpath_free(j);
        j = NULL;
    }
    *out = j;
    return e;
}

void jsonpath_free(struct jsonpath *j)
{
    if (!j)
        return;
    jp_list_release(&j->root);
    free(j);
}

struct jsonpath_reach *jsonpath_reach(const struct jsonpath *j)
{
    return jp_reach(&j->root);
}

void jsonpath_allow_missing(struct jsonpath *j, bool allow)
{
    j->allow_missing = allow;
}

void jsonpath_restart(struct jsonpath *j)
{
    j->first = 0;
    j->last_end = SIZE_MAX;
    j->begin_range = j->in_range = j->end_range = 0;
}

void jsonpath_results_release(struct jsonpath_results *r)
{
    for (size_t i = 0; i < r->n; i++)
        free(r->v[i].v);
    free(r->v);
    *r = (struct jsonpath_results){0};
}

/* ---- lists of values ---- */

static void push(struct jsonpath *j, struct go_values *l, struct go_value v)
{
    if ((l->n & (l->n - 1)) == 0)
        l->v = xreallocarray(l->v, l->n ? l->n * 2 : 1, sizeof *l->v);
    l->v[l->n++] = v;
    j->work++;
}

static void release(struct go_values *l)
{
    free(l->v);
    *l = (struct go_values){0};
}

static struct go_values copy(struct jsonpath *j, const struct go_values *from)
{
    struct go_values l = {0};
    for (size_t i = 0; i < from->n; i++)
        push(j, &l, from->v[i]);
    return l;
}

static struct err *check_work(const struct jsonpath *j)
{
    return j->work > MAX_WORK ? err_new("the template visits more than %zu values", MAX_WORK) : NULL;
}

static struct go_value child_of(const struct go_value *parent, const cJSON *node)
{
    return go_value_of(node, parent->numbers);
}

/* All that a map, a slice or a string holds. */
static void push_children(struct jsonpath *j, const struct go_value *v, struct go_values *out)
{
    if (v->kind == GO_SLICE) {
        for (const cJSON *c = v->node->child; c; c = c->next)
            push(j, out, child_of(v, c));
    } else if (v->kind == GO_MAP) {
        /* Go's order is random; ours is that of the keys. */
        size_t n;
        const cJSON **members = doc_sorted(v->node, &n);
        for (size_t i = 0; i < n; i++)
            push(j, out, child_of(v, members[i]));
        free(members);
    } else if (v->kind == GO_STRING) {
        for (size_t i = 0; i < v->n; i++)
            push(j, out, (struct go_value){.kind = GO_UINT8, .i = (unsigned char)v->s[i]});
    }
}

/* ---- nodes ---- */

/* Every evaluation gives what it found in *out even with an error: a filter for mere existence looks at it. */
static struct err *eval(struct jsonpath *j, const struct go_values *in, const struct jp_node *node,
                        struct go_values *out);

static struct err *eval_list(struct jsonpath *j, const struct go_values *in, const struct jp_list *list,
                             struct go_values *out)
{
    struct go_values now = copy(j, in);
    struct err *e = NULL;
    for (size_t i = 0; i < list->n && !e; i++) {
        struct go_values then = {0};
        e = err_at(eval(j, &now, list->v[i], &then), list->v[i]->pos);
        release(&now);
        now = then;
    }
    *out = now;
    return e;
}

static struct err *eval_identifier(struct jsonpath *j, const struct go_values *in, const struct jp_node *node,
                                   struct go_values *out)
{
    if (str_eq(node->text, "range")) {
        j->begin_range++;
        *out = copy(j, in);
    } else if (str_eq(node->text, "end")) {
        if (j->in_range <= 0)
            return err_new("not in range, nothing to end");
        j->end_range++;
    } else {
        *out = copy(j, in);
        return err_new("unrecognized identifier %s", node->text);
    }
    return NULL;
}

/* The bounds of a slice for a value of `length`. */
struct bounds {
    int64_t start, end;
    bool empty;
};

static struct err *slice_bounds(const struct jp_param *params, int64_t length, struct bounds *b)
{
    int64_t start = params[0].known ? params[0].value : 0, end = params[1].known ? params[1].value : length;
    if (start < 0)
        start += length;
    if (end < 0 || (end == 0 && params[1].derived))
        end += length;
    *b = (struct bounds){start, end, start == end};
    if (b->empty)
        return NULL;
    if (start >= length || start < 0)
        return err_new("array index out of bounds: index %lld, length %lld", (long long)start, (long long)length);
    if (end > length || end < 0)
        return err_new("array index out of bounds: index %lld, length %lld", (long long)(uint64_t)end - 1,
                       (long long)length);
    if (start > end)
        return err_new("starting index %lld is greater than ending index %lld", (long long)start, (long long)end);
    return NULL;
}

static struct err *eval_array(struct jsonpath *j, const struct go_values *in, const struct jp_node *node,
                              struct go_values *out)
{
    struct err *e = NULL;
    for (size_t i = 0; i < in->n && !e; i++) {
        const struct go_value *v = &in->v[i];
        struct bounds b;
        if (v->kind == GO_NIL)
            continue;
        if (v->kind != GO_SLICE) {
            e = err_new("%s is not array or slice", go_type_name(v));
            break;
        }
        e = slice_bounds(node->params, cJSON_GetArraySize(v->node), &b);
        if (!e && b.empty)
            return NULL; /* as client-go: what follows is not looked at */
        if (!e && node->params[2].known && node->params[2].value <= 0)
            e = err_new("step must be > 0");
        int64_t step = node->params[2].known ? node->params[2].value : 1, at = 0;
        for (const cJSON *c = e ? NULL : v->node->child; c && at < b.end; c = c->next, at++) {
            if (at >= b.start && (at - b.start) % step == 0)
                push(j, out, child_of(v, c));
        }
    }
    if (e) {
        release(out);
        *out = copy(j, in);
    }
    return e;
}

static struct err *eval_union(struct jsonpath *j, const struct go_values *in, const struct jp_node *node,
                              struct go_values *out)
{
    for (size_t i = 0; i < node->list.n; i++) {
        struct go_values some = {0};
        struct err *e = eval_list(j, in, &node->list.v[i]->list, &some);
        for (size_t k = 0; k < some.n && !e; k++)
            push(j, out, some.v[k]);
        release(&some);
        if (e) {
            release(out);
            *out = copy(j, in);
            return e;
        }
    }
    return NULL;
}

static struct err *eval_field(struct jsonpath *j, const struct go_values *in, const struct jp_node *node,
                              struct go_values *out)
{
    for (size_t i = 0; i < in->n; i++) {
        const cJSON *found = in->v[i].kind == GO_MAP ? doc_get(in->v[i].node, node->text) : NULL;
        if (found)
            push(j, out, child_of(&in->v[i], found));
    }
    if (in->n > 0 && out->n == 0 && !j->allow_missing)
        return err_new("%s is not found", node->text);
    return NULL;
}

static void eval_recursive(struct jsonpath *j, const struct go_value *v, struct go_values *out, int depth)
{
    struct go_values children = {0};
    if (j->work > MAX_WORK || depth > 2 * DOC_MAX_DEPTH)
        return;
    push_children(j, v, &children);
    if (children.n > 0)
        push(j, out, *v);
    for (size_t i = 0; i < children.n; i++)
        eval_recursive(j, &children.v[i], out, depth + 1);
    release(&children);
}

/* ---- filters ---- */

enum basic { BASIC_BOOL, BASIC_INT, BASIC_UINT, BASIC_FLOAT, BASIC_STRING };

static bool basic_kind(const struct go_value *v, enum basic *out)
{
    *out = v->kind == GO_BOOL      ? BASIC_BOOL
           : v->kind == GO_UINT8   ? BASIC_UINT
           : v->kind == GO_FLOAT64 ? BASIC_FLOAT
           : v->kind == GO_STRING  ? BASIC_STRING
                                   : BASIC_INT;
    return v->kind == GO_BOOL || v->kind == GO_UINT8 || v->kind == GO_FLOAT64 || v->kind == GO_STRING || go_is_int(v);
}

static int compare_strings(const struct go_value *a, const struct go_value *b)
{
    size_t n = a->n < b->n ? a->n : b->n;
    int c = n ? memcmp(a->s, b->s, n) : 0;
    return c ? c : (a->n > b->n) - (a->n < b->n);
}

static struct err *check_kinds(const struct go_value *a, const struct go_value *b, enum basic *ka, enum basic *kb)
{
    if (!basic_kind(a, ka) || !basic_kind(b, kb))
        return err_new("invalid type for comparison");
    bool whole = (*ka == BASIC_INT || *ka == BASIC_UINT) && (*kb == BASIC_INT || *kb == BASIC_UINT);
    return *ka == *kb || whole ? NULL : err_new("incompatible types for comparison");
}

static struct err *equal(const struct go_value *a, const struct go_value *b, bool *out)
{
    enum basic ka, kb;
    struct err *e = check_kinds(a, b, &ka, &kb);
    if (!e)
        *out = ka == BASIC_FLOAT ? a->f == b->f : ka == BASIC_STRING ? compare_strings(a, b) == 0 : a->i == b->i;
    return e;
}

static struct err *less(const struct go_value *a, const struct go_value *b, bool *out)
{
    enum basic ka, kb;
    struct err *e = check_kinds(a, b, &ka, &kb);
    if (!e && ka == BASIC_BOOL)
        e = err_new("invalid type for comparison");
    if (!e)
        *out = ka == BASIC_FLOAT ? a->f < b->f : ka == BASIC_STRING ? compare_strings(a, b) < 0 : a->i < b->i;
    return e;
}

static struct err *compare(const char *op, const struct go_value *a, const struct go_value *b, bool *out)
{
    struct err *e;
    if (str_eq(op, "==") || str_eq(op, "!=")) {
        e = equal(a, b, out);
        *out = *out != (op[0] == '!');
    } else if (str_eq(op, "<") || str_eq(op, ">=")) {
        e = less(a, b, out);
        *out = *out != (op[0] == '>');
    } else if (str_eq(op, ">") || str_eq(op, "<=")) {
        e = less(a, b, out);
        if (!e && !*out)
            e = equal(a, b, out);
        *out = *out != (op[0] == '>');
    } else {
        e = err_new("unrecognized filter operator %s", op);
    }
    return e;
}

/* One side of a comparison for one element; *found false: it has no value. */
static struct err *filter_side(struct jsonpath *j, const struct go_value *element, const struct jp_list *side,
                               struct go_value *out, bool *found)
{
    struct go_value one = *element;
    struct go_values in = {&one, 1}, values = {0};
    struct err *e = eval_list(j, &in, side, &values);
    *found = values.n > 0;
    if (!e && values.n > 1)
        e = err_new("can only compare one element at a time");
    if (!e && *found)
        *out = values.v[0];
    release(&values);
    return e;
}

static struct err *filter_one(struct jsonpath *j, const struct go_value *element, const struct jp_node *node,
                              bool *pass)
{
    struct go_value left, right;
    bool found;
    struct err *e = filter_side(j, element, &node->list, &left, &found);
    *pass = false;
    if (e || !found)
        return e;
    e = filter_side(j, element, &node->right, &right, &found);
    if (e || !found)
        return e;
    return compare(node->text, &left, &right, pass);
}

/* A filter without an operator: what is found counts, errors do not. */
static bool exists(struct jsonpath *j, const struct go_value *element, const struct jp_node *node)
{
    struct go_value one = *element;
    struct go_values in = {&one, 1}, found = {0};
    err_free(eval_list(j, &in, &node->list, &found));
    bool any = found.n > 0;
    release(&found);
    return any;
}

static struct err *not_a_list(const struct go_value *v)
{
    struct buf text = buf_new();
    go_value_print(&text, v);
    struct err *e = err_new("%s is not array or slice and cannot be filtered", text.data);
    buf_release(&text);
    return e;
}

static struct err *eval_filter(struct jsonpath *j, const struct go_values *in, const struct jp_node *node,
                               struct go_values *out)
{
    struct err *e = NULL;
    for (size_t i = 0; i < in->n && !e; i++) {
        const struct go_value *v = &in->v[i];
        if (v->kind != GO_SLICE) {
            e = not_a_list(v);
            release(out);
            *out = copy(j, in);
            break;
        }
        for (const cJSON *c = v->node->child; c && !e; c = c->next) {
            struct go_value element = child_of(v, c);
            bool pass = false;
            if (node->text[0] == '\0')
                pass = exists(j, &element, node);
            else
                e = filter_one(j, &element, node, &pass);
            if (!e && pass)
                push(j, out, element);
            if (!e)
                e = check_work(j);
        }
    }
    return e;
}

static struct err *eval(struct jsonpath *j, const struct go_values *in, const struct jp_node *node,
                        struct go_values *out)
{
    struct err *e = check_work(j);
    struct go_value constant = go_string(node->text, node->n);
    if (e)
        return e;
    switch (node->type) {
    case JP_LIST:
        return eval_list(j, in, &node->list, out);
    case JP_TEXT:
        push(j, out, constant);
        return NULL;
    case JP_FIELD:
        return eval_field(j, in, node, out);
    case JP_ARRAY:
        return eval_array(j, in, node, out);
    case JP_FILTER:
        return eval_filter(j, in, node, out);
    case JP_IDENTIFIER:
        return eval_identifier(j, in, node, out);
    case JP_UNION:
        return eval_union(j, in, node, out);
    case JP_RECURSIVE:
        for (size_t i = 0; i < in->n; i++)
            eval_recursive(j, &in->v[i], out, 0);
        return check_work(j);
    case JP_WILDCARD:
        for (size_t i = 0; i < in->n; i++)
            push_children(j, &in->v[i], out);
        return NULL;
    default: /* INT, FLOAT, BOOL: once for each value that came in */
        constant = (struct go_value){.kind = node->type == JP_INT     ? GO_INT
                                             : node->type == JP_FLOAT ? GO_FLOAT64
                                                                      : GO_BOOL,
                                     .i = node->number,
                                     .f = node->real};
        for (size_t i = 0; i < in->n; i++)
            push(j, out, constant);
        return NULL;
    }
}

/* ---- ranges ---- */

static void add_result(struct jsonpath_results *r, struct go_values v)
{
    if ((r->n & (r->n - 1)) == 0)
        r->v = xreallocarray(r->v, r->n ? r->n * 2 : 1, sizeof *r->v);
    r->v[r->n++] = v;
}

static struct err *find(struct jsonpath *j, struct go_value data, struct jsonpath_results *out);

/* Runs what stands behind node i for each value of a range; what it finds for none is dropped. */
static struct err *run_range(struct jsonpath *j, size_t i, const struct go_values *values, struct jsonpath_results *out)
{
    struct err *e = NULL;
    for (size_t k = 0; k < values->n && !e; k++) {
        j->first = i + 1;
        e = find(j, values->v[k], out);
    }
    if (values->n == 0) {
        struct jsonpath_results none = {0};
        j->first = i + 1;
        e = find(j, (struct go_value){.kind = GO_INVALID}, &none);
        jsonpath_results_release(&none);
    }
    return e;
}

static struct err *find(struct jsonpath *j, struct go_value data, struct jsonpath_results *out)
{
    struct err *e = NULL;
    data.in_interface = false;
    if (data.kind == GO_NIL) /* a range's null: reflect.ValueOf(nil) */
        data.kind = GO_INVALID;
    for (size_t i = j->first; i < j->root.n && !e; i++) {
        const struct go_values in = {&data, 1};
        struct go_values found = {0};
        e = err_at(eval(j, &in, j->root.v[i], &found), j->root.v[i]->pos);
        if (e) {
            release(&found);
        } else if (j->end_range > 0 && j->end_range <= j->in_range) {
            release(&found);
            j->end_range--;
            j->last_end = i;
            break;
        } else if (j->begin_range > 0) {
            j->begin_range--;
            j->in_range++;
            e = run_range(j, i, &found, out);
            release(&found);
            j->in_range--;
            if (j->last_end != SIZE_MAX && j->last_end > i)
                i = j->last_end;
        } else {
            add_result(out, found);
        }
    }
    return e;
}

struct err *jsonpath_find(struct jsonpath *j, const cJSON *object, bool typed, struct jsonpath_results *out)
{
    *out = (struct jsonpath_results){0};
    j->work = 0;
    struct err *e = find(j, go_value_of(object, typed ? GO_NUMBERS_FLOAT64 : GO_NUMBERS_PLAIN), out);
    if (e)
        jsonpath_results_release(out);
    return e;
}

/* ---- printing ---- */

static void print_value(struct buf *to, const struct go_value *v)
{
    if (v->kind == GO_MAP || v->kind == GO_SLICE)
        emit_json_compact(to, v->node, EMIT_SORTED);
    else if (v->kind == GO_NIL)
        buf_adds(to, "null");
    else if (v->kind == GO_INVALID)
        buf_adds(to, "<no value>");
    else
        go_value_print(to, v);
}

/* A node of its own for a value, to be deleted. */
static cJSON *value_node(const struct go_value *v)
{
    if (v->node)
        return doc_dup(v->node);
    if (v->kind == GO_BOOL)
        return cJSON_CreateBool(v->i != 0);
    if (v->kind == GO_NIL || v->kind == GO_INVALID)
        return cJSON_CreateNull();
    struct buf text = buf_new();
    if (v->kind == GO_STRING) {
        for (size_t i = 0; i < v->n; i++) {
            if (v->s[i])
                buf_addc(&text, v->s[i]);
            else
                buf_add(&text, "\xc0\x80", 2); /* rule 4 of doc/doc.h */
        }
    } else {
        go_value_print(&text, v);
    }
    cJSON *node = v->kind == GO_STRING ? cJSON_CreateString(text.data) : doc_new_number(text.data);
    buf_release(&text);
    return node;
}

static void print_as_json(struct buf *to, const struct go_values *values)
{
    cJSON *array = cJSON_CreateArray();
    for (size_t i = 0; i < values->n; i++)
        cJSON_AddItemToArray(array, value_node(&values->v[i]));
    emit_json(to, array, 4, EMIT_SORTED);
    buf_addc(to, '\n');
    cJSON_Delete(array);
}

struct err *jsonpath_print(struct jsonpath *j, struct buf *to, const cJSON *object, bool typed, bool as_json)
{
    struct jsonpath_results r;
    struct err *e = jsonpath_find(j, object, typed, &r);
    for (size_t i = 0; i < r.n; i++) {
        if (as_json)
            print_as_json(to, &r.v[i]);
        for (size_t k = 0; k < r.v[i].n && !as_json; k++) {
            if (k > 0)
                buf_addc(to, ' ');
            print_value(to, &r.v[i].v[k]);
        }
    }
    jsonpath_results_release(&r);
    return e;
}

struct err *jsonpath_relaxed(const char *text, char **out)
{
    *out = NULL;
    if (*text == '\0') {
        *out = xstrdup("");
        return NULL;
    }
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
    if (n == 0 || strcspn(start, "{}") < n)
        return err_new("unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or "
                       "'{.name1.name2}'");
    *out = xasprintf("{.%.*s}", (int)n, start);
    return NULL;
}

struct err *jsonpath_relaxed_at(struct err *e, const char *text, const char *relaxed)
{
    if (e == NULL || relaxed == NULL || relaxed[0] == '\0') {
        size_t brace = strcspn(text, "{}");
        return err_at(e, brace == 0 && text[0] == '{' ? 1 + strcspn(text + 1, "{}") : brace);
    }
    /* "{." and "}" stand around what was given. */
    char *inside = xstrndup(relaxed + 2, strlen(relaxed) - 3);
    const char *found = strstr(text, inside);
    size_t offset = e->at > 3 ? e->at - 3 : 0, first = found != NULL ? (size_t)(found - text) : 0;
    if (offset > strlen(inside)) /* the brace that stands behind it may be taken by a backslash */
        offset = strlen(inside);
    if (e->at > 0)
        e->at = 1 + first + offset;
    free(inside);
    return e;
}
