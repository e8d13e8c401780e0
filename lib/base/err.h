/* err.h - errors as values.
 *
 * A function that can fail returns `struct err *`: NULL is success, anything else is an error that the caller owns and
 * either returns, wraps or frees. Nothing in lib/ prints an error or ends the program; cmd/main.c does both, once.
 *
 * Wording: kubectl's where scripts match it; otherwise lowercase, no full stop, the subject in double quotes.
 */
#ifndef KUBEC_BASE_ERR_H
#define KUBEC_BASE_ERR_H

#include <stdbool.h>
#include <stddef.h>

enum err_kind {
    ERR_GENERIC, /* printed as "error: MSG" */
    ERR_USAGE,   /* as ERR_GENERIC, followed by "See 'kubec VERB -h' for help and examples" where the msg asks for it */
    ERR_STATUS,  /* the API server's answer (a metav1.Status): "Error from server (REASON): MSG" */
    ERR_NET,     /* no answer: refused, timed out, TLS …; msg is complete, printed without a prefix */
    ERR_AGGREGATE, /* several errors; each is printed on its own */
    ERR_SILENT     /* nothing is printed; only exit_code counts */
};

struct err {
    enum err_kind kind;
    char *msg;       /* one or more lines, no trailing newline; never NULL but for ERR_AGGREGATE and ERR_SILENT */
    char *inner;     /* NULL, or what stands for msg below a prefix (ERR_NET: `Get "URL": dial tcp …`) */
    char *note;      /* NULL, or further lines printed as they are below the message: place, source line, caret, hint */
    size_t at;       /* 1 + the place in the expression that was being read (jsonpath, selector …); 0: not known */
    int exit_code;   /* of the program if this error ends it; 1 unless set */
    int http_status; /* ERR_STATUS: the code (404 …); else 0 */
    char *reason;    /* ERR_STATUS: "NotFound", "Invalid" …; "" if the server gave none; else NULL */
    void *payload;   /* ERR_STATUS: the Status object (a cJSON tree, see api/status.h); else NULL */
    void (*payload_free)(void *);
    struct err **parts; /* ERR_AGGREGATE: nparts errors, owned */
    size_t nparts;
};

#define ERR_MUST_USE __attribute__((warn_unused_result))
#define NEVER_NULL __attribute__((returns_nonnull))
#define PRINTF_LIKE(fmt_at, args_at) __attribute__((format(printf, fmt_at, args_at)))

/* A new ERR_GENERIC with a printf-formatted message. Never NULL. The caller owns it. */
struct err *err_new(const char *fmt, ...) PRINTF_LIKE(1, 2) NEVER_NULL;
/* The same with another kind. */
struct err *err_new_kind(enum err_kind kind, const char *fmt, ...) PRINTF_LIKE(2, 3) NEVER_NULL;
/* An ERR_SILENT that ends the program with exit_code and prints nothing. */
struct err *err_silent(int exit_code) NEVER_NULL;
/* Puts "PREFIX: " (formatted) before the message of `e` and returns `e`. NULL stays NULL. An ERR_NET becomes an
 * ERR_GENERIC with its inner message: "Unable to connect to the server" is only said of an error that comes alone. */
struct err *err_wrap(struct err *e, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Appends lines (formatted) to the note of `e` and returns `e`. NULL stays NULL. */
struct err *err_note(struct err *e, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Says where in an expression `e` stands: the byte `offset`. The first place counts. Returns `e`; NULL stays NULL. Who
 * knows the whole expression shows it (doc_err_in_text). */
struct err *err_at(struct err *e, size_t offset);
/* Adds `e` to the aggregate *list (created when NULL). Nested aggregates are flattened; NULL `e` is nothing. Takes `e`.
 */
void err_collect(struct err **list, struct err *e);
/* Gives the list out as one error: NULL when empty, the error itself when it holds one, else the aggregate. Takes
 * `list`. */
struct err *err_reduce(struct err *list) ERR_MUST_USE;
/* An aggregate as Go prints one inside another: one ERR_GENERIC "[first, second]" (a message that repeats stands once),
 * with all notes. Any other error is given back as it is. Takes `e`. */
struct err *err_bracket(struct err *e) ERR_MUST_USE;
/* A deep copy of `e` without its payload. */
struct err *err_clone(const struct err *e);
/* True for an ERR_STATUS with this reason (an aggregate: when it holds exactly one such). */
bool err_has_reason(const struct err *e, const char *reason);
/* Frees `e` and all it holds; NULL is nothing. */
void err_free(struct err *e);

#endif
