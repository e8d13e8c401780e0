/* selector.c - label selectors. */
#include "resource/selector.h"

#include "base/mem.h"
#include "base/strv.h"
#include "doc/doc.h"
#include "resource/label.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum token {
    T_ERROR,
    T_END,
    T_CLOSE,
    T_COMMA,
    T_NOT,
    T_DOUBLE_EQUALS,
    T_EQUALS,
    T_GREATER,
    T_IDENTIFIER,
    T_IN,
    T_LESS,
    T_NOT_EQUALS,
    T_NOT_IN,
    T_OPEN
};

enum op { OP_EXISTS, OP_NOT_EXISTS, OP_IN, OP_NOT_IN, OP_EQUALS, OP_NOT_EQUALS, OP_GREATER, OP_LESS };

struct requirement {
    char *key;
    enum op op;
    struct strv values;
};

struct selector {
    struct requirement *v;
    size_t n;
};

struct parser {
    const char *text;
    const char *at;
    enum token tok; /* the token ahead */
    char *lit;      /* its text, owned */
};

/* Where the token ahead begins. */
static size_t ahead(const struct parser *p)
{
    return (size_t)(p->at - p->text) - strlen(p->lit);
}

static const struct {
    const char *text;
    enum token tok;
} words[] = {
    {")", T_CLOSE}, {",", T_COMMA}, {"!", T_NOT},         {"==", T_DOUBLE_EQUALS}, {"=", T_EQUALS}, {">", T_GREATER},
    {"in", T_IN},   {"<", T_LESS},  {"!=", T_NOT_EQUALS}, {"notin", T_NOT_IN},     {"(", T_OPEN},
};

static enum token find_word(const char *s, size_t n)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strlen(words[i].text) == n && memcmp(words[i].text, s, n) == 0)
            return words[i].tok;
    }
    return T_ERROR;
}

