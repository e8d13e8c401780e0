/* parse.c - pflag's grammar over the rows of a verb. */
#include "cli/parse.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "cli/prefs.h"
#include "cli/value.h"

#include <stdlib.h>
#include <string.h>

#define GROUP_DEPTH 8 /* groups in groups */

const struct flag cli_help_flag = {.type = FLAG_TYPE_BOOL,
                                   .letter = 'h',
                                   .name = "help",
                                   .def = "false",
                                   .no_value = "true",
                                   .help = "Show the help of the command."};

/* kubectl's FeatureGate.IsEnabled. */
static bool gate_open(const struct flag *f)
{
    const char *value = f->env ? getenv(f->env) : NULL;

    return !f->env || (value && str_eq_nocase(value, "true"));
}

static void each_row(const struct flag *rows, size_t offset, int depth,
                     void (*fn)(const struct flag *f, size_t offset, bool inherited, void *arg), bool inherited,
                     void *arg)
{
    for (const struct flag *f = rows; f && f->type != FLAG_TYPE_END; f++) {
        if (f->type != FLAG_TYPE_GROUP && gate_open(f))
            fn(f, offset + f->offset, inherited, arg);
        else if (f->type == FLAG_TYPE_GROUP && depth < GROUP_DEPTH)
            each_row(f->group, offset + f->offset, depth + 1, fn, inherited, arg);
    }
}

void cli_each_flag(const struct command *cmd,
                   void (*fn)(const struct flag *f, size_t offset, bool inherited, void *arg), void *arg)
{
    each_row(cmd->flags, 0, 0, fn, false, arg);
    each_row(global_flags, 0, 0, fn, true, arg);
}

/* The name is compared as kubectl normalises it: "_" in what the user typed means "-". */
static bool name_is(const char *name, const char *typed, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        char c = typed[i] == '_' ? '-' : typed[i];

        if (name[i] == '\0' || name[i] != c)
            return false;
    }
    return name[len] == '\0';
}

struct cli_slot *cli_slot_named(const struct cli_parse *p, const char *name, size_t len)
{
    for (size_t i = 0; i < p->n; i++)
        if (name_is(p->slots[i].flag->name, name, len))
            return &p->slots[i];
    return NULL;
}

struct cli_slot *cli_slot_letter(const struct cli_parse *p, char letter)
{
    for (size_t i = 0; i < p->n; i++)
        if (p->slots[i].flag->letter == letter && letter != '\0')
            return &p->slots[i];
    return NULL;
}

struct fill {
    struct cli_parse *p;
    char *opts, *global;
    bool no_prefs; /* there is no --kuberc */
};

static void count_row(const struct flag *f, size_t offset, bool inherited, void *arg)
{
    (void)f, (void)offset, (void)inherited;
    ++*(size_t *)arg;
}

static void fill_row(const struct flag *f, size_t offset, bool inherited, void *arg)
{
    struct fill *fill = arg;
    struct cli_parse *p = fill->p;

    /* A verb's own flag hides a global one of its name, letter and all. */
    if (inherited && cli_slot_named(p, f->name, strlen(f->name)))
        return;
    if (fill->no_prefs && strcmp(f->name, "kuberc") == 0)
        return;
    p->slots[p->n++] =
        (struct cli_slot){.flag = f, .field = (inherited ? fill->global : fill->opts) + offset, .inherited = inherited};
}

static void free_strv_field(char *field)
{
    strv_release((struct strv *)(void *)field);
}

static struct err *store(struct cli_slot *s, const char *value)
{
    const struct flag *f = s->flag;
    void *field = s->field;
    struct err *e = f->check ? f->check(value) : NULL;

    if (e)
        return e;
    switch (f->type) {
    case FLAG_TYPE_BOOL:
        return value_bool(value, field);
    case FLAG_TYPE_INT:
        return value_int(value, 0, f->bits & FLAG_INT32 ? 32 : 64, field);
    case FLAG_TYPE_DURATION:
        return duration_parse(value, field);
    case FLAG_TYPE_STRING:
        *(const char **)field = value;
        return NULL;
    case FLAG_TYPE_STRINGS: {
        struct strv list = {0};

        e = value_csv(value, &list);
        if (!e) {
            if (!s->changed) /* the first use replaces the default */
                free_strv_field(s->field);
            strv_extend(field, &list);
        }
        strv_release(&list);
        return e;
    }
    case FLAG_TYPE_STRING_ARRAY:
        if (!s->changed)
            free_strv_field(s->field);
        strv_add(field, value);
        return NULL;
    case FLAG_TYPE_END:
    case FLAG_TYPE_GROUP:
        break;
    }
    return NULL;
}

