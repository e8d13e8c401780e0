/* warning.c - the Warning header. */
#include "http/warning.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define MAX_WARNINGS 1000 /* of one answer */

static const char *skip_space(const char *s)
{
    return s + strspn(s, " \t\r\n\v\f");
}

/* Valid UTF-8 without control characters (Unicode category Cc). */
static bool is_clean(const char *s, size_t n)
{
    for (size_t i = 0; i < n;) {
        uint32_t rune;
        size_t len = utf8_decode(s + i, n - i, &rune);
        if (len == 0 || rune < 0x20 || (rune >= 0x7f && rune < 0xa0))
            return false;
        i += len;
    }
    return true;
}

/* Reads the quoted string at s into out; gives what follows it, or NULL. */
static const char *quoted(const char *s, struct buf *out)
{
    if (*s++ != '"')
        return NULL;
    for (; *s != '\0'; s++) {
        if (*s == '"')
            return skip_space(s + 1);
        if (*s == '\\') {
            s++;
            if (*s == '\0')
                return NULL;
        }
        buf_addc(out, *s);
    }
    return NULL;
}

/* Behind the text: an optional quoted date, then a comma or the end. NULL: malformed. */
static const char *after_text(const char *s)
{
    if (*s == '"') {
        const char *end = strchr(s + 1, '"');
        if (end == NULL)
            return NULL;
        s = skip_space(end + 1);
    }
    if (*s == ',')
        return skip_space(s + 1);
    return *s == '\0' ? s : NULL;
}

void warning_parse(const char *value, struct strv *out)
{
    const char *s = skip_space(value);
    while (*s != '\0' && out->n < MAX_WARNINGS) {
        if (!isdigit((unsigned char)s[0]) || !isdigit((unsigned char)s[1]) || !isdigit((unsigned char)s[2]) ||
            s[3] != ' ')
            return;
        bool is_299 = strncmp(s, "299", 3) == 0;
        s += 4;
        size_t agent = strcspn(s, " ");
        if (agent == 0 || s[agent] == '\0' || !is_clean(s, agent))
            return;
        struct buf text = buf_new();
        const char *rest = quoted(s + agent + 1, &text);
        if (rest != NULL && is_clean(text.data, text.len))
            rest = after_text(rest);
        else
            rest = NULL;
        if (rest != NULL && is_299 && text.len > 0)
            strv_add(out, text.data);
        buf_release(&text);
        if (rest == NULL)
            return;
        s = rest;
    }
}
