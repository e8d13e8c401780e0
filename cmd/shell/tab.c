/* tab.c - what <TAB> offers at the prompt. */
#include "shell/tab.h"

#include "api/session.h"
#include "base/mem.h"

#include <dirent.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#define LOOK_US 20000 /* how often a key is looked for while the server is asked */

/* readline's callbacks have no argument. */
static struct {
    struct shell *sh;
    const struct readline_lib *rl;
    struct completion found;
    size_t next;  /* of found, for the generator */
    char *before; /* "--flag=" in the word, which candidates come without */
    bool folders; /* only folders are offered */
    volatile int *interrupted;
} tab;

/* ---- asking ---- */

/* A key was pressed: the answer would come too late. */
static void on_tick(int number)
{
    struct pollfd key = {.fd = STDIN_FILENO, .events = POLLIN};
    if (poll(&key, 1, 0) > 0 && *tab.interrupted == 0)
        *tab.interrupted = number;
}

static void watch_keys(bool on, struct sigaction *before)
{
    struct itimerval timer = {{0, on ? LOOK_US : 0}, {0, on ? LOOK_US : 0}};
    struct sigaction action = {.sa_handler = on_tick};
    sigemptyset(&action.sa_mask);
    if (on)
        sigaction(SIGALRM, &action, before);
    setitimer(ITIMER_REAL, &timer, NULL);
    if (!on)
        sigaction(SIGALRM, before, NULL);
}

static char *expanded(const struct lex_values *values, const char *word)
{
    struct strv out = {0};
    err_free(lex_expand(word, values, &out));
    char *text = strv_join(&out, " ");
    strv_release(&out);
    return text;
}

/* The words of the command line before the one that is typed. */
static void words_before(struct shell *sh, const struct lex_cursor *cursor, struct strv *out)
{
    const struct lex_values values = {.variable = sh->values.variable, .arg = sh->values.arg}; /* nothing is run */
    size_t from = 0;
    while (from < cursor->words.n && lex_is_assignment(cursor->words.v[from]))
        from++;
    for (size_t i = from; i < cursor->words.n; i++) {
        const char *word = cursor->words.v[i];
        if (i == from && (str_eq(word, "kubec") || str_eq(word, "kubectl") || str_eq(word, "k")))
            continue;
        if (sh->object != NULL && strcmp(word, "@") == 0)
            strv_add(out, sh->object);
        else
            err_free(lex_expand(word, &values, out));
    }
    bool flag = cursor->word[0] == '-' || (out->n > 0 && out->v[out->n - 1][0] == '-');
    if (!flag)
        return;
    char *last = out->n > 0 && cursor->word[0] != '-' ? out->v[--out->n] : NULL; /* its value is being typed */
    object_add(sh, out);
    if (last != NULL)
        strv_adopt(out, last);
}

bool tab_complete(struct shell *sh, const char *line, struct completion *out)
{
    const struct lex_values values = {.variable = sh->values.variable, .arg = sh->values.arg};
    struct lex_cursor cursor;
    struct strv words = {0};
    struct cmd_ctx ctx;
    *out = (struct completion){0};
    lex_cursor(line, &cursor);
    bool ours = cursor.ours && !lex_is_assignment(cursor.word);
    FILE *nowhere = ours ? fopen("/dev/null", "we") : NULL;
    if (nowhere != NULL) {
        words_before(sh, &cursor, &words);
        strv_adopt(&words, expanded(&values, cursor.word));
        shell_context(sh, NULL, &ctx);
        ctx.err = ctx.out = nowhere;
        ctx.out_tty = ctx.err_tty = false;
        cli_complete(&ctx, (int)words.n, words.v, out);
        session_park(&ctx);
        fclose(nowhere);
    }
    strv_release(&words);
    lex_cursor_release(&cursor);
    return ours;
}

/* ---- giving ---- */

/* The next candidate, as readline wants it: the whole word, allocated with malloc. */
static char *next_word(const char *text, int state)
{
    (void)text;
    if (state == 0)
        tab.next = 0;
    if (tab.next >= tab.found.words.n)
        return NULL;
    return xasprintf("%s%s", tab.before, tab.found.words.v[tab.next++]);
}

static bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* True if the file is to be offered by the extensions that were asked for (none: all). */
static bool fits(const char *path)
{
    if (is_folder(path))
        return true;
    if (tab.folders)
        return false;
    for (size_t i = 0; i < tab.found.words.n; i++) {
        char *end = xasprintf(".%s", tab.found.words.v[i]);
        bool has = str_ends(path, end);
        free(end);
        if (has)
            return true;
    }
    return tab.found.words.n == 0;
}

