/* gofmt.c - Go's package fmt for the values of templates. */
#include "print/gofmt.h"

#include "base/strv.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "doc/doc.h"
#include "doc/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* fmt's bound of widths and precisions. */
enum { MAX_NUMBER = 1000000 };

struct format {
    struct buf *out;
    bool minus, plus, sharp, space, zero, plus_v, sharp_v;
    bool has_width, has_precision;
    int width, precision;
};

/* ---- padding ---- */

static size_t runes(const char *s, size_t n)
{
    size_t count = 0;
    while (n > 0) {
        uint32_t rune;
        size_t w = utf8_decode(s, n, &rune);
        s += w ? w : 1;
        n -= w ? w : 1;
        count++;
    }
    return count;
}

static void pad(const struct format *f, const char *s, size_t n)
{
    size_t have = f->has_width && f->width > 0 ? runes(s, n) : 0;
    size_t missing = f->has_width && f->width > 0 && (size_t)f->width > have ? (size_t)f->width - have : 0;
    if (!f->minus)
        buf_addn(f->out, f->zero ? '0' : ' ', missing);
    buf_add(f->out, s, n);
    if (f->minus)
        buf_addn(f->out, ' ', missing);
}

/* ---- integers ---- */

static void add_digits(struct buf *digits, uint64_t v, unsigned base, bool upper)
{
    const char *set = upper ? "0123456789ABCDEF" : "0123456789abcdef";
    char reversed[64];
    size_t n = 0;
    do
        reversed[n++] = set[v % base];
    while ((v /= base) > 0);
    while (n > 0)
        buf_addc(digits, reversed[--n]);
}

static void integer(const struct format *f, const struct go_value *v, unsigned base, uint32_t verb)
{
    bool negative = v->i < 0;
    uint64_t u = negative ? 0 - (uint64_t)v->i : (uint64_t)v->i;
    struct buf text = buf_new(), digits = buf_new();
    struct format g = *f;
    int precision = 0;
    if (f->has_precision) {
        precision = f->precision;
        g.zero = false;
        if (precision == 0 && u == 0) {
            pad(&g, "", 0);
            return;
        }
    } else if (f->zero && !f->minus && f->has_width) {
        precision = f->width - (negative || f->plus || f->space);
        g.zero = false;
    }
    add_digits(&digits, u, base, verb == 'X');
    if (f->sharp && base == 8 && digits.data[0] != '0' && (int)digits.len >= precision)
        buf_insert(&digits, 0, "0", 1);
    if (negative || f->plus || f->space)
        buf_addc(&text, negative ? '-' : f->plus ? '+' : ' ');
    if (verb == 'O')
        buf_adds(&text, "0o");
    if (f->sharp && base == 16)
        buf_adds(&text, verb == 'X' ? "0X" : "0x");
    if (f->sharp && base == 2)
        buf_adds(&text, "0b");
    if (precision > (int)digits.len)
        buf_addn(&text, '0', (size_t)precision - digits.len);
    buf_add(&text, digits.data, digits.len);
    g.zero = g.zero && !f->has_precision;
    pad(&g, text.data, text.len);
    buf_release(&text);
    buf_release(&digits);
}

static uint32_t as_rune(int64_t v)
{
    return v < 0 || v > 0x10ffff || (v >= 0xd800 && v < 0xe000) ? 0xfffd : (uint32_t)v;
}

static void unicode_point(const struct format *f, int64_t v)
{
    struct buf text = buf_new();
    char c[4];
    int digits = f->has_precision && f->precision > 4 ? f->precision : 4;
    buf_addf(&text, "U+%0*llX", digits, (unsigned long long)v);
    if (f->sharp && v >= 0 && v <= 0x10ffff && unicode_is_print((uint32_t)v)) {
        buf_adds(&text, " '");
        buf_add(&text, c, utf8_encode((uint32_t)v, c));
        buf_addc(&text, '\'');
    }
    struct format g = *f;
    g.zero = false;
    pad(&g, text.data, text.len);
    buf_release(&text);
}

/* ---- strings ---- */

