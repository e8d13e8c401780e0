/* lex.h - the lines of the shell, taken apart.
 *
 * The language is the part of POSIX's shell (XCU 2) that a line of commands needs: words with quotes, variables and
 * $(…); ";", "&&", "||", comments; redirections and here-documents. What stands behind a "|" or a "!" is not taken
 * apart further: it is /bin/sh's.
 */
#ifndef KUBEC_CMD_SHELL_LEX_H
#define KUBEC_CMD_SHELL_LEX_H

#include "base/err.h"
#include "base/strv.h"

/* A line, with its here-documents, may have so many bytes, and so many steps. */
#define LEX_MAX_BYTES ((size_t)16 << 20)
#define LEX_MAX_STEPS 10000

enum lex_link { LEX_ALWAYS, LEX_AND, LEX_OR }; /* when a step runs, by the end of the one before */

enum lex_kind { LEX_READ, LEX_WRITE, LEX_APPEND, LEX_DUP, LEX_TEXT };

struct lex_redirect {
    int fd; /* 0, 1 or 2 */
    enum lex_kind kind;
    char *target;  /* a word as it was typed; LEX_DUP: "0", "1", "2" or "-"; LEX_TEXT: the text itself */
    bool expands;  /* LEX_TEXT: variables in it are replaced */
    bool one_word; /* LEX_TEXT: it is a word (<<<), not lines */
};

struct lex_step {
    enum lex_link link;
    struct strv words; /* as they were typed */
    struct lex_redirect *redirects;
    size_t nredirects;
    char *pipe;    /* the command line of sh that reads the output; NULL: none */
    char *program; /* "!…": a command line of sh, and nothing else in the step; NULL: none */
};

struct lex_list {
    struct lex_step *v;
    size_t n;
    /* LEX_MORE because of a here-document: the line that ends it, " " before it or "-" when tabs before it do not
     * count. */
    char *until;
};

enum lex_state {
    LEX_DONE,
    LEX_MORE, /* a quote, a here-document or a "\" at the end is open: further lines belong to it */
    LEX_WRONG /* *e says what */
};

/* Takes the text (whole lines) apart. *out is the caller's (lex_release); it holds steps on LEX_DONE only. */
enum lex_state lex_parse(const char *text, struct lex_list *out, struct err **e);
void lex_release(struct lex_list *l);
/* True if the line (without its newline, n bytes) is the one that lex_list.until awaits. */
bool lex_ends_here(const char *until, const char *line, size_t n);

/* Where values come from. Both may fail by giving NULL, which is empty; `output` gives text that is freed here. */
struct lex_values {
    const char *(*variable)(void *arg, const char *name); /* also "?" */
    char *(*output)(void *arg, const char *command);      /* of $(command) */
    void *arg;
};

/* Appends what a typed word stands for: usually one word, none for an empty variable, several for an unquoted one with
 * blanks. */
struct err *lex_expand(const char *word, const struct lex_values *values, struct strv *out) ERR_MUST_USE;
/* The text of a here-document with its variables replaced; the caller frees *out. */
struct err *lex_expand_text(const char *text, const struct lex_values *values, char **out) ERR_MUST_USE;
/* True if the typed word is NAME=…, as an assignment has it. */
bool lex_is_assignment(const char *word);

/* What is being typed at the end of `text`. */
struct lex_cursor {
    struct strv words; /* the words before it in its step, as typed */
    char *word;        /* it, as typed, perhaps with an open quote; "" for a new word */
    bool ours;         /* it belongs to a command of ours; else to sh, or it is a file of a redirection */
};

/* Never fails: what cannot be taken apart is not ours. lex_cursor_release in any case. */
void lex_cursor(const char *text, struct lex_cursor *out);
void lex_cursor_release(struct lex_cursor *c);

#endif