static char *next_file(const char *text, int state)
{
    char *path;
    while ((path = tab.rl->rl_filename_completion_function(text + strlen(tab.before), state)) != NULL) {
        state = 1;
        if (fits(path)) {
            char *whole = xasprintf("%s%s%s", tab.before, path, is_folder(path) ? "/" : "");
            free(path);
            return whole;
        }
        free(path);
    }
    return NULL;
}

static char **files(const char *text)
{
    char **matches = tab.rl->rl_completion_matches(text, next_file);
    if (matches != NULL && matches[1] == NULL && str_ends(matches[0], "/"))
        *tab.rl->rl_completion_append_character = '\0'; /* the way goes on */
    return matches;
}

static char **attempt(const char *text, int start, int end)
{
    struct sigaction before;
    (void)start;
    completion_release(&tab.found);
    *tab.rl->rl_attempted_completion_over = 1;
    *tab.rl->rl_completion_append_character = ' ';
    *tab.rl->rl_sort_completion_matches = 1;
    str_replace_owned(&tab.before, xstrdup(""));
    tab.folders = false;
    char *line = xstrndup(*tab.rl->rl_line_buffer, (size_t)end);
    *tab.interrupted = 0;
    watch_keys(true, &before);
    bool ours = tab_complete(tab.sh, line, &tab.found);
    watch_keys(false, &before);
    if (*tab.interrupted == SIGALRM)
        *tab.interrupted = 0;
    free(line);
    const char *equals = ours && text[0] == '-' ? strchr(text, '=') : NULL;
    if (equals != NULL)
        str_replace_owned(&tab.before, xstrndup(text, (size_t)(equals + 1 - text)));
    int directive = ours ? (int)tab.found.directive : COMPLETE_DEFAULT;
    if (directive & COMPLETE_ERROR)
        return NULL;
    if (directive & COMPLETE_NO_SPACE)
        *tab.rl->rl_completion_append_character = '\0';
    if (directive & COMPLETE_KEEP_ORDER)
        *tab.rl->rl_sort_completion_matches = 0;
    tab.folders = directive & COMPLETE_FILTER_DIRS;
    if (tab.folders || directive & COMPLETE_FILTER_FILE_EXT ||
        (tab.found.words.n == 0 && !(directive & COMPLETE_NO_FILE)))
        return files(text);
    return tab.rl->rl_completion_matches(text, next_word);
}

/* ---- showing ---- */

static const char *description_of(const char *match)
{
    const char *word = str_starts(match, tab.before) ? match + strlen(tab.before) : match;
    for (size_t i = 0; i < tab.found.words.n; i++)
        if (strcmp(tab.found.words.v[i], word) == 0)
            return tab.found.descriptions.v[i];
    return "";
}

static void show_line(FILE *to, const char *match, int width, int columns)
{
    char *name = str_sanitize(match), *text = str_sanitize(description_of(match));
    int room = columns - width - 5;
    text[strcspn(text, "\n")] = '\0';
    if (text[0] == '\0' || room < 10)
        fprintf(to, "  %s\n", name);
    else if ((int)strlen(text) > room)
        fprintf(to, "  %-*s  %.*s…\n", width, name, room - 1, text);
    else
        fprintf(to, "  %-*s  %s\n", width, name, text);
    free(name);
    free(text);
}

/* matches[1..n]; with descriptions there is one on a line. */
static void show(char **matches, int n, int longest)
{
    FILE *to = *tab.rl->rl_outstream;
    int rows = 24, columns = 80;
    bool described = false;
    for (int i = 1; i <= n && !described; i++)
        described = description_of(matches[i])[0] != '\0';
    tab.rl->rl_get_screen_size(&rows, &columns);
    fputc('\n', to);
    if (!described) {
        tab.rl->rl_display_match_list(matches, n, longest);
    } else {
        int shown = n < rows - 2 ? n : rows - 3;
        for (int i = 1; i <= shown; i++)
            show_line(to, matches[i], longest < 40 ? longest : 40, columns);
        if (shown < n)
            fprintf(to, "  … and %d more\n", n - shown);
    }
    tab.rl->rl_on_new_line();
    tab.rl->rl_forced_update_display();
}

void tab_install(struct shell *sh, const struct readline_lib *rl)
{
    tab.sh = sh;
    tab.rl = rl;
    tab.interrupted = sh->outer->interrupted;
    *rl->rl_attempted_completion_function = attempt;
    *rl->rl_completion_display_matches_hook = show;
    *rl->rl_completer_word_break_characters = (char *)" \t\n|><;&";
    *rl->rl_completer_quote_characters = "'\"";
}

void tab_release(void)
{
    completion_release(&tab.found);
    free(tab.before);
    tab.before = NULL;
}