/* Quotes with `quote`; ascii: nothing beyond ASCII stays. */
static void add_quoted(struct buf *out, const char *s, size_t n, char quote, bool ascii)
{
    struct buf q = buf_new();
    buf_addc(out, quote);
    while (n > 0) {
        uint32_t rune = 0;
        size_t w = utf8_decode(s, n, &rune), step = w ? w : 1;
        buf_clear(&q);
        go_quote(&q, s, step);
        if (w && ascii && rune >= 0x7f)
            buf_addf(out, rune == 0x7f ? "\\x%02x" : rune < 0x10000 ? "\\u%04x" : "\\U%08x", rune);
        else if (*s == '"' && quote != '"')
            buf_addc(out, '"');
        else if (*s == quote && quote != '"')
            buf_addf(out, "\\%c", quote);
        else
            buf_add(out, q.data + 1, q.len - 2);
        s += step;
        n -= step;
    }
    buf_addc(out, quote);
    buf_release(&q);
}

static size_t cut_to_precision(const struct format *f, const char *s, size_t n)
{
    size_t at = 0;
    if (!f->has_precision)
        return n;
    for (int i = 0; i < f->precision && at < n; i++) {
        uint32_t rune;
        size_t w = utf8_decode(s + at, n - at, &rune);
        at += w ? w : 1;
    }
    return at;
}

/* strconv.CanBackquote */
static bool can_backquote(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (((unsigned char)s[i] < ' ' && s[i] != '\t') || s[i] == '`' || s[i] == 0x7f)
            return false;
    }
    return utf8_valid(s, n) && !memmem(s, n, "\xef\xbb\xbf", 3);
}

static void quoted_string(const struct format *f, const char *s, size_t n)
{
    struct buf text = buf_new();
    n = cut_to_precision(f, s, n);
    if (f->sharp && can_backquote(s, n))
        buf_addf(&text, "`%.*s`", (int)n, s);
    else
        add_quoted(&text, s, n, '"', f->plus);
    pad(f, text.data, text.len);
    buf_release(&text);
}

static void hex_string(const struct format *f, const char *s, size_t n, bool upper)
{
    struct buf text = buf_new();
    size_t bytes = f->has_precision && (size_t)f->precision < n ? (size_t)f->precision : n;
    const char *prefix = upper ? "0X" : "0x";
    if (f->sharp && bytes > 0 && !f->space)
        buf_adds(&text, prefix);
    for (size_t i = 0; i < bytes; i++) {
        if (f->space && i > 0)
            buf_addc(&text, ' ');
        if (f->space && f->sharp)
            buf_adds(&text, prefix);
        buf_addf(&text, upper ? "%02X" : "%02x", (unsigned char)s[i]);
    }
    pad(f, text.data, text.len);
    buf_release(&text);
}

/* ---- floats ---- */

/* What the flag # adds: a point, and zeros until there are `digits`, counted as fmt does: with the x of 0x. */
static void add_zeros(struct buf *text, int digits, bool hex)
{
    size_t end = strcspn(text->data, hex ? "pP" : "e");
    bool point = memchr(text->data, '.', end) != NULL, counting = false;
    for (size_t i = strspn(text->data, "-"); i < end; i++) {
        if (text->data[i] != '.') {
            counting = counting || text->data[i] != '0';
            digits -= counting;
        }
    }
    if (!point) {
        digits -= str_eq(text->data, "0") || str_eq(text->data, "-0");
        buf_insert(text, end++, ".", 1);
    }
    for (; digits > 0; digits--)
        buf_insert(text, end++, "0", 1);
}

/* %b: the mantissa as a whole number, and a power of two. */
static void binary_float(struct buf *out, double v)
{
    int exponent;
    double m = frexp(fabs(v), &exponent);
    buf_addf(out, "%s%.0fp%+d", signbit(v) ? "-" : "", ldexp(m, 53), v == 0 ? -1074 : exponent - 53);
}

/* %x: C's %a with at least two digits of exponent; 0x2p+00 of a rounded number is 0x1p+01. */
static void hex_float(struct buf *out, const struct format *f, double v, bool upper)
{
    char spec[] = {'%', '.', '*', upper ? 'A' : 'a', 0};
    struct buf text = buf_new();
    buf_addf(&text, spec, f->has_precision ? f->precision : -1, v);
    char *p = strchr(text.data, upper ? 'P' : 'p'), *first = text.data + (text.data[0] == '-') + 2;
    if (p) {
        long exponent = strtol(p + 1, NULL, 10) + (*first == '2');
        if (*first == '2')
            *first = '1';
        buf_add(out, text.data, (size_t)(p - text.data));
        buf_addf(out, "%c%c%02ld", *p, exponent < 0 ? '-' : '+', labs(exponent));
    }
    buf_release(&text);
}

