/* parse.h - the parse behind cli.h: for the rooms of lib/cli only. */
#ifndef KUBEC_CLI_PARSE_H
#define KUBEC_CLI_PARSE_H

#include "base/buf.h"
#include "cli/cli.h"

/* A row that the verb accepts, and where its value goes. */
struct cli_slot {
    const struct flag *flag;
    char *field; /* in the verb's options, in the global options or in the parse (help) */
    bool changed;
    bool inherited;
};

struct cli_parse {
    struct cli_slot *slots;
    size_t n;
    struct strv args;   /* positional; the strings belong to argv, the vector to the parse */
    int dash;           /* number of positional arguments before "--"; -1: none */
    bool help;          /* --help */
    struct buf notices; /* lines for stderr: deprecated flags */
    struct buf given;   /* the flags as they were given: " --name=value" each; secrets are left out */
};

/* The row of --help, which every verb has. */
extern const struct flag cli_help_flag;

/* Makes the slots and writes the defaults. */
void cli_parse_init(struct cli_parse *p, const struct command *cmd, void *opts, struct global_opts *global);
/* Parses argv[0..argc). On an error the parse is as far as it came (notices included). */
struct err *cli_parse_run(struct cli_parse *p, int argc, char **argv) ERR_MUST_USE;
/* Takes argv[0..argc) as arguments, flags too. */
void cli_parse_raw(struct cli_parse *p, int argc, char **argv);
/* Sets a flag as the command line would (pflag's Set). */
struct err *cli_parse_set(struct cli_parse *p, struct cli_slot *s, const char *value) ERR_MUST_USE;
void cli_parse_release(struct cli_parse *p);
/* The slot of a flag by its name (where "_" means "-") or letter; NULL if the verb has none. */
struct cli_slot *cli_slot_named(const struct cli_parse *p, const char *name, size_t len);
struct cli_slot *cli_slot_letter(const struct cli_parse *p, char letter);
/* `required flag(s) "a", "b" not set`, or NULL. */
struct err *cli_check_required(const struct cli_parse *p) ERR_MUST_USE;

#endif