/* Defaults are our own text, which the lint test parses: an error here cannot happen. */
static void store_default(struct cli_slot *s)
{
    const char *def = s->flag->def ? s->flag->def : "";
    enum flag_type type = s->flag->type;

    if (*def == '\0' && type != FLAG_TYPE_STRING)
        return; /* zeroed already */
    if (type == FLAG_TYPE_STRING)
        *(const char **)(void *)s->field = def;
    else if (type == FLAG_TYPE_BOOL)
        *(bool *)(void *)s->field = def[0] == 't';
    else
        err_free(store(s, def));
}

void cli_parse_init(struct cli_parse *p, const struct command *cmd, void *opts, struct global_opts *global)
{
    size_t count = 1;
    struct fill fill = {.p = p, .opts = opts, .global = (char *)global, .no_prefs = cli_prefs_off()};

    *p = (struct cli_parse){.dash = -1};
    buf_init(&p->notices, 1 << 20);
    buf_init(&p->given, 16 << 20);
    cli_each_flag(cmd, count_row, &count);
    p->slots = xcalloc(count, sizeof(*p->slots));
    p->slots[p->n++] = (struct cli_slot){.flag = &cli_help_flag, .field = (char *)&p->help};
    cli_each_flag(cmd, fill_row, &fill);
    for (size_t i = 0; i < p->n; i++)
        store_default(&p->slots[i]);
}

void cli_parse_release(struct cli_parse *p)
{
    for (size_t i = 0; i < p->n; i++) {
        enum flag_type type = p->slots[i].flag->type;

        if (type == FLAG_TYPE_STRINGS || type == FLAG_TYPE_STRING_ARRAY)
            free_strv_field(p->slots[i].field);
    }
    free(p->slots);
    free(p->args.v);
    buf_release(&p->notices);
    buf_release(&p->given);
    *p = (struct cli_parse){.dash = -1};
}

/* Flags whose value must not be written down anywhere. */
static bool is_secret(const struct flag *f)
{
    return str_eq(f->name, "token") || str_eq(f->name, "password");
}

struct err *cli_parse_set(struct cli_parse *p, struct cli_slot *s, const char *value)
{
    const struct flag *f = s->flag;
    struct err *e = store(s, value);

    if (e) {
        char *quoted = str_quote(value);

        if (f->letter != '\0')
            e = err_wrap(e, "invalid argument %s for \"-%c, --%s\" flag", quoted, f->letter, f->name);
        else
            e = err_wrap(e, "invalid argument %s for \"--%s\" flag", quoted, f->name);
        free(quoted);
        return e;
    }
    s->changed = true;
    buf_addf(&p->given, " --%s=%s", f->name, is_secret(f) ? "CLASSIFIED" : value);
    if (f->deprecated)
        buf_addf(&p->notices, "Flag --%s has been deprecated, %s\n", f->name, f->deprecated);
    return NULL;
}

/* "--name", "--name=value" or "--name value"; *used counts the arguments behind it that were taken. */
static struct err *parse_long(struct cli_parse *p, const char *arg, int rest, char **next, int *used)
{
    const char *name = arg + 2, *eq = strchr(name, '=');
    size_t len = eq ? (size_t)(eq - name) : strlen(name);
    struct cli_slot *s = NULL;

    if (*name == '-' || *name == '=')
        return err_new("bad flag syntax: %s", arg);
    s = cli_slot_named(p, name, len);
    if (!s)
        return err_new("unknown flag: --%.*s", (int)len, name);
    if (eq)
        return cli_parse_set(p, s, eq + 1);
    if (s->flag->no_value)
        return cli_parse_set(p, s, s->flag->no_value);
    if (rest == 0)
        return err_new("flag needs an argument: --%s", name);
    *used = 1;
    return cli_parse_set(p, s, next[0]);
}

/* Go's %q of the letter that pflag names: the first byte of the byte's code point in UTF-8, as a code point. */
static char *quote_letter(char letter)
{
    unsigned char byte = (unsigned char)letter;
    char text[8] = {0};

    if (byte < 0x80) {
        char in[2] = {letter, '\0'};
        char *quoted = str_quote(in); /* "x" with double quotes: make it 'x' */

        if (letter == '\'' || letter == '"') {
            free(quoted);
            return xstrdup(letter == '"' ? "'\"'" : "'\\''");
        }
        quoted[0] = quoted[strlen(quoted) - 1] = '\'';
        return quoted;
    }
    text[0] = '\'';
    text[1 + utf8_encode(byte < 0xc0 ? 0xc2 : 0xc3, text + 1)] = '\'';
    return xstrdup(text);
}

static struct err *letter_error(const char *what, const char *letters)
{
    char *quoted = quote_letter(letters[0]);
    struct err *e = err_new("%s: %s in -%s", what, quoted, letters);

    free(quoted);
    return e;
}

