/* lex.c - the lines of the shell, taken apart. */
#include "shell/lex.h"

#include "base/buf.h"
#include "base/mem.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct lexer {
    const char *at;
    struct lex_list list;
    struct strv
        awaited; /* ends of here-documents whose lines have not come yet; their redirections are the last ones */
    struct err *error;
    bool more, lenient;
    bool in_redirect; /* the last word belongs to a redirection (lex_cursor) */
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool ends_word(char c)
{
    return c == '\0' || is_blank(c) || strchr("\n;|&<>", c) != NULL;
}

static bool wrong(struct lexer *l, const char *fmt, const char *what)
{
    if (l->error == NULL)
        l->error = err_new(fmt, what);
    return false;
}

static bool wants_more(struct lexer *l)
{
    l->more = true;
    return l->lenient;
}

static void skip_blanks(struct lexer *l)
{
    for (;;) {
        if (is_blank(*l->at))
            l->at++;
        else if (l->at[0] == '\\' && l->at[1] == '\n')
            l->at += 2;
        else
            break;
        if (*l->at == '\0' && l->at[-1] == '\n')
            wants_more(l);
    }
    if (*l->at == '#')
        l->at += strcspn(l->at, "\n");
}

/* Behind a quote that is open; false when it does not end. */
static bool skip_quote(struct lexer *l, char quote)
{
    while (*l->at != '\0' && *l->at != quote) {
        if (quote == '"' && l->at[0] == '\\' && l->at[1] != '\0')
            l->at++;
        l->at++;
    }
    if (*l->at == '\0')
        return wants_more(l);
    l->at++;
    return true;
}

/* Behind "$(" up to its ")". */
static bool skip_substitution(struct lexer *l)
{
    int depth = 1;
    while (*l->at != '\0') {
        char c = *l->at++;
        if (c == '\\' && *l->at != '\0')
            l->at++;
        else if (c == '\'' || c == '"') {
            if (!skip_quote(l, c))
                return false;
        } else if (c == '(') {
            depth++;
        } else if (c == ')' && --depth == 0) {
            return true;
        }
    }
    return wants_more(l);
}

/* One character of a word, with what is quoted by it. False when it does not end. */
static bool skip_part(struct lexer *l)
{
    char c = *l->at++;
    if (c == '\\') {
        if (*l->at == '\0' || (*l->at == '\n' && l->at[1] == '\0'))
            return wants_more(l);
        l->at++;
    } else if (c == '\'' || c == '"') {
        return skip_quote(l, c);
    } else if (c == '$' && *l->at == '(') {
        l->at++;
        return skip_substitution(l);
    }
    return true;
}

/* A word as it is typed; NULL when it does not end. */
static char *read_word(struct lexer *l)
{
    const char *from = l->at;
    while (!ends_word(*l->at))
        if (!skip_part(l))
            return NULL;
    return xstrndup(from, (size_t)(l->at - from));
}

static struct lex_redirect *add_redirect(struct lex_step *s, int fd, enum lex_kind kind, char *target)
{
    s->redirects = xreallocarray(s->redirects, s->nredirects + 1, sizeof *s->redirects);
    s->redirects[s->nredirects] = (struct lex_redirect){.fd = fd, .kind = kind, .target = target};
    return &s->redirects[s->nredirects++];
}

/* The word without its quotes; *quoted if it had some. The caller frees. */
static char *unquoted(const char *word, bool *quoted)
{
    struct buf b = buf_new();
    *quoted = false;
    for (const char *p = word; *p != '\0'; p++) {
        if (*p == '\'' || *p == '"' || *p == '\\')
            *quoted = true;
        else
            buf_addc(&b, *p);
    }
    return buf_take(&b);
}

/* Behind "<<" or "<<-": the end is remembered, "-" before it for tabs that are to go. */
static bool read_here(struct lexer *l, struct lex_step *s, int fd)
{
    bool tabs = *l->at == '-', quoted;
    if (tabs)
        l->at++;
    skip_blanks(l);
    char *word = read_word(l);
    if (word == NULL)
        return false;
    if (word[0] == '\0') {
        free(word);
        return wrong(l, "a word is missing behind %s", "<<");
    }
    char *end = unquoted(word, &quoted);
    strv_adopt(&l->awaited, xasprintf("%c%s", tabs ? '-' : ' ', end));
    add_redirect(s, fd, LEX_TEXT, NULL)->expands = !quoted;
    free(end);
    free(word);
    return true;
}

