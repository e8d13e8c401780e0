/* strv.h - a vector of owned strings, and small questions about strings. */
#ifndef KUBEC_BASE_STRV_H
#define KUBEC_BASE_STRV_H

#include <stdbool.h>
#include <stddef.h>

/* All zeros is a valid empty vector. v[n] is not a terminator. */
struct strv {
    char **v;
    size_t n;
};

/* Appends a copy of s. */
void strv_add(struct strv *l, const char *s);
/* Appends s itself; the vector owns it from now on. */
void strv_adopt(struct strv *l, char *s);
/* Appends the parts of s between separators `sep` ("a,,b" gives "a", "", "b"; "" gives one empty part). */
void strv_split(struct strv *l, const char *s, char sep);
/* True if s is one of the strings. */
bool strv_has(const struct strv *l, const char *s);
/* Sorts by bytes, as Go sorts strings. */
void strv_sort(struct strv *l);
/* Appends copies of all strings of `from`. */
void strv_extend(struct strv *l, const struct strv *from);
/* The strings with `sep` between them; the caller frees. */
char *strv_join(const struct strv *l, const char *sep);
/* Frees the strings and the vector; it is empty (all zeros) afterwards. */
void strv_release(struct strv *l);

/* True if equal; NULL equals only NULL. */
bool str_eq(const char *a, const char *b);
/* True for NULL and "". */
static inline bool str_empty(const char *s)
{
    return s == NULL || s[0] == '\0';
}
/* True if s begins or ends so. */
bool str_starts(const char *s, const char *prefix);
bool str_ends(const char *s, const char *suffix);
bool str_eq_nocase(const char *a, const char *b); /* ASCII case */
/* A lowercase (ASCII) copy; the caller frees. */
char *str_lower(const char *s);
/* The first part of s before `sep` as a copy (all of s when there is none); *rest points behind it in s, or is NULL;
 * `rest` may be NULL. */
char *str_cut(const char *s, char sep, const char **rest);
/* A Go-quoted copy ("%q" of package fmt: double quotes, \n \t \" \\ \x.. \u....); the caller frees. */
char *str_quote(const char *s);
/* The edit distance (Levenshtein) of a and b, without regard to ASCII case, for suggestions as cobra makes them. */
size_t str_distance(const char *a, const char *b);
/* A copy that is safe on a terminal: control bytes (C0 but for \n and \t, DEL, and C1 in UTF-8) become caret or \u
 * notation
 * ("^["), invalid UTF-8 becomes U+FFFD. The caller frees. */
char *str_sanitize(const char *s);

#endif
