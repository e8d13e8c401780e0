/* color.c - when output is coloured, and how. */
#include "print/color.h"

#include "base/strv.h"

#include <stdlib.h>
#include <string.h>

bool color_wanted(bool tty)
{
    const char *own = getenv("KUBEC_COLOR"), *term = getenv("TERM");
    if (str_eq(own, "always"))
        return true;
    if (str_eq(own, "never"))
        return false;
    return tty && str_empty(getenv("NO_COLOR")) && !str_empty(term) && !str_eq(term, "dumb");
}

const char *color_start(enum color c)
{
    static const char *const starts[] = {"", "\033[1m", "\033[32m", "\033[33m", "\033[31m"};
    return (size_t)c < sizeof starts / sizeof *starts ? starts[c] : "";
}

/* Words of the columns STATUS and PHASE, sorted by meaning. */
static const struct {
    const char *word;
    enum color color;
} words[] = {
    {"Running", COLOR_GOOD},
    {"Completed", COLOR_GOOD},
    {"Complete", COLOR_GOOD},
    {"Succeeded", COLOR_GOOD},
    {"Ready", COLOR_GOOD},
    {"Active", COLOR_GOOD},
    {"Bound", COLOR_GOOD},
    {"Available", COLOR_GOOD},
    {"Pending", COLOR_WAITING},
    {"ContainerCreating", COLOR_WAITING},
    {"PodInitializing", COLOR_WAITING},
    {"Terminating", COLOR_WAITING},
    {"SchedulingGated", COLOR_WAITING},
    {"Suspended", COLOR_WAITING},
    {"Released", COLOR_WAITING},
    {"SchedulingDisabled", COLOR_WAITING},
    {"Unknown", COLOR_BAD},
    {"NotReady", COLOR_BAD},
    {"Failed", COLOR_BAD},
    {"FailureTarget", COLOR_BAD},
    {"Evicted", COLOR_BAD},
    {"OOMKilled", COLOR_BAD},
    {"Lost", COLOR_BAD},
    {"Denied", COLOR_BAD},
    {"InvalidImageName", COLOR_BAD},
    {"ContainerCannotRun", COLOR_BAD},
    {"DeadlineExceeded", COLOR_BAD},
    {"NodeLost", COLOR_BAD},
};

static bool ends(const char *s, size_t n, const char *suffix)
{
    size_t m = strlen(suffix);
    return n >= m && memcmp(s + n - m, suffix, m) == 0;
}

static bool starts(const char *s, size_t n, const char *prefix)
{
    size_t m = strlen(prefix);
    return n >= m && memcmp(s, prefix, m) == 0;
}

static enum color of_word(const char *s, size_t n)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strlen(words[i].word) == n && memcmp(words[i].word, s, n) == 0)
            return words[i].color;
    }
    if (ends(s, n, "Error") || ends(s, n, "BackOff") || starts(s, n, "Err") || starts(s, n, "ExitCode:") ||
        starts(s, n, "Signal:"))
        return COLOR_BAD;
    return COLOR_NONE;
}

/* "Ready,SchedulingDisabled", "Init:CrashLoopBackOff", "Init:0/2": the worst of the parts. */
static enum color of_status(const char *s, size_t n)
{
    enum color worst = COLOR_NONE;
    bool init = starts(s, n, "Init:");
    size_t at = init ? 5 : 0;
    while (at < n) {
        const char *comma = memchr(s + at, ',', n - at);
        size_t part = comma ? (size_t)(comma - s) - at : n - at;
        enum color c = of_word(s + at, part);
        if (c > worst)
            worst = c;
        at += part + 1;
    }
    return init && worst < COLOR_WAITING ? COLOR_WAITING : worst;
}

static bool read_number(const char *s, size_t n, size_t *at, unsigned long *out)
{
    size_t from = *at;
    *out = 0;
    while (*at < n && *at - from < 9 && s[*at] >= '0' && s[*at] <= '9')
        *out = *out * 10 + (unsigned long)(s[(*at)++] - '0');
    return *at > from;
}

/* "1/2". Of nothing nothing is missing. */
static enum color of_count(const char *s, size_t n)
{
    size_t at = 0;
    unsigned long have, want;
    if (!read_number(s, n, &at, &have) || at >= n || s[at++] != '/' || !read_number(s, n, &at, &want) || at != n)
        return COLOR_NONE;
    return want == 0 ? COLOR_NONE : have >= want ? COLOR_GOOD : COLOR_WAITING;
}

/* "3 (2m ago)" */
static enum color of_restarts(const char *s, size_t n)
{
    size_t at = 0;
    unsigned long count;
    return read_number(s, n, &at, &count) && count > 0 ? COLOR_WAITING : COLOR_NONE;
}

enum color color_of_cell(const char *header, const char *text, size_t n)
{
    while (n > 0 && text[n - 1] == ' ')
        n--;
    if (n == 0)
        return COLOR_NONE;
    if (str_eq(header, "STATUS") || str_eq(header, "PHASE"))
        return of_status(text, n);
    if (str_eq(header, "READY") || str_eq(header, "COMPLETIONS"))
        return of_count(text, n);
    if (str_eq(header, "RESTARTS"))
        return of_restarts(text, n);
    if (str_eq(header, "TYPE"))
        return n == 7 && memcmp(text, "Warning", n) == 0 ? COLOR_WAITING : COLOR_NONE;
    return COLOR_NONE;
}
