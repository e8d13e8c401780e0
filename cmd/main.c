/* main.c - the program: streams, signals, one run, the words of its error and its exit code. */
#include "api/session.h"
#include "api/status.h"
#include "base/clock.h"
#include "base/file.h"
#include "cli/cli.h"
#include "kubeconfig/kuberc.h"
#include "root.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Written by the handler only; commands see it through cmd_ctx. */
static volatile int interrupted;

#define SAME_SIGNAL (250 * (NS_PER_S / 1000))

/* The first signal asks the command to stop; a second one ends the program at once. timeout(1) sends each signal twice,
 * to us and to our group: what follows at once is the same one. */
static void on_signal(int number)
{
    static volatile int64_t first;
    int64_t now = clock_mono_ns(); /* clock_gettime may be called in a handler */
    if (interrupted && now - first > SAME_SIGNAL)
        _exit(128 + number);
    if (!interrupted)
        first = now;
    interrupted = number;
}

static void catch_signals(void)
{
    struct sigaction action = {.sa_handler = on_signal};

    sigemptyset(&action.sa_mask); /* no SA_RESTART: what waits in a read comes back */
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    /* SIGPIPE stays as it is: a reader that went away ends the program quietly. */
}

/* "kubectl" when called through a link of that name, else "kubec". */
static const char *program_name(const char *argv0)
{
    const char *slash = argv0 ? strrchr(argv0, '/') : NULL;
    const char *base = slash ? slash + 1 : argv0;

    return base && strcmp(base, "kubectl") == 0 ? "kubectl" : "kubec";
}

/* --warnings-as-errors, in kubectl's words. */
static struct err *check_warnings(struct cmd_ctx *ctx)
{
    size_t n = ctx->global->warnings_as_errors ? session_warnings(ctx->session) : 0;

    return n > 0 ? err_new("%zu warning%s received", n, n > 1 ? "s" : "") : NULL;
}

/* Writes out what is buffered; output that was lost is an error. */
static int finish_output(int code)
{
    bool ok = fflush(stdout) == 0 && !ferror(stdout);
    int errnum = errno;
    char *reason = NULL;

    if (ok)
        return code;
    reason = file_errno_text(errnum);
    fprintf(stderr, "error: write /dev/stdout: %s\n", reason);
    free(reason);
    return code ? code : 1;
}

/* True for an error that only says that a signal ended a read or a write. */
static bool cut_short(const struct err *e)
{
    return interrupted && e->msg && str_ends(e->msg, "interrupted system call");
}

/* Ends as the signal would have ended us, so that a shell's loop around us stops too. */
static void end_by(int number)
{
    signal(number, SIG_DFL);
    raise(number);
}

int main(int argc, char **argv)
{
    struct cmd_ctx ctx = {.in = stdin,
                          .out = stdout,
                          .err = stderr,
                          .prog = program_name(argc > 0 ? argv[0] : NULL),
                          .root = &cmd_root,
                          .out_tty = isatty(STDOUT_FILENO),
                          .err_tty = isatty(STDERR_FILENO),
                          .after = check_warnings,
                          .load_prefs = kuberc_preferences,
                          .interrupted = &interrupted};
    struct err *e = NULL;
    int code = 0;

    catch_signals();
    e = cli_run(&ctx, argc, argv);
    if (e) {
        fflush(stdout); /* what was printed before stands before the error */
        code = cut_short(e) ? 1 : err_report(e, ctx.prog, stderr);
        err_free(e);
    }
    session_free(ctx.session);
    code = finish_output(code);
    if (interrupted && code != 0)
        end_by(interrupted);
    return code;
}
