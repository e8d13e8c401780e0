/* terminal.c - the user's terminal while a container has it. */
#include "stream/terminal.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/strv.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

struct err *terminal_raw(struct terminal *t, int in, int size_from, volatile int *interrupted)
{
    struct termios raw;
    memset(t, 0, sizeof *t);
    t->in = in;
    t->size_from = size_from >= 0 && isatty(size_from) ? size_from : -1;
    t->signals = -1;
    t->interrupted = interrupted;
    if (tcgetattr(in, &t->before) != 0) {
        char *why = file_errno_text(errno);
        struct err *e = err_new("the terminal's state cannot be read: %s", why);
        free(why);
        return e;
    }
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGWINCH);
    sigaddset(&set, SIGHUP);
    sigaddset(&set, SIGQUIT);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigprocmask(SIG_BLOCK, &set, &t->mask_before);
    t->signals = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    raw = t->before;
    cfmakeraw(&raw);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    tcsetattr(in, TCSANOW, &raw);
    t->raw = true;
    return NULL;
}

void terminal_restore(struct terminal *t)
{
    if (!t->raw)
        return;
    terminal_signals(t);
    while (tcsetattr(t->in, TCSANOW, &t->before) != 0 && errno == EINTR)
        ;
    if (t->signals >= 0)
        close(t->signals);
    sigprocmask(SIG_SETMASK, &t->mask_before, NULL);
    t->raw = false;
}

bool terminal_size(const struct terminal *t, struct terminal_size *out)
{
    struct winsize size;
    if (!t->raw || t->size_from < 0 || ioctl(t->size_from, TIOCGWINSZ, &size) != 0)
        return false;
    out->width = size.ws_col;
    out->height = size.ws_row;
    return true;
}

bool terminal_signals(struct terminal *t)
{
    struct signalfd_siginfo info;
    bool resized = false;
    while (t->raw && t->signals >= 0 && read(t->signals, &info, sizeof info) == (ssize_t)sizeof info) {
        if (info.ssi_signo == SIGWINCH)
            resized = true;
        else if (t->interrupted != NULL)
            *t->interrupted = (int)info.ssi_signo;
    }
    return resized;
}

struct err *detach_parse(const char *text, struct detach *out)
{
    static const char controls[] = "@abcdefghijklmnopqrstuvwxyz[\\]^_";
    struct strv words = {0};
    struct err *e = NULL;
    memset(out, 0, sizeof *out);
    strv_split(&words, text, ',');
    if (words.n == 0)
        strv_add(&words, "");
    for (size_t i = 0; i < words.n && e == NULL; i++) {
        const char *word = words.v[i], *at = NULL;
        if (strlen(word) == 6 && str_starts(word, "ctrl-"))
            at = strchr(controls, word[5]);
        if (out->n == DETACH_MAX)
            e = err_new("more than %d detach keys", DETACH_MAX);
        else if (strlen(word) == 1)
            out->keys[out->n++] = (unsigned char)*word;
        else if (at != NULL)
            out->keys[out->n++] = (unsigned char)(at - controls);
        else if (str_eq(word, "DEL"))
            out->keys[out->n++] = 127;
        else
            e = err_new("Unknown character: '%s'", word);
    }
    strv_release(&words);
    return e;
}

bool detach_filter(struct detach *d, const char *bytes, size_t n, char *out, size_t *len)
{
    size_t to = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)bytes[i];
        if (d->n > 0 && c == d->keys[d->at]) {
            if (++d->at == d->n) {
                *len = to;
                return true;
            }
            continue;
        }
        /* not the keys after all: what was held back goes out */
        memcpy(out + to, d->keys, d->at);
        to += d->at;
        d->at = 0;
        out[to++] = (char)c;
    }
    *len = to;
    return false;
}
