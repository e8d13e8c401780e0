/* prompt.c - the shell on a terminal: readline, the prompt, the history, hints. */
#include "api/session.h"
#include "base/mem.h"
#include "shell/history.h"
#include "shell/tab.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define RED "\001\033[1;31m\002"
#define PLAIN "\001\033[0m\002"
#define DIM "\001\033[36m\002"

/* readline's callbacks have no argument. */
static struct {
    struct shell *sh;
    const struct readline_lib *rl;
    struct history history;
    bool abandoned; /* Ctrl-C ended the line */
    bool color;
    int prompt_width;
    bool hinted; /* a hint stands behind the cursor */
} prompt;

/* ---- what it says ---- */

struct prompt_place {
    char *context, *ns;
    bool guarded;
};

/* Where the next command works. Without a kubeconfig, or with a broken one, there is no context. */
static void find_place(const struct shell *sh, struct prompt_place *out)
{
    struct global_opts global = *sh->outer->global;
    struct kubeconfig *k = NULL;
    bool overridden;
    *out = (struct prompt_place){0};
    global.kubeconfig = global.context = global.ns = ""; /* the environment has them */
    struct err *e = kubeconfig_load("", &k);
    if (e == NULL) {
        const char *name = kubeconfig_context_name(k, &global);
        const struct kubeconfig_entry *entry = kubeconfig_find(&k->contexts, name);
        out->context = str_sanitize(name);
        out->guarded = kubeconfig_is_protected(entry != NULL ? entry->body : NULL);
        e = kubeconfig_namespace(k, &global, &out->ns, &overridden);
    }
    err_free(e);
    kubeconfig_free(k);
}

static int width_of(const char *text)
{
    int n = 0;
    for (const char *p = text; *p != '\0'; p++)
        n += ((unsigned char)*p & 0xc0) != 0x80;
    return n;
}

static char *prompt_text(const struct shell *sh)
{
    struct prompt_place at;
    struct buf b = buf_new();
    find_place(sh, &at);
    const char *context = str_empty(at.context) ? "no context" : at.context;
    char *ns = str_sanitize(at.ns != NULL ? at.ns : "default"),
         *object = str_sanitize(sh->object != NULL ? sh->object : "");
    bool red = prompt.color && at.guarded;
    buf_addf(&b, "%s%s%s/%s", red ? RED : "", context, red ? PLAIN : "", ns);
    prompt.prompt_width = width_of(context) + 1 + width_of(ns);
    if (object[0] != '\0') {
        buf_addf(&b, " %s%s%s", prompt.color ? DIM : "", object, prompt.color ? PLAIN : "");
        prompt.prompt_width += 1 + width_of(object);
    }
    buf_adds(&b, at.guarded && !prompt.color ? " (protected)> " : "> ");
    prompt.prompt_width += 2;
    free(ns);
    free(object);
    free(at.context);
    free(at.ns);
    return buf_take(&b);
}

/* ---- hints: the rest of a line that was typed before, in grey behind the cursor ---- */

static bool is_plain(const char *text)
{
    for (const char *p = text; *p != '\0'; p++)
        if (*p < ' ' || *p > '~')
            return false;
    return true;
}

/* What the line could go on with; NULL: nothing, or this is no moment for a hint. */
static const char *hint_rest(void)
{
    const struct readline_lib *rl = prompt.rl;
    static const int others = RL_STATE_ISEARCH | RL_STATE_NSEARCH | RL_STATE_COMPLETING | RL_STATE_VICMDONCE;
    if (*rl->rl_done || *rl->rl_pending_input) /* Enter was typed already */
        return NULL;
    if (!prompt.color || *rl->rl_point != *rl->rl_end || *rl->rl_end == 0 ||
        *rl->rl_readline_state & (unsigned long)others)
        return NULL;
    const char *line = *rl->rl_line_buffer;
    const char *found = is_plain(line) ? history_hint(&prompt.history, line) : NULL;
    return found != NULL && is_plain(found) ? found + strlen(line) : NULL;
}

static void clear_hint(void)
{
    if (!prompt.hinted)
        return;
    fputs("\033[K", *prompt.rl->rl_outstream);
    fflush(*prompt.rl->rl_outstream);
    prompt.hinted = false;
}

static void redisplay(void)
{
    int rows = 24, columns = 80;
    clear_hint();
    prompt.rl->rl_redisplay();
    const char *rest = hint_rest();
    if (rest == NULL)
        return;
    prompt.rl->rl_get_screen_size(&rows, &columns);
    int room = columns - prompt.prompt_width - *prompt.rl->rl_end - 1, n = (int)strlen(rest);
    if (n > room)
        n = room;
    if (n <= 0)
        return;
    fprintf(*prompt.rl->rl_outstream, "\033[90m%.*s\033[0m\033[%dD", n, rest, n);
    fflush(*prompt.rl->rl_outstream);
    prompt.hinted = true;
}

/* At the end of the line the keys that go right take the hint. */
static bool take_hint(void)
{
    const char *rest = hint_rest();
    if (rest != NULL)
        prompt.rl->rl_insert_text(rest);
    return rest != NULL;
}

