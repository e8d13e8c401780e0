/* value.c - flag values as Go and pflag read them. */
#include "cli/value.h"

#include "base/buf.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static struct err *num_error(const char *func, const char *s, const char *what)
{
    char *quoted = str_quote(s);
    struct err *e = err_new("strconv.%s: parsing %s: %s", func, quoted, what);

    free(quoted);
    return e;
}

static int digit_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'Z')
        return c - 'A' + 10;
    return 99;
}

/* The base that a prefix asks for (base 0); *s moves behind the prefix. */
static int prefix_base(const char **s)
{
    const char *p = *s;

    if (p[0] != '0')
        return 10;
    if (p[1] != '\0' && p[2] != '\0') { /* as Go: "0x" alone has no digits and is read in base 8 */
        int base = strchr("xX", p[1]) ? 16 : strchr("oO", p[1]) ? 8 : strchr("bB", p[1]) ? 2 : 0;

        if (base != 0) {
            *s = p + 2;
            return base;
        }
    }
    *s = p + 1;
    return 8;
}

/* Go's rule for underscores (base 0 only): they separate digits, or the prefix and a digit. */
static bool underscores_ok(const char *s)
{
    char last = '^'; /* '0': a digit, '_': an underscore, '!': anything else, '^': the beginning */
    bool hex = false;

    if (*s == '-' || *s == '+')
        s++;
    if (s[0] == '0' && s[1] != '\0' && strchr("bBoOxX", s[1])) {
        last = '0'; /* the prefix counts as a digit */
        hex = s[1] == 'x' || s[1] == 'X';
        s += 2;
    }
    for (; *s != '\0'; s++) {
        int d = digit_value(*s);

        if (d < 10 || (hex && d < 16)) {
            last = '0';
        } else if (*s == '_') {
            if (last != '0')
                return false;
            last = '_';
        } else {
            if (last == '_')
                return false;
            last = '!';
        }
    }
    return last != '_';
}

struct err *value_int(const char *s, int base, int bits, int64_t *out)
{
    const char *p = s;
    bool negative = false, underscores = false;
    bool any_base = base == 0;
    const uint64_t limit = UINT64_C(1) << (bits - 1); /* the magnitude of the smallest number */
    const uint64_t max = bits == 64 ? UINT64_MAX : (UINT64_C(1) << bits) - 1;
    uint64_t n = 0;

    if (*p == '+' || *p == '-')
        negative = *p++ == '-';
    if (*p == '\0')
        return num_error("ParseInt", s, "invalid syntax");
    if (any_base)
        base = prefix_base(&p);
    for (; *p != '\0'; p++) {
        int d = digit_value(*p);

        if (*p == '_' && any_base) {
            underscores = true;
            continue;
        }
        if (d >= base)
            return num_error("ParseInt", s, "invalid syntax");
        if (n > (max - (uint64_t)d) / (uint64_t)base) /* Go stops here too: what follows is not looked at */
            return num_error("ParseInt", s, "value out of range");
        n = n * (uint64_t)base + (uint64_t)d;
    }
    if (underscores && !underscores_ok(s))
        return num_error("ParseInt", s, "invalid syntax");
    if (n > limit || (!negative && n == limit))
        return num_error("ParseInt", s, "value out of range");
    *out = negative ? (n == limit && bits == 64 ? INT64_MIN : -(int64_t)n) : (int64_t)n;
    return NULL;
}

struct err *value_bool(const char *s, bool *out)
{
    static const char *const yes[] = {"1", "t", "T", "true", "TRUE", "True"};
    static const char *const no[] = {"0", "f", "F", "false", "FALSE", "False"};

    for (size_t i = 0; i < sizeof(yes) / sizeof(*yes); i++) {
        if (strcmp(s, yes[i]) == 0 || strcmp(s, no[i]) == 0) {
            *out = strcmp(s, yes[i]) == 0;
            return NULL;
        }
    }
    return num_error("ParseBool", s, "invalid syntax");
}

/* One CSV record being read: lines end in \n (\r\n counts as \n), positions are counted from 1. */
struct csv {
    const char *line; /* the current line */
    size_t len;       /* its length with the line end, which `newline` describes */
    const char *next; /* behind it */
    int number;
    bool newline;
};

static bool csv_line(struct csv *c)
{
    const char *end = strchr(c->next, '\n');

    if (*c->next == '\0')
        return false;
    c->line = c->next;
    c->len = end ? (size_t)(end - c->line) : strlen(c->line);
    c->newline = end != NULL;
    c->next = c->line + c->len + (end ? 1 : 0);
    /* Go drops a carriage return before a line end, and one at the very end of the input. */
    if (c->len > 0 && c->line[c->len - 1] == '\r')
        c->len--;
    c->number++;
    return true;
}

static struct err *csv_error(const struct csv *c, int first, size_t column, const char *what)
{
    if (first != c->number)
        return err_new("record on line %d; parse error on line %d, column %zu: %s", first, c->number, column, what);
    return err_new("parse error on line %d, column %zu: %s", c->number, column, what);
}

#define BARE_QUOTE "bare \" in non-quoted-field"
#define WRONG_QUOTE "extraneous or missing \" in quoted-field"

/* Reads a field that began with a quote; *at is the offset behind it. *more: a comma follows the field. */
static struct err *csv_quoted(struct csv *c, int first, size_t *at, struct buf *field, bool *more)
{
    for (;;) {
        const char *quote = memchr(c->line + *at, '"', c->len - *at);

        if (!quote) {
            size_t width = c->len - *at;

            buf_add(field, c->line + *at, width);
            if (c->newline && csv_line(c)) {
                buf_addc(field, '\n');
                *at = 0;
                continue;
            }
            return csv_error(c, first, c->len + 1 + (c->newline ? 1 : 0), WRONG_QUOTE);
        }
        buf_add(field, c->line + *at, (size_t)(quote - (c->line + *at)));
        *at = (size_t)(quote - c->line) + 1;
        if (*at == c->len || c->line[*at] == ',') {
            *more = *at < c->len;
            *at += *more ? 1 : 0;
            return NULL;
        }
        if (c->line[*at] != '"')
            return csv_error(c, first, *at, WRONG_QUOTE);
        buf_addc(field, '"');
        (*at)++;
    }
}

static struct err *csv_record(struct csv *c, struct strv *fields)
{
    int first = c->number;
    size_t at = 0;

    for (bool more = true; more;) {
        struct buf field = buf_new();

        if (at < c->len && c->line[at] == '"') {
            at++;
            struct err *e = csv_quoted(c, first, &at, &field, &more);
            if (e) {
                buf_release(&field);
                return e;
            }
        } else {
            const char *comma = memchr(c->line + at, ',', c->len - at);
            size_t end = comma ? (size_t)(comma - c->line) : c->len;
            const char *quote = memchr(c->line + at, '"', end - at);

            if (quote) {
                buf_release(&field);
                return csv_error(c, first, (size_t)(quote - c->line) + 1, BARE_QUOTE);
            }
            buf_add(&field, c->line + at, end - at);
            more = comma != NULL;
            at = end + 1;
        }
        strv_adopt(fields, buf_take(&field));
    }
    return NULL;
}

struct err *value_csv(const char *s, struct strv *out)
{
    struct csv c = {.next = s};
    struct strv fields = {0};
    struct err *e = NULL;

    if (*s == '\0')
        return NULL;
    do {
        if (!csv_line(&c))
            return err_new("EOF"); /* only empty lines */
    } while (c.len == 0);
    e = csv_record(&c, &fields);
    if (!e)
        strv_extend(out, &fields);
    strv_release(&fields);
    return e;
}
