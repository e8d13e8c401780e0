/* host.c - what a shell around the commands gives to each of them. */
#include "base/mem.h"
#include "cli/parse.h"

#include <string.h>

/* These the shell keeps in the environment, where they can change, or they are not for every command. */
static bool stays_with_shell(const char *name)
{
    static const char *const names[] = {"context", "kubeconfig", "namespace", "profile", "profile-output"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static struct err *copy_flag(struct cli_parse *to, struct cli_slot *slot, const struct cli_slot *from)
{
    const struct strv *list = NULL;
    struct err *e = NULL;

    switch (from->flag->type) {
    case FLAG_TYPE_BOOL:
        return cli_parse_set(to, slot, *(const bool *)from->field ? "true" : "false");
    case FLAG_TYPE_STRING:
        return cli_parse_set(to, slot, *(const char *const *)from->field);
    case FLAG_TYPE_STRING_ARRAY:
        list = (const struct strv *)from->field;
        for (size_t i = 0; !e && i < list->n; i++)
            e = cli_parse_set(to, slot, list->v[i]);
        return e;
    default: /* --log-flush-frequency has nothing to flush */
        return NULL;
    }
}

struct err *cli_host_set_flags(const struct cmd_ctx *ctx, struct cli_parse *parse)
{
    const struct cli_parse *shell = ctx->host ? ctx->host->parse : NULL;
    struct err *e = NULL;

    for (size_t i = 0; shell && !e && i < shell->n; i++) {
        const struct cli_slot *from = &shell->slots[i];
        struct cli_slot *slot = NULL;

        if (!from->changed || !from->inherited || stays_with_shell(from->flag->name))
            continue;
        slot = cli_slot_named(parse, from->flag->name, strlen(from->flag->name));
        if (slot && slot->flag == from->flag)
            e = copy_flag(parse, slot, from);
    }
    return e;
}
