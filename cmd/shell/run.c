/* run.c - runs what the lexer found: redirections, pipes, and the verbs in this process. */
#include "api/session.h"
#include "api/status.h"
#include "base/file.h"
#include "base/mem.h"
#include "cli/plugin.h"
#include "shell/shell.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define INTERRUPTED (128 + SIGINT)

/* What a step changes of the process for as long as it runs. */
struct step_run {
    struct shell *sh;
    int saved[3];     /* descriptors 0 to 2 as they were; -1: untouched */
    struct strv vars; /* names and old values of variables; a NULL value: it was not set */
    FILE *in;         /* its own stdin, or NULL */
};

static int complain(const struct shell *sh, struct err *e)
{
    fflush(sh->outer->out);
    int code = err_report(e, sh->outer->prog, sh->outer->err);
    err_free(e);
    return code;
}

/* ---- redirections ---- */

static void save_fd(struct step_run *r, int fd)
{
    if (r->saved[fd] < 0)
        r->saved[fd] = fcntl(fd, F_DUPFD_CLOEXEC, 10);
}

static struct err *point(struct step_run *r, int fd, int to)
{
    save_fd(r, fd);
    if (dup2(to, fd) >= 0)
        return NULL;
    char *why = file_errno_text(errno);
    struct err *e = err_new("descriptor %d: %s", fd, why);
    free(why);
    return e;
}

static struct err *open_file(struct step_run *r, const struct lex_redirect *d)
{
    struct strv names = {0};
    struct err *e = lex_expand(d->target, &r->sh->values, &names);
    if (e == NULL && names.n != 1)
        e = err_new("%s: a redirection needs one file", d->target);
    int flags = d->kind == LEX_READ ? O_RDONLY : O_WRONLY | O_CREAT | (d->kind == LEX_APPEND ? O_APPEND : O_TRUNC);
    int fd = e == NULL ? open(names.v[0], flags | O_CLOEXEC, 0666) : -1;
    if (e == NULL && fd < 0) {
        char *why = file_errno_text(errno);
        e = err_new("open %s: %s", names.v[0], why);
        free(why);
    }
    if (e == NULL)
        e = point(r, d->fd, fd);
    if (fd >= 0)
        close(fd);
    strv_release(&names);
    return e;
}

/* Lines of a here-document become a file that has no name. */
static struct err *open_text(struct step_run *r, const struct lex_redirect *d)
{
    struct strv words = {0};
    char *text = NULL;
    struct err *e = NULL;
    if (d->one_word) {
        e = lex_expand(d->target, &r->sh->values, &words);
        char *joined = e == NULL ? strv_join(&words, " ") : NULL;
        text = e == NULL ? xasprintf("%s\n", joined) : NULL;
        free(joined);
    } else if (d->expands) {
        e = lex_expand_text(d->target, &r->sh->values, &text);
    } else {
        text = xstrdup(d->target);
    }
    int fd = e == NULL ? memfd_create("here-document", MFD_CLOEXEC) : -1;
    size_t left = text != NULL ? strlen(text) : 0;
    for (const char *p = text; e == NULL && left > 0;) {
        ssize_t n = write(fd, p, left);
        if (n < 0)
            e = err_new("a here-document cannot be kept: %s", strerror(errno));
        else
            p += n, left -= (size_t)n;
    }
    if (e == NULL && lseek(fd, 0, SEEK_SET) == 0)
        e = point(r, d->fd, fd);
    if (fd >= 0)
        close(fd);
    free(text);
    strv_release(&words);
    return e;
}

static struct err *redirect(struct step_run *r, const struct lex_step *step)
{
    struct err *e = NULL;
    for (size_t i = 0; e == NULL && i < step->nredirects; i++) {
        const struct lex_redirect *d = &step->redirects[i];
        if (d->kind == LEX_TEXT) {
            e = open_text(r, d);
        } else if (d->kind != LEX_DUP) {
            e = open_file(r, d);
        } else if (d->target[0] == '-') {
            int null = open("/dev/null", O_RDWR | O_CLOEXEC);
            e = point(r, d->fd, null);
            close(null);
        } else {
            e = point(r, d->fd, d->target[0] - '0');
        }
    }
    return e;
}