static bool read_target(struct lexer *l, struct lex_step *s, int fd, enum lex_kind kind, bool both)
{
    skip_blanks(l);
    char *word = read_word(l);
    if (word == NULL)
        return false;
    l->in_redirect = *l->at == '\0';
    if (word[0] == '\0' && !l->lenient) {
        free(word);
        return wrong(l, "a word is missing behind %s", kind == LEX_READ || kind == LEX_TEXT ? "<" : ">");
    }
    if (kind == LEX_DUP && strcmp(word, "0") != 0 && strcmp(word, "1") != 0 && strcmp(word, "2") != 0 &&
        strcmp(word, "-") != 0) {
        free(word);
        return wrong(l, "only 0, 1, 2 and - can stand behind %s", ">&");
    }
    struct lex_redirect *r = add_redirect(s, fd, kind, word);
    r->one_word = kind == LEX_TEXT;
    if (both)
        add_redirect(s, 2, LEX_DUP, xstrdup("1"));
    return true;
}

/* At "<" or ">", behind the number if there is one. */
static bool read_redirect(struct lexer *l, struct lex_step *s, int fd, bool both)
{
    char c = *l->at++;
    if (fd < 0)
        fd = c == '<' ? 0 : 1;
    if (c == '<') {
        if (l->at[0] == '<' && l->at[1] == '<') {
            l->at += 2;
            return read_target(l, s, fd, LEX_TEXT, false);
        }
        if (*l->at == '<') {
            l->at++;
            return read_here(l, s, fd);
        }
    } else if (*l->at == '>') {
        l->at++;
        return read_target(l, s, fd, LEX_APPEND, both);
    } else if (*l->at == '|') {
        l->at++;
    }
    if (*l->at == '&') {
        l->at++;
        return read_target(l, s, fd, LEX_DUP, false);
    }
    return read_target(l, s, fd, c == '<' ? LEX_READ : LEX_WRITE, both);
}

/* ---- what sh gets: read only as far as to see where it ends ---- */

#define NESTED_MAX 100

/* The compound commands that are open: 'd' awaits "done", 'f' "fi", 'e' "esac"; '}' and ')' themselves. */
struct nesting {
    char open[NESTED_MAX];
    size_t n;
    bool command; /* a command may begin here, so a word may be a keyword */
    bool piped;   /* "|" came last */
};

static bool too_deep(struct lexer *l, const struct nesting *x)
{
    return x->n == NESTED_MAX && !wrong(l, "what stands behind %s is nested too deeply", "|");
}

static void close_with(struct nesting *x, char end)
{
    if (x->n > 0 && x->open[x->n - 1] == end)
        x->n--;
}

/* A word where a command may begin. */
static void see_word(struct nesting *x, const char *word, size_t n)
{
    static const struct {
        const char *word;
        char opens, closes;
        bool command; /* a command follows */
    } keywords[] = {
        {"while", 'd', 0, true}, {"until", 'd', 0, true}, {"for", 'd', 0, false},  {"if", 'f', 0, true},
        {"case", 'e', 0, false}, {"{", '}', 0, true},     {"done", 0, 'd', false}, {"fi", 0, 'f', false},
        {"esac", 0, 'e', false}, {"}", 0, '}', false},    {"do", 0, 0, true},      {"then", 0, 0, true},
        {"else", 0, 0, true},    {"elif", 0, 0, true},    {"!", 0, 0, true},
    };
    x->command = false;
    for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++) {
        if (strlen(keywords[i].word) != n || strncmp(keywords[i].word, word, n) != 0)
            continue;
        if (keywords[i].opens)
            x->open[x->n++] = keywords[i].opens;
        if (keywords[i].closes)
            close_with(x, keywords[i].closes);
        x->command = keywords[i].command;
    }
}

/* One token of sh. False when it does not end. */
static bool skip_sh_token(struct lexer *l, struct nesting *x)
{
    char c = *l->at;
    if (too_deep(l, x))
        return false;
    x->piped = x->piped && (c == '\n' || c == '#' || is_blank(c));
    if (strchr("\n;&|()", c) != NULL) {
        if (c == '(')
            x->open[x->n++] = ')';
        if (c == ')')
            close_with(x, ')');
        x->piped = x->piped || c == '|';
        x->command = true;
        l->at++;
    } else if (c == '<' || c == '>') {
        l->at += l->at[1] == '&' ? 2 : 1;
    } else if (is_blank(c)) {
        l->at++;
    } else if (c == '#') {
        l->at += strcspn(l->at, "\n");
    } else {
        const char *from = l->at;
        while (!ends_word(*l->at) && *l->at != '(' && *l->at != ')')
            if (!skip_part(l))
                return false;
        if (x->command)
            see_word(x, from, (size_t)(l->at - from));
    }
    return true;
}

