/* gotemplate_lex.c - the tokens of Go templates. */
#include "print/gotemplate_nodes.h"

#include "base/unicode.h"
#include "base/utf8.h"
#include "print/govalue.h"

#include <string.h>

#define END UINT32_MAX

void gt_lexer_init(struct gt_lexer *l, const char *text, size_t n)
{
    *l = (struct gt_lexer){.in = text, .len = n, .line = 1, .start_line = 1, .message = buf_new()};
}

void gt_lexer_release(struct gt_lexer *l)
{
    buf_release(&l->message);
}

/* ---- characters ---- */

static uint32_t next(struct gt_lexer *l)
{
    uint32_t rune = 0xfffd;
    if (l->pos >= l->len) {
        l->at_eof = true;
        return END;
    }
    size_t w = utf8_decode(l->in + l->pos, l->len - l->pos, &rune);
    l->pos += w ? w : 1;
    if (w == 0)
        rune = 0xfffd;
    if (rune == '\n')
        l->line++;
    return rune;
}

static void back_up(struct gt_lexer *l)
{
    if (l->at_eof || l->pos == 0)
        return;
    size_t w = 1;
    uint32_t rune;
    for (size_t k = 2; k <= 4 && k <= l->pos; k++) {
        if (utf8_decode(l->in + l->pos - k, k, &rune) == k)
            w = k;
    }
    l->pos -= w;
    if (l->in[l->pos] == '\n')
        l->line--;
}

static uint32_t peek(struct gt_lexer *l)
{
    uint32_t r = next(l);
    back_up(l);
    return r;
}

static bool at(const struct gt_lexer *l, size_t pos, const char *s)
{
    size_t n = strlen(s);
    return pos <= l->len && l->len - pos >= n && memcmp(l->in + pos, s, n) == 0;
}

static bool is_space(uint32_t r)
{
    return r == ' ' || r == '\t' || r == '\r' || r == '\n';
}

static bool is_word(uint32_t r)
{
    return r != END && (r == '_' || unicode_is_letter(r) || unicode_is_digit(r));
}

static bool is_one_of(uint32_t r, const char *set)
{
    return r != 0 && r < 0x80 && strchr(set, (int)r);
}

static bool accept(struct gt_lexer *l, const char *set)
{
    if (is_one_of(next(l), set))
        return true;
    back_up(l);
    return false;
}

static void accept_run(struct gt_lexer *l, const char *set)
{
    while (is_one_of(next(l), set))
        continue;
    back_up(l);
}

/* ---- items ---- */

static void count_lines(struct gt_lexer *l)
{
    for (size_t i = l->start; i < l->pos; i++)
        l->line += l->in[i] == '\n';
}

static struct gt_item emit(struct gt_lexer *l, enum gt_token type)
{
    struct gt_item i = {
        .type = type, .pos = l->start, .s = l->in + l->start, .n = l->pos - l->start, .line = l->start_line};
    l->start = l->pos;
    l->start_line = l->line;
    return i;
}

static void ignore(struct gt_lexer *l)
{
    count_lines(l);
    l->start = l->pos;
    l->start_line = l->line;
}

/* The token of the error whose words are in l->message. Nothing follows. */
static struct gt_item fail(struct gt_lexer *l)
{
    struct gt_item i = {
        .type = TOKEN_ERROR, .pos = l->start, .s = l->message.data, .n = l->message.len, .line = l->start_line};
    l->start = l->pos = l->len = 0;
    return i;
}

static struct gt_item fail_with(struct gt_lexer *l, const char *words)
{
    buf_adds(&l->message, words);
    return fail(l);
}

/* "%#U" */
static struct gt_item fail_at(struct gt_lexer *l, const char *words, uint32_t r)
{
    char c[5] = "";
    buf_adds(&l->message, words);
    if (r == END) {
        buf_adds(&l->message, " U+FFFFFFFFFFFFFFFF");
        return fail(l);
    }
    buf_addf(&l->message, " U+%04X", r);
    if (unicode_is_print(r)) {
        utf8_encode(r, c);
        buf_addf(&l->message, " '%s'", c);
    }
    return fail(l);
}

/* ---- text and comments ---- */

/* "{{- " */
static bool left_trim(const struct gt_lexer *l, size_t pos)
{
    return pos + 1 < l->len && l->in[pos] == '-' && is_space((unsigned char)l->in[pos + 1]);
}

/* " -}}" */
static bool right_trim(const struct gt_lexer *l, size_t pos)
{
    return pos + 1 < l->len && is_space((unsigned char)l->in[pos]) && l->in[pos + 1] == '-' && at(l, pos + 2, "}}");
}