/* The number without padding, with its sign as asked for. */
static void float_text(const struct format *f, struct buf *text, double v, uint32_t verb)
{
    bool shortest = (verb == 'v' || verb == 'g' || verb == 'G') && !f->has_precision;
    char spec[] = {'%', f->sharp ? '#' : '-', '.', '*', verb == 'v' ? 'g' : (char)verb, 0};
    if (isnan(v))
        buf_adds(text, "NaN");
    else if (isinf(v))
        buf_adds(text, v < 0 ? "-Inf" : "+Inf");
    else if (verb == 'b')
        binary_float(text, v);
    else if (verb == 'x' || verb == 'X')
        hex_float(text, f, v, verb == 'X');
    else if (shortest)
        number_float_g(text, v, 64);
    else
        buf_addf(text, spec, f->has_precision ? f->precision : 6, v);
    bool hex = verb == 'x' || verb == 'X';
    if ((shortest || hex) && f->sharp && isfinite(v))
        add_zeros(text, verb == 'X' ? 0 : hex && f->has_precision ? f->precision : 6, hex);
    for (size_t i = 0; verb == 'G' && shortest && i < text->len; i++) {
        if (text->data[i] == 'e')
            text->data[i] = 'E';
    }
    if (text->data[0] != '-' && text->data[0] != '+' && (f->plus || f->space))
        buf_insert(text, 0, f->plus ? "+" : " ", 1);
}

static void real(const struct format *f, double v, uint32_t verb)
{
    struct buf text = buf_new();
    struct format g = *f;
    float_text(f, &text, v, verb);
    g.zero = g.zero && isfinite(v);
    bool sign = text.data[0] == '-' || text.data[0] == '+' || text.data[0] == ' ';
    if (g.zero && !g.minus && sign && f->has_width && (size_t)f->width > text.len) { /* zeros stand behind the sign */
        buf_addc(f->out, text.data[0]);
        g.width--;
        pad(&g, text.data + 1, text.len - 1);
    } else {
        pad(&g, text.data, text.len);
    }
    buf_release(&text);
}

/* ---- values ---- */

static void print_value(struct format *f, const struct go_value *v, uint32_t verb, int depth);

static void add_rune(struct buf *out, uint32_t r)
{
    char c[4];
    buf_add(out, c, utf8_encode(r, c));
}

static void bad_verb(struct format *f, const struct go_value *v, uint32_t verb)
{
    buf_adds(f->out, "%!");
    add_rune(f->out, verb);
    if (v->kind == GO_NIL || v->kind == GO_INVALID) {
        buf_adds(f->out, "(<nil>)");
        return;
    }
    buf_addf(f->out, "(%s=", go_type_name(v));
    print_value(f, v, 'v', 0);
    buf_addc(f->out, ')');
}

static void print_int(struct format *f, const struct go_value *v, uint32_t verb)
{
    char c[4];
    switch (verb) {
    case 'v':
        if (f->sharp_v && v->kind == GO_UINT8) {
            struct format g = *f;
            g.sharp = true;
            integer(&g, v, 16, 'x');
            break;
        }
        integer(f, v, 10, 'd');
        break;
    case 'd':
        integer(f, v, 10, verb);
        break;
    case 'b':
        integer(f, v, 2, verb);
        break;
    case 'o':
    case 'O':
        integer(f, v, 8, verb);
        break;
    case 'x':
    case 'X':
        integer(f, v, 16, verb);
        break;
    case 'c':
        pad(f, c, utf8_encode(as_rune(v->i), c));
        break;
    case 'q': {
        struct buf text = buf_new();
        add_quoted(&text, c, utf8_encode(as_rune(v->i), c), '\'', f->plus);
        pad(f, text.data, text.len);
        buf_release(&text);
        break;
    }
    case 'U':
        unicode_point(f, v->i);
        break;
    default:
        bad_verb(f, v, verb);
    }
}

static void print_string(struct format *f, const struct go_value *v, uint32_t verb)
{
    struct buf text = buf_new();
    struct go_value plain = *v;
    plain.in_interface = false;
    go_value_print(&text, &plain);
    if (verb == 'q' || (verb == 'v' && f->sharp_v))
        quoted_string(f, text.data, text.len);
    else if (verb == 'v' || verb == 's')
        pad(f, text.data, cut_to_precision(f, text.data, text.len));
    else if (verb == 'x' || verb == 'X')
        hex_string(f, text.data, text.len, verb == 'X');
    else
        bad_verb(f, v, verb);
    buf_release(&text);
}

