/* flag.h - flags as rows of a table.
 *
 * A verb declares each flag once, as a row. The parser, the help, the completion, the generated scripts, man pages and
 * docs walk the same rows. A row writes into one field of the verb's options structure: its offset is in the row and
 * its C type is checked against the row's type when the row is compiled.
 *
 *     struct scale {
 *             struct { int64_t replicas; struct strv files; const char *output; bool all; struct duration timeout; }
 * in;
 *     };
 *     static const struct flag flags[] = {
 *             FLAG_INT(struct scale, in.replicas, "replicas", 0, "COUNT", "0", FLAG_REQUIRED, "The new number of
 * replicas."), FLAG_GROUP(struct scale, in.files, opt_files_flags), FLAG_END,
 *     };
 *
 * Syntax is pflag's: --a=b, --a b, -abc, -n x, -nx, -n=x, bools as --x and --x=false, lists that repeat and (STRINGS)
 * split at commas, "--", flags after arguments. Text fields point into argv (or to the row's default): argv must
 * outlive the options. Lists hold copies, which belong to the parse. "_" in a name means "-".
 */
#ifndef KUBEC_CLI_FLAG_H
#define KUBEC_CLI_FLAG_H

#include "base/clock.h"
#include "base/strv.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum flag_type {
    FLAG_TYPE_END = 0,
    FLAG_TYPE_BOOL,         /* bool; pflag's "bool" */
    FLAG_TYPE_INT,          /* int64_t; "int" */
    FLAG_TYPE_STRING,       /* const char *; "string" (never NULL after parsing; default "" ) */
    FLAG_TYPE_STRINGS,      /* struct strv; "strings" (StringSlice): one CSV record a value */
    FLAG_TYPE_STRING_ARRAY, /* struct strv; "stringArray": each value whole */
    FLAG_TYPE_DURATION,     /* struct duration; "duration" */
    FLAG_TYPE_GROUP         /* rows of an embedded options structure, at an offset */
};

enum flag_bits {
    FLAG_REQUIRED = 1 << 0,   /* kubectl's `required flag(s) "x" not set` */
    FLAG_HIDDEN = 1 << 1,     /* not in help, completion or docs */
    FLAG_PERSISTENT = 1 << 2, /* inherited by the verb's children (global flags) */
    FLAG_INT32 = 1 << 3,      /* an int of 32 bits (pflag's int32) */
    FLAG_OLD_LETTER = 1 << 4  /* the letter is deprecated too, with the same text (pflag's MarkShorthandDeprecated) */
};

struct cmd_ctx;
struct completion;

/* Adds candidates for a value that begins with `prefix` to `out` (completion.h). Never fails: nothing known, nothing
 * added. */
typedef void completer_fn(struct cmd_ctx *ctx, const void *opts, const char *prefix, struct completion *out);

struct flag {
    enum flag_type type;
    char letter;          /* 0: none */
    const char *name;     /* without dashes */
    size_t offset;        /* of the field in the options structure (or in the group's structure) */
    const char *def;      /* default as text, parsed as a value would be ("" for an empty list) */
    const char *no_value; /* pflag's NoOptDefVal: the value meant by the flag without "=value"; NULL: a value is needed.
                           * Bools have "true". Such a flag never takes the next argument. */
    const char *arg_name; /* in help and man pages: "COUNT", "FILE" */
    unsigned bits;
    const char *help;          /* one or more sentences, in our own words */
    const char *deprecated;    /* NULL, or pflag's text: `Flag --NAME has been deprecated, TEXT` on stderr when used */
    const char *const *values; /* NULL, or the allowed words, for completion and docs (the verb checks them) */
    completer_fn *complete;    /* NULL: no completion, or files when `files` is set */
    const char
        *files; /* NULL, or extensions for file completion ("json,yaml,yml"; "" for all files, "/" for folders) */
    /* NULL, or looks at a value before it is stored: for pflag values with rules of their own. Its error becomes
     * `invalid argument "VALUE" for "--NAME" flag: ERROR`. */
    struct err *(*check)(const char *value);
    const char *env; /* NULL, or the variable that must be "true" (any case) for the flag to exist: kubectl's gates */
    const struct flag *group; /* FLAG_TYPE_GROUP: the rows, their offsets relative to `offset` */
};