static void skip_spaces(struct gt_lexer *l)
{
    while (l->pos < l->len && is_space((unsigned char)l->in[l->pos]))
        l->pos++;
}

static const char *find(const struct gt_lexer *l, const char *what)
{
    return memmem(l->in + l->pos, l->len - l->pos, what, strlen(what));
}

/* Skips a comment; false: *error says why not. */
static bool skip_comment(struct gt_lexer *l, struct gt_item *error)
{
    l->pos += 2;
    const char *end = find(l, "*/");
    if (!end) {
        *error = fail_with(l, "unclosed comment");
        return false;
    }
    l->pos = (size_t)(end - l->in) + 2;
    bool trim = right_trim(l, l->pos);
    if (!trim && !at(l, l->pos, "}}")) {
        *error = fail_with(l, "comment ends before closing delimiter");
        return false;
    }
    l->pos += trim ? 4 : 2;
    if (trim)
        skip_spaces(l);
    ignore(l);
    return true;
}

/* Text up to the next action (which may be empty: then n is 0 and l stands at the delimiter), or EOF. */
static struct gt_item lex_text(struct gt_lexer *l)
{
    const char *delim = find(l, "{{");
    size_t end = delim ? (size_t)(delim - l->in) : l->len, stop = end;
    while (delim && left_trim(l, end + 2) && stop > l->start && is_space((unsigned char)l->in[stop - 1]))
        stop--;
    l->pos = stop;
    count_lines(l);
    struct gt_item i = emit(l, TOKEN_TEXT);
    l->pos = end;
    ignore(l);
    return i;
}

static struct gt_item lex_left_delim(struct gt_lexer *l, bool *comment)
{
    struct gt_item i = {0};
    size_t marker = left_trim(l, l->pos + 2) ? 2 : 0;
    *comment = at(l, l->pos + 2 + marker, "/*");
    l->pos += 2;
    if (*comment) {
        l->pos += marker;
        ignore(l);
        return i;
    }
    i = emit(l, TOKEN_LEFT_DELIM);
    l->inside_action = true;
    l->pos += marker;
    ignore(l);
    l->paren_depth = 0;
    return i;
}

static struct gt_item lex_outside(struct gt_lexer *l)
{
    for (;;) {
        struct gt_item i = {0};
        bool comment;
        if (!at(l, l->pos, "{{")) {
            i = lex_text(l);
            if (i.n > 0)
                return i;
            if (l->pos >= l->len)
                return emit(l, TOKEN_EOF);
        }
        i = lex_left_delim(l, &comment);
        if (!comment)
            return i;
        if (!skip_comment(l, &i))
            return i;
    }
}

/* ---- inside an action ---- */

static struct gt_item lex_right_delim(struct gt_lexer *l)
{
    bool trim = right_trim(l, l->pos);
    if (trim) {
        l->pos += 2;
        ignore(l);
    }
    l->pos += 2;
    struct gt_item i = emit(l, TOKEN_RIGHT_DELIM);
    if (trim) {
        skip_spaces(l);
        ignore(l);
    }
    l->inside_action = false;
    return i;
}

static bool at_terminator(struct gt_lexer *l)
{
    uint32_t r = peek(l);
    return is_space(r) || r == END || is_one_of(r, ".,|:)(") || at(l, l->pos, "}}");
}

static struct gt_item lex_space(struct gt_lexer *l)
{
    int n = 0;
    while (is_space(peek(l))) {
        next(l);
        n++;
    }
    if (right_trim(l, l->pos - 1)) {
        back_up(l);
        if (n == 1)
            return lex_right_delim(l);
    }
    return emit(l, TOKEN_SPACE);
}

static enum gt_token word_token(const char *s, size_t n)
{
    static const struct {
        const char *word;
        enum gt_token token;
    } words[] = {
        {"block", TOKEN_BLOCK},   {"break", TOKEN_BREAK},       {"continue", TOKEN_CONTINUE},
        {"define", TOKEN_DEFINE}, {"else", TOKEN_ELSE},         {"end", TOKEN_END},
        {"if", TOKEN_IF},         {"range", TOKEN_RANGE},       {"nil", TOKEN_NIL},
        {"with", TOKEN_WITH},     {"template", TOKEN_TEMPLATE}, {"true", TOKEN_BOOL},
        {"false", TOKEN_BOOL},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strlen(words[i].word) == n && memcmp(words[i].word, s, n) == 0)
            return words[i].token;
    }
    return TOKEN_IDENTIFIER;
}