static int forward(int count, int key)
{
    return take_hint() ? 0 : prompt.rl->rl_forward_char(count, key);
}

static int to_end(int count, int key)
{
    return take_hint() ? 0 : prompt.rl->rl_end_of_line(count, key);
}

/* Keys that ~/.inputrc gave another meaning keep it. */
static void bind_hints(const struct readline_lib *rl)
{
    static const char *const rights[] = {"\033[C", "\033OC", "\006"}, *const ends[] = {"\033[F", "\033OF", "\005"};
    for (size_t i = 0; i < 3; i++) {
        rl_command_func_t *is = rl->rl_function_of_keyseq(rights[i], NULL, NULL);
        if (is == rl->rl_forward_char || is == rl->rl_forward_byte)
            rl->rl_bind_keyseq(rights[i], forward);
        if (rl->rl_function_of_keyseq(ends[i], NULL, NULL) == rl->rl_end_of_line)
            rl->rl_bind_keyseq(ends[i], to_end);
    }
}

/* ---- lines ---- */

/* Waits for a key. Ctrl-C ends the line, whatever is being done with it. */
static int next_key(FILE *in)
{
    struct pollfd key = {.fd = fileno(in), .events = POLLIN};
    volatile int *interrupted = prompt.sh->outer->interrupted;
    while (poll(&key, 1, -1) < 0 && errno == EINTR) {
        if (*interrupted == SIGTERM)
            return EOF;
        if (*interrupted == SIGINT) {
            *interrupted = 0;
            clear_hint();
            fputs("^C", *prompt.rl->rl_outstream);
            prompt.abandoned = true;
            *prompt.rl->rl_done = 1;
            return '\n';
        }
        *interrupted = 0;
        prompt.rl->rl_check_signals(); /* the window has another size */
    }
    int c = prompt.rl->rl_getc(in);
    clear_hint();
    return c;
}

static char *ask(struct shell *sh, bool more)
{
    char *text = more ? xstrdup("> ") : prompt_text(sh);
    if (more)
        prompt.prompt_width = 2;
    prompt.abandoned = false;
    *sh->outer->interrupted = 0;
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
    sigaction(SIGTSTP, &ignore, &before); /* there is nothing to stop but the shell itself */
    char *line = prompt.rl->readline(text);
    sigaction(SIGTSTP, &before, NULL);
    free(text);
    if (prompt.abandoned) {
        free(line);
        sh->abandoned = true;
        sh->status = 128 + SIGINT;
        return xstrdup("");
    }
    if (line == NULL) {
        fputc('\n', sh->outer->out);
        if (*sh->outer->interrupted == SIGTERM)
            sh->status = 128 + SIGTERM;
        return NULL;
    }
    if (!more && history_add(&prompt.history, line))
        prompt.rl->add_history(line);
    return line;
}

/* Without readline: lines as the terminal gives them. */
static char *ask_plainly(struct shell *sh, bool more)
{
    char *text = more ? xstrdup("> ") : prompt_text(sh), *line = NULL;
    size_t room = 0;
    *sh->outer->interrupted = 0;
    fputs(text, sh->outer->out);
    fflush(sh->outer->out);
    free(text);
    ssize_t n = getline(&line, &room, sh->outer->in);
    if (n < 0) {
        free(line);
        clearerr(sh->outer->in);
        fputc('\n', sh->outer->out);
        if (*sh->outer->interrupted != SIGINT)
            return NULL;
        sh->abandoned = true;
        return xstrdup("");
    }
    line[strcspn(line, "\n")] = '\0';
    return line;
}

static void set_up(struct shell *sh, const struct readline_lib *rl)
{
    const char *term = getenv("TERM");
    prompt.sh = sh;
    prompt.rl = rl;
    prompt.color =
        str_empty(getenv("NO_COLOR")) && isatty(STDOUT_FILENO) && !str_empty(term) && strcmp(term, "dumb") != 0;
    *rl->rl_readline_name = "kubec";
    *rl->rl_catch_signals = 0;
    *rl->rl_getc_function = next_key;
    *rl->rl_redisplay_function = redisplay;
    rl->rl_initialize();
    bind_hints(rl);
    tab_install(sh, rl);
    history_open(&prompt.history);
    rl->stifle_history(HISTORY_MAX);
    for (size_t i = 0; i < prompt.history.lines.n; i++)
        rl->add_history(prompt.history.lines.v[i]);
}

int prompt_run(struct shell *sh)
{
    const struct readline_lib *rl = NULL;
    struct shell_source src = {.ahead = buf_new(), .ask = ask};
    struct err *e = readline_lib_open(&rl);
    if (e != NULL) {
        char *text = xasprintf("no readline, so no history and no completion: %s", e->msg);
        cli_warn(sh->outer, text);
        free(text);
        err_free(e);
        src.ask = ask_plainly;
        return shell_run_source(sh, &src);
    }
    set_up(sh, rl);
    sh->history = &prompt.history.lines;
    int status = shell_run_source(sh, &src);
    sh->history = NULL;
    history_close(&prompt.history);
    tab_release();
    return status;
}