/* "-abc", "-n value", "-nvalue" or "-n=value". */
static struct err *parse_short(struct cli_parse *p, const char *letters, int rest, char **next, int *used)
{
    while (*letters != '\0') {
        struct cli_slot *s = cli_slot_letter(p, *letters);
        struct err *e = NULL;

        if (!s)
            return letter_error("unknown shorthand flag", letters);
        if (s->flag->bits & FLAG_OLD_LETTER)
            buf_addf(&p->notices, "Flag shorthand -%c has been deprecated, %s\n", *letters, s->flag->deprecated);
        if (letters[1] == '=' && letters[2] != '\0')
            return cli_parse_set(p, s, letters + 2);
        if (s->flag->no_value) {
            e = cli_parse_set(p, s, s->flag->no_value);
            if (e)
                return e;
            letters++;
            continue;
        }
        if (letters[1] != '\0')
            return cli_parse_set(p, s, letters + 1);
        if (rest == 0)
            return letter_error("flag needs an argument", letters);
        *used = 1;
        return cli_parse_set(p, s, next[0]);
    }
    return NULL;
}

static void add_arg(struct cli_parse *p, char *arg)
{
    p->args.v[p->args.n++] = arg;
}

struct err *cli_parse_run(struct cli_parse *p, int argc, char **argv)
{
    free(p->args.v);
    p->args = (struct strv){.v = xcalloc((size_t)argc + 1, sizeof(char *))};
    for (int i = 0; i < argc; i++) {
        char *arg = argv[i];
        struct err *e = NULL;
        int used = 0;

        if (arg[0] != '-' || arg[1] == '\0') {
            add_arg(p, arg);
            continue;
        }
        if (arg[1] != '-') {
            e = parse_short(p, arg + 1, argc - i - 1, argv + i + 1, &used);
        } else if (arg[2] != '\0') {
            e = parse_long(p, arg, argc - i - 1, argv + i + 1, &used);
        } else {
            p->dash = (int)p->args.n;
            for (i++; i < argc; i++)
                add_arg(p, argv[i]);
            break;
        }
        if (e)
            return e;
        i += used;
    }
    return NULL;
}

void cli_parse_raw(struct cli_parse *p, int argc, char **argv)
{
    free(p->args.v);
    p->args = (struct strv){.v = xcalloc((size_t)argc + 1, sizeof(char *))};
    for (int i = 0; i < argc; i++)
        add_arg(p, argv[i]);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

struct err *cli_check_required(const struct cli_parse *p)
{
    const char *missing[64];
    size_t n = 0;
    struct buf names = buf_new();
    struct err *e = NULL;

    for (size_t i = 0; i < p->n && n < sizeof(missing) / sizeof(*missing); i++)
        if (p->slots[i].flag->bits & FLAG_REQUIRED && !p->slots[i].changed)
            missing[n++] = p->slots[i].flag->name;
    if (n == 0)
        return NULL;
    qsort(missing, n, sizeof(*missing), by_name);
    for (size_t i = 0; i < n; i++)
        buf_addf(&names, "%s\"%s\"", i > 0 ? ", " : "", missing[i]);
    e = err_new("required flag(s) %s not set", names.data);
    buf_release(&names);
    return e;
}

struct err *cli_parse_args(const struct command *cmd, int argc, char **argv, void *opts, struct global_opts *global,
                           struct cli_parse **out)
{
    struct cli_parse *p = xcalloc(1, sizeof(*p));
    struct err *e = NULL;

    cli_parse_init(p, cmd, opts, global);
    e = cli_parse_run(p, argc, argv);
    if (e) {
        cli_parse_free(p);
        p = NULL;
    }
    *out = p;
    return e;
}

void cli_parse_free(struct cli_parse *p)
{
    if (p)
        cli_parse_release(p);
    free(p);
}

const struct strv *cli_args(const struct cli_parse *p)
{
    return &p->args;
}

const char *cli_notices(const struct cli_parse *p)
{
    return p->notices.data;
}

bool cli_changed(const struct cmd_ctx *ctx, const char *name)
{
    const struct cli_slot *s = ctx->parse ? cli_slot_named(ctx->parse, name, strlen(name)) : NULL;

    return s && s->changed;
}

char *cli_change_cause(const struct cmd_ctx *ctx)
{
    struct buf b = buf_new();

    buf_adds(&b, ctx->cmd_path);
    if (ctx->parse) {
        for (size_t i = 0; i < ctx->parse->args.n; i++)
            buf_addf(&b, " %s", ctx->parse->args.v[i]);
        buf_adds(&b, ctx->parse->given.data);
    }
    return buf_take(&b);
}

int cli_args_at_dash(const struct cmd_ctx *ctx)
{
    return ctx->parse ? ctx->parse->dash : -1;
}