/* A word, a field or a variable, whose first character may have been read. */
static struct gt_item lex_word(struct gt_lexer *l, enum gt_token type)
{
    uint32_t r;
    if (type != TOKEN_IDENTIFIER && at_terminator(l))
        return emit(l, type == TOKEN_VARIABLE ? TOKEN_VARIABLE : TOKEN_DOT);
    do
        r = next(l);
    while (is_word(r));
    back_up(l);
    if (!at_terminator(l))
        return fail_at(l, "bad character", r);
    return emit(l, type == TOKEN_IDENTIFIER ? word_token(l->in + l->start, l->pos - l->start) : type);
}

/* What stands between quotes, the first of which was read. */
static struct gt_item lex_quoted(struct gt_lexer *l, uint32_t quote, enum gt_token type, const char *unterminated)
{
    for (;;) {
        uint32_t r = next(l);
        if (r == '\\' && quote != '`')
            r = next(l) == '\n' || l->at_eof ? END : ' ';
        if (r == END || (r == '\n' && quote != '`'))
            return fail_with(l, unterminated);
        if (r == quote)
            return emit(l, type);
    }
}

static bool scan_number(struct gt_lexer *l)
{
    static const char decimal[] = "0123456789_", hex[] = "0123456789abcdefABCDEF_";
    const char *digits = decimal;
    accept(l, "+-");
    if (accept(l, "0")) {
        if (accept(l, "xX"))
            digits = hex;
        else if (accept(l, "oO"))
            digits = "01234567_";
        else if (accept(l, "bB"))
            digits = "01_";
    }
    accept_run(l, digits);
    if (accept(l, "."))
        accept_run(l, digits);
    if ((digits == decimal && accept(l, "eE")) || (digits == hex && accept(l, "pP"))) {
        accept(l, "+-");
        accept_run(l, decimal);
    }
    accept(l, "i");
    if (is_word(peek(l))) {
        next(l);
        return false;
    }
    return true;
}

static struct gt_item lex_number(struct gt_lexer *l)
{
    enum gt_token type = TOKEN_NUMBER;
    bool good = scan_number(l);
    uint32_t sign = good ? peek(l) : 0;
    if (sign == '+' || sign == '-') {
        type = TOKEN_COMPLEX;
        good = scan_number(l) && l->in[l->pos - 1] == 'i';
    }
    if (good)
        return emit(l, type);
    buf_adds(&l->message, "bad number syntax: ");
    go_quote(&l->message, l->in + l->start, l->pos - l->start);
    return fail(l);
}

static struct gt_item lex_paren(struct gt_lexer *l, uint32_t r)
{
    l->paren_depth += r == '(' ? 1 : -1;
    if (l->paren_depth < 0)
        return fail_with(l, "unexpected right paren");
    return emit(l, r == '(' ? TOKEN_LEFT_PAREN : TOKEN_RIGHT_PAREN);
}

static struct gt_item lex_inside(struct gt_lexer *l)
{
    if (right_trim(l, l->pos) || at(l, l->pos, "}}"))
        return l->paren_depth == 0 ? lex_right_delim(l) : fail_with(l, "unclosed left paren");
    uint32_t r = next(l);
    bool digit_next = l->pos < l->len && l->in[l->pos] >= '0' && l->in[l->pos] <= '9';
    if (r == END)
        return fail_with(l, "unclosed action");
    if (is_space(r)) {
        back_up(l);
        return lex_space(l);
    }
    if (r == '=')
        return emit(l, TOKEN_ASSIGN);
    if (r == ':')
        return next(l) == '=' ? emit(l, TOKEN_DECLARE) : fail_with(l, "expected :=");
    if (r == '|')
        return emit(l, TOKEN_PIPE);
    if (r == '"')
        return lex_quoted(l, r, TOKEN_STRING, "unterminated quoted string");
    if (r == '`')
        return lex_quoted(l, r, TOKEN_RAW_STRING, "unterminated raw quoted string");
    if (r == '\'')
        return lex_quoted(l, r, TOKEN_CHAR_CONSTANT, "unterminated character constant");
    if (r == '$')
        return lex_word(l, TOKEN_VARIABLE);
    if (r == '.' && l->pos < l->len && !digit_next)
        return lex_word(l, TOKEN_FIELD);
    if (r == '(' || r == ')')
        return lex_paren(l, r);
    if (is_one_of(r, ".+-0123456789")) {
        back_up(l);
        return lex_number(l);
    }
    if (is_word(r)) {
        back_up(l);
        return lex_word(l, TOKEN_IDENTIFIER);
    }
    return r < 0x7f && r >= ' ' ? emit(l, TOKEN_CHAR) : fail_at(l, "unrecognized character in action:", r);
}

struct gt_item gt_lexer_next(struct gt_lexer *l)
{
    return l->inside_action ? lex_inside(l) : lex_outside(l);
}