static bool is_special(char c)
{
    return c != '\0' && strchr("=!(),><", c) != NULL;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Reads the next token into p->tok and p->lit. Runs of operator characters are cut at the longest known operator. */
static void advance(struct parser *p)
{
    while (is_space(*p->at))
        p->at++;
    const char *start = p->at;
    size_t n = 0;
    p->tok = T_END;
    if (is_special(*start)) {
        p->tok = T_ERROR;
        for (size_t i = 1; i <= 2 && is_special(start[i - 1]); i++) {
            enum token t = find_word(start, i);
            if (t != T_ERROR) {
                p->tok = t;
                n = i;
            } else if (p->tok != T_ERROR) {
                break;
            }
        }
    } else if (*start) {
        while (start[n] && !is_special(start[n]) && !is_space(start[n]))
            n++;
        p->tok = find_word(start, n);
        if (p->tok == T_ERROR)
            p->tok = T_IDENTIFIER;
    }
    p->at = start + n;
    str_replace_owned(&p->lit, xstrndup(start, n));
}

/* Among values the words in and notin are plain identifiers. */
static enum token as_value(enum token t)
{
    return t == T_IN || t == T_NOT_IN ? T_IDENTIFIER : t;
}

static struct err *invalid(const char *path, const char *value, const char *why)
{
    char *quoted = str_quote(value);
    struct err *e = err_new("%s: Invalid value: %s: %s", path, quoted, why);
    free(quoted);
    return e;
}

/* Several reasons in one line, as Go's aggregates print: "[a, b]". */
static struct err *join_reasons(struct strv *reasons)
{
    if (reasons->n == 0)
        return NULL;
    char *all = strv_join(reasons, ", ");
    struct err *e = reasons->n == 1 ? err_new("%s", all) : err_new("[%s]", all);
    free(all);
    return e;
}

static void add_reason(struct strv *reasons, struct err *e)
{
    if (!strv_has(reasons, e->msg))
        strv_add(reasons, e->msg);
    err_free(e);
}

static bool is_int64(const char *s)
{
    char *end;
    errno = 0;
    (void)strtoll(s, &end, 10);
    return *s && !is_space(*s) && *end == '\0' && errno == 0;
}

/* The values stand at `from` in the text and behind. */
static struct err *check_values(const struct requirement *r, const struct parser *p, size_t from)
{
    struct strv reasons = {0};
    const char *wrong = NULL;
    for (size_t i = 0; i < r->values.n && (r->op == OP_GREATER || r->op == OP_LESS); i++) {
        if (!is_int64(r->values.v[i])) {
            char *path = xasprintf("values[%zu]", i);
            add_reason(&reasons,
                       invalid(path, r->values.v[i], "for 'Gt', 'Lt' operators, the value must be an integer"));
            free(path);
            wrong = wrong ? wrong : r->values.v[i];
        }
    }
    for (size_t i = 0; i < r->values.n; i++) {
        struct buf why = buf_new();
        if (!label_value_check(r->values.v[i], &why)) {
            char *path = xasprintf("values[%zu][%s]", i, r->key);
            add_reason(&reasons, invalid(path, r->values.v[i], why.data));
            free(path);
            wrong = wrong ? wrong : r->values.v[i];
        }
        buf_release(&why);
    }
    struct err *e = join_reasons(&reasons);
    const char *found = wrong ? strstr(p->text + from, wrong) : NULL;
    strv_release(&reasons);
    return err_at(e, found ? (size_t)(found - p->text) : from);
}

static struct err *parse_key(struct parser *p, struct requirement *r, bool *alone)
{
    bool not = as_value(p->tok) == T_NOT;
    if (not )
        advance(p);
    if (as_value(p->tok) != T_IDENTIFIER)
        return err_new("found '%s', expected: identifier", p->lit);
    r->key = xstrdup(p->lit);
    struct buf why = buf_new();
    struct err *e = label_key_check(r->key, &why) ? NULL : invalid("<nil>", r->key, why.data);
    buf_release(&why);
    if (e)
        return e;
    advance(p);
    *alone = not || p->tok == T_END || p->tok == T_COMMA;
    r->op = not ? OP_NOT_EXISTS : OP_EXISTS;
    return NULL;
}

static struct err *parse_operator(struct parser *p, enum op *op)
{
    static const struct {
        enum token tok;
        enum op op;
    } ops[] = {
        {T_IN, OP_IN},     {T_EQUALS, OP_EQUALS}, {T_DOUBLE_EQUALS, OP_EQUALS},  {T_GREATER, OP_GREATER},
        {T_LESS, OP_LESS}, {T_NOT_IN, OP_NOT_IN}, {T_NOT_EQUALS, OP_NOT_EQUALS},
    };
    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) {
        if (ops[i].tok == p->tok) {
            *op = ops[i].op;
            advance(p);
            return NULL;
        }
    }
    return err_new("found '%s', expected: in, notin, =, ==, !=, gt, lt", p->lit);
}

static void add_value(struct strv *values, const char *s)
{
    if (!strv_has(values, s))
        strv_add(values, s);
}

/* What stands between the parentheses; empty values are allowed anywhere. */
static struct err *parse_list(struct parser *p, struct strv *values)
{
    for (;;) {
        if (as_value(p->tok) == T_IDENTIFIER) {
            add_value(values, p->lit);
            advance(p);
            if (p->tok == T_CLOSE)
                return NULL;
            if (p->tok != T_COMMA)
                return err_new("found '%s', expected: ',' or ')'", p->lit);
        } else if (p->tok == T_COMMA) {
            if (values->n == 0)
                add_value(values, "");
            advance(p);
            if (p->tok == T_CLOSE || p->tok == T_COMMA)
                add_value(values, "");
            if (p->tok == T_CLOSE)
                return NULL;
        } else {
            return err_new("found '%s', expected: ',', or identifier", p->lit);
        }
    }
}

static struct err *parse_set(struct parser *p, struct strv *values)
{
    if (p->tok != T_OPEN)
        return err_new("found '%s' expected: '('", p->lit);
    advance(p);
    if (p->tok == T_CLOSE) {
        add_value(values, "");
    } else if (as_value(p->tok) == T_IDENTIFIER || p->tok == T_COMMA) {
        struct err *e = parse_list(p, values);
        if (e)
            return e;
    } else {
        return err_new("found '%s', expected: ',', ')' or identifier", p->lit);
    }
    advance(p);
    strv_sort(values);
    return NULL;
}