static void print_children(struct format *f, const struct go_value *v, uint32_t verb, int depth)
{
    size_t n = go_len(v), sorted;
    const cJSON **members = v->kind == GO_MAP ? doc_sorted(v->node, &sorted) : NULL;
    const cJSON *item = members ? NULL : go_first(v);
    if (f->sharp_v)
        buf_addf(f->out, "%s{", go_type_name(v));
    else
        buf_adds(f->out, members ? "map[" : "[");
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_adds(f->out, f->sharp_v ? ", " : " ");
        if (members) {
            struct go_value key = go_string(members[i]->string, strlen(members[i]->string));
            print_value(f, &key, verb, depth + 1);
            buf_addc(f->out, ':');
        }
        struct go_value child = go_value_of(members ? members[i] : item, v->numbers);
        print_value(f, &child, verb, depth + 1);
        item = item ? item->next : NULL;
    }
    buf_addc(f->out, f->sharp_v ? '}' : ']');
    free(members);
}

static void print_value(struct format *f, const struct go_value *v, uint32_t verb, int depth)
{
    switch (depth > 2 * DOC_MAX_DEPTH ? GO_NIL : v->kind) {
    case GO_INVALID:
    case GO_NIL:
        if (depth > 0)
            buf_adds(f->out, f->sharp_v ? "interface {}(nil)" : "<nil>");
        else if (verb == 'v')
            pad(f, "<nil>", 5);
        else
            bad_verb(f, v, verb);
        break;
    case GO_BOOL:
        if (verb == 'v' || verb == 't')
            pad(f, v->i ? "true" : "false", v->i ? 4 : 5);
        else
            bad_verb(f, v, verb);
        break;
    case GO_INT:
    case GO_INT64:
    case GO_UINT8:
        print_int(f, v, verb);
        break;
    case GO_FLOAT64:
        if (verb == 'F')
            real(f, v->f, 'f');
        else if (verb < 0x80 && strchr("vgGfeExXb", (int)verb))
            real(f, v->f, verb);
        else
            bad_verb(f, v, verb);
        break;
    case GO_STRING:
        print_string(f, v, verb);
        break;
    default:
        print_children(f, v, verb, depth);
    }
}

static void print_arg(struct format *f, const struct go_value *v, uint32_t verb)
{
    const char *name = go_type_name(v);
    bool nil = v->kind == GO_NIL || v->kind == GO_INVALID;
    if (verb == 'T')
        pad(f, name, nil ? strlen(name) : cut_to_precision(f, name, strlen(name)));
    else if (verb == 'w' && (v->kind == GO_MAP || v->kind == GO_SLICE))
        bad_verb(f, v, verb); /* for the whole, not for each member */
    else
        print_value(f, v, verb, 0);
}

void go_sprint(struct buf *out, const struct go_value *args, size_t n)
{
    struct format f = {.out = out};
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && args[i].kind != GO_STRING && args[i - 1].kind != GO_STRING)
            buf_addc(out, ' ');
        print_value(&f, &args[i], 'v', 0);
    }
}

void go_sprintln(struct buf *out, const struct go_value *args, size_t n)
{
    struct format f = {.out = out};
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            buf_addc(out, ' ');
        print_value(&f, &args[i], 'v', 0);
    }
    buf_addc(out, '\n');
}

/* ---- Sprintf ---- */

struct directive {
    const char *s, *end;
    const struct go_value *args;
    size_t nargs, arg;
    bool reordered, ever_reordered, good_index, after_index;
};

/* Digits; false: none. */
static bool number(struct directive *d, int *out)
{
    int v = 0;
    const char *start = d->s;
    while (d->s < d->end && *d->s >= '0' && *d->s <= '9') {
        if (v > MAX_NUMBER)
            return false;
        v = v * 10 + (*d->s++ - '0');
    }
    *out = v;
    return d->s > start;
}

/* "[3]" */
static void arg_number(struct directive *d)
{
    d->after_index = false;
    if (d->s >= d->end || *d->s != '[')
        return;
    d->reordered = d->ever_reordered = true;
    const char *close = memchr(d->s, ']', (size_t)(d->end - d->s));
    int v = 0;
    if (!close) {
        d->good_index = false;
        d->s++;
        return;
    }
    d->s++;
    d->after_index = number(d, &v) && d->s == close;
    d->s = close + 1;
    if (d->after_index && v >= 1 && (size_t)v <= d->nargs)
        d->arg = (size_t)v - 1;
    else
        d->good_index = false;
}

