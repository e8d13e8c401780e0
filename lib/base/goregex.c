/* goregex.c - Go's regular expressions, translated for regcomp. */
#include "base/goregex.h"

#include "base/buf.h"
#include "base/strv.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static struct err *unknown_escape(const char *s)
{
    return err_new("error parsing regexp: invalid escape sequence: `\\%.1s`", s);
}

/* An escape outside of brackets; s points behind the backslash. */
static struct err *escape(struct buf *out, const char *s)
{
    switch (*s) {
    case '\0':
        return err_new("error parsing regexp: trailing backslash at end of expression: ``");
    case 'd':
        buf_adds(out, "[0-9]");
        return NULL;
    case 'D':
        buf_adds(out, "[^0-9]");
        return NULL;
    case 'w':
        buf_adds(out, "[0-9A-Za-z_]");
        return NULL;
    case 'W':
        buf_adds(out, "[^0-9A-Za-z_]");
        return NULL;
    case 's':
        buf_adds(out, "[\t\n\f\r ]");
        return NULL;
    case 'S':
        buf_adds(out, "[^\t\n\f\r ]");
        return NULL;
    case 'b':
    case 'B':
        buf_addf(out, "\\%c", *s);
        return NULL;
    case 'A':
        buf_addc(out, '^');
        return NULL;
    case 'z':
        buf_addc(out, '$');
        return NULL;
    case 'n':
        buf_addc(out, '\n');
        return NULL;
    case 't':
        buf_addc(out, '\t');
        return NULL;
    default:
        break;
    }
    if (isalnum((unsigned char)*s))
        return unknown_escape(s);
    if (strchr("\\^$.|?*+()[]{}", *s) != NULL)
        buf_addc(out, '\\');
    buf_addc(out, *s);
    return NULL;
}

struct set {
    struct buf body;
    bool bracket, caret, dash; /* must stand in places of their own */
};

static struct err *set_escape(struct set *set, const char *s)
{
    static const char *const classes[][2] = {{"d", "0-9"}, {"w", "0-9A-Za-z_"}, {"s", "\t\n\f\r "}, {"n", "\n"},
                                             {"t", "\t"},  {"r", "\r"},         {"f", "\f"}};
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
        if (*s == classes[i][0][0]) {
            buf_adds(&set->body, classes[i][1]);
            return NULL;
        }
    }
    if (*s == '\0' || isalnum((unsigned char)*s))
        return unknown_escape(s);
    if (*s == ']')
        set->bracket = true;
    else if (*s == '^')
        set->caret = true;
    else if (*s == '-')
        set->dash = true;
    else
        buf_addc(&set->body, *s);
    return NULL;
}

/* A set in brackets: POSIX knows no escapes there. *at points behind the bracket and is moved behind the closing one.
 */
static struct err *brackets(struct buf *out, const char **at)
{
    const char *s = *at, *begin = s - 1;
    struct set set = {.body = buf_new()};
    struct err *e = NULL;
    bool not = *s == '^', first = true;
    s += not ? 1 : 0;
    for (; e == NULL && *s != '\0' && (*s != ']' || first); s++, first = false) {
        const char *end = *s == '[' && s[1] == ':' ? strstr(s + 2, ":]") : NULL;
        if (*s == '\\') {
            e = set_escape(&set, ++s);
            if (*s == '\0')
                break;
        } else if (end != NULL) {
            buf_add(&set.body, s, (size_t)(end - s) + 2);
            s = end + 1;
        } else if (*s == ']') {
            set.bracket = true;
        } else if (*s == '^') {
            set.caret = true;
        } else if (*s == '-' && (first || s[1] == ']')) {
            set.dash = true;
        } else if (*s == '[' && (s[1] == '.' || s[1] == '=')) { /* means something in POSIX only */
            e = err_new("error parsing regexp: `[%c` cannot be used here", s[1]);
        } else {
            buf_addc(&set.body, *s);
        }
    }
    if (e == NULL && *s != ']')
        e = err_new("error parsing regexp: missing closing ]: `%s`", begin);
    bool caret_alone = set.caret && set.body.len == 0 && !set.bracket && !not ;
    if (e == NULL && caret_alone && !set.dash)
        buf_adds(out, "\\^");
    else if (e == NULL)
        buf_addf(out, "[%s%s%s%s%s%s]", not ? "^" : "", set.bracket ? "]" : "", caret_alone ? "-" : "", set.body.data,
                 set.caret ? "^" : "", set.dash && !caret_alone ? "-" : "");
    buf_release(&set.body);
    *at = s + (*s == ']' ? 1 : 0);
    return e;
}

static bool is_repetition(char c)
{
    return c == '*' || c == '+' || c == '?' || c == '}';
}

static struct err *translate(const char *s, struct buf *out, bool *fold)
{
    const char *begin = s;
    struct err *e = NULL;
    *fold = str_starts(s, "(?i)");
    s += *fold ? 4 : 0;
    while (e == NULL && *s != '\0') {
        if (*s == '\\') {
            e = escape(out, ++s);
            s += *s != '\0' ? 1 : 0;
        } else if (*s == '[') {
            s++;
            e = brackets(out, &s);
        } else if (str_starts(s, "(?:")) {
            buf_addc(out, '(');
            s += 3;
        } else if (str_starts(s, "(?")) {
            e = err_new("error parsing regexp: invalid or unsupported Perl syntax: `%.3s`", s);
        } else if (is_repetition(*s)) {
            if (s == begin || (*s != '}' && strchr("(|", s[-1]) != NULL && (s - begin < 2 || s[-2] != '\\')))
                e = err_new("error parsing regexp: missing argument to repetition operator: `%c`", *s);
            buf_addc(out, *s++);
            if (*s == '?') /* lazy: it matches the same texts */
                s++;
            if (e == NULL && (*s == '*' || *s == '+' || *s == '?'))
                e = err_new("error parsing regexp: invalid nested repetition operator: `%.2s`", s - 1);
        } else {
            buf_addc(out, *s++);
        }
    }
    return e;
}

struct err *goregex_compile(const char *text, regex_t *out)
{
    struct buf b = buf_new();
    bool fold = false;
    struct err *e = translate(text, &b, &fold);
    if (e == NULL) {
        int code = regcomp(out, b.data, REG_EXTENDED | REG_NOSUB | (fold ? REG_ICASE : 0));
        char why[200];
        if (code == REG_EPAREN) {
            e = err_new("error parsing regexp: missing closing ): `%s`", text);
        } else if (code != 0) {
            regerror(code, out, why, sizeof why);
            e = err_new("error parsing regexp: %s: `%s`", why, text);
        }
    }
    buf_release(&b);
    return e;
}