/* Types and names of tables cannot stand in parentheses. NOLINTBEGIN(bugprone-macro-parentheses) */
/* Compile-time check that FIELD has C type T: an array of negative size otherwise. */
#define FLAG_FIELD(S, FIELD, T) (offsetof(S, FIELD) + 0 * sizeof(char[_Generic(((S *)0)->FIELD, T : 1, default : -1)]))

#define FLAG_BOOL(S, FIELD, NAME, LETTER, DEF, BITS, HELP, ...)                                                        \
    {                                                                                                                  \
        .type = FLAG_TYPE_BOOL, .name = NAME, .letter = LETTER, .offset = FLAG_FIELD(S, FIELD, bool), .def = DEF,      \
        .no_value = "true", .bits = BITS, .help = HELP, ##__VA_ARGS__                                                  \
    }
#define FLAG_INT(S, FIELD, NAME, LETTER, ARG, DEF, BITS, HELP, ...)                                                    \
    {                                                                                                                  \
        .type = FLAG_TYPE_INT, .name = NAME, .letter = LETTER, .offset = FLAG_FIELD(S, FIELD, int64_t), .def = DEF,    \
        .arg_name = ARG, .bits = BITS, .help = HELP, ##__VA_ARGS__                                                     \
    }
#define FLAG_STRING(S, FIELD, NAME, LETTER, ARG, DEF, BITS, HELP, ...)                                                 \
    {                                                                                                                  \
        .type = FLAG_TYPE_STRING, .name = NAME, .letter = LETTER, .offset = FLAG_FIELD(S, FIELD, const char *),        \
        .def = DEF, .arg_name = ARG, .bits = BITS, .help = HELP, ##__VA_ARGS__                                         \
    }
#define FLAG_STRINGS(S, FIELD, NAME, LETTER, ARG, DEF, BITS, HELP, ...)                                                \
    {                                                                                                                  \
        .type = FLAG_TYPE_STRINGS, .name = NAME, .letter = LETTER, .offset = FLAG_FIELD(S, FIELD, struct strv),        \
        .def = DEF, .arg_name = ARG, .bits = BITS, .help = HELP, ##__VA_ARGS__                                         \
    }
#define FLAG_STRING_ARRAY(S, FIELD, NAME, LETTER, ARG, DEF, BITS, HELP, ...)                                           \
    {                                                                                                                  \
        .type = FLAG_TYPE_STRING_ARRAY, .name = NAME, .letter = LETTER, .offset = FLAG_FIELD(S, FIELD, struct strv),   \
        .def = DEF, .arg_name = ARG, .bits = BITS, .help = HELP, ##__VA_ARGS__                                         \
    }
#define FLAG_DURATION(S, FIELD, NAME, LETTER, ARG, DEF, BITS, HELP, ...)                                               \
    {                                                                                                                  \
        .type = FLAG_TYPE_DURATION, .name = NAME, .letter = LETTER, .offset = FLAG_FIELD(S, FIELD, struct duration),   \
        .def = DEF, .arg_name = ARG, .bits = BITS, .help = HELP, ##__VA_ARGS__                                         \
    }
#define FLAG_GROUP(S, FIELD, ROWS)                                                                                     \
    {                                                                                                                  \
        .type = FLAG_TYPE_GROUP, .offset = offsetof(S, FIELD), .group = ROWS                                           \
    }
#define FLAG_END                                                                                                       \
    {                                                                                                                  \
        .type = FLAG_TYPE_END                                                                                          \
    }

/* NOLINTEND(bugprone-macro-parentheses) */

#endif
