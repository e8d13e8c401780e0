/* condition.c - what "wait" waits for. */
#include "wait/wait.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "doc/doc.h"
#include "doc/number.h"

#include <stdlib.h>
#include <string.h>

void wait_conditions_release(struct wait_conditions *c)
{
    for (size_t i = 0; i < c->n; i++) {
        free(c->v[i].name);
        free(c->v[i].value);
        jsonpath_free(c->v[i].path);
    }
    free(c->v);
    *c = (struct wait_conditions){0};
}

bool wait_conditions_have(const struct wait_conditions *c, enum wait_kind kind)
{
    for (size_t i = 0; i < c->n; i++) {
        if (c->v[i].kind == kind)
            return true;
    }
    return false;
}

/* ---- reading ---- */

/* Splits at each single '='; "==" stays together. */
static void split_equals(const char *s, struct strv *out)
{
    struct buf part = buf_new();
    for (; *s; s++) {
        if (*s != '=') {
            buf_addc(&part, *s);
        } else if (s[1] == '=') {
            buf_adds(&part, "==");
            s++;
        } else {
            strv_adopt(out, buf_take(&part));
        }
    }
    strv_adopt(out, buf_take(&part));
}

static char *trim_quotes(const char *s)
{
    size_t n = strlen(s);
    while (n > 0 && (*s == '\'' || *s == '"')) {
        s++;
        n--;
    }
    while (n > 0 && (s[n - 1] == '\'' || s[n - 1] == '"'))
        n--;
    return xstrndup(s, n);
}

static struct err *compile_path(struct wait_condition *c, const struct strv *parts)
{
    char *path;
    const char *given = parts->v[0];
    struct err *e = jsonpath_relaxed(given, &path);
    if (e)
        return doc_err_in_text(jsonpath_relaxed_at(e, given, path), NULL, given, strlen(given));
    if (parts->n > 1) {
        c->value = trim_quotes(parts->v[1]);
        if (c->value[0] == '\0')
            e = err_new("jsonpath wait has to have a value after equal sign, like "
                        "--for=jsonpath='{.status.readyReplicas}'=3");
    }
    if (!e && path[0] == '\0')
        e = err_new("jsonpath expression cannot be empty");
    if (!e) {
        e = jsonpath_parse(path, strlen(path), &c->path);
        e = doc_err_in_text(jsonpath_relaxed_at(e, given, path), NULL, given, strlen(given));
    }
    if (!e)
        jsonpath_allow_missing(c->path, true);
    free(path);
    return e;
}

static struct err *parse_jsonpath(struct wait_condition *c, const char *text)
{
    struct strv parts = {0};
    split_equals(text, &parts);
    struct err *e = parts.n > 2 ? err_new("jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or "
                                          "--for=jsonpath='{.status.readyReplicas}'")
                                : compile_path(c, &parts);
    c->kind = WAIT_JSONPATH;
    strv_release(&parts);
    return e;
}

static struct err *parse_one(struct wait_condition *c, const char *word)
{
    static const char condition[] = "condition=", jsonpath[] = "jsonpath=";
    if (str_eq_nocase(word, "delete")) {
        c->kind = WAIT_DELETE;
    } else if (str_eq_nocase(word, "create")) {
        c->kind = WAIT_CREATE;
    } else if (str_starts(word, condition)) {
        const char *rest;
        c->kind = WAIT_CONDITION;
        c->name = str_cut(word + sizeof condition - 1, '=', &rest);
        c->value = xstrdup(rest ? rest : "true");
    } else if (str_starts(word, jsonpath)) {
        return parse_jsonpath(c, word + sizeof jsonpath - 1);
    } else {
        char *quoted = str_quote(word);
        struct err *e = err_new("unrecognized condition: %s", quoted);
        free(quoted);
        return e;
    }
    return NULL;
}

struct err *wait_conditions_parse(const struct strv *words, struct wait_conditions *out)
{
    struct err *e = words->n == 0 ? err_new("unrecognized condition: []") : NULL;
    out->v = xcalloc(words->n ? words->n : 1, sizeof *out->v);
    for (size_t i = 0; i < words->n && !e; i++) {
        out->n = i + 1;
        e = parse_one(&out->v[i], words->v[i]);
    }
    return e;
}

/* ---- status.conditions ---- */

/* Simple case folding: ASCII, and the letters beside it that condition types could be made of. */
static uint32_t fold(uint32_t r)
{
    if (r == 0x212a)
        return 'k';
    if (r == 0x17f)
        return 's';
    bool upper = (r >= 'A' && r <= 'Z') || (r >= 0xc0 && r <= 0xde && r != 0xd7) ||
                 (r >= 0x391 && r <= 0x3a9 && r != 0x3a2) || (r >= 0x410 && r <= 0x42f);
    return upper ? r + 32 : r >= 0x400 && r <= 0x40f ? r + 80 : r;
}