static struct err *parse_exact(struct parser *p, struct strv *values)
{
    if (p->tok == T_END || p->tok == T_COMMA) {
        add_value(values, "");
        return NULL;
    }
    if (as_value(p->tok) != T_IDENTIFIER)
        return err_new("found '%s', expected: identifier", p->lit);
    add_value(values, p->lit);
    advance(p);
    return NULL;
}

static struct err *parse_requirement(struct parser *p, struct requirement *r)
{
    bool alone = false;
    struct err *e = parse_key(p, r, &alone);
    if (e || alone)
        return e;
    e = parse_operator(p, &r->op);
    size_t values = ahead(p);
    if (!e)
        e = r->op == OP_IN || r->op == OP_NOT_IN ? parse_set(p, &r->values) : parse_exact(p, &r->values);
    return e ? e : check_values(r, p, values);
}

static struct err *parse_all(struct parser *p, struct selector *s)
{
    advance(p);
    for (;;) {
        if (p->tok == T_END)
            return NULL;
        if (as_value(p->tok) != T_IDENTIFIER && p->tok != T_NOT)
            return err_new("found '%s', expected: !, identifier, or 'end of string'", p->lit);
        s->v = xreallocarray(s->v, s->n + 1, sizeof *s->v);
        s->v[s->n] = (struct requirement){0};
        struct err *e = parse_requirement(p, &s->v[s->n++]);
        if (e)
            return err_wrap(e, "unable to parse requirement");
        if (p->tok == T_END)
            return NULL;
        if (p->tok != T_COMMA)
            return err_new("found '%s', expected: ',' or 'end of string'", p->lit);
        advance(p);
        if (as_value(p->tok) != T_IDENTIFIER && p->tok != T_NOT)
            return err_new("found '%s', expected: identifier after ','", p->lit);
    }
}

struct err *selector_parse(const char *text, struct selector **out)
{
    struct selector *s = xcalloc(1, sizeof *s);
    struct parser p = {.text = text, .at = text};
    struct err *e = parse_all(&p, s);
    e = doc_err_in_text(err_at(e, ahead(&p)), NULL, text, strlen(text));
    free(p.lit);
    if (e) {
        selector_free(s);
        s = NULL;
    }
    *out = s;
    return e;
}

struct err *selector_parse_given(const char *text, struct selector **out)
{
    *out = NULL;
    if (!text || text[strspn(text, " \t\r\n")] == '\0')
        return NULL;
    struct err *e = selector_parse(text, out);
    if (e) {
        char *quoted = str_quote(text);
        err_wrap(e, "the provided selector %s is not valid", quoted);
        free(quoted);
    }
    return e;
}

static bool compare(const struct requirement *r, const char *value)
{
    if (!is_int64(value))
        return false;
    long long have = strtoll(value, NULL, 10), want = strtoll(r->values.v[0], NULL, 10);
    return r->op == OP_GREATER ? have > want : have < want;
}

static bool satisfied(const struct requirement *r, const cJSON *labels)
{
    const cJSON *label = doc_get(labels, r->key);
    const char *value = cJSON_IsString(label) ? label->valuestring : NULL;
    switch (r->op) {
    case OP_EXISTS:
        return value != NULL;
    case OP_NOT_EXISTS:
        return value == NULL;
    case OP_IN:
    case OP_EQUALS:
        return value && strv_has(&r->values, value);
    case OP_NOT_IN:
    case OP_NOT_EQUALS:
        return !value || !strv_has(&r->values, value);
    default:
        return value && compare(r, value);
    }
}

bool selector_matches(const struct selector *s, const cJSON *labels)
{
    for (size_t i = 0; i < s->n; i++) {
        if (!satisfied(&s->v[i], labels))
            return false;
    }
    return true;
}