/* A command line of sh up to the end of the line, or to ";", "&&" or "||", compound commands whole. NULL when it does
 * not end. */
static char *read_for_sh(struct lexer *l)
{
    const char *from = l->at;
    struct nesting x = {.command = true};
    for (;;) {
        char c = l->at[0];
        bool link = c == ';' || ((c == '&' || c == '|') && l->at[1] == c);
        bool open = x.n > 0 || (x.piped && (c == '\n' || c == '\0'));
        if (c == '\0' && open && !wants_more(l))
            return NULL;
        if (c == '\0' || (!open && (c == '\n' || link || (c == '#' && l->at > from && is_blank(l->at[-1])))))
            break;
        if (!skip_sh_token(l, &x))
            return NULL;
    }
    size_t n = (size_t)(l->at - from);
    while (n > 0 && is_blank(from[n - 1]))
        n--;
    return xstrndup(from, n);
}

static bool read_pipe(struct lexer *l, struct lex_step *s)
{
    if (s->words.n == 0)
        return wrong(l, "a command is missing before %s", "|");
    l->at++;
    if (*l->at == '&') {
        l->at++;
        add_redirect(s, 2, LEX_DUP, xstrdup("1"));
    }
    while (is_blank(*l->at) || (l->at[0] == '\\' && l->at[1] == '\n') || *l->at == '\n')
        l->at++;
    if (*l->at == '\0' && !wants_more(l))
        return false;
    s->pipe = read_for_sh(l);
    if (s->pipe != NULL && s->pipe[0] == '\0' && !l->lenient)
        return wrong(l, "a command is missing behind %s", "|");
    return s->pipe != NULL;
}

/* The number of a redirection ("2>"); -1: there is none. */
static int redirect_number(const char *at)
{
    return at[0] >= '0' && at[0] <= '2' && (at[1] == '<' || at[1] == '>') ? at[0] - '0' : -1;
}

/* The words and redirections of a step. */
static bool read_step(struct lexer *l, struct lex_step *s)
{
    skip_blanks(l);
    if (*l->at == '!') {
        l->at++;
        skip_blanks(l);
        s->program = read_for_sh(l);
        return s->program != NULL;
    }
    for (;; skip_blanks(l)) {
        int number = redirect_number(l->at);
        if (number >= 0)
            l->at++;
        if (number >= 0 || *l->at == '<' || *l->at == '>' || (l->at[0] == '&' && l->at[1] == '>')) {
            bool both = *l->at == '&';
            if (both)
                l->at++;
            if (!read_redirect(l, s, number, both))
                return false;
            continue;
        }
        if (*l->at == '(' || *l->at == ')')
            return wrong(l, "unexpected %s: what needs a shell of its own goes behind !", *l->at == '(' ? "(" : ")");
        if (l->at[0] == '|' && l->at[1] != '|')
            return read_pipe(l, s);
        if (ends_word(*l->at))
            return true;
        char *word = read_word(l);
        if (word == NULL)
            return false;
        strv_adopt(&s->words, word);
    }
}

/* The lines of the here-documents that are awaited, behind a newline. */
static bool read_here_lines(struct lexer *l)
{
    size_t done = 0;
    for (size_t i = 0; i < l->list.n && done < l->awaited.n; i++)
        for (size_t k = 0; k < l->list.v[i].nredirects && done < l->awaited.n; k++) {
            struct lex_redirect *r = &l->list.v[i].redirects[k];
            if (r->kind != LEX_TEXT || r->target != NULL)
                continue;
            const char *until = l->awaited.v[done];
            bool found = false;
            struct buf text = buf_new();
            while (!found && *l->at != '\0') {
                size_t n = strcspn(l->at, "\n"), skip = until[0] == '-' ? strspn(l->at, "\t") : 0;
                bool whole = l->at[n] == '\n';
                found = lex_ends_here(until, l->at, n);
                if (!found)
                    buf_add(&text, l->at + skip, n - skip + (whole ? 1 : 0));
                l->at += n + (whole ? 1 : 0);
            }
            r->target = buf_take(&text);
            if (!found) { /* the ends before it have been seen */
                for (size_t gone = 0; gone < done; gone++)
                    free(l->awaited.v[gone]);
                memmove(l->awaited.v, l->awaited.v + done, (l->awaited.n - done) * sizeof *l->awaited.v);
                l->awaited.n -= done;
                return wants_more(l);
            }
            done++;
        }
    strv_release(&l->awaited);
    return true;
}