/* What could not be written is told, unless nobody wanted to read it. */
static int flush_output(struct shell *sh, int status)
{
    bool gone = *sh->outer->interrupted == SIGPIPE;
    if (fflush(sh->outer->out) == 0 && !ferror(sh->outer->out))
        return status;
    int errnum = errno;
    __fpurge(sh->outer->out); /* else it would go to what stdout is next */
    clearerr(sh->outer->out);
    if (gone || errnum == EPIPE)
        return status;
    char *why = file_errno_text(errnum);
    fprintf(sh->outer->err, "error: write /dev/stdout: %s\n", why);
    free(why);
    return status != 0 ? status : 1;
}

/* ---- words ---- */

static struct err *expand_words(struct shell *sh, const struct lex_step *step, size_t from, struct strv *out)
{
    struct err *e = NULL;
    for (size_t i = from; e == NULL && i < step->words.n; i++) {
        const char *word = step->words.v[i];
        if (sh->object != NULL && strcmp(word, "@") == 0)
            strv_add(out, sh->object);
        else
            e = lex_expand(word, &sh->values, out);
    }
    return e;
}

/* NAME=VALUE before a command holds for it; alone it stays. */
static struct err *assign(struct step_run *r, const char *typed, bool stays)
{
    struct strv value = {0};
    const char *rest;
    char *name = str_cut(typed, '=', &rest);
    struct err *e = lex_expand(rest, &r->sh->values, &value);
    char *joined = strv_join(&value, " ");
    if (e == NULL && !stays) {
        const char *old = getenv(name);
        strv_add(&r->vars, name);
        strv_adopt(&r->vars, old != NULL ? xstrdup(old) : NULL);
    }
    if (e == NULL)
        setenv(name, joined, 1);
    free(joined);
    free(name);
    strv_release(&value);
    return e;
}

static void restore(struct step_run *r)
{
    if (r->in != NULL)
        fclose(r->in);
    for (int fd = 0; fd < 3; fd++) {
        if (r->saved[fd] < 0)
            continue;
        dup2(r->saved[fd], fd);
        close(r->saved[fd]);
    }
    for (size_t i = r->vars.n; i > 0; i -= 2) {
        if (r->vars.v[i - 1] != NULL)
            setenv(r->vars.v[i - 2], r->vars.v[i - 1], 1);
        else
            unsetenv(r->vars.v[i - 2]);
    }
    strv_release(&r->vars);
}

/* ---- commands ---- */

void shell_context(struct shell *sh, FILE *in, struct cmd_ctx *out)
{
    const struct cmd_ctx *outer = sh->outer;
    *out = (struct cmd_ctx){.in = in,
                            .out = outer->out,
                            .err = outer->err,
                            .prog = outer->prog,
                            .root = &sh->root,
                            .out_tty = isatty(STDOUT_FILENO),
                            .err_tty = isatty(STDERR_FILENO),
                            .after = outer->after,
                            .load_prefs = outer->load_prefs,
                            .interrupted = outer->interrupted,
                            .pool = sh->pool,
                            .host = &sh->host};
}

/* Only says that a signal ended a read or a write. */
static bool cut_short(const struct shell *sh, const struct err *e)
{
    return *sh->outer->interrupted && e->msg != NULL && str_ends(e->msg, "interrupted system call");
}

static bool is_program(const char *word)
{
    char *path = plugin_look_path(word);
    free(path);
    return path != NULL;
}

int shell_run_command(struct shell *sh, int argc, char **argv, FILE *in)
{
    struct cmd_ctx ctx;
    struct cmd_ctx *before = sh->running;
    int status = 0;
    shell_context(sh, in, &ctx);
    sh->running = &ctx;
    struct err *e = cli_run(&ctx, argc, argv);
    sh->running = before;
    if (e != NULL && argc > 1 && e->msg != NULL && str_starts(e->msg, "unknown command") && is_program(argv[1]))
        e = err_note(e, "It is a program: \"!%s\" runs it.", argv[1]);
    if (e != NULL)
        status = cut_short(sh, e) ? 1 : complain(sh, e);
    session_park(&ctx);
    return status;
}