/* One matchExpression as labels.Requirement prints it; NULL for an unknown operator. */
static char *expression_text(const cJSON *expression)
{
    static const struct {
        const char *word, *before, *after;
        bool values;
    } operators[] = {{"In", "", " in ", true},
                     {"NotIn", "", " notin ", true},
                     {"Exists", "", "", false},
                     {"DoesNotExist", "!", "", false}};
    const char *key = doc_str_at(expression, "key"), *word = doc_str_at(expression, "operator");
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (!str_eq(word, operators[i].word))
            continue;
        if (!operators[i].values)
            return xasprintf("%s%s", operators[i].before, key ? key : "");
        struct strv values = {0};
        const cJSON *one;
        cJSON_ArrayForEach(one, doc_get(expression, "values"))
        {
            if (cJSON_IsString(one))
                strv_add(&values, one->valuestring);
        }
        strv_sort(&values);
        char *all = strv_join(&values, ","), *text = xasprintf("%s%s(%s)", key ? key : "", operators[i].after, all);
        free(all);
        strv_release(&values);
        return text;
    }
    return NULL;
}

/* Requirements go by their keys, which stand behind the "!" and before what follows. */
static int by_key_in_text(const void *a, const void *b)
{
    const char *x = *(char *const *)a, *y = *(char *const *)b;
    x += *x == '!';
    y += *y == '!';
    size_t nx = strcspn(x, "= "), ny = strcspn(y, "= ");
    int c = strncmp(x, y, nx < ny ? nx : ny);
    return c != 0 ? c : nx < ny ? -1 : nx > ny;
}

struct err *selector_text_of(const cJSON *label_selector, char **out)
{
    struct strv parts = {0};
    struct err *e = NULL;
    const cJSON *one;
    cJSON_ArrayForEach(one, doc_get(label_selector, "matchLabels"))
    {
        if (cJSON_IsString(one))
            strv_adopt(&parts, xasprintf("%s=%s", one->string, one->valuestring));
    }
    cJSON_ArrayForEach(one, doc_get(label_selector, "matchExpressions"))
    {
        char *text = expression_text(one);
        if (text) {
            strv_adopt(&parts, text);
        } else if (!e) {
            const char *word = doc_str_at(one, "operator");
            char *quoted = str_quote(word ? word : "");
            e = err_new("%s is not a valid label selector operator", quoted);
            free(quoted);
        }
    }
    if (parts.n > 0)
        qsort(parts.v, parts.n, sizeof *parts.v, by_key_in_text);
    *out = e ? NULL : strv_join(&parts, ",");
    strv_release(&parts);
    return e;
}

/* The first requirement of a field selector that has no operator, or, if there is none, that names the field which the
 * server does not know. NULL: neither. Between requirements stand commas; a backslash takes their meaning. */
static const char *wrong_field(const char *text, const char *server)
{
    for (const char *s = text; *s;) {
        const char *end = s, *op = NULL;
        for (; *end && *end != ','; end++) {
            if (*end == '\\' && end[1])
                end++;
            else if (!op && (*end == '=' || (*end == '!' && end[1] == '=')))
                op = end;
        }
        if (!op && end > s)
            return s;
        char *unknown = op ? xasprintf("field label not supported: %.*s", (int)(op - s), s) : NULL;
        bool named = unknown && str_ends(server, unknown);
        free(unknown);
        if (named)
            return s;
        s = *end ? end + 1 : end;
    }
    return NULL;
}

struct err *selector_refused(struct err *e, const char *labels, const char *fields)
{
    struct selector *s = NULL;
    struct err *why = str_empty(labels) ? NULL : selector_parse(labels, &s);
    selector_free(s);
    if (why && why->note)
        e = err_note(e, "%s", why->note);
    err_free(why);
    const char *at = s || str_empty(fields) ? NULL : wrong_field(fields, e->msg);
    if (!at)
        return e;
    e->at = 1 + (size_t)(at - fields);
    return doc_err_in_text(e, NULL, fields, strlen(fields));
}

void selector_escape(struct buf *out, const char *value)
{
    for (; *value; value++) {
        if (strchr("\\,=", *value))
            buf_addc(out, '\\');
        buf_addc(out, *value);
    }
}

char *selector_of_name(const char *name)
{
    struct buf b = buf_new();
    buf_adds(&b, "metadata.name=");
    selector_escape(&b, name);
    return buf_take(&b);
}

void selector_free(struct selector *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->n; i++) {
        free(s->v[i].key);
        strv_release(&s->v[i].values);
    }
    free(s->v);
    free(s);
}

/* ---- as a part of a manifest ---- */