/* A '*': the number comes from an argument. */
static bool int_from_arg(struct directive *d, int *out)
{
    const struct go_value *v = d->arg < d->nargs ? &d->args[d->arg] : NULL;
    if (v)
        d->arg++;
    if (!v || (!go_is_int(v) && v->kind != GO_UINT8) || v->i > MAX_NUMBER || v->i < -MAX_NUMBER)
        return false;
    *out = (int)v->i;
    return true;
}

static void read_flags(struct directive *d, struct format *f)
{
    for (; d->s < d->end; d->s++) {
        switch (*d->s) {
        case '#':
            f->sharp = true;
            break;
        case '0':
            f->zero = true;
            break;
        case '+':
            f->plus = true;
            break;
        case '-':
            f->minus = true;
            break;
        case ' ':
            f->space = true;
            break;
        default:
            return;
        }
    }
}

static void read_width(struct directive *d, struct format *f)
{
    if (d->s < d->end && *d->s == '*') {
        d->s++;
        f->has_width = int_from_arg(d, &f->width);
        if (!f->has_width)
            buf_adds(f->out, "%!(BADWIDTH)");
        if (f->width < 0) {
            f->width = -f->width;
            f->minus = true;
            f->zero = false;
        }
        d->after_index = false;
    } else {
        f->has_width = number(d, &f->width);
        if (d->after_index && f->has_width)
            d->good_index = false;
    }
}

static void read_precision(struct directive *d, struct format *f)
{
    if (d->end - d->s < 2 || *d->s != '.')
        return;
    d->s++;
    if (d->after_index)
        d->good_index = false;
    arg_number(d);
    if (d->s < d->end && *d->s == '*') {
        d->s++;
        f->has_precision = int_from_arg(d, &f->precision);
        if (f->has_precision && f->precision < 0) {
            f->precision = 0;
            f->has_precision = false;
        }
        if (!f->has_precision)
            buf_adds(f->out, "%!(BADPREC)");
        d->after_index = false;
    } else {
        f->has_precision = number(d, &f->precision);
        if (!f->has_precision) {
            f->precision = 0;
            f->has_precision = true;
        }
    }
}

static void one_verb(struct directive *d, struct format *f)
{
    uint32_t verb = 0xfffd;
    if (!d->after_index)
        arg_number(d);
    if (d->s >= d->end) {
        buf_adds(f->out, "%!(NOVERB)");
        return;
    }
    size_t w = utf8_decode(d->s, (size_t)(d->end - d->s), &verb);
    d->s += w ? w : 1;
    if (verb == '%') {
        buf_addc(f->out, '%');
    } else if (!d->good_index) {
        buf_adds(f->out, "%!");
        add_rune(f->out, verb);
        buf_adds(f->out, "(BADINDEX)");
    } else if (d->arg >= d->nargs) {
        buf_adds(f->out, "%!");
        add_rune(f->out, verb);
        buf_adds(f->out, "(MISSING)");
    } else {
        if (verb == 'v' || verb == 'w') {
            f->sharp_v = f->sharp;
            f->sharp = false;
            f->plus_v = f->plus;
            f->plus = false;
        }
        print_arg(f, &d->args[d->arg++], verb);
    }
}

static void add_extra(struct directive *d, struct buf *out)
{
    struct format f = {.out = out};
    buf_adds(out, "%!(EXTRA ");
    for (size_t i = d->arg; i < d->nargs; i++) {
        if (i > d->arg)
            buf_adds(out, ", ");
        if (d->args[i].kind == GO_NIL || d->args[i].kind == GO_INVALID) {
            buf_adds(out, "<nil>");
        } else {
            buf_addf(out, "%s=", go_type_name(&d->args[i]));
            print_value(&f, &d->args[i], 'v', 0);
        }
    }
    buf_addc(out, ')');
}

void go_sprintf(struct buf *out, const char *format, size_t len, const struct go_value *args, size_t n)
{
    struct directive d = {.s = format, .end = format + len, .args = args, .nargs = n};
    while (d.s < d.end) {
        const char *percent = memchr(d.s, '%', (size_t)(d.end - d.s));
        const char *stop = percent ? percent : d.end;
        buf_add(out, d.s, (size_t)(stop - d.s));
        d.s = stop;
        if (!percent)
            break;
        struct format f = {.out = out};
        d.s++;
        d.good_index = true;
        d.after_index = d.reordered = false;
        read_flags(&d, &f);
        arg_number(&d);
        read_width(&d, &f);
        read_precision(&d, &f);
        one_verb(&d, &f);
    }
    if (!d.ever_reordered && d.arg < n)
        add_extra(&d, out);
}
