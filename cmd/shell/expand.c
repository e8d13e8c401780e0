/* expand.c - what typed words stand for: quotes, variables, $(…) and ~ (POSIX, XCU 2.6). */
#include "shell/lex.h"

#include "base/buf.h"
#include "base/mem.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct expansion {
    const struct lex_values *values;
    struct strv *out;
    struct buf word;
    bool have; /* a word has begun, perhaps an empty one in quotes */
};

static bool is_name(char c, bool first)
{
    return c == '_' || isalpha((unsigned char)c) || (!first && isdigit((unsigned char)c));
}

bool lex_is_assignment(const char *word)
{
    const char *p = word;
    while (is_name(*p, p == word))
        p++;
    return p > word && *p == '=';
}

static void end_word(struct expansion *x)
{
    if (x->have)
        strv_add(x->out, x->word.data);
    buf_truncate(&x->word, 0);
    x->have = false;
}

/* The value of a variable or of a command. Without quotes its blanks part words. */
static void add_value(struct expansion *x, const char *value, bool quoted)
{
    if (quoted) {
        buf_adds(&x->word, value);
        x->have = true;
        return;
    }
    for (const char *p = value; *p != '\0'; p++) {
        if (strchr(" \t\n", *p) != NULL) {
            end_word(x);
            continue;
        }
        buf_addc(&x->word, *p);
        x->have = true;
    }
}

static const char *variable(const struct expansion *x, const char *name)
{
    const char *value = x->values->variable != NULL ? x->values->variable(x->values->arg, name) : NULL;
    return value != NULL ? value : "";
}

/* "${NAME}" and "${NAME:-WORD}", behind the brace. */
static struct err *braces(struct expansion *x, const char **at, bool quoted)
{
    const char *from = *at, *p = from;
    while (is_name(*p, p == from) || (p == from && *p == '?'))
        p++;
    const char *end = strchr(p, '}');
    bool other = str_starts(p, ":-");
    if (p == from || end == NULL || (p != end && !other)) {
        char *shown = xstrndup(from, end != NULL ? (size_t)(end - from) : strlen(from));
        struct err *e = err_new("${%s} is not understood: there are ${NAME} and ${NAME:-WORD}", shown);
        free(shown);
        return e;
    }
    char *name = xstrndup(from, (size_t)(p - from));
    const char *value = variable(x, name);
    free(name);
    if (value[0] == '\0' && other) {
        char *word = xstrndup(p + 2, (size_t)(end - p - 2));
        add_value(x, word, quoted);
        free(word);
    } else {
        add_value(x, value, quoted);
    }
    *at = end + 1;
    return NULL;
}

/* "$(…)", behind the parenthesis; the lexer has seen to it that it ends. */
static void substitution(struct expansion *x, const char **at, bool quoted)
{
    const char *p = *at;
    char quote = '\0';
    int depth = 1;
    for (; *p != '\0'; p++) {
        if (*p == '\\' && p[1] != '\0' && quote != '\'')
            p++;
        else if (quote != '\0')
            quote = *p == quote ? '\0' : quote;
        else if (*p == '\'' || *p == '"')
            quote = *p;
        else if (*p == '(')
            depth++;
        else if (*p == ')' && --depth == 0)
            break;
    }
    char *command = xstrndup(*at, (size_t)(p - *at));
    char *text = x->values->output != NULL ? x->values->output(x->values->arg, command) : NULL;
    size_t n = text != NULL ? strlen(text) : 0;
    while (n > 0 && text[n - 1] == '\n')
        text[--n] = '\0';
    add_value(x, text != NULL ? text : "", quoted);
    free(text);
    free(command);
    *at = *p == ')' ? p + 1 : p;
}

/* At a "$". */
static struct err *dollar(struct expansion *x, const char **at, bool quoted)
{
    const char *p = *at + 1;
    if (*p == '(') {
        *at = p + 1;
        substitution(x, at, quoted);
        return NULL;
    }
    if (*p == '{') {
        *at = p + 1;
        return braces(x, at, quoted);
    }
    size_t n = 0;
    if (*p == '?')
        n = 1;
    else
        while (is_name(p[n], n == 0))
            n++;
    if (n == 0) { /* a dollar and nothing else */
        buf_addc(&x->word, '$');
        x->have = true;
        *at = p;
        return NULL;
    }
    char *name = xstrndup(p, n);
    add_value(x, variable(x, name), quoted);
    free(name);
    *at = p + n;
    return NULL;
}

/* Behind the opening quote; *at ends behind the closing one. */
static struct err *double_quotes(struct expansion *x, const char **at)
{
    const char *p = *at;
    struct err *e = NULL;
    x->have = true;
    while (e == NULL && *p != '\0' && *p != '"') {
        if (*p == '$') {
            e = dollar(x, &p, true);
            continue;
        }
        if (*p == '\\' && p[1] == '\n') {
            p += 2;
            continue;
        }
        if (*p == '\\' && p[1] != '\0' && strchr("$`\"\\", p[1]) != NULL)
            p++;
        buf_addc(&x->word, *p++);
    }
    *at = *p == '"' ? p + 1 : p;
    return e;
}

static void tilde(struct expansion *x, const char **at)
{
    const char *home = variable(x, "HOME");
    if ((*at)[0] == '~' && ((*at)[1] == '/' || (*at)[1] == '\0') && home[0] != '\0') {
        buf_adds(&x->word, home);
        x->have = true;
        (*at)++;
    }
}

struct err *lex_expand(const char *word, const struct lex_values *values, struct strv *out)
{
    struct expansion x = {.values = values, .out = out, .word = buf_new()};
    const char *p = word;
    struct err *e = NULL;
    tilde(&x, &p);
    while (e == NULL && *p != '\0') {
        if (*p == '\'') {
            size_t n = strcspn(p + 1, "'");
            buf_add(&x.word, p + 1, n);
            x.have = true;
            p += n + 1 + (p[n + 1] == '\'' ? 1 : 0);
        } else if (*p == '"') {
            p++;
            e = double_quotes(&x, &p);
        } else if (*p == '$') {
            e = dollar(&x, &p, false);
        } else if (*p == '\\' && p[1] == '\n') {
            p += 2;
        } else {
            if (*p == '\\' && p[1] != '\0')
                p++;
            buf_addc(&x.word, *p++);
            x.have = true;
        }
    }
    if (e == NULL)
        end_word(&x);
    buf_release(&x.word);
    return e;
}

struct err *lex_expand_text(const char *text, const struct lex_values *values, char **out)
{
    struct expansion x = {.values = values, .word = buf_new()};
    const char *p = text;
    struct err *e = NULL;
    while (e == NULL && *p != '\0') {
        if (*p == '$') {
            e = dollar(&x, &p, true);
            continue;
        }
        if (*p == '\\' && p[1] == '\n') {
            p += 2;
            continue;
        }
        if (*p == '\\' && p[1] != '\0' && strchr("$`\\", p[1]) != NULL)
            p++;
        buf_addc(&x.word, *p++);
    }
    *out = e == NULL ? buf_take(&x.word) : NULL;
    buf_release(&x.word);
    return e;
}