static int by_key(const void *a, const void *b)
{
    const struct requirement *const *x = a, *const *y = b;
    int c = strcmp((*x)->key, (*y)->key);
    return c != 0 ? c : (*x > *y) - (*x < *y); /* equal ones in the order of the text */
}

/* The requirements by their keys, as Go's parser gives them. The caller frees the array. */
static const struct requirement **by_keys(const struct selector *s)
{
    const struct requirement **sorted = xcalloc(s->n, sizeof *sorted);
    for (size_t i = 0; i < s->n; i++)
        sorted[i] = &s->v[i];
    qsort(sorted, s->n, sizeof *sorted, by_key);
    return sorted;
}

/* The operator in a LabelSelectorRequirement; *op is NULL for what goes into matchLabels. */
static struct err *label_operator(const struct requirement *r, const char **op)
{
    static const char *const words_of[] = {
        [OP_EXISTS] = "Exists", [OP_NOT_EXISTS] = "DoesNotExist", [OP_IN] = "In", [OP_NOT_IN] = "NotIn"};
    *op = NULL;
    if (r->op == OP_GREATER || r->op == OP_LESS)
        return err_new("\"%s\" isn't supported in label selectors", r->op == OP_GREATER ? "gt" : "lt");
    if (r->op == OP_NOT_EQUALS)
        return err_new("\"!=\" is not a valid label selector operator");
    if (r->op != OP_EQUALS)
        *op = words_of[r->op];
    return NULL;
}

struct err *selector_as_label_selector(const struct selector *s, cJSON *labels, struct buf *expressions)
{
    const struct requirement **sorted = by_keys(s);
    struct err *e = NULL;
    for (size_t i = 0; e == NULL && i < s->n; i++) {
        const struct requirement *r = sorted[i];
        const char *op;
        e = label_operator(r, &op);
        if (e == NULL && op == NULL)
            doc_set_sorted(labels, r->key, cJSON_CreateString(r->values.v[0]));
        if (op == NULL)
            continue;
        struct strv values = {0};
        strv_extend(&values, &r->values);
        strv_sort(&values);
        char *all = strv_join(&values, " ");
        buf_addf(expressions, "%s{%s %s [%s]}", expressions->len > 0 ? " " : "[", r->key, op, all);
        free(all);
        strv_release(&values);
    }
    free(sorted);
    if (expressions->len > 0)
        buf_addc(expressions, ']');
    return e;
}

static cJSON *expression(const struct requirement *r, const char *op)
{
    cJSON *e = cJSON_CreateObject();
    doc_set_str(e, "key", r->key);
    doc_set_str(e, "operator", op);
    if (r->values.n > 0) {
        cJSON *values = cJSON_CreateArray();
        for (size_t i = 0; i < r->values.n; i++)
            cJSON_AddItemToArray(values, cJSON_CreateString(r->values.v[i]));
        doc_set(e, "values", values);
    }
    return e;
}

static void set_or_drop(cJSON *object, const char *key, cJSON *value)
{
    if (value->child)
        doc_set(object, key, value);
    else
        cJSON_Delete(value);
}

struct err *selector_to_object(const char *text, cJSON **out)
{
    struct selector *s;
    struct err *e = selector_parse(text, &s);
    *out = NULL;
    if (e)
        return err_wrap(e, "couldn't parse the selector string \"%s\"", text);
    cJSON *labels = cJSON_CreateObject(), *expressions = cJSON_CreateArray();
    const struct requirement **sorted = by_keys(s);
    for (size_t i = 0; e == NULL && i < s->n; i++) {
        const char *op;
        e = label_operator(sorted[i], &op);
        if (op != NULL)
            cJSON_AddItemToArray(expressions, expression(sorted[i], op));
        else if (e == NULL)
            doc_set_sorted(labels, sorted[i]->key, cJSON_CreateString(sorted[i]->values.v[0]));
    }
    free(sorted);
    selector_free(s);
    if (e) {
        cJSON_Delete(labels);
        cJSON_Delete(expressions);
        return e;
    }
    *out = cJSON_CreateObject();
    set_or_drop(*out, "matchLabels", labels);
    set_or_drop(*out, "matchExpressions", expressions);
    return NULL;
}