static bool equal_fold(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    while (n > 0 && m > 0) {
        uint32_t ra = (unsigned char)*a, rb = (unsigned char)*b;
        size_t wa = utf8_decode(a, n, &ra), wb = utf8_decode(b, m, &rb);
        wa += wa == 0;
        wb += wb == 0;
        if (fold(ra) != fold(rb))
            return false;
        a += wa;
        n -= wa;
        b += wb;
        m -= wb;
    }
    return n == 0 && m == 0;
}

static struct err *accessor_error(const char *path, const cJSON *value, const char *expected)
{
    struct buf text = buf_new();
    struct go_value v = go_value_of(value, GO_NUMBERS_PLAIN);
    go_value_print(&text, &v);
    struct err *e =
        err_new("%s accessor error: %s is of the type %s, expected %s", path, text.data, go_type_name(&v), expected);
    buf_release(&text);
    return e;
}

/* unstructured.NestedSlice of status.conditions: NULL without an error: there are none. */
static struct err *find_conditions(const cJSON *object, const cJSON **out)
{
    const cJSON *status = doc_get(object, "status");
    *out = NULL;
    if (!status || cJSON_IsNull(status))
        return NULL;
    if (!cJSON_IsObject(status))
        return accessor_error(".status.conditions", status, "map[string]interface {}");
    const cJSON *conditions = doc_get(status, "conditions");
    if (conditions && !cJSON_IsArray(conditions))
        return accessor_error(".status.conditions", conditions, "[]interface{}");
    *out = conditions;
    return NULL;
}

static bool int_at(const cJSON *object, const char *path, int64_t *out)
{
    const cJSON *v = doc_at(object, path);
    return cJSON_IsNumber(v) && number_is_int64(doc_number_text(v), out);
}

static struct err *check_condition(const struct wait_condition *c, const cJSON *object, bool *met)
{
    const cJSON *conditions, *one;
    struct err *e = find_conditions(object, &conditions);
    cJSON_ArrayForEach(one, conditions)
    {
        const cJSON *type = doc_get(one, "type"), *status = doc_get(one, "status");
        int64_t generation, observed;
        if (!cJSON_IsObject(one) || !cJSON_IsString(type) || !equal_fold(type->valuestring, c->name) ||
            !cJSON_IsString(status))
            continue;
        /* What was observed of an older generation says nothing of this one. */
        if (int_at(object, "metadata.generation", &generation) &&
            (int_at(one, "observedGeneration", &observed) || int_at(object, "status.observedGeneration", &observed)) &&
            observed < generation)
            break;
        *met = equal_fold(status->valuestring, c->value);
        break;
    }
    return e;
}

/* ---- jsonpath ---- */

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool equal_trimmed(const char *a, size_t n, const char *b)
{
    size_t m = strlen(b);
    for (; n > 0 && is_space(*a); a++)
        n--;
    for (; m > 0 && is_space(*b); b++)
        m--;
    while (n > 0 && is_space(a[n - 1]))
        n--;
    while (m > 0 && is_space(b[m - 1]))
        m--;
    return n == m && (n == 0 || memcmp(a, b, n) == 0);
}

static struct err *check_results(const struct wait_condition *c, const struct jsonpath_results *r, bool *met)
{
    if (r->n == 0 || r->v[0].n == 0)
        return NULL;
    if (r->n > 1)
        return err_new("given jsonpath expression matches more than one list");
    if (r->v[0].n > 1)
        return err_new("given jsonpath expression matches more than one value");
    const struct go_value *v = &r->v[0].v[0];
    if (!c->value) {
        *met = true;
        return NULL;
    }
    if (v->kind == GO_MAP || v->kind == GO_SLICE)
        return err_new("jsonpath leads to a nested object or list which is not supported");
    struct buf text = buf_new();
    go_value_print(&text, v);
    *met = equal_trimmed(text.data, text.len, c->value);
    buf_release(&text);
    return NULL;
}

struct err *wait_condition_check(const struct wait_condition *c, const cJSON *object, bool *met)
{
    *met = false;
    if (c->kind == WAIT_CONDITION)
        return check_condition(c, object, met);
    struct jsonpath_results r;
    struct err *e = jsonpath_find(c->path, object, false, &r);
    if (!e)
        e = check_results(c, &r, met);
    jsonpath_results_release(&r);
    return e;
}
