/* label.c - what a label's key and value may be. */
#include "resource/label.h"

#include "base/mem.h"
#include "base/strv.h"

#include <stdlib.h>
#include <string.h>

enum { NAME_MAX_BYTES = 63, SUBDOMAIN_MAX_BYTES = 253 };

#define KEY_RULE                                                                                                       \
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"
#define KEY_REGEX "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]"
#define KEY_TEXT KEY_RULE " (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '" KEY_REGEX "')"
#define VALUE_TEXT                                                                                                     \
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start "    \
    "and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation "  \
    "is '(" KEY_REGEX ")?')"
#define SUBDOMAIN_TEXT                                                                                                 \
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start "   \
    "and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "                        \
    "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"

static bool is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_lower_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* KEY_REGEX */
static bool is_name(const char *s, size_t n)
{
    if (n == 0 || !is_alnum(s[0]) || !is_alnum(s[n - 1]))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!is_alnum(s[i]) && s[i] != '-' && s[i] != '_' && s[i] != '.')
            return false;
    }
    return true;
}

static bool is_subdomain(const char *s, size_t n)
{
    size_t start = 0;
    for (size_t i = 0; i <= n; i++) {
        if (i < n && s[i] != '.') {
            if (!is_lower_alnum(s[i]) && s[i] != '-')
                return false;
            continue;
        }
        if (i == start || s[start] == '-' || s[i - 1] == '-')
            return false;
        start = i + 1;
    }
    return true;
}

bool name_is_subdomain(const char *s)
{
    size_t n = strlen(s);
    return n <= SUBDOMAIN_MAX_BYTES && is_subdomain(s, n);
}

static void say(struct buf *why, const char *part, const char *text)
{
    buf_addf(why, "%s%s%s", why->len ? "; " : "", part, text);
}

bool label_key_check(const char *key, struct buf *why)
{
    size_t before = why->len;
    const char *slash = strchr(key, '/'), *name = slash ? slash + 1 : key;
    if (slash && strchr(name, '/')) {
        say(why, "",
            "a valid label key " KEY_TEXT " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
        return false;
    }
    if (slash == key) {
        say(why, "prefix part ", "must be non-empty");
    } else if (slash) {
        size_t n = (size_t)(slash - key);
        if (n > SUBDOMAIN_MAX_BYTES)
            say(why, "prefix part ", "must be no more than 253 bytes");
        if (!is_subdomain(key, n))
            say(why, "prefix part ", SUBDOMAIN_TEXT);
    }
    size_t n = strlen(name);
    if (n == 0)
        say(why, "name part ", "must be non-empty");
    else if (n > NAME_MAX_BYTES)
        say(why, "name part ", "must be no more than 63 bytes");
    if (!is_name(name, n))
        say(why, "name part ", KEY_TEXT);
    return why->len == before;
}

bool label_value_check(const char *value, struct buf *why)
{
    size_t before = why->len, n = strlen(value);
    if (n > NAME_MAX_BYTES)
        say(why, "", "must be no more than 63 bytes");
    if (n > 0 && !is_name(value, n))
        say(why, "", VALUE_TEXT);
    return why->len == before;
}