static struct lex_step *add_step(struct lexer *l, enum lex_link link)
{
    struct lex_list *list = &l->list;
    if ((list->n & (list->n - 1)) == 0)
        list->v = xreallocarray(list->v, list->n > 0 ? list->n * 2 : 1, sizeof *list->v);
    list->v[list->n] = (struct lex_step){.link = link};
    return &list->v[list->n++];
}

static bool is_empty(const struct lex_step *s)
{
    return s->words.n == 0 && s->nredirects == 0 && s->pipe == NULL && s->program == NULL;
}

static void step_release(struct lex_step *s)
{
    for (size_t i = 0; i < s->nredirects; i++)
        free(s->redirects[i].target);
    free(s->redirects);
    strv_release(&s->words);
    free(s->pipe);
    free(s->program);
}

/* What stands between two steps; false at the end or when it is wrong. *link is of the next one. */
static bool read_link(struct lexer *l, bool empty, enum lex_link *link)
{
    enum lex_link before = *link;
    skip_blanks(l);
    char c = l->at[0];
    *link = LEX_ALWAYS;
    if (c == '\0') {
        if (empty && before != LEX_ALWAYS)
            wants_more(l);
        return false;
    }
    if (c == '\n') {
        l->at++;
        if (empty)
            *link = before; /* "a &&" goes on with the next line */
        return read_here_lines(l);
    }
    if (c == '&' && l->at[1] != '&')
        return wrong(l, "unexpected %s: nothing runs in the background here", "&");
    if (empty)
        return wrong(l, "a command is missing before %s", c == ';' ? ";" : c == '&' ? "&&" : "||");
    if (c == ';') {
        l->at++;
        return true;
    }
    *link = c == '&' ? LEX_AND : LEX_OR;
    l->at += 2;
    return true;
}

static void lex(struct lexer *l)
{
    enum lex_link link = LEX_ALWAYS;
    bool empty = true;
    do {
        if (l->list.n >= LEX_MAX_STEPS) {
            wrong(l, "a line has at most %s commands", "10000");
            return;
        }
        struct lex_step *s = add_step(l, link);
        if (!read_step(l, s))
            return;
        empty = is_empty(s);
        if (empty && !l->lenient)
            step_release(&l->list.v[--l->list.n]);
    } while (read_link(l, empty, &link));
    if (l->error == NULL && l->awaited.n > 0)
        wants_more(l);
}

enum lex_state lex_parse(const char *text, struct lex_list *out, struct err **e)
{
    struct lexer l = {.at = text};
    *out = (struct lex_list){0};
    *e = NULL;
    lex(&l);
    if (l.error == NULL && l.awaited.n > 0)
        l.list.until = xstrdup(l.awaited.v[0]);
    strv_release(&l.awaited);
    if (l.error == NULL && !l.more) {
        *out = l.list;
        return LEX_DONE;
    }
    out->until = l.list.until;
    l.list.until = NULL;
    lex_release(&l.list);
    *e = l.error;
    return l.error != NULL ? LEX_WRONG : LEX_MORE;
}

void lex_release(struct lex_list *l)
{
    for (size_t i = 0; i < l->n; i++)
        step_release(&l->v[i]);
    free(l->v);
    free(l->until);
    *l = (struct lex_list){0};
}

bool lex_ends_here(const char *until, const char *line, size_t n)
{
    size_t skip = until[0] == '-' ? strspn(line, "\t") : 0;
    return n >= skip && n - skip == strlen(until + 1) && strncmp(line + skip, until + 1, n - skip) == 0;
}

void lex_cursor(const char *text, struct lex_cursor *out)
{
    struct lexer l = {.at = text, .lenient = true};
    *out = (struct lex_cursor){0};
    lex(&l);
    const struct lex_step *s = l.list.n > 0 ? &l.list.v[l.list.n - 1] : NULL;
    size_t n = strlen(text);
    if (l.error == NULL && s != NULL && s->pipe == NULL && s->program == NULL && !l.in_redirect) {
        /* A word goes to the end of the text, or a new one begins there. */
        bool typing = s->words.n > 0 && str_ends(text, s->words.v[s->words.n - 1]) && n > 0;
        out->ours = true;
        for (size_t i = 0; i + (typing ? 1 : 0) < s->words.n; i++)
            strv_add(&out->words, s->words.v[i]);
        if (typing)
            out->word = xstrdup(s->words.v[s->words.n - 1]);
    }
    if (out->word == NULL)
        out->word = xstrdup("");
    err_free(l.error);
    strv_release(&l.awaited);
    lex_release(&l.list);
}

void lex_cursor_release(struct lex_cursor *c)
{
    strv_release(&c->words);
    free(c->word);
    *c = (struct lex_cursor){0};
}
