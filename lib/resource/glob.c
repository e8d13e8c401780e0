/* glob.c - Go's filepath.Glob: unlike glob(3), * matches a leading dot, and only ^ negates a set. */
#include "resource/input.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/paths.h"
#include "base/utf8.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum match { MATCH_NO, MATCH_YES, MATCH_BAD };

/* Reads one character of a set, perhaps escaped. Gives NULL when the set ends too early. */
static const char *set_char(const char *p, uint32_t *rune)
{
    if (*p == '\0' || *p == '-' || *p == ']')
        return NULL;
    if (*p == '\\' && *++p == '\0')
        return NULL;
    size_t n = utf8_decode(p, strlen(p), rune);
    if (n == 0)
        return NULL;
    return p[n] ? p + n : NULL;
}

/* Matches the set at *pattern (behind its bracket) and moves behind it. */
static enum match match_set(const char **pattern, uint32_t c)
{
    const char *p = *pattern;
    bool negated = *p == '^', found = false;
    if (negated)
        p++;
    for (size_t ranges = 0; !(*p == ']' && ranges > 0); ranges++) {
        uint32_t low, high;
        p = set_char(p, &low);
        if (!p)
            return MATCH_BAD;
        high = low;
        if (*p == '-') {
            p = set_char(p + 1, &high);
            if (!p)
                return MATCH_BAD;
        }
        found = found || (low <= c && c <= high);
    }
    *pattern = p + 1;
    return found != negated ? MATCH_YES : MATCH_NO;
}

/* Matches one element of the pattern other than a star with the character at s; both move on. */
static enum match match_one(const char **pattern, const char **s)
{
    const char *p = *pattern;
    uint32_t c = 0;
    size_t n = utf8_decode(*s, strlen(*s), &c);
    if (n == 0)
        n = **s ? 1 : 0;
    enum match m = MATCH_YES;
    if (*p == '[') {
        p++;
        m = match_set(&p, c);
    } else if (*p == '?') {
        p++;
    } else {
        if (*p == '\\' && *++p == '\0')
            return MATCH_BAD;
        m = **s == *p ? MATCH_YES : MATCH_NO;
        n = 1;
        p++;
    }
    if (m == MATCH_YES && **s == '\0')
        m = MATCH_NO;
    *pattern = p;
    *s += **s ? n : 0;
    return m;
}

/* Matches a whole name (no slash in it). Backtracks to the last star only, as that is enough. */
static enum match match_name(const char *pattern, const char *s)
{
    const char *star = NULL, *retry = NULL;
    for (;;) {
        if (*pattern == '*') {
            star = ++pattern;
            retry = s;
            continue;
        }
        if (*pattern == '\0') {
            if (*s == '\0')
                return MATCH_YES;
        } else {
            enum match m = match_one(&pattern, &s);
            if (m == MATCH_BAD)
                return m;
            if (m == MATCH_YES)
                continue;
        }
        if (!star || *retry == '\0')
            return MATCH_NO;
        pattern = star;
        s = ++retry;
    }
}

/* True if the pattern is well formed: matches it with a text long enough to reach each element. */
static bool well_formed(const char *pattern)
{
    for (const char *p = pattern; *p;) {
        if (*p == '*' || *p == '?') {
            p++;
        } else if (*p == '[') {
            p++;
            if (match_set(&p, 0) == MATCH_BAD)
                return false;
        } else if (*p == '\\' && *++p == '\0') {
            return false;
        } else {
            p++;
        }
    }
    return true;
}

static bool has_meta(const char *s)
{
    return strpbrk(s, "*?[\\") != NULL;
}

static void match_folder(const char *dir, const char *pattern, struct strv *out)
{
    DIR *d = opendir(*dir ? dir : ".");
    if (!d)
        return;
    struct strv names = {0};
    for (struct dirent *e = readdir(d); e; e = readdir(d)) {
        if (!str_eq(e->d_name, ".") && !str_eq(e->d_name, "..") && match_name(pattern, e->d_name) == MATCH_YES)
            strv_add(&names, e->d_name);
    }
    closedir(d);
    strv_sort(&names);
    for (size_t i = 0; i < names.n; i++) {
        char *joined = path_join(dir, names.v[i]);
        strv_adopt(out, path_clean(joined));
        free(joined);
    }
    strv_release(&names);
}

/* The folders named by the part before the last slash: one level of patterns after the other, from the left. */
static void expand(const char *pattern, struct strv *out)
{
    struct strv dirs = {0}, parts = {0};
    strv_split(&parts, pattern, '/');
    strv_add(&dirs, pattern[0] == '/' ? "/" : "");
    for (size_t i = 0; i < parts.n; i++) {
        const char *part = parts.v[i];
        if (*part == '\0')
            continue;
        struct strv next = {0};
        for (size_t j = 0; j < dirs.n; j++) {
            if (has_meta(part)) {
                match_folder(dirs.v[j], part, &next);
                continue;
            }
            char *joined = path_join(dirs.v[j], part);
            struct stat st;
            if (i + 1 < parts.n || lstat(joined, &st) == 0)
                strv_add(&next, joined);
            free(joined);
        }
        strv_release(&dirs);
        dirs = next;
    }
    strv_extend(out, &dirs);
    strv_release(&dirs);
    strv_release(&parts);
}

void glob_paths(const char *pattern, struct strv *out, bool *bad)
{
    *bad = !well_formed(pattern);
    if (!*bad)
        expand(pattern, out);
}
