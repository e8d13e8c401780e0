/* script.c - a completion script, made for the name that the program has. */
#include "cli/script.h"
#include "cli/completion.h"

#include "base/mem.h"

#include <string.h>

const char *const cli_shells[] = {"bash", "zsh", "fish", "powershell", NULL};

static const char *const *const scripts[] = {script_bash, script_zsh, script_fish,
                                             script_powershell}; /* as cli_shells */

static const struct {
    const char *mark, *format, *more; /* `more`: what a name that is neither kubec nor kubectl adds */
} marks[] = {{"@PROG@", NULL, NULL},
             {"@NAMES@", "kubec and kubectl", "kubec, kubectl and %s"},
             {"@LIST@", "kubec kubectl", "kubec kubectl %s"},
             {"@PLIST@", "@('kubec', 'kubectl')", "@('kubec', 'kubectl', '%s')"}};

static void add_line(struct buf *out, const char *line, const char *prog, bool other)
{
    const char *at = NULL;

    while ((at = strchr(line, '@')) != NULL) {
        size_t i = 0;

        buf_add(out, line, (size_t)(at - line));
        while (i < sizeof marks / sizeof *marks && !str_starts(at, marks[i].mark))
            i++;
        if (i == sizeof marks / sizeof *marks) {
            buf_addc(out, '@');
            line = at + 1;
            continue;
        }
        if (!marks[i].format)
            buf_adds(out, prog);
        else
            buf_addf(out, other ? marks[i].more : marks[i].format, prog);
        line = at + strlen(marks[i].mark);
    }
    buf_adds(out, line);
    buf_addc(out, '\n');
}

/* True for a name that needs no quotes in a shell; others are not registered. */
static bool plain_name(const char *prog)
{
    return *prog && strspn(prog, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-") == strlen(prog);
}

bool cli_completion_script(struct buf *out, const char *shell, const char *prog)
{
    bool other = plain_name(prog) && strcmp(prog, "kubec") != 0 && strcmp(prog, "kubectl") != 0;

    for (size_t i = 0; cli_shells[i]; i++) {
        if (strcmp(cli_shells[i], shell) != 0)
            continue;
        for (const char *const *line = scripts[i]; *line; line++)
            add_line(out, *line, other || strcmp(prog, "kubectl") == 0 ? prog : "kubec", other);
        return true;
    }
    return false;
}