static int run_words(struct step_run *r, struct strv *words)
{
    struct shell *sh = r->sh;
    FILE *in = NULL;
    if (words->n > 0 && (str_eq(words->v[0], "kubec") || str_eq(words->v[0], "kubectl") || str_eq(words->v[0], "k"))) {
        free(words->v[0]); /* as it stands in everybody's notes */
        memmove(words->v, words->v + 1, --words->n * sizeof *words->v);
    }
    if (r->saved[0] >= 0)
        in = r->in = fdopen(fcntl(0, F_DUPFD_CLOEXEC, 10), "r");
    else if (sh->commands_read_stdin)
        in = sh->outer->in;
    object_add(sh, words);
    char **argv = xcalloc(words->n + 2, sizeof *argv);
    argv[0] = xstrdup(sh->outer->prog);
    for (size_t i = 0; i < words->n; i++)
        argv[i + 1] = words->v[i];
    int status = shell_run_command(sh, (int)words->n + 1, argv, in);
    free(argv[0]);
    free(argv);
    if (in != NULL && in == sh->outer->in)
        clearerr(in); /* Ctrl-D ended one command's input, not the next one's */
    return status;
}

/* With the pipe to sh standing. */
static int run_expanded(struct step_run *r, const struct lex_step *step)
{
    struct shell *sh = r->sh;
    struct strv words = {0};
    size_t from = 0;
    int status = 0;
    struct err *e = redirect(r, step);
    while (from < step->words.n && lex_is_assignment(step->words.v[from]))
        from++;
    for (size_t i = 0; e == NULL && i < from; i++)
        e = assign(r, step->words.v[i], from == step->words.n);
    if (e == NULL)
        e = expand_words(sh, step, from, &words);
    if (e != NULL)
        status = complain(sh, e);
    else if (words.n > 0)
        status = run_words(r, &words);
    strv_release(&words);
    status = flush_output(sh, status);
    fflush(sh->outer->err);
    restore(r);
    return status;
}

static int run_piped(struct step_run *r, const struct lex_step *step)
{
    struct shell *sh = r->sh;
    int fds[2];
    if (pipe2(fds, O_CLOEXEC) < 0)
        return complain(sh, err_new("no pipe: %s", strerror(errno)));
    pid_t reader = sh_start(sh, step->pipe, fds[0], -1);
    close(fds[0]);
    err_free(point(r, 1, fds[1]));
    close(fds[1]);
    int status = run_expanded(r, step); /* its end gives the pipe back */
    if (*sh->outer->interrupted == SIGPIPE) {
        *sh->outer->interrupted = 0; /* enough was read */
        status = 0;
    }
    int read_status = sh_wait(sh, reader);
    return read_status != 0 ? read_status : status;
}

static int run_step(struct shell *sh, const struct lex_step *step)
{
    struct step_run r = {.sh = sh, .saved = {-1, -1, -1}};
    fflush(sh->outer->out);
    if (step->program != NULL)
        return sh_wait(sh, sh_start(sh, step->program, -1, -1));
    return step->pipe != NULL ? run_piped(&r, step) : run_expanded(&r, step);
}

int shell_run_list(struct shell *sh, const struct lex_list *list)
{
    int status = sh->status;
    sh->ended = sh->ended || *sh->outer->interrupted == SIGTERM;
    for (size_t i = 0; i < list->n && !sh->ended; i++) {
        enum lex_link link = list->v[i].link;
        if ((link == LEX_AND && status != 0) || (link == LEX_OR && status == 0))
            continue;
        *sh->outer->interrupted = 0;
        status = run_step(sh, &list->v[i]);
        if (*sh->outer->interrupted) {
            status = 128 + *sh->outer->interrupted;
            sh->ended = !sh->tty || *sh->outer->interrupted == SIGTERM;
            sh->status = status;
            if (sh->tty && !sh->ended)
                fputc('\n', sh->outer->err); /* behind the ^C that the terminal shows */
            break;
        }
        sh->status = status;
        bool asked = i + 1 < list->n && list->v[i + 1].link != LEX_ALWAYS;
        if (status != 0 && sh->exit_on_error && !asked)
            sh->ended = true;
    }
    return status;
}
